/* Record-oriented XML: the children that repeat below the root, or below the first level that has repeated ones, are rows;
 * their attributes and descendants with text are columns, called by the names on the way. A name that stands several times
 * in one record is numbered from the second on: 技术, 技术2. Each kind of record is a sheet, its first row the names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/limits.h"
#include "sheet/book.h"
#include "sheet/cell.h"
#include "sheet/sax.h"

#define LEVELS 16 /* a record lies at most so deep, and its fields so much deeper */

/* --- the survey: where the records are --- */

/* An element name on one way from the root. */
struct kind {
    const char *name;
    struct kind *parent, *first, *next; /* first child, next sibling */
    unsigned depth;     /* the root: 0 */
    bool inside;        /* it has attributes or elements: it can be a record */
    bool repeated;      /* two of them stand under one parent */
    size_t under, last; /* how many under the parent that is open, and which one that is */
    size_t serial;      /* counts its elements */
};

struct survey {
    struct arena *arena;
    struct kind *root, *open;
    unsigned depth, too_deep, kinds;
};

static struct kind *kind_below(struct survey *s, struct kind *parent, const char *name)
{
    for (struct kind *k = parent ? parent->first : s->root; k; k = k->next)
        if (strcmp(k->name, name) == 0)
            return k;
    if (s->kinds++ == LIMIT_SHEET_COLUMNS)
        return NULL;
    struct kind *k = arena_alloc(s->arena, sizeof *k);
    *k = (struct kind){.name = arena_strdup(s->arena, name), .parent = parent, .depth = parent ? parent->depth + 1 : 0};
    struct kind **end = parent ? &parent->first : &s->root;
    while (*end)
        end = &(*end)->next;
    *end = k;
    return k;
}

static void survey_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns;
    struct survey *s = arg;
    struct kind *k = s->too_deep || s->depth == LEVELS ? NULL : kind_below(s, s->open, name);
    if (!k) {
        s->too_deep++;
        return;
    }
    s->depth++;
    k->serial++;
    k->inside |= a->n > 0;
    if (k->parent) {
        k->parent->inside = true;
        k->under = k->last == k->parent->serial ? k->under + 1 : 1;
        k->last = k->parent->serial;
        k->repeated |= k->under > 1;
    }
    s->open = k;
}

static void survey_end(void *arg, const char *ns, const char *name)
{
    (void)ns, (void)name;
    struct survey *s = arg;
    if (s->too_deep) {
        s->too_deep--;
        return;
    }
    s->depth--;
    s->open = s->open->parent;
}

/* The least depth at which records repeat; without any, the root's children. */
static void find_depth(const struct kind *k, unsigned *depth)
{
    for (; k; k = k->next) {
        if (k->repeated && k->inside && k->depth < *depth)
            *depth = k->depth;
        find_depth(k->first, depth);
    }
}

static const char *path_of(struct arena *a, const struct kind *k)
{
    return k->parent ? arena_printf(a, "%s/%s", path_of(a, k->parent), k->name) : k->name;
}

static void add_sheets(struct sheet_book *b, const struct kind *k, unsigned depth)
{
    for (; k; k = k->next) {
        if (k->depth == depth && k->inside && b->sheets.n < LIMIT_SHEET_SHEETS)
            *VEC_PUSH(b->arena, &b->sheets) =
                (struct book_sheet){.info = {.name = arena_strdup(b->arena, k->name)}, .part = path_of(b->arena, k)};
        add_sheets(b, k->first, depth);
    }
}

static bool survey(struct sheet_book *b, struct diag_list *d)
{
    static const struct sax_events events = {.start = survey_start, .end = survey_end};
    struct survey s = {.arena = arena_new()};
    struct stream *in = stream_file(b->path, d);
    bool ok = in && sax_run(in, b->path, &events, &s, NULL, d);
    stream_close(in);
    unsigned depth = LEVELS;
    find_depth(s.root, &depth);
    if (ok)
        add_sheets(b, s.root, depth < LEVELS ? depth : 1);
    arena_free(s.arena);
    return ok;
}

/* --- rows --- */

struct field {
    const char *name;
    struct field *next; /* of the same hash */
    unsigned column;    /* 0: it has no text itself, as far as is known */
    unsigned count;     /* how often the name stood in the record of this serial */
    size_t record;
};

/* The names of all records of a sheet: gathered once, for it takes a reading of the whole file. In the book's arena. */
struct record_names {
    struct field *table[1024];
    VEC(const char *) columns;
    size_t serial; /* of the last record that was read */
};

struct records {
    struct sheet_book *b;
    struct diag_list *d;
    struct rows *rows;      /* NULL: the names are gathered */
    struct sax *sax;
    struct record_names *names;
    const char *wanted;     /* the record's way from the root */
    struct buf path, field; /* of the element that is open; the record's part of it, numbered */
    unsigned depth, record; /* `record`: depth of the record that is open; 0: none */
    size_t path_end[LIMIT_DEPTH + 1], field_end[LIMIT_DEPTH + 1];
    bool leaf, over, full;
    struct buf text;
};

/* NULL: the name is new when all were gathered. Every name has a column or leads to one that has, which limits them. */
static struct field *field_of(struct records *r, const char *name)
{
    struct field **at = &r->names->table[hash_name(name) % 1024];
    for (struct field *f = *at; f; f = f->next)
        if (strcmp(f->name, name) == 0)
            return f;
    if (r->rows)
        return NULL;
    struct field *f = arena_alloc(r->b->arena, sizeof *f);
    *f = (struct field){.name = arena_strdup(r->b->arena, name), .next = *at};
    *at = f;
    return f;
}

