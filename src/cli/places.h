/* places.h - where the program finds what belongs to it: packs, fonts, message catalogues.
 * Purpose:   everything lies relative to the program's own file, so that an installed tree can be moved and the build tree
 *            works as it stands: BIN/../share (installed), or the folders above BIN (built).
 * Ownership: all strings belong to the struct; cli_places_free() releases them. */
#ifndef CLI_PLACES_H
#define CLI_PLACES_H

struct cli_places {
    char *templates;
    char *roles;         /* fonts/roles.conf */
    char *fonts[3];      /* private fonts, NULL-terminated */
    char *catalogues[3]; /* for i18n_open(), NULL-terminated */
};

/* argv0 is used where /proc is missing. */
void cli_places_find(struct cli_places *p, const char *argv0);
void cli_places_free(struct cli_places *p);

#endif
