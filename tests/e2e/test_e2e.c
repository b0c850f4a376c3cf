/* From the command line to PDFs that other programs open: poppler, mutool and qpdf. */
#include "test.h"

#include <glob.h>
#include <libxml/parser.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "cli/cli.h"
#include "shell.h"
#include "xslt/xml.h"

#define SAMPLE "samples/shandong-2025/01-soec-hydrogen.xml"

/* --- every sample --- */

typedef void sample_fn(const char *sample);

/* Samples by their path from the project's folder, which holds in the scratch folder too. */
static void each_sample(sample_fn *f)
{
    glob_t found;
    char *pattern = path_join(source_folder(), "samples/*/*.xml");
    assert_int_equal(glob(pattern, 0, NULL, &found), 0);
    assert_true(found.gl_pathc >= 5);
    for (size_t i = 0; i < found.gl_pathc; i++)
        f(strstr(found.gl_pathv[i], "samples/"));
    globfree(&found);
    free(pattern);
}

static void assert_clean(const char *sample)
{
    struct buf b = {0};
    buf_printf(&b, "shenbao check %s 2>&1", sample);
    shell_assert_output_has(b.data, 0, "");
    buf_free(&b);
}

static void samples_check_clean(void **state)
{
    (void)state;
    each_sample(assert_clean);
}

static void render_all(const char *sample, const char *form)
{
    struct buf b = {0};
    buf_printf(&b, "shenbao render %s %s%s -o p.pdf", sample, form ? "--form " : "", form ? form : "");
    shell_succeeds(b.data);
    buf_free(&b);
}

/* Every font embedded, a subset, and mapped to Unicode: the columns emb, sub, uni of pdffonts. */
static void assert_fonts(void)
{
    shell_assert_output("pdffonts p.pdf | tail -n +3 | awk '{ print $(NF-4), $(NF-3), $(NF-2) }' | sort -u", 0, "yes yes yes\n");
}

static void assert_sound_pdf(const char *sample)
{
    render_all(sample, NULL);
    shell_assert_output_has("qpdf --check p.pdf 2>&1", 0, "No syntax or stream encoding errors found");
    assert_fonts();
    shell_assert_output("mutool info p.pdf 2>&1 >/dev/null", 0, "");
    shell_assert_output("pdftotext p.pdf - 2>&1 >/dev/null", 0, "");
    shell_assert_output_has("pdfinfo p.pdf", 0, "A4");
}

static void samples_make_sound_pdfs(void **state)
{
    (void)state;
    each_sample(assert_sound_pdf);
}

/* --- text --- */

static bool is_space(uint32_t cp)
{
    return cp <= 0x20 || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200B) || cp == 0x202F || cp == 0x3000;
}

/* White space of all kinds goes but the form feeds between pages, and page numbers — 1 — go. */
static char *plain(const char *text)
{
    struct buf b = {0};
    buf_add(&b, "", 0);
    for (const char *s = text, *end = text + strlen(text); s < end;) {
        size_t digits = strncmp(s, "— ", 4) == 0 ? strspn(s + 4, "0123456789") : 0;
        if (digits && strncmp(s + 4 + digits, " —", 4) == 0) {
            s += 8 + digits;
            continue;
        }
        const char *from = s;
        uint32_t c = utf8_next(&s, end);
        if (!is_space(c) || *from == '\f')
            buf_add(&b, from, (size_t)(s - from));
    }
    return buf_steal(&b);
}

