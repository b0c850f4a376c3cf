#include "sheet/import.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/i18n.h"
#include "sheet/convert.h"
#include "sheet/keys.h"
#include "sheet/reference.h"
#include "sheet/row_kind.h"

#define BUCKETS 16384
#define IMPORT_NESTING 4 /* repeated things in each other, without the row's own */

typedef VEC(struct import_value) value_list;

/* A row of a further sheet, kept until its proposal comes. */
struct kept_row {
    const char *key;
    unsigned row;
    unsigned parent[IMPORT_NESTING]; /* 上级序号: numbers of the repeated things that it lies in, outermost first */
    bool used;
    value_list values;
    struct diag_list *findings; /* at its cells; NULL: none */
    struct kept_row *next; /* in the bucket, in the order of the sheet */
};

struct kept_sheet {
    const struct plan_sheet *plan;
    unsigned key_column; /* 0: none */
    struct kept_row *bucket[BUCKETS], **end[BUCKETS];
};

struct importer {
    struct plan *plan;
    struct diag_list *d;
    struct diag_list *cells; /* findings at the cells of the row that is read */
    import_fn *fn;
    void *arg;
    const char *direction; /* of rows that don't say theirs; NULL: none is given */
    struct choices directions;
    struct arena *keep; /* rows of further sheets, keys */
    struct arena *row;  /* the proposal that is put together */
    struct kept_sheet **further;
    struct keys *keys;
    size_t counted; /* proposals, by import_count() */
    bool stopped;   /* by fn: what the rows behind hold is not known */
};

/* --- cells to values --- */

struct reader {
    struct importer *im;
    struct arena *arena; /* for the values */
    const struct plan_sheet *sheet;
    value_list *out;
};

static void add_value(struct reader *r, const struct heading_target *t, const char *text, unsigned column, unsigned row)
{
    if (text && *text)
        *VEC_PUSH(r->arena, r->out) = (struct import_value){*t, text, r->sheet, column, row};
}

static bool holds_several(const struct plan_sheet *s, const struct plan_column *c)
{
    const struct field *f = c->target.field;
    return f->repeated && f != s->base && f->n == 0 && f->kind != FIELD_RICH && f->kind != FIELD_INLINE &&
           c->target.index[record_depth(f)] == 0;
}

static void read_cell(struct reader *r, const struct plan_column *c, const struct sheet_cell *cell, unsigned row)
{
    struct loc at = plan_loc(r->arena, r->im->plan, r->sheet, c->column, row);
    struct converter converter = {r->arena, r->im->plan->programme, r->im->cells, &c->choices};
    struct heading_target t = c->target;
    const struct field *f = t.field;
    bool named = c->choices.n && choices_value(&c->choices, r->arena, convert_text(r->arena, cell));
    if (named || !holds_several(r->sheet, c) || cell->type != SHEET_TEXT) {
        add_value(r, &t, convert_cell(&converter, f, cell, c->money, &at), c->column, row);
        return;
    }
    const char *const *separators = convert_separators(f, cell->text);
    const char *rest = convert_text(r->arena, cell), *part;
    for (unsigned i = 1; (part = convert_part(r->arena, separators, &rest)) != NULL; i++) {
        struct sheet_cell one = {.type = SHEET_TEXT, .text = part};
        t.index[record_depth(f)] = i;
        add_value(r, &t, convert_cell(&converter, f, &one, c->money, &at), c->column, row);
    }
}

static unsigned column_of_field(const struct plan_sheet *s, const struct field *f)
{
    for (size_t i = 0; i < s->columns.n; i++)
        if (s->columns.v[i].use == PLAN_FIELD && s->columns.v[i].target.field == f)
            return s->columns.v[i].column;
    return 0;
}

/* What is left out is said. */
static bool is_data(struct importer *im, struct arena *a, const struct plan_sheet *s, const struct sheet_row *row)
{
    struct loc at = plan_loc(a, im->plan, s, 0, row->number);
    switch (row_kind(a, s, row)) {
    case ROW_EMPTY: break;
    case ROW_HEADING: diag(im->d, SHEET_ROW_HEADING, &at); break;
    case ROW_EXAMPLE: diag(im->d, SHEET_ROW_EXAMPLE, &at); break;
    case ROW_TOTAL: diag(im->d, SHEET_ROW_TOTAL, &at); break;
    case ROW_REMARK: diag(im->d, SHEET_ROW_REMARK, &at); break;
    case ROW_FOOT: diag(im->d, SHEET_ROW_FOOT, &at); break;
    case ROW_DATA:
        if (row->hidden)
            diag(im->d, SHEET_ROW_HIDDEN, &at);
        return true;
    }
    return false;
}

