/* The summary of a package: is it there and sealed, and do its rows say what the forms say? A scan shows rows to people only. */
#include <libxml/hash.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "batch/carried.h"
#include "batch/inside.h"
#include "batch/summary.h"
#include "batch/verify_int.h"
#include "sheet/headings.h"
#include "sheet/sheet.h"
#include "xslt/words.h"
#include "xslt/xml.h"

/* --- rows --- */

/* A row of the summary; cells are one a column of the programme's table. */
struct row {
    size_t number;
    const char *const *cells;
    bool taken;
};

struct table {
    struct verifying *v;
    struct loc loc;          /* of what it was read from */
    struct summary *summary; /* its columns */
    const char **folded;     /* its columns', folded; NULL: not compared */
    unsigned *at;            /* in which column of the sheet, from 1 on; 0: in none */
    int *money;              /* powers of ten to what the column counts in */
    unsigned headings;       /* the row of them; 0: not seen yet */
    bool counted;            /* rows are numbered from the headings on (a PDF shows no sheet rows) */
    VEC(struct row) rows;
};

static bool is_compared(const struct summary_column *c)
{
    return c->shown && c->kind != SUMMARY_ORDER && c->kind != SUMMARY_BLANK;
}

static size_t column_named(const struct summary *s, const char *name)
{
    size_t c = 0;
    while (c < s->columns.n && strcmp(s->columns.v[c].name, name) != 0)
        c++;
    return c;
}

static const char *cell(const struct table *t, const struct row *r, const char *name)
{
    size_t c = column_named(t->summary, name);
    return c < t->summary->columns.n ? r->cells[c] : "";
}

/* The row of the headings is one that names the titles and something more. */
static void read_headings(struct table *t, const struct sheet_row *row)
{
    struct arena *a = t->v->arena;
    size_t found = 0, title = column_named(t->summary, "title");
    const char **cells = arena_array(a, row->n, sizeof *cells);
    for (unsigned i = 0; i < row->n; i++)
        cells[i] = headings_fold(a, row->cells[i].text);
    for (size_t c = 0; c < t->summary->columns.n; c++) {
        const struct summary_column *column = &t->summary->columns.v[c];
        t->at[c] = 0;
        for (unsigned i = 0; i < row->n && t->folded[c] && !t->at[c]; i++)
            if (!strcmp(cells[i], t->folded[c])) {
                t->at[c] = i + 1;
                t->money[c] = headings_money(row->cells[i].text) - headings_money(column->heading);
                found++;
            }
    }
    if (title < t->summary->columns.n && t->at[title] && found > 1)
        t->headings = row->number;
}

static const char *text_at(const struct sheet_row *row, unsigned column)
{
    return column && column <= row->n && !row->cells[column - 1].covered ? row->cells[column - 1].text : "";
}

/* "合计（12项）" */
static bool is_sum(struct arena *a, const char *text)
{
    static const char *const words[] = {"合计", "小计", "总计"};
    const char *word = headings_fold(a, text);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strcmp(word, words[i]))
            return true;
    return false;
}

/* Names of groups, sums and who signs are no rows, nor are headings that were repeated by hand. */
static bool is_row(const struct table *t, const struct row *r, const struct sheet_row *row)
{
    const char *title = cell(t, r, "title"), *unit = cell(t, r, "unit");
    for (unsigned i = 0; i < row->n; i++)
        if (is_sum(t->v->arena, row->cells[i].text))
            return false;
    return (*title || *unit) && strcmp(title, t->summary->columns.v[column_named(t->summary, "title")].heading) != 0;
}

static bool take_row(void *arg, const struct sheet_row *row)
{
    struct table *t = arg;
    size_t n = t->summary->columns.n;
    if (row->hidden || !t->headings) {
        if (!row->hidden)
            read_headings(t, row);
        return true;
    }
    const char **cells = arena_array(t->v->arena, n, sizeof *cells);
    for (size_t c = 0; c < n; c++)
        cells[c] = arena_strdup(t->v->arena, text_at(row, t->at[c]));
    struct row r = {.number = t->counted ? row->number - t->headings : row->number, .cells = cells};
    if (is_row(t, &r, row))
        *VEC_PUSH(t->v->arena, &t->rows) = r;
    return true;
}

