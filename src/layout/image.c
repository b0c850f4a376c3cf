/* image.c - finds pictures: files below the allowed folders, data: URIs; tells PNG from JPEG by their first bytes. */
#include "layout/image.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "layout/image_int.h"
#include "layout/image_scale.h"

enum { BUCKETS = 64 /* at first */, NAME_SHOWN = 60 /* of a data: URI in messages */ };

struct entry {
    struct entry *next;
    const char *src;
    bool good; /* false: it failed, and that was reported */
    struct diag_list *said; /* with what; NULL: nothing */
    size_t said_at;         /* index of it in the list it was last said in */
    struct image image;
    struct image whole; /* what image was before it was reduced; id 0: it was not */
    char *file_bytes; /* JPEG data, malloced */
};

struct image_set {
    struct arena *arena;
    char *base_dir;
    const char **roots;
    struct entry **buckets;
    size_t bucket_count, entries;
    unsigned count; /* pictures that were read */
    uint64_t decoded; /* bytes kept so far */
    struct papers *papers, *own_papers;
    bool undrawn; /* are taken */
};

struct image_set *image_set_new(const char *base_dir, const char *const *roots)
{
    struct image_set *s = xcalloc(1, sizeof *s);
    size_t n = 0;

    s->arena = arena_new();
    s->base_dir = arena_strdup(s->arena, base_dir);
    while (roots && roots[n])
        n++;
    s->roots = arena_array(s->arena, n + 1, sizeof *s->roots);
    for (size_t i = 0; i < n; i++)
        s->roots[i] = arena_strdup(s->arena, roots[i]);
    return s;
}

void image_set_papers(struct image_set *s, struct papers *papers)
{
    s->papers = papers;
}

void image_set_take_undrawn(struct image_set *s)
{
    s->undrawn = true;
}

static struct papers *papers_of(struct image_set *s)
{
    if (!s->papers)
        s->papers = s->own_papers = papers_new(s->base_dir);
    return s->papers;
}

static void free_reduced(struct entry *e)
{
    if (!e->whole.id)
        return;
    if (e->image.pixels != e->whole.pixels) {
        free((void *)(uintptr_t)e->image.pixels);
        free((void *)(uintptr_t)e->image.alpha);
    }
    e->whole.shown_w = e->image.shown_w;
    e->whole.shown_h = e->image.shown_h;
    e->image = e->whole;
    e->whole.id = 0;
}

static void free_entry(struct entry *e)
{
    free_reduced(e);
    if (e->file_bytes != (const char *)e->image.pixels)
        free((void *)(uintptr_t)e->image.pixels);
    free((void *)(uintptr_t)e->image.alpha);
    free(e->file_bytes);
    diag_list_free(e->said);
}

void image_set_free(struct image_set *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < s->bucket_count; i++)
        for (struct entry *e = s->buckets[i]; e; e = e->next)
            free_entry(e);
    free(s->buckets);
    papers_free(s->own_papers);
    arena_free(s->arena);
    free(s);
}

bool image_size_allowed(const struct image_source *s, uint64_t width, uint64_t height, unsigned bytes_per_pixel)
{
    struct buf size = {0}, most = {0};
    bool ok = width > 0 && height > 0 && width <= LIMIT_IMAGE_PIXELS && height <= LIMIT_IMAGE_PIXELS / width;

    if (ok && width * height * bytes_per_pixel > s->room) {
        diag(s->diag, IMAGE_TOTAL, s->loc, s->name);
        return false;
    }
    if (!ok) {
        buf_printf(&size, "%llux%llu", (unsigned long long)width, (unsigned long long)height);
        buf_printf(&most, "%u", LIMIT_IMAGE_PIXELS >> 20);
        diag(s->diag, IMAGE_TOO_LARGE, s->loc, s->name, size.data, most.data);
        buf_free(&size);
        buf_free(&most);
    }
    return ok;
}

/* n pixels at so many a metre: n / per_metre * 39.3700787 * 72000 mpt, an inch being 0.0254 m. */
static mpt natural(uint32_t n, uint64_t per_metre)
{
    uint64_t v = per_metre ? ((uint64_t)n * 720000000u / 254u + per_metre / 2) / per_metre : (uint64_t)n * MPT_PER_PT;

    return v > MPT_MAX ? MPT_MAX : (mpt)v;
}

