/* para_spread.c - even inter-character spacing (分散对齐): one line's characters stand equally far apart over the measure.
 * Source: W3C CLREQ, even inter-character spacing; T19. Digits and Western words are one unit each, marks stay at the
 * character they belong to. A line of one unit is centred: what is left is for the caller to halve. */
#include "text/para_int.h"

/* Does the line open behind this unit? */
static bool joint(const struct para *p, const struct unit *u)
{
    if (!unit_visible(u) || u->ignorable || u->cluster)
        return false;
    return u->expand || (!p->chinese && u->class == CJK_SPACE);
}

/* The gap between Han and Western text is part of the even spacing, not added to it. */
static mpt gap_of(const struct unit *u)
{
    return u->stretch_tier == STRETCH_GAP && u->gap > 0 ? u->gap : 0;
}

int64_t para_spread(const struct para *p, size_t head, int64_t tail, int64_t miss, mpt *add)
{
    int64_t joints = 0, total = miss, given = 0, seen = 0;
    for (size_t i = head; (int64_t)i < tail; i++)
        if (joint(p, &p->units.v[i])) {
            joints++;
            total += gap_of(&p->units.v[i]);
        }
    if (joints == 0)
        return miss;
    for (size_t i = head; (int64_t)i < tail; i++) {
        const struct unit *u = &p->units.v[i];
        if (!joint(p, u))
            continue;
        int64_t upto = total * ++seen / joints;
        add[i - head] += (mpt)(upto - given) - gap_of(u);
        given = upto;
    }
    return 0;
}
