/* proposal.c - prints shenbao-proposal(5) from its frame (standard input) and the schemas of all programmes in a folder
 * (the argument). A line @NAME@ of the frame becomes the table of that name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "programme/fields.h"
#include "programme/programme.h"
#include "xslt/xml.h"

#define MOST_PROGRAMMES 26

/* A field as all programmes have it together. */
struct entry {
    const struct field *field[MOST_PROGRAMMES]; /* NULL: the programme doesn't have it */
    struct entry *parent, *first, *next;
};

static struct arena *arena;
static struct programme *programmes[MOST_PROGRAMMES];
static size_t count;

/* Types that were printed with their parts, and where. */
static struct {
    const char *type;
    const char *path;
} printed[200];
static size_t printed_count;

static const struct field *any(const struct entry *e)
{
    size_t i = 0;
    while (!e->field[i])
        i++;
    return e->field[i];
}

static struct entry *child_of(struct entry *parent, const struct field *f)
{
    struct entry **at = &parent->first;
    for (; *at; at = &(*at)->next)
        if (strcmp(any(*at)->name, f->name) == 0 && any(*at)->attribute == f->attribute)
            return *at;
    *at = arena_alloc(arena, sizeof **at);
    (*at)->parent = parent;
    return *at;
}

static void add(struct entry *e, size_t programme, const struct field *f)
{
    e->field[programme] = f;
    for (size_t i = 0; i < f->n && f->kind != FIELD_RICH && f->kind != FIELD_INLINE; i++)
        add(child_of(e, &f->children[i]), programme, &f->children[i]);
}

/* roff */

static void put(const char *s)
{
    for (; *s; s++)
        if (*s == '\\')
            fputs("\\e", stdout);
        else if (*s == '-')
            fputs("\\-", stdout);
        else
            putchar(*s);
}

/* A blank in a long label begins a line of the source. */
static void put_words(const char *s)
{
    for (bool is_long = strlen(s) > 40; *s; s += strspn(s, " ")) {
        size_t n = strcspn(s, " ");
        put(arena_strndup(arena, s, n));
        s += n;
        if (*s)
            putchar(is_long ? '\n' : ' ');
    }
}

static const char *path_of(const struct entry *e)
{
    if (!e->parent)
        return "";
    return arena_printf(arena, "%s%s%s%s", path_of(e->parent), e->parent->parent ? "/" : "", any(e)->attribute ? "@" : "",
                        any(e)->name);
}

static char letter(size_t programme)
{
    return (char)(programme_id(programmes[programme])[0] - 'a' + 'A');
}

static void put_programmes(const struct entry *e)
{
    for (size_t i = 0; i < count; i++)
        if (e->field[i])
            putchar(letter(i));
}

static const char *kind_of(const struct field *f)
{
    static const char *const names[] = {
        [FIELD_GROUP] = "parts", [FIELD_LINE] = "line", [FIELD_MONEY] = "money", [FIELD_NUMBER] = "number",
        [FIELD_DATE] = "date", [FIELD_DATETIME] = "date and time", [FIELD_BOOLEAN] = "yes or no",
        [FIELD_COUNTRY] = "country", [FIELD_CODE] = "code", [FIELD_INLINE] = "inline", [FIELD_RICH] = "text",
    };
    if (f->type && strcmp(f->type, "NCName") == 0)
        return "name";
    return f->type && strcmp(f->type, "anyURI") == 0 ? "file" : names[f->kind];
}

static const char *label(const struct field *f)
{
    return f->label ? f->label : f->name;
}

/* The label, or each with the programmes that call it so. */
static void put_labels(const struct entry *e)
{
    bool differ = false, done[MOST_PROGRAMMES] = {false};
    for (size_t i = 0; i < count; i++)
        differ = differ || (e->field[i] && strcmp(label(e->field[i]), label(any(e))) != 0);
    for (size_t i = 0; i < count; i++) {
        if (!e->field[i] || done[i])
            continue;
        printf("%s", i && differ && e->field[i] != any(e) ? ",\n" : "");
        put_words(label(e->field[i]));
        fputs(differ ? " " : "", stdout);
        for (size_t k = i; k < count; k++)
            if (e->field[k] && strcmp(label(e->field[k]), label(e->field[i])) == 0) {
                done[k] = true;
                if (differ)
                    putchar(letter(k));
            }
    }
    puts(";");
}

