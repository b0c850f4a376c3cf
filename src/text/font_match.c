/* font_match.c - the installed faces by family, from fontconfig's cache; no font file is opened here. */
#include <stdlib.h>
#include <string.h>

#include "text/font_int.h"
#include "text/symbol.h"

enum { BUCKETS = 1024 };

struct font_entry { /* a face under one of its family names */
    const char *family;
    struct font_file *file;
    struct font_entry *next;
};

struct font_index {
    struct font_file *files;
    size_t count;
    struct font_entry *buckets[BUCKETS];
};

static unsigned hash_name(const char *s)
{
    uint32_t h = 2166136261u;

    for (; *s; s++) {
        unsigned char c = (unsigned char)*s;
        if (c == ' ')
            continue;
        h = (h ^ (c >= 'A' && c <= 'Z' ? c + 32u : c)) * 16777619u;
    }
    return h % BUCKETS;
}

/* Outlines that can be embedded as they are: no variable font, no colour font, no Type 1. */
static bool usable(FcPattern *p)
{
    FcChar8 *format = NULL;
    FcBool b = FcFalse;
    int index = 0;

    if (FcPatternGetString(p, FC_FONTFORMAT, 0, &format) != FcResultMatch ||
        (strcmp((char *)format, "TrueType") != 0 && strcmp((char *)format, "CFF") != 0))
        return false;
    if (FcPatternGetBool(p, FC_VARIABLE, 0, &b) == FcResultMatch && b)
        return false;
    if (FcPatternGetBool(p, FC_COLOR, 0, &b) == FcResultMatch && b)
        return false;
    return FcPatternGetInteger(p, FC_INDEX, 0, &index) != FcResultMatch || index >> 16 == 0;
}

/* Some fonts (Fandol's bold ones) say only in their style's name that they are bold. */
static int weight_of(FcPattern *p)
{
    double weight = FC_WEIGHT_REGULAR;
    FcChar8 *style = NULL;

    FcPatternGetDouble(p, FC_WEIGHT, 0, &weight);
    if (weight == FC_WEIGHT_REGULAR && FcPatternGetString(p, FC_STYLE, 0, &style) == FcResultMatch &&
        strncmp((const char *)style, "Bold", 4) == 0)
        weight = FC_WEIGHT_BOLD;
    return (int)FcWeightToOpenTypeDouble(weight);
}

static bool fill_file(struct font_file *f, FcPattern *p)
{
    FcChar8 *path = NULL;
    FcCharSet *chars = NULL;
    double width = FC_WIDTH_NORMAL;

    if (!usable(p) || FcPatternGetString(p, FC_FILE, 0, &path) != FcResultMatch ||
        FcPatternGetCharSet(p, FC_CHARSET, 0, &chars) != FcResultMatch)
        return false;
    FcPatternGetDouble(p, FC_WIDTH, 0, &width);
    FcPatternGetInteger(p, FC_SLANT, 0, &f->slant);
    FcPatternGetInteger(p, FC_INDEX, 0, &f->index);
    f->pattern = p;
    f->chars = chars;
    f->path = (const char *)path;
    f->weight = weight_of(p);
    f->width = (int)width;
    return true;
}

static int by_path(const void *a, const void *b)
{
    const struct font_file *x = a, *y = b;
    int order = strcmp(x->path, y->path);

    return order != 0 ? order : x->index - y->index;
}

static void add_names(struct arena *a, struct font_index *x, struct font_file *f)
{
    FcChar8 *name;

    for (int i = 0; FcPatternGetString(f->pattern, FC_FAMILY, i, &name) == FcResultMatch; i++) {
        unsigned h = hash_name((char *)name);
        struct font_entry *e = arena_alloc(a, sizeof *e);
        *e = (struct font_entry){(const char *)name, f, x->buckets[h]};
        x->buckets[h] = e;
    }
}

struct font_index *font_index_new(struct arena *a, FcConfig *fc)
{
    struct font_index *x = arena_alloc(a, sizeof *x);
    FcFontSet *sets[] = {FcConfigGetFonts(fc, FcSetApplication), FcConfigGetFonts(fc, FcSetSystem)};
    size_t total = 0;

    for (size_t i = 0; i < 2; i++)
        total += sets[i] ? (size_t)sets[i]->nfont : 0;
    x->files = arena_array(a, total ? total : 1, sizeof *x->files);
    for (size_t i = 0; i < 2; i++)
        for (int k = 0; sets[i] && k < sets[i]->nfont; k++)
            if (fill_file(&x->files[x->count], sets[i]->fonts[k]))
                x->count++;
    qsort(x->files, x->count, sizeof *x->files, by_path);
    for (size_t i = x->count; i-- > 0;) /* backwards: a bucket's list then is in order */
        add_names(a, x, &x->files[i]);
    return x;
}

size_t font_index_count(const struct font_index *x)
{
    return x->count;
}

struct font_file *font_index_at(const struct font_index *x, size_t i)
{
    return &x->files[i];
}

/* CSS Fonts 4, section 5.2: how far a weight is from the one wanted; the lower the better. */
static int weight_distance(int wanted, int weight)
{
    bool middle = wanted >= 400 && wanted <= 500;
    int away = abs(weight - wanted);

    if (middle && weight > wanted)
        return weight <= 500 ? away : 2000 + away;
    if (middle && weight < wanted)
        return 1000 + away;
    return away == 0 || (weight < wanted) == (wanted < 400) ? away : 1000 + away;
}

static int distance(const struct font_file *f, int weight, bool italic)
{
    bool slanted = f->slant != FC_SLANT_ROMAN;

    return abs(f->width - FC_WIDTH_NORMAL) * 10000 + (slanted != italic ? 5000 : 0) + weight_distance(weight, f->weight);
}

struct font_file *font_index_match(const struct font_index *x, const char *family, int weight, bool italic)
{
    struct font_file *best = NULL;
    int best_distance = 0;

    for (const struct font_entry *e = x->buckets[hash_name(family)]; e; e = e->next) {
        int away;
        if (!font_name_equal(e->family, family))
            continue;
        away = distance(e->file, weight, italic);
        if (!best || away < best_distance) {
            best = e->file;
            best_distance = away;
        }
    }
    return best;
}

bool font_index_named(const struct font_index *x, const char *family, const struct font_face *f)
{
    for (const struct font_entry *e = x->buckets[hash_name(family)]; e; e = e->next)
        if (e->file->face == f && font_name_equal(e->family, family))
            return true;
    return false;
}

void font_index_raise(struct font_index *x, const char *family, int per_mille)
{
    for (const struct font_entry *e = x->buckets[hash_name(family)]; e; e = e->next)
        if (font_name_equal(e->family, family))
            e->file->raise = per_mille;
}

void font_index_symbol(struct font_index *x, const char *family)
{
    for (const struct font_entry *e = x->buckets[hash_name(family)]; e; e = e->next)
        if (font_name_equal(e->family, family))
            e->file->symbol = true;
}

bool font_file_has(const struct font_file *f, uint32_t cp)
{
    if (f->symbol && !(cp = symbol_code(cp)))
        return false;
    return FcCharSetHasChar(f->chars, cp);
}
