#include "layout/held.h"

#include <string.h>

#include "layout/inline_int.h"
#include "layout/markers.h"
#include "layout/refs.h"
#include "layout/scan.h"

#define HELD_PAGES 64 /* so many wait at most: memory stays bounded where what is cited lies far ahead */
#define DIGITS_MAX 10

struct held {
    VEC(struct area *) pages;
    VEC(struct area *) guesses; /* citations whose numbers are not known yet */
};

static struct held *held_of(struct layout *l)
{
    if (!l->held)
        l->held = arena_alloc(l->doc, sizeof *l->held);
    return l->held;
}

bool held_any(const struct layout *l)
{
    return l->held && l->held->pages.n > 0;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The glyphs of an area that prints nothing but the digits of a number; NULL: it isn't one, so nothing was guessed there (or
 * the number is hidden, or set in a way that can't be changed here). */
static struct area *number_in(const struct area *citation)
{
    struct area *a = citation->first_child;
    if (!a || a->next || a->kind != AREA_GLYPHS || a->u.run->count != a->u.run->text_len || a->u.run->count > DIGITS_MAX)
        return NULL;
    for (size_t i = 0; i < a->u.run->text_len; i++)
        if (!is_digit(a->u.run->text[i]))
            return NULL;
    return a;
}

/* One digit in place of another of the same width; false when the width, kerning or other features make a difference. */
static bool exchange(const struct font_face *f, char from, char to, const struct glyph *shaped, mpt advance, struct glyph *out)
{
    uint32_t old = font_glyph(f, (uint32_t)from), new = font_glyph(f, (uint32_t)to);
    if (!new || out->gid != old || font_advance_fu(f, old) != font_advance_fu(f, new))
        return false;
    out->gid = new;
    return shaped->gid == new && shaped->advance == advance;
}

/* Prints the number in place of the guess. */
static bool put_number(struct layout *l, struct area *a, const char *label)
{
    struct glyph_run *run = a->u.run;
    struct glyph shaped[DIGITS_MAX], *glyphs = arena_dup(l->chunk, run->glyphs, run->count * sizeof *glyphs);
    uint32_t cps[DIGITS_MAX];
    if (strlen(label) != run->count)
        return false;
    for (size_t i = 0; i < run->count; i++)
        cps[i] = (uint32_t)label[i];
    const struct para_source *src = inl_source(l);
    const struct shape_run how = {.font = run->font, .language = run->language, .cps = cps, .count = run->count};
    if (src->shape(src->self, &how, shaped, DIGITS_MAX) != run->count)
        return false;
    for (size_t i = 0; i < run->count; i++) {
        mpt plain = font_scale(run->font.face, font_advance_fu(run->font.face, shaped[i].gid), run->font.size);
        if (!is_digit(label[i]) || !exchange(run->font.face, run->text[i], label[i], &shaped[i], plain, &glyphs[i]))
            return false;
    }
    run->glyphs = glyphs;
    run->text = arena_strndup(l->chunk, label, run->count);
    return true;
}

/* Pages that wait are given up: another pass prints them. */
static void give_up(struct layout *l)
{
    l->need_pass = true;
}

/* True when the citation prints the page that it cites, or never will in this pass. */
static bool settled(struct layout *l, struct area *citation)
{
    const struct fo_node *n = citation->node;
    struct area *number = number_in(citation);
    if (!number)
        return true;
    const char *label = refs_placed(l, fo_string(n, FO_P_REF_ID), n->element == FO_PAGE_NUMBER_CITATION_LAST);
    if (!label)
        return false;
    const struct glyph_run *run = number->u.run;
    bool right = strlen(label) == run->text_len && memcmp(label, run->text, run->text_len) == 0;
    if (!right && !put_number(l, number, label))
        give_up(l);
    return true;
}

void held_citation(struct layout *l, struct area *citation)
{
    if (!l->need_pass && refs_guesses(l) && !settled(l, citation))
        *VEC_PUSH(l->doc, &held_of(l)->guesses) = citation;
}

/* Draws what waits, if nothing waited for is left; in a pass that has to be done again nothing is drawn. */
static void release(struct layout *l)
{
    struct held *h = l->held;
    for (size_t i = 0; i < h->pages.n && !l->failed; i++)
        scan_draw(l, h->pages.v[i]);
    h->pages.n = h->guesses.n = 0;
    markers_drawn(l);
}

static void settle(struct layout *l)
{
    struct held *h = l->held;
    size_t left = 0;
    for (size_t i = 0; i < h->guesses.n && !l->need_pass; i++)
        if (!settled(l, h->guesses.v[i]))
            h->guesses.v[left++] = h->guesses.v[i];
    h->guesses.n = left;
}

void held_page(struct layout *l, struct area *page)
{
    struct held *h = held_of(l);
    *VEC_PUSH(l->doc, &h->pages) = page;
    settle(l);
    if (h->guesses.n && h->pages.n >= HELD_PAGES)
        give_up(l);
    if (!h->guesses.n || l->need_pass)
        release(l);
}

void held_finish(struct layout *l)
{
    if (!l->held)
        return;
    settle(l);
    if (l->held->guesses.n)
        give_up(l);
    release(l);
}
