#include "sheet/sax.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/limits.h"
#include "sheet/book.h"

#define CHUNK ((size_t)64 << 10)

struct sax {
    const struct sax_events *events;
    void *arg;
    xmlParserCtxtPtr parser;
    unsigned depth;
    bool stopped;       /* wanted */
    const char *refused; /* what is not read */
};

void sax_stop(struct sax *handle)
{
    handle->stopped = true;
    xmlStopParser(handle->parser);
}

static void refuse(struct sax *s, const char *what)
{
    s->refused = s->refused ? s->refused : what;
    xmlStopParser(s->parser);
}

static void start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nns, const xmlChar **ns,
                  int nattr, int ndefaulted, const xmlChar **attr)
{
    (void)prefix, (void)nns, (void)ns, (void)ndefaulted;
    struct sax *s = ctx;
    if (s->stopped || s->refused)
        return;
    if (++s->depth > LIMIT_DEPTH) {
        refuse(s, N_("elements are nested too deep"));
        return;
    }
    struct sax_attributes a = {nattr > 0 ? (size_t)nattr : 0, attr};
    if (s->events->start)
        s->events->start(s->arg, uri ? (const char *)uri : "", (const char *)name, &a);
}

static void end(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)prefix;
    struct sax *s = ctx;
    if (s->stopped || s->refused)
        return;
    s->depth--;
    if (s->events->end)
        s->events->end(s->arg, uri ? (const char *)uri : "", (const char *)name);
}

static void text(void *ctx, const xmlChar *p, int n)
{
    struct sax *s = ctx;
    if (!s->stopped && !s->refused && s->events->text)
        s->events->text(s->arg, (const char *)p, (size_t)n);
}

static void subset(void *ctx, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
    (void)name, (void)id, (void)system;
    refuse(ctx, N_("it has a DOCTYPE, which is not read"));
}

static void quiet(void *ctx, const char *fmt, ...)
{
    (void)ctx, (void)fmt;
}

static bool feed(struct sax *s, struct stream *in)
{
    char chunk[CHUNK];
    for (long n; !s->stopped && !s->refused;) {
        if ((n = stream_read(in, chunk, sizeof chunk)) < 0)
            return false;
        if (xmlParseChunk(s->parser, chunk, (int)n, n == 0) != 0 && !s->stopped)
            return true; /* complained about below */
        if (n == 0)
            break;
    }
    return true;
}

static bool complain(struct sax *s, const char *part, struct diag_list *d)
{
    struct loc at = {.file = part, .line = (unsigned)xmlSAX2GetLineNumber(s->parser)};
    if (s->refused)
        diag(d, SHEET_XML, &at, s->refused);
    else if (!s->stopped && !s->parser->wellFormed)
        diag(d, SHEET_XML, &at, s->parser->lastError.code == XML_ERR_DOCUMENT_END || s->depth ? N_("it is cut off or damaged here")
                                                                                            : N_("it is damaged here"));
    else
        return false;
    return true;
}

bool sax_run(struct stream *in, const char *part, const struct sax_events *events, void *arg, struct sax **handle,
             struct diag_list *d)
{
    struct sax s = {.events = events, .arg = arg};
    xmlSAXHandler h = {.initialized = XML_SAX2_MAGIC, .startElementNs = start, .endElementNs = end, .characters = text,
                       .cdataBlock = text, .internalSubset = subset, .error = quiet, .warning = quiet};
    s.parser = xmlCreatePushParserCtxt(&h, &s, NULL, 0, NULL);
    if (!s.parser)
        base_die_oom();
    /* NOENT: without it &amp; in an attribute comes as &#38;. Nothing is expanded by it, as no DOCTYPE is read. */
    xmlCtxtUseOptions(s.parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOWARNING | XML_PARSE_NOERROR);
    if (handle)
        *handle = &s;
    bool ok = feed(&s, in) && !complain(&s, part, d);
    xmlFreeParserCtxt(s.parser);
    return ok;
}

const char *sax_attribute(const struct sax_attributes *a, const char *ns, const char *name, size_t *n)
{
    const xmlChar *const *v = a->raw;
    for (size_t i = 0; i < a->n; i++, v += 5)
        if (strcmp((const char *)v[0], name) == 0 && (!*ns || (v[2] && strcmp((const char *)v[2], ns) == 0))) {
            *n = (size_t)(v[4] - v[3]);
            return (const char *)v[3];
        }
    return NULL;
}

char *sax_copy(struct arena *arena, const struct sax_attributes *a, const char *ns, const char *name)
{
    size_t n;
    const char *v = sax_attribute(a, ns, name, &n);
    return v ? arena_strndup(arena, v, n) : NULL;
}

bool sax_attribute_is(const struct sax_attributes *a, const char *name, const char *value)
{
    size_t n;
    const char *v = sax_attribute(a, "", name, &n);
    return v && n == strlen(value) && memcmp(v, value, n) == 0;
}

unsigned sax_attribute_number(const struct sax_attributes *a, const char *name, unsigned most, unsigned missing)
{
    size_t n;
    const char *v = sax_attribute(a, "", name, &n);
    unsigned long value = 0;
    for (size_t i = 0; v && i < n; i++) {
        if (v[i] < '0' || v[i] > '9' || value > most)
            return missing;
        value = 10 * value + (unsigned)(v[i] - '0');
    }
    return v && value >= 1 && value <= most ? (unsigned)value : missing;
}
