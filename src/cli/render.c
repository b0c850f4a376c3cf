#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "batch/judge.h"
#include "cli/emit.h"
#include "xslt/xml.h"

/* Not OK when the proposal must not be set: it could not be judged, or has errors and nobody asked for a draft. */
static enum cli_status tell_findings(struct cli *c, struct judge *j)
{
    bool good = judge_end(j);
    diag_list_append(c->diag, j->findings);
    if (!good)
        return CLI_FAILED;
    bool errors = cli_status_of(c->diag) != CLI_OK;
    enum cli_status status = cli_flush(c);
    if (!errors || cli_value(c, OPT_DRAFT))
        return status == CLI_FAILED ? status : CLI_OK;
    diag(c->diag, CLI_REFUSED, NULL, j->document->file);
    return CLI_CONTENT;
}

/* The formatting objects, made while the proposal is checked; what they complain about matters only if they are to be set. */
static enum cli_status check_and_transform(struct cli *c, struct document *p, const struct programme_form *form,
                                           struct diag_list *findings, xmlDocPtr *doc)
{
    struct diag_list *d = diag_list_new();
    struct judge j;
    judge_begin(&j, p, findings);
    session_ahead(p->session);
    *doc = document_fo(p, form, NULL, d);
    enum cli_status status = tell_findings(c, &j);
    judge_free(&j);
    if (status == CLI_OK)
        diag_list_append(c->diag, d);
    diag_list_free(d);
    return status;
}

/* The printed tree names the proposal, so that lines in it still mean something when it is set on its own. */
static void name_source(xmlDocPtr doc, const char *file)
{
    static const xmlChar uri[] = "urn:shenbao:location";
    xmlNodePtr root = xmlDocGetRootElement(doc);
    xmlNsPtr ns = xmlSearchNsByHref(doc, root, uri);
    if (!ns)
        ns = xmlNewNs(root, uri, BAD_CAST "loc");
    xmlSetNsProp(root, ns, BAD_CAST "file", BAD_CAST file);
}

static enum cli_status emit_fo(struct cli *c, xmlDocPtr doc, const char *file)
{
    struct buf out = {0};
    name_source(doc, file);
    cli_emit_fo(&out, doc);
    bool ok = cli_write(c, &out);
    buf_free(&out);
    return ok ? CLI_OK : CLI_FAILED;
}

static enum cli_status set_pages(struct cli *c, struct document *p, const struct programme_form *form, xmlDocPtr doc)
{
    const char *given = cli_value(c, OPT_OUTPUT);
    bool areas = cli_value(c, OPT_EMIT) != NULL; /* fo was printed before */
    char *named = given || areas ? xstrdup(given ? given : "-") : cli_output_name(p->file, form ? form->name : NULL);
    struct document_output o = {
        .path = named, .form = form, .tolerant = cli_value(c, OPT_DRAFT) != NULL, .areas = areas, .beside = true,
    };
    bool ok = document_set(p, doc, &o, c->diag);
    free(named);
    return ok ? cli_status_of(c->diag) : CLI_FAILED;
}

static enum cli_status set(struct cli *c, struct document *p, const struct programme_form *form, xmlDocPtr doc)
{
    const char *emit = cli_value(c, OPT_EMIT);
    enum cli_status status = emit && strcmp(emit, "fo") == 0 ? emit_fo(c, doc, p->file) : set_pages(c, p, form, doc);
    if (status != CLI_CONTENT)
        return status;
    if (cli_value(c, OPT_DRAFT)) /* what was asked for was written */
        return CLI_OK;
    cli_flush(c);
    diag(c->diag, CLI_NOT_SET, NULL, p->file);
    return CLI_CONTENT;
}

/* findings: NULL when nothing is to be checked. */
static enum cli_status render(struct cli *c, struct document *p, struct diag_list *findings)
{
    const char *name = cli_value(c, OPT_FORM);
    const struct programme_form *form = name ? document_form(p, name, c->diag) : NULL;
    if (name && !form)
        return CLI_FAILED;
    xmlDocPtr doc = findings ? NULL : document_fo(p, form, NULL, c->diag);
    enum cli_status status = findings ? check_and_transform(c, p, form, findings, &doc) : CLI_OK;
    if (status == CLI_OK)
        status = doc ? set(c, p, form, doc) : CLI_FAILED;
    cli_leave(c, status);
    xml_free(doc);
    return status;
}

enum cli_status cli_render(struct cli *c)
{
    struct session *s = cli_session(c);
    struct document p = {0};
    bool open = s && document_open(&p, s, c->args.operands[0], c->diag);
    struct diag_list *findings = cli_value(c, OPT_NO_CHECK) ? NULL : diag_list_new();
    enum cli_status status = open ? render(c, &p, findings) : CLI_FAILED;
    diag_list_free(findings);
    document_close(&p);
    return status;
}
