#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check/check.h"
#include "programme/schematron.h"

static const char *const severities[] = {"info", "warning", "error", "fatal"};

/* --- what the opinion rests on: source, site, layers --- */

static void change_text(struct buf *out, const struct programme_change *c)
{
    if (out->n)
        buf_puts(out, "; ");
    if (c->direction)
        buf_printf(out, "%s ", c->direction);
    buf_printf(out, "%s: %s -> %s", c->value, c->before ? c->before : "-", c->after ? c->after : "-");
}

static struct diag_list *basis_of(const struct programme *p, const char *file)
{
    const struct programme_basis *b = programme_basis(p);
    struct diag_list *d = diag_list_new();
    struct loc loc = {.file = file};
    struct buf changes = {0};
    if (!strcmp(b->status, "draft"))
        diag(d, CHECK_SOURCE_DRAFT, &loc, b->title);
    else
        diag(d, CHECK_SOURCE, &loc, *b->title ? b->title : programme_title(p));
    for (size_t i = 0; b->site && i < b->change_count; i++)
        change_text(&changes, &b->changes[i]);
    if (b->site)
        diag(d, CHECK_SITE, &loc, b->site_title, b->site, changes.data ? changes.data : "");
    for (size_t i = 0; i < b->layer_count; i++)
        if (b->layers[i].on)
            diag(d, CHECK_LAYER, &loc, b->layers[i].name, b->layers[i].title);
    buf_free(&changes);
    return d;
}

static void basis_text(struct buf *out, const struct programme *p, const char *file, const struct i18n *lang)
{
    struct diag_list *d = basis_of(p, file);
    for (size_t i = 0; i < diag_list_count(d); i++)
        diag_line(out, diag_list_at(d, i), lang);
    diag_list_free(d);
}

static void text_report(struct buf *out, const char *file, const struct programme *p, const struct diag_list *findings,
                        const struct i18n *lang)
{
    basis_text(out, p, file, lang);
    for (size_t i = 0; i < diag_list_count(findings); i++)
        diag_line(out, diag_list_at(findings, i), lang);
}

static void json_finding(struct buf *out, const char *file, const struct diag_record *r, const struct i18n *lang)
{
    struct buf message = {0};
    diag_text(&message, r, lang);
    buf_printf(out, "    {\"line\": %u", r->loc.line);
    if (r->loc.file && strcmp(r->loc.file, file) != 0)
        buf_json_member(out, ", ", "cell", r->loc.file);
    buf_json_member(out, ", ", "severity", severities[r->severity]);
    buf_printf(out, ", \"undecided\": %s", r->undecided ? "true" : "false");
    buf_json_member(out, ", ", "rule", r->rule);
    buf_json_member(out, ", ", "clause", r->clause);
    buf_json_member(out, ", ", "modal", r->modal);
    buf_json_member(out, ", ", "field", r->place);
    buf_json_member(out, ", ", "path", r->path);
    buf_json_member(out, ", ", "message", message.data ? message.data : "");
    buf_puts(out, "}");
    buf_free(&message);
}

static size_t count_of(const struct diag_list *findings, enum diag_severity s, bool undecided)
{
    size_t n = 0;
    for (size_t i = 0; i < diag_list_count(findings); i++) {
        const struct diag_record *r = diag_list_at(findings, i);
        n += undecided ? r->undecided : r->severity == s && !r->undecided;
    }
    return n;
}

static void json_site(struct buf *out, const struct programme_basis *b)
{
    buf_puts(out, ",\n    \"site\": {\"folder\": ");
    buf_json(out, b->site, strlen(b->site));
    buf_json_member(out, ", ", "title", b->site_title);
    buf_puts(out, ", \"changes\": [");
    for (size_t i = 0; i < b->change_count; i++) {
        buf_printf(out, "%s\n      {\"value\": ", i ? "," : "");
        buf_json(out, b->changes[i].value, strlen(b->changes[i].value));
        buf_json_member(out, ", ", "direction", b->changes[i].direction);
        buf_json_member(out, ", ", "before", b->changes[i].before);
        buf_json_member(out, ", ", "after", b->changes[i].after);
        buf_putc(out, '}');
    }
    buf_puts(out, "]}");
}

static void json_basis(struct buf *out, const struct programme *p)
{
    const struct programme_basis *b = programme_basis(p);
    size_t on = 0;
    buf_puts(out, ",\n  \"basis\": {\"title\": ");
    buf_json(out, b->title, strlen(b->title));
    buf_json_member(out, ", ", "status", b->status);
    if (b->site)
        json_site(out, b);
    else
        buf_puts(out, ", \"site\": null");
    buf_puts(out, ", \"layers\": [");
    for (size_t i = 0; i < b->layer_count; i++)
        if (b->layers[i].on) {
            buf_puts(out, on++ ? ", {\"name\": " : "{\"name\": ");
            buf_json(out, b->layers[i].name, strlen(b->layers[i].name));
            buf_json_member(out, ", ", "title", b->layers[i].title);
            buf_putc(out, '}');
        }
    buf_puts(out, "]}");
}

