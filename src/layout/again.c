/* again.c - content that is laid out again, because the page that it comes to has columns of another width.
 *
 * Content is laid out ahead of the pages, at the width of the page under way. Each break place of a flow knows what stands
 * behind it (stack_resume()): an object, a run of lines and the unit of its paragraph, the lines behind a block inside an inline, or
 * the inside of a list item. Before a page whose columns differ, fill() stops; what was called from page.c down to the line
 * returns, as it does for a system error; and the flow is walked again with layout.resume set, past what is placed. Then the
 * paragraph is broken anew from that unit on.
 *
 * A table keeps its columns to its end, as in Apache FOP: its rows stand below each other as one table. What can't begin again
 * goes on as it is, and what of it stands beyond the column is reported.
 *
 * Rejected: a stack that keeps the unbroken paragraphs and breaks them page by page (keeps, widows and balanced columns look
 * ahead over pages, so all widths would have to be tried). Rejected: laying out everything first at all widths that occur. */
#include "base/buf.h"
#include "base/limits.h"
#include "layout/page_int.h"

bool again_other_columns(const struct page_run *r, const struct page_geometry *g)
{
    struct page_columns c = page_columns(g, r->all);
    return c.count != r->columns || c.width != r->column_width || c.gap != r->column_gap;
}

bool again_needed(const struct page_run *r)
{
    return again_other_columns(r, r->page->geometry);
}

static struct layout_resume resume_at(const struct page_run *r, int place)
{
    return place ? stack_resume(r->stack, place) : r->begun;
}

static bool about_content(void *run, size_t i)
{
    const struct page_run *r = run;
    for (size_t k = r->said.n; k-- > 0;)
        if (i >= r->said.v[k].from)
            return i >= r->said.v[k].to;
    return true;
}

void again_keep(struct page_run *r, size_t from)
{
    size_t to = diag_list_count(r->l->diag);
    if (to > from)
        *VEC_PUSH(r->l->doc, &r->said) = (struct page_messages){from, to};
}

bool again_begin(struct page_run *r)
{
    struct layout_resume from = resume_at(r, r->at);
    if (!from.node)
        return false;
    diag_list_drop_if(r->l->diag, from.said, about_content, r);
    r->said.n = 0;
    if (r->page)
        page_end_span(r->page);
    if (r->at ? r->stack->places.v[r->at].brk.penalty == STACK_FORCED : !r->pages)
        r->section_width = 0;
    r->again = from;
    r->l->failed = true;
    r->wants_all = false;
    return true;
}

bool again_next_is_other(const struct page_run *r)
{
    const struct page_geometry *g = page_ahead(r, 1);
    return g && again_other_columns(r, g);
}

static bool all_resumable(const struct page_run *r)
{
    int i = r->at, n = (int)r->stack->places.n;
    while (i < n && resume_at(r, i).node)
        i++;
    return i == n;
}

/* The pages' ends are sought up to the end of the page under way where the next one is another; one page more tells that it is full,
 * and one that what is unknown lies behind it. Several columns can't go on in the middle of a page. */
mpt page_wanted(struct layout *l, const struct stack *s)
{
    const struct page_run *r = l->run;
    if (!r || r->stack != s)
        return s->enough; /* that of what it stands in */
    if (r->columns > 1 || r->wants_all || !again_next_is_other(r) || !all_resumable(r))
        return 0;
    mpt page = page_at_hand(r)->region[REGION_BODY].ch;
    return mpt_add(page, 2 * (int64_t)page);
}

void page_wants_all(struct layout *l)
{
    l->run->wants_all = again_begin(l->run);
}

void again_stale_columns(struct page_run *r)
{
    struct page_columns c = page_columns(r->page->geometry, r->all);
    if (c.width < r->column_width)
        return;
    r->columns = c.count;
    r->column_pitch = mpt_add(c.width, c.gap);
}

bool again_stale_end(const struct page_run *r, int *b)
{
    int i = r->at + 1;
    while (i < *b && !resume_at(r, i).node)
        i++;
    bool ends = i == *b && (r->ends || r->stack->places.v[i].brk.penalty == STACK_FORCED || !resume_at(r, i).node);
    *b = i;
    return !ends;
}

bool again_ahead(const struct page_run *r)
{
    return r->page && r->page->column + 1 == r->columns && again_next_is_other(r);
}

/* The right edge of what is to be seen in an area; text stands in cells, or on lines of its own. */
static mpt right_edge(const struct area *a, mpt x, unsigned depth)
{
    bool seen = a->kind == AREA_GLYPHS || a->kind == AREA_IMAGE || a->kind == AREA_RULE || a->kind == AREA_VIEWPORT
        || (a->node && a->node->element == FO_TABLE_CELL);
    mpt left = mpt_add(x, a->x), most = seen ? mpt_add(left, a->w) : 0;
    if (a->kind == AREA_VIEWPORT || depth > 4 * LIMIT_DEPTH)
        return most;
    for (const struct area *c = a->first_child; c; c = c->next) {
        mpt edge = right_edge(c, a->kind == AREA_INLINE ? left : mpt_add(left, area_content_x(a)), depth + 1);
        most = edge > most ? edge : most;
    }
    return most;
}

mpt again_right_edge(const struct area *a, mpt x)
{
    return right_edge(a, x, 0);
}

void again_report_beyond(struct page_run *r, mpt beyond)
{
    if (beyond <= MPT_PER_PT / 2)
        return;
    struct buf by = {0};
    buf_decimal(&by, beyond, 3);
    diag(r->l->diag, PAGE_NARROWER, &r->sequence->loc, by.data, r->page->label);
    buf_free(&by);
}

void again_report(struct page_run *r, const struct area *column)
{
    again_report_beyond(r, right_edge(column, -column->x, 0) - page_columns(r->page->geometry, r->all).width);
}
