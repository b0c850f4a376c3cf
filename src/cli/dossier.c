#include "cli/dossier.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "batch/trial.h"
#include "check/check.h"
#include "paper/paper.h"
#include "xslt/xml.h"

struct pack {
    struct programme *programme; /* as --site and --layer have it */
    struct programme *plain;     /* as its notice has it, for examples; NULL until one is tried */
    struct bearing *bearing;
    struct cases *cases;
    VEC(xmlDocPtr) rules; /* its rules.sch, those that it builds on and its layers: the rules that no assert states */
};

struct dossiers {
    struct cli *cli;
    struct arena *arena;
    VEC(struct pack) packs;
    struct cases *common;
    VEC(const char *) ids;
    VEC(const char *) layers; /* of all packs */
};

/* opening */

static bool is_one_of(const char *const *v, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(v[i], name))
            return true;
    return false;
}

/* All layers, without --layer; else those of that name, which few packs have. */
static struct programme *load(struct dossiers *all, const char *id)
{
    const struct cli_args *args = &all->cli->args;
    struct programme_options o = {.site = cli_value(all->cli, OPT_SITE), .all_layers = true};
    struct programme *p = programme_load_with(all->cli->packs, id, &o, all->cli->diag);
    const struct programme_basis *basis = p ? programme_basis(p) : NULL;
    VEC(const char *) wanted = {0};
    for (size_t i = 0; basis && i < basis->layer_count; i++) {
        const char *name = arena_strdup(all->arena, basis->layers[i].name);
        if (!is_one_of(all->layers.v, all->layers.n, name))
            *VEC_PUSH(all->arena, &all->layers) = name;
        if (is_one_of(args->layers, args->layer_count, name))
            *VEC_PUSH(all->arena, &wanted) = name;
    }
    if (!p || !args->layer_count || wanted.n == basis->layer_count)
        return p;
    *VEC_PUSH(all->arena, &wanted) = NULL;
    o.all_layers = false;
    o.layers = wanted.v;
    programme_free(p);
    return programme_load_with(all->cli->packs, id, &o, all->cli->diag);
}

