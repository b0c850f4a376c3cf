#include "xslt/xslt.h"

#include <libexslt/exslt.h>
#include <libxml/uri.h>
#include <libxml/xpathInternals.h>
#include <libxslt/documents.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "xslt/calls.h"
#include "xslt/fold.h"
#include "xslt/func.h"
#include "xslt/kept.h"
#include "xslt/literal.h"
#include "xslt/xml.h"

#define MAX_TEMPLATES 2000          /* nested template calls; an endless recursion is stopped there */
#define MAX_VARIABLES 100000        /* variables of all nested calls */
#define MAX_OPERATIONS 2000000000ul /* XPath steps of one run; some minutes */

struct xslt {
    xsltStylesheetPtr style;
    xsltSecurityPrefsPtr security;
    char **roots; /* NULL-terminated */
    struct xslt_env env;
    xsltDocumentPtr kept; /* what it has read */
};

/* What libxslt says comes in pieces: a line with file and line number, then the message; xsl:message comes without the
 * first. */
struct capture {
    struct diag_list *d;
    const char *file;  /* of what is compiled, or of the source that is transformed */
    char at[PATH_MAX]; /* the stylesheet's file that the open record names */
    unsigned line;
    bool open, running;
    char cause[400]; /* what XPath said; the place comes with libxslt's next words */
    struct buf text; /* of an xsl:message */
    xsltTransformContextPtr t; /* NULL while compiling */
    const xmlNode *speaker;    /* the instruction that text comes from, or NULL; borrowed from the stylesheet */
    unsigned count;  /* complaints, xsl:message not counted */
};

/* Errors at compile time go to a function that is global to the process, and so get no context of ours: the capture of
 * this thread's compilation, for the time of one call. */
static _Thread_local struct capture *compiling;
static _Thread_local const char *const *compile_roots;

/* libxslt works with URIs ("%20"); people and files have names. */
static void plain(char out[PATH_MAX], const char *uri)
{
    char *s = xmlURIUnescapeString(uri ? uri : "", 0, NULL);
    snprintf(out, PATH_MAX, "%s", s ? s : uri ? uri : "");
    xmlFree(s);
}

static void flush_message(struct capture *c, bool terminated)
{
    char speaker[PATH_MAX];
    struct loc loc = {.file = c->file};
    if (c->speaker && c->speaker->doc && c->speaker->doc->URL) {
        plain(speaker, (const char *)c->speaker->doc->URL);
        loc = (struct loc){.file = speaker, .line = (unsigned)xmlGetLineNo(c->speaker)};
    }
    while (c->text.n && (c->text.data[c->text.n - 1] == '\n' || c->text.data[c->text.n - 1] == ' '))
        c->text.data[--c->text.n] = 0;
    if (c->text.n && terminated)
        diag(c->d, XSLT_TERMINATED, &loc, c->text.data);
    else if (c->text.n)
        diag(c->d, XSLT_MESSAGE, &loc, c->text.data);
    buf_free(&c->text);
}

/* "runtime error: file F line N element E\n", or less of it; the format tells it from a message that looks alike. */
static bool is_context(struct capture *c, const char *fmt, const char *s)
{
    const char *file = strstr(s, ": file "), *line = NULL;
    if (strncmp(fmt, "%s: ", 4) && strcmp(fmt, "%s\n"))
        return false;
    for (const char *at = file; at && (at = strstr(at, " line ")); at++)
        line = at;
    c->at[0] = 0;
    c->line = 0;
    if (file && line) {
        char uri[PATH_MAX];
        snprintf(uri, sizeof uri, "%.*s", (int)(line - file - 7), file + 7);
        plain(c->at, uri);
        c->line = (unsigned)strtoul(line + 6, NULL, 10);
    }
    c->open = true;
    return true;
}

static void say(struct capture *c, const char *text)
{
    struct loc loc = {.file = c->at[0] ? c->at : c->file, .line = c->line};
    c->open = false;
    c->count++;
    if (c->running)
        diag(c->d, XSLT_RUN, &loc, text);
    else
        diag(c->d, XSLT_COMPILE, &loc, text);
}

static void complain(struct capture *c, const char *s)
{
    char text[400];
    size_t n = strcspn(s, "\n");
    snprintf(text, sizeof text, "%.*s", (int)(n < sizeof text ? n : sizeof text - 1), s);
    say(c, c->cause[0] ? c->cause : text);
    c->cause[0] = 0;
}

/* An XPath error after which libxslt said nothing. */
static void finish(struct capture *c)
{
    if (!c->cause[0])
        return;
    c->at[0] = 0;
    c->line = 0;
    say(c, c->cause);
    c->cause[0] = 0;
}

