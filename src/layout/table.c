/* table.c - an fo:table stacked: header and footer measured, row groups read one ahead, laid out and pushed as steps.
 *
 * The next row group is read (not laid out) before one is set, because a collapsed border belongs to both rows it lies
 * between. The header's height is part of the first box, the footer's of the last; at every break between, they are
 * the break's extras. Rejected: the header as a box of its own, which would need a keep that nothing may break. */
#include "layout/table.h"

#include "base/buf.h"
#include "layout/chinese.h"
#include "layout/chunk.h"
#include "layout/stack_int.h"
#include "layout/table_int.h"

#define MARKER_ROWS 100

/* --- pushing --- */

struct push {
    struct table *t;
    struct stack *s;
    struct row_group *last;  /* pushed before */
    bool second;             /* one group was pushed before */
    mpt pending;             /* height of the header, for the first box */
    struct stack_footnote *notes, *footer_notes; /* called in the header, the footer */
    struct stack_footnote *again_above, *again_below; /* the same where these are set again at a break */
};

/* What stands at a break in rows comes between header and footer. */
static void add_extras(const struct push *p, struct stack_break *b)
{
    const struct table *t = p->t;
    if (!t->omit_footer) b->end_extra = mpt_add(b->end_extra, t->footer.height);
    if (!t->omit_header) b->start_extra = mpt_add(b->start_extra, t->header.height);
    struct stack_footnote *above = t->omit_header ? NULL : p->again_above, *below = t->omit_footer ? NULL : p->again_below;
    b->end_notes = b->end_notes ? stack_repeat_notes(t->l->chunk, b->end_notes, below) : below;
    b->start_notes = b->start_notes ? stack_repeat_notes(t->l->chunk, above, b->start_notes) : above;
}

static struct stack_footnote *join_notes(struct stack_footnote *a, struct stack_footnote *b)
{
    struct stack_footnote **tail = &a;
    while (*tail) tail = &(*tail)->next;
    *tail = b;
    return a;
}

static void band_notes(struct table_band *b, struct stack_footnote **notes)
{
    for (struct row_group *g = b->groups; g; g = g->next)
        for (size_t i = 0; i < g->steps.steps.n; i++) *notes = join_notes(*notes, g->steps.steps.v[i].footnotes);
}

/* Notes called in header and footer; p->notes join those of the first row, so copies are made before. */
static void find_notes(struct push *p)
{
    struct table *t = p->t;
    struct stack_footnote *above = NULL;
    if (!t->first_header->as_rows) band_notes(t->first_header, &p->notes);
    if (!t->footer.as_rows) band_notes(&t->footer, &p->footer_notes);
    if (t->first_header == &t->header) above = p->notes;
    else band_notes(&t->header, &above);
    if (!t->omit_header) p->again_above = stack_repeat_notes(t->l->doc, above, NULL);
    if (!t->omit_footer) p->again_below = stack_repeat_notes(t->l->doc, p->footer_notes, NULL);
}

/* Can a page end within the group? */
static bool can_be_torn(const struct steps *st)
{
    for (size_t i = 0; i + 1 < st->steps.n; i++)
        if (!st->steps.v[i].after.penalty) return true;
    return false;
}

/* Would a break before g leave the table's last row alone? Of two rows neither has a better place; a row that is torn to save the
 * last one from that is worse. */
static bool strands_row(const struct push *p, const struct row_group *g, bool last)
{
    return last && g->steps.row_count == 1 && !(p->second && p->last->steps.row_count == 1) && !can_be_torn(&p->last->steps);
}

/* Would it leave the first row alone, with no header over it? Rows of other than Chinese tables stand where they fit. */
static bool strands_first(const struct push *p)
{
    const struct steps *first = &p->last->steps;
    return p->second && p->t->chinese && !p->t->first_header->groups && first->row_count == 1 && !can_be_torn(first);
}

static void push_group(struct push *p, struct row_group *g, bool last)
{
    struct table *t = p->t;
    const struct steps *st = &g->steps;
    int n = (int)st->steps.n;
    g->first_index = t->next_index;
    t->next_index += n;
    if (t->live_tail) t->live_tail->next = g;
    else t->live = g;
    t->live_tail = g;
    if (last) table_measure_footer(t, g);
    if (p->last) {
        struct stack_break b = table_group_break(p->last->after, g->before);
        const struct steps *above = &p->last->steps;
        b.end_extra = above->rows[above->row_count - 1].bottom_change;
        b.start_extra = st->rows[0].top_change;
        add_extras(p, &b);
        if (!b.penalty && (strands_row(p, g, last) || strands_first(p))) b.penalty = STACK_STRANDED;
        stack_break(p->s, b);
    }
    p->second = !p->last;
    g->header = t->header.height;
    g->footer = t->footer.height;
    for (int i = 0; i < n; i++) {
        struct steps_step *step = &st->steps.v[i];
        mpt height = mpt_add(step->height, p->pending);
        p->pending = 0;
        if (last && i == n - 1 && !t->footer.as_rows) height = mpt_add(height, t->footer.height);
        struct stack_footnote *notes = join_notes(p->notes, step->footnotes);
        if (last && i == n - 1) notes = join_notes(notes, p->footer_notes);
        stack_group_box(p->s, height, &t->group, g->first_index + i, notes);
        p->notes = NULL;
        if (i == n - 1) break;
        struct stack_break b = step->after;
        add_extras(p, &b);
        stack_break(p->s, b);
    }
    p->last = g;
}

