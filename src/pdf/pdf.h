/* pdf.h - the device that writes PDF with libharu; nothing outside pdf/ includes hpdf.h.
 * Ownership: pdf_device_new() gives a device (device.h); ops->free releases libharu's document and everything of ours.
 * Units:     takes mpt, writes points.
 * Errors:    every libharu status is checked; the first code is kept (its error state is sticky) and reported as PDF_*
 *            (fatal). What the profile forbids
 *            is reported at its place, and no file comes of it. The file appears under its name only when pdf_device_finish() succeeded. */
#ifndef PDF_PDF_H
#define PDF_PDF_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/file.h"
#include "layout/device.h"

enum pdf_profile { PDF_17, PDF_A1B, PDF_A2U, PDF_A3A };

/* "pdfa-2u"; false: there is none of that name. */
bool pdf_profile_named(const char *name, enum pdf_profile *out);

const char *pdf_profile_name(enum pdf_profile profile);
/* The file keeps all that the profile promises, also with pages of the paper in it. */
bool pdf_profile_keeps(enum pdf_profile profile, const struct paper *paper);
bool pdf_profile_attaches(enum pdf_profile profile); /* it allows files of any kind inside */

/* What becomes of an annex that is less than the profile: the file promises less; the annex is attached behind a page that says
 * so (the caller's doing); there is no file. */
enum pdf_annexes { PDF_ANNEXES_DROP, PDF_ANNEXES_ATTACH, PDF_ANNEXES_REFUSE };
bool pdf_annexes_named(const char *name, enum pdf_annexes *out); /* "drop" */
const char *pdf_annexes_name(enum pdf_annexes annexes);

/* A file inside the document. Names are ASCII without ( ) \, and stand in the order of their bytes. */
struct pdf_file {
    const char *name, *mime;
    const char *shown;       /* what people call it, UTF-8; NULL: name */
    const char *relation;    /* AFRelationship: Source, Data, Supplement */
    const char *description;
    const void *data;
    size_t n;
};

struct pdf_files {
    const struct pdf_file *v;
    size_t n;
};

/* What a document carries, asked for when its pages are done, each time that they are; borrowed until end_document. False: it is not to be
 * finished. */
typedef bool pdf_files_fn(void *arg, struct pdf_files *out);

struct pdf_options {
    enum pdf_profile profile;
    bool fields;             /* places to sign and to fill in are fields of a form */
    enum pdf_annexes annexes;
    bool beside;             /* a second processor is there: a thread compresses */
    bool draft;              /* the watermark 草稿 on every page */
    const struct font_list *watermark_font;
    struct font_set *fonts;
    const char *producer;    /* "shenbao 0.1" */
    pdf_files_fn *files;     /* left out by profiles that allow none; NULL: none */
    void *files_arg;
};

struct device *pdf_device_new(const struct pdf_options *o, struct diag_list *d);
/* What takes room in the file: a picture, a face, an annex or a file inside. */
struct pdf_part {
    const char *name;
    size_t bytes;
};
/* After end_document: the largest ones first, at most `most` of them; how many there are. Names live as long as the device. */
size_t pdf_device_parts(struct device *dev, struct pdf_part *out, size_t most);
/* After end_document: the bytes into out. */
bool pdf_device_finish(struct device *dev, struct file_out *out);

#endif
