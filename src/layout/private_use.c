/* private_use.c - a table by character of where the list of messages has its record, which may have been cut off since: what is
 * laid out to be measured is reported when it is set. */
#include "layout/private_use.h"

#include <string.h>

#include "base/hash.h"

struct told {
    uint32_t cp; /* 0: an empty place */
    size_t at;   /* of its record in the list */
};

struct private_use {
    struct told *v;
    size_t size, used; /* a power of two, kept half empty */
};

static struct told *place(const struct private_use *p, uint32_t cp)
{
    size_t i = hash_fold(hash_mix(0, cp)) & (p->size - 1);
    while (p->v[i].cp && p->v[i].cp != cp)
        i = (i + 1) & (p->size - 1);
    return &p->v[i];
}

static void grow(struct layout *l, struct private_use *p)
{
    struct private_use old = *p;
    p->size = old.size ? 2 * old.size : 64;
    p->v = arena_array(l->doc, p->size, sizeof *p->v);
    for (size_t i = 0; i < old.size; i++)
        if (old.v[i].cp)
            *place(p, old.v[i].cp) = old.v[i];
}

static bool is_about(const struct diag_list *d, size_t at, const char *code)
{
    const struct diag_record *r = at < diag_list_count(d) ? diag_list_at(d, at) : NULL;
    return r && r->id == DIAG_TEXT_PRIVATE_USE && strcmp(r->args[0], code) == 0;
}

bool private_use_told(struct layout *l, uint32_t cp, const char *code)
{
    if (!l->private_use)
        l->private_use = arena_alloc(l->doc, sizeof *l->private_use);
    struct private_use *p = l->private_use;
    if (p->used * 2 >= p->size)
        grow(l, p);
    struct told *t = place(p, cp);
    if (t->cp && is_about(l->diag, t->at, code))
        return true;
    p->used += !t->cp;
    *t = (struct told){cp, diag_list_count(l->diag)};
    return false;
}
