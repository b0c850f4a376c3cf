/* paper_pdf.c - PDFs that others made, through libqpdf's C interface, which paper_claim.c uses too and
 * nobody else.
 *
 * libqpdf reads objects when they are asked for and catches its own exceptions; every object handle lives until
 * qpdf_oh_release_all(). A page is brought over as a form XObject: content, resources and what its annotations look like. So
 * the pages stay the form's own (numbers, destinations, tags), and nothing that acts comes along. */
#include <libdeflate.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/limits.h"
#include "paper/paper_qpdf.h"

enum { MATRIX_DIGITS = 9, HIDDEN = 1 << 1, NO_VIEW = 1 << 5 /* ISO 32000-1, table 165 */ };

struct box {
    double x0, y0, x1, y1;
};

struct matrix { /* x' = a x + c y + e, y' = b x + d y + f */
    double a, b, c, d, e, f;
};

/* --- opening --- */

/* A file, or, with path NULL, bytes that are libqpdf's to look at until it is cleaned up. */
qpdf_data paper_open(const char *path, const void *bytes, size_t n, bool *encrypted)
{
    qpdf_data q = qpdf_init();

    if (!q)
        base_die_oom();
    *encrypted = false;
    qpdf_silence_errors(q);
    qpdf_set_suppress_warnings(q, QPDF_TRUE);
    /* What only a guess could mend is damaged: pages may be lost, and another reader guesses otherwise. */
    qpdf_set_attempt_recovery(q, QPDF_FALSE);
    if (!((path ? qpdf_read(q, path, NULL) : qpdf_read_memory(q, "paper", bytes, n, NULL)) & QPDF_ERRORS)) {
        *encrypted = qpdf_is_encrypted(q);
        return q;
    }
    *encrypted = qpdf_get_error_code(q, qpdf_get_error(q)) == qpdf_e_password;
    qpdf_cleanup(&q);
    return NULL;
}

/* The cause of the last failure; forgets it. */
static bool failed(qpdf_data q)
{
    if (!qpdf_has_error(q))
        return false;
    qpdf_get_error(q);
    return true;
}

qpdf_oh paper_key(qpdf_data q, qpdf_oh dict, const char *name)
{
    return qpdf_oh_get_key_if_dict(q, qpdf_oh_is_stream(q, dict) ? qpdf_oh_get_dict(q, dict) : dict, name);
}

bool paper_is_named(qpdf_data q, qpdf_oh o, const char *name)
{
    return qpdf_oh_is_name(q, o) && strcmp(qpdf_oh_get_name(q, o), name) == 0;
}

/* --- boxes --- */

static double number_at(qpdf_data q, qpdf_oh array, int i)
{
    return qpdf_oh_get_numeric_value(q, qpdf_oh_get_array_item(q, array, i));
}

static double least(double a, double b)
{
    return a < b ? a : b;
}

static double greatest(double a, double b)
{
    return a > b ? a : b;
}

/* A rectangle names any two opposite corners (ISO 32000-1, 7.9.5). */
static bool read_box(qpdf_data q, qpdf_oh array, struct box *out)
{
    double v[4];

    if (!qpdf_oh_is_array(q, array) || qpdf_oh_get_array_n_items(q, array) != 4)
        return false;
    for (int i = 0; i < 4; i++)
        v[i] = number_at(q, array, i);
    *out = (struct box){least(v[0], v[2]), least(v[1], v[3]), greatest(v[0], v[2]), greatest(v[1], v[3])};
    return out->x1 > out->x0 && out->y1 > out->y0;
}

/* What a reader shows of the page (ISO 32000-1, 14.11.2). */
static bool page_box(qpdf_data q, qpdf_oh page, struct box *out)
{
    struct box crop;

    if (!read_box(q, paper_key(q, page, "/MediaBox"), out))
        return false;
    if (read_box(q, paper_key(q, page, "/CropBox"), &crop)) {
        *out = (struct box){greatest(out->x0, crop.x0), greatest(out->y0, crop.y0), least(out->x1, crop.x1),
                            least(out->y1, crop.y1)};
    }
    return out->x1 > out->x0 && out->y1 > out->y0;
}

