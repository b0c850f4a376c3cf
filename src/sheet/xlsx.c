/* Office Open XML spreadsheets, ECMA-376 part 1, chapter 18. Names are matched without their namespace: the transitional and
 * the strict variant differ in nothing else that is read here. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "sheet/book.h"
#include "sheet/cell.h"
#include "sheet/sax.h"
#include "sheet/stream.h"
#include "sheet/value.h"

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATIONS_STRICT "http://purl.oclc.org/ooxml/officeDocument/relationships"

static bool ends_in(const char *s, const char *with)
{
    size_t n = strlen(s), m = strlen(with);
    return n >= m && strcmp(s + n - m, with) == 0;
}

/* Reads one part; true also when it is not there and not needed. */
static bool read_part(struct sheet_book *b, const char *part, bool needed, const struct sax_events *events, void *arg,
                      struct sax **handle, struct diag_list *d)
{
    size_t before = diag_list_count(d);
    struct stream *s = stream_entry(b->path, part, needed, d);
    bool ok = s ? sax_run(s, b->path, events, arg, handle, d) : !needed && diag_list_count(d) == before;
    stream_close(s);
    return ok;
}

/* --- where the parts are --- */

struct relation {
    const char *id, *type, *target;
};

struct relations {
    struct arena *arena;
    VEC(struct relation) v;
};

static void relation_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns;
    struct relations *r = arg;
    if (strcmp(name, "Relationship") != 0 || r->v.n == 4 * LIMIT_SHEET_SHEETS)
        return;
    struct relation one = {sax_copy(r->arena, a, "", "Id"), sax_copy(r->arena, a, "", "Type"), sax_copy(r->arena, a, "", "Target")};
    if (one.id && one.type && one.target)
        *VEC_PUSH(r->arena, &r->v) = one;
}

/* The relations of a part: of xl/workbook.xml they stand in xl/_rels/workbook.xml.rels. */
static bool read_relations(struct sheet_book *b, const char *part, struct relations *r, struct diag_list *d)
{
    static const struct sax_events events = {.start = relation_start};
    const char *slash = strrchr(part, '/');
    int folder = slash ? (int)(slash - part + 1) : 0;
    return read_part(b, arena_printf(r->arena, "%.*s_rels/%s.rels", folder, part, part + folder), true, &events, r, NULL, d);
}

/* A target is relative to the folder of its part unless it begins with a slash. */
static const char *resolve(struct arena *a, const char *part, const char *target)
{
    const char *slash = strrchr(part, '/');
    size_t folder = slash ? (size_t)(slash - part) + 1 : 0;
    if (*target == '/')
        return target + 1;
    for (;;) {
        if (strncmp(target, "./", 2) == 0) {
            target += 2;
        } else if (strncmp(target, "../", 3) == 0) {
            target += 3;
            while (folder > 1 && part[folder - 2] != '/')
                folder--;
            folder -= folder > 0;
        } else {
            break;
        }
    }
    return arena_printf(a, "%.*s%s", (int)folder, part, target);
}

static const struct relation *relation_of_type(const struct relations *r, const char *ending)
{
    for (size_t i = 0; i < r->v.n; i++)
        if (ends_in(r->v.v[i].type, ending))
            return &r->v.v[i];
    return NULL;
}

/* --- the workbook --- */

struct workbook {
    struct sheet_book *b;
    struct sax *sax;
    const char *part;
    const struct relations *relations;
    bool too_many;
};

static void workbook_sheet(struct workbook *w, const struct sax_attributes *a)
{
    char *id = sax_copy(w->b->arena, a, RELATIONS, "id");
    if (!id)
        id = sax_copy(w->b->arena, a, RELATIONS_STRICT, "id");
    char *name = sax_copy(w->b->arena, a, "", "name");
    if (w->b->sheets.n == LIMIT_SHEET_SHEETS) {
        w->too_many = true;
        sax_stop(w->sax);
        return;
    }
    for (size_t i = 0; id && i < w->relations->v.n; i++) {
        const struct relation *r = &w->relations->v.v[i];
        if (strcmp(r->id, id) == 0 && ends_in(r->type, "/worksheet")) {
            struct sheet_info info = {name ? name : "", sax_attribute_is(a, "state", "hidden") || sax_attribute_is(a, "state", "veryHidden")};
            *VEC_PUSH(w->b->arena, &w->b->sheets) = (struct book_sheet){.info = info, .part = resolve(w->b->arena, w->part, r->target)};
            return;
        }
    }
}

static void workbook_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns;
    struct workbook *w = arg;
    if (strcmp(name, "sheet") == 0)
        workbook_sheet(w, a);
    else if (strcmp(name, "workbookPr") == 0)
        w->b->epoch1904 = sax_attribute_is(a, "date1904", "1") || sax_attribute_is(a, "date1904", "true");
}

