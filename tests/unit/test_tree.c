/* The structure of PDFs that others made: what is kept of it, and what keeps it out. Types below each other, marks as they stand on
 * their page. */
#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/tag_types.h"
#include "paper/paper.h"
#include "paper/paper_tree.h"
#include "testpdf.h"

enum { MOST = 120 /* elements of a case */, FIRST = 8 /* their objects */ };

struct given {
    const char *content; /* of page 1; page 2 has one mark, 0 */
    const char *root;    /* entries of the structure's root */
    const char *elements[MOST];
    const char *page; /* entries of page 1, or NULL */
};

#define PLAIN "/P<</MCID 0>>BDC (a) Tj EMC "
#define TREE "/K 8 0 R"

static struct buf make(const struct given *g, struct arena *a)
{
    const char *objects[FIRST + MOST] = {
        "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R/Lang(en-GB)>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 200 100]>>",
    };
    const char *last = "/P<</MCID 0>>BDC (z) Tj EMC";
    size_t n = 0;

    objects[2] = arena_printf(a, "<</Type/Page/Parent 2 0 R/Contents 6 0 R/Resources<</Properties<</M0<</MCID 7/ActualText(x)>>>>>>%s>>", g->page ? g->page : "");
    objects[3] = "<</Type/Page/Parent 2 0 R/Contents 7 0 R/Resources<<>>>>";
    objects[4] = arena_printf(a, "<</Type/StructTreeRoot%s>>", g->root);
    objects[5] = arena_printf(a, "<</Length %zu>>\nstream\n%s\nendstream", strlen(g->content), g->content);
    objects[6] = arena_printf(a, "<</Length %zu>>\nstream\n%s\nendstream", strlen(last), last);
    for (; n < MOST && g->elements[n]; n++)
        objects[FIRST - 1 + n] = g->elements[n];
    return test_pdf(objects, FIRST - 1 + n, "");
}

/* --- what is kept --- */

static void put_box(struct buf *b, const struct paper_element *e)
{
    const double at[] = {e->x0, e->y0, e->x1, e->y1};
    for (int i = 0; i < 4; i++) {
        buf_puts(b, i ? " " : " [");
        buf_decimal(b, (int64_t)(at[i] * 1000), 3);
    }
    buf_putc(b, ']');
}

static void put_traits(struct buf *b, const struct paper_element *e)
{
    if (e->rows || e->columns)
        buf_printf(b, " %ux%u", e->rows, e->columns);
    if (e->scope)
        buf_printf(b, " %c", e->scope);
    for (unsigned i = 0; i < e->header_count; i++)
        buf_printf(b, " <%u", e->headers[i]);
    if (e->alt)
        buf_printf(b, " '%s'", e->alt);
    if (e->actual)
        buf_printf(b, " \"%s\"", e->actual);
    if (e->lang)
        buf_printf(b, " %s", e->lang);
    if (e->numbering)
        buf_printf(b, " %s", e->numbering);
    if (e->boxed)
        put_box(b, e);
}

/* "Type(kids)", a mark as page.number. */
static char *dump(const struct paper_tree *t, struct arena *a)
{
    uint32_t open[LIMIT_PAPER_TAG_DEPTH + 1], depth = 0;
    struct buf b = {0};

    for (size_t i = 0; i < t->step_count; i++) {
        const struct paper_step *s = &t->steps[i];
        bool begins = s->page == PAPER_NO_PAGE;
        uint32_t in = begins ? t->elements[s->element].parent : s->element;
        for (; depth && open[depth - 1] != in; depth--)
            buf_putc(&b, ')');
        if (b.n && b.data[b.n - 1] != '(')
            buf_putc(&b, ' ');
        if (!begins) {
            buf_printf(&b, "%u.%u", s->page, s->mark);
            continue;
        }
        buf_puts(&b, tag_type_name(t->elements[s->element].type));
        put_traits(&b, &t->elements[s->element]);
        buf_putc(&b, '(');
        open[depth++] = s->element;
    }
    for (; depth; depth--)
        buf_putc(&b, ')');
    return buf_keep(&b, a);
}

static const char *tree_of(const struct given *g, struct arena *a, const char **trouble)
{
    struct papers *all = papers_new(".");
    struct buf pdf = make(g, a);
    const struct paper *p = papers_look(all, "a.pdf", pdf.data, pdf.n);
    const char *out = p->tree ? dump(p->tree, a) : NULL;

    assert_int_equal(p->state, PAPER_OK);
    *trouble = p->untagged;
    papers_free(all);
    buf_free(&pdf);
    return out;
}

