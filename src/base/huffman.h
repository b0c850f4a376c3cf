/* huffman.h - zlib streams (RFC 1950, 1951) that are put together of runs packed beforehand.
 * Purpose:   what goes into many files, as glyphs do, is packed once: in codes that were made of a sample and so are the same in
 *            every file, with the notes of what repeats itself in it. A stream is one block of such codes.
 * Ownership: codes and runs lie in the arena that they were made with; a stream writes where it is told.
 * Units:     bytes; a run counts bits.
 * Errors:    none: whoever writes a stream has room for HUFFMAN_ROOM() bytes. */
#ifndef BASE_HUFFMAN_H
#define BASE_HUFFMAN_H

#include <stddef.h>
#include <stdint.h>

struct arena;
struct huffman;

struct huffman_repeat { /* so many bytes that are new, and then n (3..258) that stood `back` (1..32,768) bytes before */
    size_t fresh;
    unsigned n, back;
};

struct huffman_data { /* bytes in which is known what repeats itself; those behind the last repeat are new */
    const uint8_t *p;
    size_t n;
    const struct huffman_repeat *repeats;
    size_t repeat_count;
};

struct huffman *huffman_new(struct arena *a);
/* Of a sample; when all of it is counted, the codes are made. What does not occur in it has a code too. */
void huffman_count(struct huffman *h, const struct huffman_data *d);
void huffman_make(struct huffman *h);

struct huffman_run {
    const uint8_t *bits; /* 8 bytes behind the last one can be read */
    size_t n;
};
struct huffman_run huffman_pack(const struct huffman *h, const struct huffman_data *d, struct arena *a);

/* Of a stream of n bytes: three bytes repeated have 48 bits at most. */
#define HUFFMAN_ROOM(n) ((n) * 2 + 512)

struct huffman_stream {
    uint8_t *out; /* where the next whole byte goes */
    uint64_t held;
    unsigned n; /* bits held */
};

void huffman_begin(struct huffman_stream *s, const struct huffman *h, uint8_t *out);
void huffman_put(struct huffman_stream *s, const struct huffman *h, const struct huffman_data *d);
void huffman_put_run(struct huffman_stream *s, const struct huffman_run *r);
/* adler32: of all bytes. Returns the place behind the stream. */
uint8_t *huffman_end(struct huffman_stream *s, const struct huffman *h, uint32_t adler32);

#endif
