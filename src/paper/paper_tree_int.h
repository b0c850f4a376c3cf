/* paper_tree_int.h - what paper_tree.c and paper_tree_facts.c share; nobody else includes it.
 * Purpose:   the tree while it is read: paper_tree.c walks it, paper_tree_facts.c reads what an element says of itself.
 * Ownership: texts come from arena, everything else from work, which ends with the reading.
 * Errors:    the first trouble stays, a msgid; what is read then is not used. */
#ifndef PAPER_PAPER_TREE_INT_H
#define PAPER_PAPER_TREE_INT_H

#include "paper/paper_qpdf.h"
#include "paper/paper_tree.h"

struct tree_page_id {
    int id;
    uint32_t page;
};

struct tree_mark_number { /* of a page */
    int mcid;
    uint32_t number;
};

struct tree_page_marks {
    struct tree_mark_number *v; /* by mcid */
    bool *used;            /* by number */
    size_t n;
};

struct tree_task { /* what is to be read yet */
    int id, generation; /* of an element; 0: a mark */
    uint32_t element;   /* the one it stands in */
    uint32_t page;      /* of a mark */
    int mcid;
    unsigned depth;
};

struct tree_cited { /* a header cell's name in a cell */
    uint32_t element;
    const char *id;
};

struct tree_reader {
    qpdf_data q;
    struct arena *arena, *work; /* the second for the time of reading */
    const char *trouble;
    uint32_t pages;
    struct tree_page_id *ids;
    struct tree_page_marks *marks;
    VEC(struct paper_element) elements;
    VEC(struct paper_step) steps;
    VEC(struct tree_task) tasks, kids;
    VEC(struct tree_cited) names, headers; /* names: of elements */
    bool *met; /* by object id */
    size_t met_n;
    size_t text; /* bytes of texts so far */
    struct paper_matrix *units; /* by page */
};

extern const char tree_malformed[], tree_too_large[];
void tree_fail(struct tree_reader *r, const char *why);
/* Of the structure's root: handles don't outlive an element. */
qpdf_oh tree_root_key(const struct tree_reader *r, const char *key);

/* A text of the element, NULL: it has none. */
const char *tree_text(struct tree_reader *r, qpdf_oh element, const char *key);
const char *tree_lang(struct tree_reader *r, qpdf_oh element);
uint8_t tree_type(struct tree_reader *r, qpdf_oh element);
/* One list of attributes, or several with their revisions between them; named: of classes too, by their names. */
void tree_read_lists(struct tree_reader *r, uint32_t element, qpdf_oh lists, bool named);

#endif
