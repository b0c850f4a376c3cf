/* pdf_text.c - glyph runs as text of the content stream.
 *
 * Glyphs are written as codes of their font under Identity-H. The pen moves by the widths that the font object states;
 * where layout wants another place, TJ corrects it, always from the run's true position, so that nothing adds up. What most glyphs of
 * a run stand apart is character spacing (PDF 32000-1, 9.3.2): fewer corrections, and readers know letter-spacing from spaces. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/pdf_int.h"
#include "text/oldcode.h"

enum {
    TOLERANCE = 5, /* a pen that is nearer to its place is left alone [mpt] */
    ALIKE = 1,     /* gaps that differ by so much are one: slack is shared out in whole units [mpt] */
    FEWEST = 4,    /* gaps alike that are worth a spacing of their own */
    MOST_ASKED = 12,
};

struct text_run {
    struct pdf *p;
    struct pdf_font *font;
    const struct glyph_run *run;
    int64_t wanted;  /* pen by layout, from the run's start [mpt] */
    int64_t written; /* pen by the widths and corrections that were written [hundredths of 1/1000 em] */
    int64_t spaced;  /* pen by the character spacing [mpt] */
    mpt spacing;
    mpt rise;
    bool said;          /* the mark under way says its own text */
    bool array, string; /* inside [ ... ]TJ, inside ( ... ) */
};

/* A code as two bytes of a literal string, two thirds of what it takes in hexadecimal (PDF 32000-1, 7.3.4.2). */
static void put_bytes(struct buf *b, uint16_t code)
{
    const char bytes[2] = {(char)(code >> 8), (char)code};

    for (int i = 0; i < 2; i++) {
        bool carriage = bytes[i] == '\r'; /* it would be read as a line feed */
        if (carriage || bytes[i] == '(' || bytes[i] == ')' || bytes[i] == '\\')
            buf_putc(b, '\\');
        buf_putc(b, carriage ? 'r' : bytes[i]);
    }
}

static void close_string(struct text_run *t)
{
    if (t->string)
        buf_putc(&t->p->at->out, ')');
    t->string = false;
}

static void close_array(struct text_run *t)
{
    close_string(t);
    if (t->array)
        buf_puts(&t->p->at->out, "]TJ\n");
    t->array = false;
}

/* Moves the pen to `place` [mpt from the run's start]. */
static void move_pen(struct text_run *t, int64_t place)
{
    mpt size = t->run->font.size;
    int64_t off, by;

    place -= t->spaced;
    off = place - t->written * size / 100000;

    if ((off <= TOLERANCE && off >= -TOLERANCE) || size == 0)
        return;
    by = (place * 100000 / size - t->written) / 10; /* tenths of 1/1000 em */
    t->written += by * 10;
    close_string(t);
    if (!t->array)
        buf_putc(&t->p->at->out, '[');
    t->array = true;
    buf_decimal(&t->p->at->out, -by, 1);
}

static void set_rise(struct text_run *t, mpt rise)
{
    if (t->rise == rise)
        return;
    close_array(t);
    t->rise = rise;
    buf_decimal(&t->p->at->out, rise, 3);
    buf_puts(&t->p->at->out, " Ts\n");
}

static void put_code(struct text_run *t, uint16_t code)
{
    if (!t->array)
        buf_putc(&t->p->at->out, '[');
    if (!t->string)
        buf_putc(&t->p->at->out, '(');
    t->array = t->string = true;
    put_bytes(&t->p->at->out, code);
    t->written += t->font->codes.v[code].width;
    t->spaced += t->spacing;
}

static void put_glyph(struct text_run *t, const struct glyph *g, uint16_t code)
{
    set_rise(t, g->dy);
    move_pen(t, t->wanted + g->dx);
    put_code(t, code);
    t->wanted += g->advance;
}

/* The text of the glyphs from i on that share a cluster; *next: the glyph behind them. Right-to-left runs have their
 * clusters in falling order, so a cluster ends where the one before it in the run begins. */
static const char *cluster_text(const struct glyph_run *r, size_t i, size_t *next, size_t *len)
{
    uint32_t from = r->glyphs[i].cluster;
    size_t end = r->text_len, j = i;

    while (j < r->count && r->glyphs[j].cluster == from)
        j++;
    if (j < r->count && r->glyphs[j].cluster > from)
        end = r->glyphs[j].cluster;
    else if (i > 0 && r->glyphs[i - 1].cluster > from)
        end = r->glyphs[i - 1].cluster;
    *next = j;
    *len = end > from ? end - from : 0;
    return r->text + from;
}

static void begin_actual_text(struct text_run *t, const char *text, size_t len)
{
    close_array(t);
    t->said = pdf_tags_says(t->p, text, len);
    if (t->said)
        return;
    buf_puts(&t->p->at->out, "/Span<</ActualText<FEFF");
    pdf_utf16(&t->p->at->out, text, len);
    buf_puts(&t->p->at->out, ">>>BDC\n");
}

