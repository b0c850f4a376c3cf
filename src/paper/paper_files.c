#include "paper/paper_files.h"

#include <string.h>

#include "base/limits.h"
#include "paper/paper_qpdf.h"

enum { DEPTH = 20 /* of the name tree */ };

struct paper_files {
    struct arena *arena;
    VEC(struct paper_file) all;
    size_t total; /* bytes of all */
    bool too_many;
};

static const char *text_of(struct paper_files *f, qpdf_data q, qpdf_oh o)
{
    if (qpdf_oh_is_name(q, o))
        return arena_strdup(f->arena, qpdf_oh_get_name(q, o) + 1); /* without its slash */
    return qpdf_oh_is_string(q, o) ? arena_strdup(f->arena, qpdf_oh_get_utf8_value(q, o)) : "";
}

static void read_bytes(struct paper_files *f, qpdf_data q, qpdf_oh stream, struct paper_file *out)
{
    struct buf bytes = {0};
    out->good = qpdf_oh_is_stream(q, stream) && paper_unpack(q, stream, &bytes) && f->total + bytes.n <= LIMIT_PAPER_CONTENT;
    if (out->good) {
        f->total += bytes.n;
        out->data = arena_dup(f->arena, bytes.data ? bytes.data : "", bytes.n);
        out->n = bytes.n;
    }
    buf_free(&bytes);
}

static qpdf_oh first_of(qpdf_data q, qpdf_oh dict, const char *name, const char *otherwise)
{
    qpdf_oh o = paper_key(q, dict, name);
    return qpdf_oh_is_null(q, o) ? paper_key(q, dict, otherwise) : o;
}

static void read_file(struct paper_files *f, qpdf_data q, qpdf_oh specification)
{
    qpdf_oh stream = first_of(q, paper_key(q, specification, "/EF"), "/UF", "/F");
    if (!qpdf_oh_is_dictionary(q, specification))
        return;
    if (f->all.n == LIMIT_FORM_FILES) {
        f->too_many = true;
        return;
    }
    struct paper_file one = {
        .name = text_of(f, q, first_of(q, specification, "/UF", "/F")), .mime = text_of(f, q, paper_key(q, stream, "/Subtype")),
        .relation = text_of(f, q, paper_key(q, specification, "/AFRelationship")),
        .description = text_of(f, q, paper_key(q, specification, "/Desc")),
    };
    read_bytes(f, q, stream, &one);
    *VEC_PUSH(f->arena, &f->all) = one;
}

/* A name tree (7.9.6): names and values in turn, or kids. */
static void read_tree(struct paper_files *f, qpdf_data q, qpdf_oh node, unsigned depth)
{
    qpdf_oh names = paper_key(q, node, "/Names"), kids = paper_key(q, node, "/Kids");
    if (depth == DEPTH) {
        f->too_many = true;
        return;
    }
    for (int i = 1, n = qpdf_oh_is_array(q, names) ? qpdf_oh_get_array_n_items(q, names) : 0; i < n && !f->too_many; i += 2)
        read_file(f, q, qpdf_oh_get_array_item(q, names, i));
    for (int i = 0, n = qpdf_oh_is_array(q, kids) ? qpdf_oh_get_array_n_items(q, kids) : 0; i < n && !f->too_many; i++)
        read_tree(f, q, qpdf_oh_get_array_item(q, kids, i), depth + 1);
}

struct paper_files *paper_files_read(const void *pdf, size_t n, enum paper_state *state)
{
    bool pdf_at_all = memmem(pdf, n < 1024 ? n : 1024, "%PDF-", 5) != NULL;
    qpdf_data q = pdf_at_all ? paper_open_bytes(pdf, n, state) : NULL;
    if (!pdf_at_all)
        *state = n ? PAPER_TYPE : PAPER_EMPTY;
    struct arena *arena = arena_new();
    struct paper_files *f = arena_alloc(arena, sizeof *f);
    *f = (struct paper_files){.arena = arena};
    if (q) {
        read_tree(f, q, paper_key(q, paper_key(q, qpdf_get_root(q), "/Names"), "/EmbeddedFiles"), 0);
        paper_close(&q);
    }
    if (f->too_many)
        *state = PAPER_TOO_LARGE;
    if (*state == PAPER_OK)
        return f;
    paper_files_free(f);
    return NULL;
}

void paper_files_free(struct paper_files *f)
{
    if (f)
        arena_free(f->arena);
}

size_t paper_files_count(const struct paper_files *f)
{
    return f->all.n;
}

const struct paper_file *paper_files_at(const struct paper_files *f, size_t i)
{
    return &f->all.v[i];
}

const struct paper_file *paper_files_named(const struct paper_files *f, const char *name)
{
    for (size_t i = 0; i < f->all.n; i++)
        if (strcmp(f->all.v[i].name, name) == 0)
            return &f->all.v[i];
    return NULL;
}
