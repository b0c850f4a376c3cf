/* layout_test.h - a layout without a document, for the tests of what it is made of: layout_set_up and layout_tear_down go into a
 * CMUnitTest. */
#ifndef TESTS_LAYOUT_TEST_H
#define TESTS_LAYOUT_TEST_H

#include "test.h"

#include "layout/stack_int.h"

#define PT 1000

static struct layout l;

static int layout_set_up(void **state)
{
    (void)state;
    l = (struct layout){.doc = arena_new(), .chunk = arena_new(), .diag = diag_list_new()};
    return 0;
}

static int layout_tear_down(void **state)
{
    (void)state;
    arena_free(l.doc);
    arena_free(l.chunk);
    diag_list_free(l.diag);
    return 0;
}

/* A stack 100 pt wide. */
static inline struct stack *layout_test_stack(void)
{
    static const struct frame f = {.reference_ipd = 100 * PT, .container_ipd = 100 * PT, .container_bpd = -1};
    return stack_new(&l, &f);
}

static inline struct area *layout_test_box(mpt height)
{
    struct area *a = area_new(l.chunk, AREA_BOX, NULL);
    a->h = height;
    return a;
}

static inline void layout_test_push(struct stack *s, mpt height)
{
    stack_box(s, height, layout_test_box(height), NULL);
}

/* For a stack that a page breaker asks for more: there is none. */
static inline void layout_test_no_drain(void *self, struct stack *s)
{
    (void)self;
    (void)s;
}

#endif
