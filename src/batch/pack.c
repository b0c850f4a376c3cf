#include "batch/pack.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "batch/facts.h"
#include "batch/name.h"
#include "batch/zip.h"
#include "programme/labels.h"
#include "xslt/xml.h"

/* A file on its way into the archive: facts, and where its bytes wait. */
struct item {
    struct fact_list facts;
    const struct programme_file *pattern; /* NULL: it has its name already (the summary) */
    const char *annex, *paper, *extension; /* of an attachment; else NULL */
    const char *folder;                    /* that the papers are numbered in */
    const char *source, *digest;
    size_t of;                             /* the proposal's papers, among the items */
    long long at;
    size_t bytes;
};

struct pack {
    struct session *session;
    const struct pack_options *o;
    struct arena *arena;
    struct facts *facts;
    struct programme *programme;
    FILE *waiting; /* the bytes of all items */
    VEC(struct item) items;
    struct package *plan; /* a file for each item, in the same order until it is sorted */
    int64_t instant;      /* of the latest proposal, for the times in the archive */
};

struct pack *pack_new(struct session *s, const struct pack_options *o, struct diag_list *d)
{
    FILE *waiting = o->contents ? tmpfile() : NULL;
    if (o->contents && !waiting) {
        diag(d, FILE_WRITE, NULL, P_tmpdir, file_cause(errno));
        return NULL;
    }
    struct pack *p = xcalloc(1, sizeof *p);
    p->session = s;
    p->o = o;
    p->arena = arena_new();
    p->waiting = waiting;
    p->instant = -1;
    p->plan = package_new();
    return p;
}

void pack_free(struct pack *p)
{
    if (!p)
        return;
    if (p->waiting)
        fclose(p->waiting);
    facts_free(p->facts);
    package_free(p->plan);
    arena_free(p->arena);
    free(p);
}

struct programme *pack_programme(const struct pack *p)
{
    return p->programme;
}

/* --- adding --- */

static bool keep_bytes(struct pack *p, struct item *it, const struct buf *bytes, struct diag_list *d)
{
    char digest[65];
    it->bytes = bytes->n;
    it->at = ftello(p->waiting);
    sha256_hex(bytes->data ? bytes->data : "", bytes->n, digest);
    it->digest = arena_strdup(p->arena, digest);
    if (fwrite(bytes->data, 1, bytes->n, p->waiting) == bytes->n)
        return true;
    diag(d, FILE_WRITE, NULL, P_tmpdir, file_cause(errno));
    return false;
}

/* The same list for all that was added. */
static bool same_programme(struct pack *p, struct document *doc, const char *source, struct diag_list *d)
{
    if (!p->programme) {
        p->programme = doc->programme;
        p->facts = facts_new(p->programme, d);
        p->plan->programme = arena_strdup(p->plan->arena, programme_id(p->programme));
    }
    if (p->programme != doc->programme) {
        diag(d, PACKAGE_MIXED, &(struct loc){.file = source}, programme_id(doc->programme), programme_id(p->programme));
        return false;
    }
    return p->facts != NULL;
}

static const char *item_field(void *arg, const char *field)
{
    const struct item *it = arg;
    if (it->annex && !strcmp(field, "annex"))
        return it->annex;
    if (it->annex && !strcmp(field, "paper"))
        return it->paper;
    return it->annex && !strcmp(field, "extension") ? it->extension : fact_value(&it->facts, field);
}

static const char *folder_of(struct pack *p, const struct item *it, const char *pattern)
{
    struct buf b = {0};
    name_expand(&b, pattern, item_field, (void *)it);
    return buf_keep(&b, p->arena);
}

static bool set_papers(struct pack *p, struct document *doc, const struct programme_file *f, struct item *it, struct diag_list *d)
{
    struct buf pdf = {0};
    struct document_output o = {.bytes = &pdf, .forms = f->forms};
    xmlDocPtr fo = document_fo(doc, NULL, f->forms, d);
    bool good = fo && document_set(doc, fo, &o, d) && pdf.n && keep_bytes(p, it, &pdf, d);
    xml_free(fo);
    buf_free(&pdf);
    return good;
}

