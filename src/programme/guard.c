#include "programme/guard.h"

#include <string.h>

static const char name_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.";

/* The next " or " outside of brackets and quotes, or NULL. */
static const char *next_or(const char *s)
{
    int depth = 0;
    char quote = 0;
    for (; *s; s++) {
        if (quote)
            quote = *s == quote ? 0 : quote;
        else if (*s == '\'' || *s == '"')
            quote = *s;
        else if (*s == '(' || *s == '[')
            depth++;
        else if (*s == ')' || *s == ']')
            depth--;
        else if (depth == 0 && strncmp(s, " or ", 4) == 0)
            return s;
    }
    return NULL;
}

/* The bracket that closes the one at s[0]; NULL when there is none before end. */
static const char *closing(const char *s, const char *end)
{
    int depth = 0;
    for (; s < end; s++) {
        depth += *s == '(';
        depth -= *s == ')';
        if (depth == 0)
            return s;
    }
    return NULL;
}

static bool compares_values(const char *s, const char *end)
{
    return memchr(s, '<', (size_t)(end - s)) || memchr(s, '>', (size_t)(end - s));
}

/* Where the variable's name begins in an alternative that names whom the rule concerns; NULL when it is another one. */
static const char *variable_in(const char *s, const char *end)
{
    if (end - s > 5 && strncmp(s, "not($", 5) == 0)
        return closing(s + 3, end) == end - 1 && !compares_values(s, end) ? s + 5 : NULL;
    if (*s != '$')
        return NULL;
    const char *rest = s + 1 + strspn(s + 1, name_characters);
    return end - rest > 5 && strncmp(rest, " != '", 5) == 0 && end[-1] == '\'' ? s + 1 : NULL;
}

const char *guard_of(struct arena *a, const char *test, bool hint, bool (*own)(const void *ctx, const char *name, size_t n),
                     const void *ctx)
{
    const char *at = test + strspn(test, " \t\r\n"), *out = NULL;
    bool judges = hint;
    for (const char *or; at; at = or ? or + 4 : NULL) {
        or = next_or(at);
        const char *end = or ? or : at + strlen(at), *name = variable_in(at, end);
        if (name && !own(ctx, name, strspn(name, name_characters)))
            out = arena_printf(a, "%s%s%.*s", out ? out : "", out ? " or " : "", (int)(end - at), at);
        else
            judges = true;
    }
    return judges ? out : NULL;
}
