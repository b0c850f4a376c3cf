/* inline_object.c - inline objects that are not text: pictures, leaders, inline-containers. */
#include "layout/chart.h"
#include "layout/container.h"
#include "layout/decor.h"
#include "layout/inline_int.h"
#include "layout/qr.h"
#include "layout/region.h"
#include "layout/stack_int.h"

static void add_object(struct inl *b, struct inl_item *it, enum para_object_kind kind, struct para_space width)
{
    const struct para_style *st = inl_style(b, it->node);
    if (!st)
        return;
    para_object(b->p, st, kind, width, it);
    b->after_space = b->at_start = false;
    b->in_word = false;
}

/* Of a box only the alphabetic baseline may be that of its content; the others follow from its height. */
static struct inl_base box_base(mpt ascent, mpt descent)
{
    mpt h = ascent + descent;
    return (struct inl_base){.ascent = ascent, .descent = descent, .x_height = ascent - descent, .line_height = h,
                             .hanging = (mpt)((int64_t)h * 8 / 10) - descent, .mathematical = h / 2 - descent,
                             .dominant = FO_K_ALPHABETIC};
}

static mpt edges(const struct area_decor *d, enum area_border_side a, enum area_border_side b)
{
    return decor_edge(d, a) + decor_edge(d, b);
}

/* --- pictures: XSL 1.1 sections 6.6.5, 7.15 --- */

/* Of the block-progression-dimension: the containing block is the fo:block, as high as its content, so a percentage means
 * auto (XSL 1.1 7.15.6). */
enum { NO_BPD = -1 };

struct size { mpt w, h; };

static mpt scale(mpt v, mpt num, mpt den)
{
    int64_t r = den > 0 ? (int64_t)v * num / den : 0;
    return r > MPT_MAX ? MPT_MAX : (mpt)r;
}

/* One of content-width, content-height: -1 when it follows from the other. */
static mpt content_extent(const struct fo_node *n, enum fo_prop p, mpt natural, mpt viewport)
{
    struct fo_length v = fo_length(n, p);
    switch (v.keyword) {
    case FO_K_UNSET:
        return fo_resolve(v, natural);
    case FO_K_SCALE_TO_FIT:
        return viewport;
    case FO_K_SCALE_DOWN_TO_FIT:
        return viewport >= 0 && viewport < natural ? viewport : -1;
    case FO_K_SCALE_UP_TO_FIT:
        return viewport > natural ? viewport : -1;
    default:
        return -1;
    }
}

static bool fits(const struct fo_node *n, enum fo_prop p)
{
    enum fo_keyword k = fo_length(n, p).keyword;
    return k == FO_K_SCALE_TO_FIT || k == FO_K_SCALE_DOWN_TO_FIT || k == FO_K_SCALE_UP_TO_FIT;
}

/* An automatic extent beside a known one. Where scaling need not keep the proportions (XSL 1.1 7.15.12), only what is to fit leaves
 * it as it is; beside a stated extent they are kept, as in Apache FOP. */
static mpt following(const struct fo_node *n, enum fo_prop other, mpt v, mpt natural, mpt other_natural)
{
    bool keep = fo_enum(n, FO_P_SCALING) != FO_K_NON_UNIFORM || fo_length(n, other).keyword == FO_K_UNSET;
    return keep ? scale(natural, v, other_natural) : natural;
}

/* What is to fit one way, into an extent that is not known, and auto the other need only be no larger than the other extent. */
static mpt no_larger(const struct fo_node *n, enum fo_prop p, enum fo_prop other, mpt natural, mpt viewport)
{
    return viewport >= 0 && viewport < natural && !fits(n, p) && fits(n, other) ? viewport : -1;
}

