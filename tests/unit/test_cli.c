#include "test.h"

#include <string.h>

#include <libxml/parser.h>

#include "base/buf.h"
#include "cli/emit.h"
#include "cli/help.h"
#include "batch/join.h"
#include "cli/locale.h"
#include "cli/options.h"

/* --- the command line --- */

static struct cli_args args;
static struct diag_list *d;

static int set_up(void **state)
{
    (void)state;
    d = diag_list_new();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    cli_args_free(&args);
    diag_list_free(d);
    return 0;
}

static bool parse(const char *const *argv)
{
    int argc = 0;
    while (argv[argc])
        argc++;
    cli_args_free(&args);
    return cli_parse(&args, argc, (char *const *)(uintptr_t)argv, d);
}

#define PARSE(...) parse((const char *const[]){"shenbao", __VA_ARGS__ __VA_OPT__(,) NULL})

static void assert_refused(enum diag_id id, const char *first_value)
{
    assert_int_equal(diag_list_count(d), 1);
    assert_string_equal(diag_list_at(d, 0)->rule, diag_name(id));
    assert_int_equal(diag_list_worst(d), DIAG_FATAL);
    if (first_value)
        assert_string_equal(diag_list_at(d, 0)->args[0], first_value);
    diag_list_cut(d, 0);
}

static void options_stand_anywhere(void **state)
{
    (void)state;
    assert_true(PARSE("--lang", "zh", "render", "-o", "a.pdf", "p.xml", "--draft", "--form=info"));
    assert_int_equal(args.command, CLI_RENDER);
    assert_string_equal(args.values[OPT_LANG], "zh");
    assert_string_equal(args.values[OPT_OUTPUT], "a.pdf");
    assert_string_equal(args.values[OPT_FORM], "info");
    assert_string_equal(args.values[OPT_DRAFT], "");
    assert_null(args.values[OPT_STRICT]);
    assert_int_equal(args.operand_count, 1);
    assert_string_equal(args.operands[0], "p.xml");
}

static void letters_join_their_values(void **state)
{
    (void)state;
    assert_true(PARSE("render", "-voa.pdf", "p.xml"));
    assert_string_equal(args.values[OPT_OUTPUT], "a.pdf");
    assert_non_null(args.values[OPT_VERBOSE]);
    assert_true(PARSE("render", "-vo", "-", "-"));
    assert_string_equal(args.values[OPT_OUTPUT], "-");
    assert_string_equal(args.operands[0], "-");
}

static void a_double_dash_ends_options(void **state)
{
    (void)state;
    assert_true(PARSE("check", "--", "--strict", "-x"));
    assert_int_equal(args.operand_count, 2);
    assert_string_equal(args.operands[0], "--strict");
    assert_null(args.values[OPT_STRICT]);
}

static void lists_add_up(void **state)
{
    (void)state;
    assert_true(PARSE("check", "--list", "a=1", "p.xml", "--list=b=2"));
    assert_int_equal(args.table_count, 2);
    assert_string_equal(args.tables[0], "a=1");
    assert_string_equal(args.tables[1], "b=2");
}

static void wrong_usage_is_named(void **state)
{
    (void)state;
    assert_false(PARSE());
    assert_refused(DIAG_CLI_NO_COMMAND, NULL);
    assert_false(PARSE("rendr", "p.xml"));
    assert_int_equal(diag_list_at(d, 0)->id, DIAG_CLI_UNKNOWN_COMMAND);
    diag_list_cut(d, 0);
    assert_false(PARSE("render", "p.xml", "--frm"));
    assert_refused(DIAG_CLI_UNKNOWN_OPTION, "--frm");
    assert_false(PARSE("render", "p.xml", "-x"));
    assert_refused(DIAG_CLI_UNKNOWN_OPTION, "-x");
    assert_false(PARSE("list", "--strict"));
    assert_refused(DIAG_CLI_OPTION_ELSEWHERE, "--strict");
    assert_false(PARSE("render", "p.xml", "--form"));
    assert_refused(DIAG_CLI_VALUE_MISSING, "--form");
    assert_false(PARSE("render", "p.xml", "--draft=yes"));
    assert_refused(DIAG_CLI_VALUE_UNWANTED, "--draft=yes");
    assert_false(PARSE("check", "p.xml", "--format", "js"));
    assert_refused(DIAG_CLI_CHOICE, "--format");
    assert_false(PARSE("check", "p.xml", "--format="));
    assert_refused(DIAG_CLI_CHOICE, "--format=");
    assert_false(PARSE("render", "p.xml", "--pdf", "pdfa-4"));
    assert_refused(DIAG_CLI_CHOICE, "--pdf");
    assert_false(PARSE("render"));
    assert_refused(DIAG_CLI_OPERAND_MISSING, "render");
    assert_false(PARSE("render", "a", "b"));
    assert_refused(DIAG_CLI_OPERAND_EXTRA, "render");
    assert_true(PARSE("render", "--help"));
    assert_true(PARSE("--version"));
    assert_true(PARSE("list"));
}

