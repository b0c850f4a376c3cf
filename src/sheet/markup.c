#include "sheet/markup.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/limits.h"

#define LEVELS 8 /* of lists in lists */

/* --- from a cell --- */

/* A mark of notation in a line: an opening one with its name, or a closing brace. */
struct mark {
    const char *at;
    const char *name; /* of the element; NULL: it pairs with nothing and is text */
    size_t length;    /* bytes of notation */
    bool open;
};

typedef VEC(struct mark) mark_list;

static bool is_escape(const char *s, const char *end)
{
    return *s == '\\' && s + 1 < end && s[1] && strchr("\\_^*#}", s[1]);
}

/* Nearly all of a text is none of it. */
static bool is_notation(char c)
{
    return c == '*' || c == '_' || c == '^' || c == '\\' || c == '}';
}

static size_t opening(const char *s, const char *end, const char **name)
{
    static const struct {
        const char *notation, *name;
    } openings[] = {{"**{", "strong"}, {"*{", "em"}, {"_{", "sub"}, {"^{", "sup"}};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++) {
        size_t n = strlen(openings[i].notation);
        if ((size_t)(end - s) >= n && memcmp(s, openings[i].notation, n) == 0) {
            *name = openings[i].name;
            return n;
        }
    }
    return 0;
}

/* All marks of a line in one walk: what opens is paired with the brace that closes it, what stays open is text. */
static void find_marks(struct arena *a, mark_list *marks, const char *s, const char *end)
{
    VEC(size_t) open = {0};
    for (; s < end; s++) {
        const char *name;
        if (!is_notation(*s))
            continue;
        size_t n = is_escape(s, end) ? 0 : opening(s, end, &name);
        if (n) {
            *VEC_PUSH(a, &open) = marks->n;
            *VEC_PUSH(a, marks) = (struct mark){s, NULL, n, true};
        } else if (*s == '}' && open.n) {
            struct mark *m = &marks->v[open.v[--open.n]];
            opening(m->at, end, &m->name);
            name = m->name;
            *VEC_PUSH(a, marks) = (struct mark){s, name, 1, false};
        }
        s += n ? n - 1 : is_escape(s, end);
    }
}

static void read_line(struct buf *xml, const char *s, const char *end)
{
    struct arena *a = arena_new();
    mark_list marks = {0};
    find_marks(a, &marks, s, end);
    size_t next = 0;
    for (const char *from = s; s <= end;) {
        bool at_mark = next < marks.n && marks.v[next].at == s;
        if (s < end && !at_mark && !is_escape(s, end)) {
            s++;
            continue;
        }
        buf_xml(xml, from, (size_t)(s - from));
        if (s == end)
            break;
        if (at_mark && marks.v[next].name) {
            buf_printf(xml, "<%s%s>", marks.v[next].open ? "" : "/", marks.v[next].name);
            from = s += marks.v[next].length;
        } else if (at_mark) {
            from = s++;
        } else {
            from = s + 1;
            s += 2;
        }
        next += at_mark;
    }
    arena_free(a);
}

/* Lists that are open: their element names by level. */
struct lists {
    const char *name[LEVELS];
    int open;
};

static void close_lists(struct buf *xml, struct lists *l, int down_to)
{
    while (l->open > down_to) {
        buf_printf(xml, "</li></%s>", l->name[--l->open]);
        if (l->open == 0)
            buf_putc(xml, '\n');
    }
}

/* An item at level 0, 1 ...: its list is opened, goes on, or gives way to one of the other kind. */
static void read_item(struct buf *xml, struct lists *l, const char *name, int level, int indent)
{
    level = level > l->open ? l->open : level < LEVELS ? level : LEVELS - 1;
    close_lists(xml, l, level + 1);
    if (l->open == level + 1 && strcmp(l->name[level], name) != 0)
        close_lists(xml, l, level);
    if (l->open == level + 1) {
        buf_puts(xml, "</li><li>");
        return;
    }
    l->name[l->open++] = name;
    buf_printf(xml, "%*s<%s><li>", level ? 0 : indent, "", name);
}

static const char *skip_spaces(const char *s, const char *end, int *spaces)
{
    *spaces = 0;
    for (; s < end && (*s == ' ' || *s == '\t'); s++)
        ++*spaces;
    return s;
}

