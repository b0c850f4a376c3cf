/* lists.h - the CSV lists of a pack, looked up by key.
 * Purpose:   country classes, labels, priorities, funded projects: facts that lie outside a rule's text.
 * Format:    UTF-8, first line the column names, commas, double quotes as in RFC 4180; lines that begin with # are
 *            remarks. The first column is the key; a key may stand in several rows.
 * Ownership: lists_new() gives, lists_free() takes; what lookups give lives as long. A file is read on first use; one that
 *            cannot be read is unknown, like a name that was never added, and a complaint goes to the list of lists_check().
 * Errors:    LIST_* with file and line. */
#ifndef XSLT_LISTS_H
#define XSLT_LISTS_H

#include <stdbool.h>

#include "base/diag.h"

struct lists;

struct lists *lists_new(void);
void lists_free(struct lists *l);
/* The names of the lists that FOLDER/lists/NAME.csv are, in the order of their bytes, ended by NULL; NULL when there is no such
 * folder. For file_list_free(). */
char **lists_names_in(const char *folder);
/* Adds, or puts another file in its place. */
void lists_add(struct lists *l, const char *name, const char *file);
/* The file, or NULL. */
const char *lists_file(const struct lists *l, const char *name);
/* The i-th name, in no order; NULL behind the last. */
const char *lists_name(const struct lists *l, size_t i);
/* Reads it now and says what is wrong with it. */
bool lists_check(struct lists *l, const char *name, struct diag_list *d);

bool lists_known(struct lists *l, const char *name);
bool lists_has(struct lists *l, const char *name, const char *key);
/* The field of the first row with that key; column NULL is the second. NULL when there is none. */
const char *lists_get(struct lists *l, const char *name, const char *key, const char *column);
/* The key of the first row whose field in that column is the value; NULL when there is none. */
const char *lists_key(struct lists *l, const char *name, const char *column, const char *value);
/* The i-th key in the order of their bytes; NULL behind the last. */
const char *lists_key_at(struct lists *l, const char *name, size_t i);
/* The first key that stands in the text, NULL when none does. */
const char *lists_within(struct lists *l, const char *name, const char *text);
/* The key that is most like the title (words_similarity), when it reaches min (0 to 1); NULL otherwise. */
const char *lists_similar(struct lists *l, const char *name, const char *title, double min);

#endif
