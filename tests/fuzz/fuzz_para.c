/* fuzz_para.c - libFuzzer entry for the line breaker: the first bytes are the layout, the others build a paragraph of
 * characters that matter (Han, marks, words, blanks, combining and invisible ones), objects, edges and styles, with made-up
 * faces. Besides not failing, every character that is seen must stand on a line, in order, once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "text/para.h"
#include "text/words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct font_face faces[2] = {{.file = "han", .m = {.units_per_em = 1000}, .id = 1},
                                    {.file = "latin", .m = {.units_per_em = 1000}, .id = 2}};

static bool give_face(void *self, const struct para_style *st, uint32_t cp, uint32_t selector, bool han, struct font *f)
{
    (void)self;
    (void)selector;
    *f = (struct font){.face = &faces[han ? 0 : 1], .size = st->size};
    return cp != 0xE000;
}

static size_t give_glyphs(void *self, const struct shape_run *run, struct glyph *out, size_t cap)
{
    (void)self;
    for (size_t i = 0; i < run->count && i < cap; i++)
        out[i] = (struct glyph){.gid = run->cps[i], .cluster = (uint32_t)i,
                                .advance = run->font.face == &faces[0] ? run->font.size : run->font.size / 2};
    return run->count;
}

static bool give_ink(void *self, const struct font *f, uint32_t gid, mpt *left, mpt *right)
{
    (void)self;
    *left = gid % 3 ? 0 : f->size / 20;
    *right = f->size - *left;
    return gid % 7 != 0;
}

static struct para_source source = {.face = give_face, .shape = give_glyphs, .ink = give_ink};

static const char *const texts[] = {
    "中", "国际合作", "，", "。", "、", "；", "：", "？", "！", "“", "”", "‘", "’", "（", "）", "《", "》", "——", "—", "……", "…", "·",
    "／", "～", "％", "℃", "１", "1", "2024", "3.2", "-", "/", "%", "a", "word", "https://a.b/c?d=e&f", "name@host.cn", "A4", " ",
    "  ", "\t", "\u00a0", "\u3000", "\u200b", "\u2060", "\u00ad", "\u200d", "e\u0301", "\ufe0f", "葛\U000e0101", "\U00020bb7", "\ue000",
    "(", ")", "[", "]", "\"", "'", ",", ".", ";", ":", "\u2009", "\u2002", "ש", "ا", "ก", "\U0001f600", "₂", "²",
};

struct input {
    const uint8_t *data;
    size_t size;
};

static unsigned byte(struct input *in)
{
    if (!in->size)
        return 0;
    in->size--;
    return *in->data++;
}

static mpt length(struct input *in)
{
    static const mpt sizes[] = {0, 1, 100, 5000, 10000, 12000, 20000, 35000, 100000, 400000, -5000, -100000, MPT_MAX, -MPT_MAX};
    return sizes[byte(in) % (sizeof sizes / sizeof *sizes)];
}

static struct para_space space(struct input *in)
{
    mpt a = length(in), b = length(in), c = length(in);
    mpt lo = a < b ? a : b, hi = a < b ? b : a;
    return (struct para_space){lo < c ? lo : c, lo < c ? (hi < c ? hi : c) : lo, hi < c ? c : hi};
}

static const struct para_style *style(struct arena *a, struct input *in)
{
    struct para_style *st = arena_alloc(a, sizeof *st);
    unsigned flags = byte(in), size = byte(in);
    st->size = size % 8 ? (mpt)(size % 8) * 4000 : 10000;
    st->language = flags & 1 ? "zh-CN" : flags & 2 ? "en" : NULL;
    st->word_normal = flags & 4;
    st->no_wrap = flags & 8;
    st->preserve_space = flags & 16;
    st->space_runs = flags & 32;
    st->plain = flags & 64;
    if (flags & 128)
        st->letter = space(in);
    if (!st->word_normal)
        st->word = (struct para_space){0, 0, 0};
    return st;
}

static void build(struct arena *a, struct para *p, struct input *in, char *seen, size_t room)
{
    const struct para_style *st = style(a, in);
    size_t n = 0;
    while (in->size) {
        unsigned b = byte(in);
        if (b < 200) {
            const char *s = texts[b % (sizeof texts / sizeof *texts)];
            para_text(p, st, s, strlen(s), NULL);
            if (n + strlen(s) < room)
                n += (size_t)snprintf(seen + n, room - n, "%s", s);
        } else if (b < 210) {
            st = style(a, in);
        } else if (b < 220) {
            para_object(p, st, (enum para_object_kind)(b % 3), space(in), NULL);
        } else if (b < 235) {
            mpt width = length(in);
            para_edge(p, b % 8, width, b & 8 ? width / 2 : width, (struct para_kept){0}, NULL);
        } else if (b < 240) {
            para_break(p, st, NULL);
        }
    }
}

/* Blanks and invisible characters may go, everything else stays. */
static bool stays(uint32_t cp)
{
    return cp > 0x20 && cp != 0xa0 && cp != 0xad && cp != 0x3000 && !(cp >= 0x2000 && cp <= 0x200f) && cp != 0x2060 &&
           cp != 0x0301 && !(cp >= 0xfe00 && cp <= 0xfe0f) && cp < 0xe0100;
}

static uint32_t next_seen(const char **s, const char *end)
{
    while (*s < end) {
        uint32_t cp = utf8_next(s, end);
        if (stays(cp))
            return cp;
    }
    return 0;
}

/* The lines show what comes next of the text. */
static void compare(const struct para *p, const char **seen, const char *end)
{
    for (size_t i = 0; i < para_lines(p); i++) {
        const struct para_line *l = para_line(p, i);
        for (size_t k = 0; k < l->count; k++) {
            if (l->pieces[k].kind != PARA_PIECE_GLYPHS)
                continue;
            const char *s = l->pieces[k].text, *stop = s + l->pieces[k].text_len;
            for (uint32_t cp; (cp = next_seen(&s, stop));)
                if (cp != next_seen(seen, end) && !(cp == '-' && k + 1 == l->count)) /* a hyphen is no character of the text */
                    abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct input in = {data, size < 600 ? size : 600};
    struct arena *a = arena_new();
    if (!source.words)
        source.words = words_new();
    struct para *p = para_new(a, &source);
    unsigned flags = byte(&in);
    struct para_layout how = {.width = length(&in), .first_indent = length(&in), .last_end_indent = length(&in),
                              .align = (enum para_align)(byte(&in) % 5), .align_last = (enum para_align)(byte(&in) % 5),
                              .profile = (enum cjk_profile)(flags % 3), .wrap = !(flags & 4), .cut = flags & 8};
    char seen[32768] = "";
    build(a, p, &in, seen, sizeof seen);
    if (flags & 16) {
        mpt min, max;
        para_widths(p, how.profile, &min, &max);
    } else {
        const char *at = seen, *end = seen + strlen(seen);
        do {
            para_layout(p, &how);
            compare(p, &at, end);
            how.from = para_next(p);
        } while (how.from);
        if (next_seen(&at, end))
            abort();
    }
    arena_free(a);
    return 0;
}