static bool add_papers(struct pack *p, struct document *doc, const struct programme_file *f, const char *source, const struct buf *pdf,
                       struct diag_list *d)
{
    struct item it = {.facts = facts_of(p->facts, doc->doc, document_code(doc), p->arena), .pattern = f, .source = arena_strdup(p->arena, source), .of = p->items.n};
    it.folder = folder_of(p, &it, f->folder);
    if (p->o->contents && !(pdf ? keep_bytes(p, &it, pdf, d) : set_papers(p, doc, f, &it, d)))
        return false;
    *VEC_PUSH(p->arena, &p->items) = it;
    return true;
}

const char *pack_annex_label(struct arena *a, const xmlNode *attachment)
{
    const char *title = xml_words_in(a, xml_child(attachment, "title"));
    return *title ? title : arena_strdup(a, xml_attribute(attachment, "kind", ""));
}

static bool add_attachment(struct pack *p, struct document *doc, const struct item *papers, const struct programme_file *f,
                           const xmlNode *n, unsigned count, struct diag_list *d)
{
    const char *file = xml_attribute(n, "file", ""), *dot = strrchr(file, '.');
    const struct paper *paper = papers_find(doc->papers, file);
    struct buf bytes = {0};
    struct loc loc = {.file = doc->file, .line = xml_line(n)};
    if (!paper->path) {
        diag(d, PACKAGE_ATTACHMENT, &loc, file, paper_state_trouble(paper->state));
        return true;
    }
    struct item it = *papers;
    it.pattern = f;
    it.annex = arena_printf(p->arena, "%u", count);
    it.paper = pack_annex_label(p->arena, n);
    it.extension = arena_strdup(p->arena, dot && !strchr(dot, '/') ? dot + 1 : "");
    if (!p->o->contents) /* by which it is looked for */
        it.digest = arena_strdup(p->arena, papers_digest(doc->papers, file));
    bool good = !p->o->contents || (file_read(paper->path, LIMIT_PAPER_BYTES, &bytes, d) && keep_bytes(p, &it, &bytes, d));
    buf_free(&bytes);
    if (good)
        *VEC_PUSH(p->arena, &p->items) = it;
    return good;
}

static bool add_attachments(struct pack *p, struct document *doc, size_t papers, const struct programme_file *f, struct diag_list *d)
{
    const xmlNode *all = xml_child(xmlDocGetRootElement(doc->doc), "attachments");
    unsigned count = 0;
    for (const xmlNode *n = all ? all->children : NULL; n; n = n->next) {
        const struct item of = p->items.v[papers];
        if (xml_is(n, PROPOSAL_NS, "attachment") && *xml_attribute(n, "file", "") && !add_attachment(p, doc, &of, f, n, ++count, d))
            return false;
    }
    return true;
}

bool pack_add(struct pack *p, struct document *doc, const char *source, const struct buf *pdf, struct diag_list *d)
{
    const struct programme_file *files;
    size_t n = programme_files(doc->programme, &files), first = p->items.n;
    char *direction = document_direction(doc);
    bool good = same_programme(p, doc, source, d);
    if (!n)
        good = good && add_papers(p, doc, programme_set_file(doc->programme, direction), source, pdf, d);
    for (size_t i = 0; i < n && good; i++)
        if (files[i].forms && programme_file_of(&files[i], direction))
            good = add_papers(p, doc, &files[i], source, pdf, d);
    for (size_t i = 0; i < n && good && p->items.n > first; i++)
        if (!files[i].forms && programme_file_of(&files[i], direction))
            good = add_attachments(p, doc, first, &files[i], d);
    int64_t filed = document_filed(doc);
    p->instant = filed > p->instant ? filed : p->instant;
    free(direction);
    return good;
}

/* --- names --- */

struct naming {
    const struct item *it;
    const char *number;
};

static const char *named_field(void *arg, const char *field)
{
    const struct naming *n = arg;
    return strcmp(field, "number") ? item_field((void *)n->it, field) : n->number;
}

