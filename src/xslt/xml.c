#include "xslt/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "base/slab.h"
#include "base/utf8.h"
#include "xslt/xslt.h"

#define ROOT_BYTES 32768 /* a root's start tag ends before that */
#define PARSE_OPTIONS (XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA)

/* One parse. libxml2 reports the consequences of an error too; only its first complaint is kept. */
struct parse {
    struct diag_list *d;
    const char *name;
    bool failed;
    unsigned depth;
    size_t nodes;
    size_t text; /* bytes of the text run that is being read */
};

static struct loc loc_at(const char *file, int line)
{
    return (struct loc){.file = file, .line = line > 0 ? (unsigned)line : 0};
}

static struct parse *parse_of(void *ctx)
{
    return ((xmlParserCtxtPtr)ctx)->_private;
}

static struct loc here(void *ctx)
{
    xmlParserCtxtPtr c = ctx;
    return loc_at(parse_of(ctx)->name, c->input ? c->input->line : 0);
}

static void stop(xmlParserCtxtPtr c)
{
    parse_of(c)->failed = true;
    xmlStopParser(c);
}

static const char *number(char out[24], long long v)
{
    snprintf(out, 24, "%lld", v);
    return out;
}

static void on_start(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int nb_ns,
                     const xmlChar **ns, int nb_attr, int nb_default, const xmlChar **attr)
{
    struct parse *p = parse_of(ctx);
    struct loc loc = here(ctx);
    char max[24];
    p->text = 0;
    p->nodes += 1 + (size_t)nb_attr;
    if (p->failed)
        return;
    if (++p->depth > LIMIT_DEPTH) {
        diag(p->d, XML_TOO_DEEP, &loc, number(max, LIMIT_DEPTH));
        stop(ctx);
    } else if (p->nodes > LIMIT_NODES) {
        diag(p->d, XML_TOO_MANY_NODES, &loc, number(max, LIMIT_NODES));
        stop(ctx);
    } else if (nb_attr > LIMIT_ATTRIBUTES) {
        diag(p->d, XML_TOO_MANY_ATTRIBUTES, &loc, (const char *)local, number(max, LIMIT_ATTRIBUTES));
        stop(ctx);
    } else {
        xmlSAX2StartElementNs(ctx, local, prefix, uri, nb_ns, ns, nb_attr, nb_default, attr);
    }
}

static void on_end(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    struct parse *p = parse_of(ctx);
    p->text = 0;
    p->depth--;
    if (!p->failed)
        xmlSAX2EndElementNs(ctx, local, prefix, uri);
}

static void on_text(void *ctx, const xmlChar *s, int n)
{
    struct parse *p = parse_of(ctx);
    /* libxml2 has a limit of its own, a little below ours; whichever comes first is named. */
    size_t limit = LIMIT_TEXT_BYTES < XML_MAX_TEXT_LENGTH ? LIMIT_TEXT_BYTES : XML_MAX_TEXT_LENGTH;
    if (p->failed)
        return;
    p->nodes += p->text == 0;
    p->text += (size_t)n;
    if (p->text > limit) {
        struct loc loc = here(ctx);
        char max[24];
        diag(p->d, XML_TEXT_TOO_LONG, &loc, number(max, (long long)(limit >> 20)));
        stop(ctx);
        return;
    }
    xmlSAX2Characters(ctx, s, n);
}

static void refuse_doctype(void *ctx)
{
    struct parse *p = parse_of(ctx);
    struct loc loc = here(ctx);
    if (!p->failed)
        diag(p->d, XML_DOCTYPE, &loc);
    stop(ctx);
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    if (external || system)
        refuse_doctype(ctx);
    else
        xmlSAX2InternalSubset(ctx, name, external, system);
}

static void on_entity(void *ctx, const xmlChar *name, int type, const xmlChar *public, const xmlChar *system,
                      xmlChar *content)
{
    (void)name, (void)type, (void)public, (void)system, (void)content;
    refuse_doctype(ctx);
}

