/* shingle.h - what of a text is needed to find others like it.
 * Purpose:   a text is the set of its 4-character shingles, hashed, after folding (words_fold_title: neither spaces, width,
 *            punctuation nor case count). How alike two texts are is the Jaccard index of their sets (Broder 1997, "On the
 *            resemblance and containment of documents"). A sketch stands for a set: the least hashes of it, from which the
 *            index is had (exactly when the set has no more than SHINGLE_KEPT, else within some hundredths), and MinHash
 *            values in bands of rows, by which similar.h finds candidates.
 * Format:    a sketch is bytes that may travel between processes and machines: little-endian 32-bit numbers: how many shingles,
 *            how many are kept, a hash a band, the kept ones in rising order.
 * Ownership: shingle_begin() to shingle_end(); sketches are the caller's.
 * Errors:    shingle_sketch_read() refuses bytes that are no sketch. */
#ifndef BATCH_SHINGLE_H
#define BATCH_SHINGLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/* 28 bands of 4 rows: two sets of Jaccard index 2/3 share a band with probability 1 - (1 - (2/3)^4)^28 = 99.8 %, two of
 * index 0.1 with 0.3 % (Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", 3.4). */
enum { SHINGLE_LENGTH = 4, SHINGLE_BANDS = 28, SHINGLE_ROWS = 4, SHINGLE_KEPT = 512 };

struct shingles {
    uint32_t *v; /* hashes, in any order and repeated until a sketch is made */
    size_t n, cap;
};

/* A sketch as it is read: pointers into the caller's memory. */
struct sketch {
    const uint32_t *bands; /* SHINGLE_BANDS of them */
    const uint32_t *kept;
    uint32_t n;            /* of kept */
    bool whole;            /* nothing was left out */
};

/* Adds the shingles of a text; none span two texts. */
void shingle_add(struct shingles *s, const char *text);
/* Writes the sketch of what was added; nothing when there were no characters. Frees s. */
void shingle_end(struct shingles *s, struct buf *out);

/* How many 32-bit numbers a sketch of so many bytes has behind its head; false: it is none. */
bool shingle_sketch_read(const void *bytes, size_t n, uint32_t *words, struct sketch *out);
/* The room that shingle_sketch_read() needs for so many bytes, in words. */
size_t shingle_sketch_words(size_t n);

/* The Jaccard index of two sketches, or 0 as soon as it is plain that it stays below least. */
double shingle_jaccard(const struct sketch *a, const struct sketch *b, double least);

#endif
