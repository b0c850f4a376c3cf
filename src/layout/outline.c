#include "layout/outline.h"

#include "base/buf.h"
#include "base/limits.h"
#include "layout/refs.h"

struct outline_item {
    struct device_outline item;
    struct loc loc;
};

struct outline {
    VEC(struct outline_item) v;
};

/* White space in a title is collapsed, whatever the template's indentation. */
static void title_text(struct layout *l, struct fo_node *n, struct buf *out)
{
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c))
        for (size_t i = 0; c->element == FO_TEXT && i < c->text_len; i++) {
            bool blank = c->text[i] == ' ' || c->text[i] == '\n' || c->text[i] == '\t' || c->text[i] == '\r';
            if (!blank)
                buf_putc(out, c->text[i]);
            else if (out->n && out->data[out->n - 1] != ' ')
                buf_putc(out, ' ');
        }
    while (out->n && out->data[out->n - 1] == ' ')
        out->data[--out->n] = '\0';
}

static void bookmark(struct layout *l, struct outline *o, struct fo_node *n, int depth)
{
    if (depth >= LIMIT_DEPTH)
        return;
    size_t at = o->v.n;
    struct refs_target to = refs_target(n);
    refs_check_target(l, n);
    *VEC_PUSH(l->doc, &o->v) = (struct outline_item){
        .item = {.title = "", .id = to.id, .uri = to.uri, .depth = depth,
                 .open = fo_enum(n, FO_P_STARTING_STATE) != FO_K_HIDE},
        .loc = n->loc};
    for (struct fo_node *c = fo_first(l->fo, n); c; c = fo_next(l->fo, c))
        if (c->element == FO_BOOKMARK_TITLE) {
            struct buf b = {0};
            title_text(l, c, &b);
            o->v.v[at].item.title = buf_keep(&b, l->doc);
        } else if (c->element == FO_BOOKMARK) {
            bookmark(l, o, c, depth + 1);
        }
}

struct outline *outline_read(struct layout *l, struct fo_node *tree)
{
    struct outline *o = arena_alloc(l->doc, sizeof *o);
    for (struct fo_node *c = fo_first(l->fo, tree); c; c = fo_next(l->fo, c))
        if (c->element == FO_BOOKMARK)
            bookmark(l, o, c, 0);
    return o;
}

bool outline_emit(struct layout *l, const struct outline *o)
{
    struct device *d = l->job->device;
    for (size_t i = 0; i < o->v.n; i++) {
        const struct outline_item *it = &o->v.v[i];
        if (it->item.id && !refs_known(l->refs, it->item.id))
            diag(l->diag, LINK_UNKNOWN, &it->loc, it->item.id);
        if (!d->ops->outline(d, &it->item))
            return false;
    }
    return true;
}