static void end_actual_text(struct text_run *t)
{
    close_array(t);
    if (t->said)
        pdf_tags_close(t->p);
    else
        buf_puts(&t->p->at->out, "EMC\n");
}

/* Some readers know one character a code only, and a private one says nothing by itself (ISO 19005-3, 6.2.11.7.3). */
static bool says_itself(const char *text, size_t len)
{
    const char *s = text;
    return len == 0 || (!oldcode_private(utf8_next(&s, text + len)) && s == text + len);
}

/* A private code of old as the character that it has since become. */
static void put_standard(struct buf *b, const char *text, size_t len)
{
    for (const char *s = text; s < text + len;) {
        uint32_t cp = utf8_next(&s, text + len), standard = oldcode_private(cp) ? oldcode_standard(cp) : 0;
        buf_utf8(b, standard ? standard : cp);
    }
}

/* In place of a character that no face has: .notdef may not be shown (ISO 19005-3, 6.2.11.8). */
static uint16_t stand_in(struct text_run *t)
{
    static const char *const signs[] = {"□", "〓", "?"};
    bool exact;

    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        const char *s = signs[i];
        size_t len = strlen(s);
        uint32_t gid = font_glyph(t->run->font.face, utf8_next(&s, s + len));
        if (gid)
            return pdf_font_code(t->p, t->font, gid, signs[i], len, &exact);
    }
    return 0;
}

/* Where the place says its text: the first glyph has it, too, for readers that look at glyphs alone. */
static uint16_t any_code(struct text_run *t, uint32_t gid, const char *text, size_t len)
{
    bool exact;
    return gid ? pdf_font_code(t->p, t->font, gid, text, len, &exact) : stand_in(t);
}

/* One glyph that says its own text: the common case. */
static bool put_plain(struct text_run *t, const struct glyph *g, const char *text, size_t len)
{
    bool exact;
    uint16_t code = pdf_font_code(t->p, t->font, g->gid, len ? text : NULL, len, &exact);

    if (!exact)
        return false;
    put_glyph(t, g, code);
    return true;
}

/* The box before an option is read as a word of its own. */
static bool put_option(struct text_run *t, size_t i, size_t next, const char *text, size_t len)
{
    if (next != i + 1 || len != 3 || !pdf_tags_is_box(t->p, text))
        return false;
    close_array(t);
    pdf_tags_option(t->p, text);
    put_plain(t, &t->run->glyphs[i], text, len);
    close_array(t);
    pdf_tags_part_end(t->p);
    return true;
}

static bool is_blank(const struct glyph_run *r, size_t at)
{
    return at + 3 <= r->text_len && memcmp(r->text + at, "　", 3) == 0;
}

/* Ideographic spaces in a row, or one alone, are room to write in: nothing that is drawn, and nothing to read out. */
static bool is_room(const struct glyph_run *r, size_t at)
{
    return is_blank(r, at) && (r->text_len == 3 || is_blank(r, at + 3) || (at >= 3 && is_blank(r, at - 3)));
}

static bool is_all_room(const struct glyph_run *r)
{
    for (size_t at = 0; at < r->text_len; at += 3)
        if (!is_room(r, at))
            return false;
    return r->text_len > 0;
}

static size_t put_cluster(struct text_run *t, size_t i)
{
    size_t next, len;
    const char *text = cluster_text(t->run, i, &next, &len);
    struct buf actual = {0};

    if (next == i + 1 && is_room(t->run, t->run->glyphs[i].cluster)) {
        t->wanted += t->run->glyphs[i].advance;
        return next;
    }
    if (put_option(t, i, next, text, len))
        return next;
    pdf_tags_glyph(t->p);
    if (next == i + 1 && t->run->glyphs[i].gid && says_itself(text, len) && put_plain(t, &t->run->glyphs[i], text, len))
        return next;
    put_standard(&actual, text, len);
    begin_actual_text(t, actual.data ? actual.data : "", actual.n);
    for (size_t k = i; k < next; k++)
        put_glyph(t, &t->run->glyphs[k], any_code(t, t->run->glyphs[k].gid, k == i ? text : NULL, k == i ? len : 0));
    end_actual_text(t);
    buf_free(&actual);
    return next;
}

/* Synthetic bold: the outline stroked 1/30 em wide (font.h). */
static void set_render(struct pdf *p, const struct glyph_run *r)
{
    struct pdf_state *s = &pdf_frame(p)->state;
    int render = r->font.synth_bold ? 2 : 0;

    if (r->font.synth_bold) {
        pdf_stroke_color(p, r->color);
        pdf_line_width(p, r->font.size / 30);
    }
    if (s->render != render)
        buf_printf(&p->at->out, "%d Tr\n", render);
    s->render = render;
}

