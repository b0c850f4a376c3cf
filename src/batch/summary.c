#include "batch/summary.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "programme/merge.h"
#include "sheet/headings.h"
#include "xslt/xml.h"

/* columns */

static bool is_yes(const xmlNode *n, const char *name, bool otherwise)
{
    return !strcmp(xml_attribute(n, name, otherwise ? "yes" : "no"), "yes");
}

static enum summary_kind kind_of(const char *kind)
{
    static const char *const names[] = {
        [SUMMARY_NUMBER] = "number", [SUMMARY_MONEY] = "money", [SUMMARY_DATE] = "date", [SUMMARY_CODE] = "code",
        [SUMMARY_BLANK] = "blank", [SUMMARY_ORDER] = "order",
    };
    for (size_t k = SUMMARY_NUMBER; k < sizeof names / sizeof *names; k++)
        if (!strcmp(names[k], kind))
            return (enum summary_kind)k;
    return SUMMARY_TEXT;
}

static void read_column(struct summary *s, const xmlNode *n, size_t fact)
{
    unsigned long width = strtoul(xml_attribute(n, "width", ""), NULL, 10);
    *VEC_PUSH(s->arena, &s->columns) = (struct summary_column){
        .name = arena_strdup(s->arena, xml_attribute(n, "name", "")),
        .heading = xml_words_in(s->arena, n),
        .kind = kind_of(xml_attribute(n, "kind", "text")),
        .width = width && width < 1000 ? (unsigned)width : 10,
        .sum = is_yes(n, "sum", false),
        .shown = is_yes(n, "shown", true),
        .overview = is_yes(n, "overview", false), .drawn = is_yes(n, "drawn", false),
        .compared = is_yes(n, "compared", false),
        .list = xml_attribute(n, "list", NULL),
        .fact = fact,
    };
}

struct summary *summary_new(struct programme *p, struct diag_list *d)
{
    const xmlNode *root = xmlDocGetRootElement(programme_xml(p)), *table = xml_child(root, "summary");
    struct loc loc = merge_loc(table ? table : root);
    struct facts *facts = facts_new(p, d);
    size_t fact = 1; /* the direction's id goes before the columns */
    if (!table)
        diag(d, PACK_LACKS, &loc, "programme", "summary");
    if (!table || !facts) {
        facts_free(facts);
        return NULL;
    }
    struct summary *s = xcalloc(1, sizeof *s);
    *s = (struct summary){.arena = arena_new(), .programme = p, .facts = facts, .group_by = SIZE_MAX};
    s->title = xml_words_in(s->arena, xml_child(table, "title"));
    s->annex = arena_strdup(s->arena, xml_attribute(table, "annex", ""));
    s->signer = arena_strdup(s->arena, xml_attribute(table, "signer", "推荐单位"));
    for (const xmlNode *n = table->children; n; n = n->next)
        if (xml_is(n, PROGRAMME_NS, "column"))
            read_column(s, n, fact++);
    return s;
}

void summary_free(struct summary *s)
{
    if (!s)
        return;
    facts_free(s->facts);
    arena_free(s->arena);
    free(s);
}

/* As people write it: without brackets and what stands in them, blanks, width. SIZE_MAX: none, or several. */
static size_t column_folded(const struct summary *s, const char *name)
{
    struct arena *a = arena_new();
    const char *folded = headings_fold(a, name);
    size_t found = SIZE_MAX, n = 0;
    for (size_t i = 0; i < s->columns.n && *folded; i++)
        if (!strcmp(headings_fold(a, s->columns.v[i].heading), folded)) {
            found = i;
            n++;
        }
    arena_free(a);
    return n == 1 ? found : SIZE_MAX;
}

size_t summary_column(const struct summary *s, const char *text, size_t n, struct diag_list *d)
{
    const char *name = arena_strndup(s->arena, text, n);
    struct buf known = {0};
    for (size_t i = 0; i < s->columns.n; i++) {
        const struct summary_column *c = &s->columns.v[i];
        if (!strcmp(c->name, name) || !strcmp(c->heading, name)) {
            buf_free(&known);
            return i;
        }
        buf_printf(&known, "%s%s (%s)", i ? ", " : "", c->name, c->heading);
    }
    size_t found = column_folded(s, name);
    if (found == SIZE_MAX)
        diag(d, SUMMARY_COLUMN, NULL, name, programme_id(s->programme), known.data ? known.data : "-");
    buf_free(&known);
    return found;
}

/* rows */

