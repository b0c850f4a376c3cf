/* Names that others gave: what is wrong with them, and what they say. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "batch/name_int.h"

#define FIELDS 32 /* placeholders of a pattern */

static void add_bad(struct buf *out, const char *what, size_t n)
{
    if (out->n && memmem(out->data, out->n, what, n))
        return;
    if (out->n)
        buf_putc(out, ' ');
    buf_add(out, what, n);
}

bool name_bad(struct buf *out, const char *part)
{
    size_t n = strlen(part), stem = strcspn(part, ".");
    for (const char *s = part, *end = part + n; s < end;) {
        const char *from = s;
        uint32_t c = utf8_next(&s, end);
        char code[16];
        snprintf(code, sizeof code, "U+%04X", (unsigned)c);
        if (name_mapped(c) != c)
            add_bad(out, from, (size_t)(s - from));
        else if (u_charType((UChar32)c) == U_CONTROL_CHAR || u_hasBinaryProperty((UChar32)c, UCHAR_BIDI_CONTROL))
            add_bad(out, code, strlen(code));
    }
    if (n && part[n - 1] == '.')
        add_bad(out, ".", 1);
    if (n && part[n - 1] == ' ')
        add_bad(out, "U+0020", 6);
    if (name_is_device(part, stem))
        add_bad(out, part, stem);
    return out->n > 0;
}

/* Names that are longer than any file's can be are not looked into. */
#define PARSED_MOST (4 * LIMIT_NAME_BYTES)

struct taken {
    char *field, *value;
};

static bool match(const char *p, const char *s, struct taken *t, size_t room)
{
    size_t text = strcspn(p, "{"), close;
    if (strncmp(p, s, text))
        return false;
    p += text;
    s += text;
    close = strcspn(p, "}");
    if (!*p || !p[close])
        return !strcmp(p, s);
    bool number = close == 7 && !strncmp(p, "{number", 7);
    for (size_t n = room ? (number ? strspn(s, "0123456789") : strlen(s)) : 0; n > 0; n--) {
        if (((unsigned char)s[n] & 0xC0) == 0x80 || !match(p + close + 1, s + n, t + 1, room - 1))
            continue;
        t->field = strndup(p + 1, close - 1);
        t->value = strndup(s, n);
        if (!t->field || !t->value)
            base_die_oom();
        return true;
    }
    return false;
}

/* Without what stands behind the last dot, if that is like an extension. */
static char *without_extension(const char *name)
{
    const char *dot = strrchr(name, '.');
    char *stem = xstrdup(name);
    if (dot && dot > name && strlen(dot) <= 6 && strspn(dot + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(dot + 1))
        stem[dot - name] = '\0';
    return stem;
}

bool name_parse(const char *pattern, const char *name, name_take_fn *take, void *arg)
{
    char *p = without_extension(file_name(pattern)), *s = without_extension(name);
    struct taken t[FIELDS] = {{0}};
    bool good = strlen(s) <= PARSED_MOST && match(p, s, t, FIELDS);
    for (size_t i = 0; i < FIELDS && t[i].field; i++) {
        take(arg, t[i].field, t[i].value);
        free(t[i].field);
        free(t[i].value);
    }
    free(p);
    free(s);
    return good;
}
