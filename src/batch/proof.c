#include "batch/proof.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "batch/document.h"
#include "batch/inside.h"
#include "batch/judge.h"
#include "batch/proof_pages.h"
#include "paper/paper_text.h"
#include "xslt/xml.h"

/* --- what it carries --- */

bool proof_open(struct proof *p, const char *path, struct diag_list *d)
{
    *p = (struct proof){.path = path};
    return carried_open(&p->in, path, &p->pdf, d) && carried_whole(paper_files_named(p->in.files, INSIDE_PROPOSAL), path, d);
}

void proof_close(struct proof *p)
{
    xml_free(p->fo);
    document_close(&p->again);
    session_close(p->session);
    carried_free(&p->in);
    buf_free(&p->pdf);
    buf_free(&p->whole);
    *p = (struct proof){0};
}

static const struct json *recorded(const struct proof *p)
{
    return json_member(p->in.record, "proposal");
}

bool proof_masked(const struct proof *p)
{
    return json_member(recorded(p), "masked") != NULL;
}

bool proof_whole(struct proof *p, const char *path, struct diag_list *d)
{
    char digest[CODE_DIGEST] = "";
    if (!file_read(path, LIMIT_INPUT_BYTES, &p->whole, d))
        return false;
    sha256_hex(p->whole.data ? p->whole.data : "", p->whole.n, digest);
    if (strcmp(digest, json_string(recorded(p), "sha256", "")) == 0)
        return true;
    buf_free(&p->whole);
    return false;
}

/* --- data --- */

static bool data_is_recorded(const struct proof *p, struct diag_list *d)
{
    char digest[CODE_DIGEST];
    struct loc at = {.file = p->path};
    const char *said = carried_digests(&p->in, digest);
    if (strcmp(digest, said) == 0)
        return true;
    diag(d, VERIFY_DATA, &at, digest, said);
    return false;
}

/* --- making it again --- */

/* The papers that it was made with must lie there, byte for byte. */
static bool papers_are_there(const struct proof *p, const char *folder, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    struct papers *papers = papers_new(folder);
    bool ok = true;
    for (const struct json *r = json_items(p->in.record, "papers"); r; r = r->next) {
        const char *name = json_string(r, "name", "");
        if (strcmp(papers_digest(papers, name), json_string(r, "sha256", "")) != 0) {
            diag(d, VERIFY_PAPER, &at, name, folder);
            ok = false;
        }
    }
    papers_free(papers);
    return ok;
}

static const char **layers_of(const struct proof *p)
{
    size_t n = 0;
    for (const struct json *l = json_items(p->in.record, "layers"); l; l = l->next)
        n++;
    const char **names = arena_array(p->in.arena, n + 1, sizeof *names);
    n = 0;
    for (const struct json *l = json_items(p->in.record, "layers"); l; l = l->next)
        names[n++] = l->text;
    return names;
}

static bool options_of(const struct proof *p, struct session_options *o, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    const struct json *date = json_member(p->in.record, "sourceDate");
    o->as_of = json_string(p->in.record, "asOf", NULL);
    o->source_date = date && date->type == JSON_NUMBER ? date->text : NULL;
    o->layers = layers_of(p);
    o->strict = json_true(p->in.record, "strict");
    o->draft = json_true(p->in.record, "draft");
    o->no_fields = !json_true(p->in.record, "fields");
    o->mask = proof_masked(p) && p->whole.n ? session_mask_named(json_string(p->in.record, "mask", NULL)) : SESSION_WHOLE;
    o->max_size = json_string(p->in.record, "maxSize", NULL);
    o->verbose = false;
    pdf_annexes_named(json_string(p->in.record, "annexes", ""), &o->annexes);
    if (!pdf_profile_named(json_string(p->in.record, "profile", ""), &o->profile)) {
        diag(d, VERIFY_RECORD, &at);
        return false;
    }
    if (json_string(p->in.record, "site", NULL) && !o->site) {
        diag(d, VERIFY_SITE, &at, json_string(p->in.record, "site", ""));
        return false;
    }
    return true;
}

static bool set_document(struct proof *p, const struct document_output *o, struct diag_list *d)
{
    session_ahead(p->session);
    p->fo = document_fo(&p->again, o->form, o->forms, d);
    return p->fo && document_set(&p->again, p->fo, o, d) && o->bytes->n;
}

static bool is_judged(void *arg)
{
    return judge_end(arg);
}

