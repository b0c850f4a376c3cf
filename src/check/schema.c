#include <libxml/xmlschemas.h>
#include <string.h>

#include "base/i18n.h"
#include "check/findings.h"
#include "xslt/xml.h"

#define SHOWN 60 /* characters of a wrong value that a message repeats */

/* Datatypes in words: what one may write. */
static const struct {
    const char *type, *words;
} datatypes[] = {
    {"money", N_("a number such as 1200.00")},
    {"number", N_("a number such as 12.5")},
    {"decimal", N_("a number such as 12.5")},
    {"date", N_("a date such as 2025-03-31")},
    {"dateTime", N_("a date and time such as 2025-03-31T09:00:00+08:00")},
    {"boolean", N_("true or false")},
    {"country", N_("a country code of two capital letters (ISO 3166-1) such as JP")},
    {"integer", N_("a whole number")},
    {"positiveInteger", N_("a whole number from 1 on")},
    {"nonNegativeInteger", N_("a whole number from 0 on")},
    {"anyURI", N_("the name of a file")},
    {"NCName", N_("a code that begins with a letter and has no blanks, such as u1")},
};

static const char *words_of(const char *type)
{
    const char *colon = type ? strchr(type, ':') : NULL;
    for (size_t i = 0; type && i < sizeof datatypes / sizeof *datatypes; i++)
        if (!strcmp(datatypes[i].type, colon ? colon + 1 : type))
            return datatypes[i].words;
    return N_("written in another way (see the schema)");
}

/* The first characters of a value, on one line. */
static const char *shown(struct checking *c, const char *value)
{
    struct buf b = {0};
    size_t n = 0;
    bool space = false;
    for (const char *s = value; *s; s++) {
        bool start = ((unsigned char)*s & 0xC0) != 0x80;
        if (start && n == SHOWN) {
            buf_puts(&b, "…");
            break;
        }
        if (*s == ' ' || *s == '\n' || *s == '\t' || *s == '\r') {
            space = b.n > 0;
            continue;
        }
        if (space)
            buf_putc(&b, ' ');
        space = false;
        n += start;
        buf_putc(&b, *s);
    }
    return buf_keep(&b, c->arena);
}

static const char *value_of(struct checking *c, const xmlNode *n)
{
    xmlChar *v = xmlNodeGetContent(n);
    const char *out = shown(c, v ? (const char *)v : "");
    xmlFree(v);
    return out;
}

/* The names in "Expected is one of ( {ns}a, {ns}b )", or of a missing child; with labels, as the children of parent. When
 * there is only one, no rule need say that it is missing. */
static const char *expected(struct checking *c, const xmlNode *parent, const char *message)
{
    const char *only = NULL;
    size_t count = 0;
    const char *at = strstr(message, "Expected is");
    struct buf b = {0};
    while (at && (at = strchr(at, '}'))) {
        size_t n = strcspn(++at, " ,)*");
        const char *name = arena_strndup(c->arena, at, n);
        const char *label = parent ? labels_text_below(c->labels, parent, name) : NULL;
        buf_printf(&b, "%s%s%s%s%s", b.n ? DIAG_AND : "", label ? label : "", label ? "（" : "", name, label ? "）" : "");
        only = name;
        count++;
    }
    if (count == 1)
        *VEC_PUSH(c->arena, &c->faults) = (struct fault){checking_order(parent), only};
    const char *out = b.n ? arena_strdup(c->arena, b.data) : NULL;
    buf_free(&b);
    return out;
}

/* "technical（技术指标）", "product（产品指标）" from "... of the set {'technical', 'product'}." */
static const char *allowed(struct checking *c, const xmlNode *n, const char *message)
{
    const char *at = strstr(message, " of the set {");
    struct buf b = {0};
    at = at ? at + 13 : "";
    while (*at == '\'') {
        const char *end = strstr(at + 1, "', '"), *last = strstr(at + 1, "'}");
        end = end ? end : last;
        if (!end)
            break;
        const char *value = arena_strndup(c->arena, at + 1, (size_t)(end - at - 1));
        const char *label = labels_value(c->labels, labels_declaration(c->labels, n), value);
        if (*value)
            buf_printf(&b, "%s%s%s%s%s", b.n ? DIAG_AND : "", value, label ? "（" : "", label ? label : "",
                       label ? "）" : "");
        at = end == last ? "" : end + 3;
    }
    return buf_keep(&b, c->arena);
}

/* The text behind the last occurrence of `mark`, up to the closing quote. */
static const char *quoted_after(struct checking *c, const char *message, const char *mark)
{
    const char *at = NULL;
    for (const char *s = message; (s = strstr(s, mark)); s++)
        at = s + strlen(mark);
    return at ? arena_strndup(c->arena, at, strcspn(at, "'")) : NULL;
}

static void report(struct checking *c, const xmlNode *n, enum diag_id id, const char *const *args)
{
    char *path = (char *)xmlGetNodePath((xmlNodePtr)n);
    struct diag_record r = {
        .severity = diag_default_severity(id),
        .id = id,
        .rule = diag_name(id),
        .place = labels_text(c->labels, labels_declaration(c->labels, n)),
        .path = path,
        .loc = {.file = c->file, .line = xml_line(n)},
        .args = (const char **)(uintptr_t)args,
        .order = checking_order(n),
    };
    diag_finding(c->out, &r);
    xmlFree(path);
}

