/* fo.h - formatting objects with resolved properties.
 * Purpose:   reads XSL-FO as events, from a tree in memory or from a file as a stream, and hands it to layout as nodes
 *            whose properties are resolved: shorthands expanded, expressions evaluated, inheritance done, absolute
 *            directions turned into relative ones.
 * Ownership: nodes belong to the reader. fo_first()/fo_next() read on as needed, so a long flow or table never stands in
 *            memory as a whole: fo_release(n) gives back a finished part. Property sets are shared between nodes with equal
 *            attributes and live as long as the reader; strings of one node alone (id, src ...) go with the node.
 * Units:     lengths in mpt; percentages keep their base (enum fo_base) for layout to resolve.
 * Errors:    all complaints go to the diag list with file and line (the proposal's where loc:line says so). A wrong value
 *            is reported once for all elements that have the same attributes under an equal parent. A document
 *            that is not well-formed or not FO ends with a fatal one: fo_failed(). */
#ifndef FO_FO_H
#define FO_FO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/units.h"

enum fo_element {
#define FO_ELEMENT(id, name, status) FO_##id,
#include "fo/elements.def"
#undef FO_ELEMENT
    FO_ELEMENT_COUNT
};

enum fo_prop {
#define FO_PROP(id, name, parser, inherited, initial, base, allowed, status) FO_P_##id,
#include "fo/properties.def"
#undef FO_PROP
    FO_PROP_COUNT,
    FO_X_BEFORE_FIRST = FO_PROP_COUNT - 1, /* extension properties follow: FO_X_SPREAD is sb:spread */
#define FO_EXT(id, name, parser, inherited, initial, base, allowed, status, applies, meaning) FO_X_##id,
#include "fo/extensions.def"
#undef FO_EXT
    FO_SLOTS /* all properties */
};

enum fo_keyword { /* FO_K_SOLID for "solid"; keywords.def lists all keywords of all enumerated properties */
    FO_K_UNSET,
#define FO_KEYWORD(id, name) FO_K_##id,
#include "fo/keywords.def"
#undef FO_KEYWORD
    FO_KEYWORD_COUNT
};

/* What a percentage refers to; layout knows the number. */
enum fo_base {
    FO_BASE_NONE,
    FO_BASE_CONTAINER_IPD, /* content width of the nearest ancestor area that is a block or a reference area */
    FO_BASE_CONTAINER_BPD, /* its height; "auto" when that is not known */
    FO_BASE_REFERENCE_IPD, /* content width of the nearest ancestor reference area (page, column, cell, container) */
    FO_BASE_PAGE,          /* the page's matching edge */
    FO_BASE_FONT_SIZE,     /* resolved by the reader */
    FO_BASE_LINE_HEIGHT,   /* the parent area's line-height */
    FO_BASE_TABLE_IPD,     /* width of the table */
    FO_BASE_INTRINSIC,     /* the image's own size */
    FO_BASE_BOX            /* box less image, for background-position */
};

/* abs + fraction * base + proportional shares of what a table leaves. A keyword (auto, normal, none ...) leaves the
 * numbers 0. Example: label-end() gives abs = -(..), fraction = 1, base = REFERENCE_IPD. */
struct fo_length {
    enum fo_keyword keyword; /* FO_K_UNSET when it is a number */
    mpt abs;
    float fraction; /* 1.0 is 100% */
    float proportional; /* proportional-column-width() */
    uint8_t base;   /* enum fo_base */
};

/* Sources: XSL 1.1 section 7.30.10 (color). alpha 0 is transparent. */
struct fo_color {
    uint8_t r, g, b, a;
};

struct fo_props; /* resolved set, shared */

struct fo_node {
    enum fo_element element;
    struct fo_node *parent;
    const struct fo_props *props;
    struct loc loc;
    const char *text; /* FO_TEXT: UTF-8, NUL-terminated, as in the source (white space is not treated yet); else NULL */
    size_t text_len;  /* [bytes] */
    uint32_t serial;  /* document order, from 1 */
    void *layout;     /* free for layout/ */
};

struct fo_reader;

struct _xmlDoc;
/* From a tree; doc is borrowed until fo_close(). file is the name for messages. */
struct fo_reader *fo_open_tree(struct _xmlDoc *doc, const char *file, struct diag_list *d);
/* From a tree with a place for more: where an element of the namespace FO_PARTS stands, the children of the root of each
 * further tree are read, one tree after the other, so that a long table never stands in memory as a whole. next() gives the
 * i-th of them, from 0 on, which the reader frees when it is read; false: there are no more, or it failed, and has said so
 * as a fatal diagnostic in the reader's list. It is called again from 0 on for each pass. */
#define FO_PARTS "urn:shenbao:parts"
struct fo_part {
    struct _xmlDoc *tree;
    char *packed;    /* or, if not NULL, what fo_pack() made of the tree, malloced */
    size_t packed_n;
};
typedef bool fo_next_part(void *ctx, size_t i, struct fo_part *out);
/* A part as bytes, for a reader in another process: it reads them faster than a tree. */
void fo_pack(struct buf *out, const struct _xmlDoc *part);
struct fo_reader *fo_open_parts(struct _xmlDoc *doc, const char *file, fo_next_part *next, void *ctx, struct diag_list *d);
/* From a file ("-" is standard input), as a stream. NULL and a diagnostic when it can't be opened. */
struct fo_reader *fo_open_file(const char *path, struct diag_list *d);
void fo_close(struct fo_reader *r);
bool fo_failed(const struct fo_reader *r);
/* Starts over for another layout pass: all nodes are gone, and so is what was said since the first of them was read, which the
 * pass says again. False when the input can't be read again. */
