/* chart_text.c - labels of a chart, set by the same shaping and composition as text, and the legend. */
#include <string.h>

#include "base/limits.h"
#include "layout/chart_int.h"
#include "layout/inline_int.h"

static struct chart_label label_of(struct chart *c, const struct fo_node *n, const char *text, mpt width, enum para_align align)
{
    struct chart_label out = {.box = area_new(c->l->chunk, AREA_BOX, NULL)};
    struct inl b = {.scratch = arena_new(), .frame = {.container_bpd = -1}};
    mpt measure = width > 0 ? width : MPT_MAX / 4, line = c->em * 6 / 5;
    inl_begin(&b, c->l, NULL, (struct fo_node *)n, measure);
    if (!c->l->failed && *text) {
        para_keep_yields(b.p); /* of lines that it is no part of */
        inl_text(&b, (struct fo_node *)n, text, strlen(text), true);
        struct para_layout how = {.width = measure, .profile = inl_profile(n), .joints = true, .align = align, .align_last = align};
        how.wrap = width > 0;
        para_layout(b.p, &how);
        inl_report_faults(&b);
        for (size_t i = 0; i < para_lines(b.p); i++) {
            if (line * (mpt)i > LIMIT_PAGE_EDGE - line) { /* no chart can show that */
                out.cut = true;
                break;
            }
            const struct para_line *pl = para_line(b.p, i);
            struct area *a = inl_line(&b, pl, NULL);
            a->y = line * (mpt)i;
            a->h = line;
            a->u.line.baseline = c->em * 96 / 100;
            area_append(out.box, a);
            out.w = pl->width > out.w ? pl->width : out.w;
            out.cut |= pl->cut || pl->overfull > 0;
            out.lines++;
        }
    }
    arena_free(b.scratch);
    if (width > 0)
        out.w = width;
    if (out.w > LIMIT_PAGE_EDGE)
        out.w = LIMIT_PAGE_EDGE;
    out.h = line * out.lines;
    out.box->w = out.w;
    out.box->h = out.h;
    for (struct area *a = out.box->first_child; a; a = a->next)
        a->w = out.w;
    return out;
}

/* A box of the lines, each of them 1.2 em high whatever line-height the text around has. */
struct chart_label chart_label(struct chart *c, const struct fo_node *n, const char *text, mpt width)
{
    return label_of(c, n, text, width, width > 0 ? PARA_CENTER : PARA_START);
}

void chart_put(struct chart *c, const struct chart_label *label, mpt x, mpt y, int ax, int ay)
{
    label->box->x = x - label->w * ax / 2;
    label->box->y = y - label->h * ay / 2;
    area_append(c->into, label->box);
}

void chart_put_turned(struct chart *c, const struct chart_label *label, mpt x, mpt y)
{
    struct area *view = area_new(c->l->chunk, AREA_VIEWPORT, NULL);
    view->w = label->h;
    view->h = label->w;
    view->x = x - label->h / 2;
    view->y = y;
    view->u.viewport.turn = 90;
    area_append(view, label->box);
    area_append(c->into, view);
}

/* --- legend --- */

struct entry {
    struct chart_label label;
    mpt w; /* with its sample and the gap behind it */
};

static mpt sample_width(const struct chart *c)
{
    return c->em * (c->kind == FO_K_LINE ? 12 : 9) / 5;
}

/* A name wider than the chart has several lines. */
static struct entry make_entry(struct chart *c, const struct chart_series *s, mpt width)
{
    mpt most = width - sample_width(c);
    struct entry e = {.label = chart_label(c, s->node, s->name, 0)};
    if (e.label.w > most && most > c->em)
        e.label = label_of(c, s->node, s->name, most, PARA_START);
    e.w = sample_width(c) + e.label.w + c->em * 3 / 2;
    return e;
}

static void sample(struct chart *c, mpt x, mpt y, size_t style)
{
    mpt em = c->em;
    if (c->kind != FO_K_LINE) {
        chart_fill_rect(c, (struct chart_rect){x, y + em / 4, em * 3 / 2, em * 4 / 5}, style);
        return;
    }
    mpt points[2][2] = {{x, y + em * 13 / 20}, {x + em * 2, y + em * 13 / 20}};
    chart_polyline(c, (const mpt (*)[2])points, 2, style);
    chart_marker(c, x + em, y + em * 13 / 20, style);
}

/* Rows of entries that fit a width: sets where each row begins in `rows`, returns how many there are. */
static size_t rows_of(const struct entry *e, size_t n, mpt width, size_t *rows)
{
    size_t count = 0;
    mpt used = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || used + e[i].w > width) {
            rows[count++] = i;
            used = 0;
        }
        used += e[i].w;
    }
    rows[count] = n;
    return count;
}

static mpt row_height(const struct chart *c, const struct entry *e, size_t from, size_t to)
{
    mpt most = c->em * 6 / 5;
    for (size_t i = from; i < to; i++)
        most = e[i].label.h > most ? e[i].label.h : most;
    return most + c->em / 5;
}

static void put_row(struct chart *c, const struct entry *e, size_t from, size_t to, const struct chart_rect *r, mpt y)
{
    mpt width = -c->em * 3 / 2;
    for (size_t i = from; i < to; i++)
        width += e[i].w;
    mpt x = r->x + (r->w - width) / 2;
    for (size_t i = from; i < to; i++) {
        sample(c, x, y, i);
        chart_put(c, &e[i].label, x + sample_width(c), y, 0, 0);
        x += e[i].w;
    }
}

void chart_legend(struct chart *c, struct chart_rect *r)
{
    size_t n = c->series.n;
    if (n < 2)
        return;
    struct entry *e = arena_array(c->scratch, n, sizeof *e);
    size_t *rows = arena_array(c->scratch, n + 1, sizeof *rows);
    for (size_t i = 0; i < n; i++)
        e[i] = make_entry(c, &c->series.v[i], r->w);
    size_t count = rows_of(e, n, r->w + c->em * 3 / 2, rows);
    mpt height = 0;
    for (size_t i = 0; i < count; i++)
        height += row_height(c, e, rows[i], rows[i + 1]);
    mpt y = r->y + r->h - height;
    for (size_t i = 0; i < count; i++) {
        put_row(c, e, rows[i], rows[i + 1], r, y);
        y += row_height(c, e, rows[i], rows[i + 1]);
    }
    r->h -= height + c->em * 2 / 5;
}