static bool is_fo(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* A block whose text is printed as it stands: no blocks in it, nothing that the formatter fills in or repeats. */
static bool is_plain_block(const xmlNode *block)
{
    if (!is_fo(block, "block"))
        return false;
    static const char *const others[] = {"block", "page-number", "page-number-citation", "page-number-citation-last",
                                         "leader", "footnote", "external-graphic", "instream-foreign-object"};
    for (const xmlNode *n = block->children; n;) {
        for (size_t i = 0; i < sizeof others / sizeof *others; i++)
            if (is_fo(n, others[i]))
                return false;
        if (n->children && n->type == XML_ELEMENT_NODE) {
            n = n->children;
            continue;
        }
        while (n != block && !n->next)
            n = n->parent;
        n = n == block ? NULL : n->next;
    }
    return true;
}

struct extraction {
    const char *sample, *tool;
    const char *text, *at; /* at: behind what was found last */
    size_t found;
};

/* The length of the longest start of want in [from, to): where it stands in *at. */
static size_t longest_start(const char *from, const char *to, const char *want, const char **at)
{
    size_t best = 0;
    for (const char *s = from; s < to; s++) {
        size_t n = 0;
        while (s + n < to && want[n] && s[n] == want[n])
            n++;
        if (n > best) {
            best = n;
            *at = s;
        }
    }
    return best;
}

/* Behind want in text, or NULL: in one piece, or broken at the ends of pages, with the footer and the header of the
   pages between its pieces. */
static const char *behind(const char *text, const char *want)
{
    const char *whole = strstr(text, want);
    if (whole)
        return whole + strlen(want);
    for (const char *page = text, *end; (end = strchr(page, '\f')) != NULL; page = end + 1) {
        const char *at = page;
        size_t n = longest_start(page, end, want, &at);
        if (n < strlen("两字"))
            continue;
        const char *next = strchr(end + 1, '\f'), *rest = strstr(end + 1, want + n);
        if (rest && (!next || rest < next))
            return rest + strlen(want + n);
    }
    return NULL;
}

/* Each block behind the block before it. */
static void find_block(struct extraction *e, xmlNodePtr block)
{
    xmlChar *content = xmlNodeGetContent(block);
    char *want = plain((const char *)content);
    const char *at = behind(e->at, want);
    if (*want && !at)
        fail_msg("%s: %s does not find%s: %s", e->sample, e->tool, behind(e->text, want) ? " in its place" : "", want);
    if (*want && at) {
        e->at = at;
        e->found++;
    }
    free(want);
    xmlFree(content);
}

static void find_blocks(struct extraction *e, xmlNodePtr n);

/* A row that breaks over two pages leaves the rest of its first cell behind the start of its second: each cell's
   text is in order from where the row begins. */
static void find_row(struct extraction *e, xmlNodePtr row)
{
    const char *start = e->at, *end = e->at;
    for (xmlNodePtr cell = row->children; cell; cell = cell->next) {
        e->at = start;
        find_blocks(e, cell);
        end = e->at > end ? e->at : end;
    }
    e->at = end;
}

static void find_blocks(struct extraction *e, xmlNodePtr n)
{
    if (is_fo(n, "static-content") || is_fo(n, "bookmark-tree") || is_fo(n, "table-header"))
        return;
    if (is_plain_block(n)) {
        find_block(e, n);
        return;
    }
    if (is_fo(n, "table-row")) {
        find_row(e, n);
        return;
    }
    for (xmlNodePtr c = n->children; c; c = c->next)
        find_blocks(e, c);
}

/* What markers hold stands where it is retrieved. */
static void drop_markers(xmlNodePtr n)
{
    for (xmlNodePtr next; n; n = next) {
        next = n->next;
        drop_markers(n->children);
        if (is_fo(n, "marker")) {
            xmlUnlinkNode(n);
            xmlFreeNode(n);
        }
    }
}

static void assert_extracted(const char *sample, xmlDocPtr fo, const char *command)
{
    char *raw = shell_output(command, 0), *text = plain(raw);
    struct extraction e = {.sample = sample, .tool = command, .text = text, .at = text};
    find_blocks(&e, xmlDocGetRootElement(fo));
    assert_true(e.found > 30);
    free(raw);
    free(text);
}

static void assert_extractable(const char *sample)
{
    render_all(sample, NULL);
    struct buf b = {0};
    buf_printf(&b, "shenbao render %s --emit fo -o p.fo", sample);
    shell_succeeds(b.data);
    buf_free(&b);
    char *path = path_join(shell_folder, "p.fo");
    xmlDocPtr fo = xmlReadFile(path, NULL, XML_PARSE_NONET);
    assert_non_null(fo);
    drop_markers(xmlDocGetRootElement(fo));
    assert_extracted(sample, fo, "pdftotext -raw p.pdf -");
    assert_extracted(sample, fo, "mutool draw -q -F txt -o - p.pdf");
    xmlFreeDoc(fo);
    free(path);
}

/* What the stylesheets made is what two programs read in the PDF: all of it, in order, each block in one piece. */
static void all_text_can_be_extracted_in_order(void **state)
{
    (void)state;
    each_sample(assert_extractable);
}

/* --- what a PDF says of itself --- */

static void information_outline_and_labels(void **state)
{
    (void)state;
    render_all(SAMPLE, NULL);
    shell_assert_output_has("pdfinfo p.pdf", 0, "PDF version:     1.7");
    shell_assert_output_has("pdfinfo p.pdf", 0, "Producer:        shenbao");
    shell_assert_output_has("TZ=UTC pdfinfo -isodates p.pdf", 0, "CreationDate:    2025-01-01T00:00:00Z");
    shell_assert_output_has("pdfinfo p.pdf", 0, "Title:           ");
    shell_assert_output_has("mutool show p.pdf outline", 0, "项目指南建议");
}

static void a_form_of_some_directions(void **state)
{
    (void)state;
    static const char with[] = "samples/most-2025/2.1-rehabilitation-lab.xml", without[] = "samples/most-2025/1.6-granular-sludge.xml";
    render_all(with, "labplan");
    shell_assert_output_has("pdftotext p.pdf -", 0, "双方前期合作成果");
    struct buf b = {0};
    buf_printf(&b, "shenbao render %s --form labplan -o none.pdf 2>&1", without);
    shell_assert_output_has(b.data, 2, "2.1 2.2");
    shell_assert_output_has(b.data, 2, "[form-direction]");
    shell_assert_output("test -e none.pdf", 1, "");
    buf_free(&b);
    render_all(without, NULL); /* its forms are set without that one */
    shell_assert_output_has("pdftotext p.pdf -", 0, "诚信承诺书");
    shell_assert_output_has("shenbao list most-2025", 0, "2.1 2.2");
}

/* Long titles and names leave the cover one page; what is bound by itself begins on a front (an odd page of the file). */
static void pages_for_binding(void **state)
{
    (void)state;
    render_all("samples/most-2025/maximal.xml", NULL);
    shell_assert_output_has("pdftotext -f 1 -l 1 p.pdf -", 0, "2024 年 12 月 20 日");
    shell_assert_output_has("pdftotext -f 2 -l 2 p.pdf - | head -n 1", 0, "填报说明");
    static const char fronts[] = "n=$(pdfinfo p.pdf | awk '/^Pages:/ { print $2 }'); for i in $(seq $n); do "
                                 "pdftotext -raw -f $i -l $i p.pdf - | head -n 3 | tr -d ' ' | grep -q '^%s$' && echo $((i %% 2)); done | %s";
    struct buf b = {0};
    buf_printf(&b, fronts, "中外联合实验室未来3年合作方案", "tail -n 1"); /* before it, the annex of that name */
    shell_assert_output(b.data, 0, "1\n");
    buf_free(&b);
    render_all("samples/zhejiang-2025/maximal.xml", NULL);
    buf_printf(&b, fronts, "科研诚信承诺书", "tail -n 8 | uniq"); /* those of the form, behind an annex of the name */
    shell_assert_output(b.data, 0, "1\n");
    buf_free(&b);
}

#define LONG_TITLE "面向高比例可再生能源接入与极端气候条件的跨区域多能互补储热供热系统安全高效运行关键技术与成套装备联合研发及其在一带一路沿线国家和地区的规模化应用示范与标准互认研究（二期滚动支持项目）"
#define LONG_UNIT "西北高原生物与可再生能源协同创新研究院兰州新区产学研用一体化中试熟化基地管理运营有限责任公司"
#define LONG_NAME "阿卜杜热合曼·买买提吐尔逊江·艾合买提"

/* A sample with very long names: of the project, the lead unit, who recommends it, and the leader. */
static void render_long_names(const char *sample)
{
    struct buf b = {0};
    buf_printf(&b, "rm -rf long && cp -rL $(dirname %s) long && sed -e '0,/<title>/s|<title>[^<]*|<title>" LONG_TITLE "|' -e '0,/<units>/b' -e '0,/<name>/s|<name>[^<]*|<name>" LONG_UNIT "|' "
               "%s | sed -e '/<people>/,/<name>/s|<name>[^<]*|<name>" LONG_NAME "|' -e 's|recommender=\"[^\"]*|recommender=\"" LONG_UNIT "|' "
               ">long/long.xml && shenbao render long/long.xml --no-check -o p.pdf", sample, sample);
    shell_succeeds(b.data);
    buf_free(&b);
}

/* All rows of the cover stand on it, and the table of members has the whole name. */
static void long_names_leave_the_cover_one_page(void **state)
{
    (void)state;
    static const char *const samples[] = {"samples/most-2025/1.1-herbal-medicine.xml", "samples/zhejiang-2025/gov-finland-bamboo-fibre.xml",
                                          "samples/zhejiang-2025/support-wolfberry-drying.xml", "samples/guangdong-2025/1-rd-island-storage.xml"};
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        render_long_names(samples[i]);
        SHELL_EXPECT("pdftotext -raw -f 1 -l 1 p.pdf - | tr -d ' \n'", 0, LONG_TITLE, LONG_UNIT, LONG_NAME);
        shell_assert_output("pdftotext -raw -f 1 -l 1 p.pdf - | tr -d ' \n' | grep -o " LONG_UNIT " | wc -l", 0, "2\n"); /* who files, who recommends */
        shell_assert_output("pdftotext -raw -f 2 -l 2 p.pdf - | grep -c -e 起止时间 -e 推荐单位 -e 主管部门 || true", 0, "0\n");
        shell_assert_output("test $(pdftotext -raw -f 2 p.pdf - | tr -d ' \n' | grep -o " LONG_NAME " | wc -l) -ge 2 && echo named", 0, "named\n");
    }
}

