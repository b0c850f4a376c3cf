/* source_file.c - events from a file, read in blocks: libxml2's push parser calls back, so nothing stands in memory but the
 * block and the nodes made of it. Not xmlTextReader: that builds and frees a tree of its own at the reading place, which
 * costs more than our nodes do, and it stops at 256 levels where we leave out the rest with a message.
 * Trust: no network, no DTD, no external entity; entities of the document's own are refused rather than expanded. */
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fo/reader.h"

#define BLOCK ((size_t)32 << 10)

/* libxml2 compares each attribute of a tag with all before it, so a tag without end is time without end: a tag that has this
 * many signs of equality and is not finished is read no further. (build.c takes LIMIT_ATTRIBUTES.) */
#define TAG_EQUALS (40 * LIMIT_ATTRIBUTES) /* more than stand in one block */

struct file_source {
    FILE *file;
    xmlParserCtxtPtr parser;
    xmlSAXHandler sax;
    struct event_attr *attrs;
    size_t attr_cap;
    unsigned long long read;
    size_t equals; /* in the tag that is not finished, ... */
    unsigned long long tag_at; /* ... and where it begins [bytes of the document] */
    bool ended;
};

static struct file_source *self(void *user)
{
    return ((struct fo_reader *)user)->source;
}

static unsigned line_of(const struct file_source *f)
{
    return f->parser->input && f->parser->input->line > 0 ? (unsigned)f->parser->input->line : 0;
}

/* libxml2 gives attributes as five pointers each: name, prefix, namespace, value, its end. */
static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns, int ns_count,
                     const xmlChar **ns_list, int count, int defaulted, const xmlChar **attributes)
{
    struct fo_reader *r = user;
    struct file_source *f = self(user);
    (void)prefix, (void)ns_count, (void)ns_list, (void)defaulted;
    if ((size_t)count > f->attr_cap) {
        f->attr_cap = (size_t)count * 2;
        f->attrs = xrealloc(f->attrs, f->attr_cap * sizeof *f->attrs);
    }
    for (int i = 0; i < count; i++) {
        const xmlChar **a = attributes + 5 * i;
        f->attrs[i] = (struct event_attr){(const char *)a[2], (const char *)a[0], strlen((const char *)a[0]),
                                          {(const char *)a[3], (size_t)(a[4] - a[3])}};
    }
    build_start(r, &(struct start_tag){
        .ns = (const char *)ns, .name = (const char *)name, .name_len = strlen((const char *)name), .attrs = f->attrs,
        .count = (size_t)count, .line = line_of(f),
    });
    if (r->failed)
        xmlStopParser(f->parser);
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *ns)
{
    (void)name, (void)prefix, (void)ns;
    build_end(user);
}

static void on_text(void *user, const xmlChar *s, int n)
{
    build_text(user, (const char *)s, (size_t)n);
}

static void fail(struct fo_reader *r, enum diag_id id, const struct loc *loc, const char *detail)
{
    if (r->failed)
        return;
    diag_report(r->diag, id, loc, (const char *const[]){r->file, detail, NULL});
    build_fail(r);
    xmlStopParser(self(r)->parser);
}

static void on_reference(void *user, const xmlChar *name)
{
    struct fo_reader *r = user;
    struct loc loc = {.file = r->file, .line = line_of(r->source)};
    (void)name;
    fail(r, DIAG_FO_SYNTAX_ENTITY, &loc, NULL);
}

static const struct {
    int code;
    enum diag_id id;
} syntax[] = {
    {XML_ERR_TAG_NAME_MISMATCH, DIAG_FO_SYNTAX_TAG}, {XML_ERR_DOCUMENT_EMPTY, DIAG_FO_NO_DOCUMENT},
    {XML_ERR_DOCUMENT_END, DIAG_FO_SYNTAX_END}, {XML_ERR_TAG_NOT_FINISHED, DIAG_FO_SYNTAX_END},
    {XML_ERR_INVALID_CHAR, DIAG_FO_SYNTAX_ENCODING}, {XML_ERR_INVALID_ENCODING, DIAG_FO_SYNTAX_ENCODING},
    {XML_ERR_UNKNOWN_ENCODING, DIAG_FO_SYNTAX_ENCODING}, {XML_ERR_UNSUPPORTED_ENCODING, DIAG_FO_SYNTAX_ENCODING},
    {XML_I18N_CONV_FAILED, DIAG_FO_SYNTAX_ENCODING}, {XML_I18N_NO_NAME, DIAG_FO_SYNTAX_ENCODING},
    {XML_ERR_UNDECLARED_ENTITY, DIAG_FO_SYNTAX_ENTITY}, {XML_WAR_UNDECLARED_ENTITY, DIAG_FO_SYNTAX_ENTITY},
    {XML_ERR_ENTITY_LOOP, DIAG_FO_SYNTAX_ENTITY}, {XML_NS_ERR_UNDEFINED_NAMESPACE, DIAG_FO_SYNTAX_NAMESPACE},
};

static void on_error(void *user, xmlErrorPtr e)
{
    struct fo_reader *r = user;
    struct loc loc = {.file = r->file, .line = e->line > 0 ? (unsigned)e->line : 0};
    char code[16];
    for (size_t i = 0; i < sizeof syntax / sizeof *syntax; i++)
        if (syntax[i].code == e->code) {
            bool nothing = e->code == XML_ERR_DOCUMENT_END && !r->root;
            fail(r, nothing ? DIAG_FO_NO_DOCUMENT : syntax[i].id, &loc, NULL);
            return;
        }
    if (e->level < XML_ERR_ERROR)
        return; /* remarks of the parser, as on a relative namespace */
    const struct file_source *f = r->source;
    if (f->ended && f->parser->input && f->parser->input->cur >= f->parser->input->end) {
        fail(r, DIAG_FO_SYNTAX_END, &loc, NULL); /* a tag, comment or the like that is not finished */
        return;
    }
    snprintf(code, sizeof code, "%d", e->code);
    fail(r, DIAG_FO_SYNTAX, &loc, code);
}

