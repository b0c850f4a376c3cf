/* summary_tree.c - the table as trees for stylesheets. */
#include <string.h>

#include "base/buf.h"
#include "batch/summary_form.h"
#include "xslt/xml.h"

#define LAST 2 /* rows that stay with the seal */

/* What is empty is left out. */
static void set(xmlNodePtr n, const char *name, const char *value)
{
    xml_set(n, name, value && *value ? value : NULL);
}

static const char *const kinds[] = {
    [SUMMARY_TEXT] = "text", [SUMMARY_NUMBER] = "number", [SUMMARY_MONEY] = "money", [SUMMARY_DATE] = "date",
    [SUMMARY_CODE] = "code", [SUMMARY_BLANK] = "blank", [SUMMARY_ORDER] = "order",
};

static void add_column(xmlNodePtr to, const char *name, const char *kind, unsigned width, const char *heading)
{
    xmlNodePtr n = xml_add(to, "column", heading);
    set(n, "name", name);
    set(n, "kind", kind);
    xml_set_number(n, "width", width);
}

/* Whose amounts the overview draws: of the column that says so, else of the last that is summed. */
static const char *drawn(const struct summary *s)
{
    const char *name = NULL;
    for (size_t i = 0; i < s->columns.n; i++) {
        const struct summary_column *c = &s->columns.v[i];
        if (c->sum && c->drawn)
            return c->name;
        name = c->sum ? c->name : name;
    }
    return name;
}

static void add_columns(const struct summary *s, xmlNodePtr to)
{
    for (size_t i = 0; i < s->columns.n; i++) {
        const struct summary_column *c = &s->columns.v[i];
        if (c->shown)
            add_column(to, c->name, kinds[c->kind], c->width, c->heading);
        if (c->shown && c->kind == SUMMARY_ORDER && s->ranked)
            add_column(to, "rank", "order", c->width, SUMMARY_RANK);
    }
}

static void add_amount(xmlNodePtr to, const struct summary_column *c, int64_t amount)
{
    struct buf b = {0};
    summary_put_amount(&b, c, amount);
    set(xml_add(to, "amount", b.data), "column", c->name);
    buf_free(&b);
}

static void add_sum(const struct summary *s, xmlNodePtr to, const struct summary_sum *sum)
{
    xml_set_number(to, "count", sum->count);
    for (size_t i = 0; i < s->columns.n; i++)
        if (s->columns.v[i].sum)
            add_amount(to, &s->columns.v[i], sum->amounts[i]);
}

static void add_contacts(const struct summary_paper *paper, xmlNodePtr to)
{
    for (size_t i = 0; i < paper->contact_count; i++) {
        const struct summary_contact *c = &paper->contacts[i];
        xmlNodePtr n = xml_add(to, "contact", NULL);
        set(n, "role", c->role);
        set(n, "label", c->label);
        set(n, "name", c->name);
        set(n, "phone", c->phone);
    }
}

static void add_groups(const struct summary *s, xmlNodePtr to)
{
    for (size_t i = 0; s->group_by != SIZE_MAX && i < s->groups.n; i++) {
        xmlNodePtr n = xml_add(to, "group", NULL);
        set(n, "name", *s->groups.v[i].name ? s->groups.v[i].name : SUMMARY_NOT_SAID);
        add_sum(s, n, &s->groups.v[i].sum);
    }
}

/* One count for each column that the overview counts by. */
static void add_overview(const struct summary *s, xmlNodePtr to)
{
    for (size_t c = 0; c < s->columns.n; c++) {
        if (!s->columns.v[c].overview)
            continue;
        struct summary_tally t = summary_tally(s, c);
        xmlNodePtr by = xml_add(to, "by", NULL);
        set(by, "column", s->columns.v[c].name);
        set(by, "heading", s->columns.v[c].heading);
        for (size_t i = 0; i < t.n; i++) {
            xmlNodePtr n = xml_add(by, "value", NULL);
            set(n, "name", *t.v[i].name ? t.v[i].name : SUMMARY_NOT_SAID);
            add_sum(s, n, &t.v[i].sum);
        }
    }
}

