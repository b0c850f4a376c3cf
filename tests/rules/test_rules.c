/* The rules of all packs by their cases.txt: every example is tried on its sample, and every id of the catalogue has what
 * proves it. catalogue.tsv holds the ids. */
#include "test.h"

#include <glob.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "batch/trial.h"
#include "batch/verify.h"
#include "batch/zip.h"
#include "check/check.h"
#include "check/opinion.h"
#include "check/tally.h"
#include "programme/bearing.h"
#include "programme/cases.h"
#include "run.h"
#include "xslt/xml.h"

#define SITES "tests/rules/sites" /* the sites that examples name; their lists lie beside the sample */

struct entry {
    const char *id, *pack, *severity, *scope, *kind, *layer, *shown;
};

/* One of the asserts of a rule, known by what it tests. */
struct assertion {
    const char *rule, *test;
};

/* A sample, with what it finds as it is. */
struct sample {
    const char *path, *folder, *programme;
    struct papers *papers;
    struct buf text;
    struct diag_list *findings;
};

static struct arena *arena;
static struct diag_list *said; /* what is wrong with the tables and cases themselves */
static VEC(struct entry) catalogue;
static VEC(struct cases *) all_cases;
static VEC(struct sample) samples;
static VEC(struct programme *) packs;
static VEC(struct assertion) tried; /* those that an example set off */

/* Complaints of the stages, for the one who has to mend them. */
static void tell(const struct diag_list *d)
{
    struct buf b = {0};
    for (size_t i = 0; i < diag_list_count(d); i++)
        diag_line(&b, diag_list_at(d, i), NULL);
    if (b.n)
        print_error("%s", b.data);
    buf_free(&b);
}

/* --- the tables --- */

static const char *read_whole(const char *path)
{
    char *text = read_text(path, NULL);
    if (!text)
        fail_msg("cannot read %s", path);
    const char *kept = arena_strdup(arena, text);
    free(text);
    return kept;
}

/* The next line that is no remark, in the arena; NULL at the end. */
static char *next_line(const char **s)
{
    while (**s) {
        size_t n = strcspn(*s, "\n");
        char *line = arena_strndup(arena, *s, n);
        *s += n + ((*s)[n] == '\n');
        if (*line && *line != '#')
            return line;
    }
    return NULL;
}

static struct entry *entry_of(const char *id)
{
    for (size_t i = 0; i < catalogue.n; i++)
        if (!strcmp(catalogue.v[i].id, id))
            return &catalogue.v[i];
    return NULL;
}

static void read_catalogue(void)
{
    const char *s = read_whole("tests/rules/catalogue.tsv");
    char *line = next_line(&s);
    assert_string_equal(line, "id\tpack\tseverity\tscope\tkind\tlayer\tshown");
    while ((line = next_line(&s))) {
        const char *field[7] = {0};
        for (size_t i = 0; i < 7; i++)
            field[i] = strsep(&line, "\t");
        assert_non_null(field[6]);
        assert_null(entry_of(field[0]));
        *VEC_PUSH(arena, &catalogue) =
            (struct entry){field[0], field[1], field[2], field[3], field[4], field[5], field[6]};
    }
}

static void read_cases(void)
{
    char **ids = programme_ids("templates", said);
    for (size_t i = 0; i == 0 || ids[i - 1]; i++) {
        const char *path = arena_printf(arena, "templates/%s/cases.txt", i ? ids[i - 1] : "common");
        struct cases *c = access(path, F_OK) ? NULL : cases_load(path, said);
        if (c)
            *VEC_PUSH(arena, &all_cases) = c;
    }
    free(ids);
}

static const struct cases_rule *rule_of(const char *id)
{
    for (size_t i = 0; i < all_cases.n; i++) {
        const struct cases_rule *r = cases_find(all_cases.v[i], id);
        if (r)
            return r;
    }
    return NULL;
}

/* --- packs and samples, each read once --- */

static struct programme *pack_of(const char *id)
{
    for (size_t i = 0; i < packs.n; i++)
        if (!strcmp(programme_id(packs.v[i]), id))
            return packs.v[i];
    struct programme *p = programme_load("templates", id, said);
    if (!p)
        tell(said);
    assert_non_null(p);
    return *VEC_PUSH(arena, &packs) = p;
}

