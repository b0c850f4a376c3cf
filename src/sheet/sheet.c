#include "sheet/sheet.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "sheet/book.h"
#include "sheet/sax.h"
#include "sheet/stream.h"

#define HEAD 512 /* bytes that a file is told by */

static const struct book_reader *const readers[] = {
    [SHEET_XML2003] = &book_xml2003, [SHEET_ODS] = &book_odf, [SHEET_FODS] = &book_odf,
    [SHEET_XLSX] = &book_xlsx,       [SHEET_CSV] = &book_csv, [SHEET_RECORDS] = &book_records,
};

struct loc book_loc(const char *path)
{
    return (struct loc){.file = path};
}

bool book_within(const struct sheet_book *b, bool too_many_sheets, bool cell_too_long, struct diag_list *d)
{
    struct loc at = book_loc(b->path);
    if (too_many_sheets)
        diag(d, SHEET_TOO_MANY_SHEETS, &at, arena_printf(b->arena, "%d", LIMIT_SHEET_SHEETS));
    if (cell_too_long)
        diag(d, SHEET_CELL_TOO_LONG, &at, arena_printf(b->arena, "%u", LIMIT_SHEET_CELL));
    return !too_many_sheets && !cell_too_long;
}

struct stream *book_part(const struct sheet_book *b, const char *entry, struct diag_list *d)
{
    return b->format == SHEET_ODS || b->format == SHEET_XLSX ? stream_entry(b->path, entry, true, d) : stream_file(b->path, d);
}

/* --- what the file is --- */

static bool refuse(const char *path, const char *what, struct diag_list *d)
{
    struct loc at = book_loc(path);
    diag(d, SHEET_FORMAT, &at, what);
    return false;
}

struct zip_kind {
    bool xlsx, ods, binary, macros, document;
};

static bool look_at_entry(void *arg, const char *name)
{
    struct zip_kind *k = arg;
    k->xlsx |= strcmp(name, "[Content_Types].xml") == 0;
    k->ods |= strcmp(name, "content.xml") == 0;
    k->binary |= strcmp(name, "xl/workbook.bin") == 0;
    k->macros |= strcmp(name, "xl/vbaProject.bin") == 0;
    k->document |= strncmp(name, "word/", 5) == 0 || strncmp(name, "ppt/", 4) == 0;
    return true;
}

static bool detect_zip(struct sheet_book *b, struct diag_list *d)
{
    struct zip_kind k = {0};
    if (!stream_entries(b->path, look_at_entry, &k, d))
        return false;
    if (k.binary)
        return refuse(b->path, N_("a binary workbook (.xlsb)"), d);
    if (k.document || (!k.xlsx && !k.ods))
        return refuse(b->path, N_("an archive without a workbook in it"), d);
    if (k.macros) {
        struct loc at = book_loc(b->path);
        diag(d, SHEET_MACROS, &at);
    }
    b->format = k.ods ? SHEET_ODS : SHEET_XLSX;
    return true;
}

/* A compound file is the old .xls, or the wrapping of an encrypted workbook, whose directory names EncryptedPackage. */
static bool detect_compound(const char *path, struct diag_list *d)
{
    static const char name[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    struct stream *s = stream_file(path, d);
    if (!s)
        return false;
    char block[4096 + sizeof name];
    size_t kept = 0;
    bool encrypted = false;
    for (long n; !encrypted && (n = stream_read(s, block + kept, 4096)) > 0;) {
        size_t all = kept + (size_t)n;
        encrypted = memmem(block, all, name, sizeof name - 1) != NULL;
        kept = all < sizeof name ? all : sizeof name;
        memmove(block, block + all - kept, kept);
    }
    stream_close(s);
    if (!encrypted)
        return refuse(path, N_("an old binary workbook (.xls)"), d);
    struct loc at = book_loc(path);
    diag(d, SHEET_ENCRYPTED, &at);
    return false;
}

struct root {
    struct sax *sax;
    bool seen;
    enum sheet_format format;
    const char *refused;
};

static void root_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    struct root *r = arg;
    if (r->seen)
        return;
    r->seen = true;
    r->format = SHEET_RECORDS;
    if (strcmp(ns, "urn:schemas-microsoft-com:office:spreadsheet") == 0 && strcmp(name, "Workbook") == 0)
        r->format = SHEET_XML2003;
    else if (strcmp(ns, "urn:oasis:names:tc:opendocument:xmlns:office:1.0") == 0 && strcmp(name, "document") == 0)
        r->format = SHEET_FODS;
    else if (strcmp(ns, "urn:shenbao:proposal") == 0)
        r->refused = N_("a proposal");
    else if (strcasecmp(name, "html") == 0)
        r->refused = N_("a web page");
    (void)a;
    sax_stop(r->sax);
}

