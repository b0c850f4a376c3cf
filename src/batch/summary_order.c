/* summary_order.c - which rows there are, and how they stand. */
#include <libxml/hash.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "batch/summary.h"
#include "xslt/xml.h"

#define SORTS 8 /* columns that one can sort by */

/* comparing */

/* What is missing or no number stands behind all that is one. */
static int by_number(const char *a, const char *b)
{
    int64_t x, y;
    bool is = summary_amount(a, &x), too = summary_amount(b, &y);
    if (!is || !too)
        return (int)too - (int)is;
    return x < y ? -1 : x > y;
}

static int compare(const struct summary_column *c, const char *a, const char *b)
{
    bool number = c->kind == SUMMARY_MONEY || c->kind == SUMMARY_NUMBER;
    return number ? by_number(a, b) : strcmp(a, b);
}

/* filter */

struct filter {
    size_t column;
    enum { EQUAL, UNEQUAL, LEAST, MOST, WITHIN } how;
    const char *value;
};

static bool read_filter(const struct summary *s, const char *text, struct filter *f, struct diag_list *d)
{
    static const struct {
        const char *sign;
        int how;
    } signs[] = {{"!=", UNEQUAL}, {">=", LEAST}, {"<=", MOST}, {"=", EQUAL}, {"~", WITHIN}};
    size_t n = strcspn(text, "!<>=~");
    for (size_t i = 0; n && i < sizeof signs / sizeof *signs; i++)
        if (!strncmp(text + n, signs[i].sign, strlen(signs[i].sign))) {
            f->how = (__typeof__(f->how))signs[i].how;
            f->value = text + n + strlen(signs[i].sign);
            f->value += strspn(f->value, " ");
            f->column = summary_column(s, text, n, d);
            return f->column != SIZE_MAX;
        }
    diag(d, SUMMARY_FILTER, NULL, text);
    return false;
}

static bool passes(const struct summary *s, const struct filter *f, const struct summary_row *r)
{
    const struct summary_column *c = &s->columns.v[f->column];
    const char *cell = r->cells[f->column];
    switch (f->how) {
    case EQUAL: return compare(c, cell, f->value) == 0;
    case UNEQUAL: return compare(c, cell, f->value) != 0;
    case LEAST: return *cell && compare(c, cell, f->value) >= 0;
    case MOST: return *cell && compare(c, cell, f->value) <= 0;
    case WITHIN: break;
    }
    return strstr(cell, f->value) != NULL;
}

static bool filter_rows(struct summary *s, const char *text, struct diag_list *d)
{
    struct filter f;
    size_t kept = 0;
    if (!read_filter(s, text, &f, d))
        return false;
    for (size_t i = 0; i < s->rows.n; i++)
        if (passes(s, &f, &s->rows.v[i]))
            s->rows.v[kept++] = s->rows.v[i];
    s->rows.n = kept;
    return true;
}

/* groups */

/* The position of a value in its list, behind all of them when it is none. */
static size_t place_in_list(const xmlNode *list, const char *value)
{
    size_t i = 0;
    for (const xmlNode *n = list ? list->children : NULL; n; n = n->next) {
        if (!xml_is(n, PROGRAMME_NS, "item"))
            continue;
        struct buf b = {0};
        xml_words(&b, 0, n);
        bool same = b.data && !strcmp(b.data, value);
        buf_free(&b);
        if (same)
            return i;
        i++;
    }
    return i;
}

/* In the list's order, then as they came. */
struct candidate {
    const char *name;
    size_t place, came;
};

static int by_place(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return x->came < y->came ? -1 : x->came > y->came;
}

static bool choose_group(struct summary *s, const struct summary_order *o, struct diag_list *d)
{
    const xmlNode *table = xml_child(xmlDocGetRootElement(programme_xml(s->programme)), "summary");
    const char *name = o->group ? o->group : xml_attribute(table, "group", "none");
    if (!strcmp(name, "none"))
        return true;
    s->group_by = summary_column(s, name, strlen(name), d);
    return s->group_by != SIZE_MAX;
}

static const xmlChar *group_name(const struct summary *s, const struct summary_row *r)
{
    return (const xmlChar *)(s->group_by == SIZE_MAX ? "" : r->cells[s->group_by]);
}

static void find_groups(struct summary *s)
{
    VEC(struct candidate) found = {0};
    const char *values = s->group_by == SIZE_MAX ? NULL : s->columns.v[s->group_by].list;
    const xmlNode *list = values ? programme_values(s->programme, values) : NULL;
    xmlHashTablePtr known = xmlHashCreate(0), numbers = xmlHashCreate(0);
    for (size_t i = 0; i < s->rows.n; i++) {
        const xmlChar *name = group_name(s, &s->rows.v[i]);
        if (xmlHashAddEntry(known, name, s) == 0)
            *VEC_PUSH(s->arena, &found) = (struct candidate){(const char *)name, place_in_list(list, (const char *)name), i};
    }
    qsort(found.v, found.n, sizeof *found.v, by_place);
    for (size_t k = 0; k < found.n; k++) {
        *VEC_PUSH(s->arena, &s->groups) = (struct summary_group){.name = found.v[k].name};
        xmlHashAddEntry(numbers, (const xmlChar *)found.v[k].name, (void *)(uintptr_t)(k + 1)); /* NULL is no entry */
    }
    for (size_t i = 0; i < s->rows.n; i++)
        s->rows.v[i].group = (uintptr_t)xmlHashLookup(numbers, group_name(s, &s->rows.v[i])) - 1;
    xmlHashFree(known, NULL);
    xmlHashFree(numbers, NULL);
}

