#include "sheet/value.h"

#include <stdint.h>
#include <string.h>

#include "xslt/date.h"

#define DIGITS 15           /* what a spreadsheet keeps of a number */
#define PLAIN_ZEROS 20      /* zeros written out before or behind the digits; beyond, it stays in scientific notation */
#define DAY_SECONDS 86400
#define EPOCH_1900 (-25568) /* 1900-01-01 in days from 1970-01-01, less one: it is serial 1 [d] */
#define EPOCH_1904 (-24107) /* 1904-01-01, serial 0 [d] */

/* --- number formats --- */

static enum value_kind kind_of_code(const char *s, const char *end)
{
    for (; s < end; s++) {
        if (*s == '"') {
            while (++s < end && *s != '"')
                ;
        } else if (*s == '[') {
            const char *inside = s + 1;
            while (++s < end && *s != ']')
                ;
            if (inside < end && strchr("hHmMsS", *inside) && (size_t)(s - inside) == strspn(inside, "hHmMsS"))
                return VALUE_DATE; /* [h]: hours that go on counting */
        } else if (*s == '\\' || *s == '_' || *s == '*') {
            s++;
        } else if (*s == '%') {
            return VALUE_PERCENT;
        } else if (strchr("yYmMdDhHsS", *s)) {
            return VALUE_DATE;
        }
    }
    return VALUE_GENERAL;
}

enum value_kind value_of_format(const char *code, size_t n)
{
    static const struct {
        const char *name;
        enum value_kind kind;
    } names[] = {
        {"General", VALUE_GENERAL}, {"General Number", VALUE_GENERAL}, {"Fixed", VALUE_GENERAL}, {"Standard", VALUE_GENERAL},
        {"Scientific", VALUE_GENERAL}, {"Currency", VALUE_GENERAL}, {"Euro Currency", VALUE_GENERAL}, {"Yes/No", VALUE_GENERAL},
        {"True/False", VALUE_GENERAL}, {"On/Off", VALUE_GENERAL}, {"@", VALUE_GENERAL}, {"Percent", VALUE_PERCENT},
        {"General Date", VALUE_DATE}, {"Long Date", VALUE_DATE}, {"Medium Date", VALUE_DATE}, {"Short Date", VALUE_DATE},
        {"Long Time", VALUE_DATE}, {"Medium Time", VALUE_DATE}, {"Short Time", VALUE_DATE},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i].name) == n && memcmp(names[i].name, code, n) == 0)
            return names[i].kind;
    const char *section = memchr(code, ';', n); /* the first section is for positive numbers */
    return kind_of_code(code, section ? section : code + n);
}

enum value_kind value_of_builtin(unsigned id)
{
    if (id == 9 || id == 10)
        return VALUE_PERCENT;
    bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
    return date ? VALUE_DATE : VALUE_GENERAL;
}

/* --- numbers --- */

/* 0.d1 d2 d3 ... x 10^point */
struct decimal {
    bool negative;
    char digits[DIGITS + 1]; /* values 0 to 9, one more for rounding */
    int n;
    long point;
    bool lost; /* digits but 0 stood behind those kept */
};

static const char *read_exponent(const char *s, const char *end, long *exponent)
{
    bool negative = s < end && *s == '-';
    if (s < end && (*s == '-' || *s == '+'))
        s++;
    if (s == end)
        return NULL;
    long e = 0;
    for (; s < end && *s >= '0' && *s <= '9'; s++)
        e = e < 100000 ? 10 * e + (*s - '0') : e;
    *exponent += negative ? -e : e;
    return s;
}

/* What a digit adds: the first ones are kept, of the next one only how it rounds. */
static void add_digit(struct decimal *d, int digit, bool whole)
{
    if (d->n == 0 && digit == 0) {
        d->point -= whole ? 0 : 1;
        return;
    }
    d->point += whole ? 1 : 0;
    if (d->n <= DIGITS)
        d->digits[d->n++] = (char)digit;
    else
        d->lost |= digit != 0;
}

static bool read_decimal(const char *s, const char *end, struct decimal *d)
{
    *d = (struct decimal){.negative = s < end && *s == '-'};
    if (s < end && (*s == '-' || *s == '+'))
        s++;
    bool any = false, whole = true;
    for (; s < end && (*s == '.' || (*s >= '0' && *s <= '9')); s++) {
        if (*s == '.') {
            if (!whole)
                return false;
            whole = false;
            continue;
        }
        any = true;
        add_digit(d, *s - '0', whole);
    }
    if (any && s < end && (*s == 'e' || *s == 'E'))
        s = read_exponent(s + 1, end, &d->point);
    return any && s == end;
}

static void round_decimal(struct decimal *d)
{
    bool up = d->n > DIGITS && d->digits[DIGITS] >= 5;
    if (d->n > DIGITS)
        d->lost |= d->digits[DIGITS] != 0;
    d->n = d->n > DIGITS ? DIGITS : d->n;
    for (int i = d->n - 1; up && i >= 0; i--) {
        up = d->digits[i] == 9;
        d->digits[i] = (char)(up ? 0 : d->digits[i] + 1);
    }
    if (up) { /* 999... became 1000... */
        d->digits[0] = 1;
        d->n = 1;
        d->point++;
    }
    while (d->n && d->digits[d->n - 1] == 0)
        d->n--;
}