/* --- number formats --- */

struct format {
    unsigned id;
    enum value_kind kind;
};

struct styles {
    struct arena *arena;
    VEC(struct format) formats;
    VEC(unsigned char) kinds;
    bool in_cells;
};

static enum value_kind kind_of(const struct styles *s, unsigned id)
{
    for (size_t i = 0; i < s->formats.n; i++)
        if (s->formats.v[i].id == id)
            return s->formats.v[i].kind;
    return value_of_builtin(id);
}

static void style_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns;
    struct styles *s = arg;
    unsigned id = sax_attribute_number(a, "numFmtId", 1u << 20, 0);
    if (strcmp(name, "cellXfs") == 0) {
        s->in_cells = true;
    } else if (strcmp(name, "numFmt") == 0 && s->formats.n < 2000) {
        const char *code = sax_copy(s->arena, a, "", "formatCode");
        *VEC_PUSH(s->arena, &s->formats) = (struct format){id, code ? value_of_format(code, strlen(code)) : VALUE_GENERAL};
    } else if (s->in_cells && strcmp(name, "xf") == 0 && s->kinds.n < LIMIT_SHEET_STYLES) {
        *VEC_PUSH(s->arena, &s->kinds) = (unsigned char)kind_of(s, id);
    }
}

static void style_end(void *arg, const char *ns, const char *name)
{
    (void)ns;
    struct styles *s = arg;
    if (strcmp(name, "cellXfs") == 0)
        s->in_cells = false;
}

/* --- shared strings --- */

/* _x000D_ stands for the character U+000D (ECMA-376 part 1, 22.4.2.4, ST_Xstring). */
static void unescape(struct buf *b)
{
    static const char hex[] = "0123456789ABCDEFabcdef";
    if (!b->n || !memmem(b->data, b->n, "_x", 2))
        return;
    char *to = b->data, *end = b->data + b->n;
    for (const char *s = b->data; s < end;) {
        if (end - s >= 7 && s[0] == '_' && s[1] == 'x' && s[6] == '_' && strspn(s + 2, hex) >= 4) {
            char digits[5] = {s[2], s[3], s[4], s[5], 0}, utf8[4];
            size_t n = utf8_put(utf8, (uint32_t)strtoul(digits, NULL, 16));
            memcpy(to, utf8, n);
            to += n;
            s += 7;
        } else {
            *to++ = *s++;
        }
    }
    b->n = (size_t)(to - b->data);
    *to = '\0';
}

struct shared {
    struct sheet_book *b;
    struct diag_list *d;
    struct sax *sax;
    struct buf text;
    bool in_text, over, failed;
    unsigned phonetic;
};

static void shared_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns, (void)a;
    struct shared *s = arg;
    if (strcmp(name, "si") == 0)
        s->text.n = 0;
    else if (strcmp(name, "rPh") == 0)
        s->phonetic++;
    else if (strcmp(name, "t") == 0)
        s->in_text = !s->phonetic;
}

static void shared_end(void *arg, const char *ns, const char *name)
{
    (void)ns;
    struct shared *s = arg;
    if (strcmp(name, "rPh") == 0)
        s->phonetic--;
    if (strcmp(name, "t") == 0)
        s->in_text = false;
    if (strcmp(name, "si") != 0)
        return;
    unescape(&s->text);
    if (!strings_add(s->b->strings, s->text.n ? s->text.data : "", s->text.n, s->d)) {
        s->failed = true;
        sax_stop(s->sax);
    }
}

static void shared_text(void *arg, const char *text, size_t n)
{
    struct shared *s = arg;
    if (s->in_text)
        cell_text(&s->text, text, n, &s->over);
}

static bool read_strings(struct sheet_book *b, const char *part, struct diag_list *d)
{
    static const struct sax_events events = {.start = shared_start, .end = shared_end, .text = shared_text};
    struct shared s = {.b = b, .d = d};
    b->strings = strings_new();
    bool ok = read_part(b, part, true, &events, &s, &s.sax, d);
    buf_free(&s.text);
    return ok && !s.failed && (!s.over || book_within(b, false, true, d));
}

