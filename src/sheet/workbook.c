#include "sheet/workbook.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "sheet/book.h"
#include "sheet/convert.h"
#include "sheet/headings.h"
#include "sheet/reference.h"
#include "sheet/workbook_note.h"
#include "sheet/workbook_table.h"
#include "sheet/xlsx_file.h"
#include "xslt/xml.h"

#define INSTRUCTION 96     /* characters in a line of the instructions */
#define EXAMPLE_KEY "例"
#define ROWS 2000          /* rows that drop-downs and formats are laid over when there are fewer proposals */
#define LIST_MOST 250      /* bytes of a drop-down written in place: libxlsxwriter 1.1.5 has room for 256 and doesn't look */

struct writer {
    const struct workbook_input *in;
    struct diag_list *d;
    struct arena *arena;
    const struct field *root;
    struct workbook_tables tables; /* the first is the main one */
    lxw_workbook *book;
    lxw_worksheet *lists;
    lxw_col_t next_list;
    const char *direction; /* of the proposal that is written */
    struct references references; /* in it */
    lxw_format *heading, *text, *money, *number, *locked, *title;
};

/* --- cells --- */

static const char *shown(struct writer *w, const struct workbook_column *c, const char *value)
{
    if (c->field->kind == FIELD_BOOLEAN)
        return strcmp(value, "true") == 0 || strcmp(value, "1") == 0 ? "是" : "否";
    const char *cell = choices_cell(c->field->refers ? references_of(&w->references, c->field) : &c->choices, value, w->direction);
    return cell ? cell : value;
}

/* Numbers are written as numbers only where nothing is lost: what reads them back writes the same. */
static bool is_plain_number(const struct field *f, const char *s)
{
    size_t whole = strspn(s, "0123456789");
    const char *point = s + whole;
    size_t decimals = *point == '.' ? strspn(point + 1, "0123456789") : 0;
    bool leading_zero = whole > 1 && s[0] == '0';
    if (f->kind == FIELD_MONEY)
        return whole && !leading_zero && whole + decimals < 14 && *point == '.' && decimals == 2 && !point[3];
    return f->kind == FIELD_NUMBER && whole && !leading_zero && whole < 14 && !*point;
}

static double number_of(const char *s)
{
    double n = 0, scale = 1;
    bool behind = false;
    for (; *s; s++) {
        if (*s == '.') {
            behind = true;
            continue;
        }
        n = 10 * n + (*s - '0');
        scale *= behind ? 10 : 1;
    }
    return n / scale;
}

static void write_cell(struct writer *w, struct workbook_table *t, lxw_col_t c, const struct field *f, const char *value)
{
    if (f && is_plain_number(f, value)) {
        xlsx.worksheet_write_number(t->sheet, t->next, c, number_of(value), f->kind == FIELD_MONEY ? w->money : w->number);
        return;
    }
    if (xlsx_units(value) > XLSX_CELL_MOST) {
        char name[16];
        sheet_cell_name(c + 1u, t->next + 1u, name);
        diag(w->d, SHEET_CELL_FULL, NULL, t->name, name);
        return;
    }
    xlsx.worksheet_write_string(t->sheet, t->next, c, value, w->text);
}

/* How many values a cell's text is read as. */
static unsigned parts(struct arena *a, const struct field *f, const char *text)
{
    const char *const *separators = convert_separators(f, text);
    unsigned n = 0;
    while (convert_part(a, separators, &text))
        n++;
    return n;
}

static const char *joined(struct writer *w, const struct record *r, const struct workbook_column *c, unsigned *index, const char *separator)
{
    struct buf b = {0};
    unsigned depth = record_depth(c->field), n = record_count(r, c->field, index);
    for (unsigned i = 1; i <= n; i++) {
        index[depth] = i;
        const char *text = record_get(r, c->field, index);
        buf_printf(&b, "%s%s", i > 1 ? separator : "", text ? shown(w, c, text) : "");
    }
    if (n == 1 && *separator == '\n')
        buf_putc(&b, '\n'); /* a line end says that it is one value */
    index[depth] = 0;
    const char *all = arena_strndup(w->arena, b.n ? b.data : "", b.n);
    buf_free(&b);
    return all;
}

/* All values of a field that is repeated and only a line: a line each where a mark between them would be read as others. */
static const char *several(struct writer *w, const struct record *r, const struct workbook_column *c, unsigned *index)
{
    const char *text = joined(w, r, c, index, "；");
    return parts(w->arena, c->field, text) == record_count(r, c->field, index) ? text : joined(w, r, c, index, "\n");
}

