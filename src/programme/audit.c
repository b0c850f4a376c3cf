#include "programme/audit.h"

#include <libxml/xpath.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "programme/audit_int.h"
#include "programme/merge.h"
#include "programme/schematron.h"
#include "xslt/xml.h"

/* Digits with at most two behind the point, no more than 15: exact, and without the locale. */
bool audit_number(const char *text, int64_t *hundredths)
{
    size_t whole = strspn(text, "0123456789");
    const char *point = text + whole;
    size_t behind = *point == '.' ? strspn(point + 1, "0123456789") : 0;
    *hundredths = 0;
    if (!whole || whole > 13 || behind > 2 || (*point == '.' && !behind) || point[behind ? behind + 1 : 0])
        return false;
    for (size_t i = 0; i < whole; i++)
        *hundredths = *hundredths * 10 + (text[i] - '0');
    for (size_t i = 0; i < 2; i++)
        *hundredths = *hundredths * 10 + (i < behind ? point[1 + i] - '0' : 0);
    return true;
}

/* --- what compiles --- */

static size_t count_rules(const struct schematron_rule *r, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t len = strcspn(r[i].id, "."), k = 0;
        while (k < i && (strcspn(r[k].id, ".") != len || strncmp(r[k].id, r[i].id, len)))
            k++;
        count += k == i;
    }
    return count;
}

static void compile_all(struct audit *a)
{
    const struct programme_form *f;
    const struct schematron_rule *r;
    a->facts.forms = programme_forms(a->p, &f);
    programme_schema(a->p, a->d);
    size_t n = programme_rule_facts(a->p, &r, a->d);
    a->facts.rules = count_rules(r, n);
    for (size_t i = 0; i < a->facts.forms; i++)
        programme_stylesheet(a->p, &f[i], a->d);
}

static void skeletons(struct audit *a)
{
    const xmlNode *all = xml_child(a->root, "directions");
    const struct programme_direction *d;
    a->facts.directions = programme_directions(a->p, &d);
    for (size_t i = 0; i < a->facts.directions; i++) {
        const xmlNode *n = all->children;
        while (n && !(xml_is(n, NULL, "direction") && !strcmp(xml_attribute(n, "id", ""), d[i].id)))
            n = n->next;
        struct loc loc = merge_loc(n);
        if (d[i].skeleton && access(d[i].skeleton, R_OK))
            diag(a->d, AUDIT_SKELETON, &loc, d[i].id, xml_attribute(n, "skeleton", NULL));
    }
}

static const char *number(struct audit *a, int64_t value, int digits)
{
    struct buf b = {0};
    buf_decimal(&b, value, digits);
    return buf_keep(&b, a->arena);
}

static void counts(struct audit *a)
{
    struct loc loc = {.file = merge_loc(a->root).file};
    const struct audit_facts *f = &a->facts;
    diag(a->d, AUDIT_FACTS, &loc, number(a, (int64_t)f->directions, 0), number(a, f->projects, 0), number(a, f->total, 2),
         number(a, (int64_t)f->forms, 0), number(a, (int64_t)f->rules, 0), number(a, (int64_t)f->lists, 0));
}

void audit_programme(struct programme *p, struct diag_list *d)
{
    struct audit a = {.p = p, .d = d, .arena = arena_new(), .xpath = xml_xpath(NULL)};
    a.root = xmlDocGetRootElement(programme_xml(p));
    compile_all(&a);
    skeletons(&a);
    audit_sums(&a);
    audit_values(&a);
    audit_names(&a);
    counts(&a);
    xmlXPathFreeContext(a.xpath);
    arena_free(a.arena);
    diag_list_sort(d);
}