static struct size content_size(const struct fo_node *n, struct size natural, struct size view)
{
    mpt w = content_extent(n, FO_P_CONTENT_WIDTH, natural.w, view.w);
    mpt h = content_extent(n, FO_P_CONTENT_HEIGHT, natural.h, view.h);
    if (w < 0 && h < 0) {
        w = view.h < 0 ? no_larger(n, FO_P_CONTENT_WIDTH, FO_P_CONTENT_HEIGHT, natural.w, view.w) : -1;
        h = view.w < 0 ? no_larger(n, FO_P_CONTENT_HEIGHT, FO_P_CONTENT_WIDTH, natural.h, view.h) : -1;
    }
    if (w < 0 && h < 0)
        return natural;
    if (w < 0) {
        w = following(n, FO_P_CONTENT_HEIGHT, h, natural.w, natural.h);
    } else if (h < 0) {
        h = following(n, FO_P_CONTENT_WIDTH, w, natural.h, natural.w);
    } else if (fo_enum(n, FO_P_SCALING) != FO_K_NON_UNIFORM) { /* both given: the smaller factor keeps the proportions */
        if ((int64_t)w * natural.h < (int64_t)h * natural.w)
            h = scale(natural.h, w, natural.w);
        else
            w = scale(natural.w, h, natural.h);
    }
    return (struct size){w, h};
}

static mpt clamp(const struct fo_node *n, enum fo_prop min, enum fo_prop max, mpt v, mpt base)
{
    mpt lo = layout_dimension(n, min, base), hi = layout_dimension(n, max, base);
    if (hi >= 0 && v > hi)
        v = hi;
    return lo >= 0 && v < lo ? lo : v;
}

/* What scale-to-fit and its kin fit into: the given extent, else the bound that the picture's own size breaks, else -1. */
static mpt fit_extent(const struct fo_node *n, enum fo_prop min, enum fo_prop max, mpt given, mpt natural, mpt base)
{
    if (given >= 0)
        return given;
    mpt bounded = clamp(n, min, max, natural, base);
    return bounded != natural ? bounded : -1;
}

static mpt place_in(enum fo_keyword align, mpt room)
{
    switch (align) {
    case FO_K_CENTER: return room / 2;
    case FO_K_END: case FO_K_RIGHT: case FO_K_AFTER: return room;
    default: return 0;
    }
}

#define FRAME 500 /* a line [mpt] */

/* An empty frame. */
static void add_frame(struct layout *l, struct area *box, mpt x, mpt y, struct size s)
{
    if (s.w <= FRAME || s.h <= FRAME)
        return;
    mpt near = FRAME / 2, right = s.w - near, bottom = s.h - near;
    mpt points[4][2] = {{near, near}, {right, near}, {right, bottom}, {near, bottom}};
    struct area_path *p = arena_alloc(l->chunk, sizeof *p);
    *p = (struct area_path){.points = arena_dup(l->chunk, points, sizeof points), .count = 4, .closed = true,
                            .stroke = {128, 128, 128, 255}, .stroke_width = FRAME};
    struct area *a = area_new(l->chunk, AREA_PATH, NULL);
    a->x = x;
    a->y = y;
    a->u.path.path = p;
    area_append(box, a);
}

/* drawn: else its place has an empty frame, and im is not used. im NULL: there is none, which was reported as an error. */
static struct area *picture(struct inl *b, const struct fo_node *n, bool drawn, struct image *im, struct size view, struct size content)
{
    struct area *a = area_new(b->l->chunk, drawn ? AREA_IMAGE : AREA_BOX, n);
    a->decor = decor_new(b->l, n, b->container_ipd);
    a->w = view.w + edges(a->decor, AREA_START, AREA_END);
    a->h = view.h + edges(a->decor, AREA_BEFORE, AREA_AFTER);
    mpt x = place_in(fo_enum(n, FO_P_TEXT_ALIGN), view.w - content.w), y = place_in(fo_enum(n, FO_P_DISPLAY_ALIGN), view.h - content.h);
    if (!drawn) {
        add_frame(b->l, a, x, y, content);
        return a;
    }
    a->u.image.image = im;
    a->u.image.w = content.w;
    a->u.image.h = content.h;
    a->u.image.x = x;
    a->u.image.y = y;
    return a;
}

void inl_give_id(struct layout *l, struct area *a, const struct fo_node *n)
{
    const char *id = fo_string(n, FO_P_ID);
    if (!id[0])
        return;
    struct area_mark *m = arena_alloc(l->chunk, sizeof *m);
    *m = (struct area_mark){.next = a->marks, .id = id, .first = true, .last = true};
    a->marks = m;
}

