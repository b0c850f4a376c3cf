/* paper.c - finds papers below the proposal's folder, tells their kinds by their first bytes, and reads pictures as far as
 * to know that they are whole. PDFs are looked at in paper_bomb.c, then in paper_pdf.c. */
#include "paper/paper.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "paper/paper_int.h"

enum { HEAD = 1024 /* ISO 32000-1, annex H.3.4.1: a PDF's header may stand anywhere in them */ };

struct kept {
    struct paper paper;
    bool looked; /* inside; else only its place is known */
    const char *digest; /* NULL: nobody has asked for it */
};

struct papers {
    struct arena *arena;
    const char *folder;
    VEC(struct kept *) all;
    size_t open; /* bytes of those that stay open */
    bool (*attach)(const void *arg, const struct paper *); /* NULL: none is attached */
    const void *arg;
};

struct papers *papers_new(const char *folder)
{
    struct arena *a = arena_new();
    struct papers *p = arena_alloc(a, sizeof *p);

    *p = (struct papers){.arena = a, .folder = arena_strdup(a, folder)};
    return p;
}

void papers_free(struct papers *p)
{
    for (size_t i = 0; p && i < p->all.n; i++)
        if (p->all.v[i]->paper.open)
            paper_open_end(p->all.v[i]->paper.open);
    if (p)
        arena_free(p->arena);
}

void papers_attach(struct papers *p, bool (*which)(const void *arg, const struct paper *), const void *arg)
{
    p->attach = which;
    p->arg = arg;
}

const char *paper_state_name(enum paper_state s)
{
    static const char *const names[] = {
        [PAPER_OK] = "ok", [PAPER_MISSING] = "missing", [PAPER_OUTSIDE] = "outside", [PAPER_EMPTY] = "empty",
        [PAPER_TOO_LARGE] = "too-large", [PAPER_TYPE] = "type", [PAPER_ENCRYPTED] = "encrypted",
        [PAPER_DAMAGED] = "damaged", [PAPER_FIELDS] = "fields",
    };
    return names[s];
}

const char *paper_state_trouble(enum paper_state s)
{
    static const char *const texts[] = {
        [PAPER_MISSING] = N_("is not there; copy the file beside the proposal or mend the name"),
        [PAPER_OUTSIDE] = N_("lies outside the proposal's folder; copy the file beside the proposal"),
        [PAPER_EMPTY] = N_("is empty; scan or export it again"),
        [PAPER_TOO_LARGE] = N_("is too large; scan it at a lower resolution or divide it"),
        [PAPER_TYPE] = N_("is not a PDF; save it as PDF"),
        [PAPER_ENCRYPTED] = N_("is encrypted; save it without a password"),
        [PAPER_DAMAGED] = N_("is damaged; scan or export it again"),
        [PAPER_FIELDS] = N_("is an interactive form whose entries cannot be printed; print it to a PDF"),
    };
    return texts[s];
}

/* --- where --- */

/* The file's place, or why there is none. */
static enum paper_state resolve(struct papers *all, struct paper *p)
{
    const char *const roots[] = {all->folder, NULL};
    struct diag_list *said;
    char *path;
    bool outside;

    if (file_is_address(p->name) || file_is_windows(p->name))
        return PAPER_OUTSIDE;
    said = diag_list_new();
    path = file_confined(all->folder, p->name, roots, NULL, said);
    outside = diag_list_count(said) && diag_list_at(said, 0)->id == DIAG_FILE_OUTSIDE;
    diag_list_free(said);
    if (!path)
        return outside ? PAPER_OUTSIDE : PAPER_MISSING;
    p->path = arena_strdup(all->arena, path);
    free(path);
    return PAPER_OK;
}

/* A plain file of bearable size: a pipe or device could go on for ever. */
static enum paper_state measure(struct paper *p)
{
    struct stat st;

