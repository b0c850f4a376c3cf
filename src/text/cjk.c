/* cjk.c - see cjk.h. */
#include "text/cjk.h"

#include <stddef.h>
#include <unicode/uchar.h>

#include "base/columns.h"
#include "base/utf8.h"

struct mark {
    uint16_t cp;
    uint8_t class;
};

/* Sorted by code point; those of ASCII are told where they are asked for. */
static const struct mark marks[] = {
    {0x00B7, CJK_MIDDLE},  {0x2013, CJK_CONNECTOR}, {0x2014, CJK_DASH},
    {0x2015, CJK_DASH},     {0x2018, CJK_OPEN},    {0x2019, CJK_CLOSE},   {0x201C, CJK_OPEN},      {0x201D, CJK_CLOSE},
    {0x2022, CJK_MIDDLE},   {0x2026, CJK_ELLIPSIS},{0x2027, CJK_MIDDLE},  {0x2030, CJK_UNIT},      {0x2103, CJK_UNIT},
    {0x2109, CJK_UNIT},     {0x22EF, CJK_ELLIPSIS},{0x2E3A, CJK_TWO_DASH},{0x3000, CJK_IDEO_SPACE},{0x3001, CJK_COMMA},
    {0x3002, CJK_STOP},     {0x3008, CJK_OPEN},    {0x3009, CJK_CLOSE},   {0x300A, CJK_OPEN},      {0x300B, CJK_CLOSE},
    {0x300C, CJK_OPEN},     {0x300D, CJK_CLOSE},   {0x300E, CJK_OPEN},    {0x300F, CJK_CLOSE},     {0x3010, CJK_OPEN},
    {0x3011, CJK_CLOSE},    {0x3014, CJK_OPEN},    {0x3015, CJK_CLOSE},   {0x3016, CJK_OPEN},      {0x3017, CJK_CLOSE},
    {0x3018, CJK_OPEN},     {0x3019, CJK_CLOSE},   {0x301A, CJK_OPEN},    {0x301B, CJK_CLOSE},     {0x301C, CJK_CONNECTOR},
    {0x301D, CJK_OPEN},     {0x301E, CJK_CLOSE},   {0x301F, CJK_CLOSE},   {0x30FB, CJK_MIDDLE},    {0xFF01, CJK_EXCLAIM},
    {0xFF04, CJK_MONEY},    {0xFF05, CJK_UNIT},    {0xFF08, CJK_OPEN},    {0xFF09, CJK_CLOSE},     {0xFF0C, CJK_COMMA},
    {0xFF0D, CJK_CONNECTOR}, {0xFF0E, CJK_STOP}, {0xFF0F, CJK_SLASH}, {0xFF1A, CJK_COMMA}, {0xFF1B, CJK_COMMA},
    {0xFF1F, CJK_EXCLAIM}, {0xFF3B, CJK_OPEN}, {0xFF3D, CJK_CLOSE}, {0xFF5B, CJK_OPEN}, {0xFF5D, CJK_CLOSE},
    {0xFF5E, CJK_CONNECTOR}, {0xFF5F, CJK_OPEN}, {0xFF60, CJK_CLOSE}, {0xFFE1, CJK_MONEY}, {0xFFE5, CJK_MONEY}};

