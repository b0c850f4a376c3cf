#include "xslt/lists.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "xslt/words.h"

struct row {
    char **field;
    size_t n;
    size_t number; /* in the file, so that rows of one key keep their order */
};

struct list {
    char *name, *file;
    bool read, good;
    struct arena *arena; /* rows and fields */
    char **head;
    size_t columns, rows;
    struct row *row; /* sorted by key */
    struct list *next;
};

struct lists {
    struct list *first;
};

struct csv {
    struct arena *arena;
    const char *s, *end;
    unsigned line;
};

struct lists *lists_new(void)
{
    return xcalloc(1, sizeof(struct lists));
}

char **lists_names_in(const char *folder)
{
    struct buf path = {0};
    buf_printf(&path, "%s/lists", folder);
    char **names = file_list(path.data);
    size_t n = 0;
    for (size_t i = 0; names && names[i]; i++) {
        size_t length = strlen(names[i]);
        bool list = length > 4 && !strcmp(names[i] + length - 4, ".csv");
        names[i][list ? length - 4 : length] = '\0';
        if (list)
            names[n++] = names[i];
        else
            free(names[i]);
    }
    if (names)
        names[n] = NULL;
    buf_free(&path);
    return names;
}

static void forget(struct list *l)
{
    if (l->arena)
        arena_free(l->arena);
    l->arena = NULL;
    l->read = l->good = false;
    l->rows = l->columns = 0;
}

void lists_free(struct lists *l)
{
    if (!l)
        return;
    for (struct list *i = l->first, *next; i; i = next) {
        next = i->next;
        forget(i);
        free(i->name);
        free(i->file);
        free(i);
    }
    free(l);
}

static struct list *find(const struct lists *l, const char *name)
{
    struct list *i = l ? l->first : NULL;
    while (i && strcmp(i->name, name))
        i = i->next;
    return i;
}

void lists_add(struct lists *l, const char *name, const char *file)
{
    struct list *i = find(l, name);
    if (i) {
        forget(i);
        free(i->file);
    } else {
        i = xcalloc(1, sizeof *i);
        i->name = xstrdup(name);
        i->next = l->first;
        l->first = i;
    }
    i->file = xstrdup(file);
}

const char *lists_file(const struct lists *l, const char *name)
{
    const struct list *i = find(l, name);
    return i ? i->file : NULL;
}

const char *lists_name(const struct lists *l, size_t i)
{
    const struct list *x = l->first;
    for (; x && i; i--)
        x = x->next;
    return x ? x->name : NULL;
}

static char *trimmed(struct arena *a, const char *s, size_t n)
{
    while (n && (*s == ' ' || *s == '\t'))
        s++, n--;
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\t' || s[n - 1] == '\r'))
        n--;
    return arena_strndup(a, s, n);
}

/* A quoted field; false when its closing quote is missing. */
static bool quoted(struct csv *c, char **out)
{
    struct buf b = {0};
    c->s++;
    while (c->s < c->end && !(c->s[0] == '"' && (c->s + 1 == c->end || c->s[1] != '"'))) {
        c->line += *c->s == '\n';
        c->s += *c->s == '"';
        buf_putc(&b, *c->s++);
    }
    bool closed = c->s < c->end;
    c->s += closed;
    *out = buf_keep(&b, c->arena);
    while (c->s < c->end && *c->s != ',' && *c->s != '\n')
        c->s++;
    return closed;
}

static bool next_field(struct csv *c, char **out)
{
    while (c->s < c->end && (*c->s == ' ' || *c->s == '\t'))
        c->s++;
    if (c->s < c->end && *c->s == '"')
        return quoted(c, out);
    const char *from = c->s;
    while (c->s < c->end && *c->s != ',' && *c->s != '\n')
        c->s++;
    *out = trimmed(c->arena, from, (size_t)(c->s - from));
    return true;
}

/* A record and its line end. False: a quote is not closed. */
static bool next_record(struct csv *c, char ***fields, size_t *n)
{
    VEC(char *) v = {0};
    for (;;) {
        char *f;
        if (!next_field(c, &f))
            return false;
        *VEC_PUSH(c->arena, &v) = f;
        if (c->s < c->end && *c->s == ',') {
            c->s++;
            continue;
        }
        break;
    }
    if (c->s < c->end)
        c->s++, c->line++;
    *fields = v.v;
    *n = v.n;
    return true;
}

static bool skip_remarks(struct csv *c)
{
    while (c->s < c->end && (*c->s == '#' || *c->s == '\n' || *c->s == '\r')) {
        while (c->s < c->end && *c->s != '\n')
            c->s++;
        if (c->s < c->end)
            c->s++, c->line++;
    }
    return c->s < c->end;
}

