#include <libxml/xpath.h>
#include <string.h>

#include "batch/across_int.h"
#include "programme/merge.h"
#include "xslt/xml.h"

/* Below these two texts that share a template would count as similar; see similar.h. */
#define LEAST_MIN 0.4
#define LEAST_MAX 1.0

struct reader {
    struct across_plan *plan;
    struct diag_list *d;
    bool good;
};

static bool is(const xmlNode *n, const char *name)
{
    return xml_is(n, PROGRAMME_NS, name);
}

/* NULL when it is absent or empty. */
static const char *attribute(struct reader *r, const xmlNode *n, const char *name)
{
    const char *v = xml_attribute(n, name, "");
    return *v ? arena_strdup(r->plan->arena, v) : NULL;
}

static const char *needed(struct reader *r, const xmlNode *n, const char *name)
{
    const char *v = attribute(r, n, name);
    struct loc loc = merge_loc(n);
    if (v)
        return v;
    diag(r->d, PACK_LACKS, &loc, (const char *)n->name, name);
    r->good = false;
    return "";
}

static double least_of(struct reader *r, const xmlNode *n)
{
    const char *said = needed(r, n, "least");
    struct loc loc = merge_loc(n);
    double least = xmlXPathCastStringToNumber(BAD_CAST said); /* whatever the locale */
    if (!*said || (least >= LEAST_MIN && least <= LEAST_MAX))
        return least;
    diag(r->d, PACK_LEAST, &loc, said);
    r->good = false;
    return LEAST_MAX;
}

static void read_text(struct reader *r, const xmlNode *n)
{
    struct across_text *text = VEC_PUSH(r->plan->arena, &r->plan->texts);
    struct loc loc = merge_loc(n);
    *text = (struct across_text){.name = needed(r, n, "name"), .least = least_of(r, n)};
    for (const xmlNode *k = n->children; k; k = k->next)
        if (is(k, "text"))
            *VEC_PUSH(r->plan->arena, &text->paths) = needed(r, k, "path");
    if (text->paths.n)
        return;
    diag(r->d, PACK_LACKS, &loc, "similar", "text");
    r->good = false;
}

static void read_keep(struct reader *r, const xmlNode *n)
{
    const char *content = attribute(r, n, "content");
    *VEC_PUSH(r->plan->arena, &r->plan->keeps) = (struct across_keep){
        .path = needed(r, n, "path"), .digest = attribute(r, n, "digest"), .empty = content && !strcmp(content, "no")};
}

bool across_plan_begin(struct across_plan *plan, const struct programme *p, struct diag_list *d)
{
    struct reader r = {.plan = plan, .d = d, .good = true};
    *plan = (struct across_plan){.arena = arena_new()};
    for (const xmlNode *n = xmlDocGetRootElement(programme_xml(p))->children; n; n = n->next)
        for (const xmlNode *k = is(n, "across") ? n->children : NULL; k; k = k->next) {
            if (is(k, "keep"))
                read_keep(&r, k);
            else if (is(k, "similar"))
                read_text(&r, k);
        }
    return r.good;
}

void across_plan_end(struct across_plan *plan)
{
    arena_free(plan->arena);
    *plan = (struct across_plan){0};
}
