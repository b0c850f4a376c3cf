#include "paper/paper_proof.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "paper/paper_qpdf.h"

enum { DEPTH = 60, OBJECTS = 2000000 };

struct known { /* an indirect object that was written down before */
    char digest[65];
    bool done;
};

struct proof {
    VEC(struct paper_field) fields;
    VEC(struct paper_act) acts;
    qpdf_data q;
    struct arena *arena;
    struct known **by_id; /* by object number */
    size_t ids;
    unsigned left; /* of OBJECTS */
    bool good;
};

static void put(struct proof *p, struct buf *b, qpdf_oh o, unsigned depth);

/* Which way back from a page, to where it stands among others, does not change what it shows. */
static bool is_way_back(const char *key)
{
    static const char *const keys[] = {"/Parent", "/P", "/StructParent", "/StructParents", "/Length", "/Filter", "/DecodeParms", "/Popup"};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(key, keys[i]) == 0)
            return true;
    return false;
}

/* The iterator is one per document and gives keys in their order. */
static void put_dictionary(struct proof *p, struct buf *b, qpdf_oh dict, unsigned depth)
{
    VEC(const char *) names = {0};

    for (qpdf_oh_begin_dict_key_iter(p->q, dict); qpdf_oh_dict_more_keys(p->q);)
        *VEC_PUSH(p->arena, &names) = arena_strdup(p->arena, qpdf_oh_dict_next_key(p->q));
    buf_puts(b, "<<");
    for (size_t i = 0; i < names.n; i++) {
        if (is_way_back(names.v[i]))
            continue;
        buf_puts(b, names.v[i]);
        buf_putc(b, ' ');
        put(p, b, qpdf_oh_get_key(p->q, dict, names.v[i]), depth + 1);
    }
    buf_puts(b, ">>");
}

static void put_stream(struct proof *p, struct buf *b, qpdf_oh stream, unsigned depth)
{
    struct buf bytes = {0};
    char digest[65];
    unsigned char *raw = NULL;
    size_t n = 0;

    put_dictionary(p, b, qpdf_oh_get_dict(p->q, stream), depth);
    if (!paper_unpack(p->q, stream, &bytes)) { /* a JPEG, say: as it is packed */
        buf_free(&bytes);
        if (qpdf_oh_get_stream_data(p->q, stream, qpdf_dl_none, NULL, &raw, &n) & QPDF_ERRORS)
            p->good = false;
        else
            buf_add(&bytes, raw, n);
        free(raw);
    }
    sha256_hex(bytes.data ? bytes.data : "", bytes.n, digest);
    buf_printf(b, "stream %s ", digest);
    buf_free(&bytes);
}

static void put_direct(struct proof *p, struct buf *b, qpdf_oh o, unsigned depth)
{
    if (qpdf_oh_is_stream(p->q, o)) {
        put_stream(p, b, o, depth);
    } else if (qpdf_oh_is_dictionary(p->q, o)) {
        put_dictionary(p, b, o, depth);
    } else if (qpdf_oh_is_array(p->q, o)) {
        buf_putc(b, '[');
        for (int i = 0, n = qpdf_oh_get_array_n_items(p->q, o); i < n; i++)
            put(p, b, qpdf_oh_get_array_item(p->q, o, i), depth + 1);
        buf_putc(b, ']');
    } else {
        buf_puts(b, qpdf_oh_unparse_resolved(p->q, o));
        buf_putc(b, ' ');
    }
}

static struct known **slot(struct proof *p, size_t id)
{
    p->by_id = xgrow(p->by_id, &p->ids, id, sizeof *p->by_id);
    return &p->by_id[id];
}

/* An indirect object stands for its digest, so that what pages share is read once. */
static void put_indirect(struct proof *p, struct buf *b, qpdf_oh o, unsigned depth)
{
    int id = qpdf_oh_get_object_id(p->q, o);
    struct buf own = {0};

    if (id < 0 || id >= OBJECTS) {
        p->good = false;
        return;
    }
    struct known *k = *slot(p, (size_t)id);
    if (!k) {
        *slot(p, (size_t)id) = k = arena_alloc(p->arena, sizeof *k);
        put_direct(p, &own, o, depth);
        sha256_hex(own.data ? own.data : "", own.n, k->digest);
        k->done = true;
        buf_free(&own);
    }
    buf_printf(b, "%s ", k->done ? k->digest : "circle");
}

static void put(struct proof *p, struct buf *b, qpdf_oh o, unsigned depth)
{
    p->good = p->good && depth < DEPTH && p->left-- > 0;
    if (!p->good)
        return;
    if (qpdf_oh_is_dictionary(p->q, o) && depth && paper_is_named(p->q, paper_key(p->q, o, "/Type"), "/Page"))
        buf_puts(b, "page "); /* where a link goes */
    else if (qpdf_oh_is_indirect(p->q, o))
        put_indirect(p, b, o, depth);
    else
        put_direct(p, b, o, depth);
}

static const char *digest_of(struct proof *p, qpdf_oh o)
{
    struct buf b = {0};
    char digest[65];

    put(p, &b, o, 2);
    sha256_hex(b.data ? b.data : "", b.n, digest);
    buf_free(&b);
    return arena_strdup(p->arena, digest);
}

/* --- what acts --- */

static void take_act(struct proof *p, const char *key, qpdf_oh act)
{
    if (!qpdf_oh_is_null(p->q, act))
        *VEC_PUSH(p->arena, &p->acts) = (struct paper_act){key + 1, digest_of(p, act)};
}

