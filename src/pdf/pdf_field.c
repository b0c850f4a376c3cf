/* pdf_field.c - fields of a form (PDF 32000-1, 12.7): places to sign or to seal, and places to fill in.
 *
 * Field and widget are one object. It shows nothing itself, because the page has its label and its room already; so pages are the
 * same with and without fields. What the profiles ask for holds of each: an appearance, the print flag, no action, and nobody
 * is told to make appearances anew (ISO 19005-1, 6.5.3 and 6.9; 19005-2, 6.3 and 6.4.1); an alternate name and a Form element of
 * its own (ISO 14289-1, 7.18.1 and 7.18.4). A place to sign has no value until somebody signs. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "pdf/pdf_int.h"

enum { SIGNATURES_EXIST = 1 /* SigFlags */, MULTILINE = 1 << 12 };

/* What people write into fields: dates in digits of both kinds, and the words of an opinion. A program that is given other
 * characters takes a face of its own; the whole of a Han face would be megabytes. */
static const char fill_in[] = "0123456789〇一二三四五六七八九十年月日";
static const char fill_in_lines[] = " -./:%()，。、：；！？（）《》“”同意不推荐支持申报项目该我单位经审查核实材料属真完整有效情况符合要求条件通过请予立批准无异议意见如下承诺提供配套建";

/* The face for Han of the object's family, with what people write. NULL: it has none. */
static struct pdf_font *face_of(struct pdf *p, const struct fo_node *n, bool lines)
{
    struct font_request r = {.families = fo_families(n), .weight = 400, .language = p->info.language};
    const struct font_list *list = p->opt.fonts ? font_list_find(p->opt.fonts, &r, p->base.diag) : NULL;
    bool bold, italic, fallback;
    const struct font_face *face = list ? font_find(p->opt.fonts, list, 0x5e74, 0, FONT_SCRIPT_HAN, &bold, &italic, &fallback) : NULL;
    struct pdf_font *f = face ? pdf_font_find(p, face) : NULL;

    for (int set = 0; f && set <= (int)lines; set++) {
        const char *s = set ? fill_in_lines : fill_in, *end = s + strlen(s);
        while (s < end) {
            const char *from = s;
            uint32_t gid = font_glyph(face, utf8_next(&s, end));
            bool exact;
            if (gid)
                pdf_font_code(p, f, gid, from, (size_t)(s - from), &exact);
        }
    }
    return f;
}

/* A period parts the names of a field and of those above it (12.7.3.2), # is ours. */
static const char *name_of(struct pdf *p, const char *given)
{
    char *name = arena_strdup(p->arena, given);

    for (char *c = name; *c; c++)
        if (*c == '.' || *c == '#')
            *c = '-';
    return name;
}

/* Only what stands on a page of its own has a field: a slot's content may be shown many times. */
bool pdf_field(struct device *dev, const struct fo_node *n, mpt x, mpt y, mpt w, mpt h)
{
    struct pdf *p = (struct pdf *)dev;
    const char *name = fo_string(n, FO_X_FIELD_NAME), *label = fo_string(n, FO_X_FIELD_LABEL);
    enum fo_keyword kind = fo_enum(n, FO_X_FIELD), align = fo_enum(n, FO_P_TEXT_ALIGN);

    if (!p->opt.fields || p->at != &p->page)
        return true;
    if (!*name && !*label) {
        diag(p->base.diag, PDF_FIELD, &n->loc);
        return true;
    }
    struct pdf_place a = pdf_on_page(p, x, y), b = pdf_on_page(p, x + w, y + h);
    *VEC_PUSH(p->arena, &p->fields) = (struct pdf_field){
        .kind = kind,
        .box = pdf_box(a, b),
        .name = name_of(p, *name ? name : label),
        .label = arena_strdup(p->arena, *label ? label : name),
        .font = kind == FO_K_SIGNATURE ? NULL : face_of(p, n, kind == FO_K_LINES),
        .size = fo_mpt(n, FO_P_FONT_SIZE, 0),
        .centred = kind == FO_K_TEXT || align == FO_K_CENTER,
        .serial = n->serial,
        .elem = pdf_tags_field(p, n),
    };
    return pdf_ok(p);
}

/* --- written at the end --- */

/* What stands inside another one is drawn first, but has to lie over it: it comes later in the page's list (12.5.2). */
static int by_serial(const void *a, const void *b)
{
    const struct pdf_field *x = a, *y = b;

    return x->serial < y->serial ? -1 : x->serial > y->serial;
}

static int by_name(const void *a, const void *b)
{
    const struct pdf_field *const *x = a, *const *y = b;
    int order = strcmp((*x)->name, (*y)->name);

    return order != 0 ? order : *x < *y ? -1 : *x > *y;
}

