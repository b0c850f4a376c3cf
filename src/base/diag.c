#include "base/diag.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/utf8.h"

struct diag_list {
    struct arena *arena;
    struct diag_record **v; /* malloced; the records lie in the arena */
    size_t n, cap;
    size_t dropped;
    enum diag_severity worst_dropped;
};

static const struct {
    const char *name;
    enum diag_severity severity;
    const char *text;
} table[] = {
#define DIAG(id, name, severity, text) {name, severity, text},
#include "base/diag.def"
#undef DIAG
};

static const char *const severity_words[] = {
    [DIAG_INFO] = N_("hint"),
    [DIAG_WARNING] = N_("warning"),
    [DIAG_ERROR] = N_("error"),
    [DIAG_FATAL] = N_("error"),
};

struct diag_list *diag_list_new(void)
{
    struct diag_list *d = xcalloc(1, sizeof *d);
    d->arena = arena_new();
    return d;
}

void diag_list_free(struct diag_list *d)
{
    if (!d)
        return;
    arena_free(d->arena);
    free(d->v);
    free(d);
}

size_t diag_list_count(const struct diag_list *d)
{
    return d->n;
}

size_t diag_list_dropped(const struct diag_list *d)
{
    return d->dropped;
}

const struct diag_record *diag_list_at(const struct diag_list *d, size_t i)
{
    return d->v[i];
}

enum diag_severity diag_list_worst(const struct diag_list *d)
{
    enum diag_severity worst = d->dropped ? d->worst_dropped : DIAG_INFO;
    for (size_t i = 0; i < d->n; i++)
        if (d->v[i]->severity > worst)
            worst = d->v[i]->severity;
    return worst;
}

bool diag_list_has(const struct diag_list *d, enum diag_severity at_least)
{
    return (d->n || d->dropped) && diag_list_worst(d) >= at_least;
}

