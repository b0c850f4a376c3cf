/* Expected outputs, a stage at a time: tests/golden/STAGE/TOPIC/CASE.in.{xml,fo} with what should come out beside it.
 *
 *   findings  CASE.in.xml  check                      -> CASE.out_diag (findings, messages, exit status)
 *   fo        CASE.in.xml  render --emit fo --no-check -> CASE.out_fo
 *   areas     CASE.in.fo   fo --emit areas            -> CASE.out_areas
 *   draw      CASE.in.fo   layout on the text device  -> CASE.out_draw (the faces of testfont.h are there too)
 *
 * Stages other than findings also have CASE.out_diag when something was reported. CASE.args adds arguments, separated by
 * white space. The samples are findings too, with CASE.out_diag beside each: the hints that remain with a valid one, the
 * errors of samples/PROGRAMME/broken. With GOLDEN_UPDATE set, differences are shown and the expected outputs replaced. */
#include "test.h"

#include <fts.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "fo/fo.h"
#include "layout/layout.h"
#include "run.h"
#include "testfont.h"

#define MAX_ARGS 16

struct golden {
    const char *stage;
    char *folder, *input, *base; /* base: input without .in.xml, .in.fo or .xml */
    char *name;                  /* path from the project's folder */
};

struct outcome {
    char *main; /* NULL: the stage has only diagnostics */
    char *diag;
};

/* --- running a case --- */

/* Adds the words of CASE.args; they are split in place in *text. */
static void add_arguments(const struct golden *g, const char **argv, size_t *n, char **text)
{
    char *file = NULL;
    assert_true(asprintf(&file, "%s/%s.args", g->folder, g->base) > 0);
    *text = read_text(file, NULL);
    free(file);
    char *rest = NULL;
    for (char *w = *text ? strtok_r(*text, " \t\n", &rest) : NULL; w && *n < MAX_ARGS - 1; w = strtok_r(NULL, " \t\n", &rest))
        argv[(*n)++] = w;
    argv[*n] = NULL;
}

static struct outcome run_program(const struct golden *g)
{
    static const struct {
        const char *stage, *words[7];
    } commands[] = {
        {"findings", {"shenbao", "--lang", "zh", "check", NULL}},
        {"fo", {"shenbao", "--lang", "zh", "render", "--no-check", "--emit=fo", NULL}},
        {"areas", {"shenbao", "--lang", "zh", "fo", "--emit=areas", NULL}},
    };
    const char *argv[MAX_ARGS];
    size_t n = 0, i = 0;
    while (strcmp(commands[i].stage, g->stage) != 0)
        i++;
    for (const char *const *w = commands[i].words; *w; w++)
        argv[n++] = *w;
    argv[n++] = g->input;
    char *arguments;
    add_arguments(g, argv, &n, &arguments);
    struct run_options o = {.folder = g->folder};
    struct run r = run_argv(argv, &o);
    free(arguments);
    bool findings = i == 0;
    struct outcome got = {0};
    const char *status = r.status == -1 ? "out of time" : "exit";
    if (findings || r.status || *r.err)
        assert_true(asprintf(&got.diag, "%s%s%s %d\n", findings ? r.out : "", r.err, status, r.status) > 0);
    if (!findings)
        got.main = strdup(r.out);
    run_free(&r);
    return got;
}

static char *test_fonts; /* the folder of the faces made for the tests, which the role "test" names */

/* The draw dump has no option of the program: layout runs here, on the text device. */
static bool draw(const char *input, struct buf *drawn, struct diag_list *d)
{
    char *roles = path_join(test_fonts, "roles.conf"), *private = path_join(source_folder(), "build/fonts");
    const char *const dirs[] = {private, test_fonts, NULL}, *const roots[] = {".", NULL};
    struct font_set *fonts = font_set_new(roles, dirs, d);
    struct image_set *images = image_set_new(".", roots);
    struct device *device = device_text_new(drawn, d);
    struct fo_reader *fo = fo_open_file(input, d);
    struct device_document document = {.created = -1};
    struct layout_job job = {.fo = fo, .fonts = fonts, .images = images, .device = device, .diag = d, .document = &document};
    bool ok = fo && fonts && layout_run(&job);
    device->ops->free(device);
    fo_close(fo);
    image_set_free(images);
    font_set_free(fonts);
    free(roles);
    free(private);
    return ok;
}

