/* What lies beside the papers in a package: the attachments of each proposal, all of them and no others, and the recommender's own
 * papers. A file is an attachment's by its bytes, or by its name in the folder of its proposal: numbers may be others. */
#include <libxml/hash.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "batch/name.h"
#include "batch/verify_int.h"
#include "xslt/xml.h"

/* What there should be. */
struct annex {
    const char *folder;  /* its key, see folder_key() */
    const char *name;    /* of the file, or what is part of it */
    const char *digest;  /* "" when nobody knows it */
    const char *of;      /* the proposal, as messages show it */
    bool found;
};

/* What there is. */
struct candidate {
    const struct verify_file *file;
    const char *folder, *name; /* as those of an annex */
    bool taken;
    struct candidate *next_of_folder, *next_of_digest;
};

struct annexes {
    struct verifying *v;
    VEC(struct annex) all;
    struct candidate *there;
    size_t n;
    xmlHashTablePtr folders, digests; /* candidates */
    xmlHashTablePtr known;            /* keys of folders whose proposals are known */
};

/* --- names --- */

/* "3.name": the number is given when packing. */
static const char *without_number(const char *name)
{
    size_t digits = strspn(name, "0123456789");
    return digits && name[digits] == '.' ? name + digits + 1 : name;
}

static const char *mapped(struct arena *a, const char *text)
{
    struct buf b = {0};
    name_map(&b, text);
    return buf_keep(&b, a);
}

/* The folder of a proposal's attachments without those above and without its number. */
static const char *folder_key(struct arena *a, const char *folder)
{
    return mapped(a, without_number(file_name(folder)));
}

/* --- what there should be --- */

static void expect(struct annexes *x, const char *folder, const char *name, const char *digest, const char *of)
{
    struct arena *a = x->v->arena;
    const char *key = folder_key(a, folder);
    *VEC_PUSH(a, &x->all) = (struct annex){.folder = key, .name = mapped(a, without_number(name)), .digest = digest ? digest : "", .of = of};
    xmlHashAddEntry(x->known, (const xmlChar *)key, x);
}

/* By the manifest, or the proposals: files of proposals that are not their papers. */
static void expect_packed(struct annexes *x, const struct package *p)
{
    for (size_t i = 0; i < p->files.n; i++) {
        const struct package_file *f = &p->files.v[i];
        const char *folder = verify_folder_of(x->v->arena, f->path);
        if (!package_is_paper(f) && *f->folder)
            expect(x, folder, file_name(f->path), f->digest, file_name(folder));
    }
}

/* By the proposals that the papers carry. */
static void expect_own(struct annexes *x)
{
    for (size_t i = 0; i < x->v->files.n; i++) {
        const struct verify_file *f = &x->v->files.v[i];
        const struct verify_own *own = f->parsed ? f->inside : NULL;
        for (size_t k = 0; own && k < own->annexes.n; k++)
            expect(x, own->folder, own->annexes.v[k].label, own->annexes.v[k].digest, f->name);
    }
}

/* --- what there is --- */

static unsigned depth(const char *folder)
{
    unsigned n = *folder != '\0';
    for (; *folder; folder++)
        n += *folder == '/';
    return n;
}

static void *push(xmlHashTablePtr table, const char *key, struct candidate *c)
{
    void *next = xmlHashLookup(table, (const xmlChar *)key);
    xmlHashUpdateEntry(table, (const xmlChar *)key, c, NULL);
    return next;
}

static void collect(struct annexes *x)
{
    struct verifying *v = x->v;
    x->there = arena_array(v->arena, v->files.n + 1, sizeof *x->there);
    for (size_t i = v->files.n; i-- > 0;) {
        const struct verify_file *f = &v->files.v[i];
        if (depth(f->folder) <= depth(v->pattern->folder) || !f->digest)
            continue;
        struct candidate *c = &x->there[x->n++];
        *c = (struct candidate){.file = f, .folder = folder_key(v->arena, f->folder), .name = mapped(v->arena, without_number(f->name))};
        c->next_of_folder = push(x->folders, c->folder, c);
        c->next_of_digest = push(x->digests, f->digest, c);
    }
}

/* --- whose is whose --- */

enum pass { BY_BOTH, BY_DIGEST, BY_NAME, PASSES };

/* The untaken one by its bytes; those that were taken leave the chain. */
static struct candidate *of_digest(struct annexes *x, const struct annex *e)
{
    struct candidate *c = *e->digest ? xmlHashLookup(x->digests, (const xmlChar *)e->digest) : NULL;
    while (c && c->taken)
        c = c->next_of_digest;
    if (c)
        xmlHashUpdateEntry(x->digests, (const xmlChar *)e->digest, c, NULL);
    return c;
}

