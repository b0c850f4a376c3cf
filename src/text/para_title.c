/* para_title.c - centred Chinese text of few lines: titles, the heads of tables. GB/T 9704-2012, 7.3.1: a title that takes
 * several lines parts no word, and its lines are symmetric and of fitting length.
 *
 * As many lines as taking what fits gives, cut so that the squares of their differences from the even share are least; a cut
 * through a word costs as much as the whole measure, one between words that belong together as much as half of it, one between the
 * parts of a long word three quarters. Words come
 * from ICU's dictionary (words.h). */
#include "base/limits.h"
#include "text/para_int.h"
#include "text/words.h"

enum { LINES_MAX = 4, PLACES_MAX = 160 };

struct title {
    struct para *p;
    bool first;
    size_t lines;
    uint32_t last;   /* the place at the end */
    int64_t share;   /* even width of a line */
    uint8_t *place;  /* [last + 1]: enum words_place */
    int64_t cost[LINES_MAX + 1][PLACES_MAX + 1]; /* of the best way to a place in so many lines; -1: none */
    uint32_t from[LINES_MAX + 1][PLACES_MAX + 1];
};

/* The places in and between words, by the units before and behind them. */
static void find_words(struct title *t)
{
    const struct para *p = t->p;
    size_t from = p->breaks.v[0].next, n = p->breaks.v[t->last].end - from;
    uint32_t *cps = arena_array(p->lay, n + 1, sizeof *cps);
    uint8_t *after = arena_array(p->lay, n + 1, sizeof *after);
    for (size_t i = 0; i < n; i++) {
        const struct unit *u = &p->units.v[from + i];
        cps[i] = u->kind == UNIT_CHAR ? u->cp : 0xFFFC;
    }
    if (p->source->words)
        words_find(p->source->words, cps, n, after);
    for (uint32_t b = 1; b < t->last; b++) { /* at both ends of the text there may be places among what no line shows */
        size_t next = p->breaks.v[b].next;
        bool between = p->breaks.v[b].kind == BREAK_PLAIN && next > from && next <= from + n;
        t->place[b] = between ? after[next - from - 1] : (uint8_t)WORDS_INSIDE;
    }
    t->place[t->last] = WORDS_END;
}

/* Squares of what pages have room for can be added up. */
static int64_t square(int64_t v)
{
    enum { MOST = 10 * LIMIT_PAGE_EDGE };
    v = v > MOST || v < -MOST ? MOST : v;
    return v * v;
}

/* Of the line from a to b; -1: it is too wide. */
static int64_t line_cost(const struct title *t, size_t line, uint32_t a, uint32_t b)
{
    const struct para *p = t->p;
    int64_t measure = para_measure(p, t->first && line == 1), width = para_natural(&p->breaks.v[a], &p->breaks.v[b]);
    if (width > measure - (b == t->last ? p->how.last_end_indent : 0))
        return -1;
    static const int cut[] = {[WORDS_INSIDE] = 4, [WORDS_PARTS] = 3, [WORDS_BETWEEN] = 2, [WORDS_END] = 0}; /* quarters */
    return square(width - t->share) + square(measure * cut[t->place[b]] / 4);
}

static void extend(struct title *t, size_t line, uint32_t b)
{
    int64_t *best = &t->cost[line][b];
    *best = -1;
    for (uint32_t a = b; a-- > 0;) {
        int64_t cost = line_cost(t, line, a, b), before = t->cost[line - 1][a];
        if (cost < 0)
            return; /* and from any place before it */
        if (before >= 0 && (*best < 0 || before + cost < *best)) {
            *best = before + cost;
            t->from[line][b] = a;
        }
    }
}

void para_even_title(struct para *p, bool first)
{
    uint32_t last = (uint32_t)(p->breaks.n - 1);
    if (p->chosen.n < 2 || p->chosen.n > LINES_MAX || last > PLACES_MAX)
        return;
    struct title title, *t = &title;
    t->p = p;
    t->first = first;
    t->lines = p->chosen.n;
    t->last = last;
    t->share = para_natural(&p->breaks.v[0], &p->breaks.v[last]) / (int64_t)t->lines;
    t->place = arena_array(p->lay, last + 1, sizeof *t->place);
    find_words(t);
    t->cost[0][0] = 0;
    for (uint32_t b = 1; b <= last; b++)
        t->cost[0][b] = -1;
    for (size_t line = 1; line <= t->lines; line++) {
        t->cost[line][0] = -1;
        for (uint32_t b = 1; b <= last; b++)
            extend(t, line, b);
    }
    if (t->cost[t->lines][last] < 0)
        return;
    for (size_t line = t->lines, b = last; line > 0; b = t->from[line][b], line--)
        p->chosen.v[line - 1] = (uint32_t)b;
}
