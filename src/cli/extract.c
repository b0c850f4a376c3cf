/* extract.c - the files that a PDF carries, above all the proposal that it was made of. */
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "batch/carried.h"
#include "batch/inside.h"
#include "batch/name.h"
#include "cli/cli.h"

static bool list(struct cli *c, const struct paper_files *files)
{
    struct buf out = {0};
    for (size_t i = 0; i < paper_files_count(files); i++) {
        const struct paper_file *f = paper_files_at(files, i);
        buf_printf(&out, "%s\t%zu\t%s\t%s\t%s\n", f->name, f->n, f->relation, f->mime, f->description);
    }
    bool ok = cli_write(c, &out);
    buf_free(&out);
    return ok;
}

static const char *name_of(void *arg, const char *field)
{
    (void)field;
    return arg;
}

/* A name in a PDF is anybody's: it becomes one part of a path, unlike the others. */
static bool write_one(struct cli *c, struct names *names, const char *folder, const struct paper_file *f)
{
    struct name_made made = names_make(names, NULL, "{name}", name_of, (void *)f->name);
    struct buf path = {0};
    buf_printf(&path, "%s/%s", folder, made.path);
    bool ok = file_write_new(path.data, f->data, f->n, c->diag);
    buf_free(&path);
    return ok;
}

static bool write_all(struct cli *c, const char *path, const struct paper_files *files, const char *folder)
{
    if (!file_make_folder(folder, c->diag))
        return false;
    struct names *names = names_new();
    bool ok = true;
    for (size_t i = 0; ok && i < paper_files_count(files); i++)
        ok = carried_whole(paper_files_at(files, i), path, c->diag) && write_one(c, names, folder, paper_files_at(files, i));
    names_free(names);
    return ok;
}

/* What the record says of the proposal, when it says other than its bytes. */
static void tell_change(struct cli *c, const char *path, const struct carried *in)
{
    struct loc at = {.file = path};
    char digest[CODE_DIGEST];
    const char *said = in->proposal ? carried_digests(in, digest) : "";
    if (*said && strcmp(digest, said) != 0)
        diag(c->diag, EXTRACT_CHANGED, &at);
}

static bool write_proposal(struct cli *c, const char *path, const struct paper_files *files)
{
    const struct paper_file *f = paper_files_named(files, INSIDE_PROPOSAL);
    const char *output = cli_value(c, OPT_OUTPUT);
    return carried_whole(f, path, c->diag) && file_write_new(output ? output : "-", f->data, f->n, c->diag);
}

enum cli_status cli_extract(struct cli *c)
{
    const char *path = c->args.operands[0], *folder = cli_value(c, OPT_ALL);
    struct carried in;
    struct buf pdf = {0};
    bool ok = carried_open(&in, path, &pdf, c->diag) &&
              (cli_value(c, OPT_CARRIED) ? list(c, in.files)
               : folder ? write_all(c, path, in.files, folder) : write_proposal(c, path, in.files));
    if (ok)
        tell_change(c, path, &in);
    carried_free(&in);
    buf_free(&pdf);
    return ok ? CLI_OK : CLI_FAILED;
}