/* The readers of sheets take a path. What is none is said by the caller. */
static bool read_table(struct table *t, const void *bytes, size_t n)
{
    FILE *f = tmpfile();
    bool good = f && fwrite(bytes, 1, n, f) == n && fflush(f) == 0;
    struct diag_list *quiet = diag_list_new();
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", f ? fileno(f) : -1);
    struct sheet_book *book = good ? sheet_open(path, quiet) : NULL;
    for (size_t i = 0; book && good && i < sheet_count(book) && !t->headings; i++)
        good = sheet_rows(book, i, take_row, t, quiet);
    sheet_close(book);
    diag_list_free(quiet);
    if (f)
        fclose(f);
    return book && good && t->headings;
}

/* A PDF of ours carries its rows. */
static bool read_rows(struct table *t, const struct buf *bytes, const struct paper *paper)
{
    struct carried in;
    if (!paper || paper->state == PAPER_TYPE)
        return read_table(t, bytes->data, bytes->n);
    if (paper->state != PAPER_OK || paper->kind != PAPER_PDF)
        return false;
    carried_read(&in, bytes);
    const struct paper_file *rows = in.files ? paper_files_named(in.files, INSIDE_SUMMARY) : NULL;
    t->counted = true;
    bool good = rows && rows->good && read_table(t, rows->data, rows->n);
    carried_free(&in);
    return good;
}

/* --- rows and forms --- */

/* A form that a row may be of. */
struct form {
    const struct verify_file *file;
    const char *title, *unit, *name;
    struct form *next; /* under the same key */
    bool taken;
};

struct matching {
    struct table *t;
    struct form *forms;
    size_t n;
};

static const char *folded(struct arena *a, const char *text)
{
    struct buf b = {0};
    words_fold_title(&b, text);
    size_t n = 0;
    for (size_t i = 0; i < b.n; i++)
        if (b.data[i] != '+')
            b.data[n++] = b.data[i];
    const char *out = arena_strndup(a, n ? b.data : "", n);
    buf_free(&b);
    return out;
}

/* What the proposal says goes before what the name of its file says. */
static struct form form_of(const struct verify_file *f)
{
    const struct package_file *known = f->known;
    return (struct form){.file = f, .title = known ? known->title : f->title, .unit = known ? known->unit : f->unit,
                         .name = f->facts ? fact_value(f->facts, "name") : ""};
}

static void collect_forms(struct matching *m, struct verifying *v)
{
    m->forms = arena_array(v->arena, v->files.n + 1, sizeof *m->forms);
    for (size_t i = 0; i < v->files.n; i++)
        if (v->files.v[i].parsed)
            m->forms[m->n++] = form_of(&v->files.v[i]);
}

enum pass { BY_BOTH, BY_TITLE, BY_PERSON, BY_UNIT, PASSES };

/* NULL: nothing to go by. */
static const char *key(struct arena *a, enum pass pass, const char *title, const char *unit, const char *name)
{
    const char *first = folded(a, pass == BY_PERSON ? name : pass == BY_UNIT ? unit : title);
    const char *second = pass == BY_BOTH || pass == BY_PERSON ? folded(a, unit) : "";
    return *first ? arena_printf(a, "%s\n%s", first, second) : NULL;
}

static xmlHashTablePtr forms_by_key(struct matching *m, enum pass pass)
{
    xmlHashTablePtr table = xmlHashCreate((int)(m->n % 100000 + 1));
    for (size_t i = m->n; i-- > 0;) {
        struct form *f = &m->forms[i];
        const char *k = f->taken ? NULL : key(m->t->v->arena, pass, f->title, f->unit, f->name);
        f->next = k ? xmlHashLookup(table, (const xmlChar *)k) : NULL;
        if (k)
            xmlHashUpdateEntry(table, (const xmlChar *)k, f, NULL);
    }
    return table;
}

