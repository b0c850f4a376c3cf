/* bench WORK PROGRAM HELPERS [RUNS] - medians of processor time, wall time and memory, beside the peers that are installed.
 *
 * The documents are written into WORK first. Cold means a new process for each run; warm means fonts loaded, the same
 * document again and again in one process (HELPERS/warm and HELPERS/application; WarmFop.java, typst.js). A peer that is not there is left out with a
 * word. From the environment: FOP_JARS (a class path), TYPST (its program), TYPST_NODE (a node_modules folder with
 * @myriaddreamin/typst-ts-node-compiler), XELATEX, SOFFICE; else they are looked for in the usual places. */
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "document.h"
#include "table.h"
#include "times.h"

#define MAX_RUNS 101

struct cost {
    double cpu, wall, mib; /* milliseconds; wall 0: not measured */
    double floor;          /* of a warm run; 0: none */
    double third;          /* what a program that measures itself printed behind that; 0: nothing */
    bool ok;
};

struct bench {
    const char *work, *program, *helpers;
    int runs;
    struct pool pool;
};

static double ms(struct timeval t)
{
    return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

/* --- running --- */

static void become(const char *command, const char *out)
{
    int fd = open(out ? out : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0644), null = open("/dev/null", O_WRONLY);
    if (dup2(fd, 1) < 0 || dup2(null, 2) < 0)
        _exit(127);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL);
    _exit(127);
}

/* A shell command as a new process; what it prints goes to a file, or nowhere. */
static struct cost run_once(const char *command, const char *out)
{
    double start = times_now() * 1e3;
    pid_t pid = fork();
    if (pid == 0)
        become(command, out);
    int status;
    struct rusage u;
    if (pid < 0 || wait4(pid, &status, 0, &u) != pid)
        return (struct cost){0};
    return (struct cost){.cpu = ms(u.ru_utime) + ms(u.ru_stime), .wall = times_now() * 1e3 - start, .mib = (double)u.ru_maxrss / 1024,
                         .ok = status == 0};
}

static struct cost run_cold(const char *command, int runs)
{
    double cpu[MAX_RUNS], wall[MAX_RUNS], mib[MAX_RUNS];
    for (int i = 0; i < runs; i++) {
        struct cost c = run_once(command, NULL);
        if (!c.ok)
            return c;
        cpu[i] = c.cpu;
        wall[i] = c.wall;
        mib[i] = c.mib;
    }
    return (struct cost){.cpu = times_median(cpu, runs), .wall = times_median(wall, runs), .mib = times_median(mib, runs), .ok = true};
}

/* A program that measures itself and prints its milliseconds, and maybe those of its floor. */
static struct cost run_warm(const struct bench *b, const char *command)
{
    char path[512];
    snprintf(path, sizeof path, "%s/warm.out", b->work);
    struct cost c = run_once(command, path);
    FILE *f = fopen(path, "r");
    double cpu = 0, floor_ms = 0, third = 0;
    int got = f ? fscanf(f, "%lf %lf", &cpu, &floor_ms) : 0;
    if (got == 2 && fscanf(f, "%lf", &third) != 1)
        third = 0;
    if (f)
        fclose(f);
    return (struct cost){.cpu = cpu, .floor = got > 1 ? floor_ms : 0, .third = third, .mib = c.mib, .ok = c.ok && got > 0};
}

static void print_cost(const char *name, struct cost c, struct cost own)
{
    if (!c.ok) {
        printf("  %-34s not there, or failed\n", name);
        return;
    }
    printf("  %-34s %9.1f ms CPU ", name, c.cpu);
    if (c.wall > 0)
        printf("%9.1f ms %7.1f MiB", c.wall, c.mib);
    else
        printf("%9s    %7.1f MiB", "", c.mib);
    if (own.ok && own.cpu > 0)
        printf("  %6.1f x", c.cpu / own.cpu);
    if (c.floor > 0)
        printf("  floor %.1f ms, %.2f times it", c.floor, c.cpu / c.floor);
    putchar('\n');
    fflush(stdout);
}

static char *say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
static char *say(const char *fmt, ...)
{
    va_list ap;
    char *s = NULL;
    va_start(ap, fmt);
    if (vasprintf(&s, fmt, ap) < 0)
        abort();
    va_end(ap);
    return s;
}

