#include "batch/zip.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/utf8.h"

#define END_SIZE 22
#define HEAD_SIZE 46
#define LOCAL_SIZE 30
#define COMMENT_MOST 0xFFFF

struct zip {
    const char *path;
    FILE *file;
    uint64_t size;
    struct arena *arena;
    struct buf directory;
    VEC(struct zip_entry) entries;
};

static unsigned get16(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return (unsigned)(u[0] | u[1] << 8);
}

static uint32_t get32(const char *p)
{
    return get16(p) | (uint32_t)get16(p + 2) << 16;
}

static bool read_at(struct zip *z, uint64_t at, void *p, size_t n)
{
    return at + n <= z->size && fseeko(z->file, (off_t)at, SEEK_SET) == 0 && fread(p, 1, n, z->file) == n;
}

/* --- names --- */

/* GB 18030 as UTF-8, NULL when it is none. */
static char *from_gb(struct arena *a, const char *s, size_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    int32_t bytes = 0;
    UConverter *c = ucnv_open("gb18030", &e);
    ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
    UChar *u = xcalloc(n + 1, sizeof *u);
    int32_t len = ucnv_toUChars(c, u, (int32_t)n + 1, s, (int32_t)n, &e);
    char *out = arena_alloc(a, n * 3 + 1);
    if (U_SUCCESS(e))
        u_strToUTF8(out, (int32_t)(n * 3 + 1), &bytes, u, len, &e);
    ucnv_close(c);
    free(u);
    return U_SUCCESS(e) ? out : NULL;
}

static char *shown(struct arena *a, const char *s, size_t n)
{
    struct buf b = {0};
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] < 0x80)
            buf_putc(&b, s[i]);
        else
            buf_puts(&b, "\xEF\xBF\xBD");
    return buf_keep(&b, a);
}

/* APPNOTE 4.6.9, Info-ZIP Unicode Path: the name in UTF-8, valid while it bears the checksum of the other one. */
static const char *unicode_path(struct arena *a, const struct zip_entry *e, const char *extra, size_t n)
{
    while (n >= 4) {
        size_t size = get16(extra + 2);
        if (size + 4 > n)
            return NULL;
        if (get16(extra) == 0x7075 && size > 5 && extra[4] == 1 && utf8_valid(extra + 9, size - 5) &&
            get32(extra + 5) == libdeflate_crc32(0, e->raw, e->raw_n))
            return arena_strndup(a, extra + 9, size - 5);
        extra += size + 4;
        n -= size + 4;
    }
    return NULL;
}

/* The name as far as it speaks for itself; NULL: it depends on what made the archive. */
static const char *own_name(struct zip *z, struct zip_entry *e, const char *extra, size_t extra_n)
{
    const char *path = unicode_path(z->arena, e, extra, extra_n);
    if (utf8_is_ascii(e->raw, e->raw_n)) {
        e->names = ZIP_ASCII;
    } else if (e->flags & 0x0800 && utf8_valid(e->raw, e->raw_n)) {
        e->names = ZIP_UTF8;
    } else if (path) {
        e->names = ZIP_EXTRA;
        return path;
    } else {
        return NULL;
    }
    return arena_strndup(z->arena, e->raw, e->raw_n);
}

/* Names without a flag are all in one encoding, since one program wrote them: in UTF-8 if all of them can be (short Chinese
 * names in GB 18030 can look like UTF-8, hardly all of them). */
static void name_rest(struct zip *z)
{
    bool utf8 = true;
    for (size_t i = 0; i < z->entries.n; i++)
        utf8 = utf8 && (z->entries.v[i].name || utf8_valid(z->entries.v[i].raw, z->entries.v[i].raw_n));
    for (size_t i = 0; i < z->entries.n; i++) {
        struct zip_entry *e = &z->entries.v[i];
        if (e->name)
            continue;
        e->names = utf8 ? ZIP_UNFLAGGED : ZIP_GB18030;
        e->name = utf8 ? arena_strndup(z->arena, e->raw, e->raw_n) : from_gb(z->arena, e->raw, e->raw_n);
        if (!e->name) {
            e->names = ZIP_UNKNOWN;
            e->name = shown(z->arena, e->raw, e->raw_n);
        }
    }
}

static bool is_outside(const char *name)
{
    if (*name == '/' || (*name && name[1] == ':'))
        return true;
    for (const char *s = name; *s; s += strcspn(s, "/"), s += *s == '/')
        if (!strncmp(s, "..", 2) && (s[2] == '/' || !s[2]))
            return true;
    return false;
}

