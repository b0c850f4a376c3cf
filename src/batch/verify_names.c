/* The names in a package: folders, files, and the proposals that they are of. */
#include <libxml/hash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "batch/name.h"
#include "batch/verify_int.h"
#include "xslt/xml.h"

/* --- what a name may be at all --- */

static const char *encoding_of(enum zip_names names)
{
    return names == ZIP_UNFLAGGED ? "UTF-8" : names == ZIP_GB18030 ? "GBK" : "?";
}

static void check_part(struct verifying *v, const char *path, const char *part)
{
    struct buf bad = {0}, better = {0};
    char bytes[24];
    snprintf(bytes, sizeof bytes, "%zu", strlen(part));
    name_part(&better, part);
    if (name_bad(&bad, part))
        verify_say(v, "name-characters", path, part, bad.data, better.data);
    if (strlen(part) > LIMIT_NAME_BYTES)
        verify_say(v, "name-long", path, part, bytes);
    buf_free(&bad);
    buf_free(&better);
}

/* Folders are looked at once, with the first file in them. */
static void check_entry_name(struct verifying *v, const struct zip_entry *e, xmlHashTablePtr seen)
{
    if (e->names >= ZIP_UNFLAGGED)
        verify_say(v, "name-encoding", e->name, e->name, encoding_of(e->names));
    if (e->backslashes)
        verify_say(v, "name-characters", e->name, e->name, "\\", e->name);
    for (const char *s = e->name; *s;) {
        size_t n = strcspn(s, "/");
        const char *upto = arena_strndup(v->arena, e->name, (size_t)(s - e->name) + n);
        if (n && xmlHashAddEntry(seen, (const xmlChar *)upto, v) == 0)
            check_part(v, e->name, arena_strndup(v->arena, s, n));
        s += n + (s[n] == '/');
    }
}

static void check_characters(struct verifying *v)
{
    xmlHashTablePtr seen = xmlHashCreate(0);
    for (size_t i = 0; i < v->files.n; i++)
        check_entry_name(v, v->files.v[i].entry, seen);
    xmlHashFree(seen, NULL);
}

/* --- folders --- */

/* The list that the folders are named by: its items, NULL when the programme names none. */
static const xmlNode *folder_list(struct verifying *v)
{
    const xmlNode *root = xmlDocGetRootElement(programme_xml(v->o->programme));
    const char *name = xml_attribute(xml_child(root, "files"), "folders", "");
    return *name ? programme_values(v->o->programme, name) : NULL;
}

/* Is the folder one of the list? Else `all` gets their names. */
static bool in_list(const xmlNode *list, const char *folder, struct buf *all)
{
    bool found = false;
    for (const xmlNode *n = list->children; n; n = n->next) {
        struct buf item = {0};
        if (!xml_is(n, PROGRAMME_NS, "item"))
            continue;
        xml_words(&item, 0, n);
        found = found || (item.data && name_same(item.data, folder));
        buf_printf(all, "%s%s", all->n ? "、" : "", item.data ? item.data : "");
        buf_free(&item);
    }
    return found;
}

static void check_folders(struct verifying *v)
{
    const xmlNode *list = folder_list(v);
    xmlHashTablePtr seen = xmlHashCreate(0);
    bool asked = list || (v->pattern && *v->pattern->folder);
    for (size_t i = 0; i < v->files.n && asked; i++) {
        const struct verify_file *f = &v->files.v[i];
        struct buf all = {0};
        if (!*f->folder && !f->summary && !f->beside)
            verify_say(v, "folder-none", f->entry->name, f->path);
        else if (list && *f->folder && xmlHashAddEntry(seen, (const xmlChar *)f->folder, v) == 0 && !in_list(list, f->folder, &all))
            verify_say(v, "folder-name", f->entry->name, f->folder, all.data ? all.data : "");
        buf_free(&all);
    }
    xmlHashFree(seen, NULL);
}

/* --- names of files --- */

static void take(void *arg, const char *field, const char *value)
{
    struct verify_file *f = ((void **)arg)[0];
    struct arena *a = ((void **)arg)[1];
    if (!strcmp(field, "number"))
        f->number = strlen(value) < 10 ? strtoul(value, NULL, 10) : 0;
    else if (!strcmp(field, "title"))
        f->title = arena_strdup(a, value);
    else if (!strcmp(field, "unit"))
        f->unit = arena_strdup(a, value);
}

/* What the name should be like: headings in place of values. */
static const char *model_field(void *arg, const char *field)
{
    return strcmp(field, "number") ? facts_heading(arg, field) : "1";
}

static size_t depth(const char *folder)
{
    size_t n = *folder != '\0';
    for (; *folder; folder++)
        n += *folder == '/';
    return n;
}

/* Attachments lie deeper than the papers that they belong to, where a programme asks for them. */
static bool is_paper(const struct verifying *v, const struct verify_file *f)
{
    const struct programme_file *files;
    return v->pattern && !f->summary && !f->beside &&
           (programme_files(v->o->programme, &files) == 1 || depth(f->folder) == depth(v->pattern->folder));
}

static void parse_names(struct verifying *v)
{
    struct names *names = names_new();
    const char *model = v->pattern ? names_make(names, NULL, v->pattern->name, model_field, v->facts).path : "";
    for (size_t i = 0; i < v->files.n; i++) {
        struct verify_file *f = &v->files.v[i];
        if (!is_paper(v, f))
            continue;
        f->parsed = name_parse(v->pattern->name, f->name, take, (void *[]){f, v->arena}) && f->number;
        if (!f->parsed)
            verify_say(v, "file-name", f->entry->name, f->name, model);
    }
    names_free(names);
}