/* The findings at the cells of the row that was read, NULL when there are none; the caller's. */
static struct diag_list *take_findings(struct importer *im)
{
    if (!diag_list_count(im->cells))
        return NULL;
    struct diag_list *taken = im->cells;
    im->cells = diag_list_new();
    return taken;
}

/* --- further sheets --- */

struct keeping {
    struct importer *im;
    struct kept_sheet *sheet;
};

/* 上级序号: "2", or "2.1" where two of what the row lies in are repeated; 1 for those that aren't given. */
static void parent_numbers(struct importer *im, const struct kept_sheet *k, const struct sheet_row *row, unsigned *out)
{
    unsigned column = row_column(k->plan, PLAN_PARENT), n = 0;
    const char *text = convert_text(im->keep, row_cell(row, column)), *s = text;
    for (unsigned i = 0; i < IMPORT_NESTING; i++)
        out[i] = 1;
    while (column && n < IMPORT_NESTING) {
        size_t digits = strspn(s, "0123456789");
        unsigned long number = digits && digits < 5 ? strtoul(s, NULL, 10) : 0;
        if (!number || (s[digits] && s[digits] != '.')) {
            struct loc at = plan_loc(im->keep, im->plan, k->plan, column, row->number);
            diag(im->cells, SHEET_KEY_PARENT, &at, text);
            return;
        }
        out[n++] = (unsigned)number;
        if (!s[digits])
            return;
        s += digits + 1;
    }
}

static bool keep_row(void *arg, const struct sheet_row *row)
{
    struct keeping *k = arg;
    struct importer *im = k->im;
    const struct plan_sheet *s = k->sheet->plan;
    if (!is_data(im, im->keep, s, row))
        return true;
    struct kept_row *r = arena_alloc(im->keep, sizeof *r);
    *r = (struct kept_row){.key = row_key(im->keep, row_cell(row, k->sheet->key_column)), .row = row->number};
    parent_numbers(im, k->sheet, row, r->parent);
    struct reader reader = {im, im->keep, s, &r->values};
    for (size_t i = 0; i < s->columns.n; i++)
        if (s->columns.v[i].use == PLAN_FIELD && s->columns.v[i].column != k->sheet->key_column)
            read_cell(&reader, &s->columns.v[i], row_cell(row, s->columns.v[i].column), row->number);
    r->findings = take_findings(im);
    unsigned h = hash_name(r->key) % BUCKETS;
    struct kept_row **end = k->sheet->end[h] ? k->sheet->end[h] : &k->sheet->bucket[h];
    *end = r;
    k->sheet->end[h] = &r->next;
    return true;
}

static bool keep_sheets(struct importer *im)
{
    struct plan *p = im->plan;
    bool good = true;
    im->further = arena_array(im->keep, p->further.n + 1, sizeof *im->further);
    for (size_t i = 0; i < p->further.n && good; i++) {
        struct kept_sheet *k = im->further[i] = arena_alloc(im->keep, sizeof *k);
        k->plan = &p->further.v[i];
        k->key_column = row_column(k->plan, PLAN_KEY);
        struct loc at = plan_loc(im->keep, p, k->plan, 1, k->plan->first_row - 1);
        if (!k->key_column) {
            diag(im->d, SHEET_KEY_MISSING, &at);
            continue;
        }
        struct keeping keeping = {im, k};
        good = sheet_rows(p->book, k->plan->sheet, keep_row, &keeping, im->d);
    }
    return good;
}

/* The depths of the repeated things that a field lies in, outermost first. */
static unsigned nesting(const struct field *f, unsigned depths[IMPORT_NESTING])
{
    unsigned n = f->parent ? nesting(f->parent, depths) : 0;
    if (f->repeated && n < IMPORT_NESTING)
        depths[n++] = record_depth(f);
    return n;
}

