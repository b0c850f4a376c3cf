/* Cells of a row that findings across a batch may be about: those of the elements that its facts hold. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "batch/across_int.h"
#include "sheet/locate.h"
#include "xslt/xml.h"

struct paths {
    struct arena *arena;
    VEC(const char *) all;
};

/* The last step of "12 34 *[5]". */
static const char *step_at(const xmlNode *n)
{
    const xmlAttr *at = xmlHasNsProp((xmlNodePtr)n, BAD_CAST "at", BAD_CAST BATCH_NS);
    const char *place = at && at->children ? (const char *)at->children->content : "", *blank = strrchr(place, ' ');
    return blank ? blank + 1 : "";
}

static void collect(struct paths *p, const xmlNode *n, const char *above, unsigned depth)
{
    const char *path = arena_printf(p->arena, "%s/%s", above, step_at(n));
    *VEC_PUSH(p->arena, &p->all) = path;
    for (const xmlNode *k = n->children; k && depth < LIMIT_DEPTH; k = k->next)
        if (k->type == XML_ELEMENT_NODE)
            collect(p, k, path, depth + 1);
}

char *across_cells(const char *map, const void *facts, size_t n)
{
    struct diag_list *ignored = diag_list_new(); /* facts that are none are reported by across_add() */
    struct paths p = {.arena = arena_new()};
    struct across_block tree;
    xmlDocPtr doc = across_first(facts, n, &tree) ? xml_parse(tree.bytes, tree.n, "", ignored) : NULL;
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    if (root && root->children)
        collect(&p, root->children, "", 0);
    char *cells = locate_part(map, p.all.v, p.all.n);
    xml_free(doc);
    arena_free(p.arena);
    diag_list_free(ignored);
    return cells;
}
