#include "programme/bearing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"
#include "programme/verdict.h"
#include "xslt/xml.h"

#define XSL_NS "http://www.w3.org/1999/XSL/Transform"

/* rules.sch or batch.sch as a stylesheet. */
struct half {
    xmlDocPtr tree;
    struct verdicts *verdicts;
};

struct bearing {
    struct arena *arena;
    struct half halves[2]; /* of one proposal, of many (its tree may be NULL) */
    VEC(struct bearing_rule) rules;
    const struct programme_direction *directions;
    size_t direction_count;
};

/* variables */

/* The variable of that name which the node sees: in front of it, in front of what holds it, or anywhere at the top. */
static const xmlNode *variable(const xmlNode *n, const char *name)
{
    for (; n && n->parent; n = n->parent) {
        bool top = n->parent == xmlDocGetRootElement(n->doc);
        for (const xmlNode *v = top ? n->parent->children : n->prev; v; v = top ? v->next : v->prev)
            if (xml_is(v, XSL_NS, "variable") && !strcmp(xml_attribute(v, "name", ""), name))
                return v;
    }
    return NULL;
}

static void put_in(struct bearing *b, const xmlNode *at, const char *expression, struct buf *out, unsigned depth);

/* $name at s: what it stands for, in brackets; returns how long the name is. */
static size_t put_variable(struct bearing *b, const xmlNode *at, const char *s, struct buf *out, unsigned depth)
{
    size_t n = strspn(s + 1, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-.");
    const xmlNode *v = variable(at, arena_strndup(b->arena, s + 1, n));
    if (!v) {
        buf_add(out, s, n + 1);
        return n + 1;
    }
    buf_puts(out, "(" VERDICT_OWN);
    put_in(b, v, xml_attribute(v, "select", ""), out, depth + 1);
    buf_puts(out, VERDICT_END ")");
    return n + 1;
}

/* An expression with its variables put in. One that grows beyond the limit keeps some and is not decided. */
static void put_in(struct bearing *b, const xmlNode *at, const char *expression, struct buf *out, unsigned depth)
{
    for (const char *s = expression; *s;) {
        const char *end = *s == '\'' || *s == '"' ? strchr(s + 1, *s) : NULL;
        if (end) {
            buf_add(out, s, (size_t)(end - s) + 1);
            s = end + 1;
        } else if (*s == '$' && depth < LIMIT_RULE_NESTING && out->n < LIMIT_RULE_BYTES) {
            s += put_variable(b, at, s, out, depth);
        } else {
            buf_putc(out, *s++);
        }
    }
}

static const char *expanded(struct bearing *b, const xmlNode *at, const char *expression)
{
    struct buf out = {0};
    put_in(b, at, expression, &out, 0);
    return buf_keep(&out, b->arena);
}

/* paths */

/* An expression up to its first | and without conditions and brackets. */
static const char *bare(struct bearing *b, const char *s)
{
    struct buf out = {0};
    unsigned conditions = 0;
    for (; *s && (conditions || *s != '|'); s++) {
        const char *end = *s == '\'' || *s == '"' ? strchr(s + 1, *s) : NULL;
        conditions += *s == '[';
        if (!conditions && !strchr("() \n\t" VERDICT_OWN VERDICT_END, *s))
            buf_putc(&out, *s);
        conditions -= *s == ']' && conditions;
        s = end ? end : s;
    }
    return buf_keep(&out, b->arena);
}

/* Is the name that of an element which holds proposals (b:item)? at: where its prefix is declared. */
static bool holds_proposals(const xmlNode *at, const char *name, size_t prefix)
{
    char declared[20];
    snprintf(declared, sizeof declared, "%.*s", (int)prefix - 1, name);
    const xmlNs *ns = prefix ? xmlSearchNs(at->doc, (xmlNodePtr)at, BAD_CAST declared) : NULL;
    return ns && xmlStrEqual(ns->href, BAD_CAST BATCH_NS);
}

/* Adds the elements that s names behind those of out, from the root on when it begins there. */
static void add_steps(struct buf *out, const xmlNode *at, const char *s)
{
    if (*s == '/' && out->data)
        out->data[out->n = 0] = '\0';
    for (s += strspn(s, "/"); *s; s += strspn(s, "/")) {
        size_t n = strcspn(s, "/"), prefix = strcspn(s, ":") < n ? strcspn(s, ":") + 1 : 0;
        bool up = n == 2 && !memcmp(s, "..", 2), element = prefix && s[prefix] != ':' && *s != '@';
        if (up)
            while (out->n && out->data[--out->n] != '/')
                ;
        else if (element && strncmp(s + prefix, "proposal", n - prefix) && !holds_proposals(at, s, prefix))
            buf_printf(out, "%s%.*s", out->n ? "/" : "", (int)(n - prefix), s + prefix);
        else if (!element && strncmp(s, "self::", 6))
            break;
        s += n;
    }
}

static const char *path_of(struct bearing *b, const xmlNode *at, const struct schematron_rule *fact)
{
    const xmlNode *template = at;
    while (template && !xml_is(template, XSL_NS, "template"))
        template = template->parent;
    struct buf out = {0};
    if (template)
        add_steps(&out, at, bare(b, xml_attribute(template, "match", "")));
    if (fact->subject)
        add_steps(&out, at, bare(b, expanded(b, at, fact->subject)));
    return buf_keep(&out, b->arena);
}

/* binding */

/* The conditions around a finding; it is not ruled out while each may hold. */
struct conditions {
    VEC(const char *) all;
};

static struct conditions conditions_of(struct bearing *b, const xmlNode *at)
{
    struct conditions c = {0};
    for (const xmlNode *n = at->parent; n && !xml_is(n, XSL_NS, "template"); n = n->parent)
        if (xml_is(n, XSL_NS, "if"))
            *VEC_PUSH(b->arena, &c.all) = expanded(b, n, xml_attribute(n, "test", ""));
    return c;
}

static bool may_hold(struct verdicts *verdicts, const struct conditions *c)
{
    for (size_t i = 0; i < c->all.n; i++)
        if (verdict_of(verdicts, c->all.v[i]) == VERDICT_NO)
            return false;
    return true;
}

static struct bearing_rule *rule_of(struct bearing *b, const char *id)
{
    for (size_t i = 0; i < b->rules.n; i++)
        if (!strcmp(b->rules.v[i].fact->id, id))
            return &b->rules.v[i];
    return NULL;
}

static const struct half *half_of(const struct bearing *b, const xmlNode *n)
{
    return &b->halves[n->doc == b->halves[1].tree];
}

static void look_at(struct bearing *b, const xmlNode *at)
{
    struct bearing_rule *r = rule_of(b, xml_attribute(at, "id", ""));
    if (!r)
        return;
    if (!r->at)
        r->at = at;
    if (!r->path)
        r->path = path_of(b, at, r->fact);
    struct conditions c = conditions_of(b, at);
    struct verdicts *verdicts = half_of(b, at)->verdicts;
    for (size_t i = 0; i < b->direction_count; i++) {
        if (r->binds[i])
            continue;
        verdict_set_direction(verdicts, b->directions[i].id);
        r->binds[i] = may_hold(verdicts, &c);
        r->bound += r->binds[i];
    }
}

static void look_below(struct bearing *b, const xmlNode *in)
{
    for (const xmlNode *n = in->children; n; n = n->next) {
        if (xml_is(n, SVRL_NS, "failed-assert") || xml_is(n, SVRL_NS, "successful-report"))
            look_at(b, n);
        else if (n->type == XML_ELEMENT_NODE)
            look_below(b, n);
    }
}

/* What the program judges by itself binds all. */
static void bind_stated(struct bearing *b, struct bearing_rule *r)
{
    r->path = "";
    for (size_t i = 0; i < b->direction_count; i++)
        r->binds[i] = true;
    r->bound = b->direction_count;
}

static void add_half(struct bearing *b, struct programme *p, struct half *h, xmlDocPtr tree, const char *item,
                     const struct schematron_rule *facts, size_t n)
{
    if (!tree)
        return;
    h->tree = tree;
    h->verdicts = verdict_new(programme_xml(p), xmlDocGetRootElement(tree), item);
    for (size_t i = 0; i < n; i++) {
        struct bearing_rule *r = VEC_PUSH(b->arena, &b->rules);
        *r = (struct bearing_rule){.fact = arena_dup(b->arena, &facts[i], sizeof *facts),
                                   .binds = arena_array(b->arena, b->direction_count, sizeof(bool))};
        if (!*facts[i].test)
            bind_stated(b, r);
    }
    look_below(b, xmlDocGetRootElement(tree));
}

struct bearing *bearing_load(struct programme *p, struct diag_list *d)
{
    const struct schematron_rule *facts;
    size_t n;
    xmlDocPtr tree = programme_rule_tree(p, &facts, &n, d), batch;
    if (!tree)
        return NULL;
    struct bearing *b = xcalloc(1, sizeof *b);
    b->arena = arena_new();
    b->direction_count = programme_directions(p, &b->directions);
    add_half(b, p, &b->halves[0], tree, "", facts, n);
    if (programme_batch_tree(p, &batch, &facts, &n, d)) {
        add_half(b, p, &b->halves[1], batch, "current()/ancestor-or-self::b:item", facts, n);
        return b;
    }
    bearing_free(b);
    return NULL;
}

void bearing_free(struct bearing *b)
{
    if (!b)
        return;
    for (size_t i = 0; i < 2; i++) {
        verdict_free(b->halves[i].verdicts);
        xml_free(b->halves[i].tree);
    }
    arena_free(b->arena);
    free(b);
}

size_t bearing_rules(const struct bearing *b, const struct bearing_rule **out)
{
    *out = b->rules.v;
    return b->rules.n;
}

/* Values that stand side by side leave one gap. */
static void add_open(struct buf *out)
{
    size_t n = strlen(BEARING_OPEN);
    if (out->n < n || memcmp(out->data + out->n - n, BEARING_OPEN, n) != 0)
        buf_puts(out, BEARING_OPEN);
}

static void add_texts(struct bearing *b, const xmlNode *in, struct buf *out)
{
    for (const xmlNode *n = in->children; n; n = n->next) {
        bool value = xml_is(n, XSL_NS, "value-of");
        char *known = value ? verdict_string(half_of(b, n)->verdicts, expanded(b, n, xml_attribute(n, "select", ""))) : NULL;
        if (n->type == XML_TEXT_NODE)
            buf_puts(out, (const char *)n->content);
        else if (known)
            buf_puts(out, known);
        else if (value)
            add_open(out);
        else if (n->type == XML_ELEMENT_NODE)
            add_texts(b, n, out);
        free(known);
    }
}

void bearing_text(struct bearing *b, const struct bearing_rule *r, const char *direction, struct buf *out)
{
    if (r->at)
        verdict_set_direction(half_of(b, r->at)->verdicts, direction);
    for (const xmlNode *n = r->at ? r->at->children : NULL; n; n = n->next)
        if (xml_is(n, SVRL_NS, "text"))
            add_texts(b, n, out);
}
