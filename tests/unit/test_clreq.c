/* test_clreq.c - what holds of any Chinese text set justified, whatever the measure: generated texts with every kind of
 * mark, words, numbers, dashes, inline edges and changes of size, on 4 to 40 em in all profiles. Made-up faces of round
 * widths as in test_para.c: an em for Han and full-width marks, half an em for letters and digits, a quarter for the
 * space; an opening mark has its ink in the right half of its em, the others in the left. T numbers: typography
 * checklist; the sections are those of W3C CLREQ. */
#include "test.h"

#include <string.h>

#include "base/utf8.h"
#include "text/para.h"
#include "text/words.h"

enum { EM = 12000, MAX_SET = 400 };

static struct font_face han_face = {.file = "han", .m = {.units_per_em = 1000}, .id = 1};
static struct font_face latin_face = {.file = "latin", .m = {.units_per_em = 1000}, .id = 2};

static bool find_face(void *self, const struct para_style *st, uint32_t cp, uint32_t selector, bool han, struct font *f)
{
    (void)self;
    (void)selector;
    (void)cp;
    *f = (struct font){.face = han ? &han_face : &latin_face, .size = st->size};
    return true;
}

static size_t shape_run(void *self, const struct shape_run *run, struct glyph *out, size_t cap)
{
    (void)self;
    for (size_t i = 0; i < run->count && i < cap; i++) {
        mpt em = run->font.size, w = run->font.face == &han_face ? em : run->cps[i] == 0x20 ? em / 4 : em / 2;
        out[i] = (struct glyph){.gid = run->cps[i], .cluster = (uint32_t)i, .advance = w};
    }
    return run->count;
}

static bool find_ink(void *self, const struct font *f, uint32_t gid, mpt *left, mpt *right)
{
    (void)self;
    (void)gid;
    *left = 0;
    *right = f->size;
    return true;
}

static struct para_source source = {.face = find_face, .shape = shape_run, .ink = find_ink};

/* --- texts --- */

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static const char *const han_words[] = {"项目", "申报单位", "的", "研发", "人民共和国", "万元", "经费", "已", "关键技术攻关"};
static const char *const western[] = {"PDF", "A", "2025", "12.5%", "1,250.5", "XML", "e-mail", "C++", "R&D", "10-12"};
static const char *const codes[] = {"https://www.example.org/notice/2025/guide.html", "91370100MA3C4D5E6F",
                                    "zhang.san@example.org.cn", "GB/T 15834-2011"};
static const char *const pauses[] = {"，", "。", "、", "；", "：", "！", "？", "！！", "？！", "！！！", "——", "……", "·", "～"};
static const char *const brackets[][2] = {{"“", "”"}, {"（", "）"}, {"《", "》"}, {"「", "」"}, {"【", "】"}, {"‘", "’"}, {"〔", "〕"}};

#define PICK(seed, list) list[next_random(seed) % (sizeof list / sizeof *list)]

struct text {
    char s[4000];
    size_t n;
    bool codes; /* long ones too, which may be cut */
};

static void add(struct text *t, const char *s)
{
    size_t n = strlen(s);
    if (t->n + n + 1 < sizeof t->s) {
        memcpy(t->s + t->n, s, n + 1);
        t->n += n;
    }
}

static void add_words(struct text *t, uint32_t *seed)
{
    for (unsigned k = 1 + next_random(seed) % 3; k > 0; k--) {
        add(t, PICK(seed, han_words));
        if (next_random(seed) % 4 == 0) {
            bool blank = next_random(seed) % 2;
            add(t, blank ? " " : "");
            add(t, t->codes && next_random(seed) % 3 == 0 ? PICK(seed, codes) : PICK(seed, western));
            add(t, blank ? " " : "");
            add(t, PICK(seed, han_words));
        }
    }
}

static void add_phrase(struct text *t, uint32_t *seed, int depth)
{
    add_words(t, seed);
    if (depth < 3 && next_random(seed) % 3 == 0) {
        const char *const *pair = PICK(seed, brackets);
        add(t, pair[0]);
        if (next_random(seed) % 2)
            add_phrase(t, seed, depth + 1);
        else
            add_words(t, seed);
        add(t, pair[1]);
    }
    if (next_random(seed) % 2)
        add(t, PICK(seed, pauses));
}

/* --- setting --- */

