/* submission.h - submission.xml: what belongs to a whole submission and to none of its proposals.
 * Purpose:   who recommends and can be asked, the sealed papers, when it is handed in, how its proposals are numbered.
 *            submission_open() reads, submission_check() holds it against the schema of its programme; what a notice asks
 *            of a submission are rules across a batch, which look at doc.
 * Ownership: submission_open() gives, submission_free() takes; all strings and the tree belong to it.
 * Units:     dates and times as they are written (ISO 8601); "" is what was left out.
 * Errors:    XML_*, SUBMISSION_ROOT (fatal): NULL. SCHEMA_*, SUBMISSION_* at their lines; submission_check() is false when
 *            the schema cannot be used or the programme is another one. */
#ifndef CHECK_SUBMISSION_H
#define CHECK_SUBMISSION_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/diag.h"
#include "programme/programme.h"

struct submission_contact {
    const char *role; /* head, reviewer, filler, contact */
    const char *name, *position, *phone, *email;
};

struct submission_paper {
    const char *kind; /* letter, summary, pledge, other */
    const char *file; /* as written, relative to the file's folder */
    const char *sealed_at, *number;
    bool sealed;
    unsigned line;
};

/* A running number that was given before. */
struct submission_number {
    size_t value;
    const char *folder;       /* "" where all folders are numbered together */
    const char *title, *unit; /* of its proposal */
    bool withdrawn;           /* not to be used again */
    unsigned line;
};

struct submission {
    struct arena *arena;
    xmlDocPtr doc;
    const char *file;   /* as given; names it in messages */
    const char *folder; /* where its papers lie */
    const char *programme;
    const char *recommender, *recommender_kind;
    VEC(struct submission_contact) contacts;
    VEC(struct submission_paper) papers;
    const char *filled_on, *submitted_at, *deadline;
    const char *answer_by; /* for what is sent back */
    bool across;           /* one row of numbers for all folders */
    size_t start;          /* the first number, from 1 on */
    VEC(struct submission_number) numbers;
};

struct submission *submission_open(const char *file, struct diag_list *d);
/* The submission.xml of the folder that is named, or of the folder of the file: malloced; NULL when there is none. */
char *submission_beside(const char *input);
void submission_free(struct submission *s); /* NULL is allowed */
bool submission_check(struct submission *s, struct programme *p, struct diag_list *d);

/* The first of its kind, NULL. */
const struct submission_contact *submission_contact(const struct submission *s, const char *role);
const struct submission_paper *submission_paper(const struct submission *s, const char *kind);
/* Where the paper lies: below the folder of the submission, or it is reported (FILE_MISSING, FILE_OUTSIDE); malloced. */
char *submission_paper_path(const struct submission *s, const struct submission_paper *paper, struct diag_list *d);

#endif