void markup_read(struct buf *xml, const char *text, int indent)
{
    struct lists lists = {.open = 0};
    for (const char *line = text, *end; *line; line = *end ? end + 1 : end) {
        end = line + strcspn(line, "\n");
        const char *last = end;
        while (last > line && strchr(" \t", last[-1]))
            last--;
        int spaces;
        const char *s = skip_spaces(line, last, &spaces);
        if (s == last)
            continue;
        if (last - s >= 2 && (*s == '*' || *s == '#') && s[1] == ' ') {
            read_item(xml, &lists, *s == '*' ? "ul" : "ol", spaces / 2, indent);
            read_line(xml, s + 2, last);
            continue;
        }
        close_lists(xml, &lists, 0);
        buf_printf(xml, "%*s<p>", indent, "");
        read_line(xml, s, last);
        buf_puts(xml, "</p>\n");
    }
    close_lists(xml, &lists, 0);
}

void markup_read_inline(struct buf *xml, const char *text)
{
    char *line = xstrdup(text);
    for (char *s = line; *s; s++)
        if (*s == '\n')
            *s = ' ';
    read_line(xml, line, line + strlen(line));
    free(line);
}

/* --- to a cell --- */

static bool is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* Text with notation escaped, its white space as XML takes it: runs are one space. */
static void write_plain(struct buf *out, const char *s, bool inside, bool *space)
{
    const char *name;
    for (const char *end = s + strlen(s); s < end; s++) {
        if (strchr(" \t\r\n", *s)) {
            *space = true;
            continue;
        }
        if (*space && out->n && out->data[out->n - 1] != '\n')
            buf_putc(out, ' ');
        *space = false;
        bool line_start = !out->n || out->data[out->n - 1] == '\n';
        if (is_escape(s, end) || opening(s, end, &name) || (inside && *s == '}') ||
            (line_start && (*s == '*' || *s == '#') && s + 1 < end && s[1] == ' '))
            buf_putc(out, '\\');
        buf_putc(out, *s);
    }
}

static bool write_inlines(struct buf *out, const xmlNode *in, bool inside, bool *space, unsigned depth)
{
    static const struct {
        const char *name, *notation;
    } marks[] = {{"strong", "**{"}, {"em", "*{"}, {"sub", "_{"}, {"sup", "^{"}};
    bool whole = true;
    for (const xmlNode *n = depth < LIMIT_DEPTH ? in->children : NULL; n; n = n->next) {
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            write_plain(out, (const char *)n->content, inside, space);
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            if (!is(n, marks[i].name))
                continue;
            if (*space && out->n && out->data[out->n - 1] != '\n')
                buf_putc(out, ' ');
            *space = false;
            buf_puts(out, marks[i].notation);
            whole &= write_inlines(out, n, true, space, depth + 1);
            buf_putc(out, '}');
        }
    }
    return whole;
}

static void new_line(struct buf *out, bool *space)
{
    if (out->n && out->data[out->n - 1] != '\n')
        buf_putc(out, '\n');
    *space = false;
}

static bool write_list(struct buf *out, const xmlNode *list, int level)
{
    bool whole = true, space;
    for (const xmlNode *li = level < LEVELS ? list->children : NULL; li; li = li->next) {
        if (!is(li, "li"))
            continue;
        new_line(out, &space);
        buf_printf(out, "%*s%c ", 2 * level, "", is(list, "ul") ? '*' : '#');
        whole &= write_inlines(out, li, false, &space, 0);
        for (const xmlNode *n = li->children; n; n = n->next)
            if (is(n, "ul") || is(n, "ol"))
                whole &= write_list(out, n, level + 1);
    }
    return whole && level < LEVELS;
}

bool markup_write(struct buf *text, const xmlNode *element, bool rich)
{
    bool whole = true, space = false;
    if (!rich)
        return write_inlines(text, element, false, &space, 0);
    for (const xmlNode *n = element->children; n; n = n->next) {
        if (n->type != XML_ELEMENT_NODE)
            continue;
        new_line(text, &space);
        if (is(n, "p"))
            whole &= write_inlines(text, n, false, &space, 0);
        else if (is(n, "ul") || is(n, "ol"))
            whole &= write_list(text, n, 0);
        else
            whole = false;
    }
    return whole;
}