static void on_unparsed(void *ctx, const xmlChar *name, const xmlChar *public, const xmlChar *system,
                        const xmlChar *notation)
{
    (void)name, (void)public, (void)system, (void)notation;
    refuse_doctype(ctx);
}

/* parser errors -> our messages. arg: which strings of the error go along. */
enum arg { ARG_COLUMN, ARG_STR1, ARG_TAGS, ARG_CODE_POINT };
static const struct {
    int code;
    enum diag_id id;
    enum arg arg;
} error_map[] = {
    {XML_ERR_DOCUMENT_EMPTY, DIAG_XML_NO_ROOT, ARG_COLUMN},
    {XML_ERR_DOCUMENT_END, DIAG_XML_AFTER_ROOT, ARG_COLUMN},
    {XML_ERR_TAG_NAME_MISMATCH, DIAG_XML_TAG_MISMATCH, ARG_TAGS},
    {XML_ERR_TAG_NOT_FINISHED, DIAG_XML_NOT_CLOSED, ARG_STR1},
    {XML_ERR_LTSLASH_REQUIRED, DIAG_XML_NOT_CLOSED, ARG_STR1},
    {XML_ERR_GT_REQUIRED, DIAG_XML_TAG, ARG_COLUMN},
    {XML_ERR_SPACE_REQUIRED, DIAG_XML_TAG, ARG_COLUMN},
    {XML_ERR_LT_REQUIRED, DIAG_XML_TAG, ARG_COLUMN},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, DIAG_XML_ATTRIBUTE, ARG_COLUMN},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, DIAG_XML_ATTRIBUTE, ARG_COLUMN},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, DIAG_XML_ATTRIBUTE, ARG_COLUMN},
    {XML_ERR_LT_IN_ATTRIBUTE, DIAG_XML_ATTRIBUTE, ARG_COLUMN},
    {XML_ERR_ATTRIBUTE_REDEFINED, DIAG_XML_ATTRIBUTE_TWICE, ARG_STR1},
    {XML_NS_ERR_ATTRIBUTE_REDEFINED, DIAG_XML_ATTRIBUTE_TWICE, ARG_STR1},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, DIAG_XML_AMPERSAND, ARG_COLUMN},
    {XML_ERR_ENTITYREF_NO_NAME, DIAG_XML_AMPERSAND, ARG_COLUMN},
    {XML_ERR_UNDECLARED_ENTITY, DIAG_XML_ENTITY, ARG_STR1},
    {XML_WAR_UNDECLARED_ENTITY, DIAG_XML_ENTITY, ARG_STR1},
    {XML_ERR_INVALID_CHAR, DIAG_XML_CHARACTER, ARG_CODE_POINT},
    {XML_ERR_INVALID_CHARREF, DIAG_XML_CHARREF, ARG_COLUMN},
    {XML_ERR_INVALID_HEX_CHARREF, DIAG_XML_CHARREF, ARG_COLUMN},
    {XML_ERR_INVALID_DEC_CHARREF, DIAG_XML_CHARREF, ARG_COLUMN},
    {XML_ERR_UNSUPPORTED_ENCODING, DIAG_XML_ENCODING_UNKNOWN, ARG_STR1},
    {XML_ERR_UNKNOWN_ENCODING, DIAG_XML_ENCODING_UNKNOWN, ARG_STR1},
    {XML_ERR_INVALID_ENCODING, DIAG_XML_ENCODING_BROKEN, ARG_COLUMN},
    {XML_I18N_CONV_FAILED, DIAG_XML_ENCODING_BROKEN, ARG_COLUMN},
    {XML_IO_ENCODER, DIAG_XML_ENCODING_BROKEN, ARG_COLUMN},
    {XML_NS_ERR_UNDEFINED_NAMESPACE, DIAG_XML_PREFIX, ARG_STR1},
};

