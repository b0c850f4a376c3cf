/* value.h - a resolved property value, and the tables made of the .def files. Private to fo/.
 * Ownership: strings and lists belong to the arena of whoever made the value; tables to the reader.
 * Units:     lengths in mpt.
 * Errors:    none. */
#ifndef FO_VALUE_H
#define FO_VALUE_H

#include "base/arena.h"
#include "fo/fo.h"

enum fo_kind { FO_V_KEYWORD, FO_V_LENGTH, FO_V_NUMBER, FO_V_COLOR, FO_V_STRING, FO_V_LIST, FO_V_BITS };

struct fo_value {
    enum fo_kind kind;
    enum fo_keyword keyword; /* FO_V_KEYWORD */
    union {
        struct fo_length length;
        double number;
        struct fo_color color;
        const char *string;
        const char *const *list; /* NULL-terminated */
        unsigned bits;
    } u;
};

/* The bits of text-decoration: those set, and those cleared moved up by FO_DECO_CLEAR. */
enum { FO_DECO_ALL = FO_DECO_UNDERLINE | FO_DECO_OVERLINE | FO_DECO_LINE_THROUGH, FO_DECO_CLEAR = 8 };

#define FO_WORDS 4 /* bits of a set of properties: 64 each */
_Static_assert(FO_SLOTS <= FO_WORDS * 64, "one more word");

enum fo_parser {
    FO_PARSE_LENGTH, FO_PARSE_INTEGER, FO_PARSE_NUMBER, FO_PARSE_STRING, FO_PARSE_ENUM, FO_PARSE_ENUM_SET, FO_PARSE_COLOR,
    FO_PARSE_URI, FO_PARSE_LIST, FO_PARSE_FONT_SIZE, FO_PARSE_LINE_HEIGHT, FO_PARSE_KEEP
};
enum fo_status { FO_STATUS_SUPPORTED, FO_STATUS_LATER };

struct fo_prop_row {
    const char *name;
    const char *initial;
    const char *allowed;
    enum fo_parser parser;
    enum fo_base base;
    enum fo_status status;
    bool inherited;
    const char *applies; /* extensions: names of elements, "": any */
};
extern const struct fo_prop_row fo_prop_rows[FO_SLOTS];

/* --- names: what an attribute, element, keyword or colour is called --- */
/* Of margin-top and the like; of a name with a point; of the space that such a margin stands for. See shorthands.def. */
enum { FO_RANK_ABSOLUTE = 4, FO_RANK_COMPONENT = 5, FO_RANK_MARGIN = 6 };
enum fo_name_kind { FO_N_NONE, FO_N_PROP, FO_N_SHORTHAND, FO_N_UNSUPPORTED };
struct fo_name {
    enum fo_name_kind kind;
    unsigned id;   /* row of properties.def, of shorthands.def, of unsupported.def */
    unsigned rank;
};

enum fo_expander {
    FO_EX_ALL, FO_EX_NONE_IS_AUTO, FO_EX_SIDES, FO_EX_BORDER, FO_EX_BORDER_ALL, FO_EX_PAIR, FO_EX_BACKGROUND,
    FO_EX_BACKGROUND_POSITION, FO_EX_FONT, FO_EX_SIZE, FO_EX_LANG, FO_EX_WORD
};
struct fo_shorthand {
    const char *name;
    unsigned rank;
    enum fo_expander expander;
    enum fo_prop target[6];
    unsigned targets;
};

struct fo_tables;
struct fo_tables *fo_tables_new(struct arena *a);
struct fo_name fo_find_property(const struct fo_tables *t, const char *name, size_t n);
int fo_find_extension(const struct fo_tables *t, const char *name, size_t n);    /* FO_X_... or -1 */
bool fo_extension_applies(unsigned prop, enum fo_element e);
int fo_find_element(const struct fo_tables *t, const char *name, size_t n);      /* enum fo_element or -1 */
enum fo_keyword fo_find_keyword(const struct fo_tables *t, const char *name, size_t n); /* FO_K_UNSET: none */
bool fo_find_color(const struct fo_tables *t, const char *name, size_t n, struct fo_color *out);
const struct fo_shorthand *fo_shorthand(unsigned id);
const char *fo_unsupported_name(unsigned id);
bool fo_keyword_allowed(const struct fo_tables *t, unsigned prop, enum fo_keyword k);
/* An element of the extension namespace: its plain attributes are extension properties too. */
bool fo_element_ours(enum fo_element e);
/* The status column of elements.def: false for LATER. */
bool fo_element_supported(enum fo_element e);
bool fo_child_allowed(const struct fo_tables *t, enum fo_element parent, enum fo_element child);
/* Where a property's value stands: group FO_OWN (not inherited), or an inherited group and the index in it. */
enum fo_group_id { FO_GROUP_TEXT, FO_GROUP_BLOCK, FO_GROUPS, FO_OWN = FO_GROUPS };
struct fo_spot {
    uint8_t group, index;
};
const struct fo_spot *fo_spots(const struct fo_tables *t); /* by property */
unsigned fo_group_size(const struct fo_tables *t, enum fo_group_id g);
unsigned fo_group_prop(const struct fo_tables *t, enum fo_group_id g, unsigned index);
/* The initial value, parsed once by resolve.c. */
const struct fo_value *fo_initial(const struct fo_tables *t, unsigned prop); /* those of all, by property, from prop on */
void fo_initial_set(struct fo_tables *t, unsigned prop, struct fo_value v);

#endif