static int by_key(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = strcmp(x->field[0], y->field[0]);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static bool has_all_columns(const struct list *l, const struct row *r, const struct loc *loc, struct diag_list *d)
{
    char fields[24], columns[24];
    if (r->n > l->columns)
        diag(d, LIST_COLUMNS, loc);
    snprintf(fields, sizeof fields, "%zu", r->n);
    snprintf(columns, sizeof columns, "%zu", l->columns);
    if (r->n < l->columns)
        diag(d, LIST_SHORT, loc, fields, columns);
    return r->n == l->columns;
}

static bool parse(struct list *l, struct csv *c, struct diag_list *d)
{
    VEC(struct row) rows = {0};
    bool good = true;
    if (!skip_remarks(c) || !next_record(c, &l->head, &l->columns)) {
        struct loc loc = {.file = l->file, .line = c->line};
        diag(d, LIST_EMPTY, &loc);
        return false;
    }
    while (skip_remarks(c)) {
        struct row r = {.number = rows.n};
        struct loc loc = {.file = l->file, .line = c->line};
        if (!next_record(c, &r.field, &r.n)) {
            diag(d, LIST_QUOTE, &loc);
            return false;
        }
        good = has_all_columns(l, &r, &loc, d) && good;
        if (*r.field[0])
            *VEC_PUSH(l->arena, &rows) = r;
    }
    if (rows.n)
        qsort(rows.v, rows.n, sizeof *rows.v, by_key);
    l->row = rows.v;
    l->rows = rows.n;
    return good;
}

static bool read_list(struct list *l, struct diag_list *d)
{
    struct buf b = {0};
    struct loc loc = {.file = l->file};
    if (l->read)
        return l->good;
    l->read = true;
    if (!file_read(l->file, LIMIT_INPUT_BYTES, &b, d))
        return false;
    l->arena = arena_new();
    struct csv c = {.arena = l->arena, .s = b.data ? b.data : "", .line = 1};
    c.end = c.s + b.n;
    if (b.n >= 3 && !memcmp(c.s, "\xEF\xBB\xBF", 3))
        c.s += 3;
    if (!utf8_valid(c.s, (size_t)(c.end - c.s)))
        diag(d, LIST_NOT_UTF8, &loc);
    else
        l->good = parse(l, &c, d);
    buf_free(&b);
    return l->good;
}

static struct list *known(struct lists *l, const char *name)
{
    struct list *i = find(l, name);
    if (i && !i->read) {
        struct diag_list *d = diag_list_new();
        read_list(i, d);
        diag_list_free(d);
    }
    return i && i->good ? i : NULL;
}

bool lists_check(struct lists *l, const char *name, struct diag_list *d)
{
    struct list *i = find(l, name);
    if (!i)
        return false;
    if (i->read && !i->good)
        forget(i);
    return read_list(i, d);
}

bool lists_known(struct lists *l, const char *name)
{
    return known(l, name) != NULL;
}

/* The first row with the key. */
static const struct row *lookup(const struct list *l, const char *key)
{
    size_t lo = 0, hi = l->rows;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strcmp(l->row[mid].field[0], key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < l->rows && !strcmp(l->row[lo].field[0], key) ? &l->row[lo] : NULL;
}

bool lists_has(struct lists *l, const char *name, const char *key)
{
    const struct list *i = known(l, name);
    return i && lookup(i, key);
}

/* Which column has that name; NULL is the second. */
static size_t column_of(const struct list *i, const char *column)
{
    size_t c = 1;
    if (column)
        for (c = 0; c < i->columns && strcmp(i->head[c], column);)
            c++;
    return c;
}

const char *lists_get(struct lists *l, const char *name, const char *key, const char *column)
{
    const struct list *i = known(l, name);
    const struct row *r = i ? lookup(i, key) : NULL;
    size_t c = r ? column_of(i, column) : 0;
    return r && c < r->n ? r->field[c] : NULL;
}

const char *lists_key(struct lists *l, const char *name, const char *column, const char *value)
{
    const struct list *i = known(l, name);
    size_t c = i ? column_of(i, column) : 0;
    for (size_t k = 0; i && k < i->rows; k++)
        if (c < i->row[k].n && strcmp(i->row[k].field[c], value) == 0)
            return i->row[k].field[0];
    return NULL;
}

const char *lists_key_at(struct lists *l, const char *name, size_t i)
{
    const struct list *list = known(l, name);
    return list && i < list->rows ? list->row[i].field[0] : NULL;
}

const char *lists_within(struct lists *l, const char *name, const char *text)
{
    const struct list *i = known(l, name);
    const char *first = NULL;
    size_t at = SIZE_MAX;
    for (size_t k = 0; i && k < i->rows; k++) {
        const char *found = *i->row[k].field[0] ? strstr(text, i->row[k].field[0]) : NULL;
        if (found && (size_t)(found - text) < at) {
            at = (size_t)(found - text);
            first = i->row[k].field[0];
        }
    }
    return first;
}

const char *lists_similar(struct lists *l, const char *name, const char *title, double min)
{
    const struct list *i = known(l, name);
    const char *best = NULL;
    for (size_t k = 0; i && k < i->rows; k++) {
        double s = words_similarity(i->row[k].field[0], title);
        if (s >= min) {
            best = i->row[k].field[0];
            min = s;
        }
    }
    return best;
}