/* 0, 90, 180, 270, clockwise. */
static int page_turn(qpdf_data q, qpdf_oh page)
{
    int turn = 0;

    qpdf_oh_get_value_as_int(q, paper_key(q, page, "/Rotate"), &turn);
    return ((turn % 360 + 360) % 360) / 90 * 90;
}

static bool page_size(qpdf_data q, qpdf_oh page, struct paper_size *out)
{
    struct box b;
    double unit = 1;
    bool across = page_turn(q, page) % 180 != 0;

    if (!page_box(q, page, &b))
        return false;
    qpdf_oh_get_value_as_number(q, paper_key(q, page, "/UserUnit"), &unit);
    double w = (b.x1 - b.x0) * unit * MPT_PER_PT, h = (b.y1 - b.y0) * unit * MPT_PER_PT;
    if (!(w >= 1 && h >= 1 && w <= LIMIT_PAGE_EDGE && h <= LIMIT_PAGE_EDGE))
        return false;
    *out = (struct paper_size){(mpt)(across ? h : w), (mpt)(across ? w : h)};
    return true;
}

/* --- content --- */

/* The raw data of a deflated stream (RFC 1950 without its checksum, which many writers get wrong), within the limit. */
static bool inflate(const uint8_t *in, size_t n, struct buf *out)
{
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
    size_t made = 0;

    if (!z)
        base_die_oom();
    for (size_t room = 4 * n + 4096; n > 2 && result == LIBDEFLATE_INSUFFICIENT_SPACE; room *= 2) {
        room = room < LIMIT_PAPER_CONTENT ? room : LIMIT_PAPER_CONTENT;
        void *data = xmalloc(room);
        size_t used;
        result = libdeflate_deflate_decompress_ex(z, in + 2, n - 2, data, room, &used, &made);
        if (result == LIBDEFLATE_SUCCESS)
            buf_add(out, data, made);
        free(data);
        if (room == LIMIT_PAPER_CONTENT)
            break;
    }
    libdeflate_free_decompressor(z);
    return result == LIBDEFLATE_SUCCESS;
}

/* libqpdf unpacks without a limit, so deflated content, which may grow a thousandfold, is unpacked here. */
bool paper_unpack(qpdf_data q, qpdf_oh stream, struct buf *out)
{
    qpdf_oh filter = paper_key(q, stream, "/Filter"), parms = paper_key(q, stream, "/DecodeParms");
    bool single = !qpdf_oh_is_array(q, filter) || qpdf_oh_get_array_n_items(q, filter) == 1;
    qpdf_oh first = qpdf_oh_is_array(q, filter) && single ? qpdf_oh_get_array_item(q, filter, 0) : filter;
    bool deflated = single && paper_is_named(q, first, "/FlateDecode") && !qpdf_oh_is_dictionary(q, parms);
    unsigned char *data = NULL;
    size_t n = 0;
    QPDF_BOOL plain = QPDF_FALSE;

    if (!single || (paper_is_named(q, first, "/FlateDecode") && !deflated))
        return false;
    if (qpdf_oh_get_stream_data(q, stream, deflated ? qpdf_dl_none : qpdf_dl_generalized, &plain, &data, &n) & QPDF_ERRORS)
        return failed(q), false;
    bool good = deflated ? inflate(data, n, out) : plain || qpdf_oh_is_null(q, filter);
    if (good && !deflated)
        buf_add(out, data, n);
    free(data);
    return good && out->n <= LIMIT_PAPER_CONTENT;
}

bool paper_add_stream(qpdf_data q, qpdf_oh stream, struct buf *out)
{
    bool good = paper_unpack(q, stream, out);

    buf_putc(out, '\n'); /* streams end between two tokens (ISO 32000-1, table 30) */
    return good;
}

/* A page without content is an empty page. */
static bool page_content(qpdf_data q, qpdf_oh page, struct buf *out)
{
    qpdf_oh contents = paper_key(q, page, "/Contents");
    bool good = true;

    if (qpdf_oh_is_stream(q, contents))
        return paper_add_stream(q, contents, out);
    if (!qpdf_oh_is_array(q, contents))
        return qpdf_oh_is_null(q, contents);
    for (int i = 0, n = qpdf_oh_get_array_n_items(q, contents); good && i < n; i++) {
        qpdf_oh part = qpdf_oh_get_array_item(q, contents, i);
        good = qpdf_oh_is_stream(q, part) && paper_add_stream(q, part, out);
    }
    return good;
}

