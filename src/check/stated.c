#include <stdint.h>
#include <string.h>

#include "check/findings.h"
#include "programme/schematron.h"

/* The rule's text with {1} {2} ... replaced by the arguments. */
static char *filled(struct arena *a, const char *text, const char *const *args)
{
    struct buf b = {0};
    size_t count = 0;
    while (args && args[count])
        count++;
    for (const char *s = text; *s;) {
        size_t i = *s == '{' && s[1] >= '1' && s[1] <= '9' && s[2] == '}' ? (size_t)(s[1] - '1') : count;
        if (i < count) {
            buf_puts(&b, args[i]);
            s += 3;
        } else {
            buf_putc(&b, *s++);
        }
    }
    return buf_keep(&b, a);
}

bool check_stated(struct programme *p, const char *about, const struct loc *loc, const char *const *args, bool strict,
                  struct diag_list *out)
{
    const struct schematron_rule *rule = programme_stated(p, about, out);
    if (!rule)
        return false;
    struct arena *a = arena_new();
    struct diag_record r = {
        .severity = findings_severity(rule->role, rule->modal, strict),
        .id = DIAG_FINDING,
        .rule = arena_strndup(a, rule->id, strcspn(rule->id, ".")),
        .clause = rule->see,
        .modal = rule->modal,
        .loc = *loc,
        .text = filled(a, rule->text, args),
        .order = SIZE_MAX,
        .undecided = rule->undecided,
    };
    diag_finding(out, &r);
    arena_free(a);
    return true;
}
