#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "cli/emit.h"
#include "cli/join.h"
#include "cli/proposal.h"
#include "cli/set.h"
#include "xslt/xml.h"
#include "xslt/xslt.h"

/* False when the proposal must not be set: it could not be judged, or has errors and nobody asked for a draft. */
static enum cli_status check_first(struct cli *c, struct cli_proposal *p)
{
    if (cli_value(c, OPT_NO_CHECK))
        return CLI_OK;
    if (!cli_proposal_check(p, c, c->diag))
        return CLI_FAILED;
    bool errors = cli_status_of(c->diag) != CLI_OK;
    enum cli_status status = cli_flush(c);
    if (!errors || cli_value(c, OPT_DRAFT))
        return status == CLI_FAILED ? status : CLI_OK;
    diag(c->diag, CLI_REFUSED, NULL, p->file);
    return CLI_CONTENT;
}

static void no_such_form(struct cli *c, struct programme *p, const char *name)
{
    const struct programme_form *forms;
    size_t n = programme_forms(p, &forms);
    struct buf names = {0};
    for (size_t i = 0; i < n; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", forms[i].name);
    diag(c->diag, CLI_FORM, NULL, name, programme_id(p), names.data ? names.data : "");
    buf_free(&names);
}

static const struct programme_form *find_form(struct cli *c, struct cli_proposal *p, const char *name)
{
    const struct programme_form *forms, *found = NULL;
    size_t n = programme_forms(p->programme, &forms);
    for (size_t i = 0; i < n && !found; i++)
        found = strcmp(forms[i].name, name) == 0 ? &forms[i] : NULL;
    if (!found) {
        no_such_form(c, p->programme, name);
        return NULL;
    }
    char *direction = cli_proposal_direction(p);
    if (!programme_form_of(found, direction)) {
        diag(c->diag, CLI_FORM_DIRECTION, NULL, name, found->directions, direction);
        found = NULL;
    }
    free(direction);
    return found;
}

static xmlDocPtr transform(struct cli *c, struct cli_proposal *p, const struct programme_form *f)
{
    struct xslt *x = programme_stylesheet(p->programme, f, c->diag);
    return x ? xslt_run(x, p->doc, p->file, p->papers, NULL, c->diag) : NULL;
}

/* One form, or all that proposals of its direction have, joined; NULL when a stylesheet fails (reported). */
static xmlDocPtr make_fo(struct cli *c, struct cli_proposal *p, const struct programme_form *only)
{
    if (only)
        return transform(c, p, only);
    const struct programme_form *forms;
    size_t n = programme_forms(p->programme, &forms), done = 0;
    char *direction = cli_proposal_direction(p);
    xmlDocPtr *parts = xcalloc(n, sizeof *parts);
    bool good = true;
    for (size_t i = 0; i < n && good; i++) {
        if (!programme_form_of(&forms[i], direction))
            continue;
        good = (parts[done] = transform(c, p, &forms[i])) != NULL;
        done += good;
    }
    xmlDocPtr joined = good && done ? cli_join(parts, done) : NULL;
    for (size_t i = 0; i < done; i++)
        xml_free(parts[i]);
    free(parts);
    free(direction);
    return joined;
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

static enum cli_status set_pages(struct cli *c, struct cli_proposal *p, const struct programme_form *form, xmlDocPtr doc)
{
    const char *given = cli_value(c, OPT_OUTPUT);
    char *named = given || cli_value(c, OPT_EMIT) ? xstrdup(given ? given : "-")
                                                  : cli_output_name(p->file, form ? form->name : NULL);
    char *title = cli_proposal_title(p, form ? form->title : programme_title(p->programme));
    const char *roots[LIMIT_PACK_CHAIN + 3] = {p->folder};
    const char *const *packs = programme_roots(p->programme);
    for (size_t i = 0; packs[i]; i++)
        roots[i + 1] = packs[i];
    struct cli_setting s = {
        .fo = fo_open_tree(doc, p->file, c->diag), .folder = p->folder, .roots = roots, .papers = p->papers, .output = named,
        .title = title, .created = cli_proposal_filed(p), .tolerant = cli_value(c, OPT_DRAFT) != NULL,
    };
    enum cli_status status = s.fo ? cli_set(c, &s) : CLI_FAILED;
    fo_close(s.fo);
    cli_proposal_name_fields(p, c->diag);
    free(title);
    free(named);
    return status;
}

static enum cli_status render(struct cli *c, struct cli_proposal *p)
{
    const char *name = cli_value(c, OPT_FORM), *emit = cli_value(c, OPT_EMIT);
    const struct programme_form *form = name ? find_form(c, p, name) : NULL;
    if (name && !form)
        return CLI_FAILED;
    enum cli_status status = check_first(c, p);
    if (status != CLI_OK)
        return status;
    xmlDocPtr doc = make_fo(c, p, form);
    if (!doc)
        return CLI_FAILED;
    status = emit && strcmp(emit, "fo") == 0 ? emit_fo(c, doc, p->file) : set_pages(c, p, form, doc);
    xml_free(doc);
    if (status != CLI_CONTENT)
        return status;
    if (cli_value(c, OPT_DRAFT)) /* what was asked for was written */
        return CLI_OK;
    cli_flush(c);
    diag(c->diag, CLI_NOT_SET, NULL, p->file);
    return CLI_CONTENT;
}

enum cli_status cli_render(struct cli *c)
{
    struct cli_proposal p;
    enum cli_status status = cli_proposal_open(&p, c, c->args.operands[0]) ? render(c, &p) : CLI_FAILED;
    cli_proposal_close(&p);
    return status;
}
