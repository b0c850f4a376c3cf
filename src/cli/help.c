#include "cli/help.h"

#include <string.h>

#define COLUMN 24 /* where explanations start */

/* "--form NAME", "--format text|json|svrl", "-o, --output FILE" */
static void add_option(struct buf *out, enum cli_option_id id, bool with_both)
{
    const struct cli_option *o = &cli_options[id];
    if (o->letter)
        buf_printf(out, "-%c", o->letter);
    if (o->letter && with_both)
        buf_puts(out, ", ");
    if (!o->letter || with_both)
        buf_printf(out, "--%s", o->name);
    if (!o->value)
        return;
    buf_putc(out, ' ');
    for (const char *c = o->choices ? o->choices : o->value; *c; c++)
        buf_putc(out, *c == ' ' ? '|' : *c);
}

void cli_usage(struct buf *out, enum cli_command_id c)
{
    buf_puts(out, "shenbao");
    if (c == CLI_COMMANDS) {
        for (int o = 0; o < OPT_COUNT; o++)
            if (cli_option_general((enum cli_option_id)o) && cli_options[o].value) {
                buf_puts(out, " [");
                add_option(out, (enum cli_option_id)o, false);
                buf_putc(out, ']');
            }
        buf_puts(out, " COMMAND");
        return;
    }
    buf_printf(out, " %s %s", cli_commands[c].name, cli_commands[c].operands);
    for (int o = 0; o < OPT_COUNT; o++) {
        if (cli_option_general((enum cli_option_id)o) || !cli_option_applies((enum cli_option_id)o, c))
            continue;
        buf_puts(out, " [");
        add_option(out, (enum cli_option_id)o, false);
        buf_putc(out, ']');
    }
}

static void add_row(struct buf *out, const char *left, const char *right)
{
    size_t n = strlen(left);
    buf_printf(out, "  %s", left);
    if (n + 3 > COLUMN)
        buf_printf(out, "\n%*s", COLUMN, "");
    else
        buf_printf(out, "%*s", (int)(COLUMN - 2 - n), "");
    buf_printf(out, "%s\n", right);
}

static void add_options(struct buf *out, enum cli_command_id c, bool general, const struct i18n *lang)
{
    for (int o = 0; o < OPT_COUNT; o++) {
        enum cli_option_id id = (enum cli_option_id)o;
        if (cli_option_general(id) != general || !cli_option_applies(id, c))
            continue;
        struct buf left = {0};
        add_option(&left, id, true);
        add_row(out, left.data, i18n_text(lang, cli_options[o].summary));
        buf_free(&left);
    }
}

static void help_command(struct buf *out, enum cli_command_id c, const struct i18n *lang)
{
    buf_printf(out, "%s\n\n%s\n", i18n_text(lang, cli_commands[c].summary), i18n_text(lang, "Options:"));
    add_options(out, c, false, lang);
    add_options(out, c, true, lang);
}

static void help_program(struct buf *out, const struct i18n *lang)
{
    buf_printf(out, "%s\n\n%s\n", i18n_text(lang, "From a project proposal in XML to papers that can be submitted."),
               i18n_text(lang, "Commands:"));
    for (int c = 0; c < CLI_COMMANDS; c++) {
        struct buf left = {0};
        buf_printf(&left, "%s %s", cli_commands[c].name, cli_commands[c].operands);
        add_row(out, left.data, i18n_text(lang, cli_commands[c].summary));
        buf_free(&left);
    }
    buf_printf(out, "\n%s\n", i18n_text(lang, "Options of every command:"));
    add_options(out, CLI_COMMANDS, true, lang);
    buf_printf(out, "\n%s\n%s\n", i18n_text(lang, "'shenbao COMMAND --help' shows a command's own options."),
               i18n_text(lang, "FILE may be - for standard input."));
}

void cli_help(struct buf *out, enum cli_command_id c, const struct i18n *lang)
{
    buf_puts(out, i18n_text(lang, "Usage: "));
    cli_usage(out, c);
    buf_putc(out, '\n');
    if (c == CLI_COMMANDS)
        help_program(out, lang);
    else
        help_command(out, c, lang);
    buf_printf(out, "\n%s\n", i18n_text(lang, "Exit status: 0 no errors, 1 a proposal has errors, 2 wrong usage or a file "
                                              "that cannot be read or written."));
}
