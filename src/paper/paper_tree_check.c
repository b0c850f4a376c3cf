/* paper_tree_check.c - what PDF/UA asks of elements that can be seen from their types alone (ISO 14289-1, 7.2 to 7.9; ISO 32000-1,
 * 14.8.4.3). Levels of headings, scopes of header cells and names of notes are not asked for: who takes the tree over gives them. */
#include "paper/paper_tree.h"

#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/tag_types.h"

#define SET(type) (UINT64_C(1) << TAG_##type)
_Static_assert(TAG_COUNT <= 64, "a set of types is a number");

/* Where types may stand, and what they may hold; 0: anything. Nothing but elements stands in those that say what they hold. */
static const struct {
    uint64_t in, holds;
} rules[TAG_COUNT] = {
    [TAG_Table] = {0, SET(TR) | SET(THead) | SET(TBody) | SET(TFoot) | SET(Caption)},
    [TAG_THead] = {SET(Table), SET(TR)},
    [TAG_TBody] = {SET(Table), SET(TR)},
    [TAG_TFoot] = {SET(Table), SET(TR)},
    [TAG_TR] = {SET(Table) | SET(THead) | SET(TBody) | SET(TFoot), SET(TH) | SET(TD)},
    [TAG_TH] = {SET(TR), 0},
    [TAG_TD] = {SET(TR), 0},
    [TAG_L] = {0, SET(L) | SET(LI) | SET(Caption)},
    [TAG_LI] = {SET(L), SET(Lbl) | SET(LBody)},
    [TAG_LBody] = {SET(LI), 0},
    [TAG_TOC] = {0, SET(TOC) | SET(TOCI) | SET(Caption)},
    [TAG_TOCI] = {SET(TOC), 0},
};

static const char misplaced[] = N_("parts of a table, a list or a table of contents stand where they may not");

static bool holds(uint8_t type, uint8_t kid)
{
    return !rules[type].holds || (rules[type].holds >> kid & 1);
}

static bool fits(uint8_t type, const struct paper_element *up)
{
    return (!rules[type].in || (up && (rules[type].in >> up->type & 1))) && (!up || holds(up->type, type));
}

/* What stands in an element once, and where. */
struct once {
    bool head, foot, caption;
    bool closed; /* a caption stood behind other kids: nothing follows */
    bool any;
};

static bool comes_right(struct once *o, uint8_t up, uint8_t type)
{
    bool table = up == TAG_Table, *mine = type == TAG_THead && table ? &o->head : type == TAG_TFoot && table ? &o->foot : type == TAG_Caption && rules[up].holds ? &o->caption : NULL;
    bool good = !o->closed && !(mine && *mine) && !(mine == &o->caption && o->any && !table);

    o->closed |= mine == &o->caption && o->any;
    o->any = true;
    if (mine)
        *mine = true;
    return good;
}

/* Who listens hears the text in place of what is drawn. */
static bool speaks(const struct paper_element *e)
{
    return (e->type != TAG_Figure && e->type != TAG_Formula) || (e->alt && *e->alt) || (e->actual && *e->actual);
}

static const char *check_element(const struct paper_element *elements, const struct paper_element *e, struct once *all)
{
    const struct paper_element *up = e->parent == PAPER_NO_ELEMENT ? NULL : &elements[e->parent];

    if (!fits(e->type, up) || (up && !comes_right(&all[up - elements], up->type, e->type)))
        return misplaced;
    return speaks(e) ? NULL : N_("a figure or a formula has no text that stands for it");
}

static const char *check_step(struct paper_element *elements, const struct paper_step *s, struct once *all)
{
    struct paper_element *e = &elements[s->element];

    if (s->page == PAPER_NO_PAGE)
        return check_element(elements, e, all);
    if (rules[e->type].holds)
        return misplaced;
    if (e->type == TAG_Figure && !e->boxed) { /* wherever it stands on its page */
        e->boxed = true;
        e->page = s->page;
        e->x0 = e->y0 = 0;
        e->x1 = e->y1 = 1;
    }
    return NULL;
}

/* --- cells --- */

/* A table under way: the rows that each column is still covered for, the one under way included. */
struct grid {
    VEC(unsigned) busy;
    unsigned column; /* the next one to look at */
};

struct cells {
    struct arena *work;
    struct grid **grids; /* by element: of tables */
    const struct paper_element *elements;
};

static struct grid *grid_of(struct cells *c, const struct paper_element *row)
{
    uint32_t table = row->parent;

    if (c->elements[table].type != TAG_Table)
        table = c->elements[table].parent;
    if (!c->grids[table])
        c->grids[table] = arena_alloc(c->work, sizeof *c->grids[table]);
    return c->grids[table];
}

/* Behind the last cell of a row: no place before one that is covered may be free. */
static bool end_row(struct grid *g)
{
    bool free = false, gap = false;

    for (size_t i = 0; i < g->busy.n; i++) {
        free |= g->busy.v[i] == 0;
        gap |= free && g->busy.v[i] > 0;
        g->busy.v[i] -= g->busy.v[i] > 0;
    }
    g->column = 0;
    return !gap;
}

static bool place_cell(struct cells *c, struct grid *g, const struct paper_element *e)
{
    unsigned columns = e->columns ? e->columns : 1, rows = e->rows ? e->rows : 1;
    bool overlap = false;

    while (g->column < g->busy.n && g->busy.v[g->column] > 0)
        g->column++;
    for (; columns > 0; columns--, g->column++) {
        while (g->busy.n <= g->column)
            *VEC_PUSH(c->work, &g->busy) = 0;
        overlap |= g->busy.v[g->column] > 0;
        g->busy.v[g->column] = rows;
    }
    return !overlap;
}

/* Rows that end early are filled up by who takes the tree over. */
static bool cells_fit(struct cells *c, size_t count)
{
    bool good = true;

    for (size_t i = 0; i < count && good; i++) {
        const struct paper_element *e = &c->elements[i];
        if (e->type == TAG_TR)
            good = end_row(grid_of(c, e));
        else if (e->type == TAG_TD || e->type == TAG_TH)
            good = place_cell(c, grid_of(c, &c->elements[e->parent]), e);
    }
    for (size_t i = 0; i < count && good; i++)
        good = !c->grids[i] || end_row(c->grids[i]);
    return good;
}

/* --- the whole --- */

const char *paper_check_tree(struct paper_element *elements, size_t count, const struct paper_step *steps, size_t step_count)
{
    struct arena *work = arena_new();
    struct once *all = arena_array(work, count + 1, sizeof *all);
    const char *trouble = NULL;

    for (size_t i = 0; i < step_count && !trouble; i++)
        trouble = check_step(elements, &steps[i], all);
    struct cells cells = {work, arena_array(work, count + 1, sizeof *cells.grids), elements};
    if (!trouble && !cells_fit(&cells, count))
        trouble = N_("cells of a table lie over each other, or leave gaps");
    arena_free(work);
    return trouble;
}
