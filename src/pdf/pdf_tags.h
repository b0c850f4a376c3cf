/* pdf_tags.h - the structure tree of one document; nobody outside pdf/ includes it.
 * Purpose:   pdf_tags.c takes down, while pages are drawn, which formatting object each mark on a page belongs to;
 *            pdf_said.c what it says; pdf_struct.c makes structure elements of it in the end, pdf_table.c knows header cells,
 *            pdf_struct_write.c and pdf_struct_alike.c write them.
 * Ownership: everything lives in the arena of the pass, but for the largest arrays: pdf_tags_free().
 * Units:     keys are serial numbers of formatting objects: document order. Boxes are mpt on the page, y downwards.
 * Errors:    none. Without tags (on == false) nothing is taken down. */
#ifndef PDF_PDF_TAGS_H
#define PDF_PDF_TAGS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/tag_types.h"
#include "layout/device.h"

enum { TAG_CUSTOM = 64 /* what a document calls otherwise than TAG_TYPES: names of others, beyond TAG_COUNT */ };

enum { ELEM_AUTO = 1 /* its type is no one's wish */, ELEM_COLLECTS = 2 /* its text is read as one word */, ELEM_BLOCK = 4, ELEM_GONE = 8 /* its kids are its parent's */,
       ELEM_ANNEX = 16 /* the structure of another file */, ELEM_STATED = 32 /* a table that says itself which cells are heads of which */,
       ELEM_RAISED = 64, ELEM_LOWERED = 128 /* its text is a superscript, a subscript */ };

/* What few elements have. */
struct pdf_elem_more {
    const char *alt, *actual, *expansion, *lang, *id; /* id: of the formatting object, for the outline */
    struct loc loc;                       /* figures: where to mend it */
    unsigned rows, columns;               /* of a cell; 0 or 1: one */
    unsigned column;                      /* that it asks for, counted from 1; 0: none */
    bool boxed;
    uint32_t page;                        /* of the box */
    mpt x0, y0, x1, y1;
    VEC(char) text;                       /* ELEM_COLLECTS */
    const uint32_t *headers;              /* of a cell: elements of its header cells, header_count of them */
    unsigned header_count;
    bool named;                           /* others refer to it by an /ID */
    char scope;                           /* of a header cell: 'R' row, 'C' column, 'B' both */
    bool labelled;                        /* a list with labels */
    const char *numbering;                /* of these (PDF 32000-1, table 347); NULL: none */
};

struct pdf_elem {
    uint32_t key, parent;
    uint32_t first, last;   /* of `kids`, counted from 1; 0: none. Once it is arranged: of `lists`, and behind the last one */
    uint32_t number;        /* of its object; 0: not written */
    uint8_t type, flags;
    uint16_t han, latin, foreign; /* characters, as far as it matters; latin: a to z; foreign: letters that English has not */
    struct pdf_elem_more *more;
};

enum { KID_ELEM = UINT32_MAX, KID_LINK = UINT32_MAX - 1, KID_FIELD = UINT32_MAX - 2, KID_GRAFT = INT32_MAX /* and above: a graft */ };

struct pdf_kid {
    uint32_t next;
    uint32_t key;
    uint32_t page; /* index, or KID_* */
    uint32_t what; /* the MCID there, an element, a link, a field */
};

struct pdf_ref { /* to a kid of an element that is arranged */
    uint32_t page, what;
};

/* Elements that are written alike. */
struct pdf_alike {
    unsigned kids; /* each has one mark (0), or so many elements; PDF_UNLIKE: anything */
    size_t count;
};
enum { PDF_UNLIKE = 64 };

struct pdf_context {
    const struct fo_node *node;
    int64_t elem;    /* -1: not asked for yet */
    uint8_t artifact;
    bool figure;     /* all in it is its own: strokes and fills too */
    uint32_t latest; /* key of the last object in it that was marked */
    bool row;        /* a row that no fo:table-row stands for */
};

struct pdf_marks { /* of one page: the element of each MCID */
    uint32_t *v;
    size_t n;
};

