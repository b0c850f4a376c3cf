/* report_html.c - the page. It holds all documents as a plain table; report.js makes it sort, filter and turn pages. What it
 * may do is fixed by a content security policy with the digests of its one style and its one script, so that no text of a
 * proposal could ever run. */
#include "batch/report_int.h"

#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"
#include "batch/mask.h"

#define LINKS_MOST 20 /* links to documents at a rule; the filter shows them all */

struct page {
    struct buf *out;
    const struct report *r;
    struct arena *scratch; /* emptied after each document */
};

static void text(struct page *p, const char *s)
{
    buf_xml(p->out, s, strlen(s));
}

static void word(struct page *p, const char *msgid)
{
    text(p, i18n_text(p->r->lang, msgid));
}

static void raw(struct page *p, const char *html)
{
    buf_puts(p->out, html);
}

/* --- links --- */

/* Percent-encoded so that no browser takes any of it for a scheme, a query or a place (RFC 3986, 2.3 unreserved). */
static void encoded(struct page *p, const char *s, const char *also)
{
    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || strchr("-._~", c) || strchr(also, c);
        buf_putc(p->out, plain ? *s : '%');
        if (!plain)
            buf_hex(p->out, c, 2);
    }
}

static void link_to_pdf(struct page *p, const char *path, const char *title)
{
    raw(p, "<a href=\"");
    encoded(p, path, "/");
    raw(p, "\">");
    text(p, title);
    raw(p, "</a>");
}

/* --- tables --- */

struct heading {
    const char *class, *name; /* class: "n" for numbers */
};

static void table_begin(struct page *p, const char *id, const char *caption, const struct heading *v, size_t n)
{
    buf_printf(p->out, "<div class=\"wide\"><table id=\"%s\" class=\"sortable\">\n<caption>", id);
    word(p, caption);
    raw(p, "</caption>\n<thead><tr>");
    for (size_t i = 0; i < n; i++) {
        buf_printf(p->out, "<th scope=\"col\" class=\"%s\">", v[i].class);
        word(p, v[i].name);
        raw(p, "</th>");
    }
    raw(p, "</tr></thead>\n<tbody>\n");
}

static void table_end(struct page *p)
{
    raw(p, "</tbody></table></div>\n");
}

static void number(struct page *p, const char *class, size_t n)
{
    buf_printf(p->out, "<td class=\"%s%s\">%zu</td>", class, n ? "" : " zero", n);
}

static void cell(struct page *p, const char *class, const char *s)
{
    buf_printf(p->out, "<td class=\"%s\">", class);
    text(p, s);
    raw(p, "</td>");
}

static void counts(struct page *p, const struct report_counts *c)
{
    number(p, "n error", c->error);
    number(p, "n warning", c->warning);
    number(p, "n less", c->info);
    number(p, "n less", c->undecided);
}

/* --- documents --- */

static void finding(struct page *p, const struct result *d, const struct diag_record *record)
{
    struct diag_record f = mask_finding(p->scratch, record, p->r->lang);
    buf_printf(p->out, "<li class=\"%s\"><b>", f.undecided ? "undecided" : report_severities[f.severity]);
    word(p, diag_word(&f));
    raw(p, "</b> ");
    text(p, f.text);
    raw(p, " <small>[");
    text(p, f.rule);
    if (f.clause) {
        raw(p, ", ");
        text(p, f.clause);
    }
    raw(p, "] ");
    bool elsewhere = record->loc.file && strcmp(record->loc.file, d->source) != 0;
    if (f.place)
        text(p, f.place);
    if (f.place && (elsewhere || f.loc.line))
        raw(p, " · ");
    if (elsewhere)
        text(p, f.loc.file);
    if (f.loc.line)
        buf_printf(p->out, "%s%u", elsewhere ? ":" : "L", f.loc.line);
    raw(p, "</small></li>\n");
}

static void findings(struct page *p, const struct report_row *row)
{
    const struct diag_list *list = row->result->findings;
    size_t n = diag_list_count(list);
    if (!n)
        return;
    raw(p, "<details><summary>");
    word(p, N_("findings"));
    buf_printf(p->out, " %zu</summary><ul>\n", n + row->counts.dropped);
    for (size_t i = 0; i < n; i++)
        finding(p, row->result, diag_list_at(list, i));
    if (row->counts.dropped)
        buf_printf(p->out, "<li>+ %zu</li>\n", row->counts.dropped);
    raw(p, "</ul></details>");
}

