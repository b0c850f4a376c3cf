/* trial.h - examples of cases.txt that are a batch, tried.
 * Purpose:   `explain` shows what is found in them, and the tests hold the packs to it.
 * Ownership: everything is borrowed; findings are copied.
 * Errors:    samples that cannot be read or edited are reported among the findings; false. */
#ifndef BATCH_TRIAL_H
#define BATCH_TRIAL_H

#include "programme/cases.h"
#include "programme/programme.h"

/* Edits the parts and runs the rules across them. samples: the folder of all samples, pack: that of the programme's own below it.
 * Findings are about 1/FILE, 2/FILE ... in the order of the parts, the submission, or no file. texts: the edited parts in that
 * order, the submission last; NULL: not wanted, else one buf a part, for the caller to free. */
bool trial_run(const struct cases *c, const struct cases_example *e, const char *samples, const char *pack, struct programme *p,
               struct buf *texts, struct diag_list *out);
/* How many proposals it has. */
size_t trial_size(const struct cases_example *e);
/* The part of number i; behind the last one the submission, or NULL. */
const struct cases_example *trial_part(const struct cases_example *e, size_t i);
/* As findings name it, in the arena. */
const char *trial_name(struct arena *a, const struct cases_example *e, size_t i);

#endif