static bool check_and_set(struct proof *p, struct document_output *o, struct diag_list *d)
{
    struct diag_list *findings = diag_list_new();
    struct judge j;
    judge_begin(&j, &p->again, findings);
    o->judged = is_judged;
    o->judged_arg = &j;
    bool ok = set_document(p, o, d);
    judge_free(&j);
    p->again.findings = NULL;
    diag_list_free(findings);
    return ok;
}

static bool make_document(struct proof *p, struct buf *out, struct diag_list *d)
{
    const char *name = json_string(p->in.record, "form", NULL);
    struct document_output o = {.bytes = out, .form = name ? document_form(&p->again, name, d) : NULL,
                                .forms = json_string(p->in.record, "forms", NULL), .tolerant = json_true(p->in.record, "draft"),
                                .beside = true};
    if (name && !o.form)
        return false;
    return json_true(p->in.record, "checked") && !p->again.is_masked ? check_and_set(p, &o, d) : set_document(p, &o, d);
}

/* What goes wrong on the way is said by one line: why does not concern who verifies. */
static bool make_again(struct proof *p, const struct session_options *o, const char *folder, struct buf *out, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    struct diag_list *said = diag_list_new();
    struct buf bytes = {0};
    p->session = session_open(o, said);
    if (p->whole.n)
        buf_add(&bytes, p->whole.data, p->whole.n);
    else
        buf_add(&bytes, p->in.proposal->data, p->in.proposal->n);
    bool ok = p->session && document_take(&p->again, p->session, json_string(p->in.record, "file", INSIDE_PROPOSAL), folder, &bytes, said);
    if (proof_masked(p) && !p->whole.n)
        document_take_masked(&p->again, json_string(recorded(p), "canonical", ""));
    ok = ok && make_document(p, out, said);
    if (!ok)
        diag(d, VERIFY_NOT_MADE, &at);
    buf_free(&bytes);
    diag_list_free(said);
    return ok;
}

/* --- judging --- */

static bool same_file(const struct paper_file *a, const struct paper_file *b)
{
    return a && b && a->good && b->good && a->n == b->n && memcmp(a->data, b->data, a->n) == 0;
}

/* What it carries beside the proposal, which was judged before. */
static bool files_are_same(const struct proof *p, const struct buf *made, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    enum paper_state state;
    struct paper_files *files = paper_files_read(made->data, made->n, &state);
    bool same = files != NULL;
    for (size_t i = 0; files && i < paper_files_count(files); i++) {
        const struct paper_file *f = paper_files_at(files, i);
        if (same_file(f, paper_files_named(p->in.files, f->name)))
            continue;
        diag(d, VERIFY_FILE, &at, f->name);
        same = false;
    }
    for (size_t i = 0; files && i < paper_files_count(p->in.files); i++)
        if (!paper_files_named(files, paper_files_at(p->in.files, i)->name)) {
            diag(d, VERIFY_FILE_ADDED, &at, paper_files_at(p->in.files, i)->name);
            same = false;
        }
    paper_files_free(files);
    return same;
}

/* Of masked data come its pages; what else it carries was made of the whole. */
static enum proof_result compare_masked(const struct proof *p, const struct buf *made, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    enum proof_result pages = proof_pages(p->in.arena, p->path, &p->pdf, made, d);
    if (pages == PROOF_GOOD)
        diag(d, VERIFY_MASKED_PAGES, &at, json_string(recorded(p), "code", ""));
    return pages;
}

/* Of the file and of what was made again. */
static enum paper_state texts_of(const struct proof *p, const struct buf *made, struct paper_text *is, struct paper_text *should)
{
    enum paper_state state = PAPER_OK;
    if (paper_text_read(p->in.arena, p->pdf.data, p->pdf.n, is, &state))
        paper_text_read(p->in.arena, made->data, made->n, should, &state);
    return state;
}

static bool is_same_text(const struct paper_text *a, const struct paper_text *b)
{
    return a->n == b->n && memcmp(a->text, b->text, a->n) == 0;
}

/* A program that cleans or prints writes every page anew, and somebody may have drawn on some: by their bytes alone both are other
 * pages. That they still say the same is what can be told. */
static void tell_if_they_say_the_same(const struct proof *p, const struct buf *made, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    struct paper_text is, should;
    if (texts_of(p, made, &is, &should) == PAPER_OK && is_same_text(&is, &should))
        diag(d, VERIFY_TEXT_SAME, &at);
}

