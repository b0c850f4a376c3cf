/* The workbooks of samples/workbooks: those by hand with every trap, and those of hundreds of rows that its generator makes, in
 * every format; and the workbook of `sheet` through LibreOffice. Expected outputs lie beside the samples; with GOLDEN_UPDATE set
 * differences are shown and they are replaced. */
#include "test.h"

#include <glob.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "shell.h"

static const struct {
    const char *id, *rows;
} programmes[] = {{"shandong-2025", "300"}, {"most-2025", "150"}, {"zhejiang-2025", "120"}, {"guangdong-2025", "100"}};
enum { PROGRAMMES = sizeof programmes / sizeof *programmes };

/* A command's output, however it ends and however long it takes on a busy machine. */
static struct run run_long(const char *command)
{
    struct run_options o = {.folder = shell_folder, .limit = 400};
    return run_shell(command, &o);
}

/* --- by hand --- */

/* The findings, then the proposals. */
static void every_trap_is_read_as_it_is_meant(void **state)
{
    (void)state;
    glob_t found = {0}; /* in the order of their names */
    char *pattern = path_join(source_folder(), "samples/workbooks/traps/*");
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    size_t seen = 0;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        const char *name = strrchr(found.gl_pathv[i], '/') + 1;
        if (strstr(name, ".out"))
            continue;
        struct buf command = {0}, expected = {0};
        buf_printf(&command, "rm -rf d; shenbao import --programme shandong-2025 samples/workbooks/traps/%s -o d 2>&1; echo exit $?; "
                             "for f in d/*.xml; do echo \"== $f\"; cat $f; done", name);
        buf_printf(&expected, "samples/workbooks/traps/%s.out", name);
        struct run r = run_long(command.data);
        assert_expected(expected.data, r.out);
        run_free(&r);
        buf_free(&command);
        buf_free(&expected);
        seen++;
    }
    assert_int_equal(seen, 8);
    globfree(&found);
    free(pattern);
}

/* --- by the generator --- */

static void generate(size_t p, const char *rows)
{
    char program[4096];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    assert_true(n > 0);
    program[n] = '\0';
    *strrchr(program, '/') = '\0'; /* .../tests/test_books: the generator lies above */
    struct buf command = {0};
    buf_printf(&command, "mkdir -p %s/%s; cd %s && %s/../generate samples %s %s %s/%s && cp -r samples/%s/papers %s/%s/ 2>/dev/null || true",
               shell_folder, programmes[p].id, source_folder(), program, programmes[p].id, rows, shell_folder, programmes[p].id,
               programmes[p].id, shell_folder, programmes[p].id);
    struct run r = run_long(command.data);
    if (r.status || *r.err)
        print_error("%s%s", r.out, r.err);
    assert_int_equal(r.status, 0);
    run_free(&r);
    buf_free(&command);
}

static void import(size_t p, const char *file, const char *out)
{
    struct buf command = {0};
    buf_printf(&command, "rm -rf %s; shenbao import --programme %s %s/%s -o %s 2>says; rm %s/import.csv; "
                         "grep -v -E 'sheet-row-total|sheet-not-read|import-written' says", out, programmes[p].id, programmes[p].id, file, out, out);
    struct run r = run_long(command.data);
    if (*r.out)
        print_error("%s %s: %s\n", programmes[p].id, file, r.out);
    assert_string_equal(r.out, "");
    run_free(&r);
    buf_free(&command);
}

static void assert_same(const char *a, const char *b)
{
    struct buf command = {0};
    buf_printf(&command, "ls %s | wc -l; diff -r %s %s | head -30", a, a, b);
    struct run r = run_long(command.data);
    const char *differences = strchr(r.out, '\n') + 1;
    if (*differences || atoi(r.out) < 1)
        print_error("%s, %s: %s\n", a, b, r.out);
    assert_true(atoi(r.out) >= 1);
    assert_string_equal(differences, "");
    run_free(&r);
    buf_free(&command);
}

static void one_table_in_every_format(void **state)
{
    (void)state;
    static const char *const files[] = {"workbook.xlsx", "shared.xlsx", "inline.xlsx", "table.ods", "table.fods", "table-2003.xml", "records.xml"};
    for (size_t p = 0; p < PROGRAMMES; p++) {
        struct buf expected = {0};
        generate(p, "40");
        buf_printf(&expected, "%s/expected", programmes[p].id);
        for (size_t f = 0; f < sizeof files / sizeof *files; f++) {
            import(p, files[f], "d");
            assert_same(expected.data, "d");
        }
        import(p, "utf8.csv", "u");
        import(p, "gb18030.csv", "d");
        assert_same("u", "d");
        import(p, "utf16.csv", "d");
        assert_same("u", "d");
        buf_free(&expected);
    }
}