/* --- peers --- */

static bool there(const char *command)
{
    char *c = say("command -v %s", command);
    bool ok = run_once(c, NULL).ok;
    free(c);
    return ok;
}

static const char *setting(const char *name, const char *otherwise)
{
    const char *v = getenv(name);
    return v && *v ? v : otherwise;
}

static const char fop_jars[] = "$(echo /usr/share/java/fop.jar /usr/share/java/fop-[ceut]*.jar /usr/share/java/xmlgraphics-commons.jar "
                               "/usr/share/java/batik-all.jar /usr/share/java/commons-io.jar /usr/share/java/commons-logging.jar "
                               "/usr/share/java/fontbox2.jar /usr/share/java/xml-apis*.jar | tr ' ' ':')";

/* FOP in one JVM, from compiled to JITted: its own warm-up of runs that are not counted. */
static struct cost fop_warm(const struct bench *b, const char *fo, int warmup, int runs)
{
    const char *jars = setting("FOP_JARS", fop_jars);
    char *c = say("cp=%s && javac -nowarn -cp \"$cp\" -d %s tests/bench/WarmFop.java && "
                  "java -Xss64m -cp \"%s:$cp\" WarmFop tests/bench/fop.xconf %s %s/fop.pdf %d %d",
                  jars, b->work, b->work, fo, b->work, warmup, runs);
    struct cost r = run_warm(b, c);
    free(c);
    return r;
}

static struct cost typst_warm(const struct bench *b, const char *typ, int runs)
{
    const char *modules = getenv("TYPST_NODE");
    if (!modules)
        return (struct cost){0};
    char *c = say("NODE_PATH=%s node tests/bench/typst.js %s %s/typst.pdf %d", modules, typ, b->work, runs);
    struct cost r = run_warm(b, c);
    free(c);
    return r;
}

static struct cost typst_cold(const struct bench *b, const char *typ, int runs)
{
    const char *program = setting("TYPST", "typst"), *modules = getenv("TYPST_NODE");
    char *c = there(program) ? say("%s compile --font-path build/fonts --ignore-system-fonts %s %s/typst.pdf", program, typ, b->work)
              : modules ? say("NODE_PATH=%s node tests/bench/typst.js %s %s/typst.pdf 0", modules, typ, b->work) : NULL;
    struct cost r = c ? run_cold(c, runs) : (struct cost){0};
    free(c);
    return r;
}

static struct cost xelatex_cold(const struct bench *b, const char *tex, int runs)
{
    const char *program = setting("XELATEX", "xelatex");
    if (!there(program))
        return (struct cost){0};
    char *c = say("%s -interaction=batchmode -output-directory=%s '\\def\\benchfonts{build/fonts/}\\input{%s}'", program, b->work, tex);
    struct cost r = run_cold(c, runs);
    free(c);
    return r;
}

static struct cost office_cold(const struct bench *b, const char *fodt, int runs)
{
    const char *program = setting("SOFFICE", "soffice");
    if (!there(program))
        return (struct cost){0};
    char *c = say("%s --headless --convert-to pdf --outdir %s/office %s", program, b->work, fodt);
    struct cost r = run_cold(c, runs);
    free(c);
    return r;
}

/* --- documents --- */

static char *document(const struct bench *b, const char *name, const struct format *fmt, enum document d, int size)
{
    char *path = say("%s/%s.%s", b->work, name, fmt->suffix);
    if (write_document(path, fmt, d, size, &b->pool))
        return path;
    fprintf(stderr, "bench: can't write %s\n", path);
    exit(1);
}

static struct cost own_cold(const struct bench *b, const char *fo, int runs)
{
    char *c = say("exec %s fo %s -o %s/out.pdf", b->program, fo, b->work);
    struct cost r = run_cold(c, runs);
    free(c);
    return r;
}

static void print_output(const struct bench *b)
{
    struct stat st;
    char *path = say("%s/out.pdf", b->work);
    if (stat(path, &st) == 0)
        printf("  %-34s %9.1f KiB\n", "output", (double)st.st_size / 1024);
    unlink(path);
    free(path);
}

