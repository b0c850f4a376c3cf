/* summary_rank.c - 推荐排序: the order that the recommender gives, from a column of the table or from a table of its own. */
#include <libxml/hash.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "batch/summary.h"
#include "sheet/sheet.h"
#include "xslt/words.h"

/* from a column */

struct by_column {
    const struct summary *summary;
    size_t column;
};

/* The greatest amount is the first; rows without one have no rank. */
static int by_amount(const void *a, const void *b, void *arg)
{
    const struct summary_row *x = *(struct summary_row *const *)a, *y = *(struct summary_row *const *)b;
    const struct by_column *by = arg;
    int64_t m = INT64_MIN, n = INT64_MIN;
    if (!summary_amount(x->cells[by->column], &m))
        m = INT64_MIN;
    if (!summary_amount(y->cells[by->column], &n))
        n = INT64_MIN;
    if (m != n)
        return m > n ? -1 : 1;
    return x->place < y->place ? -1 : x->place > y->place;
}

static void rank_by_column(struct summary *s, size_t column)
{
    struct by_column by = {s, column};
    struct summary_row **rows = arena_array(s->arena, s->rows.n, sizeof *rows);
    for (size_t i = 0; i < s->rows.n; i++)
        rows[i] = &s->rows.v[i];
    qsort_r(rows, s->rows.n, sizeof *rows, by_amount, &by);
    for (size_t i = 0; i < s->rows.n; i++) {
        int64_t amount;
        if (summary_amount(rows[i]->cells[column], &amount))
            rows[i]->rank = i + 1;
    }
}

/* from a table */

struct ranking {
    struct summary *summary;
    const char *file;
    struct diag_list *d;
    xmlHashTablePtr by_title, by_both; /* rows of the summary by folded title, and by title and unit */
    size_t title, unit, rank;          /* columns of the table, from 1 on; 0: there is none */
};

static const char *text_of(const struct sheet_row *row, size_t column)
{
    return column && column <= row->n ? row->cells[column - 1].text : "";
}

/* The row with the headings, wherever it stands; what is above it are titles. */
static bool is_heading(struct ranking *r, const struct sheet_row *row)
{
    r->title = r->unit = r->rank = 0;
    for (unsigned i = 0; i < row->n; i++) {
        const char *text = row->cells[i].text;
        if (strstr(text, "项目名称") || strstr(text, "建议名称"))
            r->title = i + 1;
        else if (strstr(text, "单位") && !strstr(text, "推荐") && !r->unit)
            r->unit = i + 1;
        else if (strstr(text, "排序"))
            r->rank = i + 1;
    }
    return r->title && r->rank;
}

static char *key_of(const char *title, const char *unit)
{
    struct buf b = {0};
    words_fold_title(&b, title);
    buf_putc(&b, '\t');
    if (unit)
        words_fold_title(&b, unit);
    return buf_steal(&b);
}

static struct summary_row *find(const struct ranking *r, const char *title, const char *unit)
{
    char *both = key_of(title, unit), *alone = key_of(title, NULL);
    struct summary_row *row = xmlHashLookup(*unit ? r->by_both : r->by_title, (const xmlChar *)(*unit ? both : alone));
    free(both);
    free(alone);
    return row;
}

static void rank_row(struct ranking *r, const struct sheet_row *row)
{
    const char *title = text_of(row, r->title), *unit = text_of(row, r->unit), *rank = text_of(row, r->rank);
    struct arena *a = r->summary->arena;
    struct loc loc = {.file = r->file, .line = row->number};
    if (!*title)
        return;
    struct summary_row *found = find(r, title, unit);
    size_t digits = strspn(rank, "0123456789");
    if (!found)
        diag(r->d, SUMMARY_RANK_UNKNOWN, &loc, *unit ? arena_printf(a, "%s（%s）", title, unit) : title);
    else if (!digits || rank[digits] || digits > 9 || !strtoul(rank, NULL, 10))
        diag(r->d, SUMMARY_RANK_VALUE, &loc, title, rank);
    else if (found->rank != SIZE_MAX)
        diag(r->d, SUMMARY_RANK_TWICE, &loc, title, arena_printf(a, "%zu", found->rank));
    else
        found->rank = strtoul(rank, NULL, 10);
}

static bool take(void *arg, const struct sheet_row *row)
{
    struct ranking *r = arg;
    if (r->rank && r->title)
        rank_row(r, row);
    else
        is_heading(r, row);
    return true;
}

static const char *cell(const struct summary *s, const struct summary_row *r, const char *name)
{
    for (size_t c = 0; c < s->columns.n; c++)
        if (!strcmp(s->columns.v[c].name, name))
            return r->cells[c];
    return "";
}

/* Two rows of one title are told apart by their units only. */
static void index_rows(struct ranking *r)
{
    struct summary *s = r->summary;
    r->by_title = xmlHashCreate(0);
    r->by_both = xmlHashCreate(0);
    for (size_t i = 0; i < s->rows.n; i++) {
        struct summary_row *row = &s->rows.v[i];
        char *alone = key_of(cell(s, row, "title"), NULL), *both = key_of(cell(s, row, "title"), cell(s, row, "unit"));
        xmlHashAddEntry(r->by_title, (const xmlChar *)alone, row);
        xmlHashAddEntry(r->by_both, (const xmlChar *)both, row);
        free(alone);
        free(both);
    }
}

static void report_unranked(const struct ranking *r)
{
    const struct summary *s = r->summary;
    for (size_t i = 0; i < s->rows.n; i++) {
        struct loc loc = {.file = s->rows.v[i].source};
        if (s->rows.v[i].rank == SIZE_MAX)
            diag(r->d, SUMMARY_UNRANKED, &loc, cell(s, &s->rows.v[i], "title"), r->file);
    }
}

static bool rank_by_table(struct summary *s, const char *file, struct diag_list *d)
{
    struct sheet_book *book = sheet_open(file, d);
    struct ranking r = {.summary = s, .file = file, .d = d};
    struct loc loc = {.file = file};
    if (!book)
        return false;
    index_rows(&r);
    bool good = sheet_rows(book, 0, take, &r, d);
    if (good && !(r.title && r.rank))
        diag(d, SUMMARY_RANK_HEADINGS, &loc);
    else if (good)
        report_unranked(&r);
    xmlHashFree(r.by_title, NULL);
    xmlHashFree(r.by_both, NULL);
    sheet_close(book);
    return good && r.title && r.rank;
}

bool summary_rank(struct summary *s, const char *rank, struct diag_list *d)
{
    struct stat st;
    if (stat(rank, &st) == 0 || strpbrk(rank, "./")) /* no column is called like a file */
        return rank_by_table(s, rank, d);
    size_t column = summary_column(s, rank, strlen(rank), d);
    if (column == SIZE_MAX)
        return false;
    rank_by_column(s, column);
    return true;
}
