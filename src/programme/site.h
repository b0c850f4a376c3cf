/* site.h - a site's folder (--site): values and lists of a province or of a later year, laid over those of a programme.
 * Purpose:   site.xml names programme, direction and value and says only what differs (merge.h):
 *                <site xmlns="urn:shenbao:programme"><title>...</title>
 *                  <programme id="most-2025"><directions><direction id="1.2"><money total="1500"/></direction></directions>
 *                    <table name="funded"/></programme></site>
 *            <table name="funded"/> gives the programme lists/funded.csv of the site. What changes is noted in the chain, to
 *            be named on every opinion.
 * Ownership: as chain.h.
 * Errors:    SITE_* and MERGE_* with file and line, all that are found: a programme, direction, value or list that is not
 *            known, a list that no programme uses. Other programmes are not read. */
#ifndef PROGRAMME_SITE_H
#define PROGRAMME_SITE_H

#include "programme/chain.h"

bool site_lay(struct chain *c, const char *id, const char *folder, struct diag_list *d);

#endif
