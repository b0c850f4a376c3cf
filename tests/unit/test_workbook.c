/* Workbooks: every sample written into one and imported again is the same proposal; an empty one is imported as nothing. */
#include "test.h"

#include <fts.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "base/diag.h"
#include "shell.h"
#include "sheet/import.h"
#include "sheet/workbook.h"
#include "xslt/xml.h"

struct taken {
    struct buf *out;
    struct diag_list *d;
};

static bool write_record(void *arg, const struct import_row *row)
{
    struct taken *t = arg;
    record_write(row->record, t->out);
    diag_list_append(t->d, row->findings);
    return true;
}

static void assert_no_error(const struct diag_list *d, const char *what)
{
    for (size_t i = 0; i < diag_list_count(d); i++) {
        struct buf b = {0};
        diag_text(&b, diag_list_at(d, i), NULL);
        if (diag_list_at(d, i)->severity >= DIAG_WARNING)
            print_error("%s: %s\n", what, b.data);
        buf_free(&b);
    }
    assert_false(diag_list_has(d, DIAG_WARNING));
}

/* What importing the workbook gives. */
static void import(struct programme *p, const char *path, struct buf *out, struct diag_list *d)
{
    struct sheet_book *book = sheet_open(path, d);
    struct plan *plan = book ? plan_new(book, path, p, NULL, NULL, d) : NULL;
    assert_non_null(plan);
    struct taken t = {out, d};
    assert_true(import_rows(plan, NULL, write_record, &t, d));
    plan_free(plan);
    sheet_close(book);
}

/* What a workbook with this record, "w.xlsx", is imported as. */
static void assert_record_back(struct programme *p, const struct record *r, const char *what)
{
    struct diag_list *d = diag_list_new();
    struct buf want = {0}, got = {0};
    record_write(r, &want);
    char *path = path_join(shell_folder, "w.xlsx");
    struct workbook_input in = {.programme = p, .records = &r, .n = 1};
    assert_true(workbook_write(path, &in, d));
    import(p, path, &got, d);
    assert_no_error(d, what);
    if (strcmp(want.data, got.data) != 0)
        show_difference(want.data, got.data, what);
    assert_string_equal(want.data, got.data);
    buf_free(&want);
    buf_free(&got);
    free(path);
    diag_list_free(d);
}

static void assert_back(struct programme *p, const char *sample)
{
    struct diag_list *d = diag_list_new();
    struct arena *a = arena_new();
    xmlDocPtr doc = xml_load(sample, d);
    struct record *r = record_new(a, programme_fields(p, d));
    record_read(r, xmlDocGetRootElement(doc));
    assert_record_back(p, r, sample);
    xml_free(doc);
    arena_free(a);
    diag_list_free(d);
}