/* A layer that no pack has must not look as if it had been looked at. */
static bool layers_known(struct dossiers *all)
{
    const struct cli_args *args = &all->cli->args;
    bool good = true;
    struct buf names = {0};
    for (size_t i = 0; i < all->layers.n; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", all->layers.v[i]);
    for (size_t i = 0; i < args->layer_count; i++)
        if (!is_one_of(all->layers.v, all->layers.n, args->layers[i])) {
            diag(all->cli->diag, CLI_LAYER, NULL, args->layers[i], names.n ? names.data : "-");
            good = false;
        }
    buf_free(&names);
    return good;
}

static struct cases *load_cases(struct dossiers *all, const char *folder, bool *good)
{
    const char *path = arena_printf(all->arena, "%s/%s/cases.txt", all->cli->packs, folder);
    if (access(path, F_OK))
        return NULL;
    struct cases *c = cases_load(path, all->cli->diag);
    *good = c && *good;
    return c;
}

static const xmlNode *coverage_of(const struct pack *p, const char *id)
{
    for (size_t i = 0; i < p->rules.n; i++)
        for (const xmlNode *n = xmlDocGetRootElement(p->rules.v[i])->children; n; n = n->next)
            for (const xmlNode *k = xml_is(n, PACK_NS, "coverage") ? n->children : NULL; k; k = k->next) {
                if (xml_is(k, PACK_NS, "rule") && !strcmp(xml_attribute(k, "id", ""), id))
                    return k;
            }
    return NULL;
}

static void add_id(struct dossiers *all, const char *id)
{
    size_t n = strcspn(id, ".");
    for (size_t i = 0; i < all->ids.n; i++)
        if (strlen(all->ids.v[i]) == n && !memcmp(all->ids.v[i], id, n))
            return;
    *VEC_PUSH(all->arena, &all->ids) = arena_strndup(all->arena, id, n);
}

static void add_ids(struct dossiers *all, const struct pack *p)
{
    const struct bearing_rule *r;
    for (size_t i = 0, n = bearing_rules(p->bearing, &r); i < n; i++)
        add_id(all, r[i].fact->id);
    for (size_t i = 0; p->cases && i < cases_count(p->cases); i++)
        add_id(all, cases_at(p->cases, i)->id);
    for (size_t i = 0; i < p->rules.n; i++)
        for (const xmlNode *n = xmlDocGetRootElement(p->rules.v[i])->children; n; n = n->next)
            for (const xmlNode *k = xml_is(n, PACK_NS, "coverage") ? n->children : NULL; k; k = k->next) {
                const char *own = xml_is(k, PACK_NS, "rule") ? xml_attribute(k, "id", NULL) : NULL;
                if (own)
                    add_id(all, own);
            }
}

static void close_pack(struct pack *p)
{
    for (size_t k = 0; k < p->rules.n; k++)
        xml_free(p->rules.v[k]);
    bearing_free(p->bearing);
    cases_free(p->cases);
    programme_free(p->programme);
    programme_free(p->plain);
}

static void add_rules(struct dossiers *all, struct pack *p, const char *path)
{
    xmlDocPtr doc = access(path, F_OK) ? NULL : xml_load(path, all->cli->diag);
    if (doc)
        *VEC_PUSH(all->arena, &p->rules) = doc;
}

static bool open_pack(struct dossiers *all, const char *id)
{
    struct pack p = {.programme = load(all, id)};
    bool good = p.programme != NULL;
    p.bearing = good ? bearing_load(p.programme, all->cli->diag) : NULL;
    p.cases = load_cases(all, id, &good);
    for (const char *const *root = good ? programme_roots(p.programme) : NULL; root && *root; root++) {
        const char *path = arena_printf(all->arena, "%s/rules.sch", *root);
        add_rules(all, &p, path);
    }
    const struct programme_basis *basis = good ? programme_basis(p.programme) : NULL;
    for (size_t i = 0; basis && i < basis->layer_count; i++)
        if (basis->layers[i].on)
            add_rules(all, &p, basis->layers[i].rules);
    if (p.bearing) {
        add_ids(all, &p);
        *VEC_PUSH(all->arena, &all->packs) = p;
        return good;
    }
    close_pack(&p);
    return false;
}

struct dossiers *dossiers_open(struct cli *c, bool *good)
{
    struct dossiers *all = xcalloc(1, sizeof *all);
    all->cli = c;
    all->arena = arena_new();
    char **ids = programme_ids(c->packs, c->diag);
    *good = ids != NULL;
    all->common = load_cases(all, "common", good);
    for (size_t i = 0; all->common && i < cases_count(all->common); i++)
        add_id(all, cases_at(all->common, i)->id);
    for (size_t i = 0; ids && ids[i]; i++)
        *good = open_pack(all, ids[i]) && *good;
    free(ids);
    *good = layers_known(all) && *good;
    return all;
}

void dossiers_close(struct dossiers *all)
{
    for (size_t i = 0; i < all->packs.n; i++)
        close_pack(&all->packs.v[i]);
    cases_free(all->common);
    arena_free(all->arena);
    free(all);
}

/* finding */

static bool part_of(struct dossiers *all, const struct pack *p, const char *id, struct dossier_part *out)
{
    const struct bearing_rule *r;
    size_t length = strlen(id);
    *out = (struct dossier_part){.programme = p->programme, .bearing = p->bearing};
    for (size_t i = 0, n = bearing_rules(p->bearing, &r); i < n; i++)
        if (!strncmp(r[i].fact->id, id, length) && (!r[i].fact->id[length] || r[i].fact->id[length] == '.'))
            *VEC_PUSH(all->arena, &out->statements) = &r[i];
    const xmlNode *said = coverage_of(p, id);
    if (said) {
        xmlChar *reason = xmlNodeGetContent(said);
        out->status = xml_attribute(said, "status", "");
        if (!strcmp(out->status, "no-subject"))
            out->statements.n = 0; /* a shared assert, which meets nothing in this programme */
        out->reason = arena_strdup(all->arena, reason ? (const char *)reason : "");
        xmlFree(reason);
    }
    return out->statements.n || said || (p->cases && cases_find(p->cases, id));
}

static void take_facts(struct dossier *d, const struct cases *c)
{
    const struct cases_rule *facts = c && !d->facts ? cases_find(c, d->id) : NULL;
    if (!facts)
        return;
    d->facts = facts;
    d->cases = c;
}

bool dossiers_find(struct dossiers *all, const char *id, struct dossier *out)
{
    *out = (struct dossier){.id = arena_strndup(all->arena, id, strcspn(id, "."))};
    for (size_t i = 0; i < all->packs.n; i++) {
        struct dossier_part part;
        if (!part_of(all, &all->packs.v[i], out->id, &part))
            continue;
        *VEC_PUSH(all->arena, &out->parts) = part;
        take_facts(out, all->packs.v[i].cases);
    }
    take_facts(out, all->common);
    return out->parts.n || out->facts;
}

/* Edits that make one id of the other: Levenshtein 1966, on bytes; ids are ASCII. */
static size_t distance(const char *a, const char *b)
{
    size_t row[LIMIT_RULE_ID + 1], n = strlen(b);
    if (n > LIMIT_RULE_ID)
        return LIMIT_RULE_ID;
    for (size_t k = 0; k <= n; k++)
        row[k] = k;
    for (size_t i = 1; *a; a++, i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t k = 1; k <= n; k++) {
            size_t change = corner + (*a != b[k - 1]), least = row[k] < row[k - 1] ? row[k] : row[k - 1];
            corner = row[k];
            row[k] = change < least + 1 ? change : least + 1;
        }
    }
    return row[n];
}

const char *dossiers_near(struct dossiers *all, const char *id)
{
    size_t best = 3; /* further away it is another id */
    struct buf names = {0};
    for (size_t i = 0; i < all->ids.n; i++)
        best = distance(all->ids.v[i], id) < best ? distance(all->ids.v[i], id) : best;
    for (size_t i = 0, n = 0; i < all->ids.n && n < 5; i++)
        if (distance(all->ids.v[i], id) == best) {
            buf_printf(&names, "%s%s", n ? " " : "", all->ids.v[i]);
            n++;
        }
    return buf_keep(&names, all->arena);
}

