/* Running numbers: those that were given once are kept, what was withdrawn leaves its number empty, the rest goes on behind. */
#include <libxml/hash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "batch/name.h"
#include "batch/pack.h"

/* A number that was given before. */
struct old {
    struct package_file file;
    bool withdrawn, kept;
};

struct numbering {
    struct package *p;
    const struct pack_options *o;
    VEC(struct old) old;
};

static void add_old(struct numbering *n, struct package_file f, bool withdrawn)
{
    if (f.number)
        *VEC_PUSH(n->p->arena, &n->old) = (struct old){f, withdrawn, false};
}

/* The submission's own go before those of the package before. */
static void collect(struct numbering *n)
{
    const struct submission *s = n->o->submission;
    const struct package *before = n->o->previous;
    for (size_t i = 0; s && i < s->numbers.n; i++)
        add_old(n, (struct package_file){.number = s->numbers.v[i].value, .folder = s->numbers.v[i].folder, .title = s->numbers.v[i].title,
                                         .unit = s->numbers.v[i].unit, .source = "", .path = ""}, s->numbers.v[i].withdrawn);
    for (size_t i = 0; before && i < before->files.n; i++)
        add_old(n, before->files.v[i], false);
    for (size_t i = 0; before && i < before->withdrawn.n; i++)
        add_old(n, before->withdrawn.v[i], true);
}

/* Folder (where each has numbers of its own) and a text, under which old and new meet. */
static const char *key(struct numbering *n, const char *folder, const char *a, const char *b)
{
    struct buf out = {0};
    if (!n->o->across)
        name_map(&out, folder);
    buf_putc(&out, '\n');
    name_map(&out, a);
    buf_putc(&out, '\n');
    name_map(&out, b);
    return buf_keep(&out, n->p->arena);
}

static bool is_new(const struct package_file *f)
{
    return package_is_paper(f) && !f->number;
}

/* The same title and unit (by_source: the same source, where one of the two was corrected). */
static void keep(struct numbering *n, bool by_source)
{
    xmlHashTablePtr table = xmlHashCreate((int)(n->old.n % 100000 + 1));
    for (size_t i = n->old.n; i-- > 0;) { /* the first of several wins */
        struct old *o = &n->old.v[i];
        const char *k = by_source ? key(n, o->file.folder, o->file.source, "") : key(n, o->file.folder, o->file.title, o->file.unit);
        if (!o->withdrawn && !o->kept && (!by_source || *o->file.source))
            xmlHashUpdateEntry(table, (const xmlChar *)k, o, NULL);
    }
    for (size_t i = 0; i < n->p->files.n; i++) {
        struct package_file *f = &n->p->files.v[i];
        const char *k = by_source ? key(n, f->folder, f->source, "") : key(n, f->folder, f->title, f->unit);
        struct old *o = is_new(f) ? xmlHashLookup(table, (const xmlChar *)k) : NULL;
        if (!o || o->kept || (by_source && !name_same(o->file.title, f->title) && !name_same(o->file.unit, f->unit)))
            continue;
        f->number = o->file.number;
        o->kept = true;
    }
    xmlHashFree(table, NULL);
}

/* The greatest number that the row of a folder has had. */
static size_t greatest(const struct numbering *n, const char *folder)
{
    size_t most = n->o->start - 1;
    for (size_t i = 0; i < n->old.n; i++)
        if (n->old.v[i].file.number > most && (n->o->across || name_same(n->old.v[i].file.folder, folder)))
            most = n->old.v[i].file.number;
    return most;
}

struct row {
    size_t last;
};

static void give_new(struct numbering *n)
{
    xmlHashTablePtr rows = xmlHashCreate(0);
    for (size_t i = 0; i < n->p->files.n; i++) {
        struct package_file *f = &n->p->files.v[i];
        const char *k = key(n, f->folder, "", "");
        struct row *row = xmlHashLookup(rows, (const xmlChar *)k);
        if (!is_new(f))
            continue;
        if (!row) {
            row = arena_alloc(n->p->arena, sizeof *row);
            row->last = greatest(n, f->folder);
            xmlHashAddEntry(rows, (const xmlChar *)k, row);
        }
        f->number = ++row->last;
    }
    xmlHashFree(rows, NULL);
}

/* Is the number in use again, for instance by a submission and by the package before? */
static bool in_use(const struct numbering *n, const struct old *o)
{
    for (size_t i = 0; i < n->p->files.n; i++)
        if (n->p->files.v[i].number == o->file.number && (n->o->across || name_same(n->p->files.v[i].folder, o->file.folder)))
            return true;
    for (size_t i = 0; i < n->p->withdrawn.n; i++)
        if (n->p->withdrawn.v[i].number == o->file.number && (n->o->across || name_same(n->p->withdrawn.v[i].folder, o->file.folder)))
            return true;
    return false;
}

static void tell_withdrawn(struct numbering *n, struct diag_list *d)
{
    for (size_t i = 0; i < n->old.n; i++) {
        struct old *o = &n->old.v[i];
        char number[24];
        if (o->kept || in_use(n, o))
            continue;
        snprintf(number, sizeof number, "%zu", o->file.number);
        if (!o->withdrawn)
            diag(d, PACKAGE_WITHDRAWN, NULL, number, o->file.title, o->file.unit);
        o->file.path = "";
        o->file.digest = o->file.full = NULL;
        *VEC_PUSH(n->p->arena, &n->p->withdrawn) = o->file;
    }
}

void pack_number(struct package *p, const struct pack_options *o, struct diag_list *d)
{
    struct numbering n = {.p = p, .o = o};
    collect(&n);
    keep(&n, false);
    keep(&n, true);
    give_new(&n);
    tell_withdrawn(&n, d);
}
