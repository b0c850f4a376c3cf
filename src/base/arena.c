#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

#define BLOCK_FIRST ((size_t)1 << 10) /* a batch keeps a small one for each of its documents */
#define LARGE 64 /* bytes of an element: a cell of a table has some lists, mostly of one to four such */
#define BLOCK_MAX ((size_t)1 << 20)
#define KEPT (64 << 20)      /* so much that is free stays with the process */
#define KEPT_BLOCK (4 << 20) /* but no block greater than this */
#define HEAP_FIRST (32 << 20) /* what a large application takes */
#define HEAP_STEP (128 << 10)
#define HEAP_AHEAD (16 << 20) /* what the smallest form takes, and no more: what is zeroed for nobody is lost */
#define HEAP_PAGE (2 << 20)

struct block {
    struct block *next;
    size_t size, used; /* [bytes] of data */
    _Alignas(max_align_t) unsigned char data[];
};

struct arena {
    struct block *head;
    size_t next_size;
    size_t total;
};

void base_die_oom(void)
{
    fputs("shenbao: out of memory\n", stderr);
    exit(BASE_OOM_STATUS);
}

#ifdef __GLIBC__
/* The heap begins with so much address space, in large pages where the system gives them for the asking: in small ones a new
 * process touches 6,000 of them for the first time until its document is set, a tenth of its time. */
static void begin_heap(void)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    mallopt(M_TOP_PAD, HEAP_FIRST);
    char *p = xmalloc(KEPT_BLOCK / 2); /* more than is there, less than gets a place of its own */
    madvise(p + (page - (uintptr_t)p % page), HEAP_FIRST, MADV_HUGEPAGE); /* only a wish */
    free(p);
    mallopt(M_TOP_PAD, HEAP_STEP);
}
#endif

/* Without this, glibc returns the memory of each document to the system and asks for it again: a twentieth of the time. Small
 * pieces are joined when they are freed, instead of all at once whenever a large one is asked for or given back (2 to 4 %). */
void base_keep_memory(void)
{
#ifdef __GLIBC__
    mallopt(M_TRIM_THRESHOLD, KEPT);
    mallopt(M_MMAP_THRESHOLD, KEPT_BLOCK);
    mallopt(M_MXFAST, 0);
    begin_heap();
#endif
}

/* Large page by large page, so that whoever maps a file meanwhile waits for one of them at most. */
void base_heap_ahead(void)
{
#if defined(__GLIBC__) && defined(MADV_POPULATE_WRITE)
    uintptr_t end = (uintptr_t)sbrk(0), at = end - mallinfo2().keepcost, last = at + HEAP_AHEAD;
    at = (at + HEAP_PAGE - 1) / HEAP_PAGE * HEAP_PAGE;
    for (; at + HEAP_PAGE <= end && at < last; at += HEAP_PAGE)
        madvise((void *)at, HEAP_PAGE, MADV_POPULATE_WRITE); /* only a wish */
#endif
}

void *xmalloc(size_t size)
{
    void *p = malloc(size ? size : 1);
    if (!p)
        base_die_oom();
    return p;
}

void *xcalloc(size_t count, size_t size)
{
    void *p = calloc(count ? count : 1, size ? size : 1);
    if (!p)
        base_die_oom();
    return p;
}

void *xrealloc(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);
    if (!q)
        base_die_oom();
    return q;
}

void *xgrow(void *p, size_t *n, size_t at, size_t size)
{
    if (at < *n)
        return p;
    size_t more = at + 1 + *n;
    p = xrealloc(p, more * size);
    memset((char *)p + *n * size, 0, (more - *n) * size);
    *n = more;
    return p;
}

char *xstrdup(const char *s)
{
    size_t n = strlen(s) + 1;
    return memcpy(xmalloc(n), s, n);
}

struct arena *arena_new(void)
{
    struct arena *a = xcalloc(1, sizeof *a);
    a->next_size = BLOCK_FIRST;
    return a;
}

void arena_free(struct arena *a)
{
    if (!a)
        return;
    for (struct block *b = a->head, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(a);
}

void arena_reset(struct arena *a)
{
    struct block *keep = a->head;
    if (!keep)
        return;
    for (struct block *b = keep->next, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    keep->next = NULL;
    keep->used = 0;
    a->total = 0;
}

static struct block *add_block(struct arena *a, size_t size)
{
    size_t want = a->next_size > size ? a->next_size : size;
    if (want > SIZE_MAX - sizeof(struct block))
        base_die_oom();
    struct block *b = xmalloc(sizeof *b + want);
    *b = (struct block){.size = want};
    if (size > BLOCK_MAX / 4 && a->head) { /* a large one of its own, behind the block in use */
        b->next = a->head->next;
        a->head->next = b;
    } else {
        b->next = a->head;
        a->head = b;
        if (a->next_size < BLOCK_MAX)
            a->next_size *= 2;
    }
    return b;
}

static inline size_t whole(size_t size)
{
    const size_t unit = _Alignof(max_align_t);
    if (size > SIZE_MAX - unit)
        base_die_oom();
    return (size + unit - 1) / unit * unit;
}

/* Not zeroed: each piece is when it is handed out, so that what no piece needs is never touched. */
static inline void *take(struct arena *a, size_t size)
{
    size = whole(size);
    struct block *b = a->head;
    if (!b || b->size - b->used < size)
        b = add_block(a, size);
    void *p = b->data + b->used;
    b->used += size;
    a->total += size;
    return p;
}

void *arena_alloc(struct arena *a, size_t size)
{
    return memset(take(a, size), 0, size);
}

static size_t product(size_t count, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(count, size, &all)) /* a division takes longer than the allocation */
        base_die_oom();
    return all;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    return arena_alloc(a, product(count, size));
}

void *arena_dup(struct arena *a, const void *p, size_t size)
{
    void *q = take(a, size);
    if (size)
        memcpy(q, p, size);
    return q;
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = take(a, n + 1);
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return arena_strndup(a, s, strlen(s));
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        base_die_oom();
    char *p = take(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

size_t arena_used(const struct arena *a)
{
    return a->total;
}

/* The last piece that was handed out may become longer where it lies. */
static bool extend(struct arena *a, void *piece, size_t was, size_t size)
{
    struct block *b = a->head;
    size_t more = whole(size) - whole(was);
    if (!piece || (unsigned char *)piece + whole(was) != b->data + b->used || b->size - b->used < more)
        return false;
    b->used += more;
    a->total += more;
    return true;
}

/* With the old elements; what lies behind them is zeroed. */
static void *grown(struct arena *a, void *old, size_t n, size_t *cap, size_t more, size_t size)
{
    size_t was = product(*cap, size), used = n * size;
    *cap += more;
    size_t all = product(*cap, size);
    char *p = extend(a, old, was, all) ? old : take(a, all);
    if (used && p != old)
        memcpy(p, old, used);
    memset(p + used, 0, all - used);
    return p;
}

void *vec_grow(struct arena *a, void *old, size_t n, size_t *cap, size_t size)
{
    return grown(a, old, n, cap, *cap ? *cap : size < LARGE ? 8 : 4, size);
}

void *vec_reserve(struct arena *a, void *old, size_t n, size_t more, size_t *cap, size_t size)
{
    return grown(a, old, n, cap, n + more - *cap, size);
}
