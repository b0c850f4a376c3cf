#include <string.h>

#include "base/arena.h"
#include "base/columns.h"
#include "cli/list.h"
#include "xslt/xml.h"

#define WIDTH 80
#define GAP 2
#define COLUMNS 8
#define NARROW 8 /* columns that a wrapped one keeps */

/* One direction; a cell is "" when the notice says nothing. */
struct row {
    const char *cell[COLUMNS];
    const char *title, *refused;
};

struct table {
    struct arena *arena;
    VEC(struct row) rows;
    const char *head[COLUMNS];
    size_t width[COLUMNS];       /* 0: it is not shown */
    const char *common[COLUMNS]; /* what all directions have, said once below; NULL: they differ */
};

static const struct {
    const char *head;
    bool number, wraps;
} columns[COLUMNS] = {
    {N_("direction"), false, false}, {N_("partner"), false, true}, {N_("cap"), true, false},    {N_("total"), true, false},
    {N_("projects"), true, false},   {N_("months"), true, false},  {N_("until"), false, true}, {N_("papers"), false, true},
};

/* All children of that name, one mark between. */
static const char *texts(struct table *t, const xmlNode *in, const char *name, const struct i18n *lang)
{
    struct buf b = {0};
    for (const xmlNode *n = in->children; n; n = n->next)
        if (xml_is(n, NULL, name))
            buf_printf(&b, "%s%s", b.n ? i18n_text(lang, ", ") : "", xml_words_in(t->arena, n));
    return buf_keep(&b, t->arena);
}

/* "4", "≤15", "~10" */
static const char *bounded(struct table *t, const xmlNode *n, const char *name)
{
    const char *value = xml_attribute(n, name, "");
    bool most = !strcmp(xml_attribute(n, arena_printf(t->arena, "%s-most", name), ""), "yes");
    bool about = !strcmp(xml_attribute(n, arena_printf(t->arena, "%s-about", name), ""), "yes");
    return *value ? arena_printf(t->arena, "%s%s", most ? "≤" : about ? "~" : "", value) : "";
}

/* "36", "24-36", "≤36" */
static const char *range(struct table *t, const char *exact, const char *from, const char *to)
{
    if (*exact)
        return exact;
    if (*from && *to)
        return arena_printf(t->arena, "%s-%s", from, to);
    return *to ? arena_printf(t->arena, "≤%s", to) : *from ? arena_printf(t->arena, "≥%s", from) : "";
}

/* A date-time as far as people read it: 2024-09-20 17:30 */
static const char *moment(struct table *t, const char *iso)
{
    char *s = arena_strdup(t->arena, iso);
    char *time = strchr(s, 'T');
    if (!time)
        return s;
    *time = ' ';
    if (strlen(time) > 6)
        time[6] = '\0';
    return s;
}

static const xmlNode *own_or_general(const xmlNode *direction, const char *name)
{
    const xmlNode *own = xml_child(direction, name);
    return own ? own : xml_child(direction->parent->parent, name);
}

static const char *until(struct table *t, const xmlNode *direction)
{
    const char *to = xml_attribute(own_or_general(direction, "window"), "to", "");
    const xmlNode *deadline = own_or_general(direction, "deadline");
    const char *said = *to ? to : xml_attribute(deadline, "to", "");
    return *said ? moment(t, said) : xml_words_in(t->arena, deadline);
}

static void add_row(struct table *t, const struct programme_direction *d, const struct i18n *lang)
{
    const xmlNode *money = xml_child(d->node, "money"), *period = own_or_general(d->node, "period");
    struct row r = {.title = d->title, .refused = d->refused};
    const char *const cells[COLUMNS] = {
        d->id,
        texts(t, d->node, "partner", lang),
        range(t, "", xml_attribute(money, "least", ""), xml_attribute(money, "most", "")),
        bounded(t, money, "total"),
        bounded(t, money, "projects"),
        range(t, xml_attribute(period, "months", ""), xml_attribute(period, "from", ""), xml_attribute(period, "to", "")),
        until(t, d->node),
        texts(t, d->node, "paper", lang),
    };
    memcpy(r.cell, cells, sizeof cells);
    for (size_t i = 1; d->refused && i < COLUMNS; i++)
        r.cell[i] = "";
    *VEC_PUSH(t->arena, &t->rows) = r;
}

/* What all directions that can be applied for have in a column; NULL: there is only one of them, or they differ. */
static const char *common(const struct table *t, size_t c)
{
    const struct row *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < t->rows.n; i++) {
        const struct row *r = &t->rows.v[i];
        if (r->refused)
            continue;
        first = n++ ? first : r;
        if (strcmp(r->cell[c], first->cell[c]) != 0)
            return NULL;
    }
    return n > 1 && *first->cell[c] ? first->cell[c] : NULL;
}

