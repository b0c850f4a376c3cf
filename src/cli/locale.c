#include "cli/locale.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const char *first_set(char *(*get)(const char *), const char *const *names)
{
    for (; *names; names++) {
        const char *value = get(*names);
        if (value && *value)
            return value;
    }
    return "";
}

static const char *language_of(const char *locale)
{
    return strncmp(locale, "zh", 2) == 0 ? "zh" : "en";
}

const char *cli_language(char *(*get)(const char *name))
{
    const char *own = first_set(get, (const char *const[]){"SHENBAO_LANG", NULL});
    if (*own)
        return language_of(own);
    const char *locale = first_set(get, (const char *const[]){"LC_ALL", "LC_MESSAGES", "LANG", NULL});
    bool plain = strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0;
    const char *list = first_set(get, (const char *const[]){"LANGUAGE", NULL});
    return language_of(*list && !plain ? list : locale);
}
