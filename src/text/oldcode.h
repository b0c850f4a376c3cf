/* oldcode.h - characters that have another, standard code.
 * Purpose:   private-use codes that GBK and GB 18030-2000 gave to characters Unicode has since taken up, compatibility
 *            ideographs and radicals: what they should be written with.
 * Sources:   ICU's tables of GBK and GB 18030-2005, whose differences are the answer; the last 24 codes are those of GB
 *            18030-2005 and 2022. Unicode's canonical and compatibility mappings.
 *            The Unicode Standard, 23.5, for the private use areas.
 * Errors:    none. */
#ifndef TEXT_OLDCODE_H
#define TEXT_OLDCODE_H

#include <stdbool.h>
#include <stdint.h>

/* The standard character, or 0 when cp is one itself or has none. */
uint32_t oldcode_standard(uint32_t cp);

/* A code of the private use areas: what it means is up to the font (Unicode 23.5). */
bool oldcode_private(uint32_t cp);

#endif
