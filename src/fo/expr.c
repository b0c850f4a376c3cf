/* expr.c - the expression language, XSL 1.1 section 5.9, and its functions, 5.10.
 * Numbers are doubles in mpt (or plain), rounded once when the value is done; a length keeps a share of its percentage
 * base and a proportional part beside the absolute one, so that label-end() or 100% - 20pt reach layout whole. */
#include <math.h>
#include <string.h>

#include "fo/resolve.h"

#define EXPR_DEPTH 60 /* nesting of brackets and functions; more is not well-formed */

struct num {
    double v;          /* [mpt ^ dim] */
    double fraction;   /* of the percentage base */
    double proportional;
    int dim;           /* 0 number, 1 length */
    unsigned base;
};

struct operand {
    bool is_num;
    struct num num;
    struct fo_value value; /* when it is no number: keyword, colour, string, or a value asked for */
};

struct expr {
    struct fo_resolve *rs;
    unsigned prop;
    const char *at, *end;
};

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

static struct num percentage(struct expr *x, double v)
{
    unsigned base = fo_prop_rows[x->prop].base;
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
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (fo_same(u, units[i].name)) {
            out->v = v * units[i].numerator / units[i].denominator;
            return true;
        }
    return false;
}

static void set_num(struct operand *o, struct num n)
{
    *o = (struct operand){.is_num = true, .num = n};
}

static void set_value(struct operand *o, const struct fo_value *v)
{
    if (v->kind == FO_V_NUMBER)
        set_num(o, (struct num){.v = v->u.number});
    else if (v->kind == FO_V_LENGTH)
        set_num(o, (struct num){.v = v->u.length.abs, .fraction = (double)v->u.length.fraction, .dim = 1,
                                .proportional = (double)v->u.length.proportional, .base = v->u.length.base});
    else
        *o = (struct operand){.value = *v};
}

