/* chart_data.c - reads series and points. Numbers are decimal with a point, whatever the locale; dates are those of
 * GB/T 7408 (ISO 8601): YYYY-MM or YYYY-MM-DD. */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "layout/chart_int.h"

#define GREATEST 1e15 /* beyond, a double no longer counts single units */

/* --- numbers and days --- */

static const char *digits(const char *s, double *v, double *scale)
{
    for (; *s >= '0' && *s <= '9'; s++) {
        *v = *v * 10 + (*s - '0');
        *scale *= 10;
    }
    return s;
}

static bool read_number(const char *s, double *out)
{
    bool minus = *s == '-';
    double v = 0, whole = 1, part = 1;
    s += minus || *s == '+';
    const char *begin = s;
    s = digits(s, &v, &whole);
    size_t count = (size_t)(s - begin);
    if (*s == '.') {
        begin = ++s;
        s = digits(s, &v, &part);
        count += (size_t)(s - begin);
    }
    *out = (minus ? -v : v) / part;
    return count > 0 && count < 30 && !*s && fabs(*out) <= GREATEST;
}

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b != 0 && (a < 0) != (b < 0));
}

/* Hinnant, "chrono-compatible low-level date algorithms": years begin in March, so that the leap day is the last. */
int64_t chart_day(int64_t year, int64_t month, int day)
{
    year += floor_div(month, 12);
    month -= floor_div(month, 12) * 12;
    int64_t y = month < 2 ? year - 1 : year, era = floor_div(y, 400), of_era = y - era * 400;
    int64_t of_year = (153 * (month < 2 ? month + 10 : month - 2) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int two(const char *s)
{
    return s[0] >= '0' && s[0] <= '9' && s[1] >= '0' && s[1] <= '9' ? (s[0] - '0') * 10 + s[1] - '0' : -1;
}

/* `end`: the day behind what is meant. */
static bool read_date(const char *s, bool end, double *out)
{
    size_t n = strlen(s);
    if ((n != 7 && n != 10) || s[4] != '-' || (n == 10 && s[7] != '-'))
        return false;
    int century = two(s), year = two(s + 2), month = two(s + 5), day = n == 10 ? two(s + 8) : 1;
    if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1)
        return false;
    int64_t begin = chart_day(century * 100 + year, month - 1, 1), next = chart_day(century * 100 + year, month, 1);
    if (begin + day > next)
        return false;
    *out = (double)(n == 7 ? (end ? next : begin) : begin + day - 1 + (end ? 1 : 0));
    return true;
}

/* --- points --- */

static size_t category(struct chart *c, const char *label)
{
    for (size_t i = 0; i < c->categories.n; i++)
        if (!strcmp(c->categories.v[i], label))
            return i;
    *VEC_PUSH(c->scratch, &c->categories) = label;
    return c->categories.n - 1;
}

static bool bad(struct chart *c, const struct fo_node *n, enum fo_prop p)
{
    diag(c->l->diag, CHART_VALUE, &n->loc, fo_prop_name(p) + 3, fo_string(n, p));
    return false;
}

static bool read_value(struct chart *c, const struct fo_node *n, struct chart_point *p)
{
    if (!read_number(fo_string(n, FO_X_VALUE), &p->value))
        return bad(c, n, FO_X_VALUE);
    if (c->kind != FO_K_PIE || p->value >= 0)
        return true;
    diag(c->l->diag, CHART_PIE_NEGATIVE, &n->loc, fo_string(n, FO_X_VALUE));
    return false;
}

/* All tasks of a chart are in dates, or all in numbers: the first says which. */
static bool read_task(struct chart *c, const struct fo_node *n, struct chart_point *p, bool first)
{
    const char *from = fo_string(n, FO_X_FROM), *to = fo_string(n, FO_X_TO);
    if (first)
        c->dates = read_date(from, false, &p->value);
    if (!(c->dates ? read_date(from, false, &p->value) : read_number(from, &p->value)))
        return bad(c, n, FO_X_FROM);
    if (!(c->dates ? read_date(to, true, &p->end) : read_number(to, &p->end)))
        return bad(c, n, FO_X_TO);
    if (c->dates && !strcmp(from, to) && strlen(from) == 10)
        p->end = p->value; /* one day: a milestone */
    if (p->end >= p->value)
        return true;
    diag(c->l->diag, CHART_TASK_BACKWARDS, &n->loc, fo_string(n, FO_X_LABEL));
    return false;
}

static void say_limit(struct chart *c, const struct fo_node *n, bool series)
{
    struct buf limit = {0};
    buf_decimal(&limit, series ? LIMIT_CHART_SERIES : LIMIT_CHART_POINTS, 0);
    if (series)
        diag(c->l->diag, CHART_TOO_MANY_SERIES, &n->loc, limit.data);
    else
        diag(c->l->diag, CHART_TOO_MANY_POINTS, &n->loc, limit.data);
    buf_free(&limit);
}

static void read_series(struct chart *c, struct fo_node *n)
{
    struct chart_series s = {.node = n, .name = fo_string(n, FO_X_NAME)};
    for (struct fo_node *k = fo_first(c->l->fo, n); k; k = fo_next(c->l->fo, k)) {
        if (k->element != FO_POINT)
            continue;
        if (++c->points > LIMIT_CHART_POINTS) {
            if (c->points == LIMIT_CHART_POINTS + 1)
                say_limit(c, k, false);
            continue;
        }
        struct chart_point p = {.node = k};
        if (c->kind == FO_K_GANTT ? !read_task(c, k, &p, c->points == 1) : !read_value(c, k, &p))
            continue;
        p.category = category(c, fo_string(k, FO_X_LABEL));
        *VEC_PUSH(c->scratch, &s.points) = p;
    }
    *VEC_PUSH(c->scratch, &c->series) = s;
}

/* --- the order of categories --- */

/* A ring of categories; index n is where it begins and ends, and what is not in it yet has no next (NOWHERE). */
#define NOWHERE SIZE_MAX
struct ring { size_t *next, *prev, n; };

static void ring_insert(struct ring *r, size_t what, size_t before)
{
    r->next[what] = before;
    r->prev[what] = r->prev[before];
    r->next[r->prev[before]] = what;
    r->prev[before] = what;
}

/* What only a later series has stands before the next category that those before it have too: a year that the first series
 * lacks keeps its place in the years. */
static void ring_add(struct chart *c, struct ring *r, const struct chart_series *s)
{
    size_t *before = arena_array(c->scratch, s->points.n + 1, sizeof *before);
    before[s->points.n] = r->n;
    for (size_t k = s->points.n; k-- > 0;) {
        size_t behind = k + 1 < s->points.n ? s->points.v[k + 1].category : r->n;
        before[k] = r->next[behind] != NOWHERE ? behind : before[k + 1];
    }
    for (size_t k = 0; k < s->points.n; k++)
        if (r->next[s->points.v[k].category] == NOWHERE)
            ring_insert(r, s->points.v[k].category, before[k]);
}

static void order_categories(struct chart *c)
{
    size_t n = c->categories.n, *place = arena_array(c->scratch, n + 1, sizeof *place), at = 0;
    struct ring r = {arena_array(c->scratch, n + 1, sizeof *r.next), arena_array(c->scratch, n + 1, sizeof *r.prev), n};
    const char **labels = arena_dup(c->scratch, c->categories.v, n * sizeof *labels);
    for (size_t i = 0; i < n; i++)
        r.next[i] = NOWHERE;
    r.next[n] = r.prev[n] = n;
    for (size_t i = 0; i < c->series.n; i++)
        ring_add(c, &r, &c->series.v[i]);
    for (size_t i = r.next[n]; i != n; i = r.next[i]) {
        c->categories.v[at] = labels[i];
        place[i] = at++;
    }
    for (size_t i = 0; i < c->series.n; i++)
        for (size_t k = 0; k < c->series.v[i].points.n; k++)
            c->series.v[i].points.v[k].category = place[c->series.v[i].points.v[k].category];
}

/* A category that stands twice in a series has its last value. */
static void by_category(struct chart *c, struct chart_series *s)
{
    s->values = arena_array(c->scratch, c->categories.n + 1, sizeof *s->values);
    for (size_t i = 0; i < c->categories.n; i++)
        s->values[i] = NAN;
    for (size_t i = 0; i < s->points.n; i++)
        s->values[s->points.v[i].category] = s->points.v[i].value;
}

void chart_read(struct chart *c, struct fo_node *chart)
{
    for (struct fo_node *n = fo_first(c->l->fo, chart); n; n = fo_next(c->l->fo, n)) {
        if (n->element != FO_SERIES)
            continue;
        if (c->series.n == LIMIT_CHART_SERIES) {
            say_limit(c, n, true);
            break;
        }
        read_series(c, n);
    }
    order_categories(c);
    for (size_t i = 0; i < c->series.n; i++)
        by_category(c, &c->series.v[i]);
}
