#include "base/json.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"

struct parser {
    struct arena *arena;
    const char *at, *end;
    struct buf text;
    unsigned depth;
};

static bool value(struct parser *p, struct json *out);

static void skip_blanks(struct parser *p)
{
    while (p->at < p->end && strchr(" \t\r\n", *p->at) && *p->at)
        p->at++;
}

static bool next_is(struct parser *p, char c)
{
    skip_blanks(p);
    if (p->at == p->end || *p->at != c)
        return false;
    p->at++;
    return true;
}

static bool hex(struct parser *p, uint32_t *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++, p->at++) {
        static const char digits[] = "0123456789abcdefABCDEF";
        const char *d = p->at < p->end && *p->at ? strchr(digits, *p->at) : NULL;
        if (!d)
            return false;
        uint32_t n = (uint32_t)(d - digits);
        *out = *out * 16 + (n < 16 ? n : n - 6);
    }
    return true;
}

/* \u and four digits; a pair of surrogates is one character, half a pair is none. */
static bool code_point(struct parser *p)
{
    uint32_t c, low;
    if (!hex(p, &c) || c == 0 || (c >= 0xDC00 && c < 0xE000))
        return false;
    if (c >= 0xD800 && c < 0xDC00) {
        if (p->end - p->at < 2 || p->at[0] != '\\' || p->at[1] != 'u')
            return false;
        p->at += 2;
        if (!hex(p, &low) || low < 0xDC00 || low > 0xDFFF)
            return false;
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
    buf_utf8(&p->text, c);
    return true;
}

static bool escape(struct parser *p)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    if (p->at == p->end)
        return false;
    char c = *p->at++;
    if (c == 'u')
        return code_point(p);
    const char *found = c ? strchr(from, c) : NULL;
    if (found)
        buf_putc(&p->text, to[found - from]);
    return found != NULL;
}

/* Behind the opening quote. */
static const char *string(struct parser *p)
{
    p->text.n = 0;
    while (p->at < p->end && *p->at != '"') {
        unsigned char c = (unsigned char)*p->at++;
        if (c < 0x20 || (c == '\\' && !escape(p)))
            return NULL;
        if (c != '\\')
            buf_putc(&p->text, (char)c);
    }
    if (p->at == p->end)
        return NULL;
    p->at++;
    return arena_strndup(p->arena, p->text.data ? p->text.data : "", p->text.n);
}

/* -12, 0.5, 1e-7: as written. */
static const char *number(struct parser *p)
{
    const char *from = p->at;
    p->at += p->at < p->end && *p->at == '-';
    const char *digits = p->at;
    while (p->at < p->end && *p->at && strchr("0123456789+-.eE", *p->at))
        p->at++;
    if (p->at == digits || *digits < '0' || *digits > '9')
        return NULL;
    return arena_strndup(p->arena, from, (size_t)(p->at - from));
}

/* Elements or members up to the closing bracket. */
static bool items(struct parser *p, struct json *out, char close)
{
    const struct json **tail = &out->first;
    if (next_is(p, close))
        return true;
    do {
        struct json *item = arena_alloc(p->arena, sizeof *item);
        const char *name = NULL;
        if (close == '}' && (!next_is(p, '"') || !(name = string(p)) || !next_is(p, ':')))
            return false;
        if (!value(p, item))
            return false;
        item->name = name;
        *tail = item;
        tail = &item->next;
    } while (next_is(p, ','));
    return next_is(p, close);
}

static bool nested(struct parser *p, struct json *out, enum json_type type, char close)
{
    out->type = type;
    if (++p->depth > LIMIT_JSON_DEPTH)
        return false;
    bool ok = items(p, out, close);
    p->depth--;
    return ok;
}

static bool word(struct parser *p, struct json *out)
{
    static const struct {
        const char *word;
        enum json_type type;
    } words[] = {{"null", JSON_NULL}, {"false", JSON_FALSE}, {"true", JSON_TRUE}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i].word);
        if ((size_t)(p->end - p->at) >= n && memcmp(p->at, words[i].word, n) == 0) {
            p->at += n;
            out->type = words[i].type;
            return true;
        }
    }
    return false;
}

static bool value(struct parser *p, struct json *out)
{
    *out = (struct json){0};
    if (next_is(p, '{'))
        return nested(p, out, JSON_OBJECT, '}');
    if (next_is(p, '['))
        return nested(p, out, JSON_ARRAY, ']');
    if (next_is(p, '"')) {
        out->type = JSON_STRING;
        return (out->text = string(p)) != NULL;
    }
    if (word(p, out))
        return true;
    out->type = JSON_NUMBER;
    return p->at < p->end && (out->text = number(p)) != NULL;
}

const struct json *json_parse(struct arena *a, const char *text, size_t n)
{
    struct parser p = {.arena = a, .at = text, .end = text + n};
    struct json *root = arena_alloc(a, sizeof *root);
    bool ok = utf8_valid(text, n) && value(&p, root);
    skip_blanks(&p);
    buf_free(&p.text);
    return ok && p.at == p.end ? root : NULL;
}

const struct json *json_member(const struct json *o, const char *name)
{
    for (const struct json *m = o && o->type == JSON_OBJECT ? o->first : NULL; m; m = m->next)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

const char *json_string(const struct json *o, const char *name, const char *otherwise)
{
    const struct json *m = json_member(o, name);
    return m && m->type == JSON_STRING ? m->text : otherwise;
}

int64_t json_integer(const struct json *o, const char *name)
{
    const struct json *m = json_member(o, name);
    return m && m->type == JSON_NUMBER ? strtoll(m->text, NULL, 10) : 0;
}

bool json_true(const struct json *o, const char *name)
{
    const struct json *m = json_member(o, name);
    return m && m->type == JSON_TRUE;
}

const struct json *json_items(const struct json *o, const char *name)
{
    const struct json *m = json_member(o, name);
    return m ? m->first : NULL;
}