/* The kept rows of a proposal become the repeated things of its record, numbered as they come below each parent. */
static void join(struct importer *im, struct record *record, const struct kept_sheet *k, const char *key, value_list *values)
{
    unsigned depths[IMPORT_NESTING], outer = k->plan->base->parent ? nesting(k->plan->base->parent, depths) : 0;
    unsigned own = record_depth(k->plan->base);
    for (struct kept_row *r = k->bucket[hash_name(key) % BUCKETS]; r; r = r->next) {
        if (strcmp(r->key, key) != 0)
            continue;
        r->used = true;
        if (r->findings)
            diag_list_append(im->cells, r->findings);
        struct heading_target place = {.field = k->plan->base};
        for (unsigned i = 0; i < outer; i++)
            place.index[depths[i]] = r->parent[i];
        place.index[own] = record_count(record, k->plan->base, place.index) + 1;
        for (size_t i = 0; i < r->values.n; i++) {
            struct import_value v = r->values.v[i];
            for (unsigned d = 0; d <= own; d++)
                v.target.index[d] = place.index[d] ? place.index[d] : v.target.index[d];
            record_set(record, v.target.field, v.target.index, v.text);
            *VEC_PUSH(im->row, values) = v;
        }
    }
}

static void report_unused(struct importer *im)
{
    for (size_t i = 0; i < im->plan->further.n; i++)
        for (unsigned b = 0; im->further[i] && b < BUCKETS; b++)
            for (struct kept_row *r = im->further[i]->bucket[b]; r; r = r->next) {
                struct loc at = plan_loc(im->keep, im->plan, im->further[i]->plan, im->further[i]->key_column, r->row);
                if (!r->used)
                    diag(im->d, SHEET_KEY_NOTHING, &at, r->key);
                if (!r->used && r->findings)
                    diag_list_append(im->d, r->findings);
            }
}

static void free_findings(struct importer *im)
{
    for (size_t i = 0; i < im->plan->further.n && im->further; i++)
        for (unsigned b = 0; im->further[i] && b < BUCKETS; b++)
            for (struct kept_row *r = im->further[i]->bucket[b]; r; r = r->next)
                diag_list_free(r->findings);
    diag_list_free(im->cells);
}

/* --- proposals --- */

/* False when another row has the key already. */
static bool new_key(struct importer *im, const char *key, const struct sheet_row *row)
{
    unsigned column = row_column(&im->plan->main, PLAN_KEY), before = keys_take(im->keys, key, row->number);
    struct loc at = plan_loc(im->row, im->plan, &im->plan->main, column, row->number);
    if (before)
        diag(im->d, SHEET_KEY_TWICE, &at, key, arena_printf(im->row, "%u", before));
    return !before;
}

/* Known when all rows are read: a table that numbers none of them is as good. */
static void report_numbers(struct importer *im)
{
    const struct plan_sheet *s = &im->plan->main;
    unsigned column = row_column(s, PLAN_KEY), row;
    struct loc heading = plan_loc(im->keep, im->plan, s, column, s->first_row - 1);
    struct buf gaps = {0};
    for (size_t i = 0; column && keys_unnumbered(im->keys, &i, &row);) {
        struct loc at = plan_loc(im->keep, im->plan, s, column, row);
        diag(im->d, SHEET_NUMBER_NONE, &at);
    }
    if (column && keys_gaps(im->keys, &gaps))
        diag(im->d, SHEET_NUMBER_GAP, &heading, gaps.data);
    buf_free(&gaps);
}

/* A direction by its id or by what it is called; the only one where none is said. */
static const char *direction_of(struct importer *im, const char *text)
{
    const struct programme_direction *all;
    if (text)
        return choices_value(&im->directions, im->row, text);
    return programme_directions(im->plan->programme, &all) == 1 ? all->id : NULL;
}

static void set_direction(struct importer *im, struct record *record, const struct sheet_row *row)
{
    static const unsigned none[FIELDS_DEPTH + 1];
    const struct field *f = fields_child(im->plan->root, "direction"), *programme = fields_child(im->plan->root, "programme");
    const char *text = record_get(record, f, none);
    const char *id = direction_of(im, text ? text : im->direction);
    struct loc at = plan_loc(im->row, im->plan, &im->plan->main, column_of_field(&im->plan->main, f), row->number);
    if (id)
        record_set(record, f, none, id);
    else if (text)
        diag(im->cells, SHEET_DIRECTION_UNKNOWN, &at, text);
    else
        diag(im->cells, SHEET_DIRECTION_MISSING, &at);
    record_set(record, programme, none, programme_id(im->plan->programme));
}

static const char *title_of(const struct plan *p, const struct record *r)
{
    static const unsigned none[FIELDS_DEPTH + 1];
    const struct field *f = fields_child(p->root, "title");
    const char *text = f ? record_get(r, f, none) : NULL;
    return text ? text : "";
}

