/* fo_mutate.h - changes FO as a person would: elements copied, moved and left out as wholes, properties given other values. What comes
 * of it is well formed if the text was, so that a fuzzer spends its time behind the reader of XML. */
#ifndef FUZZ_FO_MUTATE_H
#define FUZZ_FO_MUTATE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "fo/value.h"
#include "wild.h"

struct part {
    const char *from, *to;
};

static unsigned chance_state;

static unsigned chance(unsigned n)
{
    chance_state = chance_state * 1103515245u + 12345u;
    return n ? (chance_state >> 8) % n : 0;
}

/* The start tag that stands n-th in the text, counted round; from is NULL where there is none. */
static struct part start_tag(const char *s, unsigned n)
{
    unsigned count = 0;
    for (const char *p = s; (p = strchr(p, '<')); p++)
        count += p[1] != '/' && p[1] != '?' && p[1] != '!';
    if (!count)
        return (struct part){0};
    n %= count;
    for (const char *p = s; (p = strchr(p, '<')); p++)
        if (p[1] != '/' && p[1] != '?' && p[1] != '!' && !n--) {
            const char *end = strchr(p, '>');
            return (struct part){end ? p : NULL, end ? end + 1 : NULL};
        }
    return (struct part){0};
}

/* The element that a start tag begins. */
static struct part element(struct part tag)
{
    if (!tag.from || tag.to[-2] == '/')
        return tag;
    int depth = 1;
    for (const char *p = tag.to; (p = strchr(p, '<')); p++) {
        const char *end = strchr(p, '>');
        if (!end)
            break;
        if (p[1] == '/')
            depth--;
        else if (p[1] != '?' && p[1] != '!' && end[-1] != '/')
            depth++;
        if (!depth)
            return (struct part){tag.from, end + 1};
    }
    return (struct part){0};
}

/* The value of a tag's n-th attribute, counted round, and its name. */
static struct part attribute(struct part tag, unsigned n, struct part *name)
{
    unsigned count = 0;
    for (const char *p = tag.from; p < tag.to; p++)
        count += *p == '=' && (p[1] == '"' || p[1] == '\'');
    if (!count)
        return (struct part){0};
    n %= count;
    for (const char *p = tag.from; p < tag.to; p++)
        if (*p == '=' && (p[1] == '"' || p[1] == '\'') && !n--) {
            const char *end = memchr(p + 2, p[1], (size_t)(tag.to - p - 2)), *begin = p;
            while (begin > tag.from && begin[-1] != ' ' && begin[-1] != '\n')
                begin--;
            *name = (struct part){begin, p};
            return (struct part){end ? p + 2 : NULL, end};
        }
    return (struct part){0};
}

static void put_allowed(struct buf *b, const char *allowed)
{
    allowed += *allowed == '+' || *allowed == '1';
    if (!*allowed || !chance(3)) {
        buf_puts(b, values[chance(VALUES)]);
        return;
    }
    for (unsigned skip = chance(12); skip && strchr(allowed, '|'); skip--)
        allowed = strchr(allowed, '|') + 1;
    buf_add(b, allowed, strcspn(allowed, "|"));
}

static const char *allowed_of(struct part name)
{
    size_t n = (size_t)(name.to - name.from);
    for (unsigned i = 0; i < PROPERTIES; i++)
        if (strlen(properties[i].name) == n && !memcmp(properties[i].name, name.from, n))
            return properties[i].allowed;
    return "";
}

/* --- the changes: each writes the whole text anew, or nothing --- */

static void put_replaced(struct buf *b, const char *s, struct part old, const char *with, size_t n)
{
    buf_add(b, s, (size_t)(old.from - s));
    buf_add(b, with, n);
    buf_puts(b, old.to);
}

static void change_value(struct buf *b, const char *s, const char *other)
{
    struct part name, from, value = attribute(start_tag(s, chance(1u << 20)), chance(20), &name);
    struct buf v = {0};
    if (!value.from || !memcmp(name.from, "xmlns", 5))
        return;
    if (chance(4) || !(from = attribute(start_tag(other, chance(1u << 20)), chance(20), &name)).from)
        put_allowed(&v, allowed_of(name));
    else
        buf_add(&v, from.from, (size_t)(from.to - from.from));
    if (!v.data || !memchr(v.data, value.to[0], v.n))
        put_replaced(b, s, value, v.data ? v.data : "", v.n);
    buf_free(&v);
}

