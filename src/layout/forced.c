/* forced.c - breaks that an object or the first one inside it asks for. XSL 1.1 section 7.20. */
#include "base/limits.h"
#include "layout/container.h"
#include "layout/inline.h"
#include "layout/page.h"
#include "layout/stack_int.h"

static bool takes_breaks(const struct fo_node *n)
{
    switch (n->element) {
    case FO_BLOCK: case FO_BLOCK_CONTAINER: case FO_TABLE_AND_CAPTION: case FO_TABLE: case FO_LIST_BLOCK: case FO_LIST_ITEM: case FO_TABLE_ROW:
    case FO_TABLE_BODY: case FO_WRAPPER:
        return true;
    default:
        return false;
    }
}

enum stack_break_class layout_break_class(enum fo_keyword k)
{
    return k == FO_K_COLUMN ? BREAK_COLUMN : k == FO_K_PAGE ? BREAK_PAGE : k == FO_K_EVEN_PAGE ? BREAK_EVEN_PAGE
         : k == FO_K_ODD_PAGE ? BREAK_ODD_PAGE : BREAK_ANY;
}

static bool stronger(enum fo_keyword a, enum fo_keyword b)
{
    return stack_class_stronger(layout_break_class(a), layout_break_class(b));
}

/* White space of a text that makes a line by itself: a linefeed that is preserved, a space that no line end takes away. */
static bool shows(const struct fo_node *text, char c)
{
    const struct fo_node *n = text->parent;
    if (!n || (n->element != FO_BLOCK && !inline_is(n)))
        return false;
    n = inline_spaces_of(n);
    enum fo_keyword linefeed = fo_enum(n, FO_P_LINEFEED_TREATMENT);
    if (c == '\n' && linefeed != FO_K_TREAT_AS_SPACE)
        return linefeed == FO_K_PRESERVE;
    return fo_enum(n, FO_P_WHITE_SPACE_TREATMENT) == FO_K_PRESERVE;
}

bool layout_blank(const struct fo_node *n)
{
    if (n->element == FO_MARKER)
        return true;
    if (n->element != FO_TEXT)
        return false;
    for (size_t i = 0; i < n->text_len; i++) {
        char c = n->text[i];
        if ((c != ' ' && c != '\n' && c != '\t' && c != '\r') || shows(n, c))
            return false;
    }
    return true;
}

static struct fo_node *skip_blank(struct layout *l, struct fo_node *n)
{
    while (n && layout_blank(n))
        n = fo_next(l->fo, n);
    return n;
}

static enum fo_keyword first_break(struct layout *l, struct fo_node *n, unsigned depth)
{
    enum fo_keyword best = FO_K_AUTO;
    for (; n && takes_breaks(n) && depth < LIMIT_DEPTH; depth++) {
        if (n->element == FO_BLOCK_CONTAINER && container_is_absolute(n))
            break; /* outside the flow: nothing is broken for it */
        enum fo_keyword own = n->element == FO_WRAPPER ? FO_K_AUTO : fo_enum(n, FO_P_BREAK_BEFORE);
        if (stronger(own, best))
            best = own;
        if (n->element == FO_TABLE) /* rows are read by the table itself */
            break;
        struct fo_node *inner = skip_blank(l, fo_first(l->fo, n));
        for (struct fo_node *side = n->element == FO_LIST_ITEM ? inner : NULL; side; side = skip_blank(l, fo_next(l->fo, side))) {
            enum fo_keyword k = first_break(l, skip_blank(l, fo_first(l->fo, side)), depth + 1);
            if (stronger(k, best))
                best = k;
        }
        n = inner;
    }
    return best;
}

/* A break on the first object inside is the same as one before the whole (XSL 1.1 7.20.2: the area is then the first
 * among its page's): so it is taken before the outer one's borders begin. */
enum fo_keyword layout_break_before(struct layout *l, struct fo_node *n)
{
    return first_break(l, n, 0);
}

static void push_forced(struct stack *s, struct stack_break b)
{
    stack_break(s, b);
    page_begin_section(s->l, s);
}

void layout_push_break(struct stack *s, enum fo_keyword value)
{
    enum stack_break_class class = layout_break_class(value);
    if (class != BREAK_ANY)
        push_forced(s, (struct stack_break){.penalty = STACK_FORCED, .class = class});
}

void layout_push_break_before(struct layout *l, struct stack *s, struct fo_node *n, enum fo_keyword value)
{
    struct stack_break b = {.penalty = STACK_FORCED, .class = layout_break_class(value), .before = true, .next.node = n};
    if (b.class != BREAK_ANY && l->resumed != n && !layout_resume_child(l, n))
        push_forced(s, b);
}
