#include "batch/verify_int.h"

#include <libxml/hash.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "base/utf8.h"
#include "batch/carried.h"
#include "batch/name.h"
#include "batch/pack.h"
#include "check/check.h"
#include "xslt/xml.h"

/* --- saying --- */

/* A path as it may be shown: what turns or hides text is U+FFFD. */
static const char *shown(struct arena *a, const char *path)
{
    struct buf b = {0};
    for (const char *s = path, *end = path + strlen(path); s < end;) {
        uint32_t c = utf8_next(&s, end);
        bool hidden = u_charType((UChar32)c) == U_CONTROL_CHAR || u_hasBinaryProperty((UChar32)c, UCHAR_BIDI_CONTROL);
        buf_utf8(&b, hidden ? 0xFFFD : c);
    }
    return buf_keep(&b, a);
}

struct loc verify_loc(struct verifying *v, const char *path)
{
    return (struct loc){.file = path ? arena_printf(v->arena, "%s[%s]", v->archive, shown(v->arena, path)) : v->archive};
}

void verify_report_at(struct verifying *v, const char *about, const struct loc *loc, const char *const *args)
{
    const char *safe[8] = {0};
    for (size_t i = 0; args[i] && i < 7; i++)
        safe[i] = shown(v->arena, args[i]);
    check_stated(v->o->programme, about, loc, safe, v->o->strict, v->d);
}

void verify_report(struct verifying *v, const char *about, const char *path, const char *const *args)
{
    struct loc loc = verify_loc(v, path);
    verify_report_at(v, about, &loc, args);
}

/* --- safe to unpack --- */

static const char *entry_trouble(enum zip_state s)
{
    static const char *const texts[] = {
        [ZIP_ENCRYPTED] = N_("is encrypted; pack it again without a password"),
        [ZIP_METHOD] = N_("is packed in a way that few programs know; pack it again as ordinary ZIP (deflate)"),
        [ZIP_DAMAGED] = N_("is damaged or cut off in the archive; pack it again"),
        [ZIP_TOO_LARGE] = N_("is larger than 64 MiB; scan it at a lower resolution or divide it"),
        [ZIP_BOMB] = N_("would unpack to more than 200 times its size; it is not unpacked"),
    };
    return texts[s];
}

static void check_entry(struct verifying *v, const struct zip_entry *e)
{
    struct loc loc = verify_loc(v, e->name);
    if (e->outside)
        diag(v->d, PACKAGE_OUTSIDE, &loc);
    if (e->link)
        diag(v->d, PACKAGE_LINK, &loc);
    if (e->state != ZIP_OK)
        diag(v->d, PACKAGE_ENTRY, &loc, entry_trouble(e->state));
}

/* Names that are one on Windows and macOS. */
static void check_doubles(struct verifying *v, const struct zip_entry *e, size_t n)
{
    xmlHashTablePtr seen = xmlHashCreate((int)(n < 1000 ? n + 1 : 1000));
    for (size_t i = 0; i < n; i++) {
        char *key = name_key(e[i].name);
        const char *first = xmlHashLookup(seen, (const xmlChar *)key);
        struct loc loc = verify_loc(v, e[i].name);
        if (first)
            diag(v->d, PACKAGE_TWICE, &loc, shown(v->arena, first));
        else if (xmlHashAddEntry(seen, (const xmlChar *)key, (void *)e[i].name) != 0)
            base_die_oom();
        free(key);
    }
    xmlHashFree(seen, NULL);
}

/* --- which files there are --- */

const char *verify_folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_strndup(a, path, (size_t)(slash - path)) : "";
}

/* What macOS, Windows and office programs leave in folders by themselves. */
static bool is_litter(const char *path)
{
    static const char *const names[] = {".DS_Store", "Thumbs.db", "ehthumbs.db", "desktop.ini"};
    const char *name = file_name(path);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0)
            return true;
    return strncmp(path, "__MACOSX/", 9) == 0 || strstr(path, "/__MACOSX/") || strncmp(name, "._", 2) == 0 || strncmp(name, "~$", 2) == 0;
}

/* What the name of the summary has in it; "" when the programme doesn't say. */
static const char *summary_word(struct verifying *v)
{
    return xml_attribute(xml_child(xmlDocGetRootElement(programme_xml(v->o->programme)), "files"), "summary", "");
}

/* How long the name of one folder around all others is, with its /; 0: there is none. A folder that holds files is none, unless
 * the summary is among them, which lies beside the folders. */
static size_t around(const struct zip_entry *const *e, size_t n, const char *summary)
{
    size_t len = n ? strcspn(e[0]->name, "/") + 1 : 0;
    bool deeper = false, files = false, beside = false;
    for (size_t i = 0; i < n; i++) {
        if (strncmp(e[i]->name, e[0]->name, len) || strlen(e[i]->name) < len)
            return 0;
        const char *rest = e[i]->name + len;
        bool here = !e[i]->folder && !strchr(rest, '/');
        files = files || here;
        beside = beside || (here && *summary && strstr(rest, summary));
        deeper = deeper || strchr(rest, '/');
    }
    return deeper && (!files || beside) ? len : 0;
}

