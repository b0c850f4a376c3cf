#include "cli/options.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

#define CLI_ON(id) (1u << CLI_##id)
#define CLI_ANYWHERE ((1u << CLI_COMMANDS) - 1)

const struct cli_command cli_commands[CLI_COMMANDS] = {
#define CLI_COMMAND(id, name, operands, summary) {name, operands, summary},
#define CLI_OPTION(id, name, letter, value, choices, commands, summary)
#include "cli/commands.def"
#undef CLI_COMMAND
#undef CLI_OPTION
};

const struct cli_option cli_options[OPT_COUNT] = {
#define CLI_COMMAND(id, name, operands, summary)
#define CLI_OPTION(id, name, letter, value, choices, commands, summary) {name, letter, value, choices, commands, summary},
#include "cli/commands.def"
#undef CLI_COMMAND
#undef CLI_OPTION
};

bool cli_option_general(enum cli_option_id o)
{
    return cli_options[o].commands == CLI_ANYWHERE;
}

bool cli_option_applies(enum cli_option_id o, enum cli_command_id c)
{
    return c == CLI_COMMANDS ? cli_option_general(o) : (cli_options[o].commands >> c & 1) != 0;
}

static size_t count_operands(const char *operands, bool optional)
{
    size_t n = 0;
    for (const char *word = operands; *word; word += *word == ' ') {
        n += optional || *word != '[';
        word += strcspn(word, " ");
    }
    return n;
}

/* Words of the table's row: each optional ([X]), the last perhaps repeated (X...), else needed. */
static size_t operands_least(enum cli_command_id c)
{
    return count_operands(cli_commands[c].operands, false);
}

static size_t operands_most(enum cli_command_id c)
{
    return strstr(cli_commands[c].operands, "...") ? SIZE_MAX : count_operands(cli_commands[c].operands, true);
}

/* --- one word after the other --- */

struct parser {
    struct cli_args *args;
    struct diag_list *diag;
    char *const *argv;
    int argc, at;
    const char *given[OPT_COUNT]; /* how the option was written, for messages */
};

static bool is_choice(const char *choices, const char *value)
{
    size_t n = strlen(value);
    for (const char *c = choices; c && *c; c += *c == ' ') {
        size_t len = strcspn(c, " ");
        if (len == n && strncmp(c, value, n) == 0)
            return true;
        c += len;
    }
    return !choices;
}

static bool take(struct parser *p, enum cli_option_id o, const char *written, const char *value)
{
    struct cli_args *a = p->args;
    if (cli_options[o].value && !value) {
        if (p->at == p->argc) {
            diag(p->diag, CLI_VALUE_MISSING, NULL, written, cli_options[o].value);
            return false;
        }
        value = p->argv[p->at++];
    }
    if (value && !is_choice(cli_options[o].choices, value)) {
        diag(p->diag, CLI_CHOICE, NULL, written, value, cli_options[o].choices);
        return false;
    }
    p->given[o] = written;
    a->values[o] = value ? value : "";
    if (o == OPT_TABLE)
        a->tables[a->table_count++] = value;
    if (o == OPT_LAYER)
        a->layers[a->layer_count++] = value;
    if (o == OPT_FILTER)
        a->filters[a->filter_count++] = value;
    if (o == OPT_CONTACT)
        a->contacts[a->contact_count++] = value;
    return true;
}

static bool unknown(struct parser *p, const char *written)
{
    diag(p->diag, CLI_UNKNOWN_OPTION, NULL, written);
    return false;
}

/* Two rows may share a name, for different commands: the command decides when it stands in front. */
static bool is_of_others(const struct parser *p, enum cli_option_id o)
{
    bool again = false;
    for (int k = 0; k < OPT_COUNT; k++)
        again = again || (k != (int)o && strcmp(cli_options[k].name, cli_options[o].name) == 0);
    return again && p->args->command != CLI_COMMANDS && !cli_option_applies(o, p->args->command);
}

static bool long_option(struct parser *p, const char *word)
{
    const char *equals = strchr(word, '=');
    size_t n = equals ? (size_t)(equals - word) : strlen(word);
    for (int o = 0; o < OPT_COUNT; o++) {
        if (strlen(cli_options[o].name) != n - 2 || strncmp(cli_options[o].name, word + 2, n - 2) != 0 ||
            is_of_others(p, (enum cli_option_id)o))
            continue;
        if (equals && !cli_options[o].value) {
            diag(p->diag, CLI_VALUE_UNWANTED, NULL, word);
            return false;
        }
        return take(p, (enum cli_option_id)o, word, equals ? equals + 1 : NULL);
    }
    return unknown(p, word);
}

