#include "batch/pack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/inputs.h"
#include "batch/verify.h"
#include "cli/cli.h"
#include "sheet/locate.h"

struct packing {
    struct cli *c;
    struct session *session;
    struct pack *pack;
    struct pack_across *across; /* the rules, before anything is set; NULL: nothing is checked */
    size_t count, faulty;
    bool whole;            /* errors of what belongs to no proposal */
    bool failed;           /* cannot go on */
};

/* --- what goes into it --- */

/* On a row: at its cells. The papers carry what was found as their proposal has it. */
static void tell(struct packing *k, const struct document *doc, const struct input *in, const char *map, const struct diag_list *findings)
{
    struct diag_list *told = diag_list_new();
    diag_list_append(told, findings);
    if (map)
        locate_findings(map, in->source, doc->programme, in->findings, told);
    diag_list_append(k->c->diag, told);
    diag_list_free(told);
}

/* Papers of the others are no longer set once one has errors, since nothing will be packed. */
static bool take_document(struct packing *k, struct document *doc, const struct input *in)
{
    struct diag_list *d = k->c->diag, *findings = k->across ? diag_list_new() : NULL;
    bool good = !findings || document_check(doc, findings);
    char *map = findings && in->row ? locate_map(in->row) : NULL;
    if (findings)
        tell(k, doc, in, map, findings);
    if (good && k->across)
        good = pack_across_document(k->across, doc, in->source, map, diag_list_has(d, DIAG_ERROR), d);
    free(map);
    doc->findings = findings;
    if (good && !diag_list_has(d, DIAG_ERROR) && !k->faulty)
        good = pack_add(k->pack, doc, in->source, NULL, d);
    doc->findings = NULL;
    diag_list_free(findings);
    return good;
}

static bool take_input(void *arg, const struct input *in)
{
    struct packing *k = arg;
    struct document doc = {0};
    diag_list_append(k->c->diag, in->findings);
    bool open = inputs_open(in, k->session, &doc, k->c->diag), good = open && take_document(k, &doc, in);
    document_close(&doc);
    k->count++;
    k->faulty += cli_status_of(k->c->diag) != CLI_OK;
    k->failed = k->failed || (open && !good && cli_status_of(k->c->diag) == CLI_FAILED);
    cli_flush(k->c);
    return !k->failed;
}

static bool take_batch(struct packing *k, const char *folder)
{
    struct pack_counts counts = {0};
    struct inputs_options o = cli_inputs_options(k->c);
    bool good = pack_add_batch(k->pack, k->across, k->session, folder, k->across ? NULL : &o, &counts, k->c->diag);
    k->count += counts.all;
    k->faulty += counts.faulty;
    cli_flush(k->c);
    return good;
}

static bool take_all(struct packing *k, const char *const *operands, size_t n)
{
    struct cli *c = k->c;
    bool good = true;
    for (size_t i = 0; i < n && good; i++)
        good = pack_is_batch(operands[i]) ? take_batch(k, operands[i]) : cli_inputs(c, &operands[i], 1, take_input, k);
    return good && !k->failed;
}

/* --- what else there is --- */

static bool open_submission(struct cli *c, struct submission **out)
{
    char *file = cli_submission(c, cli_value(c, OPT_PROGRAMME));
    *out = file ? submission_open(file, c->diag) : NULL;
    bool good = !file || *out;
    free(file);
    return good;
}

static bool across_of(const struct cli *c, const struct submission *s, const struct package *before)
{
    const char *said = cli_value(c, OPT_NUMBERING);
    return said ? strcmp(said, "batch") == 0 : s ? s->across : before && before->across;
}

/* The package that lies there already. */
static struct package *previous(struct cli *c, const char *archive)
{
    char *manifest = package_manifest(archive);
    struct package *p = access(manifest, F_OK) == 0 ? package_read(manifest, c->diag) : NULL;
    free(manifest);
    return p;
}

/* --- packing --- */

