/* Tables as plain text: RFC 4180 with commas, semicolons or tabs, in UTF-8, UTF-16 or GB 18030. */
#include <stdint.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "sheet/book.h"
#include "sheet/cell.h"
#include "sheet/stream.h"

#define CHUNK ((size_t)64 << 10)

/* --- what the bytes are --- */

struct look {
    uint64_t nul_even, nul_odd, bytes;
    bool utf8;
    unsigned need;      /* bytes of a character still to come */
    unsigned char least; /* the least and the greatest that the next one may be */
    unsigned char most;
};

/* Table 3-7 of the Unicode Standard: which bytes may follow each other. */
static void look_utf8(struct look *l, unsigned char c)
{
    if (l->need) {
        l->utf8 &= c >= l->least && c <= l->most;
        l->need--;
        l->least = 0x80, l->most = 0xBF;
        return;
    }
    l->least = c == 0xE0 ? 0xA0 : c == 0xF0 ? 0x90 : 0x80;
    l->most = c == 0xED ? 0x9F : c == 0xF4 ? 0x8F : 0xBF;
    l->need = c < 0x80 ? 0 : c >= 0xC2 && c <= 0xDF ? 1 : (c & 0xF0) == 0xE0 ? 2 : c >= 0xF0 && c <= 0xF4 ? 3 : 0;
    l->utf8 &= c < 0x80 || l->need;
}

static void look(struct look *l, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++, l->bytes++) {
        if (p[i] == 0)
            *(l->bytes % 2 ? &l->nul_odd : &l->nul_even) += 1;
        if (l->utf8)
            look_utf8(l, p[i]);
    }
}

static const char *encoding_of(const struct look *l, const unsigned char *head, size_t n)
{
    if (n >= 2 && head[0] == 0xFF && head[1] == 0xFE)
        return "UTF-16LE";
    if (n >= 2 && head[0] == 0xFE && head[1] == 0xFF)
        return "UTF-16BE";
    /* Without a mark: Latin letters, digits and line ends leave NULs on one side only. */
    if (l->nul_odd && !l->nul_even)
        return "UTF-16LE";
    if (l->nul_even && !l->nul_odd)
        return "UTF-16BE";
    if (l->nul_odd)
        return NULL;
    return l->utf8 && !l->need ? "UTF-8" : "GB18030";
}

static struct stream *open_text(struct sheet_book *b, struct diag_list *d)
{
    struct stream *s = stream_file(b->path, d);
    return s && strcmp(b->encoding, "UTF-8") != 0 ? stream_decoded(s, b->encoding, d) : s;
}

/* The delimiter that the first lines have most of, outside quotes. */
static char delimiter_of(const char *s, size_t n)
{
    static const char candidates[] = "\t,;";
    size_t count[3] = {0};
    bool quoted = false;
    unsigned lines = 0;
    for (size_t i = 0; i < n && lines < 20; i++) {
        quoted ^= s[i] == '"';
        if (quoted)
            continue;
        lines += s[i] == '\n';
        const char *c = s[i] ? strchr(candidates, s[i]) : NULL;
        if (c)
            count[c - candidates]++;
    }
    int best = count[0] > count[1] && count[0] > count[2] ? 0 : count[2] > count[1] ? 2 : 1;
    return candidates[best];
}

/* Excel's "CSV (Macintosh)" ends its rows by returns. Beside newlines a return means nothing. */
static char row_end_of(const char *s, size_t n)
{
    bool quoted = false, returns = false;
    for (size_t i = 0; i < n; i++) {
        quoted ^= s[i] == '"';
        if (!quoted && s[i] == '\n')
            return '\n';
        returns |= !quoted && s[i] == '\r';
    }
    return returns ? '\r' : '\n';
}

static bool survey(struct sheet_book *b, struct diag_list *d)
{
    static unsigned char head_empty[4];
    unsigned char head[4];
    memcpy(head, head_empty, sizeof head);
    char chunk[CHUNK];
    struct look l = {.utf8 = true};
    struct stream *s = stream_file(b->path, d);
    long n = -1;
    while (s && (n = stream_read(s, chunk, sizeof chunk)) > 0) {
        if (l.bytes == 0)
            memcpy(head, chunk, (size_t)n < sizeof head ? (size_t)n : sizeof head);
        look(&l, (const unsigned char *)chunk, (size_t)n);
    }
    stream_close(s);
    if (n < 0)
        return false;
    struct loc at = book_loc(b->path);
    b->encoding = encoding_of(&l, head, l.bytes < sizeof head ? (size_t)l.bytes : sizeof head);
    if (!b->encoding) {
        diag(d, SHEET_NOT_TEXT, &at);
        return false;
    }
    if (!(s = open_text(b, d)))
        return false;
    n = stream_read(s, chunk, sizeof chunk);
    stream_close(s);
    if (n < 0)
        return false;
    b->delimiter = delimiter_of(chunk, (size_t)n);
    b->row_end = row_end_of(chunk, (size_t)n);
    *VEC_PUSH(b->arena, &b->sheets) = (struct book_sheet){.info = {.name = ""}};
    return true;
}

