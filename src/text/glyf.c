/* glyf.c - see glyf.h. The format is that of OpenType 1.9, "glyf", Simple Glyph Description. */
#include "text/glyf.h"

#include <stdlib.h>
#include <string.h>

#include "text/cff_int.h"

enum { ON_CURVE = 1, X_SHORT = 2, Y_SHORT = 4, REPEAT = 8, X_SAME = 16, Y_SAME = 32 };
enum {
    LIMIT_BYTES = 32768, /* of an entry: as far as deflate can look back */
    SAMPLES = 16         /* glyphs of which codes are made */
};

struct glyf {
    struct cff *cff;
    void ***glyphs; /* cff_place() */
    struct huffman *codes;
    struct arena *arena;
};

/* --- an entry --- */

/* One coordinate's step; returns its flags, given those of a short one and of one that is the same (or short and rising). */
static unsigned put_step(struct buf *b, int d, unsigned is_short, unsigned same)
{
    if (d == 0)
        return same;
    if (abs(d) < 256) {
        buf_putc(b, (char)abs(d));
        return is_short | (d > 0 ? same : 0);
    }
    buf_be(b, (uint16_t)d, 2);
    return 0;
}

/* A run of three and more is said with its count. */
static void put_flags(struct buf *b, const uint8_t *flags, size_t n)
{
    for (size_t i = 0, run; i < n; i += run) {
        for (run = 1; i + run < n && run < 256 && flags[i + run] == flags[i];)
            run++;
        if (run < 3)
            run = 1;
        buf_putc(b, (char)(flags[i] | (run > 1 ? REPEAT : 0)));
        if (run > 1)
            buf_putc(b, (char)(run - 1));
    }
}

struct entry { /* its parts, as they grow */
    const struct cff_points *points;
    struct buf flags, x, y;
    int at_x, at_y;
    int box[4];
};

static void put_point(struct entry *e, const struct cff_point *p)
{
    unsigned flags = p->on ? ON_CURVE : 0;
    flags |= put_step(&e->x, p->x - e->at_x, X_SHORT, X_SAME);
    flags |= put_step(&e->y, p->y - e->at_y, Y_SHORT, Y_SAME);
    buf_putc(&e->flags, (char)flags);
    e->at_x = p->x;
    e->at_y = p->y;
    for (int k = 0; k < 2; k++) {
        int v = k ? p->y : p->x;
        e->box[k] = v < e->box[k] ? v : e->box[k];
        e->box[k + 2] = v > e->box[k + 2] ? v : e->box[k + 2];
    }
}

static void put_entry(struct entry *e, struct buf *out)
{
    const struct cff_points *p = e->points;
    buf_be(out, p->ends.n, 2);
    for (int k = 0; k < 4; k++)
        buf_be(out, (uint16_t)e->box[k], 2);
    for (size_t i = 0; i < p->ends.n; i++)
        buf_be(out, p->ends.v[i] - 1, 2);
    buf_be(out, 0, 2); /* bytes of instructions */
    put_flags(out, (const uint8_t *)e->flags.data, e->flags.n);
    buf_add(out, e->x.data, e->x.n);
    buf_add(out, e->y.data, e->y.n);
    buf_be(out, 0, out->n % 2); /* the short form of loca counts in twos */
}

/* Twice the area within; holes count against what they are in. Outer contours that run counter-clockwise have a positive one. */
static int64_t area(const struct cff_points *p)
{
    int64_t sum = 0;
    for (size_t c = 0, from = 0; c < p->ends.n; from = p->ends.v[c++])
        for (size_t i = from, before = p->ends.v[c] - 1; i < p->ends.v[c]; before = i++) {
            const struct cff_point *a = &p->points.v[before], *b = &p->points.v[i];
            sum += (int64_t)a->x * b->y - (int64_t)b->x * a->y;
        }
    return sum;
}

/* TrueType's outer contours run clockwise, those of PostScript should not; there are faces of either way, and where they are
 * PostScript's, each is said backwards. */
static void put_contours(struct entry *e, const struct cff_points *p)
{
    bool backwards = area(p) > 0;
    for (size_t c = 0, from = 0; c < p->ends.n; from = p->ends.v[c++])
        for (size_t i = from, end = p->ends.v[c]; i < end; i++)
            put_point(e, &p->points.v[backwards && i > from ? end - (i - from) : i]);
}

static void put_points(const struct cff_points *p, struct glyf_glyph *g, struct buf *out)
{
    struct entry e = {.points = p, .box = {INT16_MAX, INT16_MAX, INT16_MIN, INT16_MIN}};
    put_contours(&e, p);
    put_entry(&e, out);
    for (int k = 0; k < 4; k++)
        g->box[k] = (int16_t)e.box[k];
    g->points = (uint16_t)p->points.n;
    g->contours = (uint16_t)p->ends.n;
    buf_free(&e.flags);
    buf_free(&e.x);
    buf_free(&e.y);
}

/* --- what repeats itself --- */

