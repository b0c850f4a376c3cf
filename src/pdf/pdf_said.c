/* pdf_said.c - what the text on a page says, for those who listen: languages, labels, lists, options, links. */
#include <string.h>

#include "base/utf8.h"
#include "pdf/pdf_int.h"

/* Chinese punctuation, full-width signs and blanks: they stand between words of any language. */
static bool is_mark(uint32_t cp)
{
    return (cp >= 0x3000 && cp <= 0x3004) || (cp >= 0x3008 && cp <= 0x3020) || cp >= 0xff00;
}

/* Latin letters with marks, Cyrillic and all up to general punctuation; but Greek ones are signs of science in any language. */
static bool is_foreign(uint32_t cp)
{
    bool greek = cp >= 0x370 && cp < 0x400;

    return cp >= 0xc0 && cp < 0x2000 && cp != 0xd7 && cp != 0xf7 && !greek;
}

static void count(struct pdf_elem *e, const char *s, size_t n)
{
    for (const char *end = s + n; s < end;) {
        uint32_t cp = utf8_next(&s, end);
        bool latin = (cp | 32) >= 'a' && (cp | 32) <= 'z', han = cp > 0x2e80 && !is_mark(cp);
        uint16_t *of = latin ? &e->latin : han ? &e->han : is_foreign(cp) ? &e->foreign : NULL;
        if (of && *of < UINT16_MAX)
            ++*of;
    }
}

static void collect(struct pdf *p, uint32_t i, const struct glyph_run *r)
{
    for (int up = 0; i && up < 4; up++, i = pdf_elem_at(p, i)->parent) {
        if (!(pdf_elem_at(p, i)->flags & ELEM_COLLECTS))
            continue;
        struct pdf_elem_more *m = pdf_tags_more(p, i);
        for (size_t k = 0; k < r->text_len; k++)
            *VEC_PUSH(p->arena, &m->text) = r->text[k];
        if (!(pdf_elem_at(p, i)->flags & (ELEM_RAISED | ELEM_LOWERED)))
            return;
    }
}

/* The characters that are superscripts and subscripts themselves. */
static const struct {
    const char *plain, *raised, *lowered;
} scripts[] = {{"0", "⁰", "₀"}, {"1", "¹", "₁"}, {"2", "²", "₂"}, {"3", "³", "₃"}, {"4", "⁴", "₄"}, {"5", "⁵", "₅"}, {"6", "⁶", "₆"},
               {"7", "⁷", "₇"}, {"8", "⁸", "₈"}, {"9", "⁹", "₉"}, {"+", "⁺", "₊"}, {"-", "⁻", "₋"}, {"−", "⁻", "₋"}, {"=", "⁼", "₌"},
               {"(", "⁽", "₍"}, {")", "⁾", "₎"}, {"n", "ⁿ", "ₙ"}};

const char *pdf_tags_script(struct pdf *p, const char *s, size_t n, bool raised)
{
    struct buf b = {0};
    size_t i;

    for (const char *end = s + n; s < end; s += strlen(scripts[i].plain)) {
        for (i = 0; i < sizeof scripts / sizeof *scripts; i++)
            if (strncmp(s, scripts[i].plain, strlen(scripts[i].plain)) == 0)
                break;
        if (i == sizeof scripts / sizeof *scripts) {
            buf_free(&b);
            return NULL;
        }
        buf_puts(&b, raised ? scripts[i].raised : scripts[i].lowered);
    }
    return b.n ? buf_keep(&b, p->arena) : NULL;
}

static bool is_among(uint32_t cp, const char *characters)
{
    char c[5] = "";

    utf8_put(c, cp);
    return strstr(characters, c) != NULL;
}

/* What a label counts by; Chinese numbers are decimal ones, brackets around them say nothing. */
static const char *numbering_of(const char *s, const char *end)
{
    while (s < end) {
        uint32_t cp = utf8_next(&s, end);
        if ((cp >= '0' && cp <= '9') || (cp >= 0x2460 && cp < 0x249C) || is_among(cp, "一二三四五六七八九十"))
            return "Decimal";
        if ((cp | 32) >= 'a' && (cp | 32) <= 'z')
            return cp & 32 ? "LowerAlpha" : "UpperAlpha";
        if (is_among(cp, "•●·"))
            return "Disc";
        if (is_among(cp, "○◦"))
            return "Circle";
        if (is_among(cp, "■□▪▫"))
            return "Square";
    }
    return NULL;
}

/* A label may be several runs, of which a bracket is the first. */
static void number_list(struct pdf *p, uint32_t i, const struct glyph_run *r)
{
    struct pdf_elem_more *list;

    for (int up = 0; i && up < 4 && pdf_elem_at(p, i)->type != TAG_Lbl; up++)
        i = pdf_elem_at(p, i)->parent;
    uint32_t above = pdf_elem_at(p, pdf_elem_at(p, i)->parent)->parent;
    if (pdf_elem_at(p, i)->type != TAG_Lbl || pdf_elem_at(p, above)->type != TAG_L)
        return;
    list = pdf_tags_more(p, above);
    list->labelled = true;
    if (!list->numbering)
        list->numbering = numbering_of(r->text, r->text + r->text_len);
}

