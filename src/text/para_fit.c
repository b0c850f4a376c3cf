/* para_fit.c - where the lines of a paragraph end.
 *
 * MODEL. A candidate (struct brk) knows prefix sums of width, shrink and stretch, so the line between two candidates is
 * measured in O(1), with what changes at its edges: dropped spaces, half-width marks at the end (T9), opening marks that
 * lose their blank half at the start (T8), a hyphen. Widths are therefore set before lines are chosen (T6).
 *
 * TOTAL FIT after Knuth and Plass, "Breaking Paragraphs into Lines" (1981), with the numbers of Apache FOP, so that
 * Western paragraphs break at the same places: a ragged line has a constant stretch of three spaces of 3.336 pt (six when
 * centred), a justified one that of its spaces; the last line has a filler as wide as the measure, when
 * it was broken first; demerits are
 * (1 + 100 |r|^3 + penalty)^2, 50 more between lines of very different fitness and for two flagged breaks in a row; the
 * ratio may reach 1, then 5, then 20, and then the line that comes nearest is taken (forced).
 *
 * CHINESE, justified: the same with a filler that costs nothing, squeezing cheaper than stretching, and a price on a last line
 * of one character (T14). The ratio of a stretched line follows what para_line.c does with it: it reaches 1 where spaces and
 * gaps are used up and those between Han stand open by an eighth of an em, WIDE at half an em, and grows faster where all places
 * open further, so that a hole in one place is not taken for a little in many. Beyond LOOSE the price of a line grows as the
 * square of the ratio, no longer as its sixth power: what cannot be helped in one line does not spoil the others.
 * Ragged: every line takes what fits, since a short line where the next character fits is a fault, but a number stays with its
 * unit (T5) where that makes no line more; total fit would even lines out. The last line is mended (T14).
 *
 * Rejected: one list of boxes, glue and penalties as in the paper. Break-dependent widths at both edges need three more
 * elements a character, and the sums would be the same. */
#include "text/para_int.h"

#include <math.h>

#include "base/limits.h"

enum { SPACE_STRETCH = 3 * 3336, FITNESS_DEMERITS = 50, FLAGGED_DEMERITS = 50 };
/* Ratios of justified Chinese lines: Han gaps are open by a quarter em; by half an em; what is beyond is set by force. */
enum { LOOSE = 2, WIDE = 4, FURTHEST = 60 };

/* --- total fit --- */

struct node {
    uint32_t at;   /* index of breaks */
    int32_t prev;  /* index of nodes, -1: none */
    uint8_t fitness;
    double demerits, ratio; /* ratio: of the line before it */
};

struct fit {
    struct para *p;
    VEC(struct node) nodes;
    VEC(int32_t) active;
    double threshold;
    bool force, first, rising;
    struct { double demerits, ratio; int32_t from; } best[4];
    struct node shortest, longest; /* nearest misses; at == 0: none */
    int32_t dropped, restarted;    /* the furthest good end of a line that led nowhere, the node of the last restart; or -1 */
};

/* first: from the segment's beginning. */
static int64_t line_width(const struct fit *f, bool first, const struct brk *b)
{
    return (int64_t)para_measure(f->p, first && f->first) - (b->forced ? f->p->how.last_end_indent : 0);
}

static int64_t line_stretch(const struct para *p, const struct brk *a, const struct brk *b)
{
    int64_t own = b->to_end.stretch - a->to_next.stretch;
    if (b->forced && p->how.align_last == PARA_JUSTIFY)
        return own;
    if (b->forced && p->how.align != PARA_CENTER)
        return own + p->how.width + p->how.filler - p->how.last_end_indent;
    if (p->how.align == PARA_CENTER && !para_stretches(p))
        return own + 2 * SPACE_STRETCH;
    return own + (para_stretches(p) ? 0 : SPACE_STRETCH);
}

