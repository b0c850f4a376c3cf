/* emit.h - an FO tree as text: stable and indented, for people and for tests.
 * Purpose:   line breaks are set only where FO has no text (between page masters, blocks, rows ...), so that reading the
 *            output again gives the same pages. Namespaces are declared once. */
#ifndef CLI_EMIT_H
#define CLI_EMIT_H

#include <libxml/tree.h>

#include "base/buf.h"

void cli_emit_fo(struct buf *out, xmlDocPtr doc);

#endif
