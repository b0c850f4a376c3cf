/* private_use.c - a table by character of where the list of messages has its record, which may have been cut off since: what is
 * laid out to be measured is reported when it is set. */
#include "layout/private_use.h"

#include <string.h>

#include "base/hash.h"

struct told {
    uint32_t cp;
    size_t at; /* of its record in the list */
};

static bool is_about(const struct diag_list *d, size_t at, const char *code)
{
    const struct diag_record *r = at < diag_list_count(d) ? diag_list_at(d, at) : NULL;
    return r && r->id == DIAG_TEXT_PRIVATE_USE && strcmp(r->args[0], code) == 0;
}

static uint32_t hash_of(uint32_t cp)
{
    return hash_fold(hash_mix(0, cp));
}

static struct told *known(const struct hash_table *all, uint32_t cp)
{
    size_t i = hash_of(cp);
    for (struct told *t; (t = hash_table_next(all, hash_of(cp), &i));)
        if (t->cp == cp)
            return t;
    return NULL;
}

bool private_use_told(struct layout *l, uint32_t cp, const char *code)
{
    struct told *t = known(&l->private_use, cp);
    if (t && is_about(l->diag, t->at, code))
        return true;
    if (!t) {
        t = arena_alloc(l->doc, sizeof *t);
        t->cp = cp;
        hash_table_add(&l->private_use, hash_of(cp), t);
    }
    t->at = diag_list_count(l->diag);
    return false;
}
