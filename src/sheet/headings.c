#include "sheet/headings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/hash.h"
#include "sheet/record.h"
#include "xslt/words.h"

#define BUCKETS 4096
#define NUMBERED_MOST 1000 /* the greatest number in a heading */

/* One way to call a field. */
struct name {
    const char *folded;
    struct heading_target target;
    unsigned rank;  /* repeated ancestors, then depth: a heading means the field of least rank */
    bool ambiguous; /* another field of the same rank is called so */
    struct name *next;
};

struct headings {
    struct arena *arena;
    const struct field *base;
    bool sheets; /* the names of sheets, which say to which of their parents each row belongs */
    struct name *bucket[BUCKETS];
};

/* --- folding --- */

static size_t bracket(const char *s, const char *const *kinds)
{
    for (; *kinds; kinds++)
        if (*s == **kinds && strncmp(s, *kinds, strlen(*kinds)) == 0)
            return strlen(*kinds);
    return 0;
}

/* Without what stands in brackets. */
static char *without_notes(const char *text)
{
    static const char *const open[] = {"(", "（", "[", "【", "〔", "［", NULL}, *const close[] = {")", "）", "]", "】", "〕", "］", NULL};
    struct buf b = {0};
    buf_puts(&b, "");
    int depth = 0;
    for (const char *s = text; *s;) {
        size_t o = bracket(s, open), c = bracket(s, close);
        if (!o && !c && !depth)
            buf_putc(&b, *s);
        depth += o ? 1 : 0;
        depth -= c && depth ? 1 : 0;
        s += o ? o : c ? c : 1;
    }
    buf_putc(&b, '\0');
    return buf_steal(&b);
}

const char *headings_fold(struct arena *a, const char *text)
{
    char *plain = without_notes(text);
    struct buf b = {0};
    words_fold_title(&b, plain);
    if (!b.n)
        words_fold_title(&b, text);
    const char *folded = arena_strndup(a, b.n ? b.data : "", b.n);
    free(plain);
    buf_free(&b);
    return folded;
}

static int power_of_unit(const char *s, size_t n, int missing)
{
    static const struct {
        const char *unit;
        int power;
    } units[] = {{"亿元", 4}, {"百万元", 2}, {"万元", 0}, {"千元", -1}, {"元", -4}, {"亿", 4}, {"万", 0}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t m = strlen(units[i].unit);
        if (n >= m && memcmp(s + n - m, units[i].unit, m) == 0)
            return units[i].power;
    }
    return missing;
}

int headings_money(const char *text)
{
    static const char *const open[] = {"(", "（", "[", "【", NULL};
    for (const char *s = text; *s; s++) { /* （单位：元）; 多元化 is no unit */
        size_t n = bracket(s, open);
        const char *inside = s + n, *end = inside;
        while (n && *end && strncmp(end, ")", 1) != 0 && strncmp(end, "）", 3) != 0 && strncmp(end, "]", 1) != 0 && strncmp(end, "】", 3) != 0)
            end++;
        int power = n ? power_of_unit(inside, (size_t)(end - inside), 99) : 99;
        if (power != 99)
            return power;
    }
    return strlen(text) <= strlen("百万元") ? power_of_unit(text, strlen(text), 0) : 0;
}

/* --- the names of fields --- */

static const struct name *find(const struct headings *h, const char *folded)
{
    const struct name *n = h->bucket[hash_name(folded) % BUCKETS];
    while (n && strcmp(n->folded, folded) != 0)
        n = n->next;
    return n;
}

static unsigned rank_of(const struct headings *h, const struct field *f)
{
    unsigned depth = 0, repeated = 0;
    for (; f != h->base; f = f->parent, depth++)
        repeated += f->repeated && f->n;
    return repeated * 100 + depth;
}

static bool same_target(const struct heading_target *a, const struct heading_target *b)
{
    return a->field == b->field && memcmp(a->index, b->index, sizeof a->index) == 0;
}

static void add(struct headings *h, const char *text, const struct heading_target *target, unsigned rank)
{
    const char *folded = headings_fold(h->arena, text);
    struct name *n = (struct name *)(uintptr_t)find(h, folded);
    if (!*folded)
        return;
    if (!n) {
        struct name **bucket = &h->bucket[hash_name(folded) % BUCKETS];
        n = arena_alloc(h->arena, sizeof *n);
        *n = (struct name){.folded = folded, .rank = rank + 1, .next = *bucket};
        *bucket = n;
    }
    if (rank > n->rank)
        return;
    n->ambiguous = rank == n->rank && (n->ambiguous || !same_target(&n->target, target));
    n->rank = rank;
    n->target = *target;
}

/* 建议单位 before 单位名称 is 建议单位名称 too: the bytes that both have in common, 0 when that is less than two characters. */
static size_t overlap(const char *before, const char *behind)
{
    size_t n = strlen(before), m = strlen(behind);
    for (size_t k = n < m ? n : m; k >= strlen("两字"); k--)
        if (((unsigned char)behind[0] & 0xC0) != 0x80 && memcmp(before + n - k, behind, k) == 0)
            return k;
    return 0;
}

