/* image_svg.c - SVG is not drawn, but its place is left as large as its root element says. */
#include <string.h>

#include "fo/fo.h"
#include "layout/image_int.h"
#include "xslt/xml.h"

static mpt extent(const xmlNode *root, const char *name)
{
    const char *v = xml_attribute(root, name, "");
    return fo_drawing_extent(v, strlen(v));
}

bool image_svg_size(const struct image_source *s, struct image *im)
{
    xmlDocPtr doc = xml_root((const char *)s->bytes, s->n);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    bool is = root && xml_is(root, NULL, "svg"); /* of any namespace: it may be an entity of the DOCTYPE, which is not read */
    if (is) {
        im->kind = IMAGE_UNDRAWN;
        im->natural_w = extent(root, "width");
        im->natural_h = extent(root, "height");
    }
    xml_free(doc);
    return is;
}
