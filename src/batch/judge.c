#include "batch/judge.h"

#include "batch/apart.h"

static void check(void *arg, const struct buf *task, struct buf *reply)
{
    const struct judge *j = arg;
    (void)task; /* this process knows all */
    bool good = document_check(j->document, j->findings);
    apart_put_verdict(reply, good, j->findings);
}

/* False: no other process checks it. */
static bool ask(struct judge *j)
{
    const struct buf all = {0};
    if (session_options(j->document->session)->processors < 2)
        return false;
    programme_labels(j->document->programme); /* which the pages need too */
    j->apart = apart_new(1, APART_WRITES_NOTHING, check, j, j->findings);
    if (!j->apart || !apart_ask(j->apart, &all))
        return false;
    apart_asked(j->apart);
    return true;
}

void judge_begin(struct judge *j, struct document *p, struct diag_list *findings)
{
    *j = (struct judge){.document = p, .findings = findings};
    if (ask(j))
        return;
    j->good = document_check(p, findings);
    j->known = true;
}

bool judge_end(struct judge *j)
{
    if (!j->known)
        j->good = apart_verdict(j->apart);
    j->known = true;
    j->document->findings = j->findings;
    return j->good;
}

void judge_free(struct judge *j)
{
    apart_free(j->apart);
}
