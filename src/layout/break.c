/* break.c - where a column ends.
 *
 * From the place where the column begins, every later place is judged once: does the part between fit, and what does a
 * break there cost? The cheapest class of penalty wins (no keep broken before a keep broken, weaker keeps before
 * stronger ones), and within it the fullest column; small penalties (wishes, under 1000) are weighed against the room
 * they would leave: one per mille of empty column costs one point. A forced break ends the search, so each place is
 * looked at by one column and the overshoot of the next: linear in the document.
 *
 * Rejected: total fit over all pages. Ragged-bottom pages have no stretch, so every break short of full is equally bad
 * and the optimum is this greedy one but for the last page; what total fit would add there (no stranded row, no lone
 * line) the places' penalties express. */
#include "layout/page_int.h"

#define WISH_MAX 1000

static int64_t cost(int penalty, mpt height, mpt room)
{
    if (penalty >= WISH_MAX)
        return (int64_t)penalty * 1000;
    int64_t empty = room > 0 && height < room ? (int64_t)(room - height) * 1000 / room : 0;
    return (penalty > 0 ? penalty : 0) + empty;
}

/* Can no place after b fit any more? Only what stands before its gap counts, its tail may shrink. */
static bool beyond(const struct stack *s, int from, int b, mpt room)
{
    const struct place *a = &s->places.v[from], *p = &s->places.v[b];
    int64_t h = (int64_t)a->head.min + p->before.min - a->after.min;
    return h > room;
}

static bool fits(struct page_run *r, int b, mpt room, mpt *height)
{
    mpt stretch, shrink;
    *height = stack_height_range(r->stack, r->at, b, &stretch, &shrink);
    mpt notes = notes_least(r, r->stack, r->at, b);
    return (int64_t)*height - shrink + notes <= room;
}

static int first_real(const struct page_run *r)
{
    const struct stack *s = r->stack;
    int n = stack_places(s);
    for (int b = r->at + 1; b < n; b++)
        if (s->places.v[b].boxes > s->places.v[r->at].boxes)
            return b;
    return n - 1;
}

int break_choose(struct page_run *r, mpt room, bool fresh, bool *overfull)
{
    const struct stack *s = r->stack;
    int n = stack_places(s), best = PLACE_NONE, b = r->at + 1;
    int64_t least = INT64_MAX;
    *overfull = false;
    bool passed = false;
    for (; b < n && !passed; b++) {
        int penalty = s->places.v[b].brk.penalty;
        bool end = s->finished && b == n - 1;
        mpt height;
        if (fits(r, b, room, &height)) {
            if (end || penalty == STACK_FORCED)
                return b;
            int64_t c = cost(penalty, height, room);
            if (c <= least) {
                least = c;
                best = b;
            }
        } else {
            passed = beyond(s, r->at, b, room) || end || penalty == STACK_FORCED;
        }
    }
    if (!passed && !s->finished)
        return PLACE_MORE;
    bool keeps = best != PLACE_NONE && s->places.v[best].brk.penalty < STACK_INFINITE;
    if (keeps)
        return best;
    if (!fresh)
        return PLACE_NONE;
    *overfull = true; /* a keep that can't be kept, or more than the room */
    return best != PLACE_NONE ? best : first_real(r);
}