static void json_report(struct buf *out, const char *file, const struct programme *p, const struct diag_list *findings,
                        const struct i18n *lang)
{
    size_t n = diag_list_count(findings);
    buf_puts(out, "{\n  \"file\": ");
    buf_json(out, file, strlen(file));
    buf_puts(out, ",\n  \"programme\": ");
    buf_json(out, programme_id(p), strlen(programme_id(p)));
    json_basis(out, p);
    buf_printf(out, ",\n  \"counts\": {\"error\": %zu, \"warning\": %zu, \"info\": %zu, \"undecided\": %zu, ",
               count_of(findings, DIAG_ERROR, false) + count_of(findings, DIAG_FATAL, false),
               count_of(findings, DIAG_WARNING, false), count_of(findings, DIAG_INFO, false),
               count_of(findings, DIAG_INFO, true));
    buf_printf(out, "\"dropped\": %zu},\n  \"findings\": [", diag_list_dropped(findings));
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? ",\n" : "\n");
        json_finding(out, file, diag_list_at(findings, i), lang);
    }
    buf_puts(out, n ? "\n  ]\n}\n" : "]\n}\n");
}

/* ISO/IEC 19757-3 wants location and test of each; a finding of the schema has no test of its own. */
static void svrl_finding(struct buf *out, const struct diag_record *r, const struct i18n *lang)
{
    struct buf message = {0};
    bool rule = r->id == DIAG_FINDING;
    diag_text(&message, r, lang);
    buf_puts(out, "  <svrl:failed-assert");
    buf_attribute(out, "id", r->rule);
    buf_attribute(out, "location", r->path ? r->path : "/");
    buf_attribute(out, "test", rule && r->args ? r->args[0] : "schema-valid");
    buf_attribute(out, "role", severities[r->severity]);
    buf_attribute(out, "see", r->clause);
    buf_printf(out, " sbp:line=\"%u\"", r->loc.line);
    buf_attribute(out, "sbp:modal", r->modal);
    buf_attribute(out, "sbp:undecided", r->undecided ? "yes" : NULL);
    buf_puts(out, "><svrl:text>");
    buf_xml(out, message.data ? message.data : "", message.n);
    buf_puts(out, "</svrl:text></svrl:failed-assert>\n");
    buf_free(&message);
}

/* Text before the patterns: the standard's place for what is to be read with the whole. */
static void svrl_basis(struct buf *out, const struct programme *p, const char *file, const struct i18n *lang)
{
    struct diag_list *d = basis_of(p, file);
    for (size_t i = 0; i < diag_list_count(d); i++) {
        struct buf text = {0};
        diag_text(&text, diag_list_at(d, i), lang);
        buf_puts(out, "  <svrl:text>");
        buf_xml(out, text.data ? text.data : "", text.n);
        buf_puts(out, "</svrl:text>\n");
        buf_free(&text);
    }
    diag_list_free(d);
}

static void svrl_report(struct buf *out, const char *file, const struct programme *p, const struct diag_list *findings,
                        const struct i18n *lang)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svrl:schematron-output xmlns:svrl=\"" SVRL_NS
                  "\" xmlns:sbp=\"" PACK_NS "\"");
    buf_attribute(out, "title", programme_title(p));
    buf_attribute(out, "sbp:status", programme_basis(p)->status);
    buf_puts(out, ">\n");
    svrl_basis(out, p, file, lang);
    buf_puts(out, "  <svrl:active-pattern");
    buf_attribute(out, "id", programme_id(p));
    buf_attribute(out, "document", file);
    buf_puts(out, "/>\n  <svrl:fired-rule context=\"/\"/>\n");
    for (size_t i = 0; i < diag_list_count(findings); i++)
        svrl_finding(out, diag_list_at(findings, i), lang);
    buf_puts(out, "</svrl:schematron-output>\n");
}

void check_report(struct buf *out, enum check_format f, const char *file, struct programme *p,
                  const struct diag_list *findings, const struct i18n *lang)
{
    if (f == CHECK_JSON)
        json_report(out, file, p, findings, lang);
    else if (f == CHECK_SVRL)
        svrl_report(out, file, p, findings, lang);
    else
        text_report(out, file, p, findings, lang);
}