struct set { /* a glyph as drawn */
    uint32_t cp;
    mpt size;
    mpt ink_left, ink_right; /* ink, or the whole box where it is full */
    bool han;
};

struct page {
    struct arena *a;
    struct para *p;
    struct para_layout how;
    struct set line[MAX_SET];
    size_t n;
    const char *text; /* for messages */
    int ems;
};

/* Parts of the text in inlines of their own, some of another size; a pair of marks may be split between two. */
static void give(struct page *g, const char *s, size_t n, uint32_t *seed, bool inlines)
{
    static const mpt sizes[] = {EM, EM, EM, EM * 3 / 2, EM * 3 / 4};
    while (n > 0) {
        struct para_style *st = arena_alloc(g->a, sizeof *st);
        *st = (struct para_style){.size = inlines ? PICK(seed, sizes) : EM, .word_normal = true, .language = "zh-CN"};
        size_t part = inlines ? 1 + next_random(seed) % 40 : n;
        part = part > n ? n : part;
        while (part < n && ((unsigned char)s[part] & 0xC0) == 0x80)
            part++;
        if (inlines)
            para_edge(g->p, PARA_EDGE_OPEN, 0, 0, (struct para_kept){0}, NULL);
        para_text(g->p, st, s, part, NULL);
        if (inlines)
            para_edge(g->p, 0, 0, 0, (struct para_kept){0}, NULL);
        s += part;
        n -= part;
    }
}

static enum cjk_class class_of(const struct set *x)
{
    return x->han ? cjk_class(x->cp) : CJK_ALNUM;
}

static struct set drawn(const struct para_piece *q, const struct glyph *gl, mpt pen)
{
    struct set x = {.cp = gl->gid, .size = q->font.size, .han = q->font.face == &han_face};
    enum cjk_class c = class_of(&x);
    mpt left = c == CJK_OPEN ? x.size / 2 : 0, right = x.han ? x.size : x.size / 2;
    if (c >= CJK_CLOSE && c <= CJK_EXCLAIM)
        right = x.size / 2;
    if (c == CJK_MIDDLE) {
        left = x.size / 4;
        right = x.size * 3 / 4;
    }
    x.ink_left = pen + gl->dx + left;
    x.ink_right = pen + gl->dx + right;
    return x;
}

static void read_line(struct page *g, size_t i)
{
    const struct para_line *l = para_line(g->p, i);
    g->n = 0;
    for (size_t k = 0; k < l->count; k++) {
        mpt pen = l->pieces[k].x;
        for (size_t m = 0; m < l->pieces[k].count && g->n < MAX_SET; m++) {
            const struct glyph *gl = &l->pieces[k].glyphs[m];
            if (gl->gid != 0x20)
                g->line[g->n++] = drawn(&l->pieces[k], gl, pen);
            pen += gl->advance;
        }
    }
}

/* --- what holds --- */

static void fail_line(const struct page *g, const char *what, size_t line)
{
    print_message("%s; %d em, profile %d, line %zu:\n", what, g->ems, g->how.profile, line);
    for (size_t i = 0; i < g->n; i++) {
        char c[5] = "";
        c[utf8_put(c, g->line[i].cp)] = '\0';
        print_message("%s %d [%d %d] ", c, g->line[i].size, g->line[i].ink_left, g->line[i].ink_right);
    }
    fail_msg("in: %s", g->text);
}

