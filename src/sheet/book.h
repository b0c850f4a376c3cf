/* book.h - what sheet.c and the readers of the single formats share. Private to sheet/.
 * Ownership: everything in a book belongs to its arena but the shared strings.
 * Each reader has survey(), which lists the sheets, and rows(), which reads one of them. */
#ifndef SHEET_BOOK_H
#define SHEET_BOOK_H

#include "base/arena.h"
#include "sheet/rows.h"
#include "sheet/sheet.h"
#include "sheet/strings.h"

struct book_sheet {
    struct sheet_info info;
    const char *part; /* xlsx: its entry in the archive */
    bool unmerged;    /* xlsx: it was read, and no merged area stands behind its rows */
    struct record_names *names; /* records: NULL until they are gathered */
};

struct sheet_book {
    struct arena *arena;
    const char *path;
    enum sheet_format format;
    VEC(struct book_sheet) sheets;
    bool epoch1904;
    const char *encoding;    /* CSV */
    char delimiter;          /* CSV */
    char row_end;            /* likewise: '\n', or '\r' where nothing else ends a row */
    struct strings *strings; /* xlsx, read with the first sheet */
    const unsigned char *styles; /* xlsx: enum value_kind by cell style; NULL until read */
    size_t nstyles;
};

struct book_reader {
    bool (*survey)(struct sheet_book *b, struct diag_list *d);
    bool (*rows)(struct sheet_book *b, size_t i, struct rows *r, struct diag_list *d);
};

extern const struct book_reader book_xml2003, book_odf, book_xlsx, book_csv, book_records;

/* Where a complaint about the file as a whole stands. */
struct loc book_loc(const char *path);
/* True when neither limit was passed: the number of sheets, the length of a cell; else it is reported. */
bool book_within(const struct sheet_book *b, bool too_many_sheets, bool cell_too_long, struct diag_list *d);
/* The file, or the entry of an archive that holds the document. */
struct stream *book_part(const struct sheet_book *b, const char *entry, struct diag_list *d);

#endif
