/* pdf_int.h - what the files pdf*.c share; nobody else includes it.
 * Purpose:   the device's state, objects on top of libharu's, fonts and navigation of one document.
 * Ownership: libharu owns its objects; strings, codes and lists live in the arena of the current pass, which restart
 *            empties; what must survive it lives in `keep`.
 * Units:     mpt on the page, y downwards; PDF's own y upwards only where content is written (pdf_y()).
 * Errors:    libharu's first code is kept by the handler; pdf_ok() asks for it. Allocation never fails (base). */
#ifndef PDF_PDF_INT_H
#define PDF_PDF_INT_H

#include <hpdf.h>
#include <libdeflate.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/md5.h"
#include "pdf/pdf.h"
#include "pdf/pdf_tags.h"

enum { LIMIT_OUTLINE_DEPTH = 32 /* deeper entries stand at this depth */ };
/* Nesting of push; more is PDF_NESTING. PDF/A allows 28 of q (ISO 19005-2, 6.1.13), of which a picture and a slot take one each. */
enum { PDF_DEPTH = 300, PDF_DEPTH_ARCHIVAL = 26 };

/* What stands in the content stream's graphics state now, so that nothing is said twice. */
struct pdf_state {
    struct fo_color fill, stroke;
    const struct pdf_font *font;
    mpt size, line_width;
    int render; /* text render mode */
    mpt spacing; /* between characters; 0 outside of text */
    uint8_t alpha;
};

struct pdf_frame { /* a pushed place: where its origin lies on the page and how it is turned */
    mpt x, y;
    int turn;
    mpt flip; /* y of PDF is flip - y in this frame */
    struct pdf_state state;
};

/* A content stream being written: a page or a form. */
struct pdf_content {
    struct buf out;
    HPDF_Dict resources, fonts, xobjects, states, patterns;
    unsigned serial; /* stamps what is in the resources already */
    struct pdf_frame stack[PDF_DEPTH];
    size_t depth;
    bool in_text; /* inside BT ... ET */
};

struct pdf_code {
    uint32_t gid;
    int width;        /* hundredths of 1/1000 em */
    const char *text; /* UTF-8 for ToUnicode, or NULL */
    size_t text_len;
    uint16_t next; /* another code of the same glyph with another text; 0: none */
};

struct pdf_font {
    const struct font_face *face;
    HPDF_Dict type0;
    unsigned number;          /* /F1 ... */
    unsigned serial;          /* of the content whose resources have it */
    bool by_gid;              /* name-keyed CFF: a code is the face's own glyph id (PDF 32000-1, 9.7.4.2) */
    uint16_t *first;          /* by glyph id: its first code, 0: none */
    VEC(struct pdf_code) codes; /* by code */
    size_t given; /* of them, to pdf_glyphs_beside() */
};

struct pdf_place { /* on the page, y downwards */
    unsigned page; /* index */
    mpt x, y;
};

struct pdf_pattern { /* tiles of a picture */
    HPDF_Dict object;
    unsigned number, serial; /* as a font's */
    struct pdf_place at;     /* the lower left corner of one */
    int turn;
    bool across, down;       /* there are several */
};

struct pdf_image {
    HPDF_Dict object;
    unsigned serial;
    struct pdf_pattern tiles; /* the last ones: most backgrounds return at the same place of each page */
};

struct pdf_flat { /* a picture that was transparent, mixed with a colour */
    unsigned of; /* image id */
    struct fo_color below;
    unsigned number; /* from 1 */
    struct pdf_image image;
};

struct pdf_painted; /* something that a page shows already */

struct pdf_use { /* a slot stands on a page */
    unsigned page; /* index */
    struct pdf_frame frame; /* its origin there */
};

struct pdf_packed {
    const void *v; /* NULL: not yet */
    size_t n;
};

struct pdf_slot {
    unsigned id, serial;
    HPDF_Dict object;
    bool filled;
    VEC(struct pdf_use) uses;
};

struct pdf_page {
    HPDF_Page object;
    const char *label;
};

struct pdf_dest {
    const char *id;
    struct pdf_place place;
};

struct pdf_box { /* on a page, y downwards; x0 <= x1, y0 <= y1 */
    unsigned page;
    mpt x0, y0, x1, y1;
};

