/* generate.c - workbooks of hundreds of proposals, as a bureau gets them, in every format (samples/README.md).
 * Use:       generate SAMPLES PROGRAMME ROWS OUT, in the project's folder: the proposals in SAMPLES/PROGRAMME say what a proposal of each
 *            direction has; titles, texts, units, people, numbers and money are others in each row (lexicon.h). Every ninth row
 *            has a fault on purpose. OUT gets the program's own workbook, the same rows as an office lays them out in each format
 *            of tablefile.h, and expected/: the proposals that importing any of them must give.
 * Errors:    messages and exit status 1. The same bytes on every run. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/file.h"
#include "lexicon.h"
#include "sheet/headings.h"
#include "sheet/sheet.h"
#include "sheet/workbook.h"
#include "tablefile.h"
#include "xslt/xml.h"

enum { NAMES = 64, SEED = 20250331 };

struct pair {
    const char *from, *to;
};

struct maker {
    struct arena *arena;
    struct programme *programme;
    const struct field *root;
    struct lexicon *lexicon;
    struct diag_list *d;
    VEC(const struct record *) samples;
    VEC(const struct record *) records;
};

/* One proposal in the making. */
struct making {
    struct maker *m;
    struct arena *a;
    struct dice dice;
    struct subject subject;
    const struct record *from;
    struct record *to;
    unsigned row, scale;            /* of money, in twentieths; 20: as it was */
    VEC(struct pair) names;         /* what things were called, and are called now */
    const char *birth;              /* of the person that is being made */
    bool shandong;
};

/* --- reading what there is --- */

static const char *value(const struct record *r, const struct field *root, struct arena *a, const char *path)
{
    struct heading_target t;
    const char *text = headings_path(a, root, path, &t) ? record_get(r, t.field, t.index) : NULL;
    return text ? text : "";
}

static void set(struct making *g, const char *path, const char *text)
{
    struct heading_target t;
    if (headings_path(g->a, g->m->root, path, &t))
        record_set(g->to, t.field, t.index, text);
}

static bool load_samples(struct maker *m, const char *folder, const char *id)
{
    glob_t found = {0};
    bool good = glob(arena_printf(m->arena, "%s/%s/*.xml", folder, id), 0, NULL, &found) == 0;
    for (size_t i = 0; good && i < found.gl_pathc; i++) {
        if (strstr(found.gl_pathv[i], "/maximal.xml"))
            continue;
        xmlDocPtr doc = xml_load(found.gl_pathv[i], m->d);
        struct record *r = record_new(m->arena, m->root);
        good = doc != NULL;
        if (good)
            record_read(r, xmlDocGetRootElement(doc));
        *VEC_PUSH(m->arena, &m->samples) = r;
        xml_free(doc);
    }
    globfree(&found);
    return good;
}

/* --- one value after the other --- */

static const char *renamed(struct making *g, const char *text)
{
    struct buf b = {0};
    buf_puts(&b, "");
    for (const char *s = text; *s;) {
        size_t i = 0;
        while (i < g->names.n && strncmp(s, g->names.v[i].from, strlen(g->names.v[i].from)) != 0)
            i++;
        if (i < g->names.n) {
            buf_puts(&b, g->names.v[i].to);
            s += strlen(g->names.v[i].from);
        } else {
            buf_putc(&b, *s++);
        }
    }
    const char *made = arena_strndup(g->a, b.data, b.n);
    buf_free(&b);
    return made;
}

static void rename_to(struct making *g, const char *from, const char *to)
{
    if (strlen(from) > strlen("字"))
        *VEC_PUSH(g->a, &g->names) = (struct pair){from, to};
}

/* Money of a proposal is scaled as a whole, so that sums stay right. */
static const char *scaled(struct making *g, const char *text)
{
    struct buf b = {0};
    char *end;
    long whole = strtol(text, &end, 10), cents = *end == '.' ? strtol(end + 1, NULL, 10) : 0;
    long all = (whole * 100 + (strlen(end) == 3 ? cents : cents * 10)) * (long)g->scale / 20;
    buf_printf(&b, "%ld.%02ld", all / 100, all % 100);
    const char *made = arena_strndup(g->a, b.data, b.n);
    buf_free(&b);
    return made;
}

static bool is(const struct field *f, const char *parent, const char *name)
{
    return strcmp(f->name, name) == 0 && (!*parent || (f->parent && strcmp(f->parent->name, parent) == 0));
}

