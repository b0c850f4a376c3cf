/* table_width.c - a width shared among columns. */
#include "layout/table_int.h"

mpt table_add(mpt a, int64_t b)
{
    int64_t sum = a + b;
    return sum > MPT_MAX ? MPT_MAX : sum < -MPT_MAX ? -MPT_MAX : (mpt)sum;
}

mpt table_share_width(const struct column_demand *d, int n, mpt width, mpt *out)
{
    int64_t fixed = 0;
    double shares = 0, before = 0;
    for (int i = 0; i < n; i++) {
        fixed += d[i].fixed;
        shares += d[i].share;
    }
    int64_t rest = width - fixed;
    mpt given = 0;
    for (int i = 0; i < n; i++) {
        out[i] = d[i].fixed;
        if (rest <= 0 || d[i].share <= 0 || shares <= 0) continue;
        before += d[i].share; /* by running sums, so that rounding never adds up */
        mpt upto = (mpt)((double)rest * before / shares);
        out[i] = table_add(out[i], upto - given);
        given = upto;
    }
    return shares > 0 && rest < 0 ? table_add(0, -rest) : 0;
}

/* Each column has at least its minimum; what is left goes to the columns by the room they still want, and when all have
 * their maximum, in proportion to it. */
void table_auto_width(const mpt *min, const mpt *max, int n, mpt width, mpt *out)
{
    int64_t least = 0, most = 0;
    for (int i = 0; i < n; i++) {
        least += min[i];
        most += max[i];
    }
    int64_t room = width - least, want = most - least, given = 0, upto = 0;
    bool surplus = room > want;
    for (int i = 0; i < n; i++) {
        out[i] = surplus ? max[i] : min[i];
        if (surplus) {
            upto += most ? max[i] : 1;
            int64_t share = (room - want) * upto / (most ? most : n);
            out[i] = table_add(out[i], share - given);
            given = share;
        } else if (room > 0 && want > 0) {
            upto += max[i] - min[i];
            int64_t share = room * upto / want;
            out[i] = table_add(out[i], share - given);
            given = share;
        }
    }
}