/* The second of a name is name#2. */
static void tell_apart(struct pdf *p)
{
    struct pdf_field **all = arena_array(p->arena, p->fields.n, sizeof *all);

    for (size_t i = 0; i < p->fields.n; i++)
        all[i] = &p->fields.v[i];
    qsort(all, p->fields.n, sizeof *all, by_name);
    for (size_t i = 0, same = 0; i < p->fields.n; i++) {
        same = i && strcmp(all[i]->name, all[i - same]->name) == 0 ? same : 0;
        same++;
        if (same > 1)
            all[i]->name = arena_printf(p->arena, "%s#%zu", all[i]->name, same);
    }
}

/* A form that draws nothing, of the field's size; text that is filled in goes between the marks (12.7.3.3). */
static unsigned appearance(struct pdf *p, const struct pdf_field *f)
{
    struct buf b = {0};
    const char *content = f->font ? "/Tx BMC\nEMC\n" : "";

    buf_puts(&b, "/Type /XObject /Subtype /Form /BBox [0 0 ");
    buf_decimal(&b, f->box.x1 - f->box.x0, 3);
    buf_putc(&b, ' ');
    buf_decimal(&b, f->box.y1 - f->box.y0, 3);
    buf_puts(&b, "] /Resources <<");
    if (f->font)
        buf_printf(&b, "/Font <</F%u %u 0 R>>", f->font->number, pdf_number(f->font->type0));
    buf_puts(&b, ">> ");
    return pdf_number(pdf_stream(p, content, strlen(content), PDF_AS_IT_IS, &b));
}

static void put_default(struct buf *b, const struct pdf_field *f)
{
    buf_printf(b, "/DA (/F%u ", f->font->number);
    buf_decimal(b, f->size, 3);
    buf_puts(b, " Tf 0 g)");
}

static void write_field(struct pdf *p, struct pdf_field *f)
{
    struct buf b = {0};

    buf_puts(&b, "/Type /Annot /Subtype /Widget /F 4 ");
    pdf_put_rectangle(p, &b, &f->box);
    buf_printf(&b, "/P %u 0 R /AP <</N %u 0 R>> ", pdf_number(p->pages.v[f->box.page].object), appearance(p, f));
    if (f->kind == FO_K_SIGNATURE) {
        buf_puts(&b, "/FT /Sig ");
    } else {
        buf_printf(&b, "/FT /Tx /Ff %d /Q %d ", f->kind == FO_K_LINES ? MULTILINE : 0, f->centred ? 1 : 0);
        if (f->font)
            put_default(&b, f);
    }
    pdf_text_string(&b, "T", f->name);
    pdf_text_string(&b, "TU", f->label);
    if (p->tags->on)
        buf_printf(&b, "/StructParent %zu ", p->tags->pages.n + p->links.n + (size_t)(f - p->fields.v));
    f->object = pdf_annotation(p, f->box.page, &b);
    if (p->tags->on)
        pdf_tags_kid(p, f->elem, (struct pdf_kid){.key = UINT32_MAX, .page = KID_FIELD, .what = (uint32_t)(f - p->fields.v)});
}

/* Each face that a field writes with, once: the resources of the form. */
static void put_faces(struct pdf *p, struct buf *b)
{
    unsigned serial = ++p->serial;

    buf_puts(b, "/DR <</Font <<");
    for (size_t i = 0; i < p->fields.n; i++) {
        struct pdf_font *f = p->fields.v[i].font;
        if (!f || f->serial == serial)
            continue;
        f->serial = serial;
        buf_printf(b, "/F%u %u 0 R ", f->number, pdf_number(f->type0));
    }
    buf_puts(b, ">>>> ");
}

void pdf_field_finish(struct pdf *p)
{
    struct buf b = {0};
    HPDF_Dict form;
    bool signatures = false;

    if (!p->fields.n)
        return;
    qsort(p->fields.v, p->fields.n, sizeof *p->fields.v, by_serial);
    tell_apart(p);
    form = pdf_dict(p);
    buf_puts(&b, "/Fields [");
    for (size_t i = 0; i < p->fields.n; i++) {
        write_field(p, &p->fields.v[i]);
        buf_printf(&b, "%u 0 R ", p->fields.v[i].object);
        signatures |= p->fields.v[i].kind == FO_K_SIGNATURE;
    }
    buf_puts(&b, "] ");
    put_faces(p, &b);
    if (signatures)
        buf_printf(&b, "/SigFlags %d", SIGNATURES_EXIST);
    pdf_entries(form, &b);
    HPDF_Dict_Add(p->doc->catalog, "AcroForm", form);
}
