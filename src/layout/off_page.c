/* off_page.c - a walk over the page's areas with the place and the turn of each on the page: turned containers have axes of
 * their own. Only ink counts that the reader misses: backgrounds and borders may bleed over the edge. */
#include "layout/off_page.h"

#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/utf8.h"

#define TOLERANCE (MPT_PER_PT / 2)
#define QUOTED 36 /* bytes of the text that a message quotes */

/* Where an area's (0, 0) lies on the page, and how its axes are turned there: 0, 90, 180, 270 degrees counter-clockwise. */
struct axes {
    int64_t x, y;
    int turn;
};

struct walk {
    struct layout *l;
    const struct area *page;
    const struct fo_node *line;  /* the block of the outermost line under way, or NULL */
    const struct fo_node *about; /* what is collected, or NULL */
    int64_t most;                /* how far it stands beyond the edge */
    struct buf text;             /* the beginning of its first line */
    bool quoted;                 /* that line has ended */
};

static struct axes at(struct axes f, int64_t x, int64_t y)
{
    switch (f.turn) {
    case 90: return (struct axes){f.x + y, f.y - x, f.turn};
    case 180: return (struct axes){f.x - x, f.y - y, f.turn};
    case 270: return (struct axes){f.x - y, f.y + x, f.turn};
    default: return (struct axes){f.x + x, f.y + y, f.turn};
    }
}

struct box {
    int64_t left, top, right, bottom;
};

static struct box box_of(struct axes f, int64_t x, int64_t y, int64_t w, int64_t h)
{
    struct axes a = at(f, x, y), b = at(f, x + w, y + h);
    return (struct box){a.x < b.x ? a.x : b.x, a.y < b.y ? a.y : b.y, a.x < b.x ? b.x : a.x, a.y < b.y ? b.y : a.y};
}

static int64_t beyond(const struct walk *w, const struct box *b)
{
    int64_t off[] = {-b->left, -b->top, b->right - w->page->w, b->bottom - w->page->h}, most = 0;
    for (int i = 0; i < 4; i++)
        most = off[i] > most ? off[i] : most;
    return most > TOLERANCE ? most : 0;
}

static bool is_seen(const struct walk *w, const struct box *b)
{
    return b->right > 0 && b->bottom > 0 && b->left < w->page->w && b->top < w->page->h;
}

/* --- each once --- */

struct told {
    const char *text;
    unsigned line; /* in the document */
    size_t at;     /* in the list, which may have been cut off since by a new pass */
};

static bool stands(const struct diag_list *d, const struct told *t)
{
    const struct diag_record *r = t->at < diag_list_count(d) ? diag_list_at(d, t->at) : NULL;
    return r && r->id == DIAG_OFF_PAGE && r->loc.line == t->line && strcmp(r->args[2], t->text) == 0;
}

static bool is_told(struct layout *l, const char *text, unsigned line)
{
    uint32_t hash = hash_fold(hash_mix(hash_name(text), line));
    size_t i = hash;
    struct told *t;
    while ((t = hash_table_next(&l->off_page, hash, &i)) && (t->line != line || strcmp(t->text, text) != 0))
        ;
    if (t && stands(l->diag, t))
        return true;
    if (!t) {
        t = arena_alloc(l->doc, sizeof *t);
        *t = (struct told){.text = arena_strdup(l->doc, text), .line = line};
        hash_table_add(&l->off_page, hash, t);
    }
    t->at = diag_list_count(l->diag);
    return false;
}

/* --- what is told --- */

static void tell(struct walk *w)
{
    if (w->about && w->most > 0) {
        while (w->text.n && w->text.data[w->text.n - 1] == ' ')
            w->text.data[--w->text.n] = '\0';
        const struct loc *loc = &w->about->loc;
        const char *text = w->text.n ? w->text.data : fo_element_name(w->about->element);
        struct buf by = {0};
        buf_decimal(&by, w->most, 3);
        if (!is_told(w->l, text, loc->line))
            diag(w->l->diag, OFF_PAGE, loc, by.data, w->page->u.page.label, text);
        buf_free(&by);
    }
    w->about = NULL;
    w->most = 0;
    w->text.n = 0;
    w->quoted = false;
}