/* templates/PROGRAMME/cases.txt names FILE; that of common/ names PROGRAMME/FILE. */
static const char *sample_path(const struct cases *c, const char *name)
{
    if (strchr(name, '/'))
        return arena_printf(arena, "samples/%s", name);
    const char *pack = strchr(cases_path(c), '/') + 1;
    return arena_printf(arena, "samples/%.*s/%s", (int)strcspn(pack, "/"), pack, name);
}

static void judge(struct programme *p, const struct sample *s, const struct buf *text, const struct check_options *o,
                  struct diag_list *out)
{
    xmlDocPtr doc = xml_parse(text->data, text->n, s->path, out);
    if (doc)
        check_proposal(p, doc, s->path, o, out);
    xml_free(doc);
}

static const struct sample *sample_of(const char *path)
{
    for (size_t i = 0; i < samples.n; i++)
        if (!strcmp(samples.v[i].path, path))
            return &samples.v[i];
    struct sample s = {.path = path, .findings = diag_list_new()};
    char *folder = file_folder(path);
    s.folder = arena_strdup(arena, folder);
    s.papers = papers_new(folder);
    free(folder);
    if (!file_read(path, 1 << 24, &s.text, s.findings)) {
        tell(s.findings);
        fail_msg("%s cannot be read", path);
    }
    xmlDocPtr doc = xml_parse(s.text.data, s.text.n, path, s.findings);
    s.programme = arena_strdup(arena, check_programme_of(doc, path, s.findings));
    xml_free(doc);
    judge(pack_of(s.programme), &s, &s.text, &(struct check_options){.papers = s.papers}, s.findings);
    *VEC_PUSH(arena, &samples) = s;
    return &samples.v[samples.n - 1];
}

/* --- an example --- */

struct trial {
    const struct cases *cases;
    const struct cases_rule *rule;
    const struct cases_example *example;
    const struct sample *sample;
    struct buf text; /* the edited sample */
    struct diag_list *findings;
    bool good;
};

static void fault(struct trial *t, unsigned line, const char *what)
{
    print_error("%s:%u: %s: %s\n", cases_path(t->cases), line, t->rule->id, what);
    t->good = false;
}

static size_t count_of(const struct diag_list *d, const char *rule)
{
    size_t n = 0;
    for (size_t i = 0; i < diag_list_count(d); i++)
        n += !strcmp(diag_list_at(d, i)->rule, rule);
    return n;
}

/* How many of the n findings name the rule, and (at) the same place. */
static size_t named(const struct cases_finding *f, size_t n, const char *rule, const char *at)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += !strcmp(f[i].rule, rule) && (!at || (f[i].at && !strcmp(f[i].at, at)));
    return count;
}

/* The ids are those of the sample, with what the example adds and takes away. */
static void check_ids(struct trial *t, const struct diag_list *d, const char *rule)
{
    const struct cases_example *e = t->example;
    size_t added = named(e->finds.v, e->finds.n, rule, NULL), gone = named(e->clears.v, e->clears.n, rule, NULL);
    size_t before = count_of(t->sample->findings, rule), now = count_of(t->findings, rule);
    if (now + gone == before + added)
        return;
    fault(t, e->line, arena_printf(arena, "%zu findings of %s, not %zd", now, rule, (ssize_t)(before + added - gone)));
    for (size_t i = 0; d == t->findings && i < diag_list_count(d); i++)
        if (!strcmp(diag_list_at(d, i)->rule, rule)) {
            struct buf b = {0};
            diag_line(&b, diag_list_at(d, i), NULL);
            print_error("    %s", b.data);
            buf_free(&b);
        }
}

/* Each id once, at its first finding. */
static void check_all_ids(struct trial *t, const struct diag_list *d)
{
    for (size_t i = 0; i < diag_list_count(d); i++) {
        bool seen = d == t->sample->findings && count_of(t->findings, diag_list_at(d, i)->rule);
        for (size_t k = 0; k < i && !seen; k++)
            seen = !strcmp(diag_list_at(d, i)->rule, diag_list_at(d, k)->rule);
        if (!seen)
            check_ids(t, d, diag_list_at(d, i)->rule);
    }
}

