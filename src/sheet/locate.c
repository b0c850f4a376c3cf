#include "sheet/locate.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "programme/wording.h"

/* What stands for a field, or for something below it. */
struct holder {
    const struct field *field;
    const struct plan_sheet *sheet;
    const struct import_value *value;  /* of the row's values; or */
    const struct plan_column *column;  /* of the columns that a sheet has */
    struct holder *next;               /* of the same bucket, in their order */
};

#define BUCKETS 512

struct holders {
    struct holder *first[BUCKETS], **end[BUCKETS];
};

/* A map has a line for each element of the proposal, and for each child or attribute that it has or could have:
 * XPath TAB label TAB v for a value, else - TAB place. Attributes and children by their label, the element itself by its own. */
struct locating {
    const struct import_row *row;
    struct arena *index, *arena; /* arena: for one element */
    struct holders values, columns;
    struct buf map;
};

/* A place in a proposal: a field and which of the repeated ones. */
struct spot {
    const struct field *field;
    unsigned index[FIELDS_DEPTH + 1];
};

/* --- what holds a field --- */

static size_t bucket_of(const struct field *f)
{
    return ((uintptr_t)f / sizeof *f) % BUCKETS;
}

/* Holds the field, and all that it lies in. */
static void add_holder(struct locating *l, struct holders *to, const struct field *f, struct holder h)
{
    for (; f; f = f->parent) {
        size_t b = bucket_of(f);
        struct holder **end = to->end[b] ? to->end[b] : &to->first[b];
        h.field = f;
        *end = arena_dup(l->index, &h, sizeof h);
        to->end[b] = &(*end)->next;
    }
}

static void add_columns(struct locating *l, const struct plan_sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns.n; i++)
        if (sheet->columns.v[i].use == PLAN_FIELD)
            add_holder(l, &l->columns, sheet->columns.v[i].target.field, (struct holder){.sheet = sheet, .column = &sheet->columns.v[i]});
}

static void add_holders(struct locating *l)
{
    const struct plan *p = l->row->plan;
    for (size_t i = 0; i < l->row->nvalues; i++)
        add_holder(l, &l->values, l->row->values[i].target.field, (struct holder){.value = &l->row->values[i]});
    add_columns(l, &p->main);
    for (size_t i = 0; i < p->further.n; i++)
        add_columns(l, &p->further.v[i]);
}

/* Is f the field, or something below it? */
static bool is_within(const struct field *f, const struct field *of)
{
    while (f && f != of)
        f = f->parent;
    return f != NULL;
}

/* Do both mean the same of the repeated things down to `depth`? A heading without a number means the first. */
static bool same_index(const unsigned *a, const unsigned *b, unsigned depth)
{
    for (unsigned d = 0; d <= depth; d++)
        if (a[d] != b[d] && (a[d] ? a[d] : 1) != (b[d] ? b[d] : 1))
            return false;
    return true;
}

static const char *cell_of(struct locating *l, const struct plan_sheet *s, unsigned column, unsigned row)
{
    return plan_loc(l->arena, l->row->plan, s, column, row).file;
}

/* The first cell that a value of the spot, or of what lies below it, came from. */
static const char *filled_cell(struct locating *l, const struct spot *s)
{
    unsigned depth = record_depth(s->field);
    for (const struct holder *h = l->values.first[bucket_of(s->field)]; h; h = h->next)
        if (h->field == s->field && same_index(h->value->target.index, s->index, depth))
            return cell_of(l, h->value->sheet, h->value->column, h->value->row);
    return NULL;
}

static const char *column_for(struct locating *l, const struct plan_sheet *sheet, unsigned row, const struct spot *s)
{
    unsigned depth = record_depth(s->field), base = record_depth(sheet->base);
    for (const struct holder *h = l->columns.first[bucket_of(s->field)]; h; h = h->next) {
        if (h->field != s->field || h->sheet != sheet)
            continue;
        struct heading_target t = h->column->target;
        memcpy(t.index, s->index, (base + 1) * sizeof *t.index); /* which of the sheet's own things is said by the row */
        if (same_index(t.index, s->index, depth))
            return cell_of(l, sheet, h->column->column, row);
    }
    return NULL;
}

/* The row of a further sheet whose thing the spot lies in. */
static const struct import_value *row_of(struct locating *l, const struct plan_sheet *sheet, const struct spot *s)
{
    const struct import_value *v = l->row->values;
    for (size_t i = 0; i < l->row->nvalues; i++)
        if (v[i].sheet == sheet && same_index(v[i].target.index, s->index, record_depth(sheet->base)))
            return &v[i];
    return NULL;
}

