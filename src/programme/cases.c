#include "programme/cases.h"

#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/utf8.h"

struct cases {
    struct arena *arena;
    const char *path;
    VEC(struct cases_rule) rules;
};

/* What is being read: the last rule, its last example, the proposal of it (the example itself, or a part of a batch), the last
 * edit there. */
struct reader {
    struct cases *c;
    struct arena *arena;
    struct diag_list *d;
    struct cases_rule *rule;
    struct cases_example *example, *part;
    struct cases_edit *edit;
    unsigned line;
    bool good;
};

static void complain(struct reader *r, enum diag_id id, unsigned line, const char *first, const char *second)
{
    struct loc loc = {.file = r->c->path, .line = line};
    diag_report(r->d, id, &loc, (const char *const[]){first, second, NULL});
    r->good = false;
}

/* --- one function a keyword; value is what follows it on the line --- */

static void set_once(struct reader *r, const char **field, const char *keyword, const char *value)
{
    if (*field)
        complain(r, DIAG_CASES_TWICE, r->line, keyword, NULL);
    *field = value;
}

static bool finds_own(const struct reader *r, const struct cases_example *part)
{
    for (size_t i = 0; part && i < part->finds.n; i++)
        if (!strcmp(part->finds.v[i].rule, r->rule->id))
            return true;
    return false;
}

static void end_edits(struct reader *r, const struct cases_example *part)
{
    for (size_t i = 0; part && i < part->edits.n; i++)
        if (!part->edits.v[i].old.n)
            complain(r, DIAG_PACK_LACKS, part->edits.v[i].line, "after", "-");
}

static void end_example(struct reader *r)
{
    const struct cases_example *e = r->example;
    if (!e)
        return;
    bool own = finds_own(r, e) || finds_own(r, e->submission) || finds_own(r, e->whole);
    for (size_t i = 0; i < e->with.n; i++)
        own = own || finds_own(r, &e->with.v[i]);
    if (!e->sample && !e->entries.n)
        complain(r, DIAG_PACK_LACKS, e->line, "example", "sample");
    if (!e->fails && own)
        complain(r, DIAG_CASES_PASSES, e->line, r->rule->id, NULL);
    end_edits(r, e);
    end_edits(r, e->submission);
    for (size_t i = 0; i < e->with.n; i++)
        end_edits(r, &e->with.v[i]);
    r->example = r->part = NULL;
    r->edit = NULL;
}

static void end_rule(struct reader *r)
{
    end_example(r);
    if (r->rule && !r->rule->quotes.n && !r->rule->by_construction && !r->rule->examples.n)
        complain(r, DIAG_PACK_LACKS, r->rule->line, r->rule->id, "quote, example");
}

static void on_rule(struct reader *r, const char *value)
{
    end_rule(r);
    if (cases_find(r->c, value))
        complain(r, DIAG_RULES_ID_TWICE, r->line, value, NULL);
    r->rule = VEC_PUSH(r->arena, &r->c->rules);
    *r->rule = (struct cases_rule){.id = value, .line = r->line};
}

static void on_quote(struct reader *r, const char *value)
{
    *VEC_PUSH(r->arena, &r->rule->quotes) = (struct cases_quote){value, NULL};
}

static void on_quote_of(struct reader *r, const char *value)
{
    size_t n = strcspn(value, " \t");
    const char *text = value + n + strspn(value + n, " \t");
    if (!*text)
        complain(r, DIAG_PACK_LACKS, r->line, "quote-of", "TEXT");
    else
        *VEC_PUSH(r->arena, &r->rule->quotes) = (struct cases_quote){text, arena_strndup(r->arena, value, n)};
}

static void on_source(struct reader *r, const char *value)
{
    set_once(r, &r->rule->source, "source", value);
}

static void on_by_construction(struct reader *r, const char *value)
{
    set_once(r, &r->rule->by_construction, "by-construction", value);
}

static void on_example(struct reader *r, const char *value)
{
    end_example(r);
    bool fails = !strcmp(value, "fails");
    if (!fails && strcmp(value, "passes"))
        complain(r, DIAG_CASES_WORD, r->line, value, "fails, passes");
    r->example = VEC_PUSH(r->arena, &r->rule->examples);
    *r->example = (struct cases_example){.fails = fails, .line = r->line};
    r->part = r->example;
}