#define HOLDS(g, what, i)                                                                                              \
    do {                                                                                                               \
        if (!(what))                                                                                                   \
            fail_line(g, #what, i);                                                                                    \
    } while (0)

static bool near(mpt a, mpt b)
{
    return a - b < MPT_PER_PT / 10 && b - a < MPT_PER_PT / 10;
}

static bool no_start(const struct page *g, const struct set *x, const struct set *second)
{
    enum cjk_class c = class_of(x);
    bool single = c == CJK_DASH && !(second && class_of(second) == c);
    return x->han && cjk_no_start(c, g->how.profile, single);
}

/* T1, T2, T3; T8, T9, T12: the ink of a mark at an edge lies on it. */
static void check_edges(const struct page *g, size_t line, bool last)
{
    const struct set *a = &g->line[0], *z = &g->line[g->n - 1];
    mpt indent = line == 0 ? g->how.first_indent : 0;
    if (g->ems > 5) /* on less a row of marks alone may be wider than the line; then it is cut (CLREQ permits it for three) */
        HOLDS(g, !no_start(g, a, g->n > 1 ? a + 1 : NULL), line);
    HOLDS(g, !z->han || !cjk_no_end(class_of(z), g->how.profile), line);
    HOLDS(g, near(a->ink_left, indent), line);
    HOLDS(g, z->ink_right <= g->how.width + MPT_PER_PT / 10, line);
    if (!last && g->n > 1)
        HOLDS(g, near(z->ink_right, g->how.width), line);
}

static bool is_bracket(enum cjk_class c)
{
    return c == CJK_OPEN || c == CJK_CLOSE;
}

static bool blank_right(enum cjk_class c)
{
    return c >= CJK_CLOSE && c <= CJK_EXCLAIM;
}

/* One pair of neighbours. `loose`: the line had too few Han gaps, all places are open. */
static void check_pair(const struct page *g, size_t line, size_t i, bool loose)
{
    const struct set *a = &g->line[i], *b = a + 1;
    enum cjk_class ca = class_of(a), cb = class_of(b);
    mpt gap = b->ink_left - a->ink_right, em = a->size;
    HOLDS(g, gap >= -MPT_PER_PT / 10, line); /* nothing runs into anything */
    if (ca == cb && (ca == CJK_DASH || ca == CJK_ELLIPSIS)) {
        HOLDS(g, a->size != b->size || gap <= 0 || near(gap, 0), line); /* T4 */
    } else if (ca == CJK_MIDDLE || cb == CJK_MIDDLE || ca == CJK_CONNECTOR || cb == CJK_CONNECTOR) {
        HOLDS(g, gap <= (blank_right(ca) ? em / 2 : 0) + (cb == CJK_OPEN ? b->size / 2 : 0) + 1, line); /* T10, T12 */
    } else if (ca == CJK_OPEN || blank_right(cb)) {
        mpt blank = ca == CJK_EXCLAIM ? em / 4 : 0; /* T15: three share two em */
        HOLDS(g, near(gap, 0) || (blank && gap <= blank), line); /* T7, T11: a mark stands close to what it belongs to */
    } else if (blank_right(ca) || cb == CJK_OPEN) {
        mpt most = blank_right(ca) ? em / 2 : b->size / 2; /* T7: one half em, never two, where a bracket is beside a mark */
        HOLDS(g, is_bracket(ca) || is_bracket(cb) || blank_right(ca), line);
        HOLDS(g, loose || gap <= (most > b->size / 2 && cb == CJK_OPEN ? most : cb == CJK_OPEN ? b->size / 2 : most) + 1, line);
    } else if ((ca == CJK_HAN && !b->han) || (!a->han && cb == CJK_HAN)) {
        mpt size = ca == CJK_HAN ? a->size : b->size;
        HOLDS(g, gap >= size / 8 - 1, line); /* T11 */
        HOLDS(g, loose || gap <= size / 2 + 1, line);
    } else if (ca == CJK_HAN && cb == CJK_HAN) {
        HOLDS(g, loose || gap <= em / 2 + 2, line);
    }
}

/* Were gaps opened that open only when those between Han do not suffice? */
static bool is_loose(const struct page *g)
{
    for (size_t i = 0; i + 1 < g->n; i++) {
        const struct set *a = &g->line[i], *b = a + 1;
        enum cjk_class ca = class_of(a), cb = class_of(b);
        mpt gap = b->ink_left - a->ink_right - 2;
        if ((ca == CJK_HAN && cb == CJK_HAN && gap > a->size / 2) || (blank_right(ca) && gap > a->size / 2) ||
            (ca == CJK_HAN && !b->han && gap > a->size / 2) || (!a->han && cb == CJK_HAN && gap > b->size / 2) ||
            (cb == CJK_OPEN && gap > b->size / 2))
            return true;
    }
    return false;
}

/* T12: other gaps open only when those between Han are as wide. */
static bool han_gaps_are_open(const struct page *g)
{
    for (size_t i = 0; i + 1 < g->n; i++) {
        const struct set *a = &g->line[i], *b = a + 1;
        if (class_of(a) == CJK_HAN && class_of(b) == CJK_HAN && b->ink_left - a->ink_right < a->size / 2 - 1)
            return false;
    }
    return true;
}

static bool openable(const struct page *g)
{
    for (size_t i = 0; i + 1 < g->n; i++) {
        enum cjk_class a = class_of(&g->line[i]), b = class_of(&g->line[i + 1]);
        bool rigid = a == CJK_MIDDLE || b == CJK_MIDDLE || a == CJK_CONNECTOR || b == CJK_CONNECTOR;
        if (!rigid && a != CJK_OPEN && !blank_right(b) && (g->line[i].han || g->line[i + 1].han) && (a != b || a == CJK_HAN))
            return true;
    }
    return false;
}

static void check_line(struct page *g, size_t i)
{
    bool last = i + 1 == para_lines(g->p);
    read_line(g, i);
    HOLDS(g, g->n > 0, i);
    if (para_line(g->p, i)->overfull) { /* said to the caller: what no rule can part is wider than the line */
        HOLDS(g, g->ems < 6, i);
        return;
    }
    check_edges(g, i, last);
    bool loose = is_loose(g);
    HOLDS(g, !loose || (!last && han_gaps_are_open(g)), i);
    if (!openable(g)) /* one word or mark after another: nothing may open but must, and does so evenly */
        return;
    for (size_t k = 0; k + 1 < g->n; k++)
        check_pair(g, i, k, loose);
}

/* T4, T5: did the line before end inside a two-em mark or a word? */
static bool parts(const struct set *end, const struct set *start, bool words_may)
{
    enum cjk_class a = class_of(end), b = class_of(start);
    if (end->han && start->han)
        return a == b && (a == CJK_DASH || a == CJK_ELLIPSIS);
    return !words_may && !end->han && !start->han && end->cp != 0 && end->cp != '-' && end->cp != '&';
}

static size_t letters_of(const struct page *g)
{
    size_t n = 0;
    for (size_t i = 0; i < g->n; i++)
        n += !g->line[i].han || !cjk_is_mark(class_of(&g->line[i]));
    return n;
}

static void check(const struct text *t, int ems, enum cjk_profile profile, uint32_t seed, bool inlines, mpt indent)
{
    struct page *g = calloc(1, sizeof *g);
    *g = (struct page){.a = arena_new(), .text = t->s, .ems = ems};
    g->p = para_new(g->a, &source);
    g->how = (struct para_layout){.width = ems * EM, .first_indent = indent, .align = PARA_JUSTIFY, .align_last = PARA_START,
                                  .profile = profile, .wrap = true};
    give(g, t->s, t->n, &seed, inlines);
    para_layout(g->p, &g->how);
    HOLDS(g, !para_fallback(g->p), 0);
    for (size_t i = 0; i < para_lines(g->p); i++) {
        struct set end = g->n > 0 ? g->line[g->n - 1] : (struct set){0};
        check_line(g, i);
        HOLDS(g, !parts(&end, &g->line[0], t->codes || ems < 6), i);
    }
    if (para_lines(g->p) > 1 && ems >= 8)
        HOLDS(g, letters_of(g) >= 2, para_lines(g->p) - 1); /* T14 */
    arena_free(g->a);
    free(g);
}

static void generate(struct text *t, uint32_t *seed)
{
    unsigned phrases = 2 + next_random(seed) % 30;
    *t = (struct text){.codes = t->codes};
    while (phrases-- > 0)
        add_phrase(t, seed, 0);
}

static void any_text_at_any_measure(void **state)
{
    (void)state;
    uint32_t seed = 20250101;
    static struct text t;
    for (int round = 0; round < 40; round++) {
        generate(&t, &seed);
        for (int ems = 4; ems <= 40; ems++)
            check(&t, ems, (enum cjk_profile)(round % 3), seed, false, round % 2 ? 0 : 2 * EM);
    }
}

static void codes_at_any_measure(void **state)
{
    (void)state;
    uint32_t seed = 99;
    static struct text t;
    t.codes = true;
    for (int round = 0; round < 20; round++) {
        generate(&t, &seed);
        for (int ems = 4; ems <= 40; ems++)
            check(&t, ems, (enum cjk_profile)(round % 3), seed, false, 0);
    }
}

static void any_text_in_inlines(void **state)
{
    (void)state;
    uint32_t seed = 7;
    static struct text t;
    for (int round = 0; round < 40; round++) {
        generate(&t, &seed);
        for (int ems = 8; ems <= 40; ems += 3)
            check(&t, ems, (enum cjk_profile)(round % 3), seed, true, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(any_text_at_any_measure), cmocka_unit_test(any_text_in_inlines),
                                       cmocka_unit_test(codes_at_any_measure)};
    source.words = words_new();
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    words_free(source.words);
    return failed;
}