/* Behind the cover comes its blank back, or the instructions; no row of it. */
static void the_cover_of_every_sample_is_one_page(void **state)
{
    (void)state;
    shell_assert_output("for f in samples/most-2025/*.xml samples/zhejiang-2025/*.xml samples/guangdong-2025/*.xml; do "
                        "shenbao render $f --form application --no-check -o c.pdf 2>said || { echo $f; cat said; }; "
                        "pdftotext -raw -f 1 -l 1 c.pdf - | grep -q '制$' || echo $f; "
                        "pdftotext -raw -f 2 -l 2 c.pdf - | tr -d ' ' | grep -q -E '^(起止时间|推荐单位|项目负责人|主管部门)：' && echo $f; done; true",
                        0, "");
}

static void a_figure_has_its_alternate_text(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --form trl -o t.pdf");
    shell_assert_output("qpdf --qdf --object-streams=disable t.pdf - | grep -a -c -i '/Alt <feff'", 0, "1\n");
    shell_succeeds("qpdf --check t.pdf");
}

static void one_form_or_all(void **state)
{
    (void)state;
    render_all(SAMPLE, "info");
    shell_assert_output_has("pdfinfo p.pdf", 0, "Pages:           1\n");
    shell_assert_output_has("pdftotext p.pdf -", 0, "信息表");
    shell_succeeds("for f in info report trl; do shenbao render " SAMPLE " --form $f -o $f.pdf; done; shenbao render " SAMPLE
             " -o all.pdf");
    shell_assert_output("pages() { pdfinfo $1.pdf | awk '/^Pages:/ { print $2 }'; }\n"
                  "test $(pages all) = $(($(pages info) + $(pages report) + $(pages trl))) && echo same", 0, "same\n");
}

