#include "sheet/table.h"

#include <string.h>

#include "base/columns.h"
#include "sheet/sheet.h"
#include "sheet/xlsx_file.h"

#define LINE_HEIGHT 13.5 /* of 10 pt type [pt] */
#define SUM_HEIGHT 20
#define LINES_MOST 30    /* a row has at most 409 pt */
#define LINE_DEFAULT 15  /* of a row without a height [pt] */

/* A4 across within its margins [pt] */
#define PAGE_WIDTH (841.9 - 2 * 72 * SIDE_MARGIN)
#define PAGE_HEIGHT (595.3 - 72 * (TOP_MARGIN + FOOT_MARGIN))
#define SIDE_MARGIN 0.7 /* [in] */
#define TOP_MARGIN 0.9
#define FOOT_MARGIN 0.7
#define ROOM 0.96 /* of width and height: programs and fonts differ a little */

enum row_kind { ROW_HEAD, ROW_GROUP, ROW_DATA, ROW_BEHIND };

struct table {
    struct arena *arena;
    struct xlsx_file file;
    const struct table_layout *layout;
    struct diag_list *d;
    lxw_worksheet *sheet;
    lxw_row_t next;
    lxw_format *title, *line, *heading, *group_format, *text, *middle, *label;
    lxw_format **number, **sum; /* one a column */
    /* where pages end: at rows that we name, since programs let anything stand alone on the last one */
    double room, y, headings;   /* of a page, filled so far, of the row that is repeated [pt of the sheet] */
    lxw_row_t tail;             /* the last row of data, with its group's heading: what comes behind stays with it */
    double tail_height;         /* from there on */
    bool tail_on_top, group;    /* begins the page; the row before is a group's heading */
    lxw_row_t breaks[LXW_BREAKS_MAX + 1];
    size_t break_count;
};

/* formats */

static lxw_format *format(struct table *t, bool border, enum lxw_format_alignments align, const char *number)
{
    lxw_format *f = xlsx.workbook_add_format(t->file.book);
    xlsx.format_set_font_name(f, "宋体");
    xlsx.format_set_font_size(f, 10);
    xlsx.format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    xlsx.format_set_align(f, (uint8_t)align);
    xlsx.format_set_text_wrap(f);
    if (number)
        xlsx.format_set_num_format(f, number);
    if (border)
        xlsx.format_set_border(f, LXW_BORDER_THIN);
    return f;
}

static lxw_format *bold(lxw_format *f)
{
    xlsx.format_set_bold(f);
    return f;
}

static const char *number_format(struct table *t, unsigned decimals)
{
    return decimals ? arena_printf(t->arena, "0.%0*d", (int)decimals, 0) : "0";
}

static void add_formats(struct table *t)
{
    size_t n = t->layout->n;
    t->title = bold(format(t, false, LXW_ALIGN_CENTER, NULL));
    xlsx.format_set_font_size(t->title, 18);
    t->line = format(t, false, LXW_ALIGN_LEFT, NULL);
    t->heading = bold(format(t, true, LXW_ALIGN_CENTER, NULL));
    xlsx.format_set_bg_color(t->heading, 0xF2F2F2);
    t->group_format = bold(format(t, true, LXW_ALIGN_LEFT, NULL));
    t->label = bold(format(t, true, LXW_ALIGN_CENTER, NULL));
    t->text = format(t, true, LXW_ALIGN_LEFT, "@");
    t->middle = format(t, true, LXW_ALIGN_CENTER, "0");
    t->number = arena_array(t->arena, n, sizeof *t->number);
    t->sum = arena_array(t->arena, n, sizeof *t->sum);
    for (size_t c = 0; c < n; c++) {
        const char *shape = number_format(t, t->layout->columns[c].decimals);
        t->number[c] = format(t, true, LXW_ALIGN_RIGHT, shape);
        t->sum[c] = bold(format(t, true, LXW_ALIGN_RIGHT, shape));
    }
}

/* A column of n digits is 7 n + 5 pixels wide, four of which are 3 pt. */
static double set_columns(struct table *t)
{
    double width = 0;
    for (size_t c = 0; c < t->layout->n; c++) {
        xlsx.worksheet_set_column(t->sheet, (lxw_col_t)c, (lxw_col_t)c, t->layout->columns[c].width, NULL);
        width += (t->layout->columns[c].width * 7 + 5) * 0.75;
    }
    return width;
}