/* The only line of the edited sample that holds the text; 0: none or several. */
static unsigned line_of(struct trial *t, const struct cases_finding *f)
{
    const char *text = t->text.data, *found = strstr(text, f->at);
    unsigned line = 1;
    if (!found) {
        fault(t, f->line, "the edited sample has no line with this text");
        return 0;
    }
    const char *end = found + strcspn(found, "\n");
    if (strstr(end, f->at)) {
        fault(t, f->line, "the edited sample has several lines with this text");
        return 0;
    }
    for (const char *s = text; s < found; s++)
        line += *s == '\n';
    return line;
}

static void check_line(struct trial *t, const struct cases_finding *f)
{
    unsigned line = f->at ? line_of(t, f) : 0, other = 0;
    size_t wanted = named(t->example->finds.v, t->example->finds.n, f->rule, f->at), have = 0;
    if (f->at && !line)
        return;
    for (size_t i = 0; i < diag_list_count(t->findings); i++) {
        const struct diag_record *r = diag_list_at(t->findings, i);
        if (!strcmp(r->rule, f->rule)) {
            have += r->loc.line == line;
            other = r->loc.line;
        }
    }
    if (have < wanted && other)
        fault(t, f->line, arena_printf(arena, "%s stands on line %u, not %u", f->rule, other, line));
}

static bool allowed(const struct entry *e, enum diag_severity s, bool strict)
{
    char letter = s == DIAG_INFO ? 'I' : s == DIAG_WARNING ? 'W' : 'E';
    return strchr(e->severity, letter) || *e->severity == '?' || (strict && letter == 'E' && strchr(e->severity, 'W'));
}

/* What the rule itself says: its severity is the catalogue's; where it passes it says nothing, not even that it can't know. */
static void check_own(struct trial *t)
{
    const struct entry *e = entry_of(t->rule->id);
    bool said_so = false;
    for (size_t i = 0; i < diag_list_count(t->findings); i++) {
        const struct diag_record *r = diag_list_at(t->findings, i);
        if (strcmp(r->rule, t->rule->id))
            continue;
        said_so = true;
        if (!t->example->fails)
            fault(t, t->example->line, arena_printf(arena, "is to pass, but: %s", r->text));
        else if (e && !r->undecided && !allowed(e, r->severity, t->example->strict))
            fault(t, t->example->line, arena_printf(arena, "the catalogue has %s for: %s", e->severity, r->text));
    }
    if (t->example->fails && !said_so)
        fault(t, t->example->line, "is to fail, but passes");
}

static bool changes_the_pack(const struct cases_example *e)
{
    return e->lists.n || e->layers.n || e->site;
}

/* A pack of its own when the example changes it: the others must not see that. */
static struct programme *changed_pack(const struct trial *t)
{
    const struct cases_example *e = t->example;
    const char **layers = arena_array(arena, e->layers.n + 1, sizeof *layers);
    for (size_t i = 0; i < e->layers.n; i++)
        layers[i] = e->layers.v[i];
    struct programme_options o = {.layers = layers};
    o.site = e->site ? arena_printf(arena, SITES "/%s", e->site) : NULL;
    struct programme *p = programme_load_with("templates", t->sample->programme, &o, said);
    if (!p)
        tell(said);
    assert_non_null(p);
    for (size_t i = 0; i < e->lists.n; i++)
        programme_set_list(p, e->lists.v[i].name,
                           arena_printf(arena, "%s/%s", t->sample->folder, e->lists.v[i].file), said);
    return p;
}

static bool was_tried(const char *rule, const char *test)
{
    for (size_t i = 0; i < tried.n; i++)
        if (!strcmp(tried.v[i].rule, rule) && !strcmp(tried.v[i].test, test))
            return true;
    return false;
}

static void remember(const struct diag_list *d)
{
    for (size_t i = 0; i < diag_list_count(d); i++) {
        const struct diag_record *r = diag_list_at(d, i);
        if (r->id == DIAG_FINDING && r->args && r->args[0] && !was_tried(r->rule, r->args[0]))
            *VEC_PUSH(arena, &tried) =
                (struct assertion){arena_strdup(arena, r->rule), arena_strdup(arena, r->args[0])};
    }
}

/* --- a batch: what is found at its proposals and its submission is exactly what the example says --- */

static size_t lines_of(const char *text, const char *end)
{
    size_t n = 1;
    for (; text < end; text++)
        n += *text == '\n';
    return n;
}

