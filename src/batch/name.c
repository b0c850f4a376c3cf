#include "batch/name_int.h"

#include <ctype.h>
#include <libxml/hash.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/utf8.h"

#define ELLIPSIS "…"

/* --- the mapping --- */

/* UTF-16, malloced, for ICU. */
static UChar *utf16(const char *s, size_t n, int32_t *len)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar *u = xcalloc(n + 1, sizeof *u);
    u_strFromUTF8WithSub(u, (int32_t)n + 1, len, s, (int32_t)n, 0xFFFD, NULL, &e);
    return u;
}

/* NFC (UAX #15), so that names typed on macOS and on Windows are the same bytes; malloced. */
static char *composed(const char *s)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n, made, bytes;
    UChar *u = utf16(s, strlen(s), &n);
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&e);
    made = unorm2_normalize(nfc, u, n, NULL, 0, &e);
    e = U_ZERO_ERROR;
    UChar *v = xcalloc((size_t)made + 1, sizeof *v);
    unorm2_normalize(nfc, u, n, v, made + 1, &e);
    char *out = xmalloc((size_t)made * 3 + 1);
    u_strToUTF8(out, made * 3 + 1, &bytes, v, made, &e);
    free(u);
    free(v);
    return out;
}

static bool is_blank(uint32_t c)
{
    return u_isUWhiteSpace((UChar32)c) || (c < 0x20 && isspace((int)c));
}

/* What nobody sees. Joiners stay where scripts need them between letters (U+200C, U+200D). */
static bool is_unseen(uint32_t c)
{
    int8_t kind = u_charType((UChar32)c);
    if (c == 0x200C || c == 0x200D)
        return false;
    return kind == U_CONTROL_CHAR || kind == U_FORMAT_CHAR || c == 0xFEFF;
}

uint32_t name_mapped(uint32_t c)
{
    return c < 0x80 && c > ' ' && strchr("/\\:*?\"<>|", (int)c) ? c - '!' + 0xFF01 : c;
}

void name_map(struct buf *out, const char *value)
{
    char *nfc = composed(value);
    bool blank = false, any = false;
    for (const char *s = nfc, *end = nfc + strlen(nfc); s < end;) {
        uint32_t c = utf8_next(&s, end);
        if (is_blank(c)) {
            blank = any;
        } else if (!is_unseen(c)) {
            if (blank)
                buf_putc(out, ' ');
            buf_utf8(out, name_mapped(c));
            blank = false;
            any = true;
        }
    }
    buf_add(out, "", 0);
    free(nfc);
}

bool name_same(const char *a, const char *b)
{
    struct buf x = {0}, y = {0};
    name_map(&x, a);
    name_map(&y, b);
    bool same = x.n == y.n && (!x.n || !memcmp(x.data, y.data, x.n));
    buf_free(&x);
    buf_free(&y);
    return same;
}

bool name_shortened(const char *name, const char *full)
{
    struct buf x = {0}, y = {0};
    name_map(&x, name);
    name_map(&y, full);
    size_t tail = strlen(ELLIPSIS);
    bool is = x.n > tail && !memcmp(x.data + x.n - tail, ELLIPSIS, tail) && x.n - tail < y.n && !memcmp(x.data, y.data, x.n - tail);
    buf_free(&x);
    buf_free(&y);
    return is;
}

char *name_key(const char *path)
{
    struct buf b = {0};
    char *nfc = composed(path);
    for (const char *s = nfc, *end = nfc + strlen(nfc); s < end;)
        buf_utf8(&b, (uint32_t)u_foldCase((UChar32)utf8_next(&s, end), U_FOLD_CASE_DEFAULT));
    free(nfc);
    return buf_steal(&b);
}

/* --- a part of a path --- */

bool name_is_device(const char *s, size_t n)
{
    static const char *const plain[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"};
    static const char *const digits[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"};
    while (n && s[n - 1] == ' ')
        n--;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
        if (strlen(plain[i]) == n && !strncasecmp(s, plain[i], n))
            return true;
    if (n < 4 || (strncasecmp(s, "COM", 3) && strncasecmp(s, "LPT", 3)))
        return false;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (strlen(digits[i]) == n - 3 && !memcmp(s + 3, digits[i], n - 3))
            return true;
    return false;
}

/* A mapped text as a part of its own: no blanks and dots at its ends, no device. */
static void put_part(struct buf *out, const char *s)
{
    size_t n = strlen(s), stem;
    while (n && *s == ' ')
        s++, n--;
    while (n && s[n - 1] == ' ')
        n--;
    stem = strcspn(s, ".") < n ? strcspn(s, ".") : n;
    if (!n)
        buf_putc(out, '_');
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '.' && (i == 0 || i == n - 1))
            buf_puts(out, "．");
        else
            buf_putc(out, s[i]);
        if (i + 1 == stem && name_is_device(s, stem))
            buf_putc(out, '_');
    }
}