/* "no name" is said both for a bare & and for a bare <; the byte before tells which. */
static enum diag_id bare_mark(xmlParserCtxtPtr c)
{
    const xmlParserInput *in = c->input;
    for (const xmlChar *s = in ? in->cur : NULL; s && s > in->base && s + 2 > in->cur; s--)
        if (s[-1] == '&')
            return DIAG_XML_AMPERSAND;
        else if (s[-1] == '<')
            return DIAG_XML_LESS_THAN;
    return DIAG_XML_TAG;
}

/* Undefined prefixes carry the prefix in str1 for elements and in str1 for attributes alike. */
static void report(xmlParserCtxtPtr c, const xmlError *e, enum diag_id id, enum arg arg)
{
    struct parse *p = c->_private;
    struct loc loc = loc_at(p->name, e->line);
    char column[24], line[24], code[24];
    const char *str = e->str1 ? e->str1 : "?";
    number(column, e->int2);
    switch (arg) {
    case ARG_STR1:
        diag_report(p->d, id, &loc, (const char *const[]){str, column, NULL});
        break;
    case ARG_TAGS:
        number(line, e->int1);
        diag_report(p->d, id, &loc, (const char *const[]){str, line, e->str2 ? e->str2 : "?", column, NULL});
        break;
    case ARG_CODE_POINT:
        snprintf(code, sizeof code, "U+%04X", (unsigned)e->int1);
        diag_report(p->d, id, &loc, (const char *const[]){code, column, NULL});
        break;
    default:
        diag_report(p->d, id, &loc, (const char *const[]){column, NULL});
    }
}

static void on_error(void *ctx, xmlErrorPtr e)
{
    xmlParserCtxtPtr c = ctx;
    struct parse *p = c->_private;
    enum diag_id id = DIAG_XML_SYNTAX;
    enum arg arg = ARG_COLUMN;
    if (p->failed || e->level < XML_ERR_ERROR || e->code == XML_ERR_USER_STOP)
        return;
    p->failed = true;
    if (e->code == XML_ERR_NAME_REQUIRED) {
        id = bare_mark(c);
    } else {
        for (size_t i = 0; i < sizeof error_map / sizeof *error_map; i++)
            if (error_map[i].code == e->code) {
                id = error_map[i].id;
                arg = error_map[i].arg;
            }
    }
    /* Where the text can't be decoded, libxml2 takes the file as ended. */
    if (c->input && c->input->buf && c->input->buf->error == XML_IO_ENCODER) {
        report(c, e, DIAG_XML_ENCODING_BROKEN, ARG_COLUMN);
        return;
    }
    /* The file ended although an element is open: name the element, not the missing tag. */
    if (id == DIAG_XML_TAG && c->input && c->input->cur >= c->input->end && c->name) {
        struct loc loc = loc_at(p->name, e->line);
        char column[24];
        diag(p->d, XML_NOT_CLOSED, &loc, (const char *)c->name, number(column, e->int2));
        return;
    }
    report(c, e, id, arg);
}

static const struct {
    const char *magic;
    size_t n;
    const char *what;
} magics[] = {
    {"PK\3\4", 4, N_("a ZIP archive or an Office document")},
    {"%PDF", 4, N_("a PDF")},
    {"\xD0\xCF\x11\xE0", 4, N_("an old Office document")},
    {"\x89PNG", 4, N_("a PNG picture")},
    {"\xFF\xD8\xFF", 3, N_("a JPEG picture")},
    {"\x1F\x8B", 2, N_("a gzip archive")},
};

static bool is_utf16(const unsigned char *s, size_t n)
{
    return n >= 4 && ((s[0] == 0xFF && s[1] == 0xFE) || (s[0] == 0xFE && s[1] == 0xFF) ||
                      (s[0] == '<' && s[1] == 0) || (s[0] == 0 && s[1] == '<'));
}

static bool looks_binary(const char *data, size_t n, const char *name, struct diag_list *d)
{
    struct loc loc = {.file = name};
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (n >= magics[i].n && !memcmp(data, magics[i].magic, magics[i].n)) {
            diag(d, XML_BINARY, &loc, magics[i].what);
            return true;
        }
    if (is_utf16((const unsigned char *)data, n) || !memchr(data, 0, n))
        return false;
    diag(d, XML_BINARY, &loc, N_("a binary file"));
    return true;
}

