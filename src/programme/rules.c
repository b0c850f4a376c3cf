/* The rule files of a pack: rules.sch for one proposal, batch.sch for many. */
#include <string.h>
#include <unistd.h>

#include "programme/lazy.h"
#include "programme/pack.h"
#include "xslt/xml.h"

struct rule_files {
    xmlDocPtr docs[LIMIT_PACK_CHAIN], layers[LIMIT_PACK_LAYERS];
    size_t count, layer_count;
};

static bool load_layers(struct programme *p, bool batch, struct rule_files *f, struct diag_list *d)
{
    bool good = true;
    for (size_t i = 0; i < p->layers.n; i++) {
        const struct programme_layer *l = &p->layers.v[i];
        if (!l->on || (batch && !l->batch))
            continue;
        f->layers[f->layer_count] = xml_load(batch ? l->batch : l->rules, d);
        good = f->layers[f->layer_count] && good;
        f->layer_count += f->layers[f->layer_count] != NULL;
    }
    return good;
}

/* Those of the pack and its bases; last_must: the last base must have one (a pack may leave all to those that it builds on). */
static bool load_files(struct programme *p, const char *name, bool last_must, struct rule_files *f, struct diag_list *d)
{
    bool good = true;
    for (size_t i = 0; i < p->chain.n; i++) {
        const char *path = arena_printf(p->arena, "%s/%s", p->chain.folder[i], name);
        if ((i + 1 < p->chain.n || !last_must) && access(path, F_OK))
            continue;
        f->docs[f->count] = xml_load(path, d);
        good = f->docs[f->count] && good;
        f->count += f->docs[f->count] != NULL;
    }
    return good;
}

static void free_files(struct rule_files *f)
{
    for (size_t i = 0; i < f->count; i++)
        xml_free(f->docs[i]);
    for (size_t i = 0; i < f->layer_count; i++)
        xml_free(f->layers[i]);
}

struct notes {
    struct programme *p;
    struct pack_rules *rules;
};

static void note_rule(void *ctx, const struct schematron_rule *r)
{
    struct notes *n = ctx;
    *VEC_PUSH(n->p->arena, &n->rules->facts) = *r;
}

/* Frees the files; NULL when one of them is broken, or when there are none. */
static xmlDocPtr compile(struct programme *p, struct pack_rules *rules, struct rule_files *f, bool good, const char *name,
                         struct diag_list *d)
{
    struct notes notes = {p, rules};
    *VEC_PUSH(p->arena, &p->chain.directions) = NULL;
    struct schematron_input in = {
        .docs = f->docs, .count = f->count, .layers = f->layers, .layer_count = f->layer_count, .roots = p->roots,
        .directions = p->chain.directions.v, .url = arena_printf(p->arena, "%s/%s", p->path, name),
        .silent = rules == &p->batch, .arena = p->arena, .note = note_rule, .ctx = &notes,
    };
    p->chain.directions.n--;
    rules->facts.n = 0;
    xmlDocPtr style = f->count ? schematron_compile(&in, d) : NULL;
    free_files(f);
    if (style && good)
        return style;
    xml_free(style);
    return NULL;
}

xmlDocPtr programme_rule_tree(struct programme *p, const struct schematron_rule **facts, size_t *n, struct diag_list *d)
{
    struct rule_files f = {0};
    bool good = load_files(p, "rules.sch", true, &f, d);
    good = load_layers(p, false, &f, d) && good;
    xmlDocPtr style = compile(p, &p->rules, &f, good, "rules.sch", d);
    *facts = p->rules.facts.v;
    *n = p->rules.facts.n;
    return style;
}

bool programme_batch_tree(struct programme *p, xmlDocPtr *out, const struct schematron_rule **facts, size_t *n,
                          struct diag_list *d)
{
    struct rule_files f = {0};
    bool good = load_files(p, "batch.sch", false, &f, d), any = f.count || !good;
    good = load_layers(p, true, &f, d) && good;
    *out = compile(p, &p->batch, &f, good, "batch.sch", d);
    *facts = p->batch.facts.v;
    *n = p->batch.facts.n;
    return *out || !any;
}

struct xslt *programme_rules(struct programme *p, struct diag_list *d)
{
    const struct schematron_rule *facts;
    size_t n;
    xmlDocPtr style = p->rules.compiled ? NULL : programme_rule_tree(p, &facts, &n, d);
    if (style) {
        lazy_variables(style);
        p->rules.compiled = pack_with_env(p, xslt_compile(style, p->roots, d));
    }
    return p->rules.compiled;
}

size_t programme_rule_facts(struct programme *p, const struct schematron_rule **out, struct diag_list *d)
{
    *out = programme_rules(p, d) ? p->rules.facts.v : NULL;
    return *out ? p->rules.facts.n : 0;
}

bool programme_batch_rules(struct programme *p, struct xslt **out, struct diag_list *d)
{
    const struct schematron_rule *facts;
    size_t n;
    xmlDocPtr style = NULL;
    bool good = p->batch.compiled || programme_batch_tree(p, &style, &facts, &n, d);
    if (style) {
        lazy_variables(style);
        p->batch.compiled = pack_with_env(p, xslt_compile(style, p->roots, d));
    }
    *out = p->batch.compiled;
    return good && (*out || !style);
}

const struct schematron_rule *programme_stated(struct programme *p, const char *about, struct diag_list *d)
{
    struct xslt *ignored;
    if (!programme_batch_rules(p, &ignored, d))
        return NULL;
    for (size_t i = 0; i < p->batch.facts.n; i++)
        if (p->batch.facts.v[i].about && !strcmp(p->batch.facts.v[i].about, about))
            return &p->batch.facts.v[i];
    return NULL;
}