static enum cli_status refuse(struct packing *k)
{
    char faulty[24], count[24];
    if (!k->faulty && k->whole) {
        diag(k->c->diag, PACKAGE_REFUSED_WHOLE, NULL);
        return CLI_CONTENT;
    }
    snprintf(faulty, sizeof faulty, "%zu", k->faulty);
    snprintf(count, sizeof count, "%zu", k->count);
    diag(k->c->diag, PACKAGE_REFUSED, NULL, faulty, count);
    return CLI_CONTENT;
}

static void tell_written(struct packing *k, const char *output)
{
    char count[24];
    char *manifest = package_manifest(output);
    snprintf(count, sizeof count, "%zu", k->count);
    diag(k->c->diag, PACKAGE_WRITTEN, NULL, output, count, manifest);
    free(manifest);
}

/* What one proposal is found to be because of the others. */
static bool judge_across(struct packing *k)
{
    size_t more = 0;
    bool of_submission = diag_list_has(k->c->diag, DIAG_ERROR);
    if (!k->across)
        return true;
    bool good = pack_across_check(k->across, &more, &k->whole, k->c->diag);
    k->faulty += more;
    k->whole = k->whole || of_submission;
    return cli_flush(k->c) != CLI_FAILED && good;
}

/* One that nobody has named and that is for another programme is not meant. */
static bool is_foreign(const struct packing *k, const struct submission *s)
{
    return s && !cli_value(k->c, OPT_SUBMISSION) && pack_programme(k->pack) && *s->programme &&
           strcmp(s->programme, programme_id(pack_programme(k->pack))) != 0;
}

static enum cli_status write_package(struct packing *k, struct pack_options *o, struct submission *s)
{
    struct cli *c = k->c;
    const char *output = cli_value(c, OPT_OUTPUT);
    if (is_foreign(k, s)) {
        diag(c->diag, SUBMISSION_FOREIGN, &(struct loc){.file = s->file}, s->programme);
        o->submission = s = NULL;
    }
    if (s && pack_programme(k->pack) && !submission_check(s, pack_programme(k->pack), c->diag))
        return CLI_FAILED;
    if (!judge_across(k))
        return CLI_FAILED;
    if (k->faulty || k->whole || !pack_programme(k->pack))
        return refuse(k);
    pack_plan(k->pack, c->diag);
    if (!pack_write(k->pack, output, c->diag))
        return cli_status_of(c->diag) == CLI_OK ? CLI_FAILED : cli_status_of(c->diag);
    tell_written(k, output);
    return cli_status_of(c->diag);
}

static enum cli_status make(struct cli *c, struct submission *s)
{
    const char *output = cli_value(c, OPT_OUTPUT);
    struct package *before = cli_value(c, OPT_RENUMBER) ? NULL : previous(c, output);
    struct pack_options o = {
        .submission = s, .previous = before, .sealed = cli_value(c, OPT_SEALED), .across = across_of(c, s, before),
        .start = s ? s->start : before ? before->start : 1, .checked = !cli_value(c, OPT_NO_CHECK), .contents = true,
    };
    struct packing k = {.c = c, .session = cli_session(c)};
    enum cli_status status = CLI_FAILED;
    k.across = k.session && o.checked ? pack_across_new(k.session, s) : NULL;
    if (k.session && cli_status_of(c->diag) != CLI_FAILED && (k.pack = pack_new(k.session, &o, c->diag)) &&
        take_all(&k, (const char *const *)c->args.operands, c->args.operand_count))
        status = write_package(&k, &o, s);
    pack_free(k.pack);
    pack_across_free(k.across);
    package_free(before);
    return status;
}

/* --- verifying --- */

/* By whose rules: the option's, that of the proposals, of the manifest, of the submission. */
static const char *programme_of(struct cli *c, const struct pack *expected, const struct package *manifest, const struct submission *s)
{
    const char *said = cli_value(c, OPT_PROGRAMME);
    if (said)
        return said;
    if (expected && pack_programme(expected))
        return programme_id(pack_programme(expected));
    return manifest ? manifest->programme : s ? s->programme : NULL;
}

