/* opinion.c - check --format pdf: the 形式审查意见表 of one proposal or several, in one file. */
#include "check/opinion.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/sha256.h"
#include "batch/document.h"
#include "batch/join.h"
#include "batch/typeset.h"
#include "cli/check.h"
#include "xslt/xml.h"

struct opinions {
    struct cli *c;
    xmlDocPtr *parts;
    size_t n;
    int64_t filed; /* of the first; -1: unknown */
};

/* The pages of one proposal; NULL when the pack's stylesheet fails (reported). */
static xmlDocPtr make_pages(struct opinions *o, const struct document *p, const struct diag_list *findings)
{
    struct cli *c = o->c;
    char digest[65], prefix[32];
    snprintf(prefix, sizeof prefix, "opinion%zu", o->n + 1);
    sha256_hex(p->bytes.data ? p->bytes.data : "", p->bytes.n, digest);
    struct opinion_facts facts = {
        .file = p->file, .digest = digest, .program = "shenbao " SHENBAO_VERSION,
        .strict = cli_value(c, OPT_STRICT) != NULL, .full = cli_value(c, OPT_ALL_RULES) != NULL, .lists = c->args.tables,
    };
    const struct xslt_param params[] = {{"prefix", prefix}, {NULL, NULL}};
    xmlDocPtr data = opinion_make(p->programme, p->doc, &facts, p->tally, findings, session_chinese(c->session));
    struct xslt *x = programme_paper(p->programme, "opinion.xsl", c->diag);
    xmlDocPtr pages = x ? xslt_run(x, data, p->file, p->papers, params, c->diag) : NULL;
    xml_free(data);
    return pages;
}

static enum cli_status add_one(struct opinions *o, const char *file)
{
    struct document p = {0};
    struct diag_list *findings = diag_list_new();
    enum cli_status status = CLI_FAILED;
    struct session *s = cli_session(o->c);
    bool open = s && document_open(&p, s, file, o->c->diag);
    p.tally = opinion_tally_new();
    if (open && document_check(&p, findings)) {
        xmlDocPtr pages = make_pages(o, &p, findings);
        status = pages ? cli_status_of(findings) : CLI_FAILED;
        if (pages && !o->n)
            o->filed = document_filed(&p);
        if (pages)
            o->parts[o->n++] = pages;
    } else {
        diag_list_append(o->c->diag, findings);
    }
    enum cli_status reported = cli_flush(o->c);
    diag_list_free(findings);
    opinion_tally_free(p.tally);
    document_close(&p);
    return reported > status ? reported : status;
}

static enum cli_status set_pages(struct opinions *o)
{
    struct cli *c = o->c;
    const char *given = cli_value(c, OPT_OUTPUT), *first = c->args.operands[0];
    static const char *const roots[] = {NULL};
    xmlDocPtr doc = join_forms(o->parts, o->n);
    char *named = given ? xstrdup(given) : cli_output_name(first, "opinion");
    struct typeset_job job = {
        .fo = fo_open_tree(doc, first, c->diag), .folder = ".", .roots = roots, .output = named, .title = "形式审查意见表",
        .created = o->filed,
    };
    bool ok = job.fo && typeset(c->session, &job, c->diag);
    fo_close(job.fo);
    free(named);
    xml_free(doc);
    return ok ? cli_status_of(c->diag) : CLI_FAILED;
}

enum cli_status cli_opinions(struct cli *c)
{
    size_t n = c->args.operand_count;
    struct opinions o = {.c = c, .parts = xcalloc(n, sizeof(xmlDocPtr)), .filed = -1};
    enum cli_status status = CLI_OK;
    for (size_t i = 0; i < n; i++) {
        enum cli_status one = add_one(&o, c->args.operands[i]);
        status = one > status ? one : status;
    }
    enum cli_status set = o.n ? set_pages(&o) : CLI_OK;
    for (size_t i = 0; i < o.n; i++)
        xml_free(o.parts[i]);
    free(o.parts);
    return set > status ? set : status;
}
