#include "batch/summary_sheet.h"

#include "base/buf.h"
#include "base/file.h"
#include "sheet/table.h"
#include "xslt/date.h"

/* --- CSV --- */

typedef VEC(const char *) texts;

/* The cells of a row as they are shown, the rank behind the running number. */
static texts cells_of(const struct summary *s, size_t i, struct arena *a)
{
    const struct summary_row *r = &s->rows.v[i];
    texts out = {0};
    for (size_t c = 0; c < s->columns.n; c++) {
        const struct summary_column *column = &s->columns.v[c];
        if (!column->shown)
            continue;
        bool order = column->kind == SUMMARY_ORDER;
        *VEC_PUSH(a, &out) = order ? arena_printf(a, "%zu", i + 1) : summary_shown(column, r->cells[c], a);
        if (order && s->ranked)
            *VEC_PUSH(a, &out) = r->rank == SIZE_MAX ? "" : arena_printf(a, "%zu", r->rank);
    }
    return out;
}

static texts headings_of(const struct summary *s, struct arena *a)
{
    texts out = {0};
    for (size_t c = 0; c < s->columns.n; c++) {
        if (s->columns.v[c].shown)
            *VEC_PUSH(a, &out) = s->columns.v[c].heading;
        if (s->columns.v[c].shown && s->columns.v[c].kind == SUMMARY_ORDER && s->ranked)
            *VEC_PUSH(a, &out) = SUMMARY_RANK;
    }
    return out;
}

static void put_line(struct buf *b, const texts *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        buf_puts(b, i ? "," : "");
        buf_csv(b, fields->v[i]);
    }
    buf_puts(b, "\r\n");
}

/* Data alone, without groups and sums: who takes a CSV file counts by himself. */
void summary_csv_text(const struct summary *s, struct buf *out)
{
    struct arena *a = arena_new();
    texts headings = headings_of(s, a);
    buf_puts(out, "\xEF\xBB\xBF");
    put_line(out, &headings);
    for (size_t i = 0; i < s->rows.n; i++) {
        texts cells = cells_of(s, i, a);
        put_line(out, &cells);
        arena_reset(a);
    }
    arena_free(a);
}

bool summary_csv(const struct summary *s, const char *path, struct diag_list *d)
{
    struct buf b = {0};
    summary_csv_text(s, &b);
    bool ok = file_write(path, b.data, b.n, d);
    buf_free(&b);
    return ok;
}

/* --- workbook --- */

static double width_of(const struct summary_column *c)
{
    return (double)c->width * 1.3;
}

static size_t layout_columns(const struct summary *s, struct arena *a, struct table_column **out)
{
    VEC(struct table_column) v = {0};
    for (size_t c = 0; c < s->columns.n; c++) {
        const struct summary_column *column = &s->columns.v[c];
        bool number = column->kind == SUMMARY_MONEY || column->kind == SUMMARY_NUMBER, order = column->kind == SUMMARY_ORDER;
        if (!column->shown)
            continue;
        *VEC_PUSH(a, &v) = (struct table_column){
            .heading = column->heading, .kind = number ? TABLE_NUMBER : order ? TABLE_ORDER : TABLE_TEXT,
            .width = width_of(column), .decimals = column->decimals, .sum = column->sum,
        };
        if (order && s->ranked)
            *VEC_PUSH(a, &v) = (struct table_column){.heading = SUMMARY_RANK, .kind = TABLE_ORDER, .width = width_of(column)};
    }
    *out = v.v;
    return v.n;
}

static void write_sum(const struct summary *s, struct table *t, const char *name, const struct summary_sum *sum, size_t rows)
{
    struct arena *a = arena_new();
    texts values = {0};
    for (size_t c = 0; c < s->columns.n; c++) {
        const struct summary_column *column = &s->columns.v[c];
        struct buf b = {0};
        if (!column->shown)
            continue;
        if (column->sum)
            summary_put_amount(&b, column, sum->amounts[c]);
        *VEC_PUSH(a, &values) = b.data ? arena_strdup(a, b.data) : "";
        if (column->kind == SUMMARY_ORDER && s->ranked)
            *VEC_PUSH(a, &values) = "";
        buf_free(&b);
    }
    table_sum(t, arena_printf(a, "%s（%zu项）", name, sum->count), rows, values.v);
    arena_free(a);
}

static void write_rows(const struct summary *s, struct table *t, const struct summary_group *g)
{
    struct arena *a = arena_new();
    for (size_t i = g->first; i < g->end; i++) {
        texts cells = cells_of(s, i, a);
        table_row(t, cells.v);
        arena_reset(a);
    }
    arena_free(a);
}

static void write_groups(const struct summary *s, struct table *t)
{
    struct arena *a = arena_new();
    size_t from = table_rows(t);
    for (size_t k = 0; k < s->groups.n; k++) {
        const struct summary_group *g = &s->groups.v[k];
        if (s->group_by != SIZE_MAX)
            table_group(t, arena_printf(a, "%s（%zu项）", *g->name ? g->name : SUMMARY_NOT_SAID, g->sum.count));
        write_rows(s, t, g);
        if (s->group_by != SIZE_MAX)
            write_sum(s, t, "小计", &g->sum, g->end - g->first);
    }
    write_sum(s, t, "合计", &s->total, table_rows(t) - from);
    arena_free(a);
}

static void write_head(const struct summary *s, const struct summary_paper *paper, struct table *t, struct arena *a)
{
    struct date on;
    const char *date = date_parse(paper->date, &on) ? arena_printf(a, "%d年%d月%d日", on.year, on.month, on.day) : "　　　　年　　月　　日";
    const char *line[] = {arena_printf(a, "%s：%s", s->signer, paper->recommender), arena_printf(a, "填表日期：%s", date)};
    if (*s->annex)
        table_line(t, &s->annex, 1, 0);
    table_title(t, s->title);
    table_line(t, line, 2, 20);
    table_headings(t);
}

/* A square of 42 mm for the seal: 119 points. */
static void write_foot(const struct summary *s, const struct summary_paper *paper, struct table *t, struct arena *a)
{
    struct buf b = {0};
    for (size_t i = 0; i < paper->contact_count; i++) {
        const struct summary_contact *c = &paper->contacts[i];
        buf_printf(&b, "%s%s：%s", i ? "　　　　" : "", c->label, c->name);
        if (*c->phone)
            buf_printf(&b, "　联系电话：%s", c->phone);
    }
    const char *contacts = b.data ? b.data : "";
    const char *sign[] = {"", arena_printf(a, "%s（盖章）：%s", s->signer, paper->recommender)};
    table_line(t, &contacts, 1, 24);
    table_line(t, sign, 2, 119);
    buf_free(&b);
}

bool summary_xlsx(const struct summary *s, const struct summary_paper *paper, const char *path, struct diag_list *d)
{
    struct arena *a = arena_new();
    struct table_column *columns;
    struct table_layout l = {.name = "汇总表", .title = s->title, .n = layout_columns(s, a, &columns)};
    l.columns = columns;
    struct table *t = table_open(path, &l, d);
    if (t) {
        write_head(s, paper, t, a);
        write_groups(s, t);
        write_foot(s, paper, t, a);
    }
    bool ok = t && table_close(t);
    arena_free(a);
    return ok;
}
