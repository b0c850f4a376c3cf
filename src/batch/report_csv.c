/* report_csv.c - a line a document. RFC 4180, with the byte order mark by which Excel and WPS know UTF-8. */
#include "batch/report_int.h"

static void cell(struct buf *out, const char *text, char end)
{
    buf_csv(out, text);
    buf_puts(out, end == '\n' ? "\r\n" : ",");
}

static void headings(struct buf *out, const struct report *r)
{
    static const char *const names[] = {
        N_("No."), N_("number"), N_("title"), N_("unit"), N_("recommender"), N_("programme"), N_("direction"), N_("name of the direction"), N_("state"),
        N_("errors"), N_("warnings"), N_("hints"), N_("undecided"), N_("output"), N_("check code"), N_("taken from"), N_("digest of the input"),
        N_("digest of the output"),
    };
    size_t n = sizeof names / sizeof *names;
    for (size_t i = 0; i < n; i++)
        cell(out, i18n_text(r->lang, names[i]), i + 1 < n ? ',' : '\n');
}

static void line(struct buf *out, const struct report *r, size_t i)
{
    const struct report_row *row = &r->rows.v[i];
    const struct result *d = row->result;
    buf_printf(out, "%zu,", i + 1);
    const char *const first[] = {row->number, row->title, row->unit, row->recommender, d->programme, d->direction, row->direction,
                                 report_state_name(r, d->state)};
    for (size_t k = 0; k < sizeof first / sizeof *first; k++)
        cell(out, first[k], ',');
    buf_printf(out, "%zu,%zu,%zu,%zu,", row->counts.error, row->counts.warning, row->counts.info, row->counts.undecided);
    const char *const rest[] = {d->output, d->code, row->source, d->input_digest, d->output_digest};
    for (size_t k = 0; k < 5; k++)
        cell(out, rest[k] ? rest[k] : "", k < 4 ? ',' : '\n');
}

void report_csv(struct buf *out, const struct report *r)
{
    buf_puts(out, "\xEF\xBB\xBF");
    headings(out, r);
    for (size_t i = 0; i < r->rows.n; i++)
        line(out, r, i);
}
