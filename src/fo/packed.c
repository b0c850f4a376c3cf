/* packed.c - a part of a tree as bytes, made in another process: what source_tree.c would report of it, event by event. A start
 * tag stands there once, with its attributes; where it comes again, its number does. */
#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/wire.h"
#include "fo/reader.h"

enum { PACKED_END, PACKED_TEXT, PACKED_ENTITY, PACKED_TAG /* and on: the tag of this number */ };
#define BUCKETS 256

/* --- making --- */

struct known_tag {
    struct known_tag *next; /* in the bucket */
    const char *bytes;
    size_t n;
    uint64_t number;
};

struct packer {
    struct buf *out, tag;
    struct arena *arena;
    struct known_tag *bucket[BUCKETS];
    uint64_t tags;
};

static void put_value(struct buf *b, const xmlAttr *a)
{
    const xmlNode *c = a->children;
    xmlChar *joined = c && (c->next || c->type != XML_TEXT_NODE) ? xmlNodeListGetString(a->doc, a->children, 0) : NULL;
    const xmlChar *value = joined ? joined : c && c->type == XML_TEXT_NODE ? c->content : NULL;
    wire_put_text(b, value ? (const char *)value : "");
    xmlFree(joined);
}

static void write_tag(struct buf *b, const xmlNode *n)
{
    uint64_t count = 0;
    for (const xmlAttr *a = n->properties; a; a = a->next)
        count++;
    wire_put_text(b, n->ns ? (const char *)n->ns->href : NULL);
    wire_put_text(b, (const char *)n->name);
    wire_put_number(b, (uint64_t)xmlGetLineNo(n));
    wire_put_number(b, count);
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        wire_put_text(b, a->ns ? (const char *)a->ns->href : NULL);
        wire_put_text(b, (const char *)a->name);
        put_value(b, a);
    }
}

static void put_start(struct packer *p, const xmlNode *n)
{
    p->tag.n = 0;
    write_tag(&p->tag, n);
    struct known_tag **at = &p->bucket[hash_bytes(p->tag.data, p->tag.n) % BUCKETS];
    for (const struct known_tag *k = *at; k; k = k->next)
        if (k->n == p->tag.n && memcmp(k->bytes, p->tag.data, k->n) == 0) {
            wire_put_number(p->out, PACKED_TAG + k->number);
            return;
        }
    struct known_tag *k = arena_alloc(p->arena, sizeof *k);
    *k = (struct known_tag){*at, arena_dup(p->arena, p->tag.data, p->tag.n), p->tag.n, p->tags++};
    *at = k;
    wire_put_number(p->out, PACKED_TAG + k->number);
    buf_add(p->out, p->tag.data, p->tag.n);
}

static void put_node(struct packer *p, const xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE) {
        put_start(p, n);
    } else if ((n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE) && n->content) {
        wire_put_number(p->out, PACKED_TEXT);
        wire_put_text(p->out, (const char *)n->content);
    } else if (n->type == XML_ENTITY_REF_NODE) {
        wire_put_number(p->out, PACKED_ENTITY);
    }
}

/* The node that comes next in the document; what ends on the way is told. NULL: the root's content is done. */
static const xmlNode *next_node(struct packer *p, const xmlNode *root, const xmlNode *n)
{
    if (n->type == XML_ELEMENT_NODE && n->children)
        return n->children;
    for (; n != root; n = n->parent) {
        if (n->type == XML_ELEMENT_NODE)
            wire_put_number(p->out, PACKED_END);
        if (n->next)
            return n->next;
    }
    return NULL;
}

void fo_pack(struct buf *out, const struct _xmlDoc *part)
{
    struct packer p = {.out = out, .arena = arena_new()};
    const xmlNode *root = xmlDocGetRootElement((xmlDocPtr)(uintptr_t)part);
    for (const xmlNode *n = root->children; n; n = next_node(&p, root, n))
        put_node(&p, n);
    buf_free(&p.tag);
    arena_free(p.arena);
}

/* --- reading --- */

struct packed {
    char *bytes;
    struct wire w;
    struct arena *arena;
    VEC(struct start_tag) tags;
    unsigned depth; /* of its own elements */
};

struct packed *packed_new(char *bytes, size_t n)
{
    struct packed *p = xcalloc(1, sizeof *p);
    *p = (struct packed){.bytes = bytes, .w = {.at = bytes, .end = bytes + n}, .arena = arena_new()};
    return p;
}

void packed_free(struct packed *p)
{
    if (!p)
        return;
    free(p->bytes);
    arena_free(p->arena);
    free(p);
}

static void read_tag(struct packed *p)
{
    struct wire *w = &p->w;
    struct start_tag t = {.keep = p->arena, .ns = wire_bytes(w, NULL)};
    t.name = wire_bytes(w, &t.name_len);
    t.line = (unsigned)wire_number(w);
    t.count = (size_t)wire_number(w);
    w->broken |= !t.name || t.count > (size_t)(w->end - w->at);
    if (w->broken)
        return;
    struct event_attr *attrs = arena_array(p->arena, t.count, sizeof *attrs);
    t.attrs = attrs;
    for (size_t i = 0; i < t.count; i++) {
        struct event_attr *a = &attrs[i];
        a->ns = wire_bytes(w, NULL);
        a->name = wire_bytes(w, &a->name_len);
        a->value.s = wire_bytes(w, &a->value.n);
        w->broken |= !a->name || !a->value.s;
    }
    *VEC_PUSH(p->arena, &p->tags) = t;
}

static void start(struct fo_reader *r, struct packed *p, uint64_t number)
{
    if (number == p->tags.n)
        read_tag(p);
    p->w.broken |= number >= p->tags.n;
    if (p->w.broken)
        return;
    p->depth++;
    build_start(r, &p->tags.v[number]);
}

static void text(struct fo_reader *r, struct packed *p)
{
    size_t n;
    const char *s = wire_bytes(&p->w, &n);
    p->w.broken |= !s;
    if (s)
        build_text(r, s, n);
}

static void end(struct fo_reader *r, struct packed *p)
{
    p->w.broken |= p->depth == 0;
    if (p->w.broken)
        return;
    p->depth--;
    build_end(r);
}

bool packed_step(struct fo_reader *r, struct packed *p)
{
    if (p->w.at == p->w.end && p->depth == 0)
        return false;
    uint64_t kind = wire_number(&p->w);
    if (p->w.broken || kind == PACKED_END)
        end(r, p);
    else if (kind == PACKED_TEXT)
        text(r, p);
    else if (kind == PACKED_ENTITY)
        reader_refuse_entity(r);
    else
        start(r, p, kind - PACKED_TAG);
    if (p->w.broken && !r->failed) {
        struct loc loc = {.file = r->file};
        diag(r->diag, FO_PART, &loc, r->file);
        build_fail(r);
    }
    return !p->w.broken;
}
