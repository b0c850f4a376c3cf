/* expr.c - the expression language, XSL 1.1 section 5.9.
 * Numbers are doubles in mpt (or plain), rounded once when the value is done; a length keeps a share of its percentage
 * base and a proportional part beside the absolute one, so that label-end() or 100% - 20pt reach layout whole. */
#include <math.h>
#include <string.h>

#include "fo/expr.h"

#define EXPR_DEPTH 60 /* nesting of brackets and functions; more is not well-formed */

static bool additive(struct expr *x, struct operand *out);

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static void skip_space(struct expr *x)
{
    while (x->at < x->end && is_space(*x->at))
        x->at++;
}

static bool take(struct expr *x, char c)
{
    skip_space(x);
    if (x->at >= x->end || *x->at != c)
        return false;
    x->at++;
    return true;
}

/* A decimal without locale: digits are gathered exactly up to 18 of them, then scaled once. */
static double decimal(struct expr *x)
{
    uint64_t mantissa = 0;
    int digits = 0, scale = 0;
    bool point = false;
    for (; x->at < x->end && (is_digit(*x->at) || (*x->at == '.' && !point)); x->at++) {
        if (*x->at == '.') {
            point = true;
            continue;
        }
        if (digits < 18) {
            mantissa = mantissa * 10 + (uint64_t)(*x->at - '0');
            digits += mantissa > 0;
            scale -= point;
        } else if (!point) {
            scale++;
        }
    }
    if (scale > 300)
        return INFINITY;
    double power = 1;
    for (int i = scale < 0 ? -scale : scale; i > 0; i--)
        power *= 10;
    return scale < 0 ? (double)mantissa / power : (double)mantissa * power;
}

static const struct {
    const char *name;
    double numerator, denominator; /* [mpt] */
} units[] = {
    {"pt", 1000, 1}, {"mm", 7200000, 2540}, {"cm", 72000000, 2540}, {"in", 72000, 1}, {"pc", 12000, 1},
    {"px", 1000, 1}, /* 72 to the inch */
};

/* v of a unit as a length in *out; false: not an absolute unit. */
static bool in_unit(double v, struct fo_slice unit, double *out)
{
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (fo_same(unit, units[i].name)) {
            *out = v * units[i].numerator / units[i].denominator;
            return true;
        }
    return false;
}

#define DRAWING_EXTENT (100 * MPT_PER_PT)

/* A space that stands for a margin takes the margin's percentages; space-before and space-after have none of their own
 * (7.11.5: "differs from margin-top"). */
static unsigned percentage_base(const struct expr *x)
{
    bool margin = x->rs->slot[x->prop].rank == FO_RANK_MARGIN;
    return fo_prop_rows[margin ? FO_P_MARGIN_TOP : x->prop].base;
}

static struct num percentage(struct expr *x, double v)
{
    unsigned base = percentage_base(x);
    struct num n = {.dim = 1, .base = base};
    if (base == FO_BASE_FONT_SIZE)
        n.v = v * fo_em(x->rs, x->prop) / 100;
    else
        n.fraction = v / 100;
    return n;
}

static bool number(struct expr *x, struct num *out)
{
    double v = decimal(x);
    *out = (struct num){.v = v};
    if (x->at < x->end && *x->at == '%') {
        x->at++;
        *out = percentage(x, v);
        return true;
    }
    const char *unit = x->at;
    while (x->at < x->end && is_alpha(*x->at))
        x->at++;
    struct fo_slice u = {unit, (size_t)(x->at - unit)};
    if (!u.n)
        return true;
    out->dim = 1;
    if (fo_same(u, "em")) {
        out->v = v * fo_em(x->rs, x->prop);
        return true;
    }
    return in_unit(v, u, &out->v);
}

mpt fo_drawing_extent(const char *s, size_t n)
{
    struct fo_slice t = fo_trim((struct fo_slice){s, n});
    struct expr x = {.at = t.s, .end = t.s + t.n};
    double v = decimal(&x);
    struct fo_slice unit = {x.at, (size_t)(x.end - x.at)};
    if (x.at == t.s || !in_unit(v, unit.n ? unit : (struct fo_slice){"px", 2}, &v))
        return DRAWING_EXTENT;
    return v < MPT_MAX ? (mpt)v : MPT_MAX;
}

