#include "sheet/row_kind.h"

#include <stdlib.h>
#include <string.h>

#include "sheet/convert.h"

#define LABEL_MOST 24 /* bytes of 填表人, 负责人联系电话 and the like: eight characters */

const struct sheet_cell *row_cell(const struct sheet_row *row, unsigned column)
{
    static const struct sheet_cell none = {.text = ""};
    return column && column <= row->n ? &row->cells[column - 1] : &none;
}

unsigned row_column(const struct plan_sheet *s, enum plan_use use)
{
    for (size_t i = 0; i < s->columns.n; i++)
        if (s->columns.v[i].use == use)
            return s->columns.v[i].column;
    return 0;
}

const char *row_key(struct arena *a, const struct sheet_cell *cell)
{
    const char *text = convert_text(a, cell), *folded = headings_fold(a, text);
    return *folded ? folded : text;
}

/* How many columns of fields are filled by the row itself; a merged cell of a row above is not. */
static unsigned filled(const struct plan_sheet *s, const struct sheet_row *row)
{
    unsigned n = 0;
    for (size_t i = 0; i < s->columns.n; i++) {
        const struct sheet_cell *c = row_cell(row, s->columns.v[i].column);
        n += s->columns.v[i].use == PLAN_FIELD && c->type != SHEET_EMPTY && !c->covered;
    }
    return n;
}

/* One that says which proposal it is, or is of, is no remark, however little else it says. */
static bool is_numbered(struct arena *a, const struct plan_sheet *s, const struct sheet_row *row)
{
    unsigned column = row_column(s, PLAN_KEY);
    const char *key = column ? row_key(a, row_cell(row, column)) : "";
    return *key >= '0' && *key <= '9';
}

/* In the first columns, or anywhere in a row without a number. Folding each row's texts would take a fifth of the reading. */
static bool is_total(struct arena *a, const struct sheet_row *row, bool numbered)
{
    static const char *const words[] = {"合计", "总计", "小计", "共计"};
    for (unsigned i = 0; i < row->n && (i < 4 || !numbered); i++) {
        const char *text = row->cells[i].text;
        if (strnlen(text, LABEL_MOST + 1) > LABEL_MOST || !strstr(text, "计"))
            continue;
        const char *folded = headings_fold(a, text);
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (strcmp(folded, words[w]) == 0)
                return true;
    }
    return false;
}

static bool is_example(struct arena *a, const struct plan_sheet *s, const struct sheet_row *row)
{
    unsigned column = row_column(s, PLAN_KEY);
    const char *key = column ? convert_text(a, row_cell(row, column)) : "";
    return strcmp(key, "例") == 0 || strcmp(key, "示例") == 0;
}

/* Every cell says what stands over its column, or a part of it where the heading has two rows. */
static bool is_heading_again(const struct plan_sheet *s, const struct sheet_row *row)
{
    unsigned n = 0;
    for (size_t i = 0; i < s->columns.n; i++) {
        const char *text = row_cell(row, s->columns.v[i].column)->text;
        if (*text && !strstr(s->columns.v[i].heading, text))
            return false;
        n += *text != '\0';
    }
    return n > 1;
}

/* (1) (2) (3) right below the headings; without brackets it takes four of them, as three numbers may be data. */
static bool numbers_columns(const struct plan_sheet *s, const struct sheet_row *row)
{
    unsigned long next = 1;
    unsigned n = 0, bracketed = 0;
    for (unsigned i = 0; row->number == s->first_row && i < row->n; i++) {
        const char *text = row->cells[i].text;
        const char *digits = *text == '(' ? text + 1 : strncmp(text, "（", strlen("（")) == 0 ? text + strlen("（") : text;
        size_t length = strspn(digits, "0123456789");
        if (!*text || row->cells[i].covered)
            continue;
        if (!length || length > 3 || strtoul(digits, NULL, 10) != next || (digits[length] && digits == text))
            return false;
        bracketed += digits > text;
        next++;
        n++;
    }
    return n > (bracketed == n ? 2 : 3);
}

/* "填表人：张三" */
static bool has_label(const char *text)
{
    size_t n = strcspn(text, ":\n");
    const char *colon = strstr(text, "：");
    n = colon && (size_t)(colon - text) < n ? (size_t)(colon - text) : n;
    return (unsigned char)*text >= 0x80 && text[n] && text[n] != '\n' && n <= LABEL_MOST;
}

static bool is_foot(const struct sheet_row *row)
{
    for (unsigned i = 0; i < row->n; i++)
        if (*row->cells[i].text && !has_label(row->cells[i].text))
            return false;
    return true;
}

enum row_kind row_kind(struct arena *a, const struct plan_sheet *s, const struct sheet_row *row)
{
    unsigned n = filled(s, row), fields = 0;
    if (row->number < s->first_row || n == 0)
        return ROW_EMPTY;
    if (is_heading_again(s, row) || numbers_columns(s, row))
        return ROW_HEADING;
    for (size_t i = 0; i < s->columns.n; i++)
        fields += s->columns.v[i].use == PLAN_FIELD;
    bool numbered = is_numbered(a, s, row);
    if (is_example(a, s, row))
        return ROW_EXAMPLE;
    if (is_total(a, row, numbered))
        return ROW_TOTAL;
    if (!numbered && n == 1 && fields >= 4)
        return ROW_REMARK;
    return !numbered && is_foot(row) ? ROW_FOOT : ROW_DATA;
}
