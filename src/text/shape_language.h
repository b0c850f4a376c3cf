/* shape_language.h - languages as HarfBuzz is told of them.
 * Purpose:   HarfBuzz keeps a plan for each language with each face, for the life of the process, and walks the list of them. A document
 *            may name thousands, of which a face tells few apart: of those that it does not, the first one met stands for all.
 * Ownership: faces outlive it; names are borrowed for the call; what it returns is HarfBuzz's.
 * Errors:    none. */
#ifndef TEXT_SHAPE_LANGUAGE_H
#define TEXT_SHAPE_LANGUAGE_H

#include "text/font.h"

struct shape_languages;

struct shape_languages *shape_languages_new(void);
void shape_languages_free(struct shape_languages *l);
hb_language_t shape_language(struct shape_languages *l, const struct font_face *face, const char *name);

#endif
