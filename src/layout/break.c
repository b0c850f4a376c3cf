/* break.c - where a column ends.
 *
 * Columns are broken by total fit over a window: every way to end this column and the next few is followed, and the cheapest
 * chain decides where this one ends (Knuth and Plass, "Breaking paragraphs into lines", 1981, on columns instead of lines,
 * as Plass, "Optimal pagination techniques", 1981, does for pages). A chain costs, for each of its columns, the square of
 * 1 + badness: 100 r^3 for spaces that stretch or shrink by r of their range. Above that stand broken keeps: a weaker one
 * before a stronger one.
 *
 * In one column the class of penalty decides first (no keep broken before a keep broken); then all the ends are followed
 * whose spaces can fill the column exactly. Where no chain has such an end, the column leaves room: the chain that comes
 * furthest goes on alone. Ends that are better avoided (penalties under 1000: a stranded row) count as leaving so many per
 * mille of the column more; a stranded row costs nothing where spaces change to fill the column, for they would be squeezed
 * instead. So content without elastic spaces has one chain, and each place is looked at by one column and the overshoot of the
 * next: linear in the document. The end of the flow and forced breaks end a chain: what they leave free stays free and costs
 * nothing. So does the last page before one with other columns, where content is laid out anew.
 *
 * Rejected: the best end of one column at a time (it shrinks all spaces to get one more line and leaves the next page with
 * a few). Rejected: total fit over the whole flow (pages could leave only when all is known, and memory would grow with the
 * document). */
#include "layout/page_int.h"

#define WAYS_MAX 16  /* ways that are followed into each column: the cheapest */
#define ENDS_MAX 256 /* ends of one column that are weighed: the last ones that fit */

#define COST_KEEP ((int64_t)10000000000) /* times the penalty of a broken keep */

struct fit {
    mpt height, stretch, shrink;
    mpt room; /* less the footnotes that must stand below */
};

static double badness(int64_t change, int64_t range)
{
    double r = (double)change / (double)range;
    return 100 * r * r * r;
}

/* In thousandths. */
static int64_t demerits(double badness_of)
{
    double d = 1 + badness_of;
    return (int64_t)(1000 * d * d);
}

/* What a column may take. */
struct limit {
    mpt room; /* with the footnotes that it calls */
    mpt most; /* without them, for those of the other columns */
};

static bool fits(struct page_run *r, int from, int b, const struct limit *c, struct fit *f)
{
    f->height = stack_height_range(r->stack, from, b, &f->stretch, &f->shrink);
    f->room = c->room - notes_least(r, r->stack, from, b);
    if (f->room > c->most)
        f->room = c->most;
    return (int64_t)f->height - f->shrink <= f->room;
}

/* Can no place after b fit any more? Only what stands before its gap counts, its tail may shrink. */
static bool beyond(const struct stack *s, int from, int b, mpt room)
{
    const struct place *a = &s->places.v[from], *p = &s->places.v[b];
    int64_t h = (int64_t)a->head.min - a->brk.start_over + p->before.min - a->after.min;
    return h > room;
}

/* --- the ends of one column --- */

struct end {
    int place;
    int64_t cost;
};

struct ends {
    struct end v[ENDS_MAX]; /* a ring: those that spaces can fill */
    int n;
    struct end best_short;  /* cost: wish and per mille of empty column */
    int class;              /* penalty of the keep that all of these break; 0: none */
    int final;              /* a forced break, or the end of the flow, that fits; PLACE_NONE: none */
    int64_t final_cost;
    bool known;             /* every place that can fit was seen */
};

static int class_of(int penalty)
{
    return penalty >= STACK_WISHES ? penalty : 0;
}

static void better_class(struct ends *e, int class)
{
    e->n = 0;
    e->best_short.place = PLACE_NONE;
    e->class = class;
}

