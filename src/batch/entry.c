#include "batch/entry.h"

#include <string.h>

#include "base/utf8.h"
#include "batch/mask.h"

static const char *const states[] = {[RESULT_GOOD] = "good", [RESULT_CONTENT] = "content", [RESULT_FAILED] = "failed"};
static const char *const severities[] = {[DIAG_INFO] = "hint", [DIAG_WARNING] = "warning", [DIAG_ERROR] = "error", [DIAG_FATAL] = "fatal"};

#define ARGS 9 /* {1} to {9} */

/* --- writing --- */

/* Names of files may hold any bytes; JSON is UTF-8. */
static void add_string(struct buf *out, const char *s)
{
    struct buf valid = {0};
    const char *end = s + strlen(s);
    if (utf8_valid(s, strlen(s))) {
        buf_json(out, s, strlen(s));
        return;
    }
    while (s < end)
        buf_utf8(&valid, utf8_next(&s, end));
    buf_json(out, valid.data, valid.n);
    buf_free(&valid);
}

/* A member; left out when there is no text. */
static void add_member(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    buf_puts(out, out->data[out->n - 1] == '{' ? "\"" : ",\"");
    buf_puts(out, name);
    buf_puts(out, "\":");
    add_string(out, text);
}

static void add_integer(struct buf *out, const char *name, size_t value)
{
    buf_printf(out, "%s\"%s\":%zu", out->data[out->n - 1] == '{' ? "" : ",", name, value);
}

static void add_finding(struct buf *out, const struct diag_record *r)
{
    buf_putc(out, '{');
    add_member(out, "id", diag_name(r->id));
    add_member(out, "severity", severities[r->severity]);
    if (strcmp(r->rule, diag_name(r->id)) != 0)
        add_member(out, "rule", r->rule);
    add_member(out, "clause", r->clause);
    add_member(out, "modal", r->modal);
    add_member(out, "place", r->place);
    add_member(out, "path", r->path);
    add_member(out, "file", r->loc.file);
    if (r->loc.line)
        add_integer(out, "line", r->loc.line);
    add_member(out, "via", r->loc.via_file);
    if (r->loc.via_line)
        add_integer(out, "viaLine", r->loc.via_line);
    if (r->order != SIZE_MAX)
        add_integer(out, "order", r->order);
    if (r->undecided)
        buf_puts(out, ",\"undecided\":true");
    add_member(out, "text", r->text);
    for (size_t i = 0; r->args && r->args[i]; i++) {
        buf_puts(out, i ? "," : ",\"args\":[");
        add_string(out, r->args[i]);
    }
    buf_puts(out, r->args && r->args[0] ? "]}" : "}");
}

void entry_write_findings(struct buf *out, const struct diag_list *d)
{
    buf_putc(out, '[');
    for (size_t i = 0; i < diag_list_count(d); i++) {
        buf_puts(out, i ? "," : "");
        add_finding(out, diag_list_at(d, i));
    }
    buf_putc(out, ']');
}

void entry_write(struct buf *out, const struct entry *e)
{
    const struct result *r = &e->result;
    buf_putc(out, '{');
    add_integer(out, "index", e->index);
    add_member(out, "source", r->source);
    add_member(out, "state", states[r->state]);
    add_member(out, "programme", r->programme);
    add_member(out, "pack", e->pack);
    add_member(out, "direction", r->direction);
    add_member(out, "number", r->number);
    add_member(out, "title", r->title);
    add_member(out, "unit", r->unit);
    add_member(out, "recommender", r->recommender);
    add_member(out, "code", r->code);
    add_member(out, "inputDigest", r->input_digest);
    buf_puts(out, ",\"papers\":{");
    for (size_t i = 0; i < e->papers.n; i++)
        add_member(out, e->papers.v[i].file, e->papers.v[i].digest);
    buf_putc(out, '}');
    add_member(out, "output", r->output);
    add_member(out, "outputDigest", r->output_digest);
    buf_puts(out, ",\"names\":{");
    for (size_t i = 0; i < e->names.n; i++)
        add_member(out, e->names.v[i].name, e->names.v[i].value);
    buf_puts(out, "},\"findings\":");
    entry_write_findings(out, r->findings);
    buf_putc(out, '}');
}

/* Each item of a list by itself: what stands between them is no control character that has no business there. */
static const char *mask_items(struct arena *a, const char *s, enum mask_kind kind)
{
    struct buf b = {0};
    buf_puts(&b, "");
    for (;; s++) {
        size_t n = strcspn(s, DIAG_AND);
        buf_puts(&b, mask_in(a, arena_strndup(a, s, n), kind));
        s += n;
        if (!*s)
            break;
        buf_puts(&b, DIAG_AND);
    }
    return buf_keep(&b, a);
}