/* The line that holds the text in an edited part; it must be the only one. */
static size_t line_in(struct trial *t, const struct buf *part, const struct cases_finding *f)
{
    const char *found = f->at && part ? strstr(part->data, f->at) : NULL;
    if (f->at && (!found || strstr(found + strcspn(found, "\n"), f->at)))
        fault(t, f->line, "the edited part has no line with this text, or several");
    return found ? lines_of(part->data, found) : 0;
}

static bool is_at(const struct diag_record *r, const char *file, size_t line, const char *rule)
{
    bool same = file ? r->loc.file && !strcmp(r->loc.file, file) : !r->loc.file;
    return same && r->loc.line == line && !strcmp(r->rule, rule);
}

/* One part: each finding that it names is there; those that are there and not named are told. Whole: of other rules nothing
 * need be named. */
static void check_part(struct trial *t, const struct cases_example *part, const char *file, const struct buf *text)
{
    size_t n = part ? part->finds.n : 0, *line = arena_array(arena, n + 1, sizeof *line), matched = 0, there = 0;
    for (size_t i = 0; i < n; i++) {
        bool found = false;
        line[i] = line_in(t, text, &part->finds.v[i]);
        for (size_t k = 0; k < diag_list_count(t->findings); k++)
            found = found || is_at(diag_list_at(t->findings, k), file, line[i], part->finds.v[i].rule);
        if (!found)
            fault(t, part->finds.v[i].line, arena_printf(arena, "%s is not found on line %zu of %s", part->finds.v[i].rule,
                                                         line[i], file ? file : "the whole"));
    }
    for (size_t k = 0; k < diag_list_count(t->findings); k++) {
        const struct diag_record *r = diag_list_at(t->findings, k);
        if (file ? !r->loc.file || strcmp(r->loc.file, file) : r->loc.file || strcmp(r->rule, t->rule->id))
            continue;
        there++;
        size_t before = matched;
        for (size_t i = 0; i < n && matched == before; i++)
            matched += is_at(r, file, line[i], part->finds.v[i].rule);
        if (matched == before)
            fault(t, t->example->line, arena_printf(arena, "%s:%u: unexpected %s: %s", file ? file : "the whole", r->loc.line,
                                                    r->rule, r->text));
    }
    if (matched == there && there != n)
        fault(t, t->example->line, arena_printf(arena, "%zu findings at %s, not %zu", there, file ? file : "the whole", n));
}

static void check_batch_parts(struct trial *t, const struct buf *texts)
{
    size_t n = trial_size(t->example);
    for (size_t i = 0; i < n + (t->example->submission != NULL); i++)
        check_part(t, trial_part(t->example, i), trial_name(arena, t->example, i), &texts[i]);
    check_part(t, t->example->whole, NULL, NULL);
}

static bool try_batch(const struct cases *c, const struct cases_rule *r, const struct cases_example *e)
{
    struct trial t = {.cases = c, .rule = r, .example = e, .findings = diag_list_new(), .good = true};
    t.sample = sample_of(sample_path(c, e->sample));
    bool own = changes_the_pack(e);
    struct programme *p = own ? changed_pack(&t) : pack_of(t.sample->programme);
    struct buf *texts = arena_array(arena, trial_size(e) + 1, sizeof *texts);
    if (trial_run(c, e, "samples", t.sample->programme, p, texts, t.findings)) {
        check_batch_parts(&t, texts);
        check_own(&t);
        remember(t.findings);
    } else {
        tell(t.findings);
        t.good = false;
    }
    for (size_t i = 0; i <= trial_size(e); i++)
        buf_free(&texts[i]);
    diag_list_free(t.findings);
    if (own)
        programme_free(p);
    return t.good;
}

/* FOLDER/NUMBER.TITLE-UNIT, as a package knows a proposal. */
static struct package_file expected_file(const char *path)
{
    const char *slash = strchr(path, '/'), *dot = strchr(slash ? slash : path, '.'), *dash = strrchr(path, '-');
    if (!slash || !dot || !dash)
        fail_msg("not FOLDER/NUMBER.TITLE-UNIT: %s", path);
    return (struct package_file){
        .path = path, .folder = arena_strndup(arena, path, (size_t)(slash - path)), .number = strtoul(slash + 1, NULL, 10),
        .title = arena_strndup(arena, dot + 1, (size_t)(dash - dot - 1)), .unit = dash + 1, .source = "", .digest = ""};
}

