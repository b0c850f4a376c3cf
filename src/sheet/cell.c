#include "sheet/cell.h"

#include <string.h>

#include "base/limits.h"
#include "sheet/value.h"

void cell_text(struct buf *b, const char *s, size_t n, bool *over)
{
    if (b->n + n > LIMIT_SHEET_CELL) {
        *over = true;
        return;
    }
    buf_add(b, s, n);
}

const char *cell_copy(struct arena *a, const struct buf *b)
{
    if (!b->n)
        return "";
    char *copy = arena_strndup(a, b->data, b->n), *to = copy;
    for (const char *s = copy; *s; s++) {
        if (*s == '\r' && s[1] == '\n')
            continue;
        *to++ = *s == '\r' ? '\n' : *s;
    }
    *to = '\0';
    return copy;
}

bool cell_is_error(const char *text)
{
    static const char *const codes[] = {"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(text, codes[i]) == 0)
            return true;
    return strncmp(text, "Err:", 4) == 0 && strspn(text + 4, "0123456789") == 3 && !text[7];
}

struct sheet_cell cell_number(struct arena *a, const char *s, size_t n, unsigned kind, bool epoch1904)
{
    struct sheet_cell c = {.type = SHEET_NUMBER, .text = "", .percent = kind == VALUE_PERCENT};
    while (n && strchr(" \t\r\n", s[n - 1]))
        n--;
    while (n && strchr(" \t\r\n", *s)) {
        s++;
        n--;
    }
    if (n == 0)
        c.type = SHEET_EMPTY;
    else if (kind == VALUE_DATE && value_serial(a, s, n, epoch1904, &c.text))
        c.type = SHEET_DATE;
    else if (kind == VALUE_DATE || !value_number(a, s, n, &c.text, &c.imprecise))
        c = (struct sheet_cell){.type = SHEET_ERROR, .text = arena_strndup(a, s, n)};
    return c;
}
