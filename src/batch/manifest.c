#include "batch/manifest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/wire.h"

/* --- writing --- */

void manifest_write_head(struct buf *out, const struct manifest_head *h)
{
    buf_puts(out, "{\"shenbao\":");
    buf_json(out, h->version, strlen(h->version));
    buf_printf(out, ",\"context\":\"%s\"", h->context);
    if (h->shards)
        buf_printf(out, ",\"shard\":%u,\"shards\":%u", h->shard, h->shards);
    if (h->submission) {
        buf_puts(out, ",\"submission\":");
        buf_json(out, h->submission, strlen(h->submission));
    }
    buf_puts(out, "}\n");
}

void manifest_write_end(struct buf *out, size_t documents)
{
    buf_printf(out, "{\"documents\":%zu}\n", documents);
}

/* --- by source --- */

/* NULL: there is none. */
static const size_t *place_of(const struct manifest *m, const char *source)
{
    uint32_t hash = hash_name(source);
    size_t i = hash;
    const size_t *at = hash_table_next(&m->by_source, hash, &i);
    while (at && strcmp(m->entries.v[*at].result.source, source) != 0)
        at = hash_table_next(&m->by_source, hash, &i);
    return at;
}

static void add(struct manifest *m, const struct entry *e)
{
    const size_t *known = place_of(m, e->result.source);
    if (known) {
        entry_free(&m->entries.v[*known]);
        m->entries.v[*known] = *e;
        m->contexts.v[*known] = m->head.context;
        return;
    }
    hash_table_add(&m->by_source, hash_name(e->result.source), arena_dup(m->arena, &m->entries.n, sizeof m->entries.n));
    *VEC_PUSH(m->arena, &m->entries) = *e;
    *VEC_PUSH(m->arena, &m->contexts) = m->head.context;
}

struct entry *manifest_find(const struct manifest *m, const char *source, const char **context)
{
    const size_t *at = place_of(m, source);
    if (!at)
        return NULL;
    *context = m->contexts.v[*at];
    return &m->entries.v[*at];
}

/* --- reading --- */

static bool read_head(struct manifest *m, const struct json *j)
{
    const char *version = json_string(j, "shenbao", NULL), *context = json_string(j, "context", NULL);
    if (!version || !context)
        return false;
    const char *submission = json_string(j, "submission", NULL);
    m->head = (struct manifest_head){arena_strdup(m->arena, version), arena_strdup(m->arena, context),
                                     (unsigned)json_integer(j, "shard"), (unsigned)json_integer(j, "shards"),
                                     submission ? arena_strdup(m->arena, submission) : NULL};
    return true;
}

/* False: the line is none of ours. */
static bool read_line(struct manifest *m, const char *line, size_t n)
{
    struct arena *tree = arena_new();
    struct entry e;
    const struct json *j = json_parse(tree, line, n);
    bool good = true;
    if (json_member(j, "shenbao"))
        good = read_head(m, j);
    else if (json_member(j, "documents"))
        m->whole = (size_t)json_integer(j, "documents") == m->entries.n;
    else if ((good = m->head.context && entry_read(&e, m->arena, j)))
        add(m, &e);
    arena_free(tree);
    return good;
}

bool manifest_read(struct manifest *m, struct arena *a, const char *path, struct diag_list *d)
{
    struct buf b = {0};
    struct loc at = {.file = path};
    m->arena = a;
    m->whole = false;
    if (!file_read(path, LIMIT_BATCH_MANIFEST, &b, d))
        return false;
    size_t broken = 0;
    bool first = true;
    for (const char *line = b.data, *end = buf_end(&b); line < end; first = false) {
        const char *newline = memchr(line, '\n', (size_t)(end - line)), *stop = newline ? newline : end;
        broken += stop > line && !read_line(m, line, (size_t)(stop - line));
        if (first && !m->head.context)
            break;
        line = stop + 1;
    }
    bool ours = m->head.context != NULL || b.n == 0;
    if (!ours)
        diag(d, MANIFEST_FOREIGN, &at);
    m->whole = m->whole && !broken;
    buf_free(&b);
    return ours;
}

void manifest_write_facts(struct buf *out, const struct entry *e)
{
    if (!e->facts)
        return;
    wire_put_text(out, e->result.source);
    wire_put_bytes(out, e->facts, e->facts_size);
    wire_put_text(out, e->cells);
}

bool manifest_read_facts(struct manifest *m, const char *path, struct diag_list *d)
{
    struct buf b = {0};
    if (!file_read(path, LIMIT_BATCH_MANIFEST, &b, d))
        return false;
    struct wire w = {.at = b.data, .end = buf_end(&b)};
    while (w.at < w.end && !w.broken) {
        size_t n;
        const char *source = wire_text(&w), *facts = wire_bytes(&w, &n), *cells = wire_bytes(&w, NULL), *context;
        struct entry *e = facts && !w.broken ? manifest_find(m, source, &context) : NULL;
        if (!e)
            continue;
        e->facts = arena_dup(m->arena, facts, n);
        e->facts_size = n;
        e->cells = cells ? arena_strdup(m->arena, cells) : NULL;
    }
    buf_free(&b);
    return true;
}

char *manifest_submission(const char *folder)
{
    struct arena *a = arena_new();
    FILE *f = fopen(arena_printf(a, "%s/" MANIFEST_FILE, folder), "rbe");
    char *line = NULL, *out = NULL;
    size_t size = 0;
    ssize_t n = f ? getline(&line, &size, f) : -1;
    if (n > 0) {
        const char *submission = json_string(json_parse(a, line, (size_t)n), "submission", NULL);
        out = submission ? xstrdup(submission) : NULL;
    }
    free(line);
    if (f)
        fclose(f);
    arena_free(a);
    return out;
}

void manifest_free(struct manifest *m)
{
    for (size_t i = 0; i < m->entries.n; i++)
        entry_free(&m->entries.v[i]);
    hash_table_free(&m->by_source);
    *m = (struct manifest){0};
}
