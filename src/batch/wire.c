#include "batch/wire.h"

#include <string.h>

#define NONE UINT64_MAX /* the length of NULL */

void wire_put_number(struct buf *b, uint64_t n)
{
    buf_add(b, &n, sizeof n);
}

void wire_put_bytes(struct buf *b, const void *p, size_t n)
{
    wire_put_number(b, p ? n : NONE);
    if (!p)
        return;
    buf_add(b, p, n);
    buf_putc(b, '\0');
}

void wire_put_text(struct buf *b, const char *s)
{
    wire_put_bytes(b, s, s ? strlen(s) : 0);
}

uint64_t wire_number(struct wire *w)
{
    uint64_t n = 0;
    if (w->broken || (size_t)(w->end - w->at) < sizeof n) {
        w->broken = true;
        return 0;
    }
    memcpy(&n, w->at, sizeof n);
    w->at += sizeof n;
    return n;
}

const char *wire_bytes(struct wire *w, size_t *n)
{
    uint64_t length = wire_number(w);
    if (n)
        *n = 0;
    if (w->broken || length == NONE)
        return NULL;
    size_t left = (size_t)(w->end - w->at);
    if (length >= left || w->at[length]) {
        w->broken = true;
        return NULL;
    }
    const char *p = w->at;
    w->at += length + 1;
    if (n)
        *n = (size_t)length;
    return p;
}

const char *wire_text(struct wire *w)
{
    const char *s = wire_bytes(w, NULL);
    return s ? s : "";
}