/* Of an indicator: those of techniques are the topic's, others stay. */
static const char *indicator(struct making *g, const struct field *f, const unsigned *index, const char *old)
{
    static const char *const parts[] = {"name", "comparator", "current", "midterm", "value", "unit"}, *const peers[] = {"", "", "domestic", "foreign"};
    const struct field *kind = fields_child(f->parent, "kind");
    const char *of = kind ? record_get(g->from, kind, index) : NULL;
    unsigned which = index[record_depth(f->parent)] + index[record_depth(f->parent) - 1];
    for (unsigned i = 0; of && strcmp(of, "technical") == 0 && i < 6; i++)
        if (strcmp(f->name, parts[i]) == 0 || (i < 4 && strcmp(f->name, peers[i]) == 0))
            return lexicon_metric(g->a, g->subject.metric[which % 4], i);
    return old;
}

static const char *short_text(struct making *g, const struct field *f, const unsigned *index)
{
    const char *t = g->subject.technology[index[record_depth(f->parent)] % 5];
    if (is(f, "keyTechnology", "name") || is(f, "goal", "name") || is(f, "task", "name"))
        return t;
    if (is(f, "result", "name") || is(f, "deliverable", "name"))
        return arena_printf(g->a, "%s%s", g->subject.object, index[record_depth(f->parent)] % 2 ? "样机" : "工艺规程");
    if (is(f, "task", "chinese"))
        return arena_printf(g->a, "%s与系统验证", t);
    if (is(f, "task", "foreign"))
        return arena_printf(g->a, "%s的对比试验与数据提供", t);
    if (is(f, "stage", "goal"))
        return arena_printf(g->a, "完成%s阶段考核，指标达到年度要求", t);
    if (is(f, "keyTechnology", "evidence"))
        return arena_printf(g->a, "%s性能测试报告（2024年%u月，第三方检测机构）", g->subject.object, 1 + g->row % 12);
    if (is(f, "platform", "name"))
        return arena_printf(g->a, "山东省%s国际科技合作基地", g->subject.object);
    if (is(f, "deliverable", "test"))
        return "第三方检测机构出具报告";
    return NULL;
}

static const char *number(struct making *g, const struct field *f, const char *old)
{
    if (strcmp(f->name, "uscc") == 0)
        return lexicon_uscc(g->a, &g->dice, old);
    if (strcmp(f->name, "birth") == 0) {
        unsigned year = (unsigned)strtoul(old, NULL, 10) + dice_roll(&g->dice, 3);
        return g->birth = arena_printf(g->a, "%u%s%02u", year, strcmp(old + 4, "-02-29") == 0 ? "-02-" : arena_strndup(g->a, old + 4, 4), 1 + dice_roll(&g->dice, 28));
    }
    if (strcmp(f->name, "phone") == 0)
        return lexicon_digits(g->a, &g->dice, old, 6);
    if (strcmp(f->name, "mobile") == 0)
        return lexicon_digits(g->a, &g->dice, old, 8);
    if (strcmp(f->name, "email") == 0 && strchr(old, '@'))
        return arena_printf(g->a, "lx%04u%u%s", g->row, dice_roll(&g->dice, 90) + 10, strchr(old, '@'));
    if (f->attribute && (strcmp(f->name, "number") == 0 || is(f, "carrier", "id") || is(f, "horizon", "projectId")))
        return lexicon_digits(g->a, &g->dice, old, 4);
    return NULL;
}

/* 42.50 is 42.5 in a spreadsheet. */
static const char *plain(struct making *g, const char *old)
{
    char *text = arena_strdup(g->a, old), *end = text + strlen(text);
    while (strchr(text, '.') && end > text && (end[-1] == '0' || end[-1] == '.')) {
        bool point = *--end == '.';
        *end = '\0';
        if (point)
            break;
    }
    return text;
}

static const char *made_of(struct making *g, const struct field *f, const unsigned *index, const char *old)
{
    const char *text = NULL;
    if (f->kind == FIELD_MONEY && g->scale != 20)
        return scaled(g, old);
    if (f->parent && strcmp(f->parent->name, "indicator") == 0)
        return indicator(g, f, index, old);
    if (f->kind == FIELD_NUMBER)
        return plain(g, old);
    if (f->kind == FIELD_RICH)
        text = lexicon_text(g->m->lexicon, g->a, &g->dice, &g->subject, f->name);
    if (!text)
        text = number(g, f, old);
    if (!text)
        text = short_text(g, f, index);
    if (is(f, "proposal", "industry"))
        text = g->subject.industry;
    return text ? text : renamed(g, old);
}

