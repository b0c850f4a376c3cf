/* testfont.c - see testfont.h. Tables as in the OpenType specification 1.9. */
#include "testfont.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "test.h"
#include "run.h"

enum { NOTDEF, HAN, OPEN, CLOSE, MIDDLE, DASH, ELLIPSIS, LETTER, SPACE, TWO_DASH, WIDE_SPACE, QUOTE, GLYPHS };

static const struct { int advance, left, right; } shapes[GLYPHS] = {
    [NOTDEF] = {1000, 0, 1000}, [HAN] = {1000, 0, 1000},      [OPEN] = {1000, 500, 1000}, [CLOSE] = {1000, 0, 500},
    [MIDDLE] = {1000, 400, 600}, [DASH] = {1000, 50, 950},    [ELLIPSIS] = {1000, 100, 900}, [LETTER] = {500, 0, 500},
    [SPACE] = {250, 0, 0},      [TWO_DASH] = {2000, 50, 1950}, [WIDE_SPACE] = {1000, 0, 0}, [QUOTE] = {250, 50, 200}};

struct range { uint32_t first, last, glyph; };

static const struct range han_ranges[] = {
    {0x20, 0x20, SPACE},     {0x21, 0x7E, LETTER},    {0xA0, 0xA0, SPACE},     {0xA5, 0xA5, LETTER},    {0xB7, 0xB7, MIDDLE},
    {0x2013, 0x2013, LETTER}, {0x2014, 0x2014, DASH},  {0x2018, 0x2018, OPEN},  {0x2019, 0x2019, CLOSE}, {0x201C, 0x201C, OPEN},
    {0x201D, 0x201D, CLOSE}, {0x2026, 0x2026, ELLIPSIS}, {0x2103, 0x2103, HAN}, {0x2460, 0x2473, HAN},  {0x2E3A, 0x2E3A, TWO_DASH},
    {0x3000, 0x3000, WIDE_SPACE}, {0x3001, 0x3002, CLOSE}, {0x3005, 0x3007, HAN}, {0x3008, 0x3008, OPEN}, {0x3009, 0x3009, CLOSE},
    {0x300A, 0x300A, OPEN},  {0x300B, 0x300B, CLOSE}, {0x300C, 0x300C, OPEN},  {0x300D, 0x300D, CLOSE}, {0x300E, 0x300E, OPEN},
    {0x300F, 0x300F, CLOSE}, {0x3010, 0x3010, OPEN},  {0x3011, 0x3011, CLOSE}, {0x3014, 0x3014, OPEN},  {0x3015, 0x3015, CLOSE},
    {0x3016, 0x3016, OPEN},  {0x3017, 0x3017, CLOSE}, {0x3041, 0x30FA, HAN},   {0x30FB, 0x30FB, MIDDLE}, {0x3400, 0x4DBF, HAN},
    {0x4E00, 0x9FFF, HAN},   {0xFF01, 0xFF01, CLOSE}, {0xFF05, 0xFF05, HAN},   {0xFF08, 0xFF08, OPEN},  {0xFF09, 0xFF09, CLOSE},
    {0xFF0C, 0xFF0C, CLOSE}, {0xFF0E, 0xFF0E, CLOSE}, {0xFF0F, 0xFF19, HAN},   {0xFF1A, 0xFF1B, CLOSE}, {0xFF1F, 0xFF1F, CLOSE},
    {0xFF3B, 0xFF3B, OPEN},  {0xFF3D, 0xFF3D, CLOSE}, {0xFF5B, 0xFF5B, OPEN},  {0xFF5D, 0xFF5D, CLOSE}, {0xFF5E, 0xFF5E, HAN},
    {0xFFE5, 0xFFE5, HAN},   {0x20000, 0x2A6DF, HAN}};

static const struct range latin_ranges[] = {{0x20, 0x20, SPACE},     {0x21, 0x7E, LETTER}, {0xA0, 0xA0, SPACE},
                                            {0xA1, 0xFF, LETTER},    {0x2013, 0x2013, LETTER}, {0x2018, 0x2019, QUOTE},
                                            {0x201C, 0x201D, QUOTE},   {0x2030, 0x2030, LETTER}};

static void put16(struct buf *b, long v)
{
    buf_add(b, (const char[]){(char)(v >> 8), (char)v}, 2);
}

static void put32(struct buf *b, uint32_t v)
{
    put16(b, (long)(v >> 16));
    put16(b, (long)(v & 0xFFFF));
}

static void put_list(struct buf *b, const long *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put16(b, v[i]);
}

#define PUT16(b, ...) put_list((b), (const long[]){__VA_ARGS__}, sizeof((const long[]){__VA_ARGS__}) / sizeof(long))

static void pad(struct buf *b)
{
    while (b->n % 4)
        buf_add(b, "", 1);
}

static void put_head(struct buf *b)
{
    put32(b, 0x00010000); /* version */
    put32(b, 0x00010000);
    put32(b, 0);          /* checksum: nobody looks */
    put32(b, 0x5F0F3CF5);
    PUT16(b, 0, 1000, 0, 0, 0, 0, 0, 0, 0, 0, 0, -120, 2000, 880, 0, 8, 2, 1, 0); /* long loca */
}

static void put_hhea(struct buf *b)
{
    PUT16(b, 1, 0, 880, -120, 0, 2000, 0, 0, 2000, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS);
}