/* The ratio of a justified Chinese line that is to be stretched: by the turns in which its places open (open_up() in para_line.c). */
static double opening(double miss, const struct brk *a, const struct brk *b)
{
    double han = (double)(b->to_end.han - a->to_next.han), open = (double)(b->to_end.open - a->to_next.open);
    double units = (double)b->end - a->next, between_letters = (double)(b->to_end.w - a->to_next.w) * (units - 1) / units;
    const struct { double give, steps; } turns[] = {
        {(double)(b->to_end.stretch - a->to_next.stretch) + han / 8, 1}, /* spaces and gaps to half an em */
        {han * 3 / 8, WIDE - 1},                                         /* Han gaps to half an em */
        {open, 12}};                                                     /* all places by up to an em */
    double r = 0;
    for (int i = 0; i < 3; i++) {
        if (miss <= turns[i].give)
            return r + turns[i].steps * miss / turns[i].give;
        miss -= turns[i].give;
        r += turns[i].give > 0 ? turns[i].steps : 0;
    }
    return between_letters > 0 ? r + 20 * miss / between_letters : 1000;
}

static double ratio(const struct para *p, int64_t width, const struct brk *a, const struct brk *b)
{
    int64_t miss = width - para_natural(a, b) - b->spare;
    if (miss == 0)
        return 0;
    if (p->chinese && b->forced && miss > 0 && p->how.align_last != PARA_JUSTIFY)
        return 0;
    int64_t give = miss > 0 ? line_stretch(p, a, b) : b->to_end.shrink - a->to_next.shrink;
    if (p->chinese && miss > 0)
        return opening((double)miss, a, b);
    if (give <= 0)
        return miss > 0 ? 1000 : -1000;
    return (double)miss / (double)give;
}

static int fitness_of(double r)
{
    return r < -0.5 ? 0 : r <= 0.5 ? 1 : r <= 1 ? 2 : 3;
}

static double badness(bool chinese, double r)
{
    double far = fabs(r);
    if (chinese && r > LOOSE)
        return 100 * LOOSE * LOOSE * far;
    return (chinese && r < 0 ? 30 : 100) * far * far * far; /* in this order, for ties */
}

/* No line of a Chinese paragraph of so many demerits is stretched further. */
static double reach(double demerits)
{
    double bad = sqrt(demerits) - 1;
    return bad > badness(true, LOOSE) ? bad / (100 * LOOSE * LOOSE) : cbrt(bad / 100);
}

static double demerits_of(const struct fit *f, const struct node *a, const struct brk *from, const struct brk *b, double r)
{
    double sum = 1 + badness(f->p->chinese, r) + (b->forced ? 0 : b->penalty);
    double d = sum * sum;
    if (b->flagged && from->flagged)
        d += FLAGGED_DEMERITS;
    int step = fitness_of(r) - a->fitness;
    if (step > 1 || step < -1)
        d += FITNESS_DEMERITS;
    if (b->tied && !b->forced)
        d += 1e8; /* T14 */
    return d + a->demerits;
}

static void keep_best(struct fit *f, int32_t from, double r, double d)
{
    int k = fitness_of(r);
    if (f->best[k].from < 0 || d < f->best[k].demerits) {
        f->best[k].demerits = d;
        f->best[k].ratio = r;
        f->best[k].from = from;
        f->shortest.at = 0; /* whatever missed before led to something better */
    }
}

/* Nothing fits here, but something must in the end. */
static void keep_miss(struct fit *f, uint32_t at, int32_t from, double r, double d)
{
    struct node *m = r < 0 ? &f->longest : &f->shortest;
    if (m->at == 0 || (r < 0 ? d < m->demerits : d <= m->demerits))
        *m = (struct node){.at = at, .prev = from, .fitness = (uint8_t)fitness_of(r), .demerits = d, .ratio = r};
}

