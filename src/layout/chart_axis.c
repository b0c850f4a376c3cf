/* chart_axis.c - round tick values: Heckbert, "Nice numbers for graph labels" (Graphics Gems, 1990): steps of 1, 2 or 5
 * times a power of ten. Talbot's search (2010), which also weighs legibility and coverage, was left: it matters where axes
 * need not begin at a tick, and these do. Ticks are whole numbers of a decimal unit, so their texts are exact. */
#include <math.h>

#include "base/buf.h"
#include "layout/chart_int.h"

static double power(int e)
{
    double p = 1;
    for (int i = 0; i < (e < 0 ? -e : e); i++)
        p *= 10;
    return e < 0 ? 1 / p : p;
}

static int64_t step_for(double raw, int *exponent)
{
    int e = (int)floor(log10(raw));
    double f = raw / power(e);
    int64_t m = f <= 1 ? 1 : f <= 2 ? 2 : f <= 5 ? 5 : 10;
    *exponent = e;
    return m;
}

struct chart_axis chart_axis(double lo, double hi, int ticks)
{
    struct chart_axis a = {0};
    if (hi - lo < 1e-9)
        hi = lo + 1;
    a.each = step_for((hi - lo) / (ticks > 1 ? ticks : 1), &a.exponent);
    double step = (double)a.each * power(a.exponent);
    a.first = (int64_t)floor(lo / step + 1e-9) * a.each;
    a.last = (int64_t)ceil(hi / step - 1e-9) * a.each;
    a.lo = chart_tick_value(&a, a.first);
    a.hi = chart_tick_value(&a, a.last);
    return a;
}

static int64_t month_of(double day, bool up)
{
    int64_t m = (int64_t)(day / 30.436875) + 1970 * 12;
    while ((double)chart_day(0, m, 1) > day)
        m--;
    while ((double)chart_day(0, m + 1, 1) <= day)
        m++;
    return up && (double)chart_day(0, m, 1) < day ? m + 1 : m;
}

/* The first of `steps`, n of them, that divides `range` into fewer parts than `ticks`; the last if none does. */
static int64_t step_of(const int64_t *steps, size_t n, int64_t range, int ticks)
{
    size_t i = 0;
    while (i + 1 < n && range / steps[i] >= (ticks > 1 ? ticks : 1))
        i++;
    return steps[i];
}

static struct chart_axis months(int64_t from, int64_t to, int ticks)
{
    static const int64_t steps[] = {1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000, 12000};
    struct chart_axis a = {.unit = CHART_MONTHS, .each = step_of(steps, sizeof steps / sizeof *steps, to - from, ticks)};
    a.first = from - from % a.each;
    a.last = (to + a.each - 1) / a.each * a.each;
    if (a.last == a.first)
        a.last += a.each;
    return a;
}

static struct chart_axis days(int64_t from, int64_t to, int ticks)
{
    static const int64_t steps[] = {1, 2, 7, 14, 28, 56};
    struct chart_axis a = {.unit = CHART_DAYS, .each = step_of(steps, sizeof steps / sizeof *steps, to - from, ticks)};
    a.first = from;
    a.last = from + (to - from + a.each - 1) / a.each * a.each;
    return a;
}

struct chart_axis chart_axis_dates(double lo, double hi, int ticks)
{
    int64_t from = month_of(lo, false), to = month_of(hi, true);
    bool whole = (double)chart_day(0, from, 1) >= lo && (double)chart_day(0, to, 1) <= hi;
    bool few = !whole && hi > lo && hi - lo <= 62; /* days: July and August */
    struct chart_axis a = few ? days((int64_t)floor(lo), (int64_t)ceil(hi), ticks) : months(from, to, ticks);
    a.lo = chart_tick_value(&a, a.first);
    a.hi = chart_tick_value(&a, a.last);
    return a;
}

double chart_tick_value(const struct chart_axis *a, int64_t tick)
{
    switch (a->unit) {
    case CHART_MONTHS: return (double)chart_day(0, tick, 1);
    case CHART_DAYS: return (double)tick;
    default: return (double)tick * power(a->exponent);
    }
}

static const char *date_text(struct arena *arena, const struct chart_axis *a, int64_t tick)
{
    int64_t m = a->unit == CHART_DAYS ? month_of((double)tick, false) : tick;
    int year = (int)(m / 12), month = (int)(m % 12) + 1;
    if (a->unit == CHART_DAYS)
        return arena_printf(arena, "%04d-%02d-%02d", year, month, (int)(tick - chart_day(0, m, 1)) + 1);
    return a->each % 12 == 0 ? arena_printf(arena, "%04d", year) : arena_printf(arena, "%04d-%02d", year, month);
}

const char *chart_tick_text(struct arena *arena, const struct chart_axis *a, int64_t tick, enum fo_keyword numerals)
{
    if (a->unit != CHART_NUMBERS)
        return date_text(arena, a, tick);
    int e = a->exponent - (numerals == FO_K_WAN ? 4 : numerals == FO_K_YI ? 8 : 0);
    int64_t step = a->each; /* no decimals that are 0 on all ticks */
    for (; e < 0 && step % 10 == 0 && tick % 10 == 0; e++, step /= 10)
        tick /= 10;
    uint64_t v = (uint64_t)(tick < 0 ? -tick : tick), unit = 1;
    const char *minus = tick < 0 ? "\xE2\x88\x92" : ""; /* U+2212 */
    for (int i = e; i < 0; i++)
        unit *= 10;
    for (int i = 0; i < e; i++)
        v *= 10;
    if (e >= 0)
        return arena_printf(arena, "%s%llu", minus, (unsigned long long)v);
    return arena_printf(arena, "%s%llu.%0*llu", minus, (unsigned long long)(v / unit), -e, (unsigned long long)(v % unit));
}

mpt chart_place(const struct chart_axis *a, double v, mpt from, mpt to)
{
    return from + (mpt)lround((v - a->lo) / (a->hi - a->lo) * (to - from));
}
