/* pdf_content.c - a page's content stream: state, boxes, strokes, paths, frames. */
#include <string.h>

#include "pdf/pdf_int.h"

static const struct fo_color black = {0, 0, 0, 255};

void pdf_content_begin(struct pdf *p, struct pdf_content *c, HPDF_Dict resources, mpt flip)
{
    c->out.n = 0;
    c->resources = resources;
    c->fonts = c->xobjects = c->states = c->patterns = NULL;
    c->serial = ++p->serial;
    c->depth = 0;
    c->in_text = false;
    c->stack[0] = (struct pdf_frame){
        .flip = flip, .state = {.fill = black, .stroke = black, .alpha = 255, .line_width = 1 * MPT_PER_PT}};
}

struct pdf_frame *pdf_frame(struct pdf *p)
{
    return &p->at->stack[p->at->depth];
}

static void number(struct pdf *p, int64_t v)
{
    buf_decimal(&p->at->out, v, 3);
    buf_putc(&p->at->out, ' ');
}

void pdf_point(struct pdf *p, mpt x, mpt y)
{
    number(p, x);
    number(p, (int64_t)pdf_frame(p)->flip - y);
}

struct pdf_place pdf_in_frame(const struct pdf_frame *f, unsigned page, mpt x, mpt y)
{
    struct pdf_place at = {.page = page};

    switch (f->turn) { /* counter-clockwise, y downwards */
    case 90: at.x = f->x + y, at.y = f->y - x; break;
    case 180: at.x = f->x - x, at.y = f->y - y; break;
    case 270: at.x = f->x - y, at.y = f->y + x; break;
    default: at.x = f->x + x, at.y = f->y + y; break;
    }
    return at;
}

struct pdf_place pdf_on_page(struct pdf *p, mpt x, mpt y)
{
    return pdf_in_frame(pdf_frame(p), (unsigned)p->pages.n - 1, x, y);
}

void pdf_leave_text(struct pdf *p)
{
    if (!p->at->in_text)
        return;
    pdf_tags_text_ends(p);
    pdf_char_spacing(p, 0);
    buf_puts(&p->at->out, "ET\n");
    p->at->in_text = false;
}

static bool same_color(struct fo_color a, struct fo_color b)
{
    return a.r == b.r && a.g == b.g && a.b == b.b;
}

/* A component of 0..255 as a number with three decimals. */
static void component(struct pdf *p, uint8_t v)
{
    number(p, ((int64_t)v * 1000 + 127) / 255);
}

static void write_color(struct pdf *p, struct fo_color c, const char *gray, const char *rgb)
{
    component(p, c.r);
    if (c.r == c.g && c.g == c.b) {
        buf_puts(&p->at->out, gray);
        return;
    }
    p->colored = true;
    component(p, c.g);
    component(p, c.b);
    buf_puts(&p->at->out, rgb);
}

bool pdf_transparent(struct pdf *p, const char *what)
{
    if (p->keeps->transparency)
        return true;
    diag(p->base.diag, PDF_TRANSPARENT, &p->place, what, p->keeps->name);
    p->broken = true;
    return false;
}

/* The graphics state that sets one opacity for fills and strokes, /G0 to /G255. */
void pdf_alpha(struct pdf *p, uint8_t a)
{
    char name[8];
    HPDF_Dict d;
    struct buf text = {0};

    if (pdf_frame(p)->state.alpha == a)
        return;
    pdf_frame(p)->state.alpha = a;
    snprintf(name, sizeof name, "G%u", a);
    buf_printf(&p->at->out, "/%s gs\n", name);
    if (p->at->states && HPDF_Dict_GetItem(p->at->states, name, HPDF_OCLASS_DICT))
        return;
    d = HPDF_Dict_New(p->doc->mmgr);
    buf_puts(&text, "/ca ");
    buf_decimal(&text, ((int64_t)a * 1000 + 127) / 255, 3);
    buf_puts(&text, " /CA ");
    buf_decimal(&text, ((int64_t)a * 1000 + 127) / 255, 3);
    pdf_entries(d, &text);
    pdf_use(p, &p->at->states, "ExtGState", name, d);
}

