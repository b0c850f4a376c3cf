#include "base/slab.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A block is a head and what the caller sees; blocks of a row are a multiple of STEP apart. What is larger than the rows take is
 * malloc()'s, with a head of the same look. */
enum { STEP = _Alignof(max_align_t), HEAD = 8, ROWS = 64, PIECE = 64 << 10 };
_Static_assert(STEP == 16, "HEAD before an aligned address");

struct head {
    uint64_t row; /* 0: malloc()'s, which has STEP bytes before what the caller sees */
};

union free_block {
    union free_block *next;
    char bytes[HEAD];
};

static struct {
    union free_block *free[ROWS + 1];
    char *at; /* the head of the next block that was never given */
    size_t left;
} slab;

static struct head *head_of(void *p)
{
    return (struct head *)((char *)p - HEAD);
}

/* The rest of the last piece becomes a block. */
static void new_piece(void)
{
    if (slab.left >= STEP) {
        union free_block *rest = (union free_block *)(slab.at + HEAD);
        size_t row = slab.left / STEP;
        head_of(rest)->row = row;
        rest->next = slab.free[row];
        slab.free[row] = rest;
    }
    slab.at = (char *)xmalloc(PIECE) + STEP - HEAD;
    slab.left = PIECE - STEP;
}

static void *large(void *old, size_t size)
{
    if (size > PTRDIFF_MAX - STEP)
        base_die_oom();
    char *p = (char *)xrealloc(old ? (char *)old - STEP : NULL, size + STEP) + STEP;
    head_of(p)->row = 0;
    return p;
}

void *slab_malloc(size_t size)
{
    if (size > ROWS * STEP - HEAD)
        return large(NULL, size);
    size_t row = (size + HEAD + STEP - 1) / STEP;
    union free_block *b = slab.free[row];
    if (b) {
        slab.free[row] = b->next;
        return b;
    }
    if (slab.left < row * STEP)
        new_piece();
    char *p = slab.at + HEAD;
    head_of(p)->row = row;
    slab.at += row * STEP;
    slab.left -= row * STEP;
    return p;
}

void *slab_realloc(void *p, size_t size)
{
    if (!p)
        return slab_malloc(size);
    size_t room = head_of(p)->row * STEP;
    if (!room && size > ROWS * STEP - HEAD)
        return large(p, size);
    if (room && size <= room - HEAD)
        return p;
    void *q = slab_malloc(size);
    memcpy(q, p, room && room - HEAD < size ? room - HEAD : size);
    slab_free(p);
    return q;
}

char *slab_strdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(slab_malloc(n), s, n);
}

void slab_free(void *p)
{
    if (!p)
        return;
    size_t row = head_of(p)->row;
    if (!row) {
        free((char *)p - STEP);
        return;
    }
    union free_block *b = p;
    b->next = slab.free[row];
    slab.free[row] = b;
}
