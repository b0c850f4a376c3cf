/* fonts.h - the project's fonts for a fuzz target: opened with the first input, freed at exit. */
#ifndef FUZZ_FONTS_H
#define FUZZ_FONTS_H

#include <stdlib.h>

#include "base/diag.h"
#include "text/font.h"

static struct font_set *set;

static void free_fonts(void)
{
    font_set_free(set);
}

static struct font_set *fonts(void)
{
    static const char *const folders[] = {"build/fonts", NULL};
    struct diag_list *d = diag_list_new();
    if (!set) {
        set = font_set_new("fonts/roles.conf", folders, d);
        atexit(free_fonts);
    }
    if (!set)
        abort();
    diag_list_free(d);
    return set;
}

#endif
