#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "batch/digest.h"
#include "batch/settle.h"
#include "batch/work.h"

/* One document of one of the folders. */
struct part {
    const struct entry *entry;
    const char *folder;
};

struct merging {
    struct settle settle;
    struct arena *arena;
    const struct batch_options *o;
    char context[65];        /* of this run */
    struct manifest *shards; /* in the order of the operands */
    VEC(struct part) parts;
    struct diag_list *d;
};

/* --- do they belong together? --- */

static bool refuse(struct merging *m, const char *folder, const char *why)
{
    struct loc at = {.file = folder};
    diag(m->d, MERGE_SHARDS, &at, why);
    return false;
}

static bool read_shard(struct merging *m, size_t i)
{
    struct manifest *s = &m->shards[i];
    const char *folder = m->o->operands[i], *path = arena_printf(m->arena, "%s/" MANIFEST_FILE, folder);
    if (!manifest_read(s, m->arena, path, m->d) ||
        !manifest_read_facts(s, arena_printf(m->arena, "%s/" MANIFEST_FACTS, folder), m->d))
        return false;
    if (!s->whole)
        return refuse(m, folder, N_("its batch was not finished; finish it with --resume"));
    if (s->head.shards != m->o->operand_count)
        return refuse(m, folder, N_("it is one of another number of shards; name them all, and each once"));
    if (strcmp(s->head.context, m->shards[0].head.context) != 0 || strcmp(s->head.context, m->context) != 0)
        return refuse(m, folder, N_("it was made with other options, or by another version; make all shards and the whole with the same"));
    const char *one = s->head.submission, *first = m->shards[0].head.submission;
    if (!m->o->submission && strcmp(one ? one : "", first ? first : "") != 0)
        return refuse(m, folder, N_("it was made with another submission; name the one that counts with --submission"));
    for (size_t k = 0; k < i; k++)
        if (m->shards[k].head.shard == s->head.shard)
            return refuse(m, folder, N_("the same shard is named twice; name each once"));
    return true;
}

static int by_index(const void *a, const void *b)
{
    const struct part *x = a, *y = b;
    return (x->entry->index > y->entry->index) - (x->entry->index < y->entry->index);
}

/* The documents of all in the order of the inputs, which must be complete. */
static bool collect(struct merging *m)
{
    for (size_t i = 0; i < m->o->operand_count; i++)
        for (size_t k = 0; k < m->shards[i].entries.n; k++)
            *VEC_PUSH(m->arena, &m->parts) = (struct part){&m->shards[i].entries.v[k], m->o->operands[i]};
    if (m->parts.n)
        qsort(m->parts.v, m->parts.n, sizeof *m->parts.v, by_index);
    for (size_t i = 0; i < m->parts.n; i++)
        if (m->parts.v[i].entry->index != i)
            return refuse(m, m->parts.v[i].folder, N_("the shards were given different inputs; give each the same, in the same order"));
    return true;
}

/* --- copying --- */

static bool fetch(struct merging *m, const struct part *p, char **staged)
{
    const struct result *r = &p->entry->result;
    struct work_options wo = {.staged = arena_printf(m->arena, "%s/" STORE_STAGING, m->o->folder)};
    const char *path = arena_printf(m->arena, "%s/%s", p->folder, r->output);
    struct buf b = {0};
    char digest[65];
    if (!file_read(path, LIMIT_SHEET_BYTES, &b, m->d))
        return false;
    sha256_hex(b.data, b.n, digest);
    bool same = r->output_digest && strcmp(digest, r->output_digest) == 0;
    struct loc at = {.file = path};
    if (!same)
        diag(m->d, MERGE_CHANGED, &at);
    *staged = work_staged(&wo, p->entry->index);
    bool ok = same && file_stage(*staged, b.data, b.n, m->d);
    buf_free(&b);
    return ok;
}

static bool take(struct merging *m, const struct part *p)
{
    struct entry e = *p->entry;
    char *staged = NULL;
    if (strcmp(e.pack, settle_pack(&m->settle, e.result.programme)) != 0)
        return refuse(m, p->folder, N_("it was made with another state of the programmes; make it again"));
    e.result.findings = diag_list_new();
    diag_list_append(e.result.findings, p->entry->result.findings);
    if (e.result.output && !fetch(m, p, &staged)) {
        entry_free(&e);
        free(staged);
        return false;
    }
    const char *from = staged ? arena_strdup(m->arena, staged + strlen(m->o->folder) + 1) : NULL;
    free(staged);
    return settle_next(&m->settle, &e, from, p->entry->result.number, m->d);
}

bool batch_merge(struct session *s, const struct batch_options *o, struct batch_counts *counts, struct diag_list *d)
{
    struct batch_options whole = *o;
    struct merging m = {.o = o, .arena = arena_new(), .d = d};
    mode_t before = umask(0666 & ~o->mode);
    m.shards = arena_array(m.arena, o->operand_count, sizeof *m.shards);
    digest_context(s, o->form, m.context);
    bool ok = true;
    for (size_t i = 0; i < o->operand_count && ok; i++)
        ok = read_shard(&m, i);
    if (ok && !whole.submission) /* that of the shards, if they had one */
        whole.submission = m.shards[0].head.submission;
    ok = ok && collect(&m) && settle_begin(&m.settle, s, &whole, d);
    for (size_t i = 0; i < m.parts.n && ok; i++)
        ok = take(&m, &m.parts.v[i]);
    ok = ok && settle_finish(&m.settle, d);
    *counts = m.settle.counts;
    for (size_t i = 0; i < o->operand_count; i++)
        manifest_free(&m.shards[i]);
    settle_end(&m.settle);
    arena_free(m.arena);
    umask(before);
    return ok;
}
