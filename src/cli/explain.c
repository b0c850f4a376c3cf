#include <stdlib.h>
#include <string.h>

#include "base/columns.h"
#include "cli/cli.h"
#include "cli/dossier.h"
#include "programme/clause.h"

#define WIDTH 80
#define LABEL 18 /* columns of the words at the left */

/* One programme's rule or many: how it is said in text. */
struct page {
    struct cli *cli;
    struct dossiers *all;
    struct buf out;
};

static const char *t(const struct page *p, const char *msgid)
{
    return i18n_text(p->cli->lang, msgid);
}

/* A label that is too long has a line of its own. */
static void add_row(struct page *p, const char *label, const char *text)
{
    bool wide = columns_of(label, strlen(label)) > LABEL - 3;
    buf_printf(&p->out, "  %s%s", wide ? label : "", wide ? "\n  " : "");
    columns_pad(&p->out, wide ? "" : label, LABEL - 2);
    columns_wrap(&p->out, text, LABEL, WIDTH);
    buf_putc(&p->out, '\n');
}

static const char *severity(const struct schematron_rule *r)
{
    return r->undecided                      ? N_("undecided")
           : strcmp(r->role, "error") == 0   ? N_("error")
           : strcmp(r->role, "warning") == 0 ? N_("warning")
                                             : N_("hint");
}

static const struct {
    const char *status, *text;
} states[] = {
    {"batch", N_("compared within a batch of proposals")},
    {"by-construction", N_("cannot fail: one datum feeds all places")},
    {"no-subject", N_("the programme has nothing that it could be about")},
    {"definition", N_("a definition that other rules use")},
    {"audit", N_("about the programme's own data: list --audit tells it")},
};

static const char *state(const struct page *p, const char *status)
{
    for (size_t i = 0; i < sizeof states / sizeof *states; i++)
        if (strcmp(states[i].status, status) == 0)
            return t(p, states[i].text);
    return status;
}

/* The directions that some statement binds. */
static void add_directions(struct page *p, const struct dossier_part *part)
{
    const struct programme_direction *d;
    size_t n = programme_directions(part->programme, &d), bound = 0;
    struct buf names = {0};
    for (size_t i = 0; i < n; i++) {
        bool binds = false;
        for (size_t k = 0; k < part->statements.n; k++)
            binds = binds || part->statements.v[k]->binds[i];
        if (binds)
            buf_printf(&names, "%s%s", bound++ ? " " : "", d[i].id);
    }
    if (bound == n)
        add_row(p, t(p, N_("directions")), t(p, N_("all")));
    else
        add_row(p, t(p, N_("directions")), bound ? names.data : t(p, N_("none: it is about proposals of other directions")));
    buf_free(&names);
}

/* The finding's text, in which every value is left open. */
static void add_open_text(struct buf *out, const char *text)
{
    while (*text) {
        size_t n = strcspn(text, "{");
        buf_add(out, text, n);
        text += n;
        if (!*text)
            return;
        buf_puts(out, BEARING_OPEN);
        while (*text == '{') { /* values side by side leave one gap, as in bearing_text() */
            text += strcspn(text, "}");
            text += *text == '}';
        }
    }
}

/* The same with the values of programme.xml, where they are those of all directions that it binds. */
static void add_text(struct buf *out, const struct dossier_part *part, const struct bearing_rule *r)
{
    const struct programme_direction *d;
    size_t n = programme_directions(part->programme, &d);
    bool same = true;
    for (size_t i = 0; i < n; i++) {
        struct buf here = {0};
        if (r->binds[i])
            bearing_text(part->bearing, r, d[i].id, out->n ? &here : out);
        same = same && (!here.n || strcmp(here.data, out->data) == 0);
        buf_free(&here);
    }
    if (out->n && same)
        return;
    buf_free(out);
    if (r->bound)
        add_open_text(out, r->fact->text);
    else
        bearing_text(part->bearing, r, "", out);
}

static void add_statement(struct page *p, const struct dossier_part *part, const struct bearing_rule *r)
{
    struct arena *a = arena_new();
    struct buf head = {0}, text = {0};
    buf_printf(&head, "%s", t(p, severity(r->fact)));
    if (r->fact->see)
        buf_printf(&head, "  [%s]", clause_of_many(a, part->programme, r->fact->see, r->binds));
    if (r->fact->modal)
        buf_printf(&head, "  “%s”", r->fact->modal);
    if (*r->path)
        buf_printf(&head, "  %s", r->path);
    add_row(p, r->fact->id, head.data);
    add_text(&text, part, r);
    add_row(p, "", text.data ? text.data : "");
    buf_free(&head);
    buf_free(&text);
    arena_free(a);
}

