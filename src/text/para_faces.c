/* para_faces.c - the face of each character, of its marks and variants; what no face has. */
#include <unicode/uchar.h>

#include "text/oldcode.h"
#include "text/para_int.h"

static bool is_combining(uint32_t cp)
{
    return cp >= 0x300 && (U_GET_GC_MASK((UChar32)cp) & U_GC_M_MASK) != 0;
}

static void add_fault(struct para *p, enum para_fault_kind kind, const struct unit *u, uint32_t other)
{
    para_fault_add(p, &(struct para_fault){.kind = kind, .cp = u->cp, .other = other, .user = p->items.v[u->item].user});
}

bool para_code_fault(const struct para_source *s, const struct para_style *st, uint32_t cp, const struct font *f, struct para_fault *out)
{
    uint32_t standard = oldcode_standard(cp);
    const char *family = !standard && f && s->unnamed && oldcode_private(cp) ? s->unnamed(s->self, st, f) : NULL;
    if (!standard && !family)
        return false;
    *out = (struct para_fault){.kind = standard ? PARA_OLD_CODE : PARA_PRIVATE_USE, .cp = cp, .other = standard, .family = family};
    return true;
}

static void find_face(struct para *p, struct unit *u, uint32_t selector)
{
    const struct para_source *s = p->source;
    uint32_t cp = u->cp == 0xAD ? unit_hyphen(p, u) : para_is_fixed_space(u->cp) ? ' ' : u->cp;
    bool found = s->face(s->self, unit_style(p, u), cp, selector, u->han, &u->font);
    struct para_fault of_code;
    if (para_code_fault(s, unit_style(p, u), cp, found ? &u->font : NULL, &of_code)) {
        of_code.user = p->items.v[u->item].user;
        para_fault_add(p, &of_code);
    }
    if (!found)
        add_fault(p, PARA_NO_FACE, u, selector);
    else if (selector && s->variant && cjk_is_ideograph(cp) && !s->variant(s->self, &u->font, cp, selector))
        add_fault(p, PARA_NO_VARIANT, u, selector);
}

/* A mark is set with its base: where the base's face lacks it, both go to one that has them. */
static void join_mark(struct para *p, struct unit *base, struct unit *u)
{
    const struct para_source *s = p->source;
    struct font f;
    if (s->marked && !para_is_selector(u->cp) && !u->ignorable && !s->marked(s->self, &base->font, base->cp, u->cp)) {
        bool found = s->face(s->self, unit_style(p, u), u->cp, 0, base->han, &f);
        if (found && s->marked(s->self, &f, base->cp, u->cp))
            base->font = f;
        else
            add_fault(p, PARA_NO_FACE, u, 0);
    }
    u->font = base->font;
    u->han = base->han;
    u->class = base->class;
    u->cluster = true;
}

/* A letter that runs so, or a control that makes others do; the mere marks have nothing to be turned round. */
static bool is_right_to_left(uint32_t cp)
{
    if (cp < 0x590 || (cp >= 0x3000 && cp < 0xFB00))
        return false;
    switch (u_charDirection((UChar32)cp)) {
    case U_RIGHT_TO_LEFT: case U_RIGHT_TO_LEFT_ARABIC: return cp != 0x200F && cp != 0x61C;
    case U_RIGHT_TO_LEFT_EMBEDDING: case U_RIGHT_TO_LEFT_OVERRIDE: case U_RIGHT_TO_LEFT_ISOLATE: return true;
    default: return false;
    }
}

/* Its order is not what the text means, and no letter of it is lost: said once a text, by its first one. */
static void check_order(struct para *p)
{
    size_t told = SIZE_MAX;
    for (size_t i = 0; i < p->units.n; i++) {
        const struct unit *u = &p->units.v[i];
        if (u->kind != UNIT_CHAR || u->item == told || !is_right_to_left(u->cp))
            continue;
        add_fault(p, PARA_RIGHT_TO_LEFT, u, 0);
        told = u->item;
    }
}

void para_choose_faces(struct para *p)
{
    struct unit *base = NULL;
    check_order(p);
    for (size_t i = 0; i < p->units.n; i++) {
        struct unit *u = &p->units.v[i];
        if (u->kind != UNIT_CHAR) {
            base = NULL;
            continue;
        }
        if (base && base->item == u->item && (para_is_selector(u->cp) || is_combining(u->cp))) {
            join_mark(p, base, u);
            continue;
        }
        if (u->ignorable && u->cp != 0xAD)
            continue;
        struct unit *v = i + 1 < p->units.n ? u + 1 : NULL;
        uint32_t selector = v && v->kind == UNIT_CHAR && v->item == u->item && para_is_selector(v->cp) ? v->cp : 0;
        find_face(p, u, selector);
        base = u;
    }
}
