/* inline.c - a run of inline content set or measured, and kept where it is long. See inline.h, inline_int.h. */
#include "layout/inline.h"

#include <stdlib.h>
#include <string.h>

#include "layout/inline_int.h"
#include "layout/page.h"
#include "layout/spread.h"
#include "layout/stack_int.h"

static bool holds_lines(const struct fo_node *n)
{
    while (n && (n->element == FO_WRAPPER || n->element == FO_RETRIEVE_MARKER || n->element == FO_RETRIEVE_TABLE_MARKER
                 || n->element == FO_MARKER))
        n = n->parent;
    return n && (n->element == FO_BLOCK || n->element == FO_INLINE || n->element == FO_BASIC_LINK ||
                 n->element == FO_FOOTNOTE || n->element == FO_LEADER || n->element == FO_TITLE);
}

bool inline_is(const struct fo_node *n)
{
    switch (n->element) {
    case FO_TEXT: case FO_INLINE: case FO_CHARACTER: case FO_EXTERNAL_GRAPHIC: case FO_INSTREAM_FOREIGN_OBJECT:
    case FO_INLINE_CONTAINER: case FO_LEADER: case FO_PAGE_NUMBER: case FO_PAGE_NUMBER_CITATION:
    case FO_PAGE_NUMBER_CITATION_LAST: case FO_BASIC_LINK: case FO_FOOTNOTE: case FO_BIDI_OVERRIDE:
        return true;
    case FO_WRAPPER: case FO_RETRIEVE_MARKER: case FO_RETRIEVE_TABLE_MARKER:
        return holds_lines(n->parent);
    default:
        return false;
    }
}

const struct fo_node *inline_spaces_of(const struct fo_node *n)
{
    while (n->element != FO_BLOCK && n->parent)
        n = n->parent;
    return n;
}

const struct para_source *inl_source(struct layout *l)
{
    return para_fonts_of(l->job->fonts);
}

/* --- long paragraphs, where pages differ in width --- */

/* A paragraph that is set again from where its next page begins, with its characters prepared. */
struct inl_kept {
    struct inl b;
    uint32_t serial; /* of the object that its run begins with */
    struct fo_node *stop; /* the block-level object that ends it, or NULL: it ends with its run */
    bool in_use; /* the rest of its run is still collected in the same arena */
};

void inline_forget(struct layout *l)
{
    if (l->kept && !l->kept->in_use)
        arena_free(l->kept->b.scratch);
    free(l->kept);
    l->kept = NULL;
}

static bool keeps(const struct inl *b)
{
    return b->plain && para_is_long(b->p);
}

static void keep(const struct inl *b, struct fo_node *stop)
{
    struct layout *l = b->l;
    inline_forget(l);
    l->kept = xcalloc(1, sizeof *l->kept);
    *l->kept = (struct inl_kept){.b = *b, .serial = b->first->serial, .stop = stop, .in_use = true};
    memset(&l->kept->b.empty, 0, sizeof l->kept->b.empty);
}

static bool is_kept(const struct layout *l, const struct fo_node *first)
{
    return l->kept && l->kept->b.first == first && l->kept->serial == first->serial;
}

bool inline_run_end(const struct layout *l, const struct fo_node *first, struct fo_node **end)
{
    *end = is_kept(l, first) ? l->kept->b.end : NULL;
    return is_kept(l, first);
}

static bool same_paragraph(const struct layout_resume *a, const struct layout_resume *b)
{
    return a->node == b->node && a->behind == b->behind;
}

