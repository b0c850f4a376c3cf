#include "text/cff_table.h"

#include <string.h>

static unsigned be(const uint8_t *p, unsigned size)
{
    unsigned v = 0;
    for (unsigned i = 0; i < size; i++)
        v = v << 8 | p[i];
    return v;
}

/* --- INDEX --- */

struct cff_slice cff_object(const struct cff_index *x, unsigned i)
{
    if (i >= x->count)
        return (struct cff_slice){0};
    size_t a = be(x->offsets + (size_t)i * x->size, x->size), b = be(x->offsets + ((size_t)i + 1) * x->size, x->size);
    if (a < 1 || b < a || b > (size_t)(x->end - x->data))
        return (struct cff_slice){0};
    return (struct cff_slice){x->data + a, b - a};
}

/* Reads an INDEX; *rest: what stands behind it. */
static bool read_index(struct cff_slice s, struct cff_index *x, struct cff_slice *rest)
{
    *x = (struct cff_index){0};
    if (s.n < 2)
        return false;
    x->count = be(s.p, 2);
    *rest = cff_from(s, 2);
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
    *rest = cff_from(s, (size_t)(x->end - s.p));
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
            at += operand_size(cff_from(dict, at));
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

bool cff_take_integer(struct cff_slice *s, long *v)
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
    *s = cff_from(*s, n);
    return true;
}

/* An operator whose operand is an offset: what stands there. */
static struct cff_slice find_at(struct cff_slice all, struct cff_slice dict, unsigned op)
{
    struct cff_slice s = find(dict, op);
    long at;
    return cff_take_integer(&s, &at) && at > 0 ? cff_from(all, (size_t)at) : (struct cff_slice){0};
}

enum {
    OP_BBOX = 5, OP_CHARSTRINGS = 17, OP_PRIVATE = 18, OP_SUBRS = 19, OP_DEFAULT_WIDTH = 20, OP_NOMINAL_WIDTH = 21,
    OP_MATRIX = 12 << 8 | 7, OP_CHARSTRING_TYPE = 12 << 8 | 6, OP_ROS = 12 << 8 | 30, OP_FDARRAY = 12 << 8 | 36,
    OP_FDSELECT = 12 << 8 | 37
};

static bool read_dict(const struct cff *c, struct cff_slice font, struct cff_font *d)
{
    struct cff_slice place = find(font, OP_PRIVATE), rest;
    long size, at;
    d->pub.matrix = find(font, OP_MATRIX);
    if (!cff_take_integer(&place, &size) || !cff_take_integer(&place, &at) || size < 0 || at < 0)
        return true; /* without a private dict: no subroutines, no widths of its own */
    struct cff_slice private = cff_from(c->all, (size_t)at), subrs;
    if ((size_t)size > private.n)
        return false;
    private.n = (size_t)size;
    d->pub.default_width = find(private, OP_DEFAULT_WIDTH);
    d->pub.nominal_width = find(private, OP_NOMINAL_WIDTH);
    subrs = find_at(cff_from(c->all, (size_t)at), private, OP_SUBRS);
    return subrs.n == 0 || read_index(subrs, &d->subrs, &rest);
}

static bool read_dicts(struct cff *c, struct cff_slice top)
{
    struct cff_index x;
    struct cff_slice rest;
    if (!read_index(find_at(c->all, top, OP_FDARRAY), &x, &rest) || x.count == 0 || x.count > 256)
        return false;
    c->dict_count = x.count;
    c->dicts = arena_array(c->arena, x.count, sizeof *c->dicts);
    for (unsigned i = 0; i < x.count; i++)
        if (!read_dict(c, cff_object(&x, i), &c->dicts[i]))
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

bool cff_read(struct cff *c)
{
    struct cff_index names, tops, strings;
    struct cff_slice s = cff_from(c->all, c->all.n > 4 ? c->all.p[2] : 0), rest;
    if (s.n == 0 || !read_index(s, &names, &s) || !read_index(s, &tops, &s) || !read_index(s, &strings, &s) ||
        !read_index(s, &c->subrs, &s))
        return false;
    struct cff_slice top = cff_object(&tops, 0);
    if (find(top, OP_ROS).n == 0 || !read_index(find_at(c->all, top, OP_CHARSTRINGS), &c->charstrings, &rest) ||
        c->charstrings.count == 0)
        return false;
    struct cff_slice type = find(top, OP_CHARSTRING_TYPE);
    long number = 2;
    if (type.n && (!cff_take_integer(&type, &number) || number != 2))
        return false;
    c->matrix = find(top, OP_MATRIX);
    c->box = find(top, OP_BBOX);
    return read_dicts(c, top) && read_select(c, find_at(c->all, top, OP_FDSELECT));
}
