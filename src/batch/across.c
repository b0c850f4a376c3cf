#include <libxml/tree.h>
#include <libxml/dict.h>
#include <libxml/xpath.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "batch/across_int.h"
#include "batch/similar.h"
#include "sheet/locate.h"
#include "xslt/xml.h"

/* Where an element of the tree came from; its _private points here. */
struct origin {
    unsigned line;
    size_t order;
    const char *step; /* the last step of its path in the proposal, in the dictionary of the tree */
};

struct item {
    const char *file, *recommender, *cells;
    xmlNodePtr node; /* NULL: its facts were none */
};

struct across {
    struct arena *arena;
    struct programme *programme;
    const struct check_options *options;
    struct across_plan plan;
    bool planned;
    VEC(struct item) items;
    struct similar **texts; /* one a text of the plan */
    const char *submission_file;
    xmlNodePtr submission;  /* in the tree */
    xmlDocPtr tree;
};

/* building */

static xmlDocPtr new_tree(void)
{
    xmlDocPtr tree = xml_new(BATCH_NS, "b", "batch");
    tree->dict = xmlDictCreate(); /* names are kept once */
    return tree;
}

struct across *across_new(struct programme *p, const struct check_options *o)
{
    struct across *a = xcalloc(1, sizeof *a);
    struct diag_list *ignored = diag_list_new(); /* across_check() says it */
    a->arena = arena_new();
    a->programme = p;
    a->options = o;
    a->tree = new_tree();
    a->planned = across_plan_begin(&a->plan, p, ignored);
    a->texts = xcalloc(a->plan.texts.n + 1, sizeof *a->texts);
    for (size_t i = 0; i < a->plan.texts.n; i++)
        a->texts[i] = similar_new(a->plan.texts.v[i].least);
    diag_list_free(ignored);
    return a;
}

void across_free(struct across *a)
{
    if (!a)
        return;
    for (size_t i = 0; i < a->plan.texts.n; i++)
        similar_free(a->texts[i]);
    free(a->texts);
    across_plan_end(&a->plan);
    xml_free(a->tree);
    arena_free(a->arena);
    free(a);
}

static xmlNodePtr adopt(struct across *a, const xmlNode *n)
{
    xmlNodePtr copy = xmlDocCopyNode((xmlNodePtr)n, a->tree, 1);
    if (!copy)
        base_die_oom();
    return xmlAddChild(xmlDocGetRootElement(a->tree), copy);
}

static void set_origin(struct across *a, xmlNodePtr n, unsigned line, size_t order, const char *step)
{
    struct origin *o = arena_alloc(a->arena, sizeof *o);
    *o = (struct origin){line, order, (const char *)xmlDictLookup(a->tree->dict, BAD_CAST step, -1)};
    n->_private = o;
}

/* "12 34 *[5]" */
static bool take_place(struct across *a, xmlNodePtr n)
{
    xmlAttrPtr at = xmlHasNsProp(n, BAD_CAST "at", BAD_CAST BATCH_NS);
    const char *s = at && at->children ? (const char *)at->children->content : "";
    char *next, *step;
    unsigned long line = strtoul(s, &next, 10), order = strtoul(next, &step, 10);
    if (next == s || step == next || *step != ' ')
        return false;
    set_origin(a, n, (unsigned)line, order, step + 1);
    xmlRemoveProp(at);
    return true;
}

static bool take_places(struct across *a, xmlNodePtr n, unsigned depth)
{
    bool good = depth < LIMIT_DEPTH && take_place(a, n);
    for (xmlNodePtr k = n->children; good && k; k = k->next)
        good = k->type != XML_ELEMENT_NODE || take_places(a, k, depth + 1);
    return good;
}

static const char *step_of(xmlChar *path)
{
    const char *step = path ? strrchr((const char *)path, '/') : NULL;
    return step ? step + 1 : "";
}

/* A submission is in the tree as a whole, node for node. */
static void keep_places(struct across *a, const xmlNode *from, xmlNodePtr to, unsigned depth)
{
    xmlChar *path = xmlGetNodePath((xmlNodePtr)from);
    set_origin(a, to, xml_line(from), (size_t)-(intptr_t)from->content, step_of(path)); /* as the next function left it */
    xmlFree(path);
    to = to->children;
    for (const xmlNode *k = from->children; k && to && depth < LIMIT_DEPTH; k = k->next, to = to->next)
        if (k->type == XML_ELEMENT_NODE)
            keep_places(a, k, to, depth + 1);
}

void across_submission(struct across *a, xmlDocPtr submission, const char *file)
{
    xmlXPathOrderDocElems(submission);
    a->submission_file = arena_strdup(a->arena, file);
    a->submission = adopt(a, xmlDocGetRootElement(submission));
    keep_places(a, xmlDocGetRootElement(submission), a->submission, 0);
}

static bool is_item(const xmlNode *n)
{
    return xml_is(n, BATCH_NS, "item");
}

/* Puts <item> into the tree; false: it is none. */
static bool add_tree(struct across *a, const struct across_block *block, struct item *item, struct diag_list *d)
{
    xmlDocPtr doc = xml_parse(block->bytes, block->n, item->file, d);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    bool good = is_item(root) && root->children && !root->children->next;
    if (good) {
        item->node = adopt(a, root);
        xml_set_number(item->node, "number", a->items.n);
        xml_set(item->node, "file", item->file);
        xml_set(item->node, "recommender", item->recommender);
        good = take_places(a, item->node->children, 0);
    }
    xml_free(doc);
    return good;
}

