/* json.h - JSON texts (RFC 8259) as trees; buf_json() writes strings.
 * Ownership: the tree belongs to the arena given.
 * Errors:    json_parse() gives NULL for what is not one JSON text, nests deeper than LIMIT_JSON_DEPTH or isn't UTF-8. The
 *            readers of members take a missing one, and one of another type, for empty. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum json_type { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json {
    enum json_type type;
    const char *name;         /* of a member of an object; else NULL */
    const char *text;         /* of a string: without escapes; of a number: as written */
    const struct json *first; /* of an array or object */
    const struct json *next;
};

const struct json *json_parse(struct arena *a, const char *text, size_t n);
/* The member of that name, or NULL. o may be NULL. */
const struct json *json_member(const struct json *o, const char *name);
/* Its string, or otherwise when there is none. */
const char *json_string(const struct json *o, const char *name, const char *otherwise);
/* Its whole number, 0 when there is none. */
int64_t json_integer(const struct json *o, const char *name);
bool json_true(const struct json *o, const char *name);
/* The first element or member of a member that is an array or object; NULL. */
const struct json *json_items(const struct json *o, const char *name);

#endif