/* --- whose files they are --- */

static bool same_title(const struct verify_file *f, const char *title)
{
    return name_same(f->title, title) || name_shortened(f->title, title);
}

static bool same_unit(const struct verify_file *f, const char *unit)
{
    return name_same(f->unit, unit) || name_shortened(f->unit, unit);
}

static void compare(struct verifying *v, struct verify_file *f, const struct package_file *e)
{
    f->known = e;
    f->facts = e->facts ? e->facts : f->inside ? f->inside->file.facts : NULL;
    if (!same_title(f, e->title))
        verify_say(v, "file-value", f->entry->name, f->name, facts_heading(v->facts, "title"), f->title, e->title);
    if (!same_unit(f, e->unit))
        verify_say(v, "file-value", f->entry->name, f->name, facts_heading(v->facts, "unit"), f->unit, e->unit);
    if (*e->folder && *f->folder && !name_same(f->folder, e->folder))
        verify_say(v, "folder-class", f->entry->name, f->path, f->folder, e->folder);
    struct loc loc = verify_loc(v, f->entry->name);
    if (e->digest && *e->digest && f->digest && strcmp(e->digest, f->digest))
        diag(v->d, PACKAGE_CHANGED, &loc);
}

/* A key under which both sides of a comparison meet. */
static const char *key_of(struct verifying *v, const char *a, const char *b)
{
    struct buf key = {0};
    name_map(&key, a);
    buf_putc(&key, '\n');
    name_map(&key, b);
    return buf_keep(&key, v->arena);
}

struct matching {
    struct verifying *v;
    const struct package *p;
    bool *taken; /* of p->files */
};

static void settle(struct matching *m, struct verify_file *f, size_t i)
{
    m->taken[i] = f->found = true;
    compare(m->v, f, &m->p->files.v[i]);
}

/* First those whose title and unit are right, then those that have a right number, or a shortened title. */
static void match_exact(struct matching *m)
{
    struct verifying *v = m->v;
    xmlHashTablePtr by_key = xmlHashCreate((int)(m->p->files.n % 100000 + 1));
    for (size_t i = 0; i < m->p->files.n; i++)
        if (package_is_paper(&m->p->files.v[i])) /* of two alike the first is found, the second by its number */
            xmlHashAddEntry(by_key, (const xmlChar *)key_of(v, m->p->files.v[i].title, m->p->files.v[i].unit), &m->taken[i]);
    for (size_t i = 0; i < v->files.n; i++) {
        struct verify_file *f = &v->files.v[i];
        bool *taken = f->parsed ? xmlHashLookup(by_key, (const xmlChar *)key_of(v, f->title, f->unit)) : NULL;
        if (taken && !*taken)
            settle(m, f, (size_t)(taken - m->taken));
    }
    xmlHashFree(by_key, NULL);
}

static const char *number_key(struct verifying *v, const struct package *p, size_t number, const char *folder)
{
    return arena_printf(v->arena, "%zu\n%s", number, p->across ? "" : key_of(v, folder, ""));
}

static void match_numbers(struct matching *m)
{
    struct verifying *v = m->v;
    xmlHashTablePtr by_number = xmlHashCreate((int)(m->p->files.n % 100000 + 1));
    for (size_t i = 0; i < m->p->files.n; i++)
        if (m->p->files.v[i].number && !m->taken[i])
            xmlHashAddEntry(by_number, (const xmlChar *)number_key(v, m->p, m->p->files.v[i].number, m->p->files.v[i].folder), &m->taken[i]);
    for (size_t i = 0; i < v->files.n; i++) {
        struct verify_file *f = &v->files.v[i];
        bool *taken = f->parsed && !f->found ? xmlHashLookup(by_number, (const xmlChar *)number_key(v, m->p, f->number, f->folder)) : NULL;
        if (taken && !*taken)
            settle(m, f, (size_t)(taken - m->taken));
    }
    xmlHashFree(by_number, NULL);
}

static void tell_rest(struct matching *m)
{
    struct verifying *v = m->v;
    for (size_t i = 0; i < m->p->files.n; i++) {
        const struct package_file *e = &m->p->files.v[i];
        if (package_is_paper(e) && !m->taken[i])
            verify_say(v, "file-missing", NULL, arena_printf(v->arena, "%s-%s", e->title, e->unit));
    }
    for (size_t i = 0; i < v->files.n; i++)
        if (v->files.v[i].parsed && !v->files.v[i].found)
            verify_say(v, "file-extra", v->files.v[i].entry->name, v->files.v[i].path);
}

static void match_expected(struct verifying *v, const struct package *p)
{
    struct matching m = {v, p, arena_array(v->arena, p->files.n + 1, sizeof(bool))};
    match_exact(&m);
    match_numbers(&m);
    tell_rest(&m);
}

/* What the forms themselves say; of those of others nobody knows. */
static void compare_own(struct verifying *v)
{
    char unknown[24];
    size_t count = 0;
    for (size_t i = 0; i < v->files.n; i++) {
        struct verify_file *f = &v->files.v[i];
        if (f->parsed && f->inside)
            compare(v, f, &f->inside->file);
        count += f->parsed && !f->inside;
    }
    snprintf(unknown, sizeof unknown, "%zu", count);
    if (count)
        verify_say(v, "file-unknown", NULL, v->archive, unknown);
}

void verify_names(struct verifying *v)
{
    check_characters(v);
    check_folders(v);
    parse_names(v);
    if (v->o->expected)
        match_expected(v, v->o->expected);
    else
        compare_own(v);
}
