/* paper_pdf.c - PDFs that others made are looked at through libqpdf's C interface: how many pages of which size, and whether
 * all of them can be brought over.
 *
 * libqpdf reads objects when they are asked for and catches its own exceptions; every object handle lives until
 * qpdf_oh_release_all(). */
#include <libdeflate.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "paper/paper_qpdf.h"

enum { HIDDEN = 1 << 1, NO_VIEW = 1 << 5 /* ISO 32000-1, table 165 */ };

/* --- opening --- */

qpdf_data paper_open(const void *bytes, size_t n, bool *encrypted)
{
    qpdf_data q = qpdf_init();

    if (!q)
        base_die_oom();
    *encrypted = false;
    qpdf_silence_errors(q);
    qpdf_set_suppress_warnings(q, QPDF_TRUE);
    /* What only a guess could mend is damaged: pages may be lost, and another reader guesses otherwise. */
    qpdf_set_attempt_recovery(q, QPDF_FALSE);
    if (!(qpdf_read_memory(q, "paper", bytes, n, NULL) & QPDF_ERRORS)) {
        *encrypted = qpdf_is_encrypted(q);
        return q;
    }
    *encrypted = qpdf_get_error_code(q, qpdf_get_error(q)) == qpdf_e_password;
    qpdf_cleanup(&q);
    return NULL;
}

/* An error that nobody asked for would be written to standard error by libqpdf. */
void paper_close(qpdf_data *q)
{
    paper_failed(*q);
    qpdf_cleanup(q);
}

qpdf_data paper_open_bytes(const void *pdf, size_t n, enum paper_state *state)
{
    bool encrypted = false, bomb = paper_is_bomb(pdf, n);
    qpdf_data q = bomb ? NULL : paper_open(pdf, n, &encrypted);

    *state = bomb ? PAPER_TOO_LARGE : encrypted ? PAPER_ENCRYPTED : q ? PAPER_OK : PAPER_DAMAGED;
    if (*state != PAPER_OK && q)
        paper_close(&q);
    return *state == PAPER_OK ? q : NULL;
}

bool paper_failed(qpdf_data q)
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

double paper_number_at(qpdf_data q, qpdf_oh array, int i)
{
    return qpdf_oh_get_numeric_value(q, qpdf_oh_get_array_item(q, array, i));
}

bool paper_read_box(qpdf_data q, qpdf_oh array, struct paper_box *out)
{
    double v[4];

    if (!qpdf_oh_is_array(q, array) || qpdf_oh_get_array_n_items(q, array) != 4)
        return false;
    for (int i = 0; i < 4; i++)
        v[i] = paper_number_at(q, array, i);
    *out = (struct paper_box){fmin(v[0], v[2]), fmin(v[1], v[3]), fmax(v[0], v[2]), fmax(v[1], v[3])};
    return out->x1 > out->x0 && out->y1 > out->y0;
}

bool paper_page_box(qpdf_data q, qpdf_oh page, struct paper_box *out)
{
    struct paper_box crop;

    if (!paper_read_box(q, paper_key(q, page, "/MediaBox"), out))
        return false;
    if (paper_read_box(q, paper_key(q, page, "/CropBox"), &crop)) {
        *out = (struct paper_box){fmax(out->x0, crop.x0), fmax(out->y0, crop.y0), fmin(out->x1, crop.x1),
                            fmin(out->y1, crop.y1)};
    }
    return out->x1 > out->x0 && out->y1 > out->y0;
}

int paper_page_turn(qpdf_data q, qpdf_oh page)
{
    int turn = 0;

    qpdf_oh_get_value_as_int(q, paper_key(q, page, "/Rotate"), &turn);
    return ((turn % 360 + 360) % 360) / 90 * 90;
}

struct paper_matrix paper_to_unit(const struct paper_box *b, int turn)
{
    double w = b->x1 - b->x0, h = b->y1 - b->y0;

    switch (turn) {
    case 90:
        return (struct paper_matrix){0, -1 / w, 1 / h, 0, -b->y0 / h, b->x1 / w};
    case 180:
        return (struct paper_matrix){-1 / w, 0, 0, -1 / h, b->x1 / w, b->y1 / h};
    case 270:
        return (struct paper_matrix){0, 1 / w, -1 / h, 0, b->y1 / h, -b->x0 / w};
    default:
        return (struct paper_matrix){1 / w, 0, 0, 1 / h, -b->x0 / w, -b->y0 / h};
    }
}