static void set_color(struct operand *o, const double rgb[3])
{
    struct fo_value v = {.kind = FO_V_COLOR, .u.color.a = 255};
    uint8_t *out[3] = {&v.u.color.r, &v.u.color.g, &v.u.color.b};
    for (int i = 0; i < 3; i++)
        *out[i] = (uint8_t)(rgb[i] < 0 ? 0 : rgb[i] > 255 ? 255 : rgb[i] + 0.5);
    set_value(o, &v);
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
    set_color(out, rgb);
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

/* --- functions --- */

#define ARGS_MAX 40 /* rgb-icc() takes a colour space's components beside its fixed ones */

struct call {
    struct expr *x;
    struct operand arg[ARGS_MAX];
    struct fo_slice text[ARGS_MAX];
    int n;
    struct operand *out;
};

static bool plain_number(const struct operand *o)
{
    return o->is_num && o->num.dim == 0;
}

static bool f_rounding(struct call *c, double (*f)(double))
{
    if (c->n != 1 || !plain_number(&c->arg[0]))
        return false;
    set_num(c->out, (struct num){.v = f(c->arg[0].num.v)});
    return true;
}

static bool f_floor(struct call *c) { return f_rounding(c, floor); }
static bool f_ceiling(struct call *c) { return f_rounding(c, ceil); }

static double half_up(double v)
{
    return floor(v + 0.5); /* towards positive infinity, as XPath's round() */
}

static bool f_round(struct call *c) { return f_rounding(c, half_up); }

/* Lengths with the same share of the same base compare by their absolute part; others can't be compared here. */
static bool comparable(const struct num *a, const struct num *b)
{
    return a->dim == b->dim && a->proportional == b->proportional && a->fraction == b->fraction
        && (a->fraction == 0 || a->base == b->base);
}

static bool pure_percentage(const struct num *a)
{
    return a->v == 0 && a->proportional == 0;
}

static bool f_choose(struct call *c, bool want_max)
{
    if (c->n != 2 || !c->arg[0].is_num || !c->arg[1].is_num)
        return false;
    const struct num *a = &c->arg[0].num, *b = &c->arg[1].num;
    double x, y;
    if (comparable(a, b)) {
        x = a->v;
        y = b->v;
    } else if (a->dim == b->dim && pure_percentage(a) && pure_percentage(b)) {
        x = a->fraction;
        y = b->fraction;
    } else {
        return false;
    }
    set_num(c->out, (x > y) == want_max ? *a : *b);
    return true;
}

static bool f_min(struct call *c) { return f_choose(c, false); }
static bool f_max(struct call *c) { return f_choose(c, true); }

static bool f_abs(struct call *c)
{
    if (c->n != 1 || !c->arg[0].is_num)
        return false;
    struct num n = c->arg[0].num;
    if (n.v * n.fraction < 0)
        return false; /* its sign depends on the base */
    if (n.v < 0 || n.fraction < 0) {
        n.v = -n.v;
        n.fraction = -n.fraction;
    }
    set_num(c->out, n);
    return true;
}

/* A component: a number as it is, a percentage as a share of full. */
static bool component(const struct operand *o, double full, double *out)
{
    if (!o->is_num || (o->num.dim == 1 && (o->num.v != 0 || o->num.base == FO_BASE_FONT_SIZE)))
        return false;
    *out = o->num.dim == 0 ? o->num.v : o->num.fraction * full;
    return true;
}

static bool f_rgb(struct call *c)
{
    double rgb[3];
    if (c->n < 3)
        return false;
    for (int i = 0; i < 3; i++)
        if (!component(&c->arg[i], 255, &rgb[i]))
            return false;
    if (c->n > 3)
        return false;
    set_color(c->out, rgb);
    return true;
}

/* rgb-icc(r, g, b, profile, components ...): the sRGB fallback that the first three state. */
static bool f_rgb_icc(struct call *c)
{
    if (c->n < 4)
        return false;
    c->n = 3;
    return f_rgb(c);
}

/* cmyk(c, m, y, k), components 0 to 1 or percentages: FOP's extension; shown as its sRGB approximation. */
static bool f_cmyk(struct call *c)
{
    double v[4], rgb[3];
    if (c->n != 4)
        return false;
    for (int i = 0; i < 4; i++)
        if (!component(&c->arg[i], 1, &v[i]))
            return false;
    for (int i = 0; i < 3; i++)
        rgb[i] = 255 * (1 - v[i]) * (1 - v[3]);
    set_color(c->out, rgb);
    return true;
}

/* The property that a function names, or the one that is being set. A compound's name means the same component. */
static bool named_property(struct call *c, unsigned *prop)
{
    *prop = c->x->prop;
    if (c->n == 0)
        return true;
    struct fo_slice t = fo_trim(c->text[0]);
    if (c->n != 1)
        return false;
    if (t.n >= 2 && (*t.s == '\'' || *t.s == '"'))
        t = (struct fo_slice){t.s + 1, t.n - 2};
    struct fo_name name = fo_find_property(c->x->rs->tables, t.s, t.n);
    if (name.kind == FO_N_PROP) {
        *prop = name.id;
        return true;
    }
    if (name.kind != FO_N_SHORTHAND)
        return false;
    const struct fo_shorthand *s = fo_shorthand(name.id);
    if (s->expander != FO_EX_ALL)
        return false;
    for (unsigned i = 0; i < s->targets; i++)
        if (s->target[i] == c->x->prop)
            return true;
    *prop = s->target[s->targets == 3];
    return true;
}

static bool f_ask(struct call *c, enum fo_question q)
{
    unsigned prop;
    struct fo_value v;
    if (!named_property(c, &prop) || !fo_ask(c->x->rs, q, prop, &v))
        return false;
    set_value(c->out, &v);
    return true;
}

static bool f_from_parent(struct call *c) { return f_ask(c, FO_ASK_PARENT); }
static bool f_inherited(struct call *c) { return f_ask(c, FO_ASK_INHERITED); }
static bool f_nearest(struct call *c) { return f_ask(c, FO_ASK_NEAREST); }
static bool f_column(struct call *c) { return f_ask(c, FO_ASK_COLUMN); }

static bool f_list(struct call *c, bool label_end)
{
    struct fo_value v = {.kind = FO_V_LENGTH};
    if (c->n != 0 || !fo_ask_list(c->x->rs, label_end, &v.u.length))
        return false;
    set_value(c->out, &v);
    return true;
}

static bool f_label_end(struct call *c) { return f_list(c, true); }
static bool f_body_start(struct call *c) { return f_list(c, false); }

static bool f_proportional(struct call *c)
{
    double v;
    if (c->n != 1 || !component(&c->arg[0], 1, &v) || v < 0)
        return false;
    set_num(c->out, (struct num){.dim = 1, .proportional = v, .base = FO_BASE_TABLE_IPD});
    return true;
}

/* CSS2 18.2: a page has no desktop whose colours could be asked for. */
static bool f_unsupported(struct call *c)
{
    (void)c;
    return false;
}

static const struct {
    const char *name;
    bool (*f)(struct call *);
    int evaluated; /* arguments from the first that are expressions; the others are names, kept as text */
} functions[] = {
    {"floor", f_floor, ARGS_MAX}, {"ceiling", f_ceiling, ARGS_MAX}, {"round", f_round, ARGS_MAX}, {"min", f_min, ARGS_MAX},
    {"max", f_max, ARGS_MAX}, {"abs", f_abs, ARGS_MAX}, {"rgb", f_rgb, ARGS_MAX}, {"rgb-icc", f_rgb_icc, 3},
    {"cmyk", f_cmyk, ARGS_MAX}, {"inherited-property-value", f_inherited, 0}, {"label-end", f_label_end, ARGS_MAX},
    {"body-start", f_body_start, ARGS_MAX}, {"from-parent", f_from_parent, 0},
    {"from-nearest-specified-value", f_nearest, 0}, {"from-table-column", f_column, 0},
    {"proportional-column-width", f_proportional, ARGS_MAX}, {"system-color", f_unsupported, 0},
    {"system-font", f_unsupported, 0}, {"merge-property-values", f_unsupported, 0},
    {"from-page-master-region", f_unsupported, 0},
};

/* The text of an argument up to a comma or the closing bracket. */
static bool raw_argument(struct expr *x, struct call *c)
{
    const char *from = x->at;
    while (x->at < x->end && *x->at != ',' && *x->at != ')')
        x->at++;
    c->text[c->n] = (struct fo_slice){from, (size_t)(x->at - from)};
    return x->at < x->end;
}

static bool arguments(struct expr *x, struct call *c, int evaluated)
{
    if (take(x, ')'))
        return true;
    do {
        if (c->n == ARGS_MAX)
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
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (fo_same(name, functions[i].name)) {
            struct call c = {.x = x, .out = out};
            return arguments(x, &c, functions[i].evaluated) && functions[i].f(&c);
        }
    return false;
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
        set_num(out, n);
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
    if (!comparable(a, b) || !absolute(a) || b->v == 0)
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
    out->u.length.abs = (mpt)llround(n->v);
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
    *out = (struct fo_value){.kind = FO_V_NUMBER, .u.number = o.num.v};
    return isfinite(o.num.v);
}