static void begin_part(struct reader *r, struct cases_example *part, const char *sample)
{
    *part = (struct cases_example){.sample = sample, .line = r->line};
    r->part = part;
    r->edit = NULL;
}

static void on_with(struct reader *r, const char *value)
{
    begin_part(r, VEC_PUSH(r->arena, &r->example->with), value);
}

static void begin_single(struct reader *r, struct cases_example **part, const char *keyword, const char *sample)
{
    if (*part)
        complain(r, DIAG_CASES_TWICE, r->line, keyword, NULL);
    *part = arena_alloc(r->arena, sizeof **part);
    begin_part(r, *part, sample);
}

static void on_submission(struct reader *r, const char *value)
{
    begin_single(r, &r->example->submission, "submission", value);
}

static void on_whole(struct reader *r, const char *value)
{
    if (*value)
        complain(r, DIAG_CASES_WORD, r->line, value, "whole");
    begin_single(r, &r->example->whole, "whole", NULL);
}

static void on_sample(struct reader *r, const char *value)
{
    set_once(r, &r->example->sample, "sample", value);
}

static void on_entry(struct reader *r, const char *value)
{
    *VEC_PUSH(r->arena, &r->example->entries) = value;
}

static void on_expected(struct reader *r, const char *value)
{
    *VEC_PUSH(r->arena, &r->example->expected) = value;
}

static struct cases_edit *begin_edit(struct reader *r)
{
    r->edit = VEC_PUSH(r->arena, &r->part->edits);
    *r->edit = (struct cases_edit){.line = r->line};
    return r->edit;
}

static void on_after(struct reader *r, const char *value)
{
    begin_edit(r)->after = value;
}

static void on_old(struct reader *r, const char *value)
{
    struct cases_edit *e = r->edit && !r->edit->fresh.n ? r->edit : begin_edit(r);
    *VEC_PUSH(r->arena, &e->old) = value;
}

static void on_new(struct reader *r, const char *value)
{
    if (r->edit && r->edit->old.n)
        *VEC_PUSH(r->arena, &r->edit->fresh) = value;
    else
        complain(r, DIAG_PACK_LACKS, r->line, "+", "-");
}

static void on_as_of(struct reader *r, const char *value)
{
    set_once(r, &r->example->as_of, "as-of", value);
}

static void on_strict(struct reader *r, const char *value)
{
    if (*value)
        complain(r, DIAG_CASES_WORD, r->line, value, "strict");
    r->example->strict = true;
}

static void on_list(struct reader *r, const char *value)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value || !equals[1])
        complain(r, DIAG_CASES_WORD, r->line, value, "NAME=FILE");
    else
        *VEC_PUSH(r->arena, &r->example->lists) = (struct cases_list){
            .name = arena_strndup(r->arena, value, (size_t)(equals - value)), .file = equals + 1};
}

static void on_site(struct reader *r, const char *value)
{
    set_once(r, &r->example->site, "site", value);
}

static void on_layer(struct reader *r, const char *value)
{
    *VEC_PUSH(r->arena, &r->example->layers) = value;
}

static void on_note(struct reader *r, const char *value)
{
    set_once(r, &r->example->note, "note", value);
}

static struct cases_finding finding_of(struct reader *r, const char *value)
{
    const char *at = strstr(value, " @ ");
    if (!at)
        return (struct cases_finding){.rule = value, .line = r->line};
    return (struct cases_finding){
        .rule = arena_strndup(r->arena, value, (size_t)(at - value)), .at = at + 3, .line = r->line};
}

static void on_finds(struct reader *r, const char *value)
{
    *VEC_PUSH(r->arena, &r->part->finds) = finding_of(r, value);
}

static void on_clears(struct reader *r, const char *value)
{
    *VEC_PUSH(r->arena, &r->example->clears) = finding_of(r, value);
}

enum level { IN_FILE, IN_RULE, IN_EXAMPLE };