static struct candidate *of_name(struct annexes *x, const struct annex *e, bool same_bytes)
{
    struct candidate *c = xmlHashLookup(x->folders, (const xmlChar *)e->folder);
    while (c && (c->taken || !strstr(c->name, e->name) || (same_bytes && strcmp(c->file->digest, e->digest))))
        c = c->next_of_folder;
    return c;
}

static void match(struct annexes *x, enum pass pass)
{
    for (size_t i = 0; i < x->all.n; i++) {
        struct annex *e = &x->all.v[i];
        struct candidate *c = e->found ? NULL : pass == BY_DIGEST ? of_digest(x, e) : of_name(x, e, pass == BY_BOTH);
        if (!c)
            continue;
        e->found = c->taken = true;
        struct loc loc = verify_loc(x->v, c->file->entry->name);
        if (pass == BY_NAME && *e->digest && x->v->o->expected)
            diag(x->v->d, PACKAGE_CHANGED, &loc);
    }
}

static void tell_rest(const struct annexes *x)
{
    for (size_t i = 0; i < x->all.n; i++)
        if (!x->all.v[i].found)
            verify_say(x->v, "annex-missing", NULL, x->all.v[i].name, x->all.v[i].of);
    for (size_t i = x->n; i-- > 0;) {
        const struct candidate *c = &x->there[i];
        if (!c->taken && (x->v->o->expected || xmlHashLookup(x->known, (const xmlChar *)c->folder)))
            verify_say(x->v, "annex-extra", c->file->entry->name, c->file->path);
    }
}

static bool has_annexes(const struct verifying *v)
{
    const struct programme_file *files;
    size_t n = programme_files(v->o->programme, &files);
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any = any || !files[i].forms;
    return any && v->pattern;
}

static void check_annexes(struct verifying *v)
{
    struct annexes x = {.v = v, .folders = xmlHashCreate(0), .digests = xmlHashCreate(0), .known = xmlHashCreate(0)};
    if (v->o->expected)
        expect_packed(&x, v->o->expected);
    else
        expect_own(&x);
    collect(&x);
    for (enum pass pass = BY_BOTH; pass < PASSES; pass++)
        match(&x, pass);
    tell_rest(&x);
    xmlHashFree(x.folders, NULL);
    xmlHashFree(x.digests, NULL);
    xmlHashFree(x.known, NULL);
}

/* --- the recommender's --- */

/* The list that files/@papers names, NULL: the programme asks for none. */
static const xmlNode *paper_list(const struct verifying *v)
{
    const xmlNode *root = xmlDocGetRootElement(programme_xml(v->o->programme));
    const char *name = xml_attribute(xml_child(root, "files"), "papers", "");
    const xmlNode *list = *name ? programme_values(v->o->programme, name) : NULL;
    return list ? list->children : NULL;
}

static bool is_packed_beside(const struct package *p, const struct verify_file *f)
{
    bool is = false;
    for (size_t i = 0; p && i < p->files.n && !is; i++)
        is = !package_is_paper(&p->files.v[i]) && !*p->files.v[i].folder && name_same(p->files.v[i].path, f->path);
    return is;
}

void verify_mark_beside(struct verifying *v)
{
    for (size_t i = 0; i < v->files.n; i++) {
        struct verify_file *f = &v->files.v[i];
        f->beside = !*f->folder && is_packed_beside(v->o->expected, f);
        for (const xmlNode *n = paper_list(v); n && !*f->folder; n = n->next)
            if (xml_is(n, PROGRAMME_NS, "item") && strstr(f->name, xml_words_in(v->arena, n)))
                f->beside = true;
    }
}

static void check_seal(struct verifying *v, const struct verify_file *f, const struct submission_paper *said, const char *label)
{
    if (!f->paper || f->paper->state != PAPER_OK || (said && !said->sealed))
        verify_say(v, "paper-sealed", f->entry->name, f->path, label);
    else if (!said)
        verify_say(v, "paper-unknown", f->entry->name, f->path, label);
}

static void check_paper(struct verifying *v, const char *kind, const char *label)
{
    const struct submission_paper *said = v->o->submission ? submission_paper(v->o->submission, kind) : NULL;
    bool summary = !strcmp(kind, "summary"), there = summary && v->o->sealed;
    for (size_t i = 0; i < v->files.n; i++) {
        const struct verify_file *f = &v->files.v[i];
        if (*f->folder || !(strstr(f->name, label) || (summary && f->summary)))
            continue;
        there = true;
        check_seal(v, f, said, label);
    }
    if (!there)
        verify_say(v, "paper-none", NULL, label);
}

void verify_annexes(struct verifying *v)
{
    if (has_annexes(v))
        check_annexes(v);
    for (const xmlNode *n = paper_list(v); n; n = n->next)
        if (xml_is(n, PROGRAMME_NS, "item"))
            check_paper(v, xml_attribute(n, "id", ""), xml_words_in(v->arena, n));
}
