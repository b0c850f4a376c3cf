/* zip.h - zip archives: written so that every program shows their names right, read without trust.
 * Purpose:   pack writes one, pack --verify judges those of others. The few structures of the format (PKWARE's APPNOTE 6.3.10)
 *            are handled here and not by libarchive, which tells neither flags nor raw names, and writes user ids, data
 *            descriptors and local time; only zip_pack.c and zip.c know them.
 * Ownership: zip_create() and zip_open() give; zip_finish(), zip_abort() and zip_close() take. Entries belong to the archive.
 * Units:     sizes in bytes.
 * Errors:    ZIP_* and FILE_* in the list that is given, fatal: NULL or false. What is wrong with one entry is a state, not a
 *            message: whoever judges knows what to say about it. Nothing is ever written by reading.
 * Same names, bytes and instant give the same archive: no user ids, no local time zone, entries in the order they came. */
#ifndef BATCH_ZIP_H
#define BATCH_ZIP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"

struct zip_out;

/* instant: the time of all entries, seconds since 1970 (told as UTC); before 1980, also -1: 1980-01-01. */
struct zip_out *zip_create(const char *path, int64_t instant, struct diag_list *d);
/* name: UTF-8, parts separated by /. False: the archive is too large for the format (reported) or cannot be written. */
bool zip_add(struct zip_out *z, const char *name, const void *p, size_t n, struct diag_list *d);
bool zip_finish(struct zip_out *z, struct diag_list *d);
void zip_abort(struct zip_out *z, struct diag_list *d); /* NULL is allowed */

/* How the name of an entry is stored. */
enum zip_names {
    ZIP_ASCII,
    ZIP_UTF8,      /* with bit 11 */
    ZIP_EXTRA,     /* in an Info-ZIP Unicode Path field beside another encoding (WinRAR) */
    ZIP_UNFLAGGED, /* UTF-8 without bit 11 (macOS) */
    ZIP_GB18030,   /* as Chinese Windows does */
    ZIP_UNKNOWN    /* none of these; bytes above 7F are shown as U+FFFD */
};

enum zip_state {
    ZIP_OK,
    ZIP_ENCRYPTED,
    ZIP_METHOD,    /* neither stored nor deflated */
    ZIP_DAMAGED,   /* cut off, checksum, or the two headers of the entry contradict each other */
    ZIP_TOO_LARGE, /* more than LIMIT_ZIP_ENTRY unpacked */
    ZIP_BOMB       /* unpacks to more than LIMIT_ZIP_RATIO times its size */
};

struct zip_entry {
    const char *name;     /* UTF-8, backslashes as / */
    enum zip_names names;
    bool backslashes;     /* parts of the path were separated by \ */
    bool folder;
    bool link;            /* a symbolic link or another special file of Unix */
    bool outside;         /* absolute, on a drive, or through .. */
    enum zip_state state; /* as far as the directory tells */
    uint64_t size, packed;
    /* for zip_read() */
    uint64_t at;
    uint32_t crc;
    unsigned method, flags;
    const char *raw;
    size_t raw_n;
};

struct zip;

struct zip *zip_open(const char *path, struct diag_list *d);
void zip_close(struct zip *z); /* NULL is allowed */
size_t zip_entries(const struct zip *z, const struct zip_entry **out);
/* The entry's bytes; out is empty unless the state is ZIP_OK. */
enum zip_state zip_read(struct zip *z, const struct zip_entry *e, struct buf *out);

#endif
