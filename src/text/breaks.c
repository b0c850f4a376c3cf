/* breaks.c - see breaks.h. Rule numbers are those of UAX #14, revision 49. */
#include "text/breaks.h"

#include <string.h>
#include <unicode/uchar.h>

#include "base/columns.h"
#include "base/utf8.h"

static bool is_wide_or_half(uint32_t cp)
{
    return columns_is_wide(cp) || u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH) == U_EA_HALFWIDTH;
}

static int class_of(uint32_t cp)
{
    if (utf8_code_is_common_han(cp))
        return U_LB_IDEOGRAPHIC;
    if ((cp | 0x20) >= 'a' && (cp | 0x20) <= 'z')
        return U_LB_ALPHABETIC;
    int c = u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK);
    switch (c) { /* LB1 */
    case U_LB_AMBIGUOUS: case U_LB_SURROGATE: case U_LB_UNKNOWN: case U_LB_COMPLEX_CONTEXT: case U_LB_JL: case U_LB_JV:
    case U_LB_JT:
        return U_LB_ALPHABETIC;
    case U_LB_CONDITIONAL_JAPANESE_STARTER:
        return U_LB_NONSTARTER;
    case U_LB_H2: case U_LB_H3:
        return U_LB_IDEOGRAPHIC;
    case U_LB_CLOSE_PUNCTUATION: /* a narrow } is tied to a letter behind it, as ) is: LB30 before revision 24, and Apache FOP */
        return is_wide_or_half(cp) ? c : U_LB_CLOSE_PARENTHESIS;
    default:
        return c;
    }
}

static bool is_letter(int c)
{
    return c == U_LB_ALPHABETIC || c == U_LB_HEBREW_LETTER;
}

static bool is_ideographic(int c)
{
    return c == U_LB_IDEOGRAPHIC || c == U_LB_E_BASE || c == U_LB_E_MODIFIER;
}

static bool is_close(int c)
{
    return c == U_LB_CLOSE_PUNCTUATION || c == U_LB_CLOSE_PARENTHESIS;
}

static bool is_affix(int c)
{
    return c == U_LB_PREFIX_NUMERIC || c == U_LB_POSTFIX_NUMERIC;
}

/* LB7 to LB17: these hold with spaces between a and b too. 1: break, 0: no break, -1: go on. */
static int across_spaces(int a, int b, bool spaces)
{
    if (b == U_LB_SPACE || b == U_LB_ZWSPACE)
        return 0; /* LB7 */
    if (a == U_LB_ZWSPACE)
        return 1; /* LB8 */
    if (b == U_LB_WORD_JOINER || (a == U_LB_WORD_JOINER && !spaces) || (a == U_LB_GLUE && !spaces))
        return 0; /* LB11, LB12 */
    if (b == U_LB_GLUE && !spaces && a != U_LB_BREAK_AFTER && a != U_LB_HYPHEN)
        return 0; /* LB12a */
    if (is_close(b) || b == U_LB_EXCLAMATION || b == U_LB_INFIX_NUMERIC || b == U_LB_BREAK_SYMBOLS)
        return 0; /* LB13 */
    if (a == U_LB_OPEN_PUNCTUATION || (a == U_LB_QUOTATION && b == U_LB_OPEN_PUNCTUATION))
        return 0; /* LB14, LB15 */
    if ((is_close(a) && b == U_LB_NONSTARTER) || (a == U_LB_BREAK_BOTH && b == U_LB_BREAK_BOTH))
        return 0; /* LB16, LB17 */
    return spaces ? 1 : -1; /* LB18 */
}

/* LB25. */
static bool in_number(int a, int b)
{
    if (b == U_LB_NUMERIC)
        return is_affix(a) || a == U_LB_HYPHEN || a == U_LB_INFIX_NUMERIC || a == U_LB_NUMERIC || a == U_LB_BREAK_SYMBOLS;
    if (is_affix(b))
        return is_close(a) || a == U_LB_NUMERIC;
    return b == U_LB_OPEN_PUNCTUATION && is_affix(a);
}