static void write_row(struct writer *w, struct workbook_table *t, const struct record *r, unsigned *index, const char *key)
{
    struct buf parent = {0};
    buf_puts(&parent, "");
    for (unsigned i = 0; i < t->nesting; i++)
        buf_printf(&parent, "%s%u", i ? "." : "", index[t->depths[i]]);
    for (size_t c = 0; c < t->columns.n; c++) {
        const struct workbook_column *column = &t->columns.v[c];
        const struct field *f = column->field;
        const char *text = !f ? (c ? parent.data : key) : f->repeated && f != t->base ? several(w, r, column, index) : record_get(r, f, index);
        if (text && *text)
            write_cell(w, t, (lxw_col_t)c, f, f && !f->repeated ? shown(w, column, text) : text);
    }
    t->next++;
    buf_free(&parent);
}

/* A row for each place that base has in a record: one index after the other is counted up, from the outermost. */
static void write_places(struct writer *w, struct workbook_table *t, const struct record *r, const struct field *const *way, size_t steps,
                         unsigned *index, const char *key)
{
    if (steps == 0) {
        write_row(w, t, r, index, key);
        return;
    }
    unsigned depth = record_depth(way[0]), n = record_count(r, way[0], index);
    for (unsigned i = 1; i <= n; i++) {
        index[depth] = i;
        write_places(w, t, r, way + 1, steps - 1, index, key);
    }
    index[depth] = 0;
}

static void write_record(struct writer *w, const struct record *r, const char *key)
{
    const char *direction = record_get(r, fields_child(w->root, "direction"), (unsigned[FIELDS_DEPTH + 1]){0});
    w->direction = direction ? direction : "";
    w->references = (struct references){.arena = w->arena, .record = r};
    for (size_t i = 0; i < w->tables.n; i++) {
        struct workbook_table *t = &w->tables.v[i];
        const struct field *way[WORKBOOK_NESTING + 1];
        size_t steps = 0;
        for (const struct field *f = t->base; f; f = f->parent)
            if (f->repeated && steps <= WORKBOOK_NESTING)
                way[steps++] = f;
        for (size_t k = 0; k < steps / 2; k++) {
            const struct field *swap = way[k];
            way[k] = way[steps - 1 - k];
            way[steps - 1 - k] = swap;
        }
        unsigned index[FIELDS_DEPTH + 2] = {0};
        write_places(w, t, r, way, steps, index, key);
    }
}

/* --- how a sheet looks --- */

static double width_of(const struct field *f, const char *heading)
{
    double least = (double)xlsx_units(heading) * 2 + 3;
    double want = !f ? 9 : f->kind == FIELD_RICH ? 48 : f->kind == FIELD_INLINE ? 30 : f->kind == FIELD_LINE ? 20 : f->kind == FIELD_DATETIME ? 26 : 13;
    return want > least ? want : least > 34 ? 34 : least;
}

static void write_note(struct writer *w, struct workbook_table *t, lxw_col_t c, const struct field *f)
{
    const char *text = workbook_note_text(w->arena, w->in, f);
    lxw_comment_options o = {.author = "shenbao", .x_scale = 2.2, .y_scale = workbook_note_height(text)};
    if (*text)
        xlsx.worksheet_write_comment_opt(t->sheet, 0, c, text, &o);
}

/* Choices longer than a drop-down in place can hold stand in the hidden sheet. */
static char *list_range(struct writer *w, const char **items, size_t n)
{
    lxw_col_t c = w->next_list++;
    for (size_t i = 0; i < n; i++)
        xlsx.worksheet_write_string(w->lists, (lxw_row_t)i, c, items[i], NULL);
    char name[16];
    sheet_cell_name(c + 1u, 0, name);
    return arena_printf(w->arena, "=清单!$%s$1:$%s$%zu", name, name, n);
}

/* How many rows drop-downs are laid over. */
static unsigned laid_over(const struct workbook_table *t)
{
    return t->next > ROWS ? t->next : ROWS;
}

/* formula: where the choices stand; NULL: they are items. */
static void choose(struct workbook_table *t, lxw_col_t c, char *formula, const char **items, bool several)
{
    lxw_data_validation v = {
        .validate = formula ? LXW_VALIDATION_TYPE_LIST_FORMULA : LXW_VALIDATION_TYPE_LIST,
        .error_type = several ? LXW_VALIDATION_ERROR_TYPE_INFORMATION : LXW_VALIDATION_ERROR_TYPE_WARNING,
        .ignore_blank = LXW_VALIDATION_ON, .dropdown = LXW_VALIDATION_ON, .show_error = several ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON,
    };
    if (formula)
        v.value_formula = formula;
    else
        v.value_list = (char **)(uintptr_t)items; /* only read */
    xlsx.worksheet_data_validation_range(t->sheet, 1, c, laid_over(t), c, &v);
}

