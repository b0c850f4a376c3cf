#include "layout/refs.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/hash_table.h"
#include "base/limits.h"
#include "layout/page.h"

struct ref {
    char *id;
    char *first, *last;         /* this pass: printed numbers */
    char *old_first, *old_last; /* the pass before */
    bool doubled;
    bool used_first, used_last; /* something printed it in this pass */
    bool guessed;               /* something printed a guess in this pass */
    bool linked;                /* the same, a link leads to it */
    struct loc link;            /* the first of them */
    struct ref *next_linked;
};

struct layout_refs {
    struct hash_table all;
    struct ref *linked, **linked_end; /* in the order of the links; NULL: none yet */
    unsigned pass;
    bool all_placed;
    bool guess_wrong;
};

static struct ref *known(const struct layout_refs *r, const char *id, uint32_t hash)
{
    size_t i = hash;
    for (struct ref *e; (e = hash_table_next(&r->all, hash, &i));)
        if (!strcmp(e->id, id))
            return e;
    return NULL;
}

static struct ref *find(struct layout_refs *r, const char *id)
{
    uint32_t h = hash_name(id);
    struct ref *e = known(r, id, h);
    if (!e) {
        e = xcalloc(1, sizeof *e);
        e->id = xstrdup(id);
        hash_table_add(&r->all, h, e);
    }
    return e;
}

struct layout_refs *refs_new(void)
{
    return xcalloc(1, sizeof(struct layout_refs));
}

void refs_free(struct layout_refs *r)
{
    if (!r)
        return;
    size_t i = 0;
    for (struct ref *e; (e = hash_table_each(&r->all, &i)); free(e)) {
        free(e->id);
        free(e->first);
        free(e->last);
        free(e->old_first);
        free(e->old_last);
    }
    hash_table_free(&r->all);
    free(r);
}

void refs_next_pass(struct layout_refs *r)
{
    size_t i = 0;
    for (struct ref *e; (e = hash_table_each(&r->all, &i));) {
        free(e->old_first);
        free(e->old_last);
        e->old_first = e->first;
        e->old_last = e->last;
        e->first = e->last = NULL;
        e->doubled = e->used_first = e->used_last = e->guessed = e->linked = false;
    }
    r->linked = NULL;
    r->pass++;
    r->all_placed = r->guess_wrong = false;
}

static bool same(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

bool refs_settled(const struct layout_refs *r)
{
    size_t i = 0;
    for (const struct ref *e; (e = hash_table_each(&r->all, &i));)
        if ((e->used_first && !same(e->first, e->old_first)) || (e->used_last && !same(e->last, e->old_last)))
            return false;
    return !r->guess_wrong;
}

void refs_all_placed(struct layout_refs *r)
{
    r->all_placed = true;
}

bool refs_known(const struct layout_refs *r, const char *id)
{
    const struct ref *e = known(r, id, hash_name(id));
    return e && e->first;
}

/* The next page's number, if that is a plain one; the page that is cited may be any behind this one. */
static const char *guess(struct layout *l)
{
    const char *here = page_label(l);
    unsigned long n = strtoul(here, NULL, 10);
    bool plain = here[0] && strspn(here, "0123456789") == strlen(here) && n < LIMIT_PAGES;
    return plain ? arena_printf(l->chunk, "%lu", n + 1) : NULL;
}

const char *refs_page(struct layout *l, const char *id, bool last, const struct loc *loc)
{
    struct ref *e = find(l->refs, id);
    const char *now = last ? e->last : e->first, *old = last ? e->old_last : e->old_first;
    if (now && (!last || l->refs->all_placed)) /* the last page is known only at the end */
        return now;
    if (l->refs->all_placed) {
        diag(l->diag, REF_UNKNOWN, loc, id);
        return NULL;
    }
    if (l->in_static && l->refs->pass == 0) {
        l->unresolved = true;
        l->until_end |= last;
        return NULL;
    }
    if (l->refs->pass > 0 && !old) {
        diag(l->diag, REF_UNKNOWN, loc, id);
        return NULL;
    }
    const char *guessed = old || l->need_pass ? NULL : guess(l);
    if (guessed) {
        e->guessed = true;
        return guessed;
    }
    *(last ? &e->used_last : &e->used_first) = true;
    if (!old)
        l->need_pass = true;
    return old;
}

const char *refs_placed(struct layout *l, const char *id, bool last)
{
    const struct ref *e = find(l->refs, id);
    return !last ? e->first : l->refs->all_placed ? e->last : NULL;
}

bool refs_guessed(struct layout *l, const char *id)
{
    return find(l->refs, id)->guessed;
}

void refs_place(struct layout *l, const char *id, const char *label, bool last, const struct loc *loc)
{
    struct ref *e = find(l->refs, id);
    if (!e->first) {
        e->first = xstrdup(label);
    } else if (!last && !e->doubled) {
        e->doubled = true;
        diag(l->diag, REF_DOUBLE, loc, id);
        return;
    }
    free(e->last);
    e->last = xstrdup(label);
}

struct refs_target refs_target(const struct fo_node *n)
{
    const char *id = fo_string(n, FO_P_INTERNAL_DESTINATION), *uri = fo_string(n, FO_P_EXTERNAL_DESTINATION);
    return (struct refs_target){id[0] ? id : NULL, uri[0] && !id[0] ? uri : NULL};
}

void refs_check_target(struct layout *l, const struct fo_node *n)
{
    bool id = fo_string(n, FO_P_INTERNAL_DESTINATION)[0], uri = fo_string(n, FO_P_EXTERNAL_DESTINATION)[0];
    if (!id && !uri)
        diag(l->diag, LINK_NO_DESTINATION, &n->loc);
    else if (id && uri)
        diag(l->diag, LINK_TWO_DESTINATIONS, &n->loc);
}

void refs_link(struct layout *l, const char *id, const struct loc *loc)
{
    struct layout_refs *r = l->refs;
    struct ref *e = find(r, id);
    if (e->linked)
        return;
    e->linked = true;
    e->link = *loc;
    e->next_linked = NULL;
    *(r->linked ? r->linked_end : &r->linked) = e;
    r->linked_end = &e->next_linked;
}

void refs_report_links(struct layout *l)
{
    for (const struct ref *e = l->refs->linked; e; e = e->next_linked)
        if (!e->first)
            diag(l->diag, LINK_UNKNOWN, &e->link, e->id);
}

/* fo:page-number in a flow is an id of its own kind. */
static void number_key(char key[16], const struct fo_node *n)
{
    uint32_t v = n->serial;
    key[0] = 1;
    for (int i = 1; i <= 8; i++, v >>= 4)
        key[i] = (char)('A' + (v & 15));
    key[9] = '\0';
}

const char *refs_page_number(struct layout *l, const struct fo_node *n)
{
    if (l->in_static)
        return page_label(l);
    char key[16];
    number_key(key, n);
    struct ref *e = find(l->refs, key);
    const char *printed = e->old_first && !l->in_band ? e->old_first : page_label(l);
    free(e->last);
    e->last = xstrdup(printed);
    return printed;
}

void refs_check_number(struct layout *l, const struct fo_node *n, const char *label)
{
    char key[16];
    number_key(key, n);
    struct ref *e = find(l->refs, key);
    free(e->first);
    e->first = xstrdup(label);
    if (!same(e->last, label))
        l->refs->guess_wrong = l->need_pass = true;
}