/* What a promise costs: the same form, warm, in each profile, with the size of the file. */
static void profiles(const struct bench *b, const char *fo)
{
    static const char *const names[] = {"1.7", "pdfa-1b", "pdfa-2u", "pdfa-3a"};
    struct cost plain = {0};
    puts("The form by profile, warm (pdfa-3a: the default, tagged):");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *c = say("%s/warm %d %s %s/out.pdf %s", b->helpers, b->runs * 3, fo, b->work, names[i]);
        struct cost own = run_warm(b, c);
        plain = i ? plain : own;
        print_cost(names[i], own, plain);
        print_output(b);
        free(c);
    }
}

static void form(const struct bench *b)
{
    char *fo = document(b, "form", &format_fo, DOC_FORM, 0), *typ = document(b, "form", &format_typst, DOC_FORM, 0);
    char *tex = document(b, "form", &format_xelatex, DOC_FORM, 0), *odt = document(b, "form", &format_fodt, DOC_FORM, 0);
    char *c = say("%s/warm %d %s %s/out.pdf", b->helpers, b->runs * 3, fo, b->work);
    int few = b->runs / 4 + 1;
    puts("The form: 8 pages, 6,500 Han characters, six tables, three faces. Warm (fonts loaded):");
    struct cost own = run_warm(b, c);
    print_cost("shenbao, warm", own, own);
    print_cost("FOP, warm (200 runs before)", fop_warm(b, fo, 200, 50), own);
    print_cost("Typst, warm, caches emptied", typst_warm(b, typ, b->runs), own);
    profiles(b, fo);
    puts("Cold (a process a document):");
    own = own_cold(b, fo, b->runs);
    print_cost("shenbao", own, own);
    print_cost("FOP", fop_warm(b, fo, 0, 1), own);
    print_cost("Typst", typst_cold(b, typ, few), own);
    print_cost("XeLaTeX, one pass", xelatex_cold(b, tex, few), own);
    print_cost("LibreOffice", office_cold(b, odt, few), own);
    print_output(b);
    free(c);
    free(fo);
    free(typ);
    free(tex);
    free(odt);
}

/* A long document; peers where there is a figure to compare with. */
static void long_document(const struct bench *b, const char *title, const char *name, enum document d, int size, bool peers)
{
    char *fo = document(b, name, &format_fo, d, size);
    int few = b->runs / 4 + 1;
    puts(title);
    struct cost own = own_cold(b, fo, few);
    print_cost("shenbao", own, own);
    print_output(b);
    if (peers) {
        char *typ = document(b, name, &format_typst, d, size);
        print_cost("FOP, in a JVM of its own", fop_warm(b, fo, 0, 1), own);
        print_cost("Typst", typst_cold(b, typ, 1), own);
        free(typ);
    }
    free(fo);
}

/* What the record costs: an application without and with what it carries, reading that again, and proving it. */
static void record(const struct bench *b)
{
    static const char proposal[] = "samples/most-2025/1.1-herbal-medicine.xml";
    const struct { const char *name, *command; } t[] = {
        {"pdfa-2u: no tags, nothing inside", "exec %s render --no-check --pdf pdfa-2u %s -o %s/out.pdf"},
        {"pdfa-3a: tags, data, record", "exec %s render --no-check %s -o %s/out.pdf"},
        {"the same, checked: findings too", "exec %s render %s -o %s/out.pdf"},
    };
    struct cost plain = {0};
    puts("The record of a MOST application of 24 pages, cold:");
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        char *c = say(t[i].command, b->program, proposal, b->work);
        struct cost own = run_cold(c, b->runs);
        plain = i ? plain : own;
        print_cost(t[i].name, own, plain);
        free(c);
    }
    char *extract = say("exec %s extract %s/out.pdf -o /dev/null", b->program, b->work);
    char *verify = say("exec %s verify --papers samples/most-2025 %s/out.pdf", b->program, b->work);
    print_cost("extract", run_cold(extract, b->runs), plain);
    print_cost("verify (asked for: 100 ms)", run_cold(verify, b->runs), plain);
    print_output(b);
    free(extract);
    free(verify);
}

