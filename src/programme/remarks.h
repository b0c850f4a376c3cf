/* remarks.h - what is said in the comments of a new proposal, in Chinese.
 * Purpose:   facts of programme.xml by the names of shape.def, the rules that bind a direction with the notice's sentences,
 *            and how values are written.
 * Ownership: remarks_new() gives, remarks_free() takes; strings live as long.
 * Errors:    those of the pack's rules and of cases.txt; NULL. */
#ifndef PROGRAMME_REMARKS_H
#define PROGRAMME_REMARKS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/i18n.h"
#include "programme/fields.h"
#include "programme/programme.h"

struct remarks;

/* direction NULL: of something that no rule of a direction binds; then there are facts and nothing else. */
struct remarks *remarks_new(struct programme *p, const struct programme_direction *direction, const struct i18n *zh,
                            struct diag_list *d);
void remarks_free(struct remarks *r);

/* How a value is written; NULL when there is nothing to say. */
const char *remarks_hint(const struct field *f);
/* A node of programme.xml in words: its name, its values and its text. */
const char *remarks_fact(struct remarks *r, const xmlNode *n);
/* Is a rule that binds the direction about this element? */
bool remarks_asked(struct remarks *r, const char *path);
bool remarks_asked_anywhere(struct remarks *r, const char *path); /* one that binds any direction */
/* Adds the rules about an element that were not said yet, each on a line behind a newline. */
void remarks_rules(struct remarks *r, const char *path, struct buf *out);
/* What stands at the head of the file, with the rules that found no other place: to be asked for last. */
void remarks_head(struct remarks *r, struct buf *out);

/* The same of a submission. */
void remarks_submission_head(struct remarks *r, struct buf *out);

#endif
