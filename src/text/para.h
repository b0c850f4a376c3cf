/* para.h - a paragraph: text and inline objects in, lines of positioned glyphs out.
 * Purpose:   chooses faces character by character, shapes, finds break places, sets Chinese punctuation and the gaps
 *            between Han and Western text (W3C CLREQ), breaks by total fit and places every glyph.
 * How:       1. para_text(), para_object(), para_edge(), para_break() collect the content in order (white space is treated
 *            already). 2. para_layout() does the rest. 3. para_line() gives the lines.
 *            A Western paragraph is broken as Apache FOP does (Knuth and Plass 1981; glue as in its text layout, so that
 *            both agree). A paragraph with Han in it is broken by total fit when it is justified and line by line when
 *            it is ragged, where a full line is always better than a short one. See para_fit.c.
 * Ownership: everything lives in the arena given to para_new(); strings, styles and user pointers are borrowed for as
 *            long as the paragraph is used.
 * Units:     mpt; x from the left edge of the measure.
 * Errors:    none of its own: para_faults(), para_line.overfull and para_fallback() tell the caller what to report. */
#ifndef TEXT_PARA_H
#define TEXT_PARA_H

#include "base/arena.h"
#include "text/cjk.h"
#include "text/shape.h"

struct para_space { mpt min, opt, max; };

struct para_style {
    const struct font_list *fonts;
    mpt size;
    const char *language;      /* BCP 47 or NULL */
    struct para_space letter;  /* letter-spacing; all 0 for "normal" */
    struct para_space word;    /* word-spacing, added to a space's width */
    bool word_normal;          /* word-spacing="normal": a space gives a third and takes a half of its width */
    uint32_t hyphen;           /* what stands where a line ends at a soft hyphen; 0: a hyphen-minus */
    bool no_wrap;              /* breaks only where forced */
    bool one_line;             /* ... by a keep within the line, which para_keep_yields() may undo */
    bool preserve_space;       /* spaces stay at line edges */
    bool space_runs;           /* ... and a run of them is not divided */
    bool space_ends;           /* spaces stay before a forced break and at the end, not where lines are broken */
    bool plain;                /* standard advances: no kerning, no ligatures */
};

struct words;

/* Where faces and glyphs come from: font_find() and HarfBuzz, or a test's own. */
struct para_source {
    void *self;
    struct words *words; /* of titles; NULL: none are known, any cut is as good */
    /* False: no face has the character; *f is then what draws the mark for it. */
    bool (*face)(void *self, const struct para_style *st, uint32_t cp, uint32_t selector, bool han, struct font *f);
    size_t (*shape)(void *self, const struct shape_run *run, struct glyph *out, size_t cap);
    bool (*ink)(void *self, const struct font *f, uint32_t gid, mpt *left, mpt *right);
    /* Has the face the variation sequence? NULL: all have. */
    bool (*variant)(void *self, const struct font *f, uint32_t cp, uint32_t selector);
    /* Has the face the mark, by itself or joined with the base? NULL: all have. */
    bool (*marked)(void *self, const struct font *f, uint32_t base, uint32_t mark);
    /* The family of the face, where the style names none that it is of; else NULL. NULL: all are named. */
    const char *(*unnamed)(void *self, const struct para_style *st, const struct font *f);
    struct para_memo *memo; /* of paragraphs that these laid out; NULL: none is kept */
};

struct para;

struct para *para_new(struct arena *a, const struct para_source *source);

enum para_object_kind {
    PARA_BOX,    /* image, inline-container: breaks as a letter does, as an ideograph beside Han */
    PARA_LEADER, /* takes what space is left on a justified line, before anything else */
    PARA_ANCHOR  /* no width, belongs to what stands before it (footnote calls, ids, markers) */
};

void para_text(struct para *p, const struct para_style *st, const char *utf8, size_t n, void *user);
void para_object(struct para *p, const struct para_style *st, enum para_object_kind kind, struct para_space width,
                 void *user);
/* How much was added so far, for para_varies(). */
size_t para_units(const struct para *p);
/* The text added since is that of a number which may be another when the same is collected again: no line ends in it, and it counts
 * as one unit in para_line.from, para_layout.from and para_next(), which so stay the same places. */
void para_varies(struct para *p, size_t since);
enum para_edge_flags {
    PARA_EDGE_OPEN = 1,  /* the start of an inline */
    PARA_EDGE_KEEPS = 2, /* what holds the inline does not wrap: no line ends at its edges either */
    PARA_EDGE_ONE_LINE = 32, /* ... by such a keep */
    PARA_EDGE_APART = 4, /* the inline stands off the baseline: no gap and no squeezing at its edges (but behind what stands
                          * on a Western word and belongs to it), and beside Han it is not parted from what it belongs to
                          * (CLREQ, unbreakable marks: annotation marks) */
    PARA_EDGE_CALL = 8,  /* a note's call, which is never parted from what it belongs to */
    PARA_EDGE_HOLDS = 16 /* no line ends between the inline and what stands beyond this edge, nor at spaces that part them */
};
/* An inline's start or end edge: its space, border and padding. Never parted from its content. `space` is what of the width goes
 * where nothing stands between it and the start (of an end edge: the end) of the line. `kept` is what of both edges stays where
 * a line ends inside the inline (conditionality="retain"); the same for both. */
