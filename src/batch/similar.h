/* similar.h - which texts of many are much alike.
 * Purpose:   candidates are texts that share a band of MinHash values (Indyk and Motwani 1998; Leskovec, Rajaraman and Ullman,
 *            "Mining of Massive Datasets", chapter 3); each is verified by its Jaccard index (shingle.h). Time and memory grow
 *            with the number of texts: in a band that many share, a text is compared with SIMILAR_WINDOW others, and within a
 *            group of copies with as many again, never each with each.
 * Ownership: similar_new() gives, similar_free() takes. Sketches are copied.
 * Units:     items count from 0 in the order in which they were added.
 * Errors:    false for bytes that are no sketch. */
#ifndef BATCH_SIMILAR_H
#define BATCH_SIMILAR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIMILAR_WINDOW = 32, SIMILAR_NAMED = 10 };

struct similar;

/* The partners of an item: others at least as alike as was asked for. */
struct similar_partner {
    uint32_t item;
    double index; /* Jaccard, 0 to 1 */
};

/* least: the Jaccard index from which two texts count as similar. */
struct similar *similar_new(double least);
void similar_free(struct similar *s);
/* The next item's sketch; n is 0 for one without a text. */
bool similar_add(struct similar *s, const void *sketch, size_t n);
void similar_find(struct similar *s);
/* After similar_find(): its best partners, best first, at most SIMILAR_NAMED. */
size_t similar_partners(const struct similar *s, size_t item, const struct similar_partner **out);
/* The first item of its group: all that hang together by partners; the item itself when it has none. */
size_t similar_group(const struct similar *s, size_t item);
/* How many items its group has, 1 when it has no partner. */
size_t similar_group_size(const struct similar *s, size_t item);

#endif
