#include "sheet/stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unicode/ucnv.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "sheet/book.h"

#define CHUNK ((size_t)64 << 10)

struct stream {
    const char *path; /* lent */
    struct diag_list *d;
    FILE *file;             /* a file ... */
    struct archive *archive; /* ... or an entry of an archive ... */
    uint64_t size;          /* of the archive */
    struct stream *below;   /* ... or another stream, decoded */
    UConverter *from, *to;
    UChar *pivot, *pivot_from, *pivot_to;
    char *bytes;
    const char *bytes_from, *bytes_to;
    bool ended;
    uint64_t total; /* read so far */
    bool failed;
};

static struct stream *stream_new(const char *path, struct diag_list *d)
{
    struct stream *s = xcalloc(1, sizeof *s);
    s->path = path;
    s->d = d;
    return s;
}

void stream_close(struct stream *s)
{
    if (!s)
        return;
    if (s->file)
        fclose(s->file);
    if (s->archive)
        archive_read_free(s->archive);
    ucnv_close(s->from);
    ucnv_close(s->to);
    free(s->pivot);
    free(s->bytes);
    stream_close(s->below);
    free(s);
}

struct stream *stream_file(const char *path, struct diag_list *d)
{
    struct stat st;
    FILE *f = fopen(path, "rb");
    struct loc at = book_loc(path);
    if (!f || fstat(fileno(f), &st) != 0 || S_ISDIR(st.st_mode)) {
        diag(d, FILE_OPEN, &at, path, file_cause(f ? EISDIR : errno));
        if (f)
            fclose(f);
        return NULL;
    }
    struct stream *s = stream_new(path, d);
    s->file = f;
    return s;
}

/* --- archives --- */

static void complain(const char *path, struct archive *a, struct diag_list *d)
{
    struct loc at = book_loc(path);
    const char *why = a ? archive_error_string(a) : NULL;
    diag(d, SHEET_ARCHIVE, &at, why ? why : "-");
}

static struct archive *archive_of(const char *path, struct diag_list *d)
{
    struct archive *a = archive_read_new();
    if (!a)
        base_die_oom();
    if (archive_read_support_format_zip_seekable(a) == ARCHIVE_OK && archive_read_open_filename(a, path, CHUNK) == ARCHIVE_OK)
        return a;
    complain(path, a, d);
    archive_read_free(a);
    return NULL;
}

/* The name of the next entry, NULL at the end or after an error (*failed). */
static const char *next_entry(struct archive *a, const char *path, struct diag_list *d, bool *failed)
{
    struct archive_entry *e;
    int rc = archive_read_next_header(a, &e);
    if (rc == ARCHIVE_EOF)
        return NULL;
    *failed = rc < ARCHIVE_WARN;
    if (*failed) {
        complain(path, a, d);
        return NULL;
    }
    if (archive_entry_is_encrypted(e)) {
        struct loc at = book_loc(path);
        diag(d, SHEET_ENCRYPTED, &at);
        *failed = true;
        return NULL;
    }
    const char *name = archive_entry_pathname_utf8(e);
    return name ? name : archive_entry_pathname(e) ? archive_entry_pathname(e) : "";
}

bool stream_entries(const char *path, bool (*fn)(void *arg, const char *name), void *arg, struct diag_list *d)
{
    struct archive *a = archive_of(path, d);
    if (!a)
        return false;
    bool failed = false;
    for (const char *name; (name = next_entry(a, path, d, &failed)) && fn(arg, name);)
        ;
    archive_read_free(a);
    return !failed;
}

struct stream *stream_entry(const char *path, const char *entry, bool needed, struct diag_list *d)
{
    struct archive *a = archive_of(path, d);
    if (!a)
        return NULL;
    bool failed = false;
    for (const char *name; (name = next_entry(a, path, d, &failed));)
        if (strcasecmp(name, entry) == 0) { /* ECMA-376-2, 7.2.3.5: names of parts are the same without regard to case */
            struct stat st;
            struct stream *s = stream_new(path, d);
            s->archive = a;
            s->size = stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
            return s;
        }
    if (needed && !failed) {
        struct loc at = book_loc(path);
        diag(d, SHEET_PART, &at, entry);
    }
    archive_read_free(a);
    return NULL;
}

