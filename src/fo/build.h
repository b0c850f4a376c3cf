/* build.h - between build.c, elements.c and attributes.c. Private to fo/.
 * Ownership: names and places belong to the reader's store; attributes stand in r->given, r->unique and r->key until the
 *            next element. */
#ifndef FO_BUILD_H
#define FO_BUILD_H

#include "fo/reader.h"

struct build_parts { /* what the attributes of one element are */
    size_t given, unique;
    struct known_start *known; /* of the tag, or NULL */
    struct loc loc;
    bool mapped;
};

/* Was this said before? */
bool build_told(struct fo_reader *r, const char *key);
/* A copy of a name for a message, cut to a sane length. */
const char *build_name(struct fo_reader *r, const char *s, size_t n);
void build_tell_foreign(struct fo_reader *r, bool attribute, const char *ns, const char *name, size_t n,
                        const struct loc *loc);
/* The element below r->open that a tag begins; -1: it is left out with all that it holds, which was told where need be. */
int build_element(struct fo_reader *r, const struct start_tag *t, const struct loc *loc);
bool build_takes_text(const struct fo_reader *r); /* the open object, or what the wrapper that is open stands in */
/* The digits at the beginning of s. */
unsigned build_number(struct fo_slice s);
void build_place(struct fo_reader *r, const struct start_tag *t, struct build_parts *p);
void build_attributes(struct fo_reader *r, enum fo_element e, struct start_tag *t, struct build_parts *p);
void build_given(struct fo_reader *r, struct build_parts *p, struct fo_given g);

#endif