/* --- rows --- */

struct csv {
    struct rows *rows;
    char delimiter, row_end;
    unsigned line, quote_line; /* of the text; where the open quote began */
    bool in_row, in_quotes, was_quoted, quote_seen, over, stop;
    struct buf text;
};

static void end_cell(struct csv *c)
{
    const char *text = cell_copy(rows_arena(c->rows), &c->text);
    struct sheet_cell cell = {.type = *text ? SHEET_TEXT : SHEET_EMPTY, .text = text};
    rows_cell(c->rows, 0, &cell, (struct rows_span){1, 1, 1});
    c->text.n = 0;
    c->was_quoted = c->quote_seen = false;
}

static void end_row(struct csv *c)
{
    if (!c->in_row)
        rows_begin(c->rows, 0, false); /* an empty line is a row too */
    else
        end_cell(c);
    c->in_row = false;
    c->stop = !rows_end(c->rows, 1);
}

static void begin_row(struct csv *c)
{
    if (!c->in_row)
        rows_begin(c->rows, 0, false);
    c->in_row = true;
}

/* A character outside quotes. */
static void outside(struct csv *c, char ch)
{
    if (ch == c->row_end) {
        end_row(c);
        return;
    }
    begin_row(c);
    if (ch == c->delimiter)
        end_cell(c);
    else if (ch == '"' && !c->text.n && !c->was_quoted) {
        c->in_quotes = c->was_quoted = true;
        c->quote_line = c->line;
    } else if (ch == '"' && c->quote_seen) { /* two: one of the text */
        cell_text(&c->text, "\"", 1, &c->over);
        c->in_quotes = true;
    } else
        cell_text(&c->text, &ch, 1, &c->over);
    c->quote_seen = false;
}

/* So many bytes from s on mean nothing but themselves, in quotes and outside. */
static size_t plain(const struct csv *c, const char *s, size_t n)
{
    size_t i = 0;
    while (i < n && s[i] != '"' && s[i] != c->delimiter && s[i] != '\n' && s[i] != '\r')
        i++;
    return i;
}

static void add(struct csv *c, const char *s, size_t n)
{
    for (size_t i = 0; i < n && !c->stop && !c->over; i++) {
        size_t run = plain(c, s + i, n - i);
        if (run) {
            if (!c->in_quotes)
                begin_row(c);
            cell_text(&c->text, s + i, run, &c->over);
            c->quote_seen = false;
            i += run - 1;
            continue;
        }
        c->line += s[i] == c->row_end;
        if (c->in_quotes && s[i] != '"') {
            cell_text(&c->text, &s[i], 1, &c->over);
        } else if (c->in_quotes) {
            c->in_quotes = false;
            c->quote_seen = true;
        } else if (s[i] != '\r' || c->row_end == '\r') {
            outside(c, s[i]);
        }
    }
}

static bool rows(struct sheet_book *b, size_t i, struct rows *r, struct diag_list *d)
{
    (void)i;
    struct csv c = {.rows = r, .delimiter = b->delimiter, .row_end = b->row_end, .line = 1};
    struct stream *s = open_text(b, d);
    char chunk[CHUNK];
    long n = -1;
    bool first = true;
    while (s && !c.stop && !c.over && (n = stream_read(s, chunk, sizeof chunk)) > 0) {
        size_t mark = first && n >= 3 && memcmp(chunk, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
        first = false;
        add(&c, chunk + mark, (size_t)n - mark);
    }
    stream_close(s);
    struct loc at = {.file = b->path, .line = c.quote_line};
    bool open = n == 0 && c.in_quotes && !c.over;
    if (open)
        diag(d, SHEET_QUOTE, &at);
    else if (n == 0 && c.in_row && !c.stop && !c.over)
        end_row(&c);
    at.line = c.line;
    if (c.over)
        diag(d, SHEET_CELL_TOO_LONG, &at, arena_printf(b->arena, "%u", LIMIT_SHEET_CELL));
    buf_free(&c.text);
    return n >= 0 && !open && !c.over;
}

const struct book_reader book_csv = {survey, rows};
