/* paper_qpdf.h - what the files that know libqpdf share; nobody else includes it.
 * Ownership: object handles live until qpdf_oh_release_all().
 * Errors:    a wrong type gives null; false for streams that can't be unpacked. */
#ifndef PAPER_PAPER_QPDF_H
#define PAPER_PAPER_QPDF_H

#include <qpdf/qpdf-c.h>

#include "paper/paper_int.h"

/* The bytes are libqpdf's to look at until paper_close(). NULL: damaged, or encrypted. */
qpdf_data paper_open(const void *bytes, size_t n, bool *encrypted);
/* Bytes as they come from outside. NULL: a bomb, encrypted or damaged, says *state; else it is PAPER_OK. */
qpdf_data paper_open_bytes(const void *pdf, size_t n, enum paper_state *state);
void paper_close(qpdf_data *q);
/* Has a call failed since it was last asked? Forgets the cause. */
bool paper_failed(qpdf_data q);
/* Of a dictionary, or a stream's. */
qpdf_oh paper_key(qpdf_data q, qpdf_oh dict, const char *name);
bool paper_is_named(qpdf_data q, qpdf_oh o, const char *name);
double paper_number_at(qpdf_data q, qpdf_oh array, int i);

struct paper_box {
    double x0, y0, x1, y1;
};
/* A rectangle, which names any two opposite corners (ISO 32000-1, 7.9.5); false when it is none, or empty. */
bool paper_read_box(qpdf_data q, qpdf_oh array, struct paper_box *out);
/* What a reader shows of the page (ISO 32000-1, 14.11.2), and how it turns it: 0, 90, 180, 270, clockwise. */
bool paper_page_box(qpdf_data q, qpdf_oh page, struct paper_box *out);
int paper_page_turn(qpdf_data q, qpdf_oh page);
/* Adds its content, unpacked. A page without content is an empty page. */
bool paper_page_content(qpdf_data q, qpdf_oh page, struct buf *out);

/* The stream that an annotation looks like, or null: of a widget with states the chosen one. */
qpdf_oh paper_appearance(qpdf_data q, qpdf_oh annotation);
bool paper_is_seen(qpdf_data q, qpdf_oh annotation);

/* The bytes of a stream, unpacked, behind what is there: at most LIMIT_PAPER_CONTENT. */
bool paper_unpack(qpdf_data q, qpdf_oh stream, struct buf *out);
/* The same of a content stream, which ends with white space. */
bool paper_add_stream(qpdf_data q, qpdf_oh stream, struct buf *out);
/* Content without the marks that tie it to its file's structure, behind what is there (paper_marks.c). */
void paper_forget_marks(qpdf_data q, qpdf_oh resources, const char *s, size_t n, struct buf *out);
/* The same where its structure comes along: the numbers of its marks count from 0 as they come. */
void paper_keep_marks(qpdf_data q, qpdf_oh resources, const char *s, size_t n, struct buf *out);
/* The numbers that its marks have, as they come, from the arena. Not NULL: why they can't be kept, a msgid. */
struct paper_marks {
    int *v;
    size_t n, cap;
};
const char *paper_look_marks(qpdf_data q, qpdf_oh resources, const char *s, size_t n, struct arena *a, struct paper_marks *out);
/* Is anything drawn by the content of this stream? */
bool paper_draws(qpdf_data q, qpdf_oh stream);
/* Fills in p->archival; p->pages is known. */
void paper_claim(qpdf_data q, struct paper *p);
/* The same of p->outlines, from the arena. */
void paper_outline(qpdf_data q, struct paper *p, struct arena *a);
/* The same of p->tree and p->untagged; p->pages is known, and annotations are (paper_tree.c). */
void paper_read_tree(qpdf_data q, struct paper *p, struct arena *a);

struct paper_matrix { /* x' = a x + c y + e, y' = b x + d y + f */
    double a, b, c, d, e, f;
};
/* Page space to the unit square, upright. */
struct paper_matrix paper_to_unit(const struct paper_box *b, int turn);
/* The upright box around a box that was transformed. */
struct paper_box paper_around(const struct paper_matrix *m, const struct paper_box *b);

#endif
