#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

#include "base/columns.h"
#include "cli/list.h"
#include "cli/pack.h"
#include "programme/programme.h"
#include "xslt/xml.h"

/* The text of an element with white space collapsed; false when there is none. */
static bool add_text(struct buf *out, const xmlNode *n)
{
    size_t before = out->n;
    xml_words(out, before, n);
    return out->n > before;
}

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

static void add_directions(struct buf *out, struct programme *p)
{
    const struct programme_direction *d;
    size_t n = programme_directions(p, &d);
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "  %s/%s  %s\n", programme_id(p), d[i].id, d[i].title);
}

/* A line of the list, wrapped below itself. */
static void add_line(struct buf *out, struct buf *text, unsigned indent)
{
    buf_printf(out, "%*s", (int)indent, "");
    columns_wrap(out, text->data ? text->data : "", indent + 2, 80);
    buf_putc(out, '\n');
    buf_free(text);
}

static void add_form(struct buf *out, const struct programme_form *f, const struct i18n *lang)
{
    struct buf b = {0};
    const char *comma = i18n_text(lang, ", ");
    buf_printf(&b, "%s %s%s%s%s%s", f->name, f->title, i18n_text(lang, " ("), word(f->role, lang), comma, word(f->status, lang));
    if (f->submitted)
        buf_printf(&b, "%s%s", comma, i18n_text(lang, "part of the file to hand in"));
    buf_puts(&b, i18n_text(lang, ")"));
    if (f->directions)
        buf_printf(&b, "%s%s", i18n_text(lang, " for directions "), f->directions);
    add_line(out, &b, 4);
}

static void add_forms(struct buf *out, struct programme *p, const struct i18n *lang)
{
    const struct programme_form *f;
    size_t n = programme_forms(p, &f);
    buf_printf(out, "  %s\n", i18n_text(lang, "Forms:"));
    for (size_t i = 0; i < n; i++)
        add_form(out, &f[i], lang);
}

/* Who called for proposals, in which document; what it is not, is said where its title doesn't. */
static void add_source(struct buf *out, struct programme *p, const struct i18n *lang)
{
    const struct programme_basis *basis = programme_basis(p);
    struct buf b = {0};
    if (add_text(&b, xml_child(xmlDocGetRootElement(programme_xml(p)), "issuer")))
        buf_puts(&b, i18n_text(lang, ": "));
    buf_puts(&b, basis->title);
    if (strcmp(basis->status, "formal") != 0 && !strstr(basis->title, word(basis->status, lang)))
        buf_printf(&b, "%s%s%s", i18n_text(lang, " ("), word(basis->status, lang), i18n_text(lang, ")"));
    add_line(out, &b, 2);
}

/* The items of a list of programme.xml; false when it has none of that name. */
static bool add_items(struct buf *out, const struct programme *p, const char *name, const struct i18n *lang)
{
    const xmlNode *list = programme_values(p, name);
    for (const xmlNode *n = list ? list->children : NULL, *first = NULL; n; n = n->next)
        if (xml_is(n, PROGRAMME_NS, "item")) {
            buf_puts(out, first ? i18n_text(lang, ", ") : "");
            xml_words(out, out->n, n);
            first = n;
        }
    return list != NULL;
}

/* Who collects and recommends, which papers they hand in themselves, and until when. */
static void add_recommending(struct buf *out, struct programme *p, const struct i18n *lang)
{
    const xmlNode *root = xmlDocGetRootElement(programme_xml(p)), *until = xml_child(root, "recommending");
    struct buf b = {0};
    buf_puts(&b, i18n_text(lang, "Recommended by: "));
    if (add_items(&b, p, "recommenderKind", lang))
        add_line(out, &b, 2);
    buf_free(&b);
    buf_puts(&b, i18n_text(lang, "Sealed papers of the recommender: "));
    const char *papers = xml_attribute(xml_child(root, "files"), "papers", "");
    if (*papers && add_items(&b, p, papers, lang)) {
        const char *to = xml_attribute(until, "to", "");
        if (*to)
            buf_printf(&b, "%s%.10s%s%.5s%s%s%s", i18n_text(lang, ", by "), to, strlen(to) >= 16 ? " " : "", strlen(to) >= 16 ? to + 11 : "",
                       i18n_text(lang, " ("), xml_attribute(until, "see", ""), i18n_text(lang, ")"));
        add_line(out, &b, 2);
    }
    buf_free(&b);
}

static void add_text_of(struct cli *c, struct buf *out, struct programme *p, bool whole)
{
    buf_printf(out, "%s  ", programme_id(p));
    if (!whole) {
        buf_printf(out, "%s\n", programme_title(p));
        add_directions(out, p);
        return;
    }
    columns_wrap(out, programme_title(p), strlen(programme_id(p)) + 2, 80);
    buf_putc(out, '\n');
    add_source(out, p, c->lang);
    buf_printf(out, "\n  %s\n", i18n_text(c->lang, "Directions (money in 10,000 yuan, each with its title below):"));
    list_table(out, p, c->lang);
    buf_putc(out, '\n');
    add_recommending(out, p, c->lang);
    add_forms(out, p, c->lang);
}

static bool add_programme(struct cli *c, struct buf *out, const char *id, bool whole, bool json)
{
    struct programme *p = cli_programme(c, id);
    if (!p)
        return false;
    if (json && !whole)
        buf_puts(out, out->n ? "," : "[");
    if (json)
        list_json(out, p);
    else
        add_text_of(c, out, p, whole);
    return true;
}

enum cli_status cli_list(struct cli *c)
{
    const char *format = cli_value(c, OPT_LIST_FORMAT);
    bool json = format && strcmp(format, "json") == 0;
    if (cli_value(c, OPT_AUDIT))
        return cli_audit(c);
    if (cli_value(c, OPT_DIFF))
        return cli_diff(c);
    if (format && strcmp(format, "svrl") == 0) {
        diag(c->diag, CLI_CHOICE, NULL, "--format", format, "text json");
        return CLI_FAILED;
    }
    struct buf out = {0};
    bool ok = true;
    if (c->args.operand_count) {
        ok = add_programme(c, &out, c->args.operands[0], true, json);
    } else {
        char **ids = programme_ids(c->packs, c->diag);
        for (size_t i = 0; ids && ids[i]; i++)
            ok = add_programme(c, &out, ids[i], false, json) && ok;
        ok = ids && ok;
        free(ids);
        if (json)
            buf_puts(&out, out.n ? "]\n" : "[]\n");
    }
    if (out.n)
        ok = cli_write(c, &out) && ok;
    buf_free(&out);
    return ok ? CLI_OK : CLI_FAILED;
}