static bool survey(struct sheet_book *b, struct diag_list *d)
{
    static const struct sax_events workbook_events = {.start = workbook_start};
    static const struct sax_events style_events = {.start = style_start, .end = style_end};
    struct relations top = {.arena = b->arena}, below = {.arena = b->arena};
    if (!read_relations(b, "", &top, d))
        return false;
    const struct relation *document = relation_of_type(&top, "/officeDocument");
    const char *part = document ? resolve(b->arena, "", document->target) : "xl/workbook.xml";
    if (!read_relations(b, part, &below, d))
        return false;
    struct workbook w = {.b = b, .part = part, .relations = &below};
    if (!read_part(b, part, true, &workbook_events, &w, &w.sax, d))
        return false;
    if (!book_within(b, w.too_many, false, d))
        return false;
    const struct relation *styles = relation_of_type(&below, "/styles"), *strings = relation_of_type(&below, "/sharedStrings");
    struct styles s = {.arena = b->arena};
    if (styles && !read_part(b, resolve(b->arena, part, styles->target), true, &style_events, &s, NULL, d))
        return false;
    b->styles = s.kinds.v;
    b->nstyles = s.kinds.n;
    return !strings || read_strings(b, resolve(b->arena, part, strings->target), d);
}

/* --- rows --- */

struct xlsx {
    struct sheet_book *b;
    struct diag_list *d;
    struct rows *rows;
    struct sax *sax;
    bool in_data, in_row, in_cell, in_value, formula, over, broken;
    unsigned phonetic;
    unsigned column;
    char type[12]; /* of the cell: n, s, str, inlineStr, b, e, d */
    unsigned style;
    bool has_value;
    struct buf text;
};

/* "AB12": the column, 0 when it is no reference; *row too. */
static unsigned reference(const char *s, size_t n, unsigned *row)
{
    unsigned column = 0;
    size_t i = 0;
    for (; i < n && s[i] >= 'A' && s[i] <= 'Z' && column < 1u << 20; i++)
        column = 26 * column + (unsigned)(s[i] - 'A' + 1);
    *row = 0;
    for (; i < n && s[i] >= '0' && s[i] <= '9' && *row < 1u << 24; i++)
        *row = 10 * *row + (unsigned)(s[i] - '0');
    return i == n ? column : 0;
}

static void merge_start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns;
    struct xlsx *x = arg;
    size_t n;
    const char *ref = strcmp(name, "mergeCell") == 0 ? sax_attribute(a, "", "ref", &n) : NULL;
    const char *colon = ref ? memchr(ref, ':', n) : NULL;
    if (!colon)
        return;
    unsigned row, last_row, column = reference(ref, (size_t)(colon - ref), &row);
    unsigned last = reference(colon + 1, (size_t)(ref + n - colon - 1), &last_row);
    if (column && row && last >= column && last_row >= row)
        rows_merged(x->rows, column, row, last - column + 1, last_row - row + 1);
}

/* Merged areas stand behind the rows, so a sheet that has any is read twice. One that never says so, which is found out without
 * taking its XML apart, is not; UTF-16 is not looked into. */
static bool read_merges(struct xlsx *x, struct book_sheet *sheet)
{
    static const struct sax_events events = {.start = merge_start};
    static const char word[] = "mergeCell";
    enum { KEPT = sizeof word - 2, CHUNK = 64 << 10 };
    if (sheet->unmerged)
        return true;
    struct stream *s = stream_entry(x->b->path, sheet->part, true, x->d);
    char chunk[KEPT + CHUNK];
    bool found = false;
    size_t kept = 0;
    long n = s ? 0 : -1;
    for (bool first = true; !found && s && (n = stream_read(s, chunk + kept, CHUNK)) > 0; first = false) {
        size_t all = kept + (size_t)n;
        found = memmem(chunk, all, word, sizeof word - 1) || (first && n > 1 && (chunk[0] == 0 || chunk[1] == 0 || (unsigned char)chunk[0] >= 0xFE));
        kept = all < KEPT ? all : KEPT;
        memmove(chunk, chunk + all - kept, kept);
    }
    stream_close(s);
    sheet->unmerged = !found && n == 0;
    return found ? read_part(x->b, sheet->part, true, &events, x, NULL, x->d) : n == 0;
}

static void cell_begins(struct xlsx *x, const struct sax_attributes *a)
{
    size_t n;
    unsigned row;
    const char *ref = sax_attribute(a, "", "r", &n);
    x->column = ref ? reference(ref, n, &row) : 0;
    const char *type = sax_attribute(a, "", "t", &n);
    n = type && n < sizeof x->type ? n : 0;
    memcpy(x->type, type ? type : "", n);
    x->type[n] = '\0';
    x->style = sax_attribute_number(a, "s", 1u << 20, 0);
    x->in_cell = true;
    x->formula = x->has_value = false;
    x->text.n = 0;
}

