/* para_int.h - what the para_*.c files share. Not for others.
 * A paragraph is an array of units, one a code point or inline object, in order. para_context.c gives each its class,
 * para_prepare.c face and glyphs, para_space.c its widths and elasticity, para_break.c finds where lines may end, para_fit.c
 * chooses, para_line.c sets them. */
#ifndef TEXT_PARA_INT_H
#define TEXT_PARA_INT_H

#include "text/para.h"

enum unit_kind { UNIT_CHAR, UNIT_BOX, UNIT_LEADER, UNIT_ANCHOR, UNIT_OPEN, UNIT_CLOSE, UNIT_BREAK };

/* How a gap gives: order of CLREQ "line_adjustment" (T12). */
enum shrink_tier { SHRINK_SPACE, SHRINK_BRACKET, SHRINK_COMMA, SHRINK_GAP, SHRINK_STOP, SHRINK_TIERS };
enum stretch_tier { STRETCH_LEADER, STRETCH_SPACE, STRETCH_GAP, STRETCH_TIERS };
/* What opens when all that is used up: gaps between Han first, then every place that may. */
enum expand_tier { EXPAND_NONE, EXPAND_HAN, EXPAND_OTHER };

enum break_kind {
    BREAK_NONE,
    BREAK_PLAIN,
    BREAK_HYPHEN,   /* soft hyphen: shows one */
    BREAK_TOKEN,    /* inside a URL or a code */
    BREAK_CODE,     /* between any two characters of a long code that would leave the line before it open */
    BREAK_NUMBER,   /* between the parts of a number that is wider than the line: 2024-|09-25 */
    BREAK_EMERGENCY /* between any two characters of a token that is wider than the line */
};

struct unit {
    uint32_t cp;
    uint32_t item;      /* index of items */
    uint32_t byte;      /* offset in the item's text */
    uint32_t first_glyph;
    uint16_t glyphs;    /* 0: part of the cluster before it, or not drawn */
    uint8_t bytes;      /* length in UTF-8 */
    uint8_t kind;       /* enum unit_kind */
    uint8_t class;      /* enum cjk_class; as set in its context */
    bool han;           /* set in a Chinese context */
    bool cluster;       /* continues the cluster of the unit before */
    bool discard;       /* a space that goes at a line's edge */
    bool ignorable;     /* never drawn: zero-width space, soft hyphen, selector */
    bool single;        /* a dash that stands alone */
    bool whole;         /* the first of two that make one mark of two em: nothing ever comes between them */
    bool grouping;      /* a space inside a number */
    bool before_unit;   /* a space between a number and its unit: 2.35 g */
    bool bound;         /* never parted from the unit behind it: para_varies() */
    bool lent;          /* what the gap behind it gives comes from the next unit's blank left half */
    uint8_t expand;     /* enum expand_tier: of the gap behind it */
    uint8_t shrink_tier, stretch_tier;
    uint8_t brk;        /* enum break_kind: behind this unit */
    int16_t penalty;
    mpt advance;        /* own width, as set */
    mpt dx;             /* shift of its glyphs inside that width */
    mpt gap;            /* added behind it: letter-spacing, Han-Latin gap; negative: squeezed */
    mpt shrink, stretch; /* of the gap behind it */
    mpt half;           /* blank half: at line start (opening) or line end (closing) this much goes */
    struct font font;
};

struct item {
    const struct para_style *style; /* NULL for edges */
    void *user;
    const char *text;
    size_t text_len;
    struct para_space width;
    unsigned edge; /* enum para_edge_flags */
    mpt space;     /* of an edge: what of its width goes at the edge of a line */
    struct para_kept kept;
};

/* Sums over units: widths, what spaces and gaps give and take, and the ems of the places that justification opens: those between Han,
 * and all of them. */
struct sum { int64_t w, shrink, stretch, han, open; };

/* A place where a line may end. */
struct brk {
    uint32_t end, next;   /* visible content ends; the next line's units begin */
    int32_t penalty;
    bool flagged;         /* a hyphen, or inside a token */
    bool forced;          /* end of the paragraph or of the line before a forced break */
    uint8_t kind;
    bool tied;            /* last line would hold one character only (T14) */
    bool open_half;       /* a mark at the next start loses its blank half */
    mpt close;            /* what the width of its last character changes by: a mark loses its blank half, a letter gets back what
                           * kerning took, since what it was kerned with is on the next line */
    mpt extra;            /* width added when the line ends here */
    mpt spare;            /* room that a line must leave to end here */
    mpt trim;             /* width that goes from the start of the next line */
    struct para_kept kept; /* edges of inlines that the line ends inside of: the next line's start, this one's end */
    struct sum to_end, to_next; /* of units [0, end) without the gap behind end - 1, and of [0, next) */
};

/* A number: the unit that it begins with, how many more than one it has, and those before it together. */
struct varying { size_t at, more, before; };