static void a_draft_shows_on_every_page(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --draft -o d.pdf");
    shell_assert_output("n=$(pdfinfo d.pdf | awk '/^Pages:/ { print $2 }'); for i in $(seq $n); do pdftotext -f $i -l $i d.pdf - | "
                  "tr -d ' \\n' | grep -q 草稿 || echo page $i; done", 0, "");
    render_all(SAMPLE, NULL);
    shell_assert_output("pdftotext p.pdf - | grep -c 草稿 || true", 0, "0\n");
}

static void a_draft_is_set_in_spite_of_errors(void **state)
{
    (void)state;
    shell_succeeds("shenbao new shandong-2025 -o n.xml");
    shell_assert_output("shenbao render n.xml -o n.pdf 2>&1 | grep -c '\\[not-rendered\\]'; test -e n.pdf || echo none", 0, "1\nnone\n");
    shell_assert_output("shenbao render n.xml -o n.pdf 2>/dev/null; echo $?", 0, "1\n");
    shell_succeeds("shenbao render n.xml --draft -o n.pdf && qpdf --check n.pdf");
}

/* What `new` wrote is all unfilled: what is said of it is neither an empty quotation nor a number that is none. */
static void an_empty_proposal_is_spoken_of_in_words(void **state)
{
    (void)state;
    shell_assert_output("for d in most-2025/1.4 most-2025/1.6 most-2025/2.1 most-2025/2.4 zhejiang-2025/support "
                        "zhejiang-2025/carrier-joint-lab guangdong-2025/1-rd guangdong-2025/2 guangdong-2025/3; do "
                        "rm -f e.xml; shenbao new $d -o e.xml && shenbao check e.xml --lang zh 2>&1 | grep '“”\\|NaN\\|（）'; done; "
                        "shenbao check e.xml --lang zh 2>&1 | grep -q GE-11 && echo checked",
                        0, "checked\n");
}