struct pdf_link {
    struct pdf_box box;
    const char *id, *uri;
    const char *said;  /* its text, or "" */
    uint32_t elem;     /* of the structure */
    unsigned object;   /* number; 0: not written */
};

struct pdf_field {
    enum fo_keyword kind;
    struct pdf_box box;
    const char *name, *label;
    struct pdf_font *font; /* of what is filled in, or NULL */
    mpt size;
    bool centred;
    uint32_t serial;       /* of the object: its order */
    uint32_t elem;         /* of the structure */
    unsigned object;       /* number */
};

struct pdf_outline {
    const char *title, *id, *uri;
    int depth;
    bool open;
    const struct pdf_place *place; /* where it leads in place of an id; NULL: by id */
    bool titled; /* it leads to a heading */
    int level;   /* of that one: 1 and how many of the entries above it lead to one */
};

struct pdf_annex { /* where a page of another file stands */
    const struct paper *paper;
    unsigned page; /* of the paper, from 1 */
    struct pdf_place place;
};

/* What the file says of itself in the end, pages of others considered: PDF/A part and level; part 0: nothing. */
struct pdf_claim {
    unsigned part;
    char level;
};

/* What a profile promises and forbids; pdf_meta.c has the table. */
struct pdf_keeps {
    const char *name;    /* of --pdf */
    const char *version; /* of the file's header */
    struct pdf_claim claim;
    bool packed;         /* object streams are allowed */
    bool tagged;
    bool transparency;
    bool cid_set;        /* a font lists its glyphs (ISO 19005-1, 6.3.5) */
};

/* How a stream is compressed: outlines are searched for a moment, because they hardly repeat; rows of differences, which are much
 * alike, longer than others. */
enum pdf_effort { PDF_PLAIN, PDF_SWIFT, PDF_ROWS, PDF_EFFORTS };
struct pdf_packers { struct libdeflate_compressor *by[PDF_EFFORTS]; }; /* of one thread; {0}, opened at first use */

struct pdf {
    struct device base;
    struct pdf_options opt;
    struct device_document info;
    struct arena *keep, *arena;
    HPDF_Doc doc;
    HPDF_STATUS code, detail; /* first error of libharu */
    bool failed;              /* an error of ours was reported */
    const struct pdf_keeps *keeps;
    struct pdf_claim claim;
    bool colored;             /* something is not gray */
    bool broken;              /* the profile's terms, as was reported at their places */
    struct loc place;         /* what is drawn came from there */
    uint8_t digest[MD5_DIGEST_SIZE]; /* the file's identity */
    unsigned attached;        /* libharu's objects from this number on are files inside, and what belongs to them */
    unsigned own;             /* objects behind libharu's, which are ours alone */
    struct pdf_packers packers;
    struct pdf_beside *beside; /* NULL: nothing is compressed beside, yet or at all */
    struct md5_ctx md5;
    unsigned serial;
    unsigned patterns; /* so many */
    struct pdf_content page, form; /* form: the slot or watermark being filled */
    struct pdf_content *at;        /* where drawing goes; NULL between pages */
    struct pdf_slot *filling;
    mpt page_w, page_h; /* of the last page */
    HPDF_Dict box;      /* what says so; NULL: of no page yet */
    HPDF_Dict draft_fill, draft_line; /* watermark forms */
    VEC(struct pdf_font *) fonts;
    VEC(struct pdf_font *) by_face; /* by face id */
    VEC(struct pdf_image) images;   /* by image id */
    VEC(struct pdf_flat) flats;
    VEC(struct pdf_painted) painted; /* on the page under way */
    struct pdf_files files;
    struct pdf_packed *packed; /* the same, compressed */
    VEC(struct pdf_part) parts;
    VEC(struct pdf_annex) annexes;
    VEC(struct paper_place) papers; /* pages of others, brought in at the end */
    VEC(struct pdf_slot *) slots;
    VEC(struct pdf_page) pages;
    VEC(mpt) heights; /* of the pages */
    VEC(struct pdf_dest) dests;
    VEC(struct pdf_link) links;
    VEC(struct pdf_field) fields;
    VEC(struct pdf_outline) outlines;
    struct pdf_tags *tags;
};

bool pdf_ok(struct pdf *p);

