/* What a batch has set goes into the package as it lies there: its PDFs carry their proposals. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "batch/carried.h"
#include "batch/manifest.h"
#include "batch/pack.h"

struct reading {
    struct pack *pack;
    struct session *session;
    struct arena *arena;
    const char *folder; /* of the batch */
    struct diag_list *d;
};

bool pack_is_batch(const char *folder)
{
    struct buf path = {0};
    buf_printf(&path, "%s/%s", folder, MANIFEST_FILE);
    bool is = access(path.data, F_OK) == 0;
    buf_free(&path);
    return is;
}

/* "table.xlsx[sheet]!12" and "a/b.xml" lie in the folder of the file. */
static char *source_folder(const char *source)
{
    const char *row = strrchr(source, '!'), *sheet = row ? strchr(source, '[') : NULL;
    char *file = strndup(source, sheet ? (size_t)(sheet - source) : strlen(source)), *folder = file ? file_folder(file) : NULL;
    if (!folder)
        base_die_oom();
    free(file);
    return folder;
}

/* The papers that the programme asks for, and not a draft or one form of them. */
static bool is_final(struct reading *r, const struct json *record, const struct loc *loc)
{
    const char *form = json_string(record, "form", "");
    if (json_true(record, "draft"))
        diag(r->d, PACKAGE_DRAFT, loc);
    else if (json_string(record, "mask", NULL))
        diag(r->d, PACKAGE_MASKED, loc);
    else if (*form)
        diag(r->d, PACKAGE_FORM, loc, form);
    else
        return true;
    return false;
}

static bool add_pdf(struct reading *r, const struct entry *e, const struct buf *pdf, const struct loc *loc)
{
    struct carried in;
    struct document doc = {0};
    struct buf bytes = {0};
    char *folder = source_folder(e->result.source);
    bool good = true;
    carried_read(&in, pdf);
    if (!in.proposal) {
        diag(r->d, PACKAGE_NO_DATA, loc);
    } else if (is_final(r, in.record, loc)) {
        buf_add(&bytes, in.proposal->data, in.proposal->n);
        good = document_take(&doc, r->session, e->result.source, folder, &bytes, r->d) && pack_add(r->pack, &doc, e->result.source, pdf, r->d);
    }
    document_close(&doc);
    carried_free(&in);
    free(folder);
    return good || !diag_list_has(r->d, DIAG_FATAL);
}

static bool add_entry(struct reading *r, const struct entry *e)
{
    struct buf pdf = {0};
    char digest[65];
    if (e->result.state != RESULT_GOOD || !e->result.output) {
        diag_list_append(r->d, e->result.findings);
        diag(r->d, PACKAGE_NOT_SET, &(struct loc){.file = e->result.source});
        return true;
    }
    struct loc loc = {.file = arena_printf(r->arena, "%s/%s", r->folder, e->result.output)};
    if (!file_read(loc.file, LIMIT_ZIP_ENTRY, &pdf, r->d))
        return false;
    sha256_hex(pdf.data ? pdf.data : "", pdf.n, digest);
    bool same = e->result.output_digest && !strcmp(digest, e->result.output_digest);
    if (!same)
        diag(r->d, PACKAGE_STALE, &loc);
    bool good = !same || add_pdf(r, e, &pdf, &loc);
    buf_free(&pdf);
    return good;
}

/* A proposal that could not be read has no facts. */
static bool add_facts(struct reading *r, struct pack_across *across, const struct entry *e)
{
    const struct result *res = &e->result;
    struct programme *p = e->facts ? session_programme(r->session, res->programme, r->d) : NULL;
    struct across_item item = {res->source, res->recommender, e->cells, e->facts, e->facts_size};
    return !p || pack_across_add(across, p, &item, res->state != RESULT_GOOD, r->d);
}

bool pack_add_batch(struct pack *p, struct pack_across *across, struct session *s, const char *folder, struct pack_counts *counts,
                    struct diag_list *d)
{
    struct reading r = {.pack = p, .session = s, .arena = arena_new(), .folder = folder};
    struct manifest m = {0};
    const char *path = arena_printf(r.arena, "%s/%s", folder, MANIFEST_FILE);
    bool good = manifest_read(&m, r.arena, path, d) &&
                (!across || manifest_read_facts(&m, arena_printf(r.arena, "%s/%s", folder, MANIFEST_FACTS), d));
    if (good && !m.whole) {
        diag(d, PACKAGE_UNFINISHED, &(struct loc){.file = path});
        good = false;
    }
    for (size_t i = 0; i < m.entries.n && good; i++) {
        r.d = diag_list_new();
        good = add_entry(&r, &m.entries.v[i]) && (!across || add_facts(&r, across, &m.entries.v[i]));
        counts->all++;
        counts->faulty += diag_list_has(r.d, DIAG_ERROR);
        diag_list_append(d, r.d);
        diag_list_free(r.d);
    }
    manifest_free(&m);
    arena_free(r.arena);
    return good;
}
