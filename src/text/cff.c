/* cff.c - see cff.h. Sections are those of technical note 5176; operators of charstrings are in 5177, appendix A. */
#include <string.h>

#include "text/cff_int.h"

enum { CALLS = 10, PROGRAM_MAX = 65535 }; /* 5177, appendix B */
enum { GROUP = 64 /* glyphs: see cff_place() */ };
enum { SAMPLES = 48 /* glyphs that are looked at to know what a face's curves are like */ };

struct index { /* section 5 */
    unsigned count, size;
    const uint8_t *offsets, *data; /* an object begins at data + offset */
    const uint8_t *end;
};

struct dict {
    struct cff_dict pub;
    struct index subrs;
};

struct cff {
    struct cff_slice all;
    struct cff_slice matrix, box;
    struct index charstrings, subrs;
    uint8_t *select; /* font dict by glyph */
    struct dict *dicts;
    unsigned dict_count;
    void ***glyphs; /* cff_place() */
    struct arena *arena, *scratch; /* scratch: of one glyph */
};

static unsigned be(const uint8_t *p, unsigned size)
{
    unsigned v = 0;
    for (unsigned i = 0; i < size; i++)
        v = v << 8 | p[i];
    return v;
}

/* What stands at an offset, to the end of the table; empty when that lies outside. */
static struct cff_slice from(struct cff_slice all, size_t at)
{
    return at < all.n ? (struct cff_slice){all.p + at, all.n - at} : (struct cff_slice){0};
}

/* --- INDEX --- */

static struct cff_slice object(const struct index *x, unsigned i)
{
    if (i >= x->count)
        return (struct cff_slice){0};
    size_t a = be(x->offsets + (size_t)i * x->size, x->size), b = be(x->offsets + ((size_t)i + 1) * x->size, x->size);
    if (a < 1 || b < a || b > (size_t)(x->end - x->data))
        return (struct cff_slice){0};
    return (struct cff_slice){x->data + a, b - a};
}

/* Reads an INDEX; *rest: what stands behind it. */
static bool read_index(struct cff_slice s, struct index *x, struct cff_slice *rest)
{
    *x = (struct index){0};
    if (s.n < 2)
        return false;
    x->count = be(s.p, 2);
    *rest = from(s, 2);
    if (x->count == 0)
        return true;
    if (s.n < 3 || s.p[2] < 1 || s.p[2] > 4)
        return false;
    x->size = s.p[2];
    size_t table = (size_t)(x->count + 1) * x->size;
    if (s.n < 3 + table)
        return false;
    x->offsets = s.p + 3;
    x->data = s.p + 3 + table - 1;
    x->end = s.p + s.n;
    size_t last = be(x->offsets + (size_t)x->count * x->size, x->size);
    if (last < 1 || last > (size_t)(x->end - x->data))
        return false;
    x->end = x->data + last;
    *rest = from(s, (size_t)(x->end - s.p));
    return true;
}

/* --- DICT (section 4) --- */

static size_t operand_size(struct cff_slice s)
{
    unsigned b = s.p[0];
    size_t n = 1;
    if (b == 28)
        return 3;
    if (b == 29)
        return 5;
    if (b >= 247 && b <= 254)
        return 2;
    if (b == 30) { /* a real number: nibbles to the first f */
        while (n < s.n && (s.p[n] & 0xf) != 0xf && s.p[n] >> 4 != 0xf)
            n++;
        return n + 1;
    }
    return 1;
}

/* The operands of an operator (12 and the second byte as 12 << 8 | byte); empty when it is not there. */
static struct cff_slice find(struct cff_slice dict, unsigned op)
{
    size_t start = 0;
    for (size_t at = 0; at < dict.n;) {
        unsigned b = dict.p[at];
        if (b > 21) {
            at += operand_size(from(dict, at));
            continue;
        }
        size_t n = b == 12 ? 2 : 1;
        if (at + n <= dict.n && (b == 12 ? b << 8 | dict.p[at + 1] : b) == op)
            return (struct cff_slice){dict.p + start, at - start};
        at += n;
        start = at;
    }
    return (struct cff_slice){0};
}

/* The next integer of operands; false when there is none or it is no integer. */
static bool take_integer(struct cff_slice *s, long *v)
{
    size_t n = s->n ? operand_size(*s) : 0;
    if (n == 0 || n > s->n)
        return false;
    unsigned b = s->p[0];
    if (b == 28)
        *v = (int16_t)be(s->p + 1, 2);
    else if (b == 29)
        *v = (int32_t)be(s->p + 1, 4);
    else if (b >= 32 && b <= 246)
        *v = (long)b - 139;
    else if (b >= 247 && b <= 250)
        *v = ((long)b - 247) * 256 + s->p[1] + 108;
    else if (b >= 251 && b <= 254)
        *v = -((long)b - 251) * 256 - s->p[1] - 108;
    else
        return false;
    *s = from(*s, n);
    return true;
}

