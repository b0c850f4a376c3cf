/* fuzz_sheet.c - libFuzzer entry: any bytes as a workbook. The first byte says how the rest comes: as the file itself (also
 * a zip archive), or as the parts of an archive, each behind a line of its name that ends the part before it, so that the
 * fuzzer's changes reach the parts of .xlsx and .ods without being lost to a check sum. Every sheet is read, and what the
 * rows are as proposals. */
#include <archive.h>
#include <archive_entry.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sheet/import.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const parts[] = {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
                                    "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml", "META-INF/manifest.xml"};
enum { PARTS = sizeof parts / sizeof *parts };

static void add_part(struct archive *a, const char *name, const uint8_t *data, size_t size)
{
    struct archive_entry *e = archive_entry_new();
    archive_entry_set_pathname(e, name);
    archive_entry_set_filetype(e, AE_IFREG);
    archive_entry_set_size(e, (la_int64_t)size);
    if (archive_write_header(a, e) == ARCHIVE_OK)
        archive_write_data(a, data, size);
    archive_entry_free(e);
}

/* A part runs from behind the byte that names it (0x80 and its index) to the next such byte; in UTF-8 text these stand inside
 * characters only behind a byte of 0xC0 or more, which is looked for. */
static size_t part_at(const uint8_t *data, size_t size, size_t from, size_t *index)
{
    for (size_t i = from; i < size; i++)
        if (data[i] >= 0x80 && data[i] < 0x80 + PARTS && (i == 0 || data[i - 1] < 0x80)) {
            *index = data[i] - 0x80u;
            return i;
        }
    return size;
}

static void write_archive(int fd, const uint8_t *data, size_t size)
{
    struct archive *a = archive_write_new();
    archive_write_set_format_zip(a);
    archive_write_zip_set_compression_store(a);
    archive_write_open_fd(a, fd);
    size_t index = 0, next = 0;
    for (size_t at = part_at(data, size, 0, &index); at < size; at = next) {
        size_t name = index;
        next = part_at(data, size, at + 1, &index);
        add_part(a, parts[name], data + at + 1, next - at - 1);
    }
    archive_write_close(a);
    archive_write_free(a);
}

static bool see(void *arg, const struct sheet_row *row)
{
    size_t *sum = arg;
    for (unsigned i = 0; i < row->n; i++)
        *sum += strlen(row->cells[i].text);
    return row->number < 5000;
}

static bool take(void *arg, const struct import_row *row)
{
    struct buf b = {0};
    record_write(row->record, &b);
    *(size_t *)arg += b.n;
    buf_free(&b);
    return true;
}

static void read_book(struct programme *p, const char *path)
{
    struct diag_list *d = diag_list_new();
    struct sheet_book *book = sheet_open(path, d);
    size_t sum = 0;
    for (size_t i = 0; book && i < sheet_count(book) && i < 20; i++)
        sheet_rows(book, i, see, &sum, d);
    struct plan *plan = book ? plan_new(book, path, p, NULL, NULL, d) : NULL;
    if (plan)
        import_rows(plan, NULL, take, &sum, d);
    plan_free(plan);
    sheet_close(book);
    diag_list_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct programme *p;
    struct diag_list *d = diag_list_new();
    if (!p)
        p = programme_load("templates", "shandong-2025", d);
    diag_list_free(d);
    int fd = memfd_create("fuzz", 0);
    if (!p || fd < 0)
        abort();
    if (size && data[0] == 'z')
        write_archive(fd, data + 1, size - 1);
    else if (size && write(fd, data + 1, size - 1) != (ssize_t)(size - 1))
        abort();
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    read_book(p, path);
    close(fd);
    return 0;
}
