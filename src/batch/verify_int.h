/* verify_int.h - what the files of verify.h share. */
#ifndef BATCH_VERIFY_INT_H
#define BATCH_VERIFY_INT_H

#include "batch/facts.h"
#include "batch/verify.h"
#include "batch/zip.h"
#include "paper/paper.h"

/* What the proposal that papers carry says of its attachments. */
struct verify_annex {
    const char *label;  /* part of the file's name */
    const char *digest; /* "" when it is not known */
};

struct verify_own {
    struct package_file file;
    const char *folder; /* of the attachments, with any number */
    VEC(struct verify_annex) annexes;
};

/* A file in the archive, where it should be judged by. */
struct verify_file {
    const struct zip_entry *entry;
    const char *path;   /* without a folder around all others */
    const char *folder, *name;
    bool summary;       /* the one beside the folders */
    bool beside;        /* another paper of the recommender's */
    bool parsed;        /* the name is of the pattern: */
    size_t number;
    const char *title, *unit;
    const struct paper *paper; /* NULL: it could not be unpacked */
    const char *digest;
    bool found; /* its proposal is known */
    const struct verify_own *inside; /* what the proposal says that the PDF carries; NULL: it carries none */
    const struct package_file *known; /* what the file should be, by whoever says it; NULL: nobody does */
    const struct fact_list *facts;    /* of its proposal; NULL: it is not known */
};

struct verifying {
    const char *archive;
    struct zip *zip;
    const struct verify_options *o;
    struct diag_list *d;
    struct arena *arena;
    struct facts *facts;
    const struct programme_file *pattern; /* of the papers; NULL: the programme doesn't say */
    VEC(struct verify_file) files;
};

/* Where a finding is: archive.zip[path]; NULL for the archive itself. */
struct loc verify_loc(struct verifying *v, const char *path);
/* The parts of the path before the last one; "" for none. */
const char *verify_folder_of(struct arena *a, const char *path);
/* A finding that the programme states; all further arguments are strings. */
#define verify_say(v, about, path, ...) \
    verify_report((v), (about), (path), (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL})
void verify_report(struct verifying *v, const char *about, const char *path, const char *const *args);
void verify_report_at(struct verifying *v, const char *about, const struct loc *loc, const char *const *args);

/* Folders, names, numbers, and which proposal a file is of. */
void verify_names(struct verifying *v);
/* verify_annexes.c: which files beside the folders are the recommender's; attachments and these papers */
void verify_mark_beside(struct verifying *v);
void verify_annexes(struct verifying *v);
/* verify_numbers.c */
void verify_numbers(struct verifying *v);
/* verify_summary.c: behind the names, which say whose file is whose */
void verify_summary(struct verifying *v);

#endif
