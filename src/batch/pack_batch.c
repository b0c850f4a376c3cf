/* What a batch has set goes into the package as it lies there: its PDFs carry their proposals. What it has not set is set now, from
 * the file or row that it came from, if nothing is to be checked. */
#include <libxml/hash.h>
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
    const struct inputs_options *unchecked; /* how tables are read again; NULL: what is not set is refused */
    xmlHashTablePtr unset;                  /* by source: struct buf, empty until it is read again */
};

bool pack_is_batch(const char *folder)
{
    struct buf path = {0};
    buf_printf(&path, "%s/%s", folder, MANIFEST_FILE);
    bool is = access(path.data, F_OK) == 0;
    buf_free(&path);
    return is;
}

/* The file of "table.xlsx[sheet]!12", "table.csv!12" or "a/b.xml". Sheets and files may be called with brackets: what is there counts. */
static const char *source_file(struct arena *a, const char *source)
{
    const char *row = strrchr(source, '!');
    if (!row || !row[1] || row[1 + strspn(row + 1, "0123456789")])
        return arena_strdup(a, source);
    for (const char *s = strchr(source, '['); s && row[-1] == ']'; s = strchr(s + 1, '[')) {
        const char *file = arena_strndup(a, source, (size_t)(s - source));
        if (access(file, F_OK) == 0)
            return file;
    }
    return arena_strndup(a, source, (size_t)(row - source));
}

static char *source_folder(struct reading *r, const char *source)
{
    return file_folder(source_file(r->arena, source));
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
    char *folder = source_folder(r, e->result.source);
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

static bool is_set(const struct entry *e)
{
    return e->result.state == RESULT_GOOD && e->result.output;
}

/* --- what the batch has not set --- */

static void free_bytes(void *payload, const xmlChar *name)
{
    (void)name;
    buf_free(payload);
    free(payload);
}

static bool take_again(void *arg, const struct input *in)
{
    struct reading *r = arg;
    struct buf *bytes = xmlHashLookup(r->unset, (const xmlChar *)in->source);
    if (!bytes || bytes->n)
        return true;
    if (in->bytes)
        buf_add(bytes, in->bytes->data, in->bytes->n);
    else if (in->path)
        file_read(in->path, LIMIT_INPUT_BYTES, bytes, r->d);
    return true;
}

/* The programme of a table's rows is that of the first that could be read, if nobody says it. */
static void read_again(struct reading *r, const char *file, const char *programme)
{
    struct inputs_options o = *r->unchecked;
    o.programme = o.programme ? o.programme : programme;
    inputs_each(r->session, &file, 1, &o, take_again, r, r->d);
}

static void read_unset(struct reading *r, const struct manifest *m)
{
    xmlHashTablePtr files = xmlHashCreate(0);
    const char *programme = NULL;
    r->unset = xmlHashCreate(0);
    for (size_t i = 0; i < m->entries.n; i++) {
        const struct entry *e = &m->entries.v[i];
        programme = programme || !*e->result.programme ? programme : e->result.programme;
        if (!is_set(e))
            xmlHashAddEntry(r->unset, (const xmlChar *)e->result.source, xcalloc(1, sizeof(struct buf)));
    }
    for (size_t i = 0; i < m->entries.n; i++) {
        const char *file = is_set(&m->entries.v[i]) ? NULL : source_file(r->arena, m->entries.v[i].result.source);
        if (file && xmlHashAddEntry(files, (const xmlChar *)file, r) == 0)
            read_again(r, file, programme);
    }
    xmlHashFree(files, NULL);
}

static bool set_now(struct reading *r, const struct entry *e)
{
    struct buf *bytes = r->unset ? xmlHashLookup(r->unset, (const xmlChar *)e->result.source) : NULL;
    struct document doc = {0};
    if (!bytes || !bytes->n) {
        diag_list_append(r->d, e->result.findings);
        diag(r->d, PACKAGE_NOT_SET, &(struct loc){.file = e->result.source});
        return true;
    }
    char *folder = source_folder(r, e->result.source);
    struct buf own = *bytes;
    *bytes = (struct buf){0};
    bool good = document_take(&doc, r->session, e->result.source, folder, &own, r->d) && pack_add(r->pack, &doc, e->result.source, NULL, r->d);
    document_close(&doc);
    free(folder);
    return good || !diag_list_has(r->d, DIAG_FATAL);
}

/* --- what it has set --- */

static bool add_entry(struct reading *r, const struct entry *e)
{
    struct buf pdf = {0};
    char digest[65];
    if (!is_set(e))
        return set_now(r, e);
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

bool pack_add_batch(struct pack *p, struct pack_across *across, struct session *s, const char *folder, const struct inputs_options *unchecked,
                    struct pack_counts *counts, struct diag_list *d)
{
    struct reading r = {.pack = p, .session = s, .arena = arena_new(), .folder = folder, .d = d, .unchecked = unchecked};
    struct manifest m = {0};
    const char *path = arena_printf(r.arena, "%s/%s", folder, MANIFEST_FILE);
    bool good = manifest_read(&m, r.arena, path, d) &&
                (!across || manifest_read_facts(&m, arena_printf(r.arena, "%s/%s", folder, MANIFEST_FACTS), d));
    if (good && !m.whole) {
        diag(d, PACKAGE_UNFINISHED, &(struct loc){.file = path});
        good = false;
    }
    if (good && unchecked)
        read_unset(&r, &m);
    for (size_t i = 0; i < m.entries.n && good; i++) {
        r.d = diag_list_new();
        good = add_entry(&r, &m.entries.v[i]) && (!across || add_facts(&r, across, &m.entries.v[i]));
        counts->all++;
        counts->faulty += diag_list_has(r.d, DIAG_ERROR);
        diag_list_append(d, r.d);
        diag_list_free(r.d);
    }
    xmlHashFree(r.unset, free_bytes);
    manifest_free(&m);
    arena_free(r.arena);
    return good;
}
