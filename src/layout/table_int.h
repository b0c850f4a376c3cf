/* table_int.h - the inside of a table, shared by table*.c only.
 * Ownership: struct table and its columns in ctx->doc; row groups, cells and their content in ctx->chunk. The table points
 *            at row groups only from when they are pushed until they are emitted, all of which their pages outlive.
 * Units:     mpt; x from the table's content edge, y from the top of the part under way. */
#ifndef LAYOUT_TABLE_INT_H
#define LAYOUT_TABLE_INT_H

#include "layout/border.h"
#include "layout/steps.h"
#include "layout/table_markers.h"

struct table_column {
    const struct fo_node *node; /* NULL: none was given */
    mpt x, width;
    const struct border_spec *border; /* by area_border_side; shared by the columns of one fo:table-column, and by those without */
    mpt decimal;                /* where the decimal points stand, from its start edge (decimal.h) */
    bool decimal_found;
};

struct table_cell {
    struct steps_cell step; /* first: a steps_cell is a table_cell */
    struct fo_node *node;
    int column, columns;
    mpt width;                      /* of its columns */
    struct border_spec border[4];   /* its own, by area_border_side */
    mpt edge[4];                    /* collapse: half of the resolved border; separate: its border + half separation */
    mpt padding[4];
    bool drawn;                     /* an area of it exists */
    bool hidden;                    /* empty, and empty-cells="hide" */
};

struct table_row {
    struct fo_node *node;           /* NULL: cells without fo:table-row */
    VEC(struct table_cell *) cells; /* from the first column on, also those that span down from rows above */
    struct border_spec border[4];
};

/* What a row has at its upper or lower edge. Columns that nothing tells apart have one entry: a table may have thousands. */
struct edge_run {
    int end;                        /* the column behind it */
    struct border_spec border;
};
struct table_edges { VEC(struct edge_run) runs; };

struct table_body { /* a table-header, -footer or -body */
    struct fo_node *node;
    struct border_spec border[4];
    bool begun, drawn;              /* rows of it were read; an area of it exists */
};

/* What the edge of a row asks of the break there. */
struct row_edge {
    struct stack_keeps keep;
    enum stack_break_class class; /* forced; BREAK_ANY: not */
};

/* Rows tied by row spans. */
struct row_group {
    struct row_group *next;
    struct table_body *body;
    bool first_of_body, last_of_body, first_of_table, last_of_table;
    struct table_row *rows;
    VEC(struct steps_cell *) cells; /* in the order of rows */
    struct steps steps;
    struct row_edge before, after;  /* of the first and the last row */
    int first_index;                /* of its first step among the table's */
    mpt header, footer;             /* the heights of these that a break before or in it is counted with */
    const struct table_edges *above, *below; /* what the rows before and after have there; NULL: no row */
};

enum rows_of {
    ROWS_OF_BODIES,    /* of one body after the other */
    ROWS_OF_BAND,      /* of a header or footer */
    ROWS_OF_FIRST_BAND /* of a header where its table begins: those of sb:continued are left out */
};

/* A header or footer, which is set again on each page. */
struct table_band {
    struct table_body body;
    struct row_group *groups;  /* as laid out last; NULL: none */
    const struct table_edges *above, *below; /* as of row_group; in ctx->doc */
    struct table_edges last;   /* what stood above it on the page before, which is gone: `above` then */
    mpt height;                /* the greatest of all, where it retrieves markers */
    mpt told;                  /* by so much it was reported to be too high */
    int used;                  /* how often it was emitted */
    mpt once;                  /* its height, which leaves rows no room on a page, until that is reported; else 0 */
    bool as_rows;              /* it is too high for a page: set as rows of the table, and only once */
    enum rows_of rows_of;
    bool retrieves;            /* markers */
};

/* Reads rows. */
struct row_reader {
    struct table *t;
    struct table_body *body;
    struct fo_node *body_node, *next; /* body under way and its next row or cell; NULL: none */
    struct fo_node *outer;            /* the fo:retrieve-table-marker in whose place `next` stands, or NULL */
    enum rows_of rows_of;
};

/* What was found for property sets: most cells of a document share a few. */
#define TABLE_STYLES 64
struct decor_entry { const struct fo_props *props; const struct area_decor *decor; };
struct border_entry { const void *style; struct border_spec border[4]; };
struct table_styles {
    struct decor_entry decors[TABLE_STYLES]; /* backgrounds */
    struct border_entry borders[TABLE_STYLES]; /* of cells in the collapsing model */
};
struct table_alike;

struct table {
    struct layout *l;
    struct fo_node *node;
    struct frame frame;
    struct table_column *columns;
    int column_count;
    mpt left, width;
    bool collapse, by_precedence;
    bool chinese;            /* chinese.h */
    bool by_content;         /* columns are as wide as their content */
    mpt separation_bpd, separation_ipd;
    struct border_spec border[4];
    bool omit_header, omit_footer;
    bool open_borders;       /* some collapsed border lets what is below it show through */
    struct table_band header, footer;
    struct table_band *first_header; /* where the table begins: the header, or one without rows of sb:continued */
    mpt begin_room;                  /* the height that this is counted with */
    struct table_markers *markers; /* NULL: neither header nor footer retrieves any */
    struct stack_group group;
    struct row_group *live, *live_tail; /* pushed, not fully emitted */
    int next_index;
    const struct table_edges *page_above, *page_below; /* what a repeated header (footer) has at a break; in ctx->doc; NULL */
    struct table_alike *alike; /* of the row whose edges were found last; NULL: none */
};