bool pdf_fill_color(struct pdf *p, struct fo_color c)
{
    struct pdf_state *s = &pdf_frame(p)->state;

    if (c.a == 0 || (c.a < 255 && !pdf_transparent(p, N_("a colour that lets others through"))))
        return false;
    pdf_alpha(p, c.a);
    if (!same_color(s->fill, c))
        write_color(p, c, "g\n", "rg\n");
    s->fill = c;
    return true;
}

bool pdf_stroke_color(struct pdf *p, struct fo_color c)
{
    struct pdf_state *s = &pdf_frame(p)->state;

    if (c.a == 0 || (c.a < 255 && !pdf_transparent(p, N_("a colour that lets others through"))))
        return false;
    pdf_alpha(p, c.a);
    if (!same_color(s->stroke, c))
        write_color(p, c, "G\n", "RG\n");
    s->stroke = c;
    return true;
}

void pdf_line_width(struct pdf *p, mpt w)
{
    struct pdf_state *s = &pdf_frame(p)->state;

    if (s->line_width == w)
        return;
    s->line_width = w;
    number(p, w);
    buf_puts(&p->at->out, "w\n");
}

void pdf_use(struct pdf *p, HPDF_Dict *in, const char *category, const char *name, HPDF_Dict object)
{
    if (!*in) {
        *in = HPDF_Dict_New(p->doc->mmgr);
        HPDF_Dict_Add(p->at->resources, category, *in);
    }
    HPDF_Dict_Add(*in, name, object);
}

/* q and Q around something small, our idea of the state with them. */
static struct pdf_state save(struct pdf *p)
{
    buf_puts(&p->at->out, "q ");
    return pdf_frame(p)->state;
}

static void restore(struct pdf *p, struct pdf_state s)
{
    buf_puts(&p->at->out, "Q\n");
    pdf_frame(p)->state = s;
}

void pdf_rectangle(struct pdf *p, mpt x, mpt y, mpt w, mpt h)
{
    pdf_point(p, x, y + h);
    number(p, w);
    number(p, h);
    buf_puts(&p->at->out, "re ");
}

static bool apart(mpt a, mpt b, mpt edge)
{
    return (a <= 0 && b <= 0) || (a >= edge && b >= edge);
}

/* Nothing of it lies on the page. Viewers paint a whole pixel for the thinnest box, also beside the page's edge. */
static bool off_page(struct pdf *p, mpt x, mpt y, mpt w, mpt h)
{
    if (p->at != &p->page)
        return false;
    struct pdf_place a = pdf_on_page(p, x, y), b = pdf_on_page(p, x + w, y + h);
    return apart(a.x, b.x, p->page_w) || apart(a.y, b.y, p->page_h);
}

bool pdf_fill(struct device *dev, mpt x, mpt y, mpt w, mpt h, struct fo_color c)
{
    struct pdf *p = (struct pdf *)dev;

    if (off_page(p, x, y, w, h))
        return true;
    pdf_leave_text(p);
    if (!pdf_fill_color(p, c))
        return true;
    pdf_tags_graphic(p, x, y, w, h);
    pdf_painted(p, x, y, w, h, &c);
    pdf_rectangle(p, x, y, w, h);
    buf_puts(&p->at->out, "f\n");
    return pdf_ok(p);
}

/* --- strokes --- */

struct stroke { /* a stroke along its longer edge */
    mpt x, y, length, width;
    bool across; /* lies, else stands */
};

/* A straight line along the stroke, `shift` off its middle, `part` wide, with what dash and cap are set. */
static void line(struct pdf *p, const struct stroke *s, mpt shift, mpt part)
{
    mpt middle = s->width / 2 + shift;

    pdf_line_width(p, part);
    pdf_point(p, s->across ? s->x : s->x + middle, s->across ? s->y + middle : s->y);
    buf_puts(&p->at->out, "m ");
    pdf_point(p, s->across ? s->x + s->length : s->x + middle, s->across ? s->y + middle : s->y + s->length);
    buf_puts(&p->at->out, "l S\n");
}

/* As many dashes as fit, beginning and ending with a whole one: FOP's rule, a dash of six widths in a stroke thinner than 3 pt, of
 * two in others, and a gap of half a dash. */
