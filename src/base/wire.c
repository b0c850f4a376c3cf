#include "base/wire.h"

#include <string.h>

#define NONE UINT64_MAX   /* the length of NULL */
#define WIRE_ARGUMENTS 16 /* of one message */

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

/* --- findings --- */

static void put_record(struct buf *b, const struct diag_record *r)
{
    size_t n = 0;
    while (r->args && r->args[n])
        n++;
    const char *const texts[] = {r->rule, r->clause, r->modal, r->place, r->path, r->text, r->loc.file, r->loc.via_file};
    const uint64_t numbers[] = {r->severity, r->id, r->loc.line, r->loc.via_line, r->order, r->undecided, n};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        wire_put_text(b, texts[i]);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        wire_put_number(b, numbers[i]);
    for (size_t i = 0; i < n; i++)
        wire_put_text(b, r->args[i]);
}

void wire_put_findings(struct buf *b, const struct diag_list *d)
{
    size_t n = diag_list_count(d);
    wire_put_number(b, n);
    for (size_t i = 0; i < n; i++)
        put_record(b, diag_list_at(d, i));
    wire_put_number(b, diag_list_dropped(d));
    wire_put_number(b, diag_list_worst(d));
}

static void take_record(struct wire *w, struct diag_record *r)
{
    r->rule = wire_text(w);
    r->clause = wire_bytes(w, NULL);
    r->modal = wire_bytes(w, NULL);
    r->place = wire_bytes(w, NULL);
    r->path = wire_bytes(w, NULL);
    r->text = wire_bytes(w, NULL);
    r->loc.file = wire_bytes(w, NULL);
    r->loc.via_file = wire_bytes(w, NULL);
    uint64_t severity = wire_number(w), id = wire_number(w);
    w->broken |= severity > DIAG_FATAL || id >= DIAG_COUNT;
    r->severity = w->broken ? DIAG_FATAL : (enum diag_severity)severity;
    r->id = w->broken ? DIAG_FINDING : (enum diag_id)id;
    r->loc.line = (unsigned)wire_number(w);
    r->loc.via_line = (unsigned)wire_number(w);
    r->order = (size_t)wire_number(w);
    r->undecided = wire_number(w) != 0;
}

void wire_findings(struct wire *w, struct diag_list *to)
{
    uint64_t n = wire_number(w);
    for (uint64_t i = 0; i < n && !w->broken; i++) {
        const char *args[WIRE_ARGUMENTS + 1] = {NULL};
        struct diag_record r = {.args = args};
        take_record(w, &r);
        uint64_t count = wire_number(w);
        w->broken |= count > WIRE_ARGUMENTS;
        for (uint64_t k = 0; k < count && !w->broken; k++)
            args[k] = wire_text(w);
        if (!w->broken)
            diag_finding(to, &r);
    }
    uint64_t dropped = wire_number(w), worst = wire_number(w);
    w->broken |= worst > DIAG_FATAL;
    if (!w->broken)
        diag_list_add_dropped(to, (size_t)dropped, (enum diag_severity)worst);
}