/* Any paper that opens will do: names, and the summary's seal, are what is looked at. */
static struct zip_out *archive_of(const struct cases_example *e, const char *archive)
{
    size_t n;
    char *paper = read_text("samples/most-2025/papers/agreement.pdf", &n);
    assert_non_null(paper);
    struct zip_out *z = zip_create(archive, 0, said);
    assert_non_null(z);
    for (size_t i = 0; i < e->entries.n; i++)
        assert_true(zip_add(z, e->entries.v[i], paper, n, said));
    free(paper);
    return z;
}

/* As the example edits it; NULL: it has none. */
static struct submission *submission_of(struct trial *t)
{
    static const char file[] = "build/rules-submission.xml";
    const struct cases_example *part = t->example->submission;
    if (!part)
        return NULL;
    char *raw = read_text(arena_printf(arena, "samples/%s", part->sample), NULL);
    assert_non_null(raw);
    struct submission *s = NULL;
    if (cases_apply(t->cases, part, raw, strlen(raw), &t->text, t->findings)) {
        assert_true(file_write(file, t->text.data, t->text.n, said));
        s = submission_open(file, t->findings);
        unlink(file);
    }
    t->good = t->good && s;
    free(raw);
    return s;
}

/* An archive of these names: is the rule's finding among what is said of it? */
static bool try_archive(const struct cases *c, const struct cases_rule *r, const struct cases_example *e)
{
    static const char archive[] = "build/rules-archive.zip";
    struct trial t = {.cases = c, .rule = r, .example = e, .findings = diag_list_new(), .good = true};
    assert_true(zip_finish(archive_of(e, archive), t.findings));
    struct submission *submission = submission_of(&t);
    struct package *by_data = package_new();
    for (size_t i = 0; i < e->expected.n; i++)
        *VEC_PUSH(by_data->arena, &by_data->files) = expected_file(e->expected.v[i]);
    const char *pack = strchr(cases_path(c), '/') + 1;
    const struct verify_options o = {.programme = pack_of(arena_strndup(arena, pack, strcspn(pack, "/"))),
                                     .expected = e->expected.n ? by_data : NULL, .submission = submission, .archives = 1};
    assert_true(verify(archive, &o, t.findings));
    if ((count_of(t.findings, r->id) > 0) != e->fails)
        fault(&t, e->line, e->fails ? "is not found" : "is found");
    if (!t.good)
        tell(t.findings);
    remember(t.findings);
    package_free(by_data);
    submission_free(submission);
    buf_free(&t.text);
    diag_list_free(t.findings);
    unlink(archive);
    return t.good;
}

static bool try_example(const struct cases *c, const struct cases_rule *r, const struct cases_example *e)
{
    if (e->entries.n)
        return try_archive(c, r, e);
    if (cases_of_batch(e))
        return try_batch(c, r, e);
    struct trial t = {.cases = c, .rule = r, .example = e, .findings = diag_list_new(), .good = true};
    t.sample = sample_of(sample_path(c, e->sample));
    if (!cases_apply(c, e, t.sample->text.data, t.sample->text.n, &t.text, t.findings)) {
        tell(t.findings);
        t.good = false;
    } else {
        bool own = changes_the_pack(e);
        struct programme *p = own ? changed_pack(&t) : pack_of(t.sample->programme);
        struct check_options o = {.as_of = e->as_of, .strict = e->strict, .papers = t.sample->papers};
        judge(p, t.sample, &t.text, &o, t.findings);
        check_all_ids(&t, t.findings);
        check_all_ids(&t, t.sample->findings);
        for (size_t i = 0; i < e->finds.n; i++) {
            if (!count_of(t.findings, e->finds.v[i].rule) && !count_of(t.sample->findings, e->finds.v[i].rule))
                check_ids(&t, NULL, e->finds.v[i].rule);
            check_line(&t, &e->finds.v[i]);
        }
        check_own(&t);
        remember(t.findings);
        if (own)
            programme_free(p);
    }
    buf_free(&t.text);
    diag_list_free(t.findings);
    return t.good;
}

static void every_example_holds(void **state)
{
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < all_cases.n; i++)
        for (size_t k = 0; k < cases_count(all_cases.v[i]); k++) {
            const struct cases_rule *r = cases_at(all_cases.v[i], k);
            for (size_t n = 0; n < r->examples.n; n++)
                bad += !try_example(all_cases.v[i], r, &r->examples.v[n]);
        }
    assert_int_equal(bad, 0);
}

