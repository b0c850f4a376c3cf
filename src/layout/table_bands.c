/* table_bands.c - the header and the footer of a table: read, measured, and set again on each page.
 *
 * Where one leaves rows no room on any page, setting it again would push every row off its page: it stands once. What is too high
 * for a page by itself is set as rows among the others, so that pages end in it; but what it retrieves depends on its page, so
 * such a one runs off the page. */
#include <string.h>

#include "base/buf.h"
#include "layout/page.h"
#include "layout/table_int.h"

static const struct table_edges *copy_edges(struct table *t, const struct table_edges *edges)
{
    struct table_edges *copy = edges ? arena_alloc(t->l->doc, sizeof *copy) : NULL;
    if (!edges) return NULL;
    copy->runs.v = arena_dup(t->l->doc, edges->runs.v, edges->runs.n * sizeof *edges->runs.v);
    copy->runs.n = copy->runs.cap = edges->runs.n;
    return copy;
}

/* A header or footer may retrieve rows and cells too. */
static void read_band(struct table *t, struct table_band *b, enum table_markers_what what)
{
    struct row_reader r;
    struct row_group **tail = &b->groups;
    struct table_markers *around = table_markers_use(t->l, t->markers, what);
    b->groups = NULL;
    row_reader_init(&r, t, b->body.node, b->rows_of);
    for (struct row_group *g; (g = row_reader_next(&r)); tail = &g->next) *tail = g;
    for (struct row_group *g = b->groups; g; g = g->next) {
        g->first_of_table = b != &t->footer && g == b->groups;
        g->last_of_table = b == &t->footer && !g->next;
    }
    t->l->table_markers = around;
}

static bool has_continued(struct layout *l, struct fo_node *header)
{
    for (struct fo_node *k = fo_first(l->fo, header); k; k = fo_next(l->fo, k))
        if (table_row_continued(k)) return true;
    return false;
}

static bool rest_retrieves(struct layout *l, struct fo_node *header)
{
    for (struct fo_node *k = fo_first(l->fo, header); k; k = fo_next(l->fo, k))
        if (!table_row_continued(k) && table_markers_asked(l, k)) return true;
    return false;
}

static void read_header(struct table *t)
{
    read_band(t, &t->header, TABLE_MARKERS_LONGEST);
    if (!has_continued(t->l, t->header.body.node)) return;
    t->first_header = arena_alloc(t->l->doc, sizeof *t->first_header);
    t->first_header->body.node = t->header.body.node;
    t->first_header->rows_of = ROWS_OF_FIRST_BAND;
    t->first_header->retrieves = t->markers && rest_retrieves(t->l, t->header.body.node);
    read_band(t, t->first_header, TABLE_MARKERS_LONGEST);
    t->header.used = 1; /* it only repeats what the first one said */
}

const struct table_edges *table_last_edges(struct table *t, struct row_group *g)
{
    return g ? table_own_edges(t, &(struct edge_row){g, g->steps.row_count - 1, false, false}, AREA_AFTER) : NULL;
}

const struct table_edges *table_first_edges(struct table *t, struct row_group *g)
{
    return g ? table_own_edges(t, &(struct edge_row){g, 0, false, false}, AREA_BEFORE) : NULL;
}

static void layout_band(struct table *t, struct table_band *b, enum table_markers_what what)
{
    const struct table_edges *above = b->above;
    struct table_markers *around = table_markers_use(t->l, t->markers, what);
    b->height = 0;
    for (struct row_group *g = b->groups; g; g = g->next) {
        g->above = above;
        g->below = g->next ? table_first_edges(t, g->next) : b->below;
        table_layout_group(t, g);
        b->height = mpt_add(b->height, g->steps.total);
        above = table_last_edges(t, g);
    }
    t->l->table_markers = around;
}

/* What it retrieves on a page shows later than the page is broken: so it takes the greatest height seen. */
static void measure_band(struct table *t, struct table_band *b)
{
    mpt reserved = b->height;
    if (!b->retrieves) {
        layout_band(t, b, TABLE_MARKERS_FOUND);
        return;
    }
    for (int what = TABLE_MARKERS_LONGEST; what <= TABLE_MARKERS_LARGEST; what++) {
        size_t reported = diag_list_count(t->l->diag);
        if (table_markers_told(t->markers, (enum table_markers_what)what)) continue;
        read_band(t, b, (enum table_markers_what)what);
        layout_band(t, b, (enum table_markers_what)what);
        if (what > TABLE_MARKERS_LONGEST) diag_list_cut(t->l->diag, reported); /* said of the first */
        if (b->height > reserved) reserved = b->height;
    }
    b->height = reserved;
}

static void measure_header(struct table *t)
{
    measure_band(t, &t->header);
    if (t->first_header != &t->header) measure_band(t, t->first_header);
}

static void measure_again(struct table *t, struct table_band *b)
{
    if (!b->retrieves) return;
    size_t reported = diag_list_count(t->l->diag);
    measure_band(t, b);
    diag_list_cut(t->l->diag, reported); /* said when it was first set */
}

static void measure_header_again(struct table *t)
{
    measure_again(t, &t->header);
    if (t->first_header != &t->header) measure_again(t, t->first_header);
}

