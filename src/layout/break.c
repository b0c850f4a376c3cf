/* break.c - where a column ends.
 *
 * From the place where the column begins, every later place is judged once: does the part between fit, and what does a
 * break there cost? The cheapest class of penalty wins (no keep broken before a keep broken, weaker keeps before
 * stronger ones). Within it a part whose spaces can be stretched or shrunk to fill the column is better than one that
 * leaves room, and better the less they must change (badness after Knuth and Plass, "Breaking paragraphs into lines",
 * 1981: 100 r^3); among parts that leave room the fullest wins, wishes (penalties under 1000) weighed against one point
 * a per mille of empty column. A forced break ends the search, so each place is looked at by one column and the
 * overshoot of the next: linear in the document.
 *
 * Rejected: total fit over all pages. Ragged-bottom pages have no stretch, so every break short of full is equally bad
 * and the optimum is this greedy one but for the last page; what total fit would add there (no stranded row, no lone
 * line) the places' penalties express. */
#include "layout/page_int.h"

#define WISH_MAX 1000

struct fit {
    mpt height, stretch, shrink;
    mpt room; /* less the footnotes that must stand below */
};

static int64_t badness(int64_t change, int64_t range)
{
    double r = (double)change / (double)range;
    return (int64_t)(100 * r * r * r);
}

#define LEAVES_ROOM 1000 /* more than any badness */

static int64_t cost(int penalty, const struct fit *f)
{
    if (penalty >= WISH_MAX)
        return (int64_t)penalty * 10000;
    int64_t free = (int64_t)f->room - f->height, wish = penalty > 0 ? penalty : 0;
    if (free < 0)
        return wish + badness(-free, f->shrink);
    if (!free || (f->stretch > 0 && free <= f->stretch))
        return wish + (free ? badness(free, f->stretch) : 0);
    return wish + LEAVES_ROOM + (f->room > 0 ? free * 1000 / f->room : 0);
}

/* Can no place after b fit any more? Only what stands before its gap counts, its tail may shrink. */
static bool beyond(const struct stack *s, int from, int b, mpt room)
{
    const struct place *a = &s->places.v[from], *p = &s->places.v[b];
    int64_t h = (int64_t)a->head.min + p->before.min - a->after.min;
    return h > room;
}

static bool fits(struct page_run *r, int b, mpt room, struct fit *f)
{
    f->height = stack_height_range(r->stack, r->at, b, &f->stretch, &f->shrink);
    f->room = room - notes_least(r, r->stack, r->at, b);
    return (int64_t)f->height - f->shrink <= f->room;
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
        struct fit f;
        if (penalty == STACK_FORCED && !end && s->places.v[b].filled == s->places.v[r->at].filled)
            continue; /* nothing to see before it: an empty block takes no page of its own */
        if (fits(r, b, room, &f)) {
            if (end || penalty == STACK_FORCED)
                return b;
            int64_t c = cost(penalty, &f);
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