/* The cell in which its value would stand. */
static const char *empty_cell(struct locating *l, const struct spot *s)
{
    const struct plan *p = l->row->plan;
    for (size_t i = 0; i < p->further.n; i++) {
        const struct plan_sheet *sheet = &p->further.v[i];
        const struct import_value *v = is_within(s->field, sheet->base) ? row_of(l, sheet, s) : NULL;
        const char *cell = v ? column_for(l, sheet, v->row, s) : NULL;
        if (cell)
            return cell;
    }
    return column_for(l, &p->main, l->row->row, s);
}

/* The row of a further sheet for the thing that the spot lies in; NULL: the proposal's own row. */
static const char *outer_row(struct locating *l, const struct spot *s)
{
    const struct plan *p = l->row->plan;
    for (const struct field *f = s->field; f->parent; f = f->parent)
        for (size_t i = 0; i < p->further.n; i++) {
            const struct plan_sheet *sheet = &p->further.v[i];
            const struct import_value *v = sheet->base == f ? row_of(l, sheet, s) : NULL;
            if (v)
                return cell_of(l, sheet, 0, v->row);
        }
    return NULL;
}

/* Where the table has no column for it, the row is told and no cell, which would be the wrong one. */
static void add_line(struct locating *l, const char *path, const struct spot *s)
{
    const char *place = filled_cell(l, s);
    place = place ? place : empty_cell(l, s);
    place = place ? place : outer_row(l, s);
    buf_puts(&l->map, path);
    buf_putc(&l->map, '\t');
    buf_puts(&l->map, s->field->label ? s->field->label : "");
    buf_puts(&l->map, s->field->kind != FIELD_GROUP ? "\tv\t" : "\t-\t");
    buf_puts(&l->map, place ? place : l->row->place);
    buf_putc(&l->map, '\n');
}

static void visit(void *arg, const char *path, const struct field *f, const unsigned *index)
{
    struct locating *l = arg;
    struct spot s = {.field = f};
    memcpy(s.index, index, sizeof s.index);
    arena_reset(l->arena);
    if (f->parent)
        add_line(l, path, &s);
    else
        buf_printf(&l->map, "%s\t\t-\t%s\n", path, l->row->place);
    for (size_t i = 0; i < f->n; i++) {
        s.field = &f->children[i];
        unsigned depth = record_depth(s.field);
        s.index[depth] = 0;
        if (s.field->attribute) {
            const char *step = arena_printf(l->arena, "%s/@%s", path, s.field->name);
            add_line(l, step, &s);
        }
        if (s.field->label && depth <= FIELDS_DEPTH)
            add_line(l, path, &s);
    }
}

char *locate_map(const struct import_row *row)
{
    struct locating l = {.row = row, .index = arena_new(), .arena = arena_new()};
    buf_puts(&l.map, "");
    add_holders(&l);
    record_walk(row->record, visit, &l);
    arena_free(l.arena);
    arena_free(l.index);
    return buf_steal(&l.map);
}

/* --- using a map --- */

/* A step is any element by its number, which is left out in front of the only one. */
static char *canonical(const char *path)
{
    struct buf b = {0};
    buf_puts(&b, "");
    for (const char *s = path; *s == '/'; s += strcspn(s, "/")) {
        s++;
        size_t n = strcspn(s, "/"), name = strcspn(s, "[/");
        if (*s == '@')
            buf_printf(&b, "/%.*s", (int)n, s);
        else
            buf_printf(&b, "/*%.*s", name < n ? (int)(n - name) : 3, name < n ? s + name : "[1]");
    }
    return buf_steal(&b);
}

struct line {
    const char *place; /* NULL: there is none */
    size_t n;
    bool value;
};

/* The line of a path, or of its child with that label; label NULL: any. */
static struct line find_line(const char *map, const char *path, size_t n, const char *label)
{
    for (const char *s = map; *s; s += strcspn(s, "\n") + 1) {
        if (strncmp(s, path, n) != 0 || s[n] != '\t')
            continue;
        const char *own = s + n + 1, *kind = own + strcspn(own, "\t") + 1;
        if (label && (strlen(label) != (size_t)(kind - own) - 1 || strncmp(own, label, strlen(label)) != 0))
            continue;
        return (struct line){kind + 2, strcspn(kind + 2, "\n"), *kind == 'v'};
    }
    return (struct line){0};
}

/* Of what the label says; else of the path itself, or of what it lies in (within rich text). */
static struct line line_of(const char *map, const struct diag_record *r)
{
    char *path = canonical(r->path);
    size_t n = strlen(path);
    struct line l = r->place ? find_line(map, path, n, r->place) : (struct line){0};
    while (!l.place && n > 1) {
        l = find_line(map, path, n, NULL);
        while (n > 1 && path[--n] != '/')
            ;
    }
    free(path);
    return l;
}

