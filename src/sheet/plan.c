#include "sheet/plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "programme/merge.h"
#include "sheet/book.h"
#include "sheet/convert.h"
#include "sheet/record.h"
#include "sheet/workbook.h"
#include "xslt/xml.h"

#define SAMPLE 40 /* rows among which the headings are looked for */

/* The first rows of a sheet. */
struct sample_row {
    unsigned number, n;
    const char **text; /* by column */
    bool *covered;
};

struct sample {
    struct arena *arena;
    struct sample_row row[SAMPLE];
    unsigned n;
};

struct planner {
    struct plan *plan;
    struct diag_list *d;
    const struct headings *repeated; /* names of further sheets */
    VEC(struct plan_column) given; /* --map and the pack's aliases: heading and target */
};

/* --- reading the first rows --- */

static bool take_row(void *arg, const struct sheet_row *row)
{
    struct sample *s = arg;
    struct sample_row *r = &s->row[s->n++];
    *r = (struct sample_row){.number = row->number, .n = row->n};
    r->text = arena_array(s->arena, row->n + 1, sizeof *r->text);
    r->covered = arena_array(s->arena, row->n + 1, sizeof *r->covered);
    for (unsigned i = 0; i < row->n; i++) {
        r->text[i] = convert_text(s->arena, &row->cells[i]);
        r->covered[i] = row->cells[i].covered;
    }
    return s->n < SAMPLE;
}

static const char *text_at(const struct sample_row *r, unsigned column)
{
    return r && column < r->n ? r->text[column] : "";
}

/* --- one heading --- */

static enum plan_use key_use(struct arena *a, const char *heading, bool further)
{
    static const char *const own[] = {"序号", "编号", "顺序号", "no", "项目序号", NULL}, *const parent[] = {"上级序号", NULL};
    const char *folded = headings_fold(a, heading);
    for (const char *const *k = own; *k; k++)
        if (strcmp(folded, *k) == 0)
            return PLAN_KEY;
    return further && strcmp(folded, parent[0]) == 0 ? PLAN_PARENT : PLAN_IGNORED;
}

/* The two rows of a heading as one: 经费 over 省级 is 经费省级 when 省级 alone says too little. */
static enum heading_result find_heading(const struct headings *h, struct arena *a, const char *upper, const char *lower,
                                        struct heading_target *out, const char **heading)
{
    const char *both = *lower && *upper && strcmp(upper, lower) != 0 ? arena_printf(a, "%s %s", upper, lower) : NULL;
    *heading = both ? both : *lower ? lower : upper;
    enum heading_result r = headings_find(h, *heading, out);
    if (r != HEADING_FOUND && both)
        r = headings_find(h, lower, out);
    return r;
}

/* How many columns have a heading that is known when rows i to i + extra are the heading. */
static unsigned score(const struct headings *h, struct arena *a, const struct sample *s, unsigned i, unsigned extra)
{
    const struct sample_row *upper = &s->row[i], *lower = extra ? &s->row[i + 1] : NULL;
    unsigned n = upper->n, found = 0;
    n = lower && lower->n > n ? lower->n : n;
    for (unsigned c = 0; c < n; c++) {
        struct heading_target t;
        const char *heading;
        bool repeat = !lower && c < upper->n && upper->covered[c];
        found += !repeat && (find_heading(h, a, text_at(upper, c), text_at(lower, c), &t, &heading) == HEADING_FOUND ||
                             key_use(a, heading, false) == PLAN_KEY);
    }
    return found;
}

/* What score() can't be greater than: a cell without text is no heading. */
static unsigned most(const struct sample *s, unsigned i, unsigned extra)
{
    const struct sample_row *upper = &s->row[i], *lower = extra ? &s->row[i + 1] : NULL;
    unsigned n = lower && lower->n > upper->n ? lower->n : upper->n, filled = 0;
    for (unsigned c = 0; c < n; c++)
        filled += *text_at(upper, c) || *text_at(lower, c);
    return filled;
}

struct heading_rows {
    unsigned first, extra, score;
};

static struct heading_rows find_rows(const struct headings *h, struct arena *a, const struct sample *s)
{
    struct heading_rows best = {0};
    /* two rows are the heading only where they make more sense of the columns than any one */
    for (unsigned extra = 0; extra < 2; extra++)
        for (unsigned i = 0; i + extra < s->n; i++) {
            unsigned n = most(s, i, extra) > best.score ? score(h, a, s, i, extra) : 0;
            if (n > best.score)
                best = (struct heading_rows){i, extra, n};
        }
    return best;
}