/* examples */

const char *dossiers_sample_name(struct dossiers *all, const struct dossier *d, const struct cases_example *e)
{
    const char *folder = cases_path(d->cases) + strlen(all->cli->packs) + 1;
    if (strchr(e->sample, '/'))
        return e->sample;
    return arena_printf(all->arena, "%.*s/%s", (int)strcspn(folder, "/"), folder, e->sample);
}

/* A pack of its own where the example changes it. */
static struct programme *changed_programme(struct dossiers *all, const struct cases_example *e, const char *id,
                                           const char *folder, struct diag_list *d)
{
    struct programme_options o = {.site = e->site ? arena_printf(all->arena, "%s/%s", folder, e->site) : NULL};
    const char **layers = arena_array(all->arena, e->layers.n + 1, sizeof *layers);
    for (size_t i = 0; i < e->layers.n; i++)
        layers[i] = e->layers.v[i];
    o.layers = layers;
    struct programme *p = programme_load_with(all->cli->packs, id, &o, d);
    for (size_t i = 0; p && i < e->lists.n; i++)
        programme_set_list(p, e->lists.v[i].name, arena_printf(all->arena, "%s/%s", folder, e->lists.v[i].file), d);
    return p;
}

/* Layers add rules, and only the findings of one rule are looked at. What a site changes holds for nobody's example. */
static struct programme *common_programme(struct dossiers *all, const char *id)
{
    for (size_t i = 0; i < all->packs.n; i++) {
        struct pack *p = &all->packs.v[i];
        if (strcmp(programme_id(p->programme), id))
            continue;
        if (!programme_basis(p->programme)->site)
            return p->programme;
        if (!p->plain)
            p->plain = programme_load_with(all->cli->packs, id, &(struct programme_options){.all_layers = true}, all->cli->diag);
        return p->plain;
    }
    return NULL;
}

static void judge(struct dossiers *all, const struct cases_example *e, const char *path, const struct buf *text,
                  struct diag_list *d)
{
    xmlDocPtr doc = xml_parse(text->data, text->n, path, d);
    const char *id = doc ? check_programme_of(doc, path, d) : "";
    char *folder = file_folder(path);
    struct papers *papers = papers_new(folder);
    struct programme *own = *id && (e->site || e->lists.n) ? changed_programme(all, e, id, folder, d) : NULL;
    struct programme *p = own ? own : common_programme(all, id);
    struct check_options o = {.as_of = e->as_of, .strict = e->strict, .papers = papers};
    if (p)
        check_proposal(p, doc, path, &o, d);
    programme_free(own);
    papers_free(papers);
    free(folder);
    xml_free(doc);
}

static bool of_rule(const char *id, const char *rule)
{
    size_t n = strlen(rule);
    return !strncmp(id, rule, n) && (!id[n] || id[n] == '.');
}

/* A batch is of the programme whose cases.txt it stands in, or of that which its sample names. */
static void judge_batch(struct dossiers *all, const struct dossier *d, const struct cases_example *e, struct diag_list *out)
{
    const char *name = dossiers_sample_name(all, d, e), *samples = arena_printf(all->arena, "%s/../samples", all->cli->packs);
    const char *id = arena_strndup(all->arena, name, strcspn(name, "/"));
    const char *folder = arena_printf(all->arena, "%s/%s", samples, id);
    struct programme *own = e->site || e->lists.n ? changed_programme(all, e, id, folder, out) : NULL;
    struct programme *p = own ? own : common_programme(all, id);
    if (p)
        trial_run(d->cases, e, samples, id, p, NULL, out);
    programme_free(own);
}

static bool is_there(struct dossiers *all, const struct dossier *d, const struct cases_example *e)
{
    const char *name = dossiers_sample_name(all, d, e);
    return !access(arena_printf(all->arena, "%s/../samples/%s", all->cli->packs, name), F_OK);
}

void dossiers_try(struct dossiers *all, const struct dossier *d, const struct cases_example *e, struct diag_list *out)
{
    const char *path = arena_printf(all->arena, "%s/../samples/%s", all->cli->packs, dossiers_sample_name(all, d, e));
    struct buf text = {0}, edited = {0};
    struct diag_list *found = diag_list_new();
    if (cases_of_batch(e) && is_there(all, d, e))
        judge_batch(all, d, e, found);
    else if (is_there(all, d, e) && file_read(path, LIMIT_INPUT_BYTES, &text, found) &&
        cases_apply(d->cases, e, text.data, text.n, &edited, found))
        judge(all, e, path, &edited, found);
    diag_list_sort(found);
    for (size_t i = 0; i < diag_list_count(found); i++)
        if (of_rule(diag_list_at(found, i)->rule, d->id))
            diag_finding(out, diag_list_at(found, i));
    diag_list_free(found);
    buf_free(&text);
    buf_free(&edited);
}