/* What it is printed like: A4 across, as wide as the page, the headings on each. LibreOffice keeps page breaks then, Excel does not:
 * there one row may print alone on the last page. A fixed scale would keep them in both, but how wide columns are depends on the
 * fonts of a system, and where they are wider the last columns would go on pages of their own. */
static void set_page(struct table *t)
{
    double scale = PAGE_WIDTH / set_columns(t);
    t->room = ROOM * PAGE_HEIGHT / (scale > 1 ? 1 : scale);
    xlsx.worksheet_set_landscape(t->sheet);
    xlsx.worksheet_set_paper(t->sheet, 9);
    xlsx.worksheet_fit_to_pages(t->sheet, 1, 0);
    xlsx.worksheet_set_margins(t->sheet, SIDE_MARGIN, SIDE_MARGIN, TOP_MARGIN, FOOT_MARGIN);
    xlsx.worksheet_center_horizontally(t->sheet);
    xlsx.worksheet_set_footer(t->sheet, "&C第 &P 页　共 &N 页");
}

struct table *table_open(const char *path, const struct table_layout *l, struct diag_list *d)
{
    struct arena *a = arena_new();
    struct table *t = arena_alloc(a, sizeof *t);
    *t = (struct table){.arena = a, .layout = l, .d = d};
    if (!xlsx_file_open(&t->file, a, path, l->title, true, d)) {
        arena_free(a);
        return NULL;
    }
    t->sheet = xlsx.workbook_add_worksheet(t->file.book, l->name);
    add_formats(t);
    set_page(t);
    return t;
}

bool table_close(struct table *t)
{
    if (t->break_count)
        xlsx.worksheet_set_h_pagebreaks(t->sheet, t->breaks);
    bool ok = xlsx_file_close(&t->file, t->d);
    arena_free(t->arena);
    return ok;
}

size_t table_rows(const struct table *t)
{
    return t->next;
}

/* pages */

/* The page ends before that row; height: of the rows from there on that are known. */
static void break_before(struct table *t, lxw_row_t row, double height)
{
    if (t->break_count < LXW_BREAKS_MAX)
        t->breaks[t->break_count++] = row;
    t->y = t->headings + height;
}

/* The next row is as high as this. A group's heading stays with its first row, and sums, contacts and the seal stay with the last. */
static void begin_row(struct table *t, enum row_kind kind, double height)
{
    bool full = t->y + height > t->room, group = t->group;
    xlsx.worksheet_set_row(t->sheet, t->next, height, NULL);
    t->group = kind == ROW_GROUP;
    if (kind == ROW_GROUP || (kind == ROW_DATA && !group)) {
        if (full)
            break_before(t, t->next, 0);
        t->tail = t->next;
        t->tail_height = 0;
        t->tail_on_top = full;
    } else if (full && kind != ROW_HEAD && !t->tail_on_top) {
        break_before(t, t->tail, t->tail_height);
        t->tail_on_top = true;
    } else if (full && kind != ROW_HEAD) {
        break_before(t, t->next, 0);
    }
    t->y += height;
    t->tail_height += height;
}

/* cells */

static void put_text(struct table *t, lxw_col_t c, const char *text, lxw_format *f)
{
    if (xlsx_units(text) <= XLSX_CELL_MOST) {
        xlsx.worksheet_write_string(t->sheet, t->next, c, text, f);
        return;
    }
    char name[16];
    sheet_cell_name(c + 1u, t->next + 1u, name);
    diag(t->d, SHEET_CELL_FULL, NULL, t->layout->name, name);
    xlsx.worksheet_write_blank(t->sheet, t->next, c, f);
}

/* -1200.50, of at most 15 digits, which is what a spreadsheet keeps. */
static bool read_number(const char *s, double *out)
{
    bool minus = *s == '-';
    double n = 0, scale = 1;
    unsigned digits = 0;
    for (s += minus; *s >= '0' && *s <= '9'; s++, digits++)
        n = 10 * n + (*s - '0');
    if (!digits)
        return false;
    if (*s == '.')
        for (s++; *s >= '0' && *s <= '9'; s++, digits++, scale *= 10)
            n = 10 * n + (*s - '0');
    *out = (minus ? -n : n) / scale;
    return !*s && digits <= 15;
}

static void put_cell(struct table *t, lxw_col_t c, const char *text)
{
    enum table_kind kind = t->layout->columns[c].kind;
    double n;
    if (kind != TABLE_TEXT && read_number(text, &n))
        xlsx.worksheet_write_number(t->sheet, t->next, c, n, kind == TABLE_NUMBER ? t->number[c] : t->middle);
    else
        put_text(t, c, text, kind == TABLE_ORDER ? t->middle : t->text);
}