/* --- annotations --- */

/* The stream that an annotation looks like, or null: of a widget with states the chosen one. */
static qpdf_oh appearance(qpdf_data q, qpdf_oh annotation)
{
    qpdf_oh normal = paper_key(q, paper_key(q, annotation, "/AP"), "/N"), state = paper_key(q, annotation, "/AS");

    if (qpdf_oh_is_dictionary(q, normal) && qpdf_oh_is_name(q, state))
        normal = paper_key(q, normal, qpdf_oh_get_name(q, state));
    return qpdf_oh_is_stream(q, normal) ? normal : qpdf_oh_new_null(q);
}

static bool is_seen(qpdf_data q, qpdf_oh annotation)
{
    int flags = 0;

    qpdf_oh_get_value_as_int(q, paper_key(q, annotation, "/F"), &flags);
    return !(flags & (HIDDEN | NO_VIEW)) && !paper_is_named(q, paper_key(q, annotation, "/Subtype"), "/Popup");
}

/* An entry of a form that has a value and no look of its own: it would be lost on paper. */
static bool is_undrawn_field(qpdf_data q, qpdf_oh annotation)
{
    qpdf_oh parent = paper_key(q, annotation, "/Parent"), value = paper_key(q, annotation, "/V");

    if (!paper_is_named(q, paper_key(q, annotation, "/Subtype"), "/Widget") || qpdf_oh_is_stream(q, appearance(q, annotation)))
        return false;
    value = qpdf_oh_is_null(q, value) ? paper_key(q, parent, "/V") : value;
    return qpdf_oh_is_string(q, value) && *qpdf_oh_get_utf8_value(q, value);
}

static bool has_undrawn_field(qpdf_data q, qpdf_oh page)
{
    qpdf_oh all = paper_key(q, page, "/Annots");
    bool found = false;

    for (int i = 0, n = qpdf_oh_is_array(q, all) ? qpdf_oh_get_array_n_items(q, all) : 0; i < n && !found; i++) {
        qpdf_oh one = qpdf_oh_get_array_item(q, all, i);
        found = is_seen(q, one) && is_undrawn_field(q, one);
    }
    return found;
}

/* --- looking --- */

static enum paper_state look_at_page(qpdf_data q, size_t index, struct paper_size *size)
{
    qpdf_oh page = qpdf_get_page_n(q, index);
    struct buf content = {0};
    bool good = page_size(q, page, size) && page_content(q, page, &content);
    bool undrawn = good && has_undrawn_field(q, page);

    buf_free(&content);
    qpdf_oh_release_all(q);
    return failed(q) || !good ? PAPER_DAMAGED : undrawn ? PAPER_FIELDS : PAPER_OK;
}

/* XFA that is drawn by an interactive program alone (ISO 32000-2, table 29). */
static bool needs_rendering(qpdf_data q)
{
    QPDF_BOOL needs = QPDF_FALSE;

    qpdf_oh_get_value_as_bool(q, paper_key(q, qpdf_get_root(q), "/NeedsRendering"), &needs);
    return needs;
}

static enum paper_state look_at_pages(qpdf_data q, struct paper *p, struct arena *a)
{
    int n = qpdf_get_num_pages(q);
    enum paper_state state = PAPER_OK;

    if (failed(q) || n < 0 || qpdf_push_inherited_attributes_to_page(q) & QPDF_ERRORS)
        return PAPER_DAMAGED;
    if (n == 0 || n > LIMIT_PAPER_PAGES)
        return n ? PAPER_TOO_LARGE : PAPER_EMPTY;
    if (needs_rendering(q))
        return PAPER_FIELDS;
    struct paper_size *sizes = arena_array(a, (size_t)n, sizeof *sizes);
    for (int i = 0; i < n && state == PAPER_OK; i++)
        state = look_at_page(q, (size_t)i, &sizes[i]);
    p->pages = (unsigned)n;
    p->sizes = sizes;
    return state;
}

