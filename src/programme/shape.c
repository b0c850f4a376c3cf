#include "programme/shape.h"

#include <string.h>

#include "base/i18n.h"
#include "xslt/xml.h"

static const struct shape shapes[] = {
#define SHAPE(parent, element, attribute, kind, name) {parent, element, attribute, SHAPE_##kind, name},
#include "programme/shape.def"
#undef SHAPE
};

const struct shape *shape_find(const char *parent, const char *element, const char *attribute)
{
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
        const struct shape *s = &shapes[i];
        if (!strcmp(s->element, element) && !strcmp(s->attribute, attribute ? attribute : "") &&
            (!strcmp(s->parent, "*") || !strcmp(s->parent, parent)))
            return s;
    }
    return NULL;
}

const struct shape *shape_of(const xmlNode *n, const char *attribute)
{
    return shape_find(xml_parent_name(n), (const char *)n->name, attribute);
}
