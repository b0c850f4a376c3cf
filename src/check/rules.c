#include <stdlib.h>
#include <string.h>

#include "check/findings.h"
#include "check/tally.h"
#include "programme/clause.h"
#include "programme/schematron.h"
#include "xslt/xml.h"

/* --strict raises the warnings of these words (and no text heuristics, which have none of them). */
static const char *const soft_words[] = {"原则上", "一般", "建议", "为基准"};

static const char *get(struct checking *c, const xmlNode *n, const char *ns, const char *name)
{
    xmlChar *v = ns ? xmlGetNsProp((xmlNodePtr)n, (const xmlChar *)name, (const xmlChar *)ns)
                    : xmlGetNoNsProp((xmlNodePtr)n, (const xmlChar *)name);
    const char *out = v && *v ? arena_strdup(c->arena, (const char *)v) : NULL;
    xmlFree(v);
    return out;
}

enum diag_severity findings_severity(const char *role, const char *modal, bool strict)
{
    enum diag_severity s = role && !strcmp(role, "warning") ? DIAG_WARNING
                           : role && !strcmp(role, "info")  ? DIAG_INFO
                                                            : DIAG_ERROR;
    for (size_t i = 0; strict && s == DIAG_WARNING && modal && i < sizeof soft_words / sizeof *soft_words; i++)
        if (!strcmp(modal, soft_words[i]))
            s = DIAG_ERROR;
    return s;
}

static int by_order(const void *a, const void *b)
{
    size_t x = ((const struct fault *)a)->order, y = ((const struct fault *)b)->order;
    return (x > y) - (x < y);
}