/* The paragraph with which the run in `b` goes on, if that is kept; *stop: as above. */
static bool take_kept(struct inl *b, struct layout *l, struct stack *s, mpt width, struct fo_node **stop)
{
    struct layout_resume place = b->passing ? l->resume : b->begin;
    if (!place.at || !is_kept(l, b->first) || !same_paragraph(&place, &l->kept->b.begin) || spread_given(l->kept->b.block))
        return false;
    struct inl own = l->kept->b;
    own.s = s;
    own.frame = b->frame;
    own.left = b->left;
    own.width = own.container_ipd = width;
    own.begin = place;
    own.first_run = own.pushed = own.opens = false;
    own.renewed = true;
    own.given = (struct chunk_children){0};
    chunk_scratch_done(l, b->scratch);
    if (b->passing)
        layout_resume_here(l, place.node);
    *b = own;
    *stop = l->kept->stop;
    free(l->kept);
    l->kept = NULL;
    return true;
}

void inl_flush_before(struct inl *b, struct fo_node *stop)
{
    struct inl before = *b;
    bool long_one = keeps(b);
    inl_flush(b);
    if (long_one && (before.begin.at || page_goes_on_with(b->l, &before.begin)))
        keep(&before, stop);
}

static void done(struct inl *b)
{
    struct inl_kept *k = b->l->kept;
    if (k && k->b.scratch == b->scratch)
        k->in_use = false;
    else
        chunk_scratch_done(b->l, b->scratch);
}

static struct fo_node *collect_and_set(struct inl *b)
{
    b->end = inl_collect_run(b, b->first);
    if (!b->l->failed)
        inl_flush_before(b, NULL);
    return b->end;
}

/* What of the run follows the paragraph in `before`, which is pushed: from the block-level object `stop` on. Returned is what stands
 * behind the run. */
static struct fo_node *set_behind(const struct inl *before, struct fo_node *stop)
{
    struct layout *l = before->l;
    struct inl b = {.scratch = chunk_scratch(l), .left = before->left, .frame = before->frame, .begin = {.node = stop},
                    .first = before->first, .passing = true, .follows = true, .pushed = before->pushed};
    struct fo_node *end = NULL;
    l->resume = b.begin;
    inl_begin(&b, l, before->s, before->block, before->width);
    if (!l->failed)
        end = collect_and_set(&b);
    done(&b);
    return end;
}

bool inline_layout(struct layout *l, struct stack *s, struct fo_node *block, struct fo_node *first,
                   struct fo_node **end, mpt left, mpt width, bool first_run, size_t from)
{
    struct inl b = {.scratch = chunk_scratch(l), .left = left, .first_run = first_run && !from, .frame = *stack_frame(s),
                    .begin = {.node = first, .at = from}, .first = first, .passing = layout_resume_child(l, block), .bare = true};
    struct fo_node *stop = NULL;
    b.opens = b.first_run && !b.passing;
    b.before = s->filled;
    if (spread_given(block))
        spread_block(l, block, &b.left, &width);
    bool taken = take_kept(&b, l, s, width, &stop);
    if (!taken)
        inl_begin(&b, l, s, block, width);
    if (taken)
        inl_flush_before(&b, stop);
    else if (!l->failed)
        *end = collect_and_set(&b);
    done(&b);
    if (stop && !l->failed)
        *end = set_behind(&b, stop);
    return b.pushed;
}

static void measure(struct inl *b, struct layout *l, struct fo_node *block)
{
    struct arena *scratch = chunk_scratch(l);
    b->scratch = scratch;
    b->frame.container_bpd = -1;
    inl_begin(b, l, NULL, block, MPT_MAX / 4);
    b->container_ipd = 0;
    if (!l->failed) {
        inl_collect(b, fo_first(l->fo, block), NULL);
        inl_flush(b);
    }
    chunk_scratch_done(l, scratch);
}

void inline_width_range(struct layout *l, struct fo_node *block, mpt *min, mpt *max)
{
    struct inl b = {0};
    measure(&b, l, block);
    spread_width_range(block, &b.min, &b.max);
    *min = b.min;
    *max = b.max;
}

void inline_decimal_extent(struct layout *l, struct fo_node *block, struct decimal_extent *out)
{
    struct inl b = {.decimal = out};
    measure(&b, l, block);
}