/* LB19 to LB31, for neighbours. */
static bool between(int a, int b)
{
    if (a == U_LB_QUOTATION || b == U_LB_QUOTATION)
        return false; /* LB19 */
    if (a == U_LB_CONTINGENT_BREAK || b == U_LB_CONTINGENT_BREAK)
        return true; /* LB20 */
    if (b == U_LB_BREAK_AFTER || b == U_LB_HYPHEN || b == U_LB_NONSTARTER || a == U_LB_BREAK_BEFORE ||
        b == U_LB_INSEPARABLE)
        return false; /* LB21, LB22 */
    if (a == U_LB_BREAK_SYMBOLS && b == U_LB_HEBREW_LETTER)
        return false; /* LB21b */
    if ((is_letter(a) && b == U_LB_NUMERIC) || (a == U_LB_NUMERIC && is_letter(b)))
        return false; /* LB23 */
    if ((a == U_LB_PREFIX_NUMERIC && is_ideographic(b)) || (is_ideographic(a) && b == U_LB_POSTFIX_NUMERIC))
        return false; /* LB23a */
    if ((is_affix(a) && is_letter(b)) || (is_letter(a) && is_affix(b)) || in_number(a, b))
        return false; /* LB24, LB25 */
    if ((is_letter(a) && is_letter(b)) || (a == U_LB_INFIX_NUMERIC && is_letter(b)))
        return false; /* LB28, LB29 */
    if (((is_letter(a) || a == U_LB_NUMERIC) && b == U_LB_OPEN_PUNCTUATION) ||
        (a == U_LB_CLOSE_PARENTHESIS && (is_letter(b) || b == U_LB_NUMERIC)))
        return false; /* LB30 */
    return !(a == U_LB_E_BASE && b == U_LB_E_MODIFIER); /* LB30b, LB31 */
}

static bool is_mark(int c)
{
    return c == U_LB_COMBINING_MARK || c == U_LB_ZWJ;
}

void breaks_find(const uint32_t *cps, size_t count, bool *after)
{
    int a = U_LB_WORD_JOINER; /* last class that is no space, combining marks taken in */
    bool spaces = false, joiner = false;
    unsigned flags = 0;       /* regional indicators in a row, LB30a */
    for (size_t i = 0; i < count; i++) {
        int b = class_of(cps[i]);
        bool attached = is_mark(b) && i > 0 && !spaces && a != U_LB_ZWSPACE; /* LB9 */
        if (is_mark(b) && !attached)
            b = U_LB_ALPHABETIC; /* LB10 */
        if (i > 0 && b == U_LB_IDEOGRAPHIC && a == b && !spaces && !joiner) {
            after[i - 1] = true;
        } else if (i > 0) {
            int d = attached || joiner ? 0 : across_spaces(a, b, spaces);
            bool pair = b == U_LB_REGIONAL_INDICATOR && a == b && flags % 2 == 1 && !spaces;
            after[i - 1] = d >= 0 ? d == 1 : !pair && between(a, b);
        }
        joiner = cps[i] == 0x200D;
        if (attached)
            continue;
        flags = b == U_LB_REGIONAL_INDICATOR ? flags + 1 : 0;
        spaces = b == U_LB_SPACE;
        if (!spaces)
            a = b;
    }
    if (count > 0)
        after[count - 1] = true;
}

/* GB 3102.11-93: a formula is best parted behind = and the like. */
static bool is_relation(uint32_t cp)
{
    return cp == '<' || cp == '>' || cp == 0x2248 || cp == 0x2260 || cp == 0x2261 || (cp >= 0x2264 && cp <= 0x226B);
}

bool breaks_in_token(uint32_t before, uint32_t behind)
{
    static const char places[] = "/.-_@&=?:#,%+~\\|";
    bool begins = u_isalnum((UChar32)behind) || behind == '(' || behind == '[' || behind == 0x2212;
    return begins && (is_relation(before) || (before && before < 0x80 && strchr(places, (int)before)));
}

bool breaks_starts_badly(uint32_t cp)
{
    switch (u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK)) {
    case U_LB_CLOSE_PUNCTUATION: case U_LB_CLOSE_PARENTHESIS: case U_LB_EXCLAMATION: case U_LB_INFIX_NUMERIC:
    case U_LB_BREAK_SYMBOLS: case U_LB_NONSTARTER: case U_LB_BREAK_AFTER: case U_LB_HYPHEN: case U_LB_GLUE:
    case U_LB_WORD_JOINER: case U_LB_COMBINING_MARK: case U_LB_QUOTATION: case U_LB_ZWJ: case U_LB_POSTFIX_NUMERIC:
        return true;
    default:
        return false;
    }
}

bool breaks_ends_badly(uint32_t cp)
{
    switch (u_getIntPropertyValue((UChar32)cp, UCHAR_LINE_BREAK)) {
    case U_LB_OPEN_PUNCTUATION: case U_LB_QUOTATION: case U_LB_GLUE: case U_LB_WORD_JOINER:
    case U_LB_PREFIX_NUMERIC:
        return true;
    default:
        return false;
    }
}
