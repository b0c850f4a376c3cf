/* application RUNS PROPOSAL.xml OUT.pdf - the medians of what one proposal costs once its programme and its fonts are loaded:
 * processor time of reading and checking it, and of reading it and setting all its forms, with its papers, into the file.
 * Run in the project's folder. Prints: milliseconds of the check, milliseconds of the rendering. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "batch/document.h"
#include "times.h"
#include "xslt/xml.h"

enum { MAX_RUNS = 1001 };

struct bench {
    const char *file, *out;
    struct session *session;
    struct diag_list *d;
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
    struct document_output o = {.path = b->out};
    xmlDocPtr fo = document_open(&p, b->session, b->file, b->d) ? document_fo(&p, NULL, NULL, b->d) : NULL;
    bool ok = fo && document_set(&p, fo, &o, b->d) && !diag_list_has(b->d, DIAG_ERROR);
    xml_free(fo);
    document_close(&p);
    return ok;
}

/* The median of a job; negative when it fails. */
static double measure(struct bench *b, bool (*job)(struct bench *), int runs)
{
    static double ms[MAX_RUNS];
    if (!job(b))
        return -1;
    for (int i = 0; i < runs; i++) {
        double start = times_cpu_ms();
        diag_list_cut(b->d, 0);
        if (!job(b))
            return -1;
        ms[i] = times_cpu_ms() - start;
    }
    return times_median(ms, runs);
}

int main(int argc, char **argv)
{
    int runs = argc == 4 ? atoi(argv[1]) : 0;
    if (runs < 1 || runs > MAX_RUNS)
        return 2;
    base_keep_memory();
    xml_init();
    static const char *const folders[] = {"fonts", "build/fonts", NULL};
    const struct session_options o = {.packs = "templates", .roles = "fonts/roles.conf", .fonts = folders};
    struct bench b = {.file = argv[2], .out = argv[3], .d = diag_list_new()};
    b.session = session_open(&o, b.d);
    bool ok = b.session != NULL;
    double checked = ok ? measure(&b, check, runs) : -1, rendered = checked >= 0 ? measure(&b, render, runs) : -1;
    ok = rendered >= 0;
    if (ok)
        printf("%.2f %.2f\n", checked, rendered);
    session_close(b.session);
    diag_list_free(b.d);
    xml_cleanup();
    return !ok;
}