static void add_property(struct buf *b, const char *s, const char *other)
{
    struct part tag = start_tag(s, chance(1u << 20));
    unsigned p = chance(PROPERTIES);
    size_t n = strlen(properties[p].name);
    (void)other;
    if (!tag.from)
        return;
    for (const char *q = tag.from; q + n + 1 < tag.to; q++)
        if (*q == ' ' && !memcmp(q + 1, properties[p].name, n) && q[n + 1] == '=')
            return;
    struct buf v = {0};
    buf_printf(&v, " %s=\"", properties[p].name);
    put_allowed(&v, properties[p].allowed);
    buf_putc(&v, '"');
    const char *at = tag.from + strcspn(tag.from, " />");
    put_replaced(b, s, (struct part){at, at}, v.data, v.n);
    buf_free(&v);
}

static void leave_out_property(struct buf *b, const char *s, const char *other)
{
    struct part name, value = attribute(start_tag(s, chance(1u << 20)), chance(20), &name);
    (void)other;
    if (value.from && memcmp(name.from, "xmlns", 5))
        put_replaced(b, s, (struct part){name.from, value.to + 1}, "", 0);
}

static void leave_out_element(struct buf *b, const char *s, const char *other)
{
    struct part e = element(start_tag(s, chance(1u << 20)));
    (void)other;
    if (e.from && (size_t)(e.to - e.from) < strlen(s) / 2)
        put_replaced(b, s, e, "", 0);
}

/* An element of the other text before one of this, in place of it, or around it. */
static void put_element(struct buf *b, const char *s, const char *other)
{
    struct part tag = start_tag(other, chance(1u << 20)), e = element(tag), at = element(start_tag(s, chance(1u << 20)));
    if (!e.from || !at.from || (size_t)(e.to - e.from) > 4000)
        return;
    switch (chance(3)) {
    case 0:
        at.to = at.from;
        break;
    case 1:
        break;
    default:
        if (tag.to == e.to)
            return;
        buf_add(b, s, (size_t)(at.from - s));
        buf_add(b, tag.from, (size_t)(tag.to - tag.from));
        buf_add(b, at.from, (size_t)(at.to - at.from));
        buf_printf(b, "</%.*s>%s", (int)strcspn(tag.from + 1, " \n>"), tag.from + 1, at.to);
        return;
    }
    put_replaced(b, s, at, e.from, (size_t)(e.to - e.from));
}

static void put_text(struct buf *b, const char *s, const char *other)
{
    static const char *const texts[] = {
        "文字。", "“引号”——破折号……", "word ", "fi ffl A\xCC\x81 ", "2024年", "&#xAD;", "&#xE000;", "𠮷", "&#10;", "cm²", "①", "&#x2003;",
        "The quick brown fox jumps over the lazy dog and runs away from it again. ", "第一条　为规范省级科技计划项目管理，", "&#x5D0;&#x628;",
    };
    struct part tag = start_tag(s, chance(1u << 20));
    const char *t = texts[chance(sizeof texts / sizeof *texts)];
    (void)other;
    if (tag.from)
        put_replaced(b, s, (struct part){tag.to, tag.to}, t, strlen(t));
}

/* The first byte chooses options and is no part of the text. */
static size_t mutate(uint8_t *data, size_t size, size_t most, unsigned seed, const uint8_t *other, size_t other_size)
{
    static void (*const changes[])(struct buf *, const char *, const char *) = {
        change_value, change_value, add_property, add_property, leave_out_property, leave_out_element, put_element, put_element, put_text,
    };
    chance_state = seed;
    if (size < 2)
        return size;
    if (!chance(10))
        data[0] = (uint8_t)('0' + chance(64));
    struct buf s = {0}, o = {0};
    buf_add(&s, data + 1, size - 1);
    buf_add(&o, other_size ? (const char *)other + 1 : s.data, other_size ? other_size - 1 : s.n);
    for (unsigned n = 1 + chance(4); n; n--) {
        struct buf b = {0};
        changes[chance(sizeof changes / sizeof *changes)](&b, s.data, o.data);
        if (b.n && b.n < most) {
            buf_free(&s);
            s = b;
        } else {
            buf_free(&b);
        }
    }
    memcpy(data + 1, s.data, s.n);
    size = s.n + 1;
    buf_free(&s);
    buf_free(&o);
    return size;
}

#endif
