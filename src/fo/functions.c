/* functions.c - the functions of the expression language, XSL 1.1 section 5.10. */
#include <math.h>
#include <string.h>

#include "fo/expr.h"
#include "fo/system.h"

void expr_set_num(struct operand *o, struct num n)
{
    *o = (struct operand){.is_num = true, .num = n};
}

static void set_value(struct operand *o, const struct fo_value *v)
{
    if (v->kind == FO_V_NUMBER)
        expr_set_num(o, (struct num){.v = v->u.number});
    else if (v->kind == FO_V_LENGTH)
        expr_set_num(o, (struct num){.v = v->u.length.abs, .fraction = (double)v->u.length.fraction, .dim = 1,
                                .proportional = (double)v->u.length.proportional, .base = v->u.length.base});
    else
        *o = (struct operand){.value = *v};
}

void expr_set_color(struct operand *o, const double rgb[3])
{
    struct fo_value v = {.kind = FO_V_COLOR, .u.color.a = 255};
    uint8_t *out[3] = {&v.u.color.r, &v.u.color.g, &v.u.color.b};
    for (int i = 0; i < 3; i++)
        *out[i] = (uint8_t)(rgb[i] < 0 ? 0 : rgb[i] > 255 ? 255 : rgb[i] + 0.5);
    set_value(o, &v);
}

static bool plain_number(const struct operand *o)
{
    return o->is_num && o->num.dim == 0;
}

static bool f_rounding(struct expr_call *c, double (*f)(double))
{
    if (c->n != 1 || !plain_number(&c->arg[0]))
        return false;
    expr_set_num(c->out, (struct num){.v = f(c->arg[0].num.v)});
    return true;
}

static bool f_floor(struct expr_call *c) { return f_rounding(c, floor); }
static bool f_ceiling(struct expr_call *c) { return f_rounding(c, ceil); }

static double half_up(double v)
{
    return floor(v + 0.5); /* towards positive infinity, as XPath's round() */
}

static bool f_round(struct expr_call *c) { return f_rounding(c, half_up); }

bool expr_comparable(const struct num *a, const struct num *b)
{
    return a->dim == b->dim && a->proportional == b->proportional && a->fraction == b->fraction
        && (a->fraction == 0 || a->base == b->base);
}

static bool pure_percentage(const struct num *a)
{
    return a->v == 0 && a->proportional == 0;
}

static bool f_choose(struct expr_call *c, bool want_max)
{
    if (c->n != 2 || !c->arg[0].is_num || !c->arg[1].is_num)
        return false;
    const struct num *a = &c->arg[0].num, *b = &c->arg[1].num;
    double x, y;
    if (expr_comparable(a, b)) {
        x = a->v;
        y = b->v;
    } else if (a->dim == b->dim && pure_percentage(a) && pure_percentage(b)) {
        x = a->fraction;
        y = b->fraction;
    } else {
        return false;
    }
    expr_set_num(c->out, (x > y) == want_max ? *a : *b);
    return true;
}

static bool f_min(struct expr_call *c) { return f_choose(c, false); }
static bool f_max(struct expr_call *c) { return f_choose(c, true); }

static bool f_abs(struct expr_call *c)
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
    expr_set_num(c->out, n);
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

static bool f_rgb(struct expr_call *c)
{
    double rgb[3];
    if (c->n < 3)
        return false;
    for (int i = 0; i < 3; i++)
        if (!component(&c->arg[i], 255, &rgb[i]))
            return false;
    if (c->n > 3)
        return false;
    expr_set_color(c->out, rgb);
    return true;
}

/* rgb-icc(r, g, b, profile, components ...): the sRGB fallback that the first three state. */
static bool f_rgb_icc(struct expr_call *c)
{
    if (c->n < 4)
        return false;
    c->n = 3;
    return f_rgb(c);
}

/* cmyk(c, m, y, k), components 0 to 1 or percentages: FOP's extension; shown as its sRGB approximation. */
static bool f_cmyk(struct expr_call *c)
{
    double v[4], rgb[3];
    if (c->n != 4)
        return false;
    for (int i = 0; i < 4; i++)
        if (!component(&c->arg[i], 1, &v[i]))
            return false;
    for (int i = 0; i < 3; i++)
        rgb[i] = 255 * (1 - v[i]) * (1 - v[3]);
    expr_set_color(c->out, rgb);
    return true;
}

/* An argument that is a name, written with or without quotes. */
static struct fo_slice name_argument(const struct expr_call *c, int i)
{
    struct fo_slice t = fo_trim(c->text[i]);
    if (t.n >= 2 && (*t.s == '\'' || *t.s == '"'))
        t = (struct fo_slice){t.s + 1, t.n - 2};
    return t;
}

