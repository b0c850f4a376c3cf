/* inline_report.c - what a person is told about a paragraph: missing glyphs, lines that are too wide, words that were cut. */
#include <inttypes.h>

#include "base/utf8.h"
#include "layout/fit.h"
#include "layout/inline_int.h"
#include "layout/private_use.h"

static struct fo_node *node_of(const struct inl *b, void *user)
{
    const struct inl_item *it = user;
    return it ? it->node : b->block;
}

static void write_char(struct buf *code, struct buf *ch, uint32_t cp)
{
    buf_printf(code, "U+%04" PRIX32, cp);
    buf_utf8(ch, cp);
}

void inl_report_fault(struct layout *l, const struct fo_node *n, const struct para_fault *f)
{
    if (f->kind == PARA_WESTERN_MARK) {
        diag(l->diag, TEXT_WESTERN_MARK, &n->loc, f->typed, f->proper);
        return;
    }
    struct buf code = {0}, ch = {0}, other = {0}, other_ch = {0};
    write_char(&code, &ch, f->cp);
    write_char(&other, &other_ch, f->other);
    if (f->kind == PARA_NO_FACE)
        diag(l->diag, TEXT_MISSING_GLYPH, &n->loc, code.data, ch.data);
    else if (f->kind == PARA_PRIVATE_USE && !private_use_told(l, f->cp, code.data))
        diag(l->diag, TEXT_PRIVATE_USE, &n->loc, code.data, ch.data, f->family);
    else if (f->kind == PARA_NO_VARIANT)
        diag(l->diag, TEXT_NO_VARIANT, &n->loc, code.data, ch.data, other.data);
    else if (f->kind == PARA_RIGHT_TO_LEFT)
        diag(l->diag, TEXT_RIGHT_TO_LEFT, &n->loc, code.data);
    else if (f->kind == PARA_OLD_CODE)
        diag(l->diag, TEXT_OLD_CODE, &n->loc, code.data, ch.data, other.data, other_ch.data);
    buf_free(&code);
    buf_free(&ch);
    buf_free(&other);
    buf_free(&other_ch);
}

void inl_report_faults(struct inl *b)
{
    const struct para_fault *f;
    size_t n = para_faults(b->p, &f);
    for (size_t i = 0; i < n; i++)
        inl_report_fault(b->l, node_of(b, f[i].user), &f[i]);
}

/* Those in boxes and labels on it too. */
void inl_line_start(struct buf *out, const struct para_line *l)
{
    for (size_t i = 0; i < l->count && out->n < 36; i++) {
        const struct para_piece *q = &l->pieces[i];
        const struct inl_item *it = q->kind == PARA_PIECE_OBJECT ? q->user : NULL;
        const char *s = q->text, *end = q->kind == PARA_PIECE_GLYPHS ? s + q->text_len : s;
        while (s < end && out->n < 36)
            buf_utf8(out, utf8_next(&s, end));
        if (it && it->content && para_lines(it->content->p) > 0)
            inl_line_start(out, para_line(it->content->p, 0));
    }
}

/* The last few characters of a line, where a word was cut. */
static void line_end(struct buf *out, const struct para_line *l)
{
    struct buf all = {0};
    for (size_t i = 0; i < l->count; i++)
        if (l->pieces[i].kind == PARA_PIECE_GLYPHS)
            buf_add(&all, l->pieces[i].text, l->pieces[i].text_len);
    const char *from = all.data ? all.data : "", *end = from + all.n;
    while (end - from > 36)
        utf8_next(&from, end);
    buf_add(out, from, (size_t)(end - from));
    buf_free(&all);
}

/* Said once a line: what is cut is still all there, but a person may know a better place. */
static void report_cut(struct inl *b, const struct para_line *l)
{
    if (!l->cut)
        return;
    struct buf text = {0}, width = {0};
    line_end(&text, l);
    buf_decimal(&width, b->width, 3);
    diag(b->l->diag, LINE_WORD_CUT, &node_of(b, l->user)->loc, text.n ? text.data : "", width.data);
    buf_free(&text);
    buf_free(&width);
}

void inl_report_line(struct inl *b, const struct para_line *l)
{
    fit_line(b->l, l);
    report_cut(b, l);
    if (l->overfull < MPT_PER_PT / 10)
        return;
    struct buf text = {0}, over = {0}, width = {0};
    const struct fo_node *n = node_of(b, l->user);
    inl_line_start(&text, l);
    buf_decimal(&over, l->overfull, 3);
    buf_decimal(&width, b->width, 3);
    diag(b->l->diag, LINE_OVERFULL, &n->loc, text.n ? text.data : fo_element_name(n->element), over.data, width.data);
    buf_free(&text);
    buf_free(&over);
    buf_free(&width);
}

void inl_report_paragraph(struct inl *b)
{
    inl_report_faults(b);
    if (para_fallback(b->p))
        diag(b->l->diag, LINE_BY_LINE, &b->block->loc);
}
