/* summary_paper.c - who stands on the table and on the letters: the submission, and what the command line says over it. */
#include <string.h>

#include "base/arena.h"
#include "batch/summary_form.h"
#include "check/submission.h"
#include "programme/labels.h"
#include "xslt/xml.h"

typedef VEC(struct summary_contact) contact_list;

/* 填表人 for filler, of the schema of submissions. */
static const char *label_of(const struct labels *l, const char *role)
{
    const xmlNode *contact = labels_child(l, labels_root(l, "submission"), "contact");
    const char *label = labels_value(l, labels_child(l, contact, "role"), role);
    return label ? label : role;
}

static struct summary_contact *find(contact_list *all, const char *role, size_t n)
{
    for (size_t i = 0; i < all->n; i++)
        if ((strlen(all->v[i].role) == n && !memcmp(all->v[i].role, role, n)) ||
            (strlen(all->v[i].label) == n && !memcmp(all->v[i].label, role, n)))
            return &all->v[i];
    return NULL;
}

/* The roles that the pack's table names, "head filler contact". */
static void add_roles(struct arena *a, const struct labels *l, const char *roles, contact_list *to)
{
    for (size_t n; *(roles += strspn(roles, " ")); roles += n) {
        n = strcspn(roles, " ");
        const char *role = arena_strndup(a, roles, n);
        *VEC_PUSH(a, to) = (struct summary_contact){.role = role, .label = label_of(l, role), .name = "", .phone = ""};
    }
}

static void add_submission(const struct submission *s, contact_list *to)
{
    for (size_t i = 0; i < to->n; i++) {
        const struct submission_contact *c = submission_contact(s, to->v[i].role);
        if (c) {
            to->v[i].name = c->name;
            to->v[i].phone = c->phone;
        }
    }
}

/* "填表人=王芳,0535-6700000" */
static bool add_option(struct arena *a, const char *text, contact_list *to, struct diag_list *d)
{
    size_t n = strcspn(text, "=");
    struct summary_contact *c = find(to, text, n);
    struct buf known = {0};
    for (size_t i = 0; i < to->n; i++)
        buf_printf(&known, "%s%s", i ? ", " : "", to->v[i].role);
    if (!c || text[n] != '=')
        diag(d, SUMMARY_CONTACT, NULL, text, known.data ? known.data : "-");
    buf_free(&known);
    if (!c || text[n] != '=')
        return false;
    const char *name = text + n + 1, *comma = strchr(name, ',');
    c->name = arena_strndup(a, name, comma ? (size_t)(comma - name) : strlen(name));
    c->phone = comma ? arena_strdup(a, comma + 1) : "";
    return true;
}

static void say_who(const struct submission *s, const char *recommender, struct summary_paper *out)
{
    const struct submission_paper *letter = s ? submission_paper(s, "letter") : NULL;
    out->recommender = recommender ? recommender : s ? s->recommender : "";
    out->kind = s ? s->recommender_kind : "";
    out->date = s ? s->filled_on : "";
    out->number = letter ? letter->number : "";
}

bool summary_paper(const struct summary *s, const struct submission *submission, const char *recommender,
                   const char *const *contacts, struct summary_paper *out, struct diag_list *d)
{
    const struct labels *l = programme_submission_labels(s->programme, d);
    const xmlNode *table = xml_child(xmlDocGetRootElement(programme_xml(s->programme)), "summary");
    contact_list all = {0};
    bool good = l != NULL;
    if (l)
        add_roles(s->arena, l, xml_attribute(table, "contacts", "head filler contact"), &all);
    if (submission)
        add_submission(submission, &all);
    for (; good && contacts && *contacts; contacts++)
        good = add_option(s->arena, *contacts, &all, d);
    say_who(submission, recommender, out);
    if (!*out->recommender)
        diag(d, SUMMARY_RECOMMENDER, NULL);
    out->contacts = all.v;
    out->contact_count = all.n;
    return good;
}
