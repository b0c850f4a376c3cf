/* paper_merge.c - pages of papers are brought over into another PDF, each as a form XObject: content, resources and what
 * its annotations look like. So the pages stay the form's own (numbers, destinations, tags), and nothing that acts comes
 * along. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "paper/paper_copy.h"

enum { MATRIX_DIGITS = 9 };

/* --- text of objects --- */

/* Numbers beyond this are nobody's on paper, and a real number must not have an exponent. */
static const double number_limit = 1e9;

static void put_number(struct buf *out, double v)
{
    v = v < -number_limit ? -number_limit : v < number_limit ? v : number_limit;
    buf_decimal(out, (int64_t)(v * 1e9 + (v < 0 ? -0.5 : 0.5)), MATRIX_DIGITS);
    buf_putc(out, ' ');
}

static void put_matrix(struct buf *out, const struct paper_matrix *m)
{
    const double v[] = {m->a, m->b, m->c, m->d, m->e, m->f};

    for (size_t i = 0; i < sizeof v / sizeof *v; i++)
        put_number(out, v[i]);
}

static void begin_form(struct buf *out, const struct paper_box *b)
{
    buf_puts(out, "/Type/XObject/Subtype/Form/BBox[");
    put_number(out, b->x0);
    put_number(out, b->y0);
    put_number(out, b->x1);
    put_number(out, b->y1);
    buf_puts(out, "]");
}

static void hand_over(const struct paper_copy *c, unsigned number, struct buf *entries, const struct buf *content)
{
    const struct paper_taker *to = paper_copy_to(c);

    to->stream(to->arg, number, entries, content->data ? content->data : "", content->n, true);
    buf_free(entries);
}

/* --- geometry --- */

static struct paper_matrix read_matrix(qpdf_data q, qpdf_oh array)
{
    if (!qpdf_oh_is_array(q, array) || qpdf_oh_get_array_n_items(q, array) != 6)
        return (struct paper_matrix){1, 0, 0, 1, 0, 0};
    return (struct paper_matrix){paper_number_at(q, array, 0), paper_number_at(q, array, 1), paper_number_at(q, array, 2),
                           paper_number_at(q, array, 3), paper_number_at(q, array, 4), paper_number_at(q, array, 5)};
}

/* --- what annotations look like --- */

/* Algorithm "appearance streams" of ISO 32000-1, 12.5.5. False: there is nothing to see. */
static bool place_of(qpdf_data q, qpdf_oh annotation, qpdf_oh look, struct paper_matrix *out)
{
    struct paper_box rect, box;
    struct paper_matrix m = read_matrix(q, paper_key(q, look, "/Matrix"));

    if (!paper_read_box(q, paper_key(q, annotation, "/Rect"), &rect) || !paper_read_box(q, paper_key(q, look, "/BBox"), &box))
        return false;
    box = paper_around(&m, &box);
    if (!(box.x1 > box.x0 && box.y1 > box.y0))
        return false;
    double sx = (rect.x1 - rect.x0) / (box.x1 - box.x0), sy = (rect.y1 - rect.y0) / (box.y1 - box.y0);
    *out = (struct paper_matrix){sx, 0, 0, sy, rect.x0 - box.x0 * sx, rect.y0 - box.y0 * sy};
    return true;
}

/* Its name goes into objects, what draws it into content. */
static void draw_annotation(struct paper_copy *c, qpdf_oh annotation, int i, struct buf *objects, struct buf *content)
{
    qpdf_data q = paper_copy_from(c);
    qpdf_oh look = paper_appearance(q, annotation);
    struct paper_matrix at;

    if (!paper_is_seen(q, annotation) || !qpdf_oh_is_stream(q, look) || !place_of(q, annotation, look, &at))
        return;
    qpdf_oh_replace_key(q, qpdf_oh_get_dict(q, look), "/Subtype", qpdf_oh_new_name(q, "/Form"));
    buf_printf(objects, "/A%d ", i);
    paper_copy_value(c, look, objects);
    buf_puts(content, "q ");
    put_matrix(content, &at);
    buf_printf(content, "cm /A%d Do Q\n", i);
}

/* --- pages --- */

/* A page on its way: entries of its form, the resources, the drawing. */
struct leaf {
    struct paper_box box;
    struct buf entries, resources, content;
};

/* The page itself is a form of its own, so that what it leaves open in the graphics state ends with it. */
static void draw_annotations(struct paper_copy *c, qpdf_oh all, struct leaf *l)
{
    const struct paper_taker *to = paper_copy_to(c);
    unsigned inner = to->number(to->arg);
    struct buf entries = {0}, objects = {0}, content = {0};

    begin_form(&entries, &l->box);
    buf_printf(&entries, "/Resources %s", l->resources.data);
    hand_over(c, inner, &entries, &l->content);
    buf_puts(&content, "/P Do\n");
    for (int i = 0, n = qpdf_oh_get_array_n_items(paper_copy_from(c), all); i < n; i++)
        draw_annotation(c, qpdf_oh_get_array_item(paper_copy_from(c), all, i), i, &objects, &content);
    l->resources.n = 0;
    buf_printf(&l->resources, "<</XObject<</P %u 0 R%s>>>>", inner, objects.data ? objects.data : "");
    buf_free(&l->content);
    l->content = content;
    buf_free(&objects);
}

