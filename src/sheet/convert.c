#include "sheet/convert.h"

#include <stdlib.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "sheet/headings.h"
#include "sheet/value.h"
#include "xslt/date.h"

/* --- text --- */

static bool has_no_width(uint32_t cp)
{
    return (cp >= 0x200B && cp <= 0x200F) || cp == 0x2060 || cp == 0xFEFF || cp == 0xAD;
}

static bool is_blank(uint32_t cp)
{
    return cp == ' ' || cp == '\t' || cp == 0xA0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F;
}

/* Ends a run of bytes that clean() leaves as they are: a line's end, ASCII's blanks, and what any other of these begins with. */
#define NOT_ORDINARY "\n \t\xC2\xE2\xE3\xEF"

static const char *without_ends(char *s, char *end)
{
    while (end > s && (end[-1] == ' ' || end[-1] == '\n'))
        end--;
    while (end > s && *s == '\n') /* blanks at the start of a first line say how deep its list lies */
        s++;
    *end = '\0';
    return s;
}

/* long_text: blanks within a line stay what they are, a no-break space before a unit among them. Of each cell that is read, so in runs
 * where nothing can happen. */
static const char *clean(struct arena *a, const struct sheet_cell *cell, bool long_text)
{
    bool line_start = true;
    const char *s = cell->text, *end = s + strlen(s);
    char *out = arena_alloc(a, (size_t)(end - s) + 1), *to = out;
    if (cell->type == SHEET_TEXT && s[0] == '\'' && s[1] >= '0' && s[1] <= '9')
        s++;
    for (;;) {
        size_t run = strcspn(s, NOT_ORDINARY);
        memcpy(to, s, run);
        to += run;
        s += run;
        if (s == end)
            break;
        const char *from = s;
        uint32_t cp = utf8_next(&s, end);
        line_start = line_start && !run;
        if (is_blank(cp) && !(long_text && !line_start)) {
            *to++ = ' ';
        } else if (!has_no_width(cp)) {
            memcpy(to, from, (size_t)(s - from));
            to += s - from;
        }
        line_start = cp == '\n' || (line_start && is_blank(cp));
    }
    return without_ends(out, to);
}

const char *convert_text(struct arena *a, const struct sheet_cell *cell)
{
    return clean(a, cell, false);
}

/* One line: white space of any kind is one space. */
static const char *one_line(struct arena *a, const char *text)
{
    char *out = arena_strdup(a, text), *to = out;
    for (const char *s = text; *s; s++) {
        bool blank = *s == '\n' || *s == ' ';
        if (!blank || (to > out && to[-1] != ' '))
            *to++ = blank ? ' ' : *s;
    }
    while (to > out && to[-1] == ' ')
        to--;
    *to = '\0';
    return out;
}

/* Full-width letters, digits and marks as their ASCII twins, no spaces. */
static char *narrow(struct arena *a, const char *text)
{
    char *out = arena_strdup(a, text), *to = out;
    for (const char *s = text, *end = s + strlen(s); s < end;) {
        uint32_t cp = utf8_next(&s, end);
        if (!is_blank(cp))
            to += utf8_put(to, cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 : cp);
    }
    *to = '\0';
    return out;
}

/* A line that is a code or a number in full-width digits: these are nobody's choice of type. */
static const char *line(struct arena *a, const char *text)
{
    bool digit = false;
    for (const char *s = text, *end = s + strlen(s); s < end;) {
        uint32_t cp = utf8_next(&s, end);
        if (cp >= 0x80 && !is_blank(cp) && (cp < 0xFF01 || cp > 0xFF5E))
            return one_line(a, text);
        digit |= cp >= 0xFF10 && cp <= 0xFF19;
    }
    return digit ? narrow(a, text) : one_line(a, text);
}

const char *const *convert_separators(const struct field *f, const char *text)
{
    static const char *const lines[] = {"\n", NULL}, *const semicolons[] = {"；", ";", NULL}, *const marks[] = {"、", NULL},
                     *const commas[] = {"、", "，", ",", NULL};
    if (strchr(text, '\n'))
        return lines;
    if (strstr(text, "；") || strchr(text, ';'))
        return semicolons;
    return f->kind == FIELD_CODE || f->kind == FIELD_COUNTRY ? commas : marks;
}

const char *convert_part(struct arena *a, const char *const *separators, const char **rest)
{
    while (**rest) {
        const char *s = *rest, *end = s;
        size_t stop = 0;
        for (; *end && !stop; end += stop ? 0 : 1)
            for (const char *const *k = separators; *k && !stop; k++)
                stop = strncmp(end, *k, strlen(*k)) == 0 ? strlen(*k) : 0;
        *rest = end + stop;
        const char *part = one_line(a, arena_strndup(a, s, (size_t)(end - s)));
        if (*part)
            return part;
    }
    return NULL;
}

