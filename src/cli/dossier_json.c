#include <string.h>

#include "cli/dossier.h"
#include "programme/clause.h"

static void string(struct buf *out, const char *s)
{
    if (s)
        buf_json(out, s, strlen(s));
    else
        buf_puts(out, "null");
}

static void member(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, "\"%s\": ", name);
    string(out, value);
}

static void strings(struct buf *out, const char *name, const char *const *v, size_t n)
{
    buf_printf(out, "\"%s\": [", name);
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? ", " : "");
        string(out, v[i]);
    }
    buf_putc(out, ']');
}

static void next(struct buf *out, const char *name, const char *value)
{
    buf_puts(out, ", ");
    member(out, name, value);
}

static void next_strings(struct buf *out, const char *name, const char *const *v, size_t n)
{
    buf_puts(out, ", ");
    strings(out, name, v, n);
}

static void statement(struct buf *out, const struct dossier_part *part, const struct bearing_rule *r)
{
    const struct programme_direction *d;
    size_t n = programme_directions(part->programme, &d), bound = 0;
    buf_puts(out, "{");
    member(out, "id", r->fact->id);
    next(out, "severity", r->fact->undecided ? "undecided" : r->fact->role);
    struct arena *a = arena_new();
    next(out, "clause", clause_of_many(a, part->programme, r->fact->see, r->binds));
    arena_free(a);
    next(out, "modal", r->fact->modal);
    next(out, "element", r->path);
    next(out, "text", r->fact->text);
    buf_puts(out, ", \"directions\": [");
    for (size_t i = 0; i < n; i++)
        if (r->binds[i]) {
            buf_puts(out, bound++ ? ", " : "");
            string(out, d[i].id);
        }
    buf_puts(out, "]}");
}

static void part(struct buf *out, const struct dossier_part *p)
{
    buf_puts(out, "    {");
    member(out, "programme", programme_id(p->programme));
    next(out, "site", programme_basis(p->programme)->site);
    next(out, "state", p->status);
    next(out, "reason", p->reason);
    buf_puts(out, ", \"statements\": [");
    for (size_t i = 0; i < p->statements.n; i++) {
        buf_puts(out, i ? ",\n      " : "\n      ");
        statement(out, p, p->statements.v[i]);
    }
    buf_puts(out, "]}");
}

static void findings(struct buf *out, struct dossiers *all, const struct dossier *d, const struct cases_example *e)
{
    struct diag_list *found = diag_list_new();
    dossiers_try(all, d, e, found);
    buf_puts(out, ", \"findings\": [");
    for (size_t i = 0; i < diag_list_count(found); i++) {
        const struct diag_record *r = diag_list_at(found, i);
        struct buf text = {0};
        diag_text(&text, r, NULL);
        buf_printf(out, "%s{\"line\": %u, ", i ? ", " : "", r->loc.line);
        if (cases_of_batch(e)) {
            member(out, "file", r->loc.file);
            buf_puts(out, ", ");
        }
        member(out, "rule", r->rule);
        next(out, "text", text.data ? text.data : "");
        buf_putc(out, '}');
        buf_free(&text);
    }
    buf_putc(out, ']');
    diag_list_free(found);
}

static void edits(struct buf *out, const struct cases_example *e)
{
    buf_puts(out, ", \"edits\": [");
    for (size_t i = 0; i < e->edits.n; i++) {
        buf_puts(out, i ? ", {" : "{");
        member(out, "after", e->edits.v[i].after);
        next_strings(out, "old", e->edits.v[i].old.v, e->edits.v[i].old.n);
        next_strings(out, "new", e->edits.v[i].fresh.v, e->edits.v[i].fresh.n);
        buf_putc(out, '}');
    }
    buf_putc(out, ']');
}

static void options(struct buf *out, const struct cases_example *e)
{
    next(out, "asOf", e->as_of);
    buf_printf(out, ", \"strict\": %s", e->strict ? "true" : "false");
    next(out, "site", e->site);
    next_strings(out, "layers", e->layers.v, e->layers.n);
    buf_puts(out, ", \"lists\": {");
    for (size_t i = 0; i < e->lists.n; i++) {
        buf_puts(out, i ? ", " : "");
        string(out, e->lists.v[i].name);
        buf_puts(out, ": ");
        string(out, e->lists.v[i].file);
    }
    buf_putc(out, '}');
}

/* The other parts of a batch. */
static void parts(struct buf *out, struct dossiers *all, const struct dossier *d, const struct cases_example *e)
{
    buf_puts(out, ", \"with\": [");
    for (size_t i = 0; i < e->with.n; i++) {
        buf_puts(out, i ? ", {" : "{");
        member(out, "sample", dossiers_sample_name(all, d, &e->with.v[i]));
        edits(out, &e->with.v[i]);
        buf_putc(out, '}');
    }
    buf_putc(out, ']');
    if (!e->submission)
        return;
    buf_puts(out, ", \"submission\": {");
    member(out, "sample", dossiers_sample_name(all, d, e->submission));
    edits(out, e->submission);
    buf_putc(out, '}');
}

static void example(struct buf *out, struct dossiers *all, const struct dossier *d, const struct cases_example *e)
{
    buf_printf(out, "    {\"fails\": %s, ", e->fails ? "true" : "false");
    member(out, "sample", e->sample ? dossiers_sample_name(all, d, e) : NULL);
    next(out, "note", e->note);
    next_strings(out, "entries", e->entries.v, e->entries.n);
    next_strings(out, "expected", e->expected.v, e->expected.n);
    options(out, e);
    edits(out, e);
    if (cases_of_batch(e))
        parts(out, all, d, e);
    if (e->sample)
        findings(out, all, d, e);
    else
        buf_puts(out, ", \"findings\": []"); /* an archive is judged by the tests */
    buf_putc(out, '}');
}

/* Those for all directions as strings, those of one as objects. */
static void quotes(struct buf *out, const struct cases_rule *facts)
{
    buf_puts(out, "\"quotes\": [");
    for (size_t i = 0; facts && i < facts->quotes.n; i++) {
        const struct cases_quote *q = &facts->quotes.v[i];
        buf_puts(out, i ? ", " : "");
        if (!q->direction) {
            string(out, q->text);
            continue;
        }
        buf_putc(out, '{');
        member(out, "direction", q->direction);
        next(out, "text", q->text);
        buf_putc(out, '}');
    }
    buf_putc(out, ']');
}

void dossiers_json(struct buf *out, struct dossiers *all, const struct dossier *d)
{
    buf_puts(out, out->n ? ",\n  {" : "[\n  {");
    member(out, "id", d->id);
    buf_puts(out, ", \"programmes\": [");
    for (size_t i = 0; i < d->parts.n; i++) {
        buf_puts(out, i ? ",\n" : "\n");
        part(out, &d->parts.v[i]);
    }
    buf_puts(out, "],\n   ");
    quotes(out, d->facts);
    next(out, "source", d->facts ? d->facts->source : NULL);
    next(out, "byConstruction", d->facts ? d->facts->by_construction : NULL);
    buf_puts(out, ",\n   \"examples\": [");
    for (size_t i = 0; d->facts && i < d->facts->examples.n; i++) {
        buf_puts(out, i ? ",\n" : "\n");
        example(out, all, d, &d->facts->examples.v[i]);
    }
    buf_puts(out, "]}");
}
