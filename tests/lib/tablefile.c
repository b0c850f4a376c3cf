#include "tablefile.h"

#include <archive.h>
#include <archive_entry.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/buf.h"

struct tablefile {
    enum tablefile_kind kind;
    const char *path;
    FILE *file;
    iconv_t to;
    bool failed, in_sheet;
    unsigned row; /* of the sheet, from 0 */
    struct buf line;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *date;
    struct arena *arena; /* names of elements */
    const char *record;
    const char **names;
    size_t nnames;
};

static const struct {
    const char *file, *charset;
} kinds[TABLEFILE_KINDS] = {
    [TABLEFILE_XLSX] = {"shared.xlsx", NULL},         [TABLEFILE_XLSX_INLINE] = {"inline.xlsx", NULL},
    [TABLEFILE_ODS] = {"table.ods", NULL},            [TABLEFILE_FODS] = {"table.fods", NULL},
    [TABLEFILE_XML2003] = {"table-2003.xml", NULL},   [TABLEFILE_CSV_UTF8] = {"utf8.csv", "UTF-8"},
    [TABLEFILE_CSV_GB18030] = {"gb18030.csv", "GB18030"}, [TABLEFILE_CSV_UTF16] = {"utf16.csv", "UTF-16LE"},
    [TABLEFILE_RECORDS] = {"records.xml", NULL},
};

#define ODF_NAMES                                                                                                          \
    " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"" \
    " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\""
#define ODS_TYPE "application/vnd.oasis.opendocument.spreadsheet"

static const char *const heads[TABLEFILE_KINDS] = {
    [TABLEFILE_ODS] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content" ODF_NAMES "><office:body><office:spreadsheet>\n",
    [TABLEFILE_FODS] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document" ODF_NAMES " office:mimetype=\"" ODS_TYPE
                       "\"><office:body><office:spreadsheet>\n",
    [TABLEFILE_XML2003] = "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"
                          "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
                          "<Styles><Style ss:ID=\"Default\" ss:Name=\"Normal\"/><Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/></Style></Styles>\n",
    [TABLEFILE_RECORDS] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<数据>\n",
};

static const char *const tails[TABLEFILE_KINDS] = {
    [TABLEFILE_ODS] = "</office:spreadsheet></office:body></office:document-content>\n",
    [TABLEFILE_FODS] = "</office:spreadsheet></office:body></office:document>\n",
    [TABLEFILE_XML2003] = "</Workbook>\n",
    [TABLEFILE_RECORDS] = "</数据>\n",
};

const char *tablefile_name(enum tablefile_kind kind)
{
    return kinds[kind].file;
}

bool tablefile_is_csv(enum tablefile_kind kind)
{
    return kinds[kind].charset != NULL;
}

/* --- bytes out --- */

static void put(struct tablefile *t, const char *s, size_t n)
{
    t->failed = t->failed || fwrite(s, 1, n, t->file) != n;
}

/* What was gathered, in the file's encoding. */
static void put_line(struct tablefile *t)
{
    char *from = t->line.data, out[4096];
    size_t left = t->line.n;
    while (t->to != (iconv_t)-1 && left && !t->failed) {
        char *to = out;
        size_t room = sizeof out;
        size_t before = left;
        iconv(t->to, &from, &left, &to, &room);
        t->failed = t->failed || left == before;
        put(t, out, sizeof out - room);
    }
    if (t->to == (iconv_t)-1)
        put(t, t->line.data, t->line.n);
    t->line.n = 0;
}

struct tablefile *tablefile_new(const char *path, enum tablefile_kind kind)
{
    struct tablefile *t = xcalloc(1, sizeof *t);
    *t = (struct tablefile){.kind = kind, .path = path, .to = (iconv_t)-1, .arena = arena_new()};
    if (kind == TABLEFILE_XLSX || kind == TABLEFILE_XLSX_INLINE) {
        lxw_workbook_options o = {.constant_memory = kind == TABLEFILE_XLSX_INLINE};
        t->book = workbook_new_opt(path, &o);
        t->date = workbook_add_format(t->book);
        format_set_num_format(t->date, "yyyy-mm-dd");
        return t;
    }
    t->file = kind == TABLEFILE_ODS ? tmpfile() : fopen(path, "wb");
    t->failed = !t->file;
    if (kinds[kind].charset && strcmp(kinds[kind].charset, "UTF-8") != 0)
        t->to = iconv_open(kinds[kind].charset, "UTF-8");
    if (kind == TABLEFILE_CSV_UTF8 || kind == TABLEFILE_CSV_UTF16)
        buf_puts(&t->line, "\xEF\xBB\xBF");
    if (heads[kind])
        buf_puts(&t->line, heads[kind]);
    return t;
}

/* --- sheets --- */

/* A heading as the name of an element: its Han characters, letters and digits, because marks cannot stand in one; without what
 * is in brackets. */
