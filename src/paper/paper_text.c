#include "paper/paper_text.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "paper/paper_qpdf.h"
#include "paper/paper_token.h"

enum { FORMS = 4 /* nesting of form XObjects */, CODES = 65536, FONTS = 4000, NAME = 64 };

struct font { /* by object number */
    int id;
    const char **text; /* by code; NULL: says nothing */
};

struct reader {
    qpdf_data q;
    struct arena *arena;
    VEC(struct font) fonts;
    struct buf out;
    size_t left; /* bytes of content that may still be read */
    bool good;
};

/* Up to four digits from place i on. */
static uint32_t hex_at(const struct paper_token *t, size_t i)
{
    uint32_t v = 0;

    for (size_t k = i; k < i + 4; k++) {
        char c = k < t->n ? t->s[k] : '0';
        v = v << 4 | (uint32_t)(c >= '0' && c <= '9' ? c - '0' : ((c | 32) - 'a' + 10) & 15);
    }
    return v;
}

/* --- fonts: a code's text by /ToUnicode (9.10.3) --- */

/* UTF-16BE to UTF-8 without white space; `add` counts on from a range's first code. */
static const char *text_of(struct reader *r, const struct paper_token *t, uint32_t add)
{
    struct buf b = {0};
    const char *out;

    for (size_t i = 0; i + 4 <= t->n; i += 4) {
        uint32_t cp = hex_at(t, i);
        char utf8[4];
        if (cp >= 0xD800 && cp < 0xDC00 && i + 8 <= t->n) {
            i += 4;
            cp = 0x10000 + ((cp - 0xD800) << 10) + (hex_at(t, i) - 0xDC00);
        }
        cp += i + 4 >= t->n ? add : 0;
        if (cp > ' ' && cp != 0xA0 && cp != 0xAD && cp != 0x3000)
            buf_add(&b, utf8, utf8_put(utf8, cp));
    }
    out = arena_strndup(r->arena, b.data ? b.data : "", b.n);
    buf_free(&b);
    return out;
}

static void read_range(struct reader *r, struct font *f, struct paper_token lo, struct paper_token hi, const char **at, const char *end)
{
    struct paper_token to = paper_token(at, end);
    uint32_t first = hex_at(&lo, 0), last = hex_at(&hi, 0);

    if (to.kind == '<') {
        for (uint32_t c = first; c <= last; c++)
            f->text[c] = text_of(r, &to, c - first);
        return;
    }
    for (uint32_t c = first; paper_is_word(&to, "[") || to.kind == '<'; to = paper_token(at, end))
        if (to.kind == '<' && c <= last)
            f->text[c++] = text_of(r, &to, 0);
}

static void read_map(struct reader *r, struct font *f, const struct buf *map)
{
    const char *at = map->data, *end = at + map->n;
    bool chars = false, ranges = false;

    for (struct paper_token t = paper_token(&at, end); t.kind; t = paper_token(&at, end)) {
        if (t.kind == 'o') {
            chars = paper_is_word(&t, "beginbfchar");
            ranges = paper_is_word(&t, "beginbfrange");
        } else if (t.kind == '<' && (chars || ranges)) {
            struct paper_token second = paper_token(&at, end);
            if (chars && second.kind == '<')
                f->text[hex_at(&t, 0)] = text_of(r, &second, 0);
            else if (ranges && second.kind == '<')
                read_range(r, f, t, second, &at, end);
        }
    }
}

/* NULL: none that says its text in our way. */
static const struct font *font_of(struct reader *r, qpdf_oh font)
{
    qpdf_oh map = paper_key(r->q, font, "/ToUnicode");
    int id = qpdf_oh_get_object_id(r->q, font);
    struct buf bytes = {0};

    if (!id || !paper_is_named(r->q, paper_key(r->q, font, "/Encoding"), "/Identity-H") || !qpdf_oh_is_stream(r->q, map))
        return NULL;
    for (size_t i = 0; i < r->fonts.n; i++)
        if (r->fonts.v[i].id == id)
            return &r->fonts.v[i];
    if (r->fonts.n == FONTS)
        return NULL;
    struct font *f = VEC_PUSH(r->arena, &r->fonts);
    *f = (struct font){id, arena_array(r->arena, CODES, sizeof *f->text)};
    if (paper_add_stream(r->q, map, &bytes))
        read_map(r, f, &bytes);
    buf_free(&bytes);
    return f;
}

/* --- content --- */

struct shown { /* strings since the last operator */
    struct paper_token v[256];
    size_t n;
    struct paper_token name; /* the last one */
};