void image_set_natural(struct image *im, uint64_t x_per_metre, uint64_t y_per_metre)
{
    im->natural_w = natural(im->width, x_per_metre);
    im->natural_h = natural(im->height, y_per_metre);
}

/* --- data: URIs (RFC 2397) --- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static void decode_percent(const char *s, struct buf *out)
{
    for (; *s; s++) {
        int high = *s == '%' ? hex_digit(s[1]) : -1, low = high >= 0 ? hex_digit(s[2]) : -1;
        if (low >= 0) {
            buf_putc(out, (char)(high << 4 | low));
            s += 2;
        } else {
            buf_putc(out, *s);
        }
    }
}

static int base64_digit(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *at = c ? strchr(digits, c) : NULL;

    return at ? (int)(at - digits) : -1;
}

/* White space and the padding are passed over; anything else ends it. */
static bool decode_base64(const char *s, struct buf *out)
{
    uint32_t bits = 0;
    int have = 0;

    for (; *s; s++) {
        int v = base64_digit(*s);
        if (*s == '=' || *s == ' ' || *s == '\n' || *s == '\r' || *s == '\t')
            continue;
        if (v < 0)
            return false;
        bits = bits << 6 | (uint32_t)v;
        have += 6;
        if (have >= 8) {
            have -= 8;
            buf_putc(out, (char)(bits >> have & 0xff));
        }
    }
    return true;
}

static bool read_data_uri(const char *src, const struct image_source *s, struct buf *out)
{
    const char *comma = strchr(src, ',');
    bool ok = comma != NULL;

    if (ok && comma - src >= 7 && memcmp(comma - 7, ";base64", 7) == 0) {
        struct buf plain = {0};
        decode_percent(comma + 1, &plain);
        ok = decode_base64(plain.data ? plain.data : "", out);
        buf_free(&plain);
    } else if (ok) {
        decode_percent(comma + 1, out);
    }
    if (!ok)
        diag(s->diag, IMAGE_DATA, s->loc, s->name);
    return ok;
}

/* --- files --- */

/* A plain file of bearable size: no device or pipe, which could go on for ever. */
static bool file_usable(const char *path, const struct image_source *s)
{
    struct stat st;
    struct buf most = {0};

    if (stat(path, &st) != 0 || !S_ISREG(st.st_mode)) {
        diag(s->diag, IMAGE_NO_FILE, s->loc, s->name);
        return false;
    }
    if (st.st_size <= (off_t)LIMIT_IMAGE_BYTES)
        return true;
    buf_printf(&most, "%u", LIMIT_IMAGE_BYTES >> 20);
    diag(s->diag, IMAGE_FILE_TOO_LARGE, s->loc, s->name, most.data);
    buf_free(&most);
    return false;
}

static bool read_file(const struct image_set *set, const char *src, const struct image_source *s, struct buf *out)
{
    struct buf name = {0};
    char *path;
    bool ok;

    if (strncmp(src, "file:", 5) == 0) {
        src += strncmp(src, "file://", 7) == 0 ? 7 : 5;
        decode_percent(src, &name);
    } else if (file_is_address(src)) {
        diag(s->diag, IMAGE_REMOTE, s->loc, s->name);
        return false;
    } else {
        buf_puts(&name, src);
    }
    path = file_confined(set->base_dir, name.data ? name.data : "", set->roots, s->loc, s->diag);
    buf_free(&name);
    ok = path && file_usable(path, s) && file_read(path, LIMIT_IMAGE_BYTES, out, s->diag);
    free(path);
    return ok;
}

/* --- both --- */

static bool decode(const struct image_set *set, const struct image_source *s, struct entry *e, struct buf *bytes)
{
    static const uint8_t png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, jpeg[] = {0xff, 0xd8, 0xff};
    bool owned = true, ok;

    if (s->n >= sizeof png && memcmp(s->bytes, png, sizeof png) == 0)
        return image_png_read(s, &e->image);
    if (s->n < sizeof jpeg || memcmp(s->bytes, jpeg, sizeof jpeg) != 0) {
        if (set->undrawn && image_svg_size(s, &e->image)) {
            diag(s->diag, IMAGE_SVG, s->loc, s->name);
            return true;
        }
        diag(s->diag, IMAGE_UNKNOWN, s->loc, s->name);
        return false;
    }
    ok = image_jpeg_read(s, &e->image, &owned);
    if (ok && !owned) {
        e->file_bytes = buf_steal(bytes);
        e->image.pixels = (const uint8_t *)e->file_bytes;
    }
    return ok;
}