/* From this node no line reaches any further. */
static void drop(struct fit *f, int32_t id)
{
    const struct node *n = &f->nodes.v[id], *d = f->dropped >= 0 ? &f->nodes.v[f->dropped] : NULL;
    if (!d || n->at > d->at || (n->at == d->at && n->demerits < d->demerits))
        f->dropped = id;
}

/* Lines from later places are shorter and give no more: what is too far from one for a line is so from all behind it. */
static bool is_rising(const struct para *p)
{
    for (size_t i = 2; i < p->breaks.n; i++) {
        const struct brk *a = &p->breaks.v[i - 1], *b = a + 1;
        if (b->to_next.w + b->trim < a->to_next.w + a->trim || b->to_next.stretch < a->to_next.stretch)
            return false;
    }
    return true;
}

static void consider(struct fit *f, uint32_t at)
{
    const struct brk *b = &f->p->breaks.v[at];
    const int64_t widths[] = {line_width(f, false, b), line_width(f, true, b)};
    bool may_skip = f->rising && !f->force && !b->forced;
    size_t kept = 0;
    for (int i = 0; i < 4; i++)
        f->best[i].from = -1;
    f->longest.at = 0;
    for (size_t i = 0; i < f->active.n; i++) {
        int32_t id = f->active.v[i];
        const struct node *a = &f->nodes.v[id];
        const struct brk *from = &f->p->breaks.v[a->at];
        double r = ratio(f->p, widths[a->at == 0], from, b);
        if (r >= -1 && r <= f->threshold)
            keep_best(f, id, r, demerits_of(f, a, from, b, r));
        else if (f->force)
            keep_miss(f, at, id, r, demerits_of(f, a, from, b, r));
        if (r >= -1 && !b->forced)
            f->active.v[kept++] = id;
        else
            drop(f, id);
        if (may_skip && r > f->threshold && a->at > 0)
            while (++i < f->active.n)
                f->active.v[kept++] = f->active.v[i];
    }
    f->active.n = kept;
}

static void activate(struct fit *f, struct node n)
{
    *VEC_PUSH(f->p->lay, &f->nodes) = n;
    *VEC_PUSH(f->p->lay, &f->active) = (int32_t)(f->nodes.n - 1);
}

static void add_best(struct fit *f, uint32_t at)
{
    double least = HUGE_VAL;
    for (int k = 0; k < 4; k++)
        if (f->best[k].from >= 0 && f->best[k].demerits < least)
            least = f->best[k].demerits;
    for (int k = 0; k < 4; k++)
        if (f->best[k].from >= 0 && f->best[k].demerits <= least + FITNESS_DEMERITS)
            activate(f, (struct node){.at = at, .prev = f->best[k].from, .fitness = (uint8_t)k,
                                      .demerits = f->best[k].demerits, .ratio = f->best[k].ratio});
}

/* All active lines have become too long: go back to the furthest good end, so that what is too wide stands on a line of
 * its own; from there to the nearest miss. Returns where to go on. */
static uint32_t restart(struct fit *f, uint32_t at)
{
    struct node n = f->shortest;
    if (f->dropped >= 0 && f->dropped != f->restarted) {
        const struct node *d = &f->nodes.v[f->dropped];
        if (d->ratio > 0)
            n = *d;
        else
            f->longest = *d;
    }
    if (n.at == 0 || n.at == f->nodes.v[f->restarted].at)
        n = f->longest;
    if (n.at == 0)
        n = (struct node){.at = at, .prev = 0};
    n.demerits = 0;
    f->shortest.at = f->longest.at = 0;
    activate(f, n);
    f->restarted = (int32_t)(f->nodes.n - 1);
    return n.at;
}

static bool is_legal(const struct para *p, const struct brk *b)
{
    return b->forced || p->how.wrap;
}

