#include "sheet/marked.h"

#include <stdlib.h>
#include <string.h>

#include "base/columns.h"
#include "base/limits.h"
#include "sheet/xlsx_file.h"

#define COLOURS (DIAG_FATAL + 1)
#define COLUMN_LEAST 8 /* widths of columns that are copied, in digits, of which a Han character takes two */
#define COLUMN_MOST 40
#define PLAIN_MOST 96 /* of a sheet without headings, such as instructions */
#define WIDTH 60      /* of the column of findings */
#define LINE 15       /* the height of one [pt] */
#define HEADING 32    /* of two in bold */
#define HEIGHT_MOST 405

struct marking {
    const struct marked_input *in;
    struct diag_list *d;
    struct arena *arena;
    struct xlsx_file file;
    lxw_format *text, *title, *heading, *number, *percent, *colour[COLOURS], *findings;
    const struct marked_finding **v; /* sorted */
    unsigned shown; /* sheets with headings so far */
    /* the sheet that is copied */
    size_t sheet;
    const char *name;
    lxw_worksheet *out;
    size_t next;      /* of v */
    unsigned columns; /* that it has; the findings stand behind them */
    double *widths;   /* of the columns, LIMIT_SHEET_COLUMNS of them */
    bool *said;       /* something stands below the column's heading, or is found to be missing there */
    bool any;         /* below that of any */
};

static int by_cell(const void *a, const void *b)
{
    const struct marked_finding *x = *(const struct marked_finding *const *)a, *y = *(const struct marked_finding *const *)b;
    if (x->at.sheet != y->at.sheet)
        return x->at.sheet < y->at.sheet ? -1 : 1;
    if (x->at.row != y->at.row)
        return x->at.row < y->at.row ? -1 : 1;
    if (x->at.column != y->at.column)
        return x->at.column < y->at.column ? -1 : 1;
    return (x > y) - (x < y); /* as they were given */
}

/* --- cells --- */

static bool fits(struct marking *m, unsigned column, unsigned row, const char *text)
{
    char name[16];
    if (xlsx_units(text) <= XLSX_CELL_MOST)
        return true;
    sheet_cell_name(column, row, name);
    diag(m->d, SHEET_CELL_FULL, NULL, m->name, name);
    return false;
}

/* Decimal text of at most 15 digits, as readers give it; strtod is not the locale's here (xlsx_file.h). */
static void write_number(struct marking *m, lxw_row_t row, lxw_col_t column, const struct sheet_cell *c, lxw_format *format)
{
    char *end;
    double value = strtod(c->text, &end);
    if (*end || end == c->text || c->imprecise)
        xlsx.worksheet_write_string(m->out, row, column, c->text, format ? format : m->text);
    else
        xlsx.worksheet_write_number(m->out, row, column, value, format ? format : c->percent ? m->percent : m->number);
}

static void write_cell(struct marking *m, unsigned number, unsigned column, const struct sheet_cell *c, lxw_format *format)
{
    lxw_row_t row = number - 1;
    lxw_col_t at = (lxw_col_t)(column - 1);
    if (c->type == SHEET_NUMBER)
        write_number(m, row, at, c, format);
    else if (c->type == SHEET_BOOLEAN)
        xlsx.worksheet_write_boolean(m->out, row, at, strcmp(c->text, "true") == 0, format);
    else if (*c->text && fits(m, column, number, c->text))
        xlsx.worksheet_write_string(m->out, row, at, c->text, format ? format : m->text);
    else if (format)
        xlsx.worksheet_write_blank(m->out, row, at, format);
}

/* --- findings --- */

static bool is_at(const struct marking *m, size_t i, unsigned row)
{
    return i < m->in->n && m->v[i]->at.sheet == m->sheet && m->v[i]->at.row == row;
}

/* All texts at a cell (column 0: of the row), a line each, and the worst of them. */
static enum diag_severity texts(const struct marking *m, unsigned row, unsigned column, struct buf *out)
{
    enum diag_severity worst = DIAG_INFO;
    for (size_t i = m->next; is_at(m, i, row); i++) {
        const struct marked_finding *f = m->v[i];
        if (column && f->at.column != column)
            continue;
        char cell[16] = "";
        if (!column && f->at.column)
            sheet_cell_name(f->at.column, row, cell);
        buf_printf(out, "%s%s%s%s", out->n ? "\n" : "", cell, *cell ? " " : "", f->text);
        worst = f->severity > worst ? f->severity : worst;
    }
    return worst;
}

static void write_note(struct marking *m, unsigned row, unsigned column, const char *text)
{
    size_t lines = 1 + strlen(text) / 48; /* of 16 Han characters */
    lxw_comment_options o = {.author = "shenbao", .x_scale = 2.0, .y_scale = lines < 4 ? 1.0 : (double)lines / 4};
    xlsx.worksheet_write_comment_opt(m->out, row - 1, (lxw_col_t)(column - 1), text, &o);
}

