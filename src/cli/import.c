#include "sheet/import.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/cli.h"

struct importing {
    struct cli *c;
    const char *folder;
    struct buf report; /* import.csv */
    struct file_group *files;
    size_t written;
    bool failed;
};

/* 0012.xml for the proposal that the sheet numbers 12, row-0012.xml where it doesn't number them. */
static char *name_of(const struct import_row *row)
{
    struct buf b = {0};
    size_t digits = strspn(row->key, "0123456789");
    if (!row->key[digits] && digits < 10 && row->numbered)
        buf_printf(&b, "%04lu.xml", strtoul(row->key, NULL, 10));
    else
        buf_printf(&b, "row-%04u.xml", row->row);
    return buf_steal(&b);
}

static bool write_row(void *arg, const struct import_row *row)
{
    struct importing *i = arg;
    struct buf xml = {0}, path = {0};
    char *name = name_of(row);
    diag_list_append(i->c->diag, row->findings);
    record_write(row->record, &xml);
    buf_printf(&path, "%s/%s", i->folder, name);
    i->failed = !file_group_new_file(i->files, path.data, xml.data, xml.n, i->c->diag);
    const char *const fields[] = {name, row->place, row->key, row->title};
    for (size_t k = 0; k < 4; k++) {
        buf_csv(&i->report, fields[k]);
        buf_putc(&i->report, k < 3 ? ',' : '\n');
    }
    i->written++;
    buf_free(&xml);
    buf_free(&path);
    free(name);
    return !i->failed;
}

static void tell_written(struct cli *c, const struct importing *i)
{
    char count[24];
    snprintf(count, sizeof count, "%zu", i->written);
    diag(c->diag, IMPORT_WRITTEN, NULL, i->folder, count);
}

static bool write_all(struct cli *c, struct plan *plan, struct diag_list *findings)
{
    struct importing i = {.c = c, .folder = cli_value(c, OPT_OUTPUT), .files = file_group_new()};
    struct buf path = {0};
    buf_puts(&i.report, "file,row,number,title\n");
    bool ok = file_make_folder(i.folder, c->diag) && import_rows(plan, cli_value(c, OPT_DIRECTION), write_row, &i, findings) && !i.failed;
    ok = file_group_commit(i.files, c->diag) && ok; /* also what goes before a row that failed */
    buf_printf(&path, "%s/import.csv", i.folder);
    ok = ok && file_write(path.data, i.report.data, i.report.n, c->diag);
    if (ok && i.written == 0)
        diag(c->diag, SHEET_NO_ROWS, NULL, plan->path);
    if (ok && i.written > 0)
        tell_written(c, &i);
    buf_free(&path);
    buf_free(&i.report);
    file_group_free(i.files);
    return ok;
}

static bool wants_nothing_more(struct cli *c)
{
    if (!cli_value(c, OPT_PROGRAMME))
        diag(c->diag, CLI_OPERAND_MISSING, NULL, "import", "--programme");
    else if (!cli_value(c, OPT_EXPLAIN) && !cli_value(c, OPT_OUTPUT))
        diag(c->diag, CLI_OPERAND_MISSING, NULL, "import", "-o DIR");
    else
        return true;
    return false;
}

enum cli_status cli_import(struct cli *c)
{
    const char *file = c->args.operands[0];
    if (!wants_nothing_more(c))
        return CLI_FAILED;
    struct programme *p = cli_programme(c, cli_value(c, OPT_PROGRAMME));
    struct sheet_book *book = p ? sheet_open(file, c->diag) : NULL;
    struct plan *plan = book ? plan_new(book, file, p, cli_value(c, OPT_MAP), cli_value(c, OPT_SHEET), c->diag) : NULL;
    bool ok = plan != NULL;
    if (ok && cli_value(c, OPT_EXPLAIN)) {
        struct buf out = {0};
        plan_explain(plan, c->lang, &out);
        ok = cli_write(c, &out);
        buf_free(&out);
    } else if (ok) {
        ok = write_all(c, plan, c->diag);
    }
    plan_free(plan);
    sheet_close(book);
    enum cli_status status = cli_status_of(c->diag);
    return ok ? status : CLI_FAILED;
}
