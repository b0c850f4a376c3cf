/* pdf_meta.c - what the file says about itself: profile, information, XMP, output intent, identity. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pdf/pdf_int.h"

/* --- profiles --- */

static const struct pdf_keeps profiles[] = {
    [PDF_17] = {.name = "1.7", .version = "1.7", .packed = true, .transparency = true},
    [PDF_A1B] = {.name = "pdfa-1b", .version = "1.4", .claim = {1, 'B'}, .cid_set = true},
    [PDF_A2U] = {.name = "pdfa-2u", .version = "1.7", .claim = {2, 'U'}, .packed = true, .transparency = true},
    [PDF_A3A] = {.name = "pdfa-3a", .version = "1.7", .claim = {3, 'A'}, .packed = true, .tagged = true, .transparency = true},
};

const struct pdf_keeps *pdf_profile(enum pdf_profile profile)
{
    return &profiles[profile];
}

bool pdf_profile_named(const char *name, enum pdf_profile *out)
{
    for (size_t i = 0; i < sizeof profiles / sizeof profiles[0]; i++) {
        if (strcmp(profiles[i].name, name) == 0) {
            *out = (enum pdf_profile)i;
            return true;
        }
    }
    return false;
}

const char *pdf_profile_name(enum pdf_profile profile)
{
    return profiles[profile].name;
}

/* A page of another file keeps what that file keeps: nothing when it is no PDF/A, or of a part that allows more than ours (of
 * part 3 come no attachments, so it is one of part 2). Its tags stay behind, but the picture that it is here has its own. */
static struct pdf_claim with_paper(struct pdf_claim claim, const struct paper *paper)
{
    bool fits = paper->archival.part == 1 || (paper->archival.part >= 2 && paper->archival.part <= 3 && claim.part >= 2);

    if (!fits || claim.part == 0)
        return (struct pdf_claim){0};
    return (struct pdf_claim){claim.part, paper->archival.level == 'B' ? 'B' : claim.level};
}

static bool same_claim(struct pdf_claim a, struct pdf_claim b)
{
    return a.part == b.part && a.level == b.level;
}

static const char *claim_name(struct pdf_claim c, char out[16])
{
    snprintf(out, 16, c.part ? "PDF/A-%u%c" : "PDF 1.7", c.part, c.level | 32);
    return out;
}

bool pdf_profile_keeps(enum pdf_profile profile, const struct paper *paper)
{
    return same_claim(with_paper(profiles[profile].claim, paper), profiles[profile].claim);
}

/* Parts 1 and 2 of PDF/A have no attachments that are not PDF/A themselves. */
bool pdf_profile_attaches(enum pdf_profile profile)
{
    return profiles[profile].claim.part == 0 || profiles[profile].claim.part == 3;
}

static const char *const annexes[] = {[PDF_ANNEXES_DROP] = "drop", [PDF_ANNEXES_ATTACH] = "attach", [PDF_ANNEXES_REFUSE] = "refuse"};

bool pdf_annexes_named(const char *name, enum pdf_annexes *out)
{
    for (int i = 0; i < (int)(sizeof annexes / sizeof annexes[0]); i++) {
        if (strcmp(annexes[i], name) == 0) {
            *out = (enum pdf_annexes)i;
            return true;
        }
    }
    return false;
}

const char *pdf_annexes_name(enum pdf_annexes way)
{
    return annexes[way];
}

/* Annexes that are less than the profile make the whole less; each is named once. */
static void consider_papers(struct pdf *p)
{
    const struct paper *last = NULL;

    for (size_t i = 0; i < p->papers.n; i++) {
        const struct paper *paper = p->papers.v[i].paper;
        struct pdf_claim now = with_paper(p->claim, paper);
        char got[16], wanted[16];
        if (paper != last && !pdf_profile_keeps(p->opt.profile, paper))
            diag(p->base.diag, PDF_ANNEX, NULL, paper->name, claim_name(now, got), claim_name(p->keeps->claim, wanted));
        last = paper;
        p->claim = now;
        p->colored = true; /* whatever it is */
    }
}