/* Which rules it has findings of, each once, for the filter. */
static void rules_of(struct page *p, const struct diag_list *list)
{
    for (size_t i = 0; i < diag_list_count(list); i++) {
        const char *rule = diag_list_at(list, i)->rule;
        size_t k = 0;
        while (k < i && strcmp(diag_list_at(list, k)->rule, rule) != 0)
            k++;
        if (k < i)
            continue;
        raw(p, i ? " " : "");
        text(p, rule);
    }
}

static void document(struct page *p, size_t i)
{
    const struct report_row *row = &p->r->rows.v[i];
    const struct result *d = row->result;
    buf_printf(p->out, "<tr id=\"d%zu\" data-state=\"%s\" data-programme=\"", i + 1, report_states[d->state]);
    text(p, d->programme);
    raw(p, "\" data-rules=\"");
    rules_of(p, d->findings);
    buf_printf(p->out, "\"><td class=\"n\">%zu</td>", i + 1);
    cell(p, "less", row->number);
    raw(p, "<td class=\"t\">");
    const char *title = *row->title ? row->title : row->source;
    if (d->output)
        link_to_pdf(p, d->output, title);
    else
        text(p, title);
    if (*row->title) {
        raw(p, "<small>");
        if (*row->direction) {
            text(p, row->direction);
            raw(p, " · ");
        }
        text(p, row->source);
        if (*d->code) {
            raw(p, " · ");
            text(p, d->code);
        }
        raw(p, "</small>");
    }
    findings(p, row);
    raw(p, "</td>");
    cell(p, "u", row->unit);
    buf_printf(p->out, "<td class=\"s %s\">", report_states[d->state]);
    text(p, report_state_name(p->r, d->state));
    raw(p, "</td>");
    counts(p, &row->counts);
    raw(p, "</tr>\n");
    arena_reset(p->scratch);
}

static void documents(struct page *p)
{
    static const struct heading headings[] = {
        {"n", N_("No.")}, {"less", N_("number")}, {"t", N_("title")}, {"u", N_("unit")}, {"s", N_("state")}, {"n", N_("errors")},
        {"n", N_("warnings")}, {"n less", N_("hints")}, {"n less", N_("undecided")},
    };
    table_begin(p, "documents", N_("documents"), headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < p->r->rows.n; i++)
        document(p, i);
    table_end(p);
}

/* --- the filter: script only, hidden without --- */

static void option(struct page *p, const char *value, const char *name)
{
    raw(p, "<option value=\"");
    text(p, value);
    raw(p, "\">");
    text(p, name);
    raw(p, "</option>");
}

static void choice(struct page *p, const char *name, const char *label)
{
    raw(p, "<label>");
    word(p, label);
    buf_printf(p->out, "<select name=\"%s\">", name);
    option(p, "", i18n_text(p->r->lang, "all"));
}

static void choices(struct page *p)
{
    choice(p, "state", N_("state"));
    for (int s = RESULT_GOOD; s <= RESULT_FAILED; s++)
        option(p, report_states[s], report_state_name(p->r, (enum result_state)s));
    raw(p, "</select></label>\n");
    if (p->r->programmes.n > 1) {
        choice(p, "programme", N_("programme"));
        for (size_t i = 0; i < p->r->programmes.n; i++)
            option(p, p->r->programmes.v[i], p->r->programmes.v[i]);
        raw(p, "</select></label>\n");
    }
    choice(p, "rule", N_("rule"));
    for (size_t i = 0; i < p->r->rules.n; i++)
        option(p, p->r->rules.v[i].name, p->r->rules.v[i].name);
    raw(p, "</select></label>\n");
}

static void button(struct page *p, const char *name, const char *label)
{
    buf_printf(p->out, "<button type=\"button\" name=\"%s\">", name);
    word(p, label);
    raw(p, "</button>");
}