static void add_end(struct ends *e, int place, int penalty, const struct fit *f)
{
    int class = class_of(penalty), wish = class || penalty < 0 ? 0 : penalty;
    int64_t free = (int64_t)f->room - f->height;
    bool none = !e->n && e->best_short.place == PLACE_NONE;
    if (none || class < e->class)
        better_class(e, class);
    if (class > e->class)
        return;
    if (free <= f->stretch && (free ? wish <= STACK_STRANDED : !wish)) {
        double bad = free < 0 ? badness(-free, f->shrink) : free ? badness(free, f->stretch) : 0;
        e->v[e->n++ % ENDS_MAX] = (struct end){place, demerits(bad)};
        return;
    }
    int64_t empty = wish + (f->room > 0 && free > 0 ? free * 1000 / f->room : 0);
    if (e->best_short.place == PLACE_NONE || empty <= e->best_short.cost)
        e->best_short = (struct end){place, empty};
}

/* Of a column's end. Where the page goes on, a keep within the page is not broken (XSL 1.1 4.8); yet whole is better, unless the
 * column is filled to its end. So FOP has it. */
static int penalty_at(const struct page_run *r, int place, bool ends_page, bool filled)
{
    const struct stack_break *b = &r->stack->places.v[place].brk;
    if (b->shun && !b->penalty && again_ahead(r))
        return STACK_WISHES - 1;
    int column = b->penalty - b->relief;
    if (ends_page || !b->relief)
        return b->penalty;
    return filled || column >= STACK_WISHES ? column : STACK_WISHES;
}

/* One empty block between two forced breaks takes no page of its own, two do. So FOP has it. */
bool break_behind_nothing(const struct stack *s, int from, int place)
{
    const struct place *p = s->places.v;
    int before = place - 1;
    while (before > from && p[before].brk.penalty != STACK_FORCED)
        before--;
    return p[place].filled == p[from].filled && p[place].boxes <= p[before].boxes + 1;
}

/* last: the page ends with this column. */
static void find_ends(struct page_run *r, int from, const struct limit *c, bool last, struct ends *e)
{
    const struct stack *s = r->stack;
    int n = stack_places(s);
    *e = (struct ends){.final = PLACE_NONE, .best_short = {PLACE_NONE, 0}};
    for (int b = from + 1; b < n && !e->known; b++) {
        const struct stack_break *brk = &s->places.v[b].brk;
        bool end = s->finished && b == n - 1, stop = end || brk->penalty == STACK_FORCED || b == r->page_end;
        struct fit f;
        if (brk->penalty == STACK_FORCED && !end && break_behind_nothing(s, from, b))
            continue;
        if (!fits(r, from, b, c, &f)) {
            e->known = stop || beyond(s, from, b, c->room);
        } else if (stop) {
            e->known = true;
            e->final = b;
            e->final_cost = demerits(f.height > f.room ? badness((int64_t)f.height - f.room, f.shrink) : 0);
        } else {
            add_end(e, b, penalty_at(r, b, last, (int64_t)f.room - f.height <= f.stretch), &f);
        }
    }
}

/* --- chains of columns --- */

struct way {
    int place, first; /* where it has come to; where it ended the first column */
    int64_t cost;
};

struct ways {
    struct way v[WAYS_MAX];
    int n;
};

static bool cheaper(const struct way *a, const struct way *b)
{
    return a->cost < b->cost || (a->cost == b->cost && a->place > b->place);
}

static void add_way(struct ways *w, struct way x)
{
    int worst = 0;
    for (int i = 0; i < w->n; i++) {
        if (w->v[i].place == x.place) {
            if (cheaper(&x, &w->v[i]))
                w->v[i] = x;
            return;
        }
        if (cheaper(&w->v[worst], &w->v[i]))
            worst = i;
    }
    if (w->n < WAYS_MAX)
        w->v[w->n++] = x;
    else if (cheaper(&x, &w->v[worst]))
        w->v[worst] = x;
}

struct ahead {
    struct limit columns;
    bool other; /* it has other columns: what comes to it is laid out anew */
};

