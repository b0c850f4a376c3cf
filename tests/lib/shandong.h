/* shandong.h - the programme that tests of rules use, loaded once: shandong_load and shandong_free go into
 * cmocka_run_group_tests(). */
#ifndef TESTS_SHANDONG_H
#define TESTS_SHANDONG_H

#include "test.h"

#include "programme/programme.h"
#include "xslt/xml.h"

static struct programme *shandong;

static int shandong_load(void **state)
{
    (void)state;
    xml_init();
    struct diag_list *d = diag_list_new();
    shandong = programme_load("templates", "shandong-2025", d);
    diag_list_free(d);
    return shandong == NULL;
}

static int shandong_free(void **state)
{
    (void)state;
    programme_free(shandong);
    xml_cleanup();
    return 0;
}

#endif