static void add_file(struct verifying *v, const struct zip_entry *e, size_t skip)
{
    const char *path = e->name + skip;
    *VEC_PUSH(v->arena, &v->files) = (struct verify_file){
        .entry = e, .path = path, .folder = verify_folder_of(v->arena, path), .name = file_name(path), .title = "", .unit = "",
    };
}

/* Without what is no paper of anybody's. */
static size_t without_litter(struct verifying *v, const struct zip_entry *e, size_t n, const struct zip_entry **out)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        struct loc loc = verify_loc(v, e[i].name);
        if (!is_litter(e[i].name))
            out[kept++] = &e[i];
        else if (!e[i].folder)
            diag(v->d, PACKAGE_LITTER, &loc);
    }
    return kept;
}

static void list_files(struct verifying *v, const struct zip_entry *all, size_t n)
{
    const struct zip_entry **e = arena_alloc(v->arena, (n + 1) * sizeof *e);
    n = without_litter(v, all, n, e);
    size_t skip = around(e, n, summary_word(v));
    if (skip) {
        const char *folder = arena_strndup(v->arena, e[0]->name, skip - 1);
        verify_say(v, "folder-around", folder, folder);
    }
    for (size_t i = 0; i < n; i++)
        if (!e[i]->folder && !e[i]->link && !e[i]->outside)
            add_file(v, e[i], skip);
    if (!n)
        diag(v->d, PACKAGE_EMPTY, &(struct loc){.file = v->archive});
}

/* --- what is in them --- */