static void dashed(struct pdf *p, const struct stroke *s, const char *unused)
{
    int64_t dash = (int64_t)s->width * (s->width < 3 * MPT_PER_PT ? 6 : 2);
    int64_t periods = dash ? (s->length - dash) * 2 / (dash * 3) : 0;
    struct pdf_state before = save(p);

    (void)unused;
    if (periods < 0)
        periods = 0;
    dash = (int64_t)s->length * 2 / (periods * 3 + 2);
    buf_putc(&p->at->out, '[');
    number(p, dash);
    number(p, dash / 2);
    buf_puts(&p->at->out, "] 0 d\n");
    line(p, s, 0, s->width);
    restore(p, before);
}

/* Round dots, one width apart; the first and the last lie within the stroke. The path goes on by a hair behind the last one: some
 * viewers leave out a dot at its very end. */
static void dotted(struct pdf *p, const struct stroke *s, const char *unused)
{
    int64_t gaps = s->width ? (s->length - s->width) / (2 * (int64_t)s->width) : 0, room = s->length - s->width;
    struct stroke inner = *s;
    struct pdf_state before = save(p);

    (void)unused;
    inner.x += s->across ? s->width / 2 : 0;
    inner.y += s->across ? 0 : s->width / 2;
    inner.length = room > 0 ? mpt_add((mpt)room, 1) : 0;
    buf_puts(&p->at->out, "1 J [0 ");
    number(p, gaps > 0 ? room / gaps : 2 * (int64_t)s->width);
    buf_puts(&p->at->out, "] 0 d\n");
    line(p, &inner, 0, s->width);
    restore(p, before);
}

/* Dashes with one or two dots between, in widths. */
static void patterned(struct pdf *p, const struct stroke *s, const char *pattern)
{
    struct pdf_state before = save(p);

    buf_putc(&p->at->out, '[');
    for (; *pattern; pattern++)
        number(p, (int64_t)s->width * (*pattern - '0'));
    buf_puts(&p->at->out, "] 0 d\n");
    line(p, s, 0, s->width);
    restore(p, before);
}

static void solid(struct pdf *p, const struct stroke *s, const char *unused)
{
    (void)unused;
    line(p, s, 0, s->width);
}

static const struct {
    enum fo_keyword style;
    void (*draw)(struct pdf *, const struct stroke *, const char *);
    const char *detail;
} stroke_styles[] = {
    {FO_K_DASHED, dashed, NULL}, {FO_K_DOTTED, dotted, NULL},
    {FO_K_DOT_DASH, patterned, "4212"}, {FO_K_DOT_DOT_DASH, patterned, "421212"},
};

bool pdf_stroke(struct device *dev, mpt x, mpt y, mpt w, mpt h, enum fo_keyword style, struct fo_color c)
{
    struct pdf *p = (struct pdf *)dev;
    struct stroke s = {x, y, w >= h ? w : h, w >= h ? h : w, w >= h};
    size_t i, n = sizeof stroke_styles / sizeof stroke_styles[0];

    pdf_leave_text(p);
    if (style == FO_K_NONE || style == FO_K_HIDDEN || s.width <= 0 || !pdf_stroke_color(p, c))
        return true;
    pdf_tags_graphic(p, x, y, w, h);
    pdf_painted(p, x, y, w, h, NULL);
    for (i = 0; i < n && stroke_styles[i].style != style; i++)
        ;
    if (i < n)
        stroke_styles[i].draw(p, &s, stroke_styles[i].detail);
    else
        solid(p, &s, NULL);
    return pdf_ok(p);
}

/* --- paths --- */

static void points(struct pdf *p, const struct area_path *a, mpt x, mpt y)
{
    for (size_t i = 0; i < a->count; i++) {
        pdf_point(p, x + a->points[i][0], y + a->points[i][1]);
        buf_puts(&p->at->out, i == 0 ? "m " : "l ");
    }
    if (a->closed)
        buf_puts(&p->at->out, "h ");
}