/* Paths with backslashes come from old programs of Windows; no file there can have one in its name. The second bytes of
 * GB 18030 are no danger: the name is decoded by now. */
static void settle(struct zip *z, struct zip_entry *e)
{
    char *name = arena_strdup(z->arena, e->name);
    for (char *s = name; *s; s++)
        if (*s == '\\') {
            *s = '/';
            e->backslashes = true;
        }
    size_t n = strlen(name);
    e->folder = e->folder || (n && name[n - 1] == '/');
    e->outside = is_outside(name) || memchr(e->raw, 0, e->raw_n) != NULL;
    e->name = name;
}

/* --- the directory --- */

static struct zip *not_read(struct zip *z, const char *cause, struct diag_list *d)
{
    diag(d, ZIP_NOT_READ, &(struct loc){.file = z->path}, cause);
    zip_close(z);
    return NULL;
}

/* What it is in place of a zip archive, by its first bytes; a msgid. */
static const char *other_kind(const char *head)
{
    static const struct { const char *magic; size_t n; const char *kind; } kinds[] = {
        {"Rar!", 4, N_("this is a RAR archive; unpack it and pack it anew as ZIP")},
        {"7z\xBC\xAF", 4, N_("this is a 7z archive; unpack it and pack it anew as ZIP")},
        {"MZ", 2, N_("this is a program, perhaps an archive that unpacks itself; hand in a ZIP archive")},
        {"\x1F\x8B", 2, N_("this is a gzip archive; unpack it and pack it anew as ZIP")},
        {"PK\x03\x04", 4, N_("the archive is cut off: its directory is missing; pack or copy it again")},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (!memcmp(head, kinds[i].magic, kinds[i].n))
            return kinds[i].kind;
    return N_("this is not a ZIP archive");
}

/* Where the record at the end begins, with it in `end`; 0: there is none (or it is the first byte of an empty archive). */
static bool find_end(struct zip *z, char end[END_SIZE], uint64_t *at)
{
    size_t n = z->size < END_SIZE + COMMENT_MOST ? (size_t)z->size : END_SIZE + COMMENT_MOST;
    char *tail = xmalloc(n + 1);
    bool found = false;
    if (n >= END_SIZE && read_at(z, z->size - n, tail, n))
        for (size_t i = n - END_SIZE + 1; i-- > 0 && !found;) {
            found = !memcmp(tail + i, "PK\x05\x06", 4) && get16(tail + i + 20) == n - i - END_SIZE;
            if (found) {
                memcpy(end, tail + i, END_SIZE);
                *at = z->size - n + i;
            }
        }
    free(tail);
    return found;
}

static enum zip_state state_of(const struct zip *z, const struct zip_entry *e)
{
    if (e->flags & 0x2041 || e->method == 99)
        return ZIP_ENCRYPTED;
    if (e->method != 0 && e->method != 8)
        return ZIP_METHOD;
    if (e->size > LIMIT_ZIP_SMALL && e->size / LIMIT_ZIP_RATIO > e->packed)
        return ZIP_BOMB;
    if (e->size > LIMIT_ZIP_ENTRY)
        return ZIP_TOO_LARGE;
    return e->at + LOCAL_SIZE + e->packed > z->size || (e->method == 0 && e->size != e->packed) ? ZIP_DAMAGED : ZIP_OK;
}

/* One header of the central directory (APPNOTE 4.3.12); its length, 0 when it is cut off. */
static size_t read_head(struct zip *z, const char *p, size_t n)
{
    if (n < HEAD_SIZE || memcmp(p, "PK\x01\x02", 4))
        return 0;
    size_t name = get16(p + 28), extra = get16(p + 30), all = HEAD_SIZE + name + extra + get16(p + 32);
    if (all > n)
        return 0;
    unsigned host = get16(p + 4) >> 8, mode = get16(p + 40);
    bool unix_made = host == 3 || host == 19; /* Unix, macOS */
    struct zip_entry e = {
        .flags = get16(p + 8), .method = get16(p + 10), .crc = get32(p + 16), .packed = get32(p + 20), .size = get32(p + 24),
        .at = get32(p + 42), .raw = p + HEAD_SIZE, .raw_n = name,
        .folder = (host == 0 || host == 10 || host == 11) && (get32(p + 38) & 0x10),
        .link = unix_made && (mode & 0170000) && (mode & 0170000) != 0100000 && (mode & 0170000) != 0040000,
    };
    e.state = state_of(z, &e);
    e.name = own_name(z, &e, p + HEAD_SIZE + name, extra);
    *VEC_PUSH(z->arena, &z->entries) = e;
    return all;
}

static const char *read_directory(struct zip *z)
{
    char end[END_SIZE], head[4] = {0};
    uint64_t at, packed = 0;
    if (!find_end(z, end, &at))
        return read_at(z, 0, head, sizeof head) ? other_kind(head) : N_("this is not a ZIP archive");
    size_t count = get16(end + 10), size = get32(end + 12);
    if (get16(end + 4) || get16(end + 6) || get16(end + 8) != count)
        return N_("the archive is one of several parts; pack all into one");
    if (count > LIMIT_ZIP_ENTRIES || size == 0xFFFFFFFF || size > LIMIT_ZIP_DIRECTORY)
        return N_("the archive has more files than are read");
    if (get32(end + 16) + (uint64_t)size != at)
        return N_("the archive's directory is not where it should be; pack it again");
    z->directory = (struct buf){.data = xmalloc(size + 1), .n = size, .cap = size + 1};
    if (!read_at(z, at - size, z->directory.data, size))
        return N_("the archive's directory cannot be read");
    for (size_t i = 0, from = 0; i < count; i++) {
        size_t n = read_head(z, z->directory.data + from, size - from);
        if (!n)
            return N_("the archive's directory is damaged; pack it again");
        from += n;
        packed += z->entries.v[i].packed;
    }
    return packed > z->size ? N_("the archive's files overlap each other; it is not unpacked") : NULL;
}

struct zip *zip_open(const char *path, struct diag_list *d)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    if (!f || fstat(fileno(f), &st) != 0 || !S_ISREG(st.st_mode)) {
        diag(d, FILE_OPEN, &(struct loc){.file = path}, path, file_cause(f ? EISDIR : errno));
        if (f)
            fclose(f);
        return NULL;
    }
    struct zip *z = xcalloc(1, sizeof *z);
    z->path = path;
    z->file = f;
    z->size = (uint64_t)st.st_size;
    z->arena = arena_new();
    const char *cause = z->size > LIMIT_ZIP_BYTES ? N_("the archive is larger than 4 GiB") : read_directory(z);
    if (cause)
        return not_read(z, cause, d);
    name_rest(z);
    for (size_t i = 0; i < z->entries.n; i++)
        settle(z, &z->entries.v[i]);
    return z;
}

