/* bench PROGRAM [RUNS] - medians of what the program takes: wall time, memory, size of the output.
 * Cold means a new process for each run; the files stand in the page cache. */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define SAMPLE "samples/shandong-2025/01-soec-hydrogen.xml"
#define OUT "build/bench.pdf"
#define MAX_RUNS 101

struct cost {
    double ms, mib;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool run_once(const char *const *argv, struct cost *cost)
{
    double start = now();
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY);
        if (dup2(null, 1) < 0 || dup2(null, 2) < 0)
            _exit(127);
        execv(argv[0], (char *const *)(size_t)argv);
        _exit(127);
    }
    int status;
    struct rusage usage;
    if (pid < 0 || wait4(pid, &status, 0, &usage) != pid || status != 0)
        return false;
    *cost = (struct cost){now() - start, (double)usage.ru_maxrss / 1024};
    return true;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, ascending);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static bool measure(const char *name, const char *const *argv, int runs)
{
    double ms[MAX_RUNS], mib[MAX_RUNS];
    for (int i = 0; i < runs; i++) {
        struct cost c;
        if (!run_once(argv, &c)) {
            fprintf(stderr, "%s: the program failed\n", name);
            return false;
        }
        ms[i] = c.ms;
        mib[i] = c.mib;
    }
    struct stat st; /* of the last run's output */
    double kib = stat(OUT, &st) == 0 ? (double)st.st_size / 1024 : 0;
    printf("%-36s %8.1f ms %8.1f MiB %8.1f KiB\n", name, median(ms, runs), median(mib, runs), kib);
    unlink(OUT);
    return true;
}

/* An FO document of n paragraphs, Chinese and Latin mixed, or of one table of n rows. */
static void write_fo(const char *path, int paragraphs, int rows)
{
    FILE *f = fopen(path, "w");
    if (!f)
        exit(1);
    fputs("<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format'><fo:layout-master-set><fo:simple-page-master master-name='a' "
          "page-width='210mm' page-height='297mm' margin='25mm'><fo:region-body/></fo:simple-page-master>"
          "</fo:layout-master-set><fo:page-sequence master-reference='a'><fo:flow flow-name='xsl-region-body' "
          "font-family='fangsong' font-size='12pt'>\n", f);
    for (int i = 0; i < paragraphs; i++)
        fprintf(f, "<fo:block text-align='justify'>第%d段：高温电解水制氢的电耗比碱性电解低两成以上，是绿氢降本的主要方向。"
                   "Solid oxide electrolysis cells (SOEC) 利用工业余热，可把电耗降到3.2 kW·h左右。</fo:block>\n", i + 1);
    if (rows)
        fputs("<fo:table table-layout='fixed' width='100%'><fo:table-column number-columns-repeated='4' "
              "column-width='proportional-column-width(1)'/><fo:table-body>\n", f);
    for (int i = 0; i < rows; i++)
        fprintf(f, "<fo:table-row><fo:table-cell border='0.5pt solid black'><fo:block>%d</fo:block></fo:table-cell>"
                   "<fo:table-cell border='0.5pt solid black'><fo:block>山东海岳氢能科技有限公司</fo:block></fo:table-cell>"
                   "<fo:table-cell border='0.5pt solid black'><fo:block>2400.00万元</fo:block></fo:table-cell>"
                   "<fo:table-cell border='0.5pt solid black'><fo:block>新能源</fo:block></fo:table-cell></fo:table-row>\n", i + 1);
    if (rows)
        fputs("</fo:table-body></fo:table>", f);
    fputs("</fo:flow></fo:page-sequence></fo:root>\n", f);
    fclose(f);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    const char *program = argv[1];
    int runs = argc > 2 ? atoi(argv[2]) : 11;
    if (runs < 1 || runs > MAX_RUNS)
        return 2;
    write_fo("build/bench-text.fo", 1000, 0);
    write_fo("build/bench-table.fo", 0, 2000);
    printf("%-36s %11s %12s %12s  (medians of %d runs)\n", "", "wall", "memory", "output", runs);
    bool ok = measure("version (start and end)", (const char *const[]){program, "--version", NULL}, runs) &&
              measure("check", (const char *const[]){program, "check", SAMPLE, "-o", OUT, NULL}, runs) &&
              measure("render --form info", (const char *const[]){program, "render", SAMPLE, "--form", "info", "-o", OUT, NULL}, runs) &&
              measure("render --form report", (const char *const[]){program, "render", SAMPLE, "--form", "report", "-o", OUT, NULL}, runs) &&
              measure("render", (const char *const[]){program, "render", SAMPLE, "-o", OUT, NULL}, runs) &&
              measure("render --no-check", (const char *const[]){program, "render", SAMPLE, "--no-check", "-o", OUT, NULL}, runs) &&
              measure("fo, 1000 paragraphs", (const char *const[]){program, "fo", "build/bench-text.fo", "-o", OUT, NULL}, runs / 4 + 1) &&
              measure("fo, table of 2000 rows", (const char *const[]){program, "fo", "build/bench-table.fo", "-o", OUT, NULL}, runs / 4 + 1);
    return ok ? 0 : 1;
}
