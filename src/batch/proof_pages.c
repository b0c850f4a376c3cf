#include "batch/proof_pages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "paper/paper_proof.h"

enum { MOST = 4000 /* pages between a common beginning and end, of which the longest common sequence is looked for */ };

struct sides {
    const char *path;
    const char *const *is, *const *should;
    unsigned is_n, should_n;
    struct diag_list *d;
    bool same;
    bool *is_kept, *should_kept; /* pages that have their counterparts, in order */
};

static void tell(struct sides *s, enum diag_id id, const unsigned *numbers, unsigned n)
{
    struct loc at = {.file = s->path};
    char texts[4][16];
    const char *args[5] = {NULL};
    for (unsigned i = 0; i < n; i++) {
        snprintf(texts[i], sizeof texts[i], "%u", numbers[i]);
        args[i] = texts[i];
    }
    diag_report(s->d, id, &at, args);
    s->same = false;
}

static void tell_page(struct sides *s, enum diag_id id, unsigned page, unsigned other)
{
    tell(s, id, (const unsigned[]){page, other}, 2);
}

/* So many pages, and those in whose places they stand, end before these. */
static void tell_others(struct sides *s, unsigned count, unsigned is, unsigned should)
{
    if (count == 1)
        tell_page(s, DIAG_VERIFY_PAGE_OTHER, is, should);
    else if (count)
        tell(s, DIAG_VERIFY_PAGES_OTHER, (const unsigned[]){is - count + 1, is, should - count + 1, should}, 4);
}

/* Which page without a counterpart is this one; n: none. */
static unsigned elsewhere(const char *digest, const char *const *pages, const bool *kept, unsigned n)
{
    unsigned i = 0;
    while (i < n && (kept[i] || strcmp(digest, pages[i]) != 0))
        i++;
    return i;
}

/* Where a page that came here from elsewhere was; should_n: nowhere. */
static unsigned came_from(const struct sides *s, unsigned is)
{
    return elsewhere(s->is[is], s->should, s->should_kept, s->should_n);
}

static bool went_elsewhere(const struct sides *s, unsigned should)
{
    return elsewhere(s->should[should], s->is, s->is_kept, s->is_n) < s->is_n;
}

static void tell_extra(struct sides *s, unsigned is)
{
    unsigned from = came_from(s, is);
    if (from < s->should_n)
        tell_page(s, DIAG_VERIFY_PAGE_MOVED, is + 1, from + 1);
    else
        tell_page(s, DIAG_VERIFY_PAGE_ADDED, is + 1, s->should_n);
}

/* Pages that moved apart, as many pages here as should be here are others in their places; the rest was added or is missing. */
static void tell_gap(struct sides *s, unsigned is, unsigned is_end, unsigned should, unsigned should_end)
{
    unsigned others = 0;
    while (is < is_end && should < should_end) {
        bool came = came_from(s, is) < s->should_n, went = went_elsewhere(s, should);
        if (came || went) {
            tell_others(s, others, is, should);
            others = 0;
            if (came)
                tell_extra(s, is);
        } else {
            others++;
        }
        is += came || !went;
        should += went || !came;
    }
    tell_others(s, others, is, should);
    for (; is < is_end; is++)
        tell_extra(s, is);
    for (; should < should_end; should++)
        if (!went_elsewhere(s, should))
            tell_page(s, DIAG_VERIFY_PAGE_MISSING, should + 1, s->should_n);
}

static bool same(const struct sides *s, unsigned is, unsigned should)
{
    return strcmp(s->is[is], s->should[should]) == 0;
}

struct middle { /* of both sides, and how many pairs there are at most behind each two pages */
    unsigned from, n, m;
    uint16_t *left;
};

static uint16_t *left_at(const struct middle *x, unsigned i, unsigned k)
{
    return &x->left[(size_t)i * (x->m + 1) + k];
}

/* Longest common sequence (Wagner and Fischer 1974). */
static void fill_middle(const struct sides *s, struct middle *x)
{
    for (unsigned i = x->n; i-- > 0;)
        for (unsigned k = x->m; k-- > 0;) {
            uint16_t down = *left_at(x, i + 1, k), right = *left_at(x, i, k + 1);
            *left_at(x, i, k) = same(s, x->from + i, x->from + k) ? (uint16_t)(*left_at(x, i + 1, k + 1) + 1) : down > right ? down : right;
        }
}

/* Marks the pairs; or, once they are marked, tells of what lies between them. */
static void walk_middle(struct sides *s, const struct middle *x, bool telling)
{
    unsigned i = 0, k = 0, i0 = x->from, k0 = x->from;
    while (i < x->n && k < x->m) {
        unsigned is = x->from + i, should = x->from + k;
        if (same(s, is, should)) {
            if (telling)
                tell_gap(s, i0, is, k0, should);
            s->is_kept[is] = s->should_kept[should] = true;
            i0 = is + 1;
            k0 = should + 1;
            i++;
            k++;
        } else if (*left_at(x, i + 1, k) >= *left_at(x, i, k + 1)) {
            i++;
        } else {
            k++;
        }
    }
    if (telling)
        tell_gap(s, i0, x->from + x->n, k0, x->from + x->m);
}