static const char *element_name(struct tablefile *t, const char *heading)
{
    struct buf b = {0};
    buf_puts(&b, "");
    bool inside = false;
    for (const char *s = heading; *s;) {
        size_t n = (unsigned char)*s < 0x80 ? 1 : (unsigned char)*s < 0xE0 ? 2 : (unsigned char)*s < 0xF0 ? 3 : 4;
        bool han = n == 3 && (unsigned char)*s >= 0xE4 && (unsigned char)*s <= 0xE9; /* U+4000 to U+9FFF */
        inside = strncmp(s, "（", 3) == 0 || (inside && strncmp(s, "）", 3) != 0);
        if (!inside && (han || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z') || (b.n && *s >= '0' && *s <= '9')))
            buf_add(&b, s, n);
        s += n;
    }
    const char *kept = arena_strdup(t->arena, b.n ? b.data : "x");
    buf_free(&b);
    return kept;
}

static void sheet_ends(struct tablefile *t)
{
    if (t->in_sheet && (t->kind == TABLEFILE_ODS || t->kind == TABLEFILE_FODS))
        buf_puts(&t->line, "</table:table>\n");
    if (t->in_sheet && t->kind == TABLEFILE_XML2003)
        buf_puts(&t->line, "</Table></Worksheet>\n");
    t->in_sheet = false;
}

void tablefile_sheet(struct tablefile *t, const char *name)
{
    sheet_ends(t);
    t->failed = t->failed || (tablefile_is_csv(t->kind) && t->row);
    t->in_sheet = true;
    t->row = 0;
    if (t->book) {
        t->sheet = workbook_add_worksheet(t->book, name);
        t->failed = t->failed || !t->sheet;
    } else if (t->kind == TABLEFILE_RECORDS) {
        t->record = element_name(t, name);
    } else if (t->kind == TABLEFILE_XML2003) {
        buf_printf(&t->line, "<Worksheet ss:Name=\"%s\"><Table>\n", name);
    } else if (!tablefile_is_csv(t->kind)) {
        buf_printf(&t->line, "<table:table table:name=\"%s\">\n", name);
    }
}

/* --- cells --- */

static void xlsx_cell(struct tablefile *t, unsigned column, const struct tablefile_cell *c)
{
    lxw_error rc = LXW_NO_ERROR;
    if (c->across > 1) {
        rc = worksheet_merge_range(t->sheet, t->row, (lxw_col_t)column, t->row, (lxw_col_t)(column + c->across - 1), c->text, NULL);
    } else if (c->type == 'T') {
        rc = worksheet_write_string(t->sheet, t->row, (lxw_col_t)column, c->text, NULL);
    } else if (c->type == 'N') {
        rc = worksheet_write_number(t->sheet, t->row, (lxw_col_t)column, strtod(c->text, NULL), NULL);
    } else if (c->type == 'D') {
        lxw_datetime d = {0};
        t->failed = t->failed || sscanf(c->text, "%d-%d-%d", &d.year, &d.month, &d.day) != 3;
        rc = worksheet_write_datetime(t->sheet, t->row, (lxw_col_t)column, &d, t->date);
    }
    t->failed = t->failed || rc != LXW_NO_ERROR;
}

static void odf_cell(struct buf *b, const struct tablefile_cell *c)
{
    buf_puts(b, "<table:table-cell");
    if (c->across > 1)
        buf_printf(b, " table:number-columns-spanned=\"%u\" table:number-rows-spanned=\"1\"", c->across);
    if (c->type == 'N')
        buf_printf(b, " office:value-type=\"float\" office:value=\"%s\"", c->text);
    else if (c->type == 'D')
        buf_printf(b, " office:value-type=\"date\" office:date-value=\"%s\"", c->text);
    else if (c->type)
        buf_puts(b, " office:value-type=\"string\"");
    buf_puts(b, ">");
    for (const char *s = c->type ? c->text : ""; *s;) { /* a paragraph a line */
        size_t n = strcspn(s, "\n");
        buf_puts(b, "<text:p>");
        buf_xml(b, s, n);
        buf_puts(b, "</text:p>");
        s += n + (s[n] == '\n');
    }
    buf_puts(b, "</table:table-cell>");
}

static void cell_2003(struct buf *b, const struct tablefile_cell *c)
{
    if (!c->type) {
        buf_puts(b, "<Cell/>");
        return;
    }
    buf_puts(b, c->type == 'D' ? "<Cell ss:StyleID=\"d\"" : "<Cell");
    if (c->across > 1)
        buf_printf(b, " ss:MergeAcross=\"%u\"", c->across - 1);
    buf_printf(b, "><Data ss:Type=\"%s\">", c->type == 'D' ? "DateTime" : c->type == 'N' ? "Number" : "String");
    for (const char *s = c->text; *s;) {
        size_t n = strcspn(s, "\n");
        buf_xml(b, s, n);
        if (s[n])
            buf_puts(b, "&#10;");
        s += n + (s[n] == '\n');
    }
    buf_puts(b, c->type == 'D' ? "T00:00:00.000</Data></Cell>" : "</Data></Cell>");
}

static void csv_cell(struct buf *b, const char *text)
{
    bool quoted = text[strcspn(text, ",\"\n")] != 0;
    if (quoted)
        buf_putc(b, '"');
    for (const char *s = text; *s; s++) {
        if (*s == '"')
            buf_putc(b, '"');
        buf_putc(b, *s);
    }
    if (quoted)
        buf_putc(b, '"');
}

static void record_row(struct tablefile *t, const struct tablefile_cell *cells, size_t n)
{
    if (t->row == 0) {
        t->names = arena_array(t->arena, n, sizeof *t->names);
        t->nnames = n;
        for (size_t i = 0; i < n; i++)
            t->names[i] = element_name(t, cells[i].text);
        return;
    }
    buf_printf(&t->line, "<%s>", t->record);
    for (size_t i = 0; i < n && i < t->nnames; i++)
        if (cells[i].type) {
            buf_printf(&t->line, "<%s>", t->names[i]);
            buf_xml(&t->line, cells[i].text, strlen(cells[i].text));
            buf_printf(&t->line, "</%s>", t->names[i]);
        }
    buf_printf(&t->line, "</%s>\n", t->record);
}

/* Cells one by one; a merged one is followed by what it covers, which the formats leave out or name otherwise. */
static void grid_row(struct tablefile *t, const struct tablefile_cell *cells, size_t n)
{
    bool odf = t->kind == TABLEFILE_ODS || t->kind == TABLEFILE_FODS, csv = tablefile_is_csv(t->kind);
    buf_puts(&t->line, odf ? "<table:table-row>" : csv ? "" : "<Row>");
    unsigned covered = 0;
    for (size_t i = 0; i < n; i++) {
        if (csv) {
            buf_puts(&t->line, i ? "," : "");
            csv_cell(&t->line, cells[i].type ? cells[i].text : "");
        } else if (covered) {
            buf_puts(&t->line, odf ? "<table:covered-table-cell/>" : "");
        } else if (odf) {
            odf_cell(&t->line, &cells[i]);
        } else {
            cell_2003(&t->line, &cells[i]);
        }
        covered = cells[i].across > 1 ? cells[i].across - 1 : covered ? covered - 1 : 0;
    }
    buf_puts(&t->line, odf ? "</table:table-row>\n" : csv ? "\r\n" : "</Row>\n");
}

void tablefile_row(struct tablefile *t, const struct tablefile_cell *cells, size_t n)
{
    if (t->failed)
        return;
    if (t->book)
        for (size_t i = 0; i < n; i++)
            xlsx_cell(t, (unsigned)i, &cells[i]);
    else if (t->kind == TABLEFILE_RECORDS)
        record_row(t, cells, n);
    else
        grid_row(t, cells, n);
    t->row++;
    if (t->file && t->line.n > 1 << 16)
        put_line(t);
}

/* --- the end --- */

static bool add_entry(struct archive *a, const char *name, FILE *from, const char *text)
{
    char chunk[1 << 16];
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_perm(e, 0644);
    archive_entry_set_mtime(e, 315532800, 0); /* 1980: the same bytes on every run */
    if (text)
        archive_entry_set_size(e, (la_int64_t)strlen(text));
    bool good = archive_write_header(a, e) == ARCHIVE_OK;
    if (good && text)
        good = archive_write_data(a, text, strlen(text)) == (la_ssize_t)strlen(text);
    for (size_t n; good && from && (n = fread(chunk, 1, sizeof chunk, from)) > 0;)
        good = archive_write_data(a, chunk, n) == (la_ssize_t)n;
    archive_entry_free(e);
    return good;
}

static bool pack_ods(const char *path, FILE *content)
{
    static const char manifest[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<manifest:manifest"
                                   " xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\">"
                                   "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"" ODS_TYPE "\"/>"
                                   "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>\n";
    struct archive *a = archive_write_new();
    bool good = archive_write_set_format_zip(a) == ARCHIVE_OK && archive_write_zip_set_compression_store(a) == ARCHIVE_OK &&
                archive_write_open_filename(a, path) == ARCHIVE_OK && add_entry(a, "mimetype", NULL, ODS_TYPE);
    rewind(content);
    good = good && archive_write_zip_set_compression_deflate(a) == ARCHIVE_OK && add_entry(a, "content.xml", content, NULL) &&
           add_entry(a, "META-INF/manifest.xml", NULL, manifest);
    good = archive_write_close(a) == ARCHIVE_OK && good;
    archive_write_free(a);
    return good;
}

bool tablefile_close(struct tablefile *t)
{
    sheet_ends(t);
    bool good = !t->failed;
    if (t->book)
        good = workbook_close(t->book) == LXW_NO_ERROR && good;
    if (t->file && tails[t->kind])
        buf_puts(&t->line, tails[t->kind]);
    if (t->file)
        put_line(t);
    good = good && !t->failed;
    if (t->kind == TABLEFILE_ODS)
        good = good && fflush(t->file) == 0 && pack_ods(t->path, t->file);
    if (t->file)
        good = fclose(t->file) == 0 && good;
    if (t->to != (iconv_t)-1)
        iconv_close(t->to);
    buf_free(&t->line);
    arena_free(t->arena);
    free(t);
    return good;
}