struct search {
    struct page_run *r;
    struct ahead pages[BREAK_WINDOW + 1]; /* the page under way and those that follow, as far as they were asked for */
    int known_pages;
    struct way done;     /* the cheapest chain that has come to a forced break or the end; place PLACE_NONE: none */
    struct way brief;    /* the way to the furthest end of a column that leaves room; PLACE_NONE: none */
    int brief_from;
    bool known;
};

static void finish_way(struct search *x, struct way w)
{
    if (x->done.place == PLACE_NONE || cheaper(&w, &x->done))
        x->done = w;
}

static int column_at(const struct page_run *r, int level)
{
    return (r->page ? r->page->column : 0) + level;
}

/* The page on which the column is, or one after it. */
static const struct ahead *page_of(struct search *x, int level, int after)
{
    int page = column_at(x->r, level) / x->r->columns + after;
    for (; x->known_pages <= page; x->known_pages++) {
        const struct page_geometry *g = page_ahead(x->r, x->known_pages);
        x->pages[x->known_pages] = (struct ahead){{g ? g->region[REGION_BODY].ch : 0, MPT_MAX}, g && again_other_columns(x->r, g)};
    }
    return &x->pages[page];
}

static bool ends_page(const struct page_run *r, int level)
{
    return (column_at(r, level) + 1) % r->columns == 0;
}

/* Follows one way through the column `level` columns from here. */
static void follow(struct search *x, struct way w, int level, struct ways *next)
{
    struct ends e;
    bool first = level == 0;
    find_ends(x->r, w.place, &page_of(x, level, 0)->columns, ends_page(x->r, level), &e);
    x->known = x->known && e.known;
    if (e.final != PLACE_NONE)
        finish_way(x, (struct way){e.final, first ? e.final : w.first, w.cost + e.final_cost});
    int64_t cost = w.cost + e.class * COST_KEEP;
    int from = e.n > ENDS_MAX ? e.n - ENDS_MAX : 0;
    for (int i = from; i < e.n; i++) {
        const struct end *v = &e.v[i % ENDS_MAX];
        add_way(next, (struct way){v->place, first ? v->place : w.first, cost + v->cost});
    }
    int b = e.best_short.place;
    if (!e.n && b != PLACE_NONE && (b > x->brief.place || (b == x->brief.place && w.place > x->brief_from))) {
        x->brief = (struct way){b, first ? b : w.first, cost};
        x->brief_from = w.place;
    }
}

/* Of equal ways the one that leaves more for the pages that follow, as in Apache FOP. */
static struct way first_cheapest(const struct ways *w)
{
    struct way best = {PLACE_NONE, PLACE_NONE, 0};
    for (int i = 0; i < w->n; i++)
        if (!i || w->v[i].cost < best.cost || (w->v[i].cost == best.cost && w->v[i].place < best.place))
            best = w->v[i];
    return best;
}

/* Follows all ways through the next column. */
static void follow_all(struct search *x, const struct ways *now, int level, struct ways *next)
{
    next->n = 0;
    x->brief.place = PLACE_NONE;
    for (int i = 0; i < now->n; i++)
        follow(x, now->v[i], level, next);
    if (!next->n && x->brief.place != PLACE_NONE && x->done.place == PLACE_NONE)
        add_way(next, x->brief);
    if (!ends_page(x->r, level) || !page_of(x, level, 1)->other)
        return;
    if (x->done.place == PLACE_NONE) /* else all fits before that page */
        x->done = first_cheapest(next);
    next->n = 0;
}

/* Do all chains end the first column at one place? */
static bool all_agree(const struct search *x, const struct ways *now)
{
    int first = x->done.place == PLACE_NONE ? now->v[0].first : x->done.first;
    for (int i = 0; i < now->n; i++)
        if (now->v[i].first != first)
            return false;
    return true;
}

