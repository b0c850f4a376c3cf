#include "programme/verdict.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "programme/programme.h"
#include "xslt/xml.h"

#define MOST_NESTED 100
#define BLANKS " \t\n" VERDICT_OWN VERDICT_END
#define DIRECTION "its-direction" /* the variable that takes the place of .../s:proposal/@direction */

struct verdicts {
    struct arena *arena;
    xmlDocPtr programme;
    xmlXPathContextPtr xpath;
    char *proposal_prefix;
    char *direction; /* how conditions ask for it */
    bool strange;    /* another file of the pack was asked for */
};

static void give_programme(xmlXPathParserContextPtr c, int n)
{
    struct verdicts *v = c->context->userData;
    while (n--) {
        xmlXPathObjectPtr name = valuePop(c);
        v->strange = v->strange || !xmlStrEqual(name->stringval, BAD_CAST "programme.xml");
        xmlXPathFreeObject(name);
    }
    valuePush(c, xmlXPathNewNodeSet((xmlNodePtr)v->programme));
}

struct verdicts *verdict_new(xmlDocPtr programme, const xmlNode *prefixes, const char *item)
{
    struct verdicts *v = xcalloc(1, sizeof *v);
    v->arena = arena_new();
    v->programme = programme;
    v->xpath = xml_xpath(programme);
    v->xpath->userData = v;
    xmlXPathRegisterFunc(v->xpath, BAD_CAST "document", give_programme);
    struct buf prefix = {0};
    buf_puts(&prefix, "");
    for (const xmlNs *ns = prefixes->nsDef; ns; ns = ns->next) {
        if (!ns->prefix)
            continue;
        xmlXPathRegisterNs(v->xpath, ns->prefix, ns->href);
        if (xmlStrEqual(ns->href, BAD_CAST PROPOSAL_NS))
            buf_printf(&prefix, "%s:", (const char *)ns->prefix);
    }
    v->proposal_prefix = buf_steal(&prefix);
    buf_printf(&prefix, "%s/%sproposal/@direction", item, v->proposal_prefix);
    v->direction = buf_steal(&prefix);
    return v;
}

void verdict_free(struct verdicts *v)
{
    if (!v)
        return;
    xmlXPathFreeContext(v->xpath);
    free(v->proposal_prefix);
    free(v->direction);
    arena_free(v->arena);
    free(v);
}

void verdict_set_direction(struct verdicts *v, const char *direction)
{
    xmlXPathRegisterVariable(v->xpath, BAD_CAST DIRECTION, xmlXPathNewCString(direction));
}

/* is it decided by programme.xml and the direction? */

static bool is_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == ':' ||
           (unsigned char)c >= 0x80;
}

/* Blanks out literals and /s:proposal/@direction (as 0): what is left tells what else is asked for. */
static char *skeleton_of(struct verdicts *v, const char *s)
{
    char *out = arena_strdup(v->arena, s);
    for (char *at = out; (at = strpbrk(at, "'\"")); at++) {
        char *end = strchr(at + 1, *at);
        size_t n = end ? (size_t)(end - at) : strlen(at + 1);
        memset(at + 1, '0', n ? n - 1 : 0);
        *at = '0';
        at += n;
        if (*at)
            *at = '0';
    }
    for (char *at = out; (at = strstr(at, v->direction)); at++)
        memset(at, '0', strlen(v->direction));
    return out;
}

static bool is_operator(const char *name, size_t n)
{
    static const char *const words[] = {"and", "or", "div", "mod"};
    for (size_t i = 0; i < 4; i++)
        if (strlen(words[i]) == n && !memcmp(words[i], name, n))
            return true;
    return false;
}

static bool starts_with(const char *name, size_t n, const char *prefix)
{
    size_t length = strlen(prefix);
    return length && n >= length && !memcmp(name, prefix, length);
}

/* A word at s: does it ask for the node that the rule stands at, or for the proposal? before is the last sign in front. */
static bool word_is_known(const struct verdicts *v, const char *s, size_t n, char before, unsigned predicates)
{
    const char *next = s + n + strspn(s + n, BLANKS);
    if (starts_with(s, n, v->proposal_prefix) || (n == 7 && !memcmp(s, "current", 7) && *next == '('))
        return false;
    if (predicates || before == '/' || before == '@' || (*s >= '0' && *s <= '9') || is_operator(s, n))
        return true;
    if (*next != '(')
        return false; /* a path from the rule's own node */
    bool of_itself = next[1 + strspn(next + 1, BLANKS)] == ')';
    return !of_itself || (n == 4 && !memcmp(s, "true", 4)) || (n == 5 && !memcmp(s, "false", 5));
}

