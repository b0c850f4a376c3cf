#include "cli/compare.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "batch/difference.h"
#include "batch/mask_tree.h"
#include "xslt/xml.h"

/* Its beginning says whether it is a PDF; a proposal has its < there. */
static bool is_pdf(const char *path)
{
    char head[5] = "";
    FILE *f = strcmp(path, "-") == 0 ? NULL : fopen(path, "rbe");
    bool pdf = f && fread(head, 1, sizeof head, f) == sizeof head && memcmp(head, "%PDF-", sizeof head) == 0;
    if (f)
        fclose(f);
    return pdf;
}

bool compare_take(struct document *out, struct cli *c, const struct proof *p)
{
    struct session *s = cli_session(c);
    struct buf bytes = {0};
    char *folder = file_folder(p->path);
    *out = (struct document){0};
    buf_add(&bytes, p->in.proposal->data, p->in.proposal->n);
    bool ok = s && document_take(out, s, p->path, folder, &bytes, c->diag);
    if (ok && proof_masked(p))
        document_take_masked(out, json_string(json_member(p->in.record, "proposal"), "canonical", ""));
    buf_free(&bytes);
    free(folder);
    return ok;
}

static bool take_out(struct document *out, struct cli *c, const char *path)
{
    struct proof p;
    bool ok = proof_open(&p, path, c->diag) && compare_take(out, c, &p);
    proof_close(&p);
    return ok;
}

bool compare_open(struct document *out, struct cli *c, const char *path)
{
    struct session *s = cli_session(c);
    *out = (struct document){0};
    return s && (is_pdf(path) ? take_out(out, c, path) : document_open(out, s, path, c->diag));
}

static void value(struct buf *out, char sign, const char *text)
{
    if (text)
        buf_printf(out, "  %c %s\n", sign, text);
}

static void add_line(void *arg, const char *where, const char *before, const char *after)
{
    buf_printf(arg, "%s\n", where);
    value(arg, '-', before);
    value(arg, '+', after);
}

/* Beside a masked proposal the other one is masked too: its numbers are no difference that could be told. */
static size_t find_differences(struct cli *c, const struct document *a, const struct document *b, struct buf *out)
{
    bool one = a->is_masked != b->is_masked;
    xmlDocPtr left = one && b->is_masked ? mask_tree(a->doc) : NULL, right = one && a->is_masked ? mask_tree(b->doc) : NULL;
    size_t n = difference_find(a->programme, left ? left : a->doc, right ? right : b->doc, add_line, out, c->diag);
    xml_free(left);
    xml_free(right);
    return n;
}

enum cli_status compare_documents(struct cli *c, struct document *a, struct document *b)
{
    struct loc at = {.file = b->file};
    struct buf out = {0};
    bool same = *document_digest(a) && strcmp(document_digest(a), document_digest(b)) == 0;
    if (a->programme != b->programme) {
        diag(c->diag, DIFF_PROGRAMMES, &at, programme_id(b->programme), programme_id(a->programme), a->file);
        return CLI_FAILED;
    }
    bool masked = a->is_masked || b->is_masked;
    if (same)
        buf_printf(&out, "%s %s\n", i18n_text(c->lang, "the same; code"), document_code(a));
    else if (!find_differences(c, a, b, &out) && masked)
        buf_printf(&out, "%s\n", i18n_text(c->lang, "no field differs beside the numbers that are masked in one of them"));
    else if (!out.n)
        buf_printf(&out, "%s\n", i18n_text(c->lang, "no field differs, but the files do: in white space, emphasis, or what the schema doesn't know"));
    bool ok = cli_write(c, &out);
    buf_free(&out);
    return !ok ? CLI_FAILED : same ? CLI_OK : CLI_CONTENT;
}

enum cli_status cli_compare(struct cli *c)
{
    struct document a, b = {0};
    bool ok = compare_open(&a, c, c->args.operands[0]) && compare_open(&b, c, c->args.operands[1]);
    enum cli_status status = ok ? compare_documents(c, &a, &b) : CLI_FAILED;
    document_close(&a);
    document_close(&b);
    return status;
}
