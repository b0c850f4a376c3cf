/* extract.c - the files that a PDF carries, above all the proposal that it was made of. */
#include <errno.h>

#include "base/file.h"
#include "base/limits.h"
#include "batch/inside.h"
#include "batch/name.h"
#include "cli/cli.h"
#include "paper/paper_files.h"

static struct paper_files *read_files(struct cli *c, const char *path)
{
    struct buf pdf = {0};
    struct loc at = {.file = path};
    enum paper_state state;
    struct paper_files *files = NULL;
    if (file_read(path, LIMIT_FORM_BYTES, &pdf, c->diag)) {
        files = paper_files_read(pdf.data ? pdf.data : "", pdf.n, &state);
        if (!files)
            diag(c->diag, FORM_STATE, &at, paper_state_trouble(state));
    }
    buf_free(&pdf);
    return files;
}

static bool is_whole(struct cli *c, const char *path, const struct paper_file *f)
{
    struct loc at = {.file = path};
    if (!f)
        diag(c->diag, FORM_NO_DATA, &at);
    else if (!f->good)
        diag(c->diag, FORM_FILE, &at, f->name);
    return f && f->good;
}

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
        ok = is_whole(c, path, paper_files_at(files, i)) && write_one(c, names, folder, paper_files_at(files, i));
    names_free(names);
    return ok;
}

static bool write_proposal(struct cli *c, const char *path, const struct paper_files *files)
{
    const struct paper_file *f = paper_files_named(files, INSIDE_PROPOSAL);
    const char *output = cli_value(c, OPT_OUTPUT);
    return is_whole(c, path, f) && file_write_new(output ? output : "-", f->data, f->n, c->diag);
}

enum cli_status cli_extract(struct cli *c)
{
    const char *path = c->args.operands[0], *folder = cli_value(c, OPT_ALL);
    struct paper_files *files = read_files(c, path);
    bool ok = files && (cli_value(c, OPT_CARRIED) ? list(c, files)
                        : folder ? write_all(c, path, files, folder) : write_proposal(c, path, files));
    paper_files_free(files);
    return ok ? CLI_OK : CLI_FAILED;
}
