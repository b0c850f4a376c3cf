/* dossier.h - the rules of all programmes with what is known of each: statements, directions, the notice's words, examples.
 * Ownership: dossiers_open() gives, dossiers_close() takes; everything inside is borrowed from it.
 * Errors:    those of the packs and of cases.txt. Samples that are not there leave an example without findings. */
#ifndef CLI_DOSSIER_H
#define CLI_DOSSIER_H

#include "base/arena.h"
#include "base/diag.h"
#include "cli/cli.h"
#include "programme/bearing.h"
#include "programme/cases.h"
#include "programme/programme.h"

/* A rule in one programme. */
struct dossier_part {
    struct programme *programme;
    struct bearing *bearing;
    VEC(const struct bearing_rule *) statements; /* SD-107 and SD-107.topics are statements of one rule */
    const char *status, *reason; /* of a rule that no assert states: batch, by-construction ...; NULL */
};

struct dossier {
    const char *id;
    VEC(struct dossier_part) parts;
    const struct cases *cases;      /* the file that has facts; NULL: none has */
    const struct cases_rule *facts;
};

struct dossiers;

/* good: false when some pack is broken (reported); the others are there. */
struct dossiers *dossiers_open(struct cli *c, bool *good);
void dossiers_close(struct dossiers *all);
/* The rule of that id (or of a statement's); false: no programme has it. */
bool dossiers_find(struct dossiers *all, const char *id, struct dossier *out);
/* The ids that are nearest to one that does not exist, one blank between. */
const char *dossiers_near(struct dossiers *all, const char *id);
/* An example's sample: PROGRAMME/FILE below the samples, which lie beside the folder of the programmes. */
const char *dossiers_sample_name(struct dossiers *all, const struct dossier *d, const struct cases_example *e);
/* What check says of an example by this rule, added to out. */
void dossiers_try(struct dossiers *all, const struct dossier *d, const struct cases_example *e, struct diag_list *out);
/* Adds an object of JSON, behind "[" or "," by what stands in out. */
void dossiers_json(struct buf *out, struct dossiers *all, const struct dossier *d);

#endif
