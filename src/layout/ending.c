/* ending.c - the pages behind the content of a page-sequence: the one that page-position="last" still waits for, and the blank
 * one of force-page-count, which is the last page when there is one (XSL 1.1 7.27.5, 7.27.14). */
#include "layout/page_int.h"

/* Does the next sequence, if there is one, want to begin with a page of the other parity than `number`? */
static bool next_differs(const struct page_run *r, unsigned number)
{
    struct fo_node *next = fo_next(r->l->fo, r->sequence);
    while (next && next->element != FO_PAGE_SEQUENCE)
        next = fo_next(r->l->fo, next);
    if (!next)
        return false;
    bool odd = number % 2 == 1;
    enum fo_keyword k = fo_enum(next, FO_P_INITIAL_PAGE_NUMBER);
    int want = fo_integer(next, FO_P_INITIAL_PAGE_NUMBER, 0);
    return k == FO_K_AUTO_ODD ? !odd : k == FO_K_AUTO_EVEN ? odd : want > 0 && (want % 2 == 1) != odd;
}

bool ending_blank(const struct page_run *r, unsigned more)
{
    unsigned number = r->number + more, pages = r->pages + more; /* number: of the page behind the last one */
    switch (fo_enum(r->sequence, FO_P_FORCE_PAGE_COUNT)) {
    case FO_K_EVEN: return pages % 2 == 1;
    case FO_K_ODD: return pages % 2 == 0;
    case FO_K_END_ON_EVEN: return number % 2 == 0;
    case FO_K_END_ON_ODD: return number % 2 == 1;
    case FO_K_AUTO: return next_differs(r, number);
    default: return false;
    }
}

static void blank(struct page_run *r, bool last)
{
    if (!r->l->failed && page_open(r, true, last))
        page_close(r);
}

/* All was set, but the last page has another master than the one for last pages, which has less room. XSL does not say what
 * then: one more page is made, empty; but none where the page to come has other columns than the content (as in FOP). */
static bool waits_for_last(const struct page_run *r)
{
    struct page_state last = {.last = true, .number = r->number}, other = last;
    other.last = false;
    const struct page_geometry *next = master_next(r->l, r->cursor, &other, false);
    return !r->ended_last && master_next(r->l, r->cursor, &last, false) != next && next && !again_other_columns(r, next);
}

bool ending_with_notes(struct page_run *r)
{
    struct page_state last = {.first = r->pages == 0, .last = true, .number = r->number};
    const struct page_geometry *g = master_next(r->l, r->cursor, &last, false);
    return g && notes_waiting(r, g) <= g->region[REGION_BODY].ch && !ending_blank(r, 1);
}

void ending_pages(struct page_run *r)
{
    bool odd_one = ending_blank(r, 0);
    if (!odd_one && !waits_for_last(r))
        return;
    if (!odd_one && ending_blank(r, 1))
        blank(r, false);
    blank(r, true);
}