/* --- the columns of a sheet --- */

/* 申报单位 is one of the units: not what each row of their own sheet is. */
static bool is_one_of(const struct heading_target *t, const struct field *base)
{
    for (unsigned d = 0; d <= record_depth(base); d++)
        if (t->index[d])
            return true;
    return false;
}

static struct headings *headings_of(struct planner *p, struct arena *a, const struct field *base)
{
    struct headings *h = headings_new(a, base);
    for (size_t i = 0; i < p->given.n; i++) {
        const struct field *f = p->given.v[i].target.field;
        while (f && f != base)
            f = f->parent;
        if (f && !is_one_of(&p->given.v[i].target, base))
            headings_alias(h, p->given.v[i].heading, &p->given.v[i].target);
    }
    return h;
}

static void report_heading(struct planner *p, const struct plan_sheet *s, const struct plan_column *c, enum heading_result r)
{
    struct loc at = plan_loc(p->plan->arena, p->plan, s, c->column, c->row);
    if (r == HEADING_AMBIGUOUS)
        diag(p->d, SHEET_HEADING_AMBIGUOUS, &at, c->heading);
    else
        diag(p->d, SHEET_HEADING_UNKNOWN, &at, c->heading);
}

static bool taken_twice(struct planner *p, const struct plan_sheet *s, const struct plan_column *c)
{
    for (size_t i = 0; i < s->columns.n; i++) {
        const struct plan_column *o = &s->columns.v[i];
        if (o->use != c->use || o->target.field != c->target.field ||
            memcmp(o->target.index, c->target.index, sizeof o->target.index) != 0)
            continue;
        struct loc at = plan_loc(p->plan->arena, p->plan, s, c->column, c->row);
        char other[16];
        sheet_cell_name(o->column, o->row, other);
        diag(p->d, SHEET_HEADING_TWICE, &at, c->heading, other);
        return true;
    }
    return false;
}

static void add_column(struct planner *p, const struct headings *h, struct plan_sheet *s, struct plan_column c, const char *upper,
                       const char *lower)
{
    struct arena *a = p->plan->arena;
    bool further = s->base != p->plan->root;
    enum heading_result r = find_heading(h, a, upper, lower, &c.target, &c.heading);
    c.heading = arena_strdup(a, c.heading);
    c.money = headings_money(c.heading);
    enum plan_use key = key_use(a, c.heading, further);
    if (r == HEADING_FOUND && !(further && key != PLAN_IGNORED))
        c.use = PLAN_FIELD;
    else
        c.use = key;
    if (c.use == PLAN_IGNORED)
        report_heading(p, s, &c, r);
    else if (taken_twice(p, s, &c))
        c.use = PLAN_IGNORED;
    if (c.use == PLAN_FIELD)
        c.choices = choices_offered(a, p->plan->programme, c.target.field);
    *VEC_PUSH(a, &s->columns) = c;
}

static void add_columns(struct planner *p, const struct headings *h, struct plan_sheet *s, const struct sample *sample,
                        struct heading_rows rows)
{
    const struct sample_row *upper = &sample->row[rows.first], *lower = rows.extra ? &sample->row[rows.first + 1] : NULL;
    unsigned n = lower && lower->n > upper->n ? lower->n : upper->n;
    s->first_row = (lower ? lower : upper)->number + 1;
    for (unsigned c = 0; c < n; c++) {
        const char *top = text_at(upper, c), *below = text_at(lower, c);
        if (*top || *below)
            add_column(p, h, s, (struct plan_column){.column = c + 1, .row = *below && lower ? lower->number : upper->number}, top, below);
    }
}

/* --- which sheet is what --- */

/* What stands repeated in a proposal and is called like the sheet; NULL: nothing. */
static const struct field *repeated_called(struct planner *p, const char *name)
{
    struct heading_target t;
    return headings_find(p->repeated, name, &t) == HEADING_FOUND ? t.field : NULL;
}

static bool sample_sheet(struct planner *p, size_t i, struct sample *s)
{
    *s = (struct sample){.arena = arena_new()};
    return sheet_rows(p->plan->book, i, take_row, s, p->d);
}

