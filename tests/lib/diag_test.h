/* diag_test.h - a fresh list of messages for each test: diag_set_up and diag_tear_down go into a CMUnitTest. */
#ifndef TESTS_DIAG_TEST_H
#define TESTS_DIAG_TEST_H

#include "test.h"

#include "base/diag.h"

static struct diag_list *d;

static int diag_set_up(void **state)
{
    (void)state;
    d = diag_list_new();
    return 0;
}

static int diag_tear_down(void **state)
{
    (void)state;
    diag_list_free(d);
    return 0;
}

#endif