bool pdf_profile_holds(struct pdf *p)
{
    if (p->broken) {
        diag(p->base.diag, PDF_PROFILE, NULL, p->keeps->name);
        p->failed = true;
        return false;
    }
    p->claim = p->keeps->claim;
    consider_papers(p);
    return true;
}

/* --- information (PDF 32000-1, 14.3.3) and the same as XMP --- */

/* The document's time in UTC: as a PDF date, or as ISO 8601. False: none is stated. */
static bool write_time(const struct pdf *p, const char *form, char out[40])
{
    time_t t = (time_t)p->info.created;
    struct tm tm;

    if (p->info.created < 0 || !gmtime_r(&t, &tm))
        return false;
    snprintf(out, 40, form, (tm.tm_year + 1900) % 10000, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec);
    return true;
}

bool pdf_date(const struct pdf *p, char out[40])
{
    return write_time(p, "D:%04d%02d%02d%02d%02d%02dZ", out);
}

static void write_info(struct pdf *p)
{
    struct buf b = {0};
    char date[40];

    HPDF_Dict_RemoveElement(p->doc->info, "Producer");
    pdf_text_string(&b, "Title", p->info.title);
    pdf_text_string(&b, "Author", p->info.author);
    pdf_text_string(&b, "Subject", p->info.subject);
    pdf_text_string(&b, "Keywords", p->info.keywords);
    pdf_text_string(&b, "Creator", p->opt.producer);
    pdf_text_string(&b, "Producer", p->opt.producer);
    if (pdf_date(p, date))
        buf_printf(&b, "/CreationDate (%s)/ModDate (%s)", date, date);
    pdf_entries(p->doc->info, &b);
}

/* One element with what stands around its text. */
static void put_property(struct buf *b, const char *name, const char *open, const char *value, const char *close)
{
    if (!value || !*value)
        return;
    buf_printf(b, "<%s>%s", name, open);
    buf_xml(b, value, strlen(value));
    buf_printf(b, "%s</%s>\n", close, name);
}

static const char alternatives[] = "<rdf:Alt><rdf:li xml:lang=\"x-default\">", alternatives_end[] = "</rdf:li></rdf:Alt>";

/* PDF/UA-1 (ISO 14289-1) is promised where nothing that it asks for is missing: texts for figures, a title, a language; an annex
 * is there as a picture, with its name for a text, but its fonts must be embedded and its text known as PDF/A wants them. */
static bool is_for_all(const struct pdf *p)
{
    return p->tags->on && same_claim(p->claim, p->keeps->claim) && p->tags->complete && p->info.title && *p->info.title && p->info.language && *p->info.language;
}

/* PDF/A knows its own schema, but has to be told of PDF/UA's (ISO 19005-2, 6.6.2.3.3). */
static const char ua_schema[] =
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\""
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\" xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>part of ISO 14289</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n</rdf:li></rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n";

static void put_description(const struct pdf *p, struct buf *b)
{
    char date[40];

    put_property(b, "dc:format", "", "application/pdf", "");
    put_property(b, "dc:title", alternatives, p->info.title, alternatives_end);
    put_property(b, "dc:creator", "<rdf:Seq><rdf:li>", p->info.author, "</rdf:li></rdf:Seq>");
    put_property(b, "dc:description", alternatives, p->info.subject, alternatives_end);
    put_property(b, "dc:language", "<rdf:Bag><rdf:li>", p->info.language, "</rdf:li></rdf:Bag>");
    put_property(b, "pdf:Keywords", "", p->info.keywords, "");
    put_property(b, "pdf:Producer", "", p->opt.producer, "");
    put_property(b, "xmp:CreatorTool", "", p->opt.producer, "");
    if (write_time(p, "%04d-%02d-%02dT%02d:%02d:%02dZ", date)) {
        put_property(b, "xmp:CreateDate", "", date, "");
        put_property(b, "xmp:ModifyDate", "", date, "");
        put_property(b, "xmp:MetadataDate", "", date, "");
    }
    if (p->claim.part)
        buf_printf(b, "<pdfaid:part>%u</pdfaid:part>\n<pdfaid:conformance>%c</pdfaid:conformance>\n", p->claim.part,
                   p->claim.level);
    if (is_for_all(p))
        buf_puts(b, "<pdfuaid:part>1</pdfuaid:part>\n");
}