static void add_way(struct headings *h, const struct field *f, const char *way, const struct field *at);

/* The way with the label of an ancestor before it: the whole of it, and each part of one like 科学问题/关键技术. */
static void add_before(struct headings *h, const struct field *f, const char *way, const struct field *at)
{
    const char *label = at->label;
    add_way(h, f, arena_printf(h->arena, "%s%s", label, way), at->parent);
    size_t common = overlap(label, way);
    if (common)
        add_way(h, f, arena_printf(h->arena, "%s%s", label, way + common), at->parent);
    for (const char *s = strchr(label, '/') ? label : NULL; s && *s;) {
        size_t n = strcspn(s, "/");
        add_way(h, f, arena_printf(h->arena, "%.*s%s", (int)n, s, way), at->parent);
        s += n + (s[n] == '/');
    }
}

static bool repeated_between(const struct field *at, const struct field *base)
{
    while (at != base && !at->repeated)
        at = at->parent;
    return at != base;
}

/* One way to call a field, and the longer ones with the labels from `at` upwards before it. */
static void add_way(struct headings *h, const struct field *f, const char *way, const struct field *at)
{
    struct heading_target target = {.field = f};
    if (h->sheets || !repeated_between(at, h->base)) /* 联系人 is not that of the first annex: what stands repeated is called by its name */
        add(h, way, &target, rank_of(h, f));
    while (at != h->base && !at->label)
        at = at->parent;
    if (at == h->base)
        return;
    add_before(h, f, way, at);
    if (!at->repeated) /* who it belongs to may be said without what stands between: 关键技术1 当前自评等级 */
        add_way(h, f, way, at->parent);
}

/* All ways to call a field: its label, its parent's and its own, and so on up to the base. What has a name is meant by its own
 * label alone: 建议单位 is the name of that unit. */
static void add_ways(struct headings *h, const struct field *f)
{
    if (f->label)
        add_before(h, f, "", f);
    if (strcmp(f->name, "name") == 0 && f->parent != h->base && f->parent->label)
        add_before(h, f, "", f->parent);
}

static void add_fields(struct headings *h, const struct field *f)
{
    if (f != h->base && f->kind != FIELD_GROUP)
        add_ways(h, f);
    for (size_t i = 0; i < f->n; i++)
        add_fields(h, &f->children[i]);
}

struct headings *headings_new(struct arena *a, const struct field *base)
{
    struct headings *h = arena_alloc(a, sizeof *h);
    h->arena = a;
    h->base = base;
    struct heading_target itself = {.field = base};
    if (base->parent && base->kind != FIELD_GROUP && base->label)
        add(h, base->label, &itself, 0);
    add_fields(h, base);
    return h;
}

bool headings_has_sheet(const struct field *f)
{
    return f->repeated && (f->n || f->kind == FIELD_RICH || f->kind == FIELD_INLINE);
}

static void add_repeated(struct headings *h, const struct field *f)
{
    if (f != h->base && headings_has_sheet(f))
        add_ways(h, f);
    for (size_t i = 0; i < f->n; i++)
        add_repeated(h, &f->children[i]);
}

struct headings *headings_repeated_new(struct arena *a, const struct field *base)
{
    struct headings *h = arena_alloc(a, sizeof *h);
    h->arena = a;
    h->base = base;
    h->sheets = true;
    add_repeated(h, base);
    return h;
}

static bool means(const struct headings *h, const char *way, const struct field *f)
{
    struct heading_target t;
    return headings_find(h, way, &t) == HEADING_FOUND && t.field == f;
}

const char *headings_way(const struct headings *h, const struct field *f)
{
    const char *label = f->label ? f->label : f->name;
    if (means(h, label, f))
        return label;
    const char *all = label;
    for (const struct field *at = f->parent; at && at != h->base; at = at->parent) {
        if (!at->label)
            continue;
        const char *two = arena_printf(h->arena, "%s %s", at->label, label);
        all = arena_printf(h->arena, "%s %s", at->label, all);
        if (means(h, two, f))
            return two;
        if (means(h, all, f))
            return all;
    }
    return label;
}

void headings_alias(struct headings *h, const char *text, const struct heading_target *target)
{
    add(h, text, target, 0); /* what a pack says goes before what labels suggest, and what is said last before all */
    struct name *n = (struct name *)(uintptr_t)find(h, headings_fold(h->arena, text));
    if (n)
        n->ambiguous = false;
}

/* --- finding --- */

static enum heading_result found(const struct name *n, struct heading_target *out)
{
    if (!n)
        return HEADING_UNKNOWN;
    *out = n->target;
    return n->ambiguous ? HEADING_AMBIGUOUS : HEADING_FOUND;
}