static void put_maxp(struct buf *b)
{
    PUT16(b, 1, 0, GLYPHS, 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
}

/* Version 4: weight 400, typographic ascender 880 and descender -120, x-height 500, cap height 700; may be embedded. */
static void put_os2(struct buf *b)
{
    PUT16(b, 4, 500, 400, 5, 0, 650, 600, 0, 75, 650, 600, 0, 350, 50, 300, 0);
    PUT16(b, 0, 0, 0, 0, 0);             /* panose */
    PUT16(b, 0, 1, 0x0800, 0, 0, 0, 0, 0); /* unicode ranges */
    buf_add(b, "TEST", 4);
    PUT16(b, 0x40, 0x20, 0xFFFF, 880, -120, 0, 880, 120, 4, 0, 0, 0, 500, 700, 0, 0x20, 0);
}

static void put_hmtx(struct buf *b)
{
    for (int i = 0; i < GLYPHS; i++)
        PUT16(b, shapes[i].advance, shapes[i].left);
}

static size_t glyph_size(int i)
{
    return shapes[i].right > shapes[i].left ? 36 : 0;
}

static void put_loca(struct buf *b)
{
    uint32_t at = 0;
    for (int i = 0; i <= GLYPHS; i++) {
        put32(b, at);
        at += i < GLYPHS ? (uint32_t)glyph_size(i) : 0;
    }
}

/* A rectangle from the baseline up 800. */
static void put_glyf(struct buf *b)
{
    for (int i = 0; i < GLYPHS; i++) {
        int l = shapes[i].left, r = shapes[i].right;
        if (!glyph_size(i))
            continue;
        PUT16(b, 1, l, 0, r, 800, 3, 0, 0x0101, 0x0101, l, 0, r - l, 0, 0, 800, 0, -800);
        pad(b);
    }
}

static void put_cmap(struct buf *b, const struct range *r, size_t n)
{
    PUT16(b, 0, 1, 3, 10);
    put32(b, 12);
    PUT16(b, 13, 0); /* format 13: many characters to one glyph */
    put32(b, (uint32_t)(16 + 12 * n));
    put32(b, 0);
    put32(b, (uint32_t)n);
    for (size_t i = 0; i < n; i++) {
        put32(b, r[i].first);
        put32(b, r[i].last);
        put32(b, r[i].glyph);
    }
}

static void put_post(struct buf *b)
{
    put32(b, 0x00030000);
    put32(b, 0);
    PUT16(b, -100, 50);
    for (int i = 0; i < 5; i++)
        put32(b, 0);
}

static void put_name(struct buf *b, const char *family, const char *postscript)
{
    const char *const text[] = {family, "Regular", postscript, family, postscript};
    static const int ids[] = {1, 2, 3, 4, 6};
    long at = 0;
    PUT16(b, 0, 5, 6 + 12 * 5);
    for (int i = 0; i < 5; i++) {
        long n = 2 * (long)strlen(text[i]);
        PUT16(b, 3, 1, 0x409, ids[i], n, at);
        at += n;
    }
    for (int i = 0; i < 5; i++)
        for (const char *s = text[i]; *s; s++)
            put16(b, *s);
}

struct part { const char *tag; struct buf data; };

static void put_file(const char *path, struct part *parts, size_t n)
{
    struct buf out = {0};
    size_t at = 12 + 16 * n;
    put32(&out, 0x00010000);
    PUT16(&out, (long)n, 128, 3, (long)n * 16 - 128);
    for (size_t i = 0; i < n; i++) {
        buf_add(&out, parts[i].tag, 4);
        put32(&out, 0);
        put32(&out, (uint32_t)at);
        put32(&out, (uint32_t)parts[i].data.n);
        pad(&parts[i].data);
        at += parts[i].data.n;
    }
    for (size_t i = 0; i < n; i++) {
        buf_add(&out, parts[i].data.data, parts[i].data.n);
        buf_free(&parts[i].data);
    }
    write_text(path, out.data, out.n);
    buf_free(&out);
}

static void write_face(const char *folder, const char *file, const char *family, const char *postscript,
                       const struct range *ranges, size_t n)
{
    struct part p[] = {{"OS/2", {0}}, {"cmap", {0}}, {"glyf", {0}}, {"head", {0}}, {"hhea", {0}},
                       {"hmtx", {0}}, {"loca", {0}}, {"maxp", {0}}, {"name", {0}}, {"post", {0}}};
    put_os2(&p[0].data);
    put_cmap(&p[1].data, ranges, n);
    put_glyf(&p[2].data);
    put_head(&p[3].data);
    put_hhea(&p[4].data);
    put_hmtx(&p[5].data);
    put_loca(&p[6].data);
    put_maxp(&p[7].data);
    put_name(&p[8].data, family, postscript);
    put_post(&p[9].data);
    char *path = path_join(folder, file);
    put_file(path, p, sizeof p / sizeof *p);
    free(path);
}

void testfont_write(const char *folder)
{
    write_face(folder, "han.ttf", "Shenbao Test", "ShenbaoTest", han_ranges, sizeof han_ranges / sizeof *han_ranges);
    write_face(folder, "latin.ttf", "Shenbao Test Latin", "ShenbaoTestLatin", latin_ranges,
               sizeof latin_ranges / sizeof *latin_ranges);
    char *own = path_join(source_folder(), "fonts/roles.conf"), *path = path_join(folder, "roles.conf");
    char *roles = read_text(own, NULL), *all = NULL;
    assert_non_null(roles);
    int n = asprintf(&all, "%s\nrole test\n  latin Shenbao Test Latin\n  han Shenbao Test\n", roles);
    write_text(path, all, (size_t)n);
    free(all);
    free(roles);
    free(path);
    free(own);
}