static void mark_path(struct pdf *p, const struct area_path *a, mpt x, mpt y)
{
    mpt x0 = 0, y0 = 0, x1 = 0, y1 = 0;

    for (size_t i = 0; i < a->count; i++) {
        const mpt *at = a->points[i];
        x0 = i && x0 < at[0] ? x0 : at[0];
        x1 = i && x1 > at[0] ? x1 : at[0];
        y0 = i && y0 < at[1] ? y0 : at[1];
        y1 = i && y1 > at[1] ? y1 : at[1];
    }
    pdf_tags_graphic(p, x + x0, y + y0, x1 - x0, y1 - y0);
    pdf_painted(p, x + x0 - a->stroke_width, y + y0 - a->stroke_width, x1 - x0 + 2 * a->stroke_width, y1 - y0 + 2 * a->stroke_width,
                NULL);
}

/* area_path.axis */
static void band(struct pdf *p, const struct area_path *a, mpt x, mpt y)
{
    struct pdf_state before = save(p);

    if (pdf_stroke_color(p, a->fill)) {
        points(p, a, x, y);
        buf_puts(&p->at->out, "W n\n");
        pdf_line_width(p, a->stroke_width);
        for (int i = 0; i < 2; i++) {
            pdf_point(p, x + a->axis[i][0], y + a->axis[i][1]);
            buf_puts(&p->at->out, i == 0 ? "m " : "l S\n");
        }
    }
    restore(p, before);
}

bool pdf_path(struct device *dev, const struct area_path *a, mpt x, mpt y)
{
    struct pdf *p = (struct pdf *)dev;
    struct pdf_state before;
    bool fill, stroke;

    mark_path(p, a, x, y);
    if (a->axis) {
        band(p, a, x, y);
        return pdf_ok(p);
    }
    before = save(p);
    fill = pdf_fill_color(p, a->fill);
    stroke = a->stroke_width > 0 && pdf_stroke_color(p, a->stroke);
    if (stroke) {
        pdf_line_width(p, a->stroke_width);
        if (a->dash > 0) {
            buf_putc(&p->at->out, '[');
            number(p, a->dash);
            buf_puts(&p->at->out, "] 0 d\n");
        }
    }
    points(p, a, x, y);
    buf_puts(&p->at->out, fill && stroke ? "B\n" : fill ? "f\n" : stroke ? "S\n" : "n\n");
    restore(p, before);
    return pdf_ok(p);
}

/* --- frames --- */

const char *pdf_turn(int turn)
{
    static const char *const turns[] = {"1 0 0 1 ", "0 1 -1 0 ", "-1 0 0 -1 ", "0 -1 1 0 "};

    return turns[turn / 90 & 3];
}

static void write_matrix(struct pdf *p, mpt x, mpt y, int turn)
{
    buf_puts(&p->at->out, pdf_turn(turn));
    pdf_point(p, x, y);
    buf_puts(&p->at->out, "cm\n");
}

/* The clip box is the frame's own: its top left is the place, its edges turn with it. */
bool pdf_push(struct device *dev, mpt x, mpt y, int turn, mpt clip_w, mpt clip_h)
{
    struct pdf *p = (struct pdf *)dev;
    struct pdf_frame *f = pdf_frame(p);
    struct pdf_place at = pdf_on_page(p, x, y);
    size_t most = p->keeps->claim.part ? PDF_DEPTH_ARCHIVAL : PDF_DEPTH;
    char limit[24];

    if (p->at->depth + 1 >= most) {
        snprintf(limit, sizeof limit, "%zu", most);
        diag(p->base.diag, PDF_NESTING, &p->place, limit);
        p->failed = true;
        return false;
    }
    pdf_leave_text(p);
    pdf_tags_close(p);
    buf_puts(&p->at->out, "q\n");
    write_matrix(p, x, y, turn);
    p->at->depth++;
    f[1] = (struct pdf_frame){.x = at.x, .y = at.y, .turn = (f->turn + turn) % 360, .flip = 0, .state = f->state};
    if (clip_w >= 0) {
        pdf_rectangle(p, 0, 0, clip_w, clip_h);
        buf_puts(&p->at->out, "W n\n");
    }
    return pdf_ok(p);
}

bool pdf_pop(struct device *dev)
{
    struct pdf *p = (struct pdf *)dev;

    pdf_leave_text(p);
    pdf_tags_close(p);
    p->at->depth--;
    buf_puts(&p->at->out, "Q\n");
    return pdf_ok(p);
}