static bool same_amount(const char *there, int power, const char *own)
{
    struct buf plain = {0};
    int64_t x = 0, y = 0;
    for (const char *s = there; *s; s++)
        if (*s != ',' && *s != ' ')
            buf_putc(&plain, *s);
    bool good = summary_amount(plain.data ? plain.data : "", &x) && summary_amount(own, &y);
    buf_free(&plain);
    for (; power > 0 && x < INT64_MAX / 10 && x > INT64_MIN / 10; power--)
        x *= 10;
    for (; power < 0 && y < INT64_MAX / 10 && y > INT64_MIN / 10; power++)
        y *= 10;
    return good && x == y;
}

static bool same_value(const struct table *t, size_t c, const char *there, const char *own)
{
    struct arena *a = t->v->arena;
    bool amount = t->summary->columns.v[c].kind == SUMMARY_MONEY || t->summary->columns.v[c].kind == SUMMARY_NUMBER;
    return (amount && same_amount(there, t->money[c], own)) || !strcmp(folded(a, there), folded(a, own));
}

static void say(const struct table *t, const char *about, size_t row, const char *a, const char *b, const char *c)
{
    const char *number = arena_printf(t->v->arena, "%zu", row);
    verify_report_at(t->v, about, &t->loc, row ? (const char *const[]){number, a, b, c, NULL} : (const char *const[]){a, b, c, NULL});
}

/* Of a form whose data nobody has, its name says title and unit. */
static void compare_row(const struct table *t, const struct row *r, const struct form *f)
{
    for (size_t c = 0; c < t->summary->columns.n; c++) {
        const struct summary_column *column = &t->summary->columns.v[c];
        const char *own = !strcmp(column->name, "title") ? f->title : !strcmp(column->name, "unit") ? f->unit
                        : f->file->facts ? fact_value(f->file->facts, column->name) : NULL;
        if (own && t->at[c] && column->compared && !same_value(t, c, r->cells[c], own))
            say(t, "summary-value", r->number, column->heading, r->cells[c], own);
    }
}

static void match_rows(struct matching *m, enum pass pass)
{
    struct table *t = m->t;
    xmlHashTablePtr forms = forms_by_key(m, pass);
    for (size_t i = 0; i < t->rows.n; i++) {
        struct row *r = &t->rows.v[i];
        const char *k = r->taken ? NULL : key(t->v->arena, pass, cell(t, r, "title"), cell(t, r, "unit"), cell(t, r, "name"));
        struct form *f = k ? xmlHashLookup(forms, (const xmlChar *)k) : NULL;
        while (f && f->taken)
            f = f->next;
        if (f && !(pass == BY_UNIT && f->next)) { /* of several nobody knows which */
            r->taken = f->taken = true;
            compare_row(t, r, f);
        }
    }
    xmlHashFree(forms, NULL);
}

static void tell_rest(const struct matching *m)
{
    const struct table *t = m->t;
    struct arena *a = t->v->arena;
    size_t unknown = 0;
    for (size_t i = 0; i < t->rows.n; i++)
        if (!t->rows.v[i].taken)
            say(t, "summary-extra", t->rows.v[i].number, arena_printf(a, "%s-%s", cell(t, &t->rows.v[i], "title"), cell(t, &t->rows.v[i], "unit")), NULL, NULL);
    for (size_t i = 0; i < m->n; i++) {
        if (!m->forms[i].taken)
            say(t, "summary-missing", 0, arena_printf(a, "%s-%s", m->forms[i].title, m->forms[i].unit), NULL, NULL);
        unknown += !m->forms[i].file->facts;
    }
    if (unknown)
        say(t, "summary-part", unknown, NULL, NULL, NULL);
}

static void compare_rows(struct table *t)
{
    struct matching m = {.t = t};
    collect_forms(&m, t->v);
    for (enum pass pass = BY_BOTH; pass < PASSES; pass++)
        match_rows(&m, pass);
    tell_rest(&m);
}

/* --- the papers --- */

/* One that may be the summary: in the archive, or a file beside it. */
struct source {
    struct loc loc;
    const char *path; /* as findings show it */
    struct buf bytes;
    const struct paper *paper;
    bool seal; /* that it is sealed is asked of this one */
};

struct sources {
    struct verifying *v;
    struct papers *papers;
    VEC(struct source) all;
};