static inline struct pdf_elem *pdf_elem_at(struct pdf *p, int64_t i) /* of the structure */
{
    return &p->tags->elems.v[i];
}

/* --- pdf_object.c: objects --- */
HPDF_Dict pdf_dict(struct pdf *p); /* indirect */
/* Entries of a dictionary as PDF text, written behind its own; takes the text. */
void pdf_entries(HPDF_Dict d, struct buf *text);
/* The dictionary with that number, which pdf_dict() made. */
HPDF_Dict pdf_object(const struct pdf *p, unsigned number);
/* The dictionary is written as this PDF text alone, which may be of any type; takes the text. */
void pdf_text_object(struct pdf *p, HPDF_Dict d, struct buf *text);
bool pdf_is_text(HPDF_Dict d);
enum pdf_packing { PDF_AS_IT_IS, PDF_DEFLATED };
/* What the stream takes in the file goes to the account of that name, which is borrowed. */
void pdf_part(struct pdf *p, const char *name, HPDF_Dict stream);
/* A stream of n bytes; entries (without /Filter) are taken, or NULL. */
HPDF_Dict pdf_stream(struct pdf *p, const void *data, size_t n, enum pdf_packing packing, struct buf *entries);
/* The bytes into an empty stream that stands there already. */
void pdf_stream_fill(struct pdf *p, HPDF_Dict d, const void *data, size_t n, enum pdf_packing packing, struct buf *entries);
/* The same, compressed, of a page's content or a slot's: by the time of pdf_settle(). */
void pdf_stream_fill_later(struct pdf *p, HPDF_Dict d, const void *data, size_t n, struct buf *entries);
/* As pdf_stream(), of a zlib stream. */
HPDF_Dict pdf_stream_packed(struct pdf *p, const void *packed, size_t n, struct buf *entries);
/* Outlines, a zlib stream already. They are no part of the document's digest, because the font's name stands for them there. */
void pdf_stream_fill_outlines(struct pdf *p, HPDF_Dict d, const void *packed, size_t n, struct buf *entries);
unsigned pdf_number(const void *object); /* object number */
void pdf_set_number(char *field, unsigned width, uint32_t v); /* its digits, for which there is room, with blanks before them */
void pdf_utf16(struct buf *b, const char *utf8, size_t n); /* as hex, without mark */
/* "/key <...>": a text string of our own, because libharu knows the BMP only, and no string longer than 65,535 bytes. Nothing for
 * NULL and "". */
void pdf_text_string(struct buf *b, const char *key, const char *value);
/* A zlib stream; room by libdeflate_zlib_compress_bound(). */
size_t pdf_pack(struct pdf_packers *k, enum pdf_effort effort, const void *data, size_t n, void *out, size_t room);
void pdf_packers_close(struct pdf_packers *k);
void *pdf_deflate(struct pdf *p, enum pdf_effort effort, const void *data, size_t n, size_t *out_n); /* a zlib stream, malloced */

/* --- pdf_rows.c: rows of so many bytes that are much alike --- */
/* As differences from those above, each behind a 2: "up" (PNG, 9.2; PDF 32000-1, 7.4.4.4). Malloced. */
uint8_t *pdf_rows_filter(const uint8_t *rows, size_t n, unsigned columns);
#define PDF_FILTERED(n, columns) ((n) / (columns) * ((columns) + 1))
/* These, of n bytes, as a zlib stream; room by HUFFMAN_ROOM(). 0: they are not that much alike, and pdf_pack() makes less of them. */
size_t pdf_rows_pack(const uint8_t *filtered, size_t n, unsigned columns, uint8_t *out);

/* --- pdf_beside.c: work for another processor --- */
typedef void pdf_deflated_fn(struct pdf *p, void *arg, const void *packed, size_t n);
/* Calls then() with a zlib stream of the data, which are copied; now or later, in the order of the calls. */
void pdf_deflate_then(struct pdf *p, enum pdf_effort effort, const void *data, size_t n, pdf_deflated_fn *then, void *arg);
/* The same where its place in the order is of no matter: later by pdf_settle_all() only. */
void pdf_deflate_any_time(struct pdf *p, enum pdf_effort effort, const void *data, size_t n, pdf_deflated_fn *then, void *arg);
/* The same of rows, filtered by pdf_rows_filter(), in the order of the calls. */
void pdf_rows_then(struct pdf *p, const void *rows, size_t n, unsigned columns, pdf_deflated_fn *then, void *arg);
/* The programs of glyphs that were drawn since the last time, to be made by the time of pdf_settle(); until then nobody asks for
 * any. Nothing where no thread can do it: a font that is finished makes what it lacks. */
