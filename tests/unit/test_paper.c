/* What the papers that others made may be: there or not, whole or not, closed, empty; and a page of them in a form. */
#include "test.h"

#include <libdeflate.h>
#include <qpdf/qpdf-c.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "paper/paper.h"
#include "paper/paper_token.h"
#include "run.h"
#include "testpdf.h"

static char *folder;
static struct papers *all;

static int set_up(void **state)
{
    (void)state;
    folder = scratch_new();
    all = papers_new(folder);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    papers_free(all);
    scratch_free(folder);
    return 0;
}

static void save(const char *name, const void *bytes, size_t n)
{
    char *path = path_join(folder, name);
    write_text(path, bytes, n);
    free(path);
}

static void save_buf(const char *name, struct buf *b)
{
    save(name, b->data, b->n);
    buf_free(b);
}

static const struct paper *state_is(const char *name, const char *state)
{
    const struct paper *p = papers_find(all, name);
    assert_string_equal(paper_state_name(p->state), state);
    assert_true((p->state == PAPER_OK) == (p->pages > 0));
    return p;
}

static void whole_pdfs(void **state)
{
    (void)state;
    struct buf b = test_pdf_pages(3, 595, 842, "");
    save_buf("three.pdf", &b);
    const struct paper *p = state_is("three.pdf", "ok");
    assert_int_equal(p->kind, PAPER_PDF);
    assert_int_equal(p->pages, 3);
    assert_int_equal(p->sizes[2].width, 595000);
    assert_int_equal(p->sizes[2].height, 842000);
    assert_ptr_equal(papers_find(all, "three.pdf"), p); /* opened once */
}

/* FIPS 180-4's example, of a file of any kind. What has been read is not read again: a record and its rules say the same. */
static void digests(void **state)
{
    (void)state;
    static const char of_abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    save("abc.txt", "abc", 3);
    assert_string_equal(papers_digest(all, "abc.txt"), of_abc);
    save("abc.txt", "abd", 3);
    assert_string_equal(papers_digest(all, "abc.txt"), of_abc);
    assert_string_equal(papers_digest(all, "none.pdf"), "");
    assert_string_equal(papers_digest(all, "/etc/hostname"), "");
}

/* The same of bytes that lie in no folder. */
static void bytes_of_others(void **state)
{
    (void)state;
    struct buf b = test_pdf_pages(2, 200, 100, "");
    const struct paper *p = papers_look(all, "a/1.pdf", b.data, b.n);
    assert_int_equal(p->state, PAPER_OK);
    assert_int_equal(p->pages, 2);
    assert_int_equal(papers_look(all, "a", b.data, b.n / 2)->state, PAPER_DAMAGED);
    assert_int_equal(papers_look(all, "a", "", 0)->state, PAPER_EMPTY);
    assert_int_equal(papers_look(all, "a", "text", 4)->state, PAPER_TYPE);
    assert_int_equal(papers_find(all, "a/1.pdf")->state, PAPER_MISSING);
    buf_free(&b);
}

/* What is seen counts: crop box, rotation, unit. */
static void page_sizes(void **state)
{
    (void)state;
    static const struct { const char *entries; mpt width, height; } rows[] = {
        {"/Rotate 90", 842000, 595000},     {"/Rotate -90", 842000, 595000},
        {"/Rotate 180", 595000, 842000},    {"/CropBox[100 100 300 200]", 200000, 100000},
        {"/CropBox[0 0 2000 100]/Rotate 270", 100000, 595000}, {"/UserUnit 2", 1190000, 1684000},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.pdf", i);
        struct buf b = test_pdf_pages(1, 595, 842, rows[i].entries);
        save_buf(name, &b);
        const struct paper *p = state_is(name, "ok");
        assert_int_equal(p->sizes[0].width, rows[i].width);
        assert_int_equal(p->sizes[0].height, rows[i].height);
    }
}

