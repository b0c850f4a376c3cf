#include "batch/inside.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "batch/mask.h"
#include "xslt/xml.h"

static void member(struct buf *b, const char *name, const char *value)
{
    buf_json_member(b, ",\n  ", name, value);
}

static void put_layers(struct buf *b, const struct programme_basis *basis)
{
    bool first = true;
    buf_puts(b, ",\n  \"layers\": [");
    for (size_t i = 0; i < basis->layer_count; i++) {
        if (!basis->layers[i].on)
            continue;
        buf_puts(b, first ? "" : ", ");
        buf_json(b, basis->layers[i].name, strlen(basis->layers[i].name));
        first = false;
    }
    buf_putc(b, ']');
}

/* What shapes the pages beside the proposal: with it, and the same version, they can be made again. */
static void put_options(struct buf *b, const struct document *p, const struct document_output *o)
{
    const struct session_options *s = session_options(p->session);
    const struct programme_basis *basis = programme_basis(p->programme);
    char *file = p->masked ? mask_new(file_name(p->file), MASK_TEXT) : xstrdup(file_name(p->file));
    member(b, "file", file);
    free(file);
    member(b, "programme", programme_id(p->programme));
    member(b, "direction", xml_attribute(xmlDocGetRootElement(p->doc), "direction", NULL));
    member(b, "form", o->form ? o->form->name : NULL);
    member(b, "forms", o->forms);
    member(b, "profile", pdf_profile_name(s->profile));
    member(b, "annexes", pdf_annexes_name(s->annexes));
    buf_printf(b, ",\n  \"checked\": %s", p->findings ? "true" : "false");
    buf_printf(b, ",\n  \"draft\": %s,\n  \"strict\": %s", s->draft ? "true" : "false", s->strict ? "true" : "false");
    buf_printf(b, ",\n  \"fields\": %s", s->no_fields ? "false" : "true");
    member(b, "mask", session_mask_name(s->mask));
    member(b, "maxSize", s->max_size);
    member(b, "asOf", s->as_of);
    if (session_source_instant(p->session) >= 0)
        buf_printf(b, ",\n  \"sourceDate\": %" PRId64, session_source_instant(p->session));
    else
        member(b, "sourceDate", NULL);
    member(b, "site", basis->site_title);
    put_layers(b, basis);
}

static void put_proposal(struct buf *b, struct document *p)
{
    char bytes[CODE_DIGEST];
    sha256_hex(p->bytes.data ? p->bytes.data : "", p->bytes.n, bytes);
    buf_printf(b, ",\n  \"proposal\": {\"bytes\": %zu, \"sha256\": \"%s\"", p->bytes.n, bytes);
    if (*document_digest(p))
        buf_printf(b, ", \"canonical\": \"%s\", \"code\": \"%s\"", document_digest(p), document_code(p));
    if (p->masked) {
        sha256_hex(p->masked_bytes.data, p->masked_bytes.n, bytes);
        buf_printf(b, ", \"masked\": {\"bytes\": %zu, \"sha256\": \"%s\"}", p->masked_bytes.n, bytes);
    }
    buf_putc(b, '}');
}

struct listing {
    struct buf *b;
    struct papers *papers;
    bool masked, any;
};

static void put_paper(void *arg, const char *name)
{
    struct listing *l = arg;
    const struct paper *paper = *name ? papers_find(l->papers, name) : NULL;
    if (!paper)
        return;
    const char *digest = papers_digest(l->papers, name);
    buf_puts(l->b, l->any ? ",\n    {\"name\": " : "\n    {\"name\": ");
    char *shown = l->masked ? mask_new(paper->name, MASK_TEXT) : xstrdup(paper->name);
    buf_json(l->b, shown, strlen(shown));
    free(shown);
    buf_printf(l->b, ", \"state\": \"%s\", \"bytes\": %zu, \"pages\": %u", paper_state_name(paper->state), paper->bytes, paper->pages);
    if (*digest)
        buf_printf(l->b, ", \"sha256\": \"%s\"", digest);
    buf_putc(l->b, '}');
    l->any = true;
}