static void filter(struct page *p)
{
    raw(p, "<form id=\"filter\" role=\"search\" hidden>\n<label>");
    word(p, N_("search"));
    raw(p, "<input type=\"search\" name=\"q\" autocomplete=\"off\"></label>\n");
    choices(p);
    raw(p, "<label>");
    word(p, N_("unit"));
    raw(p, "<input type=\"search\" name=\"unit\" list=\"all-units\" autocomplete=\"off\"></label>\n");
    button(p, "reset", N_("show all"));
    raw(p, "<output name=\"shown\" aria-live=\"polite\" data-text=\"");
    word(p, N_("{1} of {2} documents"));
    raw(p, "\"></output>\n</form>\n");
}

static void pager(struct page *p)
{
    raw(p, "<nav id=\"pager\" hidden>");
    button(p, "back", N_("previous page"));
    raw(p, "<span></span>");
    button(p, "on", N_("next page"));
    raw(p, "</nav>\n");
}

/* --- rules and units --- */

static void links(struct page *p, const struct report_group *g)
{
    raw(p, "<td class=\"links\">");
    for (size_t i = 0; i < g->rows.n && i < LINKS_MOST; i++)
        buf_printf(p->out, "<a href=\"#d%zu\">%zu</a> ", g->rows.v[i] + 1, g->rows.v[i] + 1);
    if (g->rows.n > LINKS_MOST)
        buf_printf(p->out, "… +%zu", g->rows.n - LINKS_MOST);
    raw(p, "</td>");
}

/* A filter by its name, which without script is the name alone. */
static void filter_link(struct page *p, const char *key, const char *name)
{
    buf_printf(p->out, "<td class=\"t\"><a href=\"#%s=", key);
    encoded(p, name, "");
    raw(p, "\">");
    if (*name)
        text(p, name);
    else
        word(p, N_("(none named)"));
    raw(p, "</a></td>");
}

static void rules(struct page *p)
{
    static const struct heading headings[] = {
        {"t", N_("rule")}, {"t", N_("clause")}, {"n", N_("errors")}, {"n", N_("warnings")}, {"n less", N_("hints")},
        {"n less", N_("undecided")}, {"n", N_("documents")}, {"links", N_("No.")},
    };
    table_begin(p, "rules", N_("findings by rule"), headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < p->r->rules.n; i++) {
        const struct report_group *g = &p->r->rules.v[i];
        raw(p, "<tr>");
        filter_link(p, "rule", g->name);
        cell(p, "t", g->clause ? g->clause : "");
        counts(p, &g->counts);
        number(p, "n", g->rows.n);
        links(p, g);
        raw(p, "</tr>\n");
    }
    table_end(p);
}

static void units(struct page *p)
{
    static const struct heading headings[] = {
        {"t", N_("unit")}, {"n", N_("documents")}, {"n", N_("no errors")}, {"n", N_("with errors")}, {"n", N_("failed")},
        {"n", N_("errors")}, {"n", N_("warnings")}, {"n less", N_("hints")}, {"n less", N_("undecided")},
    };
    table_begin(p, "units", N_("findings by unit"), headings, sizeof headings / sizeof *headings);
    for (size_t i = 0; i < p->r->units.n; i++) {
        const struct report_group *g = &p->r->units.v[i];
        raw(p, "<tr>");
        filter_link(p, "unit", g->name);
        number(p, "n", g->rows.n);
        number(p, "n", g->good);
        number(p, "n", g->content);
        number(p, "n", g->failed);
        counts(p, &g->counts);
        raw(p, "</tr>\n");
    }
    table_end(p);
    raw(p, "<datalist id=\"all-units\">");
    for (size_t i = 0; i < p->r->units.n; i++)
        if (*p->r->units.v[i].name)
            option(p, p->r->units.v[i].name, "");
    raw(p, "</datalist>\n");
}

/* --- the whole --- */

static void total(struct page *p, const char *class, const char *name, size_t n)
{
    buf_printf(p->out, "<div class=\"%s\"><dt>", class);
    word(p, name);
    buf_printf(p->out, "</dt><dd>%zu</dd></div>\n", n);
}

static void totals(struct page *p)
{
    const struct report *r = p->r;
    raw(p, "<dl id=\"totals\">\n");
    total(p, "all", N_("documents"), r->rows.n);
    total(p, "good", N_("no errors"), r->all.good);
    total(p, "content", N_("with errors"), r->all.content);
    total(p, "failed", N_("failed"), r->all.failed);
    total(p, "error", N_("errors"), r->all.counts.error);
    total(p, "warning", N_("warnings"), r->all.counts.warning);
    total(p, "info", N_("hints"), r->all.counts.info);
    total(p, "undecided", N_("undecided"), r->all.counts.undecided);
    if (r->all.counts.dropped)
        total(p, "undecided", N_("not kept"), r->all.counts.dropped);
    raw(p, "</dl>\n");
}

