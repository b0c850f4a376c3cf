/* table_width.c - a width shared among columns. */
#include <math.h>

#include "layout/table_int.h"

/* In whole millipoints, as in Apache FOP, so that equal shares are equal widths; but no more than a tenth of a point stays over. */
static double share_unit(int64_t rest, double shares)
{
    double unit = shares > 0 ? (double)rest / shares : 0;
    return shares <= 100 ? floor(unit) : unit;
}

mpt table_share_width(const struct column_demand *d, int n, mpt width, mpt *out)
{
    int64_t fixed = 0;
    double shares = 0;
    for (int i = 0; i < n; i++) {
        fixed += d[i].fixed;
        shares += d[i].share;
    }
    int64_t rest = width - fixed;
    double unit = share_unit(rest, shares);
    for (int i = 0; i < n; i++) {
        out[i] = d[i].fixed;
        if (rest <= 0 || d[i].share <= 0 || shares <= 0) continue;
        out[i] = mpt_add(out[i], (mpt)(unit * d[i].share));
    }
    return shares > 0 && rest < 0 ? mpt_add(0, -rest) : 0;
}

/* --- by content --- */

/* What all columns below the level need to come to it, and the others whole. */
static int64_t filled_to(const struct column_range *c, int n, mpt level)
{
    int64_t sum = 0;
    for (int i = 0; i < n; i++)
        if (!c[i].fixed) sum += c[i].min < level ? c[i].min : level;
    return sum;
}

/* Too narrow: the widest give way first, all to one level. */
static void squeeze(const struct column_range *c, int n, int64_t width, mpt *out)
{
    mpt low = 0, high = MPT_MAX;
    while (low < high) {
        mpt middle = (mpt)(((int64_t)low + high + 1) / 2);
        if (filled_to(c, n, middle) <= width) low = middle;
        else high = middle - 1;
    }
    for (int i = 0; i < n; i++)
        if (!c[i].fixed) out[i] = c[i].min < low ? c[i].min : low;
}

/* A column that asks for no more than an equal part of the width gets it whole, as far as there is room: a short heading is not
 * broken for the sake of a long text beside it. */
static int64_t serve_modest(const struct column_range *c, int n, int count, int64_t width, int64_t room, mpt *out)
{
    for (int i = 0; i < n; i++) {
        int64_t want = (int64_t)c[i].max - c[i].min;
        if (c[i].fixed || (int64_t)c[i].max * count > width || want > room) continue;
        out[i] = c[i].max;
        room -= want;
    }
    return room;
}

/* Shares `room` in proportion to what each may still take; weight of a column: how much it wants beyond what it has, or, when
 * all have what they want, the widest content. */
static void share_room(const struct column_range *c, int n, int64_t room, bool surplus, mpt *out)
{
    int64_t all = 0, upto = 0, given = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (int i = 0; i < n; i++) {
            if (c[i].fixed) continue;
            int64_t weight = surplus ? (c[i].max ? c[i].max : 1) : c[i].max - out[i];
            if (!pass) {
                all += weight;
                continue;
            }
            upto += weight;
            int64_t part = mpt_part(room, upto, all);
            out[i] = mpt_add(out[i], part - given);
            given = part;
        }
    }
}

void table_auto_width(const struct column_range *c, int n, mpt width, mpt *out)
{
    int64_t rest = width, least = 0, most = 0;
    int count = 0;
    for (int i = 0; i < n; i++) {
        out[i] = c[i].min;
        if (c[i].fixed) rest -= c[i].min;
        else count++, least += c[i].min, most += c[i].max;
    }
    if (rest < least) {
        squeeze(c, n, rest > 0 ? rest : 0, out);
    } else if (rest >= most) {
        for (int i = 0; i < n; i++) out[i] = c[i].max;
        share_room(c, n, rest - most, true, out);
    } else {
        share_room(c, n, serve_modest(c, n, count, rest, rest - least, out), false, out);
    }
}
