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

/* The text between the outermost parentheses. */
static struct paper_token literal_token(const char **at, const char *end)
{
    struct paper_token t = {'(', *at + 1, 0};
    int depth = 1;

    for (*at = t.s; *at < end && depth; ++*at) {
        if (**at == '\\' && *at + 1 < end)
            ++*at;
        else if (**at == '(' || **at == ')')
            depth += **at == '(' ? 1 : -1;
    }
    t.n = (size_t)(*at - t.s) - (depth ? 0 : 1);
    return t;
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
    if (*t.s == '(')
        return literal_token(at, end);
    *at += t.s + 1 < end && *t.s == '<' ? 2 : 1; /* << is no string */
    if (*t.s != '/' && is_delimiter(*t.s))
        return t;
    while (*at < end && !is_white(**at) && !is_delimiter(**at))
        ++*at;
    t.kind = *t.s == '/' ? '/' : 'o';
    t.n = (size_t)(*at - t.s);
    return t;
}

static unsigned digit(char c)
{
    return (unsigned)(c >= '0' && c <= '9' ? c - '0' : ((c | 32) - 'a' + 10)) & 15;
}

static bool is_octal(const struct paper_token *t, size_t i)
{
    return i < t->n && t->s[i] >= '0' && t->s[i] <= '7';
}

/* Behind a backslash (table 3). False: a line was broken there, which says nothing. */
static bool escaped(const struct paper_token *t, size_t *i, uint8_t *byte)
{
    static const char names[] = "nrtbf", bytes[] = "\n\r\t\b\f";
    unsigned value = 0, digits = 0;

    for (; digits < 3 && is_octal(t, *i); digits++)
        value = value << 3 | digit(t->s[(*i)++]);
    *byte = (uint8_t)value;
    if (digits || *i >= t->n)
        return digits > 0;
    char c = t->s[(*i)++];
    const char *name = c ? strchr(names, c) : NULL;
    *byte = (uint8_t)(name ? bytes[name - names] : c);
    *i += c == '\r' && *i < t->n && t->s[*i] == '\n';
    return c != '\r' && c != '\n';
}

static bool literal_byte(const struct paper_token *t, size_t *i, uint8_t *byte)
{
    while (*i < t->n) {
        *byte = (uint8_t)t->s[(*i)++];
        if (*byte != '\\' || escaped(t, i, byte))
            return true;
    }
    return false;
}

bool paper_string_byte(const struct paper_token *t, size_t *i, uint8_t *byte)
{
    if (t->kind == '(')
        return literal_byte(t, i, byte);
    if (*i + 2 > t->n)
        return false;
    *byte = (uint8_t)(digit(t->s[*i]) << 4 | digit(t->s[*i + 1]));
    *i += 2;
    return true;
}

bool paper_is_word(const struct paper_token *t, const char *word)
{
    return t->kind == (*word == '/' ? '/' : 'o') && t->n == strlen(word) && memcmp(t->s, word, t->n) == 0;
}