/* The folder whose values stand in the texts, and what it is called. */
static void add_site(struct page *p, struct programme *programme)
{
    const struct programme_basis *basis = programme_basis(programme);
    struct buf text = {0};
    if (!basis->site)
        return;
    buf_printf(&text, "%s  %s", basis->site, basis->site_title ? basis->site_title : "");
    add_row(p, t(p, N_("site")), text.data);
    buf_free(&text);
}

static void add_part(struct page *p, const struct dossier_part *part, bool with_statements)
{
    struct buf name = {0};
    buf_printf(&name, "%s  %s", programme_id(part->programme), programme_title(part->programme));
    add_row(p, t(p, N_("programme")), name.data);
    buf_free(&name);
    add_site(p, part->programme);
    if (part->statements.n)
        add_directions(p, part);
    if (part->status) {
        add_row(p, t(p, N_("state")), state(p, part->status));
        add_row(p, "", part->reason);
    }
    for (size_t i = 0; with_statements && i < part->statements.n; i++)
        add_statement(p, part, part->statements.v[i]);
}

/* examples */

/* How often the line follows itself: a text is brought to a length so. */
static size_t repeats(const struct cases_edit *e, size_t at)
{
    size_t n = 0;
    while (at + n + 1 < e->fresh.n && !strcmp(e->fresh.v[at], e->fresh.v[at + n + 1]))
        n++;
    return n;
}

/* As it stands, on lines of its own: it may be copied. */
static void add_edit(struct page *p, const struct cases_edit *e)
{
    if (e->after)
        add_row(p, t(p, N_("behind")), e->after);
    for (size_t i = 0; i < e->old.n; i++)
        buf_printf(&p->out, "    - %s\n", e->old.v[i]);
    for (size_t i = 0, again; i < e->fresh.n; i += again + 1) {
        again = repeats(e, i);
        buf_printf(&p->out, "    + %s\n", e->fresh.v[i]);
        if (again)
            buf_printf(&p->out, "      %s %zu\n", t(p, N_("the same line, more times:")), again);
    }
}

/* How check has to be called for it. */
static void add_options(struct page *p, const struct cases_example *e)
{
    struct buf b = {0};
    if (e->as_of)
        buf_printf(&b, " --as-of %s", e->as_of);
    if (cases_of_batch(e))
        buf_puts(&b, " --together");
    if (e->strict)
        buf_puts(&b, " --strict");
    if (e->site)
        buf_printf(&b, " --site %s", e->site);
    for (size_t i = 0; i < e->layers.n; i++)
        buf_printf(&b, " --layer %s", e->layers.v[i]);
    for (size_t i = 0; i < e->lists.n; i++)
        buf_printf(&b, " --list %s=%s", e->lists.v[i].name, e->lists.v[i].file);
    if (b.n)
        add_row(p, t(p, N_("options")), b.data + 1);
    buf_free(&b);
}

static void add_findings(struct page *p, const struct dossier *d, const struct cases_example *e)
{
    struct diag_list *found = diag_list_new();
    dossiers_try(p->all, d, e, found);
    for (size_t i = 0; i < diag_list_count(found); i++) {
        const struct diag_record *r = diag_list_at(found, i);
        struct buf text = {0};
        if (r->loc.file && cases_of_batch(e))
            buf_puts(&text, r->loc.file);
        if (r->loc.line)
            buf_printf(&text, ":%u: ", r->loc.line);
        diag_text(&text, r, p->cli->lang);
        add_row(p, i ? "" : t(p, N_("finding")), text.data ? text.data : "");
        buf_free(&text);
    }
    diag_list_free(found);
}

static void add_proposal(struct page *p, const char *label, const struct dossier *d, const struct cases_example *part)
{
    add_row(p, label, dossiers_sample_name(p->all, d, part));
    for (size_t i = 0; i < part->edits.n; i++)
        add_edit(p, &part->edits.v[i]);
}

static void add_archive(struct page *p, const struct cases_example *e)
{
    for (size_t i = 0; i < e->expected.n; i++)
        add_row(p, i ? "" : t(p, N_("by the proposals")), e->expected.v[i]);
    for (size_t i = 0; i < e->entries.n; i++)
        add_row(p, i ? "" : t(p, N_("in the archive")), e->entries.v[i]);
}