/* What headings imply gives way to what a cell says. */
static void set_values(struct record *record, const value_list *values)
{
    for (size_t i = 0; i < values->n; i++)
        record_set(record, values->v[i].target.field, values->v[i].target.index, values->v[i].text);
    for (size_t i = 0; i < values->n; i++) {
        const struct heading_target *t = &values->v[i].target;
        if (t->implied && !record_get(record, t->implied, t->index))
            record_set(record, t->implied, t->index, t->value);
    }
}

/* Names of the proposal's own things are read when all of these are known; a name that means none stays what it is. */
static void set_references(struct importer *im, struct record *record, const value_list *values)
{
    struct references all = {.arena = im->row, .record = record, .named = true};
    for (size_t i = 0; i < values->n; i++) {
        struct import_value *v = &values->v[i];
        const struct field *f = v->target.field;
        struct loc at = f->refers ? plan_loc(im->row, im->plan, v->sheet, v->column, v->row) : (struct loc){0};
        const char *id = f->refers ? reference_id(&all, record, f, v->text, &at, im->cells) : NULL;
        if (!id)
            continue;
        v->text = id;
        record_set(record, f, v->target.index, id);
    }
}

static bool main_row(void *arg, const struct sheet_row *row)
{
    struct importer *im = arg;
    const struct plan_sheet *s = &im->plan->main;
    arena_reset(im->row);
    if (!is_data(im, im->row, s, row))
        return true;
    unsigned key_column = row_column(s, PLAN_KEY);
    const char *key = row_key(im->row, row_cell(row, key_column));
    if (!new_key(im, key, row))
        return true;
    struct record *record = record_new(im->row, im->plan->root);
    value_list values = {0};
    struct reader reader = {im, im->row, s, &values};
    for (size_t i = 0; i < s->columns.n; i++)
        if (s->columns.v[i].use == PLAN_FIELD)
            read_cell(&reader, &s->columns.v[i], row_cell(row, s->columns.v[i].column), row->number);
    set_values(record, &values);
    for (size_t i = 0; i < im->plan->further.n; i++)
        if (*key)
            join(im, record, im->further[i], key, &values);
    set_references(im, record, &values);
    set_direction(im, record, row);
    for (size_t i = 0; i < im->plan->defaults.n; i++)
        record_default(record, im->plan->defaults.v[i].field, im->plan->defaults.v[i].value);
    struct import_row out = {
        .plan = im->plan, .values = values.v, .nvalues = values.n, .record = record, .key = *key ? key : arena_printf(im->row, "%u", row->number), .title = title_of(im->plan, record),
        .numbered = *key != 0,
        .row = row->number, .place = plan_loc(im->row, im->plan, s, 0, row->number).file, .findings = im->cells,
    };
    im->stopped = !im->fn(im->arg, &out);
    diag_list_free(take_findings(im));
    return !im->stopped;
}

static bool count_row(void *arg, const struct sheet_row *row)
{
    struct importer *im = arg;
    const struct plan_sheet *s = &im->plan->main;
    arena_reset(im->row);
    if (!is_data(im, im->row, s, row))
        return true;
    const char *key = row_key(im->row, row_cell(row, row_column(s, PLAN_KEY)));
    im->counted += new_key(im, key, row);
    return true;
}

static struct importer *importer_new(struct plan *p, struct diag_list *d)
{
    struct importer *im = xcalloc(1, sizeof *im);
    *im = (struct importer){.plan = p, .d = d, .keep = arena_new(), .row = arena_new(), .cells = diag_list_new()};
    im->keys = keys_new(im->keep);
    im->directions = choices_directions(im->keep, p->programme);
    return im;
}

static void importer_free(struct importer *im)
{
    free_findings(im);
    arena_free(im->row);
    arena_free(im->keep);
    free(im);
}

bool import_count(struct plan *p, size_t *n, struct diag_list *d)
{
    struct importer *im = importer_new(p, d);
    bool good = sheet_rows(p->book, p->main.sheet, count_row, im, d);
    *n = im->counted;
    importer_free(im);
    return good;
}

bool import_rows(struct plan *p, const char *direction, import_fn *fn, void *arg, struct diag_list *d)
{
    struct importer *im = importer_new(p, d);
    im->fn = fn;
    im->arg = arg;
    im->direction = direction;
    bool good = keep_sheets(im) && sheet_rows(p->book, p->main.sheet, main_row, im, d);
    if (good && !im->stopped) {
        report_unused(im);
        report_numbers(im);
    }
    importer_free(im);
    return good;
}