static void add_source(struct sources *s, const struct loc *loc, const char *path, struct buf *bytes, bool seal)
{
    *VEC_PUSH(s->v->arena, &s->all) = (struct source){
        .loc = *loc, .path = path, .bytes = *bytes, .paper = papers_look(s->papers, path, bytes->data, bytes->n), .seal = seal,
    };
}

static void add_beside(struct sources *s, const char *path, bool seal)
{
    struct buf bytes = {0};
    if (path && file_read(path, LIMIT_PAPER_BYTES, &bytes, s->v->d))
        add_source(s, &(struct loc){.file = path}, path, &bytes, seal);
    else
        buf_free(&bytes);
}

static void add_inside(struct sources *s)
{
    for (size_t i = 0; i < s->v->files.n; i++) {
        const struct verify_file *f = &s->v->files.v[i];
        struct buf bytes = {0};
        struct loc loc = verify_loc(s->v, f->entry->name);
        if (f->summary && zip_read(s->v->zip, f->entry, &bytes) == ZIP_OK)
            add_source(s, &loc, f->path, &bytes, !s->v->o->sealed);
        else
            buf_free(&bytes);
    }
}

static bool is_good(const struct source *s)
{
    return s->paper && s->paper->state == PAPER_OK;
}

/* A table beside its scan need not be sealed itself. */
static void check_seals(const struct sources *s)
{
    const struct submission_paper *said = s->v->o->submission ? submission_paper(s->v->o->submission, "summary") : NULL;
    bool any = false, asked = false;
    for (size_t i = 0; i < s->all.n; i++) {
        any = any || (s->all.v[i].seal && is_good(&s->all.v[i]));
        asked = asked || s->all.v[i].seal;
    }
    for (size_t i = 0; i < s->all.n; i++) {
        const struct source *one = &s->all.v[i];
        if (!one->seal || (any && !is_good(one)))
            continue;
        if (!is_good(one) || (said && !said->sealed))
            verify_report_at(s->v, "summary-sealed", &one->loc, (const char *const[]){one->path, NULL});
        else if (!said)
            verify_report_at(s->v, "summary-unknown", &one->loc, (const char *const[]){one->path, NULL});
    }
    if (!asked && !s->v->o->sealed)
        verify_say(s->v, "summary-none", NULL);
}

static struct table *table_new(struct verifying *v, struct summary *summary, const struct source *one)
{
    struct table *t = arena_alloc(v->arena, sizeof *t);
    size_t n = summary->columns.n + 1;
    *t = (struct table){.v = v, .loc = one->loc, .summary = summary, .at = arena_array(v->arena, n, sizeof *t->at),
                        .folded = arena_array(v->arena, n, sizeof *t->folded), .money = arena_array(v->arena, n, sizeof *t->money)};
    for (size_t c = 0; c < summary->columns.n; c++)
        if (is_compared(&summary->columns.v[c]))
            t->folded[c] = headings_fold(v->arena, summary->columns.v[c].heading);
    return t;
}

/* One that can be read says what the others show. */
static void check_rows(const struct sources *s, struct summary *summary)
{
    bool read = false;
    for (size_t i = 0; i < s->all.n; i++) {
        struct table *t = table_new(s->v, summary, &s->all.v[i]);
        if (read_rows(t, &s->all.v[i].bytes, s->all.v[i].paper)) {
            read = true;
            compare_rows(t);
        }
    }
    if (s->all.n && !read)
        verify_report_at(s->v, "summary-unread", &s->all.v[0].loc, (const char *const[]){s->all.v[0].path, NULL});
}

void verify_summary(struct verifying *v)
{
    struct sources s = {.v = v, .papers = papers_new(".")};
    const xmlNode *table = xml_child(xmlDocGetRootElement(programme_xml(v->o->programme)), "summary");
    struct summary *summary = table ? summary_new(v->o->programme, v->d) : NULL;
    add_beside(&s, v->o->summary, false);
    add_beside(&s, v->o->sealed, true);
    add_inside(&s);
    check_seals(&s);
    if (summary)
        check_rows(&s, summary);
    summary_free(summary);
    for (size_t i = 0; i < s.all.n; i++)
        buf_free(&s.all.v[i].bytes);
    papers_free(s.papers);
}