const char **summary_cells(const struct summary *s, xmlDocPtr proposal, struct arena *a)
{
    struct fact_list facts = facts_of(s->facts, proposal, NULL, a);
    const char **cells = arena_array(a, s->columns.n, sizeof *cells);
    for (size_t i = 0; i < s->columns.n; i++)
        cells[i] = facts.v[s->columns.v[i].fact].value;
    return cells;
}

void summary_add(struct summary *s, const char *const *values, const char *source)
{
    const char **cells = arena_array(s->arena, s->columns.n, sizeof *cells);
    for (size_t i = 0; i < s->columns.n; i++)
        cells[i] = *values[i] ? arena_strdup(s->arena, values[i]) : "";
    *VEC_PUSH(s->arena, &s->rows) = (struct summary_row){
        .cells = cells, .source = arena_strdup(s->arena, source), .rank = SIZE_MAX, .place = s->rows.n - 1,
    };
}

void summary_report_empty(const struct summary *s, struct diag_list *d)
{
    for (size_t c = 0; c < s->columns.n; c++) {
        const struct summary_column *column = &s->columns.v[c];
        size_t count = 0;
        const char *first = NULL;
        for (size_t i = 0; i < s->rows.n; i++)
            if (column->shown && column->kind < SUMMARY_BLANK && !*s->rows.v[i].cells[c]) {
                count++;
                first = first ? first : s->rows.v[i].source;
            }
        struct loc loc = {.file = first};
        if (count)
            diag(d, SUMMARY_EMPTY, &loc, column->heading, arena_printf(s->arena, "%zu", count));
    }
}

/* amounts */

#define MILLION 1000000
#define DECIMALS 6
#define DIGITS 9 /* before the point: more than 10 trillion yuan is no amount of money */

static bool one_amount(const char *s, size_t n, int64_t *out)
{
    bool minus = n && *s == '-';
    int64_t whole = 0, part = 0, scale = MILLION;
    size_t i = minus, from = i;
    for (; i < n && s[i] >= '0' && s[i] <= '9'; i++)
        whole = whole * 10 + (s[i] - '0');
    if (i == from || i - from > DIGITS)
        return false;
    if (i < n && s[i] == '.')
        for (i++; i < n && s[i] >= '0' && s[i] <= '9' && scale > 1; i++)
            part += (s[i] - '0') * (scale /= 10);
    *out += minus ? -(whole * MILLION + part) : whole * MILLION + part;
    return i == n;
}

bool summary_amount(const char *cell, int64_t *out)
{
    static const char between[] = "、";
    *out = 0;
    for (const char *s = cell;; s += sizeof between - 1) {
        const char *end = strstr(s, between);
        if (!one_amount(s, end ? (size_t)(end - s) : strlen(s), out))
            return false;
        if (!end)
            return true;
        s = end;
    }
}

void summary_put_amount(struct buf *out, const struct summary_column *c, int64_t amount)
{
    uint64_t n = amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
    unsigned part = (unsigned)(n % MILLION);
    for (unsigned digits = DECIMALS; digits > c->decimals; digits--)
        part /= 10;
    char decimals[DECIMALS + 1] = ".";
    for (unsigned i = c->decimals; i > 0; i--, part /= 10)
        decimals[i] = (char)('0' + part % 10);
    if (amount < 0)
        buf_putc(out, '-');
    buf_decimal(out, (int64_t)(n / MILLION), 0);
    if (c->decimals)
        buf_add(out, decimals, c->decimals + 1);
}

/* Amounts of one column have the same decimals: those of the longest, money two at least. */
static void widen(struct summary_column *c, const char *cell)
{
    int64_t amount, scale = MILLION;
    unsigned digits = 0;
    if (!summary_amount(cell, &amount))
        return;
    for (; amount % scale; digits++)
        scale /= 10;
    c->decimals = digits > c->decimals ? digits : c->decimals;
}

void summary_find_decimals(struct summary *s)
{
    for (size_t c = 0; c < s->columns.n; c++) {
        struct summary_column *column = &s->columns.v[c];
        column->decimals = column->kind == SUMMARY_MONEY ? 2 : 0;
        for (size_t i = 0; (column->kind == SUMMARY_MONEY || column->kind == SUMMARY_NUMBER) && i < s->rows.n; i++)
            widen(column, s->rows.v[i].cells[c]);
    }
}

const char *summary_shown(const struct summary_column *c, const char *cell, struct arena *a)
{
    int64_t amount;
    if ((c->kind != SUMMARY_MONEY && c->kind != SUMMARY_NUMBER) || !summary_amount(cell, &amount))
        return cell;
    struct buf b = {0};
    summary_put_amount(&b, c, amount);
    return buf_keep(&b, a);
}
