#include "batch/taken.h"

#include <search.h>
#include <sys/stat.h>

#include "base/arena.h"

struct file {
    dev_t device;
    ino_t inode;
    const char *path;
};

struct taken {
    struct arena *arena;
    void *files; /* struct file, by tsearch() */
};

struct taken *taken_new(void)
{
    struct arena *a = arena_new();
    struct taken *t = arena_alloc(a, sizeof *t);
    *t = (struct taken){.arena = a};
    return t;
}

static void keep(void *file)
{
    (void)file; /* the arena's */
}

void taken_free(struct taken *t)
{
    if (!t)
        return;
    tdestroy(t->files, keep);
    arena_free(t->arena);
}

static int order(const void *a, const void *b)
{
    const struct file *x = a, *y = b;
    if (x->device != y->device)
        return x->device < y->device ? -1 : 1;
    return x->inode < y->inode ? -1 : x->inode > y->inode;
}

const char *taken_again(struct taken *t, const char *path)
{
    struct stat st;
    if (stat(path, &st) != 0)
        return NULL;
    struct file *f = arena_alloc(t->arena, sizeof *f);
    *f = (struct file){.device = st.st_dev, .inode = st.st_ino};
    struct file *const *at = tsearch(f, &t->files, order);
    if (!at)
        base_die_oom();
    if (*at != f)
        return (*at)->path;
    f->path = arena_strdup(t->arena, path);
    return NULL;
}