/* The node at the end of the paragraph, or -1. */
static int32_t run_fit(struct fit *f)
{
    f->nodes.n = f->active.n = 0;
    f->shortest.at = f->longest.at = 0;
    activate(f, (struct node){.at = 0, .prev = -1, .fitness = 1});
    f->restarted = 0;
    f->dropped = -1;
    uint32_t last = (uint32_t)(f->p->breaks.n - 1);
    for (uint32_t at = 1; at <= last; at++) {
        if (!is_legal(f->p, &f->p->breaks.v[at]))
            continue;
        consider(f, at);
        add_best(f, at);
        if (f->active.n > 0)
            continue;
        if (!f->force)
            return -1;
        at = restart(f, at);
    }
    int32_t best = -1;
    for (size_t i = 0; i < f->active.n; i++) {
        const struct node *n = &f->nodes.v[f->active.v[i]];
        if (n->at == last && (best < 0 || n->demerits < f->nodes.v[best].demerits))
            best = f->active.v[i];
    }
    return best;
}

static void take_nodes(struct para *p, const struct fit *f, int32_t node)
{
    size_t n = 0;
    for (int32_t i = node; i >= 0 && f->nodes.v[i].prev >= 0; i = f->nodes.v[i].prev)
        n++;
    for (size_t i = 0; i < n; i++)
        *VEC_PUSH(p->lay, &p->chosen) = 0;
    for (int32_t i = node; i >= 0 && f->nodes.v[i].prev >= 0; i = f->nodes.v[i].prev)
        p->chosen.v[--n] = f->nodes.v[i].at;
}

/* Chinese: the best of all ways. Those whose lines open little are few; the best of them says how far a line of any better one can
 * open, so that the many others need not be followed. */
static int32_t run_chinese(struct fit *f)
{
    static const double steps[] = {1, WIDE, FURTHEST};
    double most = FURTHEST;
    int32_t node = -1;
    for (int i = 0; i < 3 && (node < 0 || most > f->threshold); i++) {
        f->threshold = fmin(steps[i], most);
        node = run_fit(f);
        if (node >= 0)
            most = reach(f->nodes.v[node].demerits);
    }
    return node;
}

static bool gapes(const struct fit *f, int32_t node)
{
    for (int32_t i = node; i >= 0; i = f->nodes.v[i].prev)
        if (f->nodes.v[i].ratio > LOOSE)
            return true;
    return false;
}

static bool total_fit(struct para *p, bool first, bool *loose)
{
    static const double western[] = {1, 5, 20};
    struct fit f = {.p = p, .first = first, .rising = is_rising(p)};
    for (int pass = p->chinese ? 1 : 0; pass < 3; pass++) {
        f.force = pass == 2;
        if (!p->chinese)
            f.threshold = western[pass];
        int32_t node = p->chinese && !f.force ? run_chinese(&f) : run_fit(&f);
        if (node < 0)
            continue;
        take_nodes(p, &f, node);
        *loose = p->chinese && gapes(&f, node);
        return true;
    }
    return false;
}

/* --- line by line --- */

static bool fits(const struct para *p, bool first, uint32_t a, uint32_t b)
{
    const struct brk *x = &p->breaks.v[a], *y = &p->breaks.v[b];
    mpt w = para_measure(p, first && a == 0) - (y->forced ? p->how.last_end_indent : 0);
    return para_natural(x, y) <= w;
}

/* An emergency break is left for one in the token's own joints when that fills half the line, and for the one before it where that
 * leaves more than one character behind. */
static uint32_t prefer_joint(const struct para *p, bool first, uint32_t a, uint32_t b)
{
    if (p->breaks.v[b].kind != BREAK_EMERGENCY)
        return b;
    for (uint32_t i = b; i-- > a + 1;) {
        if (para_natural(&p->breaks.v[a], &p->breaks.v[i]) * 2 < para_measure(p, first && a == 0))
            break;
        if (p->breaks.v[i].kind != BREAK_EMERGENCY)
            return i;
    }
    return b > a + 1 && p->breaks.v[b - 1].penalty < p->breaks.v[b].penalty ? b - 1 : b;
}

