/* bash.c - writes the bash completion of shenbao from the table of commands and options. */
#include <stdio.h>
#include <string.h>

#include "cli/options.h"

#define CLI_ON(id) (1u << CLI_##id)
#define CLI_ANYWHERE ((1u << CLI_COMMANDS) - 1)

static const char *const command_names[] = {
#define CLI_COMMAND(id, name, operands, summary) name,
#define CLI_OPTION(id, name, letter, value, choices, commands, summary)
#include "cli/commands.def"
#undef CLI_COMMAND
#undef CLI_OPTION
};

static const struct cli_option options[] = {
#define CLI_COMMAND(id, name, operands, summary)
#define CLI_OPTION(id, name, letter, value, choices, commands, summary) {name, letter, value, choices, commands, summary},
#include "cli/commands.def"
#undef CLI_COMMAND
#undef CLI_OPTION
};

/* What follows an option that takes a value. */
static void write_values(void)
{
    puts("    case $previous in");
    for (int o = 0; o < OPT_COUNT; o++) {
        const struct cli_option *p = &options[o];
        if (!p->value)
            continue;
        if (p->letter)
            printf("    -%c|", p->letter);
        else
            printf("    ");
        printf("--%s)\n", p->name);
        if (p->choices)
            printf("        COMPREPLY=($(compgen -W '%s' -- \"$word\"))\n", p->choices);
        else if (strcmp(p->value, "DIR") == 0)
            puts("        COMPREPLY=($(compgen -d -- \"$word\"))");
        else if (strstr(p->value, "FILE"))
            puts("        COMPREPLY=($(compgen -f -- \"$word\"))");
        puts("        return\n        ;;");
    }
    puts("    esac");
}

static void write_options(int command)
{
    for (int o = 0; o < OPT_COUNT; o++) {
        if (command < 0 ? options[o].commands != CLI_ANYWHERE : !(options[o].commands >> command & 1))
            continue;
        if (options[o].letter)
            printf("-%c ", options[o].letter);
        printf("--%s ", options[o].name);
    }
}

int main(void)
{
    puts("# bash completion of shenbao, generated from its table of commands\n"
         "_shenbao() {\n"
         "    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= options= w\n"
         "    COMPREPLY=()");
    write_values();
    puts("    for w in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n        case $w in");
    printf("        %s", command_names[0]);
    for (int c = 1; c < CLI_COMMANDS; c++)
        printf("|%s", command_names[c]);
    puts(")\n            command=$w\n            break\n            ;;\n        esac\n    done\n    case $command in");
    for (int c = 0; c < CLI_COMMANDS; c++) {
        printf("    %s) options='", command_names[c]);
        write_options(c);
        puts("' ;;");
    }
    printf("    *) options='");
    for (int c = 0; c < CLI_COMMANDS; c++)
        printf("%s ", command_names[c]);
    write_options(-1);
    puts("' ;;\n    esac");
    puts("    if [[ -z $command || $word == -* ]]; then\n"
         "        COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "    elif [[ $command == list || $command == new ]]; then\n"
         "        COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" list 2>/dev/null | cut -d' ' -f1)\" -- \"$word\"))\n"
         "    else\n"
         "        COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "    fi\n"
         "}\n"
         "complete -o filenames -F _shenbao shenbao");
    return 0;
}