/* What is too high for a page (table_bands.c) is cut like rows. */
static void push_as_rows(struct push *p, struct table_band *b)
{
    if (!b->as_rows) return;
    for (struct row_group *g = b->groups, *next; g; g = next) {
        next = g->next;
        g->next = NULL;
        push_group(p, g, false);
    }
    b->groups = NULL;
}

/* --- the table --- */

static mpt separation(const struct fo_node *n, enum fo_prop p)
{
    mpt v = fo_mpt(n, p, 0);
    return v < 0 ? 0 : v;
}

static struct table *table_new(struct layout *l, struct fo_node *n, const struct frame *f)
{
    struct table *t = arena_alloc(l->doc, sizeof *t);
    enum fo_keyword model = fo_enum(n, FO_P_BORDER_COLLAPSE);
    t->l = l;
    t->node = n;
    t->frame = *f;
    t->chinese = chinese_object(l, n);
    t->collapse = model != FO_K_SEPARATE;
    t->by_precedence = model == FO_K_COLLAPSE_WITH_PRECEDENCE;
    if (!t->collapse) {
        t->separation_bpd = separation(n, FO_P_BORDER_SEPARATION_BLOCK_PROGRESSION_DIRECTION);
        t->separation_ipd = separation(n, FO_P_BORDER_SEPARATION_INLINE_PROGRESSION_DIRECTION);
    }
    for (int i = 0; i < 4; i++)
        t->border[i] = border_spec_of(t->collapse ? n : NULL, (enum area_border_side)i, BORDER_OF_TABLE);
    t->omit_header = fo_enum(n, FO_P_TABLE_OMIT_HEADER_AT_BREAK) == FO_K_TRUE;
    t->omit_footer = fo_enum(n, FO_P_TABLE_OMIT_FOOTER_AT_BREAK) == FO_K_TRUE;
    t->group = (struct stack_group){&table_group_ops, t};
    t->header.rows_of = t->footer.rows_of = ROWS_OF_BAND;
    t->first_header = &t->header;
    t->left = t->frame.start_indent = layout_indent(n, FO_P_START_INDENT, f);
    t->frame.end_indent = layout_indent(n, FO_P_END_INDENT, f);
    layout_inherit(&t->frame, n);
    int64_t available = (int64_t)f->reference_ipd - t->left - t->frame.end_indent;
    table_find_columns(t, available > 0 ? mpt_add(0, available) : 0);
    return t;
}

static struct fo_node *find_parts(struct table *t)
{
    for (struct fo_node *k = fo_first(t->l->fo, t->node); k; k = fo_next(t->l->fo, k)) {
        if (k->element == FO_TABLE_HEADER) t->header.body.node = k;
        if (k->element == FO_TABLE_FOOTER) t->footer.body.node = k;
        if (k->element == FO_TABLE_BODY) return k;
    }
    return NULL;
}

/* Reads the markers of a group, and those of the body that it begins. True: some are longer than all before. */
static bool read_markers(struct table *t, const struct row_group *g)
{
    struct layout *l = t->l;
    bool longer = false;
    if (!t->markers || !g) return false;
    for (struct fo_node *k = fo_first(l->fo, g->body->node); g->first_of_body && k && layout_blank(k); k = fo_next(l->fo, k))
        longer |= table_markers_read(l, t->markers, k);
    for (size_t i = 0; i < g->cells.n; i++)
        longer |= table_markers_read(l, t->markers, ((const struct table_cell *)g->cells.v[i])->node);
    return longer;
}

/* The first rows are read before any is set, so that short tables know all that their headers can retrieve. */
static void read_first_markers(struct table *t, struct fo_node *body)
{
    struct layout *l = t->l;
    int rows = 0;
    for (; body; body = fo_next(l->fo, body)) /* not asked for early: that reads the whole body */
        for (struct fo_node *k = fo_first(l->fo, body); k; k = fo_next(l->fo, k)) {
            table_markers_read(l, t->markers, k);
            if (++rows == MARKER_ROWS) return;
        }
}