void pdf_glyphs_beside(struct pdf *p);
/* All that was given is done, but for what may be at any time. Not for then(). */
void pdf_settle(struct pdf *p);
void pdf_settle_all(struct pdf *p); /* that too */
void pdf_beside_drop(struct pdf *p); /* forgets it */
void pdf_beside_free(struct pdf *p);

/* --- pdf_content.c: drawing --- */
void pdf_content_begin(struct pdf *p, struct pdf_content *c, HPDF_Dict owner, mpt flip);
struct pdf_frame *pdf_frame(struct pdf *p);
void pdf_point(struct pdf *p, mpt x, mpt y); /* "x y " */
void pdf_rectangle(struct pdf *p, mpt x, mpt y, mpt w, mpt h); /* "x y w h re " */
struct pdf_place pdf_on_page(struct pdf *p, mpt x, mpt y);
struct pdf_place pdf_in_frame(const struct pdf_frame *f, unsigned page, mpt x, mpt y);
void pdf_leave_text(struct pdf *p);
/* pdf_text.c: what is added behind each glyph from here on [mpt]. */
void pdf_char_spacing(struct pdf *p, mpt spacing);
bool pdf_fill_color(struct pdf *p, struct fo_color c); /* false: nothing is to be seen */
bool pdf_stroke_color(struct pdf *p, struct fo_color c);
/* Something at p->place is seen through: reported, and false, where the profile forbids it. */
bool pdf_transparent(struct pdf *p, const char *what);
void pdf_alpha(struct pdf *p, uint8_t a);
void pdf_line_width(struct pdf *p, mpt w);
void pdf_use(struct pdf *p, HPDF_Dict *in, const char *category, const char *name, HPDF_Dict object);
bool pdf_fill(struct device *, mpt x, mpt y, mpt w, mpt h, struct fo_color);
bool pdf_stroke(struct device *, mpt x, mpt y, mpt w, mpt h, enum fo_keyword style, struct fo_color);
bool pdf_path(struct device *, const struct area_path *, mpt x, mpt y);
const char *pdf_turn(int turn); /* the matrix of a turn counter-clockwise, but for its last two numbers */
bool pdf_push(struct device *, mpt x, mpt y, int turn, mpt clip_w, mpt clip_h);
bool pdf_pop(struct device *);

/* --- pdf_image.c --- */
bool pdf_image(struct device *, const struct image *, mpt x, mpt y, mpt w, mpt h);
bool pdf_tiles(struct device *, const struct image *, mpt x, mpt y, mpt w, mpt h, mpt tx, mpt ty);
/* n bytes, 8 bits a sample or of a JPEG, as an image XObject; more: entries of its dictionary. */
HPDF_Dict pdf_image_object(struct pdf *p, const struct image *im, const char *space, const void *data, size_t n,
                           enum pdf_packing packing, const char *more);

/* --- pdf_paper.c --- */
/* Pages of annexes into their places; false: one cannot be brought over (reported). */
bool pdf_papers_finish(struct pdf *p);

/* --- pdf_backdrop.c --- */
/* Something is drawn in the box: in one colour, or (NULL) in several. */
void pdf_painted(struct pdf *p, mpt x, mpt y, mpt w, mpt h, const struct fo_color *color);
/* The picture mixed with what lies below it; NULL where that is not one colour. */
struct pdf_flat *pdf_flat(struct pdf *p, const struct image *im, mpt x, mpt y, mpt w, mpt h);

/* --- pdf_text.c --- */
bool pdf_glyphs(struct device *, const struct glyph_run *, mpt x, mpt baseline);

/* --- pdf_font.c --- */
struct pdf_font *pdf_font_find(struct pdf *p, const struct font_face *face);
/* The code of a glyph that stands for this text (NULL: for any). *exact: ToUnicode says so; else the place needs its
 * own /ActualText. */
