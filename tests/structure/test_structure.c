/* What holds for the source as a whole: who may include whom, that every diagnostic has a case, that the man page and the
 * completion say what the table of commands says. */
#include "test.h"

#include <ctype.h>
#include <fts.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "base/hash_table.h"
#include "programme/fields.h"
#include "programme/programme.h"
#include "base/diag.h"
#include "cli/help.h"
#include "cli/options.h"
#include "run.h"

/* A folder includes itself and those before it. */
static const char *const folders[] = {
    "base", "paper", "xslt", "programme", "check", "sheet", "fo", "text", "layout", "pdf", "batch", "cli",
};

/* Foreign headers and the folders that may include them. */
static const struct {
    const char *header, *allowed;
} foreign[] = {
    {"libxml/", "xslt programme check sheet fo batch cli"},
    {"libxslt/", "xslt programme check"},
    {"libexslt/", "xslt"},
    {"hpdf", "pdf"},
    {"qpdf/", "paper"},
    {"fontconfig/", "text"},
    {"png.h", "layout"},
    {"jpeglib.h", "layout"},
    {"archive", "sheet"},
    {"xlsxwriter", "sheet"},
    {"qrencode", "layout"},
    {"nettle/", "base"},
};

typedef void visit_fn(const char *path, const char *text, void *data);