/* --- the same input gives the same bytes --- */

static void output_is_deterministic(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " -o a.pdf && sleep 1.1 && shenbao render " SAMPLE " -o b.pdf && cmp a.pdf b.pdf");
    shell_succeeds("LC_ALL=C TZ=Asia/Shanghai shenbao render " SAMPLE " -o b.pdf && cmp a.pdf b.pdf");
    shell_succeeds("shenbao render - -o c.pdf --form info <" SAMPLE " && test -s c.pdf");
    shell_succeeds("shenbao render " SAMPLE " -o - >b.pdf && cmp a.pdf b.pdf");
    shell_succeeds("unset SOURCE_DATE_EPOCH; shenbao render " SAMPLE " -o a.pdf && sleep 1.1 && shenbao render " SAMPLE
             " -o b.pdf && cmp a.pdf b.pdf");
}

/* What one document leaves behind must not show in the next. */
static void a_missing_glyph_names_its_field(void **state)
{
    (void)state;
    shell_succeeds("sed '0,/<title>/s//<title>\360\277\277\260/' samples/shandong-2025/01-soec-hydrogen.xml >glyph.xml; "
             "! shenbao --lang=zh render glyph.xml --no-check -o glyph.pdf 2>err.txt && "
             "grep -q '^glyph.xml:[0-9]*: 错误: “项目名称”：没有字体包含字符 U+3FFF0' err.txt && ! test -e glyph.pdf");
}

static void two_documents_in_one_process(void **state)
{
    (void)state;
    char *back = getcwd(NULL, 0);
    char *program = realpath(getenv("SHENBAO") ? getenv("SHENBAO") : "build/shenbao", NULL);
    assert_int_equal(chdir(shell_folder), 0);
    static const char *const commands[][6] = {
        {"render", "samples/shandong-2025/02-bearing-monitoring.xml", "-o", "a.pdf", NULL},
        {"render", "samples/shandong-2025/01-soec-hydrogen.xml", "-o", "b.pdf", NULL},
        {"check", "samples/shandong-2025/02-bearing-monitoring.xml", "--format=json", "-o", "c.json", NULL},
        {"check", "samples/shandong-2025/01-soec-hydrogen.xml", "--format=svrl", "-o", "d.svrl", NULL},
    };
    xml_init();
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *argv[8] = {program};
        int argc = 1;
        for (const char *const *w = commands[i]; *w; w++)
            argv[argc++] = *w;
        assert_int_equal(cli_run(argc, (char *const *)(uintptr_t)argv), 0);
    }
    assert_int_equal(chdir(back), 0);
    shell_succeeds("mkdir apart; for s in 02-bearing-monitoring:a 01-soec-hydrogen:b; do "
             "shenbao render samples/shandong-2025/${s%:*}.xml -o apart/${s#*:}.pdf; done; "
             "shenbao check samples/shandong-2025/02-bearing-monitoring.xml --format json -o apart/c.json; "
             "shenbao check samples/shandong-2025/01-soec-hydrogen.xml --format svrl -o apart/d.svrl; "
             "for f in a.pdf b.pdf c.json d.svrl; do cmp $f apart/$f || exit 1; done");
    free(program);
    free(back);
}

