/* access.c - what layout asks of a node. */
#include <math.h>
#include <string.h>

#include "fo/props.h"

static const struct fo_value *get(const struct fo_node *n, enum fo_prop p)
{
    return fo_set_get(n->props, p);
}

enum fo_keyword fo_enum(const struct fo_node *n, enum fo_prop p)
{
    const struct fo_value *v = get(n, p);
    return v->kind == FO_V_KEYWORD ? v->keyword : FO_K_UNSET;
}

static mpt saturate(double v)
{
    return v >= MPT_MAX ? MPT_MAX : v <= -MPT_MAX ? -MPT_MAX : (mpt)llround(v);
}

struct fo_length fo_length(const struct fo_node *n, enum fo_prop p)
{
    const struct fo_value *v = get(n, p);
    if (v->kind == FO_V_LENGTH)
        return v->u.length;
    if (v->kind == FO_V_NUMBER) /* line-height: the factor applies to the type size of the object that asks */
        return (struct fo_length){.abs = saturate(v->u.number * fo_set_font_size(n->props))};
    return (struct fo_length){.keyword = v->keyword};
}

mpt fo_resolve(struct fo_length l, mpt base_size)
{
    return l.fraction != 0 ? saturate(l.abs + (double)l.fraction * base_size) : l.abs;
}

mpt fo_mpt(const struct fo_node *n, enum fo_prop p, mpt base_size)
{
    return fo_resolve(fo_length(n, p), base_size);
}

int fo_integer(const struct fo_node *n, enum fo_prop p, int fallback)
{
    const struct fo_value *v = get(n, p);
    return v->kind == FO_V_NUMBER ? (int)v->u.number : fallback;
}

const char *fo_string(const struct fo_node *n, enum fo_prop p)
{
    const struct fo_value *v = get(n, p);
    return v->kind == FO_V_STRING ? v->u.string : "";
}

/* A subtag of its own: script is auto and country none where nothing is said. */
static const char *subtag(const struct fo_node *n, enum fo_prop p, bool own)
{
    const char *s = fo_string(n, p);
    return (own && !fo_specified(n, p)) || !strcmp(s, "none") || !strcmp(s, "auto") ? "" : s;
}

/* Subtags are parted by hyphens; DocBook's stylesheets write zh_cn. */
static const char *hyphenated(struct arena *a, const char *tag)
{
    if (!strchr(tag, '_'))
        return tag;
    char *s = arena_strdup(a, tag);
    for (char *at = s; (at = strchr(at, '_'));)
        *at = '-';
    return s;
}

const char *fo_language(struct arena *a, const struct fo_node *n, bool own)
{
    const char *language = fo_string(n, FO_P_LANGUAGE), *script = subtag(n, FO_P_SCRIPT, own), *country = subtag(n, FO_P_COUNTRY, own);
    if (!*language || !strcmp(language, "none"))
        return NULL;
    if (!*script && !*country)
        return hyphenated(a, language);
    return hyphenated(a, arena_printf(a, "%s%s%s%s%s", language, *script ? "-" : "", script, *country ? "-" : "", country));
}

struct fo_color fo_color(const struct fo_node *n, enum fo_prop p)
{
    const struct fo_value *v = get(n, p);
    if (v->kind == FO_V_KEYWORD && v->keyword == FO_K_INHERIT_COLOR)
        v = get(n, FO_P_COLOR);
    return v->kind == FO_V_COLOR ? v->u.color : (struct fo_color){0};
}

int fo_keep(const struct fo_node *n, enum fo_prop p)
{
    const struct fo_value *v = get(n, p);
    return v->kind == FO_V_NUMBER ? (int)v->u.number + FO_KEEP_RANGE + 1 : v->keyword == FO_K_ALWAYS ? FO_KEEP_ALWAYS : 0;
}

const char *const *fo_families(const struct fo_node *n)
{
    return get(n, FO_P_FONT_FAMILY)->u.list;
}

/* Decorations are not inherited but run through descendants; an inner one may end an outer one (7.17.4). */
unsigned fo_decorations(const struct fo_node *n)
{
    unsigned set = 0, decided = 0;
    for (; n; n = n->parent) {
        unsigned bits = get(n, FO_P_TEXT_DECORATION)->u.bits;
        set |= bits & ~decided & FO_DECO_ALL;
        decided |= (bits | bits >> FO_DECO_CLEAR) & FO_DECO_ALL;
    }
    return set;
}

const struct fo_node *fo_decoration_node(const struct fo_node *n, unsigned bit)
{
    for (; n; n = n->parent) {
        unsigned bits = get(n, FO_P_TEXT_DECORATION)->u.bits;
        if (bits & bit)
            return n;
        if (bits >> FO_DECO_CLEAR & bit)
            return NULL;
    }
    return NULL;
}

bool fo_specified(const struct fo_node *n, enum fo_prop p)
{
    return fo_bit(n->props->specified, p);
}

bool fo_is_initial(const struct fo_node *n, enum fo_prop p)
{
    return !fo_bit(n->props->present, p);
}

const void *fo_style_key(const struct fo_node *n)
{
    return n->props->shared;
}

const void *fo_text_key(const struct fo_node *n)
{
    return n->props->group[FO_GROUP_TEXT];
}
