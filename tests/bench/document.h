/* document.h - the documents that are measured, written in the languages of all who are compared.
 * Purpose:   one content, several writers: a document calls a format, which is a table of functions.
 * Ownership: formats are constant; the text pool is the caller's (pool_free()).
 * Units:     widths in mm, type sizes in pt.
 * Errors:    write_document() returns false when the file can't be written. The same calls give the same bytes. */
#ifndef BENCH_DOCUMENT_H
#define BENCH_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum face { FACE_TEXT, FACE_HEADING, FACE_TABLE, FACE_COUNT };

struct format {
    const char *suffix;
    void (*begin)(FILE *f);
    void (*end)(FILE *f);
    void (*heading)(FILE *f, const char *text);
    void (*paragraph)(FILE *f, const char *text, size_t n);
    /* A table of columns of these widths, all cells ruled; its text is set in FACE_TABLE at `size`. */
    void (*begin_table)(FILE *f, const int *widths, int columns, double size);
    void (*row)(FILE *f, const char *const *cells, int columns);
    void (*end_table)(FILE *f);
    /* A line that cites the page of a target further on, and the target; NULL: the format is not asked for them. */
    void (*cite)(FILE *f, int target, const char *text);
    void (*target)(FILE *f, int target, const char *text);
};

extern const struct format format_fo, format_typst, format_xelatex, format_fodt;

/* Sentences of the sample proposals. */
struct pool {
    char *text;
    struct sentence {
        const char *s;
        size_t n;
        int han;
    } *v;
    size_t n;
};
bool pool_read(struct pool *p, const char *const *paths);
void pool_free(struct pool *p);

enum document { DOC_FORM, DOC_TABLE, DOC_CHINESE, DOC_ENGLISH, DOC_REFERENCES };
/* size: rows, paragraphs or references; the form has its own. */
bool write_document(const char *path, const struct format *fmt, enum document d, int size, const struct pool *p);

#endif
