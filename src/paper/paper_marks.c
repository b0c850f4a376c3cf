/* paper_marks.c - the marks that tie content to its file's structure (ISO 32000-1, 14.6 and 14.7.4.2).
 *
 * A page that becomes a picture among others leaves them behind: nothing in it may say that it belongs to an element, or to none,
 * since its place does (ISO 14289-1, 7.1). Where the structure comes along, each mark takes the number that it has by its order.
 * Marks of other kinds stay: layers decide what is seen, replacement texts what is copied. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "paper/paper_qpdf.h"
#include "paper/paper_token.h"

enum { NESTED = 64 /* marks within each other on a page that keeps its own */ };

enum kind { OTHER, ELEMENT, ARTIFACT };

struct reader {
    qpdf_data q;
    qpdf_oh resources;
    const char *at, *end;
    /* of the operator that was read last */
    const char *from;              /* where its operands begin */
    struct paper_token tag, last;  /* its first and its last name */
    struct paper_token number;     /* what followed /MCID */
    unsigned numbers;              /* how often that was */
};

/* Behind the data of an inline image, which are no tokens. */
static const char *behind_data(const char *at, const char *end)
{
    while (at + 3 < end) {
        const char *e = memmem(at, (size_t)(end - at), "EI", 2);
        if (!e)
            return end;
        bool parted = e > at && strchr(" \n\r\t", e[-1]) && (e + 2 == end || strchr(" \n\r\t", e[2]));
        at = e + 2;
        if (parted)
            return at;
    }
    return end;
}

static bool is_operator(const struct paper_token *t)
{
    bool letter = t->kind == 'o' && ((*t->s | 32) >= 'a' && (*t->s | 32) <= 'z');
    bool quote = t->kind == 'o' && (*t->s == '\'' || *t->s == '"');
    return quote || (letter && !paper_is_word(t, "true") && !paper_is_word(t, "false") && !paper_is_word(t, "null"));
}

/* The next operator, with its operands taken down; kind '\0': there is none. */
static struct paper_token next_operator(struct reader *r)
{
    struct paper_token t, before = {0};

    r->from = r->at;
    r->tag = r->last = r->number = before;
    r->numbers = 0;
    for (; (t = paper_token(&r->at, r->end)).kind && !is_operator(&t); before = t) {
        if (paper_is_word(&before, "/MCID")) {
            r->number = t;
            r->numbers++;
        }
        if (t.kind == '/') {
            r->tag = r->tag.kind ? r->tag : t;
            r->last = t;
        }
    }
    if (t.kind && paper_is_word(&t, "ID"))
        r->at = behind_data(r->at, r->end);
    return t;
}

/* The list of properties that the operand names; null when it names none. */
static qpdf_oh named_list(const struct reader *r)
{
    char name[64] = "";

    if (r->numbers || r->last.s == r->tag.s || r->last.n >= sizeof name)
        return qpdf_oh_new_null(r->q);
    memcpy(name, r->last.s, r->last.n);
    return paper_key(r->q, paper_key(r->q, r->resources, "/Properties"), name);
}

/* What a mark with these operands is; *mcid of an element's, -1 when it is no number. */
static enum kind kind_of(const struct reader *r, int *mcid)
{
    *mcid = -1;
    if (!r->tag.kind)
        return OTHER;
    if (paper_is_word(&r->tag, "/Artifact"))
        return ARTIFACT;
    if (r->numbers) {
        bool plain = r->numbers == 1 && r->number.n < 9 && strspn(r->number.s, "0123456789") == r->number.n;
        *mcid = plain ? atoi(r->number.s) : -1;
        return ELEMENT;
    }
    return qpdf_oh_get_value_as_int(r->q, paper_key(r->q, named_list(r), "/MCID"), mcid) ? ELEMENT : OTHER;
}

static bool opens(const struct paper_token *t)
{
    return paper_is_word(t, "BDC") || paper_is_word(t, "BMC");
}

/* --- without marks --- */

void paper_forget_marks(qpdf_data q, qpdf_oh resources, const char *s, size_t n, struct buf *out)
{
    struct reader r = {.q = q, .resources = resources, .at = s, .end = s + n};
    int mcid;

    for (struct paper_token t = next_operator(&r); t.kind; t = next_operator(&r)) {
        if (opens(&t) && kind_of(&r, &mcid) != OTHER)
            buf_puts(out, "\n/Span BMC");
        else
            buf_add(out, r.from, (size_t)(r.at - r.from));
    }
    buf_add(out, r.from, (size_t)(r.end - r.from));
}

