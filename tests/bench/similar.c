/* similar COUNT [LEAST] - near-duplicates among COUNT generated suggestions (tests/lib/texts.h), found as a batch finds them.
 * Prints time and memory of sketches and search, how many of the pairs whose Jaccard index is 2/3 or more stand in one group,
 * and the lowest index of a pair that is named. Exit status 1 when fewer than 95 % are found or a pair below 0.3 is named. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "batch/shingle.h"
#include "batch/similar.h"
#include "texts.h"
#include "times.h"

static double mib(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return (double)u.ru_maxrss / 1024;
}

static struct similar *sketch_all(const struct texts *t, double least, double *seconds)
{
    struct similar *s = similar_new(least);
    for (size_t i = 0; i < t->n; i++) {
        char *text = texts_text(t, i);
        double start = times_now();
        struct shingles all = {0};
        struct buf sketch = {0};
        shingle_add(&all, text);
        shingle_end(&all, &sketch);
        if (!similar_add(s, sketch.data, sketch.n))
            abort();
        *seconds += times_now() - start;
        buf_free(&sketch);
        free(text);
    }
    return s;
}

struct recall {
    size_t pairs, grouped, named;
};

static bool is_named(const struct similar *s, size_t a, size_t b)
{
    const struct similar_partner *p;
    for (size_t i = 0, n = similar_partners(s, a, &p); i < n; i++)
        if (p[i].item == b)
            return true;
    return false;
}

/* All pairs of the family that begins at i; returns the number behind it. Of a large family a sample: each with the next 20. */
static size_t look_at_family(const struct similar *s, const struct texts *t, size_t i, struct recall *r)
{
    size_t end = i + 1;
    while (end < t->n && texts_family(t, end) == texts_family(t, i))
        end++;
    for (size_t a = i; a + 1 < end; a++) {
        char *text = texts_text(t, a);
        for (size_t b = a + 1; b < end && b <= a + 20; b++) {
            char *other = texts_text(t, b);
            if (texts_jaccard(text, other) >= 2.0 / 3) {
                r->pairs++;
                r->grouped += similar_group(s, a) == similar_group(s, b);
                r->named += is_named(s, a, b) || is_named(s, b, a);
            }
            free(other);
        }
        free(text);
    }
    return end;
}

static double lowest_named(const struct similar *s, const struct texts *t, size_t *count)
{
    double lowest = 1;
    for (size_t i = 0; i < t->n; i++) {
        const struct similar_partner *p;
        size_t n = similar_partners(s, i, &p);
        char *text = n ? texts_text(t, i) : NULL;
        for (size_t k = 0; k < n; k++) {
            char *other = texts_text(t, p[k].item);
            double index = texts_jaccard(text, other);
            lowest = index < lowest ? index : lowest;
            free(other);
        }
        *count += n;
        free(text);
    }
    return lowest;
}

int main(int argc, char **argv)
{
    struct texts t = {argc > 1 ? strtoul(argv[1], NULL, 10) : 100000};
    double least = argc > 2 ? strtod(argv[2], NULL) : 0.6, sketching = 0, start;
    struct similar *s = sketch_all(&t, least, &sketching);
    start = times_now();
    similar_find(s);
    double search = times_now() - start, memory = mib();
    struct recall families = {0}, copies = {0};
    size_t i = 0, named = 0;
    while (i < t.n - TEXTS_COPIES - TEXTS_TEMPLATE)
        i = look_at_family(s, &t, i, &families);
    while (i < t.n)
        i = look_at_family(s, &t, i, &copies);
    double lowest = lowest_named(s, &t, &named);
    printf("  %zu texts: sketches %.1f s, search %.1f s, %.0f MiB\n", t.n, sketching, search, memory);
    printf("  of %zu pairs of index 2/3 or more %.2f %% in one group, %.2f %% named; copies of a template: %zu pairs, %.2f %%\n",
           families.pairs, 100.0 * (double)families.grouped / (double)families.pairs,
           100.0 * (double)families.named / (double)families.pairs, copies.pairs,
           100.0 * (double)copies.grouped / (double)copies.pairs);
    printf("  of %zu partners named the least alike has an index of %.2f\n", named, lowest);
    similar_free(s);
    bool good = (double)(families.named) >= 0.95 * (double)families.pairs &&
                (double)copies.grouped >= 0.95 * (double)copies.pairs && lowest >= 0.3;
    return !good;
}
