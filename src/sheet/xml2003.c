/* SpreadsheetML 2003 ("XML Spreadsheet 2003", "XML 电子表格 2003"), the reference schemas of Office 2003: Excel and WPS
 * write it, LibreOffice too. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "sheet/book.h"
#include "sheet/cell.h"
#include "sheet/sax.h"
#include "sheet/value.h"

#define SS "urn:schemas-microsoft-com:office:spreadsheet"
#define EXCEL "urn:schemas-microsoft-com:office:excel"

struct style {
    const char *id;
    enum value_kind kind;
};

struct xml2003 {
    struct sheet_book *b;
    struct diag_list *d;
    struct rows *rows;    /* NULL: the survey */
    size_t wanted, sheet; /* of the worksheets; `sheet` counts those begun */
    bool too_many, over;
    bool uncounted;       /* columns covered by merged cells of rows above are not counted: LibreOffice's habit */
    struct sax *sax;
    struct arena *arena;  /* styles, while reading */
    VEC(struct style) styles;
    bool in_sheet, in_row, in_cell, in_data, in_visible;
    unsigned phonetic; /* depth of what is not the cell's value: phonetic runs, remarks */
    unsigned repeated;
    /* the cell */
    unsigned column, next_column; /* a cell without ss:Index stands behind the merged area before it */
    struct rows_span span;
    char type; /* of Data: N, S, D, B, E; 0: none */
    bool formula;
    enum value_kind kind;
    struct buf text;
};

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct style *)a)->id, ((const struct style *)b)->id);
}

static void sheet_begins(struct xml2003 *x, const struct sax_attributes *a)
{
    if (!x->rows && x->b->sheets.n == LIMIT_SHEET_SHEETS) {
        x->too_many = true;
        sax_stop(x->sax);
        return;
    }
    if (!x->rows) {
        const char *name = sax_copy(x->b->arena, a, "", "Name");
        *VEC_PUSH(x->b->arena, &x->b->sheets) = (struct book_sheet){.info = {.name = name ? name : ""}};
    }
    if (x->styles.n)
        qsort(x->styles.v, x->styles.n, sizeof *x->styles.v, by_id);
    x->in_sheet = x->rows && x->sheet == x->wanted;
    x->sheet++;
}

/* Styles stand before the sheets: they are put in order when the first sheet begins. */
static enum value_kind style_kind(const struct xml2003 *x, const struct sax_attributes *a)
{
    size_t n;
    const char *id = sax_attribute(a, SS, "StyleID", &n);
    if (!id || !x->styles.n)
        return VALUE_GENERAL;
    struct style key = {arena_strndup(rows_arena(x->rows), id, n), VALUE_GENERAL};
    const struct style *found = bsearch(&key, x->styles.v, x->styles.n, sizeof key, by_id);
    return found ? found->kind : VALUE_GENERAL;
}

static void cell_begins(struct xml2003 *x, const struct sax_attributes *a)
{
    size_t n;
    x->in_cell = true;
    x->column = sax_attribute_number(a, "Index", 1u << 20, x->next_column);
    x->span = (struct rows_span){1, sax_attribute_number(a, "MergeAcross", 1u << 20, 0) + 1,
                                 sax_attribute_number(a, "MergeDown", 1u << 20, 0) + 1};
    x->next_column = x->column + x->span.across;
    if (x->uncounted)
        x->column = rows_uncovered(x->rows, x->column);
    x->formula = sax_attribute(a, "", "Formula", &n) != NULL;
    x->kind = style_kind(x, a);
    x->type = 0;
    x->text.n = 0;
}

static void data_begins(struct xml2003 *x, const struct sax_attributes *a)
{
    size_t n;
    const char *type = sax_attribute(a, "", "Type", &n);
    x->in_data = true;
    x->type = type && n ? type[0] : 'S';
}

static void style_begins(struct xml2003 *x, const char *name, const struct sax_attributes *a)
{
    size_t n;
    if (strcmp(name, "Style") == 0 && x->styles.n < LIMIT_SHEET_STYLES) {
        const char *id = sax_copy(x->arena, a, "", "ID");
        /* Excel and WPS call the default style Normal, LibreOffice Default. */
        x->uncounted |= id && strcmp(id, "Default") == 0 && sax_attribute_is(a, "Name", "Default");
        *VEC_PUSH(x->arena, &x->styles) = (struct style){id ? id : "", VALUE_GENERAL};
    } else if (strcmp(name, "NumberFormat") == 0 && x->styles.n) {
        const char *code = sax_attribute(a, "", "Format", &n);
        if (code)
            x->styles.v[x->styles.n - 1].kind = value_of_format(code, n);
    }
}

