/* locale.h - which language messages come in; the only place that looks at the locale's environment variables. */
#ifndef CLI_LOCALE_H
#define CLI_LOCALE_H

/* "zh" or "en". get is getenv, or a test's stand-in. Order: SHENBAO_LANG; then LC_ALL, LC_MESSAGES, LANG as POSIX has
 * them, where LANGUAGE goes before unless they say C or POSIX, as gettext has it. */
const char *cli_language(char *(*get)(const char *name));

#endif