/* A form begins with the graphics state of its place, a page with the initial one (ISO 32000-1, 8.4.1 and 9.3.1). */
static const char initial_state[] = "0 g 0 G 1 w 0 J 0 j 10 M [] 0 d 0 Tc 0 Tw 100 Tz 0 TL 0 Tr 0 Ts\n";

static bool read_content(qpdf_data q, qpdf_oh page, bool tagged, struct buf *out)
{
    qpdf_oh resources = paper_key(q, page, "/Resources");
    struct buf content = {0};
    bool good = paper_page_content(q, page, &content);

    buf_puts(out, initial_state);
    if (good)
        (tagged ? paper_keep_marks : paper_forget_marks)(q, resources, content.data ? content.data : "", content.n, out);
    buf_free(&content);
    return good;
}

static void put_leaf(struct paper_copy *c, qpdf_oh page, struct leaf *l, const struct paper_place *place)
{
    qpdf_data q = paper_copy_from(c);
    qpdf_oh resources = paper_key(q, page, "/Resources"), all = paper_key(q, page, "/Annots"), group = paper_key(q, page, "/Group");
    struct paper_matrix unit = paper_to_unit(&l->box, paper_page_turn(q, page));

    if (qpdf_oh_is_dictionary(q, resources))
        paper_copy_value(c, resources, &l->resources);
    else
        buf_puts(&l->resources, "<<>>");
    if (qpdf_oh_is_array(q, all) && !place->tagged) /* a tree that can be kept has none that are seen */
        draw_annotations(c, all, l);
    begin_form(&l->entries, &l->box);
    buf_puts(&l->entries, "/Matrix[");
    put_matrix(&l->entries, &unit);
    buf_printf(&l->entries, "]/Resources %s", l->resources.data);
    if (place->tagged)
        buf_printf(&l->entries, "/StructParents %u ", place->key);
    if (qpdf_oh_is_dictionary(q, group)) {
        buf_puts(&l->entries, "/Group ");
        paper_copy_value(c, group, &l->entries);
    }
    hand_over(c, place->object, &l->entries, &l->content);
}

static bool fill(struct paper_copy *c, const struct paper_place *place)
{
    qpdf_data q = paper_copy_from(c);
    qpdf_oh page = qpdf_get_page_n(q, place->page - 1);
    struct leaf l = {0};
    bool good = paper_page_box(q, page, &l.box) && read_content(q, page, place->tagged, &l.content);

    if (good)
        put_leaf(c, page, &l, place);
    buf_free(&l.resources);
    buf_free(&l.content);
    qpdf_oh_release_all(q);
    return !paper_failed(q) && good;
}

/* --- papers --- */

static bool blame(struct paper_fault *fault, const struct paper *p, const char *cause)
{
    *fault = (struct paper_fault){p, cause};
    return false;
}

/* From memory: libqpdf goes back and forth in a file, and each time reads 4 KB anew. */
static struct paper_open open_again(const struct paper *p)
{
    struct diag_list *said = diag_list_new();
    struct paper_open o = {0};
    bool encrypted;

    if (file_read(p->path, LIMIT_PAPER_BYTES, &o.bytes, said))
        o.pdf = paper_open(o.bytes.data ? o.bytes.data : "", o.bytes.n, &encrypted);
    diag_list_free(said);
    if (o.pdf)
        qpdf_push_inherited_attributes_to_page(o.pdf);
    return o;
}

/* One that stayed open is taken, because what is brought over changes it (paper_copy.c). */
static struct paper_open take_open(const struct paper *p)
{
    struct paper_open o = {0};

    if (!p->open || !p->open->pdf)
        return open_again(p);
    o = *p->open;
    *p->open = (struct paper_open){0};
    return o;
}

static bool bring_pages(const struct paper_place *places, size_t count, const struct paper *p, struct paper_copy *c)
{
    bool good = true;

    for (size_t i = 0; i < count && good; i++)
        good = places[i].paper != p || fill(c, &places[i]);
    return good && paper_copy_rest(c);
}

/* All places with pages of the paper, and no other paper at the same time. */
static bool bring(const struct paper_place *places, size_t count, const struct paper *p, const struct paper_taker *to, struct paper_fault *fault)
{
    struct paper_open o = take_open(p);
    bool good = false;

    if (o.pdf) {
        struct paper_copy *c = paper_copy_new(o.pdf, to);
        good = bring_pages(places, count, p, c) || blame(fault, p, N_("a page cannot be brought over"));
        paper_copy_free(c);
    } else {
        blame(fault, p, N_("it can no longer be opened"));
    }
    paper_open_end(&o);
    return good;
}

bool paper_merge(const struct paper_place *places, size_t count, const struct paper_taker *to, struct paper_fault *fault)
{
    for (size_t i = 0; i < count; i++) {
        if (i && places[i].paper == places[i - 1].paper)
            continue;
        size_t first = 0;
        while (places[first].paper != places[i].paper)
            first++;
        if (first == i && !bring(places + i, count - i, places[i].paper, to, fault))
            return false;
    }
    return true;
}
