#include "batch/summary_form.h"

#include <string.h>

#include "base/wire.h"
#include "batch/apart.h"
#include "batch/inside.h"
#include "batch/summary_sheet.h"
#include "batch/typeset.h"
#include "fo/fo.h"
#include "programme/merge.h"
#include "xslt/date.h"
#include "xslt/xml.h"

/* What the reader asks for while pages are made. */
struct rows {
    const struct summary *summary;
    const char *name; /* of the output, for messages */
    struct xslt *form;
    struct diag_list *d;
    struct apart *apart; /* makes the next chunk while this one is set; NULL: none does */
    size_t asked;        /* the chunk that the open question is about */
};

static xmlDocPtr make_rows(const struct rows *r, size_t i, struct diag_list *d)
{
    xmlDocPtr chunk = summary_chunk(r->summary, i);
    xmlDocPtr fo = chunk ? xslt_run(r->form, chunk, r->name, NULL, NULL, d) : NULL;
    xml_free(chunk);
    return fo;
}

/* In the other process. */
static void work(void *arg, const struct buf *task, struct buf *reply)
{
    struct wire w = {.at = task->data, .end = task->data + task->n};
    struct diag_list *d = diag_list_new();
    struct buf packed = {0};
    xmlDocPtr fo = make_rows(arg, (size_t)wire_number(&w), d);
    if (fo)
        fo_pack(&packed, fo);
    wire_put_findings(reply, d);
    wire_put_bytes(reply, fo ? packed.data ? packed.data : "" : NULL, packed.n);
    xml_free(fo);
    buf_free(&packed);
    diag_list_free(d);
}

static bool ask(struct rows *r, size_t i)
{
    struct buf task = {0};
    wire_put_number(&task, i);
    bool asked = apart_ask(r->apart, &task);
    r->asked = i;
    buf_free(&task);
    return asked;
}

/* What the other process made; it goes on with the next chunk at once. */
static bool take_rows(struct rows *r, size_t i, struct fo_part *out)
{
    struct buf reply = {0}, packed = {0};
    bool good = apart_answer(r->apart, &reply);
    struct wire w = {.at = reply.data, .end = buf_end(&reply)};
    const char *bytes = NULL;
    size_t n = 0;
    if (good) {
        wire_findings(&w, r->d);
        bytes = wire_bytes(&w, &n);
    }
    if (w.broken)
        apart_refuse(r->apart);
    if (bytes)
        buf_add(&packed, bytes, n);
    good = bytes && ask(r, i + 1);
    buf_free(&reply);
    if (!good)
        buf_free(&packed);
    *out = (struct fo_part){.packed = packed.data, .packed_n = packed.n};
    return good;
}

static bool next_rows(void *ctx, size_t i, struct fo_part *out)
{
    struct rows *r = ctx;
    if (!r->apart) {
        *out = (struct fo_part){.tree = make_rows(r, i, r->d)};
        return out->tree != NULL;
    }
    if (apart_open(r->apart) && r->asked != i) { /* pages are made once more */
        struct buf reply;
        apart_answer(r->apart, &reply);
        buf_free(&reply);
    }
    return (apart_open(r->apart) || ask(r, i)) && take_rows(r, i, out);
}

static bool give_rows(void *arg, struct pdf_files *out)
{
    *out = (struct pdf_files){arg, 1};
    return true;
}

static int64_t filled_on(const struct summary_paper *paper)
{
    struct date on;
    return date_parse(paper->date, &on) ? on.instant : -1;
}

