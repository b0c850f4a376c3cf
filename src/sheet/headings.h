/* headings.h - which field a heading means.
 * Purpose:   headings are compared with the labels of the schema and with the pack's aliases, without case, width, spaces,
 *            punctuation and what stands in brackets. The labels on the way to a field may stand before its own
 *            (建议单位名称, 关键技术1 名称); the shortest way that means one field only is enough.
 * Ownership: all in the arena given.
 * Errors:    none here: what is unknown or means several fields is told by the result. */
#ifndef SHEET_HEADINGS_H
#define SHEET_HEADINGS_H

#include <libxml/tree.h>

#include "base/arena.h"
#include "programme/fields.h"

/* A place in a proposal. index as record_set() takes it: 0 at depths that have no number. What a heading says of it besides:
 * the unit that is called 申报单位 is the leading one. */
struct heading_target {
    const struct field *field;
    unsigned index[FIELDS_DEPTH + 1];
    const struct field *implied; /* an attribute on the way; NULL: none */
    const char *value;           /* of it */
};

enum heading_result { HEADING_UNKNOWN, HEADING_FOUND, HEADING_AMBIGUOUS };

struct headings;

/* The fields below base. */
struct headings *headings_new(struct arena *a, const struct field *base);
/* What stands repeated below base and is more than a line, and may so have a sheet of its own. */
struct headings *headings_repeated_new(struct arena *a, const struct field *base);
bool headings_has_sheet(const struct field *f);
/* The shortest way to call a field that means it and no other, its label where nothing does. */
const char *headings_way(const struct headings *h, const struct field *f);
/* Another name of a field below base; it takes the name from any other. */
void headings_alias(struct headings *h, const char *text, const struct heading_target *target);
/* The number of an item in front of it (二、, 4.) counts only where something is called so. */
enum heading_result headings_find(const struct headings *h, const char *text, struct heading_target *out);

/* The text as headings compare; in the arena. */
const char *headings_fold(struct arena *a, const char *text);
/* Powers of ten between the unit that a heading or a cell names and 万元: 元 is -4, 亿元 4; 0 where it names none. */
int headings_money(const char *text);

/* "suggester/unit/name", "keyTechnologies/keyTechnology[2]/name", "filing/@submittedAt": from the root. The first unit, which
 * is the leading one, is "units/unit[1][@role='lead']/name". False: no such field. A value is made in the arena. */
bool headings_path(struct arena *a, const struct field *root, const char *path, struct heading_target *out);

#endif
