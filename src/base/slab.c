#include "base/slab.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

/* A page has blocks of one size, each a head and what the caller sees. When all of them are back it begins anew, so that the next
 * document's tree stands in a row, as it is read: one list of free blocks for all pages is shuffled more by each document, and
 * reading the tree then took twice as long. What is larger than blocks get is malloc()'s, with a head of the same look. */
enum { STEP = _Alignof(max_align_t), HEAD = 8, ROWS = 64, PAGE = 64 << 10 };
_Static_assert(STEP == 16, "HEAD before an aligned address");

struct head {
    struct page *page; /* NULL: malloc()'s, which has STEP bytes before what the caller sees */
};

union free_block {
    union free_block *next;
    char bytes[HEAD];
};

struct page {
    struct page *next; /* of those that wait */
    union free_block *free;
    char *at; /* the head of the next block that was not given since the page began */
    unsigned left, live; /* blocks */
    unsigned size;       /* with head, in STEPs */
    bool waits;          /* in the row's list, or it is the current one */
};

enum { FIRST = (sizeof(struct page) + STEP - 1) / STEP * STEP + STEP - HEAD };

/* By size in STEPs: the page that blocks are taken from, and those that got some back, in the order in which they did. */
static struct row {
    struct page *current, *first, *last;
} rows[ROWS + 1];

static struct head *head_of(void *p)
{
    return (struct head *)((char *)p - HEAD);
}

static void begin(struct page *p)
{
    p->free = NULL;
    p->at = (char *)p + FIRST;
    p->left = (PAGE - FIRST) / (p->size * STEP);
}

static struct page *next_page(struct row *r, unsigned size)
{
    struct page *p = r->first;
    if (r->current)
        r->current->waits = false;
    if (p) {
        r->first = p->next;
    } else {
        p = xmalloc(PAGE);
        *p = (struct page){.size = size, .waits = true};
        begin(p);
    }
    return r->current = p;
}

static void let_wait(struct page *p)
{
    struct row *r = &rows[p->size];
    p->waits = true;
    p->next = NULL;
    if (r->first)
        r->last->next = p;
    else
        r->first = p;
    r->last = p;
}

static void *large(void *old, size_t size)
{
    if (size > PTRDIFF_MAX - STEP)
        base_die_oom();
    char *p = (char *)xrealloc(old ? (char *)old - STEP : NULL, size + STEP) + STEP;
    head_of(p)->page = NULL;
    return p;
}

static void *take(struct page *p)
{
    union free_block *b = p->free;
    p->live++;
    if (b) {
        p->free = b->next;
        return b;
    }
    char *block = p->at + HEAD;
    head_of(block)->page = p;
    p->at += p->size * STEP;
    p->left--;
    return block;
}

void *slab_malloc(size_t size)
{
    if (size > ROWS * STEP - HEAD)
        return large(NULL, size);
    unsigned steps = (unsigned)(size + HEAD + STEP - 1) / STEP;
    struct page *p = rows[steps].current;
    if (!p || (!p->free && !p->left))
        p = next_page(&rows[steps], steps);
    return take(p);
}

void *slab_realloc(void *p, size_t size)
{
    if (!p)
        return slab_malloc(size);
    size_t room = head_of(p)->page ? head_of(p)->page->size * STEP - HEAD : 0;
    if (!room && size > ROWS * STEP - HEAD)
        return large(p, size);
    if (room && size <= room)
        return p;
    void *q = slab_malloc(size);
    memcpy(q, p, room && room < size ? room : size);
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
    struct page *page = head_of(p)->page;
    if (!page) {
        free((char *)p - STEP);
        return;
    }
    union free_block *b = p;
    b->next = page->free;
    page->free = b;
    if (--page->live == 0)
        begin(page);
    if (!page->waits)
        let_wait(page);
}