/* --- the catalogue --- */

static bool has_example(const struct cases_rule *r, bool fails)
{
    for (size_t i = 0; i < r->examples.n; i++)
        if (r->examples.v[i].fails == fails)
            return true;
    return false;
}

/* explain shows them to people, who want to know why. */
static bool all_have_notes(const struct cases_rule *r)
{
    for (size_t i = 0; i < r->examples.n; i++)
        if (!r->examples.v[i].note)
            return false;
    return true;
}

/* What the rule lacks of its proof, NULL when nothing. */
static const char *lack_of(const struct entry *e, const struct cases_rule *r)
{
    if (!r)
        return "no entry in cases.txt";
    if (!r->quotes.n && !r->source)
        return "no quote of the notice, nor a source in its place";
    if (!strcmp(e->scope, "-"))
        return NULL;
    if (!all_have_notes(r))
        return "an example without a note";
    if (!has_example(r, true) && !r->by_construction)
        return "no example that fails";
    bool whole = !strcmp(e->kind, "package") && r->by_construction;
    if (!has_example(r, false) && strcmp(e->shown, "always") && !whole)
        return "no example that passes";
    return NULL;
}

static void every_rule_is_proved(void **state)
{
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < catalogue.n; i++) {
        const struct entry *e = &catalogue.v[i];
        const char *lack = lack_of(e, rule_of(e->id));
        if (lack)
            print_error("%s: %s\n", e->id, lack);
        bad += lack != NULL;
    }
    assert_int_equal(bad, 0);
}

/* cases.txt and the rule files know no other ids. */
static void no_rule_is_unknown(void **state)
{
    (void)state;
    size_t bad = 0;
    for (size_t i = 0; i < all_cases.n; i++)
        for (size_t k = 0; k < cases_count(all_cases.v[i]); k++) {
            const struct cases_rule *r = cases_at(all_cases.v[i], k);
            const struct entry *e = entry_of(r->id);
            if (e && strstr(cases_path(all_cases.v[i]), e->pack))
                continue;
            print_error("%s:%u: %s does not belong here\n", cases_path(all_cases.v[i]), r->line, r->id);
            bad++;
        }
    assert_int_equal(bad, 0);
}

static bool is_assert(const xmlNode *n)
{
    return n->type == XML_ELEMENT_NODE &&
           (xmlStrEqual(n->name, BAD_CAST "assert") || xmlStrEqual(n->name, BAD_CAST "report"));
}

/* An attribute in the arena, "" when there is none. */
static const char *attribute(const xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetProp((xmlNodePtr)n, BAD_CAST name);
    const char *out = arena_strdup(arena, v ? (const char *)v : "");
    xmlFree(v);
    return out;
}

/* "SD-107.topics" belongs to SD-107. What is undecided is a hint, whatever its rule. */
static size_t check_severity(const char *file, const xmlNode *n)
{
    const char *id = attribute(n, "id"), *role = attribute(n, "role");
    const struct entry *e = entry_of(arena_strndup(arena, id, strcspn(id, ".")));
    enum diag_severity s = !strcmp(role, "info") ? DIAG_INFO : !strcmp(role, "warning") ? DIAG_WARNING : DIAG_ERROR;
    const char *wrong = !e                                 ? "is not in the catalogue"
                        : *attribute(n, "undecided")       ? s == DIAG_INFO ? NULL : "is undecided, which is a hint"
                        : allowed(e, s, false)             ? NULL
                                                           : "has another severity in the catalogue";
    if (wrong)
        print_error("%s:%u: %s %s\n", file, xml_line(n), id, wrong);
    return wrong != NULL;
}

/* A rule has several asserts: each is set off by an example. What is undecided for want of a list cannot be, where the pack
 * has the list; states of files are tried by tests/papers. */
static size_t check_tried(const char *file, const xmlNode *n)
{
    const char *id = attribute(n, "id"), *rule = arena_strndup(arena, id, strcspn(id, "."));
    if (*attribute(n, "undecided") || !strcmp(rule, "GE-17") || was_tried(rule, attribute(n, "test")))
        return 0;
    print_error("%s:%u: no example sets off %s\n", file, xml_line(n), id);
    return 1;
}