/* order */

struct sort {
    const struct summary *summary;
    struct {
        size_t column;
        bool down;
    } by[SORTS];
    size_t n;
};

static bool read_sort(struct sort *o, const char *text, struct diag_list *d)
{
    for (const char *at = text; at && *at;) {
        bool down = *at == '-';
        size_t n = strcspn(at += down, ",");
        if (o->n == SORTS) {
            diag(d, SUMMARY_SORTS, NULL, text);
            return false;
        }
        o->by[o->n].down = down;
        o->by[o->n].column = summary_column(o->summary, at, n, d);
        if (o->by[o->n++].column == SIZE_MAX)
            return false;
        at += n + (at[n] == ',');
    }
    return true;
}

static int by_wish(const void *a, const void *b, void *arg)
{
    const struct summary_row *x = a, *y = b;
    const struct sort *o = arg;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    for (size_t i = 0; i < o->n; i++) {
        size_t c = o->by[i].column;
        int order = compare(&o->summary->columns.v[c], x->cells[c], y->cells[c]);
        if (order)
            return o->by[i].down ? -order : order;
    }
    return x->place < y->place ? -1 : x->place > y->place;
}

/* sums */

/* An amount that cannot be added must not be lost in silence. */
static void add_row(struct summary *s, struct summary_group *g, const struct summary_row *r, struct diag_list *d)
{
    struct loc loc = {.file = r->source};
    g->sum.count++;
    s->total.count++;
    for (size_t c = 0; c < s->columns.n; c++) {
        int64_t amount, all;
        if (!s->columns.v[c].sum || !*r->cells[c])
            continue;
        if (!summary_amount(r->cells[c], &amount) || __builtin_add_overflow(s->total.amounts[c], amount, &all)) {
            diag(d, SUMMARY_AMOUNT, &loc, s->columns.v[c].heading, r->cells[c]);
            continue;
        }
        s->total.amounts[c] = all;
        g->sum.amounts[c] += amount;
    }
}

static void sum_up(struct summary *s, struct diag_list *d)
{
    for (size_t k = 0; k < s->groups.n; k++)
        s->groups.v[k].sum.amounts = arena_array(s->arena, s->columns.n, sizeof *s->total.amounts);
    s->total.amounts = arena_array(s->arena, s->columns.n, sizeof *s->total.amounts);
    for (size_t i = 0; i < s->rows.n; i++) {
        const struct summary_row *r = &s->rows.v[i];
        struct summary_group *g = &s->groups.v[r->group];
        g->first = g->sum.count ? g->first : i;
        g->end = i + 1;
        add_row(s, g, r, d);
    }
}

bool summary_arrange(struct summary *s, const struct summary_order *o, struct diag_list *d)
{
    struct sort sort = {.summary = s};
    bool good = true;
    for (const char *const *f = o->filters; f && *f; f++)
        good = filter_rows(s, *f, d) && good;
    good = read_sort(&sort, o->sort, d) && good;
    good = choose_group(s, o, d) && good;
    if (good && !s->rows.n)
        diag(d, SUMMARY_NONE, NULL);
    if (!good || !s->rows.n || (o->rank && !summary_rank(s, o->rank, d)))
        return false;
    find_groups(s);
    s->ranked = o->rank != NULL;
    qsort_r(s->rows.v, s->rows.n, sizeof *s->rows.v, by_wish, &sort);
    sum_up(s, d);
    summary_find_decimals(s);
    return true;
}

/* overview */

static int by_count(const void *a, const void *b)
{
    const struct summary_group *x = a, *y = b;
    if (x->sum.count != y->sum.count)
        return x->sum.count > y->sum.count ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

struct summary_tally summary_tally(const struct summary *s, size_t column)
{
    VEC(struct summary_group) found = {0};
    xmlHashTablePtr numbers = xmlHashCreate(0);
    for (size_t i = 0; i < s->rows.n; i++) {
        const struct summary_row *r = &s->rows.v[i];
        const xmlChar *name = (const xmlChar *)r->cells[column];
        uintptr_t k = (uintptr_t)xmlHashLookup(numbers, name);
        if (!k) {
            *VEC_PUSH(s->arena, &found) = (struct summary_group){
                .name = (const char *)name, .first = i, .sum.amounts = arena_array(s->arena, s->columns.n, sizeof(int64_t)),
            };
            xmlHashAddEntry(numbers, name, (void *)(k = found.n));
        }
        struct summary_sum *sum = &found.v[k - 1].sum;
        sum->count++;
        for (size_t c = 0; c < s->columns.n; c++) {
            int64_t amount;
            if (s->columns.v[c].sum && summary_amount(r->cells[c], &amount))
                __builtin_add_overflow(sum->amounts[c], amount, &sum->amounts[c]);
        }
    }
    xmlHashFree(numbers, NULL);
    if (found.n)
        qsort(found.v, found.n, sizeof *found.v, by_count);
    return (struct summary_tally){found.v, found.n};
}