static void start(void *arg, const char *ns, const char *name, const struct sax_attributes *a)
{
    (void)ns;
    struct xlsx *x = arg;
    if (strcmp(name, "sheetData") == 0) {
        x->in_data = true;
    } else if (!x->in_data) {
        return;
    } else if (strcmp(name, "row") == 0) {
        x->in_row = true;
        rows_begin(x->rows, sax_attribute_number(a, "r", 1u << 24, 0),
                   sax_attribute_is(a, "hidden", "1") || sax_attribute_is(a, "hidden", "true"));
    } else if (x->in_row && strcmp(name, "c") == 0) {
        cell_begins(x, a);
    } else if (x->in_cell && strcmp(name, "f") == 0) {
        x->formula = true;
    } else if (x->in_cell && strcmp(name, "rPh") == 0) {
        x->phonetic++;
    } else if (x->in_cell && (strcmp(name, "v") == 0 || strcmp(name, "t") == 0)) {
        x->in_value = !x->phonetic;
        x->has_value = true;
    }
}

static struct sheet_cell shared_cell(struct xlsx *x, struct arena *a, const char *index)
{
    char *end;
    size_t i = strtoul(index, &end, 10);
    const char *text = end > index && x->b->strings ? strings_get(x->b->strings, i, a) : NULL;
    if (!text) {
        x->broken = true;
        return (struct sheet_cell){.type = SHEET_ERROR, .text = index};
    }
    struct buf b = {(char *)(uintptr_t)text, strlen(text), 0};
    return (struct sheet_cell){.type = *text ? SHEET_TEXT : SHEET_EMPTY, .text = cell_copy(a, &b)};
}

static struct sheet_cell make_cell(struct xlsx *x)
{
    struct arena *a = rows_arena(x->rows);
    if (x->type[0] != 's' || x->type[1])
        unescape(&x->text);
    const char *v = cell_copy(a, &x->text);
    unsigned kind = x->style < x->b->nstyles ? x->b->styles[x->style] : VALUE_GENERAL;
    if (!x->has_value)
        return (struct sheet_cell){.type = x->formula ? SHEET_UNCALCULATED : SHEET_EMPTY, .text = ""};
    if (strcmp(x->type, "s") == 0)
        return shared_cell(x, a, v);
    if (strcmp(x->type, "str") == 0 || strcmp(x->type, "inlineStr") == 0)
        return (struct sheet_cell){.type = *v ? SHEET_TEXT : SHEET_EMPTY, .text = v};
    if (strcmp(x->type, "b") == 0)
        return (struct sheet_cell){.type = SHEET_BOOLEAN, .text = *v == '1' ? "true" : "false"};
    if (strcmp(x->type, "e") == 0)
        return (struct sheet_cell){.type = SHEET_ERROR, .text = v};
    if (strcmp(x->type, "d") == 0) {
        struct sheet_cell c = {.text = v};
        c.type = value_iso(a, v, strlen(v), &c.text) ? SHEET_DATE : SHEET_ERROR;
        return c;
    }
    return cell_number(a, v, strlen(v), kind, x->b->epoch1904);
}

static void end(void *arg, const char *ns, const char *name)
{
    (void)ns;
    struct xlsx *x = arg;
    if (!x->in_data)
        return;
    if (strcmp(name, "v") == 0 || strcmp(name, "t") == 0) {
        x->in_value = false;
    } else if (strcmp(name, "rPh") == 0) {
        x->phonetic -= x->phonetic > 0;
    } else if (x->in_cell && strcmp(name, "c") == 0) {
        struct sheet_cell c = make_cell(x);
        x->in_cell = false;
        if (c.type != SHEET_EMPTY || !x->column)
            rows_cell(x->rows, x->column, &c, (struct rows_span){1, 1, 1});
    } else if (x->in_row && strcmp(name, "row") == 0) {
        x->in_row = false;
        if (!rows_end(x->rows, 1) || x->broken)
            sax_stop(x->sax);
    } else if (strcmp(name, "sheetData") == 0) {
        sax_stop(x->sax);
    }
}

static void text(void *arg, const char *s, size_t n)
{
    struct xlsx *x = arg;
    if (x->in_value && x->in_cell)
        cell_text(&x->text, s, n, &x->over);
}

static bool rows(struct sheet_book *b, size_t i, struct rows *r, struct diag_list *d)
{
    static const struct sax_events events = {.start = start, .end = end, .text = text};
    struct xlsx x = {.b = b, .d = d, .rows = r};
    bool ok = read_merges(&x, &b->sheets.v[i]) && read_part(b, b->sheets.v[i].part, true, &events, &x, &x.sax, d);
    struct loc at = book_loc(b->path);
    if (x.broken)
        diag(d, SHEET_STRING_MISSING, &at, b->sheets.v[i].info.name);
    buf_free(&x.text);
    return ok && !x.broken && (!x.over || book_within(b, false, true, d));
}

const struct book_reader book_xlsx = {survey, rows};
