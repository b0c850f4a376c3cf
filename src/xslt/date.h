/* date.h - ISO 8601 dates and date-times for rules, without the clock and without the locale.
 * Units:  days count from 1970-01-01; a date-time without a zone is Beijing time (+08:00).
 * Errors: false for what is not a date of the proleptic Gregorian calendar, years 1 to 9999. */
#ifndef XSLT_DATE_H
#define XSLT_DATE_H

#include <stdbool.h>
#include <stdint.h>

struct date {
    int year, month, day;
    bool timed;      /* a date-time */
    int64_t instant; /* [s] since 1970-01-01T00:00Z; of a date, its beginning in Beijing */
};

/* "2025-03-01", "2025-03-01T17:30", "2025-03-01T17:30:00.5+08:00"; nothing before or behind. */
bool date_parse(const char *s, struct date *out);
/* -1, 0, 1. When one of them has no time of day, the days in Beijing are compared. */
int date_compare(const struct date *a, const struct date *b);
/* Full months from a to b, negative when b is earlier: 2025-01-31 to 2025-02-28 is 0, to 2025-03-31 is 2. */
int date_months(const struct date *a, const struct date *b);
/* "2025-02-28"; the day is held within the month. False when the result leaves the years 1 to 9999. */
bool date_add(const struct date *d, int months, int days, char out[11]);
/* "2025-03-01T17:30:00+08:00": a moment, in seconds since 1970-01-01T00:00Z, in Beijing. Years 1 to 9999, else false. */
bool date_of_instant(int64_t instant, char out[26]);

#endif
