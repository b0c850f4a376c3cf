#include "batch/document.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/inside.h"
#include "batch/join.h"
#include "batch/mask_tree.h"
#include "batch/typeset.h"
#include "programme/labels.h"
#include "xslt/date.h"
#include "xslt/xml.h"

/* --- the files that it names --- */

static void add_named(struct document *p, const char *name)
{
    p->named = xgrow(p->named, &p->named_room, p->named_count, sizeof *p->named);
    p->named[p->named_count++] = name;
}

static bool is_uri(const struct labels *l, const xmlNode *declaration, const xmlAttr *a)
{
    const char *type = labels_type(l, labels_member(l, declaration, "attribute", (const char *)a->name));
    return type && strcmp(type, "anyURI") == 0;
}

/* Of n and those behind it; what holds them is declared by `in`, NULL for the root. No deeper than LIMIT_DEPTH, says xml_parse(). */
static void find_named(struct document *p, const struct labels *l, const xmlNode *n, const xmlNode *in)
{
    for (; n; n = n->next) {
        const xmlNode *own = n->type == XML_ELEMENT_NODE ? labels_member(l, in, "element", (const char *)n->name) : NULL;
        if (!own)
            continue; /* the schema knows nothing below it either */
        for (const xmlAttr *a = n->properties; a; a = a->next)
            if (is_uri(l, own, a))
                add_named(p, a->children && a->children->content ? (const char *)a->children->content : "");
        find_named(p, l, n->children, own);
    }
}

void document_papers(struct document *p, void (*fn)(void *arg, const char *name), void *arg)
{
    const struct labels *l = p->named_known ? NULL : programme_labels(p->programme);
    if (l)
        find_named(p, l, xmlDocGetRootElement(p->doc), NULL);
    p->named_known = true;
    for (size_t i = 0; i < p->named_count; i++)
        fn(arg, p->named[i]);
}

static bool read_tree(struct document *p, struct diag_list *d)
{
    p->doc = xml_parse(p->bytes.data ? p->bytes.data : "", p->bytes.n, p->file, d);
    const char *id = p->doc ? check_programme_of(p->doc, p->file, d) : "";
    struct diag_list *said = diag_list_new();
    p->programme = *id ? session_programme(p->session, id, said) : NULL;
    for (size_t i = 0; i < diag_list_count(said); i++)
        if (!diag_list_at(said, i)->loc.file) /* which of many files has the unknown programme */
            diag_list_set_file(said, i, p->file);
    diag_list_append(d, said);
    diag_list_free(said);
    return p->programme != NULL;
}

const char *document_digest(struct document *p)
{
    if (!p->coded && code_digest(p->doc, p->digest))
        code_of(p->digest, p->code);
    p->coded = true;
    return p->digest;
}

const char *document_code(struct document *p)
{
    document_digest(p);
    return p->code;
}

static bool is_less(const void *options, const struct paper *paper)
{
    return !pdf_profile_keeps(((const struct session_options *)options)->profile, paper);
}

static struct papers *open_papers(const struct document *p)
{
    const struct session_options *o = session_options(p->session);
    struct papers *papers = papers_new(p->folder);
    if (o->annexes == PDF_ANNEXES_ATTACH)
        papers_attach(papers, is_less, o);
    return papers;
}

bool document_open(struct document *p, struct session *s, const char *file, struct diag_list *d)
{
    *p = (struct document){.session = s, .file = file, .folder = file_folder(file)};
    p->papers = open_papers(p);
    return file_read(file, LIMIT_INPUT_BYTES, &p->bytes, d) && read_tree(p, d);
}

bool document_take(struct document *p, struct session *s, const char *file, const char *folder, struct buf *bytes,
                   struct diag_list *d)
{
    *p = (struct document){.session = s, .file = file, .folder = xstrdup(folder), .bytes = *bytes};
    *bytes = (struct buf){0};
    p->papers = open_papers(p);
    return read_tree(p, d);
}

void document_take_masked(struct document *p, const char *canonical)
{
    p->is_masked = p->coded = true;
    snprintf(p->digest, sizeof p->digest, "%s", canonical);
    if (strlen(p->digest) == CODE_DIGEST - 1)
        code_of(p->digest, p->code);
    else
        *p->digest = '\0';
}

void document_close(struct document *p)
{
    xml_free(p->doc);
    xml_free(p->masked);
    buf_free(&p->masked_bytes);
    free(p->named);
    papers_free(p->papers);
    buf_free(&p->bytes);
    free(p->folder);
    *p = (struct document){0};
}

bool document_check(struct document *p, struct diag_list *out)
{
    const struct session_options *so = session_options(p->session);
    struct check_options o = {
        .as_of = so->as_of, .strict = so->strict, .source_date = session_source_date(p->session), .papers = p->papers,
        .tally = p->tally,
    };
    return check_proposal(p->programme, p->doc, p->file, &o, out);
}