static bool is_known(struct verdicts *v, const char *condition)
{
    unsigned predicates = 0, around[MOST_NESTED], depth = 0;
    char before = 0;
    for (const char *s = skeleton_of(v, condition); *s; s++) {
        size_t n = 0;
        while (is_name(s[n]) && (n || *s != '-'))
            n++;
        if (n && !word_is_known(v, s, n, before, predicates))
            return false;
        if (*s == *VERDICT_OWN && depth < MOST_NESTED) {
            around[depth++] = predicates;
            predicates = 0;
        } else if (*s == *VERDICT_END && depth) {
            predicates = around[--depth];
        }
        predicates += *s == '[';
        predicates -= *s == ']' && predicates;
        if (!predicates && before != '/' && (*s == '@' || (*s == '.' && !(before >= '0' && before <= '9'))))
            return false;
        s += n ? n - 1 : 0;
        if (!strchr(BLANKS, *s))
            before = *s;
    }
    return true;
}

/* following and, or, not */

/* The end of a literal or of brackets that open at s; s itself elsewhere. */
static const char *skip(const char *s)
{
    if (*s == '\'' || *s == '"') {
        const char *end = strchr(s + 1, *s);
        return end ? end : s + strlen(s) - 1;
    }
    unsigned depth = 0;
    const char *at = s;
    if (*s != '(' && *s != '[')
        return s;
    for (; *at; at++) {
        depth += *at == '(' || *at == '[';
        depth -= *at == ')' || *at == ']';
        if (!depth)
            return at;
        if (*at == '\'' || *at == '"')
            at = skip(at);
    }
    return at - 1;
}

static bool is_edge(char c)
{
    return (c && strchr(BLANKS, c)) || c == '(' || c == ')' || c == ']';
}

/* Where the operator stands at the top level, or NULL. */
static const char *operator_in(const char *s, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = s; *at; at++) {
        at = skip(at);
        if (!*at)
            return NULL;
        if (at > s && is_edge(at[-1]) && !strncmp(at, word, n) && is_edge(at[n]))
            return at;
    }
    return NULL;
}

static char *trimmed(struct verdicts *v, const char *s, size_t n)
{
    while (n && strchr(BLANKS, *s))
        s++, n--;
    while (n && strchr(BLANKS, s[n - 1]))
        n--;
    return arena_strndup(v->arena, s, n);
}

/* A path from the root means the proposal's, but within the brackets of another tree's path it would be that tree's: the
 * direction is put in as a variable. */
static const char *with_direction(struct verdicts *v, const char *condition)
{
    struct buf b = {0};
    for (const char *next; (next = strstr(condition, v->direction)); condition = next + strlen(v->direction)) {
        buf_add(&b, condition, (size_t)(next - condition));
        buf_puts(&b, "$" DIRECTION);
    }
    buf_puts(&b, condition);
    for (char *at = b.data; (at = strpbrk(at, VERDICT_OWN VERDICT_END));)
        *at = ' ';
    return buf_keep(&b, v->arena);
}

static xmlXPathObjectPtr value_of(struct verdicts *v, const char *expression)
{
    if (!is_known(v, expression))
        return NULL;
    v->xpath->node = (xmlNodePtr)v->programme;
    xmlXPathCompExprPtr e = xmlXPathCtxtCompile(v->xpath, BAD_CAST with_direction(v, expression));
    v->strange = false;
    xmlXPathObjectPtr r = e ? xmlXPathCompiledEval(e, v->xpath) : NULL;
    xmlXPathFreeCompExpr(e);
    if (!v->strange)
        return r;
    xmlXPathFreeObject(r);
    return NULL;
}

static enum verdict evaluate(struct verdicts *v, const char *condition)
{
    xmlXPathObjectPtr r = value_of(v, condition);
    enum verdict out = !r ? VERDICT_UNKNOWN : xmlXPathCastToBoolean(r) ? VERDICT_YES : VERDICT_NO;
    xmlXPathFreeObject(r);
    return out;
}

static enum verdict verdict(struct verdicts *v, const char *condition, unsigned depth)
{
    const char *s = trimmed(v, condition, strlen(condition)), *at;
    size_t n = strlen(s);
    if (depth == MOST_NESTED)
        return VERDICT_UNKNOWN;
    if ((at = operator_in(s, "or")) || (at = operator_in(s, "and"))) {
        enum verdict a = verdict(v, trimmed(v, s, (size_t)(at - s)), depth + 1);
        enum verdict b = verdict(v, at + (*at == 'o' ? 2 : 3), depth + 1);
        return *at == 'o' ? (a > b ? a : b) : (a < b ? a : b);
    }
    if (*s == '(' && skip(s) == s + n - 1)
        return verdict(v, trimmed(v, s + 1, n - 2), depth + 1);
    if (!strncmp(s, "not(", 4) && skip(s + 3) == s + n - 1)
        return (enum verdict)(VERDICT_YES - verdict(v, trimmed(v, s + 4, n - 5), depth + 1));
    return evaluate(v, s);
}

enum verdict verdict_of(struct verdicts *v, const char *condition)
{
    enum verdict out = verdict(v, condition, 0);
    arena_reset(v->arena);
    return out;
}

char *verdict_string(struct verdicts *v, const char *expression)
{
    xmlXPathObjectPtr r = value_of(v, expression);
    xmlChar *text = r ? xmlXPathCastToString(r) : NULL;
    char *out = text ? xstrdup((const char *)text) : NULL;
    xmlFree(text);
    xmlXPathFreeObject(r);
    arena_reset(v->arena);
    return out;
}