static size_t check_asserts(const char *file, const xmlNode *n, size_t (*check)(const char *, const xmlNode *))
{
    size_t bad = 0;
    for (; n; n = n->next)
        bad += is_assert(n) ? check(file, n) : check_asserts(file, n->type == XML_ELEMENT_NODE ? n->children : NULL, check);
    return bad;
}

static void check_rule_files(size_t (*check)(const char *, const xmlNode *))
{
    glob_t files;
    size_t bad = 0;
    assert_int_equal(glob("templates/*/*.sch", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        xmlDocPtr doc = xml_load(files.gl_pathv[i], said);
        assert_non_null(doc);
        bad += check_asserts(files.gl_pathv[i], xmlDocGetRootElement(doc), check);
        xml_free(doc);
    }
    globfree(&files);
    assert_int_equal(bad, 0);
}

static void severities_are_the_catalogues(void **state)
{
    (void)state;
    check_rule_files(check_severity);
}

/* Runs behind every_example_holds. */
static void every_assert_is_tried(void **state)
{
    (void)state;
    check_rule_files(check_tried);
}

/* --- papers that cannot be read --- */

/* What is no paper although the catalogue counts it among them. */
static bool is_part_of_form(const char *rule)
{
    return !strcmp(rule, "SD-001")      /* 信息表 and 说明报告 are made of the proposal itself */
           || !strcmp(rule, "MO-214");  /* so is 未来3年合作方案, of jointLab/plan, which the samples have */
}

/* Of a rule about papers that was passed with the sample's own files, and is passed without them: 1. */
static size_t check_without_files(const struct entry *e, const struct sample *s, const struct check_tally *judged,
                                  const struct diag_list *without, size_t *decided)
{
    if (strcmp(e->pack, s->programme) || strcmp(e->kind, "A") || strcmp(e->scope, "1") || is_part_of_form(e->id))
        return 0;
    if (!tally_has(judged, e->id) || count_of(s->findings, e->id))
        return 0;
    ++*decided;
    if (count_of(without, e->id))
        return 0;
    print_error("%s: %s is 通过 without the files\n", s->path, e->id);
    return 1;
}

/* GE-17 says what is wrong with a file; the rule that asks for it must not say 通过 meanwhile. */
static void papers_that_cannot_be_read_prove_nothing(void **state)
{
    (void)state;
    glob_t files;
    size_t bad = 0, decided = 0;
    struct papers *none = papers_new("tests/rules");
    assert_int_equal(glob("samples/*/*.xml", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++) {
        const struct sample *s = sample_of(arena_strdup(arena, files.gl_pathv[i]));
        struct check_tally *judged = opinion_tally_new();
        struct diag_list *without = diag_list_new();
        judge(pack_of(s->programme), s, &s->text, &(struct check_options){.papers = none, .tally = judged}, without);
        for (size_t k = 0; k < catalogue.n; k++)
            bad += check_without_files(&catalogue.v[k], s, judged, without, &decided);
        diag_list_free(without);
        opinion_tally_free(judged);
    }
    globfree(&files);
    papers_free(none);
    assert_true(decided > 50);
    assert_int_equal(bad, 0);
}

/* Does some assert of the rule bind the direction, or none any (it is about unknown directions, or has none here)? */
static bool binds(const struct bearing *b, const char *rule, size_t direction)
{
    const struct bearing_rule *r;
    size_t length = strlen(rule);
    bool any = false;
    for (size_t i = 0, n = bearing_rules(b, &r); i < n; i++) {
        if (strncmp(r[i].fact->id, rule, length) || (r[i].fact->id[length] && r[i].fact->id[length] != '.'))
            continue;
        if (r[i].binds[direction])
            return true;
        any = any || r[i].bound;
    }
    return !any;
}

/* A rule that has sentences has one for each direction that it binds, and for no other. */
static size_t unquoted(const struct entry *e, const struct cases_rule *r, const struct bearing *b)
{
    const struct programme_direction *d;
    size_t n = programme_directions(pack_of(e->pack), &d), bad = 0, known = 0, of_one = 0;
    for (size_t k = 0; k < r->quotes.n; k++)
        of_one += r->quotes.v[k].direction != NULL;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < r->quotes.n; k++)
            known += r->quotes.v[k].direction && !strcmp(r->quotes.v[k].direction, d[i].id);
        if (!r->quotes.n || !binds(b, e->id, i) || cases_quote_next(r, d[i].id, &(size_t){0}) || !strcmp(e->scope, "B"))
            continue;
        print_error("%s has no sentence for %s\n", e->id, d[i].id);
        bad++;
    }
    if (known == of_one)
        return bad;
    print_error("%s has a sentence of an unknown direction\n", e->id);
    return bad + 1;
}