static void take(struct making *g, const struct field *f, const unsigned *index)
{
    const char *old = record_get(g->from, f, index);
    if (old && *old)
        record_set(g->to, f, index, made_of(g, f, index, old));
}

/* An element with its attributes. */
static void visit(void *arg, const char *path, const struct field *f, const unsigned *index)
{
    struct making *g = arg;
    (void)path;
    take(g, f, index);
    for (size_t i = 0; i < f->n; i++)
        if (f->children[i].attribute)
            take(g, &f->children[i], index);
}

/* --- who --- */

static bool is_taken(const struct making *g, const char *name)
{
    for (size_t i = 0; i < g->names.n; i++)
        if (strcmp(g->names.v[i].to, name) == 0)
            return true;
    return false;
}

static void rename_units(struct making *g)
{
    for (unsigned i = 1; i <= 12; i++) {
        struct arena *a = g->a;
        const char *at = arena_printf(a, "units/unit[%u]", i), *name = value(g->from, g->m->root, a, arena_printf(a, "%s/name", at));
        const char *type = value(g->from, g->m->root, a, arena_printf(a, "%s/@type", at)), *latin;
        const char *place = value(g->from, g->m->root, a, arena_printf(a, "%s/place", at));
        bool abroad = strcmp(value(g->from, g->m->root, a, arena_printf(a, "%s/@country", at)), "CN") != 0;
        if (!*name)
            return;
        const char *made;
        do
            made = abroad ? lexicon_foreign(a, &g->dice, type, &latin) : lexicon_unit(a, &g->dice, type, place, &latin);
        while (is_taken(g, made));
        rename_to(g, name, made);
        rename_to(g, value(g->from, g->m->root, a, arena_printf(a, "%s/foreignName", at)), latin);
        g->subject.unit = i == 1 ? made : g->subject.unit;
    }
}

static void rename_people(struct making *g)
{
    for (unsigned i = 1; i <= 30; i++) {
        const char *at = arena_printf(g->a, "people/person[%u]", i), *name = value(g->from, g->m->root, g->a, arena_printf(g->a, "%s/name", at));
        if (*name && !strstr(name, "·"))
            rename_to(g, name, lexicon_person(g->a, &g->dice));
    }
    for (unsigned i = 1; i <= 12; i++) {
        const char *name = value(g->from, g->m->root, g->a, arena_printf(g->a, "units/unit[%u]/legalRepresentative", i));
        if (*name && !strstr(name, "·"))
            rename_to(g, name, lexicon_person(g->a, &g->dice));
    }
}

static void rename_agreements(struct making *g)
{
    static const char *const names[] = {"联合研究合作协议", "知识产权与成果分享协议", "联合实验室共建协议"};
    for (unsigned i = 1; i <= 3; i++)
        rename_to(g, value(g->from, g->m->root, g->a, arena_printf(g->a, "agreements/agreement[%u]/@title", i)),
                  arena_printf(g->a, "%s%s", g->subject.object, names[i - 1]));
}

/* Identity numbers go by the dates of birth, which come before them; contacts are one of the people. */
static void number_people(struct making *g)
{
    for (unsigned i = 1; i <= 30; i++) {
        const char *birth = arena_printf(g->a, "people/person[%u]/birth", i), *id = arena_printf(g->a, "people/person[%u]/idNo", i);
        const char *old = value(g->from, g->m->root, g->a, id);
        if (*old)
            set(g, id, lexicon_id(g->a, &g->dice, old, value(g->to, g->m->root, g->a, birth)));
        if (*old && strcmp(old, value(g->from, g->m->root, g->a, "contact/idNo")) == 0)
            set(g, "contact/idNo", value(g->to, g->m->root, g->a, id));
    }
}

static void suggester(struct making *g)
{
    static const char *const cities[] = {"济南市", "青岛市", "烟台市", "潍坊市", "淄博市", "威海市", "临沂市", "东营市", "日照市", "泰安市"};
    static const char *const kinds[][2] = {{"企业", "enterprise"}, {"高校", "university"}, {"科研院所", ""}};
    const char *old = value(g->from, g->m->root, g->a, "suggester/unit/name"), *latin, *type = "enterprise";
    const char *lead = value(g->from, g->m->root, g->a, "leadType");
    for (size_t i = 0; i < 3; i++)
        type = strcmp(lead, kinds[i][0]) == 0 ? kinds[i][1] : type;
    g->subject.unit = lexicon_unit(g->a, &g->dice, type, cities[dice_roll(&g->dice, 10)], &latin);
    rename_to(g, old, g->subject.unit);
    rename_to(g, value(g->from, g->m->root, g->a, "suggester/name"), lexicon_person(g->a, &g->dice));
}