/* How far glyph i + 1 stands from where the width of glyph i ends. */
static int64_t gap_behind(const struct glyph_run *r, size_t i)
{
    const struct glyph *g = &r->glyphs[i];
    return (int64_t)g->advance + g[1].dx - g->dx - font_standard_advance(r->font.face, font_advance_fu(r->font.face, g->gid), r->font.size);
}

/* The gap that most of a run's glyphs have, of which some are asked; 0: none. */
static mpt common_gap(const struct glyph_run *r)
{
    size_t gaps = r->count - 1, asked = gaps < MOST_ASKED ? gaps : MOST_ASKED, votes = 0, count = 0;
    int64_t heard[MOST_ASKED], gap = 0, sum = 0;

    for (size_t k = 0; k < asked; k++) { /* who has the majority is left over when unlike ones go in pairs (Boyer and Moore, 1991) */
        heard[k] = gap_behind(r, k * gaps / asked);
        bool alike = llabs(heard[k] - gap) <= ALIKE;
        if (!alike && votes == 0)
            gap = heard[k];
        votes = alike || votes == 0 ? votes + 1 : votes - 1;
        if (votes == FEWEST && k + 1 == FEWEST && llabs(gap) <= TOLERANCE)
            return 0; /* most text */
    }
    for (size_t k = 0; k < asked; k++)
        if (llabs(heard[k] - gap) <= ALIKE) {
            sum += heard[k];
            count++;
        }
    return count >= FEWEST && count * 2 > asked && llabs(gap) > TOLERANCE ? mpt_add(0, sum / (int64_t)count) : 0;
}

void pdf_char_spacing(struct pdf *p, mpt spacing)
{
    struct pdf_state *s = &pdf_frame(p)->state;

    if (s->spacing == spacing)
        return;
    s->spacing = spacing;
    buf_decimal(&p->at->out, spacing, 3);
    buf_puts(&p->at->out, " Tc\n");
}

static void set_font(struct pdf *p, struct pdf_font *f, mpt size)
{
    struct pdf_state *s = &pdf_frame(p)->state;

    if (f->serial != p->at->serial) {
        char name[16];
        snprintf(name, sizeof name, "F%u", f->number);
        pdf_use(p, &p->at->fonts, "Font", name, f->type0);
    }
    f->serial = p->at->serial;
    if (s->font == f && s->size == size)
        return;
    s->font = f;
    s->size = size;
    buf_puts(&p->at->out, "/F");
    buf_decimal(&p->at->out, f->number, 0);
    buf_putc(&p->at->out, ' ');
    buf_decimal(&p->at->out, size, 3);
    buf_puts(&p->at->out, " Tf\n");
}

/* Synthetic italic: a shear of 0.2 (font.h). */
static void set_place(struct pdf *p, const struct glyph_run *r, mpt x, mpt y)
{
    buf_puts(&p->at->out, r->font.synth_italic ? "1 0 .2 1 " : "1 0 0 1 ");
    pdf_point(p, x, y);
    buf_puts(&p->at->out, "Tm\n");
}

static void note_box(struct pdf *p, const struct glyph_run *r, mpt x, mpt baseline)
{
    mpt width = 0;

    for (size_t i = 0; i < r->count; i++)
        width = mpt_add(width, r->glyphs[i].advance);
    pdf_painted(p, x, baseline - r->font.size, width, r->font.size * 5 / 4, NULL);
}

/* The space between this line's last word and the next line's first (PDF 32000-1, 14.8.2.5). */
static void put_space(struct text_run *t)
{
    uint32_t gid = font_glyph(t->run->font.face, ' ');
    bool exact;

    if (gid)
        put_code(t, pdf_font_code(t->p, t->font, gid, " ", 1, &exact));
}

bool pdf_glyphs(struct device *dev, const struct glyph_run *r, mpt x, mpt baseline)
{
    struct pdf *p = (struct pdf *)dev;
    struct text_run t = {.p = p, .run = r};

    if (r->count == 0 || is_all_room(r))
        return true;
    t.font = pdf_font_find(p, r->font.face);
    if (!t.font)
        return false;
    if (!pdf_fill_color(p, r->color))
        return true;
    set_render(p, r);
    bool english = pdf_tags_english(p, r);
    pdf_tags_text(p);
    pdf_tags_said(p, r, x, baseline);
    note_box(p, r, x, baseline);
    set_font(p, t.font, r->font.size);
    t.spacing = common_gap(r);
    pdf_char_spacing(p, t.spacing);
    set_place(p, r, x, baseline - font_scale(r->font.face, r->font.face->rise_fu, r->font.size));
    for (size_t i = 0; i < r->count;)
        i = put_cluster(&t, i);
    if (r->spaced)
        put_space(&t);
    close_array(&t);
    if (english)
        pdf_tags_part_end(p);
    set_rise(&t, 0);
    return pdf_ok(p);
}