static const struct keyword {
    const char *name;
    enum level level;
    bool empty; /* may stand without a text */
    void (*read)(struct reader *, const char *);
} keywords[] = {
    {"rule", IN_FILE, false, on_rule},
    {"quote", IN_RULE, false, on_quote},
    {"quote-of", IN_RULE, false, on_quote_of},
    {"source", IN_RULE, false, on_source},
    {"by-construction", IN_RULE, false, on_by_construction},
    {"example", IN_RULE, false, on_example},
    {"sample", IN_EXAMPLE, false, on_sample},
    {"with", IN_EXAMPLE, false, on_with},
    {"submission", IN_EXAMPLE, false, on_submission},
    {"whole", IN_EXAMPLE, true, on_whole},
    {"entry", IN_EXAMPLE, false, on_entry},
    {"expected", IN_EXAMPLE, false, on_expected},
    {"after", IN_EXAMPLE, false, on_after},
    {"-", IN_EXAMPLE, false, on_old},
    {"+", IN_EXAMPLE, true, on_new},
    {"as-of", IN_EXAMPLE, false, on_as_of},
    {"strict", IN_EXAMPLE, true, on_strict},
    {"list", IN_EXAMPLE, false, on_list},
    {"site", IN_EXAMPLE, false, on_site},
    {"layer", IN_EXAMPLE, false, on_layer},
    {"note", IN_EXAMPLE, false, on_note},
    {"finds", IN_EXAMPLE, false, on_finds},
    {"clears", IN_EXAMPLE, false, on_clears},
};

static const struct keyword *keyword_of(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (strlen(keywords[i].name) == n && !memcmp(keywords[i].name, s, n))
            return &keywords[i];
    return NULL;
}

/* One blank ends the keyword; the texts of - and + keep what blanks they have beyond it. */
static void read_line(struct reader *r, const char *s)
{
    s += strspn(s, " \t");
    size_t n = strcspn(s, " \t");
    if (!*s || *s == '#')
        return;
    const struct keyword *k = keyword_of(s, n);
    const char *value = s + n + (s[n] != '\0');
    if (k && k->read != on_old && k->read != on_new)
        value += strspn(value, " \t");
    if (!k)
        complain(r, DIAG_CASES_KEYWORD, r->line, arena_strndup(r->arena, s, n), NULL);
    else if (!*value && !k->empty)
        complain(r, DIAG_PACK_LACKS, r->line, k->name, "TEXT");
    else if (k->level > IN_FILE && !r->rule)
        complain(r, DIAG_CASES_ORDER, r->line, k->name, "rule");
    else if (k->level > IN_RULE && !r->example)
        complain(r, DIAG_CASES_ORDER, r->line, k->name, "example");
    else
        k->read(r, value);
}

static char *next_line(struct arena *a, const char **s)
{
    size_t n = strcspn(*s, "\n"), keep = n && (*s)[n - 1] == '\r' ? n - 1 : n;
    char *line = arena_strndup(a, *s, keep);
    *s += n + ((*s)[n] == '\n');
    return line;
}

static bool read_file(struct cases *c, struct diag_list *d)
{
    struct buf text = {0};
    struct reader r = {.c = c, .arena = c->arena, .d = d, .good = true};
    if (!file_read(c->path, LIMIT_INPUT_BYTES, &text, d))
        return false;
    const char *s = text.data ? text.data : "";
    if (!utf8_valid(s, text.n))
        complain(&r, DIAG_LIST_NOT_UTF8, 0, NULL, NULL);
    while (*s) {
        r.line++;
        read_line(&r, next_line(c->arena, &s));
    }
    end_rule(&r);
    buf_free(&text);
    return r.good;
}

struct cases *cases_load(const char *path, struct diag_list *d)
{
    struct arena *a = arena_new();
    struct cases *c = arena_alloc(a, sizeof *c);
    *c = (struct cases){.arena = a, .path = arena_strdup(a, path)};
    if (read_file(c, d))
        return c;
    cases_free(c);
    return NULL;
}

void cases_free(struct cases *c)
{
    if (c)
        arena_free(c->arena);
}

const char *cases_path(const struct cases *c)
{
    return c->path;
}

