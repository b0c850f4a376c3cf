#include "batch/report_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/hash_table.h"
#include "batch/mask.h"

const char *const report_states[] = {"good", "content", "failed"};
const char *const report_severities[] = {"info", "warning", "error", "fatal"};

const char *report_state_name(const struct report *r, enum result_state s)
{
    static const char *const names[] = {N_("no errors"), N_("with errors"), N_("failed")};
    return i18n_text(r->lang, names[s]);
}

/* Masked, and every run of white space a blank. */
static const char *shown(struct report *r, const char *text)
{
    struct buf masked = {0}, line = {0};
    mask_add(&masked, text, MASK_TEXT);
    for (const char *s = masked.n ? masked.data : ""; *s;) {
        s += strspn(s, " \t\r\n");
        size_t n = strcspn(s, " \t\r\n");
        if (n && line.n)
            buf_putc(&line, ' ');
        buf_add(&line, s, n);
        s += n;
    }
    const char *copy = arena_strndup(r->arena, line.n ? line.data : "", line.n);
    buf_free(&masked);
    buf_free(&line);
    return copy;
}

/* --- counting --- */

static void count(struct report_counts *c, const struct diag_record *f)
{
    size_t *which = f->undecided                  ? &c->undecided
                    : f->severity == DIAG_INFO    ? &c->info
                    : f->severity == DIAG_WARNING ? &c->warning
                                                  : &c->error;
    ++*which;
}

static void add_counts(struct report_counts *to, const struct report_counts *c)
{
    to->error += c->error;
    to->warning += c->warning;
    to->info += c->info;
    to->undecided += c->undecided;
    to->dropped += c->dropped;
}

static void add_row(struct report *r, struct report_group *g, size_t row)
{
    if (g->rows.n && g->rows.v[g->rows.n - 1] == row)
        return;
    enum result_state s = r->rows.v[row].result->state;
    ++*(s == RESULT_GOOD ? &g->good : s == RESULT_CONTENT ? &g->content : &g->failed);
    *VEC_PUSH(r->arena, &g->rows) = row;
}

/* --- groups: found by name --- */

static struct report_group *group_of(struct report *r, struct hash_table *x, const char *name)
{
    uint32_t hash = hash_name(name);
    struct report_group *g;
    for (size_t i = hash; (g = hash_table_next(x, hash, &i));)
        if (strcmp(g->name, name) == 0)
            return g;
    g = arena_alloc(r->arena, sizeof *g);
    g->name = name;
    hash_table_add(x, hash, g);
    return g;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct report_group *)a)->name, ((const struct report_group *)b)->name);
}

static struct report_group *sorted(struct report *r, const struct hash_table *x)
{
    struct report_group *v = arena_array(r->arena, x->n + 1, sizeof *v), *to = v;
    const struct report_group *g;
    for (size_t i = 0; (g = hash_table_each(x, &i));)
        *to++ = *g;
    qsort(v, x->n, sizeof *v, by_name);
    return v;
}

/* --- documents --- */

static void add_finding(struct report *r, struct hash_table *rules, size_t row, const struct diag_record *f)
{
    struct report_group *g = group_of(r, rules, f->rule);
    if (!g->clause)
        g->clause = f->clause;
    if (f->severity > g->worst)
        g->worst = f->severity;
    count(&g->counts, f);
    add_row(r, g, row);
    count(&r->rows.v[row].counts, f);
}

static void add_programme(struct report *r, const char *id)
{
    for (size_t i = 0; i < r->programmes.n; i++)
        if (strcmp(r->programmes.v[i], id) == 0)
            return;
    if (*id)
        *VEC_PUSH(r->arena, &r->programmes) = id;
}

static const char *direction_of(struct report *r, const struct result *d)
{
    struct diag_list *said = diag_list_new(); /* reported with the documents */
    struct programme *p = *d->programme ? session_programme(r->session, d->programme, said) : NULL;
    const struct programme_direction *all;
    bool several = p && programme_directions(p, &all) > 1;
    const struct programme_direction *found = several ? programme_direction_of(p, d->direction, said) : NULL;
    diag_list_free(said);
    return found ? found->title : "";
}

static void add_document(struct report *r, struct hash_table *rules, struct hash_table *units, const struct result *d)
{
    size_t row = r->rows.n;
    *VEC_PUSH(r->arena, &r->rows) = (struct report_row){
        .result = d, .source = shown(r, d->source), .number = shown(r, d->number), .title = shown(r, d->title),
        .unit = shown(r, d->unit), .recommender = shown(r, d->recommender), .direction = direction_of(r, d),
    };
    struct report_counts *c = &r->rows.v[row].counts;
    for (size_t i = 0; i < diag_list_count(d->findings); i++)
        add_finding(r, rules, row, diag_list_at(d->findings, i));
    c->dropped = diag_list_dropped(d->findings);
    struct report_group *unit = group_of(r, units, r->rows.v[row].unit);
    add_row(r, unit, row);
    add_row(r, &r->all, row);
    add_counts(&unit->counts, c);
    add_counts(&r->all.counts, c);
    add_programme(r, d->programme);
}

static void gather(struct report *r, const struct results *results)
{
    struct hash_table rules = {.arena = r->arena}, units = {.arena = r->arena};
    for (size_t i = 0; i < results->rows.n; i++)
        add_document(r, &rules, &units, &results->rows.v[i]);
    r->rules.v = sorted(r, &rules);
    r->rules.n = rules.n;
    r->units.v = sorted(r, &units);
    r->units.n = units.n;
}

/* --- files --- */

static bool put(const struct report *r, const char *folder, const char *name, struct buf *content, struct diag_list *d)
{
    bool ok = file_write(arena_printf(r->arena, "%s/%s", folder, name), content->data, content->n, d);
    content->n = 0;
    return ok;
}

bool reports_write(struct session *s, const struct results *results, const char *folder, const struct i18n *lang,
                   struct diag_list *d)
{
    struct report r = {.arena = arena_new(), .session = s, .lang = lang};
    struct buf out = {0};
    gather(&r, results);
    report_csv(&out, &r);
    bool ok = put(&r, folder, "report.csv", &out, d);
    report_json(&out, &r);
    ok = put(&r, folder, "report.json", &out, d) && ok;
    ok = report_html(&out, &r, d) && put(&r, folder, "index.html", &out, d) && ok;
    buf_free(&out);
    arena_free(r.arena);
    return ok;
}
