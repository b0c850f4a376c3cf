#include "programme/clause.h"

#include <string.h>

#include "base/buf.h"
#include "xslt/xml.h"

#define PLACE "{direction}"

static const char *const between[] = {"、", "；"};

/* How many bytes stand in front of the next separator, and (through sign) how many it has. */
static size_t part_length(const char *s, size_t *sign)
{
    size_t n = strlen(s);
    *sign = 0;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        const char *at = strstr(s, between[i]);
        if (at && (size_t)(at - s) < n) {
            n = (size_t)(at - s);
            *sign = strlen(between[i]);
        }
    }
    return n;
}

static const char *see_of(const struct programme_direction *d)
{
    return xml_attribute(d->node, "see", "");
}

/* Does a clause begin with the n bytes of another? "二1.1（2）" with "二1.1"; neither "二1.10" nor "二1.1-3" does. */
static bool begins(const char *clause, const char *with, size_t n)
{
    if (!n || strncmp(clause, with, n))
        return false;
    bool number = with[n - 1] >= '0' && with[n - 1] <= '9';
    return !(number && clause[n] && strchr("0123456789.-", clause[n]));
}

/* The part lies in the direction's clause ("二1.1（2）" in "二1.1") or around it ("附件一（一） 申报主体" around "附件一（一）2"). */
static bool concerns(const struct programme_direction *d, const char *part, size_t n)
{
    const char *own = see_of(d), *blank = memchr(part, ' ', n);
    return begins(part, own, strlen(own)) || begins(own, part, blank ? (size_t)(blank - part) : n);
}

/* Is it about other directions alone? */
static bool foreign(const struct programme *p, const struct programme_direction *own, const char *part, size_t length)
{
    const struct programme_direction *d;
    size_t n = programme_directions(p, &d);
    bool other = false;
    for (size_t i = 0; i < n; i++)
        other = other || concerns(&d[i], part, length);
    return other && !concerns(own, part, length);
}

static const char *own_parts(struct arena *a, const struct programme *p, const char *see, const struct programme_direction *own)
{
    struct buf out = {0};
    size_t sign = 0; /* of the separator in front */
    for (const char *part = see; *part;) {
        size_t next, n = part_length(part, &next);
        if (!foreign(p, own, part, n)) {
            if (out.n)
                buf_add(&out, part - sign, sign);
            buf_add(&out, part, n);
        }
        part += n + next;
        sign = next;
    }
    return out.n ? buf_keep(&out, a) : see;
}

/* The sees of those directions: one, all from the first to the last, or each. */
static const char *sees(struct arena *a, const struct programme *p, const bool *binds)
{
    const struct programme_direction *d;
    size_t n = programme_directions(p, &d), bound = 0;
    struct buf out = {0};
    for (size_t i = 0; i < n; i++)
        if (binds[i])
            buf_printf(&out, "%s%s", bound++ ? between[0] : "", see_of(&d[i]));
    if (bound == n && n > 2) {
        buf_free(&out);
        return arena_printf(a, "%s至%s", see_of(&d[0]), see_of(&d[n - 1]));
    }
    return out.n ? buf_keep(&out, a) : "";
}

static const char *put_in(struct arena *a, const char *see, const char *own)
{
    const char *place = strstr(see, PLACE);
    if (!place)
        return see;
    const char *rest = place + strlen(PLACE);
    return arena_printf(a, "%.*s%s%s", (int)(place - see), see, own, rest + (*own ? 0 : strspn(rest, " ")));
}

const char *clause_of(struct arena *a, const struct programme *p, const char *see, const char *direction)
{
    const struct programme_direction *d;
    size_t n = see ? programme_directions(p, &d) : 0;
    for (size_t i = 0; direction && i < n; i++)
        if (!strcmp(d[i].id, direction))
            return own_parts(a, p, put_in(a, see, see_of(&d[i])), &d[i]);
    return see ? put_in(a, see, "") : NULL;
}

const char *clause_of_many(struct arena *a, const struct programme *p, const char *see, const bool *binds)
{
    return see ? put_in(a, see, sees(a, p, binds)) : NULL;
}