    if (stat(p->path, &st) != 0 || !S_ISREG(st.st_mode))
        return PAPER_MISSING;
    p->bytes = (size_t)st.st_size;
    return !p->bytes ? PAPER_EMPTY : p->bytes > LIMIT_PAPER_BYTES ? PAPER_TOO_LARGE : PAPER_OK;
}

/* --- pictures --- */

static uint32_t big32(const uint8_t *b)
{
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static unsigned big16(const uint8_t *b)
{
    return (unsigned)b[0] << 8 | b[1];
}

static bool set_picture(struct paper *p, struct arena *a, uint32_t width, uint32_t height)
{
    struct paper_size *size = arena_alloc(a, sizeof *size);

    if (!width || !height || width > MPT_MAX / MPT_PER_PT || height > MPT_MAX / MPT_PER_PT)
        return false;
    *size = (struct paper_size){(mpt)width * MPT_PER_PT, (mpt)height * MPT_PER_PT};
    p->sizes = size;
    p->pages = 1;
    return true;
}

/* A PNG is whole when its chunks follow each other up to IEND (PNG 1.2, 3 and 4.1.4). */
static bool png_look(struct paper *p, struct arena *a, const uint8_t *b, size_t n)
{
    size_t at = 8;

    if (n < 33 || memcmp(b + 12, "IHDR", 4) != 0 || !set_picture(p, a, big32(b + 16), big32(b + 20)))
        return false;
    while (n - at >= 12) {
        size_t length = big32(b + at);
        if (length > n - at - 12)
            return false;
        if (memcmp(b + at + 4, "IEND", 4) == 0)
            return true;
        at += length + 12;
    }
    return false;
}

static bool is_frame(uint8_t marker) /* SOF0 to SOF15 without DHT, JPG and DAC */
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* The picture's data go on to an EOI; what cameras write behind it does not matter. */
static bool ends_with_eoi(const uint8_t *b, size_t n)
{
    for (size_t at = n; at-- > 1;)
        if (b[at - 1] == 0xff && b[at] == 0xd9)
            return true;
    return false;
}

/* A JPEG is whole when its segments lead to a frame and a scan, and the end is marked (ITU-T T.81, annex B). */
static bool jpeg_look(struct paper *p, struct arena *a, const uint8_t *b, size_t n)
{
    size_t at = 2;
    bool frame = false;

    while (n - at >= 4) {
        size_t length = big16(b + at + 2);
        if (b[at] != 0xff || length < 2 || length > n - at - 2)
            return false;
        if (b[at + 1] == 0xda)
            return frame && ends_with_eoi(b + at + length, n - at - length);
        if (is_frame(b[at + 1]))
            frame = length >= 8 && set_picture(p, a, big16(b + at + 7), big16(b + at + 5));
        at += length + 2;
    }
    return false;
}

static void look_at_bytes(struct paper *p, struct arena *a, const void *bytes, size_t n, struct paper_open *keep)
{
    if (p->kind != PAPER_PDF)
        p->state = (p->kind == PAPER_PNG ? png_look : jpeg_look)(p, a, bytes, n) ? PAPER_OK : PAPER_DAMAGED;
    else if (paper_is_bomb(bytes, n))
        p->state = PAPER_TOO_LARGE;
    else
        paper_pdf_look(p, a, bytes, n, keep);
}

static void look_inside(struct papers *all, struct paper *p)
{
    struct diag_list *said = diag_list_new();
    struct paper_open o = {0};

    p->state = PAPER_DAMAGED;
    if (file_read(p->path, LIMIT_PAPER_BYTES, &o.bytes, said))
        look_at_bytes(p, all->arena, o.bytes.data, o.bytes.n, o.bytes.n <= LIMIT_PAPERS_OPEN - all->open ? &o : NULL);
    if (o.pdf) {
        p->open = arena_dup(all->arena, &o, sizeof o);
        all->open += o.bytes.n;
    } else {
        buf_free(&o.bytes);
    }
    diag_list_free(said);
}

/* --- both --- */

static enum paper_kind kind_of(const uint8_t *b, size_t n)
{
    static const uint8_t png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'}, jpeg[] = {0xff, 0xd8, 0xff};

    if (n >= sizeof png && memcmp(b, png, sizeof png) == 0)
        return PAPER_PNG;
    if (n >= sizeof jpeg && memcmp(b, jpeg, sizeof jpeg) == 0)
        return PAPER_JPEG;
    return memmem(b, n, "%PDF-", 5) ? PAPER_PDF : PAPER_NONE;
}

static enum paper_state tell_kind(struct paper *p)
{
    uint8_t head[HEAD];
    FILE *f = fopen(p->path, "rbe");
    size_t n;

    if (!f)
        return PAPER_MISSING;
    n = fread(head, 1, sizeof head, f);
    fclose(f);
    p->kind = kind_of(head, n);
    return p->kind == PAPER_NONE ? PAPER_TYPE : PAPER_OK;
}

static void look(struct papers *all, struct paper *p)
{
    if (p->state == PAPER_OK)
        p->state = tell_kind(p);
    if (p->state == PAPER_OK)
        look_inside(all, p);
    if (p->state != PAPER_OK)
        p->pages = 0;
    p->attached = p->state == PAPER_OK && p->kind == PAPER_PDF && all->attach && all->attach(all->arg, p);
}

static struct kept *new_paper(struct papers *all, const char *name)
{
    struct kept *k = arena_alloc(all->arena, sizeof *k);

    *k = (struct kept){.paper.name = arena_strdup(all->arena, name)};
    return k;
}

const struct paper *papers_look(struct papers *all, const char *name, const void *bytes, size_t n)
{
    struct paper *p = &new_paper(all, name)->paper;

    p->bytes = n;
    p->state = !n ? PAPER_EMPTY : n > LIMIT_PAPER_BYTES ? PAPER_TOO_LARGE : PAPER_OK;
    if (p->state == PAPER_OK) {
        p->kind = kind_of(bytes, n < HEAD ? n : HEAD);
        p->state = p->kind == PAPER_NONE ? PAPER_TYPE : PAPER_OK;
    }
    if (p->state == PAPER_OK)
        look_at_bytes(p, all->arena, bytes, n, NULL);
    if (p->state != PAPER_OK)
        p->pages = 0;
    return p;
}

static struct kept *find(struct papers *all, const char *name)
{
    struct kept *k;

    for (size_t i = 0; i < all->all.n; i++)
        if (strcmp(all->all.v[i]->paper.name, name) == 0)
            return all->all.v[i];
    k = new_paper(all, name);
    *VEC_PUSH(all->arena, &all->all) = k;
    k->paper.state = resolve(all, &k->paper);
    if (k->paper.state == PAPER_OK)
        k->paper.state = measure(&k->paper);
    return k;
}

const struct paper *papers_find(struct papers *all, const char *name)
{
    struct kept *k = find(all, name);

    if (!k->looked)
        look(all, &k->paper);
    k->looked = true;
    return &k->paper;
}

static const char *digest_of(const char *path, struct arena *a)
{
    struct diag_list *said = diag_list_new();
    struct buf bytes = {0};
    char digest[65] = "";

    if (file_read(path, LIMIT_PAPER_BYTES, &bytes, said))
        sha256_hex(bytes.data ? bytes.data : "", bytes.n, digest);
    buf_free(&bytes);
    diag_list_free(said);
    return arena_strdup(a, digest);
}

const char *papers_digest(struct papers *all, const char *name)
{
    struct kept *k = find(all, name);

    if (!k->digest) /* whoever asks for nothing else leaves it closed */
        k->digest = k->paper.path && k->paper.state != PAPER_MISSING ? digest_of(k->paper.path, all->arena) : "";
    return k->digest;
}
