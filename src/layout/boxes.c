/* boxes.c - see boxes.h. */
#include "layout/boxes.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "layout/single.h"

#define STROKE 500 /* of the boxes' lines [mpt] */

struct boxes {
    struct inl *b, *inner;
    struct fo_node *node;
    int count;      /* boxes drawn */
    int characters; /* that stand in them */
    mpt size, widest;
};

/* --- characters --- */

static bool is_accent(const struct para_piece *q, size_t i)
{
    const char *at = q->text + q->glyphs[i].cluster;
    return cjk_extends(utf8_next(&at, q->text + q->text_len));
}

/* A cluster of glyphs is one character: a letter with its accent shares a box. */
static size_t cluster_end(const struct para_piece *q, size_t i)
{
    size_t j = i + 1;
    while (j < q->count && (q->glyphs[j].cluster == q->glyphs[i].cluster || is_accent(q, j)))
        j++;
    return j;
}

static mpt cluster_width(const struct para_piece *q, size_t i, size_t end)
{
    mpt w = 0;
    for (; i < end; i++)
        w += q->glyphs[i].advance;
    return w;
}

static void count_characters(struct boxes *x, const struct para_piece *q)
{
    if (q->kind == PARA_PIECE_OBJECT) {
        x->characters++;
        x->widest = q->width > x->widest ? q->width : x->widest;
    }
    for (size_t i = 0, end; q->kind == PARA_PIECE_GLYPHS && i < q->count; i = end) {
        end = cluster_end(q, i);
        mpt w = cluster_width(q, i, end);
        x->characters++;
        x->widest = w > x->widest ? w : x->widest;
    }
}

/* Each cluster in the middle of its box: shifted there, and as wide as the box. */
static void place_glyphs(const struct boxes *x, struct para_piece *q)
{
    for (size_t i = 0, end; i < q->count; i = end) {
        end = cluster_end(q, i);
        mpt w = cluster_width(q, i, end);
        for (size_t k = i; k < end; k++)
            q->glyphs[k].dx += (x->size - w) / 2;
        q->glyphs[end - 1].advance += x->size - w;
        q->width += x->size - w;
    }
}

static void place_characters(const struct boxes *x, const struct para_line *line)
{
    mpt at = STROKE / 2;
    for (size_t i = 0; i < line->count; i++) {
        struct para_piece *q = &line->pieces[i];
        q->x = at;
        if (q->kind == PARA_PIECE_GLYPHS) {
            place_glyphs(x, q);
            at += q->width;
        } else if (q->kind == PARA_PIECE_OBJECT) {
            q->x += (x->size - q->width) / 2;
            at += x->size;
        }
    }
}

/* --- boxes --- */

static void add_rule(const struct boxes *x, struct area *line, mpt left, mpt top, mpt w, mpt h)
{
    struct area *r = area_new(x->b->l->chunk, AREA_RULE, x->node);
    r->artifact = true;
    r->x = left;
    r->y = top;
    r->w = w;
    r->h = h;
    r->u.rule.style = FO_K_SOLID;
    r->u.rule.color = fo_color(x->node, FO_P_COLOR);
    area_append(line, r);
}

/* The row's middle is that of the type. */
static void draw(const struct boxes *x, struct area *line, mpt ascent, mpt descent)
{
    mpt top = (descent - ascent - x->size) / 2 - STROKE / 2, width = x->count * x->size + STROKE;
    add_rule(x, line, 0, top, width, STROKE);
    add_rule(x, line, 0, top + x->size, width, STROKE);
    for (int i = 0; i <= x->count; i++)
        add_rule(x, line, i * x->size, top + STROKE, STROKE, x->size - STROKE);
}

/* --- reports --- */

static void report_count(const struct boxes *x)
{
    char have[16], boxes[16];
    snprintf(have, sizeof have, "%d", x->characters);
    snprintf(boxes, sizeof boxes, "%d", x->count);
    diag(x->b->l->diag, BOXES_TOO_FEW, &x->node->loc, have, boxes);
}

static void report_limit(const struct boxes *x)
{
    char limit[16];
    snprintf(limit, sizeof limit, "%d", LIMIT_BOXES);
    diag(x->b->l->diag, BOXES_TOO_MANY, &x->node->loc, limit);
}

static void report_size(const struct boxes *x)
{
    struct buf more = {0}, size = {0};
    buf_decimal(&more, x->widest - x->size, 3);
    buf_decimal(&size, x->size, 3);
    diag(x->b->l->diag, BOXES_TOO_SMALL, &x->node->loc, size.data, more.data);
    buf_free(&more);
    buf_free(&size);
}

/* How many there are to be, and how wide. */
static void find_size(struct boxes *x, const struct para_line *line)
{
    struct fo_length size = fo_length(x->node, FO_X_BOX_SIZE);
    mpt em = x->b->span->size;
    x->size = size.keyword ? em * 3 / 2 : fo_resolve(size, em);
    x->count = fo_integer(x->node, FO_X_BOXES, 1);
    for (size_t i = 0; line && i < line->count; i++)
        count_characters(x, &line->pieces[i]);
    bool say = x->b->s != NULL;
    if (x->count > LIMIT_BOXES) {
        if (say)
            report_limit(x);
        x->count = LIMIT_BOXES;
    }
    if (x->characters > x->count) {
        if (say)
            report_count(x);
        x->count = x->characters;
    }
    if (x->size < x->widest || x->size <= STROKE) {
        if (x->size <= STROKE && x->widest <= STROKE)
            x->widest = em;
        if (say)
            report_size(x);
        x->size = x->widest;
    }
}

bool boxes_inline(struct inl *b, struct fo_node *n)
{
    struct boxes x = {.b = b, .node = n};
    if (n->element != FO_INLINE || fo_integer(n, FO_X_BOXES, 0) == 0)
        return false;
    x.inner = single_line(b, n, FO_X_BOXES, MPT_MAX / 4, PARA_START);
    if (!x.inner)
        return false;
    const struct para_line *line = para_lines(x.inner->p) > 0 ? para_line(x.inner->p, 0) : NULL;
    find_size(&x, line);
    if (x.size > MPT_MAX / 4 / x.count) /* reported by its line: there is no room for it */
        x.size = MPT_MAX / 4 / x.count;
    if (line)
        place_characters(&x, line);
    mpt ascent = b->span->base.ascent, descent = b->span->base.descent;
    struct area *a = single_put(b, n, x.inner, x.count * x.size + STROKE, (x.size + STROKE - ascent - descent) / 2);
    if (a)
        draw(&x, a, ascent, descent);
    return true;
}