/* An operator whose operand is an offset: what stands there. */
static struct cff_slice find_at(struct cff_slice all, struct cff_slice dict, unsigned op)
{
    struct cff_slice s = find(dict, op);
    long at;
    return take_integer(&s, &at) && at > 0 ? from(all, (size_t)at) : (struct cff_slice){0};
}

enum {
    OP_BBOX = 5, OP_CHARSTRINGS = 17, OP_PRIVATE = 18, OP_SUBRS = 19, OP_DEFAULT_WIDTH = 20, OP_NOMINAL_WIDTH = 21,
    OP_MATRIX = 12 << 8 | 7, OP_CHARSTRING_TYPE = 12 << 8 | 6, OP_ROS = 12 << 8 | 30, OP_FDARRAY = 12 << 8 | 36,
    OP_FDSELECT = 12 << 8 | 37
};

static bool read_dict(const struct cff *c, struct cff_slice font, struct dict *d)
{
    struct cff_slice place = find(font, OP_PRIVATE), rest;
    long size, at;
    d->pub.matrix = find(font, OP_MATRIX);
    if (!take_integer(&place, &size) || !take_integer(&place, &at) || size < 0 || at < 0)
        return true; /* without a private dict: no subroutines, no widths of its own */
    struct cff_slice private = from(c->all, (size_t)at), subrs;
    if ((size_t)size > private.n)
        return false;
    private.n = (size_t)size;
    d->pub.default_width = find(private, OP_DEFAULT_WIDTH);
    d->pub.nominal_width = find(private, OP_NOMINAL_WIDTH);
    subrs = find_at(from(c->all, (size_t)at), private, OP_SUBRS);
    return subrs.n == 0 || read_index(subrs, &d->subrs, &rest);
}

static bool read_dicts(struct cff *c, struct cff_slice top)
{
    struct index x;
    struct cff_slice rest;
    if (!read_index(find_at(c->all, top, OP_FDARRAY), &x, &rest) || x.count == 0 || x.count > 256)
        return false;
    c->dict_count = x.count;
    c->dicts = arena_array(c->arena, x.count, sizeof *c->dicts);
    for (unsigned i = 0; i < x.count; i++)
        if (!read_dict(c, object(&x, i), &c->dicts[i]))
            return false;
    return true;
}

/* Section 19: one byte a glyph, or ranges that each end where the next begins. */
static bool read_select(struct cff *c, struct cff_slice s)
{
    unsigned count = c->charstrings.count;
    c->select = arena_alloc(c->arena, count);
    if (s.n > count && s.p[0] == 0) {
        memcpy(c->select, s.p + 1, count);
    } else if (s.n >= 5 && s.p[0] == 3) {
        unsigned ranges = be(s.p + 1, 2);
        if (s.n < 3 + (size_t)ranges * 3 + 2)
            return false;
        for (unsigned r = 0; r < ranges; r++) {
            unsigned a = be(s.p + 3 + r * 3, 2), b = be(s.p + 6 + r * 3, 2);
            for (unsigned g = a; g < b && g < count; g++)
                c->select[g] = s.p[5 + r * 3];
        }
    } else {
        return false;
    }
    for (unsigned g = 0; g < count; g++)
        if (c->select[g] >= c->dict_count)
            return false;
    return true;
}

static bool read_all(struct cff *c)
{
    struct index names, tops, strings;
    struct cff_slice s = from(c->all, c->all.n > 4 ? c->all.p[2] : 0), rest;
    if (s.n == 0 || !read_index(s, &names, &s) || !read_index(s, &tops, &s) || !read_index(s, &strings, &s) ||
        !read_index(s, &c->subrs, &s))
        return false;
    struct cff_slice top = object(&tops, 0);
    if (find(top, OP_ROS).n == 0 || !read_index(find_at(c->all, top, OP_CHARSTRINGS), &c->charstrings, &rest) ||
        c->charstrings.count == 0)
        return false;
    struct cff_slice type = find(top, OP_CHARSTRING_TYPE);
    long number = 2;
    if (type.n && (!take_integer(&type, &number) || number != 2))
        return false;
    c->matrix = find(top, OP_MATRIX);
    c->box = find(top, OP_BBOX);
    return read_dicts(c, top) && read_select(c, find_at(c->all, top, OP_FDSELECT));
}

struct cff_slice cff_matrix(const struct cff *c)
{
    return c->matrix;
}