/* -v, -oFILE, -o FILE, -vo FILE */
static bool short_options(struct parser *p, const char *word)
{
    for (const char *c = word + 1; *c; c++) {
        int o = 0;
        while (o < OPT_COUNT && cli_options[o].letter != *c)
            o++;
        if (o == OPT_COUNT)
            return unknown(p, word);
        bool joined = cli_options[o].value && c[1];
        if (!take(p, (enum cli_option_id)o, word, joined ? c + 1 : NULL))
            return false;
        if (cli_options[o].value)
            break;
    }
    return true;
}

static bool operand(struct parser *p, const char *word)
{
    struct cli_args *a = p->args;
    if (a->command != CLI_COMMANDS) {
        a->operands[a->operand_count++] = word;
        return true;
    }
    for (int c = 0; c < CLI_COMMANDS; c++)
        if (strcmp(cli_commands[c].name, word) == 0) {
            a->command = (enum cli_command_id)c;
            return true;
        }
    diag(p->diag, CLI_UNKNOWN_COMMAND, NULL, word);
    return false;
}

/* --- the whole --- */

/* An option that stood in front of its command was read by the first row of that name: the command's own takes it over. */
static bool moved(struct parser *p, int from, bool *ok)
{
    for (int o = 0; o < OPT_COUNT; o++) {
        if (strcmp(cli_options[o].name, cli_options[from].name) != 0 || !cli_option_applies((enum cli_option_id)o, p->args->command) ||
            !cli_options[o].value != !cli_options[from].value)
            continue;
        *ok = take(p, (enum cli_option_id)o, p->given[from], p->args->values[from]);
        p->args->values[from] = NULL;
        p->given[from] = NULL;
        return true;
    }
    return false;
}

static bool options_fit(struct parser *p)
{
    enum cli_command_id c = p->args->command;
    bool ok = true;
    for (int o = 0; o < OPT_COUNT; o++) {
        if (!p->given[o] || cli_option_applies((enum cli_option_id)o, c) || (c != CLI_COMMANDS && moved(p, o, &ok)))
            continue;
        if (c == CLI_COMMANDS)
            diag(p->diag, CLI_NO_COMMAND, NULL);
        else
            diag(p->diag, CLI_OPTION_ELSEWHERE, NULL, p->given[o], cli_commands[c].name);
        return false;
    }
    return ok;
}

static bool operands_fit(const struct parser *p)
{
    const struct cli_args *a = p->args;
    if (a->values[OPT_HELP] || a->values[OPT_VERSION])
        return true;
    if (a->command == CLI_COMMANDS) {
        diag(p->diag, CLI_NO_COMMAND, NULL);
        return false;
    }
    const struct cli_command *c = &cli_commands[a->command];
    if (a->operand_count < operands_least(a->command)) {
        diag(p->diag, CLI_OPERAND_MISSING, NULL, c->name, c->operands);
        return false;
    }
    if (a->operand_count > operands_most(a->command)) {
        diag(p->diag, CLI_OPERAND_EXTRA, NULL, c->name, a->operands[operands_most(a->command)]);
        return false;
    }
    return true;
}

bool cli_parse(struct cli_args *a, int argc, char *const *argv, struct diag_list *d)
{
    *a = (struct cli_args){.command = CLI_COMMANDS};
    a->operands = xcalloc((size_t)argc + 1, sizeof *a->operands);
    a->tables = xcalloc((size_t)argc + 1, sizeof *a->tables);
    a->layers = xcalloc((size_t)argc + 1, sizeof *a->layers);
    a->filters = xcalloc((size_t)argc + 1, sizeof *a->filters);
    a->contacts = xcalloc((size_t)argc + 1, sizeof *a->contacts);
    struct parser p = {.args = a, .diag = d, .argv = argv, .argc = argc, .at = 1};
    bool ok = true, only_operands = false;
    while (p.at < argc) {
        const char *word = argv[p.at++];
        if (only_operands || word[0] != '-' || !word[1])
            ok = operand(&p, word) && ok;
        else if (strcmp(word, "--") == 0)
            only_operands = true;
        else if (word[1] == '-')
            ok = long_option(&p, word) && ok;
        else
            ok = short_options(&p, word) && ok;
    }
    return ok && options_fit(&p) && operands_fit(&p);
}

void cli_args_free(struct cli_args *a)
{
    free(a->operands);
    free(a->tables);
    free(a->layers);
    free(a->filters);
    free(a->contacts);
    *a = (struct cli_args){0};
}