/* PDF 32000-1, 7.7.2, 7.7.4, 12.7.2: of the whole document. */
static void take_acts(struct proof *p)
{
    static const struct {
        const char *in, *key;
    } acts[] = {
        {NULL, "/OpenAction"}, {NULL, "/AA"}, {NULL, "/OCProperties"}, {NULL, "/Collection"},
        {"/Names", "/JavaScript"}, {"/AcroForm", "/XFA"}, {"/AcroForm", "/CO"},
    };
    qpdf_oh root = qpdf_get_root(p->q);

    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++)
        take_act(p, acts[i].key, paper_key(p->q, acts[i].in ? paper_key(p->q, root, acts[i].in) : root, acts[i].key));
}

/* --- fields --- */

enum { LEVELS = 16 /* of a field's name */ };

/* What a field doesn't say itself, those above it say (PDF 32000-1, 12.7.3.1). */
static qpdf_oh inherited(struct proof *p, qpdf_oh field, const char *key)
{
    qpdf_oh v = paper_key(p->q, field, key);

    for (int up = 0; up < LEVELS && qpdf_oh_is_null(p->q, v); up++) {
        field = paper_key(p->q, field, "/Parent");
        v = paper_key(p->q, field, key);
    }
    return v;
}

static const char *text(struct proof *p, qpdf_oh o)
{
    return qpdf_oh_is_string(p->q, o) ? arena_strdup(p->arena, qpdf_oh_get_utf8_value(p->q, o)) : "";
}

static const char *full_name(struct proof *p, qpdf_oh field)
{
    const char *name = "";

    for (int up = 0; up < LEVELS && qpdf_oh_is_dictionary(p->q, field); up++) {
        const char *own = text(p, paper_key(p->q, field, "/T"));
        if (*own)
            name = *name ? arena_printf(p->arena, "%s.%s", own, name) : own;
        field = paper_key(p->q, field, "/Parent");
    }
    return name;
}

static bool is_empty(struct proof *p, qpdf_oh box)
{
    double edge[4] = {0};

    for (int i = 0; i < 4; i++)
        edge[i] = qpdf_oh_get_numeric_value(p->q, qpdf_oh_get_array_item(p->q, box, i));
    return edge[0] == edge[2] || edge[1] == edge[3];
}

static void take_field(struct proof *p, qpdf_oh field, unsigned page)
{
    qpdf_oh value = inherited(p, field, "/V"), box = paper_key(p->q, field, "/Rect");
    bool signature = paper_is_named(p->q, inherited(p, field, "/FT"), "/Sig");
    struct paper_field f = {.name = full_name(p, field), .label = text(p, inherited(p, field, "/TU")), .page = page, .signature = signature};

    f.value = signature ? "" : text(p, value);
    f.filled = signature ? qpdf_oh_is_dictionary(p->q, value) : qpdf_oh_is_string(p->q, value) ? *f.value != '\0' : !qpdf_oh_is_null(p->q, value);
    f.label = *f.label ? f.label : f.name;
    f.box = arena_strdup(p->arena, qpdf_oh_unparse_resolved(p->q, box));
    f.empty = is_empty(p, box);
    f.look = digest_of(p, paper_key(p->q, field, "/AP"));
    *VEC_PUSH(p->arena, &p->fields) = f;
    take_act(p, "/A", paper_key(p->q, field, "/A"));
    take_act(p, "/AA", inherited(p, field, "/AA"));
}

static void put_annotations(struct proof *p, struct buf *b, qpdf_oh list, unsigned page)
{
    buf_putc(b, '[');
    for (int i = 0, n = qpdf_oh_get_array_n_items(p->q, list); i < n && p->good; i++) {
        qpdf_oh annotation = qpdf_oh_get_array_item(p->q, list, i);
        if (paper_is_named(p->q, paper_key(p->q, annotation, "/Subtype"), "/Widget"))
            take_field(p, annotation, page);
        else
            put(p, b, annotation, 2);
    }
    buf_putc(b, ']');
}

/* --- pages --- */

static const char *page_digest(struct proof *p, qpdf_oh page, unsigned number)
{
    static const char *const parts[] = {"/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit"};
    struct buf b = {0};
    char digest[65];

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buf_puts(&b, parts[i]);
        buf_putc(&b, ' ');
        put(p, &b, paper_key(p->q, page, parts[i]), 1);
    }
    put_annotations(p, &b, paper_key(p->q, page, "/Annots"), number);
    take_act(p, "/AA", paper_key(p->q, page, "/AA"));
    sha256_hex(b.data, b.n, digest);
    buf_free(&b);
    return arena_strdup(p->arena, digest);
}

static bool read_pages(struct proof *p, struct paper_proof *out)
{
    int n = qpdf_get_num_pages(p->q); /* pushes what pages inherit down to them */

    if (n < 0 || n > (int)LIMIT_FORM_PAGES)
        return false;
    const char **digests = arena_array(p->arena, (size_t)n, sizeof *digests);
    for (int i = 0; i < n && p->good; i++)
        digests[i] = page_digest(p, qpdf_get_page_n(p->q, (size_t)i), (unsigned)i + 1);
    out->pages = (unsigned)n;
    out->digests = digests;
    out->fields = p->fields.v;
    out->field_count = p->fields.n;
    take_acts(p);
    out->acts = p->acts.v;
    out->act_count = p->acts.n;
    return p->good;
}

bool paper_proof_read(struct arena *a, const void *pdf, size_t n, struct paper_proof *out, enum paper_state *state)
{
    struct proof p = {.arena = a, .left = OBJECTS, .good = true};

    *out = (struct paper_proof){0};
    p.q = paper_open_bytes(pdf, n, state);
    if (p.q) {
        *state = read_pages(&p, out) ? PAPER_OK : PAPER_DAMAGED;
        paper_close(&p.q);
    }
    free(p.by_id);
    return *state == PAPER_OK;
}
