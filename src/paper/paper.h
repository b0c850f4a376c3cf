/* paper.h - the papers that a proposal names: PDFs and pictures that others made, opened without trust.
 * Purpose:   is an annex there, readable, open to everybody, and how many pages has it; sb:file-state() and sb:pages() of
 *            the rules ask here, and the pages are brought into a form (paper_merge()). Only paper_pdf.c knows libqpdf.
 * Ownership: papers_new() gives; what papers_find() returns lives as long. Each file is opened once, when first asked for; a PDF stays
 *            open for paper_merge(), within LIMIT_PAPERS_OPEN, and is opened once more beyond.
 * Units:     page sizes in mpt (pictures: a pixel is a point), as seen: after the page's own rotation.
 * Errors:    none are reported: a paper's state says what is wrong with it, and the packs' rules say what to do. */
#ifndef PAPER_PAPER_H
#define PAPER_PAPER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/units.h"

enum paper_state {
    PAPER_OK,
    PAPER_MISSING,   /* no such file, a folder, or not to be read */
    PAPER_OUTSIDE,   /* not below the proposal's folder, links resolved, or an address of the network */
    PAPER_EMPTY,     /* no bytes, or no page */
    PAPER_TOO_LARGE, /* more bytes than LIMIT_PAPER_BYTES, or more pages than LIMIT_PAPER_PAGES */
    PAPER_TYPE,      /* neither PDF nor PNG nor JPEG */
    PAPER_ENCRYPTED, /* asks for a password, or has an owner's password and restrictions */
    PAPER_DAMAGED,   /* cut off or inconsistent */
    PAPER_FIELDS,    /* a form whose entries only an interactive program draws */
};

enum paper_kind { PAPER_NONE, PAPER_PDF, PAPER_PNG, PAPER_JPEG };

struct paper {
    const char *name; /* as the proposal writes it */
    const char *path; /* resolved; NULL unless it is a file below the folder */
    enum paper_state state;
    enum paper_kind kind;
    size_t bytes;
    struct paper_archival { unsigned part; char level; } archival; /* what a PDF says of itself: PDF/A-2b is 2, 'B'; part 0: not */
    unsigned pages; /* 0 unless the state is PAPER_OK */
    const struct paper_size { mpt width, height; } *sizes; /* of each page */
    const struct paper_outline { const char *title; unsigned depth, page; } *outlines; /* of a PDF: its bookmarks; page from 1 */
    size_t outline_count;
    const struct paper_tree *tree; /* of a PDF: its structure (paper_tree.h), where it can be kept; NULL: it has none, or: */
    const char *untagged; /* why it can't, a msgid; NULL: it has none, or it can */
    struct paper_open *open; /* a PDF that stayed open; NULL: it did not */
    bool attached; /* a PDF that is to be attached, in place of its pages being set (papers_attach()) */
};

struct papers;

/* folder: the proposal's; names are relative to it. */
struct papers *papers_new(const char *folder);
void papers_free(struct papers *p);
/* PDFs of which `which` says so are attached; before any is looked at. arg is borrowed. */
void papers_attach(struct papers *p, bool (*which)(const void *arg, const struct paper *), const void *arg);
const struct paper *papers_find(struct papers *p, const char *name);
/* Looks at bytes that are no file of their own; the name is for the caller alone. Not kept for papers_find(). */
const struct paper *papers_look(struct papers *p, const char *name, const void *bytes, size_t n);
const char *paper_state_name(enum paper_state s); /* "ok", "missing" ... */
const char *paper_state_trouble(enum paper_state s); /* what is to be done, a msgid that goes on behind its name; NULL: nothing */
/* SHA-256 of the file's bytes, as sha256sum writes it; "" when it cannot be read. They are read once, when first asked for. */
const char *papers_digest(struct papers *p, const char *name);

/* A document that takes pages: as PDF text (ISO 32000-1, 7.3) and bytes. The texts may be taken; what is left of them is the caller's. */
struct paper_taker {
    unsigned (*number)(void *arg); /* of an object that will be handed over */
    void (*object)(void *arg, unsigned number, struct buf *text);
    /* entries: what stands between << and >>, without /Length; pack: the bytes are to be deflated, and /Filter is missing. */
    void (*stream)(void *arg, unsigned number, struct buf *entries, const void *data, size_t n, bool pack);
    void *arg;
};

/* A form XObject of that document: object `object` becomes the page, drawn into the unit square. */
struct paper_place {
    unsigned object;
    const struct paper *paper;
    unsigned page; /* from 1 */
    bool tagged;   /* the paper has a tree, and the page keeps its marks; they count from 0 as they come */
    unsigned key;  /* then: of the page in the other document's parent tree */
};

/* Hands over the pages for all places, and what they need. Annotations are drawn as they look and stop being annotations; nothing
 * that acts (scripts, actions, embedded files) comes along. False, with a cause for people, which may be a msgid, and the paper that
 * it is about. */
struct paper_fault {
    const struct paper *paper;
    const char *cause;
};
bool paper_merge(const struct paper_place *places, size_t count, const struct paper_taker *to, struct paper_fault *fault);

#endif
