/* paper_claim.c - what a PDF says of itself: PDF/A, by its metadata (ISO 19005-2, 6.6.4).
 *
 * It is believed, for nobody can judge a file in passing. Two things are looked at, since they decide what the pages are among
 * others: whether the colours are those of a press, and whether a text of level B can be read out all the same. */
#include <string.h>

#include "paper/paper_qpdf.h"

enum { FORMS = 4, /* nesting of form XObjects that are looked into */ OBJECTS = 20000 /* names of resources in all */ };

/* What follows "pdfaid:NAME" as an attribute's or an element's value; '\0': it is not there. */
static char identified(const char *xmp, const char *name)
{
    const char *at = strstr(xmp, name);

    at = at ? at + strlen(name) : "";
    at += strspn(at, " \t\r\n=>");
    at += *at == '"' || *at == '\'';
    return *at;
}

static bool has_inks(qpdf_data q)
{
    qpdf_oh all = paper_key(q, qpdf_get_root(q), "/OutputIntents");
    int n = 0;

    for (int i = 0, count = qpdf_oh_is_array(q, all) ? qpdf_oh_get_array_n_items(q, all) : 0; i < count && n != 4; i++)
        qpdf_oh_get_value_as_int(q, paper_key(q, paper_key(q, qpdf_oh_get_array_item(q, all, i), "/DestOutputProfile"), "/N"),
                                 &n);
    return n == 4;
}

/* --- text --- */

struct look {
    qpdf_data q;
    struct arena *arena;
    unsigned left; /* of OBJECTS */
};

static bool is_readable_font(struct look *l, qpdf_oh font)
{
    qpdf_oh encoding = paper_key(l->q, font, "/Encoding");

    return qpdf_oh_is_stream(l->q, paper_key(l->q, font, "/ToUnicode")) || paper_is_named(l->q, encoding, "/WinAnsiEncoding") ||
           paper_is_named(l->q, encoding, "/MacRomanEncoding");
}

static bool is_readable(struct look *l, qpdf_oh holder, unsigned depth);

/* The iterator is one per document, so the names of a category are taken down before its entries are gone into. */
static bool all_of(struct look *l, qpdf_oh category, bool (*good)(struct look *, qpdf_oh, unsigned), unsigned depth)
{
    VEC(const char *) names = {0};
    bool ok = true;

    if (!qpdf_oh_is_dictionary(l->q, category))
        return true;
    for (qpdf_oh_begin_dict_key_iter(l->q, category); qpdf_oh_dict_more_keys(l->q) && l->left > 0; l->left--)
        *VEC_PUSH(l->arena, &names) = arena_strdup(l->arena, qpdf_oh_dict_next_key(l->q));
    for (size_t i = 0; ok && i < names.n; i++)
        ok = good(l, paper_key(l->q, category, names.v[i]), depth);
    return ok && l->left > 0;
}

static bool font_is_good(struct look *l, qpdf_oh font, unsigned unused)
{
    (void)unused;
    return is_readable_font(l, font);
}

static bool form_is_good(struct look *l, qpdf_oh x, unsigned depth)
{
    return !paper_is_named(l->q, paper_key(l->q, x, "/Subtype"), "/Form") || (depth < FORMS && is_readable(l, x, depth + 1));
}

static bool is_readable(struct look *l, qpdf_oh holder, unsigned depth)
{
    qpdf_oh resources = paper_key(l->q, holder, "/Resources");

    return all_of(l, paper_key(l->q, resources, "/Font"), font_is_good, depth) &&
           all_of(l, paper_key(l->q, resources, "/XObject"), form_is_good, depth);
}

static bool text_is_readable(qpdf_data q, unsigned pages)
{
    struct look l = {q, arena_new(), OBJECTS};
    bool good = true;

    for (unsigned i = 0; i < pages && good; i++)
        good = is_readable(&l, qpdf_get_page_n(q, i), 0);
    arena_free(l.arena);
    return good;
}

void paper_claim(qpdf_data q, struct paper *p)
{
    qpdf_oh metadata = paper_key(q, qpdf_get_root(q), "/Metadata");
    struct buf xmp = {0};

    if (qpdf_oh_is_stream(q, metadata) && paper_add_stream(q, metadata, &xmp) && xmp.n && !has_inks(q)) {
        char part = identified(xmp.data, "pdfaid:part"), level = identified(xmp.data, "pdfaid:conformance");
        if (part >= '1' && part <= '3' && level && strchr("ABU", level))
            p->archival = (struct paper_archival){(unsigned)(part - '0'), level};
        if (level == 'B' && p->archival.part && text_is_readable(q, p->pages))
            p->archival.level = 'U';
    }
    buf_free(&xmp);
    qpdf_oh_release_all(q);
}
