/* workbook_note.h - the note at a heading of a workbook: how the cells are written, what codes stand for, and what the notice says.
 * Ownership: texts are made in the arena.
 * Units:     heights as libxlsxwriter scales a note: 1 is its usual size. */
#ifndef SHEET_WORKBOOK_NOTE_H
#define SHEET_WORKBOOK_NOTE_H

#include "sheet/workbook.h"

/* "" when there is nothing to say. */
const char *workbook_note_text(struct arena *a, const struct workbook_input *in, const struct field *f);
/* So high that nothing of the text is hidden. */
double workbook_note_height(const char *text);

#endif