/* --- faults --- */

/* As real tables have them: a wrong check character, a sum that is not one, a date before another, a pledge not made. */
static void spoil(struct making *g)
{
    const char *uscc = g->shandong ? "suggester/unit/uscc" : "units/unit[1]/uscc";
    const char *right = value(g->to, g->m->root, g->a, uscc);
    char *wrong = arena_strdup(g->a, right);
    switch (g->row / 9 % 5) {
    case 0:
        if (*wrong)
            wrong[16] = wrong[16] == '1' ? '2' : '1';
        set(g, uscc, wrong);
        break;
    case 1:
        set(g, g->shandong ? "investment/support" : "budget/source[1]/@amount", "1288.00");
        break;
    case 2:
        set(g, g->shandong ? "keyTechnologies/keyTechnology[1]/trl/expected" : "period/@end", g->shandong ? "2" : "2024-06-30");
        break;
    case 3:
        set(g, g->shandong ? "declarations/notFundedBefore" : "declarations/truthful", "false");
        break;
    default:
        set(g, g->shandong ? "suggester/unit/uscc" : "people/person[1]/idNo", g->shandong ? "370100" : "370202197312082010");
    }
}

/* --- a proposal --- */

static bool whole_money(struct making *g)
{
    struct buf b = {0};
    record_write(g->from, &b);
    bool whole = !strstr(b.data, ".5\"") && !strstr(b.data, ".50\"") && !strstr(b.data, ".50<");
    buf_free(&b);
    return whole;
}

/* A joint laboratory is called 中奥…联合实验室. */
static const char *title_of(struct making *g)
{
    static const char lab[] = "联合实验室";
    const char *old = value(g->from, g->m->root, g->a, "title");
    size_t n = strlen(old);
    if (n > sizeof lab && strcmp(old + n - (sizeof lab - 1), lab) == 0)
        return arena_printf(g->a, "%.*s%s%s", (int)strlen("中奥"), old, g->subject.object, lab);
    return lexicon_title(g->a, &g->dice, &g->subject);
}

static const struct record *make(struct maker *m, unsigned row)
{
    const struct record *from = m->samples.v[(row - 1) % m->samples.n];
    struct making g = {.m = m, .a = m->arena, .dice = {SEED + row}, .from = from, .to = record_new(m->arena, m->root), .row = row};
    g.shandong = fields_child(m->root, "suggester") != NULL;
    g.subject = lexicon_subject(m->lexicon, g.a, &g.dice, "AEIMO");
    const char *country = g.shandong ? value(from, m->root, g.a, "country[1]") : value(from, m->root, g.a, "units/unit[2]/@country");
    g.subject.country = programme_list_value(m->programme, "countries", country, "zh");
    g.subject.country = g.subject.country && strcmp(country, "CN") != 0 ? g.subject.country : "外";
    g.subject.unit = "";
    g.scale = whole_money(&g) ? 18 + dice_roll(&g.dice, 3) : 20;
    if (g.shandong)
        suggester(&g);
    else
        rename_units(&g);
    rename_people(&g);
    rename_agreements(&g);
    rename_to(&g, value(from, m->root, g.a, "title"), title_of(&g));
    rename_to(&g, value(from, m->root, g.a, "titleForeign"), arena_printf(g.a, "Joint Research on %s (%u)", g.subject.english, row));
    record_walk(from, visit, &g);
    number_people(&g);
    if (row % 9 == 0)
        spoil(&g);
    return g.to;
}

/* --- out --- */

static bool write_expected(struct maker *m, const char *folder)
{
    bool good = true;
    mkdir(folder, 0777);
    for (size_t i = 0; i < m->records.n && good; i++) {
        struct buf b = {0};
        record_write(m->records.v[i], &b);
        good = file_write(arena_printf(m->arena, "%s/%04zu.xml", folder, i + 1), b.data, b.n, m->d);
        buf_free(&b);
    }
    return good;
}

/* A sheet of the program's own workbook in memory, without the columns that nobody filled. */
struct grid {
    struct arena *a;
    VEC(const struct tablefile_cell *) rows;
    size_t n; /* columns */
    bool used[4096];
};