char *locate_finding(const char *map, const struct diag_record *r)
{
    struct line l = r->path ? line_of(map, r) : (struct line){0};
    char *cell = l.place ? strndup(l.place, l.n) : NULL;
    if (l.place && !cell)
        base_die_oom();
    return cell;
}

struct element {
    char *path; /* canonical */
    size_t n;
};

/* Is the line about one of the elements, or about one of their children or attributes? Of the proposal's own line the element alone. */
static bool is_about(const char *line, const struct element *elements, size_t n)
{
    size_t length = strcspn(line, "\t");
    const char *attribute = memchr(line, '@', length);
    size_t own = attribute ? (size_t)(attribute - line) - 1 : length;
    for (size_t i = 0; i < n; i++)
        if (elements[i].n == own && !memcmp(elements[i].path, line, own))
            return i || attribute || line[length + 1] == '\t';
    return false;
}

char *locate_part(const char *map, const char *const *paths, size_t n)
{
    struct buf b = {0};
    struct element *elements = xcalloc(n + 1, sizeof *elements);
    for (size_t i = 0; i < n; i++) {
        elements[i].path = canonical(paths[i]);
        elements[i].n = strlen(elements[i].path);
    }
    buf_puts(&b, "");
    for (const char *s = map; *s; s += strcspn(s, "\n") + 1)
        if (is_about(s, elements, n))
            buf_add(&b, s, strcspn(s, "\n") + 1);
    for (size_t i = 0; i < n; i++)
        free(elements[i].path);
    free(elements);
    return buf_steal(&b);
}

static bool has_error_at(const struct diag_list *d, const char *place)
{
    for (size_t i = 0; i < diag_list_count(d); i++) {
        const struct diag_record *r = diag_list_at(d, i);
        if (r->severity >= DIAG_ERROR && r->loc.file && strcmp(r->loc.file, place) == 0)
            return true;
    }
    return false;
}

static bool follows(void *arg, size_t i)
{
    const bool *which = arg;
    return which[i];
}

/* Rules and the schema name elements; a table has the labels as its headings. */
static void reword(struct programme *p, struct diag_list *findings, size_t i)
{
    const struct diag_record *r = diag_list_at(findings, i);
    for (size_t arg = 0; !r->text && r->args[arg]; arg++) {
        struct buf label = {0};
        wording_labels(&label, p, r->args[arg]);
        diag_list_set_arg(findings, i, arg, label.data ? label.data : "");
        buf_free(&label);
    }
    if (!r->text)
        return;
    struct buf text = {0};
    wording_plain(&text, p, r->text, r->place);
    diag_list_set_text(findings, i, text.data ? text.data : "");
    buf_free(&text);
}

void locate_findings(const char *map, const char *place, struct programme *p, const struct diag_list *cells, struct diag_list *findings)
{
    size_t n = diag_list_count(findings);
    bool *known = xcalloc(n + 1, sizeof *known);
    for (size_t i = 0; i < n; i++) {
        const struct diag_record *r = diag_list_at(findings, i);
        if (!r->loc.file || strcmp(r->loc.file, place) != 0)
            continue;
        struct line l = r->path ? line_of(map, r) : (struct line){0};
        char *cell = l.place ? strndup(l.place, l.n) : xstrdup(place);
        if (!cell)
            base_die_oom();
        diag_list_set_file(findings, i, cell);
        if (p)
            reword(p, findings, i);
        known[i] = l.value && has_error_at(cells, cell);
        free(cell);
    }
    diag_list_drop_if(findings, 0, follows, known);
    free(known);
}

/* --- back --- */

/* "F12", "12", "AB": letters and digits, nothing behind. */
static bool read_cell_name(const char *s, struct locate_cell *out)
{
    out->column = out->row = 0;
    for (; *s >= 'A' && *s <= 'Z' && out->column < 100000; s++)
        out->column = out->column * 26 + (unsigned)(*s - 'A') + 1;
    size_t digits = strspn(s, "0123456789");
    if (digits > 9 || s[digits])
        return false;
    out->row = digits ? (unsigned)strtoul(s, NULL, 10) : 0;
    return out->row > 0;
}

bool locate_place(const struct sheet_book *book, const char *path, const char *place, struct locate_cell *out)
{
    size_t n = strlen(path);
    if (strncmp(place, path, n) != 0)
        return false;
    place += n;
    for (size_t i = 0; i < sheet_count(book); i++) {
        const char *name = sheet_info(book, i)->name;
        size_t length = strlen(name);
        bool here = length == 0 ? *place == '!' : *place == '[' && strncmp(place + 1, name, length) == 0 &&
                                                      strncmp(place + 1 + length, "]!", 2) == 0;
        out->sheet = i;
        if (here && read_cell_name(place + (length ? length + 3 : 1), out))
            return true;
    }
    return false;
}
