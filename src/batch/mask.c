#include "batch/mask.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "xslt/idno.h"

#define GROUPS 6       /* of one number: +86 138 0013 8000 has four */
#define DIGITS 20      /* more are no number of this kind */
#define LOOK_BEHIND 12 /* characters before a number in which a word may say what it is */
#define IDENTITY_LEAST 5
#define TELEPHONE_LEAST 7

struct place {
    unsigned char c; /* the character without its width; '-' for what may part a number; 0 for all others */
    bool hide, broken;
    uint32_t from, length; /* of its bytes */
};

struct text {
    const char *s;
    struct place *v;
    size_t n;
};

/* Digits with single separators between them. */
struct number {
    char digits[DIGITS + 1];
    size_t at[DIGITS]; /* their places */
    size_t n;
    size_t size[GROUPS], groups;
    size_t end; /* place behind */
};

/* --- characters --- */

static unsigned char plain(uint32_t cp)
{
    if (cp > 0xFF00 && cp < 0xFF5F)
        cp -= 0xFEE0;
    if (cp == ' ' || cp == 0xA0 || cp == 0x3000 || (cp >= 0x2010 && cp <= 0x2014) || cp == ')')
        return '-';
    return cp < 0x7F ? (unsigned char)cp : 0;
}

/* No XML and no page has these. */
static bool is_control(uint32_t cp)
{
    return (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\r') || cp == 0xFFFE || cp == 0xFFFF;
}

static struct text split(const char *s)
{
    size_t bytes = strlen(s);
    struct text t = {.s = s, .v = xcalloc(bytes + 1, sizeof *t.v)};
    for (const char *at = s, *end = s + bytes; at < end; t.n++) {
        const char *from = at;
        uint32_t cp = utf8_next(&at, end);
        t.v[t.n] = (struct place){.c = plain(cp), .from = (uint32_t)(from - s), .length = (uint32_t)(at - from), .broken = (cp == 0xFFFD && at - from == 1) || is_control(cp)};
    }
    return t;
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(unsigned char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static unsigned char at(const struct text *t, size_t i)
{
    return i < t->n ? t->v[i].c : 0;
}

/* --- what the words say --- */

static bool has_any(const char *s, const char *const *words)
{
    for (; *words; words++)
        if (strcasestr(s, *words))
            return true;
    return false;
}

enum mask_kind mask_kind_of(const char *field)
{
    static const char *const identity[] = {"idNo", "身份证", "证件号", "护照", "passport", "通行证", NULL};
    static const char *const telephone[] = {"phone", "mobile", "telephone", "fax", "电话", "手机", "传真", "联系方式", NULL};
    const char *slash = field ? strrchr(field, '/') : NULL;
    const char *last = slash ? slash + 1 : field;
    if (!last)
        return MASK_TEXT;
    return has_any(last, identity) ? MASK_IDENTITY : has_any(last, telephone) ? MASK_TELEPHONE : MASK_TEXT;
}

/* 证件号码E12345678, 手机：138...: the words shortly before, within the sentence. */
static enum mask_kind kind_before(const struct text *t, size_t i)
{
    static const char *const ends[] = {"。", "；", "\n", NULL};
    size_t first = i > LOOK_BEHIND ? i - LOOK_BEHIND : 0;
    const char *from = t->s + t->v[first].from;
    char *words = strndup(from, t->v[i].from - t->v[first].from);
    if (!words)
        base_die_oom();
    const char *start = words;
    for (const char *const *e = ends; *e; e++)
        for (const char *hit; (hit = strstr(start, *e));)
            start = hit + strlen(*e);
    enum mask_kind kind = mask_kind_of(start);
    free(words);
    return kind;
}

/* --- numbers --- */

/* The number from place i on, as far as its groups go; n is 0 when there is none. */
static struct number read_number(const struct text *t, size_t i)
{
    struct number r = {.end = i};
    while (r.groups < GROUPS) {
        size_t begin = i, before = r.n;
        for (; is_digit(at(t, i)) && r.n < DIGITS; i++) {
            r.at[r.n] = i;
            r.digits[r.n++] = (char)at(t, i);
        }
        bool last = (at(t, i) == 'X' || at(t, i) == 'x') && r.n == 17 && !is_letter(at(t, i + 1)) && !is_digit(at(t, i + 1));
        if (last) {
            r.at[r.n] = i++;
            r.digits[r.n++] = 'X';
        }
        if (i == begin || is_digit(at(t, i)) || is_letter(at(t, i)) || (at(t, i) == '.' && is_digit(at(t, i + 1)))) {
            r.n = before; /* part of something longer */
            break;
        }
        r.size[r.groups++] = i - begin;
        r.end = i;
        if (last || at(t, i) != '-' || !is_digit(at(t, i + 1)))
            break;
        i++;
    }
    r.digits[r.n] = '\0';
    return r;
}

/* The number without its last group. */
static void shorten(struct number *r)
{
    r->n -= r->size[--r->groups];
    r->digits[r->n] = '\0';
    r->end = r->n ? r->at[r->n - 1] + 1 : r->end;
}

static int two(const char *s)
{
    return (s[0] - '0') * 10 + s[1] - '0';
}

static bool is_birth(const char *month)
{
    return two(month) >= 1 && two(month) <= 12 && two(month + 2) >= 1 && two(month + 2) <= 31;
}

/* GB 11643-1999: region (GB/T 2260: 11 to 65, 71, 81 to 83, and 91 for residents from abroad), date of birth, order, check
 * character. Of 15 digits before 1999: the year has two, the check character is missing. */
static bool is_identity(const struct number *r)
{
    const char *d = r->digits;
    if (r->n != 18 && r->n != 15)
        return false;
    int region = two(d);
    if (!((region >= 11 && region <= 65) || region == 71 || (region >= 81 && region <= 83) || region == 91))
        return false;
    if (r->n == 15)
        return is_birth(d + 8);
    int century = two(d + 6);
    return century >= 18 && century <= 20 && is_birth(d + 10) && (idno_id_valid(d) || !idno_uscc_valid(d));
}

static bool sizes_are(const struct number *r, size_t from, const char *sizes)
{
    size_t n = strlen(sizes);
    if (r->groups != from + n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (r->size[from + i] != (size_t)(sizes[i] - '0'))
            return false;
    return true;
}

static bool is_mobile(const struct number *r)
{
    const char *d = r->digits;
    d += strncmp(d, "0086", 4) == 0 ? 4 : strncmp(d, "86", 2) == 0 ? 2 : 0;
    size_t prefix = (size_t)(d - r->digits), from = prefix && r->size[0] == prefix;
    if (r->n - prefix != 11 || d[0] != '1' || d[1] < '3')
        return false;
    return r->groups == from + 1 || sizes_are(r, from, "344") || sizes_are(r, from, "38") || sizes_are(r, from, "74") ||
           sizes_are(r, from, "443");
}

/* 0531-88881234, 010-8232 1234, (0531)88881234, 053188881234. */
static bool is_landline(const struct number *r)
{
    if (r->digits[0] != '0' || r->digits[1] < '1')
        return false;
    if (r->groups == 1)
        return r->n >= 10 && r->n <= 12;
    size_t area = r->size[0], number = r->size[1] + (r->groups > 2 && r->size[1] < 5 ? r->size[2] : 0);
    return area >= 3 && area <= 4 && (number == 7 || number == 8);
}

/* --- hiding --- */

static void hide(struct text *t, const struct number *r, size_t first, size_t last)
{
    for (size_t i = first; i + last < r->n; i++)
        t->v[r->at[i]].hide = true;
}

static void hide_telephone(struct text *t, const struct number *r)
{
    if (r->n >= 10)
        hide(t, r, 3, 4);
    else
        hide(t, r, 2, 2);
}

static bool is_telephone(const struct number *r, bool international, enum mask_kind kind)
{
    if (r->n >= TELEPHONE_LEAST && (international || kind == MASK_TELEPHONE))
        return true;
    return is_mobile(r) || is_landline(r);
}

/* Hides the longest number that begins at place i and is one; the place behind, or i. */
static size_t hide_number(struct text *t, size_t i, enum mask_kind kind)
{
    bool international = i > 0 && t->v[i - 1].c == '+';
    for (struct number r = read_number(t, i); r.groups; shorten(&r)) {
        bool identity = is_identity(&r);
        if (identity)
            hide(t, &r, 3, r.n == 18 ? 4 : 3);
        else if (is_telephone(&r, international, kind))
            hide_telephone(t, &r);
        else
            continue;
        return r.end;
    }
    return i;
}

/* A number of a passport or whatever else names a person: letters and digits in one. */
static void hide_token(struct text *t, size_t from, size_t to)
{
    size_t digits = 0, n = to - from;
    for (size_t i = from; i < to; i++)
        digits += is_digit(t->v[i].c);
    size_t first = n >= 15 ? 3 : 1, last = n >= 15 ? 4 : 2;
    for (size_t i = from + first; digits >= IDENTITY_LEAST && i + last < to; i++)
        t->v[i].hide = true;
}

static void find(struct text *t, enum mask_kind field)
{
    for (size_t i = 0; i < t->n;) {
        size_t to = i, digits = 0;
        for (; is_digit(at(t, to)) || is_letter(at(t, to)); to++)
            digits += is_digit(at(t, to));
        bool fraction = i > 1 && t->v[i - 1].c == '.' && is_digit(t->v[i - 2].c);
        if (to == i) {
            i++;
            continue;
        }
        /* what the words before say costs more than all the rest */
        bool enough = digits >= IDENTITY_LEAST || (digits && !fraction && read_number(t, i).n >= TELEPHONE_LEAST);
        enum mask_kind kind = field == MASK_TEXT && enough ? kind_before(t, i) : field;
        size_t behind = fraction || !enough ? i : hide_number(t, i, kind);
        if (behind == i && kind == MASK_IDENTITY)
            hide_token(t, i, to);
        i = behind > i ? behind : to;
    }
}

/* What a byte of ASCII is to a number that may be hidden. */
enum { PARTS, DIGIT, WITHIN /* a letter, or what may part it */, CONTROL };

static unsigned char ascii_kind(unsigned char c)
{
    return is_control(c) ? CONTROL : is_digit(c) ? DIGIT : is_letter(c) || plain(c) == '-' ? WITHIN : PARTS;
}

static const unsigned char *ascii_kinds(void)
{
    static unsigned char kinds[0x80];
    static bool known;
    for (unsigned char c = 0; !known && c < sizeof kinds; c++)
        kinds[c] = ascii_kind(c);
    known = true;
    return kinds;
}

static unsigned char kind_of(const char **c, const char *end, const unsigned char *kinds)
{
    const char *from = *c;
    if ((unsigned char)*from < 0x80)
        return kinds[(unsigned char)*(*c)++];
    if (utf8_is_common_han(from, end)) { /* nothing of a number */
        *c += 3;
        return PARTS;
    }
    uint32_t cp = utf8_next(c, end);
    unsigned char p = plain(cp);
    bool bad = (cp == 0xFFFD && *c - from == 1) || is_control(cp);
    return bad ? CONTROL : is_digit(p) ? DIGIT : is_letter(p) || p == '-' ? WITHIN : PARTS;
}

/* Nearly all texts have nothing to hide: no five digits with at most letters and what may part a number between them. */
static bool is_harmless(const char *s)
{
    const unsigned char *kinds = ascii_kinds();
    size_t digits = 0;
    for (const char *c = s, *end = s + strlen(s); c < end;) {
        unsigned char kind = kind_of(&c, end, kinds);
        digits = kind == PARTS ? 0 : digits + (kind == DIGIT);
        if (kind == CONTROL || digits >= IDENTITY_LEAST)
            return false;
    }
    return true;
}

/* Places [from, to) as they are shown. */
static void put_places(struct buf *out, const struct text *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (t->v[i].hide)
            buf_putc(out, '*');
        else if (t->v[i].broken)
            buf_puts(out, "\xEF\xBF\xBD");
        else
            buf_add(out, t->s + t->v[i].from, t->v[i].length);
    }
}

void mask_add(struct buf *out, const char *s, enum mask_kind kind)
{
    if (is_harmless(s)) {
        buf_puts(out, s);
        return;
    }
    struct text t = split(s);
    find(&t, kind);
    put_places(out, &t, 0, t.n);
    free(t.v);
}

void mask_pieces(const char *const *pieces, size_t n, enum mask_kind kind, char **out)
{
    struct buf whole = {0};
    for (size_t i = 0; i < n; i++) {
        buf_puts(&whole, pieces[i]);
        out[i] = NULL;
    }
    if (whole.n && !is_harmless(whole.data)) {
        struct text t = split(whole.data);
        find(&t, kind);
        for (size_t i = 0, place = 0, end = 0; i < n; i++) {
            struct buf b = {0};
            size_t from = place;
            bool any = false;
            end += strlen(pieces[i]);
            for (; place < t.n && t.v[place].from < end; place++)
                any = any || t.v[place].hide || t.v[place].broken;
            buf_puts(&b, "");
            put_places(&b, &t, from, place);
            if (any)
                out[i] = buf_steal(&b);
            buf_free(&b);
        }
        free(t.v);
    }
    buf_free(&whole);
}

char *mask_new(const char *s, enum mask_kind kind)
{
    struct buf b = {0};
    buf_puts(&b, "");
    mask_add(&b, s, kind);
    return buf_steal(&b);
}

const char *mask_in(struct arena *a, const char *s, enum mask_kind kind)
{
    if (!s)
        return NULL;
    struct buf b = {0};
    mask_add(&b, s, kind);
    const char *copy = arena_strndup(a, b.n ? b.data : "", b.n);
    buf_free(&b);
    return copy;
}

struct diag_record mask_finding(struct arena *a, const struct diag_record *r, const struct i18n *lang)
{
    struct diag_record out = *r;
    struct buf text = {0};
    enum mask_kind kind = mask_kind_of(r->path);
    diag_text(&text, r, lang);
    out.text = mask_in(a, text.n ? text.data : "", kind != MASK_TEXT ? kind : mask_kind_of(r->place));
    out.place = mask_in(a, r->place, MASK_TEXT);
    out.loc.file = mask_in(a, r->loc.file, MASK_TEXT);
    out.loc.via_file = mask_in(a, r->loc.via_file, MASK_TEXT);
    out.args = NULL;
    buf_free(&text);
    return out;
}
