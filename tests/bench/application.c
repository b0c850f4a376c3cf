/* application RUNS PROPOSAL.xml OUT.pdf OTHER.xml - the medians of what one proposal costs once its programme and its fonts are
 * loaded: processor time of reading and checking it, and of reading it and setting all its forms, with its papers, into the file;
 * and how long the latter lasts into memory where a second processor may help. Each run has two processes of its own that have
 * checked and set OTHER, so that nothing is kept of the proposal itself. Run in the project's folder. Prints: milliseconds of the
 * check, milliseconds of the rendering, milliseconds that it lasts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "batch/document.h"
#include "times.h"
#include "xslt/xml.h"

enum { MAX_RUNS = 1001, WARM_RUNS = 3, NUMBERS = 3 };

struct bench {
    const char *file, *out;
    struct session *session;
    struct diag_list *d;
    bool beside; /* the rendering into memory, with a second processor */
};

static bool check(struct bench *b)
{
    struct document p = {0};
    bool ok = document_open(&p, b->session, b->file, b->d) && document_check(&p, b->d) && !diag_list_has(b->d, DIAG_ERROR);
    document_close(&p);
    return ok;
}

/* Every form that the proposal's direction has, one behind the other. */
static bool render(struct bench *b)
{
    struct document p = {0};
    struct buf pdf = {0};
    struct document_output o = {.path = b->out, .bytes = b->beside ? &pdf : NULL, .beside = b->beside};
    xmlDocPtr fo = document_open(&p, b->session, b->file, b->d) ? document_fo(&p, NULL, NULL, b->d) : NULL;
    bool ok = fo && document_set(&p, fo, &o, b->d) && !diag_list_has(b->d, DIAG_ERROR);
    xml_free(fo);
    document_close(&p);
    buf_free(&pdf);
    return ok;
}

static double wall_ms(void)
{
    return times_now() * 1e3;
}

/* What a job takes by that clock; negative when it fails. */
static double measure(struct bench *b, bool (*job)(struct bench *), double (*clock_ms)(void))
{
    double start = clock_ms();
    diag_list_cut(b->d, 0);
    return job(b) ? clock_ms() - start : -1;
}

static void measure_all(struct bench *b, const char *proposal, const char *other, bool lasts, double ms[NUMBERS])
{
    b->file = other;
    for (int i = 0; i < WARM_RUNS; i++)
        if (!check(b) || !render(b))
            return;
    b->file = proposal;
    b->beside = lasts;
    if (lasts) {
        ms[2] = measure(b, render, wall_ms);
        return;
    }
    ms[0] = measure(b, check, times_cpu_ms);
    ms[1] = measure(b, render, times_cpu_ms);
}

static void one_process(char **argv, bool lasts, double ms[NUMBERS])
{
    base_keep_memory();
    xml_init();
    static const char *const folders[] = {"fonts", "build/fonts", NULL};
    const struct session_options o = {.packs = "templates", .roles = "fonts/roles.conf", .fonts = folders, .processors = 2};
    struct bench b = {.out = argv[3], .d = diag_list_new()};
    b.session = session_open(&o, b.d);
    if (b.session)
        measure_all(&b, argv[2], argv[4], lasts, ms);
    session_close(b.session);
    diag_list_free(b.d);
    xml_cleanup();
}

/* Fills what was measured; false: nothing was. */
static bool run(char **argv, bool lasts, double ms[NUMBERS])
{
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        one_process(argv, lasts, ms);
        _exit(write(ends[1], ms, NUMBERS * sizeof *ms) != NUMBERS * sizeof *ms);
    }
    close(ends[1]);
    bool ok = child > 0 && read(ends[0], ms, NUMBERS * sizeof *ms) == NUMBERS * sizeof *ms && waitpid(child, NULL, 0) == child;
    close(ends[0]);
    return ok;
}

int main(int argc, char **argv)
{
    static double ms[NUMBERS][MAX_RUNS];
    int runs = argc == 5 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > MAX_RUNS)
        return 2;
    for (int i = 0; i < runs; i++) {
        double one[NUMBERS] = {-1, -1, -1};
        if (!run(argv, false, one) || !run(argv, true, one) || one[0] < 0 || one[1] < 0 || one[2] < 0)
            return 1;
        for (int k = 0; k < NUMBERS; k++)
            ms[k][i] = one[k];
    }
    printf("%.2f %.2f %.2f\n", times_median(ms[0], runs), times_median(ms[1], runs), times_median(ms[2], runs));
    return 0;
}