/* Where the first column of the cheapest chain ends. */
static int cheapest(struct search *x, struct ways *now)
{
    struct ways buffer, *next = &buffer;
    for (int level = 1; now->n && level < BREAK_WINDOW && x->known; level++) {
        if (all_agree(x, now))
            return now->v[0].first;
        follow_all(x, now, level, next);
        if (!next->n && x->done.place == PLACE_NONE)
            break; /* content that no column can hold */
        struct ways *t = now;
        now = next;
        next = t;
    }
    for (int i = 0; i < now->n; i++)
        finish_way(x, now->v[i]);
    return x->done.first;
}

/* The first end of this column that is not forbidden altogether: XSL 1.1 4.8 has a keep give way to breaks and to stronger keeps,
 * and to nothing else. PLACE_MORE: further on. */
static int first_free(const struct page_run *r)
{
    const struct stack *s = r->stack;
    int n = stack_places(s);
    for (int b = r->at + 1; b < n; b++)
        if (s->places.v[b].boxes > s->places.v[r->at].boxes && ((s->finished && b == n - 1) || break_penalty(r, b) < STACK_INFINITE))
            return b;
    return s->finished ? n - 1 : PLACE_MORE;
}

int break_penalty(const struct page_run *r, int place)
{
    return penalty_at(r, place, ends_page(r, 0), true);
}

static struct limit limit_here(const struct page_run *r, mpt room)
{
    return (struct limit){room, r->page ? r->page->column_most : MPT_MAX};
}

int break_choose(struct page_run *r, mpt room, bool fresh, bool *overfull)
{
    struct search x = {.r = r, .pages = {{limit_here(r, room), false}}, .known_pages = 1, .done = {PLACE_NONE, PLACE_NONE, 0}, .known = true};
    struct ways start = {.v = {{r->at, PLACE_NONE, 0}}, .n = 1}, ways;
    *overfull = false;
    follow_all(&x, &start, 0, &ways);
    if (!x.known && !r->stack->finished)
        return PLACE_MORE;
    int best = PLACE_NONE;
    if (ways.n || x.done.place != PLACE_NONE)
        best = cheapest(&x, &ways);
    if (!x.known)
        return PLACE_MORE;
    int penalty = best != PLACE_NONE ? break_penalty(r, best) : STACK_INFINITE;
    if (penalty < STACK_YIELDS)
        return best;
    if (!fresh)
        return PLACE_NONE;
    *overfull = true; /* a keep that can't be kept, or more than the room */
    return penalty < STACK_INFINITE ? best : first_free(r);
}

/* --- the end of a page of several columns --- */

static int furthest(const struct ends *e)
{
    int last = e->n ? e->v[(e->n - 1) % ENDS_MAX].place : PLACE_NONE;
    return e->best_short.place > last ? e->best_short.place : last;
}

/* The furthest place that the columns left on this page can come to, and the place where the last of them begins. Returns
 * false where nothing is to be decided: the content ends before, or a forced break. */
static bool reach(struct page_run *r, mpt room, int *end, int *last, bool *known)
{
    *end = r->at;
    const struct limit limit = limit_here(r, room);
    for (int c = r->page->column; c < r->columns; c++) {
        struct ends e;
        find_ends(r, *end, &limit, false, &e);
        *known = e.known;
        *last = *end;
        if (!e.known || e.final != PLACE_NONE)
            return false;
        int to = furthest(&e);
        if (to == PLACE_NONE)
            break;
        *end = to;
    }
    return true;
}

int break_page_end(struct page_run *r, mpt room)
{
    const struct stack *s = r->stack;
    int end, last;
    bool known = true;
    r->page_end = PLACE_NONE;
    if (!s->relieved || r->page->column + 1 >= r->columns)
        return PLACE_NONE;
    bool full = reach(r, room, &end, &last, &known);
    if (!known)
        return PLACE_MORE;
    int best = end, first = r->page->filled ? r->at : r->at + 1;
    if (!full || end < first || !s->places.v[end].brk.relief) /* an empty page does not end */
        return PLACE_NONE;
    for (int b = end - 1; b >= first; b--)
        if (class_of(s->places.v[b].brk.penalty) < class_of(s->places.v[best].brk.penalty))
            best = b;
    return best <= last ? best : PLACE_NONE;
}
