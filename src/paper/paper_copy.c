#include "paper/paper_copy.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "paper/paper_token.h"

enum { LAST_ID = 8388607 /* ISO 19005-2, 6.1.13 */ };

/* An object of the paper's that was referred to. */
struct due {
    int id, generation;
    unsigned number; /* in the other document */
};

struct paper_copy {
    qpdf_data from;
    const struct paper_taker *to;
    struct arena *arena;
    unsigned *numbers; /* by id: 0 not met, NOTHING for null */
    size_t ids;
    VEC(struct due) all;
    size_t done;
    bool good;
};

#define NOTHING UINT_MAX

struct paper_copy *paper_copy_new(qpdf_data from, const struct paper_taker *to)
{
    struct arena *a = arena_new();
    struct paper_copy *c = arena_alloc(a, sizeof *c);

    *c = (struct paper_copy){.from = from, .to = to, .arena = a, .good = true};
    return c;
}

void paper_copy_free(struct paper_copy *c)
{
    free(c->numbers);
    arena_free(c->arena);
}

qpdf_data paper_copy_from(const struct paper_copy *c)
{
    return c->from;
}

const struct paper_taker *paper_copy_to(const struct paper_copy *c)
{
    return c->to;
}

/* --- references --- */

static unsigned *slot(struct paper_copy *c, size_t id)
{
    c->numbers = xgrow(c->numbers, &c->ids, id, sizeof *c->numbers);
    return &c->numbers[id];
}

/* Other pages don't come along with one that refers to them. */
static bool is_page(qpdf_data q, qpdf_oh o)
{
    qpdf_oh type;

    if (!qpdf_oh_is_dictionary(q, o))
        return false;
    type = paper_key(q, o, "/Type");
    return paper_is_named(q, type, "/Page") || paper_is_named(q, type, "/Pages");
}

/* The number that the object has in the other document; 0: it isn't brought over. */
static unsigned number_of(struct paper_copy *c, int id, int generation)
{
    if (id <= 0 || id > LAST_ID) {
        c->good = false;
        return 0;
    }
    unsigned *known = slot(c, (size_t)id);
    if (!*known) {
        qpdf_oh o = qpdf_get_object_by_id(c->from, id, generation);
        bool nothing = qpdf_oh_is_null(c->from, o) || is_page(c->from, o);
        *known = nothing ? NOTHING : c->to->number(c->to->arg);
        if (!nothing)
            *VEC_PUSH(c->arena, &c->all) = (struct due){id, generation, *known};
    }
    return *known == NOTHING ? 0 : *known;
}

static void put_reference(struct paper_copy *c, int id, int generation, struct buf *out)
{
    unsigned number = number_of(c, id, generation);

    if (number)
        buf_printf(out, "%u 0 R ", number);
    else
        buf_puts(out, "null ");
}

/* --- values --- */

static bool is_integer(const struct paper_token *t)
{
    size_t n = 0;

    while (t->kind == 'o' && n < t->n && t->s[n] >= '0' && t->s[n] <= '9')
        n++;
    return n > 0 && n == t->n && n < 10;
}

/* What libqpdf writes, with other numbers in "12 0 R": these three are nothing else outside of strings and names. */
static void put_text(struct paper_copy *c, const char *text, struct buf *out)
{
    const char *from = text, *at = text, *end = text + strlen(text);
    struct paper_token t, last = {0}, before = {0};

    for (; (t = paper_token(&at, end)).kind; before = last, last = t) {
        if (!paper_is_word(&t, "R") || !is_integer(&last) || !is_integer(&before))
            continue;
        buf_add(out, from, (size_t)(before.s - from));
        put_reference(c, atoi(before.s), atoi(last.s), out);
        from = at;
    }
    buf_add(out, from, (size_t)(end - from));
    buf_putc(out, ' ');
}

/* libqpdf's text lives until it is asked for the next one. */
static void put_resolved(struct paper_copy *c, qpdf_oh value, struct buf *out)
{
    char *text = xstrdup(qpdf_oh_unparse_resolved(c->from, value));

    put_text(c, text, out);
    free(text);
}

void paper_copy_value(struct paper_copy *c, qpdf_oh value, struct buf *out)
{
    if (qpdf_oh_is_indirect(c->from, value))
        put_reference(c, qpdf_oh_get_object_id(c->from, value), qpdf_oh_get_generation(c->from, value), out);
    else
        put_resolved(c, value, out);
}

/* --- objects --- */

/* What stands between << and >>. */
static void put_entries(struct paper_copy *c, qpdf_oh dict, struct buf *out)
{
    struct buf text = {0};

    put_resolved(c, dict, &text);
    buf_add(out, text.data + strlen("<<"), text.n - strlen("<<") - strlen(">> "));
    buf_free(&text);
}

/* A picture in a page is part of what the page is: it has no place of its own in a structure, nor has what is drawn in it. */
static bool forget_structure(struct paper_copy *c, qpdf_oh stream, qpdf_oh dict, struct buf *out)
{
    struct buf content = {0};
    bool form = paper_is_named(c->from, paper_key(c->from, dict, "/Subtype"), "/Form"), marked = false;

    qpdf_oh_remove_key(c->from, dict, "/StructParent");
    qpdf_oh_remove_key(c->from, dict, "/StructParents");
    if (form && paper_unpack(c->from, stream, &content) && content.n) {
        paper_forget_marks(c->from, paper_key(c->from, dict, "/Resources"), content.data, content.n, out);
        marked = content.n != out->n || memcmp(content.data, out->data, out->n) != 0;
    }
    buf_free(&content);
    return marked;
}

/* The data as they are packed; who takes them says how long they are. */
static void hand_over_stream(struct paper_copy *c, qpdf_oh stream, unsigned number)
{
    qpdf_oh dict = qpdf_oh_get_dict(c->from, stream);
    struct buf entries = {0}, content = {0};
    bool anew = forget_structure(c, stream, dict, &content);
    unsigned char *data = NULL;
    size_t n = 0;

    if (!anew)
        c->good = !(qpdf_oh_get_stream_data(c->from, stream, qpdf_dl_none, NULL, &data, &n) & QPDF_ERRORS) && c->good;
    qpdf_oh_remove_key(c->from, dict, "/Length");
    if (anew)
        qpdf_oh_remove_key(c->from, dict, "/Filter"), qpdf_oh_remove_key(c->from, dict, "/DecodeParms");
    put_entries(c, dict, &entries);
    if (c->good)
        c->to->stream(c->to->arg, number, &entries, anew ? content.data : (char *)data, anew ? content.n : n, anew);
    buf_free(&entries);
    buf_free(&content);
    free(data);
}

static void hand_over(struct paper_copy *c, const struct due *d)
{
    qpdf_oh o = qpdf_get_object_by_id(c->from, d->id, d->generation);
    struct buf text = {0};

    if (qpdf_oh_is_stream(c->from, o)) {
        hand_over_stream(c, o, d->number);
    } else {
        put_resolved(c, o, &text);
        c->to->object(c->to->arg, d->number, &text);
    }
    buf_free(&text);
    qpdf_oh_release_all(c->from);
}

bool paper_copy_rest(struct paper_copy *c)
{
    for (; c->good && c->done < c->all.n; c->done++) {
        struct due d = c->all.v[c->done];
        hand_over(c, &d);
    }
    return !paper_failed(c->from) && c->good;
}