static bool has_value(const struct field *f, const char *value)
{
    for (size_t i = 0; f && i < f->nvalues; i++)
        if (strcmp(f->values[i].value, value) == 0)
            return true;
    return false;
}

static void put_value(const struct field_value *v)
{
    printf(".Sy ");
    put(v->value);
    putchar('\n');
    if (!v->label)
        return;
    put(v->label);
    putchar('\n');
}

/* Those of all programmes, each once. */
static void put_values(const struct entry *e)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; e->field[i] && k < e->field[i]->nvalues; k++) {
            bool before = false;
            for (size_t j = 0; j < i; j++)
                before = before || has_value(e->field[j], e->field[i]->values[k].value);
            if (!before)
                put_value(&e->field[i]->values[k]);
        }
}

static const char *printed_at(const char *type)
{
    for (size_t i = 0; type && i < printed_count; i++)
        if (strcmp(printed[i].type, type) == 0)
            return printed[i].path;
    return NULL;
}

static void put_entry(const struct entry *e)
{
    const struct field *f = any(e);
    const char *path = path_of(e), *above = e->first ? printed_at(f->type) : NULL;
    printf(".It Sy ");
    put(path);
    putchar('\n');
    put_labels(e);
    printf("%s,\n%s;\n", kind_of(f), f->repeated ? "any number" : f->required ? "once" : "at most once");
    put_programmes(e);
    puts(".");
    put_values(e);
    if (above) {
        printf("Its parts are those of\n.Sy ");
        put(above);
        puts(" .");
        return;
    }
    if (e->first && f->type && printed_count < sizeof printed / sizeof *printed) {
        printed[printed_count].type = f->type;
        printed[printed_count++].path = path;
    }
    for (const struct entry *k = e->first; k; k = k->next) /* attributes say what the element is */
        if (any(k)->attribute)
            put_entry(k);
    for (const struct entry *k = e->first; k; k = k->next)
        if (!any(k)->attribute)
            put_entry(k);
}

static void print_elements(const struct entry *root)
{
    puts(".Bl -tag -width Ds -compact");
    for (const struct entry *k = root->first; k; k = k->next)
        put_entry(k);
    puts(".El");
}

static void print_programmes(void)
{
    puts(".Bl -tag -width MM -compact");
    for (size_t i = 0; i < count; i++) {
        printf(".It %c\n.Sy ", letter(i));
        put(programme_id(programmes[i]));
        putchar('\n');
        put(programme_title(programmes[i]));
        putchar('\n');
    }
    puts(".El");
}

static bool load(const char *folder, struct entry *root, struct entry *submission, struct diag_list *d)
{
    char **ids = programme_ids(folder, d);
    for (size_t i = 0; ids && ids[i] && count < MOST_PROGRAMMES; i++) {
        struct programme *p = programme_load(folder, ids[i], d);
        const struct field *f = p ? programme_fields(p, d) : NULL;
        const struct labels *l = p ? programme_submission_labels(p, d) : NULL;
        if (f && l) {
            programmes[count] = p;
            add(submission, count, fields_load(arena, l, "submission"));
            add(root, count++, f);
        }
    }
    free(ids);
    for (size_t i = 0; i < diag_list_count(d); i++) {
        struct buf line = {0};
        diag_line(&line, diag_list_at(d, i), NULL);
        fputs(line.data, stderr);
        buf_free(&line);
    }
    return count && !diag_list_has(d, DIAG_ERROR);
}

int main(int argc, char **argv)
{
    char line[512];
    struct entry root = {0}, submission = {0};
    struct diag_list *d = diag_list_new();
    arena = arena_new();
    xml_init();
    if (argc != 2 || !load(argv[1], &root, &submission, d))
        return 1;
    while (fgets(line, sizeof line, stdin)) {
        if (strcmp(line, "@PROGRAMMES@\n") == 0)
            print_programmes();
        else if (strcmp(line, "@ELEMENTS@\n") == 0)
            print_elements(&root);
        else if (strcmp(line, "@SUBMISSION@\n") == 0)
            print_elements(&submission);
        else
            fputs(line, stdout);
    }
    for (size_t i = 0; i < count; i++)
        programme_free(programmes[i]);
    diag_list_free(d);
    arena_free(arena);
    xml_cleanup();
    return ferror(stdout) != 0;
}