static void start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    struct xml2003 *x = arg;
    if (strcmp(ns, EXCEL) == 0 && strcmp(name, "Date1904") == 0)
        x->b->epoch1904 = true;
    if (strcmp(name, "PhoneticText") == 0)
        x->phonetic++;
    if (strcmp(ns, SS) != 0)
        return;
    if (strcmp(name, "Worksheet") == 0)
        sheet_begins(x, a);
    else if (!x->in_sheet)
        style_begins(x, name, a);
    else if (strcmp(name, "Row") == 0) {
        size_t n;
        x->in_row = true;
        x->next_column = 1;
        x->repeated = 1;
        unsigned index = sax_attribute_number(a, "Index", 1u << 24, 0);
        rows_begin(x->rows, index, sax_attribute(a, "", "Hidden", &n) != NULL);
        x->repeated += sax_attribute_number(a, "Span", 1u << 24, 0);
    } else if (strcmp(name, "Cell") == 0 && x->in_row)
        cell_begins(x, a);
    else if (strcmp(name, "Comment") == 0)
        x->phonetic++; /* a remark holds Data of its own */
    else if (strcmp(name, "Data") == 0 && x->in_cell && !x->phonetic)
        data_begins(x, a);
}

static struct sheet_cell make_cell(struct xml2003 *x)
{
    struct arena *a = rows_arena(x->rows);
    struct sheet_cell c = {.type = SHEET_TEXT, .text = cell_copy(a, &x->text)};
    if (!x->type)
        c.type = x->formula ? SHEET_UNCALCULATED : SHEET_EMPTY;
    else if (x->type == 'N')
        c = cell_number(a, c.text, strlen(c.text), x->kind, x->b->epoch1904);
    else if (x->type == 'D')
        c.type = value_iso(a, c.text, strlen(c.text), &c.text) ? SHEET_DATE : SHEET_ERROR;
    else if (x->type == 'B')
        c = (struct sheet_cell){.type = SHEET_BOOLEAN, .text = *c.text == '1' ? "true" : "false"};
    else if (x->type == 'E' || (x->formula && cell_is_error(c.text)))
        c.type = SHEET_ERROR;
    else if (!*c.text)
        c.type = SHEET_EMPTY;
    return c;
}

static void end(void *arg, const char *ns, const char *name)
{
    struct xml2003 *x = arg;
    if (strcmp(name, "PhoneticText") == 0)
        x->phonetic--;
    if (strcmp(ns, SS) != 0)
        return;
    if (strcmp(name, "Worksheet") == 0) {
        x->in_sheet = false;
        if (x->rows && x->sheet > x->wanted)
            sax_stop(x->sax);
    } else if (!x->in_sheet) {
        return;
    } else if (strcmp(name, "Comment") == 0) {
        x->phonetic--;
    } else if (strcmp(name, "Data") == 0) {
        x->in_data = false;
    } else if (strcmp(name, "Cell") == 0 && x->in_cell) {
        struct sheet_cell c = make_cell(x);
        rows_cell(x->rows, x->column, &c, x->span);
        x->in_cell = false;
    } else if (strcmp(name, "Row") == 0 && x->in_row) {
        x->in_row = false;
        if (!rows_end(x->rows, x->repeated))
            sax_stop(x->sax);
    }
}

static void text(void *arg, const char *s, size_t n)
{
    struct xml2003 *x = arg;
    if ((x->in_data && !x->phonetic) || x->in_visible)
        cell_text(&x->text, s, n, &x->over);
}

static void survey_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    struct xml2003 *x = arg;
    x->text.n = 0;
    x->in_visible = strcmp(ns, EXCEL) == 0 && strcmp(name, "Visible") == 0;
    if (strcmp(ns, SS) == 0 && strcmp(name, "Worksheet") == 0)
        sheet_begins(x, a);
}

/* Whether a sheet is hidden stands behind its rows. */
static void survey_end(void *arg, const char *ns, const char *name)
{
    (void)ns, (void)name;
    struct xml2003 *x = arg;
    static const char hidden[] = "Hidden";
    if (x->in_visible && x->b->sheets.n && memmem(x->text.data, x->text.n, hidden, strlen(hidden)))
        x->b->sheets.v[x->b->sheets.n - 1].info.hidden = true;
    x->in_visible = false;
}

static bool run(struct xml2003 *x, const struct sax_events *events)
{
    struct stream *s = stream_file(x->b->path, x->d);
    bool ok = s && sax_run(s, x->b->path, events, x, &x->sax, x->d);
    stream_close(s);
    buf_free(&x->text);
    return book_within(x->b, x->too_many, x->over, x->d) && ok;
}

static bool survey(struct sheet_book *b, struct diag_list *d)
{
    static const struct sax_events events = {.start = survey_start, .end = survey_end, .text = text};
    struct xml2003 x = {.b = b, .d = d};
    return run(&x, &events);
}

static bool rows(struct sheet_book *b, size_t i, struct rows *r, struct diag_list *d)
{
    static const struct sax_events events = {.start = start, .end = end, .text = text};
    struct xml2003 x = {.b = b, .d = d, .rows = r, .wanted = i, .arena = arena_new()};
    bool ok = run(&x, &events);
    arena_free(x.arena);
    return ok;
}

const struct book_reader book_xml2003 = {survey, rows};
