/* The directions' money and projects against the sums of the preamble. A difference is reported and never mended; where one
 * direction's average alone stands out and would fall in line with the difference, it is named. */
#include <string.h>

#include "base/buf.h"
#include "programme/audit_int.h"
#include "programme/merge.h"
#include "xslt/xml.h"

struct share {
    const char *id;
    int64_t total, projects; /* hundredths, and number times 100 */
};

struct shares {
    VEC(struct share) v;
    int64_t total, projects;
};

static const char *money(struct audit *a, int64_t hundredths)
{
    struct buf b = {0};
    buf_decimal(&b, hundredths, 2);
    return buf_keep(&b, a->arena);
}

static struct shares collect(struct audit *a)
{
    const xmlNode *all = xml_child(a->root, "directions");
    struct shares s = {0};
    for (const xmlNode *n = all ? all->children : NULL; n; n = n->next) {
        const xmlNode *m = xml_is(n, NULL, "direction") ? xml_child(n, "money") : NULL;
        const char *total = xml_attribute(m, "total", NULL), *projects = xml_attribute(m, "projects", NULL);
        struct share x = {.id = xml_attribute(n, "id", NULL)};
        if (total)
            audit_number(total, &x.total);
        if (projects)
            audit_number(projects, &x.projects);
        s.total += x.total;
        s.projects += x.projects;
        *VEC_PUSH(a->arena, &s.v) = x;
    }
    return s;
}

/* Averages of all directions but one; false when there is none. */
static bool averages(const struct shares *s, size_t without, double *least, double *most)
{
    bool any = false;
    for (size_t i = 0; i < s->v.n; i++) {
        const struct share *x = &s->v.v[i];
        if (i == without || !x->total || !x->projects)
            continue;
        double average = (double)x->total / (double)x->projects;
        *least = !any || average < *least ? average : *least;
        *most = !any || average > *most ? average : *most;
        any = true;
    }
    return any;
}

/* Would this direction, which stands out, stand among the others if the gap were its own? */
static bool explains(const struct shares *s, size_t i, int64_t gap)
{
    const struct share *x = &s->v.v[i];
    double least = 0, most = 0;
    if (!x->total || !x->projects || !averages(s, i, &least, &most))
        return false;
    double now = (double)x->total / (double)x->projects, then = (double)(x->total + gap) / (double)x->projects;
    return (now < least || now > most) && then >= least && then <= most;
}

/* A total in hundredths by a number of projects times 100. */
static int64_t rounded(int64_t total, int64_t projects)
{
    return (total * 100 + projects / 2) / projects;
}

static void differs(struct audit *a, const struct shares *s, int64_t stated, const struct loc *loc)
{
    int64_t gap = stated - s->total;
    bool found = false;
    for (size_t i = 0; i < s->v.n; i++) {
        const struct share *x = &s->v.v[i];
        if (!explains(s, i, gap))
            continue;
        diag(a->d, AUDIT_TOTAL_BY, loc, money(a, s->total), money(a, stated), money(a, gap), x->id, money(a, x->total),
             money(a, x->total + gap), money(a, rounded(x->total, x->projects)),
             money(a, rounded(x->total + gap, x->projects)));
        found = true;
    }
    if (!found)
        diag(a->d, AUDIT_TOTAL, loc, money(a, s->total), money(a, stated), money(a, gap));
}

void audit_sums(struct audit *a)
{
    const xmlNode *preamble = xml_child(a->root, "preamble");
    const char *total = xml_attribute(preamble, "total", NULL), *projects = xml_attribute(preamble, "projects", NULL);
    struct shares s = collect(a);
    struct loc loc = merge_loc(preamble);
    int64_t stated;
    a->facts.total = s.total;
    a->facts.projects = s.projects / 100;
    if (total && audit_number(total, &stated) && stated != s.total)
        differs(a, &s, stated, &loc);
    if (projects && audit_number(projects, &stated) && stated != s.projects)
        diag(a->d, AUDIT_PROJECTS, &loc, money(a, s.projects), projects);
}
