/* font_roles.c - reads roles.conf, whose syntax stands at its head. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "text/font_int.h"

struct roles_reader {
    struct arena *arena;
    struct font_roles *out;
    struct font_role *role; /* being read, or NULL */
    const char *path;
    unsigned line;
    struct diag_list *diag;
    bool ok;
};

static void roles_error(struct roles_reader *r, const char *what)
{
    struct loc loc = {.file = r->path, .line = r->line};

    diag(r->diag, FONT_ROLES, &loc, what);
    r->ok = false;
}

static char *trim(char *s)
{
    char *end;

    while (*s == ' ' || *s == '\t')
        s++;
    end = s + strlen(s);
    while (end > s && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\r'))
        *--end = '\0';
    return s;
}

/* "400:600 700:900" */
static void read_weights(struct roles_reader *r, char *s, struct font_family *f)
{
    VEC(struct font_weight) v = {0};
    char *save = NULL, *word;

    for (word = strtok_r(s, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
        char *colon, *end;
        long asked = strtol(word, &colon, 10), taken;
        if (*colon != ':')
            return roles_error(r, word);
        taken = strtol(colon + 1, &end, 10);
        if (*end != '\0' || asked < 1 || asked > 1000 || taken < 1 || taken > 1000)
            return roles_error(r, word);
        *VEC_PUSH(r->arena, &v) = (struct font_weight){(int)asked, (int)taken};
    }
    f->weights = v.v;
    f->weight_count = v.n;
}

static void read_family(struct roles_reader *r, char *s, struct font_family *f)
{
    char *brace = strchr(s, '{');

    *f = (struct font_family){0};
    if (brace) {
        char *end = strchr(brace, '}');
        if (!end || *trim(end + 1) != '\0')
            return roles_error(r, s);
        *brace = *end = '\0';
        read_weights(r, brace + 1, f);
    }
    f->name = trim(s);
    if (*f->name == '\0')
        roles_error(r, "a family name is missing");
}

static struct font_families read_families(struct roles_reader *r, char *s)
{
    VEC(struct font_family) v = {0};
    char *save = NULL, *item;

    for (item = strtok_r(s, ",", &save); item; item = strtok_r(NULL, ",", &save))
        read_family(r, trim(item), VEC_PUSH(r->arena, &v));
    if (v.n == 0)
        roles_error(r, "a family name is missing");
    return (struct font_families){v.v, v.n};
}

static void add_names(struct roles_reader *r, char *s, const struct font_role *role, struct font_families to)
{
    char *save = NULL, *item;

    for (item = strtok_r(s, ",", &save); item; item = strtok_r(NULL, ",", &save))
        *VEC_PUSH(r->arena, &r->out->names) = (struct font_name){trim(item), role, to};
}

/* Splits "left = right" at the sign; NULL and an error without one. */
static char *split_at_equals(struct roles_reader *r, char *s)
{
    char *eq = strchr(s, '=');

    if (!eq) {
        roles_error(r, "= is missing");
        return NULL;
    }
    *eq = '\0';
    return trim(eq + 1);
}

static void do_role(struct roles_reader *r, char *s)
{
    r->role = arena_alloc(r->arena, sizeof *r->role);
    r->role->name = s;
    *VEC_PUSH(r->arena, &r->out->roles) = r->role;
    add_names(r, arena_strdup(r->arena, s), r->role, (struct font_families){0});
}

static void do_names(struct roles_reader *r, char *s)
{
    add_names(r, s, r->role, (struct font_families){0});
}

static void do_latin(struct roles_reader *r, char *s)
{
    r->role->latin = read_families(r, s);
}

static void do_han(struct roles_reader *r, char *s)
{
    r->role->han = read_families(r, s);
}

static void do_then(struct roles_reader *r, char *s)
{
    r->role->then = read_families(r, s);
}

static void do_shared(struct roles_reader *r, char *s)
{
    r->out->shared = read_families(r, s);
}

static void do_default(struct roles_reader *r, char *s)
{
    r->out->fallback = s;
}

static void do_alias(struct roles_reader *r, char *s)
{
    char *right = split_at_equals(r, s);

    if (right)
        add_names(r, s, NULL, read_families(r, right));
}

static void do_raise(struct roles_reader *r, char *s)
{
    char *right = split_at_equals(r, s), *end;
    struct font_raise f = {0};

    if (!right)
        return;
    f.per_mille = (int)strtol(s, &end, 10);
    if (*trim(end) != '\0' || f.per_mille < -500 || f.per_mille > 500)
        return roles_error(r, s);
    f.families = read_families(r, right);
    *VEC_PUSH(r->arena, &r->out->raises) = f;
}

/* "683/217/450": one style's heights. */
static bool read_heights(const char **s, struct font_heights *out)
{
    int n = 0;

    *out = (struct font_heights){.per_em = 1000};
    if (sscanf(*s, "%4d/%4d/%4d%n", &out->ascent, &out->descent, &out->x_height, &n) != 3)
        return false;
    *s += n;
    return out->ascent > 0 && out->descent >= 0 && out->x_height > 0;
}

static void do_standard(struct roles_reader *r, char *s)
{
    char *right = split_at_equals(r, s);
    const char *p = s;
    struct font_standard f;

    if (!right)
        return;
    for (size_t i = 0; i < sizeof f.styles / sizeof *f.styles; i++)
        if (!read_heights(&p, &f.styles[i]))
            return roles_error(r, s);
    if (p[strspn(p, " ")] != '\0')
        return roles_error(r, s);
    f.names = read_families(r, right);
    *VEC_PUSH(r->arena, &r->out->standards) = f;
}

static void do_symbol(struct roles_reader *r, char *s)
{
    r->out->symbols = read_families(r, s);
}

static void do_chars(struct roles_reader *r, char *s)
{
    char *right = split_at_equals(r, s);
    struct font_families f;
    const char *p = s, *end;

    if (!right)
        return;
    f = read_families(r, right);
    end = s + strlen(s);
    while (p < end) {
        uint32_t cp = utf8_next(&p, end);
        if (cp == '>' && r->out->chars.n && p < end)
            r->out->chars.v[r->out->chars.n - 1].as = utf8_next(&p, end);
        else if (cp != ' ')
            *VEC_PUSH(r->arena, &r->out->chars) = (struct font_chars){.cp = cp, .families = f};
    }
}

static const struct {
    const char *word;
    bool in_role;
    void (*fn)(struct roles_reader *, char *);
} roles_words[] = {
    {"role", false, do_role},     {"names", true, do_names},       {"latin", true, do_latin},
    {"han", true, do_han},        {"then", true, do_then},         {"shared", false, do_shared},
    {"alias", false, do_alias},   {"default", false, do_default},  {"chars", false, do_chars},
    {"raise", false, do_raise},   {"symbol", false, do_symbol},    {"standard", false, do_standard},
};

static void read_line(struct roles_reader *r, char *line)
{
    char *s = trim(line), *rest = s + strcspn(s, " \t");

    if (*s == '\0' || *s == '#')
        return;
    if (*rest != '\0')
        *rest++ = '\0';
    rest = trim(rest);
    for (size_t i = 0; i < sizeof roles_words / sizeof roles_words[0]; i++) {
        if (strcmp(s, roles_words[i].word) != 0)
            continue;
        if (*rest == '\0' || (roles_words[i].in_role && !r->role))
            return roles_error(r, s);
        roles_words[i].fn(r, rest);
        return;
    }
    roles_error(r, s);
}

bool font_roles_read(struct arena *a, const char *path, struct font_roles *out, struct diag_list *d)
{
    struct roles_reader r = {.arena = a, .out = out, .path = path, .diag = d, .ok = true};
    struct buf b = {0};
    char *text, *next;

    if (!file_read(path, LIMIT_INPUT_BYTES, &b, d))
        return false;
    text = buf_keep(&b, a);
    for (; text; text = next) {
        next = strchr(text, '\n');
        if (next)
            *next++ = '\0';
        r.line++;
        read_line(&r, text);
    }
    return r.ok;
}

static int fold(const char **s)
{
    unsigned char c;

    while (**s == ' ')
        ++*s;
    c = (unsigned char)**s;
    if (c != '\0')
        ++*s;
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

bool font_name_equal(const char *a, const char *b)
{
    int ca, cb;

    do {
        ca = fold(&a);
        cb = fold(&b);
    } while (ca == cb && ca != '\0');
    return ca == cb;
}

const struct font_name *font_roles_find(const struct font_roles *r, const char *name)
{
    for (size_t i = 0; i < r->names.n; i++)
        if (font_name_equal(r->names.v[i].name, name))
            return &r->names.v[i];
    return NULL;
}

const struct font_heights *font_roles_heights(const struct font_roles *r, const char *name, bool bold, bool italic)
{
    for (size_t i = 0; i < r->standards.n; i++) {
        const struct font_standard *f = &r->standards.v[i];
        for (size_t k = 0; k < f->names.n; k++)
            if (font_name_equal(f->names.v[k].name, name))
                return &f->styles[(bold ? 1 : 0) + (italic ? 2 : 0)];
    }
    return NULL;
}

int font_family_weight(const struct font_family *f, int asked)
{
    int best = asked, distance = 1000;

    for (size_t i = 0; i < f->weight_count; i++) {
        int away = abs(f->weights[i].asked - asked);
        if (away < distance) {
            distance = away;
            best = f->weights[i].taken;
        }
    }
    return best;
}
