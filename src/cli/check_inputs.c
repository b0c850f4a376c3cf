/* check_inputs.c - check of rows of tables, beside proposals and folders of them, each by itself and (--together) across. Findings
 * on rows are told at their cells, and with --format sheet they are written into a copy of the table. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "batch/document.h"
#include "batch/inputs.h"
#include "cli/check.h"
#include "cli/together.h"
#include "sheet/marked.h"

/* A proposal that was judged. */
struct judged {
    const char *source, *table;
    bool is_row;
    struct locate_cell at; /* of a row: where it stands */
    struct programme *programme;
    struct diag_list *findings;
};

struct inputs_check {
    struct cli *c;
    enum check_format format;
    enum cli_status status;
    struct buf out;
    size_t reports;
    struct arena *arena;
    const char *table; /* whose basis was told */
    struct together *together; /* NULL: each for itself, reported at once */
    VEC(struct judged) waiting; /* for the others */
    /* --format sheet */
    struct sheet_book *book; /* NULL: it is not wanted */
    unsigned *heading_rows;
    VEC(struct marked_finding) marks;
};

/* --- marks --- */

/* "error: text [rule, clause]" */
static void mark(struct inputs_check *t, const struct diag_record *r, const struct locate_cell *at)
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
static void mark_all(struct inputs_check *t, const struct diag_list *findings, const struct locate_cell *row)
{
    const char *path = t->c->args.operands[0];
    for (size_t i = 0; t->book && i < diag_list_count(findings); i++) {
        const struct diag_record *r = diag_list_at(findings, i);
        struct locate_cell at;
        if (r->loc.file && locate_place(t->book, path, r->loc.file, &at))
            mark(t, r, &at);
        else if (row)
            mark(t, r, row);
    }
}

/* Where the headings stand says the plan by which rows are read. */
static void note_headings(struct inputs_check *t, const struct plan *p)
{
    if (!t->book || t->heading_rows[p->main.sheet])
        return;
    t->heading_rows[p->main.sheet] = p->main.first_row - 1;
    for (size_t i = 0; i < p->further.n; i++)
        t->heading_rows[p->further.v[i].sheet] = p->further.v[i].first_row - 1;
}

/* --- reports --- */

/* What all rows of a table are judged by is told once. */
static void report_basis(struct inputs_check *t, const char *table, struct programme *p)
{
    if (t->table && strcmp(t->table, table) == 0)
        return;
    t->table = arena_strdup(t->arena, table);
    struct diag_list *none = diag_list_new();
    check_report(&t->out, CHECK_TEXT, table, p, none, t->c->lang);
    diag_list_free(none);
}

static void report_lines(struct inputs_check *t, const struct diag_list *findings)
{
    for (size_t i = 0; i < diag_list_count(findings); i++)
        diag_line(&t->out, diag_list_at(findings, i), t->c->lang);
}

/* One report of many: JSON makes an array of them. */
static void report_file(struct inputs_check *t, const char *file, struct programme *p, struct diag_list *findings)
{
    if (t->format == CHECK_JSON)
        buf_puts(&t->out, t->reports++ ? ",\n" : "[\n");
    check_report(&t->out, t->format, file, p, findings, t->c->lang);
}

static void report(struct inputs_check *t, const struct judged *j)
{
    cli_worsen(&t->status, cli_status_of(j->findings));
    cli_tell_dropped(t->c, diag_list_dropped(j->findings));
    mark_all(t, j->findings, j->is_row ? &j->at : NULL);
    if (t->book)
        return;
    if (t->format == CHECK_JSON || !j->is_row) {
        report_file(t, j->source, j->programme, j->findings);
        return;
    }
    report_basis(t, j->table, j->programme);
    report_lines(t, j->findings);
}

/* Without a submission there is no file to name; what is about no cell is not in a copy of the table. */
static void report_whole(void *ctx, struct programme *p, const char *file, struct diag_list *findings)
{
    struct inputs_check *t = ctx;
    cli_worsen(&t->status, cli_status_of(findings));
    cli_tell_dropped(t->c, diag_list_dropped(findings));
    if (t->book)
        diag_list_append(t->c->diag, findings);
    else if (file || (t->format == CHECK_JSON && diag_list_count(findings)))
        report_file(t, file ? file : "", p, findings);
    else
        report_lines(t, findings);
}

/* --- one proposal after the other --- */

static struct judged place_of(struct inputs_check *t, const struct input *in)
{
    struct judged j = {.source = arena_strdup(t->arena, in->source), .is_row = in->row != NULL};
    if (in->table)
        j.table = arena_strdup(t->arena, in->table);
    if (in->row)
        j.at = (struct locate_cell){.sheet = in->row->plan->main.sheet, .row = in->row->row};
    return j;
}