size_t cases_count(const struct cases *c)
{
    return c->rules.n;
}

const struct cases_rule *cases_at(const struct cases *c, size_t i)
{
    return &c->rules.v[i];
}

const struct cases_rule *cases_find(const struct cases *c, const char *id)
{
    for (size_t i = 0; i < c->rules.n; i++)
        if (!strcmp(c->rules.v[i].id, id))
            return &c->rules.v[i];
    return NULL;
}

const char *cases_quote_next(const struct cases_rule *r, const char *direction, size_t *at)
{
    while (*at < r->quotes.n) {
        const struct cases_quote *q = &r->quotes.v[(*at)++];
        if (!q->direction || (direction && !strcmp(q->direction, direction)))
            return q->text;
    }
    return NULL;
}

bool cases_of_batch(const struct cases_example *e)
{
    return e->with.n || e->submission || e->whole;
}

/* --- edits --- */

/* A run of bytes of the text, [from, to). */
struct span {
    const char *from, *to;
};

static const char *line_start(const char *s, const char *text)
{
    while (s > text && s[-1] != '\n')
        s--;
    return s;
}

/* Whether the line at s, but for its indentation and end, is this one. */
static bool is_line(const char *s, const char *wanted)
{
    size_t n = strcspn(s += strspn(s, " \t"), "\r\n");
    return strlen(wanted) == n && !memcmp(s, wanted, n);
}

/* The lines from s on; `to` lies behind the last one's text, before its line end. */
static bool lines_at(const struct cases_edit *e, const char *s, struct span *out)
{
    out->from = s + strspn(s, " \t");
    for (size_t i = 0; i < e->old.n; i++) {
        if (!is_line(s, e->old.v[i] + strspn(e->old.v[i], " \t")))
            return false;
        out->to = s + strcspn(s, "\r\n");
        s += strcspn(s, "\n");
        s += *s == '\n';
    }
    return true;
}

/* The next place of an edit at or behind s. */
static bool next_place(const struct cases_edit *e, const char *text, const char *s, struct span *out)
{
    if (e->old.n == 1) {
        const char *found = strstr(s, e->old.v[0]);
        *out = (struct span){found, found ? found + strlen(e->old.v[0]) : NULL};
        return found != NULL;
    }
    for (s = line_start(s, text); *s;) {
        if (lines_at(e, s, out))
            return true;
        s += strcspn(s, "\n");
        s += *s == '\n';
    }
    return false;
}

static bool place_of(const struct cases *c, const struct cases_edit *e, const char *text, struct span *out,
                     struct diag_list *d)
{
    struct loc loc = {.file = c->path, .line = e->line};
    struct span again;
    const char *s = e->after ? strstr(text, e->after) : text;
    if (!s) {
        diag(d, CASES_PLACE, &loc, e->after);
        return false;
    }
    if (!next_place(e, text, s + (e->after ? strlen(e->after) : 0), out)) {
        diag(d, CASES_PLACE, &loc, e->old.v[0]);
        return false;
    }
    if (e->after || !next_place(e, text, out->from + 1, &again) || again.from == out->from)
        return true;
    diag(d, CASES_PLACES, &loc, e->old.v[0]);
    return false;
}

static void replace(struct buf *out, const char *text, const struct cases_edit *e, const struct span *at)
{
    buf_add(out, text, (size_t)(at->from - text));
    for (size_t i = 0; i < e->fresh.n; i++)
        buf_printf(out, "%s%s", i ? "\n" : "", e->fresh.v[i]);
    buf_puts(out, at->to);
}

bool cases_apply(const struct cases *c, const struct cases_example *e, const char *text, size_t n, struct buf *out,
                 struct diag_list *d)
{
    struct span at;
    *out = (struct buf){0};
    buf_add(out, text, n);
    for (size_t i = 0; i < e->edits.n; i++) {
        struct buf next = {0};
        if (!place_of(c, &e->edits.v[i], out->data ? out->data : "", &at, d))
            return false;
        replace(&next, out->data, &e->edits.v[i], &at);
        buf_free(out);
        *out = next;
    }
    return true;
}
