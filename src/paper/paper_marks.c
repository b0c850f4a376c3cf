/* paper_marks.c - a page that becomes a picture among others leaves its tags behind: nothing in it may say that it belongs to an
 * element of a structure, or to none, since its place does (ISO 32000-1, 14.7.4.2; ISO 14289-1, 7.1). Marks of other kinds stay:
 * layers decide what is seen, replacement texts what is copied. */
#include <string.h>

#include "paper/paper_qpdf.h"
#include "paper/paper_token.h"

struct operands { /* of the operator to come */
    const char *from;
    struct paper_token tag, last; /* the first and the last name */
    bool numbered;
};

static bool is_structure(qpdf_data q, qpdf_oh resources, const struct operands *o)
{
    char name[64] = "";

    if (!o->tag.kind)
        return false;
    if (o->numbered || paper_is_word(&o->tag, "/Artifact"))
        return true;
    if (o->last.s == o->tag.s || o->last.n >= sizeof name)
        return false;
    memcpy(name, o->last.s, o->last.n); /* a list of properties by its name */
    return qpdf_oh_is_integer(q, paper_key(q, paper_key(q, paper_key(q, resources, "/Properties"), name), "/MCID"));
}

/* Behind the data of an inline image, which are no tokens. */
static const char *behind_data(const char *at, const char *end)
{
    while (at + 3 < end) {
        const char *e = memmem(at, (size_t)(end - at), "EI", 2);
        if (!e)
            return end;
        bool parted = e > at && strchr(" \n\r\t", e[-1]) && (e + 2 == end || strchr(" \n\r\t", e[2]));
        at = e + 2;
        if (parted)
            return at;
    }
    return end;
}

static bool is_operator(const struct paper_token *t)
{
    bool letter = t->kind == 'o' && (*t->s | 32) >= 'a' && (*t->s | 32) <= 'z';
    return letter && !paper_is_word(t, "true") && !paper_is_word(t, "false") && !paper_is_word(t, "null");
}

static void take_down(struct operands *o, const struct paper_token *t)
{
    if (t->kind != '/')
        return;
    o->tag = o->tag.kind ? o->tag : *t;
    o->last = *t;
    o->numbered |= paper_is_word(t, "/MCID");
}

void paper_forget_marks(qpdf_data q, qpdf_oh resources, const char *s, size_t n, struct buf *out)
{
    const char *at = s, *end = s + n;
    struct operands o = {.from = s};

    for (struct paper_token t = paper_token(&at, end); t.kind; t = paper_token(&at, end)) {
        take_down(&o, &t);
        if (!is_operator(&t))
            continue;
        if (paper_is_word(&t, "ID"))
            at = behind_data(at, end);
        if ((paper_is_word(&t, "BDC") || paper_is_word(&t, "BMC")) && is_structure(q, resources, &o))
            buf_puts(out, "\n/Span BMC");
        else
            buf_add(out, o.from, (size_t)(at - o.from));
        o = (struct operands){.from = at};
    }
    buf_add(out, o.from, (size_t)(end - o.from));
}
