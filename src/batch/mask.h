/* mask.h - numbers that name a person, made unreadable for reports, indexes and manifests.
 * Purpose:   who reads a report must see which number is meant, and not be able to copy it: of 370102198001011234 stays
 *            370***********1234, of 13800138000 138****8000. Resident identity numbers of 18 and 15 digits (GB 11643: by
 *            region and date of birth, the check character wrong or right) and telephone numbers are found in any text, also
 *            with full-width digits, blanks and hyphens; passports and all others where the field or the words before say
 *            what they are. 统一社会信用代码 name no person and stay.
 * Ownership: output is appended to a buf; mask_new() gives a malloced string, mask_in() one in an arena.
 * Errors:    none. What is no UTF-8 and no character of XML comes out as U+FFFD. */
#ifndef BATCH_MASK_H
#define BATCH_MASK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/i18n.h"

enum mask_kind {
    MASK_TEXT,     /* anything */
    MASK_IDENTITY, /* the value of a field for the number of a document, or a message about one */
    MASK_TELEPHONE /* the same for a telephone number */
};

/* What a field holds, by its name or its label; also the last step of an XPath. NULL is MASK_TEXT. */
enum mask_kind mask_kind_of(const char *field);
void mask_add(struct buf *out, const char *text, enum mask_kind kind);
char *mask_new(const char *text, enum mask_kind kind);
/* Of one text in n pieces, such as a number of which half is bold: each piece anew, malloced, or NULL where nothing of it is hidden. */
void mask_pieces(const char *const *pieces, size_t n, enum mask_kind kind, char **out);
/* The same in the arena; NULL for NULL. */
const char *mask_in(struct arena *a, const char *text, enum mask_kind kind);
/* A finding as a report tells it: place and message masked, the message put into words. Everything lies in the arena, or is
 * borrowed from r. */
struct diag_record mask_finding(struct arena *a, const struct diag_record *r, const struct i18n *lang);

#endif
