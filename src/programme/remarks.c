#include "programme/remarks.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "programme/bearing.h"
#include "programme/cases.h"
#include "programme/clause.h"
#include "programme/shape.h"
#include "xslt/xml.h"

struct remarks {
    struct programme *programme;
    const struct programme_direction *direction;
    const struct i18n *zh;
    struct arena *arena;
    struct bearing *bearing;
    struct cases *cases[LIMIT_PACK_CHAIN]; /* of the pack and of what it builds on */
    size_t case_count;
    const struct bearing_rule *rules;
    size_t rule_count;
    size_t number;              /* of the direction among those of the programme */
    bool *said;                 /* a rule */
    VEC(const char *) quoted;   /* rules whose sentence was quoted */
};

static const char *t(const struct remarks *r, const char *msgid)
{
    return i18n_text(r->zh, msgid);
}

/* The pack's own files: what common/ asks of all proposals would only repeat itself in each. */
static bool load_cases(struct remarks *r, struct diag_list *d)
{
    const char *const *root = programme_roots(r->programme);
    bool good = true;
    for (; root[0] && root[1]; root++) {
        const char *path = arena_printf(r->arena, "%s/cases.txt", *root);
        struct cases *c = access(path, F_OK) ? NULL : cases_load(path, d);
        good = (c || access(path, F_OK)) && good;
        if (c)
            r->cases[r->case_count++] = c;
    }
    return good;
}

struct remarks *remarks_new(struct programme *p, const struct programme_direction *direction, const struct i18n *zh,
                            struct diag_list *d)
{
    struct remarks *r = xcalloc(1, sizeof *r);
    const struct programme_direction *all;
    *r = (struct remarks){.programme = p, .direction = direction, .zh = zh, .arena = arena_new()};
    if (!direction)
        return r;
    programme_directions(p, &all);
    r->number = (size_t)(direction - all);
    r->bearing = bearing_load(p, d);
    if (r->bearing && load_cases(r, d)) {
        r->rule_count = bearing_rules(r->bearing, &r->rules);
        r->said = arena_array(r->arena, r->rule_count, sizeof *r->said);
        return r;
    }
    remarks_free(r);
    return NULL;
}

void remarks_free(struct remarks *r)
{
    bearing_free(r->bearing);
    for (size_t i = 0; i < r->case_count; i++)
        cases_free(r->cases[i]);
    arena_free(r->arena);
    free(r);
}

const char *remarks_hint(const struct field *f)
{
    switch (f->kind) {
    case FIELD_DATE: return "日期";
    case FIELD_DATETIME: return "日期和时间";
    case FIELD_BOOLEAN: return "true 或 false";
    case FIELD_COUNTRY: return "国家代码";
    default: return f->type && strcmp(f->type, "anyURI") == 0 ? "文件名" : NULL;
    }
}

/* facts */

static const char *attribute(struct remarks *r, const xmlNode *n, const char *name)
{
    const char *v = xml_attribute(n, name, NULL);
    return v ? arena_strdup(r->arena, v) : NULL;
}

/* Its own text, not that of elements below. */
static const char *own_text(struct remarks *r, const xmlNode *n)
{
    struct buf b = {0};
    for (const xmlNode *k = n->children; k; k = k->next)
        if (k->type == XML_TEXT_NODE)
            buf_puts(&b, (const char *)k->content);
    const char *text = buf_words_in(r->arena, b.data ? b.data : "");
    buf_free(&b);
    return text;
}

static const char *in_words(const char *value)
{
    static const struct {
        const char *value, *words;
    } all[] = {{"yes", "是"}, {"no", "否"}, {"open", "包括但不限于所列"}, {"closed", "限于所列"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].value, value) == 0)
            return all[i].words;
    return value;
}

/* The values that have a name; others are for rules and forms alone. */
static size_t add_values(struct remarks *r, struct buf *out, const xmlNode *n)
{
    size_t count = 0;
    for (const xmlAttr *a = n->properties; a; a = a->next) {
        const struct shape *s = shape_of(n, (const char *)a->name);
        const char *value = s ? attribute(r, n, (const char *)a->name) : NULL;
        if (!value || !*value)
            continue;
        buf_printf(out, "%s%s %s", count++ ? "，" : "", t(r, s->name), in_words(value));
    }
    return count;
}

/* In brackets behind what was said, else alone. */
static void add_children(struct remarks *r, struct buf *out, const xmlNode *n)
{
    size_t count = 0;
    bool brackets = out->n > 0;
    for (const xmlNode *k = n->children; k; k = k->next)
        if (k->type == XML_ELEMENT_NODE)
            buf_printf(out, "%s%s", count++ ? "、" : brackets ? "（" : "", remarks_fact(r, k));
    if (count && brackets)
        buf_puts(out, "）");
}

