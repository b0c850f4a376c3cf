#include "programme/sources.h"

#include <string.h>

#include "programme/schematron.h"
#include "xslt/xml.h"

/* "SD-107.topics" is an assert of rule SD-107. */
static size_t rule_length(const char *id)
{
    return strcspn(id, ".");
}

static struct sources_statement statement(const xmlNode *n, const char *name, size_t length, size_t source)
{
    return (struct sources_statement){.node = n, .name = name, .n = length, .source = source};
}

static void collect(struct sources *s, const xmlNode *in, size_t source)
{
    for (const xmlNode *n = in->children; n; n = n->next) {
        const char *id = n->type == XML_ELEMENT_NODE ? xml_attribute(n, "id", "") : "";
        if (xml_is(n, SCHEMATRON_NS, "assert") || xml_is(n, SCHEMATRON_NS, "report") || xml_is(n, PACK_NS, "stated")) {
            *VEC_PUSH(s->arena, &s->rules) = statement(n, id, rule_length(id), source);
        } else if (xml_is(n, PACK_NS, "off")) {
            struct sources_statement off = statement(n, id, rule_length(id), source);
            off.off = true;
            *VEC_PUSH(s->arena, &s->rules) = off;
        } else if (xml_is(n, SCHEMATRON_NS, "let") && !xml_is(in, SCHEMATRON_NS, "rule")) {
            const char *name = xml_attribute(n, "name", "");
            *VEC_PUSH(s->arena, &s->lets) = statement(n, name, strlen(name), source);
        } else if (n->type == XML_ELEMENT_NODE) {
            collect(s, n, source);
        }
    }
}

void sources_add(struct sources *s, const xmlNode *root, bool layer)
{
    collect(s, root, s->n);
    s->root[s->n++] = root;
    if (!layer)
        s->bases = s->n;
}

static bool replaced(const struct sources *s, struct sources_statement *v, size_t count, size_t k, const char *name,
                     size_t length)
{
    bool found = false;
    for (size_t i = 0; k && k < s->bases && i < count; i++)
        if (v[i].source < k && v[i].n == length && !strncmp(v[i].name, name, length))
            found = v[i].used = true;
    return found;
}

bool sources_replaced_rule(struct sources *s, size_t k, const char *id)
{
    return replaced(s, s->rules.v, s->rules.n, k, id, rule_length(id));
}

bool sources_replaced_let(struct sources *s, size_t k, const char *name)
{
    return replaced(s, s->lets.v, s->lets.n, k, name, strlen(name));
}

bool sources_end(const struct sources *s, struct diag_list *d)
{
    bool good = true;
    for (size_t i = 0; i < s->rules.n; i++) {
        const struct sources_statement *r = &s->rules.v[i];
        struct loc loc = {.file = (const char *)r->node->doc->URL, .line = xml_line(r->node)};
        if (!r->off || r->used)
            continue;
        diag(d, RULES_OFF, &loc, r->name);
        good = false;
    }
    return good;
}

/* --- directions in expressions: $direction-id = '1.4', @direction != "1.4" --- */

/* The literal that is compared with what ends at `at`; NULL when there is no comparison. */
static const char *compared(const char *at, size_t *n)
{
    at += strspn(at, " \t\n");
    at += *at == '!';
    if (*at != '=')
        return NULL;
    at++;
    at += strspn(at, " \t\n");
    const char quote = *at;
    const char *end = quote == '\'' || quote == '"' ? strchr(at + 1, quote) : NULL;
    *n = end ? (size_t)(end - at - 1) : 0;
    return end ? at + 1 : NULL;
}

static bool is_known(const struct sources *s, const char *id, size_t n)
{
    for (const char *const *k = s->directions; *k; k++)
        if (strlen(*k) == n && !strncmp(*k, id, n))
            return true;
    return !n; /* a comparison with nothing asks whether there is one */
}

bool sources_directions_known(const struct sources *s, const xmlNode *at, const char *xpath, struct diag_list *d)
{
    static const char *const names[] = {"$direction-id", "@direction"};
    struct loc loc = {.file = (const char *)at->doc->URL, .line = xml_line(at)};
    bool good = true;
    for (size_t i = 0; s->directions && i < sizeof names / sizeof *names; i++)
        for (const char *x = xpath; (x = strstr(x, names[i]));) {
            size_t n;
            x += strlen(names[i]);
            const char *id = compared(x, &n);
            if (!id || is_known(s, id, n))
                continue;
            diag(d, RULES_DIRECTION, &loc, arena_strndup(s->arena, id, n));
            good = false;
        }
    return good;
}
