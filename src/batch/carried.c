#include "batch/carried.h"

#include "base/sha256.h"
#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/inside.h"

static const struct paper_file *good_file(const struct paper_files *files, const char *name)
{
    const struct paper_file *f = paper_files_named(files, name);
    return f && f->good ? f : NULL;
}

enum paper_state carried_read(struct carried *c, const struct buf *pdf)
{
    enum paper_state state = PAPER_OK;
    *c = (struct carried){.arena = arena_new(), .files = paper_files_read(pdf->data ? pdf->data : "", pdf->n, &state)};
    if (!c->files)
        return state;
    const struct paper_file *record = good_file(c->files, INSIDE_RECORD);
    c->proposal = good_file(c->files, INSIDE_PROPOSAL);
    c->record = record ? json_parse(c->arena, record->data, record->n) : NULL;
    return PAPER_OK;
}

bool carried_open(struct carried *c, const char *path, struct buf *pdf, struct diag_list *d)
{
    struct loc at = {.file = path};
    *c = (struct carried){0};
    if (!file_read(path, LIMIT_FORM_BYTES, pdf, d))
        return false;
    enum paper_state state = carried_read(c, pdf);
    if (!c->files)
        diag(d, FORM_STATE, &at, paper_state_trouble(state));
    return c->files != NULL;
}

const char *carried_digests(const struct carried *c, char digest[CODE_DIGEST])
{
    const struct json *own = json_member(c->record, "proposal"), *masked = json_member(own, "masked");
    sha256_hex(c->proposal->data, c->proposal->n, digest);
    return json_string(masked ? masked : own, "sha256", "");
}

void carried_free(struct carried *c)
{
    paper_files_free(c->files);
    arena_free(c->arena);
    *c = (struct carried){0};
}

bool carried_whole(const struct paper_file *f, const char *path, struct diag_list *d)
{
    struct loc at = {.file = path};
    if (!f)
        diag(d, FORM_NO_DATA, &at);
    else if (!f->good)
        diag(d, FORM_FILE, &at, f->name);
    return f && f->good;
}
