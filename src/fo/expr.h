/* expr.h - the parts of the expression language (expr.c: grammar, functions.c: functions). Private to fo/.
 * Units:  numbers in mpt to the power of their dimension.
 * Errors: false: not well-formed, or a type error; fo_eval()'s caller reports it. */
#ifndef FO_EXPR_H
#define FO_EXPR_H

#include "fo/resolve.h"

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

void expr_set_num(struct operand *o, struct num n);
void expr_set_color(struct operand *o, const double rgb[3]);
/* Lengths with the same share of the same base compare by their absolute part; others can't before layout. */
bool expr_comparable(const struct num *a, const struct num *b);

#define EXPR_ARGS 40 /* rgb-icc() takes a colour space's components beside its fixed ones */

struct expr_call {
    struct expr *x;
    struct operand arg[EXPR_ARGS];
    struct fo_slice text[EXPR_ARGS];
    int n;
    struct operand *out;
};

struct expr_function {
    const char *name;
    bool (*f)(struct expr_call *);
    int evaluated; /* arguments from the first that are expressions; the others are names, kept as text */
};
const struct expr_function *expr_function(struct fo_slice name); /* NULL: unknown */

#endif

