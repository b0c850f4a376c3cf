#include "test.h"

#include <stdint.h>
#include <string.h>

#include "base/slab.h"

enum { BLOCKS = 400, ROUNDS = 40000, LARGEST = 3000 };

struct held {
    unsigned char *p, mark;
    size_t n;
};

static void fill(struct held *h, void *p, size_t n, unsigned char mark)
{
    assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
    *h = (struct held){p, mark, n};
    memset(p, mark, n);
}

static void assert_whole(const struct held *h, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_int_equal(h->p[i], h->mark);
}

/* Blocks of every size, given, made larger and smaller, and taken back in no order, never lie in each other. */
static void blocks_keep_apart(void **state)
{
    (void)state;
    static struct held held[BLOCKS];
    uint32_t random = 1;
    for (size_t i = 0; i < ROUNDS; i++) {
        random = random * 1664525u + 1013904223u;
        struct held *h = &held[(random >> 8) % BLOCKS];
        size_t n = (random >> 17) % LARGEST / ((i % 7) * (i % 7) + 1);
        if (!h->p) {
            fill(h, slab_malloc(n), n, (unsigned char)i);
        } else if (random >> 31) {
            unsigned char *p = slab_realloc(h->p, n);
            struct held moved = {p, h->mark, h->n};
            assert_whole(&moved, n < h->n ? n : h->n);
            fill(h, p, n, (unsigned char)i);
        } else {
            assert_whole(h, h->n);
            slab_free(h->p);
            h->p = NULL;
        }
    }
    for (size_t i = 0; i < BLOCKS; i++) {
        if (held[i].p)
            assert_whole(&held[i], held[i].n);
        slab_free(held[i].p);
    }
}

static void as_malloc(void **state)
{
    (void)state;
    slab_free(NULL);
    char *s = slab_strdup("申报"), *t = slab_realloc(NULL, 100);
    assert_string_equal(s, "申报");
    void *none = slab_malloc(0);
    assert_non_null(none);
    assert_ptr_not_equal(none, s);
    slab_free(s);
    char *again = slab_malloc(strlen("申报") + 1); /* what was given back is given first */
    assert_ptr_equal(again, s);
    slab_free(again);
    slab_free(t);
    slab_free(none);
}

/* What comes after a document that is gone stands in a row again, whatever the order in which that was given back. */
static void pages_begin_anew(void **state)
{
    (void)state;
    static char *p[6000];
    enum { N = sizeof p / sizeof *p, STRIDE = 1999 /* prime to N */ };
    size_t back = 0;
    for (size_t i = 0; i < N; i++)
        p[i] = slab_malloc(70);
    for (size_t i = 0; i < N; i++)
        slab_free(p[i * STRIDE % N]);
    for (size_t i = 0; i < N; i++) {
        p[i] = slab_malloc(70);
        back += i > 0 && p[i] - p[i - 1] != 80;
    }
    assert_true(back < 20); /* from page to page */
    for (size_t i = 0; i < N; i++)
        slab_free(p[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(blocks_keep_apart), cmocka_unit_test(as_malloc), cmocka_unit_test(pages_begin_anew)};
    return cmocka_run_group_tests_name("slab", tests, NULL, NULL);
}
