/* value.h - what a cell's stored value means: numbers, serial dates, number formats.
 * Ownership: texts are made in the arena given.
 * Units:     a serial date counts days from the book's epoch, with the part of the day behind the point.
 * Errors:    false for what is not a number or a date; nothing is reported here. */
#ifndef SHEET_VALUE_H
#define SHEET_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "sheet/sheet.h"

enum value_kind { VALUE_GENERAL, VALUE_PERCENT, VALUE_DATE };

/* A number format: of ECMA-376 part 1, 18.8.31 (also SpreadsheetML 2003), or one of 2003's names ("Short Date"). */
enum value_kind value_of_format(const char *code, size_t n);
/* A built-in format by its number (ECMA-376 part 1, 18.8.30, with the East Asian ones). */
enum value_kind value_of_builtin(unsigned id);

/* Decimal text in plain notation, rounded to 15 significant digits. *imprecise: it had more whole digits than that. */
bool value_number(struct arena *a, const char *s, size_t n, const char **text, bool *imprecise);
/* ISO text of a serial date. The 29th of February 1900, which never was, is not a date. */
bool value_serial(struct arena *a, const char *s, size_t n, bool epoch1904, const char **text);
/* "2025-03-31T00:00:00.000" to "2025-03-31": midnight and parts of a second go. False: not an ISO date. */
bool value_iso(struct arena *a, const char *s, size_t n, const char **text);
/* "PT17H30M00S" to "17:30:00" (XML Schema duration, as OpenDocument writes a time of day). */
bool value_time(struct arena *a, const char *s, size_t n, const char **text);

#endif