static void list_files(struct pack *p)
{
    for (size_t i = 0; i < p->items.n; i++) {
        const struct item *it = &p->items.v[i];
        *VEC_PUSH(p->plan->arena, &p->plan->files) = (struct package_file){
            .path = "", .folder = it->folder, .source = it->source, .digest = it->digest, .bytes = it->bytes,
            .facts = it->annex ? NULL : &it->facts,
            .title = it->annex ? "" : fact_value(&it->facts, "title"), .unit = it->annex ? "" : fact_value(&it->facts, "unit"),
        };
    }
}

static void name_files(struct pack *p, struct names *names, struct diag_list *d)
{
    for (size_t i = 0; i < p->items.n; i++) {
        const struct item *it = &p->items.v[i];
        struct package_file *f = &p->plan->files.v[i];
        char number[24];
        snprintf(number, sizeof number, "%zu", p->plan->files.v[it->of].number);
        struct naming n = {it, number};
        struct name_made made = names_make(names, it->pattern->folder, it->pattern->name, named_field, &n);
        f->path = arena_strdup(p->plan->arena, made.path);
        f->full = made.full ? arena_strdup(p->plan->arena, made.full) : NULL;
        if (made.full)
            diag(d, PACKAGE_SHORTENED, &(struct loc){.file = it->source}, made.full, made.path);
        if (made.copy > 1)
            diag(d, PACKAGE_COPY, &(struct loc){.file = it->source}, made.path);
    }
}

const struct package *pack_plan(struct pack *p, struct diag_list *d)
{
    struct names *names = names_new();
    p->plan->across = p->o->across;
    p->plan->start = p->o->start;
    p->plan->checked = p->o->checked;
    if (p->o->submission)
        p->plan->recommender = arena_strdup(p->plan->arena, p->o->submission->recommender);
    list_files(p);
    pack_number(p->plan, p->o, d);
    name_files(p, names, d);
    names_free(names);
    return p->plan;
}

/* --- writing --- */

/* The papers that lie beside the folders: the summary given, and what the submission names. */

static bool add_beside(struct pack *p, struct zip_out *z, const char *label, const char *path, struct diag_list *d)
{
    const char *dot = strrchr(path, '.');
    struct buf name = {0}, bytes = {0};
    struct papers *papers = papers_new(".");
    buf_printf(&name, "%s%s", label, dot && !strchr(dot, '/') ? dot : "");
    struct buf safe = {0};
    name_part(&safe, name.data);
    bool good = file_read(path, LIMIT_PAPER_BYTES, &bytes, d);
    const struct paper *paper = good ? papers_look(papers, path, bytes.data, bytes.n) : NULL;
    if (paper && paper->state != PAPER_OK) {
        diag(d, PACKAGE_BESIDE, NULL, path, paper_state_trouble(paper->state));
        good = false;
    }
    good = good && zip_add(z, safe.data, bytes.data, bytes.n, d);
    if (good) {
        char digest[65];
        sha256_hex(bytes.data, bytes.n, digest);
        *VEC_PUSH(p->plan->arena, &p->plan->files) = (struct package_file){
            .path = arena_strdup(p->plan->arena, safe.data), .folder = "", .title = "", .unit = "",
            .source = arena_strdup(p->plan->arena, path), .digest = arena_strdup(p->plan->arena, digest), .bytes = bytes.n,
        };
    }
    papers_free(papers);
    buf_free(&name);
    buf_free(&safe);
    buf_free(&bytes);
    return good;
}

static const char *summary_title(struct pack *p)
{
    const xmlNode *summary = xml_child(xmlDocGetRootElement(programme_xml(p->programme)), "summary");
    const char *title = xml_words_in(p->arena, xml_child(summary, "title"));
    return *title ? title : programme_title(p->programme);
}