/* A column that no direction fills has no width. */
static void measure(struct table *t, const struct i18n *lang)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        t->common[c] = common(t, c);
        t->head[c] = i18n_text(lang, columns[c].head);
        for (size_t i = 0; !t->common[c] && i < t->rows.n; i++) {
            size_t width = columns_of(t->rows.v[i].cell[c], strlen(t->rows.v[i].cell[c]));
            t->width[c] = width > t->width[c] ? width : t->width[c];
        }
        size_t head = columns_of(t->head[c], strlen(t->head[c]));
        if (t->width[c] && t->width[c] < head)
            t->width[c] = head;
    }
}

static size_t whole_width(const struct table *t)
{
    size_t sum = 0;
    for (size_t c = 0; c < COLUMNS; c++)
        sum += t->width[c] ? t->width[c] + GAP : 0;
    return sum;
}

/* What is too wide is taken from the widest column that may wrap. */
static void narrow(struct table *t)
{
    while (whole_width(t) > WIDTH) {
        size_t widest = COLUMNS;
        for (size_t c = 0; c < COLUMNS; c++)
            if (columns[c].wraps && t->width[c] > NARROW && (widest == COLUMNS || t->width[c] > t->width[widest]))
                widest = c;
        if (widest == COLUMNS)
            return;
        t->width[widest]--;
    }
}

static void add_cell(struct buf *out, const char *text, size_t n, size_t width, bool number)
{
    size_t own = columns_of(text, n);
    for (size_t i = own; number && i < width; i++)
        buf_putc(out, ' ');
    buf_add(out, text, n);
    for (size_t i = own; !number && i < width; i++)
        buf_putc(out, ' ');
}

static void end_line(struct buf *out)
{
    while (out->n && out->data[out->n - 1] == ' ')
        out->data[--out->n] = '\0';
    buf_putc(out, '\n');
}

/* One line of the table after the other, until no cell has more. */
static void add_line(struct buf *out, const struct table *t, const char *const *cells)
{
    const char *rest[COLUMNS];
    memcpy(rest, cells, sizeof rest);
    for (bool more = true; more;) {
        more = false;
        buf_puts(out, "  ");
        for (size_t c = 0; c < COLUMNS; c++) {
            size_t n = t->width[c] ? columns_fit(rest[c], strlen(rest[c]), t->width[c]) : 0;
            if (!t->width[c])
                continue;
            add_cell(out, rest[c], n, t->width[c], columns[c].number);
            buf_puts(out, "  ");
            rest[c] += n;
            more = more || *rest[c];
        }
        end_line(out);
    }
}

static void add_refusal(struct buf *out, const char *reason, const struct i18n *lang)
{
    struct buf text = {0};
    buf_printf(&text, "%s%s", i18n_text(lang, "not applied for here: "), reason);
    buf_puts(out, "    ");
    columns_wrap(out, text.data, 4, WIDTH);
    buf_putc(out, '\n');
    buf_free(&text);
}

/* "All directions: months ≤36; until 2024-09-20 17:30" */
static void add_common(struct buf *out, const struct table *t, const struct i18n *lang)
{
    struct buf text = {0};
    for (size_t c = 0; c < COLUMNS; c++)
        if (t->common[c])
            buf_printf(&text, "%s%s %s", text.n ? i18n_text(lang, "; ") : i18n_text(lang, "All directions: "), t->head[c], t->common[c]);
    if (text.n) {
        buf_puts(out, "  ");
        columns_wrap(out, text.data, 4, WIDTH);
        buf_putc(out, '\n');
    }
    buf_free(&text);
}

void list_table(struct buf *out, struct programme *p, const struct i18n *lang)
{
    struct table t = {.arena = arena_new()};
    const struct programme_direction *d;
    size_t n = programme_directions(p, &d);
    for (size_t i = 0; i < n; i++)
        add_row(&t, &d[i], lang);
    measure(&t, lang);
    narrow(&t);
    add_line(out, &t, t.head);
    for (size_t i = 0; i < n; i++) {
        add_line(out, &t, t.rows.v[i].cell);
        buf_puts(out, "    ");
        columns_wrap(out, t.rows.v[i].title, 4, WIDTH);
        buf_putc(out, '\n');
        if (t.rows.v[i].refused)
            add_refusal(out, t.rows.v[i].refused, lang);
    }
    add_common(out, &t, lang);
    arena_free(t.arena);
}
