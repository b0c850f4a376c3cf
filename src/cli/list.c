#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "cli/pack.h"
#include "cli/proposal.h"
#include "programme/programme.h"

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent->children; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0)
            return n;
    return NULL;
}

/* The text of an element with white space collapsed; false when there is none. */
static bool add_text(struct buf *out, const xmlNode *n)
{
    xmlChar *text = n ? xmlNodeGetContent(n) : NULL;
    size_t before = out->n;
    for (const char *s = (const char *)text; s && *s;) {
        s += strspn(s, " \t\r\n");
        size_t len = strcspn(s, " \t\r\n");
        if (len && out->n > before)
            buf_putc(out, ' ');
        buf_add(out, s, len);
        s += len;
    }
    xmlFree(text);
    return out->n > before;
}

/* What a notice says of a direction: elements of programme.xml and their headings. */
static const struct {
    const char *element, *heading;
} facts[] = {
    {"money", N_("money: ")},
    {"period", N_("period: ")},
    {"deadline", N_("deadline: ")},
};

static const struct {
    const char *value, *text;
} words[] = {
    {"form", N_("form")},
    {"appendix", N_("appendix")},
    {"official", N_("laid out by the notice")},
    {"reconstructed", N_("reconstructed from the notice")},
    {"proposed", N_("proposed by us")},
    {"draft", N_("draft for comment")},
};

static const char *word(const char *value, const struct i18n *lang)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (value && strcmp(words[i].value, value) == 0)
            return i18n_text(lang, words[i].text);
    return value ? value : "";
}

static const xmlNode *direction_node(struct programme *p, const char *id)
{
    const xmlNode *all = child(xmlDocGetRootElement(programme_xml(p)), "directions");
    for (const xmlNode *n = all ? all->children : NULL; n; n = n->next) {
        xmlChar *own = n->type == XML_ELEMENT_NODE ? xmlGetNoNsProp(n, BAD_CAST "id") : NULL;
        bool found = own && strcmp((const char *)own, id) == 0;
        xmlFree(own);
        if (found)
            return n;
    }
    return NULL;
}

static void add_directions(struct buf *out, struct programme *p, bool with_facts, const struct i18n *lang)
{
    const struct programme_direction *d;
    size_t n = programme_directions(p, &d);
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "  %s/%s  %s\n", programme_id(p), d[i].id, d[i].title);
        const xmlNode *node = with_facts ? direction_node(p, d[i].id) : NULL;
        for (size_t k = 0; node && k < sizeof facts / sizeof *facts; k++) {
            buf_printf(out, "    %s", i18n_text(lang, facts[k].heading));
            if (!add_text(out, child(node, facts[k].element)))
                buf_puts(out, i18n_text(lang, "the notice states none"));
            buf_putc(out, '\n');
        }
    }
}

static void add_forms(struct buf *out, struct programme *p, const struct i18n *lang)
{
    const struct programme_form *f;
    size_t n = programme_forms(p, &f);
    buf_printf(out, "  %s\n", i18n_text(lang, "Forms:"));
    const char *comma = i18n_text(lang, ", ");
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "    %s  %s%s%s%s%s", f[i].name, f[i].title, i18n_text(lang, " ("), word(f[i].role, lang), comma,
                   word(f[i].status, lang));
        if (f[i].submitted)
            buf_printf(out, "%s%s", comma, i18n_text(lang, "part of the file to hand in"));
        buf_printf(out, "%s", i18n_text(lang, ")"));
        if (f[i].directions)
            buf_printf(out, "%s%s", i18n_text(lang, " for directions "), f[i].directions);
        buf_putc(out, '\n');
    }
}

/* Who called for proposals, in which document. */
static void add_source(struct buf *out, struct programme *p, const struct i18n *lang)
{
    const xmlNode *root = xmlDocGetRootElement(programme_xml(p)), *source = child(root, "source");
    buf_puts(out, "  ");
    if (add_text(out, child(root, "issuer")))
        buf_puts(out, i18n_text(lang, ": "));
    if (source)
        add_text(out, child(source, "title"));
    xmlChar *status = source ? xmlGetNoNsProp(source, BAD_CAST "status") : NULL;
    if (status && strcmp((const char *)status, "formal") != 0)
        buf_printf(out, "%s%s%s", i18n_text(lang, " ("), word((const char *)status, lang), i18n_text(lang, ")"));
    xmlFree(status);
    buf_putc(out, '\n');
}

static bool add_programme(struct cli *c, struct buf *out, const char *id, bool whole)
{
    struct programme *p = cli_programme(c, id);
    if (!p)
        return false;
    buf_printf(out, "%s  %s\n", programme_id(p), programme_title(p));
    if (whole)
        add_source(out, p, c->lang);
    add_directions(out, p, whole, c->lang);
    if (whole)
        add_forms(out, p, c->lang);
    programme_free(p);
    return true;
}

enum cli_status cli_list(struct cli *c)
{
    const char *format = cli_value(c, OPT_FORMAT);
    if (format && strcmp(format, "pdf") == 0) { /* a review of a proposal */
        diag(c->diag, CLI_CHOICE, NULL, "--format", format, "text json svrl");
        return CLI_FAILED;
    }
    if (cli_value(c, OPT_AUDIT))
        return cli_audit(c);
    if (cli_value(c, OPT_DIFF))
        return cli_diff(c);
    struct buf out = {0};
    bool ok = true;
    if (c->args.operand_count) {
        ok = add_programme(c, &out, c->args.operands[0], true);
    } else {
        char **ids = programme_ids(c->packs, c->diag);
        for (size_t i = 0; ids && ids[i]; i++)
            ok = add_programme(c, &out, ids[i], false) && ok;
        ok = ids && ok;
        free(ids);
    }
    if (out.n)
        ok = cli_write(c, &out) && ok;
    buf_free(&out);
    return ok ? CLI_OK : CLI_FAILED;
}