static void add_choices(struct writer *w, struct workbook_table *t, lxw_col_t c, const struct choices *choices)
{
    const char **items = arena_array(w->arena, choices->n + 1, sizeof *items);
    size_t total = 0;
    bool comma = false;
    for (size_t i = 0; i < choices->n; i++) {
        items[i] = choices->v[i].cell;
        total += strlen(items[i]) + 1;
        comma |= strchr(items[i], ',') != NULL;
    }
    items[choices->n] = NULL;
    if (choices->n)
        choose(t, c, total > LIST_MOST || comma ? list_range(w, items, choices->n) : NULL, items, choices->several);
}

/* The names that stand in the sheet of what a column refers to: of all proposals, since a drop-down knows no row's own. */
static void choose_by_name(struct writer *w, struct workbook_table *t, lxw_col_t c, const struct field *name)
{
    for (size_t i = 0; i < w->tables.n; i++)
        for (size_t k = 0; k < w->tables.v[i].columns.n; k++) {
            const struct workbook_table *of = &w->tables.v[i];
            if (of->base != name->parent || of->columns.v[k].field != name)
                continue;
            char column[16];
            sheet_cell_name((unsigned)k + 1, 0, column);
            unsigned last = laid_over(of) + 1;
            choose(t, c, arena_printf(w->arena, "=OFFSET('%s'!$%s$2,0,0,MAX(1,COUNTA('%s'!$%s$2:$%s$%u)),1)", of->name, column, of->name, column,
                                      column, last), NULL, true);
        }
}

static void dress(struct writer *w, struct workbook_table *t)
{
    lxw_protection allow = {.format_columns = LXW_TRUE, .format_rows = LXW_TRUE, .insert_rows = LXW_TRUE, .delete_rows = LXW_TRUE,
                            .sort = LXW_TRUE, .autofilter = LXW_TRUE};
    double width = 0;
    for (size_t c = 0; c < t->columns.n; c++) {
        const struct workbook_column *column = &t->columns.v[c];
        const struct field *f = column->field;
        width += width_of(f, column->heading);
        lxw_format *format = f && f->kind == FIELD_MONEY ? w->money : f && f->kind == FIELD_NUMBER ? w->number : w->text;
        xlsx.worksheet_set_column(t->sheet, (lxw_col_t)c, (lxw_col_t)c, width_of(f, column->heading), format);
        xlsx.worksheet_write_string(t->sheet, 0, (lxw_col_t)c, column->heading, w->heading);
        if (!f)
            continue;
        write_note(w, t, (lxw_col_t)c, f);
        if (f->refers)
            choose_by_name(w, t, (lxw_col_t)c, f->refers);
        else
            add_choices(w, t, (lxw_col_t)c, &column->choices);
    }
    xlsx.worksheet_set_row(t->sheet, 0, 32, NULL);
    xlsx.worksheet_freeze_panes(t->sheet, 1, t == &w->tables.v[0] ? 2 : 1);
    xlsx_page(t->sheet, width, 0, 1);
    xlsx.worksheet_protect(t->sheet, NULL, &allow);
}

static bool has_references(const struct writer *w)
{
    for (size_t i = 0; i < w->tables.n; i++)
        for (size_t c = 0; c < w->tables.v[i].columns.n; c++)
            if (w->tables.v[i].columns.v[c].field && w->tables.v[i].columns.v[c].field->refers)
                return true;
    return false;
}

static void write_instructions(struct writer *w, lxw_worksheet *s)
{
    static const char *const lines[] = {
        "“申报”表每行一个项目，“序号”列从1起编号，不得重复。",
        "可以有多项的内容各有一张表：“项目序号”填所属项目的序号；有“上级序号”的，填它所属的那一项在其表中是该项目的第几项，两级的写作 2.1。",
        "金额以万元为单位，保留两位小数；统一社会信用代码、证件号码、电话等列已设为文本格式，请勿改为数字格式。",
        "表头、工作表名称请勿修改；不填的列可以留空或删除，行可以增删和排序。",
        "“申报”表中序号为“例”的一行是示例，导入时不读取，可以删除。",
        "导入前可用 shenbao import 的 --explain 核对各列对应的内容；填好后可用 shenbao check 直接检查本工作簿，问题会指到单元格。",
        "工作单位、签署方、对应附件等列填写名称，与该项目在“单位”“附件”等表中的一致；有重名的，填其代号。",
    };
    size_t n = sizeof lines / sizeof *lines - !has_references(w); /* the last is about these */
    xlsx.worksheet_set_column(s, 0, 0, 4, NULL);
    xlsx.worksheet_set_column(s, 1, 1, INSTRUCTION, NULL);
    xlsx.worksheet_set_landscape(s);
    xlsx.worksheet_set_paper(s, 9);
    xlsx.worksheet_fit_to_pages(s, 1, 0);
    xlsx.worksheet_write_string(s, 0, 0, programme_title(w->in->programme), w->title);
    for (size_t i = 0; i < n; i++) {
        xlsx.worksheet_set_row(s, (lxw_row_t)i + 2, 16.0 * ceil((double)xlsx_units(lines[i]) / (INSTRUCTION - 4)),
                                NULL); /* a format here is one of 16,384 cells */
        xlsx.worksheet_write_number(s, (lxw_row_t)i + 2, 0, (double)(i + 1), w->number);
        xlsx.worksheet_write_string(s, (lxw_row_t)i + 2, 1, lines[i], w->text);
    }
}

