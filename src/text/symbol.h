/* symbol.h - where signs stand in faces that are encoded like PDF's standard font Symbol.
 * Purpose:   such faces have Greek letters and signs at the codes of Latin letters: "a" draws an alpha. XSL-FO documents name
 *            the font and write the signs' own characters.
 * Sources:   PDF 1.7 (ISO 32000-1), annex D.5; Adobe's Symbol to Unicode mapping.
 * Errors:    none. */
#ifndef TEXT_SYMBOL_H
#define TEXT_SYMBOL_H

#include <stdint.h>

/* The code at which the sign stands, or 0. */
uint8_t symbol_code(uint32_t cp);

#endif