static struct area *sized_picture(struct inl *b, const struct fo_node *n, bool drawn, struct image *im, struct size natural)
{
    struct size view = {layout_dimension(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, b->container_ipd),
                        layout_dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, NO_BPD)};
    struct size fit = {fit_extent(n, FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM, FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM,
                                  view.w, natural.w, b->container_ipd),
                       fit_extent(n, FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM,
                                  view.h, natural.h, NO_BPD)};
    struct size content = content_size(n, natural, fit);
    if (view.w < 0)
        view.w = clamp(n, FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM, FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM, content.w,
                       b->container_ipd);
    if (view.h < 0)
        view.h = clamp(n, FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM, content.h,
                       NO_BPD);
    return picture(b, n, drawn, im, view, content);
}

static struct area *graphic(struct inl *b, const struct fo_node *n)
{
    struct image_set *set = b->l->job->images;
    struct image *im = !set ? NULL : image_find(set, fo_string(n, FO_P_SRC), &n->loc, b->l->diag);
    struct size natural = {im ? im->natural_w : 0, im ? im->natural_h : 0};
    return sized_picture(b, n, !im || im->kind != IMAGE_UNDRAWN, im, natural);
}

/* --- charts and QR codes: drawn for the size they get, so nothing is scaled --- */

static mpt chart_extent(const struct fo_node *n, enum fo_prop content, enum fo_prop own, mpt base, mpt fallback)
{
    mpt v = layout_dimension(n, content, base);
    if (v < 0)
        v = layout_dimension(n, own, base);
    return v >= 0 ? v : fallback;
}

static struct fo_node *find_drawn(struct layout *l, struct fo_node *foreign)
{
    struct fo_node *n = fo_first(l->fo, foreign);
    while (n && n->element != FO_CHART && n->element != FO_QR)
        n = fo_next(l->fo, n);
    return n;
}

static void draw_foreign(struct layout *l, const struct fo_node *foreign, struct fo_node *n, struct area *box, mpt w, mpt h)
{
    if (!fo_string(foreign, FO_X_ALT)[0])
        diag(l->diag, CHART_NO_ALT, &n->loc);
    if (n->element == FO_QR)
        qr_draw(l, n, box, w, h);
    else
        chart_draw(l, n, box, w, h);
}

static struct area *undrawn(struct inl *b, const struct fo_node *n)
{
    struct size natural;
    fo_drawing_size(n, &natural.w, &natural.h);
    if (b->s)
        diag(b->l->diag, FOREIGN_OBJECT_EMPTY, &n->loc, "1");
    return sized_picture(b, n, false, NULL, natural);
}

static struct area *foreign(struct inl *b, struct fo_node *n)
{
    struct fo_node *drawn = find_drawn(b->l, n);
    if (!drawn)
        return undrawn(b, n);
    struct area *a = area_new(b->l->chunk, AREA_BOX, n);
    a->decor = decor_new(b->l, n, b->container_ipd);
    mpt room = b->container_ipd - edges(a->decor, AREA_START, AREA_END);
    mpt w = chart_extent(n, FO_P_CONTENT_WIDTH, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, b->container_ipd, room > 0 ? room : 0);
    mpt h = chart_extent(n, FO_P_CONTENT_HEIGHT, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, NO_BPD,
                         scale(w, 3, 5));
    a->w = w + edges(a->decor, AREA_START, AREA_END);
    a->h = h + edges(a->decor, AREA_BEFORE, AREA_AFTER);
    if (b->s)
        draw_foreign(b->l, n, drawn, a, w, h);
    return a;
}

/* --- leaders: XSL 1.1 section 6.6.9 --- */

/* `once`: the width of what is repeated, which a leader that may be so long shows once at least, as in Apache FOP. */
static struct para_space leader_length(const struct inl *b, const struct fo_node *n, mpt once)
{
    struct para_space w = {fo_mpt(n, FO_P_LEADER_LENGTH_MINIMUM, b->container_ipd),
                           fo_mpt(n, FO_P_LEADER_LENGTH_OPTIMUM, b->container_ipd),
                           fo_mpt(n, FO_P_LEADER_LENGTH_MAXIMUM, b->container_ipd)};
    w.max = w.max < w.min ? w.min : w.max;
    w.opt = once > w.opt && once <= w.max ? once : w.opt;
    w.opt = w.opt > w.max ? w.max : w.opt < w.min ? w.min : w.opt;
    return w;
}