const char *remarks_fact(struct remarks *r, const xmlNode *n)
{
    struct buf b = {0};
    if (n->type != XML_ELEMENT_NODE)
        return "";
    const char *text = own_text(r, n), *see = attribute(r, n, "see"), *name = attribute(r, n, "name");
    text = *text || !name ? text : name;
    buf_puts(&b, text);
    if (*text && n->properties) {
        struct buf values = {0};
        if (add_values(r, &values, n))
            buf_printf(&b, "，%s", values.data);
        buf_free(&values);
    } else {
        add_values(r, &b, n);
    }
    add_children(r, &b, n);
    if (see)
        buf_printf(&b, "（%s）", see);
    return buf_keep(&b, r->arena);
}

/* rules */

/* Stated by the pack or one that it builds on, not by what all include from common/. */
static bool is_own(const struct remarks *r, const struct schematron_rule *fact)
{
    const char *const *root = programme_roots(r->programme);
    for (; root[0] && root[1]; root++) {
        size_t n = strlen(*root);
        if (fact->file && !strncmp(fact->file, *root, n) && fact->file[n] == '/' && !strchr(fact->file + n + 1, '/'))
            return true;
    }
    return false;
}

static bool binds(const struct remarks *r, size_t i)
{
    return r->rules[i].binds[r->number] && is_own(r, r->rules[i].fact);
}

/* A rule of a relative context knows the end of its path only. */
static bool is_about(const char *rule, const char *path)
{
    size_t n = strlen(rule), length = strlen(path);
    if (!n || n > length)
        return false;
    return !strcmp(path + length - n, rule) && (n == length || path[length - n - 1] == '/');
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/* Does a condition ask for an element of that name below its parent: parent/s:name? */
static bool mentions(const char *test, const char *parent, const char *name)
{
    const char *slash = strrchr(parent, '/'), *below = slash ? slash + 1 : parent;
    size_t n = strlen(below), length = strlen(name);
    for (const char *at = test; n && (at = strstr(at, below)); at += n) {
        const char *step = at[n] == '/' ? at + n + 1 : "", *colon = strchr(step, ':');
        const char *own = colon && !memchr(step, '/', (size_t)(colon - step)) ? colon + 1 : step;
        if (!strncmp(own, name, length) && !is_name_byte(own[length]))
            return true;
    }
    return false;
}

static bool asks_for(const struct bearing_rule *rule, const char *parent, const char *name, const char *path)
{
    return is_about(rule->path, path) || (rule->fact->field && !strcmp(rule->fact->field, name) && is_about(rule->path, parent)) ||
           mentions(rule->fact->test, parent, name);
}

/* directions: the numbers from first to before end. */
static bool asked_between(struct remarks *r, const char *path, size_t first, size_t end)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    const char *parent = arena_strndup(r->arena, path, slash ? (size_t)(slash - path) : 0);
    for (size_t i = 0; i < r->rule_count; i++) {
        bool binds = false;
        for (size_t k = first; k < end; k++)
            binds |= r->rules[i].binds[k];
        if (binds && asks_for(&r->rules[i], parent, name, path))
            return true;
    }
    return false;
}

bool remarks_asked(struct remarks *r, const char *path)
{
    return asked_between(r, path, r->number, r->number + 1);
}

bool remarks_asked_anywhere(struct remarks *r, const char *path)
{
    const struct programme_direction *all;
    return asked_between(r, path, 0, programme_directions(r->programme, &all));
}

static const struct cases_rule *facts_of(const struct remarks *r, const char *id)
{
    for (size_t i = 0; i < r->case_count; i++) {
        const struct cases_rule *c = cases_find(r->cases[i], id);
        if (c)
            return c;
    }
    return NULL;
}

static bool quoted_before(struct remarks *r, const char *id)
{
    for (size_t i = 0; i < r->quoted.n; i++)
        if (!strcmp(r->quoted.v[i], id))
            return true;
    *VEC_PUSH(r->arena, &r->quoted) = id;
    return false;
}

/* The notice's sentences for a rule of this direction alone; those of a rule that several share may be about another, so there
 * it is the text of the finding, with the values of this direction. */
static void add_demand(struct remarks *r, const struct bearing_rule *rule, const char *id, struct buf *out)
{
    const struct cases_rule *c = rule->bound == 1 ? facts_of(r, id) : NULL;
    size_t at = 0;
    const char *quote = c ? cases_quote_next(c, r->direction->id, &at) : NULL;
    if (!quote || quoted_before(r, id)) {
        bearing_text(r->bearing, rule, r->direction->id, out);
        return;
    }
    buf_puts(out, "通知：");
    for (; quote; quote = cases_quote_next(c, r->direction->id, &at))
        buf_printf(out, "“%s”", quote);
}