/* The sheet that has most headings of a proposal; two that have the same number are a question for the user. */
static bool find_main(struct planner *p, const char *wanted)
{
    struct plan *plan = p->plan;
    struct arena *a = arena_new();
    struct headings *h = headings_of(p, a, plan->root);
    unsigned best = 1;
    const char *rival = NULL;
    bool good = true;
    for (size_t i = 0; i < sheet_count(plan->book) && good; i++) {
        const struct sheet_info *info = sheet_info(plan->book, i);
        struct sample s;
        bool skip = wanted ? strcmp(info->name, wanted) != 0 : info->hidden;
        if (skip || repeated_called(p, info->name))
            continue;
        good = sample_sheet(p, i, &s);
        unsigned n = good ? find_rows(h, a, &s).score : 0;
        rival = n > best ? NULL : n == best && n > 1 ? info->name : rival;
        if (n > best) {
            plan->main.sheet = i;
            best = n;
        }
        arena_free(s.arena);
    }
    arena_free(a);
    struct loc at = book_loc(plan->path);
    if (good && rival)
        diag(p->d, SHEET_TWO_TABLES, &at, sheet_info(plan->book, plan->main.sheet)->name, rival);
    else if (good && best < 2)
        diag(p->d, SHEET_NO_HEADINGS, &at);
    return good && !rival && best > 1;
}

static bool plan_columns(struct planner *p, struct plan_sheet *s)
{
    struct arena *a = arena_new();
    struct headings *h = headings_of(p, a, s->base);
    struct sample sample;
    bool good = sample_sheet(p, s->sheet, &sample);
    struct heading_rows rows = good ? find_rows(h, a, &sample) : (struct heading_rows){0};
    if (rows.score)
        add_columns(p, h, s, &sample, rows);
    else if (good) {
        struct loc at = plan_loc(p->plan->arena, p->plan, s, 1, 1);
        diag(p->d, SHEET_NO_HEADINGS, &at);
    }
    arena_free(sample.arena);
    arena_free(a);
    return good && rows.score;
}

/* Those that come with our own workbook: nobody expects them to be read. */
static bool is_own(const struct sheet_info *info)
{
    return !strcmp(info->name, WORKBOOK_GUIDE) || (info->hidden && !strcmp(info->name, WORKBOOK_LISTS));
}

static bool plan_sheets(struct planner *p, const char *wanted)
{
    struct plan *plan = p->plan;
    plan->main.base = plan->root;
    if (!find_main(p, wanted) || !plan_columns(p, &plan->main))
        return false;
    bool good = true;
    for (size_t i = 0; i < sheet_count(plan->book) && good; i++) {
        const struct sheet_info *info = sheet_info(plan->book, i);
        struct plan_sheet s = {.sheet = i};
        s.base = i == plan->main.sheet ? NULL : repeated_called(p, info->name);
        struct loc at = {.file = arena_printf(plan->arena, "%s[%s]", plan->path, info->name)};
        if (s.base && !info->hidden) {
            good = plan_columns(p, &s);
            *VEC_PUSH(plan->arena, &plan->further) = s;
        } else if (i != plan->main.sheet && !is_own(info)) {
            diag(p->d, SHEET_NOT_READ, &at);
        }
    }
    return good;
}

/* --- what the pack and the user say --- */

/* Lines of `heading,field`. */
static bool headings_say(struct planner *p, const char *map)
{
    struct buf b = {0};
    bool good = file_read(map, LIMIT_INPUT_BYTES, &b, p->d);
    unsigned line = 1;
    for (const char *s = good && b.n ? b.data : ""; *s; line++) {
        size_t n = strcspn(s, "\r\n");
        const char *text = arena_strndup(p->plan->arena, s, n), *comma = strrchr(text, ',');
        struct heading_target t;
        struct loc at = {.file = map, .line = line};
        bool skip = n == 0 || *text == '#';
        if (!skip && comma && headings_path(p->plan->arena, p->plan->root, comma + 1, &t)) {
            const char *heading = arena_strndup(p->plan->arena, text, (size_t)(comma - text));
            *VEC_PUSH(p->plan->arena, &p->given) = (struct plan_column){.heading = heading, .target = t};
        } else if (!skip) {
            diag(p->d, SHEET_NO_FIELD, &at, comma ? comma + 1 : text);
            good = false;
        }
        s += n;
        s += *s == '\r';
        s += *s == '\n';
    }
    buf_free(&b);
    return good;
}