static void load(struct image_set *set, struct entry *e, const struct loc *loc, struct diag_list *d)
{
    bool data = strncmp(e->src, "data:", 5) == 0;
    struct buf bytes = {0};
    struct image_source s = {.loc = loc, .diag = d, .room = LIMIT_IMAGE_TOTAL - set->decoded};

    s.name = data && strlen(e->src) > NAME_SHOWN ? arena_printf(set->arena, "%.*s...", NAME_SHOWN, e->src) : e->src;
    if (!*e->src) {
        diag(d, IMAGE_NO_SRC, loc, "src");
    } else if (image_is_paper(e->src)) {
        e->good = image_paper_read(papers_of(set), e->src, &s, &e->image);
    } else if (data ? read_data_uri(e->src, &s, &bytes) : read_file(set, e->src, &s, &bytes)) {
        s.bytes = (const uint8_t *)bytes.data;
        s.n = bytes.n;
        e->good = decode(set, &s, e, &bytes);
    }
    if (e->good) {
        e->image.id = ++set->count;
        e->image.name = s.name;
        set->decoded += e->image.size + (e->image.alpha ? (uint64_t)e->image.width * e->image.height : 0);
    }
    buf_free(&bytes);
}

size_t image_set_reduce(struct image_set *s, unsigned dpi)
{
    size_t n = 0;

    for (size_t i = 0; i < s->bucket_count; i++)
        for (struct entry *e = s->buckets[i]; e; e = e->next) {
            struct image less;
            free_reduced(e);
            if (!e->good || !image_reduced(&e->image, dpi, &less))
                continue;
            e->whole = e->image;
            e->image = less;
            n++;
        }
    return n;
}

static bool same_record(const struct diag_record *a, const struct diag_record *b)
{
    return a->id == b->id && a->loc.line == b->loc.line && a->args && b->args && a->args[0] && b->args[0] &&
           strcmp(a->args[0], b->args[0]) == 0;
}

/* What was wrong with a picture is said once in a list; again when the list was cut for another pass of layout. */
static void report(struct entry *e, struct diag_list *d, bool first)
{
    size_t n = diag_list_count(d);
    if (!e->said)
        return;
    if (!first && e->said_at < n && same_record(diag_list_at(d, e->said_at), diag_list_at(e->said, 0)))
        return;
    e->said_at = n;
    diag_list_append(d, e->said);
}

static struct entry **bucket_of(const struct image_set *s, const char *src)
{
    return &s->buckets[hash_name(src) % s->bucket_count];
}

static void grow(struct image_set *s)
{
    struct image_set old = *s;
    s->bucket_count = old.bucket_count ? 2 * old.bucket_count : BUCKETS;
    s->buckets = xcalloc(s->bucket_count, sizeof(struct entry *));
    for (size_t i = 0; i < old.bucket_count; i++)
        for (struct entry *e = old.buckets[i], *next; e; e = next) {
            struct entry **bucket = bucket_of(s, e->src);
            next = e->next;
            e->next = *bucket;
            *bucket = e;
        }
    free(old.buckets);
}

static struct entry *add(struct image_set *s, const char *src, const struct loc *loc)
{
    if (s->entries == s->bucket_count)
        grow(s);
    struct entry **bucket = bucket_of(s, src), *e = arena_alloc(s->arena, sizeof *e);
    e->src = arena_strdup(s->arena, src);
    e->next = *bucket;
    *bucket = e;
    s->entries++;
    struct diag_list *said = diag_list_new();
    load(s, e, loc, said);
    if (diag_list_count(said))
        e->said = said;
    else
        diag_list_free(said);
    return e;
}

struct image *image_find(struct image_set *set, const char *src, const struct loc *loc, struct diag_list *d)
{
    struct entry *e = set->entries ? *bucket_of(set, src) : NULL;
    while (e && strcmp(e->src, src) != 0)
        e = e->next;
    bool first = !e;
    if (first)
        e = add(set, src, loc);
    report(e, d, first);
    return e->good ? &e->image : NULL;
}