static enum verify_numbering numbering_of(const struct cli *c)
{
    const char *said = cli_value(c, OPT_NUMBERING);
    return !said ? VERIFY_EITHER : strcmp(said, "batch") ? VERIFY_FOLDER : VERIFY_ACROSS;
}

/* Silence would leave open whether anything was looked at. */
static void tell_judged(struct cli *c, const char *archive, const struct programme *p, size_t from)
{
    size_t worse[2] = {0};
    char errors[24], warnings[24];
    for (size_t i = from; i < diag_list_count(c->diag); i++) {
        enum diag_severity s = diag_list_at(c->diag, i)->severity;
        if (s >= DIAG_WARNING)
            worse[s > DIAG_WARNING]++;
    }
    snprintf(errors, sizeof errors, "%zu", worse[1]);
    snprintf(warnings, sizeof warnings, "%zu", worse[0]);
    diag(c->diag, PACKAGE_JUDGED, NULL, archive, programme_id(p), errors, warnings);
}

static enum cli_status verify_all(struct cli *c, size_t archives, struct verify_options *o, struct packing *k, struct package *manifest)
{
    const char *id = programme_of(c, k->pack, manifest, o->submission);
    o->programme = id ? cli_programme(c, id) : NULL;
    if (!id)
        diag(c->diag, PACKAGE_PROGRAMME, NULL);
    if (!o->programme || (o->submission && !submission_check((struct submission *)o->submission, o->programme, c->diag)))
        return CLI_FAILED;
    if (k->pack && k->count)
        o->expected = pack_plan(k->pack, c->diag);
    for (size_t i = 0; i < archives; i++) {
        size_t from = diag_list_count(c->diag);
        if (!verify(c->args.operands[i], o, c->diag))
            return CLI_FAILED;
        tell_judged(c, c->args.operands[i], o->programme, from);
    }
    return cli_status_of(c->diag);
}

/* The archives come first, then the proposals that should be in them. */
static enum cli_status judge(struct cli *c, struct submission *s)
{
    size_t archives = 1;
    while (archives < c->args.operand_count && file_has_ending(c->args.operands[archives], ".zip"))
        archives++;
    struct package *manifest = archives == c->args.operand_count ? previous(c, c->args.operands[0]) : NULL;
    struct pack_options po = {.submission = s, .start = s ? s->start : 1, .across = across_of(c, s, NULL), .checked = true};
    struct verify_options o = {
        .expected = manifest, .submission = s, .sealed = cli_value(c, OPT_SEALED), .summary = cli_value(c, OPT_ROWS), .numbering = numbering_of(c), .archives = archives,
        .strict = cli_value(c, OPT_STRICT) != NULL,
    };
    struct packing k = {.c = c, .session = cli_session(c)};
    enum cli_status status = CLI_FAILED;
    if (k.session && cli_status_of(c->diag) != CLI_FAILED && (k.pack = pack_new(k.session, &po, c->diag)) &&
        (archives == c->args.operand_count || take_all(&k, (const char *const *)c->args.operands + archives, c->args.operand_count - archives)))
        status = verify_all(c, archives, &o, &k, manifest);
    pack_free(k.pack);
    package_free(manifest);
    return status;
}

enum cli_status cli_pack(struct cli *c)
{
    struct submission *s;
    enum cli_status status = CLI_FAILED;
    bool verifies = cli_value(c, OPT_VERIFY) != NULL;
    const char *output = cli_value(c, OPT_OUTPUT);
    if (!verifies && (!output || !strcmp(output, "-"))) /* the manifest lies beside it */
        diag(c->diag, CLI_OPERAND_MISSING, NULL, "pack", "-o FILE.zip");
    else if (open_submission(c, &s)) {
        status = verifies ? judge(c, s) : make(c, s);
        submission_free(s);
    }
    return status;
}