/* Money and dates as numbers and dates, the rest as text: codes and telephone numbers stay what they are. */
static char type_of(const char *text)
{
    size_t digits = strspn(text, "0123456789"), n = strlen(text);
    if (digits && n == digits + 3 && text[digits] == '.' && strspn(text + digits + 1, "0123456789") == 2)
        return 'N';
    if (n == 10 && text[4] == '-' && text[7] == '-' && strspn(text, "0123456789-") == 10 && strcmp(text, "1900-03-01") > 0)
        return 'D'; /* a spreadsheet knows no earlier ones */
    return *text ? 'T' : 0;
}

static bool keep_row(void *arg, const struct sheet_row *row)
{
    struct grid *g = arg;
    struct tablefile_cell *cells = arena_array(g->a, row->n + 1, sizeof *cells);
    g->n = row->n > g->n ? row->n : g->n;
    for (unsigned i = 0; i < row->n; i++) {
        cells[i].text = arena_strdup(g->a, row->cells[i].text);
        cells[i].type = g->rows.n ? type_of(cells[i].text) : 'T';
        g->used[i] |= g->rows.n && cells[i].type;
    }
    cells[row->n] = (struct tablefile_cell){.text = NULL}; /* the end */
    *VEC_PUSH(g->a, &g->rows) = cells;
    return true;
}

/* What an office calls some of the main sheet's columns. */
static const char *office_name(const char *heading)
{
    static const struct pair names[] = {{"项目英文名称", "英文名称"}, {"起始时间", "开始时间"}, {"结束时间", "终止时间"}, {"总预算（万元）", "项目总经费（万元）"},
                                        {"实施周期（月）", "执行期限（月）"}, {"项目计划总投入", "总投入（万元）"}, {"推荐单位", "推荐部门"},
                                        {"合作国别、地区", "合作国别"}, {"建议人", "联系人"}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(heading, names[i].from) == 0)
            return names[i].to;
    return heading;
}

static size_t squeeze(const struct grid *g, size_t row, struct tablefile_cell *out, bool named)
{
    size_t n = 0, i = 0;
    for (; i < g->n && g->rows.v[row][i].text; i++)
        if (g->used[i])
            out[n++] = g->rows.v[row][i];
    for (size_t k = 0; named && k < n; k++)
        out[k].text = office_name(out[k].text);
    return n;
}

/* What stands above and below the table in an office's file. */
static void title_rows(struct tablefile *t, struct arena *a, const char *title, size_t columns)
{
    struct tablefile_cell *cells = arena_array(a, columns, sizeof *cells);
    cells[0] = (struct tablefile_cell){'T', title, (unsigned)columns};
    tablefile_row(t, cells, columns);
    tablefile_row(t, cells, 0);
    cells[0] = (struct tablefile_cell){'T', "填报单位（盖章）：　　　　　　　　填报日期：", (unsigned)columns};
    tablefile_row(t, cells, columns);
}

static void write_sheet(struct tablefile *t, const struct grid *g, const char *name, bool main, const char *title)
{
    struct arena *a = arena_new();
    struct tablefile_cell *cells = arena_array(a, g->n + 1, sizeof *cells);
    tablefile_sheet(t, name);
    size_t columns = squeeze(g, 0, cells, main);
    if (title)
        title_rows(t, a, title, columns);
    for (size_t i = 0; i < g->rows.n; i++)
        tablefile_row(t, cells, squeeze(g, i, cells, main && i == 0));
    cells[0] = (struct tablefile_cell){'T', "合计", 0};
    cells[1] = (struct tablefile_cell){'N', arena_printf(a, "%zu", g->rows.n - 1), 0};
    if (title)
        tablefile_row(t, cells, 2);
    arena_free(a);
}

/* A value, where foreign/ is the first unit from abroad. */
static const char *flat_value(struct maker *m, const struct record *r, const char *path)
{
    if (strncmp(path, "foreign/", 8) != 0)
        return value(r, m->root, m->arena, path);
    for (unsigned i = 1; i <= 12; i++)
        if (strcmp(value(r, m->root, m->arena, arena_printf(m->arena, "units/unit[%u]/@role", i)), "foreign") == 0)
            return value(r, m->root, m->arena, arena_printf(m->arena, "units/unit[%u]/%s", i, path + 8));
    return "";
}