static enum proof_result compare(const struct proof *p, const struct buf *made, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    const char *code = json_string(json_member(p->in.record, "proposal"), "code", "");
    if (made->n == p->pdf.n && memcmp(made->data, p->pdf.data, made->n) == 0) {
        if (p->whole.n)
            diag(d, VERIFY_WHOLE, &at, code);
        else
            diag(d, VERIFY_UNCHANGED, &at, code);
        return PROOF_GOOD;
    }
    if (proof_masked(p) && !p->whole.n)
        return compare_masked(p, made, d);
    bool files = files_are_same(p, made, d);
    bool kept = made->n < p->pdf.n && memcmp(made->data, p->pdf.data, made->n) == 0;
    enum proof_result pages = proof_pages(p->in.arena, p->path, &p->pdf, made, d);
    if (pages == PROOF_GOOD && files && kept)
        diag(d, VERIFY_ADDED_TO, &at, code);
    else if (pages == PROOF_GOOD && files)
        diag(d, VERIFY_RESAVED, &at, code);
    if (pages == PROOF_DIFFERENT)
        tell_if_they_say_the_same(p, made, d);
    return pages == PROOF_GOOD && !files ? PROOF_DIFFERENT : pages;
}

/* --- made by another version: lines and pages may fall otherwise, but they say the same --- */

static void excerpt(struct buf *b, const struct paper_text *t, size_t at)
{
    size_t end = at;
    while (at > 0 && ((unsigned char)t->text[at] & 0xC0) == 0x80)
        at--;
    for (size_t n = 0; end < t->n && (n < 12 || ((unsigned char)t->text[end] & 0xC0) == 0x80); end++)
        n += ((unsigned char)t->text[end] & 0xC0) != 0x80;
    buf_add(b, t->text + at, end - at);
}

static void tell_text(const struct proof *p, const struct paper_text *is, const struct paper_text *should, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    struct buf page = {0}, found = {0}, wanted = {0};
    size_t i = 0;
    unsigned n = 1;
    while (i < is->n && i < should->n && is->text[i] == should->text[i])
        i++;
    while (n < is->pages && is->starts[n] <= i)
        n++;
    buf_printf(&page, "%u", n);
    excerpt(&found, is, i < is->n ? i : is->n);
    excerpt(&wanted, should, i < should->n ? i : should->n);
    diag(d, VERIFY_TEXT_OTHER, &at, page.data, found.data ? found.data : "", wanted.data ? wanted.data : "");
    buf_free(&page);
    buf_free(&found);
    buf_free(&wanted);
}

/* Templates may say otherwise in another version: a text that differs proves nothing. */
static enum proof_result compare_text(struct proof *p, const struct buf *made, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    struct paper_text is, should;
    enum paper_state state = texts_of(p, made, &is, &should);
    if (state != PAPER_OK) {
        diag(d, FORM_STATE, &at, paper_state_trouble(state));
        return PROOF_UNKNOWN;
    }
    if (is_same_text(&is, &should)) {
        diag(d, VERIFY_TEXT_SAME, &at);
        return PROOF_GOOD;
    }
    tell_text(p, &is, &should, d);
    return PROOF_UNKNOWN;
}

enum proof_result proof_judge(struct proof *p, const struct session_options *given, const char *folder, struct diag_list *d)
{
    struct loc at = {.file = p->path};
    struct session_options o = *given;
    const char *program = json_string(p->in.record, "program", "");
    if (!p->in.record || !*program) {
        diag(d, VERIFY_RECORD, &at);
        return PROOF_UNKNOWN;
    }
    if (!data_is_recorded(p, d))
        return PROOF_DIFFERENT;
    bool other = strcmp(program, "shenbao " SHENBAO_VERSION) != 0;
    if (other)
        diag(d, VERIFY_VERSION, &at, program, "shenbao " SHENBAO_VERSION);
    if (proof_masked(p) && !p->whole.n && session_mask_named(json_string(p->in.record, "mask", NULL)) != SESSION_MASK_ALL) {
        diag(d, VERIFY_MASKED, &at, json_string(recorded(p), "code", ""));
        return PROOF_UNKNOWN;
    }
    struct buf made = {0};
    bool ok = options_of(p, &o, d) && papers_are_there(p, folder, d) && make_again(p, &o, folder, &made, d);
    enum proof_result result = !ok ? PROOF_UNKNOWN : other ? compare_text(p, &made, d) : compare(p, &made, d);
    buf_free(&made);
    return result;
}