static void show_string(struct reader *r, const struct font *f, const struct paper_token *t)
{
    uint8_t high, low;

    for (size_t i = 0; paper_string_byte(t, &i, &high) && paper_string_byte(t, &i, &low);) {
        const char *text = f->text[high << 8 | low];
        if (text)
            buf_puts(&r->out, text);
    }
}

static void show(struct reader *r, const struct font *f, const struct shown *s)
{
    for (size_t i = 0; f && i < s->n; i++)
        show_string(r, f, &s->v[i]);
}

static qpdf_oh named(struct reader *r, qpdf_oh resources, const char *category, const struct paper_token *name)
{
    char key[NAME];

    snprintf(key, sizeof key, "%.*s", (int)(name->n < NAME - 1 ? name->n : NAME - 1), name->kind == '/' ? name->s : "");
    return paper_key(r->q, paper_key(r->q, resources, category), key);
}

static void read_content(struct reader *r, const char *at, const char *end, qpdf_oh resources, unsigned depth);

static void read_form(struct reader *r, qpdf_oh form, unsigned depth)
{
    struct buf bytes = {0};

    if (!paper_is_named(r->q, paper_key(r->q, form, "/Subtype"), "/Form") || depth == FORMS)
        return;
    r->good = r->good && paper_add_stream(r->q, form, &bytes);
    if (r->good)
        read_content(r, bytes.data, buf_end(&bytes), paper_key(r->q, form, "/Resources"), depth + 1);
    buf_free(&bytes);
}

static void read_content(struct reader *r, const char *at, const char *end, qpdf_oh resources, unsigned depth)
{
    const struct font *font = NULL;
    struct shown s = {.n = 0};

    if ((size_t)(end - at) > r->left)
        r->good = false;
    r->left -= r->good ? (size_t)(end - at) : 0;
    for (struct paper_token t = paper_token(&at, end); t.kind && r->good; t = paper_token(&at, end)) {
        if ((t.kind == '<' || t.kind == '(') && s.n < sizeof s.v / sizeof s.v[0])
            s.v[s.n++] = t;
        else if (t.kind == '/')
            s.name = t;
        if (t.kind != 'o' || !((*t.s | 32) >= 'a' && (*t.s | 32) <= 'z'))
            continue;
        if (paper_is_word(&t, "Tf"))
            font = font_of(r, named(r, resources, "/Font", &s.name));
        else if (paper_is_word(&t, "TJ") || paper_is_word(&t, "Tj"))
            show(r, font, &s);
        else if (paper_is_word(&t, "Do"))
            read_form(r, named(r, resources, "/XObject", &s.name), depth);
        s.n = 0;
    }
}

static void read_page(struct reader *r, qpdf_oh page)
{
    qpdf_oh contents = paper_key(r->q, page, "/Contents");
    struct buf bytes = {0};
    int n = qpdf_oh_is_array(r->q, contents) ? qpdf_oh_get_array_n_items(r->q, contents) : 1;

    for (int i = 0; i < n && r->good && !qpdf_oh_is_null(r->q, contents); i++)
        r->good = paper_add_stream(r->q, qpdf_oh_is_array(r->q, contents) ? qpdf_oh_get_array_item(r->q, contents, i) : contents, &bytes);
    if (r->good && bytes.n)
        read_content(r, bytes.data, buf_end(&bytes), paper_key(r->q, page, "/Resources"), 0);
    buf_free(&bytes);
}

static bool read_pages(struct reader *r, struct paper_text *out)
{
    int n = qpdf_get_num_pages(r->q); /* pushes what pages inherit down to them */

    if (n < 0 || n > (int)LIMIT_FORM_PAGES)
        return false;
    size_t *starts = arena_array(r->arena, (size_t)n + 1, sizeof *starts);
    for (int i = 0; i < n && r->good; i++) {
        starts[i] = r->out.n;
        read_page(r, qpdf_get_page_n(r->q, (size_t)i));
        qpdf_oh_release_all(r->q);
    }
    *out = (struct paper_text){arena_strndup(r->arena, r->out.data ? r->out.data : "", r->out.n), r->out.n, starts, (unsigned)n};
    return r->good;
}

bool paper_text_read(struct arena *a, const void *pdf, size_t n, struct paper_text *out, enum paper_state *state)
{
    struct reader r = {.arena = a, .left = LIMIT_PAPER_CONTENT, .good = true};

    *out = (struct paper_text){0};
    r.q = paper_open_bytes(pdf, n, state);
    if (r.q) {
        *state = read_pages(&r, out) ? PAPER_OK : PAPER_DAMAGED;
        paper_close(&r.q);
    }
    buf_free(&r.out);
    return *state == PAPER_OK;
}