static void programme_title_of(struct page *p, const char *id)
{
    struct diag_list *said = diag_list_new(); /* what is wrong with a pack was reported with its documents */
    struct programme *programme = session_programme(p->r->session, id, said);
    text(p, programme ? programme_title(programme) : id);
    diag_list_free(said);
}

static void header(struct page *p)
{
    raw(p, "<header>\n<h1>");
    word(p, N_("Report on a batch of proposals"));
    raw(p, "</h1>\n");
    for (size_t i = 0; i < p->r->programmes.n; i++) {
        raw(p, "<p>");
        programme_title_of(p, p->r->programmes.v[i]);
        raw(p, "</p>\n");
    }
    const char *as_of = session_options(p->r->session)->as_of;
    raw(p, "<p class=\"less\">shenbao " SHENBAO_VERSION);
    if (as_of) {
        raw(p, " · ");
        word(p, N_("judged as on"));
        raw(p, " ");
        text(p, as_of);
    }
    raw(p, "</p>\n<nav><a href=\"#documents\">");
    word(p, N_("documents"));
    raw(p, "</a> <a href=\"#rules\">");
    word(p, N_("findings by rule"));
    raw(p, "</a> <a href=\"#units\">");
    word(p, N_("findings by unit"));
    raw(p, "</a></nav>\n</header>\n");
}

/* 'sha256-…': the digest of what stands between the tags, in base 64 (CSP level 3, 2.3.1). */
static void source_digest(struct buf *out, const struct buf *content)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    char hex[65];
    sha256_hex(content->n ? content->data : "", content->n, hex);
    buf_puts(out, "'sha256-");
    unsigned bits = 0, n = 0;
    for (const char *h = hex; *h; h++) {
        bits = (bits << 4 | (unsigned)(*h <= '9' ? *h - '0' : *h - 'a' + 10)) & 0x3FF;
        n += 4;
        if (n >= 6) {
            n -= 6;
            buf_putc(out, digits[bits >> n & 63]);
        }
    }
    buf_putc(out, digits[bits << (6 - n) & 63]); /* 256 bits are 42 digits and 4 bits */
    buf_puts(out, "='");
}

static void head(struct page *p, const struct buf *css, const struct buf *js)
{
    bool chinese = strcmp(i18n_text(p->r->lang, "documents"), "documents") != 0;
    buf_printf(p->out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n", chinese ? "zh-CN" : "en");
    raw(p, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ");
    source_digest(p->out, css);
    raw(p, "; script-src ");
    source_digest(p->out, js);
    raw(p, "; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"referrer\" content=\"no-referrer\">\n<title>");
    word(p, N_("Report on a batch of proposals"));
    raw(p, "</title>\n<style>");
    buf_add(p->out, css->data, css->n);
    raw(p, "</style>\n</head>\n");
}

static void body(struct page *p, const struct buf *js)
{
    raw(p, "<body>\n");
    header(p);
    raw(p, "<main>\n");
    totals(p);
    filter(p);
    documents(p);
    pager(p);
    rules(p);
    units(p);
    raw(p, "</main>\n<script>");
    buf_add(p->out, js->data, js->n);
    raw(p, "</script>\n</body>\n</html>\n");
}

static bool asset(const struct report *r, const char *name, struct buf *out, struct diag_list *d)
{
    return file_read(arena_printf(r->arena, "%s/common/%s", session_options(r->session)->packs, name), LIMIT_INPUT_BYTES, out, d);
}

bool report_html(struct buf *out, const struct report *r, struct diag_list *d)
{
    struct page p = {.out = out, .r = r, .scratch = arena_new()};
    struct buf css = {0}, js = {0};
    bool ok = asset(r, "report.css", &css, d) && asset(r, "report.js", &js, d);
    if (ok) {
        head(&p, &css, &js);
        body(&p, &js);
    }
    buf_free(&css);
    buf_free(&js);
    arena_free(p.scratch);
    return ok;
}
