#include "test.h"

#include <string.h>

#include "base/sha256.h"

/* Of FIPS 180-4's own examples, and the lengths around a block's end. */
static void known_digests(void **state)
{
    (void)state;
    static const struct { const char *text, *digest; } rows[] = {
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    char out[65];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sha256_hex(rows[i].text, strlen(rows[i].text), out);
        assert_string_equal(out, rows[i].digest);
    }
}

static void as_sha256sum_has_it(void **state)
{
    (void)state;
    static const size_t lengths[] = {55, 56, 63, 64, 65, 119, 120, 1000};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        char text[1001], command[80], want[65], out[65];
        memset(text, 'a', lengths[i]);
        snprintf(command, sizeof command, "head -c %zu /dev/zero | tr '\\0' a | sha256sum", lengths[i]);
        FILE *p = popen(command, "r");
        assert_non_null(p);
        assert_int_equal(fread(want, 1, 64, p), 64);
        want[64] = 0;
        pclose(p);
        sha256_hex(text, lengths[i], out);
        assert_string_equal(out, want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_digests), cmocka_unit_test(as_sha256sum_has_it),
    };
    return cmocka_run_group_tests_name("sha256", tests, NULL, NULL);
}