/* NULL files (no place at all) come last; an unknown order is SIZE_MAX and comes last in its line. */
static int compare(const struct diag_record *a, const struct diag_record *b)
{
    if (!a->loc.file || !b->loc.file) {
        if (a->loc.file || b->loc.file)
            return a->loc.file ? -1 : 1;
        return 0;
    }
    int files = strcmp(a->loc.file, b->loc.file);
    if (files)
        return files;
    if (a->loc.line != b->loc.line)
        return a->loc.line < b->loc.line ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* Merge sort from the bottom up: stable, and no comparison can lead it astray. */
void diag_list_sort(struct diag_list *d)
{
    struct diag_record **from = d->v, **to = xcalloc(d->cap, sizeof *to);
    for (size_t width = 1; width < d->n; width *= 2) {
        for (size_t lo = 0; lo < d->n; lo += 2 * width) {
            size_t mid = lo + width < d->n ? lo + width : d->n;
            size_t hi = mid + width < d->n ? mid + width : d->n;
            for (size_t i = lo, j = mid, k = lo; k < hi; k++)
                to[k] = i < mid && (j >= hi || compare(from[i], from[j]) <= 0) ? from[i++] : from[j++];
        }
        struct diag_record **other = from;
        from = to;
        to = other;
    }
    d->v = from;
    free(to);
}

static const char *dup_or_null(struct arena *a, const char *s)
{
    return s ? arena_strdup(a, s) : NULL;
}

/* Names may be of any length, and a message is to be read. */
static const char *quoted(struct arena *a, const char *s)
{
    size_t n = strnlen(s, LIMIT_QUOTED + 1);
    if (n <= LIMIT_QUOTED)
        return arena_strdup(a, s);
    n = LIMIT_QUOTED;
    while (n && utf8_goes_on(s[n]))
        n--;
    return arena_printf(a, "%.*s…", (int)n, s);
}

static const char **dup_args(struct arena *a, const char *const *args)
{
    size_t n = 0;
    while (args && args[n])
        n++;
    const char **out = arena_array(a, n + 1, sizeof *out);
    for (size_t i = 0; i < n; i++)
        out[i] = quoted(a, args[i]);
    return out;
}

/* Fatal records are few and say why all stops: they are kept beyond the limit. */
static bool full(struct diag_list *d, enum diag_severity severity)
{
    if (d->n < LIMIT_FINDINGS || severity == DIAG_FATAL)
        return false;
    diag_list_add_dropped(d, 1, severity);
    return true;
}

void diag_finding(struct diag_list *d, const struct diag_record *r)
{
    if (full(d, r->severity))
        return;
    if (d->n == d->cap) {
        d->cap = d->cap ? 2 * d->cap : 16;
        d->v = xrealloc(d->v, d->cap * sizeof *d->v);
    }
    struct diag_record *copy = arena_dup(d->arena, r, sizeof *r);
    copy->rule = arena_strdup(d->arena, r->rule ? r->rule : diag_name(r->id));
    copy->clause = dup_or_null(d->arena, r->clause);
    copy->modal = dup_or_null(d->arena, r->modal);
    copy->place = dup_or_null(d->arena, r->place);
    copy->path = dup_or_null(d->arena, r->path);
    copy->loc.file = dup_or_null(d->arena, r->loc.file);
    copy->loc.via_file = dup_or_null(d->arena, r->loc.via_file);
    copy->text = dup_or_null(d->arena, r->text);
    copy->args = dup_args(d->arena, r->args);
    d->v[d->n++] = copy;
}

void diag_report(struct diag_list *d, enum diag_id id, const struct loc *loc, const char *const *args)
{
    enum diag_severity severity = diag_default_severity(id);
    if (full(d, severity))
        return;
    struct diag_record r = {
        .severity = severity,
        .id = id,
        .rule = diag_name(id),
        .order = SIZE_MAX,
    };
    if (loc)
        r.loc = *loc;
    r.args = dup_args(d->arena, args);
    diag_finding(d, &r);
}

void diag_list_add_dropped(struct diag_list *d, size_t n, enum diag_severity worst)
{
    if (n && (!d->dropped || worst > d->worst_dropped))
        d->worst_dropped = worst;
    d->dropped += n;
}

void diag_list_append(struct diag_list *d, const struct diag_list *src)
{
    for (size_t i = 0; i < src->n; i++)
        diag_finding(d, src->v[i]);
    diag_list_add_dropped(d, src->dropped, src->worst_dropped);
}

void diag_list_set_place(struct diag_list *d, size_t i, const char *place)
{
    d->v[i]->place = arena_strdup(d->arena, place);
}

void diag_list_set_file(struct diag_list *d, size_t i, const char *file)
{
    d->v[i]->loc.file = arena_strdup(d->arena, file);
    d->v[i]->loc.line = 0;
}

void diag_list_set_text(struct diag_list *d, size_t i, const char *text)
{
    d->v[i]->text = arena_strdup(d->arena, text);
}

void diag_list_set_arg(struct diag_list *d, size_t i, size_t arg, const char *text)
{
    d->v[i]->args[arg] = arena_strdup(d->arena, text);
}

void diag_list_cut(struct diag_list *d, size_t from)
{
    if (from >= d->n)
        return;
    d->n = from;
    if (from < LIMIT_FINDINGS) /* nothing was dropped before the list was full */
        d->dropped = 0;
}

void diag_list_drop_if(struct diag_list *d, size_t from, bool (*drop)(void *arg, size_t i), void *arg)
{
    size_t to = from;
    for (size_t i = from; i < d->n; i++)
        if (!drop(arg, i))
            d->v[to++] = d->v[i];
    if (to < d->n)
        d->n = to;
}

struct of_kind {
    const struct diag_list *d;
    enum diag_id id;
};

static bool is_of_kind(void *arg, size_t i)
{
    const struct of_kind *k = arg;
    return k->d->v[i]->id == k->id;
}

void diag_list_drop(struct diag_list *d, size_t from, enum diag_id id)
{
    struct of_kind k = {d, id};
    diag_list_drop_if(d, from, is_of_kind, &k);
}

static bool same_string(const char *a, const char *b)
{
    return a == b || (a && b && !strcmp(a, b));
}

static bool says_same(const struct diag_record *a, const struct diag_record *b)
{
    if (a->id != b->id || a->loc.line != b->loc.line || a->loc.via_line != b->loc.via_line || !same_string(a->loc.file, b->loc.file))
        return false;
    size_t i = 0;
    while (a->args[i] && b->args[i] && !strcmp(a->args[i], b->args[i]))
        i++;
    return a->args[i] == b->args[i]; /* both have ended */
}

static bool is_said(void *list, size_t i)
{
    const struct diag_list *d = list;
    size_t k = 0;
    while (k < i && !says_same(d->v[k], d->v[i]))
        k++;
    return k < i;
}

void diag_list_drop_said(struct diag_list *d, size_t from)
{
    diag_list_drop_if(d, from, is_said, d);
}

void diag_list_count_kind(struct diag_list *d, enum diag_id id)
{
    size_t first = d->n, n = 0;
    for (size_t i = d->n; i-- > 0;)
        if (d->v[i]->id == id) {
            first = i;
            n++;
        }
    if (n < 2)
        return;
    struct buf number = {0};
    buf_printf(&number, "%zu", n);
    diag_list_set_arg(d, first, 0, number.data);
    buf_free(&number);
    diag_list_drop(d, first + 1, id);
}

const char *diag_name(enum diag_id id)
{
    return table[id].name;
}

enum diag_severity diag_default_severity(enum diag_id id)
{
    return table[id].severity;
}

const char *diag_msgid(enum diag_id id)
{
    return table[id].text;
}

const char *diag_word(const struct diag_record *r)
{
    return r->undecided ? N_("undecided") : severity_words[r->severity];
}

/* A value as it can stand in one line on a terminal: control characters and broken UTF-8 are shown, not sent. between: what
 * stands for DIAG_AND. */
static void add_value(struct buf *out, const char *s, const char *between)
{
    for (const char *end = s + strlen(s); s < end;) {
        const char *from = s;
        uint32_t cp = utf8_next(&s, end);
        if (cp == (unsigned char)*DIAG_AND && between)
            buf_puts(out, between);
        else if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
            buf_printf(out, "\\x%02x", (unsigned)cp);
        else if (cp == 0xFFFD && s - from == 1)
            buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*from);
        else
            buf_add(out, from, (size_t)(s - from));
    }
}

