/* file.h - whole files in, atomic files out.
 * Ownership: file_read() gives malloced bytes in *out. A file_out is freed by commit or abort.
 * Errors:    reported to the diag list (FILE_*, fatal) and false returned. A file that was not committed is removed, also
 *            at exit and on SIGINT/SIGTERM: no half-written file ever stands under its final name.
 * "-" is standard input or output. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

/* Reads at most limit bytes; more is FILE_TOO_LARGE. */
bool file_read(const char *path, size_t limit, struct buf *out, struct diag_list *d);

struct file_out;
/* Opens a temporary file beside path. */
struct file_out *file_out_open(const char *path, struct diag_list *d);
/* The same into memory: what is committed is added to the buf, which the caller keeps and frees. */
struct file_out *file_out_memory(struct buf *to);
/* False once anything went wrong; the first cause is kept for commit. */
bool file_out_write(struct file_out *f, const void *p, size_t n);
/* fsync, close, rename; each checked. Frees f. */
bool file_out_commit(struct file_out *f, struct diag_list *d);
void file_out_abort(struct file_out *f);
/* Open, write all, commit. */
bool file_write(const char *path, const void *p, size_t n, struct diag_list *d);

/* The same into a file of the caller's own that nobody else looks at: in place, and not synced (the caller does that for many
 * at once, before they get their final names). */
bool file_stage(const char *path, const void *p, size_t n, struct diag_list *d);
/* The same, but a file that is there with other content is not overwritten (FILE_EXISTS): somebody has worked on it. An empty
 * one is. */
bool file_write_new(const char *path, const void *p, size_t n, struct diag_list *d);

/* Many such files in one folder. They get their names together, when all are on the disk: one sync for hundreds, where an fsync for
 * each would take longer than all else. A name that comes twice is judged as if the first one had its name already. */
struct file_group;
struct file_group *file_group_new(void);
bool file_group_new_file(struct file_group *g, const char *path, const void *p, size_t n, struct diag_list *d);
/* False: a file could not get its name; those behind it are gone. */
bool file_group_commit(struct file_group *g, struct diag_list *d);
void file_group_free(struct file_group *g); /* what was not committed is gone */

/* Why a call failed, by its errno: a msgid where it is one of the usual causes, else the system's own words. */
const char *file_cause(int code);

/* What stands behind the last / of path, borrowed from it: "" when path ends with one. */
const char *file_name(const char *path);
/* An address (https:...) rather than a path? A letter alone before the colon is a drive. */
bool file_is_address(const char *name);
/* A whole path of Windows: C:\... or \\SERVER\... */
bool file_is_windows(const char *name);
/* Does path end with that (".pdf"), in capitals or not, and with something before it? */
bool file_has_ending(const char *path, const char *ending);
/* The folder part of path ("." if none), in a malloced string. */
char *file_folder(const char *path);
/* base + "/" + relative, resolved by realpath; NULL (and FILE_OUTSIDE or FILE_MISSING reported at
 * loc, both errors and not fatal) unless it lies below one of the NULL-terminated roots. Malloced. */
char *file_confined(const char *base, const char *relative, const char *const *roots, const struct loc *loc,
                    struct diag_list *d);

/* Makes the folder unless it is there; false (FILE_WRITE) where it cannot, also because a file of that name is. */
bool file_make_folder(const char *path, struct diag_list *d);
/* The names in a folder in the order of their bytes, without those that begin with a dot; ended by NULL. NULL with errno set
 * when the folder cannot be read. For file_list_free(), which takes NULL too. */
char **file_list(const char *folder);
void file_list_free(char **names);

#endif