/* Programs don't make room for the lines of rows that were written without a height (LibreOffice 7.4). Digits are one column
 * wide and Han two; a line takes some less than the column holds, because words are not parted. */
static double height_of(const struct table *t, const char *text, size_t c)
{
    double width = t->layout->columns[c].width * 0.9, lines = 1;
    size_t columns = columns_of(text, strlen(text));
    while (lines * width < (double)columns && lines < LINES_MOST)
        lines++;
    return lines * LINE_HEIGHT + LINE_HEIGHT / 3;
}

static double row_height(const struct table *t, double least, const char *text(const struct table *t, const void *arg, size_t c),
                         const void *arg)
{
    double height = least;
    for (size_t c = 0; c < t->layout->n; c++) {
        double own = height_of(t, text(t, arg, c), c);
        height = own > height ? own : height;
    }
    return height;
}

static const char *cell_text(const struct table *t, const void *arg, size_t c)
{
    (void)t;
    return ((const char *const *)arg)[c];
}

static const char *heading_text(const struct table *t, const void *arg, size_t c)
{
    (void)arg;
    return t->layout->columns[c].heading;
}

void table_row(struct table *t, const char *const *cells)
{
    begin_row(t, ROW_DATA, row_height(t, 0, cell_text, cells));
    for (size_t c = 0; c < t->layout->n; c++)
        put_cell(t, (lxw_col_t)c, cells[c]);
    t->next++;
}

/* A cell over the columns [from, end). */
static void put_over(struct table *t, size_t from, size_t end, const char *text, lxw_format *f)
{
    if (end > from + 1 && xlsx_units(text) <= XLSX_CELL_MOST)
        xlsx.worksheet_merge_range(t->sheet, t->next, (lxw_col_t)from, t->next, (lxw_col_t)(end - 1), text, f);
    else if (end > from)
        put_text(t, (lxw_col_t)from, text, f);
}

void table_line(struct table *t, const char *const *parts, size_t n, double height)
{
    begin_row(t, t->headings > 0 ? ROW_BEHIND : ROW_HEAD, height > 0 ? height : LINE_DEFAULT);
    for (size_t i = 0; i < n; i++)
        put_over(t, i * t->layout->n / n, (i + 1) * t->layout->n / n, parts[i], t->line);
    t->next++;
}

void table_title(struct table *t, const char *text)
{
    begin_row(t, ROW_HEAD, 36);
    put_over(t, 0, t->layout->n, text, t->title);
    t->next++;
}

void table_headings(struct table *t)
{
    double height = row_height(t, 2 * LINE_HEIGHT, heading_text, NULL);
    begin_row(t, ROW_HEAD, height);
    t->headings = height;
    for (size_t c = 0; c < t->layout->n; c++)
        put_text(t, (lxw_col_t)c, t->layout->columns[c].heading, t->heading);
    xlsx.worksheet_repeat_rows(t->sheet, t->next, t->next);
    t->next++;
    xlsx.worksheet_freeze_panes(t->sheet, t->next, 0);
}

void table_group(struct table *t, const char *text)
{
    begin_row(t, ROW_GROUP, SUM_HEIGHT);
    put_over(t, 0, t->layout->n, text, t->group_format);
    t->next++;
}

static void put_sum(struct table *t, lxw_col_t c, size_t rows, const char *value)
{
    char name[16];
    double n;
    sheet_cell_name(c + 1u, 0, name);
    const char *formula = arena_printf(t->arena, "=SUBTOTAL(9,%s%zu:%s%u)", name, t->next - rows + 1, name, t->next);
    if (read_number(value, &n) && rows)
        xlsx.worksheet_write_formula_num(t->sheet, t->next, c, formula, t->sum[c], n);
    else
        put_text(t, c, value, t->sum[c]);
}

void table_sum(struct table *t, const char *label, size_t rows, const char *const *values)
{
    size_t first = 0;
    begin_row(t, ROW_BEHIND, SUM_HEIGHT);
    while (first < t->layout->n && !t->layout->columns[first].sum)
        first++;
    put_over(t, 0, first, label, t->label);
    for (size_t c = first; c < t->layout->n; c++) {
        if (t->layout->columns[c].sum)
            put_sum(t, (lxw_col_t)c, rows, values[c]);
        else
            xlsx.worksheet_write_blank(t->sheet, t->next, (lxw_col_t)c, t->label);
    }
    t->next++;
}