static void new_parser(struct fo_reader *r)
{
    struct file_source *f = r->source;
    memset(&f->sax, 0, sizeof f->sax);
    f->sax.initialized = XML_SAX2_MAGIC;
    f->sax.startElementNs = on_start;
    f->sax.endElementNs = on_end;
    f->sax.characters = f->sax.cdataBlock = f->sax.ignorableWhitespace = on_text;
    f->sax.reference = on_reference;
    f->sax.serror = (xmlStructuredErrorFunc)on_error;
    f->parser = xmlCreatePushParserCtxt(&f->sax, r, NULL, 0, NULL);
    if (!f->parser)
        base_die_oom();
    /* NOENT: without it &amp; in an attribute comes as &#38;. Nothing else is expanded by it, as no declaration is taken. */
    xmlCtxtUseOptions(f->parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_COMPACT);
}

static void too_large(struct fo_reader *r)
{
    char mib[24];
    snprintf(mib, sizeof mib, "%llu", LIMIT_FO_BYTES >> 20);
    fail(r, DIAG_FILE_TOO_LARGE, NULL, mib);
}

/* Does the parser still wait for the end of the start tag that it waited for a block ago? */
static bool same_tag(struct file_source *f)
{
    const xmlParserInput *in = f->parser->input;
    if (!in || in->end - in->cur < 2 || in->cur[0] != '<' || in->cur[1] == '!' || in->cur[1] == '?')
        return false;
    unsigned long long at = in->consumed + (unsigned long long)(in->cur - in->base);
    bool same = at == f->tag_at;
    f->tag_at = at;
    return same;
}

static bool tag_too_long(struct fo_reader *r, const char *block, size_t n)
{
    struct file_source *f = r->source;
    struct loc loc = {.file = r->file, .line = line_of(f)};
    char limit[16];
    if (!same_tag(f))
        f->equals = 0;
    for (size_t i = 0; i < n; i++)
        f->equals += block[i] == '=';
    if (f->equals <= TAG_EQUALS)
        return false;
    snprintf(limit, sizeof limit, "%d", TAG_EQUALS);
    fail(r, DIAG_FO_SYNTAX_ATTRIBUTES, &loc, limit);
    return true;
}

static bool step(struct fo_reader *r)
{
    struct file_source *f = r->source;
    char block[BLOCK];
    if (f->ended)
        return false;
    errno = 0;
    size_t n = fread(block, 1, sizeof block, f->file);
    if (n < sizeof block && ferror(f->file)) {
        fail(r, DIAG_FILE_READ, NULL, strerror(errno));
        return false;
    }
    f->read += n;
    if (f->read > LIMIT_FO_BYTES) {
        too_large(r);
        return false;
    }
    f->ended = n < sizeof block;
    if (tag_too_long(r, block, n))
        return false;
    xmlParseChunk(f->parser, block, (int)n, f->ended);
    return !r->failed;
}

static void free_parser(struct file_source *f)
{
    if (f->parser && f->parser->myDoc)
        xmlFreeDoc(f->parser->myDoc);
    xmlFreeParserCtxt(f->parser);
    f->parser = NULL;
}

static bool rewind_file(struct fo_reader *r)
{
    struct file_source *f = r->source;
    if (fseek(f->file, 0, SEEK_SET))
        return false;
    free_parser(f);
    new_parser(r);
    f->ended = false;
    f->read = 0;
    f->equals = 0;
    f->tag_at = 0;
    return true;
}

static void close_file(struct fo_reader *r)
{
    struct file_source *f = r->source;
    free_parser(f);
    fclose(f->file);
    free(f->attrs);
    free(f);
}

/* Standard input can't be read twice: it is put into a file without a name first. */
static FILE *spool(struct diag_list *d)
{
    FILE *out = tmpfile();
    char block[BLOCK];
    unsigned long long total = 0;
    size_t n;
    if (!out) {
        diag(d, FILE_OPEN, NULL, "-", strerror(errno));
        return NULL;
    }
    while ((n = fread(block, 1, sizeof block, stdin)) && fwrite(block, 1, n, out) == n && (total += n) <= LIMIT_FO_BYTES)
        ;
    if (ferror(stdin) || ferror(out) || total > LIMIT_FO_BYTES || fseek(out, 0, SEEK_SET)) {
        char mib[24];
        snprintf(mib, sizeof mib, "%llu", LIMIT_FO_BYTES >> 20);
        if (total > LIMIT_FO_BYTES)
            diag(d, FILE_TOO_LARGE, NULL, "-", mib);
        else
            diag(d, FILE_READ, NULL, "-", strerror(errno));
        fclose(out);
        return NULL;
    }
    return out;
}

struct fo_reader *fo_open_file(const char *path, struct diag_list *d)
{
    static const struct source_ops ops = {step, rewind_file, close_file};
    bool standard = !strcmp(path, "-");
    FILE *file = standard ? spool(d) : fopen(path, "rb");
    if (!file) {
        if (!standard)
            diag(d, FILE_OPEN, NULL, path, strerror(errno));
        return NULL;
    }
    struct file_source *f = xcalloc(1, sizeof *f);
    f->file = file;
    struct fo_reader *r = reader_new(&ops, f, path, d);
    r->own_lines = true;
    new_parser(r);
    return r;
}
