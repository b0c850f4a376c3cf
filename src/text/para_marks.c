/* para_marks.c - Western marks typed in Chinese text (T18; GB/T 15834-2011, 5 and annex A): found between Han characters and told
 * to a person, never changed. What stands beside a Western word or number is left alone. */
#include "text/para_int.h"

enum side { SIDE_NONE, SIDE_HAN, SIDE_OTHER }; /* what stands beside a mark: nothing, Han or a Chinese mark, anything else */

static const struct mark {
    uint32_t cp;
    unsigned least;   /* so many in a row */
    bool at_edge;     /* also where a paragraph begins or ends beside it */
    const char *typed, *proper;
} marks[] = {
    {',', 1, false, ",", "，"}, {';', 1, false, ";", "；"}, {':', 1, false, ":", "："}, {'!', 1, false, "!", "！"},
    {'?', 1, false, "?", "？"}, {'(', 1, false, "(", "（"}, {')', 1, false, ")", "）"}, {'.', 3, true, "...", "……"},
    {'-', 2, true, "--", "——"}, {'"', 1, true, "\"", "“ ”"}, {'\'', 1, true, "'", "‘ ’"},
};

static const struct mark *find_mark(uint32_t cp)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (marks[i].cp == cp)
            return &marks[i];
    return NULL;
}

static bool is_blank(const struct unit *u)
{
    return !unit_visible(u) || u->ignorable || u->class == CJK_SPACE;
}

static enum side side_of(const struct unit *u)
{
    bool han = u->kind == UNIT_CHAR && u->han && (u->class == CJK_HAN || cjk_is_mark(u->class));
    return u->kind == UNIT_BREAK ? SIDE_NONE : han ? SIDE_HAN : SIDE_OTHER;
}

/* Edges of inlines lie between, and spaces. */
static enum side side_before(const struct para *p, size_t i)
{
    while (i-- > 0)
        if (p->units.v[i].kind == UNIT_BREAK || !is_blank(&p->units.v[i]))
            return side_of(&p->units.v[i]);
    return SIDE_NONE;
}

static enum side side_behind(const struct para *p, size_t i)
{
    for (; i < p->units.n; i++)
        if (p->units.v[i].kind == UNIT_BREAK || !is_blank(&p->units.v[i]))
            return side_of(&p->units.v[i]);
    return SIDE_NONE;
}

static bool stands_in_han(const struct para *p, const struct mark *m, size_t from, size_t to)
{
    enum side before = side_before(p, from), behind = side_behind(p, to);
    if (before == SIDE_OTHER || behind == SIDE_OTHER)
        return false;
    return m->at_edge ? before == SIDE_HAN || behind == SIDE_HAN : before == SIDE_HAN && behind == SIDE_HAN;
}

void para_check_marks(struct para *p)
{
    for (size_t i = 0, next; i < p->units.n; i = next) {
        const struct unit *u = &p->units.v[i];
        const struct mark *m = u->kind == UNIT_CHAR ? find_mark(u->cp) : NULL;
        for (next = i + 1; m && next < p->units.n && p->units.v[next].kind == UNIT_CHAR && p->units.v[next].cp == u->cp;)
            next++;
        if (m && next - i >= m->least && stands_in_han(p, m, i, next))
            para_fault_add(p, &(struct para_fault){.kind = PARA_WESTERN_MARK, .cp = u->cp, .typed = m->typed, .proper = m->proper,
                                                   .user = p->items.v[u->item].user});
    }
}
