/* The .mo format: GNU gettext manual, section "The Format of GNU MO Files". Message ids are sorted, so a binary search
 * finds them; every offset is checked once, when the catalogue is opened. */
#include "base/i18n.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

#define MO_MAGIC 0x950412DEu
#define MO_MAX ((size_t)16 << 20) /* [bytes] */

struct i18n {
    struct buf data;
    bool swapped; /* written on a machine of the other byte order */
    uint32_t count, ids, texts; /* ids, texts: offsets of tables of (length, offset) */
};

static uint32_t word(const struct i18n *c, size_t at)
{
    uint32_t v;
    memcpy(&v, c->data.data + at, sizeof v);
    return c->swapped ? __builtin_bswap32(v) : v;
}

static const char *entry(const struct i18n *c, uint32_t start, uint32_t i)
{
    return c->data.data + word(c, start + (size_t)8 * i + 4);
}

static bool table_fits(const struct i18n *c, uint32_t start)
{
    if (start > c->data.n || c->count > (c->data.n - start) / 8)
        return false;
    for (uint32_t i = 0; i < c->count; i++) {
        size_t length = word(c, start + (size_t)8 * i), at = word(c, start + (size_t)8 * i + 4);
        if (at > c->data.n || length >= c->data.n - at || c->data.data[at + length])
            return false;
    }
    return true;
}

static bool read_header(struct i18n *c)
{
    if (c->data.n < 28)
        return false;
    uint32_t magic = word(c, 0);
    c->swapped = magic == __builtin_bswap32(MO_MAGIC);
    if (magic != MO_MAGIC && !c->swapped)
        return false;
    c->count = word(c, 8);
    c->ids = word(c, 12);
    c->texts = word(c, 16);
    return table_fits(c, c->ids) && table_fits(c, c->texts);
}

static bool read_all(const char *path, struct buf *out)
{
    FILE *f = fopen(path, "rbe");
    if (!f)
        return false;
    char chunk[8192];
    for (size_t n; out->n < MO_MAX && (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        buf_add(out, chunk, n);
    bool ok = !ferror(f) && out->n < MO_MAX;
    fclose(f);
    return ok;
}

static struct i18n *open_file(const char *path)
{
    struct i18n *c = xcalloc(1, sizeof *c);
    if (read_all(path, &c->data) && read_header(c))
        return c;
    i18n_close(c);
    return NULL;
}

struct i18n *i18n_open(const char *lang, const char *const *dirs)
{
    const char *folder = strcmp(lang, "zh") == 0 ? "zh_CN" : lang;
    struct i18n *c = NULL;
    for (; !c && dirs && *dirs; dirs++) {
        struct buf path = {0};
        buf_printf(&path, "%s/%s/LC_MESSAGES/shenbao.mo", *dirs, folder);
        c = open_file(path.data);
        buf_free(&path);
    }
    return c;
}

void i18n_close(struct i18n *c)
{
    if (!c)
        return;
    buf_free(&c->data);
    free(c);
}

const char *i18n_text(const struct i18n *c, const char *msgid)
{
    uint32_t lo = 0, hi = c && *msgid ? c->count : 0; /* "" is the catalogue's own header */
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        int order = strcmp(msgid, entry(c, c->ids, mid));
        if (order == 0)
            return entry(c, c->texts, mid);
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return msgid;
}
