#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "programme/programme.h"
#include "programme/skeleton.h"

/* The pack's own proposal of a direction, else one made of what the pack says. The comments are Chinese in any language. */
static bool skeleton(struct cli *c, struct programme *p, const char *direction, struct buf *out)
{
    const struct programme_direction *d = programme_direction_of(p, direction, c->diag);
    if (d && d->skeleton)
        return file_read(d->skeleton, LIMIT_INPUT_BYTES, out, c->diag);
    struct i18n *zh = d ? i18n_open("zh", (const char *const *)c->places.catalogues) : NULL;
    bool ok = d && skeleton_write(p, d, zh, out, c->diag);
    i18n_close(zh);
    return ok;
}

static bool submission(struct cli *c, struct programme *p, struct buf *out)
{
    struct i18n *zh = i18n_open("zh", (const char *const *)c->places.catalogues);
    bool ok = skeleton_submission(p, zh, out, c->diag);
    i18n_close(zh);
    return ok;
}

enum cli_status cli_new(struct cli *c)
{
    char *id = xstrdup(c->args.operands[0]);
    bool whole = cli_value(c, OPT_SUBMISSION_NEW); /* of a programme, whatever the direction */
    char *direction = whole ? NULL : strchr(id, '/');
    if (direction)
        *direction++ = '\0';
    struct buf text = {0};
    struct programme *p = programme_load(c->packs, id, c->diag);
    const char *output = cli_value(c, OPT_OUTPUT);
    bool ok = p && (whole ? submission(c, p, &text) : skeleton(c, p, direction, &text)) &&
              file_write_new(output ? output : "-", text.data, text.n, c->diag);
    programme_free(p);
    buf_free(&text);
    free(id);
    return ok ? CLI_OK : CLI_FAILED;
}
