/* cff.c - see cff.h. Operators of charstrings are in technical note 5177, appendix A. */
#include <string.h>

#include "text/cff_table.h"

enum { CALLS = 10, PROGRAM_MAX = 65535 }; /* 5177, appendix B */
enum { GROUP = 64 /* glyphs: see cff_place() */ };
enum { SAMPLES = 48 /* glyphs that are looked at to know what a face's curves are like */ };

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
    const struct cff_font *dict;
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
static bool call(struct program *p, const struct cff_index *subrs)
{
    long number;
    if (p->n == 0 || p->depth == CALLS || p->stack[p->n - 1].p[0] == 255 || !cff_take_integer(&p->stack[p->n - 1], &number))
        return false;
    p->n--;
    number += subrs->count < 1240 ? 107 : subrs->count < 33900 ? 1131 : 32768;
    struct cff_slice s = number >= 0 ? cff_object(subrs, (unsigned)number) : (struct cff_slice){0};
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
    struct program p = {.c = c, .dict = &c->dicts[c->select[gid]], .calls = {cff_object(&c->charstrings, gid)}};
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
    if (!cff_read(c)) {
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
