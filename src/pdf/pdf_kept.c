/* pdf_kept.c - packed font programs that stay with their face for the documents to come. The labels and boxes of a form are the
 * same glyphs in the same order in one document after the other; what is typed is not, and its programs pass through. */
#include <stdlib.h>
#include <string.h>

#include "pdf/pdf_int.h"

enum { KEPT = 8 /* programs a face */, BYTES_MOST = 64 << 10 /* of one */ };

struct kept_program {
    uint32_t *gids; /* by code, from 1 on */
    size_t codes;   /* 0: none */
    bool truetype;
    size_t n, whole;
    uint8_t *data, *cid_to_gid;
};

struct kept {
    struct font_kept with; /* the face; first */
    struct kept_program v[KEPT];
    size_t next; /* to give way */
};

static void drop(struct kept_program *k)
{
    free(k->gids);
    free(k->data);
    free(k->cid_to_gid);
    *k = (struct kept_program){0};
}

static void free_kept(struct font_kept *with)
{
    struct kept *all = (struct kept *)with;
    for (size_t i = 0; i < KEPT; i++)
        drop(&all->v[i]);
    free(all);
}

static void *copy(const void *p, size_t n)
{
    return p ? memcpy(xmalloc(n), p, n) : NULL;
}

static bool is_of(const struct kept_program *k, const struct pdf_font *f)
{
    if (k->codes != f->codes.n)
        return false;
    for (size_t i = 1; i < k->codes; i++)
        if (k->gids[i] != f->codes.v[i].gid)
            return false;
    return true;
}

/* Where a code is the face's own glyph there is one for each of its glyphs, in use or not: these are not kept. */
bool pdf_kept(const struct pdf_font *f, struct pdf_program *out)
{
    const struct kept *all = f->by_gid ? NULL : (const struct kept *)*font_kept(f->face);
    const struct kept_program *k = NULL;
    for (size_t i = 0; all && i < KEPT && !k; i++)
        k = is_of(&all->v[i], f) ? &all->v[i] : NULL;
    if (!k)
        return false;
    *out = (struct pdf_program){.truetype = k->truetype, .data = k->data, .n = k->n, .whole = k->whole,
                                .cid_to_gid = copy(k->cid_to_gid, k->codes * 2)};
    return true;
}

void pdf_keep(const struct pdf_font *f, const struct pdf_program *g)
{
    struct font_kept **place = font_kept(f->face);
    if (f->by_gid || g->n > BYTES_MOST)
        return;
    if (!*place) {
        *place = xcalloc(1, sizeof(struct kept));
        (*place)->free = free_kept;
    }
    struct kept *all = (struct kept *)*place;
    struct kept_program *k = &all->v[all->next++ % KEPT];
    drop(k);
    *k = (struct kept_program){.codes = f->codes.n, .truetype = g->truetype, .n = g->n, .whole = g->whole,
                               .gids = xmalloc(f->codes.n * sizeof *k->gids), .data = copy(g->data, g->n),
                               .cid_to_gid = copy(g->cid_to_gid, f->codes.n * 2)};
    for (size_t i = 0; i < k->codes; i++)
        k->gids[i] = f->codes.v[i].gid;
}
