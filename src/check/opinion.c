#include "check/opinion.h"

#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>

#include "check/tally.h"
#include "programme/cases.h"
#include "programme/clause.h"
#include "programme/schematron.h"
#include "programme/shape.h"
#include "xslt/xml.h"

enum result { FAILED, UNDECIDED, REMINDED, PASSED, SPARED, RESULTS };

static const char *const result_names[] = {"failed", "undecided", "reminded", "passed", "spared"};

struct rule {
    const char *id, *see, *modal;
    enum result result;
};

struct opinion {
    struct arena *arena;
    struct programme *p;
    xmlDocPtr proposal;
    const struct diag_list *findings;
    const struct i18n *lang;
    VEC(struct cases *) cases; /* of the pack, its bases and common/; none: the notice's sentences are not wanted */
    VEC(struct rule) rules;
    xmlNodePtr root;
};

/* --- the rules and what came of them --- */

static struct rule *find_rule(struct opinion *o, const char *id, size_t n)
{
    for (size_t i = 0; i < o->rules.n; i++)
        if (strlen(o->rules.v[i].id) == n && strncmp(o->rules.v[i].id, id, n) == 0)
            return &o->rules.v[i];
    return NULL;
}

static enum result result_of(const struct diag_record *r)
{
    return r->undecided                  ? UNDECIDED
           : r->severity >= DIAG_ERROR   ? FAILED
                                         : REMINDED;
}

static bool is_of(const struct diag_record *r, const char *rule)
{
    return r->id == DIAG_FINDING ? rule && strcmp(r->rule, rule) == 0 : !rule;
}

/* rule NULL: what the schema found. */
static enum result judge(const struct opinion *o, const char *rule, bool judged)
{
    enum result worst = judged ? PASSED : SPARED;
    for (size_t i = 0; i < diag_list_count(o->findings); i++) {
        const struct diag_record *r = diag_list_at(o->findings, i);
        if (is_of(r, rule) && result_of(r) < worst)
            worst = result_of(r);
    }
    return worst;
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct rule *)a)->id, ((const struct rule *)b)->id);
}

static void collect(struct opinion *o, const struct check_tally *tally)
{
    const struct schematron_rule *facts;
    struct diag_list *said = diag_list_new(); /* they were used a moment ago: nothing is news */
    size_t n = programme_rule_facts(o->p, &facts, said);
    const char *direction = xml_attribute(xmlDocGetRootElement(o->proposal), "direction", "");
    diag_list_free(said);
    for (size_t i = 0; i < n; i++) {
        size_t length = strcspn(facts[i].id, ".");
        if (find_rule(o, facts[i].id, length))
            continue;
        const char *id = arena_strndup(o->arena, facts[i].id, length);
        const char *see = clause_of(o->arena, o->p, facts[i].see, direction);
        *VEC_PUSH(o->arena, &o->rules) = (struct rule){
            id, see ? see : "", facts[i].modal, judge(o, id, tally_has(tally, id)),
        };
    }
    if (o->rules.n)
        qsort(o->rules.v, o->rules.n, sizeof *o->rules.v, by_id);
}

/* --- places --- */

static size_t position(const xmlNode *n, bool *alone)
{
    size_t at = 1, after = 0;
    for (const xmlNode *k = n->prev; k; k = k->prev)
        at += k->type == XML_ELEMENT_NODE && xmlStrEqual(k->name, n->name);
    for (const xmlNode *k = n->next; k; k = k->next)
        after += k->type == XML_ELEMENT_NODE && xmlStrEqual(k->name, n->name);
    *alone = at == 1 && !after;
    return at;
}

/* "项目成员 / 成员（3） / 证件号码": labels from the top, without the root. */
static void add_labels(struct opinion *o, const xmlNode *n, struct buf *out)
{
    if (!n || !n->parent || n->parent->type != XML_ELEMENT_NODE)
        return;
    add_labels(o, n->parent, out);
    const char *label = programme_label_of(o->p, n);
    bool alone = true;
    size_t at = n->type == XML_ELEMENT_NODE ? position(n, &alone) : 1;
    if (!label)
        return;
    buf_printf(out, "%s%s", out->n ? " / " : "", label);
    if (!alone)
        buf_printf(out, "（%zu）", at);
}

static bool ends_with(const struct buf *b, const char *s)
{
    size_t n = strlen(s);
    return b->n >= n && memcmp(b->data + b->n - n, s, n) == 0;
}

/* Where in the form, by labels; "" when it has none. */
static const char *place_of(struct opinion *o, const struct diag_record *r)
{
    struct buf out = {0};
    xmlXPathContextPtr c = xml_xpath(o->proposal);
    xmlXPathObjectPtr found = r->path ? xmlXPathEvalExpression((const xmlChar *)r->path, c) : NULL;
    if (found && found->type == XPATH_NODESET && found->nodesetval && found->nodesetval->nodeNr)
        add_labels(o, found->nodesetval->nodeTab[0], &out);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(c);
    if (r->place && !ends_with(&out, r->place) && !strstr(out.data ? out.data : "", r->place))
        buf_printf(&out, "%s%s", out.n ? " / " : "", r->place);
    return buf_keep(&out, o->arena);
}

