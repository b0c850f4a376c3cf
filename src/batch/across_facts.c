#include <libxml/xpath.h>
#include <stdint.h>
#include <string.h>

#include "base/limits.h"
#include "batch/across_int.h"
#include "batch/shingle.h"
#include "xslt/xml.h"

struct projection {
    const struct across_plan *plan;
    struct papers *papers;
    struct buf *out;
    struct buf path; /* of the element that is looked at, below the proposal */
};

static void put_number(struct buf *out, size_t n)
{
    unsigned char bytes[4] = {(unsigned char)n, (unsigned char)(n >> 8), (unsigned char)(n >> 16), (unsigned char)(n >> 24)};
    buf_add(out, bytes, sizeof bytes);
}

static void put_block(struct buf *out, struct buf *block)
{
    put_number(out, block->n);
    buf_add(out, block->data, block->n);
    buf_free(block);
}

static bool is_proposals(const xmlNode *n)
{
    return xml_is(n, PROPOSAL_NS, NULL);
}

/* Does path begin with all of start's names? */
static bool begins_with(const char *path, const char *start)
{
    size_t n = strlen(start);
    return !strncmp(path, start, n) && (!path[n] || path[n] == '/' || !n);
}

enum use { LEFT_OUT, HELD, KEPT }; /* held: for what is kept below it */

/* *keep: the entry that keeps this very element, or NULL. */
static enum use use_of(const struct projection *x, const char *path, const struct across_keep **keep)
{
    enum use use = LEFT_OUT;
    *keep = NULL;
    for (size_t i = 0; i < x->plan->keeps.n; i++) {
        const struct across_keep *k = &x->plan->keeps.v[i];
        if (!strcmp(k->path, path))
            *keep = k;
        if (begins_with(path, k->path))
            use = KEPT;
        else if (use == LEFT_OUT && begins_with(k->path, path))
            use = HELD;
    }
    return use;
}

static void put_place(struct buf *out, xmlNodePtr n)
{
    xmlChar *path = xmlGetNodePath(n);
    const char *step = path ? strrchr((const char *)path, '/') : NULL;
    intptr_t order = -(intptr_t)n->content; /* as xmlXPathOrderDocElems() left it */
    buf_printf(out, " b:at=\"%u %zu %s\"", xml_line(n), order > 0 ? (size_t)order : 0, step ? step + 1 : "");
    xmlFree(path);
}

static void put_attributes(struct projection *x, const xmlNode *n, const struct across_keep *keep)
{
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        xmlChar *value = a->ns ? NULL : xmlNodeListGetString(n->doc, a->children, 1);
        bool digested = value && *value && keep && keep->digest && !strcmp((const char *)a->name, keep->digest) && x->papers;
        const char *digest = digested ? papers_digest(x->papers, (const char *)value) : "";
        if (*digest)
            buf_attribute(x->out, "b:digest", digest);
        buf_attribute(x->out, (const char *)a->name, (const char *)value);
        xmlFree(value);
    }
}

static void project(struct projection *x, xmlNodePtr n, bool whole, unsigned depth);

static void project_content(struct projection *x, const xmlNode *n, bool whole, unsigned depth)
{
    for (xmlNodePtr k = n->children; k; k = k->next) {
        if (whole && k->type == XML_TEXT_NODE)
            buf_xml(x->out, (const char *)k->content, strlen((const char *)k->content));
        else if (is_proposals(k) && depth)
            project(x, k, whole, depth - 1);
    }
}

/* An element with what is kept of it. Among its siblings it keeps its place: one that holds nothing is there all the same. */
static void project(struct projection *x, xmlNodePtr n, bool whole, unsigned depth)
{
    size_t length = x->path.n;
    const struct across_keep *keep = NULL;
    buf_printf(&x->path, "%s%s", length ? "/" : "", (const char *)n->name);
    enum use use = use_of(x, x->path.data, &keep);
    if (whole || use != LEFT_OUT) {
        buf_printf(x->out, "<s:%s", (const char *)n->name);
        put_place(x->out, n);
        put_attributes(x, n, keep);
        buf_putc(x->out, '>');
        if (!keep || !keep->empty)
            project_content(x, n, whole || use == KEPT, depth);
        buf_printf(x->out, "</s:%s>", (const char *)n->name);
    }
    x->path.data[x->path.n = length] = '\0';
}

