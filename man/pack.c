/* pack.c - prints shenbao-pack(5) from its frame (standard input) and the tables of src: a line @SHAPE@ becomes what programme.xml
 * may say, @FUNCTIONS@ the XPath functions, @STATED@ what the program looks for in a package. */
#include <stdio.h>
#include <string.h>

struct row {
    const char *parent, *element, *attribute, *kind, *name;
};

static const struct row shapes[] = {
#define SHAPE(parent, element, attribute, kind, name) {parent, element, attribute, #kind, name},
#include "programme/shape.def"
#undef SHAPE
};

static const struct {
    const char *about, *when, *what;
} topics[] = {
#define STATED(about, when, what) {about, when, what},
#include "programme/stated.def"
#undef STATED
};

static const struct {
    const char *name, *arguments, *gives;
} functions[] = {
#define FUNCTION(name, call, arguments, gives) {name, arguments, gives},
#include "xslt/functions.def"
#undef FUNCTION
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

/* Roff's own marks in data: a backslash, and a hyphen that must stay one. How wide it becomes: a Han character is written as
 * \[uXXXX] before roff sees it. */
static size_t put_n(const char *s, size_t n)
{
    size_t width = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\\' || s[i] == '-')
            printf(s[i] == '-' ? "\\-" : "\\e");
        else
            putchar(s[i]);
        width += (unsigned char)s[i] < 0x80 ? 1 : 3;
    }
    return width;
}

static void put(const char *s)
{
    put_n(s, strlen(s));
}

/* Running text in lines of less than 80 bytes. */
static void put_words(const char *s)
{
    for (size_t column = 0; *s; s += strspn(s, " ")) {
        size_t n = strcspn(s, " ");
        if (column && column + n > 60) {
            putchar('\n');
            column = 0;
        } else if (column) {
            putchar(' ');
        }
        column += put_n(s, n) + 1;
        s += n;
    }
}

static const char *kind(const char *k)
{
    static const struct {
        const char *kind, *text;
    } names[] = {{"NUMBER", ", a number"}, {"DATE", ", a date"}, {"YESNO", ", yes or no"}};
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(names[i].kind, k) == 0)
            return names[i].text;
    return "";
}

static void element(const struct row *r)
{
    fputs(".It Sy ", stdout);
    put(r->element);
    if (strcmp(r->parent, "*") != 0 && *r->parent) {
        fputs(" No in ", stdout);
        put(r->parent);
    }
    putchar('\n');
}

/* An element, then its attributes in a list of their own. */
static void print_shapes(void)
{
    const struct row *open = NULL, *first = NULL;
    puts(".Bl -tag -width Ds -compact");
    for (size_t i = 0; i < COUNT(shapes); i++) {
        const struct row *r = &shapes[i];
        if (!open || strcmp(open->element, r->element) != 0 || strcmp(open->parent, r->parent) != 0) {
            element(r);
            open = first = r;
        }
        if (*r->attribute) {
            if (r != first)
                puts(".br");
            fputs(".Sy ", stdout);
            put(r->attribute);
            printf(" :\n");
        }
        put(r->name);
        put(kind(r->kind));
        puts(".");
    }
    puts(".El");
}

/* "node?, path" becomes "[node], path" */
static void put_arguments(const char *s)
{
    while (*s) {
        size_t n = strcspn(s, ",");
        int optional = s[n - 1] == '?';
        fputs(optional ? "[" : "", stdout);
        put_n(s, n - (size_t)optional);
        fputs(optional ? "]" : "", stdout);
        s += n + (s[n] == ',');
        if (*s == ' ')
            fputs(",\\ ", stdout);
        s += *s == ' ';
    }
}

static void print_functions(void)
{
    puts(".Bl -tag -width Ds -compact");
    for (size_t i = 0; i < COUNT(functions); i++) {
        fputs(".It Sy sb:", stdout);
        put(functions[i].name);
        if (*functions[i].arguments) {
            fputs("( Ns Ar ", stdout);
            put_arguments(functions[i].arguments);
            puts(" )");
        } else {
            puts("()");
        }
        put_words(functions[i].gives);
        puts(".");
    }
    puts(".El");
}

static void print_topics(void)
{
    puts(".Bl -tag -width Ds -compact");
    for (size_t i = 0; i < COUNT(topics); i++) {
        fputs(".It Sy ", stdout);
        put(topics[i].about);
        putchar('\n');
        put_words(topics[i].when);
        puts(":");
        put_words(topics[i].what);
        puts(".");
    }
    puts(".El");
}

int main(void)
{
    char line[1000];
    while (fgets(line, sizeof line, stdin)) {
        if (strcmp(line, "@SHAPE@\n") == 0)
            print_shapes();
        else if (strcmp(line, "@FUNCTIONS@\n") == 0)
            print_functions();
        else if (strcmp(line, "@STATED@\n") == 0)
            print_topics();
        else
            fputs(line, stdout);
    }
    return 0;
}
