/* paper_merge.c - pages of papers are brought over into a PDF of our own, each as a form XObject: content, resources and what
 * its annotations look like. So the pages stay the form's own (numbers, destinations, tags), and nothing that acts comes
 * along. */
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "paper/paper_qpdf.h"

enum { MATRIX_DIGITS = 9 };

struct matrix { /* x' = a x + c y + e, y' = b x + d y + f */
    double a, b, c, d, e, f;
};

/* --- objects --- */

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

static void set_box(qpdf_data q, qpdf_oh dict, const struct paper_box *b)
{
    set_numbers(q, dict, "/BBox", (const double[]){b->x0, b->y0, b->x1, b->y1}, 4);
}

static void set_matrix(qpdf_data q, qpdf_oh dict, const struct matrix *m)
{
    set_numbers(q, dict, "/Matrix", (const double[]){m->a, m->b, m->c, m->d, m->e, m->f}, 6);
}

static void make_form(qpdf_data q, qpdf_oh stream, const struct paper_box *b, const struct buf *content)
{
    qpdf_oh dict;

    qpdf_oh_replace_stream_data(q, stream, (const unsigned char *)(content->data ? content->data : ""), content->n,
                                qpdf_oh_new_null(q), qpdf_oh_new_null(q));
    dict = qpdf_oh_get_dict(q, stream);
    qpdf_oh_replace_key(q, dict, "/Type", qpdf_oh_new_name(q, "/XObject"));
    qpdf_oh_replace_key(q, dict, "/Subtype", qpdf_oh_new_name(q, "/Form"));
    set_box(q, dict, b);
}

/* --- geometry --- */

/* Page space to the unit square, upright. */
static struct matrix to_unit(const struct paper_box *b, int turn)
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
    return (struct matrix){paper_number_at(q, array, 0), paper_number_at(q, array, 1), paper_number_at(q, array, 2),
                           paper_number_at(q, array, 3), paper_number_at(q, array, 4), paper_number_at(q, array, 5)};
}

/* The upright box around a box that was transformed. */
static struct paper_box around(const struct matrix *m, const struct paper_box *b)
{
    const double x[] = {b->x0, b->x1, b->x0, b->x1}, y[] = {b->y0, b->y0, b->y1, b->y1};
    struct paper_box out = {1e30, 1e30, -1e30, -1e30};

    for (int i = 0; i < 4; i++) {
        double px = m->a * x[i] + m->c * y[i] + m->e, py = m->b * x[i] + m->d * y[i] + m->f;
        out = (struct paper_box){fmin(out.x0, px), fmin(out.y0, py), fmax(out.x1, px), fmax(out.y1, py)};
    }
    return out;
}

/* --- what annotations look like --- */

static void add_number(struct buf *out, double v)
{
    buf_decimal(out, (int64_t)(v * 1e6 + (v < 0 ? -0.5 : 0.5)), 6);
    buf_putc(out, ' ');
}

/* Algorithm "appearance streams" of ISO 32000-1, 12.5.5. False: there is nothing to see. */
static bool place_of(qpdf_data q, qpdf_oh annotation, qpdf_oh look, struct matrix *out)
{
    struct paper_box rect, box;
    struct matrix m = read_matrix(q, paper_key(q, look, "/Matrix"));

    if (!paper_read_box(q, paper_key(q, annotation, "/Rect"), &rect) || !paper_read_box(q, paper_key(q, look, "/BBox"), &box))
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
    qpdf_oh look = paper_appearance(m->from, annotation);
    struct matrix at;
    char name[24];

    if (!paper_is_seen(m->from, annotation) || !qpdf_oh_is_stream(m->from, look) || !place_of(m->from, annotation, look, &at))
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
static void draw_annotations(const struct merge *m, qpdf_oh page, qpdf_oh form, const struct paper_box *box)
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

/* --- pages --- */

/* A form begins with the graphics state of its place, a page with the initial one (ISO 32000-1, 8.4.1 and 9.3.1). */
static const char initial_state[] = "0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts\n";

static bool fill(const struct merge *m, const struct paper_place *place)
{
    qpdf_oh page = qpdf_get_page_n(m->from, place->page - 1), resources = paper_key(m->from, page, "/Resources");
    qpdf_oh form = qpdf_get_object_by_id(m->main, (int)place->object, 0), group = paper_key(m->from, page, "/Group");
    struct buf content = {0}, tagged = {0};
    struct paper_box box;
    buf_puts(&content, initial_state);
    bool good = qpdf_oh_is_stream(m->main, form) && paper_page_box(m->from, page, &box) && paper_page_content(m->from, page, &tagged);
    if (good)
        paper_forget_marks(m->from, resources, tagged.data ? tagged.data : "", tagged.n, &content);
    buf_free(&tagged);

    if (good) {
        struct matrix unit = to_unit(&box, paper_page_turn(m->from, page));
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
    return !paper_failed(m->from) && !paper_failed(m->main) && good;
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