/* A page of an annex that keeps its tags. */
struct pdf_graft {
    const struct paper *paper;
    unsigned paper_page; /* from 0 */
    unsigned object;     /* the form that it is */
    uint32_t page;       /* of ours */
    mpt x, y, w, h;      /* there */
    uint32_t part;       /* the element that has all of the annex */
    uint32_t *marks;     /* of its content: their elements */
    size_t mark_count;
};

struct pdf_tags {
    bool on;
    struct pdf_context stack[4 * LIMIT_DEPTH + 8];
    size_t depth; /* the last one */
    /* large ones, malloced: an arena would keep what they have outgrown */
    VEC(struct pdf_elem) elems; /* the first is the document */
    VEC(struct pdf_kid) kids;
    VEC(uint32_t) by_serial; /* element + 1 */
    VEC(uint32_t) written;   /* elements in the order of their numbers */
    VEC(struct pdf_ref) lists, listed; /* kids by element; of those under way */
    VEC(const char *) custom;
    VEC(bool) custom_block; /* by custom: it stands for a P, else for a Span */
    VEC(uint32_t) marks;     /* of the page under way */
    VEC(struct pdf_marks) pages;
    VEC(char) said;          /* text of the link under way */
    int64_t open;            /* what the open marked content belongs to: element + 1, -1 - artifact, 0: none is open */
    bool open_in_text;
    const char *says;        /* by the mark that is opened next, or NULL */
    size_t says_len;
    int64_t part;            /* element of the option's box or the phrase under way, or -1 */
    uint32_t numbers;        /* the first object of ours */
    bool complete;           /* every figure has a text that stands for it */
    VEC(uint32_t) longs;     /* elements whose kids are objects of their own, in the order of `written` */
    size_t longs_named;      /* of these, so far */
    VEC(struct pdf_alike) alike; /* of `written`, one behind the other */
    VEC(struct pdf_graft) grafts;
    uint32_t row;            /* element of the last row without a fo:table-row */
};

struct pdf;
struct glyph_run;

/* Room for one more, without leaving old blocks behind. */
#define PDF_TAGS_MORE(vec) \
    ((vec)->n < (vec)->cap ? (void)0 : (void)((vec)->v = pdf_tags_grow((vec)->v, &(vec)->cap, sizeof *(vec)->v)), &(vec)->v[(vec)->n++])
void *pdf_tags_grow(void *v, size_t *cap, size_t size);

/* --- pdf_roles.c --- */
struct pdf_role {
    uint8_t type, flags; /* TAG_COUNT: no element */
};
struct pdf_role pdf_tags_role(struct pdf *p, const struct fo_node *n);
const char *pdf_tags_name(const struct pdf *p, uint8_t type);
bool pdf_tags_is_name(const char *s); /* of plain characters */

/* --- pdf_tags.c --- */
void pdf_tags_begin(struct pdf *p); /* a document, a pass */
void pdf_tags_free(struct pdf *p);
void pdf_tags_page(struct pdf *p);
void pdf_tags_page_end(struct pdf *p);
void pdf_tags_area(struct pdf *p, const struct area *a, enum device_artifact how);
void pdf_tags_area_end(struct pdf *p);

/* Before text and before anything else is drawn on a page: what is open is closed if it belongs elsewhere. */
void pdf_tags_text(struct pdf *p);
void pdf_tags_glyph(struct pdf *p); /* opens what belongs to the text, before its first glyph */
void pdf_tags_graphic(struct pdf *p, mpt x, mpt y, mpt w, mpt h);
void pdf_tags_close(struct pdf *p);
/* The text object ends: so does what was opened in it. */
void pdf_tags_text_ends(struct pdf *p);
/* What follows until pdf_tags_close() says this text, by its mark itself: poppler forgets what follows a mark in a mark. False: it
 * has no mark that could say it. */
bool pdf_tags_says(struct pdf *p, const char *text, size_t len);

bool pdf_tags_marks(const struct pdf *p); /* what is drawn is marked */
uint32_t pdf_tags_current(struct pdf *p); /* the innermost element */
/* The figure's box grows by what is drawn on its first page. */
void pdf_tags_extend(struct pdf *p, uint32_t figure, mpt x, mpt y, mpt w, mpt h);
uint32_t pdf_tags_elem(struct pdf *p, uint32_t parent, uint32_t key, uint8_t type, uint8_t flags);
struct pdf_elem_more *pdf_tags_more(struct pdf *p, uint32_t elem);
void pdf_tags_kid(struct pdf *p, uint32_t parent, struct pdf_kid kid);

