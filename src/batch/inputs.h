/* inputs.h - what a run is given, as one row of proposals: files, folders of them, and the rows of tables.
 * Purpose:   batch, summary and pack take any mix of these and see one list, in one order: operands as given, the files of a
 *            folder by the bytes of their names, the rows of a table from top to bottom. Tables are read as streams.
 * Ownership: an input and all in it live until its function returns.
 * Errors:    what cannot be read at all (a table that is cut off, a folder that is closed, nothing in it) is an input too,
 *            with its findings and neither path nor bytes, so that it is counted and the others go on. What belongs to no
 *            proposal (a row that is not read, a link that is not followed, a file that is given twice and taken once) goes to
 *            the diag list. */
#ifndef BATCH_INPUTS_H
#define BATCH_INPUTS_H

#include "batch/document.h"
#include "batch/session.h"
#include "sheet/import.h"

struct input {
    const char *source;     /* "a/b.xml" or "table.xlsx[sheet]!12": names it in messages */
    const char *folder;     /* where its pictures and attachments lie */
    const char *path;       /* its own file, not read yet; or NULL */
    const struct buf *bytes; /* the proposal that a row comes to, or what standard input gave; or NULL */
    const char *table;      /* the file of the table that the row stands in, or NULL */
    const struct import_row *row;     /* the row, or NULL */
    const struct diag_list *findings; /* of the reading; never NULL */
};

/* A table that was opened to count its rows, for whoever reads them then: that takes as long as many rows. Zeros: none. */
struct inputs_table {
    char *path;
    struct sheet_book *book;
    struct plan *plan;
    struct diag_list *said; /* of the opening */
};

void inputs_table_close(struct inputs_table *t);

struct inputs_options {
    const char *programme; /* of the rows of tables, NULL: there may be none */
    const char *direction; /* of rows that don't say theirs, or NULL */
    const char *map;       /* --map, or NULL */
    const char *sheet;     /* --sheet, or NULL */
    bool counted;          /* rows of tables come without bytes and row: to see how many there are */
    struct inputs_table *kept; /* the first table that is counted stays open in it, and is taken from it; NULL: each is opened anew */
};

/* The document of an input, as document_open(). False also when what there was could not be read, which its findings say. */
bool inputs_open(const struct input *in, struct session *s, struct document *out, struct diag_list *d);

/* False stops. */
typedef bool inputs_fn(void *arg, const struct input *in);
/* False when fn stopped it, or when there is a table and no programme (reported). */
bool inputs_each(struct session *s, const char *const *operands, size_t n, const struct inputs_options *o, inputs_fn *fn,
                 void *arg, struct diag_list *d);

/* The submission.xml that stands in the folders of the operands, or that one of them is, or that the batch in one of them went by;
 * said, malloced. NULL: there is none, or there are several (reported). programme: one of another does not count; NULL: it is not
 * known yet. */
char *inputs_submission(const char *const *operands, size_t n, const char *programme, struct diag_list *d);

#endif