static void sentences_are_the_directions_own(void **state)
{
    (void)state;
    size_t bad = 0;
    struct bearing *b = NULL;
    const char *pack = "";
    for (size_t i = 0; i < catalogue.n; i++) {
        const struct entry *e = &catalogue.v[i];
        const struct cases_rule *r = rule_of(e->id);
        if (!r || !strcmp(e->pack, "common"))
            continue;
        if (strcmp(pack, e->pack)) {
            bearing_free(b);
            b = bearing_load(pack_of(pack = e->pack), said);
        }
        bad += unquoted(e, r, b);
    }
    bearing_free(b);
    assert_int_equal(bad, 0);
}

static size_t direction_of(const struct programme *p, const char *id)
{
    const struct programme_direction *d;
    size_t n = programme_directions(p, &d), i = 0;
    while (i < n && strcmp(d[i].id, id))
        i++;
    assert_true(i < n);
    return i;
}

static size_t judged_elsewhere(const struct sample *s)
{
    struct check_tally *judged = opinion_tally_new();
    struct diag_list *d = diag_list_new();
    struct programme *p = pack_of(s->programme);
    judge(p, s, &s->text, &(struct check_options){.papers = s->papers, .tally = judged}, d);
    struct bearing *b = bearing_load(p, d);
    xmlDocPtr doc = xml_parse(s->text.data, s->text.n, s->path, d);
    size_t bad = 0, direction = direction_of(p, xml_attribute(xmlDocGetRootElement(doc), "direction", ""));
    for (size_t i = 0; i < catalogue.n; i++) {
        const char *id = catalogue.v[i].id;
        if (!tally_has(judged, id) || binds(b, id, direction) || !strcmp(id, "GD-401"))
            continue; /* GD-401 is about the direction itself */
        print_error("%s: %s is 通过, and is of other directions\n", s->path, id);
        bad++;
    }
    xml_free(doc);
    bearing_free(b);
    diag_list_free(d);
    opinion_tally_free(judged);
    return bad;
}

/* A rule of other directions is 不适用 on an opinion. */
static void rules_of_other_directions_do_not_judge(void **state)
{
    (void)state;
    glob_t files;
    size_t bad = 0;
    assert_int_equal(glob("samples/*/*.xml", 0, NULL, &files), 0);
    for (size_t i = 0; i < files.gl_pathc; i++)
        bad += judged_elsewhere(sample_of(arena_strdup(arena, files.gl_pathv[i])));
    globfree(&files);
    assert_int_equal(bad, 0);
}

static void cases_can_be_read(void **state)
{
    (void)state;
    tell(said);
    assert_int_equal(diag_list_count(said), 0);
    assert_true(all_cases.n > 0);
}

static int begin(void **state)
{
    (void)state;
    arena = arena_new();
    said = diag_list_new();
    read_catalogue();
    read_cases();
    return 0;
}

static int end(void **state)
{
    (void)state;
    for (size_t i = 0; i < packs.n; i++)
        programme_free(packs.v[i]);
    for (size_t i = 0; i < all_cases.n; i++)
        cases_free(all_cases.v[i]);
    for (size_t i = 0; i < samples.n; i++) {
        buf_free(&samples.v[i].text);
        papers_free(samples.v[i].papers);
        diag_list_free(samples.v[i].findings);
    }
    diag_list_free(said);
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_can_be_read),
        cmocka_unit_test(every_example_holds),
        cmocka_unit_test(every_rule_is_proved),
        cmocka_unit_test(no_rule_is_unknown),
        cmocka_unit_test(severities_are_the_catalogues),
        cmocka_unit_test(every_assert_is_tried),
        cmocka_unit_test(papers_that_cannot_be_read_prove_nothing),
        cmocka_unit_test(rules_of_other_directions_do_not_judge),
        cmocka_unit_test(sentences_are_the_directions_own),
    };
    xml_init();
    int failed = cmocka_run_group_tests(tests, begin, end);
    xml_cleanup();
    return failed;
}