/* table_columns.c: columns, their widths, and the table's. available: width that the table may take. */
void table_find_columns(struct table *t, mpt available);
/* table_width.c: fixed widths, and shares of what is left; returns what is missing when the fixed ones are too wide. */
struct column_demand { mpt fixed; double share; };
mpt table_share_width(const struct column_demand *d, int n, mpt width, mpt *out);
/* CSS 2.1 17.5.2.2: between narrowest and widest content; fixed columns (min is max) keep their width. */
struct column_range { mpt min, max; bool fixed; };
void table_auto_width(const struct column_range *c, int n, mpt width, mpt *out);

/* table_auto.c: content widths of all columns; reads the whole table. */
void table_content_widths(struct table *t, mpt *min, mpt *max);

/* table_decimal.c: sb:decimal-align. The columns' places, by the first rows; a cell's, once its edges are known. */
void table_find_decimals(struct table *t, struct fo_node *body);
void table_place_decimal(struct table *t, struct table_cell *c, bool in_header);

/* table_grid.c */
void row_reader_init(struct row_reader *r, struct table *t, struct fo_node *first, enum rows_of rows_of);
/* A row of a header that is left out where its table begins. */
bool table_row_continued(const struct fo_node *n);
struct row_group *row_reader_next(struct row_reader *r); /* NULL: no more rows */
struct table_cell *table_cell_at(const struct table_row *r, int column); /* NULL: none is there */
int table_count_columns(struct table *t); /* by the rows, where no columns are given */

/* table_edge.c: collapsed borders. A row of NULL is the table's edge. page_edge: a page break is at the edge asked for;
 * row_cut: and it goes through the row. */
struct edge_row { const struct row_group *group; int row; bool page_edge, row_cut; };
/* What row `r` has to offer at its before or after edge in a column. */
struct border_spec table_own_edge(const struct table *t, const struct edge_row *r, int column, enum area_border_side side);
/* The border that stands between two rows on the same page. */
struct border_spec table_row_edge(const struct table *t, const struct edge_row *upper, const struct edge_row *lower, int column);
struct border_spec table_column_edge(const struct table *t, const struct row_group *g, int row, int column);
/* What a cell of the group has of the widest border at its start or end edge: half. */
mpt table_column_half(const struct table *t, const struct row_group *g, const struct table_cell *c, bool start);
/* What stands beside a cell's content at its start or end, before its width is known: border, half the separation, and padding, of
 * which a percentage is nothing yet. */
mpt table_side(const struct table *t, const struct row_group *g, const struct table_cell *c, enum area_border_side side);
/* All columns' own edges of a row, in chunk; what stands there in one. */
const struct table_edges *table_own_edges(const struct table *t, const struct edge_row *r, enum area_border_side side);
const struct border_spec *table_edge_at(const struct table_edges *e, int column);
/* Does nothing tell the column from the one before it, in that row? */
bool table_column_alike(const struct table *t, const struct table_row *r, int column);

/* table_grid.c: the borders of what the node is; none when they are not wanted. */
void table_read_borders(struct border_spec border[4], const struct fo_node *n, enum border_owner owner, bool wanted);

/* table_alike.c */
struct table_styles *table_styles(struct layout *l);
void table_cell_borders(struct table *t, struct table_cell *c);
/* The cells' edges and padding, with all that goes with them, are those of the row noted before. False: nothing is known. */
bool table_alike(const struct table *t, struct row_group *g);
void table_alike_note(struct table *t, const struct row_group *g);
/* Have both the same borders, whatever stands around them? */
bool table_rows_alike(const struct table *t, const struct row_group *a, const struct row_group *b);

/* table_rows.c: a label that runs downwards (sb:vertical), set anew for a later part of its cell; NULL: the cell has none, or the
 * room is less than it takes. */
struct stack *table_label_again(struct table *t, struct table_cell *c, mpt room);
/* contents, borders, heights, steps of a group whose neighbours are known. */
void table_layout_group(struct table *t, struct row_group *g);
struct stack_break table_group_break(struct row_edge after, struct row_edge before);
/* table_bands.c. Where they retrieve markers they are measured again when more were read; the footer also below the last row. */
void table_read_bands(struct table *t);
void table_set_bands(struct table *t, struct row_group *first);
void table_measure_bands_again(struct table *t);
void table_measure_footer(struct table *t, struct row_group *last);
struct row_group *table_last_group(struct row_group *g);
const struct table_edges *table_last_edges(struct table *t, struct row_group *g);
const struct table_edges *table_first_edges(struct table *t, struct row_group *g);
/* At a break: says so where the header or footer is not set again because it leaves no room. */
void table_report_once(struct table *t, struct table_band *b);
/* The groups of a header or footer for one more page. They are set anew, because each page has areas of its own
 * and what they were made of is gone with its page. room: the height that the page was broken for. */
struct row_group *table_band_again(struct table *t, struct table_band *b, const struct table_edges *above, mpt room);

/* table_emit.c */
extern const struct stack_group_ops table_group_ops;

#endif
