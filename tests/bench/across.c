/* across COUNT - the rules across a batch of COUNT generated suggestions (tests/lib/texts.h), from parsed proposals to findings,
 * in one process; a batch makes the facts in its workers. Run in the project's folder. Prints time and memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "batch/across.h"
#include "texts.h"
#include "times.h"
#include "xslt/xml.h"

static xmlDocPtr proposal_of(const struct texts *t, size_t i, struct diag_list *d)
{
    char *text = texts_text(t, i);
    struct buf b = {0};
    buf_puts(&b, "<proposal xmlns=\"" PROPOSAL_NS "\" programme=\"shandong-2025\" direction=\"suggestion\">\n<title>");
    buf_add(&b, text, 60);
    buf_printf(&b, "</title>\n<overview><p>%s</p></overview>\n<suggester><unit><name>", text);
    buf_printf(&b, "示例单位%zu</name></unit>\n<name>建议人%zu</name><phone>0531-%08zu</phone></suggester></proposal>", i / 7, i, i);
    xmlDocPtr doc = xml_parse(b.data, b.n, "p.xml", d);
    buf_free(&b);
    free(text);
    return doc;
}

static void count(void *ctx, size_t proposal, const struct diag_record *r)
{
    (void)r;
    *(size_t *)ctx += proposal != ACROSS_ALL;
}

int main(int argc, char **argv)
{
    struct texts t = {argc > 1 ? strtoul(argv[1], NULL, 10) : 100000};
    struct diag_list *d = diag_list_new();
    const struct check_options o = {0};
    xml_init();
    struct programme *p = programme_load("templates", "shandong-2025", d);
    struct across *a = across_new(p, &o);
    double facts_time = 0, add_time = 0, check_time;
    size_t found = 0, bytes = 0;
    bool good = p != NULL;
    for (size_t i = 0; good && i < t.n; i++) {
        struct buf facts = {0};
        char name[32];
        snprintf(name, sizeof name, "%06zu.xml", i + 1);
        xmlDocPtr doc = proposal_of(&t, i, d);
        double start = times_now();
        good = across_facts(p, doc, NULL, &facts, d);
        double between = times_now();
        good = good && across_add(a, &(struct across_item){.file = name, .facts = facts.data, .size = facts.n}, d);
        facts_time += between - start;
        add_time += times_now() - between;
        bytes += facts.n;
        xml_free(doc);
        buf_free(&facts);
    }
    check_time = times_now();
    good = good && across_check(a, count, &found, d);
    check_time = times_now() - check_time;
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    printf("  %zu suggestions: facts %.1f s, %.1f KiB each; gathered in %.1f s, judged in %.1f s: %zu findings, %.0f MiB\n", t.n,
           facts_time, (double)bytes / 1024 / (double)t.n, add_time, check_time, found, (double)u.ru_maxrss / 1024);
    across_free(a);
    programme_free(p);
    diag_list_free(d);
    xml_cleanup();
    return !good;
}