/* What it costs to say which cell is which: a bare table of 80,000 cells, as PDF/A without tags and with them. */
static void tags(const struct bench *b)
{
    static const char *const names[] = {"pdfa-2u", "pdfa-3a"};
    char *fo = document(b, "rows-8000", &format_fo, DOC_TABLE, 8000);
    struct cost plain = {0};
    puts("8,000 rows without tags, and with them (the default):");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        char *c = say("exec %s fo %s --pdf %s -o %s/out.pdf", b->program, fo, names[i], b->work);
        struct cost own = run_cold(c, b->runs / 2 + 1);
        plain = i ? plain : own;
        print_cost(names[i], own, plain);
        print_output(b);
        free(c);
    }
    free(fo);
}

/* A full application with its annexes: what a person waits for, and what each of many costs. */
static void application(const struct bench *b)
{
    static const char proposal[] = "samples/most-2025/1.5-microalgae-protein.xml", other[] = "samples/most-2025/1.3-forest-acoustics.xml";
    char *warm = say("%s/application %d %s %s/out.pdf %s", b->helpers, b->runs * 3, proposal, b->work, other);
    char *check = say("exec %s check %s", b->program, proposal);
    char *render = say("exec %s render %s -o %s/out.pdf", b->program, proposal, b->work);
    struct cost both = run_warm(b, warm), none = {0};
    puts("A MOST application of 25 pages with its annexes (warm: programme and fonts loaded, another application set before):");
    print_cost("check, warm", (struct cost){.cpu = both.cpu, .mib = both.mib, .ok = both.ok}, none);
    print_cost("render, warm", (struct cost){.cpu = both.floor, .wall = both.third, .mib = both.mib, .ok = both.ok}, none);
    print_cost("check, cold", run_cold(check, b->runs), none);
    print_cost("render with check, cold", run_cold(render, b->runs), none);
    print_output(b);
    free(warm);
    free(check);
    free(render);
}

static char *const samples[] = { /* whose characters the three faces have */
    "samples/shandong-2025/02-bearing-monitoring.xml", "samples/shandong-2025/04-plantation-drones.xml",
    "samples/shandong-2025/01-soec-hydrogen.xml", "samples/shandong-2025/03-olefin-catalyst.xml", NULL,
};

/* From the table of an office to the table that is sealed, unchecked: 20,000 rows as paper are to take less than 3 s and 250 MiB,
 * as a workbook less than 5 s. */
static void summaries(const struct bench *b)
{
    static const char *const outputs[] = {"pdf", "xlsx", "csv"};
    char *table = say("%s/suggestions.csv", b->work);
    puts("A summary table of 20,000 proposals, from CSV:");
    for (size_t i = 0; table_write(table, 20000) && i < sizeof outputs / sizeof outputs[0]; i++) {
        char *c = say("exec %s summary %s --programme shandong-2025 --no-check --recommender x -o %s/out.%s", b->program, table,
                      b->work, outputs[i]);
        print_cost(outputs[i], run_cold(c, b->runs < 3 ? b->runs : 3), (struct cost){0});
        free(c);
        c = say("%s/out.%s", b->work, outputs[i]);
        unlink(c);
        free(c);
    }
    unlink(table);
    free(table);
}

int main(int argc, char **argv)
{
    if (argc < 4)
        return 2;
    struct bench b = {.work = argv[1], .program = argv[2], .helpers = argv[3], .runs = argc > 4 ? atoi(argv[4]) : 11};
    if (b.runs < 1 || b.runs > MAX_RUNS || !pool_read(&b.pool, (const char *const *)samples))
        return 2;
    printf("Medians of %d runs; ratios are CPU to shenbao's.\n", b.runs);
    form(&b);
    application(&b);
    record(&b);
    long_document(&b, "A table of 1,000 rows x 10 columns:", "rows-1000", DOC_TABLE, 1000, false);
    long_document(&b, "2,000 rows:", "rows-2000", DOC_TABLE, 2000, true);
    tags(&b);
    long_document(&b, "20,000 rows:", "rows-20000", DOC_TABLE, 20000, false);
    long_document(&b, "100,000 rows:", "rows-100000", DOC_TABLE, 100000, false);
    long_document(&b, "1,000 pages of justified Chinese text:", "chinese", DOC_CHINESE, 6450, false);
    long_document(&b, "1,000 pages of justified English text:", "english", DOC_ENGLISH, 3700, false);
    long_document(&b, "500 forward references:", "references", DOC_REFERENCES, 500, false);
    summaries(&b);
    pool_free(&b.pool);
    return 0;
}
