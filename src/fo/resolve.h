/* resolve.h - from the attributes of one element to its set of resolved properties. Private to fo/.
 * Purpose:   expands shorthands, ranks what was given (XSL 1.1 5.1, 5.3), evaluates expressions (5.9), inherits, turns
 *            margins into indents and spaces, and has the result shared (props.h).
 * Ownership: struct fo_resolve is working memory, reused for each element; results belong to the store.
 * Units:     mpt.
 * Errors:    FO_BAD_VALUE and the like with the element's place; the value is then the inherited or the initial one. */
#ifndef FO_RESOLVE_H
#define FO_RESOLVE_H

#include "base/limits.h"
#include "fo/props.h"

struct fo_slice {
    const char *s;
    size_t n;
};

/* One attribute that fo_find_property() (or an extension's name) knows. */
struct fo_given {
    struct fo_name name;
    struct fo_slice value;
};

/* What expressions may ask beyond the element itself. */
enum fo_question {
    FO_ASK_PARENT,    /* from-parent() */
    FO_ASK_INHERITED, /* inherited-property-value() */
    FO_ASK_NEAREST,   /* from-nearest-specified-value() */
    FO_ASK_COLUMN     /* from-table-column() */
};

struct fo_slot {
    struct fo_slice value;
    unsigned given; /* index of the attribute, for messages */
    unsigned rank;
};

struct fo_resolve {
    struct fo_store *store;
    const struct fo_tables *tables;
    struct diag_list *diag;
    /* the element */
    enum fo_element element;
    struct loc loc;
    const struct fo_props *parent;    /* of the nearest ancestor; fo_store_initial() for the root */
    const struct fo_node *parent_node; /* NULL for the root */
    const struct fo_props *list_item; /* of the nearest fo:list-item, or NULL */
    const struct fo_props *column;    /* of the current table column, or NULL */
    const struct fo_given *given;
    size_t given_count;
    /* the work */
    struct fo_slot slot[FO_SLOTS];
    uint64_t set[FO_WORDS], done[FO_WORDS], specified[FO_WORDS];
    struct fo_value value[FO_SLOTS];
    bool volatile_value;              /* the result depends on more than parent, list item, element and attributes */
    bool no_unit;                     /* a length without a unit was met */
    unsigned depth;                   /* nesting of expressions */
    uint64_t bad[(LIMIT_ATTRIBUTES + 63) / 64]; /* attributes that were complained about */
    uint64_t warned[FO_WORDS];        /* properties whose status was told; kept from element to element */
    uint64_t line_keeps_told[FO_WORDS]; /* keeps within lines whose strength was told */
    uint64_t told[2];                 /* the same of rows of partial.def */
    struct fo_props *candidate;       /* room for a full set */
};

/* Parses the initial values into the new store's tables. */
struct fo_resolve *fo_resolve_new(struct fo_store *store, struct diag_list *d);
void fo_resolve_free(struct fo_resolve *rs);
/* All but the unique ones (fo_is_unique) of rs->given; the result is interned. */
const struct fo_props *fo_resolve_set(struct fo_resolve *rs);
/* STRING and URI properties that are not inherited, as id: they belong to one element and are not shared. */
bool fo_is_unique(unsigned prop);
/* The value of such a property, its string in the arena that `copy` gives. */
struct fo_value fo_resolve_unique(struct fo_resolve *rs, unsigned prop, struct fo_slice value,
                                  char *(*copy)(void *, const char *, size_t), void *arg);

/* --- between the parts of fo/ that resolve --- */
/* Gives a property its text; a lower rank never replaces a higher one (shorthand.c). */
void fo_assign(struct fo_resolve *rs, unsigned prop, struct fo_slice value, unsigned given, unsigned rank);
void fo_expand(struct fo_resolve *rs, unsigned given); /* shorthand.c */
void fo_bad_value(struct fo_resolve *rs, unsigned given, struct fo_slice part);
void fo_warn_characters(struct fo_resolve *rs, unsigned prop, struct fo_slice value);
/* Says, once a document, that a property is not supported. */
void fo_warn_status(struct fo_resolve *rs, unsigned prop);
/* Is what the element itself says the property's initial value? */
bool fo_says_initial(const struct fo_resolve *rs, unsigned prop);
/* The same of what this element alone does not obey (partial.c). */
void fo_warn_partial(struct fo_resolve *rs);
/* Evaluates an expression to a value of any kind (expr.c). False: not well-formed, or a type error. */
bool fo_eval(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *out);
/* Parses the text of one property by its row (parse.c). False: the row doesn't allow it. */
bool fo_parse_value(struct fo_resolve *rs, unsigned prop, struct fo_slice text, struct fo_value *out);
/* The computed value of a property of the element itself; evaluates it when need be. */
const struct fo_value *fo_computed(struct fo_resolve *rs, unsigned prop);
/* Sets a computed value; takes back what was given and computed. */
void fo_put(struct fo_resolve *rs, unsigned prop, struct fo_value v);
void fo_unset(struct fo_resolve *rs, unsigned prop);
/* Corresponding properties (5.3, corresponding.c): margins become spaces before anything is computed; what is computed from several
 * (widths of borders without a style, indents, ranges, names of regions) is set when all is. */
void fo_move_margins(struct fo_resolve *rs);
void fo_finish_dependent(struct fo_resolve *rs);
bool fo_ask(struct fo_resolve *rs, enum fo_question q, unsigned prop, struct fo_value *out);
/* start-indent of the list item plus (less separation) the distances (5.10.4); false outside a list item. */
bool fo_ask_list(struct fo_resolve *rs, bool label_end, struct fo_length *out);
/* margin-left or margin-right of the parent, which has become part of its indent. */
void fo_parent_margin(struct fo_resolve *rs, unsigned margin, struct fo_value *out);
/* Do an element's own margins count from a new reference area? */
bool fo_reference_area(enum fo_element e);
/* The type size that em means for this property: the parent's for font-size, else the element's own. */
mpt fo_em(struct fo_resolve *rs, unsigned prop);
/* What is computed in mpt loses its fraction, as in Apache FOP: 14.8cm are 419,527 mpt. */
mpt fo_whole(double v);
/* a + b, percentages of one base. */
struct fo_length fo_length_add(struct fo_length a, struct fo_length b);

struct fo_slice fo_trim(struct fo_slice s);
/* Splits off the next word: white space separates; brackets, quotes and operators that stand alone hold together. Empty at
 * the end. */
struct fo_slice fo_word(struct fo_slice *rest);
bool fo_same(struct fo_slice a, const char *b);

#endif