/* Between a number and its unit, or in 第十二条 (T5). */
static bool parts_number(const struct brk *b)
{
    return b->kind == BREAK_PLAIN && !b->forced && b->penalty > 0;
}

/* A line that would part a number and its unit ends before the number if that leaves no more than a quarter of it empty. */
static uint32_t prefer_whole(const struct para *p, bool first, uint32_t a, uint32_t b)
{
    if (!parts_number(&p->breaks.v[b]))
        return b;
    for (uint32_t i = b; i-- > a + 1;) {
        if (para_natural(&p->breaks.v[a], &p->breaks.v[i]) * 4 < (int64_t)para_measure(p, first && a == 0) * 3)
            return b;
        if (!parts_number(&p->breaks.v[i]))
            return i;
    }
    return b;
}

static uint32_t fill_line(const struct para *p, bool first, uint32_t a, bool whole)
{
    uint32_t last = (uint32_t)(p->breaks.n - 1);
    if (!p->how.wrap)
        return last;
    uint32_t b = a + 1;
    while (b < last && fits(p, first, a, b + 1))
        b++;
    b = prefer_joint(p, first, a, b);
    return whole ? prefer_whole(p, first, a, b) : b;
}

/* T14: a last line of one character takes another from the line before. */
static void mend_last(struct para *p, bool first)
{
    size_t n = p->chosen.n;
    if (n < 2 || !p->breaks.v[p->chosen.v[n - 2]].tied)
        return;
    uint32_t before = n > 2 ? p->chosen.v[n - 3] : 0, last = p->chosen.v[n - 1];
    for (uint32_t b = p->chosen.v[n - 2] - 1; b > before && b > 0; b--) {
        if (!fits(p, first, b, last) || p->chosen.v[n - 2] - b > 8)
            return;
        if (!p->breaks.v[b].tied && !p->breaks.v[b].flagged) {
            p->chosen.v[n - 2] = b;
            return;
        }
    }
}

static void fill_lines(struct para *p, bool first, bool whole)
{
    p->chosen.n = 0;
    uint32_t last = (uint32_t)(p->breaks.n - 1);
    for (uint32_t a = 0; a < last;) {
        a = fill_line(p, first, a, whole);
        *VEC_PUSH(p->lay, &p->chosen) = a;
    }
}

static void line_by_line(struct para *p, bool first)
{
    fill_lines(p, first, false);
    if (p->chinese)
        mend_last(p, first);
}

static bool parts_numbers(const struct para *p)
{
    for (size_t i = 0; i + 1 < p->chosen.n; i++)
        if (parts_number(&p->breaks.v[p->chosen.v[i]]))
            return true;
    return false;
}

/* Every line takes what fits; numbers and units stay together where that takes no line more. */
static void ragged(struct para *p, bool first)
{
    line_by_line(p, first);
    size_t lines = p->chosen.n;
    if (!parts_numbers(p))
        return;
    fill_lines(p, first, true);
    if (p->chosen.n > lines)
        line_by_line(p, first);
    else
        mend_last(p, first);
}

bool para_choose(struct para *p, bool first)
{
    bool loose = false;
    p->chosen.n = 0;
    if (p->units.n > LIMIT_PARA_TOTAL_FIT) {
        p->fallback = true;
        line_by_line(p, first);
        return false;
    }
    if (p->breaks.n == 2) { /* a line has no other end */
        *VEC_PUSH(p->lay, &p->chosen) = 1;
        return false;
    }
    bool ragged_chinese = p->chinese && p->how.align != PARA_JUSTIFY;
    if (ragged_chinese) {
        ragged(p, first);
        if (p->how.align == PARA_CENTER && p->how.wrap)
            para_even_title(p, first);
    } else if (!total_fit(p, first, &loose)) {
        p->fallback = true;
        line_by_line(p, first);
    }
    return loose;
}
