#include "layout/layout.h"

#include "base/buf.h"
#include "base/limits.h"
#include "layout/chunk.h"
#include "layout/drawing.h"
#include "layout/held.h"
#include "layout/inline.h"
#include "layout/outline.h"
#include "layout/page.h"
#include "layout/master.h"
#include "layout/refs.h"

static struct fo_node *child_of(struct layout *l, struct fo_node *n, enum fo_element e)
{
    struct fo_node *c = fo_first(l->fo, n);
    while (c && c->element != e && c->element != FO_PAGE_SEQUENCE)
        c = fo_next(l->fo, c);
    return c && c->element == e ? c : NULL;
}

static void sequences(struct layout *l, struct fo_node *n)
{
    for (struct fo_node *c = fo_first(l->fo, n); c && !l->failed; c = fo_next(l->fo, c)) {
        if (c->element == FO_PAGE_SEQUENCE)
            page_sequence(l, c);
        else if (c->element == FO_PAGE_SEQUENCE_WRAPPER && l->depth < LIMIT_DEPTH) {
            l->depth++;
            sequences(l, c);
            l->depth--;
        }
    }
}

/* One pass over the document. */
static bool pass(struct layout *l)
{
    struct fo_node *root = fo_root(l->fo);
    struct fo_node *set = root ? child_of(l, root, FO_LAYOUT_MASTER_SET) : NULL;
    if (!set) {
        if (!fo_failed(l->fo))
            diag(l->diag, LAYOUT_NO_PAGES, root ? &root->loc : NULL);
        return false;
    }
    l->masters = masters_new(l, set);
    struct fo_node *tree = child_of(l, root, FO_BOOKMARK_TREE);
    l->outline = tree ? outline_read(l, tree) : NULL;
    sequences(l, root);
    if (!l->failed && !fo_failed(l->fo) && !l->page_count)
        diag(l->diag, LAYOUT_NO_PAGES, &root->loc);
    return !l->failed && !fo_failed(l->fo) && l->page_count > 0;
}

static bool finish(struct layout *l)
{
    page_finish_slots(l);
    refs_report_links(l);
    struct device *d = l->job->device;
    if (l->failed || !d)
        return !l->failed;
    if (l->outline)
        l->failed = !outline_emit(l, l->outline);
    return !l->failed && d->ops->end_document(d);
}

static void report_unsettled(struct layout *l)
{
    struct buf n = {0};
    buf_decimal(&n, LIMIT_PASSES, 0);
    diag(l->diag, LAYOUT_UNSETTLED, NULL, n.data);
    buf_free(&n);
}

static bool begin_device(const struct layout_job *job)
{
    static const struct device_document none = {.created = -1};
    struct device *d = job->device;
    return !d || d->ops->begin_document(d, job->document ? job->document : &none);
}

/* The pages; false: they are none to go on with. */
static bool pages(struct layout *l)
{
    const struct layout_job *job = l->job;
    l->drawing = job->device ? drawing_begin(job->device, job->beside) : NULL;
    bool ok = pass(l);
    refs_all_placed(l->refs);
    if (ok)
        held_finish(l);
    if (l->drawing)
        ok = drawing_end(l->drawing, l->diag) && ok;
    l->drawing = NULL;
    return ok;
}

/* A pass from the start. *again: references did not settle and another pass is allowed. */
static bool one_pass(const struct layout_job *job, struct layout_refs *refs, unsigned n, bool *again)
{
    struct layout l = {.job = job, .fo = job->fo, .diag = job->diag, .doc = arena_new(),
                       .refs = refs, .last_pass = n + 1 == LIMIT_PASSES};
    l.private_use.arena = l.off_page.arena = l.doc;
    chunk_begin(&l);
    bool ok = pages(&l);
    *again = ok && (l.need_pass || !refs_settled(refs));
    if (*again && l.last_pass) {
        report_unsettled(&l);
        *again = false;
    }
    if (ok && !*again)
        ok = finish(&l);
    inline_forget(&l);
    chunk_end(&l);
    arena_free(l.doc);
    return ok;
}

bool layout_run(const struct layout_job *job)
{
    struct layout_refs *refs = refs_new();
    size_t areas = job->areas ? job->areas->n : 0;
    bool again = false, ok = begin_device(job);
    for (unsigned n = 0; ok && n < LIMIT_PASSES; n++) {
        ok = one_pass(job, refs, n, &again);
        if (!ok || !again)
            break;
        refs_next_pass(refs);
        if (job->areas && job->areas->data) {
            job->areas->n = areas;
            job->areas->data[areas] = '\0';
        }
        ok = fo_rewind(job->fo) && (!job->device || job->device->ops->restart(job->device));
    }
    refs_free(refs);
    diag_list_count_kind(job->diag, DIAG_FOREIGN_OBJECT_EMPTY);
    return ok;
}