/* --- help --- */

static void usage_comes_from_the_table(void **state)
{
    (void)state;
    struct buf b = {0};
    cli_usage(&b, CLI_FO);
    assert_string_equal(b.data, "shenbao fo FILE [-o FILE] [--pdf pdfa-3a|pdfa-2u|pdfa-1b|1.7] [--max-size SIZE] [--no-fields] [--annexes drop|attach|refuse] [--emit fo|areas] [-v]");
    b.n = 0;
    cli_usage(&b, CLI_COMMANDS);
    assert_string_equal(b.data, "shenbao [--lang zh|en] [--templates DIR] COMMAND");
    buf_free(&b);
}

static void help_names_every_option_of_a_command(void **state)
{
    (void)state;
    for (int c = 0; c < CLI_COMMANDS; c++) {
        struct buf b = {0};
        cli_help(&b, (enum cli_command_id)c, NULL);
        for (int o = 0; o < OPT_COUNT; o++) {
            struct buf name = {0};
            buf_printf(&name, "--%s%c", cli_options[o].name, cli_options[o].value ? ' ' : '\n');
            for (char *c2 = b.data; !cli_options[o].value && (c2 = strstr(c2, "  "));) /* what follows is a column */
                *c2++ = '\n';
            bool named = strstr(b.data, name.data) != NULL, applies = false;
            for (int k = 0; k < OPT_COUNT; k++) /* rows of commands may share a name */
                applies = applies || (!strcmp(cli_options[k].name, cli_options[o].name) && !cli_options[k].value == !cli_options[o].value &&
                                      cli_option_applies((enum cli_option_id)k, (enum cli_command_id)c));
            assert_int_equal(named, applies);
            buf_free(&name);
        }
        buf_free(&b);
    }
}

/* --- language --- */

static const char *const *environment;

static char *stand_in(const char *name)
{
    for (size_t i = 0; environment[i]; i += 2)
        if (strcmp(environment[i], name) == 0)
            return (char *)(uintptr_t)environment[i + 1];
    return NULL;
}

#define assert_language(want, ...) \
    do { \
        environment = (const char *const[]){__VA_ARGS__ __VA_OPT__(,) NULL}; \
        assert_string_equal(cli_language(stand_in), want); \
    } while (0)

static void language_follows_the_environment(void **state)
{
    (void)state;
    assert_language("en");
    assert_language("zh", "LANG", "zh_CN.UTF-8");
    assert_language("en", "LANG", "zh_CN.UTF-8", "LC_ALL", "C");
    assert_language("zh", "LANG", "en_US.UTF-8", "LC_MESSAGES", "zh_CN");
    assert_language("en", "LANG", "zh_CN.UTF-8", "LC_MESSAGES", "en_US");
    assert_language("zh", "LANG", "zh_CN.UTF-8", "LC_MESSAGES", "");
    assert_language("zh", "LANG", "C.UTF-8", "LANGUAGE", "zh_CN:en");
    assert_language("en", "LANG", "C", "LANGUAGE", "zh_CN");
    assert_language("en", "LANG", "zh_CN.UTF-8", "LANGUAGE", "en");
    assert_language("zh", "LANG", "C", "SHENBAO_LANG", "zh");
    assert_language("en", "LANG", "de_DE.UTF-8");
}

/* --- FO trees --- */