#define END "<</S/P/P 8 0 R/Pg 4 0 R/K 0>>"

static void kept_trees(void **state)
{
    (void)state;
    static const struct { struct given given; const char *tree; } rows[] = {
        {{PLAIN, TREE, {"<</S/Document/K[9 0 R 10 0 R]>>", "<</S/P/P 8 0 R/Pg 3 0 R/K 0>>", END}, NULL}, "Document(P(0.0) P(1.0))"},
        /* numbers are counted anew; a paragraph over two pages; a mark that the page has not */
        {{"/A<</MCID 9>>BDC (a) ' EMC /Artifact BMC 0 0 1 1 re f EMC /Span/M0 BDC BI /W 1 ID (EMC EI EMC", TREE,
          {"<</S/P/Pg 3 0 R/K[7 <</Type/MCR/Pg 4 0 R/MCID 0>> 9 12]>>"}, NULL}, "P(0.1 1.0 0.0)"},
        /* roles lead on, a standard type is what it is, several begin the tree */
        {{PLAIN, "/K[8 0 R 9 0 R]/RoleMap<</Headline/Chapter/Chapter/H1/P/Nothing>>", {"<</S/Headline/Pg 3 0 R/K 0>>", "<</S/P/Pg 4 0 R/K 0>>"}, NULL},
         "H1(0.0) P(1.0)"},
        /* texts, languages; what is none says nothing */
        {{PLAIN, TREE, {"<</S/Div/Lang(zh-Hant-TW)/K[9 0 R 10 0 R]>>", "<</S/Figure/Pg 3 0 R/Alt(Map)/A<</O/Layout/BBox[50 25 100 150]>>/K 0>>",
          "<</S/Span/Pg 4 0 R/ActualText(b)/Lang(not a language)/K 0>>"}, NULL}, "Div zh-Hant-TW(Figure 'Map' [0.25 0.25 0.5 1](0.0) Span \"b\"(1.0))"},
        /* a figure without a box is as large as its page */
        {{PLAIN, TREE, {"<</S/Figure/Alt(F)/K[<</Type/MCR/Pg 3 0 R/MCID 0>> 9 0 R]>>", "<</S/P/Pg 4 0 R/K 0>>"}, "/Rotate 90"},
         "Figure 'F' [0 0 1 1](0.0 P(1.0))"},
        /* cells: attributes, classes, header cells by name */
        {{PLAIN, TREE "/ClassMap<</wide<</O/Table/ColSpan 3/Scope/Both>>>>",
          {"<</S/Table/K 9 0 R>>", "<</S/TR/K[10 0 R 11 0 R 12 0 R]>>", "<</S/TH/C/wide/ID(h)/Pg 3 0 R/K 0>>",
           "<</S/TD/A[<</O/Table/RowSpan 2/Headers[<68> (no) (d)]>> 0]/Pg 4 0 R/K 0>>", "<</S/TD/ID(d)/K[]>>"}, NULL},
         "Table(TR(TH 0x3 B(0.0) TD 2x0 <2(1.0) TD()))"},
        /* an empty place to sign is not seen */
        {{PLAIN, TREE, {"<</S/P/Pg 3 0 R/K[0 9 0 R]>>", "<</S/P/Pg 4 0 R/K 0>>", "<</Length 1>>\nstream\nq\nendstream"},
          "/Annots[<</Subtype/Widget/Rect[0 0 9 9]/AP<</N 10 0 R>>>>]"}, "P(0.0 P(1.0))"},
        /* lists; a link's object goes */
        {{PLAIN, TREE, {"<</S/L/A<</O/List/ListNumbering/Decimal>>/K 9 0 R>>", "<</S/LI/K[10 0 R 11 0 R]>>", "<</S/Lbl/Pg 3 0 R/K 0>>",
          "<</S/LBody/K 12 0 R>>", "<</S/Link/Pg 4 0 R/K[<</Type/OBJR/Obj 3 0 R>> 0]>>"}, NULL}, "L Decimal(LI(Lbl(0.0) LBody(Link(1.0))))"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new();
        const char *trouble, *tree = tree_of(&rows[i].given, a, &trouble);
        assert_null(trouble);
        assert_non_null(tree);
        assert_string_equal(tree, rows[i].tree);
        arena_free(a);
    }
}

static void trees_left_out(void **state)
{
    (void)state;
#define DOC "<</S/Document/K[9 0 R 10 0 R]>>"
#define ONE(content) {content, TREE, {DOC, "<</S/P/Pg 3 0 R/K 0>>", "<</S/P/Pg 4 0 R/K 0>>"}, NULL}
    static const char tree[] = "its structure is no tree", untagged[] = "not all that is on its pages is tagged",
                      two[] = "content of a page belongs to two elements, or to one and to none",
                      place[] = "parts of a table, a list or a table of contents stand where they may not",
                      cells[] = "cells of a table lie over each other, or leave gaps";
    static const struct { struct given given; const char *trouble; } rows[] = {
        {ONE(PLAIN "(b) Tj"), untagged},
        {ONE(PLAIN "/OC /x BDC 0 0 m 1 1 l S EMC"), untagged},
        {ONE(PLAIN "BI /W 1 ID x EI"), untagged},
        {ONE("/P<</MCID 0>>BDC /Artifact BMC f EMC EMC"), two},
        {ONE("/Artifact BMC " PLAIN "EMC"), two},
        {ONE("/P<</MCID 0>>BDC /Q<</MCID 1>>BDC EMC EMC"), two},
        {ONE(PLAIN PLAIN), "marks of a page have the same number"},
        {ONE(PLAIN "/P<</MCID 1>>BDC f EMC"), "content of a page belongs to no element"},
        {ONE("/P<</MCID 0>>BDC"), "a mark of a page does not end"},
        {ONE(PLAIN "EMC"), "a mark of a page ends that does not begin"},
        {ONE(PLAIN "/P<</MCID -1>>BDC f EMC"), "a mark of a page has no number"},
        {ONE(PLAIN "/P<</MCID 1/MCID 2>>BDC f EMC"), "a mark of a page has no number"},
        /* no tree: cycles, elements met twice, marks met twice or without a page, elements within others */
        {{PLAIN, TREE, {"<</S/Div/K[9 0 R]>>", "<</S/Div/K 8 0 R>>"}, NULL}, tree},
        {{PLAIN, TREE, {"<</S/Div/K[9 0 R 10 0 R 9 0 R]>>", "<</S/P/Pg 3 0 R/K 0>>", "<</S/P/Pg 4 0 R/K 0>>"}, NULL}, tree},
        {{PLAIN, TREE, {"<</S/P/Pg 3 0 R/K[0 0]>>"}, NULL}, tree},
        {{PLAIN, TREE, {"<</S/P/K 0>>"}, NULL}, tree},
        {{PLAIN, TREE, {"<</S/Div/K[<</S/P/Pg 3 0 R/K 0>>]>>"}, NULL}, tree},
        {{PLAIN, TREE, {"<</S/P/Pg 3 0 R/K[0 (text)]>>"}, NULL}, tree},
        {{PLAIN, TREE, {"[1 2 3]"}, NULL}, tree},
        {{PLAIN, "/K 0", {NULL}, NULL}, tree},
        {{PLAIN, TREE, {"<</S/P/Pg 3 0 R/K <</Type/MCR/Stm 6 0 R/MCID 0>>>>"}, NULL}, "its structure leads into pictures of its pages"},
        {{PLAIN, TREE, {"<</S/Own/Pg 3 0 R/K 0>>"}, NULL}, "a role leads to no standard structure type"},
        {{PLAIN, TREE "/RoleMap<</A/B/B/A>>", {"<</S/A/Pg 3 0 R/K 0>>"}, NULL}, "a role leads to no standard structure type"},
        {{PLAIN, TREE, {"<</S/Figure/Pg 3 0 R/K[0 9 0 R]>>", "<</S/P/Pg 4 0 R/K 0>>"}, NULL}, "a figure or a formula has no text that stands for it"},
        /* places */
        {{PLAIN, TREE, {DOC, "<</S/TD/Pg 3 0 R/K 0>>", END}, NULL}, place},
        {{PLAIN, TREE, {DOC, "<</S/Table/Pg 3 0 R/K 0>>", END}, NULL}, place},
        {{PLAIN, TREE, {DOC, "<</S/L/K 11 0 R>>", END, "<</S/P/Pg 3 0 R/K 0>>"}, NULL}, place},
        {{PLAIN, TREE, {"<</S/Table/K[9 0 R 9 0 R]>>", "<</S/THead/K[]>>"}, NULL}, tree},
        {{PLAIN, TREE, {"<</S/Table/K[9 0 R 10 0 R]>>", "<</S/THead/K 11 0 R>>", "<</S/THead/K 12 0 R>>", "<</S/TR/K 13 0 R>>", "<</S/TR/K 14 0 R>>",
          "<</S/TH/Pg 3 0 R/K 0>>", "<</S/TH/Pg 4 0 R/K 0>>"}, NULL}, place},
        {{PLAIN, TREE, {"<</S/L/K[9 0 R 10 0 R]>>", "<</S/LI/K 11 0 R>>", "<</S/Caption/Pg 4 0 R/K 0>>", "<</S/LBody/Pg 3 0 R/K 0>>"}, NULL}, place},
        {{PLAIN, TREE, {"<</S/Table/K[9 0 R 10 0 R]>>", "<</S/TR/K[11 0 R 12 0 R]>>", "<</S/TR/K 13 0 R>>", "<</S/TH/Pg 3 0 R/K 0>>",
          "<</S/TH/Pg 4 0 R/A<</O/Table/RowSpan 2>>/K 0>>", "<</S/TD/A<</O/Table/ColSpan 2>>/K[]>>"}, NULL}, cells},
        {{PLAIN, TREE, {"<</S/Table/K[9 0 R 10 0 R]>>", "<</S/TR/K[11 0 R 12 0 R]>>", "<</S/TR/K[]>>", "<</S/TH/Pg 3 0 R/K 0>>",
          "<</S/TH/Pg 4 0 R/A<</O/Table/RowSpan 2>>/K 0>>"}, NULL}, cells},
        {{PLAIN, TREE, {"<</S/Table/K 9 0 R>>", "<</S/TR/K 10 0 R>>", "<</S/TD/A<</O/Table/ColSpan 1001>>/K[]>>"}, NULL}, "its structure is too large"},
        {{PLAIN, TREE, {"<</S/P/Pg 3 0 R/K 0>>"}, "/Annots[<</Subtype/Stamp/Rect[0 0 9 9]/AP<</N 7 0 R>>>>]"}, "fields or notes stand on its pages"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new();
        const char *trouble;
        assert_null(tree_of(&rows[i].given, a, &trouble));
        assert_non_null(trouble);
        assert_string_equal(trouble, rows[i].trouble);
        arena_free(a);
    }
}

/* One level too many, one kid too many, texts that are one object for many: each ends at its limit. */
static void limits(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct buf kids = {0}, many = {0};
    const char *trouble;

    for (unsigned i = 0; i <= LIMIT_PAPER_TAGS; i++)
        buf_puts(&kids, "0 ");
    buf_printf(&many, "<</S/P/Pg 3 0 R/K[%s]>>", kids.data);
    assert_null(tree_of(&(struct given){.content = PLAIN, .root = TREE, .elements = {many.data}}, a, &trouble));
    assert_string_equal(trouble, "its structure is too large");
    struct given deep = {.content = PLAIN, .root = TREE};
    for (unsigned i = 0; i <= LIMIT_PAPER_TAG_DEPTH; i++)
        deep.elements[i] = arena_printf(a, "<</S/Div/K %u 0 R>>", FIRST + i + 1);
    deep.elements[LIMIT_PAPER_TAG_DEPTH - 1] = "<</S/P/K[<</Type/MCR/Pg 3 0 R/MCID 0>> <</Type/MCR/Pg 4 0 R/MCID 0>>]>>";
    assert_non_null(tree_of(&deep, a, &trouble));
    deep.elements[LIMIT_PAPER_TAG_DEPTH] = deep.elements[LIMIT_PAPER_TAG_DEPTH - 1];
    deep.elements[LIMIT_PAPER_TAG_DEPTH - 1] = arena_printf(a, "<</S/Div/K %u 0 R>>", FIRST + LIMIT_PAPER_TAG_DEPTH);
    assert_null(tree_of(&deep, a, &trouble));
    assert_string_equal(trouble, "its structure is too large");
    many.n = kids.n = 0;
    for (size_t i = 0; i < LIMIT_PAPER_TAG_TEXT / 2 + 1; i++)
        buf_putc(&kids, 'x');
    buf_printf(&many, "(%s)", kids.data);
    assert_null(tree_of(&(struct given){.content = PLAIN, .root = TREE, .elements = {"<</S/P/Pg 3 0 R/Alt 10 0 R/ActualText 10 0 R/K[0 9 0 R]>>",
                        "<</S/P/Pg 4 0 R/K 0>>", many.data}}, a, &trouble));
    assert_string_equal(trouble, "its structure is too large");
    buf_free(&kids);
    buf_free(&many);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(kept_trees), cmocka_unit_test(trees_left_out), cmocka_unit_test(limits)};
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
