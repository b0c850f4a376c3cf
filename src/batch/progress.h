/* progress.h - how far a run is: a bar with rate and remaining time on a terminal, a line every tenth elsewhere.
 * Purpose:   for people only: what it shows depends on the clock, and nothing else does.
 * Errors:    none: a terminal that takes nothing is not waited for. */
#ifndef BATCH_PROGRESS_H
#define BATCH_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/i18n.h"

struct progress {
    const struct i18n *lang;
    bool terminal;
    size_t total, done;
    int64_t began, shown; /* [ms] */
    unsigned tenth;
};

void progress_begin(struct progress *p, size_t total, bool terminal, const struct i18n *lang);
void progress_step(struct progress *p);
/* Ends the bar's line. */
void progress_end(struct progress *p);

#endif
