/* reader.h - the parts that make nodes out of events. Private to fo/.
 * A source (source_tree.c, source_file.c) reports elements and text as they come, build.c makes nodes of them, reader.c
 * hands the nodes out and takes them back. nodes.c holds the memory: chunks that are recycled when all their nodes are
 * released, so that a document of any length needs the memory of its unreleased part only. */
#ifndef FO_READER_H
#define FO_READER_H

#include "base/buf.h"
#include "base/hash_table.h"
#include "fo/resolve.h"

#define FO_NAMESPACE "http://www.w3.org/1999/XSL/Format"
#define FO_NAMESPACE_LOCATION "urn:shenbao:location"
#define FO_NAMESPACE_EXTENSION "urn:shenbao:fo"
#define FO_NAMESPACE_XML "http://www.w3.org/XML/1998/namespace"

struct chunk;

/* Attributes as they were given, kept where an object may be resolved again (fo_adopt). */
struct raw {
    size_t n;
    struct fo_given given[];
};

struct node {
    struct fo_node pub; /* first: an fo_node is a node */
    struct node *first, *last, *next, *prev;
    struct chunk *chunk;
    const struct fo_props *list_item; /* shared set of the nearest fo:list-item from here up, or NULL */
    struct raw *raw;                  /* in fo:marker and fo:static-content, else NULL */
    unsigned held;                    /* an fo:marker: by how many */
    mpt drawn_w, drawn_h;             /* an fo:instream-foreign-object: of the drawing in it */
    uint8_t came;                     /* which of its parts have (elements.c) */
    bool complete;                    /* its end was read */
    bool loose;                       /* of fo_adopt(): its parent does not know it, and may be gone first */
    bool mapped;                      /* loc is the proposal's (loc:line), not the FO's */
};

/* --- nodes.c --- */
struct nodes;
struct nodes *nodes_new(void);
void nodes_free(struct nodes *m);
void nodes_reset(struct nodes *m); /* all nodes are gone */
/* A zeroed node with `extra` bytes behind it in *payload, which live as long as it does. */
struct node *nodes_alloc(struct nodes *m, size_t extra, char **payload);
/* The node alone, none of its children. */
void nodes_release(struct node *n);
size_t nodes_bytes(const struct nodes *m); /* memory held, unused chunks included */

/* --- memo.c: what attributes resolved to under a parent --- */
struct memo_key {
    const struct fo_props *parent, *list_item;
    enum fo_element element;
    const char *bytes; /* the attributes */
    size_t n;
    uint32_t hash;     /* set by memo_find() */
};
struct memo;
struct memo *memo_new(void);
void memo_free(struct memo *m);
void memo_reset(struct memo *m);
const struct fo_props *memo_find(const struct memo *m, struct memo_key *k);
void memo_add(struct memo *m, const struct memo_key *k, const struct fo_props *result);

/* --- columns.c: the columns of the open tables, for from-table-column() --- */
struct columns;
struct columns *columns_push(struct columns *up);
struct columns *columns_pop(struct columns *c); /* the one around it */
void columns_define(struct columns *c, const struct fo_props *column);
void columns_part(struct columns *c); /* a header, footer or body begins */
void columns_row(struct columns *c);  /* a row begins */
/* The column of the cell that begins; number: its column-number, 0: the next free one. */
const struct fo_props *columns_cell(struct columns *c, int number, bool starts_row);
/* The cell's set is known. */
void columns_spans(struct columns *c, const struct fo_props *cell);
void columns_cell_end(struct columns *c, bool ends_row);
const struct fo_props *columns_current(const struct columns *c); /* c may be NULL */

/* --- info.c: metadata in fo:declarations --- */
struct info;
struct info *info_new(void);
void info_free(struct info *i);
void info_reset(struct info *i);
void info_start(struct info *i, const char *ns, const char *name, size_t n);
void info_text(struct info *i, const char *s, size_t n);
void info_end(struct info *i);
void info_attribute(struct info *i, const char *ns, const char *name, size_t name_len, const char *s, size_t n);
/* Text of a title that the document itself has. */
void info_title(struct info *i, const char *s, size_t n);
const struct fo_info *info_get(const struct info *i);

/* --- the reader --- */
struct event_attr {
    const char *ns; /* NULL: none */
    const char *name;
    size_t name_len;
    struct fo_slice value;
};

/* What a start tag came to that stands in its source once and is met again and again. */
struct known_start {
    enum fo_element element;
    size_t given;
    const struct fo_given *v; /* its properties; none that belong to one element alone */
    const char *key;          /* their bytes, as of memo_key */
    size_t key_n;
    const struct fo_props *parent, *list_item, *set; /* the set under the parent of last time; NULL: none that stays */
};

struct start_tag {
    const char *ns, *name; /* ns: NULL is none */
    size_t name_len;
    const struct event_attr *attrs;
    size_t count;
    unsigned line;             /* 0: unknown */
    struct arena *keep;        /* for `known`, as long as the strings live; NULL: it comes once */
    struct known_start *known; /* build.c's; NULL: nothing is */
};

struct source_ops {
    bool (*step)(struct fo_reader *r); /* reports some more; false at the end */
    bool (*rewind)(struct fo_reader *r);
    void (*close)(struct fo_reader *r);
};

struct fo_reader {
    const struct source_ops *ops;
    void *source;
    const char *file;
    bool own_lines; /* line numbers are those of `file`; false: of a stylesheet that is not known */
    struct diag_list *diag;
    size_t said;              /* messages in it when reading began */
    struct fo_store *store;
    struct fo_resolve *resolve;
    struct nodes *nodes;
    struct nodes *copies;     /* of fo_adopt(): some stay to the end, which must not hold what was read beside them */
    struct memo *memo;
    struct info *info;
    struct columns *columns;
    struct node *root, *open; /* open: the innermost element whose end was not read */
    unsigned depth;           /* of open elements, skipped ones included */
    unsigned skip;            /* elements open in what is left out */
    bool in_info;             /* what is skipped is metadata */
    unsigned raw_depth;       /* open elements whose attributes are kept below them */
    struct buf text, key;
    bool text_cut, text_told;
    struct fo_given given[LIMIT_ATTRIBUTES];
    struct fo_given unique[LIMIT_ATTRIBUTES];
    uint32_t serial;
    bool finished, failed;
    struct hash_table told;        /* messages said once: their names */
};

/* build.c: what sources report. Strings are the caller's. */
void build_start(struct fo_reader *r, struct start_tag *t);
void build_text(struct fo_reader *r, const char *s, size_t n);
void build_end(struct fo_reader *r);
void build_fail(struct fo_reader *r); /* a fatal one was reported */
/* A node made as if it had been read below parent. */
struct node *build_again(struct fo_reader *r, const struct node *from, struct node *parent);

/* packed.c: a part that fo_pack() made; takes the bytes. */
struct packed *packed_new(char *bytes, size_t n);
void packed_free(struct packed *p); /* NULL is allowed */
bool packed_step(struct fo_reader *r, struct packed *p); /* as source_ops.step */

void reader_refuse_entity(struct fo_reader *r);
struct fo_reader *reader_new(const struct source_ops *ops, void *source, const char *file, struct diag_list *d);

#endif
