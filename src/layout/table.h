/* table.h - tables: columns, borders, rows, and their steps.
 * Purpose:   stacks an fo:table: column widths (fixed, proportional, percentage, auto by content), the grid with spans in
 *            both directions, separate and collapsed borders with conflict resolution (XSL 1.1 6.7.10 / CSS 2.1 17.6.2.1),
 *            rows that split or stay together, headers and footers that repeat.
 * Ownership: the table and its columns in ctx->doc; rows and cells in ctx->chunk. Rows are read one row group (rows tied
 *            by row spans) at a time and released behind the page.
 * Units:     mpt.
 * Errors:    TABLE_* diagnostics: overlapping or overhanging cells, columns that don't fit, content wider than a cell.
 */
#ifndef LAYOUT_TABLE_H
#define LAYOUT_TABLE_H

#include "layout/stack.h"

void table_layout(struct layout *l, struct stack *s, struct fo_node *table, const struct frame *f);

#endif
