/* para.c - collecting a paragraph and driving its layout; see para.h. */
#include "text/para_int.h"

#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"

struct para *para_new(struct arena *a, const struct para_source *source)
{
    struct para *p = arena_alloc(a, sizeof *p);
    p->arena = a;
    p->source = source;
    return p;
}

/* No width, size or space of one object is above this [mpt]: more than the largest page, and a character's few terms still
 * sum up in 32 bits. Sums over a line saturate or have 64 bits. */
enum { PART_MAX = 1 << 24, MEASURE_MAX = 1 << 29, STRETCH = 4000 /* units that are laid out ahead */ };

static struct para_space bounded_space(struct para_space s)
{
    return (struct para_space){mpt_clamp(s.min, PART_MAX), mpt_clamp(s.opt, PART_MAX), mpt_clamp(s.max, PART_MAX)};
}

static bool beyond(struct para_space s)
{
    return s.min > PART_MAX || s.max > PART_MAX || s.opt > PART_MAX || s.min < -PART_MAX || s.max < -PART_MAX || s.opt < -PART_MAX;
}

static const struct para_style *bounded_style(struct para *p, const struct para_style *st)
{
    if (!st || (st->size <= PART_MAX && !beyond(st->letter) && !beyond(st->word)))
        return st;
    struct para_style *own = arena_dup(p->arena, st, sizeof *st);
    own->size = mpt_clamp(st->size, PART_MAX);
    own->letter = bounded_space(st->letter);
    own->word = bounded_space(st->word);
    return own;
}

static struct para_kept bounded_kept(struct para_kept k)
{
    k.start = mpt_clamp(k.start, PART_MAX);
    k.end = mpt_clamp(k.end, PART_MAX);
    return k;
}

static uint32_t add_item(struct para *p, struct item it)
{
    *VEC_PUSH(p->arena, &p->items) = it;
    return (uint32_t)(p->items.n - 1);
}

static struct unit *add_unit(struct para *p, enum unit_kind kind, uint32_t item)
{
    struct unit *u = VEC_PUSH(p->arena, &p->units);
    *u = (struct unit){.kind = (uint8_t)kind, .item = item};
    return u;
}

static size_t characters(const char *utf8, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)utf8[i] & 0xC0) != 0x80;
    return count;
}

void para_text(struct para *p, const struct para_style *st, const char *utf8, size_t n, void *user)
{
    uint32_t item = add_item(p, (struct item){.style = bounded_style(p, st), .user = user, .text = utf8, .text_len = n});
    const char *s = utf8, *end = utf8 + n;
    size_t more = characters(utf8, n);
    if (p->units.cap - p->units.n < more)
        VEC_RESERVE(p->arena, &p->units, more + p->units.cap); /* twice as many: texts in inlines may be many */
    while (s < end) {
        const char *at = s;
        uint32_t cp = utf8_next(&s, end);
        struct unit *u = add_unit(p, UNIT_CHAR, item);
        u->cp = cp;
        u->byte = (uint32_t)(at - utf8);
        u->bytes = (uint8_t)(s - at);
    }
}

void para_object(struct para *p, const struct para_style *st, enum para_object_kind kind, struct para_space width,
                 void *user)
{
    static const enum unit_kind kinds[] = {UNIT_BOX, UNIT_LEADER, UNIT_ANCHOR};
    uint32_t item = add_item(p, (struct item){.style = bounded_style(p, st), .user = user, .text = "",
                                                 .width = bounded_space(width)});
    add_unit(p, kinds[kind], item)->cp = 0xFFFC;
}

size_t para_units(const struct para *p)
{
    return p->units.n;
}

void para_varies(struct para *p, size_t since)
{
    size_t n = p->units.n - since;
    if (n < 2)
        return;
    const struct varying *last = p->varying.n ? &p->varying.v[p->varying.n - 1] : NULL;
    *VEC_PUSH(p->arena, &p->varying) = (struct varying){since, n - 1, last ? last->before + last->more : 0};
    for (size_t i = since; i + 1 < p->units.n; i++)
        p->units.v[i].bound = true;
}

