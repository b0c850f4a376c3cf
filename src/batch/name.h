/* name.h - names of files and folders that are written for others: safe on Windows, in archives, and unique in a run.
 * Purpose:   a programme says how its files are called (programme.xml, files/file: "{number}.{title}-{unit}.pdf" in the folder
 *            "{region}"); data fills the placeholders, and whatever no file system or archive carries is mapped, always the
 *            same way (name_map), so that rules can compare names after the mapping (SD-019).
 * Ownership: names_new() gives, names_free() takes; what names_make() gives lives as long as the set.
 * Units:     lengths in bytes of UTF-8; one part of a path has at most LIMIT_NAME_BYTES.
 * Errors:    none: every text has a name. What was shortened or numbered is said in the result, for the caller to report.
 *
 * The mapping (shenbao(1), FILE NAMES), on NFC:
 *   / \ : * ? " < > |          their full-width forms ／ ＼ ： ＊ ？ ＂ ＜ ＞ ｜
 *   line ends, tabs, blanks    a run of them (no-break and full-width ones too) is one space; none at the ends
 *   other control characters, bidi controls, zero-width characters, soft hyphens: left out
 *   a part that begins or ends with a dot: that dot is ．
 *   CON, PRN, AUX, NUL, COM0-9, LPT0-9 ... before the first dot: with _ behind (CON_.pdf)
 *   a part that would be empty is _ */
#ifndef BATCH_NAME_H
#define BATCH_NAME_H

#include <stdbool.h>

#include "base/buf.h"

/* The characters of a value, mapped; an empty one stays empty. */
void name_map(struct buf *out, const char *value);
/* One part of a path, mapped and of a length that file systems carry. */
void name_part(struct buf *out, const char *part);
/* Are both the same after the mapping? */
bool name_same(const char *a, const char *b);
/* Is it the beginning of full, as names_make() shortens it: with … behind? */
bool name_shortened(const char *name, const char *full);
/* The same for two paths on a file system that takes capitals for small letters: malloced. */
char *name_key(const char *path);

/* What Windows doesn't take in one part of a path as it stands: characters (U+0007 for unseen ones), a dot or blank at the
 * end, a device's name; joined by blanks. False: nothing. */
bool name_bad(struct buf *out, const char *part);
/* Takes a name of the pattern apart (its last part; extensions may differ): take() gets each value, in the pattern's order. The
 * number is digits; of two values parted by text that both could hold, the first has as much as possible. */
typedef void name_take_fn(void *arg, const char *field, const char *value);
bool name_parse(const char *pattern, const char *name, name_take_fn *take, void *arg);

struct names; /* those of one run */

/* The value of a placeholder; NULL is the same as "". */
typedef const char *name_field_fn(void *arg, const char *field);

/* What a pattern comes to, safe and short enough, whatever else is called so. */
void name_expand(struct buf *out, const char *pattern, name_field_fn *field, void *arg);

struct name_made {
    const char *path;  /* folder/name, safe and unlike all others of the set */
    const char *full;  /* what it would be called if it were not too long; NULL when nothing was shortened */
    unsigned copy;     /* 2, 3 ... when the name was taken: (2) stands before the extension; else 1 */
};

struct names *names_new(void);
void names_free(struct names *n); /* NULL is allowed */
/* folder may be NULL; / in a pattern parts folders. A part that is too long has the value of {title} shortened by … at the end
 * of a character as people see it, and if that is not enough the longest of the other values. */
struct name_made names_make(struct names *n, const char *folder, const char *name, name_field_fn *field, void *arg);

#endif