static void put_tree(const struct across_plan *plan, xmlNodePtr root, struct papers *papers, struct buf *out)
{
    struct buf tree = {0};
    struct projection x = {.plan = plan, .papers = papers, .out = &tree};
    xmlXPathOrderDocElems(root->doc);
    buf_puts(&tree, "<b:item xmlns:b=\"" BATCH_NS "\" xmlns:s=\"" PROPOSAL_NS "\"><s:proposal");
    put_place(&tree, root);
    put_attributes(&x, root, NULL);
    buf_putc(&tree, '>');
    project_content(&x, root, false, LIMIT_DEPTH);
    buf_puts(&tree, "</s:proposal></b:item>");
    buf_free(&x.path);
    put_block(out, &tree);
}

/* Elements at the path's names below n. */
static void add_texts(struct shingles *s, const xmlNode *n, const char *path)
{
    size_t length = strcspn(path, "/");
    for (xmlNodePtr k = n->children; k; k = k->next) {
        if (!is_proposals(k) || strncmp((const char *)k->name, path, length) || k->name[length])
            continue;
        if (path[length]) {
            add_texts(s, k, path + length + 1);
            continue;
        }
        xmlChar *text = xmlNodeGetContent(k);
        shingle_add(s, (const char *)text);
        xmlFree(text);
    }
}

static void put_sketch(const struct across_text *text, const xmlNode *root, struct buf *out)
{
    struct shingles all = {0};
    struct buf sketch = {0};
    for (size_t i = 0; i < text->paths.n; i++)
        add_texts(&all, root, text->paths.v[i]);
    shingle_end(&all, &sketch);
    put_block(out, &sketch);
}

bool across_facts(struct programme *p, xmlDocPtr doc, struct papers *papers, struct buf *out, struct diag_list *d)
{
    struct across_plan plan;
    bool good = across_plan_begin(&plan, p, d);
    xmlNodePtr root = xmlDocGetRootElement(doc);
    if (good) {
        buf_puts(out, ACROSS_HEAD);
        put_tree(&plan, root, papers, out);
        for (size_t i = 0; i < plan.texts.n; i++)
            put_sketch(&plan.texts.v[i], root, out);
    }
    across_plan_end(&plan);
    return good;
}

static size_t number_at(const unsigned char *b)
{
    return b[0] | (size_t)b[1] << 8 | (size_t)b[2] << 16 | (size_t)b[3] << 24;
}

static bool has_head(const char *facts, size_t n)
{
    return n >= strlen(ACROSS_HEAD) && memcmp(facts, ACROSS_HEAD, strlen(ACROSS_HEAD)) == 0;
}

static bool take_block(const char **at, const char *end, struct across_block *out)
{
    size_t length = end - *at < 4 ? SIZE_MAX : number_at((const unsigned char *)*at);
    if (end - *at < 4 || length > (size_t)(end - *at) - 4)
        return false;
    *out = (struct across_block){*at + 4, length};
    *at += 4 + length;
    return true;
}

bool across_first(const void *facts, size_t n, struct across_block *out)
{
    const char *at = (const char *)facts + strlen(ACROSS_HEAD);
    return has_head(facts, n) && take_block(&at, (const char *)facts + n, out);
}

bool across_blocks(const void *facts, size_t n, struct across_block *out, size_t count)
{
    const char *at = (const char *)facts + strlen(ACROSS_HEAD), *end = (const char *)facts + n;
    bool good = has_head(facts, n);
    for (size_t i = 0; i < count && good; i++)
        good = take_block(&at, end, &out[i]);
    return good && at == end;
}