static struct row_group *next_group(struct table *t, struct row_reader *r)
{
    struct row_group *g = row_reader_next(r);
    if (read_markers(t, g)) table_measure_bands_again(t);
    return g;
}

static void set_group(struct table *t, struct row_group *g, struct row_group *next, const struct table_edges *above)
{
    g->last_of_table = !next && !t->footer.groups;
    if (t->collapse) {
        g->above = above;
        g->below = table_first_edges(t, next ? next : t->footer.groups);
    }
    table_layout_group(t, g);
}

static struct stack_block *open_block(struct table *t, struct stack *s)
{
    struct stack_block *b = t->collapse ? stack_block_new_plain(t->l, t->node, &t->frame, t->left, t->width)
                                        : stack_block_new_reference(t->l, t->node, &t->frame, t->left, t->width);
    stack_open(s, b);
    stack_keeps_push(s, layout_keep_together(t->l, t->node));
    for (struct fo_node *k = fo_first(t->l->fo, t->node); k && k->element == FO_MARKER; k = fo_next(t->l->fo, k))
        layout_marker(t->l, s, k);
    return b;
}

/* What the last row asks of its lower edge, it asks for the table. */
static void close_block(struct stack *s, struct stack_block *b, struct row_edge after)
{
    stack_keep_pop(s);
    stack_close(s, b);
    stack_keep_next(s, after.keep);
    stack_force(s, after.class, false);
}

/* No body rows: header and footer are all there is. */
static void bands_only(struct push *p)
{
    struct table *t = p->t;
    struct row_group *g = t->first_header->groups ? t->first_header->groups : t->footer.groups;
    if (!g) {
        diag(t->l->diag, TABLE_EMPTY, &t->node->loc);
        stack_box(p->s, 0, NULL, NULL);
        return;
    }
    t->next_index = 1;
    stack_group_box(p->s, mpt_add(t->first_header->height, t->footer.height), &t->group, 0, join_notes(p->notes, p->footer_notes));
}

/* A first row that is kept with what stands before the table is kept with the next row as strongly, as in Apache FOP, or a
 * heading could end its page with a single row. */
static void keep_second_row(struct row_group *first, const struct row_group *second)
{
    if (second) first->after.keep = stack_stronger(first->after.keep, first->before.keep);
}

/* The rows of a group that is pushed can go with the page they fall on, where the table stands in the flow itself: what
 * is inside other things may be set again. */
static void give_back(struct table *t, struct stack *s, struct row_group *g)
{
    if (!s->drain)
        return;
    for (int i = 0; i < g->steps.row_count; i++)
        if (g->rows[i].node) chunk_release(t->l, g->rows[i].node);
    chunk_boundary(t->l, s);
}

void table_layout(struct layout *l, struct stack *s, struct fo_node *n, const struct frame *f)
{
    struct table *t = table_new(l, n, f);
    struct push p = {.t = t, .s = s};
    struct row_reader r;
    struct fo_node *body = find_parts(t);
    struct arena *chunk = l->chunk;
    l->chunk = l->doc; /* header and footer are looked at until the last row */
    t->header.retrieves = table_markers_asked(l, t->header.body.node);
    t->footer.retrieves = table_markers_asked(l, t->footer.body.node);
    if (t->header.retrieves || t->footer.retrieves) t->markers = table_markers_new(l);
    table_read_bands(t);
    l->chunk = chunk;
    table_find_decimals(t, body);
    row_reader_init(&r, t, body, ROWS_OF_BODIES);
    struct row_group *g = row_reader_next(&r);
    if (t->markers) read_first_markers(t, body);
    if (g) g->first_of_table = !t->first_header->groups;
    l->chunk = l->doc;
    table_set_bands(t, g);
    l->chunk = chunk;
    p.pending = t->begin_room = t->first_header->as_rows ? 0 : t->first_header->height;
    find_notes(&p);

    struct stack_block *b = NULL;
    const struct table_edges *above = t->collapse ? table_last_edges(t, table_last_group(t->first_header->groups)) : NULL;
    struct row_edge after = {.class = BREAK_ANY};
    while (g && !l->failed) {
        struct row_group *next = next_group(t, &r);
        set_group(t, g, next, above);
        if (!b) { /* a break or keep before the first row is one before the table */
            stack_force_block(s, g->before.class);
            stack_keep_previous(s, g->before.keep);
            b = open_block(t, s);
            keep_second_row(g, next);
            push_as_rows(&p, t->first_header);
        }
        above = t->collapse ? table_last_edges(t, g) : NULL;
        after = g->after;
        push_group(&p, g, !next);
        give_back(t, s, g);
        g = next;
    }
    if (!b) {
        b = open_block(t, s);
        bands_only(&p);
    }
    push_as_rows(&p, &t->footer);
    close_block(s, b, after);
}