/* A file of headings that several packs share, then the pack's own. */
static bool pack_says(struct planner *p)
{
    const xmlNode *workbook = xml_child(xmlDocGetRootElement(programme_xml(p->plan->programme)), "workbook");
    const char *shared = workbook ? xml_attribute(workbook, "headings", NULL) : NULL;
    bool good = !shared || headings_say(p, programme_file(p->plan->programme, shared));
    for (const xmlNode *n = workbook ? workbook->children : NULL; n; n = n->next) {
        struct heading_target t;
        if (n->type != XML_ELEMENT_NODE)
            continue;
        const char *path = xml_attribute(n, "path", "");
        xmlChar *text = xmlNodeGetContent(n);
        struct arena *a = p->plan->arena;
        if (!headings_path(a, p->plan->root, path, &t)) {
            struct loc at = merge_loc(n);
            diag(p->d, SHEET_NO_FIELD, &at, path);
            good = false;
        } else if (xml_is(n, NULL, "alias")) {
            *VEC_PUSH(a, &p->given) = (struct plan_column){.heading = arena_strdup(a, (const char *)text), .target = t};
        } else {
            *VEC_PUSH(a, &p->plan->defaults) = (struct plan_default){t.field, arena_strdup(a, (const char *)text)};
        }
        xmlFree(text);
    }
    return good;
}

struct plan *plan_new(struct sheet_book *book, const char *path, struct programme *programme, const char *map, const char *sheet,
                      struct diag_list *d)
{
    struct arena *a = arena_new();
    struct plan *plan = arena_alloc(a, sizeof *plan);
    *plan = (struct plan){.arena = a, .book = book, .programme = programme, .path = path, .root = programme_fields(programme, d)};
    struct planner p = {.plan = plan, .d = d};
    if (plan->root)
        p.repeated = headings_repeated_new(a, plan->root);
    if (plan->root && pack_says(&p) && (!map || headings_say(&p, map)) && plan_sheets(&p, sheet))
        return plan;
    plan_free(plan);
    return NULL;
}

void plan_free(struct plan *p)
{
    if (p)
        arena_free(p->arena);
}

/* Asked for each cell that is read, so not by arena_printf(), which takes a tenth of the reading. */
struct loc plan_loc(struct arena *a, const struct plan *p, const struct plan_sheet *s, unsigned column, unsigned row)
{
    char place[16];
    sheet_cell_name(column, row, place);
    const char *name = sheet_info(p->book, s->sheet)->name;
    size_t n = strlen(p->path), m = strlen(name);
    char *file = arena_alloc(a, n + m + sizeof place + strlen("[]!")), *to = file;
    memcpy(to, p->path, n);
    to += n;
    if (m) {
        *to++ = '[';
        memcpy(to, name, m);
        to += m;
        *to++ = ']';
    }
    *to++ = '!';
    strcpy(to, place);
    return (struct loc){.file = file};
}

/* --- for people --- */

static void explain_path(struct buf *out, const struct heading_target *t, const struct field *f)
{
    if (!f->parent)
        return;
    explain_path(out, t, f->parent);
    unsigned index = t->index[record_depth(f)];
    buf_printf(out, "%s%s%s", f->parent->parent ? "/" : "", f->attribute ? "@" : "", f->name);
    if (index)
        buf_printf(out, "[%u]", index);
    if (t->implied && t->implied->parent == f)
        buf_printf(out, "[@%s='%s']", t->implied->name, t->value);
}

/* "合作载体 载体名称": the field's label behind that of the part which it belongs to. */
static void explain_label(struct buf *out, const struct field *f)
{
    const struct field *part = f->parent && f->parent->parent ? f->parent : NULL;
    while (part && part->parent->parent && !part->label)
        part = part->parent;
    if (part && part->label && !(f->label && strstr(f->label, part->label)))
        buf_printf(out, "%s ", part->label);
    buf_puts(out, f->label ? f->label : f->name);
}

static void explain_sheet(const struct plan *p, const struct plan_sheet *s, const struct i18n *lang, struct buf *out)
{
    static const char *const uses[] = {N_("not read"), "", N_("number of the proposal"), N_("number of what it belongs to")};
    for (size_t i = 0; i < s->columns.n; i++) {
        const struct plan_column *c = &s->columns.v[i];
        struct arena *a = arena_new();
        buf_printf(out, "%s\t%s\t", plan_loc(a, p, s, c->column, c->row).file, c->heading);
        if (c->use == PLAN_FIELD) {
            explain_path(out, &c->target, c->target.field);
            buf_puts(out, "\t");
            explain_label(out, c->target.field);
        } else {
            buf_puts(out, i18n_text(lang, uses[c->use]));
        }
        buf_puts(out, "\n");
        arena_free(a);
    }
}

void plan_explain(const struct plan *p, const struct i18n *lang, struct buf *out)
{
    explain_sheet(p, &p->main, lang, out);
    for (size_t i = 0; i < p->further.n; i++)
        explain_sheet(p, &p->further.v[i], lang, out);
}