/* A row that shows how each kind of field is filled in. */
static void write_example(struct writer *w, struct workbook_table *t)
{
    static const char *const examples[] = {
        [FIELD_LINE] = "示例文字", [FIELD_MONEY] = "120.50", [FIELD_NUMBER] = "36", [FIELD_DATE] = "2025-03-31",
        [FIELD_DATETIME] = "2025-03-31 17:30:00", [FIELD_COUNTRY] = "德国", [FIELD_INLINE] = "CO_{2}减排",
        [FIELD_RICH] = "第一段。\n* 第一点\n* 第二点",
    };
    write_cell(w, t, 0, NULL, EXAMPLE_KEY);
    for (size_t c = 1; c < t->columns.n; c++) {
        const struct workbook_column *column = &t->columns.v[c];
        const struct field *f = column->field;
        const char *text = f && f->kind < sizeof examples / sizeof *examples ? examples[f->kind] : NULL;
        if (f && f->kind != FIELD_COUNTRY && column->choices.n)
            text = column->choices.v[0].cell;
        if (text)
            write_cell(w, t, (lxw_col_t)c, f, text);
    }
    t->next++;
}

static lxw_format *format(struct writer *w, const char *number, bool locked)
{
    lxw_format *f = xlsx.workbook_add_format(w->book);
    xlsx.format_set_num_format(f, number);
    xlsx.format_set_align(f, LXW_ALIGN_VERTICAL_TOP);
    xlsx.format_set_text_wrap(f);
    if (!locked)
        xlsx.format_set_unlocked(f);
    return f;
}

static void add_formats(struct writer *w)
{
    w->text = format(w, "@", false);
    w->money = format(w, "0.00", false);
    w->number = format(w, "0", false);
    w->heading = format(w, "@", true);
    xlsx.format_set_bold(w->heading);
    xlsx.format_set_bg_color(w->heading, 0xE7EEF7);
    xlsx.format_set_border(w->heading, LXW_BORDER_THIN);
    w->title = xlsx.workbook_add_format(w->book);
    xlsx.format_set_bold(w->title);
    xlsx.format_set_font_size(w->title, 14);
}

static void fill(struct writer *w)
{
    for (size_t i = 0; i < w->tables.n; i++)
        w->tables.v[i].next = 1;
    if (w->in->n == 0)
        write_example(w, &w->tables.v[0]);
    for (size_t i = 0; i < w->in->n; i++)
        write_record(w, w->in->records[i], arena_printf(w->arena, "%zu", i + 1));
    for (size_t i = 0; i < w->tables.n; i++)
        dress(w, &w->tables.v[i]);
}

static bool write_book(struct writer *w, const char *path)
{
    struct xlsx_file file;
    if (!xlsx_file_open(&file, w->arena, path, programme_title(w->in->programme), false, w->d))
        return false;
    w->book = file.book;
    add_formats(w);
    lxw_worksheet *first = xlsx.workbook_add_worksheet(w->book, WORKBOOK_GUIDE);
    for (size_t i = 0; i < w->tables.n; i++)
        w->tables.v[i].sheet = xlsx.workbook_add_worksheet(w->book, w->tables.v[i].name);
    w->lists = xlsx.workbook_add_worksheet(w->book, WORKBOOK_LISTS);
    xlsx.worksheet_hide(w->lists);
    write_instructions(w, first);
    fill(w);
    xlsx.worksheet_activate(w->tables.v[0].sheet);
    return xlsx_file_close(&file, w->d);
}

bool workbook_write(const char *path, const struct workbook_input *in, struct diag_list *d)
{
    struct writer w = {.in = in, .d = d, .arena = arena_new(), .root = programme_fields(in->programme, d)};
    bool ok = w.root != NULL;
    if (ok) {
        w.tables = workbook_tables(w.arena, in, w.root);
        ok = write_book(&w, path);
    }
    arena_free(w.arena);
    return ok;
}