static bool set_pages(struct session *session, const struct summary *s, xmlDocPtr frame, struct rows *rows, int64_t created,
                      const struct summary_output *o, struct diag_list *d)
{
    const char *const *packs = programme_roots(s->programme);
    struct buf csv = {0};
    if (!o->form && !o->areas)
        summary_csv_text(s, &csv);
    struct pdf_file carried = {.name = INSIDE_SUMMARY, .mime = "text/csv", .relation = "Data", .description = "汇总表各行",
                               .data = csv.data, .n = csv.n};
    struct typeset_job job = {
        .fo = fo_open_parts(frame, o->path, next_rows, rows, d), .folder = programme_path(s->programme), .roots = packs,
        .output = o->path, .title = s->title, .created = created, .tolerant = o->tolerant, .areas = o->areas, .beside = true,
        .files = csv.n ? give_rows : NULL, .files_arg = &carried,
    };
    size_t before = diag_list_count(d);
    bool ok = job.fo && typeset(session, &job, d);
    fo_close(job.fo);
    buf_free(&csv);
    if (!session_options(session)->verbose) /* narrow columns are the rule here */
        diag_list_drop(d, before, DIAG_FIT_USED);
    return ok;
}

/* The stylesheet of a letter that the pack has (summary/form); NULL (reported): there is none of that name. */
static const char *letter(const struct summary *s, const char *name, struct diag_list *d)
{
    const xmlNode *table = xml_child(xmlDocGetRootElement(programme_xml(s->programme)), "summary");
    struct buf names = {0};
    for (const xmlNode *n = table ? table->children : NULL; n; n = n->next) {
        if (!xml_is(n, PROGRAMME_NS, "form"))
            continue;
        const char *own = xml_attribute(n, "name", "");
        if (!strcmp(own, name)) {
            buf_free(&names);
            return xml_attribute(n, "stylesheet", "");
        }
        buf_printf(&names, "%s%s", names.n ? ", " : "", own);
    }
    diag(d, CLI_FORM, NULL, name, programme_id(s->programme), names.data ? names.data : "-");
    buf_free(&names);
    return NULL;
}

static struct xslt *stylesheet(const struct summary *s, const char *form, struct diag_list *d)
{
    const char *file = form ? letter(s, form, d) : "summary.xsl";
    return file ? programme_paper(s->programme, file, d) : NULL;
}

static xmlNodePtr place_of_rows(xmlNodePtr n)
{
    for (; n; n = n->next) {
        if (xml_is(n, FO_PARTS, NULL))
            return n;
        xmlNodePtr below = place_of_rows(n->children);
        if (below)
            return below;
    }
    return NULL;
}

xmlDocPtr summary_fo(const struct summary *s, const struct summary_paper *paper, const char *form, struct diag_list *d)
{
    struct rows rows = {.summary = s, .name = programme_id(s->programme), .form = stylesheet(s, form, d), .d = d};
    xmlDocPtr tree = rows.form ? summary_frame(s, paper) : NULL;
    xmlDocPtr frame = tree ? xslt_run(rows.form, tree, rows.name, NULL, NULL, d) : NULL, part;
    xmlNodePtr place = frame ? place_of_rows(xmlDocGetRootElement(frame)) : NULL;
    for (size_t i = 0; place && (part = make_rows(&rows, i, d)); i++) {
        for (xmlNodePtr n = xmlDocGetRootElement(part)->children; n; n = n->next)
            xmlAddPrevSibling(place, xmlDocCopyNode(n, frame, 1));
        xml_free(part);
    }
    if (place) {
        xmlUnlinkNode(place);
        xmlFreeNode(place);
    }
    xml_free(tree);
    return frame;
}

bool summary_set(struct session *session, const struct summary *s, const struct summary_paper *paper,
                 const struct summary_output *o, struct diag_list *d)
{
    struct rows rows = {.summary = s, .name = o->path, .form = stylesheet(s, o->form, d), .d = d};
    xmlDocPtr tree = rows.form ? summary_frame(s, paper) : NULL;
    xmlDocPtr frame = tree ? xslt_run(rows.form, tree, o->path, NULL, NULL, d) : NULL;
    bool shared = session_options(session)->processors > 1 && s->rows.n > 2 * SUMMARY_CHUNK;
    rows.apart = frame && shared ? apart_new(1, APART_WRITES_NOTHING, work, &rows, d) : NULL;
    session_ahead(session);
    if (rows.apart)
        ask(&rows, 0);
    bool ok = frame && set_pages(session, s, frame, &rows, filled_on(paper), o, d);
    apart_free(rows.apart);
    xml_free(frame);
    xml_free(tree);
    return ok;
}