/* The cells of the row that have findings, those that are empty too. */
static void write_notes(struct marking *m, unsigned row, unsigned n, const struct sheet_cell *cells)
{
    static const struct sheet_cell none = {.text = ""};
    unsigned done = 0;
    for (size_t i = m->next; is_at(m, i, row); i++) {
        unsigned column = m->v[i]->at.column;
        struct buf b = {0};
        if (!column || column == done)
            continue;
        done = column;
        enum diag_severity worst = texts(m, row, column, &b);
        write_cell(m, row, column, column <= n ? &cells[column - 1] : &none, m->colour[worst]);
        if (fits(m, column, row, b.data))
            write_note(m, row, column, b.data);
        buf_free(&b);
    }
}

/* The height of a text in a column of that width [digits]. */
static double height_of(const char *text, double width)
{
    size_t lines = 0;
    for (const char *s = text; *s; s += *s == '\n') {
        size_t n = strcspn(s, "\n");
        lines += 1 + (size_t)((double)columns_of(s, n) / width);
        s += n;
    }
    return lines > HEIGHT_MOST / LINE ? HEIGHT_MOST : (double)lines * LINE;
}

/* Not every program finds the height of a row by itself when it opens a file; one that is given hides what needs more. */
static double height_of_row(const struct marking *m, const struct sheet_row *r, const char *findings)
{
    double most = height_of(findings, WIDTH);
    for (unsigned c = 0; c < r->n; c++) {
        double height = height_of(r->cells[c].text, m->widths[c]);
        most = height > most ? height : most;
    }
    return most;
}

static void write_findings(struct marking *m, const struct sheet_row *r)
{
    struct buf b = {0};
    unsigned row = r->number;
    texts(m, row, 0, &b);
    bool any = b.n && fits(m, m->columns + 1, row, b.data), heading = row == m->in->heading_rows[m->sheet];
    lxw_row_col_options o = {.hidden = r->hidden ? LXW_TRUE : LXW_FALSE};
    double height = any ? height_of_row(m, r, b.data) : LXW_DEF_ROW_HEIGHT;
    if (any || r->hidden || heading)
        xlsx.worksheet_set_row_opt(m->out, row - 1, heading && height < HEADING ? HEADING : height, NULL, &o);
    if (any)
        xlsx.worksheet_write_string(m->out, row - 1, (lxw_col_t)m->columns, b.data, m->findings);
    buf_free(&b);
}

static void mark_row(struct marking *m, const struct sheet_row *r)
{
    unsigned row = r->number;
    write_notes(m, row, r->n, r->cells);
    write_findings(m, r);
    while (is_at(m, m->next, row))
        m->next++;
}

/* Findings in rows that hold nothing. */
static void mark_rows_before(struct marking *m, unsigned row)
{
    while (m->next < m->in->n && m->v[m->next]->at.sheet == m->sheet && m->v[m->next]->at.row < row)
        mark_row(m, &(struct sheet_row){.number = m->v[m->next]->at.row});
}

/* --- sheets --- */

/* What a column needs for the longest line of its cells, up to a limit. Headings may stand in two lines. */
static bool measure(void *arg, const struct sheet_row *row)
{
    struct marking *m = arg;
    unsigned heading = m->in->heading_rows[m->sheet];
    double most = heading ? COLUMN_MOST : PLAIN_MOST;
    m->columns = row->n > m->columns ? row->n : m->columns;
    for (unsigned c = 0; c < row->n && row->number >= heading; c++) {
        const char *text = row->cells[c].text;
        m->said[c] |= row->number > heading && *text;
        m->any |= m->said[c];
        double width = m->widths[c] < most ? (double)columns_of(text, strcspn(text, "\n")) + 2 : 0;
        width = row->number == heading ? width / 2 + 1 : width;
        m->widths[c] = width > most ? most : width > m->widths[c] ? width : m->widths[c];
    }
    return true;
}

static bool copy_row(void *arg, const struct sheet_row *row)
{
    struct marking *m = arg;
    mark_rows_before(m, row->number);
    unsigned at = m->in->heading_rows[m->sheet];
    bool heading = row->number == at;
    for (unsigned c = 1; c <= row->n; c++)
        if (row->cells[c - 1].type != SHEET_EMPTY)
            write_cell(m, row->number, c, &row->cells[c - 1], heading ? m->heading : row->number < at ? m->title : NULL);
    if (heading)
        xlsx.worksheet_write_string(m->out, row->number - 1, (lxw_col_t)m->columns, m->in->heading, m->heading);
    mark_row(m, row);
    return true;
}

/* A sheet of CSV or of records has no name that a workbook takes. */
static const char *name_of(struct marking *m, const struct sheet_info *info)
{
    size_t n = xlsx_units(info->name);
    bool good = n > 0 && n <= LXW_SHEETNAME_MAX && xlsx.workbook_validate_sheet_name(m->file.book, info->name) == LXW_NO_ERROR;
    return good ? info->name : arena_printf(m->arena, "Sheet%zu", m->sheet + 1);
}

