/* check_table.c - check --programme: rows of tables as proposals, beside proposals and folders of them. Findings are told at cells,
 * and with --format sheet they are written into a copy of the table. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "batch/document.h"
#include "batch/inputs.h"
#include "cli/check.h"
#include "sheet/marked.h"

struct table_check {
    struct cli *c;
    enum check_format format;
    enum cli_status status;
    struct buf out;
    size_t reports;
    char *table; /* whose basis was told */
    /* --format sheet */
    struct sheet_book *book; /* NULL: it is not wanted */
    struct arena *arena;
    unsigned *heading_rows;
    VEC(struct marked_finding) marks;
};

/* --- marks --- */

/* "error: text [rule, clause]" */
static void mark(struct table_check *t, const struct diag_record *r, const struct locate_cell *at)
{
    const struct i18n *lang = t->c->lang;
    struct buf b = {0};
    buf_printf(&b, "%s: ", i18n_text(lang, diag_word(r)));
    diag_text(&b, r, lang);
    buf_printf(&b, " [%s%s%s]", r->rule, r->clause ? ", " : "", r->clause ? r->clause : "");
    *VEC_PUSH(t->arena, &t->marks) = (struct marked_finding){*at, r->severity, arena_strdup(t->arena, b.data)};
    buf_free(&b);
}

/* What has no cell of its own stands at the row. */
static void mark_all(struct table_check *t, const struct diag_list *findings, const struct import_row *row)
{
    const char *path = t->c->args.operands[0];
    for (size_t i = 0; t->book && i < diag_list_count(findings); i++) {
        const struct diag_record *r = diag_list_at(findings, i);
        struct locate_cell at;
        if (r->loc.file && locate_place(t->book, path, r->loc.file, &at))
            mark(t, r, &at);
        else if (row)
            mark(t, r, &(struct locate_cell){.sheet = row->plan->main.sheet, .row = row->row});
    }
}

/* Where the headings stand says the plan by which rows are read. */
static void note_headings(struct table_check *t, const struct plan *p)
{
    if (!t->book || t->heading_rows[p->main.sheet])
        return;
    t->heading_rows[p->main.sheet] = p->main.first_row - 1;
    for (size_t i = 0; i < p->further.n; i++)
        t->heading_rows[p->further.v[i].sheet] = p->further.v[i].first_row - 1;
}

/* --- reports --- */

/* What all rows of a table are judged by is told once. */
static void report_basis(struct table_check *t, const char *table, struct programme *p)
{
    if (t->table && strcmp(t->table, table) == 0)
        return;
    free(t->table);
    t->table = xstrdup(table);
    struct diag_list *none = diag_list_new();
    check_report(&t->out, CHECK_TEXT, table, p, none, t->c->lang);
    diag_list_free(none);
}

static void report(struct table_check *t, const struct input *in, struct programme *p, const struct diag_list *findings)
{
    if (t->book)
        return;
    if (t->format == CHECK_JSON)
        buf_puts(&t->out, t->reports++ ? ",\n" : "[\n");
    if (t->format == CHECK_JSON || !in->row) {
        check_report(&t->out, t->format, in->source, p, findings, t->c->lang);
        return;
    }
    report_basis(t, in->table, p);
    for (size_t i = 0; i < diag_list_count(findings); i++)
        diag_line(&t->out, diag_list_at(findings, i), t->c->lang);
}

/* --- one proposal after the other --- */

static bool judge(void *arg, const struct input *in)
{
    struct table_check *t = arg;
    struct document p = {0};
    struct diag_list *found = diag_list_new(), *all = diag_list_new();
    bool judged = inputs_open(in, t->c->session, &p, t->c->diag) && document_check(&p, found);
    char *map = in->row ? locate_map(in->row) : NULL;
    if (map)
        locate_findings(map, in->source, in->findings, found);
    free(map);
    diag_list_append(all, in->findings);
    diag_list_append(all, found);
    if (judged) {
        if (in->row)
            note_headings(t, in->row->plan);
        mark_all(t, all, in->row);
        report(t, in, p.programme, all);
        cli_worsen(&t->status, cli_status_of(all));
        cli_tell_dropped(t->c, diag_list_dropped(all));
    } else {
        diag_list_append(t->c->diag, all);
        cli_worsen(&t->status, CLI_FAILED);
    }
    cli_worsen(&t->status, cli_flush(t->c));
    diag_list_free(found);
    diag_list_free(all);
    document_close(&p);
    return true;
}

static bool write_marked(struct table_check *t)
{
    struct cli *c = t->c;
    struct marked_input in = {
        .book = t->book, .title = i18n_text(c->lang, "findings"), .heading = i18n_text(c->lang, "findings"),
        .heading_rows = t->heading_rows, .findings = t->marks.v, .n = t->marks.n,
    };
    return marked_write(cli_value(c, OPT_OUTPUT), &in, c->diag);
}

/* For --format sheet the table is opened a second time, to be copied. */
static bool open_book(struct table_check *t)
{
    struct cli *c = t->c;
    if (!cli_value(c, OPT_PROGRAMME) || !cli_value(c, OPT_OUTPUT) || c->args.operand_count != 1) {
        diag(c->diag, CLI_SHEET_FORMAT, NULL);
        return false;
    }
    t->book = sheet_open(c->args.operands[0], c->diag);
    t->heading_rows = t->book ? arena_array(t->arena, sheet_count(t->book), sizeof *t->heading_rows) : NULL;
    return t->book != NULL;
}

static void judge_all(struct table_check *t)
{
    struct cli *c = t->c;
    if (!cli_inputs(c, c->args.operands, c->args.operand_count, judge, t))
        cli_worsen(&t->status, CLI_FAILED);
    mark_all(t, c->diag, NULL);
    cli_worsen(&t->status, cli_status_of(c->diag));
    if (t->format == CHECK_JSON)
        buf_puts(&t->out, t->reports ? "]\n" : "[]\n");
    if (t->status != CLI_FAILED && t->book && !write_marked(t))
        cli_worsen(&t->status, CLI_FAILED);
    if (!t->book && t->out.n && !cli_write(c, &t->out))
        cli_worsen(&t->status, CLI_FAILED);
}

enum cli_status cli_check_tables(struct cli *c, enum check_format format, bool sheet)
{
    struct table_check t = {.c = c, .format = format, .arena = arena_new()};
    if ((!sheet || open_book(&t)) && cli_session(c))
        judge_all(&t);
    else
        t.status = CLI_FAILED;
    sheet_close(t.book);
    arena_free(t.arena);
    buf_free(&t.out);
    free(t.table);
    return t.status;
}