/* --- the document --- */

static void add_findings(struct opinion *o, xmlNodePtr rule, const char *id)
{
    for (size_t i = 0; i < diag_list_count(o->findings); i++) {
        const struct diag_record *r = diag_list_at(o->findings, i);
        if (!is_of(r, id))
            continue;
        struct buf text = {0};
        diag_text(&text, r, o->lang);
        xmlNodePtr n = xml_add(rule, "finding", text.data ? text.data : "");
        xml_set(n, "result", result_names[result_of(r)]);
        xml_set(n, "place", place_of(o, r));
        if (r->loc.line)
            xml_set_number(n, "line", r->loc.line);
        buf_free(&text);
    }
}

static void add_quotes(const struct opinion *o, xmlNodePtr rule, const struct rule *r)
{
    const struct cases_rule *c = NULL;
    for (size_t i = 0; !c && i < o->cases.n; i++)
        c = cases_find(o->cases.v[i], r->id);
    const char *direction = xml_attribute(xmlDocGetRootElement(o->proposal), "direction", ""), *quote;
    for (size_t at = 0; c && (quote = cases_quote_next(c, direction, &at));)
        xml_add(rule, "quote", quote);
    if (c && c->source)
        xml_add(rule, "source", c->source);
}

static void add_rule(struct opinion *o, const struct rule *r)
{
    xmlNodePtr n = xml_add(o->root, "rule", NULL);
    xml_set(n, "id", r->id);
    xml_set(n, "see", r->see);
    xml_set(n, "modal", r->modal);
    xml_set(n, "result", result_names[r->result]);
    add_findings(o, n, r->id);
    add_quotes(o, n, r);
}

/* The schema as one rule: what is there is written as the form asks. */
static enum result add_schema(struct opinion *o)
{
    enum result result = judge(o, NULL, true);
    xmlNodePtr n = xml_add(o->root, "schema", NULL);
    xml_set(n, "result", result_names[result]);
    add_findings(o, n, NULL);
    return result;
}

/* "二2.1（2）、二2.2（2）" belongs to "二2.1". */
static size_t chapter_length(const char *see)
{
    const char *stops[] = {"（", "；", "、"};
    size_t n = strlen(see);
    for (size_t i = 0; i < sizeof stops / sizeof *stops; i++) {
        const char *at = strstr(see, stops[i]);
        if (at && at > see && (size_t)(at - see) < n)
            n = (size_t)(at - see);
    }
    return n;
}

/* Is b the id that follows a ("MO-012" and "MO-013")? */
static bool follows(const char *a, const char *b)
{
    size_t n = strcspn(a, "0123456789");
    return strncmp(a, b, n) == 0 && strlen(a) == strlen(b) && strtoul(b + n, NULL, 10) == strtoul(a + n, NULL, 10) + 1;
}

/* Ids of the group in the order of the rules, runs of three and more shortened: "MO-001～MO-012、MO-015". */
struct run {
    struct buf text;
    const char *first, *last;
    size_t length, count;
};

static void end_run(struct run *r)
{
    if (!r->length)
        return;
    buf_printf(&r->text, "%s%s", r->text.n ? "、" : "", r->first);
    if (r->length > 1)
        buf_printf(&r->text, "%s%s", r->length > 2 ? "～" : "、", r->last);
    r->length = 0;
}

static void add_to_run(struct run *r, const char *id)
{
    if (!r->length || !follows(r->last, id)) {
        end_run(r);
        r->first = id;
    }
    r->last = id;
    r->length++;
    r->count++;
}

static bool in_chapter(const struct rule *r, const char *chapter, size_t n)
{
    return chapter_length(r->see) == n && strncmp(r->see, chapter, n) == 0;
}

static bool seen_before(const struct opinion *o, size_t i, enum result result)
{
    const char *see = o->rules.v[i].see;
    for (size_t k = 0; k < i; k++)
        if (o->rules.v[k].result == result && in_chapter(&o->rules.v[k], see, chapter_length(see)))
            return true;
    return false;
}

/* The rules of a result, of one chapter (n bytes of it) or, with NULL, of all. */
static void add_group(struct opinion *o, enum result result, const char *chapter, size_t n)
{
    struct run run = {.length = 0};
    for (size_t i = 0; i < o->rules.n; i++)
        if (o->rules.v[i].result == result && (!chapter || in_chapter(&o->rules.v[i], chapter, n)))
            add_to_run(&run, o->rules.v[i].id);
    end_run(&run);
    if (run.count) {
        xmlNodePtr group = xml_add(o->root, "group", run.text.data);
        xml_set(group, "result", result_names[result]);
        xml_set(group, "chapter", chapter ? arena_strndup(o->arena, chapter, n) : NULL);
        xml_set_number(group, "count", run.count);
    }
    buf_free(&run.text);
}

/* One group a chapter of the notice. */
static void add_chapters(struct opinion *o, enum result result)
{
    for (size_t i = 0; i < o->rules.n; i++) {
        const struct rule *first = &o->rules.v[i];
        if (first->result == result && !seen_before(o, i, result))
            add_group(o, result, first->see, chapter_length(first->see));
    }
}