static mpt pattern_width(const struct inl *b, const struct fo_node *n, mpt natural)
{
    struct fo_length v = fo_length(n, FO_P_LEADER_PATTERN_WIDTH);
    mpt w = v.keyword ? 0 : fo_resolve(v, b->container_ipd);
    return w > natural ? w : natural;
}

static mpt dot_width(const struct inl *b, const struct para_style *st)
{
    const struct para_source *src = inl_source(b->l);
    struct font f;
    src->face(src->self, st, '.', 0, false, &f);
    int fu = font_advance_fu(f.face, font_glyph(f.face, '.'));
    return st->plain ? font_standard_advance(f.face, fu, f.size) : font_scale(f.face, fu, f.size);
}

static void use_content(struct inl *b, struct inl_item *it)
{
    struct inl *c = arena_alloc(b->scratch, sizeof *c);
    *c = (struct inl){.scratch = b->scratch, .in_leader = true, .drawn = b->drawn};
    inl_begin(c, b->l, NULL, it->node, MPT_MAX / 4);
    inl_collect(c, fo_first(b->l->fo, it->node), NULL);
    struct para_layout how = {.width = MPT_MAX / 4, .profile = inl_profile(it->node)};
    para_layout(c->p, &how);
    if (para_lines(c->p) == 0 || para_line(c->p, 0)->width <= 0)
        return;
    it->content = c;
    b->plain &= c->plain;
}

static struct para_space set_leader(struct inl *b, struct inl_item *it)
{
    const struct fo_node *n = it->node;
    const struct para_style *st = inl_style(b, n);
    it->decor = decor_new(b->l, n, b->container_ipd);
    it->base = inl_font_base(n, st->fonts, st->size);
    switch (fo_enum(n, FO_P_LEADER_PATTERN)) {
    case FO_K_RULE:
        it->base = box_base(fo_mpt(n, FO_P_RULE_THICKNESS, 0), 0);
        break;
    case FO_K_DOTS:
        it->base = box_base(dot_width(b, st), 0); /* a dot's box is as high as it is wide */
        it->unit = pattern_width(b, n, dot_width(b, st));
        break;
    case FO_K_USE_CONTENT:
        if (it->content)
            it->unit = pattern_width(b, n, para_line(it->content->p, 0)->width);
        break;
    default:
        it->base = box_base(0, 0);
    }
    it->place = inl_align(n, &it->base, it->span);
    return leader_length(b, n, it->content ? it->unit : 0);
}

void inl_leader(struct inl *b, struct fo_node *n)
{
    struct inl_item *it = inl_item_new(b, INL_LEADER, n);
    if (!inl_style(b, n))
        return;
    if (fo_enum(n, FO_P_LEADER_PATTERN) == FO_K_USE_CONTENT)
        use_content(b, it);
    add_object(b, it, PARA_LEADER, set_leader(b, it));
}

/* --- inline-container: a reference area in the line --- */

/* Baseline of the first line below a, from a's top; -1: none. A table states none. */
static mpt first_baseline(const struct area *a, unsigned depth)
{
    for (const struct area *c = a->first_child; c && depth < 200; c = c->next) {
        if (c->kind == AREA_LINE)
            return c->y + c->u.line.baseline;
        mpt y = c->node && c->node->element == FO_TABLE ? -1 : first_baseline(c, depth + 1);
        if (y >= 0)
            return c->y + area_content_y(c) + y;
    }
    return -1;
}

/* auto: as wide as the block, like a block-container; as its content where that is asked for. */
static mpt container_width(struct inl *b, struct fo_node *n)
{
    mpt w = layout_dimension(n, FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM, b->container_ipd);
    if (w >= 0 || b->s)
        return w >= 0 ? w : b->width;
    mpt min, max;
    layout_width_range(b->l, n, &min, &max);
    return max;
}

/* Stacks the content and sets it into `view`, whose lines are ipd long; height is -1 when it is as high as its content.
 * Returns the height. */
