/* chain.h - a pack and what it builds on.
 * Purpose:   <programme base="zhejiang-2025"> says only what differs (merge.h); files that a pack lacks are its base's.
 * Ownership: chain_load() fills a struct that chain_free() empties; strings live in the arena given.
 * Errors:    PACK_*, MERGE_* with file and line, all that are found; false. */
#ifndef PROGRAMME_CHAIN_H
#define PROGRAMME_CHAIN_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/limits.h"
#include "programme/programme.h"

struct chain {
    struct arena *arena;  /* borrowed */
    const char *packs;    /* the folder of all packs */
    const char *folder[LIMIT_PACK_CHAIN]; /* the pack's own first */
    size_t n;
    xmlDocPtr xml;        /* what programme.xml says after all */
    VEC(const char *) directions; /* ids, of the bases too: also those that a pack switches off */
    const char *site;     /* the site's folder, NULL: none, or it says nothing of this programme */
    const char *site_title;
    VEC(struct programme_change) changes; /* by the site */
    VEC(const char *) site_lists;         /* names of those of its lists that this programme gets */
};

/* c->arena and c->packs are set. */
bool chain_load(struct chain *c, const char *id, struct diag_list *d);
void chain_free(struct chain *c);

/* A file of the pack, or of the nearest base that has it; the pack's own path when none has. */
const char *chain_file(const struct chain *c, const char *name);
/* Is path, however written, a file of this name in one of the folders? */
bool chain_is_file(const struct chain *c, const char *path, const char *name);

/* An XML file of a pack or site, held to LIMIT_PACK_ELEMENTS: comparing siblings with each other stays quick. */
xmlDocPtr chain_read(const char *path, struct diag_list *d);
/* Is there a pack of that id? */
bool chain_has_pack(const char *packs, const char *id);

#endif
