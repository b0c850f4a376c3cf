/* Names that join the pack's files: lists that rules and forms ask for, and names in programme.xml that nothing asks for, which
 * are slips of the pen as a rule. The files are searched as text: an XPath may stand in any attribute of theirs. */
#include <ctype.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "programme/audit_int.h"
#include "programme/merge.h"
#include "programme/shape.h"
#include "xslt/xml.h"

/* --- lists --- */

static bool is_table(const struct audit *a, const char *name)
{
    for (const xmlNode *n = a->root->children; n; n = n->next)
        if (xml_is(n, NULL, "table") && merge_key(n) && !strcmp(merge_key(n), name))
            return true;
    return false;
}

static unsigned line_of(const char *text, const char *at)
{
    unsigned line = 1;
    for (; text < at; text++)
        line += *text == '\n';
    return line;
}

/* sb:list('NAME', sb:list-has("NAME", ...: a name that is computed is not seen. */
static void lists_in(struct audit *a, const char *file, const char *text)
{
    for (const char *at = text; (at = strstr(at, "sb:list"));) {
        struct loc loc = {.file = file, .line = line_of(text, at)};
        at += strcspn(at, "( \t\n\"'");
        at += strspn(at, "( \t\n");
        size_t n = *at == '\'' || *at == '"' ? strspn(at + 1, "abcdefghijklmnopqrstuvwxyz0123456789-") : 0;
        if (!n || at[n + 1] != *at)
            continue;
        const char *name = arena_strndup(a->arena, at + 1, n);
        if (!programme_list(a->p, name) && !is_table(a, name))
            diag(a->d, AUDIT_LIST, &loc, name);
    }
}

static void tables(struct audit *a)
{
    for (const xmlNode *n = a->root->children; n; n = n->next) {
        struct loc loc = merge_loc(n);
        if (xml_is(n, NULL, "table") && merge_key(n) && !programme_list(a->p, merge_key(n)))
            diag(a->d, AUDIT_TABLE, &loc, merge_key(n));
    }
}

/* --- names --- */

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '-' || c == '_';
}

static bool mentioned(const struct buf *all, const char *name)
{
    size_t n = strlen(name);
    for (const char *at = all->data; at && (at = strstr(at, name)); at += n)
        if ((at == all->data || !is_name(at[-1])) && !is_name(at[n]))
            return true;
    return false;
}

static void names(struct audit *a, const struct buf *all, const xmlNode *n)
{
    const char *own = (const char *)n->name;
    struct loc loc = merge_loc(n);
    if (!shape_of(n, NULL) && !mentioned(all, own))
        diag(a->d, AUDIT_UNREAD, &loc, own);
    for (const xmlAttr *x = n->properties; x; x = x->next)
        if (!shape_of(n, (const char *)x->name) && !mentioned(all, (const char *)x->name))
            diag(a->d, AUDIT_UNREAD, &loc, (const char *)x->name);
    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            names(a, all, c);
}

/* --- the files --- */

static bool is_rules_or_form(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (!strcmp(dot, ".sch") || !strcmp(dot, ".xsl"));
}

static void search(struct audit *a, const char *folder, struct buf *all)
{
    char **names = file_list(folder);
    for (char **name = names; name && *name; name++) {
        const char *path = arena_printf(a->arena, "%s/%s", folder, *name);
        struct buf text = {0};
        if (is_rules_or_form(*name) && file_read(path, LIMIT_INPUT_BYTES, &text, a->d) && text.n) {
            lists_in(a, path, text.data);
            buf_add(all, text.data, text.n);
        }
        buf_free(&text);
    }
    file_list_free(names);
}

static size_t count_lists(const char *folder)
{
    char **names = lists_names_in(folder);
    size_t count = 0;
    while (names && names[count])
        count++;
    file_list_free(names);
    return count;
}

void audit_names(struct audit *a)
{
    struct buf all = {0};
    for (const char *const *root = programme_roots(a->p); *root; root++) {
        search(a, *root, &all);
        a->facts.lists += count_lists(*root);
    }
    tables(a);
    names(a, &all, a->root);
    buf_free(&all);
}
