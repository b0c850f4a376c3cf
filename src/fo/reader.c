#include "fo/reader.h"

#include <stdlib.h>
#include <string.h>

struct fo_reader *reader_new(const struct source_ops *ops, void *source, const char *file, struct diag_list *d)
{
    struct fo_reader *r = xcalloc(1, sizeof *r);
    r->ops = ops;
    r->source = source;
    r->diag = d;
    r->store = fo_store_new();
    r->file = fo_store_string(r->store, file, strlen(file));
    r->resolve = fo_resolve_new(r->store, d);
    r->nodes = nodes_new();
    r->copies = nodes_new();
    r->memo = memo_new();
    r->info = info_new();
    return r;
}

static void close_columns(struct fo_reader *r)
{
    while (r->columns)
        r->columns = columns_pop(r->columns);
}

void fo_close(struct fo_reader *r)
{
    if (!r)
        return;
    r->ops->close(r);
    close_columns(r);
    info_free(r->info);
    memo_free(r->memo);
    nodes_free(r->nodes);
    nodes_free(r->copies);
    fo_resolve_free(r->resolve);
    buf_free(&r->text);
    buf_free(&r->key);
    hash_table_free(&r->told);
    fo_store_free(r->store);
    free(r);
}

bool fo_failed(const struct fo_reader *r)
{
    return r->failed;
}

bool fo_rewind(struct fo_reader *r)
{
    if (!r->ops->rewind(r))
        return false;
    close_columns(r);
    nodes_reset(r->nodes);
    nodes_reset(r->copies);
    memo_reset(r->memo); /* so that complaints are made again */
    if (r->root)
        diag_list_cut(r->diag, r->said);
    info_reset(r->info);
    memset(r->resolve->warned, 0, sizeof r->resolve->warned);
    hash_table_clear(&r->told);
    r->root = r->open = NULL;
    r->depth = r->skip = r->raw_depth = 0;
    r->in_info = r->text_cut = r->finished = r->failed = false;
    r->text.n = 0;
    r->serial = 0;
    return true;
}

/* Reads some more; false when there is no more. */
static bool pump(struct fo_reader *r)
{
    if (r->finished)
        return false;
    if (r->ops->step(r))
        return true;
    if (!r->finished) {
        if (!r->root)
            diag(r->diag, FO_NO_DOCUMENT, NULL, r->file);
        build_fail(r);
    }
    return false;
}

struct fo_node *fo_root(struct fo_reader *r)
{
    if (!r->root)
        r->said = diag_list_count(r->diag);
    while (!r->root && pump(r))
        ;
    return r->root && !r->failed ? &r->root->pub : NULL;
}

struct fo_node *fo_first(struct fo_reader *r, struct fo_node *n)
{
    struct node *self = (struct node *)n;
    while (!self->first && !self->complete && pump(r))
        ;
    return self->first ? &self->first->pub : NULL;
}

struct fo_node *fo_next(struct fo_reader *r, struct fo_node *n)
{
    struct node *self = (struct node *)n, *parent = (struct node *)n->parent;
    while (!self->next && parent && !parent->complete && parent->last == self && pump(r))
        ;
    return self->next ? &self->next->pub : NULL;
}

static void complete(struct fo_reader *r, struct node *n)
{
    while (!n->complete && pump(r))
        ;
}

static void unlink_node(struct node *n)
{
    struct node *parent = n->loose ? NULL : (struct node *)n->pub.parent;
    if (n->prev)
        n->prev->next = n->next;
    else if (parent && parent->first == n)
        parent->first = n->next;
    if (n->next)
        n->next->prev = n->prev;
    else if (parent && parent->last == n)
        parent->last = n->prev;
    n->prev = n->next = NULL;
}

/* Children go before their parent; a marker that is held stays, for a page to come may retrieve it. */
void fo_release(struct fo_reader *r, struct fo_node *node)
{
    struct node *top = (struct node *)node;
    complete(r, top);
    for (struct node *n = top;;) {
        bool keep = n != top && n->held;
        if (n->first && !keep) {
            n = n->first;
            continue;
        }
        struct node *parent = (struct node *)n->pub.parent;
        unlink_node(n);
        if (keep)
            n->pub.parent = NULL;
        else
            nodes_release(n);
        if (n == top)
            return;
        n = parent;
    }
}

void fo_hold(struct fo_reader *r, const struct fo_node *marker)
{
    (void)r;
    ((struct node *)(uintptr_t)marker)->held++;
}

void fo_drop(struct fo_reader *r, const struct fo_node *marker)
{
    struct node *n = (struct node *)(uintptr_t)marker;
    if (--n->held == 0 && !n->pub.parent)
        fo_release(r, &n->pub);
}

void fo_drawing_size(const struct fo_node *n, mpt *w, mpt *h)
{
    *w = ((const struct node *)n)->drawn_w;
    *h = ((const struct node *)n)->drawn_h;
}

size_t fo_memory(const struct fo_reader *r)
{
    return nodes_bytes(r->nodes) + nodes_bytes(r->copies);
}

struct fo_node *fo_adopt(struct fo_reader *r, const struct fo_node *subtree, struct fo_node *parent)
{
    struct node *from = (struct node *)(uintptr_t)subtree; /* only read on, where its end was not reached yet */
    complete(r, from);
    return &build_again(r, from, (struct node *)parent)->pub;
}

static void title_text(struct fo_reader *r, struct fo_node *n)
{
    for (struct fo_node *k = fo_first(r, n); k; k = fo_next(r, k)) {
        if (k->element == FO_TEXT)
            info_title(r->info, k->text, k->text_len);
        title_text(r, k);
    }
}

const struct fo_info *fo_document_info(struct fo_reader *r)
{
    struct fo_node *n = fo_root(r);
    for (n = n ? fo_first(r, n) : NULL; n && n->element != FO_PAGE_SEQUENCE; n = fo_next(r, n))
        complete(r, (struct node *)n);
    struct fo_node *title = n ? fo_first(r, n) : NULL;
    if (title && title->element == FO_TITLE && !info_get(r->info)->title)
        title_text(r, title);
    return info_get(r->info);
}