/* A mark of that element without anything in it, which says what the element says. */
void pdf_tags_empty_mark(struct pdf *p, uint32_t elem);

/* --- pdf_graft.c --- */
struct image;
/* Does the page of an annex, drawn now, keep its tags? */
bool pdf_graft_keeps(struct pdf *p, const struct image *im);
/* It does, in that form, which is drawn next. */
void pdf_graft_page(struct pdf *p, const struct image *im, unsigned object, mpt x, mpt y, mpt w, mpt h);
unsigned pdf_graft_key(const struct pdf *p, size_t i); /* of graft i in the parent tree */
void pdf_graft_finish(struct pdf *p); /* before the structure is arranged */

/* --- pdf_said.c --- */
/* A text as superscripts or subscripts, the arena's; NULL: not all of it can be. */
const char *pdf_tags_script(struct pdf *p, const char *text, size_t len, bool raised);
/* What a run says, for languages, labels and links. */
void pdf_tags_said(struct pdf *p, const struct glyph_run *r, mpt x, mpt baseline);
/* A run that is a phrase of English in a Chinese text, whose language nobody has said, is an element until pdf_tags_part_end(): true.
 * Of a phrase on two lines each part counts for itself. */
bool pdf_tags_english(struct pdf *p, const struct glyph_run *r);
bool pdf_tags_is_chinese(const struct pdf *p); /* the document */
enum { PDF_TAGS_ENGLISH = 12 }; /* so many letters are more than an abbreviation */
/* The box before an option, three bytes of UTF-8: what is drawn until its end is read as chosen or not. */
bool pdf_tags_is_box(struct pdf *p, const char *text);
void pdf_tags_option(struct pdf *p, const char *text);
void pdf_tags_part_end(struct pdf *p); /* of an option's box, or a phrase */
/* The link under way: its element, and what it says. */
uint32_t pdf_tags_link(struct pdf *p, const char **said);
/* The element of a field that stands over n, behind what was drawn of n. */
uint32_t pdf_tags_field(struct pdf *p, const struct fo_node *n);

/* --- pdf_struct.c: in the end --- */
void pdf_struct_arrange(struct pdf *p);
/* In document order. */
struct pdf_kids {
    struct pdf_kid *v; /* malloced, the caller's */
    size_t n;
};
struct pdf_kids pdf_struct_kids(struct pdf *p, uint32_t elem);

/* --- pdf_struct_write.c --- */
void pdf_struct_number(struct pdf *p); /* when libharu has all of its objects */
uint32_t pdf_elem_number(struct pdf *p, uint32_t elem); /* of its object, or of that of the first ancestor that has one */
void pdf_struct_catalog(struct pdf *p, struct buf *b);
struct pdf_writer;
void pdf_struct_write(struct pdf *p, struct pdf_writer *w);

/* --- pdf_struct_alike.c --- */
bool pdf_elem_has_id(const struct pdf_elem *e);
/* Brings together what is alike among the written, otherwise in document order; those that are like no others come last. */
void pdf_struct_sort_alike(struct pdf *p);
/* A row of text with places for what is another in each element. */
struct pdf_row {
    struct buf text;                    /* heap, the caller's */
    size_t name, parent, page, kids;    /* where the fields begin */
    unsigned names, refs, pages, marks; /* their widths in digits or letters; all but names the caller's to say */
    uint8_t type;                       /* what stands in them; TAG_COUNT: nothing yet */
    uint32_t up, on;
};
/* Those of a, which are v: each a row of r's text. */
void pdf_struct_write_alike(struct pdf *p, struct pdf_writer *w, struct pdf_row *r, const struct pdf_alike *a, const uint32_t *v);

/* --- pdf_table.c --- */
/* Scope and headers of the table's cells, cells for what is missing in its rows. */
void pdf_table_arrange(struct pdf *p, uint32_t table);

#endif