static void places(void **state)
{
    (void)state;
    struct buf b = test_pdf_pages(1, 595, 842, "");
    char *inner = path_join(folder, "inner"), *link = path_join(folder, "inner/out.pdf"), *pipe = path_join(folder, "pipe.pdf");
    save("outside.pdf", b.data, b.n);
    assert_int_equal(mkdir(inner, 0777), 0);
    save_buf("inner/in.pdf", &b);
    assert_int_equal(symlink("../outside.pdf", link), 0);
    assert_int_equal(mkfifo(pipe, 0666), 0);
    state_is("inner/in.pdf", "ok");
    state_is("inner", "missing");
    state_is("nothing.pdf", "missing");
    state_is("pipe.pdf", "missing");
    state_is("/etc/passwd", "outside");
    state_is("http://example.org/a.pdf", "outside");
    state_is("file:outside.pdf", "outside");
    struct papers *below = papers_new(inner);
    assert_int_equal(papers_find(below, "../outside.pdf")->state, PAPER_OUTSIDE);
    assert_int_equal(papers_find(below, "out.pdf")->state, PAPER_OUTSIDE);
    assert_int_equal(papers_find(below, "in.pdf")->state, PAPER_OK);
    papers_free(below);
    free(inner);
    free(link);
    free(pipe);
}

static void other_files(void **state)
{
    (void)state;
    save("empty.pdf", "", 0);
    save("word.docx", "PK\003\004 and so on", 15);
    save("text.pdf", "This only says that it is one.", 30);
    save("scan.tif", "II*\0\010\0\0\0", 8);
    state_is("empty.pdf", "empty");
    state_is("word.docx", "type");
    state_is("text.pdf", "type");
    state_is("scan.tif", "type");
    char *path = path_join(folder, "huge.pdf");
    write_text(path, "%PDF-1.7\n", 9);
    assert_int_equal(truncate(path, (off_t)LIMIT_PAPER_BYTES + 1), 0);
    state_is("huge.pdf", "too-large");
    free(path);
}

static void encrypt(const char *from, const char *to, const char *password)
{
    char *in = path_join(folder, from), *out = path_join(folder, to);
    qpdf_data q = qpdf_init();
    assert_int_equal(qpdf_read(q, in, NULL) & QPDF_ERRORS, 0);
    assert_int_equal(qpdf_init_write(q, out) & QPDF_ERRORS, 0);
    qpdf_set_r6_encryption_parameters2(q, password, "owner", 1, 1, 0, 0, 0, 0, qpdf_r3p_none, 1);
    assert_int_equal(qpdf_write(q) & QPDF_ERRORS, 0);
    qpdf_cleanup(&q);
    free(in);
    free(out);
}

static void closed_pdfs(void **state)
{
    (void)state;
    struct buf b = test_pdf_pages(1, 595, 842, "");
    save_buf("open.pdf", &b);
    encrypt("open.pdf", "asks.pdf", "secret");
    encrypt("open.pdf", "restricted.pdf", "");
    state_is("asks.pdf", "encrypted");
    state_is("restricted.pdf", "encrypted");
}

/* Cut at every tenth byte: never whole, never a crash. */
static void cut_pdfs(void **state)
{
    (void)state;
    struct buf b = test_pdf_pages(2, 595, 842, "");
    for (size_t n = 10; n + 20 < b.n; n += 10) {
        char name[40];
        snprintf(name, sizeof name, "cut%zu.pdf", n);
        save(name, b.data, n);
        state_is(name, "damaged");
    }
    buf_free(&b);
}

static struct buf pdf_with_content(const char *content)
{
    const char *objects[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 99 99]>>",
                             "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", content};
    return test_pdf(objects, 4, "");
}

