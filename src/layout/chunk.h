/* chunk.h - memory of content, given back behind the pages it fell on.
 * Purpose:   content of the flow is laid out into one arena after the other. When the page breaker has passed all that was
 *            laid out into one of them, it and the formatting objects registered with it are freed. What is laid out at
 *            one boundary may still need what was laid out just before it (a row group is read one ahead, and shares a
 *            border), so an arena lives until the one after it is passed too.
 *            What is made for a page while it is made has arenas of its own, which no object holds that goes on.
 * Ownership: l->chunk is the arena under way; the list belongs to the layout pass.
 * Units:     positions are boxes pushed onto the flow so far.
 * Errors:    none. */
#ifndef LAYOUT_CHUNK_H
#define LAYOUT_CHUNK_H

#include "layout/stack.h"

struct chunks;

void chunk_begin(struct layout *l);  /* sets l->chunks and l->chunk */
void chunk_end(struct layout *l);    /* frees all */
/* A finished object of the flow or of a table body: given back with the content under way. */
void chunk_release(struct layout *l, struct fo_node *n);
/* Block-level children of one object that stands in the flow, as they are laid out. The first stays: it tells that the others are not;
 * and the last: content may begin again behind it. */
struct chunk_children { struct fo_node *first, *last; };
void chunk_child(struct layout *l, const struct stack *s, struct chunk_children *c, struct fo_node *n);
/* Content is laid out again from here on: what was registered of it, and of what it stands in, is not finished after all. */
void chunk_again(struct layout *l, const struct fo_node *n);
/* Between two children of the flow or of what stands in the flow itself, two row groups of a table there, two lines: a new arena may begin.
 * Does nothing for other stacks. */
void chunk_boundary(struct layout *l, const struct stack *s);
/* Everything before this many boxes of the flow is drawn, or given to be drawn (drawing.h). open: the innermost block that goes on;
 * the arenas in which it and those around it live stay. */
void chunk_passed(struct layout *l, size_t boxes, const struct stack_block *open);
/* Between these l->chunk is an arena for what is made for pages: their static content, the boxes around the lines on them. What stands
 * in it serves the page under way only; what the flow still needs is no part of it, so it goes whatever holds the flow's content.
 * Returned is what l->chunk was. */
struct arena *chunk_pages_begin(struct layout *l);
void chunk_pages_end(struct layout *l, struct arena *content);
/* No page is under way, and none waits: what was made for pages goes, once those that were given to be drawn are drawn. */
void chunk_pages_done(struct layout *l);
/* Working memory for one run of content; given back, it serves the next one. */
struct arena *chunk_scratch(struct layout *l);
void chunk_scratch_done(struct layout *l, struct arena *scratch);
/* Number of the arena under way. */
unsigned chunk_number(const struct layout *l);

#endif