/* The first fault, by_order, of this element or a later one. */
static size_t first_fault(const struct checking *c, size_t order)
{
    size_t lo = 0, hi = c->faults.n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (c->faults.v[mid].order < order)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The schema said it already: the same element's value, or the attribute or child that the rule is about. */
static bool faulted(const struct checking *c, size_t order, const char *field)
{
    if (!order)
        return false;
    for (size_t i = first_fault(c, order); i < c->faults.n && c->faults.v[i].order == order; i++) {
        const struct fault *f = &c->faults.v[i];
        if (!field == !f->name && (!field || !strcmp(field, f->name)))
            return true;
    }
    return false;
}

static const char *message_of(struct checking *c, const xmlNode *finding)
{
    struct buf b = {0};
    for (const xmlNode *n = finding->children; n; n = n->next) {
        xmlChar *t = n->type == XML_ELEMENT_NODE ? xmlNodeGetContent(n) : NULL;
        if (t)
            buf_puts(&b, (const char *)t);
        xmlFree(t);
    }
    return buf_keep(&b, c->arena);
}

/* "SD-107.topics" is the second assert of rule SD-107. */
static const char *rule_of(struct checking *c, const char *id)
{
    return arena_strndup(c->arena, id, strcspn(id, "."));
}

/* A subject that is an attribute: its name is the last step of the path. */
static const char *attribute_in(const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    return slash && slash[1] == '@' ? slash + 2 : NULL;
}

/* Of an element of a proposal, or of a submission in a batch. */
static const char *label_of(struct checking *c, const xmlNode *node, const char *field)
{
    bool submission = xml_is(node, SUBMISSION_NS, NULL);
    const struct labels *l = submission ? programme_submission_labels(c->p, c->out) : programme_labels(c->p);
    return !node || !l ? NULL : field ? labels_text_below(l, node, field) : labels_text(l, labels_declaration(l, node));
}

/* Of the proposal that holds it; NULL: of the batch, or of a submission. */
static const char *direction_of(const xmlNode *n)
{
    while (n && !xml_is(n, PROPOSAL_NS, "proposal"))
        n = n->parent;
    return n ? xml_attribute(n, "direction", "") : NULL;
}

static void finding(struct checking *c, const xmlNode *n)
{
    const char *order = get(c, n, PACK_NS, "order"), *line = get(c, n, PACK_NS, "line"), *id = get(c, n, NULL, "id");
    const char *path = get(c, n, NULL, "location"), *field = get(c, n, PACK_NS, "field");
    const char *modal = get(c, n, PACK_NS, "modal"), *test = get(c, n, NULL, "test");
    size_t number = order ? strtoul(order, NULL, 10) : 0;
    const xmlNode *node = number <= c->elements ? c->by_order[number] : NULL;
    if (field && node && xmlStrEqual(node->name, (const xmlChar *)field))
        field = NULL; /* the field itself is the subject */
    field = field ? field : attribute_in(path);
    if (faulted(c, number, field))
        return;
    struct diag_record r = {
        .severity = findings_severity(get(c, n, NULL, "role"), modal, c->o->strict),
        .id = DIAG_FINDING,
        .rule = rule_of(c, id ? id : "?"),
        .clause = clause_of(c->arena, c->p, get(c, n, NULL, "see"), direction_of(node)),
        .modal = modal,
        .place = label_of(c, node, field),
        .path = path,
        .loc = {.file = c->file, .line = line ? (unsigned)strtoul(line, NULL, 10) : 0},
        .text = message_of(c, n),
        .args = (const char *[]){test ? test : "", NULL},
        .order = number,
        .undecided = get(c, n, PACK_NS, "undecided") != NULL,
    };
    if (c->found)
        c->found(c->ctx, node, &r);
    else
        diag_finding(c->out, &r);
}

static bool is_finding(const xmlNode *n)
{
    return xml_is(n, NULL, "failed-assert") || xml_is(n, NULL, "successful-report");
}

const char *check_clock(const struct check_options *o, const xmlNode *root)
{
    const char *filed = xml_attribute(xml_child(root, "filing"), "submittedAt", "");
    return o->as_of ? o->as_of : *filed ? filed : o->source_date ? o->source_date : "";
}

static void take_down(struct checking *c, const xmlNode *n)
{
    const char *ids = NULL;
    if (xml_is(n, NULL, "fired-rule"))
        ids = get(c, n, PACK_NS, "judged");
    else if (xml_is(n, NULL, "judged"))
        ids = get(c, n, NULL, "by");
    if (ids)
        tally_add(c->o->tally, ids);
}

static bool run(struct checking *c, struct xslt *rules, const char *clock)
{
    const struct xslt_param params[] = {{"as-of", clock}, {c->o->tally ? SCHEMATRON_TOLD : NULL, "yes"}, {NULL, NULL}};
    xmlDocPtr svrl = xslt_run(rules, c->doc, c->file, c->o->papers, params, c->out);
    if (!svrl)
        return false;
    if (c->faults.n)
        qsort(c->faults.v, c->faults.n, sizeof *c->faults.v, by_order);
    if (c->o->tally)
        c->o->tally->as_of = arena_strdup(c->o->tally->arena, params[0].value);
    for (const xmlNode *n = xmlDocGetRootElement(svrl)->children; n; n = n->next) {
        if (is_finding(n))
            finding(c, n);
        else if (c->o->tally)
            take_down(c, n);
    }
    xml_free(svrl);
    return true;
}

bool rules_check(struct checking *c)
{
    struct xslt *rules = programme_rules(c->p, c->out);
    return rules && run(c, rules, check_clock(c->o, xmlDocGetRootElement(c->doc)));
}

bool check_batch(struct programme *p, xmlDocPtr batch, const char *clock, const struct check_options *o, check_found *found,
                 void *ctx, struct diag_list *d)
{
    struct checking c = {.p = p, .doc = batch, .o = o, .out = d, .found = found, .ctx = ctx};
    struct xslt *rules;
    if (!programme_batch_rules(p, &rules, d))
        return false;
    checking_begin(&c);
    bool good = !rules || run(&c, rules, clock);
    checking_end(&c);
    return good;
}
