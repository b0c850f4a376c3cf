/* static.c - headers, footers and side regions. What refers to pages still to come is set again at the end of the
 * document, into the slot that its page was given (共 y 页). */
#include <string.h>

#include "base/buf.h"
#include "layout/chunk.h"
#include "layout/markers.h"
#include "layout/page_int.h"
#include "layout/scan.h"

struct late_list {
    VEC(struct late_static) v;
};

static mpt aligned(const struct region *g, mpt height)
{
    mpt free = g->ch - height;
    enum fo_keyword a = fo_enum(g->node, FO_P_DISPLAY_ALIGN);
    if (free <= 0)
        return 0;
    return a == FO_K_CENTER ? free / 2 : a == FO_K_AFTER ? free : 0;
}

static void report_overflow(struct layout *l, const struct region *g, mpt height)
{
    if (height <= g->ch + MPT_PER_PT / 2 || !g->ch)
        return;
    struct buf by = {0};
    buf_decimal(&by, height - g->ch, 3);
    diag(l->diag, REGION_OVERFLOW, &g->node->loc, g->name, by.data);
    buf_free(&by);
}

/* The content as children of an area whose origin is the region's content edge; NULL: a reference in it is not known. */
static struct area *content(struct layout *l, struct fo_node *n, const struct region *g)
{
    struct frame f = {.reference_ipd = g->cw, .container_ipd = g->cw, .container_bpd = g->ch, .in_static = true};
    size_t said = diag_list_count(l->diag);
    l->unresolved = l->until_end = false;
    l->in_static = true;
    struct stack *s = stack_new(l, &f);
    layout_children(l, s, n, &f, 0, g->cw);
    stack_finish(s);
    l->in_static = false;
    if (l->unresolved) {
        diag_list_cut(l->diag, said);
        return NULL;
    }
    mpt height = stack_height(s, 0, stack_places(s) - 1);
    report_overflow(l, g, height);
    struct area *box = area_new(l->chunk, AREA_BOX, n);
    box->w = g->cw;
    box->h = height;
    stack_emit(s, 0, stack_places(s) - 1, box, aligned(g, height), 0);
    diag_list_drop_said(l->diag, said);
    return box;
}

static struct area *wait(struct page_run *r, const struct page *p, struct fo_node *n, enum region_kind k,
                         struct marker_record *retrieved)
{
    struct layout *l = r->l;
    if (!l->late)
        l->late = arena_alloc(l->doc, sizeof *l->late);
    unsigned id = (unsigned)l->late->v.n;
    *VEC_PUSH(l->doc, &l->late->v) = (struct late_static){.slot = id, .node = n, .region = &p->geometry->region[k],
                                                          .kind = k, .label = p->label, .number = p->number, .run = r,
                                                          .retrieved = retrieved};
    struct area *slot = area_new(l->chunk, AREA_SLOT, n);
    slot->u.slot.id = id;
    return slot;
}

static struct static_content *static_for(struct page_run *r, const char *region_name)
{
    for (size_t i = 0; i < r->statics.n; i++)
        if (!strcmp(r->statics.v[i].flow_name, region_name))
            return &r->statics.v[i];
    return NULL;
}

static bool has_region(const struct layout *l, const char *name)
{
    return !strcmp(name, "xsl-footnote-separator") || !strcmp(name, "xsl-before-float-separator") || masters_have_region(l->masters, name);
}

void static_add(struct page_run *r, struct fo_node *n)
{
    const char *name = fo_string(n, FO_P_FLOW_NAME);
    if (static_for(r, name)) {
        diag(r->l->diag, STATIC_SECOND, &n->loc, name);
        return;
    }
    if (!has_region(r->l, name))
        diag(r->l->diag, STATIC_NO_REGION, &n->loc, name);
    *VEC_PUSH(r->l->doc, &r->statics) = (struct static_content){.flow_name = name, .node = n};
}

static struct area *content_or_slot(struct page_run *r, const struct page *p, struct static_content *c, enum region_kind k)
{
    struct layout *l = r->l;
    if (c->waits)
        return wait(r, p, c->node, k, NULL);
    markers_record(l);
    struct area *a = content(l, c->node, &p->geometry->region[k]);
    c->waits = !a && l->until_end && !markers_asked(l);
    struct marker_record *retrieved = markers_recorded(l, !a);
    return a ? a : wait(r, p, c->node, k, retrieved);
}

void static_mark(struct page_run *r, const struct page *p)
{
    for (int k = 0; k < REGION_COUNT; k++) {
        const struct region *g = &p->geometry->region[k];
        struct static_content *c = g->node ? static_for(r, g->name) : NULL;
        if (!c)
            continue;
        page_mark(r->l, p->area, c->node, !c->marked);
        c->marked = true;
    }
}

void static_emit(struct page_run *r, const struct page *p)
{
    /* XSL 1.1 6.4.1.2: side regions and headers are painted in this order over the body. */
    static const enum region_kind order[] = {REGION_BEFORE, REGION_AFTER, REGION_START, REGION_END};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct region *g = &p->geometry->region[order[i]];
        struct static_content *c = g->node ? static_for(r, g->name) : NULL;
        if (!g->node || (!c && !g->decor))
            continue;
        struct area *frame = region_area(r->l, g);
        frame->artifact = true;
        if (c)
            area_append(frame, content_or_slot(r, p, c, order[i]));
        area_append(p->area, frame);
    }
}

void page_finish_slots(struct layout *l)
{
    size_t n = l->late ? l->late->v.n : 0;
    struct arena *content_chunk = chunk_pages_begin(l);
    for (size_t i = 0; i < n && !l->failed; i++) {
        struct late_static *s = &l->late->v.v[i];
        struct page p = {.label = s->label, .number = s->number};
        l->run = s->run;
        s->run->page = &p;
        markers_replay(l, s->retrieved);
        struct area *a = content(l, s->node, s->region);
        markers_replay(l, NULL);
        s->run->page = NULL;
        l->run = NULL;
        if (a)
            scan_draw_slot(l, s->slot, a);
        markers_forget(l, s->retrieved);
        chunk_pages_done(l);
    }
    chunk_pages_end(l, content_chunk);
}
