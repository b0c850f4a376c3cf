#include "cli/proposal.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "xslt/xml.h"

static bool use_list(struct cli *c, struct programme *p, const char *value)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value || !equals[1]) {
        diag(c->diag, CLI_LIST_VALUE, NULL, value);
        return false;
    }
    char *name = xstrdup(value);
    name[equals - value] = '\0';
    bool ok = programme_set_list(p, name, equals + 1, c->diag);
    free(name);
    return ok;
}

bool cli_proposal_open(struct cli_proposal *p, struct cli *c, const char *file)
{
    *p = (struct cli_proposal){.file = file, .folder = file_folder(file)};
    p->doc = xml_load(file, c->diag);
    const char *id = p->doc ? check_programme_of(p->doc, file, c->diag) : "";
    p->programme = *id ? programme_load(c->packs, id, c->diag) : NULL;
    bool ok = p->programme != NULL;
    for (size_t i = 0; ok && i < c->args.table_count; i++)
        ok = use_list(c, p->programme, c->args.tables[i]);
    return ok;
}

void cli_proposal_close(struct cli_proposal *p)
{
    programme_free(p->programme);
    xml_free(p->doc);
    free(p->folder);
    *p = (struct cli_proposal){0};
}

/* 2025-03-31 or 2025-03-31T17:00:00, optionally Z or +08:00 behind the time: shape and ranges (ISO 8601). */
static bool is_date(const char *s)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    size_t n = strlen(s);
    int v[6] = {0};
    for (size_t i = 0, field = 0; i < n && i < sizeof shape - 1; i++) {
        bool digit = s[i] >= '0' && s[i] <= '9';
        if (shape[i] == 'd' ? !digit : s[i] != shape[i])
            return false;
        if (digit)
            v[field] = v[field] * 10 + (s[i] - '0');
        else
            field++;
    }
    if (n != 10 && n < 19)
        return false;
    const char *zone = n > 19 ? s + 19 : "";
    if (*zone && strcmp(zone, "Z") != 0 && !(strlen(zone) == 6 && strchr("+-", zone[0]) && zone[3] == ':'))
        return false;
    bool leap = (v[0] % 4 == 0 && v[0] % 100 != 0) || v[0] % 400 == 0;
    return v[1] >= 1 && v[1] <= 12 && v[2] >= 1 && v[2] <= days[v[1] - 1] + (v[1] == 2 && leap) && v[3] < 24 &&
           v[4] < 60 && v[5] < 60;
}

bool cli_proposal_check(struct cli_proposal *p, struct cli *c, struct diag_list *out)
{
    const char *as_of = cli_value(c, OPT_AS_OF);
    if (as_of && !is_date(as_of)) {
        diag(c->diag, CLI_DATE, NULL, as_of);
        return false;
    }
    int64_t ignored;
    if (!cli_source_date(c, &ignored))
        return false;
    struct check_options o = {.as_of = as_of, .strict = cli_value(c, OPT_STRICT) != NULL, .folder = p->folder};
    return check_proposal(p->programme, p->doc, p->file, &o, out);
}

bool cli_source_date(struct cli *c, int64_t *seconds)
{
    const char *s = getenv("SOURCE_DATE_EPOCH");
    *seconds = -1;
    if (!s || !*s)
        return true;
    if (strlen(s) > 12 || strspn(s, "0123456789") != strlen(s)) {
        diag(c->diag, CLI_SOURCE_DATE, NULL, s);
        return false;
    }
    *seconds = strtoll(s, NULL, 10);
    return true;
}