static void no_such_form(struct programme *p, const char *name, struct diag_list *d)
{
    const struct programme_form *forms;
    size_t n = programme_forms(p, &forms);
    struct buf names = {0};
    for (size_t i = 0; i < n; i++)
        buf_printf(&names, "%s%s", i ? DIAG_AND : "", forms[i].name);
    diag(d, CLI_FORM, NULL, name, programme_id(p), names.data ? names.data : "");
    buf_free(&names);
}

const struct programme_form *document_form(struct document *p, const char *name, struct diag_list *d)
{
    const struct programme_form *forms, *found = NULL;
    size_t n = programme_forms(p->programme, &forms);
    for (size_t i = 0; i < n && !found; i++)
        found = strcmp(forms[i].name, name) == 0 ? &forms[i] : NULL;
    if (!found) {
        no_such_form(p->programme, name, d);
        return NULL;
    }
    char *direction = document_direction(p);
    if (!programme_form_of(found, direction)) {
        diag(d, CLI_FORM_DIRECTION, NULL, name, found->directions, direction);
        found = NULL;
    }
    free(direction);
    return found;
}

/* Before a stylesheet runs, because xsl:strip-space takes nodes out of the tree. */
static void mask(struct document *p)
{
    if (p->masked || p->is_masked || session_options(p->session)->mask == SESSION_WHOLE)
        return;
    p->masked = mask_tree(p->doc);
    mask_bytes(&p->masked_bytes, p->masked);
}

/* What the pages are made of. */
static xmlDocPtr shown(const struct document *p)
{
    return p->masked && session_options(p->session)->mask == SESSION_MASK_ALL ? p->masked : p->doc;
}

static xmlDocPtr transform(struct document *p, const struct programme_form *f, struct diag_list *d)
{
    const struct xslt_param params[] = {{"code", document_code(p)}, {"digest", document_digest(p)}, {NULL, NULL}};
    struct xslt *x = programme_stylesheet(p->programme, f, d);
    mask(p);
    return x ? xslt_run(x, shown(p), p->file, p->papers, params, d) : NULL;
}

/* names: NULL for all. */
static xmlDocPtr transform_all(struct document *p, const char *names, struct diag_list *d)
{
    const struct programme_form *forms;
    size_t n = programme_forms(p->programme, &forms), done = 0;
    char *direction = document_direction(p);
    xmlDocPtr *parts = xcalloc(n, sizeof *parts);
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        if (!programme_form_of(&forms[i], direction) || !programme_form_among(&forms[i], names))
            continue;
        good = (parts[done] = transform(p, &forms[i], d)) != NULL;
        done += good;
    }
    /* a single form is a whole document already, and copying a long one takes as long as a third of its transformation */
    xmlDocPtr joined = !good || !done ? NULL : done == 1 ? parts[--done] : join_forms(parts, done);
    for (size_t i = 0; i < done; i++)
        xml_free(parts[i]);
    free(parts);
    free(direction);
    return joined;
}

xmlDocPtr document_fo(struct document *p, const struct programme_form *form, const char *forms, struct diag_list *d)
{
    return form ? transform(p, form, d) : transform_all(p, forms, d);
}

static struct typeset_job job_of(const struct document *p, const char **roots)
{
    const char *const *packs = programme_roots(p->programme);
    roots[0] = p->folder;
    for (size_t i = 0; packs[i]; i++)
        roots[i + 1] = packs[i];
    return (struct typeset_job){.folder = p->folder, .roots = roots, .papers = p->papers, .created = document_filed(p)};
}

/* --- what masking does not reach --- */

struct unmasked {
    const struct document *document;
    const xmlNode *fo;
    struct arena *arena;
    VEC(const char *) names;
};

/* Does src draw that file, whole or a page of it: "url('a.pdf#page=2')"? As the stylesheets write it. */
static bool draws(const char *src, const char *name)
{
    size_t n = strlen(name);
    src += strncmp(src, "url(", 4) == 0 ? 4 : 0;
    src += *src == '\'' || *src == '"';
    return strncmp(src, name, n) == 0 && (src[n] == '\0' || strchr("#')\"", src[n]));
}

/* No deeper than what a stylesheet makes of LIMIT_DEPTH. */
static bool is_drawn(const xmlNode *n, const char *name)
{
    for (; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE &&
            ((strcmp((const char *)n->name, "external-graphic") == 0 && draws(xml_attribute(n, "src", ""), name)) || is_drawn(n->children, name)))
            return true;
    return false;
}

static bool is_told(const struct unmasked *u, const char *name)
{
    for (size_t i = 0; i < u->names.n; i++)
        if (strcmp(u->names.v[i], name) == 0)
            return true;
    return false;
}

static void add_unmasked(void *arg, const char *name)
{
    struct unmasked *u = arg;
    const struct paper *paper = *name ? papers_find(u->document->papers, name) : NULL;
    if (paper && paper->state == PAPER_OK && !is_told(u, name) && (paper->attached || is_drawn(u->fo, name)))
        *VEC_PUSH(u->arena, &u->names) = name;
}