/* CSV has one sheet: what stands in others comes in columns of its own, the first ones of each. */
static void add_flat_columns(struct maker *m, struct grid *g)
{
    static const struct pair columns[] = {
        {"申报单位", "units/unit[1]/name"}, {"统一社会信用代码", "units/unit[1]/uscc"}, {"项目负责人", "people/person[1]/name"},
        {"外方单位", "foreign/name"}, {"合作国别", "foreign/@country"}, {"参与单位", "units/unit[3]/name"},
        {"申请财政经费（万元）", "budget/source[1]/@amount"}, {"自筹经费（万元）", "budget/source[2]/@amount"},
        {"关键技术1 名称", "keyTechnologies/keyTechnology[1]/name"}, {"关键技术1 当前自评等级", "keyTechnologies/keyTechnology[1]/trl/current"},
        {"关键技术2 名称", "keyTechnologies/keyTechnology[2]/name"}, {"关键技术2 当前自评等级", "keyTechnologies/keyTechnology[2]/trl/current"},
    };
    size_t most = g->n + sizeof columns / sizeof *columns;
    for (size_t i = 0; i < g->rows.n; i++) {
        struct tablefile_cell *wide = arena_array(m->arena, most + 1, sizeof *wide);
        size_t n = 0;
        for (; g->rows.v[i][n].text; n++)
            wide[n] = g->rows.v[i][n];
        for (; n < g->n; n++)
            wide[n] = (struct tablefile_cell){0, "", 0};
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++, n++) {
            wide[n].text = i ? flat_value(m, m->records.v[i - 1], columns[c].to) : columns[c].from;
            wide[n].type = *wide[n].text ? 'T' : 0;
            g->used[n] |= i && wide[n].type;
        }
        g->rows.v[i] = wide;
    }
    g->n = most;
}

static bool write_format(struct maker *m, const char *folder, struct sheet_book *book, enum tablefile_kind kind)
{
    struct tablefile *t = tablefile_new(arena_printf(m->arena, "%s/%s", folder, tablefile_name(kind)), kind);
    bool good = true, first = true;
    for (size_t i = 0; i < sheet_count(book) && good; i++) {
        struct grid *g = arena_alloc(m->arena, sizeof *g);
        const char *name = sheet_info(book, i)->name;
        *g = (struct grid){.a = m->arena};
        good = sheet_rows(book, i, keep_row, g, m->d);
        if (sheet_info(book, i)->hidden || strcmp(name, "填写说明") == 0 || g->rows.n < 2 || (tablefile_is_csv(kind) && !first))
            continue;
        if (tablefile_is_csv(kind))
            add_flat_columns(m, g);
        const char *title = arena_printf(m->arena, "%s申报明细表", programme_title(m->programme));
        write_sheet(t, g, name, first, first && kind != TABLEFILE_RECORDS ? title : NULL);
        first = false;
    }
    return tablefile_close(t) && good;
}

static bool write_all(struct maker *m, const char *folder)
{
    const char *own = arena_printf(m->arena, "%s/workbook.xlsx", folder);
    struct workbook_input in = {.programme = m->programme, .records = m->records.v, .n = m->records.n};
    bool good = workbook_write(own, &in, m->d) && write_expected(m, arena_printf(m->arena, "%s/expected", folder));
    struct sheet_book *book = good ? sheet_open(own, m->d) : NULL;
    for (int k = 0; book && k < TABLEFILE_KINDS; k++)
        good = write_format(m, folder, book, (enum tablefile_kind)k) && good;
    good = good && book;
    sheet_close(book);
    return good;
}

int main(int argc, char **argv)
{
    struct maker m = {.arena = arena_new(), .d = diag_list_new()};
    bool good = argc == 5;
    if (!good)
        fputs("usage: generate SAMPLES PROGRAMME ROWS OUT\n", stderr);
    xml_init();
    m.lexicon = good ? lexicon_load(arena_printf(m.arena, "%s/workbooks", argv[1])) : NULL;
    m.programme = m.lexicon ? programme_load("templates", argv[2], m.d) : NULL;
    m.root = m.programme ? programme_fields(m.programme, m.d) : NULL;
    good = m.root && load_samples(&m, argv[1], argv[2]) && m.samples.n;
    for (unsigned i = 1; good && i <= strtoul(argv[3], NULL, 10); i++)
        *VEC_PUSH(m.arena, &m.records) = make(&m, i);
    good = good && write_all(&m, argv[4]);
    struct buf b = {0};
    for (size_t i = 0; i < diag_list_count(m.d); i++)
        diag_line(&b, diag_list_at(m.d, i), NULL);
    fputs(b.n ? b.data : "", stderr);
    buf_free(&b);
    lexicon_free(m.lexicon);
    programme_free(m.programme);
    diag_list_free(m.d);
    arena_free(m.arena);
    xml_cleanup();
    return !good;
}