static int hex(char c)
{
    return is_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* #rgb and #rrggbb */
static bool hash_color(struct expr *x, struct operand *out)
{
    int digit[6], n = 0;
    while (x->at < x->end && hex(*x->at) >= 0) {
        if (n == 6)
            return false;
        digit[n++] = hex(*x->at++);
    }
    if ((n != 3 && n != 6) || (x->at < x->end && is_alpha(*x->at)))
        return false;
    double rgb[3];
    for (int i = 0; i < 3; i++)
        rgb[i] = n == 3 ? digit[i] * 17 : digit[2 * i] * 16 + digit[2 * i + 1];
    expr_set_color(out, rgb);
    return true;
}

static bool quoted(struct expr *x, struct operand *out)
{
    char q = *x->at++;
    const char *from = x->at;
    while (x->at < x->end && *x->at != q)
        x->at++;
    if (x->at >= x->end)
        return false;
    struct fo_value v = {.kind = FO_V_STRING};
    v.u.string = fo_store_string(x->rs->store, from, (size_t)(x->at - from));
    x->at++;
    *out = (struct operand){.value = v};
    return true;
}

/* The text of an argument up to a comma or the closing bracket. */
static bool raw_argument(struct expr *x, struct expr_call *c)
{
    const char *from = x->at;
    while (x->at < x->end && *x->at != ',' && *x->at != ')')
        x->at++;
    c->text[c->n] = (struct fo_slice){from, (size_t)(x->at - from)};
    return x->at < x->end;
}

static bool arguments(struct expr *x, struct expr_call *c, int evaluated)
{
    if (take(x, ')'))
        return true;
    do {
        if (c->n == EXPR_ARGS)
            return false;
        skip_space(x);
        if (c->n < evaluated ? !additive(x, &c->arg[c->n]) : !raw_argument(x, c))
            return false;
        c->n++;
    } while (take(x, ','));
    return take(x, ')');
}

static bool call(struct expr *x, struct fo_slice name, struct operand *out)
{
    const struct expr_function *f = expr_function(name);
    struct expr_call c = {.x = x, .out = out};
    return f && arguments(x, &c, f->evaluated) && f->f(&c);
}

static bool word(struct expr *x, struct operand *out)
{
    const char *from = x->at;
    while (x->at < x->end && (is_alpha(*x->at) || is_digit(*x->at) || *x->at == '-' || *x->at == '.'))
        x->at++;
    struct fo_slice name = {from, (size_t)(x->at - from)};
    if (x->at < x->end && *x->at == '(') {
        x->at++;
        return call(x, name, out);
    }
    struct fo_value v = {.kind = FO_V_KEYWORD};
    if (fo_prop_rows[x->prop].parser == FO_PARSE_COLOR && fo_find_color(x->rs->tables, name.s, name.n, &v.u.color)) {
        v.kind = FO_V_COLOR;
    } else if (!(v.keyword = fo_find_keyword(x->rs->tables, name.s, name.n))) {
        return false;
    }
    *out = (struct operand){.value = v};
    return true;
}

static bool primary(struct expr *x, struct operand *out)
{
    skip_space(x);
    if (x->at >= x->end)
        return false;
    char c = *x->at;
    if (c == '(') {
        x->at++;
        return additive(x, out) && take(x, ')');
    }
    if (is_digit(c) || (c == '.' && x->at + 1 < x->end && is_digit(x->at[1]))) {
        struct num n;
        if (!number(x, &n))
            return false;
        expr_set_num(out, n);
        return true;
    }
    if (c == '#') {
        x->at++;
        return hash_color(x, out);
    }
    if (c == '\'' || c == '"')
        return quoted(x, out);
    return is_alpha(c) && word(x, out);
}

static bool unary(struct expr *x, struct operand *out)
{
    bool minus = false;
    for (;;)
        if (take(x, '-'))
            minus = !minus;
        else if (!take(x, '+')) /* not in the grammar; CSS has it */
            break;
    if (!primary(x, out))
        return false;
    if (!minus)
        return true;
    if (!out->is_num)
        return false;
    out->num.v = -out->num.v;
    out->num.fraction = -out->num.fraction;
    return out->num.proportional == 0;
}

static bool absolute(const struct num *a)
{
    return a->fraction == 0 && a->proportional == 0;
}

static bool multiply(struct num *a, const struct num *b)
{
    if (a->dim && b->dim) { /* an area, which a division may turn into a length again */
        a->v *= b->v;
        a->dim += b->dim;
        return absolute(a) && absolute(b);
    }
    struct num len = a->dim ? *a : *b, k = a->dim ? *b : *a;
    len.v *= k.v;
    len.fraction *= k.v;
    len.proportional *= k.v;
    *a = len;
    return true;
}

static bool divide(struct num *a, const struct num *b)
{
    if (!absolute(b) || b->v == 0 || a->dim < b->dim)
        return false;
    if (b->dim && !absolute(a))
        return false;
    a->v /= b->v;
    a->fraction /= b->v;
    a->proportional /= b->v;
    a->dim -= b->dim;
    return true;
}

static bool modulo(struct num *a, const struct num *b)
{
    if (!expr_comparable(a, b) || !absolute(a) || b->v == 0)
        return false;
    a->v = fmod(a->v, b->v);
    return true;
}

/* An operator that is a word must end there: "2 div 3", not "2 divide". */
static bool take_word(struct expr *x, const char *w)
{
    size_t n = strlen(w);
    skip_space(x);
    if ((size_t)(x->end - x->at) < n || memcmp(x->at, w, n))
        return false;
    if (x->at + n < x->end && (is_alpha(x->at[n]) || x->at[n] == '-'))
        return false;
    x->at += n;
    return true;
}

static bool multiplicative(struct expr *x, struct operand *out)
{
    if (!unary(x, out))
        return false;
    for (;;) {
        bool (*op)(struct num *, const struct num *) = take(x, '*') ? multiply
            : take_word(x, "div") ? divide : take_word(x, "mod") ? modulo : NULL;
        if (!op)
            return true;
        struct operand b;
        if (!unary(x, &b) || !out->is_num || !b.is_num || !op(&out->num, &b.num))
            return false;
    }
}

static bool add(struct num *a, const struct num *b, double sign)
{
    if (a->dim != b->dim || (a->fraction != 0 && b->fraction != 0 && a->base != b->base))
        return false;
    if (a->proportional == 0 && a->fraction == 0)
        a->base = b->base;
    a->v += sign * b->v;
    a->fraction += sign * b->fraction;
    a->proportional += sign * b->proportional;
    return true;
}

static bool additive(struct expr *x, struct operand *out)
{
    if (x->rs->depth >= EXPR_DEPTH)
        return false;
    x->rs->depth++;
    bool ok = multiplicative(x, out);
    while (ok) {
        double sign = take(x, '+') ? 1 : take(x, '-') ? -1 : 0;
        if (sign == 0)
            break;
        struct operand b;
        ok = multiplicative(x, &b) && out->is_num && b.is_num && add(&out->num, &b.num, sign);
    }
    x->rs->depth--;
    return ok;
}

static bool finish_length(const struct num *n, struct fo_value *out)
{
    if (!(fabs(n->v) <= MPT_MAX) || !(fabs(n->fraction) <= 1e6) || !(n->proportional >= 0 && n->proportional <= 1e9))
        return false;
    if (n->fraction != 0 && n->base == FO_BASE_NONE)
        return false;
    *out = (struct fo_value){.kind = FO_V_LENGTH};
    out->u.length.abs = fo_whole(n->v);
    out->u.length.fraction = (float)n->fraction;
    out->u.length.proportional = (float)n->proportional;
    out->u.length.base = (uint8_t)n->base;
    return true;
}

bool fo_eval(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *out)
{
    struct expr x = {rs, prop, text.s, text.s + text.n};
    struct operand o;
    if (!additive(&x, &o))
        return false;
    skip_space(&x);
    if (x.at != x.end)
        return false;
    if (!o.is_num) {
        *out = o.value;
        return true;
    }
    if (o.num.dim == 1)
        return finish_length(&o.num, out);
    if (o.num.dim) /* an area is no value of any property */
        return false;
    *out = (struct fo_value){.kind = FO_V_NUMBER, .u.number = o.num.v};
    return isfinite(o.num.v);
}