static bool report_unmasked(struct document *p, xmlDocPtr fo, struct diag_list *d)
{
    struct unmasked u = {.document = p, .fo = xmlDocGetRootElement(fo), .arena = arena_new()};
    struct loc at = {.file = p->file};
    struct buf names = {0};
    document_papers(p, add_unmasked, &u);
    for (size_t i = 0; i < u.names.n; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", u.names.v[i]);
    bool any = names.n > 0;
    if (any)
        diag(d, PDF_UNMASKED, &at, names.data);
    buf_free(&names);
    arena_free(u.arena);
    return any;
}

/* Annexes and pictures stay as they are: said to who makes the file, and to who gets it. */
static const char *masked_note(struct document *p, xmlDocPtr fo, struct diag_list *d)
{
    if (!p->masked)
        return NULL;
    bool any = session_options(p->session)->mask == SESSION_MASK_ALL && report_unmasked(p, fo, d);
    return any ? "文件所带数据中的证件号码和电话号码已遮盖，附件各页和图片未遮盖" : "文件所带数据中的证件号码和电话号码已遮盖";
}

/* --- setting --- */

struct setting {
    struct document *document;
    const struct document_output *o;
    struct diag_list *d;
    struct inside inside; /* made when it is asked for */
};

static bool give_files(void *arg, struct pdf_files *out)
{
    struct setting *s = arg;
    const struct document_output *o = s->o;
    if (o->judged && !o->judged(o->judged_arg))
        return false;
    if (!s->inside.arena && !inside_make(&s->inside, s->document, o, s->d))
        return false;
    *out = (struct pdf_files){s->inside.files.v, s->inside.files.n};
    return true;
}

/* "paper：the proposal's title", malloced. */
static char *title_of(const struct document *p, const char *paper)
{
    const xmlNode *title = xml_child(xmlDocGetRootElement(shown(p)), "title");
    struct buf words = {0}, b = {0};
    xml_words(&words, 0, title);
    buf_printf(&b, words.n ? "%s：%s" : "%s", paper, words.data);
    buf_free(&words);
    return buf_steal(&b);
}

/* The first element that begins on a line. */
static const xmlNode *element_at(const xmlNode *n, unsigned line, unsigned depth)
{
    for (; n && depth < LIMIT_DEPTH; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        if (xml_line(n) == line)
            return n;
        const xmlNode *below = element_at(n->children, line, depth + 1);
        if (below)
            return below;
    }
    return NULL;
}

static void add_labels(const struct document *p, const xmlNode *n, struct buf *out, unsigned depth)
{
    if (!n->parent || n->parent->type != XML_ELEMENT_NODE || depth >= LIMIT_DEPTH)
        return; /* the root is no field */
    add_labels(p, n->parent, out, depth + 1);
    const char *label = programme_label_of(p->programme, n);
    if (label)
        buf_printf(out, "%s%s", out->n ? " / " : "", label);
}

/* Gives the complaints of later stages about the proposal's lines the labels of the fields there: 说明报告 / 背景意义. */
static void name_fields(const struct document *p, struct diag_list *d)
{
    for (size_t i = 0; i < diag_list_count(d); i++) {
        const struct diag_record *r = diag_list_at(d, i);
        if (r->place || !r->loc.file || !r->loc.line || strcmp(r->loc.file, p->file) != 0)
            continue;
        const xmlNode *n = element_at(xmlDocGetRootElement(p->doc), r->loc.line, 0);
        struct buf labels = {0};
        if (n)
            add_labels(p, n, &labels, 0);
        if (labels.n)
            diag_list_set_place(d, i, labels.data);
        buf_free(&labels);
    }
}

bool document_set(struct document *p, xmlDocPtr fo, const struct document_output *o, struct diag_list *d)
{
    const char *roots[LIMIT_PACK_CHAIN + 3] = {0};
    struct typeset_job job = job_of(p, roots);
    char *title = title_of(p, o->form ? o->form->title : programme_title(p->programme));
    job.note = masked_note(p, fo, d);
    job.fo = fo_open_tree(fo, p->file, d);
    job.title = title;
    job.output = o->path;
    job.bytes = o->bytes;
    job.tolerant = o->tolerant;
    job.max_size = session_max_size(p->session);
    job.areas = o->areas;
    job.beside = o->beside;
    struct setting s = {.document = p, .o = o, .d = d};
    job.files = give_files;
    job.files_arg = &s;
    bool ok = job.fo && typeset(p->session, &job, d);
    inside_free(&s.inside);
    fo_close(job.fo);
    name_fields(p, d);
    free(title);
    return ok;
}

char *document_direction(const struct document *p)
{
    const char *s = xml_attribute(xmlDocGetRootElement(p->doc), "direction", "");
    s += strspn(s, " \t\r\n");
    char *direction = xstrdup(s);
    direction[strcspn(direction, " \t\r\n")] = '\0';
    return direction;
}

int64_t document_filed(const struct document *p)
{
    const xmlNode *filing = xml_child(xmlDocGetRootElement(p->doc), "filing");
    const char *at = xml_attribute(filing, "submittedAt", NULL);
    struct date filed;
    return at && date_parse(at, &filed) ? filed.instant : -1;
}
