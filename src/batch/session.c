#include "batch/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/thread.h"
#include "text/words.h"
#include "xslt/date.h"

struct session_pack {
    char *id;
    struct programme *programme; /* NULL: broken */
    struct diag_list *why;       /* what was reported when it was loaded */
};

struct session {
    struct arena *arena;
    struct session_options o;
    int64_t source;
    char source_date[26];
    uint64_t max_size;
    struct font_set *fonts;
    struct {
        struct thread *thread;  /* NULL: there is none */
        struct diag_list *said; /* what was said of them; NULL: it was passed on */
    } ahead; /* session_ahead() */
    struct i18n *chinese;
    VEC(struct session_pack) packs;
};

static bool read_clock(struct session *s, struct diag_list *d)
{
    const char *as_of = s->o.as_of, *source = s->o.source_date;
    struct date ignored;
    if (as_of && !date_parse(as_of, &ignored)) {
        diag(d, CLI_DATE, NULL, as_of);
        return false;
    }
    s->source = -1;
    if (!source || !*source)
        return true;
    if (strlen(source) > 12 || strspn(source, "0123456789") != strlen(source)) {
        diag(d, CLI_SOURCE_DATE, NULL, source);
        return false;
    }
    s->source = strtoll(source, NULL, 10);
    if (!date_of_instant(s->source, s->source_date))
        *s->source_date = '\0';
    return true;
}

static bool annexes_can_be_so(const struct session *s, struct diag_list *d)
{
    if (s->o.annexes != PDF_ANNEXES_ATTACH || pdf_profile_attaches(s->o.profile))
        return true;
    diag(d, CLI_ATTACH, NULL, pdf_profile_name(s->o.profile));
    return false;
}

/* 10M, 500K or bytes; units of 1024. */
static bool read_size(struct session *s, struct diag_list *d)
{
    const char *text = s->o.max_size;
    size_t n = text ? strspn(text, "0123456789") : 0;
    unsigned shift = !text ? 0 : strcmp(text + n, "M") == 0 ? 20 : strcmp(text + n, "K") == 0 ? 10 : 0;
    if (!text)
        return true;
    if (n && n < 10 && text[n + (shift > 0)] == '\0')
        s->max_size = (uint64_t)strtoull(text, NULL, 10) << shift;
    if (s->max_size)
        return true;
    diag(d, CLI_CHOICE, NULL, "--max-size", text, "10M 500K 2000000");
    return false;
}

uint64_t session_max_size(const struct session *s)
{
    return s->max_size;
}

const char *session_mask_name(enum session_mask mask)
{
    return mask == SESSION_MASK_DATA ? "data" : mask == SESSION_MASK_ALL ? "all" : NULL;
}

enum session_mask session_mask_named(const char *name)
{
    return !name ? SESSION_WHOLE : strcmp(name, "all") == 0 ? SESSION_MASK_ALL : SESSION_MASK_DATA;
}

struct session *session_open(const struct session_options *o, struct diag_list *d)
{
    struct arena *arena = arena_new();
    struct session *s = arena_alloc(arena, sizeof *s);
    *s = (struct session){.arena = arena, .o = *o};
    if (read_clock(s, d) && read_size(s, d) && annexes_can_be_so(s, d))
        return s;
    session_close(s);
    return NULL;
}

/* d: NULL for nobody. */
static void pass_on(struct session *s, struct diag_list *d)
{
    if (d)
        diag_list_append(d, s->ahead.said);
    diag_list_free(s->ahead.said);
    s->ahead.said = NULL;
}

/* First what somebody may soon wait for. */
static void open_fonts(struct session *s)
{
    base_heap_ahead();
    s->fonts = font_set_new(s->o.roles, s->o.fonts, s->ahead.said);
}

static void work_ahead(void *arg, size_t job)
{
    if (job == 0)
        open_fonts(arg);
    else
        words_ahead();
}

void session_ahead(struct session *s)
{
    if (s->fonts || s->ahead.thread || s->o.processors < 2)
        return;
    s->ahead.thread = thread_start(work_ahead, s);
    if (!s->ahead.thread)
        return;
    s->ahead.said = diag_list_new();
    thread_give(s->ahead.thread);
    thread_give(s->ahead.thread);
}

static void end_ahead(struct session *s)
{
    thread_free(s->ahead.thread);
    pass_on(s, NULL);
}

void session_close(struct session *s)
{
    if (!s)
        return;
    end_ahead(s);
    font_set_free(s->fonts);
    i18n_close(s->chinese);
    for (size_t i = 0; i < s->packs.n; i++) {
        programme_free(s->packs.v[i].programme);
        diag_list_free(s->packs.v[i].why);
    }
    arena_free(s->arena);
}

const struct session_options *session_options(const struct session *s)
{
    return &s->o;
}

static bool use_list(struct programme *p, const char *value, struct diag_list *d)
{
    const char *equals = strchr(value, '=');
    if (!equals || equals == value || !equals[1]) {
        diag(d, CLI_LIST_VALUE, NULL, value);
        return false;
    }
    char *name = xstrdup(value);
    name[equals - value] = '\0';
    bool ok = programme_set_list(p, name, equals + 1, d);
    free(name);
    return ok;
}

static struct programme *load(const struct session_options *o, const char *id, struct diag_list *d)
{
    struct programme *p = programme_load_with(o->packs, id, &(struct programme_options){.site = o->site, .layers = o->layers}, d);
    bool ok = p != NULL;
    for (size_t i = 0; ok && i < o->list_count; i++)
        ok = use_list(p, o->lists[i], d);
    if (ok)
        return p;
    programme_free(p);
    return NULL;
}

struct programme *session_programme(struct session *s, const char *id, struct diag_list *d)
{
    struct session_pack *found = NULL;
    for (size_t i = 0; i < s->packs.n && !found; i++)
        found = strcmp(s->packs.v[i].id, id) == 0 ? &s->packs.v[i] : NULL;
    if (!found) {
        found = VEC_PUSH(s->arena, &s->packs);
        *found = (struct session_pack){.id = arena_strdup(s->arena, id), .why = diag_list_new()};
        found->programme = load(&s->o, found->id, found->why);
    }
    diag_list_append(d, found->why);
    return found->programme;
}

struct font_set *session_fonts(struct session *s, struct diag_list *d)
{
    if (s->ahead.said) {
        thread_wait(s->ahead.thread, 1);
        pass_on(s, d);
    } else if (!s->fonts) {
        s->fonts = font_set_new(s->o.roles, s->o.fonts, d);
    }
    return s->fonts;
}

const struct i18n *session_chinese(struct session *s)
{
    if (!s->chinese)
        s->chinese = i18n_open("zh", s->o.catalogues);
    return s->chinese;
}

int64_t session_source_instant(const struct session *s)
{
    return s->source;
}

const char *session_source_date(const struct session *s)
{
    return *s->source_date ? s->source_date : NULL;
}