/* "money/@total" of a direction by its name; what has none (lists/NAME.csv) as it is. */
static const char *name_of_value(struct opinion *o, const struct programme_change *c)
{
    const char *at = strstr(c->value, "/@"), *slash = at ? memrchr(c->value, '/', (size_t)(at - c->value)) : NULL;
    if (!at)
        return c->value;
    const char *element = arena_strndup(o->arena, slash ? slash + 1 : c->value, (size_t)(at - (slash ? slash + 1 : c->value)));
    const char *parent = c->direction ? "direction" : "programme";
    if (slash) {
        parent = arena_strndup(o->arena, c->value, (size_t)(slash - c->value));
        parent = strrchr(parent, '/') ? strrchr(parent, '/') + 1 : parent;
    }
    const struct shape *s = shape_find(parent, element, at + 2);
    return s ? i18n_text(o->lang, s->name) : c->value;
}

static void add_basis(struct opinion *o)
{
    const struct programme_basis *b = programme_basis(o->p);
    xmlNodePtr n = xml_add(o->root, "basis", *b->title ? b->title : programme_title(o->p));
    xml_set(n, "status", b->status);
    if (b->site) {
        xmlNodePtr site = xml_add(o->root, "site", NULL);
        xml_set(site, "folder", b->site);
        xml_set(site, "title", b->site_title);
        for (size_t i = 0; i < b->change_count; i++) {
            xmlNodePtr change = xml_add(site, "change", NULL);
            xml_set(change, "direction", b->changes[i].direction);
            xml_set(change, "value", name_of_value(o, &b->changes[i]));
            xml_set(change, "before", b->changes[i].before);
            xml_set(change, "after", b->changes[i].after);
        }
    }
    for (size_t i = 0; i < b->layer_count; i++)
        if (b->layers[i].on)
            xml_set(xml_add(o->root, "layer", b->layers[i].title), "name", b->layers[i].name);
}

static void add_head(struct opinion *o, const struct opinion_facts *f, const struct check_tally *tally)
{
    xml_set(o->root, "file", f->file);
    xml_set(o->root, "digest", f->digest);
    xml_set(o->root, "program", f->program);
    xml_set(o->root, "programme", programme_id(o->p));
    xml_set(o->root, "title", programme_title(o->p));
    xml_set(o->root, "as-of", *tally->as_of ? tally->as_of : NULL);
    xml_set(o->root, "strict", f->strict ? "yes" : NULL);
    xml_set(o->root, "full", f->full ? "yes" : NULL);
    add_basis(o);
    for (const char *const *l = f->lists; l && *l; l++)
        xml_add(o->root, "list", *l);
}

static void add_counts(struct opinion *o, enum result schema)
{
    size_t counts[RESULTS] = {0};
    xmlNodePtr n = xml_add(o->root, "counts", NULL);
    counts[schema]++;
    for (size_t i = 0; i < o->rules.n; i++)
        counts[o->rules.v[i].result]++;
    for (int i = 0; i < RESULTS; i++)
        xml_set_number(n, result_names[i], counts[i]);
    xml_set_number(n, "rules", o->rules.n + 1);
    xml_set_number(n, "dropped", diag_list_dropped(o->findings));
}

static void add_proposal(struct opinion *o)
{
    xmlNodePtr copy = xmlDocCopyNode(xmlDocGetRootElement(o->proposal), o->root->doc, 1);
    if (!copy)
        base_die_oom();
    xmlAddChild(o->root, copy);
}

/* A folder without cases, or with broken ones, has no sentences to show; explain says what is wrong with them. */
static void load_cases(struct opinion *o)
{
    struct diag_list *said = diag_list_new();
    for (const char *const *root = programme_roots(o->p); *root; root++) {
        struct cases *c = cases_load(arena_printf(o->arena, "%s/cases.txt", *root), said);
        if (c)
            *VEC_PUSH(o->arena, &o->cases) = c;
    }
    diag_list_free(said);
}

xmlDocPtr opinion_make(struct programme *p, xmlDocPtr proposal, const struct opinion_facts *facts,
                       const struct check_tally *tally, const struct diag_list *findings, const struct i18n *lang)
{
    struct opinion o = {.arena = arena_new(), .p = p, .proposal = proposal, .findings = findings, .lang = lang};
    xmlDocPtr doc = xml_new(OPINION_NS, NULL, "opinion");
    o.root = xmlDocGetRootElement(doc);
    if (facts->full)
        load_cases(&o);
    collect(&o, tally);
    add_head(&o, facts, tally);
    add_counts(&o, add_schema(&o));
    for (size_t i = 0; i < o.rules.n; i++)
        add_rule(&o, &o.rules.v[i]);
    add_chapters(&o, PASSED);
    add_group(&o, SPARED, NULL, 0);
    add_proposal(&o);
    for (size_t i = 0; i < o.cases.n; i++)
        cases_free(o.cases.v[i]);
    arena_free(o.arena);
    return doc;
}
