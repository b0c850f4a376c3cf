/* cases.h - cases.txt of a pack: what the notice says about each rule, and small examples that fail and pass.
 * Purpose:   `explain` prints them and the tests run them, so that no example is shown that was not tried.
 * Format:    UTF-8, a fact a line, in shenbao-pack(5): a keyword and its text; indentation, blank lines and lines that begin
 *            with # mean nothing. An edit is after, - and + lines; a - behind a + begins the next edit.
 * Ownership: cases_load() gives, cases_free() takes; everything inside is borrowed from it.
 * Errors:    CASES_* with file and line, all of them; NULL. */
#ifndef PROGRAMME_CASES_H
#define PROGRAMME_CASES_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

/* One replacement in the sample's text. */
struct cases_edit {
    const char *after;       /* looked for behind the first place of this text; NULL: must be there once in all */
    VEC(const char *) old;   /* one: a part of a line; several: whole lines, whatever their indentation */
    VEC(const char *) fresh; /* put in their place; none: deleted */
    unsigned line;
};

/* A finding beyond those of the sample as it is, or (clears) one that is gone. */
struct cases_finding {
    const char *rule;
    const char *at; /* text on its line of the edited file; NULL: it has no line */
    unsigned line;
};

struct cases_list {
    const char *name, *file; /* as --list NAME=FILE, a file beside the sample */
};

/* Of an archive, which has entries and no sample, of one proposal, or of a batch: then `with` has the other proposals, `submission` what goes with the whole, `whole` what is
 * found about it without a file. Of these parts only sample, edits, finds and line are used. */
struct cases_example {
    bool fails;
    const char *sample;             /* file in samples/PROGRAMME, or PROGRAMME/FILE; NULL for `whole` */
    VEC(struct cases_edit) edits;
    VEC(const char *) entries;      /* paths in an archive that is handed in */
    VEC(const char *) expected;     /* and what they would be by the proposals: FOLDER/NUMBER.TITLE-UNIT */
    const char *as_of, *note;       /* NULL: none */
    const char *site;               /* as --site: a folder that the tests have; NULL: none */
    VEC(const char *) layers;       /* as --layer */
    bool strict;
    VEC(struct cases_list) lists;
    VEC(struct cases_finding) finds;
    VEC(struct cases_finding) clears;
    VEC(struct cases_example) with;
    struct cases_example *submission, *whole; /* NULL: none */
    unsigned line;
};

/* A sentence of the notice. */
struct cases_quote {
    const char *text;
    const char *direction; /* whose it is; NULL: it stands for all */
};

struct cases_rule {
    const char *id;
    VEC(struct cases_quote) quotes;
    const char *source;          /* where a rule that has none comes from; NULL: not said */
    const char *by_construction; /* why nothing can fail; NULL: it can */
    VEC(struct cases_example) examples;
    unsigned line;
};

struct cases;

struct cases *cases_load(const char *path, struct diag_list *d);
void cases_free(struct cases *c);
const char *cases_path(const struct cases *c);
size_t cases_count(const struct cases *c);
const struct cases_rule *cases_at(const struct cases *c, size_t i);
/* The next sentence for the direction, from *at on; NULL: no more. direction NULL: for all directions together. */
const char *cases_quote_next(const struct cases_rule *r, const char *direction, size_t *at);
/* NULL when the file says nothing about it. */
const struct cases_rule *cases_find(const struct cases *c, const char *id);

bool cases_of_batch(const struct cases_example *e);

/* The sample's text with the edits of an example or of one of its parts; false: an edit's place is missing or not the only one (reported). */
bool cases_apply(const struct cases *c, const struct cases_example *e, const char *text, size_t n, struct buf *out,
                 struct diag_list *d);

#endif