/* Calls visit for every file below a folder of the project whose name ends in one of the suffixes. */
static void visit_files(const char *below, const char *suffixes, visit_fn *visit, void *data)
{
    char *top = path_join(source_folder(), below);
    FTS *tree = fts_open((char *const[]){top, NULL}, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
    assert_non_null(tree);
    for (FTSENT *e; (e = fts_read(tree));) {
        const char *dot = strrchr(e->fts_name, '.');
        if (e->fts_info != FTS_F || !dot || (*suffixes && !strstr(suffixes, dot)))
            continue;
        char *text = read_text(e->fts_accpath, NULL);
        assert_non_null(text);
        visit(e->fts_path + strlen(source_folder()) + 1, text, data);
        free(text);
    }
    fts_close(tree);
    free(top);
}

static int rank(const char *name, size_t n)
{
    for (int i = 0; i < (int)(sizeof folders / sizeof *folders); i++)
        if (strlen(folders[i]) == n && strncmp(folders[i], name, n) == 0)
            return i;
    return -1;
}

static bool word_in(const char *list, const char *word, size_t n)
{
    for (const char *at = list; (at = strstr(at, word)); at++)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

/* NULL when allowed, else what is wrong. */
static const char *include_fault(const char *folder, const char *header)
{
    const char *slash = strchr(header, '/');
    int own = rank(folder, strlen(folder)), other = slash ? rank(header, (size_t)(slash - header)) : -1;
    if (own >= 0 && other > own)
        return "includes a later folder";
    for (size_t i = 0; own >= 0 && i < sizeof foreign / sizeof *foreign; i++)
        if (strncmp(header, foreign[i].header, strlen(foreign[i].header)) == 0 &&
            !word_in(foreign[i].allowed, folder, strlen(folder)))
            return "is not the folder for this library";
    return NULL;
}

static void check_includes(const char *path, const char *text, void *data)
{
    size_t *faults = data;
    const char *start = path + strlen("src/"), *slash = strchr(start, '/');
    char folder[32] = "";
    if (slash && slash - start < (ptrdiff_t)sizeof folder)
        memcpy(folder, start, (size_t)(slash - start));
    if (slash && rank(folder, strlen(folder)) < 0) {
        print_error("%s: src/%s is not a stage\n", path, folder);
        ++*faults;
    }
    for (const char *at = text; (at = strstr(at, "#include "));) {
        at += strlen("#include ") + 1;
        char header[128] = "";
        size_t n = strcspn(at, "\">\n");
        memcpy(header, at, n < sizeof header ? n : sizeof header - 1);
        const char *fault = include_fault(folder, header);
        if (!fault)
            continue;
        print_error("%s: %s %s\n", path, header, fault);
        ++*faults;
    }
}

static void folders_include_only_what_comes_before(void **state)
{
    (void)state;
    assert_null(include_fault("cli", "base/diag.h"));
    assert_null(include_fault("fo", "libxml/tree.h"));
    assert_non_null(include_fault("base", "cli/cli.h"));
    assert_non_null(include_fault("layout", "libxml/tree.h"));
    assert_non_null(include_fault("layout", "hpdf.h"));
    size_t faults = 0;
    visit_files("src", ".c.h.def", check_includes, &faults);
    assert_int_equal(faults, 0);
}

static void check_length(const char *path, const char *text, void *data)
{
    size_t lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')); at++)
        lines++;
    if (lines <= 1500)
        return;
    print_error("%s has %zu lines, more than 1500\n", path, lines);
    ++*(size_t *)data;
}

static void files_stay_readable(void **state)
{
    (void)state;
    size_t faults = 0;
    visit_files("src", ".c.h", check_length, &faults);
    assert_int_equal(faults, 0);
}

/* What stands behind tag begins with line; else a fault is counted. */
static void check_beginning(const char *path, const char *tag, const char *line, size_t *faults)
{
    tag += strcspn(tag, ">") + 1;
    tag += strspn(tag, " \n");
    if (!strncmp(tag, line, strlen(line)))
        return;
    print_error("%s: a part of a table does not begin with %s\n", path, line);
    ++*faults;
}

/* Each header of a table in a stylesheet begins with 续表, its body with what that says (templates/common/continued.xsl). */
static void check_headers(const char *path, const char *text, void *data)
{
    for (const char *at = text; (at = strstr(at, "<fo:table-header>")); ) {
        const char *body = strstr(at, "<fo:table-body");
        check_beginning(path, at++, "<xsl:call-template name=\"continued\">", data);
        if (body)
            check_beginning(path, body, "<xsl:call-template name=\"continued-title\"", data);
    }
}

/* A form's table has such a header, be it of nothing else. */
static void check_form_tables(const char *path, const char *text, void *data)
{
    static const char table[] = "<fo:table xsl:use-attribute-sets=\"form-table\"";
    for (const char *at = text; (at = strstr(at, table)); at++) {
        const char *body = strstr(at, "<fo:table-body>"), *header = strstr(at, "<fo:table-header>");
        if (header && header < body)
            continue;
        print_error("%s: a table has no table-header: %.80s\n", path, at);
        ++*(size_t *)data;
    }
}

static void tables_say_that_they_go_on(void **state)
{
    (void)state;
    size_t faults = 0;
    check_headers("right", "<fo:table-header>\n  <xsl:call-template name=\"continued\"></fo:table-header>"
                  "<fo:table-body>\n  <xsl:call-template name=\"continued-title\"/>", &faults);
    assert_int_equal(faults, 0);
    check_headers("wrong (on purpose)", "<fo:table-header><fo:table-row>", &faults);
    assert_int_equal(faults, 1);
    check_headers("wrong (on purpose)", "<fo:table-header><xsl:call-template name=\"continued\"></fo:table-header>"
                  "<fo:table-body><fo:table-row>", &faults);
    assert_int_equal(faults, 2);
    check_form_tables("wrong (on purpose)", "<fo:table xsl:use-attribute-sets=\"form-table\"><fo:table-body>", &faults);
    assert_int_equal(faults, 3);
    visit_files("templates", ".xsl", check_headers, &faults);
    visit_files("templates", ".xsl", check_form_tables, &faults);
    assert_int_equal(faults, 3);
}

/* Is what is asked of the nodes of an axis a comparison, for each of a row of siblings with all the others? Counting them is none. */
static bool compares_siblings(const char *at)
{
    const char *test = at + strcspn(at, ":") + 2, *end = test + strspn(test, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ:*");
    return *end == '[' || *end == '/';
}

static void check_rules(const char *path, const char *text, void *data)
{
    static const char *const axes[] = {"preceding-sibling::", "following-sibling::", "preceding::", "following::"};
    for (size_t i = 0; i < sizeof axes / sizeof *axes; i++)
        for (const char *at = text; (at = strstr(at, axes[i])); at++) {
            if (!compares_siblings(at))
                continue;
            print_error("%s: %.60s: thousands of siblings take quadratic time; use xsl:key\n", path, at);
            ++*(size_t *)data;
        }
}

static void rules_compare_by_keys(void **state)
{
    (void)state;
    size_t faults = 0;
    check_rules("right", "count(preceding-sibling::s:person) + 1", &faults);
    assert_int_equal(faults, 0);
    check_rules("wrong (on purpose)", "not(@id = preceding-sibling::s:person/@id) or preceding::s:unit[@id = 'a']", &faults);
    assert_int_equal(faults, 2);
    visit_files("templates", ".sch", check_rules, &faults);
    assert_int_equal(faults, 2);
}

/* --- what headers declare --- */

struct word {
    char *name;
    const char *declared; /* by this header */
    size_t files;         /* that have it; a header in which something calls it counts twice */
    unsigned last;        /* file that was counted */
};

struct words {
    struct hash_table all;
    struct arena *arena;
    unsigned file;
};

static struct word *word_of(struct words *w, const char *s, size_t n)
{
    uint32_t h = hash_bytes(s, n);
    size_t i = h;
    for (struct word *old; (old = hash_table_next(&w->all, h, &i));)
        if (strlen(old->name) == n && memcmp(old->name, s, n) == 0)
            return old;
    struct word *new = arena_alloc(w->arena, sizeof *new);
    new->name = arena_strndup(w->arena, s, n);
    hash_table_add(&w->all, h, new);
    return new;
}

static bool in_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* A prototype begins at the line's start, and the name is the word in front of the first parenthesis. */
static bool is_prototype(const char *line, const char *name, const char *end)
{
    size_t n = strcspn(line, "\n");
    return isalpha((unsigned char)*line) && strncmp(line, "typedef", 7) && strncmp(line, "static", 6) && *end == '(' && name != line &&
           !memchr(line, '(', (size_t)(end - line)) && n > 1 && (line[n - 1] == ',' || memchr(line, ';', n));
}

static void count_words(const char *path, const char *text, void *data)
{
    struct words *w = data;
    const char *dot = strrchr(path, '.'), *kept = arena_strdup(w->arena, path);
    bool header = strncmp(path, "src/", 4) == 0 && strcmp(dot, ".h") == 0;
    w->file++;
    for (const char *line = text, *s = text; *s;) {
        if (*s++ == '\n')
            line = s;
        if (!in_word(*s) || (s > text && in_word(s[-1])))
            continue;
        const char *end = s;
        while (in_word(*end))
            end++;
        struct word *word = word_of(w, s, (size_t)(end - s));
        word->files += word->last != w->file;
        word->last = w->file;
        if (header && is_prototype(line, s, end))
            word->declared = kept;
        else if (header && end[0] == '(' && end[1] != ')')
            word->files++;
        s = end - 1;
    }
}

static size_t count_unused(const struct words *w)
{
    size_t at = 0, unused = 0;
    for (const struct word *word; (word = hash_table_each(&w->all, &at));)
        if (word->declared && word->files < 3) { /* the header, whoever defines it, whoever calls it */
            print_error("%s: %s() is for nobody else\n", word->declared, word->name);
            unused++;
        }
    return unused;
}

static struct words words_new(void)
{
    struct arena *a = arena_new();
    return (struct words){.arena = a, .all.arena = a};
}

static void a_function_for_nobody_is_seen(void **state)
{
    (void)state;
    struct words w = words_new();
    count_words("src/wrong/on_purpose.h", "\nint alone(int a);\nint both(int a);\n", &w);
    count_words("src/wrong/on_purpose.c", "\nint alone(int a)\n{\n}\nint both(int a)\n", &w);
    count_words("src/wrong/other.c", "\n    both(1);\n", &w);
    assert_int_equal(count_unused(&w), 1);
    arena_free(w.arena);
}

/* A function that only its own file calls is static there; one that nobody calls is none. */
static void headers_declare_what_others_call(void **state)
{
    (void)state;
    struct words w = words_new();
    visit_files("src", ".c.h.def", count_words, &w);
    visit_files("tests", ".c.h", count_words, &w);
    visit_files("man", ".c", count_words, &w);
    assert_int_equal(count_unused(&w), 0);
    arena_free(w.arena);
}

/* --- diagnostics --- */

static void gather(const char *path, const char *text, void *data)
{
    if (!strstr(path, "test_structure.c"))
        buf_puts(data, text);
}

static bool mentioned(const char *text, const char *before, const char *name, const char *after)
{
    struct buf b = {0};
    buf_printf(&b, "%s%s%s", before, name, after);
    bool found = strstr(text, b.data) != NULL;
    buf_free(&b);
    return found;
}

static bool identifier_mentioned(const char *text, const char *id)
{
    size_t n = strlen(id);
    for (const char *at = text; (at = strstr(at, id)); at += n)
        if (!in_word(at[n]))
            return true;
    return false;
}

/* A case is a name in an expected output ([name]), or the name or identifier in a unit test. */
static void every_diagnostic_has_a_case(void **state)
{
    (void)state;
    static const char *const ids[] = {
#define DIAG(id, name, severity, text) "DIAG_" #id,
#include "base/diag.def"
#undef DIAG
    };
    struct buf all = {0};
    visit_files("tests", "", gather, &all);
    visit_files("samples", "", gather, &all);
    size_t missing = 0;
    for (int id = 0; id < DIAG_COUNT; id++) {
        const char *name = diag_name((enum diag_id)id);
        if (mentioned(all.data, "[", name, "]") || mentioned(all.data, "[", name, ",") ||
            mentioned(all.data, "\"", name, "\"") || identifier_mentioned(all.data, ids[id]))
            continue;
        print_error("no test has %s\n", name);
        missing++;
    }
    buf_free(&all);
    assert_int_equal(missing, 0);
}

static void diagnostic_names_are_unique(void **state)
{
    (void)state;
    for (int a = 0; a < DIAG_COUNT; a++)
        for (int b = 0; b < a; b++)
            assert_string_not_equal(diag_name((enum diag_id)a), diag_name((enum diag_id)b));
}

/* --- man page, completion --- */

/* A page as plain text, its lines joined, white space collapsed. */
static char *read_page(const char *name)
{
    char *path = path_join(source_folder(), name);
    struct run r = run_argv((const char *const[]){"mandoc", "-Tutf8", "-Owidth=1000", path, NULL}, NULL);
    free(path);
    assert_int_equal(r.status, 0);
    struct buf b = {0};
    for (const char *s = r.out; *s; s++) {
        if (s[1] == '\b') { /* overstruck: bold or underlined */
            s++;
            continue;
        }
        bool space = isspace((unsigned char)*s) != 0;
        if (!space || (b.n && b.data[b.n - 1] != ' '))
            buf_putc(&b, space ? ' ' : *s);
    }
    run_free(&r);
    return buf_steal(&b);
}

static void assert_in_page(const char *page, const char *text)
{
    if (!strstr(page, text))
        fail_msg("the man page lacks: %s", text);
}

static void man_page_has_every_command_and_option(void **state)
{
    (void)state;
    char *page = read_page("man/shenbao.1");
    for (int c = 0; c <= CLI_COMMANDS; c++) {
        struct buf usage = {0};
        cli_usage(&usage, (enum cli_command_id)c);
        assert_in_page(page, usage.data);
        buf_free(&usage);
    }
    for (int o = 0; o < OPT_COUNT; o++) {
        struct buf entry = {0};
        const struct cli_option *p = &cli_options[o];
        if (p->letter)
            buf_printf(&entry, "-%c, ", p->letter);
        buf_printf(&entry, "--%s", p->name);
        if (p->value)
            buf_printf(&entry, " %s", p->value);
        assert_in_page(page, entry.data);
        buf_free(&entry);
    }
    free(page);
}

/* Nothing in the synopsis that the program does not have. */
static void man_page_has_nothing_else(void **state)
{
    (void)state;
    char *page = read_page("man/shenbao.1");
    for (const char *at = page; (at = strstr(at, " --"));) {
        at += 3;
        size_t n = strspn(at, "abcdefghijklmnopqrstuvwxyz-");
        bool known = false;
        for (int o = 0; o < OPT_COUNT; o++)
            known = known || (strlen(cli_options[o].name) == n && strncmp(cli_options[o].name, at, n) == 0);
        if (n && !known)
            fail_msg("the man page has an unknown option --%.*s", (int)n, at);
    }
    free(page);
}

/* --- formatting objects --- */

static const struct {
    const char *id, *name, *status;
} properties[] = {
#define FO_PROP(id, name, parser, inherited, initial, base, allowed, status) {"FO_P_" #id, name, #status},
#include "fo/properties.def"
#undef FO_PROP
#define FO_EXT(id, name, parser, inherited, initial, base, allowed, status, applies, meaning) {"FO_X_" #id, "sb:" name, #status},
#include "fo/extensions.def"
#undef FO_EXT
};

/* Supported although layout never asks for them by name. */
static const struct {
    const char *name, *reason;
} without_reader[] = {
    {"font-family", "read as a list by fo_families()"},
    {"text-decoration", "read as bits by fo_decorations()"},
    {"writing-mode", "one mode only; the reader warns of the others"},
    {"font-selection-strategy", "faces are always chosen character by character"},
    {"script", "read by fo_language()"},
    {"country", "read by fo_language()"},
    {"role", "says nothing to the eye (7.5.1)"},
    {"provisional-distance-between-starts", "read by label-end() and body-start()"},
    {"provisional-label-separation", "read by label-end() and body-start()"},
};

static bool needs_reader(const char *name)
{
    for (size_t i = 0; i < sizeof without_reader / sizeof *without_reader; i++)
        if (strcmp(without_reader[i].name, name) == 0)
            return false;
    return true;
}

/* What the tables call supported is asked for by a stage behind the reader, and nothing else is. */
static void supported_properties_are_read(void **state)
{
    (void)state;
    struct buf all = {0};
    visit_files("src/text", ".c.h", gather, &all);
    visit_files("src/layout", ".c.h", gather, &all);
    visit_files("src/pdf", ".c.h", gather, &all);
    size_t faults = 0;
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        bool supported = strcmp(properties[i].status, "SUPPORTED") == 0;
        if (!needs_reader(properties[i].name) || identifier_mentioned(all.data, properties[i].id) == supported)
            continue;
        print_error("%s is %s\n", properties[i].name, supported ? "SUPPORTED, but no one reads it" : "read, but not SUPPORTED");
        faults++;
    }
    buf_free(&all);
    assert_int_equal(faults, 0);
}

/* shenbao-fo(5) is written from the tables; it must have been written from these. */
static void man_page_has_every_property(void **state)
{
    (void)state;
    char *page = read_page("build/man/shenbao-fo.5");
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++)
        assert_in_page(page, properties[i].name);
    free(page);
}

static void assert_fields_in_page(const char *page, const struct field *f)
{
    assert_in_page(page, f->name);
    if (f->label)
        assert_in_page(page, f->label);
    for (size_t i = 0; i < f->nvalues; i++)
        assert_in_page(page, f->values[i].value);
    for (size_t i = 0; i < f->n && f->kind != FIELD_RICH && f->kind != FIELD_INLINE; i++)
        assert_fields_in_page(page, &f->children[i]);
}

/* shenbao-proposal(5) is written from the schemas of the programmes. */
static void man_page_has_every_element(void **state)
{
    (void)state;
    struct diag_list *d = diag_list_new();
    char *page = read_page("build/man/shenbao-proposal.5"), *packs = path_join(source_folder(), "templates");
    char **ids = programme_ids(packs, d);
    assert_non_null(ids);
    for (size_t i = 0; ids[i]; i++) {
        struct programme *p = programme_load(packs, ids[i], d);
        const struct field *root = programme_fields(p, d);
        assert_non_null(root);
        assert_in_page(page, ids[i]);
        for (size_t k = 0; k < root->n; k++)
            assert_fields_in_page(page, &root->children[k]);
        programme_free(p);
    }
    free(ids);
    free(packs);
    free(page);
    diag_list_free(d);
}

/* The same of shenbao-pack(5). */
static void man_page_has_every_value_and_function(void **state)
{
    (void)state;
    static const char *const names[] = {
#define SHAPE(parent, element, attribute, kind, name) element, attribute,
#include "programme/shape.def"
#undef SHAPE
#define FUNCTION(name, call, arguments, gives) "sb:" name,
#include "xslt/functions.def"
#undef FUNCTION
#define STATED(about, when, what) about,
#include "programme/stated.def"
#undef STATED
    };
    char *page = read_page("build/man/shenbao-pack.5");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_in_page(page, names[i]);
    free(page);
}

/* Words in quotes behind a call, in a source file: pack_attribute(s, n, "modal"). */
static void assert_quoted_in_page(const char *file, const char *call, const char *page)
{
    char *path = path_join(source_folder(), file), *text = read_text(path, NULL);
    size_t found = 0;
    for (const char *at = text; at && (at = strstr(at, call)); found++) {
        at += strlen(call);
        struct buf b = {0};
        buf_printf(&b, "sbp:%.*s", (int)strcspn(at, "\""), at);
        assert_in_page(page, b.data);
        buf_free(&b);
    }
    assert_true(found > 0);
    free(text);
    free(path);
}

/* What rules may have beyond Schematron. */
static void man_page_has_every_addition_to_rules(void **state)
{
    (void)state;
    char *page = read_page("build/man/shenbao-pack.5");
    assert_quoted_in_page("src/programme/schematron.c", "sch_pack_attribute(s, n, \"", page);
    assert_quoted_in_page("src/programme/schematron_assert.c", "sch_pack_attribute(s, n, \"", page);
    assert_quoted_in_page("src/programme/schematron.c", "is_pack(n, \"", page);
    free(page);
}

/* All that a programme may state is looked for by some source of batch/. */
static void everything_that_is_stated_is_looked_for(void **state)
{
    (void)state;
    static const char *const abouts[] = {
#define STATED(about, when, what) "\"" about "\"",
#include "programme/stated.def"
#undef STATED
    };
    for (size_t i = 0; i < sizeof abouts / sizeof *abouts; i++) {
        struct buf b = {0};
        buf_printf(&b, "cat %s/src/batch/*.c | grep -cF '%s'", source_folder(), abouts[i]);
        struct run r = run_shell(b.data, NULL);
        if (r.status != 0)
            fail_msg("nothing looks for %s", abouts[i]);
        run_free(&r);
        buf_free(&b);
    }
}

static void assert_completes(const char *words, const char *want)
{
    struct buf b = {0};
    buf_printf(&b, "source %s/build/completion/shenbao; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shenbao; "
                   "echo \"${COMPREPLY[*]}\"", source_folder(), words);
    struct run r = run_shell(b.data, NULL);
    assert_string_equal(r.err, "");
    assert_string_equal(r.out, want);
    run_free(&r);
    buf_free(&b);
}

static void completion_follows_the_table(void **state)
{
    (void)state;
    assert_completes("shenbao r", "render\n");
    assert_completes("shenbao check --format ''", "text json svrl pdf sheet\n");
    assert_completes("shenbao --lang ''", "zh en\n");
    assert_completes("shenbao render p.xml --dr", "--draft\n");
    assert_completes("shenbao list --dr", "\n");
    assert_completes("shenbao new shand", "shandong-2025\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_include_only_what_comes_before),
        cmocka_unit_test(files_stay_readable),
        cmocka_unit_test(tables_say_that_they_go_on),
        cmocka_unit_test(rules_compare_by_keys),
        cmocka_unit_test(a_function_for_nobody_is_seen), cmocka_unit_test(headers_declare_what_others_call),
        cmocka_unit_test(every_diagnostic_has_a_case),
        cmocka_unit_test(diagnostic_names_are_unique),
        cmocka_unit_test(man_page_has_every_command_and_option),
        cmocka_unit_test(man_page_has_nothing_else),
        cmocka_unit_test(supported_properties_are_read),
        cmocka_unit_test(man_page_has_every_property), cmocka_unit_test(man_page_has_every_element),
        cmocka_unit_test(man_page_has_every_value_and_function),
        cmocka_unit_test(man_page_has_every_addition_to_rules), cmocka_unit_test(everything_that_is_stated_is_looked_for),
        cmocka_unit_test(completion_follows_the_table),
    };
    return cmocka_run_group_tests_name("structure", tests, NULL, NULL);
}