#define REPORT(c, n, id, ...) report((c), (n), DIAG_##id, (const char *const[]){__VA_ARGS__, NULL})

/* One complaint a value: facet errors are followed at once by a second one about the datatype. */
static bool fault_value(struct checking *c, const xmlNode *n)
{
    struct fault f = {checking_order(n), n->type == XML_ATTRIBUTE_NODE ? (const char *)n->name : NULL};
    for (size_t i = c->faults.n; i > 0 && c->faults.v[i - 1].order == f.order; i--) {
        const struct fault *o = &c->faults.v[i - 1];
        if (!f.name == !o->name && (!f.name || !strcmp(f.name, o->name)))
            return false;
    }
    *VEC_PUSH(c->arena, &c->faults) = f;
    return true;
}

static void element_error(struct checking *c, const xmlNode *n, const char *message)
{
    if (strstr(message, "Missing child")) {
        const char *names = expected(c, n, message);
        REPORT(c, n, SCHEMA_MISSING, checking_name(c, n), names ? names : "?");
        return;
    }
    const xmlNode *parent = n->parent;
    const char *names = expected(c, parent, message);
    const char *label = labels_text_below(c->labels, parent, (const char *)n->name);
    const char *name = label ? arena_printf(c->arena, "%s（%s）", label, (const char *)n->name) : (const char *)n->name;
    const char *in = checking_name(c, parent);
    if (!label && names)
        REPORT(c, n, SCHEMA_UNKNOWN, name, in, names);
    else if (!label)
        REPORT(c, n, SCHEMA_UNKNOWN_END, name, in);
    else if (names)
        REPORT(c, n, SCHEMA_MISPLACED, name, in, names);
    else
        REPORT(c, n, SCHEMA_MISPLACED_END, name, in);
}

static const xmlNode *attribute_of(const xmlNode *n, const char *name)
{
    const xmlNode *a = n->type == XML_ELEMENT_NODE && name
                           ? (const xmlNode *)xmlHasProp((xmlNodePtr)n, (const xmlChar *)name)
                           : NULL;
    return a ? a : n;
}

static void attribute_error(struct checking *c, const xmlNode *n, const xmlError *e)
{
    const xmlNode *element = n->type == XML_ATTRIBUTE_NODE ? n->parent : n;
    if (e->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4) {
        const char *name = quoted_after(c, e->message, "attribute '");
        name = name ? name : "?";
        const char *label = labels_text_below(c->labels, element, name);
        *VEC_PUSH(c->arena, &c->faults) = (struct fault){checking_order(element), name};
        REPORT(c, element, SCHEMA_NO_ATTRIBUTE, checking_name(c, element),
               label ? arena_printf(c->arena, "%s（@%s）", label, name) : arena_printf(c->arena, "@%s", name));
        return;
    }
    const char *name = n->type == XML_ATTRIBUTE_NODE ? (const char *)n->name : quoted_after(c, e->message, "attribute '");
    REPORT(c, n, SCHEMA_ATTRIBUTE, checking_name(c, element), name ? name : "?");
}

/* A value that its datatype does not allow. */
static void value_error(struct checking *c, const xmlNode *n, const xmlError *e)
{
    if (!fault_value(c, n))
        return;
    const char *name = checking_name(c, n), *value = value_of(c, n);
    const char *type = quoted_after(c, e->message, "type '");
    if (!type || !strcmp(words_of(type), words_of("")))
        type = labels_type(c->labels, labels_declaration(c->labels, n));
    if (e->code == XML_SCHEMAV_CVC_ENUMERATION_VALID)
        REPORT(c, n, SCHEMA_CHOICE, name, value, allowed(c, n, e->message));
    else if (e->code == XML_SCHEMAV_CVC_AU || e->code == XML_SCHEMAV_CVC_ELT_5_2_2_2_2)
        REPORT(c, n, SCHEMA_FIXED, name, value);
    else
        REPORT(c, n, SCHEMA_VALUE, name, value, words_of(type));
}

/* Error codes of libxml2's validator, by what they are about. */
static void on_error(void *ctx, xmlErrorPtr e)
{
    struct checking *c = ctx;
    const char *message = e->message ? e->message : "";
    const xmlNode *n = e->node ? e->node : xmlDocGetRootElement(c->doc);
    switch (e->code) {
    case XML_SCHEMAV_ELEMENT_CONTENT:
        element_error(c, n, message);
        break;
    case XML_SCHEMAV_CVC_ELT_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1:
        REPORT(c, n, SCHEMA_EMPTY, checking_name(c, n));
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3:
    case XML_SCHEMAV_CVC_TYPE_3_1_2:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
        if (fault_value(c, n))
            REPORT(c, n, SCHEMA_TEXT, checking_name(c, n), value_of(c, n));
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
        attribute_error(c, n, e);
        break;
    default:
        value_error(c, attribute_of(n, quoted_after(c, message, "attribute '")), e);
    }
}

bool schema_check(struct checking *c, struct _xmlSchema *schema)
{
    if (!schema)
        return false;
    xmlSchemaValidCtxtPtr v = xmlSchemaNewValidCtxt(schema);
    if (!v)
        base_die_oom();
    xmlSchemaSetValidStructuredErrors(v, on_error, c);
    xmlSchemaValidateDoc(v, c->doc);
    xmlSchemaFreeValidCtxt(v);
    return true;
}