static void tell_middle(struct sides *s, unsigned from, unsigned is_end, unsigned should_end)
{
    struct middle x = {from, is_end - from, should_end - from, NULL};
    if (x.n > MOST || x.m > MOST) {
        tell_gap(s, from, is_end, from, should_end);
        return;
    }
    x.left = xcalloc((size_t)(x.n + 1) * (x.m + 1), sizeof *x.left);
    fill_middle(s, &x);
    walk_middle(s, &x, false);
    walk_middle(s, &x, true);
    free(x.left);
}

static void tell_all(struct sides *s)
{
    unsigned from = 0, is_end = s->is_n, should_end = s->should_n;
    for (; from < is_end && from < should_end && same(s, from, from); from++)
        s->is_kept[from] = s->should_kept[from] = true;
    for (; is_end > from && should_end > from && same(s, is_end - 1, should_end - 1); is_end--, should_end--)
        s->is_kept[is_end - 1] = s->should_kept[should_end - 1] = true;
    if (is_end > from || should_end > from)
        tell_middle(s, from, is_end, should_end);
}

/* --- fields --- */

static const struct paper_field *field_named(const struct paper_proof *p, const char *name)
{
    for (size_t i = 0; i < p->field_count; i++)
        if (strcmp(p->fields[i].name, name) == 0)
            return &p->fields[i];
    return NULL;
}

static void tell_field(struct sides *s, enum diag_id id, const struct paper_field *f)
{
    struct loc at = {.file = s->path};
    struct buf page = {0};
    buf_printf(&page, "%u", f->page);
    diag_report(s->d, id, &at, (const char *const[]){f->label, page.data, f->value, NULL});
    buf_free(&page);
}

/* What is signed or filled in shows within the field's box only; a box that was not made may lie over anything. Where pages are
 * others, which was said, fields are on other pages too. */
static bool is_field_as_made(struct sides *s, const struct paper_field *f, const struct paper_field *made, bool pages)
{
    if (f->filled)
        tell_field(s, f->signature ? DIAG_VERIFY_SIGNED : DIAG_VERIFY_FILLED, f);
    if (!f->empty && (!made || (pages && made->page != f->page) || strcmp(made->box, f->box) != 0)) {
        tell_field(s, DIAG_VERIFY_FIELD_ADDED, f);
        return false;
    }
    if (f->filled || !made || strcmp(made->look, f->look) == 0)
        return true;
    tell_field(s, DIAG_VERIFY_FIELD_SHOWN, f);
    return false;
}

static void tell_fields(struct sides *s, const struct paper_proof *is, const struct paper_proof *should)
{
    bool pages = s->same;
    for (size_t i = 0; i < is->field_count; i++)
        s->same &= is_field_as_made(s, &is->fields[i], field_named(should, is->fields[i].name), pages);
    for (size_t i = 0; pages && i < should->field_count; i++)
        if (!field_named(is, should->fields[i].name)) {
            tell_field(s, DIAG_VERIFY_FIELD_MISSING, &should->fields[i]);
            s->same = false;
        }
}

/* --- what acts --- */

static bool is_made(const struct paper_proof *should, const struct paper_act *act)
{
    for (size_t i = 0; i < should->act_count; i++)
        if (strcmp(should->acts[i].key, act->key) == 0 && strcmp(should->acts[i].digest, act->digest) == 0)
            return true;
    return false;
}

/* Many fields may have the same. */
static bool is_told(const struct buf *keys, const char *key)
{
    size_t n = strlen(key);
    for (const char *s = keys->n ? keys->data : ""; *s; s += strcspn(s, DIAG_AND), s += *s != '\0')
        if (strcspn(s, DIAG_AND) == n && strncmp(s, key, n) == 0)
            return true;
    return false;
}

static void tell_acts(struct sides *s, const struct paper_proof *is, const struct paper_proof *should)
{
    struct loc at = {.file = s->path};
    struct buf keys = {0};
    for (size_t i = 0; i < is->act_count; i++)
        if (!is_told(&keys, is->acts[i].key) && !is_made(should, &is->acts[i]))
            buf_printf(&keys, "%s%s", keys.n ? DIAG_AND : "", is->acts[i].key);
    if (keys.n) {
        diag(s->d, VERIFY_ACTS, &at, keys.data);
        s->same = false;
    }
    buf_free(&keys);
}

enum proof_result proof_pages(struct arena *a, const char *path, const struct buf *pdf, const struct buf *made,
                              struct diag_list *d)
{
    struct paper_proof is, should;
    struct loc at = {.file = path};
    enum paper_state state;
    if (!paper_proof_read(a, pdf->data, pdf->n, &is, &state) || !paper_proof_read(a, made->data, made->n, &should, &state)) {
        diag(d, FORM_STATE, &at, paper_state_trouble(state));
        return PROOF_UNKNOWN;
    }
    struct sides s = {path, is.digests, should.digests, is.pages, should.pages, d, true,
                      arena_alloc(a, is.pages + 1), arena_alloc(a, should.pages + 1)};
    tell_all(&s);
    tell_fields(&s, &is, &should);
    tell_acts(&s, &is, &should);
    return s.same ? PROOF_GOOD : PROOF_DIFFERENT;
}
