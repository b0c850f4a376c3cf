#include "xslt/date.h"

#include <stdio.h>
#include <string.h>

#define BEIJING (8 * 3600)

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[m - 1] + (m == 2 && leap(y));
}

/* Days since 1970-01-01: years are counted from March, so that the leap day is the last of its year. */
static int64_t days_of(int y, int m, int d)
{
    int64_t yy = m > 2 ? y : y - 1, mm = m > 2 ? m - 3 : m + 9;
    return yy * 365 + yy / 4 - yy / 100 + yy / 400 + (153 * mm + 2) / 5 + d - 1 - 719468;
}

static void civil_of(int64_t days, int *y, int *m, int *d)
{
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *d = (int)(doy - (153 * mp + 2) / 5 + 1);
    *m = (int)(mp < 10 ? mp + 3 : mp - 9);
    *y = (int)(yoe + era * 400 + (*m <= 2));
}

static bool digits(const char **s, int n, int *out)
{
    *out = 0;
    for (int i = 0; i < n; i++, ++*s) {
        if (**s < '0' || **s > '9')
            return false;
        *out = *out * 10 + (**s - '0');
    }
    return true;
}

static bool mark(const char **s, char c)
{
    return **s == c ? (++*s, true) : false;
}

static bool parse_zone(const char **s, int *offset)
{
    int h, m, sign = **s == '-' ? -1 : 1;
    *offset = BEIJING;
    if (!**s)
        return true;
    if (mark(s, 'Z'))
        return *offset = 0, true;
    if (!mark(s, '+') && !mark(s, '-'))
        return false;
    if (!digits(s, 2, &h) || !mark(s, ':') || !digits(s, 2, &m) || h > 14 || m > 59)
        return false;
    *offset = sign * (h * 3600 + m * 60);
    return true;
}

static bool parse_time(const char **s, int *seconds, int *offset)
{
    int h, m, sec = 0;
    if (!digits(s, 2, &h) || !mark(s, ':') || !digits(s, 2, &m))
        return false;
    if (mark(s, ':')) {
        if (!digits(s, 2, &sec))
            return false;
        if (mark(s, '.')) {
            if (**s < '0' || **s > '9')
                return false;
            while (**s >= '0' && **s <= '9')
                ++*s;
        }
    }
    *seconds = h * 3600 + m * 60 + sec;
    return h <= 24 && m <= 59 && sec <= 59 && *seconds <= 86400 && parse_zone(s, offset);
}

bool date_parse(const char *s, struct date *out)
{
    int seconds = 0, offset = BEIJING;
    *out = (struct date){0};
    if (!digits(&s, 4, &out->year) || !mark(&s, '-') || !digits(&s, 2, &out->month) || !mark(&s, '-') ||
        !digits(&s, 2, &out->day))
        return false;
    if (out->year < 1 || out->month < 1 || out->month > 12 || out->day < 1 ||
        out->day > month_days(out->year, out->month))
        return false;
    if (mark(&s, 'T')) {
        out->timed = true;
        if (!parse_time(&s, &seconds, &offset))
            return false;
    }
    out->instant = days_of(out->year, out->month, out->day) * 86400 + seconds - offset;
    return *s == 0;
}

static int64_t beijing_day(const struct date *d)
{
    int64_t local = d->instant + BEIJING;
    return (local >= 0 ? local : local - 86399) / 86400;
}

int date_compare(const struct date *a, const struct date *b)
{
    bool both = a->timed && b->timed;
    int64_t x = both ? a->instant : beijing_day(a), y = both ? b->instant : beijing_day(b);
    return (x > y) - (x < y);
}

int date_months(const struct date *a, const struct date *b)
{
    if (a->year > b->year || (a->year == b->year && (a->month > b->month || (a->month == b->month && a->day > b->day))))
        return -date_months(b, a);
    return (b->year - a->year) * 12 + b->month - a->month - (b->day < a->day);
}

bool date_add(const struct date *d, int months, int days, char out[11])
{
    int64_t month = (int64_t)d->year * 12 + d->month - 1 + months;
    out[0] = 0;
    if (month < 12 || month >= 120000 || days > 4000000 || days < -4000000)
        return false;
    int y = (int)(month / 12), m = (int)(month % 12) + 1, day = d->day;
    if (day > month_days(y, m))
        day = month_days(y, m);
    civil_of(days_of(y, m, day) + days, &y, &m, &day);
    if (y < 1 || y > 9999)
        return false;
    snprintf(out, 11, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)day % 100);
    return true;
}

bool date_of_instant(int64_t instant, char out[26])
{
    int y, m, d;
    out[0] = 0;
    if (instant < -62135596800 || instant > 253402214399)
        return false;
    int64_t local = instant + BEIJING, day = (local >= 0 ? local : local - 86399) / 86400, rest = local - day * 86400;
    civil_of(day, &y, &m, &d);
    snprintf(out, 26, "%04u-%02u-%02uT%02u:%02u:%02u+08:00", (unsigned)y % 10000, (unsigned)m % 100, (unsigned)d % 100,
             (unsigned)(rest / 3600) % 100, (unsigned)(rest / 60 % 60), (unsigned)(rest % 60));
    return true;
}
