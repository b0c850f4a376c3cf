#include "sheet/xlsx_file.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

#define A4 9
#define WIDTH_MOST 220.0 /* of columns on a page: type of 11 pt comes out in 7 [characters] */
#define SCALE_LEAST 65   /* the same where columns go on on other pages [%] */

struct xlsx_calls xlsx;

static const struct {
    const char *name;
    size_t at; /* in xlsx */
} calls[] = {
#define XLSX_CALL(name) {#name, offsetof(struct xlsx_calls, name)},
#include "sheet/xlsx_calls.def"
#undef XLSX_CALL
};

/* It stays for the next file. NULL: it is there; else what is wrong with it. */
static const char *load(void)
{
    static void *library;
    if (!library)
        library = dlopen("libxlsxwriter.so." LXW_SOVERSION, RTLD_LAZY | RTLD_LOCAL);
    for (size_t i = 0; library && i < sizeof calls / sizeof *calls; i++) {
        void *function = dlsym(library, calls[i].name);
        if (!function)
            return dlerror();
        memcpy((char *)&xlsx + calls[i].at, &function, sizeof function);
    }
    return library ? NULL : dlerror();
}

size_t xlsx_units(const char *s)
{
    size_t n = 0;
    for (const char *end = s + strlen(s); s < end;)
        n += utf8_next(&s, end) > 0xFFFF ? 2 : 1;
    return n;
}

void xlsx_page(lxw_worksheet *sheet, double width, lxw_row_t heading, lxw_col_t columns)
{
    xlsx.worksheet_set_landscape(sheet);
    xlsx.worksheet_set_paper(sheet, A4);
    xlsx.worksheet_repeat_rows(sheet, heading, heading);
    if (width <= WIDTH_MOST)
        xlsx.worksheet_fit_to_pages(sheet, 1, 0);
    if (width <= WIDTH_MOST)
        return;
    xlsx.worksheet_set_print_scale(sheet, SCALE_LEAST);
    xlsx.worksheet_repeat_columns(sheet, 0, columns - 1);
}

/* The library speaks to standard error when it can't open its file: so it is not asked to. */
static bool can_write(const char *temp, const char *path, struct diag_list *d)
{
    FILE *f = fopen(temp, "wb");
    if (!f)
        diag(d, FILE_WRITE, NULL, path, file_cause(errno));
    return f && fclose(f) == 0;
}

bool xlsx_file_open(struct xlsx_file *f, struct arena *a, const char *path, const char *title, bool streamed,
                    struct diag_list *d)
{
    lxw_workbook_options o = {.constant_memory = streamed ? LXW_TRUE : LXW_FALSE};
    lxw_doc_properties properties = {.title = arena_strdup(a, title), .created = 1}; /* the same input, the same bytes */
    const char *missing = load();
    *f = (struct xlsx_file){.path = path, .temp = arena_printf(a, "%s.part", path)};
    if (missing)
        diag(d, FILE_WRITE, NULL, path, missing);
    if (missing || !can_write(f->temp, path, d))
        return false;
    f->own = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    f->before = uselocale(f->own);
    f->book = xlsx.workbook_new_opt(f->temp, &o);
    xlsx.workbook_set_properties(f->book, &properties);
    return true;
}

static lxw_error end(struct xlsx_file *f)
{
    lxw_error rc = xlsx.workbook_close(f->book);
    uselocale(f->before);
    freelocale(f->own);
    return rc;
}

void xlsx_file_drop(struct xlsx_file *f)
{
    end(f);
    remove(f->temp);
}

bool xlsx_file_close(struct xlsx_file *f, struct diag_list *d)
{
    struct buf b = {0};
    errno = 0;
    lxw_error rc = end(f);
    int cause = errno;
    bool ok = rc == LXW_NO_ERROR && file_read(f->temp, LIMIT_SHEET_BYTES, &b, d) && file_write(f->path, b.data, b.n, d);
    remove(f->temp);
    buf_free(&b);
    if (rc != LXW_NO_ERROR)
        diag(d, FILE_WRITE, NULL, f->path, cause ? file_cause(cause) : xlsx.lxw_strerror(rc));
    return ok;
}
