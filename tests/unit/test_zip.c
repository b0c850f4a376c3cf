#include "test.h"

#include <libdeflate.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "batch/zip.h"
#include "run.h"

static char *folder;

static char *path_of(const char *name)
{
    static char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void put16(struct buf *b, unsigned v)
{
    buf_putc(b, (char)(v & 0xFF));
    buf_putc(b, (char)(v >> 8));
}

static void put32(struct buf *b, uint32_t v)
{
    put16(b, v & 0xFFFF);
    put16(b, v >> 16);
}

/* An archive made by hand; zero is a sound stored file. */
struct made {
    const char *name;
    size_t name_n;    /* 0: strlen */
    const char *data; /* NULL: "x" */
    unsigned host, flags, method, mode;
    uint32_t size, crc; /* 0: right */
    const char *local; /* another name in the local header */
    const char *unicode; /* Info-ZIP Unicode Path */
};

static struct buf archive_of(const struct made *v, size_t n)
{
    struct buf all = {0}, directory = {0};
    for (size_t i = 0; i < n; i++) {
        const char *data = v[i].data ? v[i].data : "x", *local = v[i].local ? v[i].local : v[i].name;
        size_t name_n = v[i].name_n ? v[i].name_n : strlen(v[i].name), bytes = strlen(data);
        size_t extra = v[i].unicode ? 9 + strlen(v[i].unicode) : 0;
        uint32_t size = v[i].size ? v[i].size : (uint32_t)bytes, crc = v[i].crc ? v[i].crc : libdeflate_crc32(0, data, bytes);
        struct buf common = {0};
        put16(&common, v[i].flags);
        put16(&common, v[i].method);
        put32(&common, 0);
        put32(&common, crc);
        put32(&common, (uint32_t)bytes);
        put32(&common, size);
        put16(&common, (unsigned)name_n);
        buf_puts(&directory, "PK\x01\x02");
        put16(&directory, 20 | v[i].host << 8);
        put16(&directory, 20);
        buf_add(&directory, common.data, common.n);
        put16(&directory, (unsigned)extra);
        put16(&directory, 0);
        put32(&directory, 0);
        put32(&directory, v[i].mode << 16);
        put32(&directory, (uint32_t)all.n);
        buf_add(&directory, v[i].name, name_n);
        if (v[i].unicode) {
            put16(&directory, 0x7075);
            put16(&directory, (unsigned)extra - 4);
            buf_putc(&directory, 1);
            put32(&directory, libdeflate_crc32(0, v[i].name, name_n));
            buf_puts(&directory, v[i].unicode);
        }
        buf_puts(&all, "PK\x03\x04");
        put16(&all, 20);
        buf_add(&all, common.data, common.n);
        put16(&all, 0);
        buf_add(&all, local, name_n);
        buf_puts(&all, data);
        buf_free(&common);
    }
    uint32_t at = (uint32_t)all.n;
    buf_add(&all, directory.data, directory.n);
    buf_puts(&all, "PK\x05\x06");
    put32(&all, 0);
    put16(&all, (unsigned)n);
    put16(&all, (unsigned)n);
    put32(&all, (uint32_t)directory.n);
    put32(&all, at);
    put16(&all, 0);
    buf_free(&directory);
    return all;
}

static struct zip *open_bytes(const struct buf *b, struct diag_list *d)
{
    write_text(path_of("made.zip"), b->data, b->n);
    return zip_open(path_of("made.zip"), d);
}

static struct zip *open_made(const struct made *v, size_t n)
{
    struct diag_list *d = diag_list_new();
    struct buf b = archive_of(v, n);
    struct zip *z = open_bytes(&b, d);
    assert_non_null(z);
    assert_int_equal(diag_list_count(d), 0);
    buf_free(&b);
    diag_list_free(d);
    return z;
}

/* What was written comes back, and the same twice is the same bytes, in any time zone. */
static void round_trip(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    char *text = calloc(1, 100001);
    memset(text, 'a', 100000);
    char *bytes[2];
    size_t sizes[2];
    for (int i = 0; i < 2; i++) {
        setenv("TZ", i ? "Asia/Shanghai" : "America/New_York", 1);
        struct zip_out *out = zip_create(path_of("out.zip"), 1735689600, d);
        assert_true(zip_add(out, "“一带一路”共建国家/1.高温-大学.pdf", text, 100000, d));
        assert_true(zip_add(out, "空", "", 0, d));
        assert_true(zip_add(out, "plain.txt", "\x80\x81", 2, d));
        assert_true(zip_finish(out, d));
        bytes[i] = read_text(path_of("out.zip"), &sizes[i]);
    }
    unsetenv("TZ");
    assert_int_equal(sizes[0], sizes[1]);
    assert_memory_equal(bytes[0], bytes[1], sizes[0]);
    assert_true(sizes[0] < 2000);
    assert_int_equal(bytes[0][7] & 8, 8); /* bit 11 */
    struct zip *z = zip_open(path_of("out.zip"), d);
    const struct zip_entry *e;
    assert_int_equal(zip_entries(z, &e), 3);
    assert_string_equal(e[0].name, "“一带一路”共建国家/1.高温-大学.pdf");
    assert_int_equal(e[0].names, ZIP_UTF8);
    assert_int_equal(e[2].names, ZIP_ASCII);
    struct buf b = {0};
    assert_int_equal(zip_read(z, &e[0], &b), ZIP_OK);
    assert_int_equal(b.n, 100000);
    assert_memory_equal(b.data, text, b.n);
    buf_free(&b);
    assert_int_equal(zip_read(z, &e[1], &b), ZIP_OK);
    assert_int_equal(b.n, 0);
    buf_free(&b);
    zip_close(z);
    assert_int_equal(diag_list_count(d), 0);
    diag_list_free(d);
    free(text);
    free(bytes[0]);
    free(bytes[1]);
}

/* 时 and 山东 in GB 18030; 一 there is also UTF-8 (D2 BB), which the other names of the archive settle. */
static void encodings(void **state)
{
    (void)state;
    const struct zip_entry *e;
    struct zip *z = open_made((struct made[]){{.name = "\xD2\xBB"}, {.name = "\xC9\xBD\xB6\xAB/\xCA\xB1.pdf"}, {.name = "a"}}, 3);
    zip_entries(z, &e);
    assert_string_equal(e[0].name, "一");
    assert_string_equal(e[1].name, "山东/时.pdf");
    assert_int_equal(e[1].names, ZIP_GB18030);
    assert_int_equal(e[2].names, ZIP_ASCII);
    zip_close(z);
    z = open_made((struct made[]){{.name = "山东"}, {.name = "时", .flags = 0x800}, {.name = "\xCA\xB1", .unicode = "时"}}, 3);
    zip_entries(z, &e);
    assert_int_equal(e[0].names, ZIP_UNFLAGGED);
    assert_int_equal(e[1].names, ZIP_UTF8);
    assert_int_equal(e[2].names, ZIP_EXTRA);
    assert_string_equal(e[2].name, "时");
    zip_close(z);
    z = open_made((struct made[]){{.name = "a\xFF\xFF"}, {.name = "\xFF", .flags = 0x800}}, 2);
    zip_entries(z, &e);
    assert_int_equal(e[0].names, ZIP_UNKNOWN);
    assert_string_equal(e[0].name, "a\xEF\xBF\xBD\xEF\xBF\xBD");
    assert_int_equal(e[1].names, ZIP_UNKNOWN);
    zip_close(z);
}

/* 誠 is D5 5C where GB 18030 has bytes below 80: no backslash. */
static void paths(void **state)
{
    (void)state;
    static const struct {
        struct made made;
        const char *name;
        bool outside, backslashes, folder, link;
    } cases[] = {
        {{.name = "a\\b.pdf"}, "a/b.pdf", false, true, false, false},
        {{.name = "\xD5\x5C\xB8\xDF"}, "誠高", false, false, false, false},
        {{.name = "a/"}, "a/", false, false, true, false},
        {{.name = "a\\"}, "a/", false, true, true, false},
        {{.name = "../a"}, "../a", true, false, false, false},
        {{.name = "a/../../b"}, "a/../../b", true, false, false, false},
        {{.name = "a\\..\\b"}, "a/../b", true, true, false, false},
        {{.name = "..."}, "...", false, false, false, false},
        {{.name = "/etc/passwd"}, "/etc/passwd", true, false, false, false},
        {{.name = "C:\\a"}, "C:/a", true, true, false, false},
        {{.name = "a\0b", .name_n = 3}, "a", true, false, false, false},
        {{.name = "l", .host = 3, .mode = 0120777}, "l", false, false, false, true},
        {{.name = "f", .host = 3, .mode = 0010644}, "f", false, false, false, true},
        {{.name = "f", .host = 3, .mode = 0100644}, "f", false, false, false, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct zip_entry *e;
        struct zip *z = open_made(&cases[i].made, 1);
        assert_int_equal(zip_entries(z, &e), 1);
        assert_string_equal(e->name, cases[i].name);
        assert_int_equal(e->outside, cases[i].outside);
        assert_int_equal(e->backslashes, cases[i].backslashes);
        assert_int_equal(e->folder, cases[i].folder);
        assert_int_equal(e->link, cases[i].link);
        zip_close(z);
    }
}

static void content(void **state)
{
    (void)state;
    static const struct {
        struct made made;
        enum zip_state state;
    } cases[] = {
        {{.name = "a"}, ZIP_OK},
        {{.name = "a", .flags = 1}, ZIP_ENCRYPTED},
        {{.name = "a", .method = 99}, ZIP_ENCRYPTED},
        {{.name = "a", .method = 12}, ZIP_METHOD},
        {{.name = "a", .crc = 7}, ZIP_DAMAGED},
        {{.name = "a", .size = 2}, ZIP_DAMAGED},
        {{.name = "a", .local = "b"}, ZIP_DAMAGED},
        {{.name = "a", .method = 8, .data = "no deflate", .size = 20}, ZIP_DAMAGED},
        {{.name = "a", .method = 8, .size = LIMIT_ZIP_SMALL + 1}, ZIP_BOMB},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct zip_entry *e;
        struct buf b = {0};
        struct zip *z = open_made(&cases[i].made, 1);
        zip_entries(z, &e);
        assert_int_equal(zip_read(z, e, &b), cases[i].state);
        assert_int_equal(b.n, cases[i].state == ZIP_OK);
        buf_free(&b);
        zip_close(z);
    }
}

static void expect_not_read(struct buf *b, const char *cause)
{
    struct diag_list *d = diag_list_new();
    assert_null(open_bytes(b, d));
    assert_int_equal(diag_list_count(d), 1);
    if (!strstr(diag_list_at(d, 0)->args[0], cause))
        fail_msg("%s", diag_list_at(d, 0)->args[0]);
    diag_list_free(d);
    buf_free(b);
}

static struct buf bytes_of(const char *s)
{
    struct buf b = {0};
    buf_puts(&b, s);
    return b;
}

static struct buf sound(void)
{
    return archive_of((struct made[]){{.name = "a"}, {.name = "b"}}, 2);
}

static void too_much(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct zip_out *out = zip_create(path_of("full.zip"), -1, d);
    assert_false(zip_add(out, "large", "", LIMIT_ZIP_ENTRY + 1, d)); /* refused before it is looked at */
    assert_int_equal(diag_list_count(d), 1);
    assert_string_equal(diag_list_at(d, 0)->rule, "zip-full");
    zip_abort(out, d);
    assert_int_equal(access(path_of("full.zip"), F_OK), -1);
    diag_list_free(d);
}

static void not_archives(void **state)
{
    (void)state;
    struct buf b = bytes_of("Rar!\x1a\x07\x01");
    expect_not_read(&b, "RAR");
    b = bytes_of("7z\xBC\xAF\x27\x1C");
    expect_not_read(&b, "7z");
    b = bytes_of("MZ\x90 and so on");
    expect_not_read(&b, "program");
    b = bytes_of("%PDF-1.7");
    expect_not_read(&b, "not a ZIP");
    b = bytes_of("x");
    expect_not_read(&b, "not a ZIP");
    for (size_t cut = 1; cut < 60; cut++) { /* the end record and what lies before it */
        b = sound();
        b.n -= cut;
        expect_not_read(&b, "cut off");
    }
    b = sound();
    b.data[b.n - 22 + 4] = 1; /* a disk */
    expect_not_read(&b, "several parts");
    b = sound();
    b.data[b.n - 22 + 16]++;
    expect_not_read(&b, "not where it should be");
    b = sound();
    memset(b.data + b.n - 22 + 8, 0xFF, 4);
    expect_not_read(&b, "more files than are read");
    b = sound();
    b.data[b.n - 22 - 47 + 28] = 9; /* the length of the last name */
    expect_not_read(&b, "directory is damaged");
    b = sound();
    b.data[b.n - 22 - 47 + 20] = 127; /* its packed size */
    b.data[b.n - 22 - 47 + 21] = 127;
    expect_not_read(&b, "overlap");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(round_trip),
        cmocka_unit_test(encodings),
        cmocka_unit_test(paths),
        cmocka_unit_test(content),
        cmocka_unit_test(too_much),
        cmocka_unit_test(not_archives),
    };
    folder = scratch_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    scratch_free(folder);
    return failed;
}