static void add_rule(struct remarks *r, size_t i, struct buf *out)
{
    const struct schematron_rule *fact = r->rules[i].fact;
    const char *id = arena_strndup(r->arena, fact->id, strcspn(fact->id, "."));
    r->said[i] = true;
    buf_printf(out, "\n%s", id);
    if (fact->see)
        buf_printf(out, "（%s）", clause_of(r->arena, r->programme, fact->see, r->direction->id));
    buf_puts(out, " ");
    add_demand(r, &r->rules[i], id, out);
}

void remarks_rules(struct remarks *r, const char *path, struct buf *out)
{
    for (size_t i = 0; i < r->rule_count; i++)
        if (!r->said[i] && binds(r, i) && is_about(r->rules[i].path, path))
            add_rule(r, i, out);
}

/* the head */

static void add_fact_row(struct remarks *r, const xmlNode *n, struct buf *out)
{
    const struct shape *s = n->type == XML_ELEMENT_NODE ? shape_of(n, NULL) : NULL;
    const char *fact = s ? remarks_fact(r, n) : "";
    if (*fact && strcmp((const char *)n->name, "title") != 0)
        buf_printf(out, "\n%s：%s", t(r, s->name), fact);
}

/* When and how long, where the direction does not say it itself. */
static void add_times(struct remarks *r, struct buf *out)
{
    static const char *const names[] = {"window", "recommending", "deadline", "period"};
    const xmlNode *root = xmlDocGetRootElement(programme_xml(r->programme));
    for (const xmlNode *n = root->children; n; n = n->next)
        for (size_t i = 0; i < sizeof names / sizeof *names; i++)
            if (xml_is(n, NULL, names[i]) && !(r->direction && xml_child(r->direction->node, names[i])))
                add_fact_row(r, n, out);
}

/* Does it ask nothing of whoever fills in one proposal: what the program judges in a package, what a submission says, what is
 * compared of elements that this direction has not, what cannot be decided? */
static bool concerns_others(const struct bearing_rule *rule)
{
    const char *file = rule->fact->file ? strrchr(rule->fact->file, '/') : NULL;
    bool across = file && !strcmp(file, "/batch.sch");
    return !*rule->fact->test || (across && (*rule->path || rule->fact->undecided));
}

void remarks_head(struct remarks *r, struct buf *out)
{
    const struct programme_basis *basis = programme_basis(r->programme);
    buf_printf(out, "%s\n%s %s", programme_title(r->programme), r->direction->id, r->direction->title);
    if (*basis->title)
        buf_printf(out, "\n依据：%s", basis->title);
    add_times(r, out);
    for (const xmlNode *n = r->direction->node->children; n; n = n->next)
        add_fact_row(r, n, out);
    size_t before = out->n;
    for (size_t i = 0; i < r->rule_count; i++)
        if (!r->said[i] && binds(r, i) && !concerns_others(&r->rules[i]))
            add_rule(r, i, out);
    if (out->n > before)
        buf_puts(out, "\n");
    buf_puts(out, "\n把内容写在各标签之间和引号之中；不需要的可选项可以删去，可多项的可以复制；注释可以保留，不会印出。"
                  "长文字由段落 <p> 组成，也可用列表 <ul>、<ol>（每项 <li>）、图片 <img> 和表格 <table>，见 shenbao-proposal(5)。"
                  "\n日期写作 2025-03-31，日期和时间写作 2025-03-31T09:00:00+08:00，金额以万元计、写作 1200.00，国家代码为两个大写字母，如 JP。"
                  "\n检查：shenbao check 本文件；排版：shenbao render 本文件 -o 申报书.pdf；规则的含义：shenbao explain 规则编号。");
}

void remarks_submission_head(struct remarks *r, struct buf *out)
{
    const struct programme_basis *basis = programme_basis(r->programme);
    buf_printf(out, "%s：报送信息", programme_title(r->programme));
    if (*basis->title)
        buf_printf(out, "\n依据：%s", basis->title);
    add_times(r, out);
    buf_puts(out, "\n\n推荐单位报送整批申报书时填写一份，供 batch、summary、pack 和跨申报书的规则使用；"
                  "某一份申报书自己的内容写在申报书里。"
                  "\n把内容写在各标签之间和引号之中；不需要的可选项可以删去，可多项的可以复制；注释可以保留，不会印出。"
                  "盖章扫描件的文件名相对于本文件所在的文件夹。"
                  "\n日期写作 2025-03-31，日期和时间写作 2025-03-31T09:00:00+08:00。"
                  "\n已编过的顺序号在 numbering 中逐条写明：<number value=\"3\" folder=\"文件夹\"><title>项目名称</title>"
                  "<unit>单位名称</unit></number>，撤回的加 withdrawn=\"true\"，该号不再使用。");
}
