/* cjk.h - what a character is to Chinese line composition.
 * Purpose:   classes of marks, script context, and the prohibitions at line edges by profile.
 * Sources:   W3C CLREQ (prohibition_rules_for_line_start_end, h-adjustment_of_adjacent_punctuation_marks), GB/T 15834.
 * Errors:    none. */
#ifndef TEXT_CJK_H
#define TEXT_CJK_H

#include <stdbool.h>
#include <stdint.h>

enum cjk_class {
    CJK_OTHER,     /* a Western letter's company: marks, symbols */
    CJK_ALNUM,     /* Western letters and digits: a gap stands between them and Han */
    CJK_SPACE,     /* U+0020 */
    CJK_HAN,       /* ideographs, kana, bopomofo, full-width letters, circled digits */
    CJK_OPEN,      /* opening brackets and quotes: the left half is blank */
    CJK_CLOSE,     /* closing brackets and quotes: the right half is blank */
    CJK_COMMA,     /* ， 、 ； ： */
    CJK_STOP,      /* 。 ． */
    CJK_EXCLAIM,   /* ！ ？ */
    CJK_MIDDLE,    /* interpuncts */
    CJK_DASH,      /* U+2014 */
    CJK_TWO_DASH,  /* U+2E3A, two em wide by itself */
    CJK_ELLIPSIS,  /* U+2026, U+22EF */
    CJK_CONNECTOR, /* – － ～ */
    CJK_SLASH,     /* / and ／ */
    CJK_UNIT,      /* ％ ℃ ‰: stay with the number before them */
    CJK_MONEY,     /* ￥ ＄: stay with the number behind them */
    CJK_IDEO_SPACE /* U+3000 */
};

enum cjk_context { CJK_NEUTRAL, CJK_LATIN_CONTEXT, CJK_HAN_CONTEXT };
enum cjk_profile { CJK_BASIC, CJK_GB, CJK_STRICT };

/* The class in a Chinese context; CJK_ALNUM and CJK_OTHER are told apart for all Western characters. */
enum cjk_class cjk_class(uint32_t cp);
/* Whose text the character is: CJK_NEUTRAL asks the neighbours (quotes, dashes, ellipses, interpuncts, spaces). */
enum cjk_context cjk_context(uint32_t cp);
/* A Han character that shaping never changes. */
bool cjk_is_ideograph(uint32_t cp);
/* A sign that counts as a letter where it touches one: + % ‰ # & @ $. */
bool cjk_is_sign(uint32_t cp);
/* Left-hand or right-hand member of a pair of curly quotes, or 0. */
uint32_t cjk_quote_partner(uint32_t cp);
bool cjk_is_opening_quote(uint32_t cp);
/* A sign that belongs to the character before it: accents, variation selectors. */
bool cjk_extends(uint32_t cp);

/* Never the first on a line (T1), never the last (T2); `single` tells that a dash or ellipsis stands alone. */
bool cjk_no_start(enum cjk_class c, enum cjk_profile p, bool single);
bool cjk_no_end(enum cjk_class c, enum cjk_profile p);
/* Full-width marks with a blank half. */
static inline bool cjk_blank_left(enum cjk_class c) { return c == CJK_OPEN; }
static inline bool cjk_blank_right(enum cjk_class c) { return c >= CJK_CLOSE && c <= CJK_EXCLAIM; }
static inline bool cjk_is_mark(enum cjk_class c) { return c >= CJK_OPEN && c <= CJK_SLASH; }

#endif
