#include "paper/paper_token.h"

#include <string.h>

static bool is_white(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == '\0';
}

static bool is_delimiter(char c)
{
    return c != '\0' && strchr("()<>[]{}/%", c) != NULL;
}

/* Behind a literal string. */
static const char *skip_string(const char *s, const char *end)
{
    int depth = 0;

    for (; s < end; s++) {
        if (*s == '\\')
            s++;
        else if (*s == '(')
            depth++;
        else if (*s == ')' && --depth == 0)
            return s + 1;
    }
    return end;
}

/* The text between the brackets. */
static struct paper_token hex_token(const char **at, const char *end)
{
    struct paper_token t = {'<', *at + 1, 0};
    const char *close = memchr(t.s, '>', (size_t)(end - t.s));

    t.n = (size_t)((close ? close : end) - t.s);
    *at = close ? close + 1 : end;
    return t;
}

/* White space and comments. */
static void skip_white(const char **at, const char *end)
{
    for (bool comment = false; *at < end && (comment || is_white(**at) || **at == '%'); ++*at)
        comment = **at == '%' || (comment && **at != '\n' && **at != '\r');
}

struct paper_token paper_token(const char **at, const char *end)
{
    struct paper_token t = {'o', NULL, 1};

    skip_white(at, end);
    if (*at >= end)
        return (struct paper_token){'\0', end, 0};
    t.s = *at;
    if (*t.s == '<' && t.s + 1 < end && t.s[1] != '<')
        return hex_token(at, end);
    if (*t.s == '(') {
        *at = skip_string(t.s, end);
        return t;
    }
    *at += t.s + 1 < end && *t.s == '<' ? 2 : 1; /* << is no string */
    if (*t.s != '/' && is_delimiter(*t.s))
        return t;
    while (*at < end && !is_white(**at) && !is_delimiter(**at))
        ++*at;
    t.kind = *t.s == '/' ? '/' : 'o';
    t.n = (size_t)(*at - t.s);
    return t;
}

bool paper_is_word(const struct paper_token *t, const char *word)
{
    return t->kind == 'o' && t->n == strlen(word) && memcmp(t->s, word, t->n) == 0;
}