static const char *kept(struct across *a, const char *text)
{
    return text ? arena_strdup(a->arena, text) : NULL;
}

bool across_add(struct across *a, const struct across_item *new, struct diag_list *d)
{
    size_t count = a->plan.texts.n + 1;
    struct across_block *blocks = xcalloc(count, sizeof *blocks);
    struct item *item = VEC_PUSH(a->arena, &a->items);
    *item = (struct item){.file = kept(a, new->file), .recommender = kept(a, new->recommender), .cells = kept(a, new->cells)};
    bool good = a->planned && across_blocks(new->facts, new->size, blocks, count) && add_tree(a, &blocks[0], item, d);
    for (size_t i = 0; i < a->plan.texts.n; i++)
        good = similar_add(a->texts[i], good ? blocks[i + 1].bytes : NULL, good ? blocks[i + 1].n : 0) && good;
    struct loc loc = {.file = item->file};
    if (!good && a->planned)
        diag(d, ACROSS_FACTS, &loc);
    free(blocks);
    return good;
}

/* similar texts */

/* <similar on="content" size="5"><with item="3" percent="92">FILE 92%</with>...</similar> */
static void add_similar(struct across *a, size_t item, const struct across_text *text, const struct similar *s)
{
    const struct similar_partner *p;
    size_t n = similar_partners(s, item, &p);
    if (!n || !a->items.v[item].node)
        return;
    xmlNodePtr similar = xml_add(a->items.v[item].node, "similar", NULL);
    xml_set(similar, "on", text->name);
    xml_set_number(similar, "size", similar_group_size(s, item));
    for (size_t i = 0; i < n; i++) {
        const char *percent = arena_printf(a->arena, "%s %d%%", a->items.v[p[i].item].file, (int)floor(100 * p[i].index));
        xmlNodePtr with = xml_add(similar, "with", percent);
        xml_set_number(with, "item", p[i].item + 1);
        xml_set_number(with, "percent", (size_t)floor(100 * p[i].index));
    }
}

static void find_similar(struct across *a)
{
    for (size_t i = 0; i < a->plan.texts.n; i++) {
        similar_find(a->texts[i]);
        for (size_t k = 0; k < a->items.n; k++)
            add_similar(a, k, &a->plan.texts.v[i], a->texts[i]);
    }
}

/* <direction id="1.1" count="5"/> for each that there are proposals of. */
static void count_directions(struct across *a)
{
    const struct programme_direction *v;
    size_t n = programme_directions(a->programme, &v), *count = xcalloc(n + 1, sizeof *count);
    for (size_t i = 0; i < a->items.n; i++) {
        const char *id = xml_attribute(xml_child(a->items.v[i].node, "proposal"), "direction", "");
        for (size_t k = 0; k < n; k++)
            count[k] += !strcmp(id, v[k].id);
    }
    for (size_t k = 0; k < n; k++) {
        xmlNodePtr direction = count[k] ? xml_add(xmlDocGetRootElement(a->tree), "direction", NULL) : NULL;
        if (direction) {
            xml_set(direction, "id", v[k].id);
            xml_set_number(direction, "count", count[k]);
        }
    }
    free(count);
}

/* findings */

struct finding {
    struct across *a;
    across_found *found;
    void *ctx;
};

/* The path in the proposal or the submission itself. */
static void add_path(const xmlNode *n, struct buf *out)
{
    const struct origin *o = n->_private;
    if (!o)
        return;
    add_path(n->parent, out);
    buf_printf(out, "/%s", o->step);
}

static size_t number_of(const xmlNode *item)
{
    return strtoul(xml_attribute(item, "number", ""), NULL, 10) - 1;
}

/* What is found in the tree belongs to a proposal, to the submission or to all; lines and paths are those of its file. */
static void place(void *ctx, const xmlNode *subject, struct diag_record *r)
{
    struct finding *f = ctx;
    const struct origin *o = subject ? subject->_private : NULL;
    const char *attribute = r->path ? strrchr(r->path, '/') : NULL;
    size_t proposal = ACROSS_ALL;
    struct buf path = {0};
    if (o)
        add_path(subject, &path);
    if (o && attribute && attribute[1] == '@')
        buf_puts(&path, attribute);
    const xmlNode *top = subject;
    while (top && !is_item(top) && top != f->a->submission)
        top = top->parent && top->parent->type == XML_ELEMENT_NODE ? top->parent : NULL;
    if (is_item(top))
        proposal = number_of(top);
    r->loc = (struct loc){.file = is_item(top) ? f->a->items.v[proposal].file : top ? f->a->submission_file : NULL,
                          .line = o ? o->line : 0};
    r->order = o && o->order ? o->order : SIZE_MAX;
    r->path = path.data;
    const char *cells = is_item(top) ? f->a->items.v[proposal].cells : NULL;
    char *cell = cells ? locate_finding(cells, r) : NULL;
    if (cells) /* lines are those of a proposal that stands nowhere */
        r->loc = (struct loc){.file = cell ? cell : r->loc.file};
    f->found(f->ctx, proposal, r);
    free(cell);
    buf_free(&path);
}

bool across_check(struct across *a, across_found *found, void *ctx, struct diag_list *d)
{
    struct finding f = {a, found, ctx};
    if (!a->planned) {
        struct across_plan again;
        across_plan_begin(&again, a->programme, d);
        across_plan_end(&again);
        return false;
    }
    find_similar(a);
    count_directions(a);
    return check_batch(a->programme, a->tree, check_clock(a->options, a->submission), a->options, place, &f, d);
}