static void samples_come_back(void **state)
{
    (void)state;
    char *samples = path_join(source_folder(), "samples");
    struct diag_list *d = diag_list_new();
    char **ids = programme_ids("templates", d);
    size_t seen = 0;
    for (size_t i = 0; ids[i]; i++) {
        struct programme *p = programme_load("templates", ids[i], d);
        char *of = path_join(samples, ids[i]);
        FTS *tree = fts_open((char *const[]){of, NULL}, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
        for (FTSENT *e; (e = fts_read(tree));) {
            const char *dot = strrchr(e->fts_name, '.');
            if (e->fts_level == 1 && e->fts_info == FTS_F && dot && strcmp(dot, ".xml") == 0) {
                assert_back(p, e->fts_path);
                seen++;
            }
        }
        fts_close(tree);
        programme_free(p);
        free(of);
    }
    assert_true(seen >= 33);
    free(ids);
    free(samples);
    diag_list_free(d);
}

/* The example is no proposal. */
static void an_empty_workbook_holds_none(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    char **ids = programme_ids("templates", d);
    for (size_t i = 0; ids[i]; i++) {
        struct programme *p = programme_load("templates", ids[i], d);
        char *path = path_join(shell_folder, "e.xlsx");
        struct workbook_input in = {.programme = p};
        struct buf got = {0};
        assert_true(workbook_write(path, &in, d));
        import(p, path, &got, d);
        assert_no_error(d, ids[i]);
        assert_int_equal(got.n, 0);
        programme_free(p);
        free(path);
    }
    free(ids);
    diag_list_free(d);
}

static struct record *record_of(struct arena *a, struct programme *p, const char *xml, struct diag_list *d)
{
    xmlDocPtr doc = xmlReadMemory(xml, (int)strlen(xml), "x", NULL, XML_PARSE_NONET);
    struct record *r = record_new(a, programme_fields(p, d));
    record_read(r, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return r;
}

static void assert_text_back(const char *programme, const char *xml)
{
    struct diag_list *d = diag_list_new();
    struct arena *a = arena_new();
    struct programme *p = programme_load("templates", programme, d);
    struct record *r = record_of(a, p, xml, d);
    assert_record_back(p, r, xml);
    programme_free(p);
    arena_free(a);
    diag_list_free(d);
}

#define PROPOSAL(content) "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\" direction=\"suggestion\">" content "</proposal>"

/* What notices name can be chosen by its name, also where the proposal has a code; what is refused is not offered. */
static void what_may_be_written_is_offered(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct programme *p = programme_load("templates", "guangdong-2025", d);
    struct workbook_input in = {.programme = p};
    char *path = path_join(shell_folder, "offered.xlsx");
    assert_true(workbook_write(path, &in, d));
    SHELL_EXPECT("unzip -p offered.xlsx xl/worksheets/sheet2.xml", 0, "sqref=\"B2:B2001\"><formula1>\"专题一 国际科技合作研发项目,", "!hkmo");
    SHELL_EXPECT("unzip -p offered.xlsx xl/worksheets/sheet3.xml", 0, "\"新一代信息技术,");
    SHELL_EXPECT("unzip -p offered.xlsx xl/sharedStrings.xml", 0, "<t>新西兰</t>", "<t>在至少联合1家国外参与单位的基础上，与港澳机构共同合作</t>",
                 "!<t>专题四");
    SHELL_EXPECT("unzip -p offered.xlsx 'xl/worksheets/*.xml'", 0, "\"项目合作文件,境外企业登记证明,", ",全职研发人员,", "!regCert", "!equipment");
    SHELL_EXPECT("unzip -p offered.xlsx 'xl/worksheets/*.xml'", 0, "\"独资新建,合资合作,收购兼并,其他方式\"", "\"科技创新政策与管理,孵化育成体系建设\"");
    SHELL_EXPECT("unzip -p offered.xlsx 'xl/comments*.xml'", 0, "填单位的名称，与其在“单位”表中的一致", "自定的代号，如 u1，可以不填");
    free(path);
    programme_free(p);
    diag_list_free(d);
}

static const char names_xml[] =
    "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"guangdong-2025\" direction=\"2\"><priorityClass>diplomacy</priorityClass>"
    "<priorityClass>自拟，其他</priorityClass><rdCentre><figure kind=\"staff\"/></rdCentre><attachments><attachment id=\"a1\" kind=\"regCert\"/>"
    "<attachment id=\"a2\" kind=\"自拟\"/></attachments></proposal>";

/* Cells say what the form says: the direction's own name for a code, and what no list knows as it is. */
static void codes_are_written_by_their_names(void **state)
{
    (void)state;
    assert_text_back("guangdong-2025", names_xml);
    SHELL_EXPECT("unzip -p w.xlsx xl/sharedStrings.xml", 0, "<t>专题二 发展中国家人员能力提升培训项目</t>",
                 "<t>服务元首外交及省委省政府工作安排；自拟，其他</t>", "<t>全职研发人员</t>", "<t>境外企业登记证明</t>", "<t>自拟</t>", "!<t>regCert</t>");
}

static const char things_xml[] =
    "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"most-2025\" direction=\"1.5\"><units><unit id=\"u1\"><name>甲；乙大学</name></unit>"
    "<unit id=\"u2\"><name>丙所</name></unit><unit id=\"u3\"><name>丙所</name></unit><unit id=\"u4\"><name>u2</name></unit>"
    "<unit id=\"u5\"/></units><people><person unit=\"u1\"/><person unit=\"u2\"/><person unit=\"u3\"/><person unit=\"u4\"/>"
    "<person unit=\"u5\"/></people><agreements><agreement attachment=\"a1\"><signatory>u1</signatory><signatory>u3</signatory></agreement>"
    "</agreements><attachments><attachment id=\"a1\"><title>合作协议</title></attachment></attachments></proposal>";

/* A person's unit, who signed, an annex: by name; where that would mean another, with the id. */
static void things_are_referred_to_by_name(void **state)
{
    (void)state;
    assert_text_back("most-2025", things_xml);
    SHELL_EXPECT("unzip -p w.xlsx xl/sharedStrings.xml", 0, "<t>甲；乙大学</t>", "<t>丙所（u2）</t>", "<t>丙所（u3）</t>", "<t>u2（u4）</t>",
                 "<t>甲；乙大学\n丙所（u3）</t>", "<t>合作协议</t>");
    SHELL_EXPECT("unzip -p w.xlsx 'xl/worksheets/*.xml'", 0, "OFFSET('单位'!$B$2,0,0,MAX(1,COUNTA('单位'!$B$2:$B$2001)),1)");
}

/* Columns that the programme has no use for are left out, but for what a proposal says there. */
static void columns_are_the_programmes_own(void **state)
{
    (void)state;
    assert_text_back("most-2025", "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"most-2025\" direction=\"1.5\"><title>膜</title></proposal>");
    SHELL_EXPECT("unzip -p w.xlsx xl/workbook.xml", 0, "name=\"外方申报情况\"", "!赴帮扶地", "!课题分解");
    SHELL_EXPECT("unzip -p w.xlsx xl/sharedStrings.xml", 0, "<t>研究内容包括地平线欧洲申请书中的中方内容</t>", "!<t>具有良好的合作基础</t>");
    assert_text_back("most-2025", "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"most-2025\" direction=\"1.5\"><people><person>"
                                  "<onsite year=\"2026\"/></person></people><declarations><goodBasis>true</goodBasis></declarations></proposal>");
    SHELL_EXPECT("unzip -p w.xlsx xl/workbook.xml", 0, "name=\"赴帮扶地工作\"", "!课题分解");
}

/* Values with the marks that separate values, texts that look like formulas, numbers that are none. */
static void awkward_values(void **state)
{
    (void)state;
    static const char xml[] = PROPOSAL("<title>=1+1</title><industry>甲；乙</industry><country>DE</country><country>JP</country>"
                                       "<overview><p>@甲 &lt;b&gt; **{x}</p><p>* 乙</p></overview>"
                                       "<suggester><name>+86</name><phone>0535-001</phone></suggester>");
    assert_text_back("shandong-2025", xml);
}

static void what_a_cell_cannot_hold_is_said(void **state)
{
    (void)state;
    struct buf xml = {0};
    buf_puts(&xml, "<proposal xmlns=\"urn:shenbao:proposal\" programme=\"shandong-2025\" direction=\"suggestion\"><title>");
    for (int i = 0; i < 33000; i++)
        buf_puts(&xml, "长");
    buf_puts(&xml, "</title></proposal>");
    struct diag_list *d = diag_list_new();
    struct arena *a = arena_new();
    struct programme *p = programme_load("templates", "shandong-2025", d);
    struct record *r = record_of(a, p, xml.data, d);
    char *path = path_join(shell_folder, "l.xlsx");
    struct workbook_input in = {.programme = p, .records = (const struct record *const[]){r}, .n = 1};
    assert_true(workbook_write(path, &in, d));
    assert_string_equal(diag_list_at(d, 0)->rule, "sheet-cell-full");
    free(path);
    path = path_join(shell_folder, "nowhere/l.xlsx");
    assert_false(workbook_write(path, &in, d));
    assert_string_equal(diag_list_at(d, diag_list_count(d) - 1)->rule, "file-write");
    free(path);
    programme_free(p);
    buf_free(&xml);
    arena_free(a);
    diag_list_free(d);
}

/* The disk is full: files may not grow beyond a limit. */
static void a_full_disk_leaves_nothing(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    struct programme *p = programme_load("templates", "most-2025", d);
    char *path = path_join(shell_folder, "f.xlsx");
    struct workbook_input in = {.programme = p};
    struct rlimit old, small;
    getrlimit(RLIMIT_FSIZE, &old);
    small = old;
    small.rlim_cur = 4096;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    bool ok = workbook_write(path, &in, d);
    setrlimit(RLIMIT_FSIZE, &old);
    signal(SIGXFSZ, SIG_DFL);
    assert_false(ok);
    assert_string_equal(diag_list_at(d, 0)->rule, "file-write");
    assert_int_equal(count_files(shell_folder), 0);
    free(path);
    programme_free(p);
    diag_list_free(d);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {CASE(samples_come_back), CASE(an_empty_workbook_holds_none), CASE(what_may_be_written_is_offered), CASE(codes_are_written_by_their_names),
                                       CASE(things_are_referred_to_by_name), CASE(columns_are_the_programmes_own),
                                       CASE(awkward_values),
                                       CASE(what_a_cell_cannot_hold_is_said), CASE(a_full_disk_leaves_nothing)};
    xml_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