/* --- numbers --- */

static bool ends_in(const char *s, size_t *n, const char *with)
{
    size_t m = strlen(with);
    if (*n < m || memcmp(s + *n - m, with, m) != 0)
        return false;
    *n -= m;
    return true;
}

/* Thousands marks between digits go: 1,234,567.00 */
static bool strip_thousands(char *s)
{
    if (!strchr(s, ','))
        return true;
    const char *first = strchr(s, ','), *point = strchr(s, '.');
    size_t whole = point ? (size_t)(point - s) : strlen(s);
    if (first - s > 4)
        return false;
    char *to = s;
    for (size_t i = 0, n = strlen(s); i < n; i++) {
        if (s[i] == ',' && ((whole - i) % 4 != 0 || i > whole))
            return false;
        if (s[i] != ',')
            *to++ = s[i];
    }
    *to = '\0';
    return true;
}

struct number {
    int power;      /* of ten, that the text's own unit asks for */
    bool has_power, percent;
    const char *digits;
};

/* The brackets around a unit go: 120(万元). Those around all of it are accountants' minus. */
static void strip_brackets(char *s, size_t *n)
{
    char *open = *n && s[*n - 1] == ')' ? strchr(s, '(') : NULL;
    if (!open || open == s)
        return;
    *n -= 2;
    memmove(open, open + 1, *n - (size_t)(open - s));
}

/* "１，５００．０万元": its digits and what its unit says. */
static bool read_number(struct arena *a, const char *text, bool money, struct number *out)
{
    char *s = narrow(a, text);
    size_t n = strlen(s);
    *out = (struct number){.percent = ends_in(s, &n, "%")};
    if (money && !out->percent) {
        strip_brackets(s, &n);
        ends_in(s, &n, "人民币");
        size_t before = n;
        bool unit = ends_in(s, &n, "亿元") || ends_in(s, &n, "万元") || ends_in(s, &n, "千元") || ends_in(s, &n, "元") ||
                    ends_in(s, &n, "亿") || ends_in(s, &n, "万");
        out->has_power = unit && strcmp(s + n, "万") != 0;
        out->power = out->has_power ? headings_money(arena_strndup(a, s + n, before - n)) : 0;
        out->has_power |= unit;
    }
    s[n] = '\0';
    if (strncmp(s, "¥", strlen("¥")) == 0)
        s += strlen("¥");
    else if (strncmp(s, "￥", strlen("￥")) == 0)
        s += strlen("￥");
    if (!strip_thousands(s))
        return false;
    out->digits = s;
    return *s != '\0';
}

/* At least two decimals, as money is written (GE-02). */
static const char *two_decimals(struct arena *a, const char *number)
{
    const char *point = strchr(number, '.');
    size_t decimals = point ? strlen(point + 1) : 0;
    return decimals >= 2 ? number : arena_printf(a, "%s%s%s", number, point ? "" : ".", decimals ? "0" : "00");
}

static bool is_plain(const char *s)
{
    s += *s == '-';
    size_t whole = strspn(s, "0123456789"), decimals = s[whole] == '.' ? strspn(s + whole + 1, "0123456789") : 0;
    return whole && !s[whole + (s[whole] == '.' ? decimals + 1 : 0)] && (s[whole] != '.' || decimals);
}

/* 0.15 that the sheet shows as 15%. */
static const char *as_shown(struct arena *a, const struct sheet_cell *cell, const char *text)
{
    const char *hundredfold = arena_printf(a, "%se2", text), *value;
    bool lost;
    if (!cell->percent || cell->type != SHEET_NUMBER || !value_number(a, hundredfold, strlen(hundredfold), &value, &lost))
        return text;
    return arena_printf(a, "%s%%", value);
}

static const char *number(const struct converter *c, const struct field *f, const struct sheet_cell *cell, int money,
                          const struct loc *at)
{
    struct number n;
    const char *text = convert_text(c->arena, cell), *value;
    bool lost;
    bool ok = read_number(c->arena, text, f->kind == FIELD_MONEY, &n);
    int power = n.has_power ? n.power : f->kind == FIELD_MONEY ? money : 0;
    /* 0.15 shown as 15 % is 15 where the field counts percent; money is never a share */
    power += cell->percent && cell->type == SHEET_NUMBER ? 2 : 0;
    if (ok && !power && !n.percent && f->kind == FIELD_NUMBER && cell->type == SHEET_TEXT && is_plain(n.digits))
        return n.digits; /* 7.50 stays 7.50 */
    ok = ok && !((n.percent || cell->percent) && f->kind == FIELD_MONEY);
    ok = ok && value_number(c->arena, n.digits, strlen(n.digits), &value, &lost) && !strchr(value, 'E');
    if (ok && power) {
        const char *scaled = arena_printf(c->arena, "%se%d", value, power);
        ok = value_number(c->arena, scaled, strlen(scaled), &value, &lost);
    }
    if (ok)
        return f->kind == FIELD_MONEY ? two_decimals(c->arena, value) : value;
    if (f->kind == FIELD_MONEY)
        diag(c->diag, SHEET_VALUE_MONEY, at, as_shown(c->arena, cell, text));
    else
        diag(c->diag, SHEET_VALUE_NUMBER, at, as_shown(c->arena, cell, text));
    return NULL;
}