static void write_xmp(struct pdf *p)
{
    struct buf b = {0}, entries = {0};
    HPDF_Dict d;

    buf_puts(&b, "<?xpacket begin=\"\357\273\277\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                 "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                 "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                 "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                 " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                 " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n");
    put_description(p, &b);
    buf_puts(&b, "</rdf:Description>\n");
    if (is_for_all(p))
        buf_puts(&b, ua_schema);
    buf_puts(&b, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    buf_puts(&entries, "/Type /Metadata /Subtype /XML ");
    d = pdf_stream(p, b.data, b.n, PDF_AS_IT_IS, &entries); /* readable without unpacking: ISO 19005-1, 6.7.2 */
    HPDF_Dict_Add(p->doc->catalog, "Metadata", d);
    buf_free(&b);
}

/* --- catalog --- */

/* What gray and RGB mean (ISO 19005-2, 6.2.3): without colours a gray profile says it in fewer bytes. */
static void write_output_intent(struct pdf *p, struct buf *catalog)
{
    bool gray = !p->colored;
    struct buf entries = {0};
    size_t n;
    const void *icc = pdf_icc(gray, p->keeps->packed, &n);

    if (!icc)
        base_die_oom();
    buf_printf(&entries, "/N %d /Alternate /Device%s ", gray ? 1 : 3, gray ? "Gray" : "RGB");
    buf_printf(catalog, "/OutputIntents [<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(%s)/Info(%s)"
                        "/DestOutputProfile %u 0 R>>] ",
               gray ? "sGray" : "sRGB", gray ? "gray, curve of IEC 61966-2-1" : "sRGB IEC61966-2.1",
               pdf_number(pdf_stream(p, icc, n, PDF_DEFLATED, &entries)));
}

static void write_catalog(struct pdf *p)
{
    struct buf b = {0};

    buf_printf(&b, "/ViewerPreferences <</DisplayDocTitle %s>> ", p->info.title && *p->info.title ? "true" : "false");
    pdf_text_string(&b, "Lang", p->info.language);
    if (p->claim.part)
        write_output_intent(p, &b);
    pdf_attach(p, &b);
    pdf_struct_number(p);
    pdf_struct_catalog(p, &b);
    pdf_entries(p->doc->catalog, &b);
}

/* --- identity --- */

static void hash_text(struct pdf *p, const char *s)
{
    if (s)
        md5_update(&p->md5, strlen(s) + 1, (const uint8_t *)s);
}

/* The file's identity comes from its content (PDF 32000-1, 14.4), so that the same input gives the same bytes. */
static void make_id(struct pdf *p)
{
    HPDF_Array id = HPDF_Array_New(p->doc->mmgr);

    hash_text(p, p->keeps->name);
    hash_text(p, p->info.title);
    hash_text(p, p->info.author);
    hash_text(p, p->info.subject);
    hash_text(p, p->info.keywords);
    md5_digest(&p->md5, sizeof p->digest, p->digest);
    for (int i = 0; i < 2; i++)
        HPDF_Array_Add(id, HPDF_Binary_New(p->doc->mmgr, p->digest, sizeof p->digest));
    HPDF_Dict_Add(p->doc->trailer, "ID", id);
}

void pdf_trailer(struct pdf *p, struct buf *b)
{
    buf_printf(b, "/Root %u 0 R/Info %u 0 R/ID[", pdf_number(p->doc->catalog), pdf_number(p->doc->info));
    for (int i = 0; i < 2; i++) {
        buf_putc(b, '<');
        for (size_t k = 0; k < sizeof p->digest; k++)
            buf_hex(b, p->digest[k], 2);
        buf_putc(b, '>');
    }
    buf_putc(b, ']');
}

void pdf_meta_finish(struct pdf *p)
{
    pdf_struct_arrange(p);
    write_info(p);
    write_xmp(p);
    write_catalog(p); /* the last of libharu's objects is made in it */
    make_id(p);
}