/* --- with other numbers --- */

/* What a mark says of its text stays with it. */
static void put_texts(const struct reader *r, struct buf *out)
{
    static const char *const keys[] = {"/ActualText", "/Alt", "/E", "/Lang"};
    qpdf_oh list = named_list(r);

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        qpdf_oh text = paper_key(r->q, list, keys[i]);
        if (qpdf_oh_is_string(r->q, text))
            buf_printf(out, "%s%s", keys[i], qpdf_oh_unparse_resolved(r->q, text));
    }
}

/* Called Span, because poppler heeds texts of no others; what its element is the structure says. */
static void put_mark(const struct reader *r, const struct paper_token *operator, unsigned number, struct buf *out)
{
    buf_puts(out, "\n/Span");
    if (r->numbers) {
        const char *from = r->tag.s + r->tag.n;
        buf_add(out, from, (size_t)(r->number.s - from));
        buf_printf(out, "%u", number);
        from = r->number.s + r->number.n;
        buf_add(out, from, (size_t)(operator->s - from));
    } else {
        buf_printf(out, "<</MCID %u", number);
        put_texts(r, out);
        buf_puts(out, ">>");
    }
    buf_puts(out, "BDC");
}

void paper_keep_marks(qpdf_data q, qpdf_oh resources, const char *s, size_t n, struct buf *out)
{
    struct reader r = {.q = q, .resources = resources, .at = s, .end = s + n};
    unsigned number = 0;
    int mcid;

    for (struct paper_token t = next_operator(&r); t.kind; t = next_operator(&r)) {
        if (opens(&t) && kind_of(&r, &mcid) == ELEMENT)
            put_mark(&r, &t, number++, out);
        else
            buf_add(out, r.from, (size_t)(r.at - r.from));
    }
    buf_add(out, r.from, (size_t)(r.end - r.from));
}

/* --- are they as they should be? --- */

struct state {
    enum kind open[NESTED];
    unsigned depth, counts[ARTIFACT + 1];
};

static bool paints(const struct paper_token *t)
{
    static const char *const operators[] = {"Tj", "TJ", "'", "\"", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "Do", "ID"};

    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (paper_is_word(t, operators[i]))
            return true;
    return false;
}

bool paper_draws(qpdf_data q, qpdf_oh stream)
{
    struct buf content = {0};
    bool found = !paper_unpack(q, stream, &content); /* who knows */
    struct reader r = {.q = q, .resources = qpdf_oh_new_null(q), .at = content.data, .end = buf_end(&content)};

    for (struct paper_token t = {.kind = 'o'}; content.n && t.kind && !found;) {
        t = next_operator(&r);
        found = t.kind && paints(&t);
    }
    buf_free(&content);
    return found;
}

static const char *open_mark(struct state *s, enum kind kind)
{
    if (s->depth == NESTED)
        return N_("marks of a page lie in each other too deeply");
    if ((kind == ELEMENT && s->counts[ELEMENT] + s->counts[ARTIFACT] > 0) || (kind == ARTIFACT && s->counts[ELEMENT] > 0))
        return N_("content of a page belongs to two elements, or to one and to none");
    s->open[s->depth++] = kind;
    s->counts[kind]++;
    return NULL;
}

static const char *look_at(struct reader *r, const struct paper_token *t, struct state *s, struct arena *a, struct paper_marks *out)
{
    enum kind kind;
    int mcid;

    if (opens(t)) {
        kind = kind_of(r, &mcid);
        if (kind == ELEMENT && mcid < 0)
            return N_("a mark of a page has no number");
        if (kind == ELEMENT)
            *VEC_PUSH(a, out) = mcid;
        return open_mark(s, kind);
    }
    if (paper_is_word(t, "EMC")) {
        if (s->depth == 0)
            return N_("a mark of a page ends that does not begin");
        s->counts[s->open[--s->depth]]--;
    }
    return paints(t) && s->counts[ELEMENT] + s->counts[ARTIFACT] == 0 ? N_("not all that is on its pages is tagged") : NULL;
}

const char *paper_look_marks(qpdf_data q, qpdf_oh resources, const char *s, size_t n, struct arena *a, struct paper_marks *out)
{
    struct reader r = {.q = q, .resources = resources, .at = s, .end = s + n};
    struct state state = {.depth = 0};
    const char *trouble = NULL;

    for (struct paper_token t = next_operator(&r); t.kind && !trouble; t = next_operator(&r))
        trouble = look_at(&r, &t, &state, a, out);
    return trouble ? trouble : state.depth ? N_("a mark of a page does not end") : NULL;
}