/* Somebody near above wants to know what is said. */
static bool is_heeded(struct pdf *p, uint32_t i)
{
    for (int up = 0; i && up <= 4; up++, i = pdf_elem_at(p, i)->parent) {
        const struct pdf_elem *e = pdf_elem_at(p, i);
        if ((e->flags & ELEM_COLLECTS) || e->type == TAG_Lbl || e->type == TAG_Link)
            return true;
    }
    return false;
}

void pdf_tags_said(struct pdf *p, const struct glyph_run *r, mpt x, mpt baseline)
{
    struct pdf_tags *t = p->tags;
    const struct pdf_context *c = &t->stack[t->depth];

    if (!pdf_tags_marks(p) || c->artifact)
        return;
    uint32_t i = pdf_tags_current(p);
    if (c->figure)
        pdf_tags_extend(p, i, x, baseline - r->font.size, r->font.size, r->font.size);
    count(pdf_elem_at(p, i), r->text, r->text_len);
    if (!is_heeded(p, i))
        return;
    collect(p, i, r);
    number_list(p, i, r);
    for (uint32_t e = i, up = 0; up < 4; up++, e = pdf_elem_at(p, e)->parent) {
        for (size_t k = 0; pdf_elem_at(p, e)->type == TAG_Link && k < r->text_len; k++)
            *VEC_PUSH(p->arena, &t->said) = r->text[k];
    }
}

bool pdf_tags_is_chinese(const struct pdf *p)
{
    return p->info.language && strncmp(p->info.language, "zh", 2) == 0;
}

static bool is_phrase(const char *s, size_t n)
{
    unsigned letters = 0;

    for (size_t i = 0; i < n; i++) {
        if ((unsigned char)s[i] >= 0x80)
            return false;
        letters += (s[i] | 32) >= 'a' && (s[i] | 32) <= 'z';
    }
    return letters >= PDF_TAGS_ENGLISH && memchr(s, ' ', n);
}

static void begin_part(struct pdf *p, uint32_t e)
{
    pdf_tags_close(p);
    p->tags->part = e;
}

bool pdf_tags_english(struct pdf *p, const struct glyph_run *r)
{
    struct pdf_tags *t = p->tags;
    const struct pdf_context *c = &t->stack[t->depth];

    if (!pdf_tags_marks(p) || c->artifact || !c->node || !pdf_tags_is_chinese(p) || !is_phrase(r->text, r->text_len))
        return false;
    for (uint32_t i = pdf_tags_current(p); i; i = pdf_elem_at(p, i)->parent)
        if (pdf_elem_at(p, i)->more && pdf_elem_at(p, i)->more->lang)
            return false;
    uint32_t e = pdf_tags_elem(p, pdf_tags_current(p), c->node->serial, TAG_Span, ELEM_AUTO);
    pdf_tags_more(p, e)->lang = "en";
    begin_part(p, e);
    return true;
}

void pdf_tags_part_end(struct pdf *p)
{
    pdf_tags_close(p);
    p->tags->part = -1;
}

/* --- options --- */

/* Each box with whether it is chosen. */
static const struct {
    const char *text;
    bool chosen;
} boxes[] = {{"□", false}, {"☐", false}, {"☑", true}, {"☒", true}, {"■", true}};

static int box_of(const char *text)
{
    for (int i = 0; *text == *boxes[0].text && i < (int)(sizeof boxes / sizeof boxes[0]); i++) /* all begin alike */
        if (memcmp(boxes[i].text, text, 3) == 0)
            return i;
    return -1;
}

bool pdf_tags_is_box(struct pdf *p, const char *text)
{
    const struct pdf_context *c = &p->tags->stack[p->tags->depth];

    return pdf_tags_marks(p) && !c->artifact && !c->figure && c->node && box_of(text) >= 0;
}

void pdf_tags_option(struct pdf *p, const char *text)
{
    struct pdf_tags *t = p->tags;
    uint32_t e = pdf_tags_elem(p, pdf_tags_current(p), t->stack[t->depth].node->serial, TAG_Span, 0);

    pdf_tags_more(p, e)->actual = boxes[box_of(text)].chosen ? "已选" : "未选";
    begin_part(p, e);
    pdf_tags_glyph(p);
}

/* --- links --- */

uint32_t pdf_tags_link(struct pdf *p, const char **said)
{
    struct pdf_tags *t = p->tags;
    uint32_t e = 0;

    *said = "";
    if (!t->on)
        return 0;
    if (t->said.n)
        *said = arena_strndup(p->arena, t->said.v, t->said.n);
    t->said.n = 0;
    if (pdf_tags_marks(p) && !t->stack[t->depth].artifact)
        for (e = pdf_tags_current(p); e && pdf_elem_at(p, e)->type != TAG_Link;)
            e = pdf_elem_at(p, e)->parent;
    return e ? e : pdf_tags_elem(p, 0, UINT32_MAX, TAG_Link, 0); /* in a header, say */
}
