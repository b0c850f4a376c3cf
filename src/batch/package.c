#include "batch/package.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "xslt/xml.h"

#define PACKAGE_NS "urn:shenbao:package"

bool package_is_paper(const struct package_file *f)
{
    return *f->title || *f->unit;
}

struct package *package_new(void)
{
    struct arena *a = arena_new();
    struct package *p = arena_alloc(a, sizeof *p);
    *p = (struct package){.arena = a, .programme = "", .recommender = "", .checked = true, .start = 1};
    return p;
}

void package_free(struct package *p)
{
    if (p)
        arena_free(p->arena);
}

char *package_manifest(const char *archive)
{
    size_t n = strlen(archive);
    struct buf b = {0};
    buf_add(&b, archive, file_has_ending(archive, ".zip") ? n - strlen(".zip") : n);
    buf_puts(&b, ".manifest.xml");
    return buf_steal(&b);
}

/* --- reading --- */

static const char *text_of(struct package *p, const xmlNode *n, const char *child)
{
    return xml_words_in(p->arena, xml_child(n, child));
}

static const char *attribute(struct package *p, const xmlNode *n, const char *name)
{
    return arena_strdup(p->arena, xml_attribute(n, name, ""));
}

static size_t number_of(const xmlNode *n, const char *name)
{
    const char *s = xml_attribute(n, name, "");
    size_t digits = strspn(s, "0123456789");
    return digits && digits < 10 && !s[digits] ? strtoul(s, NULL, 10) : 0;
}

static struct package_file read_file(struct package *p, const xmlNode *n)
{
    const char *full = attribute(p, n, "full");
    return (struct package_file){
        .path = attribute(p, n, "path"), .full = *full ? full : NULL, .folder = attribute(p, n, "folder"),
        .number = number_of(n, "number"), .title = text_of(p, n, "title"), .unit = text_of(p, n, "unit"),
        .source = attribute(p, n, "source"), .digest = attribute(p, n, "digest"), .bytes = number_of(n, "bytes"),
    };
}

struct package *package_read(const char *file, struct diag_list *d)
{
    xmlDocPtr doc = xml_load(file, d);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct loc loc = {.file = file, .line = root ? xml_line(root) : 0};
    if (root && !xml_is(root, PACKAGE_NS, "package")) {
        diag(d, PACKAGE_MANIFEST, &loc, (const char *)root->name);
        root = NULL;
    }
    struct package *p = root ? package_new() : NULL;
    if (p) {
        p->programme = attribute(p, root, "programme");
        p->recommender = text_of(p, root, "recommender");
        p->across = !strcmp(xml_attribute(root, "numbering", ""), "batch");
        p->checked = !strcmp(xml_attribute(root, "checked", "yes"), "yes");
        p->start = number_of(root, "start") ? number_of(root, "start") : 1;
    }
    for (const xmlNode *n = root ? root->children : NULL; n; n = n->next) {
        if (xml_is(n, PACKAGE_NS, "file"))
            *VEC_PUSH(p->arena, &p->files) = read_file(p, n);
        else if (xml_is(n, PACKAGE_NS, "withdrawn"))
            *VEC_PUSH(p->arena, &p->withdrawn) = read_file(p, n);
    }
    xml_free(doc);
    return p;
}

/* --- writing --- */

/* What is empty is left out. */
static void put_attribute(struct buf *out, const char *name, const char *value)
{
    buf_attribute(out, name, value && *value ? value : NULL);
}

static void put_child(struct buf *out, const char *name, const char *value)
{
    if (!*value)
        return;
    buf_printf(out, "    <%s>", name);
    buf_xml(out, value, strlen(value));
    buf_printf(out, "</%s>\n", name);
}

static void put_file(struct buf *out, const char *name, const struct package_file *f)
{
    buf_printf(out, "  <%s", name);
    put_attribute(out, "path", f->path);
    put_attribute(out, "full", f->full);
    put_attribute(out, "folder", f->folder);
    if (f->number)
        buf_printf(out, " number=\"%zu\"", f->number);
    put_attribute(out, "source", f->source);
    if (f->digest)
        buf_printf(out, " bytes=\"%zu\" digest=\"%s\"", f->bytes, f->digest);
    if (!*f->title && !*f->unit) {
        buf_puts(out, "/>\n");
        return;
    }
    buf_puts(out, ">\n");
    put_child(out, "title", f->title);
    put_child(out, "unit", f->unit);
    buf_printf(out, "  </%s>\n", name);
}

void package_write(const struct package *p, const char *archive, struct buf *out)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"" PACKAGE_NS "\"");
    put_attribute(out, "programme", p->programme);
    put_attribute(out, "archive", file_name(archive));
    buf_printf(out, " numbering=\"%s\" start=\"%zu\" checked=\"%s\">\n", p->across ? "batch" : "folder", p->start, p->checked ? "yes" : "no");
    if (*p->recommender) {
        buf_puts(out, "  <recommender>");
        buf_xml(out, p->recommender, strlen(p->recommender));
        buf_puts(out, "</recommender>\n");
    }
    for (size_t i = 0; i < p->files.n; i++)
        put_file(out, "file", &p->files.v[i]);
    for (size_t i = 0; i < p->withdrawn.n; i++)
        put_file(out, "withdrawn", &p->withdrawn.v[i]);
    buf_puts(out, "</package>\n");
}
