#include "check/tally.h"

#include <string.h>

struct check_tally *opinion_tally_new(void)
{
    struct arena *a = arena_new();
    struct check_tally *t = arena_alloc(a, sizeof *t);
    *t = (struct check_tally){.arena = a, .as_of = ""};
    return t;
}

void opinion_tally_free(struct check_tally *t)
{
    if (t)
        arena_free(t->arena);
}

static void add_id(struct check_tally *t, const char *id, size_t n)
{
    for (size_t i = 0; i < t->judged.n; i++)
        if (strlen(t->judged.v[i]) == n && strncmp(t->judged.v[i], id, n) == 0)
            return;
    *VEC_PUSH(t->arena, &t->judged) = arena_strndup(t->arena, id, n);
}

/* A rule fires for many nodes with the same list of ids. */
void tally_add(struct check_tally *t, const char *ids)
{
    for (size_t i = 0; i < t->noted.n; i++)
        if (strcmp(t->noted.v[i], ids) == 0)
            return;
    *VEC_PUSH(t->arena, &t->noted) = arena_strdup(t->arena, ids);
    while (*ids) {
        size_t n = strcspn(ids, " ");
        add_id(t, ids, n);
        ids += n + strspn(ids + n, " ");
    }
}

bool tally_has(const struct check_tally *t, const char *rule)
{
    size_t n = strlen(rule);
    for (size_t i = 0; i < t->judged.n; i++) {
        const char *id = t->judged.v[i];
        if (strncmp(id, rule, n) == 0 && (id[n] == '\0' || id[n] == '.'))
            return true;
    }
    return false;
}
