/* list --diff A B: what changed from one programme to the other. */
#include "programme/diff.h"

#include "base/i18n.h"
#include "cli/pack.h"

static const char *const headings[] = {
    [DIFF_VALUE] = N_("The programme"), [DIFF_RULE] = N_("Rules"), [DIFF_FIELD] = N_("Fields of the proposal"),
    [DIFF_FORM] = N_("Forms"), [DIFF_LIST] = N_("Lists"),
};

static bool same_group(const struct diff_change *a, const struct diff_change *b)
{
    bool same = !a->direction && !b->direction;
    if (a->direction && b->direction)
        same = strcmp(a->direction, b->direction) == 0;
    return same && a->what == b->what;
}

static void heading(struct buf *out, const struct diff_change *x, const struct i18n *lang)
{
    if (x->direction)
        buf_printf(out, "%s %s  %s\n", i18n_text(lang, "Direction"), x->direction, x->title ? x->title : "");
    else
        buf_printf(out, "%s\n", i18n_text(lang, headings[x->what]));
}

/* "+ SD-114: text", "- ...", "  money/@total (total): 250 -> 1500" */
static void line(struct buf *out, const struct diff_change *x, const struct i18n *lang)
{
    buf_printf(out, "  %c %s", !x->before ? '+' : !x->after ? '-' : '~', x->path ? x->path : "");
    if (x->name)
        buf_printf(out, "%s%s%s", i18n_text(lang, " ("), i18n_text(lang, x->name), i18n_text(lang, ")"));
    const char *one = x->before ? x->before : x->after;
    if (x->before && x->after)
        buf_printf(out, "%s%s -> %s", i18n_text(lang, ": "), x->before, x->after);
    else if (*one)
        buf_printf(out, "%s%s", i18n_text(lang, ": "), one);
    buf_putc(out, '\n');
}

static void as_text(struct buf *out, const struct diff_change *x, size_t n, const struct i18n *lang)
{
    for (size_t i = 0; i < n; i++) {
        if (!i || !same_group(&x[i - 1], &x[i]))
            heading(out, &x[i], lang);
        line(out, &x[i], lang);
    }
    if (!n)
        buf_printf(out, "%s\n", i18n_text(lang, "Nothing differs."));
}

static void as_json(struct buf *out, const struct programme *a, const struct programme *b, const struct diff_change *x, size_t n)
{
    static const char *const whats[] = {
        [DIFF_VALUE] = "value", [DIFF_RULE] = "rule", [DIFF_FIELD] = "field", [DIFF_FORM] = "form", [DIFF_LIST] = "list",
    };
    buf_printf(out, "{\n  \"from\": \"%s\", \"to\": \"%s\",\n  \"changes\": [", programme_id(a), programme_id(b));
    for (size_t i = 0; i < n; i++) {
        buf_printf(out, "%s\n    {\"what\": \"%s\"", i ? "," : "", whats[x[i].what]);
        buf_json_member(out, ", ", "direction", x[i].direction);
        buf_json_member(out, ", ", "path", x[i].path ? x[i].path : "");
        buf_json_member(out, ", ", "name", x[i].name);
        buf_json_member(out, ", ", "before", x[i].before);
        buf_json_member(out, ", ", "after", x[i].after);
        buf_putc(out, '}');
    }
    buf_puts(out, n ? "\n  ]\n}\n" : "]\n}\n");
}

static enum cli_status compare(struct cli *c, struct programme *a, struct programme *b)
{
    struct diff *x = diff_programmes(a, b, c->diag);
    const struct diff_change *changes;
    struct buf out = {0};
    if (!x)
        return CLI_FAILED;
    size_t n = diff_changes(x, &changes);
    if (cli_json(c))
        as_json(&out, a, b, changes, n);
    else
        as_text(&out, changes, n, c->lang);
    bool written = cli_write(c, &out);
    buf_free(&out);
    diff_free(x);
    return written ? CLI_OK : CLI_FAILED;
}

enum cli_status cli_diff(struct cli *c)
{
    if (!c->args.operand_count) {
        diag(c->diag, CLI_OPERAND_MISSING, NULL, "list --diff", "PROGRAMME");
        return CLI_FAILED;
    }
    if (cli_value(c, OPT_LIST_FORMAT) && strcmp(cli_value(c, OPT_LIST_FORMAT), "svrl") == 0) {
        diag(c->diag, CLI_CHOICE, NULL, "--format", "svrl", "text json");
        return CLI_FAILED;
    }
    struct programme_options o = {.site = cli_value(c, OPT_SITE), .all_layers = true};
    struct programme *a = programme_load_with(c->packs, cli_value(c, OPT_DIFF), &o, c->diag);
    struct programme *b = programme_load_with(c->packs, c->args.operands[0], &o, c->diag);
    enum cli_status status = a && b ? compare(c, a, b) : CLI_FAILED;
    programme_free(a);
    programme_free(b);
    return status;
}
