#include "batch/proof_pages.h"

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
};

static void tell(struct sides *s, enum diag_id id, unsigned page, unsigned other)
{
    struct loc at = {.file = s->path};
    struct buf first = {0}, second = {0};
    buf_printf(&first, "%u", page);
    buf_printf(&second, "%u", other);
    diag_report(s->d, id, &at, (const char *const[]){first.data, second.data, NULL});
    buf_free(&first);
    buf_free(&second);
    s->same = false;
}

/* As many pages here as should be here are others in their places; the rest was added or is missing. */
static void tell_gap(struct sides *s, unsigned is, unsigned is_end, unsigned should, unsigned should_end)
{
    for (; is < is_end && should < should_end; is++, should++)
        tell(s, DIAG_VERIFY_PAGE_OTHER, is + 1, should + 1);
    for (; is < is_end; is++)
        tell(s, DIAG_VERIFY_PAGE_ADDED, is + 1, s->should_n);
    for (; should < should_end; should++)
        tell(s, DIAG_VERIFY_PAGE_MISSING, should + 1, s->should_n);
}

static bool same(const struct sides *s, unsigned is, unsigned should)
{
    return strcmp(s->is[is], s->should[should]) == 0;
}

/* Longest common sequence of both middles (Wagner and Fischer 1974); lengths by what is left behind each pair. */
static void tell_middle(struct sides *s, unsigned from, unsigned is_end, unsigned should_end)
{
    unsigned n = is_end - from, m = should_end - from;
    if (n > MOST || m > MOST) {
        tell_gap(s, from, is_end, from, should_end);
        return;
    }
    uint16_t *left = xcalloc((size_t)(n + 1) * (m + 1), sizeof *left);
#define LEFT(i, k) left[(size_t)(i) * (m + 1) + (k)]
    for (unsigned i = n; i-- > 0;)
        for (unsigned k = m; k-- > 0;)
            LEFT(i, k) = same(s, from + i, from + k) ? (uint16_t)(LEFT(i + 1, k + 1) + 1)
                         : LEFT(i + 1, k) > LEFT(i, k + 1) ? LEFT(i + 1, k) : LEFT(i, k + 1);
    unsigned i = 0, k = 0, i0 = 0, k0 = 0;
    while (i < n && k < m) {
        if (same(s, from + i, from + k)) {
            tell_gap(s, from + i0, from + i, from + k0, from + k);
            i0 = ++i;
            k0 = ++k;
        } else if (LEFT(i + 1, k) >= LEFT(i, k + 1)) {
            i++;
        } else {
            k++;
        }
    }
#undef LEFT
    tell_gap(s, from + i0, is_end, from + k0, should_end);
    free(left);
}

static void tell_all(struct sides *s)
{
    unsigned from = 0, is_end = s->is_n, should_end = s->should_n;
    while (from < is_end && from < should_end && same(s, from, from))
        from++;
    while (is_end > from && should_end > from && same(s, is_end - 1, should_end - 1)) {
        is_end--;
        should_end--;
    }
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
    struct sides s = {path, is.digests, should.digests, is.pages, should.pages, d, true};
    tell_all(&s);
    tell_fields(&s, &is, &should);
    return s.same ? PROOF_GOOD : PROOF_DIFFERENT;
}