bool fo_rewind(struct fo_reader *r);

struct fo_node *fo_root(struct fo_reader *r); /* fo:root, NULL when failed */
struct fo_node *fo_first(struct fo_reader *r, struct fo_node *n); /* first child, read on as needed; NULL: none */
struct fo_node *fo_next(struct fo_reader *r, struct fo_node *n);  /* next sibling */
/* n and all below it are gone, except an fo:marker below it that is held: a page to come may retrieve it, so it stays
 * (without a parent) until no one holds it. Any node may be released; one that is not finished is read to its end first. The
 * next sibling is found from n until then, so call fo_next() first. */
void fo_release(struct fo_reader *r, struct fo_node *n);
/* Holds are counted. The last drop releases a marker whose parent is gone. */
void fo_hold(struct fo_reader *r, const struct fo_node *marker);
void fo_drop(struct fo_reader *r, const struct fo_node *marker);

/* Width or height of a drawing as the root of its SVG states them; 100 pt, as in Apache FOP, where it states none or a share of
 * what is around. */
mpt fo_drawing_extent(const char *s, size_t n);
/* The same of the drawing that an fo:instream-foreign-object holds; 0: it holds none. Known when its children were asked for. */
void fo_drawing_size(const struct fo_node *n, mpt *w, mpt *h);

/* Memory that nodes hold, released parts that wait for new nodes included [bytes]. */
size_t fo_memory(const struct fo_reader *r);

/* A copy of a marker's or static-content's subtree, to be laid out under another parent (retrieve-marker): properties are resolved
 * again as if it stood below `parent`, which does not list it among its children. XSL 1.1 section 6.13.6. Goes with
 * fo_release(). */
struct fo_node *fo_adopt(struct fo_reader *r, const struct fo_node *subtree, struct fo_node *parent);

/* What fo:declarations say about the document (XMP: dc:title, dc:creator, dc:description, dc:subject or pdf:Keywords,
 * dc:language, xmp:CreateDate), the title also the fo:title of the first page-sequence; NULL where nothing is said. Reads on to
 * what is in that. The strings live until the reader is closed or rewound. */
struct fo_info {
    const char *title, *author, *subject, *keywords, *language;
    const char *created; /* as written: ISO 8601 */
};
const struct fo_info *fo_document_info(struct fo_reader *r);

const char *fo_element_name(enum fo_element e); /* "fo:block" */
const char *fo_prop_name(enum fo_prop p);
const char *fo_keyword_name(enum fo_keyword k);

/* --- resolved properties; p must have the matching kind --- */
enum fo_keyword fo_enum(const struct fo_node *n, enum fo_prop p);
struct fo_length fo_length(const struct fo_node *n, enum fo_prop p);
/* abs + fraction * base_size; keywords give 0: ask for them first. Saturates at +-MPT_MAX. */
mpt fo_resolve(struct fo_length l, mpt base_size);
/* An absolute length in one go (percentages refer to base_size). */
mpt fo_mpt(const struct fo_node *n, enum fo_prop p, mpt base_size);
/* Integers; `keyword` names (auto, no-limit, force) give the fallback. */
int fo_integer(const struct fo_node *n, enum fo_prop p, int fallback);
const char *fo_string(const struct fo_node *n, enum fo_prop p); /* "" when empty, never NULL; URIs without url() */
/* The language as a tag of BCP 47 (zh-Hans-CN); NULL: none is said. own: script and country only where the object itself says them.
 * It lives as long as the node and the arena do. */
const char *fo_language(struct arena *a, const struct fo_node *n, bool own);
struct fo_color fo_color(const struct fo_node *n, enum fo_prop p);
/* Keep strength: 0 is auto, then come all integers in their order (0 and less are keeps too, XSL 1.1 4.8), then FO_KEEP_ALWAYS. */
#define FO_KEEP_RANGE 400000 /* integers beyond it, either way, are as strong as it is */
#define FO_KEEP_ALWAYS 1000000
int fo_keep(const struct fo_node *n, enum fo_prop p);
/* font-family: NULL-terminated names as written, quotes removed. */
const char *const *fo_families(const struct fo_node *n);
/* text-decoration as bits, those of ancestors included (they run through what they enclose). */
enum { FO_DECO_UNDERLINE = 1, FO_DECO_OVERLINE = 2, FO_DECO_LINE_THROUGH = 4 };
unsigned fo_decorations(const struct fo_node *n);
/* The object that asked for this decoration of n: it has the decoration's colour. NULL: none did. */
const struct fo_node *fo_decoration_node(const struct fo_node *n, unsigned bit);
/* Was the property given on this very element (not inherited, not initial)? */
bool fo_specified(const struct fo_node *n, enum fo_prop p);
/* Of a property that is not inherited: is its value the initial one? */
bool fo_is_initial(const struct fo_node *n, enum fo_prop p);
/* Two nodes with the same key have equal properties, but for what may be of one node's own: ids, names, sources. */
const void *fo_style_key(const struct fo_node *n);
/* Two nodes with equal text properties can share a shaped run: pointer equality of this key means equal. */
const void *fo_text_key(const struct fo_node *n);

#endif