void zip_close(struct zip *z)
{
    if (!z)
        return;
    fclose(z->file);
    buf_free(&z->directory);
    arena_free(z->arena);
    free(z);
}

size_t zip_entries(const struct zip *z, const struct zip_entry **out)
{
    *out = z->entries.v;
    return z->entries.n;
}

/* --- content --- */

/* Where the bytes begin; 0 unless the header before them says the same as the directory. */
static uint64_t data_at(struct zip *z, const struct zip_entry *e)
{
    char head[LOCAL_SIZE], *name = xmalloc(e->raw_n + 1);
    uint64_t at = 0;
    if (read_at(z, e->at, head, sizeof head) && !memcmp(head, "PK\x03\x04", 4) && get16(head + 8) == e->method &&
        get16(head + 26) == e->raw_n && read_at(z, e->at + LOCAL_SIZE, name, e->raw_n) && !memcmp(name, e->raw, e->raw_n))
        at = e->at + LOCAL_SIZE + e->raw_n + get16(head + 28);
    free(name);
    return at;
}

static bool unpack(const char *packed, size_t n, char *out, size_t size)
{
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    if (!z)
        base_die_oom();
    size_t used = 0;
    enum libdeflate_result r = libdeflate_deflate_decompress_ex(z, packed, n, out, size, &used, NULL);
    libdeflate_free_decompressor(z);
    return r == LIBDEFLATE_SUCCESS && used == n;
}

enum zip_state zip_read(struct zip *z, const struct zip_entry *e, struct buf *out)
{
    if (e->state != ZIP_OK)
        return e->state;
    size_t n = (size_t)e->packed, size = (size_t)e->size;
    uint64_t at = data_at(z, e);
    struct buf packed = {.data = xmalloc(n + 1), .n = n, .cap = n + 1}, bytes = {.data = xmalloc(size + 1), .n = size, .cap = size + 1};
    bool good = at && read_at(z, at, packed.data, n);
    if (good && e->method == 8)
        good = unpack(packed.data, n, bytes.data, size);
    else if (good)
        memcpy(bytes.data, packed.data, size);
    good = good && libdeflate_crc32(0, bytes.data, size) == e->crc;
    bytes.data[size] = '\0';
    buf_free(&packed);
    if (good)
        *out = bytes;
    else
        buf_free(&bytes);
    return good ? ZIP_OK : ZIP_DAMAGED;
}