static bool is_archive(const char *name)
{
    static const char *const kinds[] = {".zip", ".rar", ".7z", ".tar", ".gz", ".tgz"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (file_has_ending(name, kinds[i]))
            return true;
    return false;
}

static bool paper_is_good(const struct paper *p)
{
    return p && p->state == PAPER_OK;
}

/* Who receives it opens it by its ending. */
static void look_at_ending(struct verifying *v, const struct verify_file *f, const struct loc *loc)
{
    static const struct {
        const char *kind, *ending, *other;
    } kinds[] = {[PAPER_PDF] = {"PDF", ".pdf", ".pdf"}, [PAPER_PNG] = {"PNG", ".png", ".png"}, [PAPER_JPEG] = {"JPEG", ".jpg", ".jpeg"}};
    enum paper_kind k = f->paper->kind;
    if (!file_has_ending(f->name, kinds[k].ending) && !file_has_ending(f->name, kinds[k].other))
        diag(v->d, PACKAGE_ENDING, loc, kinds[k].kind, kinds[k].ending);
}

/* A PDF or picture must open; of other files nobody can say. */
static void look_at_paper(struct verifying *v, struct verify_file *f, struct papers *papers, const struct buf *bytes)
{
    struct loc loc = verify_loc(v, f->entry->name);
    f->paper = papers_look(papers, f->path, bytes->data, bytes->n);
    if (f->paper->state == PAPER_TYPE && file_has_ending(f->name, ".pdf"))
        diag(v->d, PACKAGE_ENTRY, &loc, paper_state_trouble(PAPER_TYPE));
    else if (f->paper->state == PAPER_TYPE && !f->summary) /* that may be a table */
        diag(v->d, PACKAGE_OTHER, &loc);
    else if (f->paper->state != PAPER_OK && f->paper->state != PAPER_TYPE)
        diag(v->d, PACKAGE_ENTRY, &loc, paper_state_trouble(f->paper->state));
    if (paper_is_good(f->paper))
        look_at_ending(v, f, &loc);
}

static const char *field(void *arg, const char *name)
{
    return strcmp(name, "number") ? fact_value(arg, name) : "1";
}

static const char *expanded(struct verifying *v, const char *pattern, struct fact_list *facts)
{
    struct buf b = {0};
    name_expand(&b, pattern, field, facts);
    return buf_keep(&b, v->arena);
}

/* By the record of how the papers were made. */
static const char *digest_of(struct arena *a, const struct json *record, const char *name)
{
    for (const struct json *i = json_items(record, "papers"); i; i = i->next)
        if (!strcmp(json_string(i, "name", ""), name))
            return arena_strdup(a, json_string(i, "sha256", ""));
    return "";
}

static void list_annexes(struct verifying *v, struct verify_own *own, xmlDocPtr proposal, const struct json *record)
{
    const xmlNode *all = xml_child(xmlDocGetRootElement(proposal), "attachments");
    for (const xmlNode *n = all ? all->children : NULL; n; n = n->next) {
        const char *file = xml_is(n, PROPOSAL_NS, "attachment") ? xml_attribute(n, "file", "") : "";
        if (*file)
            *VEC_PUSH(v->arena, &own->annexes) =
                (struct verify_annex){pack_annex_label(v->arena, n), digest_of(v->arena, record, file)};
    }
}

static const struct verify_own *own_of(struct verifying *v, xmlDocPtr proposal, const struct json *record)
{
    const struct programme_file *files;
    size_t n = programme_files(v->o->programme, &files);
    struct fact_list facts = facts_of(v->facts, proposal, NULL, v->arena), *kept = arena_alloc(v->arena, sizeof *kept);
    struct verify_own *own = arena_alloc(v->arena, sizeof *own);
    *kept = facts;
    *own = (struct verify_own){.file = {.title = fact_value(&facts, "title"), .unit = fact_value(&facts, "unit"), .facts = kept,
                                        .folder = v->pattern ? expanded(v, v->pattern->folder, kept) : ""}, .folder = ""};
    for (size_t i = 0; i < n; i++)
        if (!files[i].forms)
            own->folder = expanded(v, files[i].folder, kept);
    list_annexes(v, own, proposal, record);
    return own;
}

/* A form that was set by us carries its proposal. */
static void look_inside(struct verifying *v, struct verify_file *f, const struct buf *bytes)
{
    struct carried in;
    carried_read(&in, bytes);
    struct diag_list *quiet = diag_list_new();
    xmlDocPtr doc = in.proposal ? xml_parse(in.proposal->data, in.proposal->n, f->path, quiet) : NULL;
    struct loc loc = verify_loc(v, f->entry->name);
    if (doc && !strcmp(check_programme_of(doc, f->path, quiet), programme_id(v->o->programme)))
        f->inside = own_of(v, doc, in.record);
    if (f->inside && json_true(in.record, "draft")) /* by its record of how it was made */
        diag(v->d, PACKAGE_DRAFT, &loc);
    xml_free(doc);
    carried_free(&in);
    diag_list_free(quiet);
}

static void read_file(struct verifying *v, struct verify_file *f, struct papers *papers)
{
    struct buf bytes = {0};
    enum zip_state state = zip_read(v->zip, f->entry, &bytes);
    struct loc loc = verify_loc(v, f->entry->name);
    char digest[65];
    if (state != ZIP_OK) {
        if (f->entry->state == ZIP_OK) /* else it was said */
            diag(v->d, PACKAGE_ENTRY, &loc, entry_trouble(state));
        return;
    }
    sha256_hex(bytes.data, bytes.n, digest);
    f->digest = arena_strdup(v->arena, digest);
    if (is_archive(f->name))
        verify_say(v, "archive-nested", f->entry->name, f->path);
    else
        look_at_paper(v, f, papers, &bytes);
    if (paper_is_good(f->paper) && f->paper->kind == PAPER_PDF)
        look_inside(v, f, &bytes);
    buf_free(&bytes);
}

/* --- all --- */

static const struct programme_file *papers_pattern(struct programme *p)
{
    const struct programme_file *files;
    size_t n = programme_files(p, &files);
    for (size_t i = 0; i < n; i++)
        if (files[i].forms)
            return &files[i];
    return NULL;
}

static void mark_summary(struct verifying *v)
{
    const char *word = summary_word(v);
    for (size_t i = 0; i < v->files.n && *word; i++)
        v->files.v[i].summary = !*v->files.v[i].folder && strstr(v->files.v[i].name, word);
}

static void judge(struct verifying *v)
{
    const struct zip_entry *e;
    size_t n = zip_entries(v->zip, &e);
    struct papers *papers = papers_new(".");
    for (size_t i = 0; i < n; i++)
        check_entry(v, &e[i]);
    check_doubles(v, e, n);
    list_files(v, e, n);
    mark_summary(v);
    verify_mark_beside(v);
    for (size_t i = 0; i < v->files.n; i++)
        read_file(v, &v->files.v[i], papers);
    verify_names(v);
    verify_annexes(v);
    verify_numbers(v);
    verify_summary(v);
    if (v->o->archives > 1)
        verify_say(v, "archives", NULL, arena_printf(v->arena, "%zu", v->o->archives));
    papers_free(papers);
}

bool verify(const char *archive, const struct verify_options *o, struct diag_list *d)
{
    struct zip *z = zip_open(archive, d);
    struct facts *facts = z ? facts_new(o->programme, d) : NULL;
    struct verifying v = {.archive = archive, .zip = z, .o = o, .d = d, .facts = facts, .pattern = papers_pattern(o->programme)};
    if (facts) {
        v.arena = arena_new();
        judge(&v);
        arena_free(v.arena);
    }
    facts_free(facts);
    zip_close(z);
    return facts != NULL;
}
