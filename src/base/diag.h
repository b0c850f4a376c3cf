/* diag.h - what is wrong, as data.
 * Purpose:   every complaint of every stage is one record in one list: engine messages (a row of diag.def) and rule
 *            findings (their text comes from the pack) alike. Nothing prints while it works; cli/ prints the list.
 * Ownership: a diag_list owns its records and their strings (an arena of its own). Arguments are copied.
 * Units:     lines and columns count from 1; 0 is unknown.
 * Errors:    LIMIT_FINDINGS records are kept, the rest is counted (diag_list_dropped), worst severity kept.
 * Messages are English msgids with {1} {2} ... for the arguments; i18n.h gives the Chinese. {2!} is an argument that is a
 * msgid itself (marked with N_()) and is translated too. DIAG_AND stands between the items of an argument that is a list.
 * Control characters in arguments are shown as \x1b. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdbool.h>
#include <stddef.h>

#define DIAG_AND "\x1f"

enum diag_severity {
    DIAG_INFO,    /* a hint; nothing to do */
    DIAG_WARNING, /* look at it */
    DIAG_ERROR,   /* the content must change */
    DIAG_FATAL    /* system or usage: this document stops, exit status 2 */
};

enum diag_id {
#define DIAG(id, name, severity, text) DIAG_##id,
#include "base/diag.def"
#undef DIAG
    DIAG_COUNT
};

/* Where: the file a person can mend (the proposal when known, else the FO, the pack file ...), and where it came by. */
struct loc {
    const char *file;     /* NULL: none; as given on the command line */
    unsigned line;
    const char *via_file; /* the FO or the template, when file is the proposal; else NULL */
    unsigned via_line;
};

struct diag_record {
    enum diag_severity severity;
    enum diag_id id;     /* DIAG_FINDING for rule findings */
    const char *rule;    /* rule id or the diag's name, never NULL: "SD-101", "fo-unknown-property" */
    const char *clause;  /* the notice's own numbering; NULL for engine messages */
    const char *modal;   /* the clause's modal word, or NULL */
    const char *place;   /* the field's label or XPath, or NULL */
    const char *path;    /* XPath of the node in the proposal, or NULL */
    struct loc loc;
    const char *text;    /* DIAG_FINDING: the Chinese text; else NULL: see diag_text() */
    const char **args;   /* NULL-terminated */
    size_t order;        /* the node's number in document order when known (sorting), else SIZE_MAX */
    bool undecided;      /* 未判定: a list or a date is missing */
};

struct diag_list;

struct diag_list *diag_list_new(void);
void diag_list_free(struct diag_list *d);
size_t diag_list_count(const struct diag_list *d);
size_t diag_list_dropped(const struct diag_list *d);
const struct diag_record *diag_list_at(const struct diag_list *d, size_t i);
enum diag_severity diag_list_worst(const struct diag_list *d); /* DIAG_INFO when empty */
bool diag_list_has(const struct diag_list *d, enum diag_severity at_least);
/* Stable sort by file, line, order (a document's lines never fall while the order rises); records without a file last. */
void diag_list_sort(struct diag_list *d);
/* Appends copies of src's records. */
void diag_list_append(struct diag_list *d, const struct diag_list *src);
/* Names the field that record i is about, for a stage that knows lines only. */
void diag_list_set_place(struct diag_list *d, size_t i, const char *place);
/* Says of record i that it is about another place, which has no lines: the cell of a table. */
void diag_list_set_file(struct diag_list *d, size_t i, const char *file);
/* Says the finding of a rule in other words. */
void diag_list_set_text(struct diag_list *d, size_t i, const char *text);
/* Says an argument of a message in other words. */
void diag_list_set_arg(struct diag_list *d, size_t i, size_t arg, const char *text);
/* So many were not kept by another list, none of them worse than that. */
void diag_list_add_dropped(struct diag_list *d, size_t n, enum diag_severity worst);
/* Forgets the records from index `from` on (a layout pass that is done again). */
void diag_list_cut(struct diag_list *d, size_t from);
/* Forgets those from index `from` on that drop() names. */
void diag_list_drop_if(struct diag_list *d, size_t from, bool (*drop)(void *arg, size_t i), void *arg);
/* Forgets those of one kind from index `from` on. */
void diag_list_drop(struct diag_list *d, size_t from, enum diag_id id);
/* Forgets engine messages from index `from` on that say of the same place what one before them says (of content set on each page). */
void diag_list_drop_said(struct diag_list *d, size_t from);

/* Keeps the first of one kind, whose argument becomes the number of them all. */
void diag_list_count_kind(struct diag_list *d, enum diag_id id);

/* diag(list, FO_UNKNOWN_PROPERTY, &loc, "font-sise", "fo:block"): all further arguments are strings; loc may be NULL. */
#define diag(list, id, loc, ...) diag_report((list), DIAG_##id, (loc), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})
void diag_report(struct diag_list *d, enum diag_id id, const struct loc *loc, const char *const *args);
/* A finding of a rule: the record is copied, loc, severity and all. */
void diag_finding(struct diag_list *d, const struct diag_record *r);

const char *diag_name(enum diag_id id);      /* "fo-unknown-property" */
enum diag_severity diag_default_severity(enum diag_id id);
const char *diag_msgid(enum diag_id id);     /* the English text with {1} */
const char *diag_word(const struct diag_record *r); /* a msgid: error, warning, hint, undecided */

struct buf;
struct i18n;
/* The record's message alone, in the catalogue's language, {n} filled in. */
void diag_text(struct buf *out, const struct diag_record *r, const struct i18n *lang);
/* The whole line with its newline: `file:line: error: message [rule, clause]`, or `shenbao: error: message [id]`. */
void diag_line(struct buf *out, const struct diag_record *r, const struct i18n *lang);

#endif
