/* proof.h - is a PDF what was made of the data that it carries?
 * Purpose:   reads the proposal and the record (inside.h) out of it, makes the pages again with the same version and options, and
 *            says where they differ: bytes, then pages and files. Nothing is signed: who changes pages and data alike, with
 *            this program, is not found out; the digest on paper (校验码, QR code) of a copy that somebody keeps does that.
 *            Data that was masked (--mask) proves less: pages that were masked too are made again of it, and the digest on them is the
 *            record's word; other pages, and all bytes, only of the whole proposal.
 * Ownership: proof_open() gives, proof_close() takes; also after a failure.
 * Errors:    VERIFY_* in the list: errors where it is not what was made; PROOF_UNKNOWN where that can't be told. */
#ifndef BATCH_PROOF_H
#define BATCH_PROOF_H

#include "base/buf.h"
#include "batch/carried.h"
#include "batch/document.h"

struct proof {
    const char *path;
    struct buf pdf;
    struct carried in;
    struct buf whole; /* the proposal that the carried one was masked from, if somebody has it; else empty */
    struct session *session;
    struct document again; /* what its pages were made again of */
    xmlDocPtr fo;
};

enum proof_result { PROOF_GOOD, PROOF_DIFFERENT, PROOF_UNKNOWN };

/* False: no PDF, or none with a proposal in it (reported, fatal). */
bool proof_open(struct proof *p, const char *path, struct diag_list *d);
void proof_close(struct proof *p);
bool proof_masked(const struct proof *p);
/* Reads the proposal that it was masked from. False: it is another one (nothing is reported), or could not be read (reported). */
bool proof_whole(struct proof *p, const char *path, struct diag_list *d);
/* o: what the record can't know of this machine (packs, fonts, site, lists); the rest comes from the record. folder: where the
 * papers lie that it was made with. */
enum proof_result proof_judge(struct proof *p, const struct session_options *o, const char *folder, struct diag_list *d);

#endif
