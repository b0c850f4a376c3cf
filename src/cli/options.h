/* options.h - the command line, parsed by the table in commands.def.
 * Purpose:   options may stand anywhere; --name=value and --name value, -o FILE and -oFILE are the same; -- ends them.
 * Ownership: values and operands point into argv; cli_args_free() releases the arrays.
 * Errors:    CLI_* diagnostics (fatal: exit status 2) and false. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

enum cli_command_id {
#define CLI_COMMAND(id, name, operands, summary) CLI_##id,
#define CLI_OPTION(id, name, letter, value, choices, commands, summary)
#include "cli/commands.def"
#undef CLI_COMMAND
#undef CLI_OPTION
    CLI_COMMANDS
};

enum cli_option_id {
#define CLI_COMMAND(id, name, operands, summary)
#define CLI_OPTION(id, name, letter, value, choices, commands, summary) OPT_##id,
#include "cli/commands.def"
#undef CLI_COMMAND
#undef CLI_OPTION
    OPT_COUNT
};

struct cli_command {
    const char *name, *operands, *summary;
};

struct cli_option {
    const char *name;
    char letter;
    const char *value, *choices;
    unsigned commands; /* bits 1 << enum cli_command_id */
    const char *summary;
};

extern const struct cli_command cli_commands[CLI_COMMANDS];
extern const struct cli_option cli_options[OPT_COUNT];

/* Is the option one of all commands? Those stand in the general help. */
bool cli_option_general(enum cli_option_id o);
bool cli_option_applies(enum cli_option_id o, enum cli_command_id c);

struct cli_args {
    enum cli_command_id command; /* CLI_COMMANDS when none was given */
    const char *values[OPT_COUNT]; /* NULL: not given; "" when it takes none; the last one wins */
    const char **operands;
    size_t operand_count;
    const char **tables; /* all values of --list */
    size_t table_count;
    const char **layers; /* all values of --layer, NULL-terminated */
    size_t layer_count;
    const char **filters, **contacts; /* all values of --filter and --contact, NULL-terminated */
    size_t filter_count, contact_count;
};

bool cli_parse(struct cli_args *a, int argc, char *const *argv, struct diag_list *d);
void cli_args_free(struct cli_args *a);

#endif
