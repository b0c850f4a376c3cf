/* pdf_roles.c - which element of the structure a formatting object is: by its role, else by itself. */
#include <string.h>

#include "pdf/pdf_int.h"

/* What stands for itself, without a role. TAG_COUNT: nothing does. */
static struct pdf_role role_of_element(const struct fo_node *n)
{
    switch (n->element) {
    case FO_PAGE_SEQUENCE: return (struct pdf_role){TAG_Sect, 0};
    case FO_BLOCK: return (struct pdf_role){TAG_P, ELEM_AUTO | ELEM_BLOCK};
    case FO_LIST_BLOCK: return (struct pdf_role){TAG_L, ELEM_BLOCK};
    case FO_LIST_ITEM: return (struct pdf_role){TAG_LI, 0};
    case FO_LIST_ITEM_LABEL: return (struct pdf_role){TAG_Lbl, 0};
    case FO_LIST_ITEM_BODY: return (struct pdf_role){TAG_LBody, 0};
    case FO_TABLE_AND_CAPTION: return (struct pdf_role){TAG_Div, ELEM_BLOCK};
    case FO_TABLE_CAPTION: return (struct pdf_role){TAG_Caption, ELEM_BLOCK};
    case FO_TABLE: return (struct pdf_role){TAG_Table, ELEM_BLOCK};
    case FO_TABLE_HEADER: return (struct pdf_role){TAG_THead, 0};
    case FO_TABLE_FOOTER: return (struct pdf_role){TAG_TFoot, 0};
    case FO_TABLE_BODY: return (struct pdf_role){TAG_TBody, 0};
    case FO_TABLE_ROW: return (struct pdf_role){TAG_TR, 0};
    case FO_TABLE_CELL: return (struct pdf_role){TAG_TD, 0};
    case FO_BASIC_LINK: return (struct pdf_role){TAG_Link, 0};
    case FO_FOOTNOTE_BODY: return (struct pdf_role){TAG_Note, 0};
    case FO_EXTERNAL_GRAPHIC:
    case FO_INSTREAM_FOREIGN_OBJECT: return (struct pdf_role){TAG_Figure, 0};
    case FO_INLINE:
        if (n->parent && n->parent->element == FO_FOOTNOTE)
            return (struct pdf_role){TAG_Reference, 0};
        switch (fo_length(n, FO_P_BASELINE_SHIFT).keyword) {
        case FO_K_SUPER: return (struct pdf_role){TAG_Span, ELEM_COLLECTS | ELEM_RAISED};
        case FO_K_SUB: return (struct pdf_role){TAG_Span, ELEM_COLLECTS | ELEM_LOWERED};
        default: break;
        }
        if (fo_length(n, FO_X_SPREAD).keyword != FO_K_NONE || fo_specified(n, FO_P_LANGUAGE))
            return (struct pdf_role){TAG_Span, 0};
        return (struct pdf_role){TAG_COUNT, 0};
    default: return (struct pdf_role){TAG_COUNT, 0};
    }
}

static bool in_header(const struct fo_node *cell)
{
    const struct fo_node *up = cell->parent;

    if (up && up->element == FO_TABLE_ROW)
        up = up->parent;
    return up && up->element == FO_TABLE_HEADER;
}

bool pdf_tags_is_name(const char *s)
{
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    return n > 0 && n < 64 && s[n] == '\0';
}

/* A standard type, or one of the document's own; TAG_COUNT when there are too many. */
static uint8_t type_named(struct pdf *p, const char *name, bool block)
{
    struct pdf_tags *t = p->tags;
    uint8_t standard = tag_type_named(name);

    if (standard < TAG_COUNT)
        return standard;
    for (size_t i = 0; i < t->custom.n; i++)
        if (strcmp(t->custom.v[i], name) == 0)
            return (uint8_t)(TAG_CUSTOM + i);
    if (t->custom.n >= 255 - TAG_CUSTOM)
        return TAG_COUNT;
    *VEC_PUSH(p->arena, &t->custom_block) = block;
    *VEC_PUSH(p->arena, &t->custom) = arena_strdup(p->arena, name);
    return (uint8_t)(TAG_CUSTOM + t->custom.n - 1);
}

/* Parts of tables and lists are what they are; a role can only make a cell a header cell or not. */
static bool is_fixed(uint8_t type)
{
    return type == TAG_Document || (type >= TAG_L && type <= TAG_TFoot && type != TAG_L && type != TAG_Table);
}

struct pdf_role pdf_tags_role(struct pdf *p, const struct fo_node *n)
{
    struct pdf_role r = role_of_element(n);
    const char *given = fo_specified(n, FO_P_ROLE) ? fo_string(n, FO_P_ROLE) : "";
    uint8_t type;

    if (n->element == FO_TABLE_CELL) {
        r.type = in_header(n) || strcmp(given, "TH") == 0 ? TAG_TH : TAG_TD;
        return r;
    }
    if (!*given || is_fixed(r.type) || !pdf_tags_is_name(given) || strcmp(given, "none") == 0 || strcmp(given, "Artifact") == 0)
        return r;
    if (strcmp(given, "Figure") == 0 && r.type != TAG_Figure && !*fo_string(n, FO_X_ALT))
        return r; /* what it holds speaks for itself */
    type = type_named(p, given, r.flags & ELEM_BLOCK);
    if (type == TAG_COUNT || is_fixed(type) || ((type == TAG_Table || type == TAG_L) && type != r.type))
        return r;
    if (type == r.type)
        return r;
    return (struct pdf_role){type, (uint8_t)(r.flags & ELEM_BLOCK)};
}

const char *pdf_tags_name(const struct pdf *p, uint8_t type)
{
    return type < TAG_COUNT ? tag_type_name(type) : p->tags->custom.v[type - TAG_CUSTOM];
}
