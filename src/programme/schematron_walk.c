/* schematron_walk.c - which nodes a pattern is led to: the elements that its rules name, or all. */
#include <string.h>

#include "programme/schematron_int.h"

/* The end of what begins at c: of a text in quotes, of a predicate with all that it holds, else of the character. */
static const char *past(const char *c)
{
    unsigned depth = 0;
    do {
        const char *close = *c == '"' || *c == '\'' ? strchr(c + 1, *c) : NULL;
        c = close ? close : c;
        depth += *c == '[';
        depth -= *c == ']' && depth;
        c++;
    } while (depth && *c);
    return c;
}

/* The name in [at, end), a step without its predicates, or * for any; NULL when it is anything else, such as @id or text(). */
static const char *plain_name(struct sch *s, const char *at, const char *end)
{
    while (at < end && sch_is_space(*at))
        at++;
    while (end > at && sch_is_space(end[-1]))
        end--;
    const char *name = arena_strndup(s->arena, at, (size_t)(end - at));
    if (!strcmp(name, "*"))
        return name;
    return *name && *name != '.' && !strpbrk(name, "*@()$, \t\r\n") && !strstr(name, "::") ? name : NULL;
}

/* Names of the elements that rules are about. */
struct names {
    struct buf test;  /* for any of them */
    const char *only; /* the one that all are; NULL: there are several, or none */
};

static void add_name(struct names *out, const char *name)
{
    if (out->only && !strcmp(out->only, name))
        return;
    buf_printf(&out->test, "%sself::%s", out->test.n ? " or " : "", name);
    out->only = out->test.n == strlen("self::") + strlen(name) ? name : NULL;
}

/* Adds the elements that a context can match, by the names of its last steps; false: they have none. */
static bool add_names(struct sch *s, struct names *out, const char *context)
{
    const char *step = context, *end = NULL;
    for (const char *c = context;;) {
        const char *name;
        if (*c && *c != '|' && *c != '/') {
            end = *c == '[' && !end ? c : end;
            c = past(c);
            continue;
        }
        if (*c != '/') {
            if (!(name = plain_name(s, step, end ? end : c)))
                return false;
            add_name(out, name);
        }
        if (!*c)
            return true;
        step = ++c;
        end = NULL;
    }
}

/* Where the rules are about elements with names, these are looked for: to walk through all elements for each of some twenty
 * patterns took as long as the rules themselves. One name is a step that libxml2 takes without a test at each element; several
 * such steps together would cost the square of what they find. Else it is all elements, and attributes or text when a context
 * can match them. */
struct sch_walk sch_walk(struct sch *s, const xmlNode *pattern)
{
    bool attributes = false, texts = false, named = true;
    struct names names = {0};
    for (const xmlNode *n = pattern->children; n; n = n->next) {
        const char *c = sch_is(n, "rule") ? sch_attribute(s, n, "context") : NULL;
        if (!c)
            continue;
        attributes = attributes || strchr(c, '@') || strstr(c, "attribute::");
        texts = texts || strstr(c, "text()") || strstr(c, "node()") || strstr(c, "comment()") || strstr(c, "processing-instruction(");
        named = named && add_names(s, &names, c);
    }
    struct sch_walk w = {"/", attributes && texts ? "@*|node()" : attributes ? "@*|*" : texts ? "node()" : "*"};
    if (named && names.test.n)
        w = (struct sch_walk){names.only ? arena_printf(s->arena, "//%s", names.only) : arena_printf(s->arena, "//*[%s]", names.test.data), NULL};
    buf_free(&names.test);
    return w;
}
