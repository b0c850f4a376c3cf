/* build.h - between build.c and attributes.c. Private to fo/.
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
/* The digits at the beginning of s. */
unsigned build_number(struct fo_slice s);
void build_place(struct fo_reader *r, const struct start_tag *t, struct build_parts *p);
void build_attributes(struct fo_reader *r, enum fo_element e, struct start_tag *t, struct build_parts *p);
/* A foreign element below r->open: a drawing, of which the size is kept, metadata, or what is told of. */
void build_foreign(struct fo_reader *r, const struct start_tag *t, const struct loc *loc);
void build_given(struct fo_reader *r, struct build_parts *p, struct fo_given g);

#endif