static void on_piece(void *ctx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
static void on_piece(void *ctx, const char *fmt, ...)
{
    struct capture *c = ctx ? ctx : compiling;
    char s[2048];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(s, sizeof s, fmt, ap);
    va_end(ap);
    if (!c || n <= 0 || is_context(c, fmt, s))
        return;
    if (c->text.n && c->text.data[c->text.n - 1] == '\n') /* whole, and not the last: that one may have stopped the run */
        flush_message(c, false);
    if (c->open || !c->running)
        complain(c, s);
    else {
        c->speaker = c->t ? c->t->inst : NULL;
        buf_puts(&c->text, s);
    }
}

/* XPath errors come this way, without their place. */
static void on_structured(void *ctx, xmlErrorPtr e)
{
    struct capture *c = ctx ? ctx : compiling;
    if (!c || e->level < XML_ERR_ERROR || c->cause[0])
        return;
    snprintf(c->cause, sizeof c->cause, "%.*s%s%s", (int)strcspn(e->message ? e->message : "", "\n"),
             e->message ? e->message : "", e->str1 ? ": " : "", e->str1 ? e->str1 : "");
}

/* A copy bears the URI of the file that it stands for, against which relative names are resolved; the run keeps it. */
static xmlDocPtr document_of(struct run *r, const char *path, const xmlChar *uri)
{
    xmlDocPtr doc = r->env.document ? r->env.document(r->env.ctx, path) : NULL, copy = doc ? xmlCopyDoc(doc, 1) : NULL;
    if (doc && !copy)
        base_die_oom();
    if (copy) {
        xmlFree((xmlChar *)copy->URL);
        copy->URL = xmlStrdup(uri);
    }
    return copy;
}

static void refuse_import(xsltStylesheetPtr style, const xmlChar *uri, const char *path)
{
    char file[PATH_MAX];
    const char *from = NULL;
    struct loc loc = {.file = compiling->file, .line = calls_import_line(style, uri, &from)};
    if (from) {
        plain(file, from);
        loc.file = file;
    }
    diag(compiling->d, XSLT_OUTSIDE, &loc, path);
    compiling->count++;
}

static xmlDocPtr folded(xmlDocPtr doc)
{
    if (doc)
        fold_texts(doc);
    return doc;
}

/* Imports, includes and document(): our parser, our roots. */
static xmlDocPtr load_document(const xmlChar *uri, xmlDictPtr dict, int options, void *ctx, xsltLoadType type)
{
    char path[PATH_MAX];
    (void)options;
    plain(path, (const char *)uri);
    if (type == XSLT_LOAD_DOCUMENT) {
        xsltTransformContextPtr t = ctx;
        struct run *r = t ? t->_private : NULL;
        struct loc loc = {.file = r ? r->file : NULL};
        xmlDocPtr made = r ? document_of(r, path, uri) : NULL;
        if (made)
            return made;
        if (r && xml_below(path, r->roots))
            return xml_load_dict(path, dict, r->d);
        if (r)
            diag(r->d, XSLT_OUTSIDE, &loc, path);
        return NULL;
    }
    if (compiling && xml_below(path, compile_roots))
        return folded(xml_load_dict(path, dict, compiling->d));
    if (compiling)
        refuse_import(ctx, uri, path);
    return NULL;
}

static char **copy_roots(const char *const *roots)
{
    size_t n = 0;
    while (roots && roots[n])
        n++;
    char **copy = xcalloc(n + 1, sizeof *copy);
    for (size_t i = 0; i < n; i++)
        copy[i] = xstrdup(roots[i]);
    return copy;
}

static void free_roots(char **roots)
{
    for (char **r = roots; r && *r; r++)
        free(*r);
    free(roots);
}

static xsltSecurityPrefsPtr forbid_writing(void)
{
    static const xsltSecurityOption forbidden[] = {XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
                                                   XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefsPtr s = xsltNewSecurityPrefs();
    if (!s)
        base_die_oom();
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        xsltSetSecurityPrefs(s, forbidden[i], xsltSecurityForbid);
    return s;
}

static bool parse_style(xsltStylesheetPtr style, xmlDocPtr doc, struct capture *c, const char *const *roots)
{
    compiling = c;
    compile_roots = roots;
    xmlSetStructuredErrorFunc(c, on_structured);
    int rc = xsltParseStylesheetUser(style, folded(doc));
    xmlSetStructuredErrorFunc(NULL, NULL);
    finish(c);
    compiling = NULL;
    compile_roots = NULL;
    if (rc != 0 || style->errors != 0 || c->count != 0)
        return false;
    bool known = calls_known(style, c->d);
    c->count += !known;
    fold_sets(style);
    literal_prepare(style);
    return known;
}

struct xslt *xslt_compile(xmlDocPtr doc, const char *const *roots, struct diag_list *d)
{
    char file[PATH_MAX];
    plain(file, (const char *)doc->URL);
    struct capture c = {.d = d, .file = file};
    xsltStylesheetPtr style = xsltNewStylesheet();
    if (!style)
        base_die_oom();
    if (!parse_style(style, doc, &c, roots)) {
        struct loc loc = {.file = file, .line = xml_line(xmlDocGetRootElement(doc))};
        if (!c.count)
            diag(d, XSLT_COMPILE, &loc, N_("this is not a stylesheet"));
        /* On failure libxslt leaves the document with the caller, unless it got as far as the stylesheet. */
        if (style->doc == doc)
            style->doc = NULL;
        xsltFreeStylesheet(style);
        xmlFreeDoc(doc);
        return NULL;
    }
    struct xslt *x = xcalloc(1, sizeof *x);
    x->style = style;
    x->security = forbid_writing();
    x->roots = copy_roots(roots);
    return x;
}

struct xslt *xslt_load(const char *path, const char *const *roots, struct diag_list *d)
{
    xmlDocPtr doc = xml_load_dict(path, NULL, d);
    return doc ? xslt_compile(doc, roots, d) : NULL;
}

void xslt_set_env(struct xslt *x, const struct xslt_env *env)
{
    x->env = *env;
}

void xslt_free(struct xslt *x)
{
    if (!x)
        return;
    kept_free(x->kept);
    xsltFreeStylesheet(x->style);
    xsltFreeSecurityPrefs(x->security);
    free_roots(x->roots);
    free(x);
}

static void quote_params(xsltTransformContextPtr t, const struct xslt_param *params, struct run *r)
{
    for (; params && params->name; params++) {
        if (!strcmp(params->name, "as-of"))
            r->as_of = params->value;
        xsltQuoteOneUserParam(t, (const xmlChar *)params->name, (const xmlChar *)params->value);
    }
}

static void prepare(xsltTransformContextPtr t, struct xslt *x, struct run *r, struct capture *c)
{
    t->_private = r;
    t->maxTemplateDepth = MAX_TEMPLATES;
    t->maxTemplateVars = MAX_VARIABLES;
    t->opLimit = MAX_OPERATIONS;
    t->xpathCtxt->opLimit = MAX_OPERATIONS;
    t->xpathCtxt->error = on_structured;
    t->xpathCtxt->userData = c;
    xsltSetCtxtSecurityPrefs(x->security, t);
    xsltSetTransformErrorFunc(t, c, on_piece);
    func_register(t);
}

xmlDocPtr xslt_run(struct xslt *x, xmlDocPtr source, const char *file, struct papers *papers,
                   const struct xslt_param *params, struct diag_list *d)
{
    struct capture c = {.d = d, .file = file, .running = true};
    struct run r = {
        .d = d, .file = file, .roots = (const char *const *)x->roots, .as_of = "", .env = x->env, .papers = papers,
    };
    xsltTransformContextPtr t = xsltNewTransformContext(x->style, source);
    if (!t)
        base_die_oom();
    c.t = t;
    prepare(t, x, &r, &c);
    quote_params(t, params, &r);
    kept_lend(&x->kept, t);
    xmlSetStructuredErrorFunc(&c, on_structured);
    xmlDocPtr out = xsltApplyStylesheetUser(x->style, source, NULL, NULL, NULL, t);
    xmlSetStructuredErrorFunc(NULL, NULL);
    bool stopped = t->state != XSLT_STATE_OK;
    finish(&c);
    flush_message(&c, stopped && !c.count);
    kept_take(&x->kept, t);
    xsltFreeTransformContext(t);
    if (out && !stopped && !c.count)
        return out;
    char style[PATH_MAX];
    plain(style, (const char *)x->style->doc->URL);
    struct loc loc = {.file = style};
    if (!c.count && !diag_list_has(d, DIAG_ERROR))
        diag(d, XSLT_RUN, &loc, N_("it made no result"));
    xml_free(out);
    return NULL;
}

void xslt_init(void)
{
    xsltInit();
    /* No exsltDateRegister(): the clock is an input of ours. */
    exsltCommonRegister();
    exsltMathRegister();
    exsltSetsRegister();
    exsltFuncRegister();
    exsltStrRegister();
    exsltDynRegister();
    xsltSetLoaderFunc(load_document);
    xsltSetGenericErrorFunc(NULL, on_piece);
}

void xslt_cleanup(void)
{
    xsltCleanupGlobals();
}