/* --- stages that can be looked at --- */

static void emitted_fo_set_again_is_the_same(void **state)
{
    (void)state;
    shell_succeeds("shenbao render " SAMPLE " --emit fo -o p.fo && xmllint --noout p.fo 2>/dev/null || test $? = 127");
    shell_succeeds("shenbao render " SAMPLE " --emit areas -o a.areas && shenbao fo p.fo --emit areas -o b.areas");
    shell_assert_output("wc -l <a.areas | awk '{ print ($1 > 100) }'", 0, "1\n");
    shell_succeeds("shenbao render " SAMPLE " -o a.pdf && shenbao fo p.fo -o b.pdf && pdftotext a.pdf a.txt && pdftotext b.pdf b.txt && "
             "cmp a.txt b.txt");
}

/* --- spreadsheets --- */

#define SHEETS "\"$SOURCE\"/tests/data/sheets"

/* One workbook, saved by LibreOffice in four formats: the same proposals, which check reads. */
static void one_workbook_in_four_formats(void **state)
{
    (void)state;
    shell_succeeds("for f in fods ods xlsx xml; do shenbao import " SHEETS "/suggestions.$f --programme shandong-2025 -o $f || exit 1; done; "
             "for f in ods xlsx xml; do diff -r -x import.csv fods $f || exit 1; done");
    shell_assert_output("ls fods", 0, "0001.xml\n0002.xml\n0003.xml\nimport.csv\n");
    shell_assert_output("tail -1 fods/import.csv | sed 's/.*!/!/'", 0, "!6\",\"3\",\"氢燃料电池双极板激光焊接在线检测\"\n");
    shell_assert_output_has("shenbao check fods/0002.xml", 1, "SD-101");
    shell_assert_output_has("shenbao import " SHEETS "/suggestions.ods --programme shandong-2025 --explain", 0,
                      "[关键技术]!B1\t关键技术名称\tkeyTechnologies/keyTechnology/name\t科学问题/关键技术\n");
}

static void a_workbook_to_fill_in(void **state)
{
    (void)state;
    shell_succeeds("shenbao sheet shandong-2025 -o w.xlsx && unzip -tq w.xlsx >/dev/null 2>&1 || test $? = 127");
    shell_assert_output_has("shenbao import w.xlsx --programme shandong-2025 -o w 2>&1", 1, "[sheet-row-example]");
    /* whose name a column is for, and what it is taken for, in the language of messages */
    shell_succeeds("shenbao sheet zhejiang-2025 -o z.xlsx");
    shell_assert_output_has("shenbao --lang zh import z.xlsx --programme zhejiang-2025 --explain", 0, "A1\t序号\t项目序号\n");
    shell_assert_output_has("shenbao --lang en import z.xlsx --programme zhejiang-2025 --explain", 0, "\t联系人 姓名\tcontact/name\t联系人 姓名\n");
    /* the workbook's own instructions and lists are no news */
    shell_assert_output_has("shenbao import w.xlsx --programme shandong-2025 -o w 2>&1 | grep -c sheet-not-read", 1, "0\n");
    shell_assert_output_has("shenbao import " SHEETS "/suggestions.ods --programme shandong-2025 -o told 2>&1", 0, "hint: proposals written to told: 3; told/import.csv says which row");
    shell_assert_output_has("shenbao sheet shandong-2025 samples/shandong-2025/maximal.xml -o s.xlsx 2>&1", 0, "[sheet-markup]");
    shell_succeeds("shenbao import s.xlsx --programme shandong-2025 -o s && shenbao check s/0001.xml");
    shell_succeeds("shenbao sheet shandong-2025 " SAMPLE " -o a.xlsx && shenbao sheet shandong-2025 " SAMPLE " -o b.xlsx && cmp a.xlsx b.xlsx");
    shell_assert_output_has("shenbao sheet most-2025 " SAMPLE " -o m.xlsx 2>&1", 2, "[sheet-other-programme]");
}

