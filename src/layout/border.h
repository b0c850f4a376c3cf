/* border.h - which of two borders wins where they fall on one line (the collapsing model).
 * Purpose:   conflict resolution of XSL 1.1 section 6.7.10 and CSS 2.1 section 17.6.2.1, and border precedence (XSL 1.1 7.26.1).
 * Ownership: values only.
 * Units:     mpt.
 * Errors:    none. */
#ifndef LAYOUT_BORDER_H
#define LAYOUT_BORDER_H

#include "layout/area.h"

/* Whose border it is; the later wins when all else is equal (CSS 2.1 17.6.2.1, rule 4). */
enum border_owner { BORDER_OF_NOTHING, BORDER_OF_TABLE, BORDER_OF_COLUMN, BORDER_OF_BODY, BORDER_OF_ROW, BORDER_OF_CELL };

struct border_spec {
    mpt width;             /* 0 when the style is none or hidden */
    enum fo_keyword style; /* FO_K_NONE, FO_K_HIDDEN, FO_K_SOLID ... */
    struct fo_color color;
    int precedence;        /* of border-*-precedence; "auto" gives the initial value of its element */
    enum border_owner owner;
    bool retain;           /* conditionality: it also stands where a break cuts its box */
};

/* The border of a node's side; NULL gives no border. */
struct border_spec border_spec_of(const struct fo_node *n, enum area_border_side side, enum border_owner owner);
/* The winner. `first` is the one nearer to the start or before edge of the table: it wins a complete tie.
 * by_precedence: border-collapse="collapse-with-precedence". */
struct border_spec border_resolve(struct border_spec first, struct border_spec second, bool by_precedence);
/* Is there anything to draw? */
bool border_is_visible(const struct border_spec *b);
/* Would both be drawn alike, so that neighbouring pieces can be one stroke? */
bool border_same_look(const struct border_spec *a, const struct border_spec *b);

/* A used border of the separate model: width 0 where the style is none. */
struct area_border border_used(const struct fo_node *n, enum area_border_side side);
/* Border or padding that is there also where a break cuts the box (before and after sides). */
bool border_retained(const struct fo_node *n, enum area_border_side side);
bool padding_retained(const struct fo_node *n, enum area_border_side side);
mpt padding_of(const struct fo_node *n, enum area_border_side side, mpt container_ipd);

#endif