enum { PLACES = 1024, SHORTEST = 3, LONGEST = 258, TRIES = 4, NEAR = 64 /* three bytes from farther off save nothing */ };

struct search {
    const uint8_t *p;
    size_t n;
    uint16_t last[PLACES]; /* by the hash of three bytes: where they began last, + 1 */
    uint16_t *before;      /* by place: the one before it with the same hash, + 1 */
};

static unsigned hash(const uint8_t *p)
{
    return (p[0] * 0x9e5u ^ p[1] * 0x1f3u ^ p[2] * 0x35u) % PLACES;
}

static void note(struct search *s, size_t from, size_t to)
{
    for (size_t i = from; i < to && i + SHORTEST <= s->n; i++) {
        uint16_t *last = &s->last[hash(s->p + i)];
        s->before[i] = *last;
        *last = (uint16_t)(i + 1);
    }
}

static size_t same(const struct search *s, size_t a, size_t b)
{
    size_t n = 0;
    while (b + n < s->n && n < LONGEST && s->p[a + n] == s->p[b + n])
        n++;
    return n;
}

/* The longest of the last few; one that is four times as far must be longer by two. 0: none that saves something. */
static size_t find(const struct search *s, size_t at, size_t *back)
{
    size_t best = 0;
    if (at + SHORTEST > s->n)
        return 0;
    unsigned place = s->last[hash(s->p + at)];
    for (int i = 0; i < TRIES && place; i++, place = s->before[place - 1]) {
        size_t n = same(s, place - 1, at), far = at - (place - 1);
        if (n > best + (best && far > 4 * *back)) {
            best = n;
            *back = far;
        }
    }
    return best > SHORTEST || (best == SHORTEST && *back <= NEAR) ? best : 0;
}

static struct huffman_data with_repeats(const uint8_t *p, size_t n, struct arena *scratch)
{
    struct search s = {.p = p, .n = n, .before = arena_array(scratch, n, sizeof *s.before)};
    VEC(struct huffman_repeat) found = {0};
    for (size_t at = 0, behind = 0; at < n;) {
        size_t back = 0, length = find(&s, at, &back);
        if (length) {
            *VEC_PUSH(scratch, &found) = (struct huffman_repeat){at - behind, (unsigned)length, (unsigned)back};
            behind = at + length;
        }
        note(&s, at, at + (length ? length : 1));
        at += length ? length : 1;
    }
    return (struct huffman_data){p, n, found.v, found.n};
}

/* --- a glyph --- */

/* Its entry, in the scratch arena of its path; false: it can't be had. */
static bool entry_of(struct glyf *f, uint32_t gid, struct glyf_glyph *g, struct arena **scratch)
{
    struct cff_path path;
    struct cff_points points = {0};
    struct buf out = {0};
    if (!cff_path_of(f->cff, gid, &path))
        return false;
    *scratch = points.arena = path.arena;
    cff_path_tidy(&path);
    if (!cff_quad(&path, &points))
        return false;
    if (points.ends.n)
        put_points(&points, g, &out);
    g->n = (uint32_t)out.n;
    g->data = out.n ? arena_dup(path.arena, out.data, out.n) : NULL;
    buf_free(&out);
    return g->n <= LIMIT_BYTES;
}

const struct glyf_glyph *glyf_glyph(struct glyf *f, uint32_t gid)
{
    struct glyf_glyph g = {0};
    struct arena *scratch;
    if (gid >= cff_count(f->cff))
        return NULL;
    void **place = cff_place(f->arena, f->glyphs, gid);
    if (*place || !entry_of(f, gid, &g, &scratch))
        return *place;
    if (g.n) {
        struct huffman_data d = with_repeats(g.data, g.n, scratch);
        g.packed = huffman_pack(f->codes, &d, f->arena);
        g.data = arena_dup(f->arena, g.data, g.n);
    }
    return *place = arena_dup(f->arena, &g, sizeof g);
}

/* Not of what a document uses, so that a glyph is packed once for all of them. */
static void make_codes(struct glyf *f)
{
    unsigned count = cff_count(f->cff), step = count / SAMPLES + 1;
    for (unsigned gid = 0; gid < count; gid += step) {
        struct glyf_glyph g = {0};
        struct arena *scratch;
        if (!entry_of(f, gid, &g, &scratch) || !g.n)
            continue;
        struct huffman_data d = with_repeats(g.data, g.n, scratch);
        huffman_count(f->codes, &d);
    }
    huffman_make(f->codes);
}

const struct huffman *glyf_codes(const struct glyf *f)
{
    return f->codes;
}

struct glyf *glyf_new(struct cff *c)
{
    if (!cff_is_quadratic(c))
        return NULL;
    struct arena *a = arena_new();
    struct glyf *f = arena_alloc(a, sizeof *f);
    f->cff = c;
    f->arena = a;
    f->glyphs = cff_places(a, cff_count(c));
    f->codes = huffman_new(a);
    make_codes(f);
    return f;
}

void glyf_free(struct glyf *f)
{
    if (f)
        arena_free(f->arena);
}