/* How often each rule finds fault, and where it does so in the rows that have a fault on purpose. */
static void generated_rows_have_the_faults_that_were_put_in(void **state)
{
    (void)state;
    for (size_t p = 0; p < PROGRAMMES; p++) {
        struct buf command = {0}, name = {0};
        generate(p, programmes[p].rows);
        buf_printf(&command, "shenbao check --programme %s %s/shared.xlsx 2>&1 | grep -E ': (error|warning): ' | "
                             "sed -E 's/^[^[]*\\[([^]]*)\\]!([A-Z]*)[0-9]*: (error|warning): .* \\[([^],]*).*$/\\4 \\3 \\1!\\2/' | sort | uniq -c",
                   programmes[p].id, programmes[p].id);
        buf_printf(&name, "samples/workbooks/%s.out", programmes[p].id);
        struct run r = run_long(command.data);
        assert_expected(name.data, r.out);
        run_free(&r);
        buf_free(&command);
        buf_free(&name);
    }
}

/* --- LibreOffice --- */

static void write_workbooks(void)
{
    for (size_t p = 0; p < PROGRAMMES; p++) {
        struct buf command = {0};
        buf_printf(&command, "mkdir -p in %s; shenbao sheet %s samples/%s/*.xml -o in/%s.xlsx", programmes[p].id, programmes[p].id, programmes[p].id,
                   programmes[p].id);
        struct run r = run_long(command.data);
        assert_int_equal(r.status, 0);
        run_free(&r);
        buf_free(&command);
    }
}

/* Of a row's format LibreOffice makes 16,384 cells, and its stylesheet for XML Spreadsheet 2003 then writes nothing at all. */
static void no_row_has_a_format(void **state)
{
    (void)state;
    write_workbooks();
    shell_assert_output_has("for f in in/*.xlsx; do unzip -p $f 'xl/worksheets/*.xml' | grep -o '<row [^>]*>' | "
                            "awk '/customFormat/ {n++} END {print (NR > 9 ? \"rows\" : \"no rows\"), n + 0}'; done | sort -u | tr '\\n' ';'",
                            0, "rows 0;");
}

static bool convert(const char *filter, const char *from, const char *out)
{
    struct buf command = {0};
    buf_printf(&command, "soffice -env:UserInstallation=file://$PWD/profile --headless --convert-to '%s' --outdir %s %s >/dev/null 2>&1", filter, out, from);
    struct run r = run_long(command.data);
    bool good = r.status == 0;
    run_free(&r);
    buf_free(&command);
    return good;
}

/* Every sample of every programme, but what a workbook cannot hold, comes back the same from whatever LibreOffice saves. It saves
 * XML Spreadsheet 2003 by a stylesheet that cannot count to the 16,384 columns that it gives every workbook opened from .xlsx, and
 * that writes out a million empty rows: so these are taken out of a flat document before. */
static void workbooks_come_back_from_libreoffice(void **state)
{
    (void)state;
    struct run there = run_long("command -v soffice");
    bool skipped = there.status != 0;
    run_free(&there);
    if (skipped) {
        print_message("LibreOffice is not installed: its round trip is not tried\n");
        skip();
    }
    write_workbooks();
    assert_true(convert("ods", "in/*.xlsx", "ods") && convert("fods", "in/*.xlsx", "fods") && convert("xlsx:Calc MS Excel 2007 XML", "in/*.xlsx", "xlsx"));
    shell_succeeds("mkdir narrow; for f in fods/*; do perl -0pe 's/<table:table-column[^>]*number-columns-repeated=\"\\d{5}\"[^>]*>//g; "
                   "s/<table:table-row[^>]*number-rows-repeated=\"\\d{4,}\".*?<\\/table:table-row>//gs' $f >narrow/${f#fods/} || exit 1; done");
    assert_true(convert("xml:MS Excel 2003 XML", "narrow/*.fods", "xml"));
    for (size_t p = 0; p < PROGRAMMES; p++) {
        static const char *const formats[] = {"xlsx", "ods", "fods", "xml"};
        struct buf command = {0};
        buf_printf(&command, "cp in/%s.xlsx %s/in.xlsx; for f in xlsx ods fods xml; do cp $f/%s.$f %s/ || exit 1; done", programmes[p].id, programmes[p].id,
                   programmes[p].id, programmes[p].id);
        shell_succeeds(command.data);
        import(p, "in.xlsx", "in.d");
        for (size_t f = 0; f < 4; f++) {
            command.n = 0;
            buf_printf(&command, "%s.%s", programmes[p].id, formats[f]);
            import(p, command.data, "d");
            assert_same("in.d", "d");
        }
        buf_free(&command);
    }
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(every_trap_is_read_as_it_is_meant), CASE(one_table_in_every_format),
                                       CASE(generated_rows_have_the_faults_that_were_put_in), CASE(no_row_has_a_format),
                                       CASE(workbooks_come_back_from_libreoffice)};
    return cmocka_run_group_tests_name("books", tests, NULL, NULL);
}