static void collect(struct walk *w, const struct fo_node *n, int64_t most, const char *text, size_t len)
{
    if (n != w->about)
        tell(w);
    w->about = n;
    w->most = most > w->most ? most : w->most;
    for (const char *s = text, *end = s + len; s < end && w->text.n < QUOTED && !w->quoted;)
        buf_utf8(&w->text, utf8_next(&s, end));
}

static bool is_blank(const struct glyph_run *r)
{
    return strspn(r->text, " ") >= r->text_len;
}

static bool is_hidden(const struct area *a)
{
    return fo_enum(a->node, FO_P_VISIBILITY) == FO_K_HIDDEN;
}

/* Letters reach half an em above the baseline at least; upright ones in a column have it below the run's origin. Spacing that is
 * less than nothing takes the pen back. */
static struct box ink(const struct area *a, struct axes f)
{
    const struct glyph_run *r = a->u.run;
    mpt down = r->count ? -r->glyphs[0].dy : 0, half = r->font.size / 2;
    int64_t pen = 0, left = 0;
    for (size_t i = 0; i < r->count; i++) {
        left = pen < left ? pen : left;
        pen += r->glyphs[i].advance;
    }
    return box_of(f, left, down - half, (a->w > left ? a->w : left) - left, half);
}

static void check_leaf(struct walk *w, const struct area *a, struct axes f)
{
    bool text = a->kind == AREA_GLYPHS;
    if (!a->node || (!text && a->kind != AREA_IMAGE))
        return;
    struct box b = text ? ink(a, f) : box_of(f, 0, 0, a->w, a->h);
    int64_t most = beyond(w, &b);
    if (!most || (!text && is_seen(w, &b)) || (text && is_blank(a->u.run)) || is_hidden(a))
        return;
    collect(w, text && w->line ? w->line : a->node, most, text ? a->u.run->text : "", text ? a->u.run->text_len : 0);
}

/* What stands outside the flow goes where it is told to, off the page too. */
static bool check_container(const struct walk *w, const struct area *a, struct axes f)
{
    if (!a->node || a->node->element != FO_BLOCK_CONTAINER || a->kind != AREA_BOX || !a->first_child
        || !a->first_child->first_child || fo_enum(a->node, FO_P_ABSOLUTE_POSITION) == FO_K_AUTO)
        return false;
    struct box b = box_of(f, 0, 0, a->w, a->h);
    if (!beyond(w, &b))
        return false;
    struct buf by = {0};
    buf_decimal(&by, beyond(w, &b), 3);
    diag(w->l->diag, CONTAINER_OFF_PAGE, &a->node->loc, by.data, w->page->u.page.label);
    buf_free(&by);
    return true;
}

/* As draw.c sets them. */
static struct axes inside(const struct area *a, struct axes f)
{
    if (a->kind == AREA_LINE)
        return at(f, 0, a->u.line.baseline);
    if (a->kind == AREA_INLINE)
        return at(f, 0, -(int64_t)a->y);
    f = at(f, area_content_x(a), area_content_y(a));
    int turn = a->kind == AREA_REGION || a->kind == AREA_VIEWPORT ? a->u.viewport.turn : 0;
    f = at(f, turn == 180 || turn == 270 ? area_content_w(a) : 0, turn == 90 || turn == 180 ? area_content_h(a) : 0);
    f.turn = (f.turn + turn) % 360;
    return f;
}

static void check(struct walk *w, const struct area *a, struct axes f, unsigned depth)
{
    if (depth > 4 * LIMIT_DEPTH)
        return;
    f = at(f, a->x, a->y);
    if (check_container(w, a, f))
        return;
    check_leaf(w, a, f);
    bool outermost = a->kind == AREA_LINE && !w->line;
    if (outermost)
        w->line = a->node;
    struct axes content = a->first_child ? inside(a, f) : f;
    for (const struct area *c = a->first_child; c; c = c->next)
        check(w, c, content, depth + 1);
    if (outermost) {
        w->line = NULL;
        w->quoted = w->text.n > 0;
    }
}

void off_page_report(struct layout *l, const struct area *page)
{
    struct walk w = {.l = l, .page = page};
    for (const struct area *c = page->first_child; c; c = c->next)
        check(&w, c, (struct axes){0}, 0);
    tell(&w);
    buf_free(&w.text);
}
