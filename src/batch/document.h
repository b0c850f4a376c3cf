/* document.h - one proposal with its programme: opened, checked, made into formatting objects.
 * Ownership: document_close() releases everything; also after a failed open. The session is borrowed.
 * Errors:    fatal diagnostics and false (or NULL) in the list that is given; findings are the caller's to judge. */
#ifndef BATCH_DOCUMENT_H
#define BATCH_DOCUMENT_H

#include <libxml/tree.h>

#include "base/buf.h"
#include "batch/session.h"
#include "check/check.h"
#include "paper/paper.h"
#include "xslt/code.h"

struct document {
    struct session *session;
    const char *file;          /* as given; names it in messages */
    char *folder;              /* where its pictures and attachments lie */
    struct papers *papers;     /* the attachments, opened when asked for */
    struct buf bytes;          /* the file as it was read */
    struct check_tally *tally; /* the caller's, when it wants one; else NULL */
    const struct diag_list *findings; /* the caller's, of document_check(): the PDF carries them; NULL: it was not checked */
    xmlDocPtr doc;
    xmlDocPtr masked;       /* with --mask, from document_fo() on; else NULL */
    struct buf masked_bytes; /* the same as a file */
    bool is_masked;         /* it was read masked, see document_take_masked() */
    bool coded; /* these are known, see document_digest(): */
    char digest[CODE_DIGEST], code[CODE_LENGTH];
    struct programme *programme; /* the session's */
    const char **named; /* see document_papers(); borrowed from doc */
    size_t named_count, named_room;
    bool named_known;
};

struct document_output {
    const char *path;                  /* "-" is standard output */
    struct buf *bytes;                 /* takes it in place of a file; NULL: none */
    const struct programme_form *form; /* NULL: all forms, one behind the other */
    const char *forms;                 /* or these, separated by blanks, as document_fo() got them: for the record; NULL */
    bool tolerant;                     /* write it also with errors */
    bool areas;                        /* the dump of the area tree in place of a PDF */
    bool beside;                       /* nobody else needs the session's other processors */
    bool (*judged)(void *arg);         /* asked when the pages are done: the document's findings are there, see judge.h. False: */
    void *judged_arg;                  /* nothing is to be written. NULL: they were there before */
};

bool document_open(struct document *p, struct session *s, const char *file, struct diag_list *d);
/* The same of bytes that were not read from a file of their own (a row of a sheet); takes them. folder: where its
 * attachments lie. */
bool document_take(struct document *p, struct session *s, const char *file, const char *folder, struct buf *bytes,
                   struct diag_list *d);
/* It is what a PDF carries that was made with --mask: its digest is that of the whole proposal, by the PDF's record. */
void document_take_masked(struct document *p, const char *canonical);
void document_close(struct document *p);
/* The digest of what it says, and its code (code.h); "" when it has no canonical form. Made when first asked for, which
 * document_fo() does: check needs none, and would be a thirtieth slower for it. */
const char *document_digest(struct document *p);
const char *document_code(struct document *p);
/* Calls fn with each file that the proposal names, in its order: what the schema types as anyURI. They are looked for once. */
void document_papers(struct document *p, void (*fn)(void *arg, const char *name), void *arg);
/* Runs schema and rules; findings go to out. */
bool document_check(struct document *p, struct diag_list *out);
/* The form of that name; NULL: the programme has none, or not for this direction (reported). */
const struct programme_form *document_form(struct document *p, const char *name, struct diag_list *d);
/* The formatting objects of one form; or (form NULL) of the forms with these names, separated by blanks; or (forms NULL too) of
 * all: one behind the other, without those that proposals of its direction don't have. The caller's; NULL when a stylesheet fails
 * (reported). */
xmlDocPtr document_fo(struct document *p, const struct programme_form *form, const char *forms, struct diag_list *d);
/* Sets them into a PDF and gives what the pages complain about the fields' labels. Errors of content are in d, see typeset.h.
 * False: a fatal error; no file is left. */
bool document_set(struct document *p, xmlDocPtr fo, const struct document_output *o, struct diag_list *d);
/* The direction that it names, malloced; empty without one. */
char *document_direction(const struct document *p);
/* When it was filed, seconds since 1970; -1 when it does not say. */
int64_t document_filed(const struct document *p);

#endif
