#include "check/submission.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "check/findings.h"
#include "xslt/xml.h"

/* reading: what the schema does not allow is read as far as it goes, and reported by submission_check() */

static bool is_element(const xmlNode *n, const char *name)
{
    return xml_is(n, SUBMISSION_NS, name);
}

/* Values with one blank between words, as the datatype line takes them. */
static const char *attribute(struct submission *s, const xmlNode *n, const char *name)
{
    return buf_words_in(s->arena, xml_attribute(n, name, ""));
}

static const char *child(struct submission *s, const xmlNode *parent, const char *name)
{
    return xml_words_in(s->arena, xml_child(parent, name));
}

static bool is_true(const char *value)
{
    return !strcmp(value, "true") || !strcmp(value, "1");
}

static size_t number(const char *value, size_t otherwise)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    return *value && !*end && n ? n : otherwise;
}

static void read_number(struct submission *s, const xmlNode *n)
{
    *VEC_PUSH(s->arena, &s->numbers) = (struct submission_number){
        .value = number(attribute(s, n, "value"), 0),
        .folder = attribute(s, n, "folder"),
        .title = child(s, n, "title"),
        .unit = child(s, n, "unit"),
        .withdrawn = is_true(attribute(s, n, "withdrawn")),
        .line = xml_line(n),
    };
}

static void read_numbering(struct submission *s, const xmlNode *n)
{
    s->across = !strcmp(attribute(s, n, "scope"), "batch");
    s->start = number(attribute(s, n, "start"), 1);
    for (const xmlNode *k = n->children; k; k = k->next)
        if (is_element(k, "number"))
            read_number(s, k);
}

static void read_contact(struct submission *s, const xmlNode *n)
{
    *VEC_PUSH(s->arena, &s->contacts) = (struct submission_contact){
        .role = attribute(s, n, "role"),
        .name = child(s, n, "name"),
        .position = child(s, n, "position"),
        .phone = child(s, n, "phone"),
        .email = child(s, n, "email"),
    };
}

static void read_paper(struct submission *s, const xmlNode *n)
{
    *VEC_PUSH(s->arena, &s->papers) = (struct submission_paper){
        .kind = attribute(s, n, "kind"),
        .file = attribute(s, n, "file"),
        .sealed_at = attribute(s, n, "sealedAt"),
        .number = attribute(s, n, "number"),
        .sealed = is_true(attribute(s, n, "sealed")),
        .line = xml_line(n),
    };
}

static void read_recommender(struct submission *s, const xmlNode *n)
{
    s->recommender = child(s, n, "name");
    s->recommender_kind = child(s, n, "kind");
}

static void read_filing(struct submission *s, const xmlNode *n)
{
    s->filled_on = attribute(s, n, "filledOn");
    s->submitted_at = attribute(s, n, "submittedAt");
    s->deadline = attribute(s, n, "deadline");
}

static void read_answer(struct submission *s, const xmlNode *n)
{
    s->answer_by = attribute(s, n, "by");
}

static void read_all(struct submission *s, const xmlNode *root)
{
    static const struct {
        const char *name;
        void (*read)(struct submission *s, const xmlNode *n);
    } parts[] = {
        {"recommender", read_recommender}, {"contact", read_contact},     {"paper", read_paper},
        {"filing", read_filing},           {"numbering", read_numbering}, {"answer", read_answer},
    };
    s->programme = attribute(s, root, "programme");
    for (const xmlNode *n = root->children; n; n = n->next)
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (is_element(n, parts[i].name))
                parts[i].read(s, n);
}

struct submission *submission_open(const char *file, struct diag_list *d)
{
    xmlDocPtr doc = xml_load(file, d);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    struct loc loc = {.file = file, .line = root ? xml_line(root) : 0};
    if (root && !is_element(root, "submission")) {
        diag(d, SUBMISSION_ROOT, &loc, (const char *)root->name);
        root = NULL;
    }
    if (!root) {
        xml_free(doc);
        return NULL;
    }
    struct submission *s = xcalloc(1, sizeof *s);
    char *folder = file_folder(file);
    *s = (struct submission){
        .arena = arena_new(), .doc = doc, .recommender = "", .recommender_kind = "", .filled_on = "", .submitted_at = "",
        .deadline = "", .answer_by = "", .start = 1,
    };
    s->file = arena_strdup(s->arena, file);
    s->folder = arena_strdup(s->arena, folder);
    free(folder);
    read_all(s, root);
    return s;
}

