/* OpenDocument 1.2 part 1, chapters 8 and 9: content.xml of an .ods, or a flat .fods. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "sheet/book.h"
#include "sheet/cell.h"
#include "sheet/sax.h"
#include "sheet/value.h"

#define OFFICE "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
#define TABLE "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
#define TEXT "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
#define STYLE "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
#define MANY (1u << 24)

struct odf {
    struct sheet_book *b;
    struct diag_list *d;
    struct rows *rows;     /* NULL: the survey */
    size_t wanted, sheet;
    unsigned nested;       /* tables within a cell are no sheets */
    bool too_many, over;
    struct sax *sax;
    struct arena *arena;   /* survey: the styles */
    VEC(const char *) hidden_styles;
    const char *style;     /* the table style that is being read */
    bool in_sheet, in_row, in_cell;
    unsigned aside;        /* depth of what is no value: remarks, ruby text, drawings */
    unsigned paragraphs, depth_p;
    unsigned repeated;
    struct rows_span span;
    struct sheet_cell cell; /* what the attributes say; text empty: the paragraphs */
    bool has_type, formula;
    struct buf text;
};

static bool is(const char *ns, const char *name, const char *want_ns, const char *want)
{
    return strcmp(name, want) == 0 && strcmp(ns, want_ns) == 0;
}

/* --- the survey: names, and styles that hide a table --- */

static void survey_style(struct odf *x, const char *ns, const char *name, const struct sax_attributes *a)
{
    if (is(ns, name, STYLE, "style"))
        x->style = sax_copy(x->arena, a, STYLE, "name");
    else if (is(ns, name, STYLE, "table-properties") && x->style && sax_attribute_is(a, "display", "false") &&
             x->hidden_styles.n < LIMIT_SHEET_SHEETS)
        *VEC_PUSH(x->arena, &x->hidden_styles) = x->style;
}

static bool is_hidden(const struct odf *x, const char *style)
{
    for (size_t i = 0; style && i < x->hidden_styles.n; i++)
        if (strcmp(x->hidden_styles.v[i], style) == 0)
            return true;
    return false;
}

static void survey_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    struct odf *x = arg;
    if (strcmp(ns, STYLE) == 0) {
        survey_style(x, ns, name, a);
        return;
    }
    if (is(ns, name, OFFICE, "text") || is(ns, name, OFFICE, "drawing"))
        sax_stop(x->sax);
    if (!is(ns, name, TABLE, "table") || x->nested++)
        return;
    if (x->b->sheets.n == LIMIT_SHEET_SHEETS) {
        x->too_many = true;
        sax_stop(x->sax);
        return;
    }
    char *title = sax_copy(x->b->arena, a, TABLE, "name"), *style = sax_copy(x->arena, a, TABLE, "style-name");
    *VEC_PUSH(x->b->arena, &x->b->sheets) = (struct book_sheet){.info = {title ? title : "", is_hidden(x, style)}};
}

static void survey_end(void *arg, const char *ns, const char *name)
{
    struct odf *x = arg;
    if (is(ns, name, TABLE, "table"))
        x->nested--;
}

/* --- rows --- */

static bool row_hidden(const struct sax_attributes *a)
{
    size_t n;
    const char *v = sax_attribute(a, TABLE, "visibility", &n);
    return v && !(n == 7 && memcmp(v, "visible", n) == 0);
}

static struct sheet_cell by_attributes(struct odf *x, const struct sax_attributes *a)
{
    struct arena *arena = rows_arena(x->rows);
    const char *type = sax_copy(arena, a, OFFICE, "value-type"), *value = sax_copy(arena, a, OFFICE, "value");
    struct sheet_cell c = {.type = SHEET_TEXT, .text = ""};
    x->has_type = type != NULL;
    if (!type)
        return c;
    if (value)
        return cell_number(arena, value, strlen(value), strcmp(type, "percentage") == 0 ? VALUE_PERCENT : VALUE_GENERAL, false);
    if (strcmp(type, "boolean") == 0 && (value = sax_copy(arena, a, OFFICE, "boolean-value")))
        return (struct sheet_cell){.type = SHEET_BOOLEAN, .text = value};
    if (strcmp(type, "date") == 0 && (value = sax_copy(arena, a, OFFICE, "date-value")))
        c.type = value_iso(arena, value, strlen(value), &c.text) ? SHEET_DATE : SHEET_ERROR;
    else if (strcmp(type, "time") == 0 && (value = sax_copy(arena, a, OFFICE, "time-value")))
        c.type = value_time(arena, value, strlen(value), &c.text) ? SHEET_DATE : SHEET_ERROR;
    else if (strcmp(type, "string") == 0 && (value = sax_copy(arena, a, OFFICE, "string-value")))
        c.text = value;
    if (c.type == SHEET_ERROR)
        c.text = value;
    return c;
}

static void cell_begins(struct odf *x, const struct sax_attributes *a, bool covered)
{
    struct arena *arena = rows_arena(x->rows);
    x->in_cell = true;
    x->paragraphs = x->depth_p = 0;
    x->text.n = 0;
    x->span = (struct rows_span){sax_attribute_number(a, "number-columns-repeated", MANY, 1),
                                 sax_attribute_number(a, "number-columns-spanned", MANY, 1),
                                 sax_attribute_number(a, "number-rows-spanned", MANY, 1)};
    x->cell = by_attributes(x, a);
    /* LibreOffice names the type "error" in a namespace of its own beside office:value-type="string". */
    const char *calc = sax_copy(arena, a, "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", "value-type");
    if (calc && strcmp(calc, "error") == 0)
        x->cell = (struct sheet_cell){.type = SHEET_ERROR, .text = ""};
    x->formula = sax_copy(arena, a, TABLE, "formula") != NULL;
    if (!x->has_type && x->formula)
        x->cell.type = SHEET_UNCALCULATED;
    if (covered)
        x->cell = (struct sheet_cell){.type = SHEET_EMPTY, .text = ""};
}

