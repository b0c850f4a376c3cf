/* report_json.c - everything, for other programs. */
#include "batch/report_int.h"

#include <string.h>

#include "batch/mask.h"

/* "name": "value", after a comma unless it is the first of its object. */
static void counts(struct buf *out, const struct report_counts *c)
{
    buf_printf(out, "\"error\": %zu, \"warning\": %zu, \"info\": %zu, \"undecided\": %zu, \"dropped\": %zu}", c->error, c->warning,
               c->info, c->undecided, c->dropped);
}

static void finding(struct buf *out, struct arena *a, const struct diag_record *record, const struct i18n *lang)
{
    struct diag_record f = mask_finding(a, record, lang);
    buf_json_member(out, "      {", "place", f.loc.file);
    buf_printf(out, ", \"line\": %u", f.loc.line);
    buf_json_member(out, ", ", "severity", report_severities[f.severity]);
    buf_printf(out, ", \"undecided\": %s", f.undecided ? "true" : "false");
    buf_json_member(out, ", ", "rule", f.rule);
    buf_json_member(out, ", ", "clause", f.clause);
    buf_json_member(out, ", ", "modal", f.modal);
    buf_json_member(out, ", ", "field", f.place);
    buf_json_member(out, ", ", "path", f.path);
    buf_json_member(out, ", ", "message", f.text);
    buf_puts(out, "}");
}

static void findings(struct buf *out, const struct diag_list *list, const struct i18n *lang)
{
    size_t n = diag_list_count(list);
    struct arena *a = arena_new();
    buf_puts(out, ",\n    \"findings\": [");
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? ",\n" : "\n");
        finding(out, a, diag_list_at(list, i), lang);
        arena_reset(a);
    }
    buf_puts(out, n ? "\n    ]}" : "]}");
    arena_free(a);
}

static void document(struct buf *out, const struct report *r, const struct report_row *row)
{
    const struct result *d = row->result;
    buf_json_member(out, "   {", "source", row->source);
    buf_json_member(out, ",\n    ", "programme", d->programme);
    buf_json_member(out, ", ", "direction", d->direction);
    buf_json_member(out, ",\n    ", "number", row->number);
    buf_json_member(out, ", ", "title", row->title);
    buf_json_member(out, ",\n    ", "unit", row->unit);
    buf_json_member(out, ", ", "recommender", row->recommender);
    buf_json_member(out, ",\n    ", "state", report_states[d->state]);
    buf_json_member(out, ", ", "output", d->output);
    buf_json_member(out, ", ", "code", d->code);
    buf_json_member(out, ",\n    ", "inputDigest", d->input_digest);
    buf_json_member(out, ",\n    ", "outputDigest", d->output_digest);
    buf_puts(out, ",\n    \"counts\": {");
    counts(out, &row->counts);
    findings(out, d->findings, r->lang);
}

static void head(struct buf *out, const struct report *r)
{
    buf_json_member(out, "{\n  ", "program", "shenbao " SHENBAO_VERSION);
    buf_json_member(out, ",\n  ", "asOf", session_options(r->session)->as_of);
    buf_puts(out, ",\n  \"programmes\": [");
    for (size_t i = 0; i < r->programmes.n; i++) {
        buf_puts(out, i ? ", " : "");
        buf_json(out, r->programmes.v[i], strlen(r->programmes.v[i]));
    }
    buf_printf(out, "],\n  \"counts\": {\"documents\": %zu, \"good\": %zu, \"content\": %zu, \"failed\": %zu, ", r->rows.n,
               r->all.good, r->all.content, r->all.failed);
    counts(out, &r->all.counts);
}

void report_json(struct buf *out, const struct report *r)
{
    head(out, r);
    buf_puts(out, ",\n  \"documents\": [");
    for (size_t i = 0; i < r->rows.n; i++) {
        buf_puts(out, i ? ",\n" : "\n");
        document(out, r, &r->rows.v[i]);
    }
    buf_puts(out, r->rows.n ? "\n  ]\n}\n" : "]\n}\n");
}