struct cff_slice cff_box(const struct cff *c)
{
    return c->box;
}

const struct cff_dict *cff_dict(const struct cff *c, unsigned i)
{
    return i < c->dict_count ? &c->dicts[i].pub : NULL;
}

/* --- charstrings --- */

struct program {
    const struct cff *c;
    const struct dict *dict;
    struct buf out;
    struct cff_slice stack[CS_STACK]; /* operands as they stand */
    unsigned n;
    struct cff_slice width; /* taken from a hint operator: goes before the first operator that stays */
    unsigned stems;
    bool begun; /* an operator was met: no width follows */
    struct cff_slice calls[CALLS + 1]; /* what is left of each program that is being read */
    unsigned depth;
    bool ended;
};

/* Most stand one behind the other in the program that is read. */
static void put_operands(struct program *p)
{
    struct cff_slice s = p->width;
    for (unsigned i = 0; i < p->n; i++) {
        if (s.n && p->stack[i].p != s.p + s.n) {
            buf_add(&p->out, s.p, s.n);
            s.n = 0;
        }
        s.p = s.n ? s.p : p->stack[i].p;
        s.n += p->stack[i].n;
    }
    buf_add(&p->out, s.p, s.n);
    p->width.n = p->n = 0;
    p->begun = true;
}

static bool put_operator(struct program *p, unsigned op)
{
    put_operands(p);
    buf_putc(&p->out, (char)op);
    return p->out.n <= PROGRAM_MAX;
}

static struct cff_slice *reading(struct program *p)
{
    return &p->calls[p->depth];
}

static void skip(struct program *p, size_t n)
{
    struct cff_slice *s = reading(p);
    *s = n < s->n ? (struct cff_slice){s->p + n, s->n - n} : (struct cff_slice){s->p + s->n, 0};
}

/* Stem hints take pairs of operands; one more is the width, when no operator was before. */
static void drop_stems(struct program *p)
{
    if (!p->begun && p->n % 2)
        p->width = p->stack[0];
    p->begun = true;
    p->stems += p->n / 2;
    p->n = 0;
}

/* 5177, 4.7: a bias that depends on how many subroutines there are. */
static bool call(struct program *p, const struct index *subrs)
{
    long number;
    if (p->n == 0 || p->depth == CALLS || p->stack[p->n - 1].p[0] == 255 || !take_integer(&p->stack[p->n - 1], &number))
        return false;
    p->n--;
    number += subrs->count < 1240 ? 107 : subrs->count < 33900 ? 1131 : 32768;
    struct cff_slice s = number >= 0 ? object(subrs, (unsigned)number) : (struct cff_slice){0};
    if (s.n == 0)
        return false;
    p->calls[++p->depth] = s;
    return true;
}

/* Flexes are curves; arithmetic and storage are not followed. */
static bool escape(struct program *p)
{
    if (reading(p)->n == 0)
        return false;
    unsigned op = reading(p)->p[0];
    skip(p, 1);
    if (op < CS_HFLEX || op > CS_FLEX1 || !put_operator(p, CS_ESCAPE))
        return false;
    buf_putc(&p->out, (char)op);
    return true;
}

static bool operator(struct program *p, unsigned op)
{
    switch (op) {
    case CS_HSTEM: case CS_VSTEM: case CS_HSTEMHM: case CS_VSTEMHM:
        drop_stems(p);
        return true;
    case CS_HINTMASK: case CS_CNTRMASK: /* operands before it are vertical stems */
        drop_stems(p);
        skip(p, (p->stems + 7) / 8);
        return true;
    case CS_CALLSUBR:
        return call(p, &p->dict->subrs);
    case CS_CALLGSUBR:
        return call(p, &p->c->subrs);
    case CS_RETURN:
        reading(p)->n = 0;
        return true;
    case CS_ESCAPE:
        return escape(p);
    case CS_ENDCHAR:
        p->ended = true;
        return p->n <= 1 && put_operator(p, op); /* with four more it composes an accented letter: not in CID-keyed fonts */
    case CS_VMOVETO: case CS_RLINETO: case CS_HLINETO: case CS_VLINETO: case CS_RRCURVETO: case CS_RMOVETO: case CS_HMOVETO:
    case CS_RCURVELINE: case CS_RLINECURVE: case CS_VVCURVETO: case CS_HHCURVETO: case CS_VHCURVETO: case CS_HVCURVETO:
        return put_operator(p, op);
    default:
        return false;
    }
}

static bool push(struct program *p, size_t size)
{
    struct cff_slice *s = reading(p);
    if (size > s->n || p->n == CS_STACK)
        return false;
    p->stack[p->n++] = (struct cff_slice){s->p, size};
    skip(p, size);
    return true;
}