static struct outcome run_draw(const struct golden *g)
{
    char *back = getcwd(NULL, 0);
    assert_int_equal(chdir(g->folder), 0);
    struct diag_list *d = diag_list_new();
    struct buf drawn = {0}, messages = {0};
    bool ok = draw(g->input, &drawn, d);
    for (size_t i = 0; i < diag_list_count(d); i++)
        diag_line(&messages, diag_list_at(d, i), NULL);
    if (!ok)
        buf_puts(&messages, "failed\n");
    diag_list_free(d);
    assert_int_equal(chdir(back), 0);
    free(back);
    return (struct outcome){.main = buf_steal(&drawn), .diag = messages.n ? buf_steal(&messages) : NULL};
}

/* --- comparing --- */

static bool same(const struct golden *g, const char *kind, const char *got)
{
    char *file = NULL;
    assert_true(asprintf(&file, "%s/%s.out_%s", g->folder, g->base, kind) > 0);
    bool expected = is_expected(file + strlen(source_folder()) + 1, got);
    free(file);
    return expected;
}

static void golden(void **state)
{
    const struct golden *g = *state;
    struct outcome got = strcmp(g->stage, "draw") == 0 ? run_draw(g) : run_program(g);
    bool ok = same(g, "diag", got.diag);
    if (got.main)
        ok = same(g, g->stage, got.main) && ok;
    free(got.main);
    free(got.diag);
    assert_true(ok);
}

/* --- finding the cases --- */

struct cases {
    struct CMUnitTest *tests;
    size_t n;
};

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n > m && strcmp(s + n - m, end) == 0;
}

static void add_case(struct cases *all, const char *stage, const char *path, const char *suffix)
{
    struct golden *g = xcalloc(1, sizeof *g);
    g->stage = stage;
    g->folder = file_folder(path);
    g->input = xstrdup(strrchr(path, '/') + 1);
    g->base = xstrdup(g->input);
    g->base[strlen(g->base) - strlen(suffix)] = '\0';
    g->name = xstrdup(path + strlen(source_folder()) + 1);
    all->tests = xrealloc(all->tests, (all->n + 1) * sizeof *all->tests);
    all->tests[all->n++] = (struct CMUnitTest){.name = g->name, .test_func = golden, .initial_state = g};
}

static int by_name(const FTSENT **a, const FTSENT **b)
{
    return strcmp((*a)->fts_name, (*b)->fts_name);
}

static void find_cases(struct cases *all, const char *below, const char *stage, const char *suffix)
{
    char *top = path_join(source_folder(), below);
    FTS *tree = access(top, F_OK) == 0 ? fts_open((char *const[]){top, NULL}, FTS_PHYSICAL | FTS_NOCHDIR, by_name) : NULL;
    for (FTSENT *e; tree && (e = fts_read(tree));)
        if (e->fts_info == FTS_D && (strcmp(e->fts_name, "submissions") == 0 || strcmp(e->fts_name, "workbooks") == 0)) /* no proposals */
            fts_set(tree, e, FTS_SKIP);
        else if (e->fts_info == FTS_F && ends_with(e->fts_name, suffix))
            add_case(all, stage, e->fts_path, suffix);
    if (tree)
        fts_close(tree);
    free(top);
}

int main(void)
{
    struct cases all = {0};
    find_cases(&all, "tests/golden/findings", "findings", ".in.xml");
    find_cases(&all, "samples", "findings", ".xml");
    find_cases(&all, "tests/golden/fo", "fo", ".in.xml");
    find_cases(&all, "tests/golden/areas", "areas", ".in.fo");
    find_cases(&all, "tests/golden/draw", "draw", ".in.fo");
    test_fonts = scratch_new();
    testfont_write(test_fonts);
    int status = _cmocka_run_group_tests("golden", all.tests, all.n, NULL, NULL);
    for (size_t i = 0; i < all.n; i++) {
        struct golden *g = all.tests[i].initial_state;
        free(g->folder);
        free(g->input);
        free(g->base);
        free(g->name);
        free(g);
    }
    free(all.tests);
    scratch_free(test_fonts);
    return status;
}