static void paragraph_part(struct odf *x, const char *name, const struct sax_attributes *a)
{
    if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0) {
        x->depth_p++;
        if (x->paragraphs++)
            cell_text(&x->text, "\n", 1, &x->over);
    } else if (strcmp(name, "line-break") == 0) {
        cell_text(&x->text, "\n", 1, &x->over);
    } else if (strcmp(name, "tab") == 0) {
        cell_text(&x->text, "\t", 1, &x->over);
    } else if (strcmp(name, "s") == 0) {
        for (unsigned n = sax_attribute_number(a, "c", LIMIT_SHEET_CELL, 1); n && !x->over; n--)
            cell_text(&x->text, " ", 1, &x->over);
    }
}

/* What stands in a cell and is not what it holds. */
static bool is_aside(const char *ns, const char *name)
{
    return is(ns, name, OFFICE, "annotation") || is(ns, name, TEXT, "ruby-text") || is(ns, name, TABLE, "table") ||
           strcmp(ns, "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0") == 0;
}

static void row_begins(struct odf *x, const struct sax_attributes *a)
{
    x->in_row = true;
    x->repeated = sax_attribute_number(a, "number-rows-repeated", MANY, 1);
    rows_begin(x->rows, 0, row_hidden(a));
}

static void start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    struct odf *x = arg;
    if (x->aside || (x->in_cell && is_aside(ns, name))) {
        x->aside++;
        return;
    }
    if (is(ns, name, TABLE, "table")) {
        x->in_sheet = x->sheet++ == x->wanted;
        return;
    }
    if (!x->in_sheet)
        return;
    if (is(ns, name, TABLE, "table-row"))
        row_begins(x, a);
    else if (x->in_row && (is(ns, name, TABLE, "table-cell") || is(ns, name, TABLE, "covered-table-cell")))
        cell_begins(x, a, *name == 'c');
    else if (x->in_cell && strcmp(ns, TEXT) == 0)
        paragraph_part(x, name, a);
}

static void cell_ends(struct odf *x)
{
    struct sheet_cell c = x->cell;
    x->in_cell = false;
    if ((c.type == SHEET_TEXT || c.type == SHEET_ERROR) && !*c.text)
        c.text = cell_copy(rows_arena(x->rows), &x->text);
    if (c.type == SHEET_TEXT && x->formula && cell_is_error(c.text))
        c.type = SHEET_ERROR;
    if (c.type == SHEET_TEXT && !*c.text)
        c.type = SHEET_EMPTY;
    rows_cell(x->rows, 0, &c, x->span);
}

static void end(void *arg, const char *ns, const char *name)
{
    struct odf *x = arg;
    if (x->aside) {
        x->aside--;
    } else if (is(ns, name, TABLE, "table")) {
        if (x->in_sheet)
            sax_stop(x->sax);
        x->in_sheet = false;
    } else if (!x->in_sheet) {
        return;
    } else if (is(ns, name, TEXT, "p") || is(ns, name, TEXT, "h")) {
        x->depth_p -= x->depth_p > 0;
    } else if (x->in_cell && (is(ns, name, TABLE, "table-cell") || is(ns, name, TABLE, "covered-table-cell"))) {
        cell_ends(x);
    } else if (x->in_row && is(ns, name, TABLE, "table-row")) {
        x->in_row = false;
        if (!rows_end(x->rows, x->repeated))
            sax_stop(x->sax);
    }
}

static void text(void *arg, const char *s, size_t n)
{
    struct odf *x = arg;
    if (x->depth_p && !x->aside)
        cell_text(&x->text, s, n, &x->over);
}

/* --- both --- */

static bool run(struct odf *x, const struct sax_events *events)
{
    struct stream *s = book_part(x->b, "content.xml", x->d);
    bool ok = s && sax_run(s, x->b->path, events, x, &x->sax, x->d);
    stream_close(s);
    buf_free(&x->text);
    return book_within(x->b, x->too_many, x->over, x->d) && ok;
}

static void manifest_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns, (void)a;
    *(bool *)arg |= strcmp(name, "encryption-data") == 0;
}

static bool is_encrypted(struct sheet_book *b, struct diag_list *d)
{
    static const struct sax_events events = {.start = manifest_start};
    bool encrypted = false;
    struct stream *s = b->format == SHEET_ODS ? stream_entry(b->path, "META-INF/manifest.xml", false, d) : NULL;
    if (s && !sax_run(s, b->path, &events, &encrypted, NULL, d))
        encrypted = false;
    stream_close(s);
    struct loc at = book_loc(b->path);
    if (encrypted)
        diag(d, SHEET_ENCRYPTED, &at);
    return encrypted;
}

static bool survey(struct sheet_book *b, struct diag_list *d)
{
    static const struct sax_events events = {.start = survey_start, .end = survey_end};
    if (is_encrypted(b, d))
        return false;
    struct odf x = {.b = b, .d = d, .arena = arena_new()};
    bool ok = run(&x, &events);
    arena_free(x.arena);
    return ok;
}

static bool rows(struct sheet_book *b, size_t i, struct rows *r, struct diag_list *d)
{
    static const struct sax_events events = {.start = start, .end = end, .text = text};
    struct odf x = {.b = b, .d = d, .rows = r, .wanted = i};
    return run(&x, &events);
}

const struct book_reader book_odf = {survey, rows};