/* Reported now, or when all are compared: then the list is the vector's. */
static void take(struct inputs_check *t, const struct input *in, struct document *p, const char *map, struct diag_list *all)
{
    struct judged j = place_of(t, in);
    j.programme = p->programme;
    j.findings = all;
    if (in->row)
        note_headings(t, in->row->plan);
    if (!t->together) {
        report(t, &j);
        diag_list_free(all);
        return;
    }
    *VEC_PUSH(t->arena, &t->waiting) = j;
    if (!together_add(t->together, p, j.source, map, all))
        cli_worsen(&t->status, CLI_FAILED);
}

static bool judge(void *arg, const struct input *in)
{
    struct inputs_check *t = arg;
    struct document p = {0};
    struct diag_list *found = diag_list_new(), *all = diag_list_new();
    bool judged = inputs_open(in, t->c->session, &p, t->c->diag) && document_check(&p, found);
    char *map = in->row ? locate_map(in->row) : NULL;
    if (map)
        locate_findings(map, in->source, p.programme, in->findings, found);
    diag_list_append(all, in->findings);
    diag_list_append(all, found);
    if (judged) {
        take(t, in, &p, map, all);
    } else {
        diag_list_append(t->c->diag, all);
        diag_list_free(all);
        cli_worsen(&t->status, CLI_FAILED);
    }
    cli_worsen(&t->status, cli_flush(t->c));
    free(map);
    diag_list_free(found);
    document_close(&p);
    return true;
}

/* Lines of a file are sorted again; the findings of a row stand in its cells' order, with what the others add behind. */
static void judge_across(struct inputs_check *t)
{
    if (!together_check(t->together))
        cli_worsen(&t->status, CLI_FAILED);
    for (size_t i = 0; i < t->waiting.n; i++) {
        if (!t->waiting.v[i].is_row)
            diag_list_sort(t->waiting.v[i].findings);
        report(t, &t->waiting.v[i]);
        cli_worsen(&t->status, cli_flush(t->c));
    }
    together_wholes(t->together, report_whole, t);
}

static bool write_marked(struct inputs_check *t)
{
    struct cli *c = t->c;
    struct marked_input in = {
        .book = t->book, .title = i18n_text(c->lang, "findings"), .heading = i18n_text(c->lang, "findings"),
        .heading_rows = t->heading_rows, .findings = t->marks.v, .n = t->marks.n,
    };
    return marked_write(cli_value(c, OPT_OUTPUT), &in, c->diag);
}

/* For --format sheet the table is opened a second time, to be copied. */
static bool open_book(struct inputs_check *t)
{
    struct cli *c = t->c;
    if (!cli_value(c, OPT_PROGRAMME) || !cli_value(c, OPT_OUTPUT) || c->args.operand_count != 1) {
        diag(c->diag, CLI_SHEET_FORMAT, NULL);
        return false;
    }
    if (!cli_names_workbook(c))
        return false;
    t->book = sheet_open(c->args.operands[0], c->diag);
    t->heading_rows = t->book ? arena_array(t->arena, sheet_count(t->book), sizeof *t->heading_rows) : NULL;
    return t->book != NULL;
}

static void judge_all(struct inputs_check *t)
{
    struct cli *c = t->c;
    if (!cli_inputs(c, c->args.operands, c->args.operand_count, judge, t))
        cli_worsen(&t->status, CLI_FAILED);
    if (t->together)
        judge_across(t);
    mark_all(t, c->diag, NULL);
    cli_worsen(&t->status, cli_status_of(c->diag));
    if (t->format == CHECK_JSON)
        buf_puts(&t->out, t->reports ? "]\n" : "[]\n");
    if (t->status != CLI_FAILED && t->book && !write_marked(t))
        cli_worsen(&t->status, CLI_FAILED);
    if (!t->book && t->out.n && !cli_write(c, &t->out))
        cli_worsen(&t->status, CLI_FAILED);
}

enum cli_status cli_check_inputs(struct cli *c, enum check_format format, bool sheet)
{
    struct inputs_check t = {.c = c, .format = format, .arena = arena_new()};
    bool together = cli_value(c, OPT_TOGETHER) != NULL;
    if ((!sheet || open_book(&t)) && cli_session(c) && (!together || (t.together = together_open(c))))
        judge_all(&t);
    else
        t.status = CLI_FAILED;
    together_close(t.together);
    for (size_t i = 0; i < t.waiting.n; i++)
        diag_list_free(t.waiting.v[i].findings);
    sheet_close(t.book);
    arena_free(t.arena);
    buf_free(&t.out);
    return t.status;
}