/* The encoding that the XML declaration names, "" when it names none. */
static void declared_encoding(const char *s, size_t n, char out[40])
{
    const char *end = n ? memchr(s, '>', n) : NULL, *at;
    out[0] = 0;
    if (n >= 3 && !memcmp(s, "\xEF\xBB\xBF", 3))
        s += 3;
    if (!end || end - s < 6 || strncmp(s, "<?xml", 5))
        return;
    at = memmem(s, (size_t)(end - s), "encoding", 8);
    if (!at)
        return;
    at += 8;
    while (at < end && *at != '"' && *at != '\'')
        at++;
    for (size_t i = 0; i < 39 && ++at < end && *at != '"' && *at != '\''; i++)
        out[i] = *at, out[i + 1] = 0;
}

static bool means_utf8(const char *encoding)
{
    return !*encoding || !strcasecmp(encoding, "UTF-8") || !strcasecmp(encoding, "UTF8") ||
           !strcasecmp(encoding, "US-ASCII") || !strcasecmp(encoding, "ASCII");
}

static void not_utf8(const char *data, size_t n, const char *name, struct diag_list *d)
{
    struct loc loc = {.file = name, .line = 1};
    const char *line = data, *end = data + n;
    char byte[8], column[24];
    for (const char *s = data; s < end;) {
        const char *at = s;
        if (*s == '\n')
            loc.line++, line = s + 1;
        if (utf8_next(&s, end) == 0xFFFD && !(s - at == 3 && !memcmp(at, "\xEF\xBF\xBD", 3))) {
            snprintf(byte, sizeof byte, "%02X", (unsigned)(unsigned char)*at);
            diag(d, XML_NOT_UTF8, &loc, byte, number(column, at - line + 1));
            return;
        }
    }
}

/* Chinese text in GBK is practically never valid UTF-8 and the other way round, so the bytes decide. */
static bool encoding_wrong(const char *data, size_t n, const char *name, struct diag_list *d)
{
    struct loc loc = {.file = name, .line = 1};
    char encoding[40];
    if (is_utf16((const unsigned char *)data, n))
        return false;
    declared_encoding(data, n, encoding);
    bool utf8 = utf8_valid(data, n);
    if (means_utf8(encoding) && !utf8)
        not_utf8(data, n, name, d);
    else if (!means_utf8(encoding) && utf8 && !utf8_is_ascii(data, n))
        diag(d, XML_ENCODING_WRONG, &loc, encoding);
    else
        return false;
    return true;
}

static void hook(xmlParserCtxtPtr c, struct parse *p)
{
    c->_private = p;
    c->sax->startElementNs = on_start;
    c->sax->endElementNs = on_end;
    c->sax->characters = on_text;
    c->sax->ignorableWhitespace = on_text;
    c->sax->cdataBlock = on_text;
    c->sax->internalSubset = on_doctype;
    c->sax->entityDecl = on_entity;
    c->sax->unparsedEntityDecl = on_unparsed;
    c->sax->serror = on_error;
}

static xmlDocPtr parse_dict(const char *data, size_t n, const char *name, struct _xmlDict *dict, struct diag_list *d)
{
    struct parse p = {.d = d, .name = name};
    struct loc loc = {.file = name};
    if (!n) {
        diag(d, XML_EMPTY, &loc);
        return NULL;
    }
    if (looks_binary(data, n, name, d) || encoding_wrong(data, n, name, d))
        return NULL;
    xmlParserCtxtPtr c = xmlNewParserCtxt();
    if (!c)
        base_die_oom();
    if (dict) {
        xmlDictFree(c->dict);
        c->dict = dict;
        xmlDictReference(dict);
    }
    hook(c, &p);
    xmlDocPtr doc = xmlCtxtReadMemory(c, data, (int)n, name, NULL, PARSE_OPTIONS);
    if (doc && (p.failed || !xmlDocGetRootElement(doc))) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    if (!doc && !p.failed)
        diag(d, XML_SYNTAX, &loc, "1");
    xmlFreeParserCtxt(c);
    return doc;
}

