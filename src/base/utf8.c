#include "base/utf8.h"

#include <string.h>

static uint32_t decode(const unsigned char *s, size_t n, size_t *used)
{
    *used = 1;
    if (s[0] < 0x80)
        return s[0];
    size_t len = s[0] >= 0xF0 && s[0] <= 0xF4 ? 4 : s[0] >= 0xE0 && s[0] < 0xF0 ? 3
        : s[0] >= 0xC2 && s[0] < 0xE0 ? 2 : 0;
    if (!len || len > n)
        return 0xFFFD;
    uint32_t cp = s[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 0xFFFD;
        cp = cp << 6 | (s[i] & 0x3Fu);
    }
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (cp < least[len] || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        return 0xFFFD;
    *used = len;
    return cp;
}

uint32_t utf8_next_long(const char **s, const char *end)
{
    size_t used;
    const unsigned char *u = (const unsigned char *)*s;
    if (utf8_is_common_han(*s, end)) {
        *s += 3;
        return (u[0] & 0xFu) << 12 | (u[1] & 0x3Fu) << 6 | (u[2] & 0x3Fu);
    }
    uint32_t cp = decode(u, (size_t)(end - *s), &used);
    *s += used;
    return cp;
}

size_t utf8_put(char out[4], uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
        cp = 0xFFFD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t len = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = len; i-- > 1; cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[len] | cp);
    return len;
}

/* Eight bytes of ASCII: most of what markup is. */
static bool is_plain(const char *s, const char *end)
{
    uint64_t eight;
    if (end - s < 8)
        return false;
    memcpy(&eight, s, sizeof eight);
    return !(eight & 0x8080808080808080u);
}

bool utf8_valid(const char *s, size_t n)
{
    for (const char *end = s + n; s < end;) {
        size_t used;
        if (is_plain(s, end)) {
            s += 8;
            continue;
        }
        if (decode((const unsigned char *)s, (size_t)(end - s), &used) == 0xFFFD && used == 1)
            return false;
        s += used;
    }
    return true;
}

bool utf8_is_ascii(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] >= 0x80)
            return false;
    return true;
}