static bool detect_xml(struct sheet_book *b, struct diag_list *d)
{
    static const struct sax_events events = {.start = root_start};
    struct root r = {0};
    struct stream *s = stream_file(b->path, d);
    bool ok = s && sax_run(s, b->path, &events, &r, &r.sax, d);
    stream_close(s);
    b->format = r.format;
    return ok && (!r.refused || refuse(b->path, r.refused, d));
}

static bool begins(const char *head, size_t n, const char *with, size_t length)
{
    return n >= length && memcmp(head, with, length) == 0;
}

/* Where the first `<` stands, with nothing but white space before it, in UTF-16 too; n: it is no markup. */
static size_t markup(const char *head, size_t n)
{
    size_t i = begins(head, n, "\xEF\xBB\xBF", 3) ? 3 : begins(head, n, "\xFF\xFE", 2) || begins(head, n, "\xFE\xFF", 2) ? 2 : 0;
    while (i < n && strchr(" \t\r\n", head[i])) /* strchr finds NUL too: half of a UTF-16 unit */
        i++;
    return i < n && head[i] == '<' ? i : n;
}

/* Old systems hand out pages of HTML under the name .xls. */
static bool is_html(const char *s, size_t n)
{
    static const char *const starts[] = {"<html", "<table", "<!doctype html", "<meta"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (n >= strlen(starts[i]) && strncasecmp(s, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static bool detect(struct sheet_book *b, struct diag_list *d)
{
    char head[HEAD];
    struct stream *s = stream_file(b->path, d);
    long n = s ? stream_read(s, head, sizeof head) : -1;
    stream_close(s);
    if (n < 0)
        return false;
    size_t size = (size_t)n;
    if (size == 0)
        return refuse(b->path, N_("an empty file"), d);
    if (begins(head, size, "PK\3\4", 4) || begins(head, size, "PK\5\6", 4))
        return detect_zip(b, d);
    if (begins(head, size, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8))
        return detect_compound(b->path, d);
    if (begins(head, size, "%PDF-", 5))
        return refuse(b->path, N_("a PDF file"), d);
    size_t at = markup(head, size);
    if (at < size)
        return is_html(head + at, size - at) ? refuse(b->path, N_("a web page"), d) : detect_xml(b, d);
    b->format = SHEET_CSV;
    return true;
}

/* --- the book --- */

struct sheet_book *sheet_open(const char *path, struct diag_list *d)
{
    struct arena *a = arena_new();
    struct sheet_book *b = arena_alloc(a, sizeof *b);
    b->arena = a;
    b->path = arena_strdup(a, path);
    if (detect(b, d) && readers[b->format]->survey(b, d)) {
        if (b->sheets.n)
            return b;
        struct loc at = book_loc(path);
        diag(d, SHEET_NO_SHEETS, &at);
    }
    sheet_close(b);
    return NULL;
}

void sheet_close(struct sheet_book *b)
{
    if (!b)
        return;
    strings_free(b->strings);
    arena_free(b->arena);
}

size_t sheet_count(const struct sheet_book *b)
{
    return b->sheets.n;
}

const struct sheet_info *sheet_info(const struct sheet_book *b, size_t i)
{
    return &b->sheets.v[i].info;
}

bool sheet_rows(struct sheet_book *b, size_t i, sheet_row_fn *fn, void *arg, struct diag_list *d)
{
    struct rows *r = rows_new(b->path, b->sheets.v[i].info.name, fn, arg, d);
    bool ok = readers[b->format]->rows(b, i, r, d) && !rows_failed(r);
    rows_free(r);
    return ok;
}

void sheet_cell_name(unsigned column, unsigned row, char out[16])
{
    char letters[7];
    int n = 0;
    for (unsigned c = column; c && n < 7; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    while (n)
        *out++ = letters[--n];
    char digits[12];
    n = 0;
    for (; row && n < 8; row /= 10)
        digits[n++] = (char)('0' + row % 10);
    while (n)
        *out++ = digits[--n];
    *out = '\0';
}