void paper_pdf_look(struct paper *p, struct arena *a, const void *bytes, size_t n)
{
    bool encrypted;
    qpdf_data q = paper_open(NULL, bytes, n, &encrypted);

    p->state = encrypted ? PAPER_ENCRYPTED : !q ? PAPER_DAMAGED : look_at_pages(q, p, a);
    if (q) {
        paper_claim(q, p);
        qpdf_cleanup(&q);
    }
}

/* --- merging: objects --- */

/* One open paper, and the document that takes its pages. */
struct merge {
    qpdf_data main, from;
};

static qpdf_oh take(const struct merge *m, qpdf_oh foreign)
{
    /* A direct object is copied as an indirect one is, once it is one. */
    if (!qpdf_oh_is_indirect(m->from, foreign))
        foreign = qpdf_make_indirect_object(m->from, foreign);
    return qpdf_oh_copy_foreign_object(m->main, m->from, foreign);
}

static void set_numbers(qpdf_data q, qpdf_oh dict, const char *name, const double *v, int n)
{
    qpdf_oh array = qpdf_oh_new_array(q);

    for (int i = 0; i < n; i++)
        qpdf_oh_append_item(q, array, qpdf_oh_new_real_from_double(q, v[i], MATRIX_DIGITS));
    qpdf_oh_replace_key(q, dict, name, array);
}

static void set_box(qpdf_data q, qpdf_oh dict, const struct box *b)
{
    set_numbers(q, dict, "/BBox", (const double[]){b->x0, b->y0, b->x1, b->y1}, 4);
}

static void set_matrix(qpdf_data q, qpdf_oh dict, const struct matrix *m)
{
    set_numbers(q, dict, "/Matrix", (const double[]){m->a, m->b, m->c, m->d, m->e, m->f}, 6);
}

static void make_form(qpdf_data q, qpdf_oh stream, const struct box *b, const struct buf *content)
{
    qpdf_oh dict;

    qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)(content->data ? content->data : ""), content->n,
                                qpdf_oh_new_null(q), qpdf_oh_new_null(q));
    dict = qpdf_oh_get_dict(q, stream);
    qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/XObject"));
    qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/Form"));
    set_box(q, dict, b);
}

/* --- merging: geometry --- */

/* Page space to the unit square, upright. */
static struct matrix to_unit(const struct box *b, int turn)
{
    double w = b->x1 - b->x0, h = b->y1 - b->y0;

    switch (turn) {
    case 90:
        return (struct matrix){0, -1 / w, 1 / h, 0, -b->y0 / h, b->x1 / w};
    case 180:
        return (struct matrix){-1 / w, 0, 0, -1 / h, b->x1 / w, b->y1 / h};
    case 270:
        return (struct matrix){0, 1 / w, -1 / h, 0, b->y1 / h, -b->x0 / w};
    default:
        return (struct matrix){1 / w, 0, 0, 1 / h, -b->x0 / w, -b->y0 / h};
    }
}

static struct matrix read_matrix(qpdf_data q, qpdf_oh array)
{
    if (!qpdf_oh_is_array(q, array) || qpdf_oh_get_array_n_items(q, array) != 6)
        return (struct matrix){1, 0, 0, 1, 0, 0};
    return (struct matrix){number_at(q, array, 0), number_at(q, array, 1), number_at(q, array, 2),
                           number_at(q, array, 3), number_at(q, array, 4), number_at(q, array, 5)};
}

/* The upright box around a box that was transformed. */
static struct box around(const struct matrix *m, const struct box *b)
{
    const double x[] = {b->x0, b->x1, b->x0, b->x1}, y[] = {b->y0, b->y0, b->y1, b->y1};
    struct box out = {1e30, 1e30, -1e30, -1e30};

    for (int i = 0; i < 4; i++) {
        double px = m->a * x[i] + m->c * y[i] + m->e, py = m->b * x[i] + m->d * y[i] + m->f;
        out = (struct box){least(out.x0, px), least(out.y0, py), greatest(out.x1, px), greatest(out.y1, py)};
    }
    return out;
}

