/* marker_set.h - the markers of one page, or of the part of a table on it: for each class what every retrieve-position chooses.
 * Ownership: entries in ctx->doc; the markers that can still be chosen are held at the FO reader, all others it may free.
 * Units:     none.
 * Errors:    none.
 * Cost:      a look-up a marker; a set that is cleared is used again. */
#ifndef LAYOUT_MARKER_SET_H
#define LAYOUT_MARKER_SET_H

#include "layout/ctx.h"

enum marker_choice { MARKER_FIRST, MARKER_FIRST_STARTING, MARKER_LAST_STARTING, MARKER_LAST_ENDING, MARKER_LAST, MARKER_CHOICES };

struct marker_set {
    struct marker_entry {
        const struct fo_node *v[MARKER_CHOICES]; /* v[MARKER_FIRST] NULL: the place is free */
        size_t weight;                           /* marker_set_heavier()'s */
    } *v; /* open addressing */
    size_t n, cap;
};

/* An area of the marker's parent begins, ends; called in the order of the area tree. first, last: of the parent's areas. */
void marker_set_start(struct layout *l, struct marker_set *s, const struct fo_node *marker, bool first);
void marker_set_end(struct layout *l, struct marker_set *s, const struct fo_node *marker, bool last);
/* What a position chooses: where no area has the trait it asks for, the first (last) of all; NULL: none of the class. */
const struct fo_node *marker_set_choose(const struct marker_set *s, const char *class_name, enum marker_choice position);
/* What pages to come find of this one: the last that ends on it, else the last of all. */
void marker_set_carry(struct layout *l, const struct marker_set *from, struct marker_set *into);
/* Keeps the marker with the greatest weight of each class; true when it is this one. */
bool marker_set_heavier(struct layout *l, struct marker_set *s, const struct fo_node *marker, size_t weight);
void marker_set_clear(struct layout *l, struct marker_set *s);

#endif
