#include "base/columns.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

#include "base/utf8.h"

bool columns_is_wide(uint32_t cp)
{
    int width = cp < 0x1100 ? U_EA_NEUTRAL : u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

static size_t width_of(uint32_t cp)
{
    int category = u_charType((UChar32)cp);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR)
        return 0;
    return columns_is_wide(cp) ? 2 : 1;
}

size_t columns_of(const char *utf8, size_t n)
{
    size_t columns = 0;
    for (const char *s = utf8, *end = utf8 + n; s < end;)
        columns += width_of(utf8_next(&s, end));
    return columns;
}

void columns_pad(struct buf *out, const char *text, size_t width)
{
    buf_puts(out, text);
    for (size_t n = columns_of(text, strlen(text)); n < width; n++)
        buf_putc(out, ' ');
}

/* Marks that close or end: they stay with what stands in front of them. */
static bool may_not_begin(uint32_t cp)
{
    static const char marks[] = "，。、；：？！）》〉」』】”’％—…,.;:?!)]}>";
    for (const char *s = marks, *end = marks + sizeof marks - 1; s < end;)
        if (utf8_next(&s, end) == cp)
            return true;
    return false;
}

static bool may_not_end(uint32_t cp)
{
    static const char marks[] = "（《〈「『【“‘([{<";
    for (const char *s = marks, *end = marks + sizeof marks - 1; s < end;)
        if (utf8_next(&s, end) == cp)
            return true;
    return false;
}

size_t columns_fit(const char *text, size_t n, size_t width)
{
    const char *s = text, *end = text + n, *place = NULL;
    uint32_t before = 0;
    for (size_t columns = 0; s < end;) {
        const char *here = s;
        uint32_t cp = utf8_next(&s, end);
        bool beside_han = (columns_is_wide(before) || columns_is_wide(cp)) && !may_not_begin(cp) && !may_not_end(before);
        if (here > text && (cp == ' ' || (before != ' ' && beside_han)))
            place = here;
        if (here > text && before == ' ')
            place = here;
        columns += width_of(cp);
        if (columns > width && here > text)
            return (size_t)((place ? place : here) - text);
        before = cp;
    }
    return n;
}

static char *on_one_line(const char *text)
{
    struct buf b = {0};
    buf_words(&b, 0, text);
    buf_puts(&b, "");
    return buf_steal(&b);
}

void columns_wrap(struct buf *out, const char *text, size_t indent, size_t width)
{
    char *line = on_one_line(text), *s = line;
    size_t room = width > indent + 2 ? width - indent : 2;
    while (*s) {
        size_t n = columns_fit(s, strlen(s), room);
        buf_add(out, s, n - (s[n - 1] == ' '));
        s += n;
        s += *s == ' ';
        if (*s)
            buf_printf(out, "\n%*s", (int)indent, "");
    }
    free(line);
}
