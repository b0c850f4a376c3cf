/* fo.c - prints shenbao-fo(5) from its frame (standard input) and the tables of src/fo. A line @NAME@ of the frame becomes
 * the table of that name. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct property {
    const char *name, *parser;
    bool inherited;
    const char *initial, *base, *allowed, *status;
    const char *applies, *meaning; /* extensions */
};

static const struct property properties[] = {
#define FO_PROP(id, name, parser, inherited, initial, base, allowed, status) \
    {name, #parser, inherited, initial, #base, allowed, #status, "", ""},
#include "fo/properties.def"
#undef FO_PROP
};

static const struct property extensions[] = {
#define FO_EXT(id, name, parser, inherited, initial, base, allowed, status, applies, meaning) \
    {"sb:" name, #parser, inherited, initial, #base, allowed, #status, applies, meaning},
#include "fo/extensions.def"
#undef FO_EXT
};

static const struct {
    const char *name, *status;
} elements[] = {
#define FO_ELEMENT(id, name, status) {name, #status},
#include "fo/elements.def"
#undef FO_ELEMENT
};

static const struct {
    const char *name, *targets;
} shorthands[] = {
#define FO_SHORTHAND(name, rank, expander, ...) {name, #__VA_ARGS__},
#include "fo/shorthands.def"
#undef FO_SHORTHAND
};

static const char *const unsupported[] = {
#define FO_UNSUPPORTED(name) name,
#include "fo/unsupported.def"
#undef FO_UNSUPPORTED
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* What a value of each kind is called, before the keywords. */
static const struct {
    const char *parser, *text;
} kinds[] = {
    {"LENGTH", "length"}, {"FONT_SIZE", "length"}, {"LINE_HEIGHT", "number or length"}, {"INTEGER", "integer"},
    {"NUMBER", "number"}, {"COLOR", "color"}, {"STRING", "text"}, {"URI", "url(...)"}, {"LIST", "names"}, {"KEEP", "integer"},
    {"ENUM", ""}, {"ENUM_SET", ""},
};

static const struct {
    const char *base, *text;
} bases[] = {
    {"CONTAINER_IPD", "width of the containing block"}, {"CONTAINER_BPD", "height of the containing block"},
    {"REFERENCE_IPD", "width of the reference area"}, {"PAGE", "edge of the page"}, {"FONT_SIZE", "font-size"},
    {"LINE_HEIGHT", "line-height"}, {"TABLE_IPD", "width of the table"}, {"INTRINSIC", "own size"},
    {"BOX", "box less image"},
};

static const char *status(const char *s)
{
    return strcmp(s, "SUPPORTED") == 0 ? "yes" : "warned";
}

/* Roff's own marks in data: a backslash, a hyphen that must stay one, a point at the line's start. */
static void put(const char *s, size_t n)
{
    for (size_t i = 0; i < n && s[i]; i++) {
        if (i == 0 && s[i] == '.')
            fputs("\\&.", stdout);
        else if (s[i] == '\\')
            fputs("\\e", stdout);
        else if (s[i] == '-')
            fputs("\\-", stdout);
        else
            putchar(s[i]);
    }
}

/* Running text in lines of less than 80 bytes. */
static void put_words(const char *s)
{
    for (size_t column = 0; *s; s += strspn(s, " ")) {
        size_t n = strcspn(s, " ");
        if (column && column + n > 76) {
            putchar('\n');
            column = 0;
        } else if (column) {
            putchar(' ');
        }
        put(s, n);
        column += n + 1;
        s += n;
    }
}

static void put_item(const char *name)
{
    fputs(".It Sy ", stdout);
    put_words(name);
    putchar('\n');
}

static const char *kind_of(const struct property *p)
{
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(kinds[i].parser, p->parser) == 0)
            return kinds[i].text;
    return "";
}

static void put_base(const struct property *p)
{
    for (size_t i = 0; i < COUNT(bases); i++)
        if (strcmp(bases[i].base, p->base) == 0)
            printf(",\n%% (%s)", bases[i].text);
}

/* What properties.def calls allowed: a mark for the range of numbers, then keywords between bars. */
static void put_values(const struct property *p)
{
    const char *kind = kind_of(p), *keywords = p->allowed, *range = "";
    if (*kind && *keywords == '+')
        range = " from 0";
    if (*kind && *keywords == '1')
        range = strcmp(kind, "length") == 0 ? " above 0" : " from 1";
    keywords += *range != '\0';
    printf("%s%s", kind, range);
    put_base(p);
    for (const char *between = *kind ? ",\n" : ""; *keywords; between = ",\n") {
        size_t n = strcspn(keywords, "|");
        fputs(between, stdout);
        put(keywords, n);
        keywords += n + (keywords[n] == '|');
    }
}

static void put_facts(const struct property *p)
{
    put_values(p);
    fputs(";\ninitial: ", stdout);
    put_words(*p->initial ? p->initial : "empty");
    printf("%s;\nstatus: %s.\n", p->inherited ? ";\ninherited" : "", status(p->status));
}

static void begin_list(void)
{
    puts(".Bl -tag -width Ds -compact");
}

static void end_list(void)
{
    puts(".El");
}

static void print_elements(void)
{
    puts(".Bl -column \"fo:repeatable\\-page\\-master\\-alternatives\" \"status\"\n.It Em Element Ta Em Status");
    for (size_t i = 0; i < COUNT(elements); i++)
        if (elements[i].name[0] != '#') {
            fputs(strncmp(elements[i].name, "sb:", 3) == 0 ? ".It " : ".It fo:", stdout);
            put_words(elements[i].name);
            printf(" Ta %s\n", status(elements[i].status));
        }
    end_list();
}

static void print_properties(void)
{
    begin_list();
    for (size_t i = 0; i < COUNT(properties); i++) {
        put_item(properties[i].name);
        put_facts(&properties[i]);
    }
    end_list();
}

/* BORDER_BEFORE_WIDTH, ... by the names of the properties. */
static void put_targets(const char *list)
{
    for (; *list; list++) {
        if (*list == '_')
            fputs("\\-", stdout);
        else if (*list == ' ')
            putchar('\n');
        else
            putchar(*list >= 'A' && *list <= 'Z' ? *list - 'A' + 'a' : *list);
    }
    puts(".");
}

static void print_shorthands(void)
{
    begin_list();
    for (size_t i = 0; i < COUNT(shorthands); i++) {
        put_item(shorthands[i].name);
        put_targets(shorthands[i].targets);
    }
    end_list();
}

static void print_extensions(void)
{
    begin_list();
    for (size_t i = 0; i < COUNT(extensions); i++) {
        const struct property *p = &extensions[i];
        put_item(p->name);
        put_words(p->meaning);
        puts(".");
        if (*p->applies) {
            puts("On");
            put_words(p->applies);
            puts(".");
        }
        fputs("Values: ", stdout);
        put_facts(p);
    }
    end_list();
}

static const struct {
    const char *element, *what;
} partials[] = {
#define FO_PARTIAL(element, name, prop, keyword, what) {name, what},
#include "fo/partial.def"
#undef FO_PARTIAL
};

/* By element, which is how they stand in the table. */
static void print_partial(void)
{
    begin_list();
    for (size_t i = 0; i < COUNT(partials); i++) {
        if (i == 0 || strcmp(partials[i].element, partials[i - 1].element) != 0) {
            fputs(".It fo:", stdout);
            put_words(partials[i].element);
            putchar('\n');
        }
        put_words(partials[i].what);
        puts(i + 1 < COUNT(partials) && strcmp(partials[i].element, partials[i + 1].element) == 0 ? "," : ".");
    }
    end_list();
}

static void print_unsupported(void)
{
    puts("The status of these properties is\n.Sy no :");
    for (size_t i = 0; i < COUNT(unsupported); i++) {
        put_words(unsupported[i]);
        puts(i + 1 < COUNT(unsupported) ? "," : ".");
    }
}

static const struct {
    const char *line;
    void (*print)(void);
} tables[] = {
    {"@ELEMENTS@\n", print_elements}, {"@PROPERTIES@\n", print_properties}, {"@SHORTHANDS@\n", print_shorthands},
    {"@EXTENSIONS@\n", print_extensions}, {"@UNSUPPORTED@\n", print_unsupported},
    {"@PARTIAL@\n", print_partial},
};

static bool print_table(const char *line)
{
    for (size_t i = 0; i < COUNT(tables); i++)
        if (strcmp(tables[i].line, line) == 0) {
            tables[i].print();
            return true;
        }
    return false;
}

int main(void)
{
    char line[512];
    while (fgets(line, sizeof line, stdin))
        if (!print_table(line))
            fputs(line, stdout);
    return 0;
}