/* The property that a function names, or the one that is being set. A compound's name means the same component. */
static bool named_property(struct expr_call *c, unsigned *prop)
{
    *prop = c->x->prop;
    if (c->n == 0)
        return true;
    if (c->n != 1)
        return false;
    struct fo_slice t = name_argument(c, 0);
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

static bool f_ask(struct expr_call *c, enum fo_question q)
{
    unsigned prop;
    struct fo_value v;
    if (!named_property(c, &prop) || !fo_ask(c->x->rs, q, prop, &v))
        return false;
    set_value(c->out, &v);
    return true;
}

static bool f_from_parent(struct expr_call *c) { return f_ask(c, FO_ASK_PARENT); }
static bool f_inherited(struct expr_call *c) { return f_ask(c, FO_ASK_INHERITED); }
static bool f_nearest(struct expr_call *c) { return f_ask(c, FO_ASK_NEAREST); }
static bool f_column(struct expr_call *c) { return f_ask(c, FO_ASK_COLUMN); }

static bool f_list(struct expr_call *c, bool label_end)
{
    struct fo_value v = {.kind = FO_V_LENGTH};
    if (c->n != 0 || !fo_ask_list(c->x->rs, label_end, &v.u.length))
        return false;
    set_value(c->out, &v);
    return true;
}

static bool f_label_end(struct expr_call *c) { return f_list(c, true); }
static bool f_body_start(struct expr_call *c) { return f_list(c, false); }

static bool f_proportional(struct expr_call *c)
{
    double v;
    if (c->x->prop != FO_P_COLUMN_WIDTH || c->n != 1 || !component(&c->arg[0], 1, &v) || v < 0)
        return false; /* of no other property (5.10.4) */
    expr_set_num(c->out, (struct num){.dim = 1, .proportional = v, .base = FO_BASE_TABLE_IPD});
    return true;
}

/* system-color(name) (5.10.2) */
static bool f_system_color(struct expr_call *c)
{
    uint32_t rgb;
    if (c->n != 1 || !system_color(name_argument(c, 0), &rgb))
        return false;
    expr_set_color(c->out, (double[3]){rgb >> 16, rgb >> 8 & 0xFF, rgb & 0xFF});
    return true;
}

/* The property that argument `at` names, or the one that is being set; FO_PROP_COUNT: none of them. */
static unsigned font_property(struct expr_call *c, int at)
{
    if (c->n <= at)
        return c->x->prop;
    struct fo_slice name = name_argument(c, at);
    struct fo_name found = fo_find_property(c->x->rs->tables, name.s, name.n);
    return found.kind == FO_N_PROP ? found.id : FO_PROP_COUNT;
}

/* system-font(name, property?) (5.10.3) */
static bool f_system_font(struct expr_call *c)
{
    if (c->n < 1 || c->n > 2)
        return false;
    unsigned prop = font_property(c, 1);
    const char *text = prop < FO_PROP_COUNT ? system_font(name_argument(c, 0), (enum fo_prop)prop) : NULL;
    struct fo_value v;
    if (!text || !fo_parse_value(c->x->rs, prop, (struct fo_slice){text, strlen(text)}, &v))
        return false;
    set_value(c->out, &v);
    return true;
}

/* from-page-master-region(name?) (5.10.4): for these two properties only. Of the regions that bear the flow's name the first
 * stands for all of them, because properties are resolved before pages are chosen. */
static bool f_region(struct expr_call *c)
{
    unsigned prop;
    if (!named_property(c, &prop) || (prop != FO_P_WRITING_MODE && prop != FO_P_REFERENCE_ORIENTATION))
        return false;
    const struct fo_props *region = fo_region_of(c->x->rs->parent_node);
    if (!region)
        return false;
    c->x->rs->volatile_value = true;
    set_value(c->out, fo_set_get(region, prop));
    return true;
}

/* merge-property-values() (5.10.4) has a meaning on a child of fo:multi-properties only, which is not laid out. */
static const struct expr_function functions[] = {
    {"floor", f_floor, EXPR_ARGS}, {"ceiling", f_ceiling, EXPR_ARGS}, {"round", f_round, EXPR_ARGS}, {"min", f_min, EXPR_ARGS},
    {"max", f_max, EXPR_ARGS}, {"abs", f_abs, EXPR_ARGS}, {"rgb", f_rgb, EXPR_ARGS}, {"rgb-icc", f_rgb_icc, 3},
    {"cmyk", f_cmyk, EXPR_ARGS}, {"inherited-property-value", f_inherited, 0}, {"label-end", f_label_end, EXPR_ARGS},
    {"body-start", f_body_start, EXPR_ARGS}, {"from-parent", f_from_parent, 0},
    {"from-nearest-specified-value", f_nearest, 0}, {"from-table-column", f_column, 0},
    {"proportional-column-width", f_proportional, EXPR_ARGS}, {"system-color", f_system_color, 0},
    {"system-font", f_system_font, 0}, {"from-page-master-region", f_region, 0},
};

const struct expr_function *expr_function(struct fo_slice name)
{
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++)
        if (fo_same(name, functions[i].name))
            return &functions[i];
    return NULL;
}

/* --- what became of a margin --- */

static void take(struct fo_length *from, const struct fo_props *props, unsigned prop)
{
    const struct fo_length *l = &fo_set_get(props, prop)->u.length;
    from->abs = mpt_add(from->abs, -l->abs);
    from->fraction -= l->fraction;
}

/* 5.3.2 the other way round: what the parent's indent has of its own. Flows and what holds them have no margins. */
void fo_parent_margin(struct fo_resolve *rs, unsigned margin, struct fo_value *out)
{
    const struct fo_node *n = rs->parent_node;
    bool left = margin == FO_P_MARGIN_LEFT;
    unsigned indent = left ? FO_P_START_INDENT : FO_P_END_INDENT;
    if (!n || !n->parent || !n->parent->parent || n->parent->element == FO_PAGE_SEQUENCE)
        return;
    rs->volatile_value = true;
    if (!fo_bit(n->props->specified, indent))
        return; /* inherited: no margin of its own went into it */
    *out = *fo_set_get(n->props, indent);
    take(&out->u.length, n->props, left ? FO_P_PADDING_START : FO_P_PADDING_END);
    take(&out->u.length, n->props, left ? FO_P_BORDER_START_WIDTH : FO_P_BORDER_END_WIDTH);
    if (!fo_reference_area(n->element))
        take(&out->u.length, n->parent->props, indent);
}