/* How many bytes of s, at most `most`, end where a character as people see it ends (UAX #29). */
static size_t whole_characters(const char *s, size_t most)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t n, end = 0;
    size_t bytes = 0;
    UChar *u = utf16(s, strlen(s), &n);
    UBreakIterator *it = ubrk_open(UBRK_CHARACTER, "", u, n, &e);
    for (int32_t next; it && (next = ubrk_next(it)) != UBRK_DONE; end = next) {
        int32_t more = 0;
        UErrorCode full = U_ZERO_ERROR; /* nothing is written, only counted */
        u_strToUTF8(NULL, 0, &more, u + end, next - end, &full);
        if (bytes + (size_t)more > most)
            break;
        bytes += (size_t)more;
    }
    ubrk_close(it);
    free(u);
    return bytes;
}

/* Shortens a text to at most `most` bytes with … behind (to … alone where nothing fits). */
static void shorten(struct buf *b, size_t most)
{
    size_t tail = strlen(ELLIPSIS), keep = most > tail ? whole_characters(b->data, most - tail) : 0;
    while (keep && b->data[keep - 1] == ' ')
        keep--;
    b->n = keep;
    buf_puts(b, ELLIPSIS);
}

void name_part(struct buf *out, const char *part)
{
    struct buf b = {0}, whole = {0};
    name_map(&b, part);
    put_part(&whole, b.data);
    if (whole.n > LIMIT_NAME_BYTES)
        shorten(&whole, LIMIT_NAME_BYTES);
    buf_add(out, whole.data, whole.n);
    buf_free(&whole);
    buf_free(&b);
}

/* --- patterns --- */

#define PIECES 32

/* Text of the pattern, or the value of a placeholder. */
struct piece {
    struct buf text;
    bool value, title;
};

struct names {
    struct arena *arena;
    xmlHashTablePtr taken; /* by name_key() */
};

/* The part of a pattern up to the next /, in pieces; what is more than PIECES is one piece of text. */
static size_t read_pieces(struct piece *v, const char **pattern, name_field_fn *field, void *arg)
{
    size_t count = 0;
    const char *s = *pattern;
    while (*s && *s != '/' && count < PIECES) {
        struct piece *p = &v[count++];
        size_t n = strcspn(s, count == PIECES ? "/" : "{/"), close = strcspn(s, "}");
        *p = (struct piece){.value = n == 0 && *s == '{' && s[close]};
        if (p->value) {
            char *name = xmalloc(close);
            memcpy(name, s + 1, close - 1);
            name[close - 1] = 0;
            const char *value = field(arg, name);
            p->title = strcmp(name, "title") == 0;
            name_map(&p->text, value ? value : "");
            free(name);
            s += close + 1;
        } else {
            n = n ? n : 1;
            buf_add(&p->text, s, n);
            s += n;
        }
    }
    *pattern = *s == '/' ? s + 1 : s;
    return count;
}

/* Puts the mark of a copy before the extension, which is the pattern's own; a name without one gets it at its end. */
static void put_copy(struct piece *v, size_t count, unsigned copy)
{
    struct buf b = {0};
    struct piece *last = count && !v[count - 1].value ? &v[count - 1] : NULL;
    char *dot = last ? strrchr(last->text.data, '.') : NULL;
    size_t before = dot ? (size_t)(dot - last->text.data) : 0;
    if (last)
        buf_add(&b, last->text.data, dot ? before : last->text.n);
    buf_printf(&b, "(%u)", copy);
    if (dot)
        buf_puts(&b, dot);
    if (last) {
        buf_free(&last->text);
        last->text = b;
    } else if (count < PIECES + 1) {
        v[count].text = b;
    }
}

static size_t total(const struct piece *v, size_t count)
{
    size_t n = 0;
    for (size_t i = 0; i < count; i++)
        n += v[i].text.n;
    return n;
}

/* The title as long as it has something to give, then the longest other value. */
static struct piece *to_shorten(struct piece *v, size_t count)
{
    struct piece *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (v[i].value && v[i].text.n > strlen(ELLIPSIS) &&
            (!best || (v[i].title && !best->title) || (v[i].title == best->title && v[i].text.n > best->text.n)))
            best = &v[i];
    return best;
}