static mpt fill_container(struct inl *b, struct fo_node *n, struct area *view, mpt ipd, mpt height)
{
    struct frame f = b->frame;
    f.reference_ipd = f.container_ipd = ipd;
    f.container_bpd = height;
    f.in_line = true;
    struct stack *s = stack_new(b->l, &f);
    layout_children(b->l, s, n, &f, 0, ipd);
    stack_finish(s);
    mpt used = stack_height(s, 0, stack_places(s) - 1), free = height - used;
    if (height >= 0)
        container_report_overflow(b->l, n, height, used);
    stack_emit(s, 0, stack_places(s) - 1, view, height >= 0 && free > 0 ? place_in(fo_enum(n, FO_P_DISPLAY_ALIGN), free) : 0, 0);
    return height >= 0 ? height : used;
}

/* The container is one box in its line, so its notes are those of that line. */
static void notes_of(struct inl *b, struct fo_node *n)
{
    for (struct fo_node *c = fo_first(b->l->fo, n); c; c = fo_next(b->l->fo, c))
        if (c->element == FO_FOOTNOTE_BODY)
            inl_note(b, c);
        else if (!container_is_absolute(c))
            notes_of(b, c);
}

/* Where the content's baseline is, as *ascent. */
static struct area *inline_container(struct inl *b, struct fo_node *n, mpt *ascent)
{
    mpt height = layout_dimension(n, FO_P_BLOCK_PROGRESSION_DIMENSION_OPTIMUM, NO_BPD);
    struct area *box = area_new(b->l->chunk, AREA_BOX, n), *view = area_new(b->l->chunk, AREA_VIEWPORT, NULL);
    box->decor = decor_new(b->l, n, b->container_ipd);
    mpt ipd = container_width(b, n), bpd = b->s ? fill_container(b, n, view, ipd, height) : height >= 0 ? height : 0;
    int turn = view->u.viewport.turn = region_turn(n);
    view->w = turn % 180 ? bpd : ipd;
    view->h = turn % 180 ? ipd : bpd;
    view->u.viewport.clip = region_clips(n);
    box->w = view->w + edges(box->decor, AREA_START, AREA_END);
    box->h = view->h + edges(box->decor, AREA_BEFORE, AREA_AFTER);
    area_append(box, view);
    mpt baseline = turn ? -1 : first_baseline(box, 0); /* lines that do not run along have none to offer */
    *ascent = baseline >= 0 ? baseline : box->h;
    return box;
}

/* --- boxes --- */

static struct para_space set_box(struct inl *b, struct inl_item *it)
{
    mpt ascent = -1;
    struct fo_node *n = it->node;
    struct area *a = n->element == FO_EXTERNAL_GRAPHIC ? graphic(b, n) : n->element == FO_INLINE_CONTAINER
        ? inline_container(b, n, &ascent) : foreign(b, n);
    ascent = ascent < 0 ? a->h : ascent;
    a->first = a->last = true;
    inl_give_id(b->l, a, n);
    it->area = a;
    it->base = box_base(ascent, a->h - ascent);
    it->place = inl_align(n, &it->base, it->span);
    return (struct para_space){a->w, a->w, a->w};
}

void inl_box(struct inl *b, struct fo_node *n)
{
    if (b->in_leader && n->element == FO_INLINE_CONTAINER) {
        inl_not_in_leader(b, n);
        return;
    }
    struct inl_item *it = inl_item_new(b, INL_BOX, n);
    add_object(b, it, PARA_BOX, set_box(b, it));
    if (n->element == FO_INLINE_CONTAINER && !b->frame.in_line)
        notes_of(b, n);
}

struct para_space inl_renew(struct inl *b, struct inl_item *it, mpt *space)
{
    if (it->kind == INL_EDGE || it->kind == INL_SPACE) {
        inl_span_edges(b, it->span);
        return inl_edge(b, it, space);
    }
    size_t said = diag_list_count(b->l->diag);
    struct para_space width = it->kind == INL_LEADER ? set_leader(b, it) : set_box(b, it);
    if (it->node->element != FO_INLINE_CONTAINER) /* what it holds is laid out at another width, of which there may be more to say */
        diag_list_cut(b->l->diag, said);
    return width;
}
