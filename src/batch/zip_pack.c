/* Writing zip archives. */
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/zip.h"

#define UTF8_NAMES 0x0800 /* general purpose bit 11 */
#define VERSION 20        /* 2.0: folders and deflate */
#define MADE_BY (3 << 8 | VERSION) /* on Unix: Info-ZIP's unzip turns names "of MS-DOS" from code page 850 in spite of bit 11 */
#define MODE 0100644u
#define LEVEL 6

struct zip_out {
    const char *path;
    struct file_out *file;
    struct libdeflate_compressor *deflate;
    struct buf packed;    /* of the entry under way */
    struct buf directory; /* the central one, which is written last */
    uint64_t written;
    unsigned count;
    uint16_t date, time; /* of MS-DOS */
    bool failed;
};

static void put16(struct buf *b, unsigned v)
{
    buf_putc(b, (char)(v & 0xFF));
    buf_putc(b, (char)(v >> 8 & 0xFF));
}

static void put32(struct buf *b, uint64_t v)
{
    put16(b, (unsigned)(v & 0xFFFF));
    put16(b, (unsigned)(v >> 16 & 0xFFFF));
}

static void set_time(struct zip_out *z, int64_t instant)
{
    time_t t = (time_t)instant;
    struct tm at;
    z->date = 1 << 5 | 1; /* 1980-01-01, where the format begins */
    if (!gmtime_r(&t, &at) || at.tm_year < 80 || at.tm_year > 207)
        return;
    z->date = (uint16_t)((at.tm_year - 80) << 9 | (at.tm_mon + 1) << 5 | at.tm_mday);
    z->time = (uint16_t)(at.tm_hour << 11 | at.tm_min << 5 | at.tm_sec / 2);
}

struct zip_out *zip_create(const char *path, int64_t instant, struct diag_list *d)
{
    struct file_out *file = file_out_open(path, d);
    if (!file)
        return NULL;
    struct zip_out *z = xcalloc(1, sizeof *z);
    z->path = path;
    z->file = file;
    z->deflate = libdeflate_alloc_compressor(LEVEL);
    if (!z->deflate)
        base_die_oom();
    set_time(z, instant);
    return z;
}

static void zip_free(struct zip_out *z)
{
    libdeflate_free_compressor(z->deflate);
    buf_free(&z->packed);
    buf_free(&z->directory);
    free(z);
}

void zip_abort(struct zip_out *z, struct diag_list *d)
{
    if (!z)
        return;
    if (z->failed)
        file_out_commit(z->file, d); /* says why it could not be written */
    else
        file_out_abort(z->file);
    zip_free(z);
}

static void put_bytes(struct zip_out *z, const void *p, size_t n)
{
    z->failed = !file_out_write(z->file, p, n) || z->failed;
    z->written += n;
}

/* What both headers of an entry say, from "version needed" to the lengths of the name and of further fields. */
static void put_common(const struct zip_out *z, struct buf *b, unsigned method, uint32_t crc, size_t packed, size_t size, size_t name)
{
    put16(b, VERSION);
    put16(b, UTF8_NAMES);
    put16(b, method);
    put16(b, z->time);
    put16(b, z->date);
    put32(b, crc);
    put32(b, packed);
    put32(b, size);
    put16(b, (unsigned)name);
    put16(b, 0);
}

static void put_directory(struct zip_out *z, const char *name, unsigned method, uint32_t crc, size_t packed, size_t size)
{
    struct buf *b = &z->directory;
    buf_puts(b, "PK\x01\x02");
    put16(b, MADE_BY);
    put_common(z, b, method, crc, packed, size, strlen(name));
    put16(b, 0);          /* comment */
    put16(b, 0);          /* disk */
    put16(b, 0);          /* internal attributes */
    put32(b, (uint64_t)MODE << 16); /* external attributes */
    put32(b, z->written); /* where the entry begins */
    buf_puts(b, name);
}

static bool has_room(const struct zip_out *z, const char *name, size_t n, struct diag_list *d)
{
    if (z->count < LIMIT_ZIP_ENTRIES && strlen(name) <= 0xFFFF && n <= LIMIT_ZIP_ENTRY &&
        z->written + n + z->directory.n + 2 * strlen(name) + 1024 <= LIMIT_ZIP_BYTES)
        return true;
    diag(d, ZIP_FULL, NULL, z->path);
    return false;
}

bool zip_add(struct zip_out *z, const char *name, const void *p, size_t n, struct diag_list *d)
{
    if (!has_room(z, name, n, d))
        return false;
    struct buf head = {0};
    if (z->packed.cap < n) {
        buf_free(&z->packed);
        z->packed = (struct buf){.data = xmalloc(n), .cap = n};
    }
    size_t packed = libdeflate_deflate_compress(z->deflate, p, n, z->packed.data, n);
    unsigned method = packed ? 8 : 0; /* 0: it does not get smaller */
    uint32_t crc = libdeflate_crc32(0, p, n);
    packed = packed ? packed : n;
    put_directory(z, name, method, crc, packed, n);
    buf_puts(&head, "PK\x03\x04");
    put_common(z, &head, method, crc, packed, n, strlen(name));
    buf_puts(&head, name);
    put_bytes(z, head.data, head.n);
    put_bytes(z, method ? z->packed.data : p, packed);
    buf_free(&head);
    z->count++;
    return !z->failed;
}

bool zip_finish(struct zip_out *z, struct diag_list *d)
{
    struct buf end = {0};
    uint64_t at = z->written;
    buf_puts(&end, "PK\x05\x06");
    put32(&end, 0); /* disks */
    put16(&end, z->count);
    put16(&end, z->count);
    put32(&end, z->directory.n);
    put32(&end, at);
    put16(&end, 0); /* comment */
    put_bytes(z, z->directory.data ? z->directory.data : "", z->directory.n);
    put_bytes(z, end.data, end.n);
    buf_free(&end);
    bool good = file_out_commit(z->file, d);
    zip_free(z);
    return good;
}
