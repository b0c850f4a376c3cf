#include "cli/proposal.h"

#include "base/limits.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "xslt/date.h"
#include "xslt/xml.h"

static bool use_list(struct cli *c, struct programme *p, const char *value)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value || !equals[1]) {
        diag(c->diag, CLI_LIST_VALUE, NULL, value);
        return false;
    }
    char *name = xstrdup(value);
    name[equals - value] = '\0';
    bool ok = programme_set_list(p, name, equals + 1, c->diag);
    free(name);
    return ok;
}

struct programme *cli_programme(struct cli *c, const char *id)
{
    struct programme_options o = {.site = cli_value(c, OPT_SITE), .layers = c->args.layers};
    struct programme *p = programme_load_with(c->packs, id, &o, c->diag);
    bool ok = p != NULL;
    for (size_t i = 0; ok && i < c->args.table_count; i++)
        ok = use_list(c, p, c->args.tables[i]);
    if (ok)
        return p;
    programme_free(p);
    return NULL;
}

bool cli_proposal_open(struct cli_proposal *p, struct cli *c, const char *file)
{
    *p = (struct cli_proposal){.file = file, .folder = file_folder(file)};
    p->papers = papers_new(p->folder);
    if (file_read(file, LIMIT_INPUT_BYTES, &p->bytes, c->diag))
        p->doc = xml_parse(p->bytes.data ? p->bytes.data : "", p->bytes.n, file, c->diag);
    const char *id = p->doc ? check_programme_of(p->doc, file, c->diag) : "";
    p->programme = *id ? cli_programme(c, id) : NULL;
    return p->programme != NULL;
}

void cli_proposal_close(struct cli_proposal *p)
{
    programme_free(p->programme);
    xml_free(p->doc);
    papers_free(p->papers);
    buf_free(&p->bytes);
    free(p->folder);
    *p = (struct cli_proposal){0};
}

bool cli_proposal_check(struct cli_proposal *p, struct cli *c, struct diag_list *out)
{
    const char *as_of = cli_value(c, OPT_AS_OF);
    struct date ignored;
    int64_t source;
    char source_date[26];
    if (as_of && !date_parse(as_of, &ignored)) {
        diag(c->diag, CLI_DATE, NULL, as_of);
        return false;
    }
    if (!cli_source_date(c, &source))
        return false;
    struct check_options o = {.as_of = as_of, .strict = cli_value(c, OPT_STRICT) != NULL, .papers = p->papers, .tally = p->tally};
    if (source >= 0 && date_of_instant(source, source_date))
        o.source_date = source_date;
    return check_proposal(p->programme, p->doc, p->file, &o, out);
}

char *cli_proposal_direction(const struct cli_proposal *p)
{
    xmlChar *said = xmlGetNoNsProp(xmlDocGetRootElement(p->doc), BAD_CAST "direction");
    const char *s = said ? (const char *)said : "";
    s += strspn(s, " \t\r\n");
    char *direction = xstrdup(s);
    direction[strcspn(direction, " \t\r\n")] = '\0';
    xmlFree(said);
    return direction;
}

bool cli_source_date(struct cli *c, int64_t *seconds)
{
    const char *s = getenv("SOURCE_DATE_EPOCH");
    *seconds = -1;
    if (!s || !*s)
        return true;
    if (strlen(s) > 12 || strspn(s, "0123456789") != strlen(s)) {
        diag(c->diag, CLI_SOURCE_DATE, NULL, s);
        return false;
    }
    *seconds = strtoll(s, NULL, 10);
    return true;
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0)
            return n;
    return NULL;
}

int64_t cli_proposal_filed(const struct cli_proposal *p)
{
    const xmlNode *filing = child(xmlDocGetRootElement(p->doc), "filing");
    xmlChar *at = filing ? xmlGetNoNsProp(filing, BAD_CAST "submittedAt") : NULL;
    struct date filed = {.instant = -1};
    if (at && !date_parse((const char *)at, &filed))
        filed.instant = -1;
    xmlFree(at);
    return filed.instant;
}

char *cli_proposal_title(const struct cli_proposal *p, const char *paper)
{
    const xmlNode *title = child(xmlDocGetRootElement(p->doc), "title");
    xmlChar *text = title ? xmlNodeGetContent(title) : NULL;
    struct buf b = {0};
    buf_puts(&b, paper);
    for (const char *s = (const char *)text; s && *s;) {
        s += strspn(s, " \t\r\n");
        size_t n = strcspn(s, " \t\r\n");
        if (n)
            buf_puts(&b, b.n == strlen(paper) ? "：" : " ");
        buf_add(&b, s, n);
        s += n;
    }
    xmlFree(text);
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

static void add_labels(const struct cli_proposal *p, const xmlNode *n, struct buf *out, unsigned depth)
{
    if (!n->parent || n->parent->type != XML_ELEMENT_NODE || depth >= LIMIT_DEPTH)
        return; /* the root is no field */
    add_labels(p, n->parent, out, depth + 1);
    const char *label = programme_label_of(p->programme, n);
    if (label)
        buf_printf(out, "%s%s", out->n ? " / " : "", label);
}

void cli_proposal_name_fields(const struct cli_proposal *p, struct diag_list *d)
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