static bool step(struct program *p)
{
    unsigned b = reading(p)->p[0];
    if (b >= 32 || b == CS_SHORT)
        return push(p, b == CS_SHORT ? 3 : b == 255 ? 5 : b >= 247 ? 2 : 1);
    skip(p, 1);
    return operator(p, b);
}

static bool run(struct program *p)
{
    while (!p->ended) {
        while (p->depth && reading(p)->n == 0)
            p->depth--;
        if (reading(p)->n == 0)
            return operator(p, CS_ENDCHAR); /* it just stops */
        if (!step(p))
            return false;
    }
    return true;
}

/* The program alone: no subroutines, no hints. */
static bool write_out(const struct cff *c, uint32_t gid, struct buf *out)
{
    struct program p = {.c = c, .dict = &c->dicts[c->select[gid]], .calls = {object(&c->charstrings, gid)}};
    bool ok = run(&p);
    *out = p.out;
    return ok;
}

/* The same outline in other words, where that is shorter. */
static bool spell(struct cff *c, const struct buf *plain, struct buf *out)
{
    struct cff_path path = {.arena = c->scratch};
    arena_reset(c->scratch);
    if (!cff_path_read(&path, (struct cff_slice){(const uint8_t *)plain->data, plain->n}))
        return false;
    cff_path_tidy(&path);
    return cff_spell(&path, out);
}

unsigned cff_count(const struct cff *c)
{
    return c->charstrings.count;
}

void ***cff_places(struct arena *a, unsigned count)
{
    return arena_array(a, count / GROUP + 1, sizeof(void **));
}

void **cff_place(struct arena *a, void ***places, uint32_t gid)
{
    void ***group = &places[gid / GROUP];
    if (!*group)
        *group = arena_array(a, GROUP, sizeof **group);
    return &(*group)[gid % GROUP];
}

static struct cff_glyph *make(struct cff *c, uint32_t gid)
{
    struct buf plain = {0}, spelled = {0};
    struct cff_glyph *g = NULL;
    if (write_out(c, gid, &plain)) {
        const struct buf *best = spell(c, &plain, &spelled) ? &spelled : &plain;
        g = arena_alloc(c->arena, sizeof *g);
        g->program = arena_dup(c->arena, best->data, best->n);
        g->n = (uint32_t)best->n;
        g->dict = c->select[gid];
    }
    buf_free(&plain);
    buf_free(&spelled);
    return g;
}

const struct cff_glyph *cff_glyph(struct cff *c, uint32_t gid)
{
    if (gid >= c->charstrings.count)
        return NULL;
    void **place = cff_place(c->arena, c->glyphs, gid);
    if (!*place)
        *place = make(c, gid);
    return *place;
}

bool cff_path_of(struct cff *c, uint32_t gid, struct cff_path *p)
{
    struct buf plain = {0};
    arena_reset(c->scratch);
    *p = (struct cff_path){.arena = c->scratch};
    bool ok = write_out(c, gid, &plain) && cff_path_read(p, (struct cff_slice){(const uint8_t *)plain.data, plain.n});
    p->width = (struct cff_slice){0};
    buf_free(&plain);
    return ok;
}

/* Without one a unit is a thousandth of an em, as TrueType can say it too. */
static bool has_matrix(const struct cff *c)
{
    bool has = c->matrix.n > 0;
    for (unsigned i = 0; i < c->dict_count; i++)
        has = has || c->dicts[i].pub.matrix.n > 0;
    return has;
}

/* Faces drawn in quadratic curves and turned into CFF: each third vector of a curve is as far from the second as that from
 * the first, within what rounding does. */
bool cff_is_quadratic(struct cff *c)
{
    size_t curves = 0, quadratic = 0;
    unsigned count = c->charstrings.count, step = count / SAMPLES + 1;
    if (has_matrix(c))
        return false;
    for (unsigned gid = 0; gid < count; gid += step) {
        struct cff_path path;
        if (cff_path_of(c, gid, &path))
            cff_path_census(&path, &curves, &quadratic);
    }
    return quadratic > curves / 10 * 8;
}

struct cff *cff_new(const uint8_t *data, size_t n)
{
    struct arena *a = arena_new();
    struct cff *c = arena_alloc(a, sizeof *c);
    c->arena = a;
    c->all = (struct cff_slice){data, n};
    if (!read_all(c)) {
        arena_free(a);
        return NULL;
    }
    c->glyphs = cff_places(a, c->charstrings.count);
    c->scratch = arena_new();
    return c;
}

void cff_free(struct cff *c)
{
    if (c) {
        arena_free(c->scratch);
        arena_free(c->arena);
    }
}