/* room: what the page was broken for. Said once for each further growth. */
static void report_height(struct table *t, struct table_band *b, mpt room)
{
    mpt more = b->height - room;
    if (more <= MPT_PER_PT / 2 || more <= b->told) return;
    struct buf by = {0};
    buf_decimal(&by, more, 3);
    diag(t->l->diag, TABLE_BAND_HIGHER, &b->body.node->loc, by.data);
    buf_free(&by);
    b->told = more;
}

static void stands_below(struct table *t, struct table_band *b, const struct table_edges *above)
{
    b->last.runs.n = 0;
    VEC_RESERVE(t->l->doc, &b->last.runs, above->runs.n);
    memcpy(b->last.runs.v, above->runs.v, above->runs.n * sizeof *above->runs.v);
    b->last.runs.n = above->runs.n;
    b->above = &b->last;
}

struct row_group *table_band_again(struct table *t, struct table_band *b, const struct table_edges *above, mpt room)
{
    struct layout *l = t->l;
    size_t reported = diag_list_count(l->diag);
    bool in_band = l->in_band;
    mpt greatest = b->height;
    if (above) stands_below(t, b, above);
    l->in_band = true;
    read_band(t, b, TABLE_MARKERS_FOUND);
    layout_band(t, b, TABLE_MARKERS_FOUND);
    l->in_band = in_band;
    b->used++;
    diag_list_cut(l->diag, reported); /* said when it was first set */
    if (t->markers) report_height(t, b, room);
    if (t->markers && b->height < greatest) b->height = greatest;
    return b->groups;
}

struct row_group *table_last_group(struct row_group *g)
{
    while (g && g->next) g = g->next;
    return g;
}

/* --- what is too high for a page --- */

/* What is left beside the header that is set again. */
static mpt footer_room(const struct table *t)
{
    return page_greatest_room(t->l) - (t->omit_header ? 0 : t->header.height);
}

static bool leaves_none(const struct table_band *b, mpt room)
{
    return b->groups && b->height >= room;
}

static void omit_too_high(struct table *t)
{
    if (!t->omit_header && leaves_none(&t->header, page_greatest_room(t->l))) {
        t->omit_header = true;
        t->header.once = t->header.height;
        t->page_above = NULL;
    }
    if (!t->omit_footer && leaves_none(&t->footer, footer_room(t))) {
        t->omit_footer = true;
        t->footer.once = t->footer.height;
        t->page_below = NULL;
    }
}

static void set_as_rows(struct table *t, struct table_band *b, mpt room)
{
    b->as_rows = !b->retrieves && leaves_none(b, room);
    if (!b->as_rows) return;
    size_t reported = diag_list_count(t->l->diag);
    read_band(t, b, TABLE_MARKERS_LONGEST);
    layout_band(t, b, TABLE_MARKERS_LONGEST); /* with the edges that its rows have at breaks */
    diag_list_cut(t->l->diag, reported);
}

void table_report_once(struct table *t, struct table_band *b)
{
    if (!b->once) return;
    struct buf high = {0}, room = {0};
    buf_decimal(&high, b->once, 3);
    buf_decimal(&room, page_greatest_room(t->l), 3);
    diag(t->l->diag, TABLE_BAND_ONCE, &b->body.node->loc, fo_element_name(b->body.node->element), high.data, room.data);
    buf_free(&high);
    buf_free(&room);
    b->once = 0;
}

/* --- the table's --- */

/* Where they retrieve anything they are read again before they are measured, and complained about then. */
void table_read_bands(struct table *t)
{
    size_t reported = diag_list_count(t->l->diag);
    if (t->header.body.node) read_header(t);
    if (t->footer.body.node) read_band(t, &t->footer, TABLE_MARKERS_LONGEST);
    if (t->markers) diag_list_cut(t->l->diag, reported);
}

void table_set_bands(struct table *t, struct row_group *first)
{
    if (t->collapse) {
        t->header.below = t->first_header->below = copy_edges(t, table_first_edges(t, first ? first : t->footer.groups));
        if (!first) t->footer.above = copy_edges(t, table_last_edges(t, table_last_group(t->first_header->groups)));
    }
    if (t->collapse && !t->omit_header) t->page_above = copy_edges(t, table_last_edges(t, table_last_group(t->header.groups)));
    if (t->collapse && !t->omit_footer) t->page_below = copy_edges(t, table_first_edges(t, t->footer.groups));
    measure_header(t);
    measure_band(t, &t->footer);
    omit_too_high(t);
    if (first) {
        set_as_rows(t, t->first_header, page_greatest_room(t->l));
        set_as_rows(t, &t->footer, footer_room(t));
    }
}

void table_measure_bands_again(struct table *t)
{
    if (t->header.body.node) measure_header_again(t);
    if (t->footer.body.node) measure_again(t, &t->footer);
    omit_too_high(t);
}

void table_measure_footer(struct table *t, struct row_group *last)
{
    if (!t->footer.body.node) return;
    if (t->collapse) t->footer.above = copy_edges(t, table_last_edges(t, last)); /* its first line of borders depends on it */
    read_band(t, &t->footer, TABLE_MARKERS_LONGEST);
    measure_band(t, &t->footer);
}