/* The column of a name; a new one while the names are gathered. 0: none. */
static unsigned column_of(struct records *r, const char *name)
{
    struct field *f = field_of(r, name);
    if (!f || f->column || r->rows)
        return f ? f->column : 0;
    if (r->names->columns.n == LIMIT_SHEET_COLUMNS) {
        r->full = true;
        sax_stop(r->sax);
        return 0;
    }
    *VEC_PUSH(r->b->arena, &r->names->columns) = f->name;
    return f->column = (unsigned)r->names->columns.n;
}

/* How often the name stood in this record, this time included. */
static unsigned count(struct records *r, const char *name)
{
    struct field *f = field_of(r, name);
    if (!f)
        return 1;
    f->count = f->record == r->names->serial ? f->count + 1 : 1;
    f->record = r->names->serial;
    return f->count;
}

static void put(struct records *r, const char *name, const char *text)
{
    unsigned column = column_of(r, name);
    if (!r->rows || !column || !*text)
        return;
    struct sheet_cell c = {.type = SHEET_TEXT, .text = text};
    rows_cell(r->rows, column, &c, (struct rows_span){1, 1, 1});
}

static void put_attributes(struct records *r, const struct sax_attributes *a)
{
    const char *const *v = a->raw;
    for (size_t i = 0; i < a->n; i++, v += 5) {
        struct buf name = {0};
        buf_printf(&name, "%s%s%s", r->field.n ? r->field.data : "", r->field.n ? " " : "", v[0]);
        put(r, name.data, r->rows ? arena_strndup(rows_arena(r->rows), v[3], (size_t)(v[4] - v[3])) : "");
        buf_free(&name);
    }
}

static void record_begins(struct records *r)
{
    r->record = r->depth;
    r->field.n = 0;
    r->names->serial++;
    if (r->rows)
        rows_begin(r->rows, 0, false);
}

static void field_begins(struct records *r, const char *name)
{
    if (r->field.n)
        buf_putc(&r->field, ' ');
    buf_puts(&r->field, name);
    unsigned n = count(r, r->field.data);
    if (n > 1)
        buf_printf(&r->field, "%u", n);
}

static void look_for_record(struct records *r, const char *name)
{
    if (r->path.n)
        buf_putc(&r->path, '/');
    buf_puts(&r->path, name);
    if (strcmp(r->path.data, r->wanted) == 0)
        record_begins(r);
}

static void start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns;
    struct records *r = arg;
    r->path_end[r->depth] = r->path.n;
    r->field_end[r->depth] = r->field.n;
    r->depth++;
    r->text.n = 0;
    r->leaf = true;
    if (r->record)
        field_begins(r, name);
    else
        look_for_record(r, name);
    if (r->record)
        put_attributes(r, a);
}

static void cut(struct buf *b, size_t n)
{
    b->n = n;
    if (b->data)
        b->data[n] = '\0';
}

static void end(void *arg, const char *ns, const char *name)
{
    (void)ns, (void)name;
    struct records *r = arg;
    if (r->record && r->leaf && r->depth > r->record)
        put(r, r->field.data, r->rows ? cell_copy(rows_arena(r->rows), &r->text) : "");
    if (r->record == r->depth) {
        r->record = 0;
        if (r->rows && !rows_end(r->rows, 1))
            sax_stop(r->sax);
    }
    r->leaf = false;
    r->depth--;
    cut(&r->path, r->path_end[r->depth]);
    cut(&r->field, r->field_end[r->depth]);
}

static void text(void *arg, const char *s, size_t n)
{
    struct records *r = arg;
    if (r->rows && r->record && r->leaf)
        cell_text(&r->text, s, n, &r->over);
}

static bool run(struct records *r)
{
    static const struct sax_events events = {.start = start, .end = end, .text = text};
    struct stream *s = stream_file(r->b->path, r->d);
    bool ok = s && sax_run(s, r->b->path, &events, r, &r->sax, r->d);
    stream_close(s);
    struct loc at = book_loc(r->b->path);
    if (r->full)
        diag(r->d, SHEET_TOO_MANY_COLUMNS, &at, arena_printf(r->b->arena, "%d", LIMIT_SHEET_COLUMNS));
    cut(&r->path, 0);
    cut(&r->field, 0);
    r->depth = r->record = 0;
    return book_within(r->b, false, r->over, r->d) && ok && !r->full;
}

static bool heading(struct records *r, struct rows *rows)
{
    rows_begin(rows, 1, false);
    for (size_t i = 0; i < r->names->columns.n; i++) {
        struct sheet_cell c = {.type = SHEET_TEXT, .text = r->names->columns.v[i]};
        rows_cell(rows, (unsigned)i + 1, &c, (struct rows_span){1, 1, 1});
    }
    return rows_end(rows, 1);
}

static bool know_names(struct records *r, struct book_sheet *s)
{
    r->names = s->names ? s->names : arena_alloc(r->b->arena, sizeof *r->names);
    if (s->names)
        return true;
    bool ok = run(r);
    s->names = ok ? r->names : NULL;
    return ok;
}

static bool rows(struct sheet_book *b, size_t i, struct rows *out, struct diag_list *d)
{
    struct records *r = xcalloc(1, sizeof *r);
    *r = (struct records){.b = b, .d = d, .wanted = b->sheets.v[i].part};
    bool ok = know_names(r, &b->sheets.v[i]);
    if (ok && heading(r, out)) {
        r->rows = out;
        ok = run(r);
    }
    buf_free(&r->path);
    buf_free(&r->field);
    buf_free(&r->text);
    free(r);
    return ok;
}

const struct book_reader book_records = {survey, rows};
