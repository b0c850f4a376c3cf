#include "sheet/workbook_table.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "programme/settings.h"
#include "sheet/headings.h"

#define SHEET_NAME_MOST 31 /* characters, Excel's limit */

struct tabling {
    struct arena *arena;
    struct programme *programme;
    const struct field *root;
    const struct headings *repeated;
    const struct field *const *left_out;
    struct workbook_tables all;
};

/* Does another field below f have this label? */
static bool label_again(const struct field *f, const struct field *one)
{
    if (f != one && f->kind != FIELD_GROUP && f->label && strcmp(f->label, one->label) == 0)
        return true;
    for (size_t i = 0; i < f->n; i++)
        if (label_again(&f->children[i], one))
            return true;
    return false;
}

/* Are most of a part's labels those of other things too? */
static bool is_like_others(const struct tabling *w, const struct field *part)
{
    size_t again = 0;
    for (size_t i = 0; i < part->n; i++)
        again += part->children[i].label && label_again(w->root, &part->children[i]);
    return again * 2 > part->n;
}

/* The shortest way, but 姓名 of the contact person says whose it is although the others' stand on sheets of their own. */
static const char *heading_of(const struct tabling *w, const struct workbook_table *t, const struct headings *h, const struct field *f)
{
    if (f == t->base)
        return f->label;
    const struct field *part = f->parent;
    while (part != t->base && !part->label)
        part = part->parent;
    struct heading_target target;
    const char *whose = part != t->base && f->label && is_like_others(w, part) ? arena_printf(w->arena, "%s %s", part->label, f->label) : NULL;
    return whose && headings_find(h, whose, &target) == HEADING_FOUND && target.field == f ? whose : headings_way(h, f);
}

static bool is_left_out(const struct tabling *w, const struct field *f)
{
    for (const struct field *const *one = w->left_out; *one; one++)
        if (*one == f)
            return true;
    return false;
}

static void add_columns(struct tabling *w, struct workbook_table *t, const struct headings *h, const struct field *f)
{
    bool given = f->fixed || (f->parent && !f->parent->parent && strcmp(f->name, "programme") == 0);
    if ((f != t->base && headings_has_sheet(f)) || is_left_out(w, f))
        return;
    if (f->kind != FIELD_GROUP && !given)
        *VEC_PUSH(w->arena, &t->columns) = (struct workbook_column){f, heading_of(w, t, h, f), choices_of(w->arena, w->programme, f)};
    for (int content = f == w->root ? 0 : 1; content < 2; content++) /* what the proposal is comes first: its direction */
        for (size_t i = 0; i < f->n; i++)
            if (f != w->root || f->children[i].attribute == !content)
                add_columns(w, t, h, &f->children[i]);
}

/* A name that a spreadsheet takes: no []:*?/\, at most 31 characters. */
static const char *sheet_name(struct arena *a, const char *way)
{
    struct buf b = {0};
    unsigned n = 0;
    for (const char *s = way, *end = s + strlen(s); s < end && n < SHEET_NAME_MOST; n++) {
        const char *from = s;
        if (utf8_next(&s, end) < 128 && strchr("[]:*?/\\'", *from))
            buf_putc(&b, ' ');
        else
            buf_add(&b, from, (size_t)(s - from));
    }
    const char *name = arena_strndup(a, b.n ? b.data : "", b.n);
    buf_free(&b);
    return name;
}

static void add_table(struct tabling *w, const struct field *base)
{
    struct workbook_table t = {.base = base};
    for (const struct field *f = base->parent; f; f = f->parent)
        if (f->repeated && t.nesting < WORKBOOK_NESTING)
            t.depths[t.nesting++] = record_depth(f);
    for (unsigned i = 0; i < t.nesting / 2; i++) { /* outermost first */
        unsigned swap = t.depths[i];
        t.depths[i] = t.depths[t.nesting - 1 - i];
        t.depths[t.nesting - 1 - i] = swap;
    }
    bool main = !base->parent;
    t.name = main ? "申报" : sheet_name(w->arena, headings_way(w->repeated, base));
    *VEC_PUSH(w->arena, &t.columns) = (struct workbook_column){.heading = main ? "序号" : "项目序号"};
    if (t.nesting)
        *VEC_PUSH(w->arena, &t.columns) = (struct workbook_column){.heading = "上级序号"};
    add_columns(w, &t, headings_new(w->arena, base), base);
    *VEC_PUSH(w->arena, &w->all) = t;
}

static void add_tables(struct tabling *w, const struct field *f)
{
    if (is_left_out(w, f))
        return;
    if (!f->parent || headings_has_sheet(f))
        add_table(w, f);
    for (size_t i = 0; i < f->n; i++)
        add_tables(w, &f->children[i]);
}

/* What the programme has no use for; what a proposal says all the same is shown. */
static const struct field *const *left_out(struct arena *a, const struct workbook_input *in)
{
    struct diag_list *quiet = diag_list_new(); /* what is wrong with the pack is told by `new` and `list --audit` */
    const struct field *const *unused = settings_unused(in->programme, a, quiet);
    VEC(const struct field *) left = {0};
    for (; *unused; unused++) {
        bool said = false;
        for (size_t i = 0; i < in->n && !said; i++)
            said = record_has(in->records[i], *unused);
        if (!said)
            *VEC_PUSH(a, &left) = *unused;
    }
    *VEC_PUSH(a, &left) = NULL;
    diag_list_free(quiet);
    return left.v;
}

struct workbook_tables workbook_tables(struct arena *a, const struct workbook_input *in, const struct field *root)
{
    struct tabling w = {.arena = a, .programme = in->programme, .root = root, .repeated = headings_repeated_new(a, root), .left_out = left_out(a, in)};
    add_tables(&w, root);
    return w.all;
}
