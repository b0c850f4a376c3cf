#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "programme/programme.h"

/* A proposal somebody has filled in is not overwritten with an empty one. */
static bool would_destroy(struct cli *c, const struct buf *skeleton)
{
    const char *path = cli_value(c, OPT_OUTPUT);
    struct stat st;
    if (!path || strcmp(path, "-") == 0 || stat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
        return false;
    struct buf old = {0};
    struct diag_list *quiet = diag_list_new();
    bool same = file_read(path, LIMIT_INPUT_BYTES, &old, quiet) && old.n == skeleton->n &&
                memcmp(old.data, skeleton->data, old.n) == 0;
    diag_list_free(quiet);
    buf_free(&old);
    if (!same)
        diag(c->diag, CLI_EXISTS, NULL, path);
    return !same;
}

enum cli_status cli_new(struct cli *c)
{
    char *id = xstrdup(c->args.operands[0]);
    char *direction = strchr(id, '/');
    if (direction)
        *direction++ = '\0';
    struct buf skeleton = {0};
    struct programme *p = programme_load(c->packs, id, c->diag);
    bool ok = p && programme_skeleton(p, direction, &skeleton, c->diag) && !would_destroy(c, &skeleton) &&
              cli_write(c, &skeleton);
    programme_free(p);
    buf_free(&skeleton);
    free(id);
    return ok ? CLI_OK : CLI_FAILED;
}
