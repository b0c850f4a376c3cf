/* date.h - dates as people and programs write them (ISO 8601): 2025-03-31, 2025-03-31T17:00:00, with Z or +08:00 behind. */
#ifndef CLI_DATE_H
#define CLI_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* Seconds since 1970; a time without a zone is Beijing's. False when it is no date of the calendar. */
bool cli_date_parse(const char *s, int64_t *seconds);

#endif