/* The label that the schema of submissions gives a kind of paper. */
static const char *kind_label(struct pack *p, const struct submission *s, const struct submission_paper *paper, struct diag_list *d)
{
    const struct labels *l = programme_submission_labels(p->programme, d);
    for (const xmlNode *n = l ? xmlDocGetRootElement(s->doc)->children : NULL; n; n = n->next) {
        const xmlAttr *kind = xml_is(n, SUBMISSION_NS, "paper") ? xmlHasProp((xmlNodePtr)n, BAD_CAST "kind") : NULL;
        if (kind && !strcmp(xml_attribute(n, "kind", ""), paper->kind)) {
            const char *label = labels_value(l, labels_declaration(l, (const xmlNode *)kind), paper->kind);
            return label ? label : paper->kind;
        }
    }
    return paper->kind;
}

static bool add_all_beside(struct pack *p, struct zip_out *z, struct diag_list *d)
{
    const struct submission *s = p->o->submission;
    bool good = !p->o->sealed || add_beside(p, z, summary_title(p), p->o->sealed, d), summary = p->o->sealed != NULL;
    for (size_t i = 0; s && i < s->papers.n && good; i++) {
        const struct submission_paper *paper = &s->papers.v[i];
        bool is_summary = !strcmp(paper->kind, "summary");
        if (!*paper->file || (is_summary && p->o->sealed))
            continue;
        char *path = submission_paper_path(s, paper, d);
        good = path && add_beside(p, z, is_summary ? summary_title(p) : kind_label(p, s, paper, d), path, d);
        summary = summary || is_summary;
        free(path);
    }
    if (!summary && (programme_stated(p->programme, "summary-none", d) || programme_stated(p->programme, "paper-none", d)))
        diag(d, PACKAGE_NO_SUMMARY, NULL);
    return good;
}

struct entry {
    const struct package_file *file;
    const struct item *item;
    size_t number; /* of its proposal */
};

static int by_place(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    int c = strcmp(x->file->folder, y->file->folder);
    if (!c && x->number != y->number)
        return x->number < y->number ? -1 : 1;
    return c ? c : strcmp(x->file->path, y->file->path);
}

static bool add_waiting(struct pack *p, struct zip_out *z, const struct entry *e, struct diag_list *d)
{
    struct buf bytes = {.data = xmalloc(e->item->bytes + 1), .n = e->item->bytes};
    bool good = fseeko(p->waiting, (off_t)e->item->at, SEEK_SET) == 0 && fread(bytes.data, 1, bytes.n, p->waiting) == bytes.n;
    if (!good)
        diag(d, FILE_READ, NULL, P_tmpdir, file_cause(errno));
    good = good && zip_add(z, e->file->path, bytes.data, bytes.n, d);
    buf_free(&bytes);
    return good;
}

/* Files lie in the archive and in its manifest by folder and number, in whatever order the proposals came. */
static bool add_files(struct pack *p, struct zip_out *z, struct diag_list *d)
{
    size_t n = p->items.n;
    struct entry *all = xcalloc(n + 1, sizeof *all);
    struct package_file *sorted = arena_array(p->plan->arena, n + 1, sizeof *sorted);
    bool good = true;
    for (size_t i = 0; i < n; i++)
        all[i] = (struct entry){&p->plan->files.v[i], &p->items.v[i], p->plan->files.v[p->items.v[i].of].number};
    qsort(all, n, sizeof *all, by_place);
    for (size_t i = 0; i < n && good; i++) {
        good = add_waiting(p, z, &all[i], d);
        sorted[i] = *all[i].file;
    }
    if (n && good)
        memcpy(p->plan->files.v, sorted, n * sizeof *sorted);
    free(all);
    return good;
}

static bool write_manifest(struct pack *p, const char *archive, struct diag_list *d)
{
    struct buf text = {0};
    char *path = package_manifest(archive);
    package_write(p->plan, archive, &text);
    bool good = file_write(path, text.data, text.n, d);
    buf_free(&text);
    free(path);
    return good;
}

bool pack_write(struct pack *p, const char *archive, struct diag_list *d)
{
    int64_t source = session_source_instant(p->session);
    struct zip_out *z = zip_create(archive, source >= 0 ? source : p->instant, d);
    if (!z)
        return false;
    if (!add_files(p, z, d) || !add_all_beside(p, z, d)) {
        zip_abort(z, d);
        return false;
    }
    return zip_finish(z, d) && write_manifest(p, archive, d);
}
