#include "base/tag_types.h"

#include <string.h>

static const char *const names[] = {
#define TAG_NAME(name) #name,
    TAG_TYPES(TAG_NAME)
#undef TAG_NAME
};

const char *tag_type_name(uint8_t type)
{
    return names[type];
}

uint8_t tag_type_named(const char *name)
{
    uint8_t i = 0;

    while (i < TAG_COUNT && strcmp(names[i], name) != 0)
        i++;
    return i;
}