static void import_overwrites_nobodys_work(void **state)
{
    (void)state;
    shell_succeeds("shenbao import " SHEETS "/suggestions.ods --programme shandong-2025 -o o && "
             "shenbao import " SHEETS "/suggestions.ods --programme shandong-2025 -o o");
    shell_assert_output_has("echo '<!-- mine -->' >>o/0001.xml; shenbao import " SHEETS "/suggestions.ods --programme shandong-2025 -o o 2>&1", 2,
                      "[file-exists]");
    shell_assert_output_has("shenbao import " SHEETS "/suggestions.ods --programme shandong-2025 2>&1", 2, "[operand-missing]");
    shell_assert_output_has("printf '项目名称,建议人\\n' >e.csv; shenbao import e.csv --programme shandong-2025 -o e 2>&1", 1, "[sheet-no-rows]");
}

/* --- languages and exit statuses --- */

static void messages_follow_the_language(void **state)
{
    (void)state;
    shell_assert_output_has("LC_ALL=C shenbao --lang zh list nowhere 2>&1", 2, "错误");
    shell_assert_output_has("shenbao --lang zh list nowhere 2>&1", 2, "没有计划 nowhere；现有：guangdong-2025, most-2025, shandong-2025, zhejiang-2025（位于 ");
    shell_assert_output_has("shenbao --lang en new nowhere 2>&1", 2, "programme nowhere is not known; known are: guangdong-2025, most-2025,");
    shell_assert_output_has("LC_ALL=zh_CN.UTF-8 shenbao list nowhere 2>&1", 2, "错误");
    shell_assert_output_has("LC_ALL=C.UTF-8 LANGUAGE=zh_CN shenbao list nowhere 2>&1", 2, "错误");
    shell_assert_output_has("LC_ALL=POSIX shenbao list nowhere 2>&1", 2, "error");
    shell_assert_output_has("shenbao --lang zh render --help", 0, "用法");
    shell_assert_output_has("shenbao --help", 0, "Usage");
    shell_assert_output("shenbao --version", 0, "shenbao " SHENBAO_VERSION "\n");
}

static void reports_can_be_read_by_programs(void **state)
{
    (void)state;
    shell_succeeds("shenbao new shandong-2025 -o n.xml");
    shell_assert_output_has("shenbao check n.xml --format json", 1, "\"");
    shell_assert_output_has("shenbao check n.xml --format svrl", 1, "svrl:schematron-output");
    shell_assert_output_has("shenbao check " SAMPLE " n.xml --format json", 1, "[\n{");
    shell_assert_output_has("shenbao check - <n.xml", 1, "-:");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, shell_set_up_samples, shell_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(samples_check_clean), CASE(samples_make_sound_pdfs), CASE(all_text_can_be_extracted_in_order), CASE(a_form_of_some_directions), CASE(pages_for_binding),
        CASE(long_names_leave_the_cover_one_page),
        CASE(the_cover_of_every_sample_is_one_page),
        CASE(information_outline_and_labels), CASE(a_figure_has_its_alternate_text), CASE(one_form_or_all), CASE(a_draft_shows_on_every_page),
        CASE(a_draft_is_set_in_spite_of_errors), CASE(an_empty_proposal_is_spoken_of_in_words),
        CASE(output_is_deterministic), CASE(two_documents_in_one_process),
        CASE(a_missing_glyph_names_its_field),
        CASE(one_workbook_in_four_formats), CASE(a_workbook_to_fill_in), CASE(import_overwrites_nobodys_work), CASE(emitted_fo_set_again_is_the_same), CASE(messages_follow_the_language), CASE(reports_can_be_read_by_programs),
    };
    return cmocka_run_group_tests_name("end to end", tests, NULL, NULL);
}