/* How many numbers begin before a unit, or before a place. */
static size_t numbers_before(const struct para *p, size_t at, bool place)
{
    size_t low = 0, high = p->varying.n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct varying *v = &p->varying.v[mid];
        if (v->at - (place ? v->before : 0) < at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static size_t more_of(const struct para *p, size_t numbers)
{
    const struct varying *v = numbers ? &p->varying.v[numbers - 1] : NULL;
    return v ? v->before + v->more : 0;
}

size_t para_place(const struct para *p, size_t unit)
{
    return unit - more_of(p, numbers_before(p, unit, false));
}

static size_t unit_at(const struct para *p, size_t place)
{
    size_t unit = place + more_of(p, numbers_before(p, place, true));
    return unit < p->units.n ? unit : p->units.n;
}

void para_edge(struct para *p, unsigned flags, mpt width, mpt space, struct para_kept kept, void *user)
{
    width = mpt_clamp(width, PART_MAX);
    struct item it = {.user = user, .text = "", .width = {width, width, width}, .edge = flags, .space = mpt_clamp(space, PART_MAX),
                      .kept = bounded_kept(kept)};
    p->keeps |= kept.start != 0 || kept.end != 0;
    uint32_t item = add_item(p, it);
    add_unit(p, flags & PARA_EDGE_OPEN ? UNIT_OPEN : UNIT_CLOSE, item);
}

size_t para_drop_open(struct para *p)
{
    size_t n = 0, first = p->units.n;
    for (size_t i = p->units.n; i-- > 0;) {
        const struct unit *u = &p->units.v[i];
        if (u->kind == UNIT_OPEN) {
            first = i;
            n++;
        } else if (u->kind != UNIT_CHAR || u->cp != 0x20 || p->items.v[u->item].style->preserve_space) {
            break;
        }
    }
    p->units.n = first;
    return n;
}

void para_within(struct para *p, struct para_kept kept)
{
    p->within = bounded_kept(kept);
    p->keeps |= kept.start != 0 || kept.end != 0;
}

void para_keep_yields(struct para *p)
{
    p->keep_yields = true;
}

void para_break(struct para *p, const struct para_style *st, void *user)
{
    add_unit(p, UNIT_BREAK, add_item(p, (struct item){.style = st, .user = user, .text = ""}));
}

bool para_empty(const struct para *p)
{
    for (size_t i = 0; i < p->units.n; i++)
        if (unit_visible(&p->units.v[i]) || p->units.v[i].kind == UNIT_BREAK)
            return false;
    return true;
}

size_t para_lines(const struct para *p)
{
    return p->lines.n;
}

const struct para_line *para_line(const struct para *p, size_t i)
{
    return &p->lines.v[i];
}

bool para_fallback(const struct para *p)
{
    return p->fallback;
}

size_t para_faults(const struct para *p, const struct para_fault **list)
{
    *list = p->faults.v;
    return p->faults.n;
}

mpt para_measure(const struct para *p, bool first)
{
    return p->how.width - (first ? p->how.first_indent : 0);
}

static size_t segment_end(const struct para *p, size_t from, size_t limit)
{
    while (from < limit && p->units.v[from].kind != UNIT_BREAK)
        from++;
    return from;
}

/* One stretch between forced breaks. `last`: no forced break behind it. */
static void lay_segment(struct para *p, size_t from, size_t to, bool first)
{
    para_collect_breaks(p, from, to, p->how.width, false);
    if (para_choose(p, first)) {
        para_collect_breaks(p, from, to, p->how.width, true);
        para_choose(p, first);
    }
    const struct brk *a = &p->breaks.v[0];
    for (size_t i = 0; i < p->chosen.n; i++) {
        const struct brk *b = &p->breaks.v[p->chosen.v[i]];
        para_set_line(p, a, b, first && i == 0, i + 1 == p->chosen.n);
        a = b;
    }
}

bool para_is_long(const struct para *p)
{
    return p->units.n > LIMIT_PARA_TOTAL_FIT;
}

size_t para_next(const struct para *p)
{
    return p->next;
}

/* The lines between two forced breaks; one at the very end opens no further line. */
static void lay_line_run(struct para *p, size_t from, size_t to)
{
    bool more = to < p->units.n;
    if (to == from && !more)
        return;
    lay_segment(p, from, to, from == 0);
    struct para_line *l = &p->lines.v[p->lines.n - 1];
    l->blank = more && !l->has_text; /* a line of its own, though only edges stand on it */
    if (more && !l->user)
        l->user = p->items.v[p->units.v[to].item].user;
}

/* The end of the stretch is no end of a line: the lines before it may not be what they would be. False: none is left. */
static bool drop_unsure(struct para *p)
{
    enum { UNSURE = 2 };
    if (p->lines.n < UNSURE + 1)
        return false;
    p->lines.n -= UNSURE;
    p->next = p->lines.v[p->lines.n].from;
    return true;
}

static void renew_objects(struct para *p, size_t from, size_t to)
{
    for (size_t i = from; p->how.renew && i < to; i++) {
        struct unit *u = &p->units.v[i];
        if (u->kind == UNIT_CHAR || u->kind == UNIT_BREAK || u->kind == UNIT_ANCHOR)
            continue;
        struct item *it = &p->items.v[u->item];
        mpt space = it->space;
        it->width = bounded_space(p->how.renew(p->how.self, it->user, &space));
        it->space = mpt_clamp(space, PART_MAX);
        para_space_object(p, u);
    }
}

/* Lines of a long paragraph are chosen one by one, so those of a stretch are what they would be in the whole. */
static void lay_stretch(struct para *p, size_t start)
{
    size_t room = STRETCH, from = start, renewed = start;
    for (;;) {
        size_t limit = p->units.n - start > room ? start + room : p->units.n, to = segment_end(p, from, limit);
        renew_objects(p, renewed, limit);
        renewed = limit;
        if (limit == p->units.n || to < limit) {
            lay_line_run(p, from, to);
            from = to + 1;
            if (to >= p->units.n)
                return;
        } else if (from > start) { /* whole lines up to a forced break */
            p->next = para_place(p, from);
            return;
        } else {
            lay_segment(p, from, to, from == 0);
            if (drop_unsure(p))
                return;
            p->lines.n = 0;
            room *= 2;
        }
    }
}

static void begin(struct para *p, const struct para_layout *how)
{
    p->how = *how;
    p->lay = how->work ? how->work : p->arena;
    if (how->work) {
        arena_reset(how->work);
        memset(&p->lines, 0, sizeof p->lines);
        memset(&p->breaks, 0, sizeof p->breaks);
        memset(&p->chosen, 0, sizeof p->chosen);
    }
    p->lines.n = p->next = 0;
}

static void lay_out(struct para *p)
{
    const struct para_layout *how = &p->how;
    para_prepare(p, how->profile);
    if (para_is_long(p) && how->wrap) {
        lay_stretch(p, how->from);
        return;
    }
    for (size_t from = 0;;) {
        size_t to = segment_end(p, from, p->units.n);
        if (to >= how->from)
            lay_line_run(p, how->from > from ? how->from : from, to);
        if (to >= p->units.n)
            return;
        from = to + 1;
    }
}

void para_layout(struct para *p, const struct para_layout *how)
{
    struct para_recall recall;
    begin(p, how);
    p->how.width = mpt_clamp(how->width, MEASURE_MAX);
    p->how.first_indent = mpt_clamp(how->first_indent, MEASURE_MAX);
    p->how.last_end_indent = mpt_clamp(how->last_end_indent, MEASURE_MAX);
    p->how.filler = mpt_clamp(how->filler, MEASURE_MAX);
    p->how.from = unit_at(p, how->from);
    if (para_recall(p, &recall))
        return;
    lay_out(p);
    para_remember(p, &recall);
}

/* Widest stretch between plain breaks, and widest line without them. */
void para_widths(struct para *p, enum cjk_profile profile, mpt *min, mpt *max)
{
    begin(p, &(struct para_layout){.width = MEASURE_MAX, .profile = profile, .wrap = true});
    para_prepare(p, profile);
    int64_t widest = 0, all = 0;
    for (size_t from = 0;;) {
        size_t to = segment_end(p, from, p->units.n);
        para_collect_breaks(p, from, to, MPT_MAX, false);
        for (size_t i = 1; i < p->breaks.n; i++) {
            const struct brk *a = &p->breaks.v[i - 1], *b = &p->breaks.v[i], *s = &p->breaks.v[0];
            int64_t w = b->to_end.w + b->extra - a->to_next.w - a->trim, line = b->to_end.w + b->extra - s->to_next.w - s->trim;
            widest = w > widest ? w : widest;
            all = line > all ? line : all;
        }
        if (to >= p->units.n)
            break;
        from = to + 1;
    }
    *min = widest > MPT_MAX ? MPT_MAX : (mpt)widest;
    *max = all > MPT_MAX ? MPT_MAX : (mpt)all;
}