uint16_t pdf_font_code(struct pdf *p, struct pdf_font *f, uint32_t gid, const char *text, size_t len, bool *exact);
bool pdf_font_finish(struct pdf *p, struct pdf_font *f);

/* --- pdf_subset.c --- */
struct pdf_program {
    bool truetype;        /* a TrueType font, else a bare CFF table */
    hb_blob_t *blob;      /* owned, from HarfBuzz */
    uint8_t *made;        /* owned, our own */
    const uint8_t *data;  /* one or the other, or kept with the face */
    size_t n;
    size_t whole;         /* 0: as it stands; else it is a zlib stream of so many bytes */
    uint8_t *cid_to_gid;  /* TrueType: two bytes a code, owned; NULL: code and glyph are the same */
};
/* The face cut down to the glyphs of the codes. False when the font is broken. */
bool pdf_subset(const struct pdf_font *f, struct pdf_program *out);
void pdf_program_free(struct pdf_program *g);

/* --- pdf_kept.c --- */
/* The packed program of an earlier document with the same glyphs under the same codes; its data are the face's. */
bool pdf_kept(const struct pdf_font *f, struct pdf_program *out);
/* Keeps a copy of a packed program. */
void pdf_keep(const struct pdf_font *f, const struct pdf_program *g);

/* --- pdf_cff.c --- */
/* The CFF table of a face whose glyphs are keyed by CID. */
bool pdf_cff(const struct pdf_font *f, struct pdf_program *out);

/* --- pdf_glyf.c --- */
/* A TrueType font of a face whose curves were quadratic ones, packed; false: it is none, or one of the glyphs can't be had so. */
bool pdf_glyf(const struct pdf_font *f, struct pdf_program *out);

/* --- pdf_nav.c: links, destinations, outline, labels, information --- */
bool pdf_link(struct device *, mpt x, mpt y, mpt w, mpt h, const char *id, const char *uri, const struct area *);
bool pdf_destination(struct device *, const char *id, mpt x, mpt y);
bool pdf_outline(struct device *, const struct device_outline *);
void pdf_nav_finish(struct pdf *p);
struct pdf_box pdf_box(struct pdf_place a, struct pdf_place b); /* of two corners */
void pdf_put_rectangle(const struct pdf *p, struct buf *b, const struct pdf_box *box); /* "/Rect [...] " */
unsigned pdf_annotation(struct pdf *p, unsigned page, struct buf *entries); /* its number */

/* --- pdf_field.c --- */
bool pdf_field(struct device *, const struct fo_node *, mpt x, mpt y, mpt w, mpt h);
void pdf_field_finish(struct pdf *p); /* behind pdf_nav_finish() */

/* --- pdf_meta.c: profiles, metadata, catalog --- */
const struct pdf_keeps *pdf_profile(enum pdf_profile profile);
/* False when something broke the profile's terms: says that no file comes of it. */
bool pdf_profile_holds(struct pdf *p);
void pdf_meta_finish(struct pdf *p);
/* The document's time as a PDF date; false: none is stated. */
bool pdf_date(const struct pdf *p, char out[40]);
void pdf_trailer(struct pdf *p, struct buf *b); /* /Root, /Info, /ID */

/* --- pdf_attach.c --- */
/* Has the files compressed while the document is finished. */
void pdf_attach_begin(struct pdf *p);
void pdf_attach(struct pdf *p, struct buf *catalog);

/* --- pdf_write.c --- */
struct pdf_writer;
/* An object of ours, which no one of libharu's refers to but by its number. */
void pdf_write_object(struct pdf_writer *w, unsigned number, const char *text, size_t n);
/* The objects from here on fill rows of so many bytes each (16 at least) with blanks, and each row takes only its difference from
 * the one above it; 0: they are of any size and kind. */
void pdf_write_rows(struct pdf_writer *w, unsigned columns);

/* --- pdf_icc.c --- */
/* A profile of gray or RGB with sRGB's curve, the same bytes each time, which stay. NULL: lcms2 failed. */
const void *pdf_icc(bool gray, bool version_4, size_t *n);

/* --- pdf_draft.c --- */
void pdf_draft_begin(struct pdf *p);
void pdf_draft_end(struct pdf *p);

#endif
