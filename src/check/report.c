#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "check/check.h"
#include "programme/schematron.h"

static const char *const severities[] = {"info", "warning", "error", "fatal"};

static void text_report(struct buf *out, const struct diag_list *findings, const struct i18n *lang)
{
    for (size_t i = 0; i < diag_list_count(findings); i++)
        diag_line(out, diag_list_at(findings, i), lang);
}

static void json_string(struct buf *out, const char *name, const char *value)
{
    buf_printf(out, ", \"%s\": ", name);
    if (value)
        buf_json(out, value, strlen(value));
    else
        buf_puts(out, "null");
}

static void json_finding(struct buf *out, const struct diag_record *r, const struct i18n *lang)
{
    struct buf message = {0};
    diag_text(&message, r, lang);
    buf_printf(out, "    {\"line\": %u", r->loc.line);
    json_string(out, "severity", severities[r->severity]);
    buf_printf(out, ", \"undecided\": %s", r->undecided ? "true" : "false");
    json_string(out, "rule", r->rule);
    json_string(out, "clause", r->clause);
    json_string(out, "modal", r->modal);
    json_string(out, "field", r->place);
    json_string(out, "path", r->path);
    json_string(out, "message", message.data ? message.data : "");
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

static void json_report(struct buf *out, const char *file, const struct programme *p, const struct diag_list *findings,
                        const struct i18n *lang)
{
    size_t n = diag_list_count(findings);
    buf_puts(out, "{\n  \"file\": ");
    buf_json(out, file, strlen(file));
    buf_puts(out, ",\n  \"programme\": ");
    buf_json(out, programme_id(p), strlen(programme_id(p)));
    buf_printf(out, ",\n  \"counts\": {\"error\": %zu, \"warning\": %zu, \"info\": %zu, \"undecided\": %zu, ",
               count_of(findings, DIAG_ERROR, false) + count_of(findings, DIAG_FATAL, false),
               count_of(findings, DIAG_WARNING, false), count_of(findings, DIAG_INFO, false),
               count_of(findings, DIAG_INFO, true));
    buf_printf(out, "\"dropped\": %zu},\n  \"findings\": [", diag_list_dropped(findings));
    for (size_t i = 0; i < n; i++) {
        buf_puts(out, i ? ",\n" : "\n");
        json_finding(out, diag_list_at(findings, i), lang);
    }
    buf_puts(out, n ? "\n  ]\n}\n" : "]\n}\n");
}

static void xml_attribute(struct buf *out, const char *name, const char *value)
{
    if (!value)
        return;
    buf_printf(out, " %s=\"", name);
    buf_xml(out, value, strlen(value));
    buf_putc(out, '"');
}

/* ISO/IEC 19757-3 wants location and test of each; a finding of the schema has no test of its own. */
static void svrl_finding(struct buf *out, const struct diag_record *r, const struct i18n *lang)
{
    struct buf message = {0};
    bool rule = r->id == DIAG_FINDING;
    diag_text(&message, r, lang);
    buf_puts(out, "  <svrl:failed-assert");
    xml_attribute(out, "id", r->rule);
    xml_attribute(out, "location", r->path ? r->path : "/");
    xml_attribute(out, "test", rule && r->args ? r->args[0] : "schema-valid");
    xml_attribute(out, "role", severities[r->severity]);
    xml_attribute(out, "see", r->clause);
    buf_printf(out, " sbp:line=\"%u\"", r->loc.line);
    xml_attribute(out, "sbp:modal", r->modal);
    xml_attribute(out, "sbp:undecided", r->undecided ? "yes" : NULL);
    buf_puts(out, "><svrl:text>");
    buf_xml(out, message.data ? message.data : "", message.n);
    buf_puts(out, "</svrl:text></svrl:failed-assert>\n");
    buf_free(&message);
}

static void svrl_report(struct buf *out, const char *file, const struct programme *p, const struct diag_list *findings,
                        const struct i18n *lang)
{
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svrl:schematron-output xmlns:svrl=\"" SVRL_NS
                  "\" xmlns:sbp=\"" PACK_NS "\"");
    xml_attribute(out, "title", programme_title(p));
    buf_puts(out, ">\n  <svrl:active-pattern");
    xml_attribute(out, "id", programme_id(p));
    xml_attribute(out, "document", file);
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
        text_report(out, findings, lang);
}