char *submission_beside(const char *input)
{
    struct stat st;
    struct buf path = {0};
    char *folder = stat(input, &st) == 0 && S_ISDIR(st.st_mode) ? xstrdup(input) : file_folder(input);
    buf_printf(&path, "%s/submission.xml", folder);
    free(folder);
    char *found = buf_steal(&path);
    if (stat(found, &st) == 0)
        return found;
    free(found);
    return NULL;
}

void submission_free(struct submission *s)
{
    if (!s)
        return;
    xml_free(s->doc);
    arena_free(s->arena);
    free(s);
}

/* checking */

/* Sorted by folder and value, so that twins are neighbours; the order of the file decides between these. */
static int by_value(const void *a, const void *b)
{
    const struct submission_number *const *x = a, *const *y = b;
    int folder = strcmp((*x)->folder, (*y)->folder);
    if (folder)
        return folder;
    if ((*x)->value != (*y)->value)
        return (*x)->value < (*y)->value ? -1 : 1;
    return *x < *y ? -1 : 1;
}

static void check_number(const struct submission *s, const struct submission_number *n, const struct submission_number *before,
                         struct diag_list *d)
{
    struct loc loc = {.file = s->file, .line = n->line};
    const char *value = arena_printf(s->arena, "%zu", n->value);
    if (n->value && before && before->value == n->value && !strcmp(before->folder, n->folder))
        diag(d, SUBMISSION_NUMBER_TWICE, &loc, value, arena_printf(s->arena, "%u", before->line));
    if (!n->withdrawn && !*n->title)
        diag(d, SUBMISSION_NUMBER_OF, &loc, value);
}

static void check_numbers(const struct submission *s, struct diag_list *d)
{
    size_t n = s->numbers.n;
    const struct submission_number **sorted = arena_array(s->arena, n + 1, sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        sorted[i] = &s->numbers.v[i];
    if (n)
        qsort(sorted, n, sizeof *sorted, by_value);
    for (size_t i = 0; i < n; i++)
        check_number(s, sorted[i], i ? sorted[i - 1] : NULL, d);
}

bool submission_check(struct submission *s, struct programme *p, struct diag_list *d)
{
    struct loc loc = {.file = s->file, .line = xml_line(xmlDocGetRootElement(s->doc))};
    if (*s->programme && strcmp(s->programme, programme_id(p))) {
        diag(d, SUBMISSION_OTHER, &loc, s->programme, programme_id(p));
        return false;
    }
    struct checking c = {.p = p, .doc = s->doc, .file = s->file, .out = d};
    checking_begin(&c);
    struct _xmlSchema *schema = programme_submission_schema(p, d);
    c.labels = programme_submission_labels(p, d);
    bool good = schema_check(&c, schema);
    checking_end(&c);
    check_numbers(s, d);
    diag_list_sort(d);
    return good;
}

/* asking */

const struct submission_contact *submission_contact(const struct submission *s, const char *role)
{
    for (size_t i = 0; i < s->contacts.n; i++)
        if (!strcmp(s->contacts.v[i].role, role))
            return &s->contacts.v[i];
    return NULL;
}

const struct submission_paper *submission_paper(const struct submission *s, const char *kind)
{
    for (size_t i = 0; i < s->papers.n; i++)
        if (!strcmp(s->papers.v[i].kind, kind))
            return &s->papers.v[i];
    return NULL;
}

char *submission_paper_path(const struct submission *s, const struct submission_paper *paper, struct diag_list *d)
{
    struct loc loc = {.file = s->file, .line = paper->line};
    return file_confined(s->folder, paper->file, (const char *const[]){s->folder, NULL}, &loc, d);
}