/* Shortens values until all together have at most `most` bytes. */
static void fit(struct piece *v, size_t count, size_t most)
{
    for (struct piece *p; total(v, count) > most && (p = to_shorten(v, count));) {
        size_t excess = total(v, count) - most;
        shorten(&p->text, p->text.n > excess ? p->text.n - excess : 0);
    }
}

static char *together(const struct piece *v, size_t count)
{
    struct buf b = {0};
    for (size_t i = 0; i < count; i++)
        buf_add(&b, v[i].text.data, v[i].text.n);
    buf_add(&b, "", 0);
    return buf_steal(&b);
}

/* Appends one part; what it needs to be safe may make it longer, so that more has to go. */
static bool put_pieces(struct buf *out, struct buf *full, struct piece *v, size_t count)
{
    char *text = together(v, count);
    struct buf whole = {0}, part = {0};
    put_part(&whole, text);
    buf_add(&part, whole.data, whole.n);
    for (size_t most = LIMIT_NAME_BYTES, round = 0; part.n > LIMIT_NAME_BYTES && round < 2; round++) {
        fit(v, count, most);
        free(text);
        text = together(v, count);
        part.n = 0;
        put_part(&part, text);
        most -= part.n > LIMIT_NAME_BYTES ? part.n - LIMIT_NAME_BYTES : 0;
    }
    if (part.n > LIMIT_NAME_BYTES)
        shorten(&part, LIMIT_NAME_BYTES);
    bool shortened = part.n != whole.n || memcmp(part.data, whole.data, part.n);
    buf_add(full, whole.data, whole.n);
    buf_add(out, part.data, part.n);
    buf_free(&whole);
    buf_free(&part);
    free(text);
    return shortened;
}

/* One pattern, its parts joined by /; full gets the same before anything is shortened. */
static bool expand(struct buf *out, struct buf *full, const char *pattern, unsigned copy, name_field_fn *field, void *arg)
{
    bool shortened = false;
    while (*pattern) {
        struct piece v[PIECES + 1] = {0};
        size_t count = read_pieces(v, &pattern, field, arg);
        if (!*pattern && copy > 1) {
            put_copy(v, count, copy);
            count += v[count].text.n > 0;
        }
        if (out->n) {
            buf_putc(out, '/');
            buf_putc(full, '/');
        }
        shortened = put_pieces(out, full, v, count) || shortened;
        for (size_t i = 0; i < count; i++)
            buf_free(&v[i].text);
    }
    return shortened;
}

/* --- the names of a run --- */

struct names *names_new(void)
{
    struct names *n = xcalloc(1, sizeof *n);
    n->arena = arena_new();
    n->taken = xmlHashCreate(0);
    if (!n->taken)
        base_die_oom();
    return n;
}

void names_free(struct names *n)
{
    if (!n)
        return;
    xmlHashFree(n->taken, NULL);
    arena_free(n->arena);
    free(n);
}

/* How often a path was asked for. */
struct wanted {
    unsigned copies;
};

/* The entry of a path; NULL when nobody has it. */
static struct wanted *wanted(struct names *n, const char *path)
{
    char *key = name_key(path);
    struct wanted *w = xmlHashLookup(n->taken, (const xmlChar *)key);
    free(key);
    return w;
}

static void take(struct names *n, const char *path)
{
    char *key = name_key(path);
    struct wanted *w = arena_alloc(n->arena, sizeof *w);
    w->copies = 1;
    if (xmlHashAddEntry(n->taken, (const xmlChar *)key, w) != 0)
        base_die_oom();
    free(key);
}

static struct name_made make_copy(struct names *n, const char *folder, const char *name, unsigned copy, name_field_fn *field, void *arg)
{
    struct buf out = {0}, full = {0};
    bool shortened = expand(&out, &full, folder ? folder : "", 1, field, arg);
    shortened = expand(&out, &full, name, copy, field, arg) || shortened;
    struct name_made made = {.path = arena_strndup(n->arena, out.data ? out.data : "", out.n), .copy = copy};
    if (shortened)
        made.full = arena_strndup(n->arena, full.data, full.n);
    buf_free(&out);
    buf_free(&full);
    return made;
}

void name_expand(struct buf *out, const char *pattern, name_field_fn *field, void *arg)
{
    struct buf full = {0};
    expand(out, &full, pattern, 1, field, arg);
    buf_free(&full);
}

struct name_made names_make(struct names *n, const char *folder, const char *name, name_field_fn *field, void *arg)
{
    struct name_made made = make_copy(n, folder, name, 1, field, arg);
    struct wanted *first = wanted(n, made.path);
    while (first && wanted(n, made.path))
        made = make_copy(n, folder, name, ++first->copies, field, arg);
    take(n, made.path);
    return made;
}
