/* paper_bomb.c - object streams and cross-reference streams that unpack to more than anyone can hold.
 *
 * libqpdf 11 unpacks these while it opens a file or follows a reference, without a limit. So they are looked for in the bytes
 * beforehand, by the names in the dictionary before each keyword "stream", and unpacked here within one budget for the file.
 * Writers pack them with FlateDecode alone; whatever else stands there is refused with them. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "paper/paper_int.h"

enum { DICTIONARY = 4096 /* bytes before "stream" in which its dictionary is looked for */ };

static int hex(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* The text with #41 in names as A (ISO 32000-1, 7.3.5): names cannot hide behind it. */
static size_t unescape(const char *s, size_t n, char *out)
{
    size_t made = 0;

    for (size_t i = 0; i < n; i++) {
        bool escaped = s[i] == '#' && i + 2 < n && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0;
        out[made++] = (char)(escaped ? hex(s[i + 1]) << 4 | hex(s[i + 2]) : s[i]);
        i += escaped ? 2 : 0;
    }
    return made;
}

static size_t count(const char *s, size_t n, const char *word)
{
    size_t found = 0, length = strlen(word);
    const char *end = s + n;

    for (const char *at; (at = memmem(s, (size_t)(end - s), word, length)); s = at + length)
        found++;
    return found;
}

enum stream { HARMLESS, OBJECTS, STRANGE };

/* What the dictionary that ends before `end` makes of the stream. */
static enum stream judge(const char *start, const char *end)
{
    const char *first = end - start < DICTIONARY ? start : end - DICTIONARY, *object = end - first < 4 ? first : end - 4;
    char text[DICTIONARY];

    while (object > first && memcmp(object, " obj", 4) != 0) /* the last one that no "endobj" is part of */
        object--;
    size_t n = unescape(object, (size_t)(end - object), text);
    if (!memmem(text, n, "/ObjStm", 7) && !memmem(text, n, "/XRef", 5))
        return HARMLESS;
    size_t filters = count(text, n, "Decode") - count(text, n, "/DecodeParms");
    return filters == count(text, n, "/FlateDecode") && filters <= 1 ? OBJECTS : STRANGE;
}

/* Unpacks; false when it needs more room than there is. Data that are no deflate stream are libqpdf's to complain about. */
static bool fits(const char *data, size_t n, size_t *room)
{
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    enum libdeflate_result result = LIBDEFLATE_INSUFFICIENT_SPACE;
    size_t size = 65536, used, made = 0;

    if (!z)
        base_die_oom();
    while (n > 2 && result == LIBDEFLATE_INSUFFICIENT_SPACE) {
        size = size < *room ? size : *room;
        void *out = xmalloc(size ? size : 1);
        result = libdeflate_deflate_decompress_ex(z, data + 2, n - 2, out, size, &used, &made);
        free(out);
        if (size == *room)
            break;
        size *= 4;
    }
    libdeflate_free_decompressor(z);
    *room -= result == LIBDEFLATE_SUCCESS ? made : 0;
    return result != LIBDEFLATE_INSUFFICIENT_SPACE;
}

bool paper_is_bomb(const char *bytes, size_t n)
{
    const char *end = bytes + n;
    size_t room = LIMIT_PAPER_CONTENT;

    for (const char *at = bytes; (at = memmem(at, (size_t)(end - at), "stream", 6)); at += 6) {
        bool begins = at > bytes && (at < bytes + 3 || memcmp(at - 3, "end", 3) != 0);
        enum stream kind = begins ? judge(bytes, at) : HARMLESS;
        const char *data = at + 6;
        if (kind == STRANGE)
            return true;
        data += data < end && *data == '\r';
        data += data < end && *data == '\n';
        if (kind == OBJECTS && !fits(data, (size_t)(end - data), &room))
            return true;
    }
    return false;
}