struct para_kept { mpt start, end; };
void para_edge(struct para *p, unsigned flags, mpt width, mpt space, struct para_kept kept, void *user);
/* Keeps within the line do not count. */
void para_keep_yields(struct para *p);
/* Takes back the open edges at the end, with nothing but spaces behind them; how many. */
size_t para_drop_open(struct para *p);
/* The paragraph begins inside inlines that keep so much. */
void para_within(struct para *p, struct para_kept kept);
/* A forced break (linefeed-treatment="preserve"). */
void para_break(struct para *p, const struct para_style *st, void *user);
bool para_empty(const struct para *p); /* no text, no object, no forced break */

enum para_align { PARA_START, PARA_CENTER, PARA_END, PARA_JUSTIFY, PARA_SPREAD /* characters evenly, last line too */ };

struct para_layout {
    mpt width;            /* the measure */
    mpt first_indent;     /* of the first line; may be negative */
    mpt last_end_indent;
    mpt filler;           /* what fills the last line is so much wider than the measure: as in an earlier layout at another width */
    enum para_align align, align_last;
    enum cjk_profile profile;
    bool wrap;            /* false: breaks only where forced */
    size_t from;          /* unit that the first line begins with: para_line.from of an earlier layout, para_next(), or 0 */
    struct para_space (*renew)(void *self, void *user, mpt *space); /* the width that a box, leader or edge has now, and what of an edge's
                           * goes as in para_edge(), asked before a stretch is laid out; NULL: the same as when it was added */
    void *self;
    struct arena *work;   /* where the lines live: emptied by each layout; NULL: the paragraph's own arena */
    bool mirror, mirror_last; /* align (align_last) is the other way round on even pages: text-align="inside", "outside" */
    bool joints;          /* a Western word wider than the measure may break where a URL or a code has its joints */
    bool cut;             /* ... and be cut between any two characters: in table cells. Beside Han both always may be. */
};

/* A paragraph beyond LIMIT_PARA_TOTAL_FIT that wraps is laid out a stretch at a time: para_next() is where the next one begins. */
void para_layout(struct para *p, const struct para_layout *how);
size_t para_next(const struct para *p); /* 0: the last line is laid out */
/* Is it laid out in stretches? */
bool para_is_long(const struct para *p);

enum para_piece_kind { PARA_PIECE_GLYPHS, PARA_PIECE_OBJECT, PARA_PIECE_OPEN, PARA_PIECE_CLOSE };

struct para_piece {
    enum para_piece_kind kind;
    void *user;                /* of the para_text(), para_object() or para_edge() it came from */
    const struct para_style *style;
    mpt x, width;
    struct font font;          /* glyphs */
    struct glyph *glyphs;      /* cluster: byte offset in text */
    size_t count;
    const char *text;          /* UTF-8 */
    size_t text_len;
    bool spaced;               /* a space of the text was dropped behind it, where the line ends */
};

struct para_line {
    struct para_piece *pieces;
    size_t count;
    mpt x;          /* where the content begins: indent and alignment */
    mpt width;      /* content's width as set */
    mpt overfull;   /* how far it reaches over the measure, or 0 */
    mpt mirror;     /* how far its content moves to the right where start and end are exchanged */
    bool blank;     /* nothing on it but a forced break */
    bool cut;       /* it ends inside a word that is wider than the measure */
    bool ends;      /* a forced break, or nothing, is behind it */
    bool has_text;  /* a glyph or an object is on it */
    void *user;     /* of the first text, object or break on it */
    size_t from;    /* unit that it begins with */
};

size_t para_lines(const struct para *p);
const struct para_line *para_line(const struct para *p, size_t i);
/* Total fit was left for line-by-line breaking (length, or nothing fitted). */
bool para_fallback(const struct para *p);

enum para_fault_kind {
    PARA_NO_FACE,    /* no face has the character */
    PARA_NO_VARIANT, /* no face has the variation sequence with `other`; the ordinary form stands there */
    PARA_OLD_CODE,   /* `other` is the standard character (oldcode.h) */
    PARA_PRIVATE_USE, /* drawn as the face of `family` has it, which the text did not ask for */
    PARA_RIGHT_TO_LEFT, /* begins text that runs so, but is set from left to right */
    PARA_WESTERN_MARK /* `typed` stands between Han characters, where `proper` would be right */
};
struct para_fault {
    enum para_fault_kind kind;
    uint32_t cp, other;
    const char *typed, *proper; /* PARA_WESTERN_MARK, else NULL */
    const char *family;         /* PARA_PRIVATE_USE, else NULL */
    void *user; /* of its text */
};
/* What is wrong with characters, each once a text. */
size_t para_faults(const struct para *p, const struct para_fault **list);

/* What is to be said of a character's code, which the font draws (NULL: none does): an old or a private one. False: nothing. */
bool para_code_fault(const struct para_source *s, const struct para_style *st, uint32_t cp, const struct font *f, struct para_fault *out);

/* Widest unbreakable piece and width without breaking. Instead of para_layout(). */
void para_widths(struct para *p, enum cjk_profile profile, mpt *min, mpt *max);

/* The source for real use. It is the set's and keeps what was shaped and which words were found, for all its documents. */
const struct para_source *para_fonts_of(struct font_set *set);

#endif