/* What stands empty from top to bottom is not shown among what is filled in; where something is missing there, it is. */
static bool is_idle(const struct marking *m, unsigned column)
{
    return m->in->heading_rows[m->sheet] && m->any && !m->said[column];
}

static void lay_out(struct marking *m)
{
    unsigned heading = m->in->heading_rows[m->sheet];
    double all = WIDTH;
    for (size_t i = m->next; i < m->in->n && m->v[i]->at.sheet == m->sheet; i++)
        if (m->v[i]->at.column)
            m->said[m->v[i]->at.column - 1] = true;
    for (unsigned c = 0; c < m->columns; c++) {
        lxw_row_col_options o = {.hidden = is_idle(m, c) ? LXW_TRUE : LXW_FALSE};
        xlsx.worksheet_set_column_opt(m->out, (lxw_col_t)c, (lxw_col_t)c, m->widths[c], NULL, &o);
        all += o.hidden ? 0 : m->widths[c];
    }
    if (!heading) {
        xlsx.worksheet_set_landscape(m->out);
        xlsx.worksheet_fit_to_pages(m->out, 1, 0);
        return;
    }
    xlsx.worksheet_set_column(m->out, (lxw_col_t)m->columns, (lxw_col_t)m->columns, WIDTH, NULL);
    xlsx.worksheet_freeze_panes(m->out, heading, 0);
    xlsx_page(m->out, all, heading - 1, 2);
}

static bool copy_sheet(struct marking *m, size_t i)
{
    const struct sheet_info *info = sheet_info(m->in->book, i);
    m->sheet = i;
    m->columns = 0;
    m->name = info->name;
    m->any = false;
    for (unsigned c = 0; c < LIMIT_SHEET_COLUMNS; c++) {
        m->widths[c] = COLUMN_LEAST;
        m->said[c] = false;
    }
    while (m->next < m->in->n && m->v[m->next]->at.sheet < i)
        m->next++;
    if (!sheet_rows(m->in->book, i, measure, m, m->d))
        return false;
    m->out = xlsx.workbook_add_worksheet(m->file.book, name_of(m, info));
    lay_out(m);
    if (info->hidden)
        xlsx.worksheet_hide(m->out);
    else if (m->in->heading_rows[i] && !m->shown++)
        xlsx.worksheet_activate(m->out);
    bool ok = sheet_rows(m->in->book, i, copy_row, m, m->d);
    mark_rows_before(m, UINT32_MAX);
    return ok;
}

static lxw_format *format(struct marking *m, lxw_color_t background)
{
    lxw_format *f = xlsx.workbook_add_format(m->file.book);
    xlsx.format_set_text_wrap(f);
    xlsx.format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    if (background != LXW_COLOR_UNSET)
        xlsx.format_set_bg_color(f, background);
    return f;
}

static void add_formats(struct marking *m)
{
    m->text = format(m, LXW_COLOR_UNSET);
    xlsx.format_set_num_format(m->text, "@");
    m->title = xlsx.workbook_add_format(m->file.book); /* runs on over the cells beside it */
    m->findings = format(m, LXW_COLOR_UNSET);
    xlsx.format_set_font_color(m->findings, 0x9C0006);
    m->number = format(m, LXW_COLOR_UNSET);
    m->percent = format(m, LXW_COLOR_UNSET);
    xlsx.format_set_num_format(m->percent, "0.##%");
    m->heading = format(m, 0xE7EEF7);
    xlsx.format_set_bold(m->heading);
    m->colour[DIAG_INFO] = format(m, 0xDDEBF7);
    m->colour[DIAG_WARNING] = format(m, 0xFFEB9C);
    m->colour[DIAG_ERROR] = m->colour[DIAG_FATAL] = format(m, 0xFFC7CE);
}

static const struct marked_finding **sorted(struct marking *m)
{
    const struct marked_finding **v = arena_array(m->arena, m->in->n + 1, sizeof *v);
    for (size_t i = 0; i < m->in->n; i++)
        v[i] = &m->in->findings[i];
    qsort(v, m->in->n, sizeof *v, by_cell);
    return v;
}

bool marked_write(const char *path, const struct marked_input *in, struct diag_list *d)
{
    struct marking m = {.in = in, .d = d, .arena = arena_new()};
    m.v = sorted(&m);
    m.widths = arena_array(m.arena, LIMIT_SHEET_COLUMNS, sizeof *m.widths);
    m.said = arena_array(m.arena, LIMIT_SHEET_COLUMNS, sizeof *m.said);
    bool ok = xlsx_file_open(&m.file, m.arena, path, in->title, true, d);
    if (ok) {
        add_formats(&m);
        for (size_t i = 0; i < sheet_count(in->book) && ok; i++)
            ok = copy_sheet(&m, i);
        ok = ok ? xlsx_file_close(&m.file, d) : (xlsx_file_drop(&m.file), false);
    }
    arena_free(m.arena);
    return ok;
}
