/* paper_tree.h - the structure of a tagged PDF that others made, as far as it can be kept in another document.
 * Purpose:   what its elements are (roles led back to standard types, lists of attributes and classes to what listeners need), and
 *            which marks of which pages belong to them. A tree is kept whole or not at all: struct paper has it, or why not.
 * Ownership: the papers' arena.
 * Units:     boxes are parts of the page as seen: 0 0 is its left bottom, 1 1 its right top.
 * Errors:    none; see `untagged` of struct paper. */
#ifndef PAPER_PAPER_TREE_H
#define PAPER_PAPER_TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PAPER_NO_ELEMENT = UINT32_MAX, PAPER_NO_PAGE = UINT32_MAX };

struct paper_element {
    uint8_t type; /* TAG_* */
    char scope;   /* of a header cell: 'R', 'C', 'B' both, or '\0' */
    bool boxed;
    unsigned rows, columns; /* of a cell, 0: one */
    uint32_t parent;        /* stands before it; PAPER_NO_ELEMENT: none */
    const char *alt, *actual, *expansion, *lang, *numbering; /* or NULL */
    const uint32_t *headers; /* of a cell: elements, header_count of them */
    unsigned header_count;
    uint32_t page;          /* from 0: of the box, else of its first mark */
    double x0, y0, x1, y1;
};

/* In document order: an element begins, or a mark stands in one. */
struct paper_step {
    uint32_t element;
    uint32_t page; /* from 0; PAPER_NO_PAGE: the element begins */
    uint32_t mark; /* by its order on the page, from 0 */
};

struct paper_tree {
    const char *lang; /* of the document, or NULL */
    const struct paper_element *elements;
    size_t count;
    const struct paper_step *steps;
    size_t step_count;
    const uint32_t *marks; /* by page: how many it has */
};

/* Why the elements can't stand in another document that is PDF/UA, a msgid; NULL: they can. Boxes that are missing are added
 * (paper_tree_check.c). */
const char *paper_check_tree(struct paper_element *elements, size_t count, const struct paper_step *steps, size_t step_count);

#endif
