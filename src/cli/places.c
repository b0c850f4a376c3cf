#include "cli/places.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"

static char *join(const char *folder, const char *name)
{
    struct buf b = {0};
    buf_printf(&b, "%s/%s", folder, name);
    return buf_steal(&b);
}

static bool exists(const char *folder, const char *name)
{
    char *path = join(folder, name);
    bool there = access(path, F_OK) == 0;
    free(path);
    return there;
}

static char *program_folder(const char *argv0)
{
    char *self = realpath("/proc/self/exe", NULL);
    if (!self)
        self = realpath(argv0, NULL);
    char *folder = file_folder(self ? self : argv0);
    free(self);
    return folder;
}

/* The first of these that has packs; the last when none has, so that messages name a place. */
static char *data_root(const char *bin)
{
    static const char *const candidates[] = {"../share/shenbao", "..", "../..", "../../.."};
    size_t n = sizeof candidates / sizeof *candidates, i = 0;
    for (; i + 1 < n; i++) {
        char *root = join(bin, candidates[i]);
        bool found = exists(root, "templates") && exists(root, "fonts/roles.conf");
        free(root);
        if (found)
            break;
    }
    char *root = join(bin, candidates[i]);
    char *real = realpath(root, NULL);
    if (!real)
        return root;
    free(root);
    return real;
}

void cli_places_find(struct cli_places *p, const char *argv0)
{
    char *bin = program_folder(argv0), *root = data_root(bin);
    p->templates = join(root, "templates");
    p->roles = join(root, "fonts/roles.conf");
    p->fonts[0] = join(root, "fonts");
    p->fonts[1] = join(root, "build/fonts");
    p->fonts[2] = NULL;
    p->catalogues[0] = join(root, "build/locale");
    p->catalogues[1] = join(bin, "../share/locale");
    p->catalogues[2] = NULL;
    free(bin);
    free(root);
}

void cli_places_free(struct cli_places *p)
{
    free(p->templates);
    free(p->roles);
    for (size_t i = 0; i < 2; i++) {
        free(p->fonts[i]);
        free(p->catalogues[i]);
    }
    *p = (struct cli_places){0};
}
