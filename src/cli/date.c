#include "cli/date.h"

#include <string.h>

#define BEIJING (8 * 3600)

/* Reads by a shape: d is a digit, anything else itself. Each run of digits goes to the next of values. */
static bool read_shape(const char **s, const char *shape, int *values)
{
    int *v = values - 1;
    for (bool in_number = false; *shape; shape++, (*s)++) {
        bool digit = *shape == 'd';
        if (digit ? **s < '0' || **s > '9' : **s != *shape)
            return false;
        if (digit && !in_number)
            *++v = 0;
        if (digit)
            *v = *v * 10 + (**s - '0');
        in_number = digit;
    }
    return true;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return days[month - 1] + (month == 2 && is_leap(year));
}

static int64_t days_since_1970(int year, int month, int day)
{
    int64_t before = year - 1, days = before * 365 + before / 4 - before / 100 + before / 400 - 719162;
    for (int m = 1; m < month; m++)
        days += days_in(year, m);
    return days + day - 1;
}

static bool read_zone(const char **s, int *offset)
{
    int v[2];
    char sign = **s;
    if (sign == 'Z') {
        ++*s;
        *offset = 0;
        return true;
    }
    if (!sign)
        return true;
    ++*s;
    if ((sign != '+' && sign != '-') || !read_shape(s, "dd:dd", v) || v[0] > 14 || v[1] > 59)
        return false;
    *offset = (sign == '-' ? -1 : 1) * (v[0] * 3600 + v[1] * 60);
    return true;
}

bool cli_date_parse(const char *s, int64_t *seconds)
{
    int d[3], t[3] = {0}, offset = BEIJING;
    if (!read_shape(&s, "dddd-dd-dd", d) || d[0] < 1 || d[1] < 1 || d[1] > 12 || d[2] < 1 || d[2] > days_in(d[0], d[1]))
        return false;
    if (*s && (!read_shape(&s, "Tdd:dd:dd", t) || t[0] > 23 || t[1] > 59 || t[2] > 59 || !read_zone(&s, &offset)))
        return false;
    *seconds = days_since_1970(d[0], d[1], d[2]) * 86400 + t[0] * 3600 + t[1] * 60 + t[2] - offset;
    return !*s;
}
