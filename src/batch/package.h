/* package.h - what is in a package: its files, their numbers and what they say of their proposals.
 * Purpose:   pack plans one and writes it beside the archive as its manifest; packing again and verifying read that.
 *            The manifest is XML (urn:shenbao:package). It holds no telephone or identity number.
 * Ownership: package_new() and package_read() give, package_free() takes; all strings belong to its arena.
 * Units:     digests are SHA-256 in hexadecimal; sizes in bytes.
 * Errors:    XML_* and PACKAGE_MANIFEST, fatal: NULL. */
#ifndef BATCH_PACKAGE_H
#define BATCH_PACKAGE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "batch/facts.h"

struct package_file {
    const char *path;    /* in the archive; "" for what was withdrawn */
    const char *full;    /* the path if nothing had been shortened; NULL: it is path */
    const char *folder;  /* by the proposal's data, without the archive's shortening; "" for none */
    size_t number;       /* 0: none (attachments, the summary) */
    const char *title, *unit;
    const char *source;  /* where the proposal came from; "" when unknown */
    const char *digest;
    size_t bytes;
    const struct fact_list *facts; /* what its proposal says; NULL where that is not known (a manifest); lent */
};

struct package {
    struct arena *arena;
    const char *programme, *recommender;
    bool across;  /* one row of numbers for all folders */
    bool checked;
    size_t start; /* the first number */
    VEC(struct package_file) files;
    VEC(struct package_file) withdrawn; /* whose numbers are not given again */
};

/* The papers of a proposal, and neither one of its attachments nor the summary? */
bool package_is_paper(const struct package_file *f);
struct package *package_new(void);
void package_free(struct package *p); /* NULL is allowed */
struct package *package_read(const char *file, struct diag_list *d);
void package_write(const struct package *p, const char *archive, struct buf *out);
/* Where the manifest of an archive lies: "a/b.zip" gives "a/b.manifest.xml", malloced. */
char *package_manifest(const char *archive);

#endif
