/* info.c - title, author and the like from the XMP packet in fo:declarations (ISO 16684-1, 7.2 to 7.9): values stand as
 * text, as items of rdf:Alt, rdf:Seq or rdf:Bag, or as attributes of rdf:Description. */
#include <stdlib.h>
#include <string.h>

#include "fo/reader.h"

#define INFO_DEPTH 16  /* deeper elements belong to no field that is read here */
#define INFO_BYTES 4096 /* of one value; a longer one is no title */

enum field { TITLE, AUTHOR, SUBJECT, KEYWORDS, LANGUAGE, CREATED, FIELDS };

static const struct {
    const char *ns, *name;
    enum field field;
} fields[] = {
    {"http://purl.org/dc/elements/1.1/", "title", TITLE},
    {"http://purl.org/dc/elements/1.1/", "creator", AUTHOR},
    {"http://purl.org/dc/elements/1.1/", "description", SUBJECT},
    {"http://purl.org/dc/elements/1.1/", "subject", KEYWORDS},
    {"http://ns.adobe.com/pdf/1.3/", "Keywords", KEYWORDS},
    {"http://purl.org/dc/elements/1.1/", "language", LANGUAGE},
    {"http://ns.adobe.com/xap/1.0/", "CreateDate", CREATED},
    {"http://purl.org/dc/elements/1.1/", "date", CREATED},
};

struct info {
    struct buf value[FIELDS];
    int field[INFO_DEPTH]; /* of each open element: its field, or -1 */
    bool item[INFO_DEPTH]; /* an rdf:li */
    unsigned depth;
    bool any;
    struct fo_info out;
};

struct info *info_new(void)
{
    return xcalloc(1, sizeof(struct info));
}

void info_free(struct info *i)
{
    if (!i)
        return;
    for (int f = 0; f < FIELDS; f++)
        buf_free(&i->value[f]);
    free(i);
}

void info_reset(struct info *i)
{
    for (int f = 0; f < FIELDS; f++)
        buf_free(&i->value[f]);
    memset(i, 0, sizeof *i);
}

static int find_field(const char *ns, const char *name, size_t n)
{
    for (size_t k = 0; ns && k < sizeof fields / sizeof *fields; k++)
        if (strlen(fields[k].name) == n && !memcmp(fields[k].name, name, n) && !strcmp(fields[k].ns, ns))
            return fields[k].field;
    return -1;
}

void info_start(struct info *i, const char *ns, const char *name, size_t n)
{
    if (i->depth < INFO_DEPTH) {
        int own = find_field(ns, name, n);
        i->field[i->depth] = own >= 0 || !i->depth ? own : i->field[i->depth - 1];
        i->item[i->depth] = n == 2 && !memcmp(name, "li", 2);
        if (i->item[i->depth] && i->field[i->depth] >= 0 && i->value[i->field[i->depth]].n)
            buf_puts(&i->value[i->field[i->depth]], ", ");
    }
    i->depth++;
}

static bool blank(const char *s, size_t n)
{
    return !fo_trim((struct fo_slice){s, n}).n;
}

static void append(struct info *i, int field, const char *s, size_t n)
{
    struct buf *b = &i->value[field];
    if (b->n + n <= INFO_BYTES)
        buf_add(b, s, n);
    i->any = true;
}

void info_text(struct info *i, const char *s, size_t n)
{
    if (!i->depth || i->depth > INFO_DEPTH || i->field[i->depth - 1] < 0)
        return;
    if (!blank(s, n) || i->item[i->depth - 1])
        append(i, i->field[i->depth - 1], s, n);
}

void info_end(struct info *i)
{
    if (i->depth)
        i->depth--;
}

void info_attribute(struct info *i, const char *ns, const char *name, size_t name_len, const char *s, size_t n)
{
    int f = find_field(ns, name, name_len);
    if (f >= 0 && !i->value[f].n)
        append(i, f, s, n);
}

void info_title(struct info *i, const char *s, size_t n)
{
    append(i, TITLE, s, n);
}

const struct fo_info *info_get(const struct info *i)
{
    struct fo_info *out = &((struct info *)(uintptr_t)i)->out; /* a view of the same object */
    const char **to[FIELDS] = {&out->title, &out->author, &out->subject, &out->keywords, &out->language, &out->created};
    for (int f = 0; f < FIELDS; f++)
        *to[f] = i->value[f].n ? i->value[f].data : NULL;
    return out;
}
