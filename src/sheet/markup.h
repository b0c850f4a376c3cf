/* markup.h - rich text in a cell, and back.
 * Notation:  one paragraph a line. A line that begins with `* ` or `# ` is an item of a list or of a numbered list, with two
 *            spaces before it for each level. Within a line _{x} is a subscript, ^{x} a superscript, *{x} emphasis and **{x}
 *            strong emphasis; they may be nested. \ before one of \ _ ^ * # takes its meaning away.
 * Errors:    markup_read() takes everything: what is no notation is text. markup_write() says what it had to leave out. */
#ifndef SHEET_MARKUP_H
#define SHEET_MARKUP_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/buf.h"

/* Text of a cell as the content of a richText element: XML with its lines indented by `indent` spaces. */
void markup_read(struct buf *xml, const char *text, int indent);
/* The same for an element of one line (inline): no paragraphs, line ends are spaces. */
void markup_read_inline(struct buf *xml, const char *text);
/* An element's content as text of a cell. False: pictures or tables were left out. */
bool markup_write(struct buf *text, const xmlNode *element, bool rich);

#endif