/* The repeated ancestor that a number in a heading counts: the innermost one below the base. */
static const struct field *counted(const struct headings *h, const struct field *f)
{
    while (f != h->base && !f->repeated)
        f = f->parent;
    return f == h->base ? NULL : f;
}

/* 关键技术1名称: without its number it means a field of something repeated. */
static enum heading_result find_numbered(const struct headings *h, const char *folded, struct heading_target *out)
{
    for (const char *s = folded; (s = strpbrk(s, "0123456789")) != NULL;) {
        size_t n = strspn(s, "0123456789");
        char *rest = xmalloc(strlen(folded) + 1);
        memcpy(rest, folded, (size_t)(s - folded));
        strcpy(rest + (s - folded), s + n);
        enum heading_result r = found(find(h, rest), out);
        free(rest);
        const struct field *many = r == HEADING_FOUND ? counted(h, out->field) : NULL;
        unsigned long number = n < 5 ? strtoul(s, NULL, 10) : 0;
        if (many && number >= 1 && number <= NUMBERED_MOST) {
            out->index[record_depth(many)] = (unsigned)number;
            return HEADING_FOUND;
        }
        s += n;
    }
    return HEADING_UNKNOWN;
}

/* Behind one of 一 to 十, NULL where none stands. */
static const char *chinese_digit(const char *s)
{
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        if (strncmp(s, digits[i], strlen(digits[i])) == 0)
            return s + strlen(digits[i]);
    return NULL;
}

/* "二、产业领域", "4.建议单位": what stands behind the number; NULL: there is none. */
static const char *behind_number(const char *text)
{
    static const char *const marks[] = {"、", "．", ".", ")", "）"};
    const char *s = text;
    for (const char *next = s; next; s = next ? next : s)
        next = *s >= '0' && *s <= '9' ? s + 1 : chinese_digit(s);
    for (size_t i = 0; s > text && i < sizeof marks / sizeof *marks; i++)
        if (strncmp(s, marks[i], strlen(marks[i])) == 0)
            return s + strlen(marks[i]);
    return NULL;
}

static enum heading_result find_folded(const struct headings *h, const char *text, struct heading_target *out)
{
    struct arena *a = arena_new();
    const char *folded = headings_fold(a, text);
    *out = (struct heading_target){.field = NULL};
    enum heading_result r = *folded ? found(find(h, folded), out) : HEADING_UNKNOWN;
    if (r == HEADING_UNKNOWN && *folded)
        r = find_numbered(h, folded, out);
    arena_free(a);
    return r;
}

enum heading_result headings_find(const struct headings *h, const char *text, struct heading_target *out)
{
    enum heading_result r = find_folded(h, text, out);
    const char *behind = r == HEADING_UNKNOWN ? behind_number(text) : NULL;
    return behind ? find_folded(h, behind, out) : r;
}

/* --- paths --- */

static const struct field *step(const struct field *in, const char *name, size_t n)
{
    bool attribute = n && *name == '@';
    for (size_t i = 0; i < in->n; i++) {
        const struct field *f = &in->children[i];
        if (f->attribute == attribute && strlen(f->name) == n - attribute && memcmp(f->name, name + attribute, n - attribute) == 0)
            return f;
    }
    return NULL;
}

/* "[2]": which of a repeated field; NULL when it is none. */
static const char *read_number(const char *s, struct heading_target *t)
{
    char *end;
    unsigned long number = strtoul(s + 1, &end, 10);
    if (end == s + 1 || *end != ']' || number < 1 || number > NUMBERED_MOST || !t->field->repeated)
        return NULL;
    t->index[record_depth(t->field)] = (unsigned)number;
    return end + 1;
}

/* "[@role='lead']" behind a number: what is there has that value. */
static const char *read_implied(struct arena *a, const char *s, struct heading_target *t)
{
    size_t name = strcspn(s + 1, "=]"), value;
    const char *quoted = s + 1 + name;
    t->implied = step(t->field, s + 1, name);
    if (!t->implied || strncmp(quoted, "='", 2) != 0)
        return NULL;
    value = strcspn(quoted + 2, "'");
    t->value = arena_strndup(a, quoted + 2, value);
    quoted += 2 + value;
    return strncmp(quoted, "']", 2) == 0 ? quoted + 2 : NULL;
}

bool headings_path(struct arena *a, const struct field *root, const char *path, struct heading_target *out)
{
    *out = (struct heading_target){.field = root};
    for (const char *s = path; *s;) {
        size_t n = strcspn(s, "/[");
        out->field = step(out->field, s, n);
        if (!out->field)
            return false;
        s += n;
        bool numbered = *s == '[';
        if (numbered && !(s = read_number(s, out)))
            return false;
        if (numbered && strncmp(s, "[@", 2) == 0 && !(s = read_implied(a, s, out)))
            return false;
        if (*s == '/' && s[1])
            s++;
        else if (*s)
            return false;
    }
    return out->field != root;
}