/* --- dates --- */

/* Up to four Chinese or ASCII digits as they are read: 二〇二五, 十一, 三十一, 25. */
static const char *date_part(const char *s, int *value)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "零"};
    int tens = -1, n = 0;
    *value = 0;
    for (;; n++) {
        if (*s >= '0' && *s <= '9') {
            *value = 10 * *value + (*s++ - '0');
            continue;
        }
        if (strncmp(s, "十", strlen("十")) == 0 && tens < 0) {
            tens = n ? *value : 1;
            *value = 0;
            s += strlen("十");
            continue;
        }
        size_t d = 0;
        while (d < 11 && strncmp(s, digits[d], strlen(digits[d])) != 0)
            d++;
        if (d == 11 || n > 8)
            break;
        *value = 10 * *value + (int)(d % 10 == 0 ? 0 : d);
        s += strlen(digits[d]);
    }
    if (tens >= 0)
        *value += 10 * tens;
    return n ? s : NULL;
}

static const char *skip_one(const char *s, const char *const *marks)
{
    for (; *marks; marks++)
        if (strncmp(s, *marks, strlen(*marks)) == 0)
            return s + strlen(*marks);
    return NULL;
}

/* Where the hour begins: the digits before the first : or 时 or 点; the end when there is none. */
static size_t time_starts(const char *text)
{
    static const char *const marks[] = {":", "：", "时", "点"};
    const char *at = NULL;
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !at; i++)
        at = strstr(text, marks[i]);
    if (!at)
        return strlen(text);
    while (at > text && at[-1] >= '0' && at[-1] <= '9')
        at--;
    return (size_t)(at - text);
}

/* 2025-3-31, 2025/3/31, 2025.3.31, 2025年3月31日, 二〇二五年三月三十一日, 20250331; a time of day behind it. */
static bool read_date(struct arena *a, const char *text, const char **iso, const char **time)
{
    static const char *const marks[] = {"年", "月", "-", "/", ".", NULL}, *const day_marks[] = {"日", "号", NULL};
    size_t hour = time_starts(text);
    const char *s = narrow(a, arena_strndup(a, text, hour));
    int year, month, day;
    *time = narrow(a, text + hour);
    if (strspn(s, "0123456789") == 8) {
        *iso = arena_printf(a, "%.4s-%.2s-%.2s", s, s + 4, s + 6);
        return s[8] == '\0';
    }
    if (!(s = date_part(s, &year)) || !(s = skip_one(s, marks)) || !(s = date_part(s, &month)) || !(s = skip_one(s, marks)) ||
        !(s = date_part(s, &day)))
        return false;
    const char *behind = skip_one(s, day_marks);
    s = behind ? behind : s;
    if (*s && strcasecmp(s, "T") != 0)
        return false;
    *iso = year < 1000 || year > 9999 || month > 99 || day > 99 ? "" : arena_printf(a, "%04d-%02d-%02d", year, month, day);
    return true;
}

/* 2025年3月, 2025.3: which day is meant nobody knows. */
static bool has_no_day(struct arena *a, const char *text)
{
    static const char *const marks[] = {"年", "-", "/", ".", NULL};
    int year, month;
    const char *s = date_part(narrow(a, text), &year);
    if (!s || year < 1000 || year > 9999 || !(s = skip_one(s, marks)) || !(s = date_part(s, &month)) || month < 1 || month > 12)
        return false;
    return !*s || strcmp(s, "月") == 0 || strcmp(s, "月份") == 0;
}

/* "17:30", "T17:30:00", "17时30分": as hh:mm:ss; "" for none; NULL for what is no time. */
static const char *read_time(struct arena *a, const char *s)
{
    static const char *const marks[] = {":", "时", "点", NULL}, *const ends[] = {":", "分", NULL};
    int part[3] = {0};
    if (!*s)
        return "";
    if (!(s = date_part(s, &part[0])) || !(s = skip_one(s, marks)))
        return NULL;
    if (*s && !(s = date_part(s, &part[1])))
        return NULL;
    const char *more = skip_one(s, ends);
    if (more && *more && !(more = date_part(more, &part[2])))
        return NULL;
    return part[0] < 25 && part[1] < 60 && part[2] < 60 ? arena_printf(a, "%02d:%02d:%02d", part[0], part[1], part[2]) : NULL;
}