xmlDocPtr summary_frame(const struct summary *s, const struct summary_paper *paper)
{
    xmlDocPtr doc = xml_new(SUMMARY_NS, NULL, "summary");
    xmlNodePtr root = xmlDocGetRootElement(doc);
    set(root, "programme", programme_id(s->programme));
    set(root, "annex", s->annex);
    set(root, "signer", s->signer);
    set(root, "recommender", paper->recommender);
    set(root, "recommender-kind", paper->kind);
    set(root, "date", paper->date);
    set(root, "number", paper->number);
    set(root, "overview", paper->overview ? "yes" : "no");
    set(root, "drawn", drawn(s));
    xml_add(root, "title", s->title);
    add_contacts(paper, root);
    add_columns(s, root);
    add_sum(s, xml_add(root, "total", NULL), &s->total);
    add_groups(s, root);
    if (paper->overview)
        add_overview(s, root);
    return doc;
}

/* rows */

/* t: the title, by which a row is known, c: other text, m: an amount or number, k: a code, o: what stands in the middle. Short names:
 * a table has many of them. */
static const char *cell_name(const struct summary_column *c)
{
    switch (c->kind) {
    case SUMMARY_MONEY: case SUMMARY_NUMBER: return "m";
    case SUMMARY_TEXT: return strcmp(c->name, "title") == 0 ? "t" : "c";
    case SUMMARY_BLANK: return "c";
    case SUMMARY_CODE: return "k";
    default: return "o";
    }
}

static void add_row(const struct summary *s, size_t i, struct arena *a, xmlNodePtr to)
{
    const struct summary_row *r = &s->rows.v[i];
    xmlNodePtr n = xml_add(to, "row", NULL);
    set(n, "last", i + LAST >= s->rows.n ? "yes" : NULL);
    for (size_t c = 0; c < s->columns.n; c++) {
        const struct summary_column *column = &s->columns.v[c];
        if (column->shown && column->kind == SUMMARY_ORDER)
            xml_add(n, "o", arena_printf(a, "%zu", i + 1));
        else if (column->shown)
            xml_add(n, cell_name(column), summary_shown(column, r->cells[c], a));
        if (column->shown && column->kind == SUMMARY_ORDER && s->ranked)
            xml_add(n, "o", r->rank == SIZE_MAX ? "" : arena_printf(a, "%zu", r->rank));
    }
}

/* A cell a column: the amounts in their places. The columns before the first amount are one cell of so many columns. */
static void add_sum_row(const struct summary *s, const char *name, const struct summary_sum *sum, struct arena *a, xmlNodePtr to)
{
    xmlNodePtr n = xml_add(to, name, NULL);
    size_t before = 0;
    bool amounts = false;
    xml_set_number(n, "count", sum->count);
    for (size_t c = 0; c < s->columns.n; c++) {
        const struct summary_column *column = &s->columns.v[c];
        struct buf b = {0};
        if (!column->shown)
            continue;
        amounts = amounts || column->sum;
        if (!amounts) {
            before += column->kind == SUMMARY_ORDER && s->ranked ? 2 : 1;
            continue;
        }
        if (column->sum)
            summary_put_amount(&b, column, sum->amounts[c]);
        xml_add(n, column->sum ? "m" : "c", b.data ? arena_strdup(a, b.data) : "");
        buf_free(&b);
    }
    xml_set_number(n, "before", before);
}

/* The number counts the groups; a group that begins on an earlier chunk is not named again. */
static void add_rows(const struct summary *s, size_t from, size_t end, struct arena *a, xmlNodePtr to)
{
    for (size_t i = from; i < end; i++) {
        const struct summary_group *g = &s->groups.v[s->rows.v[i].group];
        if (s->group_by != SIZE_MAX && i == g->first) {
            xmlNodePtr n = xml_add(to, "group", NULL);
            set(n, "name", *g->name ? g->name : SUMMARY_NOT_SAID);
            xml_set_number(n, "number", s->rows.v[i].group + 1);
            xml_set_number(n, "count", g->sum.count);
        }
        add_row(s, i, a, to);
        if (s->group_by != SIZE_MAX && i + 1 == g->end)
            add_sum_row(s, "subtotal", &g->sum, a, to);
    }
    if (end == s->rows.n)
        add_sum_row(s, "total", &s->total, a, to);
}

xmlDocPtr summary_chunk(const struct summary *s, size_t i)
{
    size_t from = i * SUMMARY_CHUNK, end = from + SUMMARY_CHUNK < s->rows.n ? from + SUMMARY_CHUNK : s->rows.n;
    if (from >= s->rows.n)
        return NULL;
    xmlDocPtr doc = xml_new(SUMMARY_NS, NULL, "rows");
    xmlNodePtr root = xmlDocGetRootElement(doc);
    struct arena *a = arena_new();
    add_columns(s, root);
    add_rows(s, from, end, a, root);
    arena_free(a);
    return doc;
}
