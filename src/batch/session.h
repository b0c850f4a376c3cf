/* session.h - what all documents of one run share: programmes, fonts, options, the clock.
 * Purpose:   the command line says it once, and one document or a hundred thousand are made with it; programmes are loaded and
 *            compiled and fonts opened at first use and kept (batch workers are forked behind that).
 * Ownership: session_open() gives, session_close() takes; programmes and fonts are borrowed from it. What the options point
 *            to is borrowed and must live longer.
 * Errors:    CLI_DATE, CLI_SOURCE_DATE, CLI_ATTACH and those of packs and fonts in the list that is given; NULL. What could not be loaded once is not
 *            tried again, and is reported each time. */
#ifndef BATCH_SESSION_H
#define BATCH_SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/i18n.h"
#include "pdf/pdf.h"
#include "programme/programme.h"
#include "text/font.h"

#define SHENBAO_VERSION "0.1.0"

/* --mask: numbers that name a person are masked in the data that a PDF carries, or on its pages too. */
enum session_mask { SESSION_WHOLE, SESSION_MASK_DATA, SESSION_MASK_ALL };

/* "data", "all"; NULL: nothing is masked. */
const char *session_mask_name(enum session_mask mask);
enum session_mask session_mask_named(const char *name);

struct session_options {
    const char *packs;             /* the folder of the programmes */
    const char *roles;             /* fonts/roles.conf */
    const char *const *fonts;      /* folders of private fonts, NULL-terminated */
    const char *const *catalogues; /* of messages, NULL-terminated */
    const char *site;              /* --site, or NULL */
    const char *const *layers;     /* --layer, NULL-terminated, or NULL */
    const char **lists;            /* --list NAME=FILE */
    size_t list_count;
    const char *as_of;             /* --as-of, or NULL */
    const char *source_date;       /* SOURCE_DATE_EPOCH, or NULL */
    enum pdf_profile profile;      /* --pdf */
    enum pdf_annexes annexes;      /* --annexes */
    enum session_mask mask;        /* --mask */
    const char *max_size;          /* --max-size: 10M, or NULL */
    bool strict, draft, verbose;
    bool no_fields;                /* --no-fields */
    unsigned processors;           /* that one run may use; 0 is one */
};

struct session;

/* NULL: --as-of or SOURCE_DATE_EPOCH is no date, or --annexes attach with a profile that attaches nothing (reported). */
struct session *session_open(const struct session_options *o, struct diag_list *d);
void session_close(struct session *s); /* NULL is allowed */
const struct session_options *session_options(const struct session *s);
/* The programme with the site, the layers and the lists; NULL: reported. */
struct programme *session_programme(struct session *s, const char *id, struct diag_list *d);
/* Bytes that a PDF may have; 0: any number. */
uint64_t session_max_size(const struct session *s);
struct font_set *session_fonts(struct session *s, struct diag_list *d);
/* Where there is a second processor, a thread opens them by then, and does else what setting a document will wait for. After the last
 * process was made. */
void session_ahead(struct session *s);
/* Messages in Chinese whatever the language of the run: opinions and what PDFs carry are. */
const struct i18n *session_chinese(struct session *s);
/* SOURCE_DATE_EPOCH in seconds since 1970, -1 when it is not set; the same as an ISO date-time, or NULL. */
int64_t session_source_instant(const struct session *s);
const char *session_source_date(const struct session *s);

#endif
