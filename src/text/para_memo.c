/* para_memo.c - short paragraphs that come again are laid out once.
 *
 * A table of 20,000 rows says the same few words in many of its cells, and its header once a page; a batch prints the labels of its
 * form in each document. What comes of a paragraph depends on its text, its style and how it is to be laid out: all of that is the
 * key, and whose text it is (`user`) is put in anew. A paragraph is kept when it is met for the second time, because most are met
 * once. */
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "text/para_int.h"

enum { UNITS_MOST = 64, SEEN = 4096, BUCKETS = 512 };
#define BYTES_MOST ((size_t)1 << 20) /* then it starts over */

/* Compared as bytes: zeroed before it is filled. */
struct memo_key {
    const struct font_list *fonts;
    struct para_space letter, word;
    mpt size, width, first_indent, last_end_indent, filler;
    int align, align_last, profile;
    uint32_t hyphen;
    bool word_normal, no_wrap, one_line, preserve_space, space_runs, space_ends, plain;
    bool wrap, mirror, mirror_last, joints, cut;
    bool language;
    size_t text_len;
};

struct known {
    struct known *next; /* in the bucket */
    struct memo_key key;
    const char *language, *text;
    const struct para_line *lines; /* of the text here */
    size_t count;
};

struct para_memo {
    struct arena *arena;
    struct known *bucket[BUCKETS];
    uint32_t seen[SEEN]; /* hashes of those that were met */
};

struct para_memo *para_memo_new(void)
{
    struct para_memo *m = xcalloc(1, sizeof *m);
    m->arena = arena_new();
    return m;
}

void para_memo_free(struct para_memo *m)
{
    if (!m)
        return;
    arena_free(m->arena);
    free(m);
}

/* One text and nothing else, short, set from its beginning to its end. */
static bool is_simple(const struct para *p)
{
    return p->source->memo && p->items.n == 1 && p->units.n && p->units.n <= UNITS_MOST && p->units.v[0].kind == UNIT_CHAR && !p->keeps
        && !p->how.work && !p->how.from;
}

static uint32_t make_key(const struct para *p, struct memo_key *k)
{
    const struct para_layout *how = &p->how;
    const struct item *it = &p->items.v[0];
    const struct para_style *st = it->style;
    memset(k, 0, sizeof *k);
    k->fonts = st->fonts;
    k->letter = st->letter;
    k->word = st->word;
    k->size = st->size;
    k->width = how->width;
    k->first_indent = how->first_indent;
    k->last_end_indent = how->last_end_indent;
    k->filler = how->filler;
    k->align = how->align;
    k->align_last = how->align_last;
    k->profile = how->profile;
    k->word_normal = st->word_normal;
    k->hyphen = st->hyphen;
    k->no_wrap = st->no_wrap;
    k->one_line = st->one_line && !p->keep_yields;
    k->preserve_space = st->preserve_space;
    k->space_runs = st->space_runs;
    k->space_ends = st->space_ends;
    k->plain = st->plain;
    k->wrap = how->wrap;
    k->mirror = how->mirror;
    k->mirror_last = how->mirror_last;
    k->joints = how->joints;
    k->cut = how->cut;
    k->language = st->language != NULL;
    k->text_len = it->text_len;
    uint64_t h = hash_long(hash_long(0, k, sizeof *k), it->text, it->text_len);
    return hash_fold(k->language ? hash_long(h, st->language, strlen(st->language)) : h);
}

static const struct known *find(const struct para *p, const struct memo_key *k, uint32_t hash)
{
    const struct item *it = &p->items.v[0];
    for (const struct known *e = p->source->memo->bucket[hash % BUCKETS]; e; e = e->next)
        if (memcmp(&e->key, k, sizeof *k) == 0 && memcmp(e->text, it->text, it->text_len) == 0
            && (!k->language || strcmp(e->language, it->style->language) == 0))
            return e;
    return NULL;
}

/* Lines of the same text that stands at `to` in place of `from`. */
static void copy_line(struct arena *a, struct para_line *line, const char *from, const struct item *to)
{
    line->pieces = arena_dup(a, line->pieces, line->count * sizeof *line->pieces);
    for (size_t i = 0; i < line->count; i++) {
        struct para_piece *q = &line->pieces[i];
        q->glyphs = arena_dup(a, q->glyphs, q->count * sizeof *q->glyphs);
        q->text = to->text + (q->text - from);
        q->user = to->user;
        q->style = to->style;
    }
    line->user = line->user ? to->user : NULL; /* of an empty one there is none */
}

bool para_recall(struct para *p, struct para_recall *r)
{
    struct memo_key k;
    *r = (struct para_recall){0};
    if (!is_simple(p))
        return false;
    r->hash = make_key(p, &k);
    uint32_t *seen = &p->source->memo->seen[r->hash % SEEN];
    bool again = *seen == r->hash;
    *seen = r->hash;
    const struct known *e = again ? find(p, &k, r->hash) : NULL;
    if (!e) {
        r->key = again ? arena_dup(p->lay, &k, sizeof k) : NULL;
        return false;
    }
    for (size_t i = 0; i < e->count; i++) {
        struct para_line *line = VEC_PUSH(p->lay, &p->lines);
        *line = e->lines[i];
        copy_line(p->lay, line, e->text, &p->items.v[0]);
    }
    return true;
}

void para_remember(const struct para *p, const struct para_recall *r)
{
    struct para_memo *m = p->source->memo;
    if (!r->key || p->faults.n || p->fallback) /* what is to be said of it is said each time */
        return;
    if (arena_used(m->arena) > BYTES_MOST) {
        arena_reset(m->arena);
        memset(m->bucket, 0, sizeof m->bucket);
    }
    const struct item *it = &p->items.v[0];
    struct known *e = arena_alloc(m->arena, sizeof *e), **at = &m->bucket[r->hash % BUCKETS];
    struct para_line *lines = arena_dup(m->arena, p->lines.v, p->lines.n * sizeof *lines);
    struct item own = {.text = arena_dup(m->arena, it->text, it->text_len), .user = e};
    for (size_t i = 0; i < p->lines.n; i++)
        copy_line(m->arena, &lines[i], it->text, &own);
    e->key = *r->key;
    e->language = it->style->language ? arena_strdup(m->arena, it->style->language) : NULL;
    e->text = own.text;
    e->lines = lines;
    e->count = p->lines.n;
    e->next = *at;
    *at = e;
}