/* --- merging: what annotations look like --- */

static void add_number(struct buf *out, double v)
{
    buf_decimal(out, (int64_t)(v * 1e6 + (v < 0 ? -0.5 : 0.5)), 6);
    buf_putc(out, ' ');
}

/* Algorithm "appearance streams" of ISO 32000-1, 12.5.5. False: there is nothing to see. */
static bool place_of(qpdf_data q, qpdf_oh annotation, qpdf_oh look, struct matrix *out)
{
    struct box rect, box;
    struct matrix m = read_matrix(q, paper_key(q, look, "/Matrix"));

    if (!read_box(q, paper_key(q, annotation, "/Rect"), &rect) || !read_box(q, paper_key(q, look, "/BBox"), &box))
        return false;
    box = around(&m, &box);
    if (!(box.x1 > box.x0 && box.y1 > box.y0))
        return false;
    double sx = (rect.x1 - rect.x0) / (box.x1 - box.x0), sy = (rect.y1 - rect.y0) / (box.y1 - box.y0);
    *out = (struct matrix){sx, 0, 0, sy, rect.x0 - box.x0 * sx, rect.y0 - box.y0 * sy};
    return true;
}

static void draw_annotation(const struct merge *m, qpdf_oh annotation, qpdf_oh objects, struct buf *content, int i)
{
    qpdf_oh look = appearance(m->from, annotation);
    struct matrix at;
    char name[24];

    if (!is_seen(m->from, annotation) || !qpdf_oh_is_stream(m->from, look) || !place_of(m->from, annotation, look, &at))
        return;
    snprintf(name, sizeof name, "/A%d", i);
    look = take(m, look);
    qpdf_oh_replace_key(m->main, qpdf_oh_get_dict(m->main, look), "/Subtype", qpdf_oh_new_name(m->main, "/Form"));
    qpdf_oh_replace_key(m->main, objects, name, look);
    buf_puts(content, "q ");
    const double v[] = {at.a, at.b, at.c, at.d, at.e, at.f};
    for (int k = 0; k < 6; k++)
        add_number(content, v[k]);
    buf_printf(content, "cm %s Do Q\n", name);
}

/* The page itself is a form of its own, so that what it leaves open in the graphics state ends with it. */
static void draw_annotations(const struct merge *m, qpdf_oh page, qpdf_oh form, const struct box *box)
{
    qpdf_data q = m->main;
    qpdf_oh all = paper_key(m->from, page, "/Annots"), objects = qpdf_oh_new_dictionary(q), inner = qpdf_oh_new_stream(q);
    qpdf_oh outer = qpdf_oh_get_dict(q, form), resources = qpdf_oh_new_dictionary(q);
    struct buf content = {0};

    buf_puts(&content, "/P Do\n");
    for (int i = 0, n = qpdf_oh_get_array_n_items(m->from, all); i < n; i++)
        draw_annotation(m, qpdf_oh_get_array_item(m->from, all, i), objects, &content, i);
    unsigned char *data = NULL;
    size_t size = 0;
    qpdf_oh_get_stream_data(q, form, qpdf_dl_none, NULL, &data, &size);
    struct buf own = {(char *)data, size, size};
    make_form(q, inner, box, &own);
    free(data);
    qpdf_oh_replace_key(q, qpdf_oh_get_dict(q, inner), "/Resources", paper_key(q, outer, "/Resources"));
    qpdf_oh_replace_key(q, objects, "/P", inner);
    qpdf_oh_replace_key(q, resources, "/XObject", objects);
    make_form(q, form, box, &content);
    qpdf_oh_replace_key(q, qpdf_oh_get_dict(q, form), "/Resources", resources);
    buf_free(&content);
}

/* --- merging --- */

/* A form begins with the graphics state of its place, a page with the initial one (ISO 32000-1, 8.4.1 and 9.3.1). */
static const char initial_state[] = "0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts\n";