static const char *date(const struct converter *c, const struct field *f, const struct sheet_cell *cell, const struct loc *at)
{
    const char *text = convert_text(c->arena, cell), *iso = NULL, *time = "", *hour;
    struct date parsed;
    if (has_no_day(c->arena, text)) {
        diag(c->diag, SHEET_VALUE_DAY, at, text);
        return NULL;
    }
    if (cell->type != SHEET_NUMBER && date_parse(text, &parsed)) /* ISO, perhaps with a zone */
        return f->kind == FIELD_DATE ? arena_strndup(c->arena, text, 10) : text;
    if (cell->type != SHEET_DATE && read_date(c->arena, text, &iso, &time) && (hour = read_time(c->arena, time)) &&
        date_parse(iso, &parsed))
        return f->kind == FIELD_DATE || !*hour ? iso : arena_printf(c->arena, "%sT%s", iso, hour);
    diag(c->diag, SHEET_VALUE_DATE, at, text);
    return NULL;
}

/* --- choices --- */

static const char *boolean(const struct converter *c, const struct sheet_cell *cell, const struct loc *at)
{
    static const struct {
        const char *text, *value;
    } words[] = {
        {"是", "true"}, {"否", "false"}, {"有", "true"}, {"无", "false"}, {"√", "true"}, {"×", "false"}, {"✓", "true"},
        {"☑", "true"}, {"□", "false"}, {"true", "true"}, {"false", "false"}, {"yes", "true"}, {"no", "false"}, {"y", "true"},
        {"n", "false"}, {"1", "true"}, {"0", "false"},
    };
    const char *text = narrow(c->arena, convert_text(c->arena, cell));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasecmp(text, words[i].text) == 0)
            return words[i].value;
    diag(c->diag, SHEET_VALUE_BOOLEAN, at, text);
    return NULL;
}

static const char *country(const struct converter *c, const char *text, const struct loc *at)
{
    if (strlen(text) == 2 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z')
        return text;
    const char *code = programme_list_key(c->programme, "countries", "zh", text);
    if (!code)
        code = programme_list_key(c->programme, "countries", "en", text);
    if (!code)
        diag(c->diag, SHEET_VALUE_COUNTRY, at, text);
    return code;
}

/* Free text, but for the names of codes. */
static const char *offered(const struct converter *c, const char *text)
{
    const char *value = choices_value(c->choices, c->arena, text);
    return value ? value : text;
}

static const char *code(const struct converter *c, const struct field *f, const char *text, const struct loc *at)
{
    const char *value = choices_value(c->choices, c->arena, text);
    struct buf all = {0};
    if (value)
        return value;
    for (size_t i = 0; i < f->nvalues; i++)
        buf_printf(&all, "%s%s", i ? DIAG_AND : "", f->values[i].label ? f->values[i].label : f->values[i].value);
    diag(c->diag, SHEET_VALUE_CODE, at, text, all.n ? all.data : "");
    buf_free(&all);
    return NULL;
}

/* 1.2E+17 as text: what a spreadsheet makes of 18 digits when it writes CSV. */
static bool is_cut_number(const char *text)
{
    size_t n = strspn(text, "0123456789.");
    return n && (text[n] == 'E' || text[n] == 'e') && text[n + 1] == '+' && text[n + 2] &&
           strspn(text + n + 2, "0123456789") == strlen(text + n + 2);
}

const char *convert_cell(const struct converter *c, const struct field *f, const struct sheet_cell *cell, int money,
                         const struct loc *at)
{
    const char *text = convert_text(c->arena, cell);
    if (cell->type == SHEET_ERROR) {
        diag(c->diag, SHEET_VALUE_ERROR, at, text);
        return NULL;
    }
    if (cell->type == SHEET_UNCALCULATED) {
        diag(c->diag, SHEET_VALUE_UNCALCULATED, at);
        return NULL;
    }
    if (!*text)
        return "";
    if (cell->imprecise || (f->kind == FIELD_LINE && is_cut_number(text))) {
        diag(c->diag, SHEET_VALUE_DIGITS, at, text);
        return NULL;
    }
    switch (f->kind) {
    case FIELD_MONEY:
    case FIELD_NUMBER: return number(c, f, cell, money, at);
    case FIELD_DATE:
    case FIELD_DATETIME: return date(c, f, cell, at);
    case FIELD_BOOLEAN: return boolean(c, cell, at);
    case FIELD_COUNTRY: return country(c, one_line(c->arena, text), at);
    case FIELD_CODE: return code(c, f, one_line(c->arena, text), at);
    case FIELD_RICH: return clean(c->arena, cell, true);
    case FIELD_INLINE: return one_line(c->arena, clean(c->arena, cell, true));
    default: return offered(c, line(c->arena, text));
    }
}