/* A buffer of this many bytes holds any decimal in plain notation. */
#define PLAIN (DIGITS + PLAIN_ZEROS + 16)

static char digit_at(const struct decimal *d, long i)
{
    return (char)('0' + (i >= 0 && i < d->n ? d->digits[i] : 0));
}

static void write_plain(const struct decimal *d, char *out)
{
    char *p = out;
    if (d->negative)
        *p++ = '-';
    if (d->point <= 0)
        *p++ = '0';
    for (long i = 0; i < d->point; i++)
        *p++ = digit_at(d, i);
    if (d->n > d->point)
        *p++ = '.';
    for (long i = d->point; i < d->n; i++)
        *p++ = digit_at(d, i);
    *p = '\0';
}

static const char *write_scientific(struct arena *a, const struct decimal *d)
{
    char digits[DIGITS + 2];
    int n = 0;
    for (int i = 0; i < d->n; i++) {
        if (i == 1)
            digits[n++] = '.';
        digits[n++] = (char)('0' + d->digits[i]);
    }
    return arena_printf(a, "%s%.*sE%+ld", d->negative ? "-" : "", n, digits, d->point - 1);
}

bool value_number(struct arena *a, const char *s, size_t n, const char **text, bool *imprecise)
{
    struct decimal d;
    if (!read_decimal(s, s + n, &d))
        return false;
    round_decimal(&d);
    /* A spreadsheet that held 18 digits wrote 15 and zeros: what is that long and whole is suspect either way. */
    *imprecise = d.n > 0 && d.point > DIGITS;
    if (d.n == 0) {
        *text = "0";
    } else if (d.point > DIGITS + PLAIN_ZEROS || d.point < -PLAIN_ZEROS) {
        *text = write_scientific(a, &d);
    } else {
        char plain[PLAIN];
        write_plain(&d, plain);
        *text = arena_strdup(a, plain);
    }
    return true;
}

/* --- dates --- */

/* Days from 1970-01-01 and seconds as ISO text; only the time where there is no day. */
static bool write_date(struct arena *a, int64_t days, long seconds, const char **text)
{
    char iso[26];
    /* date_of_instant() speaks of Beijing, eight hours before Greenwich. */
    if (!date_of_instant(days * DAY_SECONDS + seconds - 8 * 3600, iso))
        return false;
    *text = arena_strndup(a, iso, seconds ? 19 : 10);
    return true;
}

/* The part of a day behind the point, in whole seconds. */
static long seconds_of(const struct decimal *d)
{
    int64_t parts = 0, scale = 1;
    for (long i = d->point; scale < 1000000000; i++, scale *= 10)
        parts = 10 * parts + (digit_at(d, i) - '0');
    return (long)((parts * DAY_SECONDS + scale / 2) / scale);
}

bool value_serial(struct arena *a, const char *s, size_t n, bool epoch1904, const char **text)
{
    struct decimal d;
    if (!read_decimal(s, s + n, &d) || d.negative || d.point > 7)
        return false;
    round_decimal(&d);
    int64_t days = 0;
    for (long i = 0; i < d.point; i++)
        days = 10 * days + (digit_at(&d, i) - '0');
    long seconds = seconds_of(&d);
    days += seconds / DAY_SECONDS;
    seconds %= DAY_SECONDS;
    if (days == 0 && !epoch1904) {
        *text = arena_printf(a, "%02ld:%02ld:%02ld", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
        return true;
    }
    if (epoch1904)
        return write_date(a, EPOCH_1904 + days, seconds, text);
    /* Serial 60 is a leap day that 1900 had not, kept from Lotus 1-2-3. */
    return days != 60 && write_date(a, EPOCH_1900 + days - (days > 60), seconds, text);
}

bool value_iso(struct arena *a, const char *s, size_t n, const char **text)
{
    const char *point = memchr(s, '.', n);
    char *iso = arena_strndup(a, s, point ? (size_t)(point - s) : n);
    struct date d;
    if (!date_parse(iso, &d))
        return false;
    char *t = strchr(iso, 'T');
    if (t && strncmp(t, "T00:00:00", 9) == 0)
        *t = '\0';
    *text = iso;
    return true;
}

bool value_time(struct arena *a, const char *s, size_t n, const char **text)
{
    long part[3] = {0}, value = 0;
    static const char units[] = "HMS";
    if (n < 3 || s[0] != 'P' || s[1] != 'T')
        return false;
    bool fraction = false;
    for (size_t i = 2; i < n; i++) {
        const char *unit = strchr(units, s[i]);
        if (s[i] >= '0' && s[i] <= '9') {
            if (!fraction && value < 100000)
                value = 10 * value + (s[i] - '0');
        } else if (s[i] == '.' || s[i] == ',') {
            fraction = true;
        } else if (unit && s[i]) {
            part[unit - units] = value;
            value = 0;
        } else {
            return false;
        }
    }
    *text = arena_printf(a, "%02ld:%02ld:%02ld", part[0], part[1], part[2]);
    return true;
}