static void contents(void **state)
{
    (void)state;
    static const struct { const char *object, *state; } rows[] = {
        {"null", "ok"}, /* a blank page */
        {"[]", "ok"},
        {"<</Length 3>>\nstream\nq Q\nendstream", "ok"},
        {"<</Length 4/Filter/ASCIIHexDecode>>\nstream\n7120>\nendstream", "ok"},
        {"<</Length 3/Filter/FlateDecode>>\nstream\nabc\nendstream", "damaged"},
        {"<</Length 3/Filter/NoSuchDecode>>\nstream\nabc\nendstream", "damaged"},
        {"<</Length 3/Filter[/ASCIIHexDecode/FlateDecode]>>\nstream\nabc\nendstream", "damaged"},
        {"(text)", "damaged"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.pdf", i);
        struct buf b = pdf_with_content(rows[i].object);
        save_buf(name, &b);
        state_is(name, rows[i].state);
    }
}

/* A PDF with one stream that is 65 MiB of blanks in 64 KiB; `more` goes into its dictionary. */
static struct buf pdf_with_bomb(const char *more)
{
    size_t n = LIMIT_PAPER_CONTENT + (1u << 20), room;
    char *blanks = xmalloc(n);
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(9);
    memset(blanks, ' ', n);
    room = libdeflate_zlib_compress_bound(z, n);
    char *packed = xmalloc(room);
    size_t size = libdeflate_zlib_compress(z, blanks, n, packed, room);
    struct buf object = {0}; /* test_pdf() takes text: blanks hold the place of the bytes */
    buf_printf(&object, "<</Length %zu%s>>\nstream\n%*s\nendstream", size, more, (int)size, "");
    struct buf b = pdf_with_content(object.data);
    memcpy(strstr(b.data + 200, "stream\n") + 7, packed, size);
    libdeflate_free_compressor(z);
    free(blanks);
    free(packed);
    buf_free(&object);
    return b;
}

/* Told before they are unpacked any further, as content or as what libqpdf would unpack by itself. */
static void bombs(void **state)
{
    (void)state;
    static const struct { const char *more, *state; } rows[] = {
        {"/Filter/FlateDecode", "damaged"},
        {"/Filter/FlateDecode/Type/ObjStm/N 1/First 4", "too-large"},
        {"/Filter/FlateDecode/Type/Obj#53tm/N 1/First 4", "too-large"},
        {"/Filter/FlateDecode/Type/XRef", "too-large"},
        {"/Filter[/FlateDecode/FlateDecode]/Type/ObjStm", "too-large"},
        {"/Filter/LZWDecode/Type/ObjStm", "too-large"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char name[24];
        snprintf(name, sizeof name, "bomb%zu.pdf", i);
        struct buf b = pdf_with_bomb(rows[i].more);
        save_buf(name, &b);
        state_is(name, rows[i].state);
    }
}

/* What writers of today make: objects and the cross-reference table in streams. */
static void object_streams(void **state)
{
    (void)state;
    struct buf b = test_pdf_pages(40, 595, 842, "");
    save_buf("plain.pdf", &b);
    char *in = path_join(folder, "plain.pdf"), *out = path_join(folder, "packed.pdf");
    qpdf_data q = qpdf_init();
    assert_int_equal(qpdf_read(q, in, NULL) & QPDF_ERRORS, 0);
    assert_int_equal(qpdf_init_write(q, out) & QPDF_ERRORS, 0);
    qpdf_set_object_stream_mode(q, qpdf_o_generate);
    assert_int_equal(qpdf_write(q) & QPDF_ERRORS, 0);
    qpdf_cleanup(&q);
    assert_int_equal(state_is("packed.pdf", "ok")->pages, 40);
    free(in);
    free(out);
}

static void pages_that_lack(void **state)
{
    (void)state;
    const char *none[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"};
    const char *loop[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1/MediaBox[0 0 9 9]>>"};
    const char *boxless[] = {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R>>"};
    const char *xfa[] = {"<</Type/Catalog/Pages 2 0 R/NeedsRendering true>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 9 9]>>",
                         "<</Type/Page/Parent 2 0 R>>"};
    struct buf b = test_pdf(none, 2, "");
    save_buf("none.pdf", &b);
    b = test_pdf(loop, 2, "");
    save_buf("loop.pdf", &b);
    b = test_pdf(boxless, 3, "");
    save_buf("boxless.pdf", &b);
    b = test_pdf(xfa, 3, "");
    save_buf("xfa.pdf", &b);
    b = test_pdf_pages(1, 595, 842, "/Annots[<</Subtype/Widget/FT/Tx/V(filled in)/Rect[0 0 9 9]>>]");
    save_buf("fields.pdf", &b);
    b = test_pdf_pages(1, 595, 842, "/Annots[<</Subtype/Widget/FT/Tx/V()/Rect[0 0 9 9]>>]");
    save_buf("unfilled.pdf", &b);
    state_is("none.pdf", "empty");
    state_is("loop.pdf", "damaged");
    state_is("boxless.pdf", "damaged");
    state_is("xfa.pdf", "fields");
    state_is("fields.pdf", "fields");
    state_is("unfilled.pdf", "ok");
}

/* What a PDF says of itself is believed, but the colours of a press are no archive's here, and level B with a text that can be
 * read out is as good as U. */
static void archival(void **state)
{
    (void)state;
    static const struct { const char *xmp, *font; int inks; unsigned part; char level; } rows[] = {
        {"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "/Encoding/Identity-H", 3, 2, 'B'},
        {"<d pdfaid:part='3' pdfaid:conformance = \"A\"/>", "/Encoding/Identity-H", 3, 3, 'A'},
        {"<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "/Encoding/WinAnsiEncoding", 3, 1, 'U'},
        {"<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>", "/Encoding/WinAnsiEncoding", 4, 0, 0},
        {"<pdfaid:part>4</pdfaid:part>", "", 3, 0, 0}, {"nothing", "", 3, 0, 0}, {"pdfaid:part", "", 3, 0, 0},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *objects[] = {
            "<</Type/Catalog/Pages 2 0 R/Metadata 3 0 R/OutputIntents[<</DestOutputProfile 5 0 R>>]>>",
            "<</Type/Pages/Kids[4 0 R]/Count 1/MediaBox[0 0 10 10]>>",
            arena_printf(a, "<</Type/Metadata/Length %zu>>\nstream\n%s\nendstream", strlen(rows[i].xmp), rows[i].xmp),
            "<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
            arena_printf(a, "<</N %d/Length 0>>\nstream\n\nendstream", rows[i].inks),
            arena_printf(a, "<</Subtype/Form/Resources<</Font<</F<<%s>>>>>>/Length 0>>\nstream\n\nendstream", rows[i].font),
        };
        struct buf b = test_pdf(objects, 6, "");
        save_buf(arena_printf(a, "%zu.pdf", i), &b);
        const struct paper *p = state_is(arena_printf(a, "%zu.pdf", i), "ok");
        assert_int_equal(p->archival.part, rows[i].part);
        assert_int_equal(p->archival.level, rows[i].level);
    }
    arena_free(a);
}

/* The samples' own pictures, whole and cut. */
static void pictures(void **state)
{
    (void)state;
    static const struct { const char *file; enum paper_kind kind; } rows[] = {
        {"samples/shandong-2025/pictures/spectrum.png", PAPER_PNG}, {"samples/shandong-2025/pictures/raceway.jpg", PAPER_JPEG},
    };
    for (size_t i = 0; i < 2; i++) {
        char *path = path_join(source_folder(), rows[i].file);
        size_t n;
        char *bytes = read_text(path, &n);
        assert_non_null(bytes);
        save(i ? "whole.jpg" : "whole.png", bytes, n);
        save(i ? "cut.jpg" : "cut.png", bytes, n - 30);
        save(i ? "head.jpg" : "head.png", bytes, 20);
        const struct paper *p = state_is(i ? "whole.jpg" : "whole.png", "ok");
        assert_int_equal(p->kind, rows[i].kind);
        assert_int_equal(p->pages, 1);
        assert_true(p->sizes[0].width > p->sizes[0].height);
        state_is(i ? "cut.jpg" : "cut.png", "damaged");
        state_is(i ? "head.jpg" : "head.png", "damaged");
        free(bytes);
        free(path);
    }
}

/* --- handing over --- */

/* Takes what comes as "number: text|". */
struct taken {
    struct buf text;
    unsigned last;
};

static unsigned take_number(void *arg)
{
    return ++((struct taken *)arg)->last;
}

static void take_object(void *arg, unsigned number, struct buf *text)
{
    buf_printf(&((struct taken *)arg)->text, "%u: %s|", number, text->data);
}

static void take_stream(void *arg, unsigned number, struct buf *entries, const void *data, size_t n, bool pack)
{
    struct buf *out = &((struct taken *)arg)->text;
    buf_printf(out, "%u:%s", number, entries->data);
    if (!pack)
        buf_printf(out, "stream %.*s", (int)n, (const char *)data);
    buf_putc(out, '|');
}

/* What pages share comes once, under the numbers of the document that takes it: references are renamed, but not what looks like one in a
 * string; other pages, and what is not there, are null; circles are no matter, nor are objects that are no dictionaries. */
static void objects_of_pages(void **state)
{
    (void)state;
    static const char *const objects[] = {
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 200 100]>>",
        "<</Type/Page/Parent 2 0 R/Resources 5 0 R/Contents 6 0 R>>",
        "<</Type/Page/Parent 2 0 R/Resources<</Pattern 7 0 R>>/Rotate 90>>",
        "<</Pattern 7 0 R/XObject<</X 8 0 R>>>>",
        "<</Length 1>>\nstream\nq\nendstream",
        "[7 0 R (7 0 R \\) 8 0 R) /7#200#20R 3 0 R 99 0 R 2 8 0 R 1.50]",
        "<</Length 9 0 R/Filter/DCTDecode/Up 5 0 R>>\nstream\nABC\nendstream",
        "3",
    };
    struct buf b = test_pdf(objects, sizeof objects / sizeof *objects, "");
    save_buf("shared.pdf", &b);
    const struct paper *p = state_is("shared.pdf", "ok");
    const struct paper_place places[] = {{.object = 101, .paper = p, .page = 1}, {.object = 102, .paper = p, .page = 2}};
    struct taken t = {.last = 200};
    struct paper_fault fault;
    assert_true(paper_merge(places, 2, &(struct paper_taker){take_number, take_object, take_stream, &t}, &fault));
    assert_string_equal(t.text.data,
                        "101:/Type/XObject/Subtype/Form/BBox[0 0 200 100 ]/Matrix[0.005 0 0 0.01 0 0 ]/Resources 201 0 R |"
                        "102:/Type/XObject/Subtype/Form/BBox[0 0 200 100 ]/Matrix[0 -0.005 0.01 0 0 1 ]/Resources << /Pattern 202 0 R  >> |"
                        "201: << /Pattern 202 0 R  /XObject << /X 203 0 R  >> >> |"
                        "202: [ 202 0 R  (7 0 R \\) 8 0 R) /7#200#20R null  null  2 203 0 R  1.50 ] |"
                        "203: /Filter /DCTDecode /Up 201 0 R  stream ABC|");
    buf_free(&t.text);
}

/* A file that became another one, or went away, after it was looked at: its pages are those that were looked at, once; then it is
 * opened anew. */
static void changed_meanwhile(void **state)
{
    (void)state;
    struct buf b = test_pdf_pages(2, 595, 842, "");
    save_buf("a.pdf", &b);
    const struct paper_place place = {.object = 1, .paper = state_is("a.pdf", "ok"), .page = 2};
    struct taken t = {.last = 1};
    const struct paper_taker taker = {take_number, take_object, take_stream, &t};
    struct paper_fault fault;
    b = test_pdf_pages(1, 595, 842, "");
    save_buf("a.pdf", &b);
    assert_true(paper_merge(&place, 1, &taker, &fault));
    assert_false(paper_merge(&place, 1, &taker, &fault));
    assert_ptr_equal(fault.paper, place.paper);
    assert_string_equal(fault.cause, "a page cannot be brought over");
    save("a.pdf", "%PDF-", 5);
    assert_false(paper_merge(&place, 1, &taker, &fault));
    assert_string_equal(fault.cause, "it can no longer be opened");
    buf_free(&t.text);
}

/* The same bytes in every spelling that ISO 32000-1, 7.3.4 has; what is cut ends early. */
static void strings(void **state)
{
    static const struct { const char *token, *bytes; size_t n; } t[] = {
        {"<00410a>", "\0A\n", 3}, {"(\\0\\101\\n)", "\0A\n", 3}, {"(a(b)c)", "a(b)c", 5}, {"(\\(\\\\\\))", "(\\)", 3},
        {"(a\\\r\nb\\\nc)", "abc", 3}, {"(\\r\\t\\b\\f\\x)", "\r\t\b\fx", 5}, {"(\\0053\\53)", "\0053+", 3}, {"()", "", 0},
        {"(ab", "ab", 2}, {"(a\\", "a", 1}, {"(", "", 0}, {"(\\)", ")", 1}, {"<414", "A", 1},
    };
    (void)state;
    for (size_t k = 0; k < sizeof t / sizeof t[0]; k++) {
        size_t length = strlen(t[k].token), i = 0, n = 0;
        char *copy = malloc(length); /* its own block: a sanitizer sees every byte too many */
        const char *at = memcpy(copy, t[k].token, length);
        struct paper_token token = paper_token(&at, copy + length);
        uint8_t byte;
        for (; paper_string_byte(&token, &i, &byte); n++) {
            assert_true(n < t[k].n);
            assert_int_equal(byte, (uint8_t)t[k].bytes[n]);
        }
        assert_int_equal(n, t[k].n);
        assert_ptr_equal(at, copy + length);
        free(copy);
    }
}

int main(void)
{
#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(whole_pdfs), CASE(digests), CASE(bytes_of_others), CASE(page_sizes), CASE(places),          CASE(other_files), CASE(closed_pdfs),
        CASE(cut_pdfs),   CASE(contents),   CASE(pages_that_lack), CASE(bombs), CASE(object_streams),      CASE(pictures),
        CASE(archival),   CASE(objects_of_pages), CASE(changed_meanwhile), CASE(strings),
    };
    return cmocka_run_group_tests_name("paper", tests, NULL, NULL);
}
