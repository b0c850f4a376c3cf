/* The running numbers in a package: none twice, none missing. */
#include <stdlib.h>
#include <string.h>

#include "batch/verify_int.h"

/* A number that was given: to a file, or to what was withdrawn (file NULL). */
struct given {
    const char *folder; /* "" where all are numbered together */
    size_t number;
    const struct verify_file *file;
};

struct numbers {
    struct verifying *v;
    VEC(struct given) all;
    size_t start;
    bool speak; /* else only count */
    size_t faults;
};

static int by_folder_and_number(const void *a, const void *b)
{
    const struct given *x = a, *y = b;
    int c = strcmp(x->folder, y->folder);
    if (c || x->number != y->number)
        return c ? c : x->number < y->number ? -1 : 1;
    return x->file && y->file ? strcmp(x->file->path, y->file->path) : (x->file != NULL) - (y->file != NULL);
}

static void collect(struct numbers *n, bool across)
{
    struct verifying *v = n->v;
    const struct package *p = v->o->expected;
    const struct submission *s = v->o->submission;
    n->all.n = 0;
    for (size_t i = 0; i < v->files.n; i++)
        if (v->files.v[i].parsed)
            *VEC_PUSH(v->arena, &n->all) = (struct given){across ? "" : v->files.v[i].folder, v->files.v[i].number, &v->files.v[i]};
    for (size_t i = 0; p && i < p->withdrawn.n; i++)
        *VEC_PUSH(v->arena, &n->all) = (struct given){across ? "" : p->withdrawn.v[i].folder, p->withdrawn.v[i].number, NULL};
    for (size_t i = 0; s && i < s->numbers.n; i++)
        if (s->numbers.v[i].withdrawn)
            *VEC_PUSH(v->arena, &n->all) = (struct given){across ? "" : s->numbers.v[i].folder, s->numbers.v[i].value, NULL};
    if (n->all.n)
        qsort(n->all.v, n->all.n, sizeof *n->all.v, by_folder_and_number);
}

/* The files from i to j have one number. */
static void tell_double(struct numbers *n, size_t i, size_t j)
{
    struct buf paths = {0}, number = {0};
    for (size_t k = i; k < j; k++)
        if (n->all.v[k].file)
            buf_printf(&paths, "%s%s", paths.n ? "、" : "", n->all.v[k].file->path);
    buf_printf(&number, "%zu", n->all.v[i].number);
    if (n->speak)
        verify_say(n->v, "number-twice", n->all.v[j - 1].file->entry->name, number.data, paths.data);
    n->faults++;
    buf_free(&paths);
    buf_free(&number);
}

static size_t files_in(const struct numbers *n, size_t i, size_t j)
{
    size_t files = 0;
    for (; i < j; i++)
        files += n->all.v[i].file != NULL;
    return files;
}

/* One row of numbers. */
static void check_row(struct numbers *n, size_t i, size_t end)
{
    struct buf missing = {0};
    const char *folder = n->all.v[i].folder;
    size_t next = n->start;
    for (size_t j = i; i < end; i = j) {
        size_t number = n->all.v[i].number;
        while (j < end && n->all.v[j].number == number)
            j++;
        if (files_in(n, i, j) > 1)
            tell_double(n, i, j);
        if (number > next)
            buf_printf(&missing, number - next > 1 ? "%s%zu–%zu" : "%s%zu", missing.n ? "、" : "", next, number - 1);
        next = number >= next ? number + 1 : next;
    }
    if (missing.n && n->speak)
        verify_say(n->v, "number-gap", *folder ? folder : NULL, missing.data, *folder ? folder : n->v->archive);
    n->faults += missing.n > 0;
    buf_free(&missing);
}

static size_t check_rows(struct numbers *n, bool across, bool speak)
{
    collect(n, across);
    n->speak = speak;
    n->faults = 0;
    for (size_t i = 0, j = 0; i < n->all.n; i = j) {
        while (j < n->all.n && !strcmp(n->all.v[j].folder, n->all.v[i].folder))
            j++;
        check_row(n, i, j);
    }
    return n->faults;
}

/* The notice does not say whether folders are numbered each for itself: who verifies may say it, the manifest and the submission
 * do, and without them the way that explains the numbers better is taken. */
void verify_numbers(struct verifying *v)
{
    const struct verify_options *o = v->o;
    struct numbers n = {.v = v, .start = o->submission ? o->submission->start : o->expected ? o->expected->start : 1};
    bool across = o->numbering == VERIFY_ACROSS;
    if (o->numbering == VERIFY_EITHER && o->submission)
        across = o->submission->across;
    else if (o->numbering == VERIFY_EITHER && o->expected)
        across = o->expected->across;
    else if (o->numbering == VERIFY_EITHER)
        across = check_rows(&n, true, false) < check_rows(&n, false, false);
    check_rows(&n, across, true);
}