#define FO "xmlns:fo='http://www.w3.org/1999/XSL/Format'"

static xmlDocPtr tree(const char *text)
{
    xmlDocPtr doc = xmlReadDoc(BAD_CAST text, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(doc);
    return doc;
}

static void assert_emitted(xmlDocPtr doc, const char *want)
{
    struct buf b = {0};
    cli_emit_fo(&b, doc);
    assert_string_equal(b.data, want);
    buf_free(&b);
}

static void emitted_fo_is_indented_only_outside_text(void **state)
{
    (void)state;
    xmlDocPtr doc = tree("<fo:flow " FO " flow-name='a&quot;&#10;b'>   <!-- c --> <fo:block>x <fo:inline>&lt;\"</fo:inline>\n"
                         "<fo:inline/> </fo:block><fo:block-container><fo:block/></fo:block-container></fo:flow>");
    assert_emitted(doc, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<fo:flow xmlns:fo=\"http://www.w3.org/1999/XSL/Format\" flow-name=\"a&quot;&#10;b\">\n"
                        "  <fo:block>x <fo:inline>&lt;\"</fo:inline>\n<fo:inline/> </fo:block>\n"
                        "  <fo:block-container>\n    <fo:block/>\n  </fo:block-container>\n"
                        "</fo:flow>\n");
    xmlFreeDoc(doc);
}

/* Whichever is the largest: `pages` is what the first one has in its page-sequence. */
static void assert_joined(const char *pages)
{
    char first[600];
    snprintf(first, sizeof first, "<fo:root " FO " font-size='9pt'><fo:layout-master-set><fo:simple-page-master master-name='a'/>"
             "</fo:layout-master-set><fo:declarations/><fo:page-sequence id='a'>%s</fo:page-sequence></fo:root>", pages);
    xmlDocPtr parts[] = {
        tree(first),
        tree("<fo:root " FO " font-size='8pt' color='red'><fo:layout-master-set><fo:simple-page-master master-name='b'/></fo:layout-master-set>"
             "<fo:declarations><fo:flow/></fo:declarations><fo:bookmark-tree><fo:bookmark/></fo:bookmark-tree><fo:page-sequence id='b'/>"
             "<fo:page-sequence id='c'/></fo:root>"),
    };
    xmlDocPtr doc = join_forms(parts, 2);
    xmlFreeDoc(parts[0]);
    xmlFreeDoc(parts[1]);
    xmlNodePtr sequence = xmlDocGetRootElement(doc)->last->prev->prev;
    xmlFreeNodeList(sequence->children);
    sequence->children = sequence->last = NULL;
    assert_emitted(doc, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        "<fo:root xmlns:fo=\"http://www.w3.org/1999/XSL/Format\" font-size=\"9pt\">\n"
                        "  <fo:layout-master-set>\n"
                        "    <fo:simple-page-master master-name=\"a\"/>\n    <fo:simple-page-master master-name=\"b\"/>\n"
                        "  </fo:layout-master-set>\n  <fo:declarations/>\n"
                        "  <fo:bookmark-tree>\n    <fo:bookmark/>\n  </fo:bookmark-tree>\n"
                        "  <fo:page-sequence id=\"a\"/>\n  <fo:page-sequence id=\"b\"/>\n  <fo:page-sequence id=\"c\"/>\n"
                        "</fo:root>\n");
    xmlFreeDoc(doc);
}

static void joined_forms_are_one_document(void **state)
{
    (void)state;
    assert_joined("");
    assert_joined("<fo:flow/><fo:flow/><fo:flow/><fo:flow/><fo:flow/><fo:flow/><fo:flow/><fo:flow/><fo:flow/><fo:flow/>");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(options_stand_anywhere), CASE(letters_join_their_values), CASE(a_double_dash_ends_options),
        CASE(lists_add_up), CASE(wrong_usage_is_named), CASE(usage_comes_from_the_table),
        CASE(help_names_every_option_of_a_command), CASE(language_follows_the_environment),
        CASE(emitted_fo_is_indented_only_outside_text), CASE(joined_forms_are_one_document),
    };
    return cmocka_run_group_tests_name("cli", tests, NULL, NULL);
}