static void add_example(struct page *p, const struct dossier *d, const struct cases_example *e)
{
    buf_putc(&p->out, '\n');
    add_row(p, t(p, e->fails ? N_("fails") : N_("passes")), e->note ? e->note : "");
    if (e->entries.n) {
        add_archive(p, e);
        if (e->submission)
            add_proposal(p, t(p, N_("submission")), d, e->submission);
        return;
    }
    add_proposal(p, t(p, N_("sample")), d, e);
    for (size_t i = 0; i < e->with.n; i++)
        add_proposal(p, t(p, N_("with")), d, &e->with.v[i]);
    if (e->submission)
        add_proposal(p, t(p, N_("submission")), d, e->submission);
    add_options(p, e);
    if (e->fails)
        add_findings(p, d, e);
}

/* The first example that fails and the first that passes; by construction there is none that fails. */
static void add_examples(struct page *p, const struct dossier *d)
{
    for (int fails = 1; fails >= 0; fails--)
        for (size_t i = 0; i < d->facts->examples.n; i++)
            if (d->facts->examples.v[i].fails == fails) {
                add_example(p, d, &d->facts->examples.v[i]);
                break;
            }
}

static bool same_statements(const struct dossier_part *a, const struct dossier_part *b)
{
    bool same = a->statements.n == b->statements.n;
    for (size_t i = 0; same && i < a->statements.n; i++)
        same = !strcmp(a->statements.v[i]->fact->id, b->statements.v[i]->fact->id) &&
               !strcmp(a->statements.v[i]->fact->text, b->statements.v[i]->fact->text);
    return same;
}

static bool under_site(const struct dossier *d)
{
    for (size_t i = 0; i < d->parts.n; i++)
        if (programme_basis(d->parts.v[i].programme)->site)
            return true;
    return false;
}

static void add_quote(struct page *p, const char *label, const struct cases_quote *q)
{
    struct buf text = {0};
    buf_printf(&text, "%s%s%s", q->direction ? q->direction : "", q->direction ? "  " : "", q->text);
    add_row(p, label, text.data);
    buf_free(&text);
}

static bool said_before(const struct dossier *d, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (same_statements(&d->parts.v[k], &d->parts.v[i]))
            return true;
    return false;
}

/* The programmes that say the same as part i, and then once what they say. */
static void add_alike(struct page *p, const struct dossier *d, size_t i)
{
    size_t last = i;
    for (size_t k = i; k < d->parts.n; k++)
        last = same_statements(&d->parts.v[i], &d->parts.v[k]) ? k : last;
    for (size_t k = i; k <= last; k++)
        if (same_statements(&d->parts.v[i], &d->parts.v[k]))
            add_part(p, &d->parts.v[k], k == last);
}

static void add_rule(struct page *p, const struct dossier *d)
{
    buf_printf(&p->out, "%s%s\n", p->out.n ? "\n" : "", d->id);
    for (size_t i = 0; i < d->parts.n; i++)
        if (!said_before(d, i))
            add_alike(p, d, i);
    if (!d->facts)
        return;
    for (size_t i = 0; i < d->facts->quotes.n; i++)
        add_quote(p, i ? "" : t(p, N_("the notice")), &d->facts->quotes.v[i]);
    if (d->facts->source)
        add_row(p, t(p, N_("source")), d->facts->source);
    if (d->facts->by_construction)
        add_row(p, t(p, N_("cannot fail")), d->facts->by_construction);
    if (d->facts->examples.n && under_site(d))
        add_row(p, t(p, N_("examples")), t(p, N_("as the notice has it, without the site")));
    add_examples(p, d);
}

static bool explain(struct page *p, const char *id, bool json)
{
    struct dossier d;
    if (dossiers_find(p->all, id, &d)) {
        if (json)
            dossiers_json(&p->out, p->all, &d);
        else
            add_rule(p, &d);
        return true;
    }
    const char *near = dossiers_near(p->all, id);
    if (*near)
        diag(p->cli->diag, CLI_RULE_NEAR, NULL, id, near);
    else
        diag(p->cli->diag, CLI_RULE, NULL, id);
    return false;
}

enum cli_status cli_explain(struct cli *c)
{
    const char *format = cli_value(c, OPT_EXPLAIN_FORMAT);
    bool good, json = format && strcmp(format, "json") == 0;
    struct page p = {.cli = c, .all = dossiers_open(c, &good)};
    for (size_t i = 0; i < c->args.operand_count; i++)
        good = explain(&p, c->args.operands[i], json) && good;
    if (json)
        buf_puts(&p.out, p.out.n ? "\n]\n" : "[]\n");
    if (p.out.n)
        good = cli_write(c, &p.out) && good;
    buf_free(&p.out);
    dossiers_close(p.all);
    return good ? CLI_OK : CLI_FAILED;
}