void entry_add_masked(struct diag_list *to, const struct diag_list *from)
{
    struct arena *a = arena_new();
    for (size_t i = 0; i < diag_list_count(from); i++) {
        struct diag_record r = *diag_list_at(from, i);
        const char *args[ARGS + 1] = {0};
        enum mask_kind kind = mask_kind_of(r.path);
        for (size_t k = 0; k < ARGS && r.args && r.args[k]; k++)
            args[k] = mask_items(a, r.args[k], kind);
        r.args = args;
        r.text = mask_in(a, r.text, kind);
        diag_finding(to, &r);
    }
    arena_free(a);
}

/* --- reading --- */

static bool choice(const char *const *words, size_t n, const char *text, size_t *out)
{
    for (*out = 0; *out < n; ++*out)
        if (strcmp(words[*out], text) == 0)
            return true;
    return false;
}

static bool id_of(const char *name, enum diag_id *out)
{
    for (size_t i = 0; i < DIAG_COUNT; i++)
        if (strcmp(diag_name((enum diag_id)i), name) == 0) {
            *out = (enum diag_id)i;
            return true;
        }
    return false;
}

static bool read_finding(struct diag_list *d, const struct json *j)
{
    const char *args[ARGS + 1] = {0};
    struct diag_record r = {.args = args, .order = SIZE_MAX, .undecided = json_true(j, "undecided")};
    size_t severity, n = 0;
    const char *id = json_string(j, "id", "");
    if (!id_of(id, &r.id) || !choice(severities, sizeof severities / sizeof *severities, json_string(j, "severity", ""), &severity))
        return false;
    r.severity = (enum diag_severity)severity;
    r.rule = json_string(j, "rule", diag_name(r.id));
    r.clause = json_string(j, "clause", NULL);
    r.modal = json_string(j, "modal", NULL);
    r.place = json_string(j, "place", NULL);
    r.path = json_string(j, "path", NULL);
    r.text = json_string(j, "text", NULL);
    r.loc = (struct loc){json_string(j, "file", NULL), (unsigned)json_integer(j, "line"), json_string(j, "via", NULL),
                         (unsigned)json_integer(j, "viaLine")};
    if (json_member(j, "order"))
        r.order = (size_t)json_integer(j, "order");
    for (const struct json *i = json_items(j, "args"); i && n < ARGS; i = i->next)
        args[n++] = i->type == JSON_STRING ? i->text : "";
    diag_finding(d, &r);
    return true;
}

/* Findings of a JSON array's elements; false when one is none. */
static bool read_findings(struct diag_list *d, const struct json *first)
{
    bool good = true;
    for (; first && good; first = first->next)
        good = read_finding(d, first);
    return good;
}

static const char *copy(struct arena *a, const struct json *j, const char *name, const char *otherwise)
{
    const char *s = json_string(j, name, otherwise);
    return s ? arena_strdup(a, s) : NULL;
}

static void read_result(struct result *r, struct arena *a, const struct json *j)
{
    r->source = copy(a, j, "source", "");
    r->programme = copy(a, j, "programme", "");
    r->direction = copy(a, j, "direction", "");
    r->number = copy(a, j, "number", "");
    r->title = copy(a, j, "title", "");
    r->unit = copy(a, j, "unit", "");
    r->recommender = copy(a, j, "recommender", "");
    r->code = copy(a, j, "code", "");
    r->input_digest = copy(a, j, "inputDigest", NULL);
    r->output = copy(a, j, "output", NULL);
    r->output_digest = copy(a, j, "outputDigest", NULL);
}

/* Members of an object are pairs. */
static struct entry_fact pair(struct arena *a, const struct json *member)
{
    return (struct entry_fact){arena_strdup(a, member->name ? member->name : ""), arena_strdup(a, member->text ? member->text : "")};
}

bool entry_read(struct entry *out, struct arena *a, const struct json *j)
{
    size_t state;
    *out = (struct entry){.index = (size_t)json_integer(j, "index")};
    if (!json_string(j, "source", NULL) || !choice(states, sizeof states / sizeof *states, json_string(j, "state", ""), &state))
        return false;
    read_result(&out->result, a, j);
    out->pack = copy(a, j, "pack", "");
    out->result.state = (enum result_state)state;
    for (const struct json *i = json_items(j, "papers"); i; i = i->next) {
        struct entry_fact p = pair(a, i);
        *VEC_PUSH(a, &out->papers) = (struct entry_paper){p.name, p.value};
    }
    for (const struct json *i = json_items(j, "names"); i; i = i->next)
        *VEC_PUSH(a, &out->names) = pair(a, i);
    out->result.findings = diag_list_new();
    if (read_findings(out->result.findings, json_items(j, "findings")))
        return true;
    entry_free(out);
    return false;
}

void entry_free(struct entry *e)
{
    diag_list_free(e->result.findings);
    e->result.findings = NULL;
}

const char *entry_name(const struct entry *e, const char *name)
{
    for (size_t i = 0; i < e->names.n; i++)
        if (strcmp(e->names.v[i].name, name) == 0)
            return e->names.v[i].value;
    return NULL;
}