/* Replaces {n} by args[n - 1], and {n!} by its translation. */
static void fill(struct buf *out, const char *text, const char *const *args, const struct i18n *lang)
{
    size_t count = 0;
    while (args && args[count])
        count++;
    for (; *text; text++) {
        size_t n = *text == '{' && text[1] >= '1' && text[1] <= '9' ? (size_t)(text[1] - '0') : 0;
        bool message = n && text[2] == '!';
        if (!n || text[message ? 3 : 2] != '}' || n > count) {
            buf_putc(out, *text);
            continue;
        }
        add_value(out, message ? i18n_text(lang, args[n - 1]) : args[n - 1], i18n_text(lang, N_(", ")));
        text += message ? 3 : 2;
    }
}

void diag_text(struct buf *out, const struct diag_record *r, const struct i18n *lang)
{
    if (r->text)
        add_value(out, r->text, NULL);
    else
        fill(out, i18n_text(lang, diag_msgid(r->id)), r->args, lang);
}

static void add_place(struct buf *out, const char *file, unsigned line)
{
    add_value(out, file, NULL);
    if (line)
        buf_printf(out, ":%u", line);
}

void diag_line(struct buf *out, const struct diag_record *r, const struct i18n *lang)
{
    if (r->loc.file)
        add_place(out, r->loc.file, r->loc.line);
    else
        buf_puts(out, "shenbao");
    buf_printf(out, ": %s: ", i18n_text(lang, diag_word(r)));
    if (r->place && r->order == SIZE_MAX) /* what check finds has its document order, and names the field in its text */
        fill(out, i18n_text(lang, N_("{1}: ")), (const char *const[]){r->place, NULL}, lang);
    diag_text(out, r, lang);
    if (r->loc.via_file) {
        struct buf place = {0};
        add_place(&place, r->loc.via_file, r->loc.via_line);
        fill(out, i18n_text(lang, N_(" (fo {1})")), (const char *const[]){place.data, NULL}, lang);
        buf_free(&place);
    }
    buf_printf(out, " [%s%s%s]\n", r->rule, r->clause ? ", " : "", r->clause ? r->clause : "");
}
