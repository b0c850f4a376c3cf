#include "test.h"

#include <locale.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/i18n.h"

static const char *const dirs[] = {"build/locale", NULL};

/* The catalogue is read without the locale: the same text under locales that glibc would answer in English. */
static void chinese_without_a_chinese_locale(void **state)
{
    (void)state;
    static const char *const names[] = {"C", "POSIX", "C.UTF-8"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        setenv("LC_ALL", names[i], 1);
        assert_non_null(setlocale(LC_ALL, ""));
        struct i18n *zh = i18n_open("zh", dirs);
        assert_non_null(zh);
        assert_string_equal(i18n_text(zh, "permission denied"), "没有权限");
        i18n_close(zh);
    }
    setlocale(LC_ALL, "C");
}

static void english_is_the_message_itself(void **state)
{
    (void)state;
    struct i18n *en = i18n_open("en", dirs);
    assert_non_null(en);
    for (int id = 0; id < DIAG_COUNT; id++) {
        const char *text = diag_msgid((enum diag_id)id);
        assert_string_equal(i18n_text(en, text), text);
        assert_ptr_not_equal(i18n_text(en, text), text); /* found in the catalogue */
    }
    assert_string_equal(i18n_text(NULL, "error"), "error");
    i18n_close(en);
}

static void unknown_and_empty_texts_come_back(void **state)
{
    (void)state;
    struct i18n *zh = i18n_open("zh", dirs);
    assert_string_equal(i18n_text(zh, "no such message"), "no such message");
    assert_string_equal(i18n_text(zh, ""), "");
    i18n_close(zh);
}

static unsigned placeholders(const char *s)
{
    unsigned set = 0;
    for (; (s = strchr(s, '{')); s++)
        if (s[1] >= '1' && s[1] <= '9' && (s[2] == '}' || s[2] == '!'))
            set |= 1u << (s[1] - '0') << (s[2] == '!' ? 16 : 0);
    return set;
}

static void translations_keep_every_value(void **state)
{
    (void)state;
    struct i18n *zh = i18n_open("zh", dirs);
    for (int id = 0; id < DIAG_COUNT; id++) {
        const char *text = diag_msgid((enum diag_id)id);
        if (placeholders(text) != placeholders(i18n_text(zh, text)))
            fail_msg("placeholders differ: %s", text);
    }
    i18n_close(zh);
}

static void write_catalogue(const char *folder, const void *p, size_t n)
{
    struct diag_list *d = diag_list_new();
    struct buf path = {0};
    buf_printf(&path, "mkdir -p %s/en/LC_MESSAGES", folder);
    assert_int_equal(system(path.data), 0);
    path.n = 0;
    buf_printf(&path, "%s/en/LC_MESSAGES/shenbao.mo", folder);
    assert_true(file_write(path.data, p, n, d));
    buf_free(&path);
    diag_list_free(d);
}

/* Cut anywhere, or with any header word pointing out of the file: NULL or a catalogue that can be asked. */
static void a_damaged_catalogue_is_none(void **state)
{
    (void)state;
    char folder[] = P_tmpdir "/shenbao-test-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *const here[] = {folder, NULL};
    struct diag_list *d = diag_list_new();
    struct buf whole = {0};
    assert_true(file_read("build/locale/en/LC_MESSAGES/shenbao.mo", 1 << 20, &whole, d));
    for (size_t n = 0; n < whole.n; n += 1 + n / 8) {
        write_catalogue(folder, whole.data, n);
        struct i18n *c = i18n_open("en", here);
        assert_string_equal(i18n_text(c, "error"), "error");
        i18n_close(c);
    }
    for (size_t at = 0; at < 28; at += 4) {
        uint32_t old, bad = 0x7FFFFFF0;
        memcpy(&old, whole.data + at, 4);
        memcpy(whole.data + at, &bad, 4);
        write_catalogue(folder, whole.data, whole.n);
        memcpy(whole.data + at, &old, 4);
        i18n_close(i18n_open("en", here));
    }
    struct buf command = {0};
    buf_printf(&command, "rm -r %s", folder);
    assert_int_equal(system(command.data), 0);
    buf_free(&command);
    buf_free(&whole);
    diag_list_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_without_a_chinese_locale),
        cmocka_unit_test(english_is_the_message_itself),
        cmocka_unit_test(unknown_and_empty_texts_come_back),
        cmocka_unit_test(translations_keep_every_value),
        cmocka_unit_test(a_damaged_catalogue_is_none),
    };
    return cmocka_run_group_tests_name("i18n", tests, NULL, NULL);
}