/* In the order of the proposal, whoever asked for which of them first. */
static void put_papers(struct buf *b, struct document *p)
{
    struct listing l = {.b = b, .papers = p->papers, .masked = p->masked != NULL};
    buf_puts(b, ",\n  \"papers\": [");
    document_papers(p, put_paper, &l);
    buf_puts(b, "\n  ]");
}

static void add(struct inside *in, struct pdf_file f)
{
    *VEC_PUSH(in->arena, &in->files) = f;
}

/* Messages and places quote what they are about. */
static void add_findings(struct inside *in, const struct document *p)
{
    struct buf whole = {0};
    check_report(&whole, CHECK_SVRL, file_name(p->file), p->programme, p->findings, session_chinese(p->session));
    if (p->masked) {
        mask_add(&in->findings, whole.data, MASK_TEXT);
        buf_free(&whole);
    } else {
        in->findings = whole;
    }
    add(in, (struct pdf_file){INSIDE_FINDINGS, "application/xml", NULL, "Data", "审查结果（SVRL）", in->findings.data, in->findings.n});
}

static void add_proposal(struct inside *in, const struct document *p)
{
    const char *what = p->masked ? "申报数据，其中证件号码和电话号码已遮盖" : "申报数据，与读入的文件逐字节相同";
    const struct buf *b = p->masked ? &p->masked_bytes : &p->bytes;
    add(in, (struct pdf_file){INSIDE_PROPOSAL, "application/xml", NULL, "Source", what, b->data, b->n});
}

struct attaching {
    struct inside *in;
    const struct document *document;
    struct diag_list *d;
    bool good;
};

static bool is_attached_already(const struct inside *in, const char *name)
{
    for (size_t i = 0; i < in->files.n; i++)
        if (strcmp(in->files.v[i].shown, name) == 0)
            return true;
    return false;
}

/* Its own name may be any; the numbers are in the order of their bytes, and before the other names. */
static void attach(void *arg, const char *name)
{
    struct attaching *a = arg;
    const struct paper *paper = *name ? papers_find(a->document->papers, name) : NULL;
    struct buf bytes = {0};
    if (!paper || !paper->attached || is_attached_already(a->in, name))
        return;
    a->good = a->good && file_read(paper->path, LIMIT_PAPER_BYTES, &bytes, a->d);
    add(a->in, (struct pdf_file){.name = arena_printf(a->in->arena, "annex-%04zu.pdf", a->in->files.n + 1), .mime = "application/pdf",
                                 .shown = arena_strdup(a->in->arena, name), .relation = "Supplement",
                                 .description = "附件原件（未达到本文件的存档要求）",
                                 .data = arena_dup(a->in->arena, bytes.data ? bytes.data : "", bytes.n), .n = bytes.n});
    buf_free(&bytes);
}

bool inside_make(struct inside *in, struct document *p, const struct document_output *o, struct diag_list *d)
{
    *in = (struct inside){.arena = arena_new()};
    struct attaching a = {.in = in, .document = p, .d = d, .good = true};
    document_papers(p, attach, &a);
    if (p->findings)
        add_findings(in, p);
    add_proposal(in, p);
    buf_puts(&in->record, "{\n  \"program\": \"shenbao " SHENBAO_VERSION "\"");
    put_options(&in->record, p, o);
    put_proposal(&in->record, p);
    put_papers(&in->record, p);
    buf_puts(&in->record, "\n}\n");
    add(in, (struct pdf_file){INSIDE_RECORD, "application/json", NULL, "Supplement", "生成记录：程序、选项、数据与附件的摘要", in->record.data, in->record.n});
    return a.good;
}

void inside_free(struct inside *in)
{
    buf_free(&in->findings);
    buf_free(&in->record);
    arena_free(in->arena);
}
