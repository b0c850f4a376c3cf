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

static const char digits[] = "0123456789";

/* What prints the digits of a number; NULL: nothing does, or not in one piece. */
static struct glyph_run *number_in(const struct area *citation)
{
    struct glyph_run *found = NULL;
    for (const struct area *a = citation->first_child; a; a = a->next) {
        if (a->kind == AREA_RULE) /* a line under it */
            continue;
        if (found || a->kind != AREA_GLYPHS)
            return NULL;
        found = a->u.run;
    }
    bool number = found && found->count == found->text_len && found->count <= DIGITS_MAX
        && strspn(found->text, digits) >= found->text_len;
    return number ? found : NULL;
}

static mpt plain_advance(const struct font *f, uint32_t gid)
{
    return font_scale(f->face, font_advance_fu(f->face, gid), f->size);
}

/* Shaped, a number is nothing but the glyphs of its digits: no kerning (11), no other forms. */
static bool is_plain(struct layout *l, const struct glyph_run *run, const char *number)
{
    struct glyph g[DIGITS_MAX];
    uint32_t cps[DIGITS_MAX];
    for (size_t i = 0; i < run->count; i++)
        cps[i] = (uint32_t)number[i];
    const struct para_source *src = inl_source(l);
    const struct shape_run how = {.font = run->font, .language = run->language, .cps = cps, .count = run->count};
    if (src->shape(src->self, &how, g, DIGITS_MAX) != run->count)
        return false;
    for (size_t i = 0; i < run->count; i++)
        if (!g[i].gid || g[i].gid != font_glyph(run->font.face, cps[i]) || g[i].advance != plain_advance(&run->font, g[i].gid))
            return false;
    return true;
}

/* Prints the number in place of the guess; false when it is not as wide. */
static bool put_number(struct layout *l, struct glyph_run *run, const char *label)
{
    if (strlen(label) != run->count || strspn(label, digits) != run->count || !is_plain(l, run, run->text)
        || !is_plain(l, run, label))
        return false;
    struct glyph *g = arena_dup(l->chunk, run->glyphs, run->count * sizeof *g);
    for (size_t i = 0; i < run->count; i++) {
        uint32_t old = g[i].gid;
        g[i].gid = font_glyph(run->font.face, (uint32_t)label[i]);
        if (plain_advance(&run->font, old) != plain_advance(&run->font, g[i].gid))
            return false;
    }
    run->glyphs = g;
    run->text = arena_strndup(l->chunk, label, run->count);
    return true;
}

/* True when the citation prints the page that it cites, or never will in this pass. */
static bool settled(struct layout *l, struct area *citation)
{
    const struct fo_node *n = citation->node;
    const char *id = fo_string(n, FO_P_REF_ID);
    if (!refs_guessed(l, id)) /* it was known when the citation was set */
        return true;
    const char *label = refs_placed(l, id, n->element == FO_PAGE_NUMBER_CITATION_LAST);
    if (!label)
        return false;
    struct glyph_run *number = number_in(citation);
    bool right = number && strlen(label) == number->text_len && memcmp(label, number->text, number->text_len) == 0;
    if (!right && !(number && put_number(l, number, label)))
        l->need_pass = true;
    return true;
}

void held_citation(struct layout *l, struct area *citation)
{
    if (!l->need_pass && !settled(l, citation))
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
        l->need_pass = true;
    if (!h->guesses.n || l->need_pass)
        release(l);
}

void held_finish(struct layout *l)
{
    if (!l->held)
        return;
    settle(l);
    if (l->held->guesses.n)
        l->need_pass = true;
    release(l);
}