static bool fill(const struct merge *m, const struct paper_place *place)
{
    qpdf_oh page = qpdf_get_page_n(m->from, place->page - 1), resources = paper_key(m->from, page, "/Resources");
    qpdf_oh form = qpdf_get_object_by_id(m->main, (int)place->object, 0), group = paper_key(m->from, page, "/Group");
    struct buf content = {0};
    struct box box;
    buf_puts(&content, initial_state);
    bool good = qpdf_oh_is_stream(m->main, form) && page_box(m->from, page, &box) && page_content(m->from, page, &content);

    if (good) {
        struct matrix unit = to_unit(&box, page_turn(m->from, page));
        make_form(m->main, form, &box, &content);
        qpdf_oh dict = qpdf_oh_get_dict(m->main, form);
        qpdf_oh_replace_key(m->main, dict, "/Resources",
                            qpdf_oh_is_dictionary(m->from, resources) ? take(m, resources)
                                                                      : qpdf_oh_new_dictionary(m->main));
        if (qpdf_oh_is_array(m->from, paper_key(m->from, page, "/Annots")))
            draw_annotations(m, page, form, &box);
        dict = qpdf_oh_get_dict(m->main, form);
        if (qpdf_oh_is_dictionary(m->from, group))
            qpdf_oh_replace_key(m->main, dict, "/Group", take(m, group));
        set_matrix(m->main, dict, &unit);
    }
    buf_free(&content);
    qpdf_oh_release_all(m->main);
    qpdf_oh_release_all(m->from);
    return !failed(m->from) && !failed(m->main) && good;
}

static bool blame(struct paper_fault *fault, const struct paper *p, const char *cause)
{
    fault->paper = p;
    snprintf(fault->cause, sizeof fault->cause, "%s", cause);
    return false;
}

/* The same bytes for the same input: libqpdf makes the document's id of the content. */
static bool write_pdf(qpdf_data q, struct buf *out, struct paper_fault *fault)
{
    if (qpdf_init_write_memory(q) & QPDF_ERRORS)
        return blame(fault, NULL, qpdf_get_error_full_text(q, qpdf_get_error(q)));
    qpdf_set_deterministic_ID(q, QPDF_TRUE);
    qpdf_set_newline_before_endstream(q, QPDF_TRUE); /* ISO 19005-1, 6.1.7 */
    if (qpdf_write(q) & QPDF_ERRORS)
        return blame(fault, NULL, qpdf_get_error_full_text(q, qpdf_get_error(q)));
    buf_add(out, qpdf_get_buffer(q), qpdf_get_buffer_length(q));
    return true;
}

/* The papers stay open until the document is written: libqpdf reads their streams only then. */
static bool fill_all(qpdf_data q, const struct paper_place *places, size_t count, qpdf_data *open, struct paper_fault *fault)
{
    for (size_t i = 0; i < count; i++) {
        const struct paper *p = places[i].paper;
        size_t k = 0;
        bool encrypted;
        while (k < i && places[k].paper != p)
            k++;
        if (k == i && !(open[i] = paper_open(p->path, NULL, 0, &encrypted)))
            return blame(fault, p, N_("it can no longer be opened"));
        struct merge m = {q, open[k]};
        if (k == i)
            qpdf_push_inherited_attributes_to_page(open[k]);
        if (!fill(&m, &places[i]))
            return blame(fault, p, N_("a page cannot be brought over"));
    }
    return true;
}

bool paper_merge(const void *pdf, size_t n, const struct paper_place *places, size_t count, struct buf *out,
                 struct paper_fault *fault)
{
    qpdf_data q = qpdf_init(), *open = xcalloc(count, sizeof(qpdf_data));
    bool good;

    if (!q)
        base_die_oom();
    qpdf_silence_errors(q);
    qpdf_set_suppress_warnings(q, QPDF_TRUE);
    good = !(qpdf_read_memory(q, "form", pdf, n, NULL) & QPDF_ERRORS) ||
           blame(fault, NULL, qpdf_get_error_full_text(q, qpdf_get_error(q)));
    good = good && fill_all(q, places, count, open, fault) && write_pdf(q, out, fault);
    qpdf_cleanup(&q);
    for (size_t i = 0; i < count; i++)
        if (open[i])
            qpdf_cleanup(&open[i]);
    free(open);
    return good;
}
