#include "fo/system.h"

#include <string.h>
#include <strings.h>

#include "fo/reader.h"

static const struct {
    const char *name;
    uint32_t rgb;
} colors[] = {
#define FO_SYSTEM_COLOR(name, rgb) {name, rgb},
#define FO_SYSTEM_FONT(name, size)
#include "fo/system.def"
#undef FO_SYSTEM_COLOR
#undef FO_SYSTEM_FONT
};

static const struct {
    const char *name, *size;
} fonts[] = {
#define FO_SYSTEM_COLOR(name, rgb)
#define FO_SYSTEM_FONT(name, size) {name, size},
#include "fo/system.def"
#undef FO_SYSTEM_COLOR
#undef FO_SYSTEM_FONT
};

/* CSS2 names are compared without regard to case. */
static bool same_name(struct fo_slice a, const char *b)
{
    return strlen(b) == a.n && !strncasecmp(a.s, b, a.n);
}

bool system_color(struct fo_slice name, uint32_t *rgb)
{
    for (size_t i = 0; i < sizeof colors / sizeof *colors; i++)
        if (same_name(name, colors[i].name)) {
            *rgb = colors[i].rgb;
            return true;
        }
    return false;
}

const char *system_font(struct fo_slice name, enum fo_prop prop)
{
    for (size_t i = 0; i < sizeof fonts / sizeof *fonts; i++)
        if (same_name(name, fonts[i].name))
            switch (prop) {
            case FO_P_FONT_SIZE:
                return fonts[i].size;
            case FO_P_FONT_FAMILY:
                return "sans-serif";
            case FO_P_FONT_STYLE: case FO_P_FONT_VARIANT: case FO_P_FONT_WEIGHT: case FO_P_FONT_STRETCH:
            case FO_P_LINE_HEIGHT_MINIMUM: case FO_P_LINE_HEIGHT_OPTIMUM: case FO_P_LINE_HEIGHT_MAXIMUM:
                return "normal";
            default:
                return NULL;
            }
    return NULL;
}

static const struct node *child(const struct node *n, enum fo_element e)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (c->pub.element == e)
            return c;
    return NULL;
}

static const struct fo_props *region_in(const struct node *master, const char *name)
{
    for (const struct node *r = master->first; r; r = r->next) {
        const char *own = fo_string(&r->pub, FO_P_REGION_NAME);
        if (own && !strcmp(own, name))
            return r->pub.props;
    }
    return NULL;
}

const struct fo_props *fo_region_of(const struct fo_node *n)
{
    const char *name = "xsl-region-body";
    for (; n && n->element != FO_ROOT; n = n->parent)
        if (n->element == FO_FLOW || n->element == FO_STATIC_CONTENT)
            name = fo_string(n, FO_P_FLOW_NAME);
    const struct node *masters = n && name ? child((const struct node *)(const void *)n, FO_LAYOUT_MASTER_SET) : NULL;
    for (const struct node *m = masters ? masters->first : NULL; m; m = m->next) {
        const struct fo_props *region = region_in(m, name);
        if (region)
            return region;
    }
    return NULL;
}