static const struct mark *find_mark(uint32_t cp)
{
    size_t lo = 0, hi = sizeof marks / sizeof *marks;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (marks[mid].cp == cp)
            return &marks[mid];
        if (marks[mid].cp < cp)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

bool cjk_is_ideograph(uint32_t cp)
{
    return utf8_code_is_common_han(cp) || (cp >= 0x3400 && cp <= 0x4DBF) || (cp >= 0x20000 && cp <= 0x3FFFD) ||
           (cp >= 0xF900 && cp <= 0xFAFF) || cp == 0x3007;
}

bool cjk_extends(uint32_t cp)
{
    return u_getIntPropertyValue((UChar32)cp, UCHAR_GRAPHEME_CLUSTER_BREAK) == U_GCB_EXTEND;
}

/* Ambiguous in East Asian width, and drawn full width in Chinese: arrows, geometric shapes, circled numbers, ticks. */
static bool is_chinese_symbol(uint32_t cp)
{
    return (cp >= 0x2160 && cp <= 0x2188) || (cp >= 0x2190 && cp <= 0x21FF) || (cp >= 0x2460 && cp <= 0x24FF) ||
           (cp >= 0x25A0 && cp <= 0x2611) || cp == 0x2116 || (cp >= 0x2605 && cp <= 0x2606) || cp == 0x203B;
}

bool cjk_is_sign(uint32_t cp)
{
    return cp == '%' || cp == '$' || cp == '#' || cp == '&' || cp == '@' || cp == '+' || cp == 0x2030;
}

/* The raised and lowered digits and signs of m², CO₂ and Na⁺, and fractions. */
static bool is_small_figure(uint32_t cp)
{
    return cp == 0xB2 || cp == 0xB3 || cp == 0xB9 || (cp >= 0xBC && cp <= 0xBE) || (cp >= 0x2070 && cp <= 0x209C) ||
           (cp >= 0x2150 && cp <= 0x215F);
}

static bool is_alnum(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z');
    return u_isalnum((UChar32)cp) || is_small_figure(cp) || cp == 0xA5 || cp == 0xA3 || cp == 0x20AC || cp == 0xB0;
}

enum cjk_class cjk_class(uint32_t cp)
{
    if (cjk_is_ideograph(cp))
        return CJK_HAN;
    if (cp < 0x80)
        return cp == ' ' ? CJK_SPACE : cp == '/' ? CJK_SLASH : is_alnum(cp) ? CJK_ALNUM : CJK_OTHER;
    const struct mark *m = find_mark(cp);
    if (m)
        return m->class;
    if (columns_is_wide(cp) || is_chinese_symbol(cp))
        return CJK_HAN;
    return is_alnum(cp) ? CJK_ALNUM : CJK_OTHER;
}

enum cjk_context cjk_context(uint32_t cp)
{
    if (cjk_is_ideograph(cp))
        return CJK_HAN_CONTEXT;
    if (cp < 0x80)
        return cp == ' ' ? CJK_NEUTRAL : CJK_LATIN_CONTEXT;
    const struct mark *m = find_mark(cp);
    if (m && cp < 0x2E00 && cp != 0x2103 && cp != 0x2109)
        return cp == 0x2030 ? CJK_LATIN_CONTEXT : CJK_NEUTRAL;
    if (cp == 0xA0 || cp == 0x200B || cp == 0x2060 || cp == 0xAD)
        return CJK_NEUTRAL;
    if (m || columns_is_wide(cp) || is_chinese_symbol(cp))
        return CJK_HAN_CONTEXT;
    return CJK_LATIN_CONTEXT;
}

uint32_t cjk_quote_partner(uint32_t cp)
{
    return cp == 0x201C ? 0x201D : cp == 0x201D ? 0x201C : cp == 0x2018 ? 0x2019 : cp == 0x2019 ? 0x2018 : 0;
}

bool cjk_is_opening_quote(uint32_t cp)
{
    return cp == 0x201C || cp == 0x2018;
}

bool cjk_no_start(enum cjk_class c, enum cjk_profile p, bool single)
{
    switch (c) {
    case CJK_CLOSE: case CJK_COMMA: case CJK_STOP: case CJK_EXCLAIM: case CJK_MIDDLE: case CJK_CONNECTOR: case CJK_UNIT:
    case CJK_SLASH:
        return true;
    case CJK_DASH:
        return single || p == CJK_STRICT;
    case CJK_TWO_DASH: case CJK_ELLIPSIS:
        return p == CJK_STRICT;
    default:
        return false;
    }
}

bool cjk_no_end(enum cjk_class c, enum cjk_profile p)
{
    return c == CJK_OPEN || c == CJK_MONEY || (c == CJK_SLASH && p != CJK_BASIC);
}