/* --- other encodings --- */

struct stream *stream_decoded(struct stream *below, const char *encoding, struct diag_list *d)
{
    struct stream *s = stream_new(below->path, d);
    UErrorCode rc = U_ZERO_ERROR;
    s->below = below;
    s->from = ucnv_open(encoding, &rc);
    s->to = ucnv_open("UTF-8", &rc);
    ucnv_setToUCallBack(s->from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &rc);
    s->pivot = s->pivot_from = s->pivot_to = xcalloc(CHUNK, sizeof *s->pivot);
    s->bytes = xmalloc(CHUNK);
    s->bytes_from = s->bytes_to = s->bytes;
    if (U_SUCCESS(rc))
        return s;
    struct loc at = book_loc(s->path);
    diag(d, SHEET_ENCODING, &at, encoding);
    stream_close(s);
    return NULL;
}

static bool refill(struct stream *s)
{
    if (s->bytes_from < s->bytes_to || s->ended)
        return true;
    long n = stream_read(s->below, s->bytes, CHUNK);
    s->bytes_from = s->bytes;
    s->bytes_to = s->bytes + (n > 0 ? n : 0);
    s->ended = n <= 0;
    return n >= 0;
}

static long read_decoded(struct stream *s, char *p, size_t n)
{
    char *to = p;
    while (to == p) {
        if (!refill(s))
            return -1;
        UErrorCode rc = U_ZERO_ERROR;
        ucnv_convertEx(s->to, s->from, &to, p + n, &s->bytes_from, s->bytes_to, s->pivot, &s->pivot_from, &s->pivot_to,
                       s->pivot + CHUNK, false, s->ended, &rc);
        if (U_FAILURE(rc) && rc != U_BUFFER_OVERFLOW_ERROR) {
            struct loc at = book_loc(s->path);
            diag(s->d, SHEET_ENCODING, &at, ucnv_getName(s->from, &(UErrorCode){U_ZERO_ERROR}));
            return -1;
        }
        if (s->ended && s->bytes_from == s->bytes_to && rc != U_BUFFER_OVERFLOW_ERROR)
            break;
    }
    return to - p;
}

/* --- reading --- */

static bool too_much(struct stream *s)
{
    bool bomb = s->archive && s->total > (64u << 20) && s->total / LIMIT_SHEET_RATIO > s->size;
    if (s->total <= LIMIT_SHEET_BYTES && !bomb)
        return false;
    struct loc at = book_loc(s->path);
    char most[24];
    snprintf(most, sizeof most, "%llu", (unsigned long long)((bomb ? s->size * LIMIT_SHEET_RATIO : LIMIT_SHEET_BYTES) >> 20));
    diag(s->d, SHEET_BOMB, &at, most);
    return true;
}

static long read_entry(struct stream *s, void *p, size_t n)
{
    la_ssize_t got = archive_read_data(s->archive, p, n);
    if (got < 0)
        complain(s->path, s->archive, s->d);
    return (long)got;
}

static long read_file(struct stream *s, void *p, size_t n)
{
    size_t got = fread(p, 1, n, s->file);
    if (!ferror(s->file))
        return (long)got;
    struct loc at = book_loc(s->path);
    diag(s->d, FILE_READ, &at, s->path, file_cause(errno));
    return -1;
}

long stream_read(struct stream *s, void *p, size_t n)
{
    if (s->failed)
        return -1;
    long got = s->file ? read_file(s, p, n) : s->archive ? read_entry(s, p, n) : read_decoded(s, p, n);
    s->total += got > 0 ? (uint64_t)got : 0;
    s->failed = got < 0 || too_much(s);
    return s->failed ? -1 : got;
}
