#include "sheet/workbook.h"

#include <string.h>

#include "base/arena.h"
#include "check/check.h"
#include "cli/cli.h"
#include "programme/cases.h"
#include "programme/fields.h"
#include "programme/schematron.h"
#include "xslt/xml.h"

#define NOTES_MOST 3 /* sentences of the notice at one heading */

struct sheeting {
    struct cli *c;
    struct programme *programme;
    struct arena *arena;
    VEC(const struct record *) records;
    struct cases *cases; /* of the pack; NULL: it has none */
    const struct schematron_rule *rules;
    size_t nrules;
};

/* The notice's sentences of the rules whose message speaks of the field by its label. */
static const char *note(void *arg, struct arena *a, const struct field *f)
{
    struct sheeting *s = arg;
    struct buf b = {0};
    unsigned n = 0;
    const char *last = "";
    for (size_t i = 0; f->label && strlen(f->label) >= strlen("四个字词") && i < s->nrules && n < NOTES_MOST; i++) {
        const struct schematron_rule *r = &s->rules[i];
        const struct cases_rule *c = s->cases && r->id && strcmp(r->id, last) != 0 ? cases_find(s->cases, r->id) : NULL;
        const char *quote = c ? cases_quote_next(c, NULL, &(size_t){0}) : NULL;
        if (!quote || !r->text || !strstr(r->text, f->label))
            continue;
        buf_printf(&b, "%s%s：%s", n++ ? "\n" : "", r->id, quote);
        last = r->id;
    }
    const char *text = arena_strndup(a, b.n ? b.data : "", b.n);
    buf_free(&b);
    return text;
}

static bool read_proposal(struct sheeting *s, const char *file)
{
    xmlDocPtr doc = xml_load(file, s->c->diag);
    const char *id = doc ? check_programme_of(doc, file, s->c->diag) : "";
    struct loc at = {.file = file};
    bool ok = *id && strcmp(id, programme_id(s->programme)) == 0;
    if (*id && !ok)
        diag(s->c->diag, SHEET_OTHER_PROGRAMME, &at, id, programme_id(s->programme));
    if (ok) {
        struct record *r = record_new(s->arena, programme_fields(s->programme, s->c->diag));
        if (!record_read(r, xmlDocGetRootElement(doc)))
            diag(s->c->diag, SHEET_MARKUP, &at);
        *VEC_PUSH(s->arena, &s->records) = r;
    }
    xml_free(doc);
    return ok;
}

static void load_notes(struct sheeting *s)
{
    struct diag_list *quiet = diag_list_new(); /* a workbook without notes is a workbook */
    s->cases = cases_load(arena_printf(s->arena, "%s/cases.txt", programme_path(s->programme)), quiet);
    s->nrules = programme_rule_facts(s->programme, &s->rules, quiet);
    diag_list_free(quiet);
}

enum cli_status cli_sheet(struct cli *c)
{
    const char *path = cli_value(c, OPT_OUTPUT);
    struct sheeting s = {.c = c, .arena = arena_new()};
    if (!path)
        diag(c->diag, CLI_OPERAND_MISSING, NULL, "sheet", "-o FILE.xlsx");
    s.programme = path && cli_names_workbook(c) ? cli_programme(c, c->args.operands[0]) : NULL;
    bool ok = s.programme && programme_fields(s.programme, c->diag);
    for (size_t i = 1; ok && i < c->args.operand_count; i++)
        ok = read_proposal(&s, c->args.operands[i]);
    if (ok) {
        load_notes(&s);
        struct workbook_input in = {s.programme, s.records.v, s.records.n, note, &s};
        ok = workbook_write(path, &in, c->diag);
    }
    cases_free(s.cases);
    arena_free(s.arena);
    enum cli_status status = cli_status_of(c->diag);
    return ok ? status : CLI_FAILED;
}