/* libxml2 keeps the name as a URI ("%20"); messages and paths want it as it was given. */
static xmlDocPtr with_plain_name(xmlDocPtr doc, const char *name)
{
    if (doc) {
        xmlFree((xmlChar *)doc->URL);
        doc->URL = xmlStrdup((const xmlChar *)name);
    }
    return doc;
}

xmlDocPtr xml_parse(const char *data, size_t n, const char *name, struct diag_list *d)
{
    return with_plain_name(parse_dict(data, n, name, NULL, d), name);
}

xmlDocPtr xml_load_dict(const char *path, struct _xmlDict *dict, struct diag_list *d)
{
    struct buf b = {0};
    if (!file_read(path, LIMIT_INPUT_BYTES, &b, d))
        return NULL;
    xmlDocPtr doc = parse_dict(b.data ? b.data : "", b.n, path, dict, d);
    buf_free(&b);
    return doc;
}

xmlDocPtr xml_load(const char *path, struct diag_list *d)
{
    return with_plain_name(xml_load_dict(path, NULL, d), path);
}

static void on_root(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int nb_ns, const xmlChar **ns,
                    int nb_attr, int nb_default, const xmlChar **attr)
{
    xmlSAX2StartElementNs(ctx, local, prefix, uri, nb_ns, ns, nb_attr, nb_default, attr);
    xmlStopParser(ctx);
}

xmlDocPtr xml_root(const char *data, size_t n)
{
    xmlParserCtxtPtr c = xmlNewParserCtxt();
    if (!c)
        base_die_oom();
    c->sax->startElementNs = on_root;
    c->sax->internalSubset = NULL;
    c->sax->entityDecl = NULL;
    c->sax->unparsedEntityDecl = NULL;
    /* An entity of the root's attributes is not known then, and its text is missing there; reading goes on. */
    xmlDocPtr doc = xmlCtxtReadMemory(c, data, (int)(n < ROOT_BYTES ? n : ROOT_BYTES), NULL, NULL,
                                      XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (doc && !xmlDocGetRootElement(doc)) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(c);
    return doc;
}

void xml_free(xmlDocPtr doc)
{
    if (doc)
        xmlFreeDoc(doc);
}

bool xml_below(const char *path, const char *const *roots)
{
    char real[PATH_MAX], root[PATH_MAX];
    if (!realpath(path, real))
        return false;
    for (; roots && *roots; roots++) {
        size_t n = realpath(*roots, root) ? strlen(root) : 0;
        if (n && !strncmp(real, root, n) && (real[n] == '/' || real[n] == 0 || root[n - 1] == '/'))
            return true;
    }
    return false;
}

/* libxml2 itself opens nothing: every file comes in through xml_load(). */
static xmlParserInputPtr load_entity(const char *url, const char *id, xmlParserCtxtPtr c)
{
    (void)url, (void)id, (void)c;
    return NULL;
}

static void say_nothing(void *ctx, const char *fmt, ...)
{
    (void)ctx, (void)fmt;
}

void xml_init(void)
{
    /* before anything of libxml2 has memory */
    if (!BASE_WATCHED && xmlMemSetup(slab_free, slab_malloc, slab_realloc, slab_strdup) != 0)
        base_die_oom();
    LIBXML_TEST_VERSION
    xmlInitParser();
    xmlSetExternalEntityLoader(load_entity);
    /* Whatever libxml2 says outside a parse of ours (it would go to standard error) is caught where it is called. */
    xmlSetGenericErrorFunc(NULL, say_nothing);
    xslt_init();
}

void xml_cleanup(void)
{
    xslt_cleanup();
    xmlCleanupParser();
}