struct paper_box paper_around(const struct paper_matrix *m, const struct paper_box *b)
{
    const double x[] = {b->x0, b->x1, b->x0, b->x1}, y[] = {b->y0, b->y0, b->y1, b->y1};
    struct paper_box out = {1e30, 1e30, -1e30, -1e30};

    for (int i = 0; i < 4; i++) {
        double px = m->a * x[i] + m->c * y[i] + m->e, py = m->b * x[i] + m->d * y[i] + m->f;
        out = (struct paper_box){fmin(out.x0, px), fmin(out.y0, py), fmax(out.x1, px), fmax(out.y1, py)};
    }
    return out;
}

static bool page_size(qpdf_data q, qpdf_oh page, struct paper_size *out)
{
    struct paper_box b;
    double unit = 1;
    bool across = paper_page_turn(q, page) % 180 != 0;

    if (!paper_page_box(q, page, &b))
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
        return paper_failed(q), false;
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
bool paper_page_content(qpdf_data q, qpdf_oh page, struct buf *out)
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

qpdf_oh paper_appearance(qpdf_data q, qpdf_oh annotation)
{
    qpdf_oh normal = paper_key(q, paper_key(q, annotation, "/AP"), "/N"), state = paper_key(q, annotation, "/AS");

    if (qpdf_oh_is_dictionary(q, normal) && qpdf_oh_is_name(q, state))
        normal = paper_key(q, normal, qpdf_oh_get_name(q, state));
    return qpdf_oh_is_stream(q, normal) ? normal : qpdf_oh_new_null(q);
}

bool paper_is_seen(qpdf_data q, qpdf_oh annotation)
{
    int flags = 0;

    qpdf_oh_get_value_as_int(q, paper_key(q, annotation, "/F"), &flags);
    return !(flags & (HIDDEN | NO_VIEW)) && !paper_is_named(q, paper_key(q, annotation, "/Subtype"), "/Popup");
}

/* An entry of a form that has a value and no look of its own: it would be lost on paper. */
static bool is_undrawn_field(qpdf_data q, qpdf_oh annotation)
{
    qpdf_oh parent = paper_key(q, annotation, "/Parent"), value = paper_key(q, annotation, "/V");

    if (!paper_is_named(q, paper_key(q, annotation, "/Subtype"), "/Widget") || qpdf_oh_is_stream(q, paper_appearance(q, annotation)))
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
        found = paper_is_seen(q, one) && is_undrawn_field(q, one);
    }
    return found;
}

/* --- looking --- */

static enum paper_state look_at_page(qpdf_data q, size_t index, struct paper_size *size)
{
    qpdf_oh page = qpdf_get_page_n(q, index);
    struct buf content = {0};
    bool good = page_size(q, page, size) && paper_page_content(q, page, &content);
    bool undrawn = good && has_undrawn_field(q, page);

    buf_free(&content);
    qpdf_oh_release_all(q);
    return paper_failed(q) || !good ? PAPER_DAMAGED : undrawn ? PAPER_FIELDS : PAPER_OK;
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

    if (paper_failed(q) || n < 0 || qpdf_push_inherited_attributes_to_page(q) & QPDF_ERRORS)
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

void paper_open_end(struct paper_open *o)
{
    qpdf_data q = o->pdf;

    if (q)
        paper_close(&q);
    buf_free(&o->bytes);
    o->pdf = NULL;
}

void paper_pdf_look(struct paper *p, struct arena *a, const void *bytes, size_t n, struct paper_open *keep)
{
    bool encrypted;
    qpdf_data q = paper_open(bytes, n, &encrypted);

    p->state = encrypted ? PAPER_ENCRYPTED : !q ? PAPER_DAMAGED : look_at_pages(q, p, a);
    if (q) {
        paper_claim(q, p);
        if (p->state == PAPER_OK)
            paper_outline(q, p, a);
        if (p->state == PAPER_OK)
            paper_read_tree(q, p, a);
        if (keep && p->state == PAPER_OK && !paper_failed(q))
            keep->pdf = q;
        else
            paper_close(&q);
    }
}