struct para {
    struct arena *arena, *lay; /* lay: of what one layout makes */
    const struct para_source *source;
    VEC(struct unit) units;
    VEC(struct item) items;
    VEC(struct glyph) glyphs;
    VEC(struct varying) varying; /* para_varies() */
    VEC(struct para_fault) faults;
    VEC(struct para_line) lines;
    VEC(struct brk) breaks;
    VEC(uint32_t) chosen; /* indices of breaks, per segment */
    struct para_layout how;
    struct para_kept within; /* what the inlines open before the first unit keep */
    struct para_open { size_t at; struct para_kept kept; } open, begun; /* the same before unit `at`: how far para_break.c has
                                                                         * counted, and where it began last */
    size_t next; /* para_next() */
    bool prepared, chinese, fallback, keeps, keep_yields;
};

void para_prepare(struct para *p, enum cjk_profile profile);
/* para_context.c: han, class, ignorable and discard of each unit; p->chinese. */
void para_classify(struct para *p);
/* para_faces.c */
void para_choose_faces(struct para *p);
/* Once a text. */
void para_fault_add(struct para *p, const struct para_fault *f);
/* para_marks.c: faults for Western marks in Chinese text. */
void para_check_marks(struct para *p);
void para_space_out(struct para *p);
/* para_space.c: what an object or edge takes and gives, by its item. */
void para_space_object(const struct para *p, struct unit *u);
/* para.c: a place as callers know it, of a unit; with each number counted as one. */
size_t para_place(const struct para *p, size_t unit);
/* The slash of a word or unit (km/h), not of a URL. */
bool para_is_word_slash(const struct para *p, const struct unit *u);

static inline const struct para_style *unit_style(const struct para *p, const struct unit *u)
{
    return p->items.v[u->item].style;
}
/* What stands where a line ends at a soft hyphen. */
static inline uint32_t unit_hyphen(const struct para *p, const struct unit *u)
{
    uint32_t cp = unit_style(p, u)->hyphen;
    return cp ? cp : '-';
}
/* A variation selector. */
static inline bool para_is_selector(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}
/* En quad to hair space, narrow no-break space: their width is what Unicode says, their glyph a space. */
static inline bool para_is_fixed_space(uint32_t cp)
{
    return (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F;
}
/* What of an edge never goes at the edge of a line. */
static inline mpt unit_solid(const struct para *p, const struct unit *u)
{
    return mpt_add(u->advance, -(int64_t)p->items.v[u->item].space);
}
/* Text or an object that breaks like one; edges and anchors are not. */
static inline bool unit_visible(const struct unit *u)
{
    return u->kind == UNIT_CHAR || u->kind == UNIT_BOX || u->kind == UNIT_LEADER;
}

enum { HYPHEN_GLYPHS = 4 };
/* Its glyphs; how many, no more than HYPHEN_GLYPHS. */
size_t para_shape_hyphen(const struct para *p, const struct unit *u, struct glyph g[HYPHEN_GLYPHS]);
/* Collects the break places of units [from, to) into p->breaks; the first stands for the start. With `loose` codes have more of
 * them: for Chinese lines that gape otherwise. */
void para_collect_breaks(struct para *p, size_t from, size_t to, mpt line_width, bool loose);
/* Chooses among them into p->chosen (without the first). True: justified Chinese lines gape. */
bool para_choose(struct para *p, bool first);
/* para_title.c: chooses again so that few centred lines are even and part no word. */
void para_even_title(struct para *p, bool first);
mpt para_measure(const struct para *p, bool first);
bool para_gives_ragged(const struct para *p, const struct unit *u);
/* Width of the line between two places, nothing stretched or shrunk. */
static inline int64_t para_natural(const struct brk *a, const struct brk *b)
{
    return b->to_end.w + b->extra - a->to_next.w - a->trim;
}
/* Do spaces stretch: is any line justified? */
static inline bool para_stretches(const struct para *p)
{
    return p->how.align == PARA_JUSTIFY || p->how.align_last == PARA_JUSTIFY;
}
/* Shares out what misses on a line over the places between the units [head, tail]; add[0] is that behind head. Returns what is left:
 * all when there is only one unit. */
int64_t para_spread(const struct para *p, size_t head, int64_t tail, int64_t miss, mpt *add);
/* Builds one line between two breaks. */
void para_set_line(struct para *p, const struct brk *a, const struct brk *b, bool first, bool last);

/* --- para_memo.c: short paragraphs that came before --- */
struct para_memo *para_memo_new(void);
void para_memo_free(struct para_memo *m);
struct memo_key;
struct para_recall {
    uint32_t hash;
    const struct memo_key *key; /* in the arena of the lines; NULL: it is not to be kept */
};
/* True: the lines are those of an equal paragraph. Else para_remember() takes what was found and the lines that were made. */
bool para_recall(struct para *p, struct para_recall *r);
void para_remember(const struct para *p, const struct para_recall *r);

#endif
