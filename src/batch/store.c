#include "batch/store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "batch/digest.h"

#define GROUP 256      /* documents that get their names together, at most */
#define GROUP_SECONDS 2 /* and about how long one of them waits */
#define LOCK_WAIT 5000 /* [ms] */

/* What is written as the run goes, and may be cut off at any place. */
struct journal {
    const char *path;
    int fd;
    struct buf pending;
};

/* A file that waits for its name. */
struct waiting {
    const char *from, *to; /* below the folder */
};

/* A path below the folder, and what lies there: bsearch() finds it. */
struct known {
    const char *path, *digest;
    const char *moved; /* where it lies now, when it had to make room; below the folder */
    bool wanted;       /* by a document of this run */
};

struct store {
    struct arena *arena; /* of the run */
    struct store_options o;
    const struct manifest *before;
    char *staging;
    int root, lock;
    struct journal lines, facts;
    struct known *known;
    size_t known_n, moved_n;
    VEC(struct waiting) waiting;
    size_t added;
    int64_t since; /* the first of them [ms] */
};

static bool fail(const char *path, struct diag_list *d)
{
    diag(d, FILE_WRITE, NULL, path, file_cause(errno));
    return false;
}

static mode_t folder_mode(unsigned mode)
{
    return mode | (mode >> 2 & 0111); /* who may read may enter */
}

static const char *below(struct store *s, const char *name)
{
    return arena_printf(s->arena, "%s/%s", s->o.folder, name);
}

/* --- taking the folder --- */

enum content { CONTENT_NONE, CONTENT_OURS, CONTENT_OTHER };

static enum content content_of(const char *folder)
{
    DIR *dir = opendir(folder);
    bool any = false, ours = false;
    for (struct dirent *e; dir && (e = readdir(dir));) {
        bool self = strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0;
        any |= !self && strcmp(e->d_name, STORE_STAGING) != 0;
        ours |= strcmp(e->d_name, MANIFEST_FILE) == 0 || strcmp(e->d_name, MANIFEST_JOURNAL) == 0;
    }
    if (dir)
        closedir(dir);
    return ours ? CONTENT_OURS : any ? CONTENT_OTHER : CONTENT_NONE;
}

/* With the mode that was asked for, whatever the umask; a folder that is there keeps its own. */
static bool make_folder(const char *path, unsigned mode, struct diag_list *d)
{
    if (mkdir(path, 0700) == 0)
        return chmod(path, folder_mode(mode)) == 0 || fail(path, d);
    return file_make_folder(path, d);
}

static bool take_folder(struct store *s, struct diag_list *d)
{
    if (!make_folder(s->o.folder, s->o.mode, d))
        return false;
    enum content c = content_of(s->o.folder);
    if (c == CONTENT_OTHER)
        diag(d, STORE_FOREIGN, NULL, s->o.folder);
    else if (c == CONTENT_OURS && !s->o.resume)
        diag(d, STORE_EARLIER, NULL, s->o.folder);
    else
        return make_folder(s->staging, 0600, d);
    return false;
}

/* Workers of a run that was killed hold it until they are gone, which takes a moment on a busy machine. */
static bool lock_folder(struct store *s, struct diag_list *d)
{
    const char *path = arena_printf(s->arena, "%s/lock", s->staging);
    s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (s->lock < 0)
        return fail(path, d);
    int64_t until = clock_ms() + LOCK_WAIT;
    bool locked;
    while (!(locked = flock(s->lock, LOCK_EX | LOCK_NB) == 0) && errno == EWOULDBLOCK && clock_ms() < until)
        nanosleep(&(struct timespec){.tv_nsec = 20000000}, NULL);
    if (locked)
        return true;
    diag(d, STORE_BUSY, NULL, s->o.folder);
    return false;
}

static bool is_staged(const char *name)
{
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, "lock") != 0;
}

/* As file.c calls what has not its final name yet: .shenbao-XXXXXX */
static bool is_unfinished(const char *name)
{
    return strncmp(name, ".shenbao-", 9) == 0 && strlen(name) == 15;
}

/* What a run that was killed has left behind. */
static void clear(const char *folder, bool (*of)(const char *name))
{
    DIR *dir = opendir(folder);
    for (struct dirent *e; dir && (e = readdir(dir));)
        if (of(e->d_name))
            unlinkat(dirfd(dir), e->d_name, 0);
    if (dir)
        closedir(dir);
}

static bool read_earlier(struct store *s, struct manifest *before, struct diag_list *d)
{
    static const struct {
        const char *name;
        bool facts;
    } files[] = {{MANIFEST_FILE, false}, {MANIFEST_JOURNAL, false}, {MANIFEST_FACTS, true}, {MANIFEST_FACTS_JOURNAL, true}};
    before->arena = s->arena;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *path = below(s, files[i].name);
        if (access(path, F_OK) != 0)
            continue;
        if (!(files[i].facts ? manifest_read_facts(before, path, d) : manifest_read(before, s->arena, path, d)))
            return false;
    }
    return true;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct known *)a)->path, ((const struct known *)b)->path);
}

static void know_earlier(struct store *s)
{
    s->known = xcalloc(s->before->entries.n, sizeof *s->known);
    for (size_t i = 0; i < s->before->entries.n; i++) {
        const struct result *r = &s->before->entries.v[i].result;
        if (r->output)
            s->known[s->known_n++] = (struct known){.path = r->output, .digest = r->output_digest ? r->output_digest : ""};
    }
    qsort(s->known, s->known_n, sizeof *s->known, by_path);
}

static bool write_journal(struct journal *j, struct diag_list *d)
{
    for (size_t at = 0; at < j->pending.n;) {
        ssize_t n = write(j->fd, j->pending.data + at, j->pending.n - at);
        if (n < 0 && errno != EINTR)
            return fail(j->path, d);
        at += n > 0 ? (size_t)n : 0;
    }
    j->pending.n = 0;
    return true;
}

static bool open_journal(struct store *s, struct journal *j, const char *name, int flags, struct diag_list *d)
{
    j->path = below(s, name);
    j->fd = open(j->path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
    return j->fd >= 0 || fail(j->path, d);
}

/* Lines go behind those that are there; one that was cut off in the middle ends first. Facts have no lines to find the next one
 * by: those that are still of use are written anew. */
static bool open_journals(struct store *s, struct diag_list *d)
{
    if (!open_journal(s, &s->lines, MANIFEST_JOURNAL, O_APPEND, d) ||
        !open_journal(s, &s->facts, MANIFEST_FACTS_JOURNAL, O_TRUNC, d))
        return false;
    if (lseek(s->lines.fd, 0, SEEK_END) > 0)
        buf_putc(&s->lines.pending, '\n');
    manifest_write_head(&s->lines.pending, s->o.head);
    for (size_t i = 0; i < s->before->entries.n; i++)
        manifest_write_facts(&s->facts.pending, &s->before->entries.v[i]);
    return write_journal(&s->lines, d) && write_journal(&s->facts, d) && (syncfs(s->root) == 0 || fail(s->o.folder, d));
}

struct store *store_open(const struct store_options *o, struct manifest *before, struct arena *a, struct diag_list *d)
{
    struct store *s = xcalloc(1, sizeof *s);
    *s = (struct store){.arena = a, .o = *o, .before = before, .root = -1, .lock = -1, .lines.fd = -1, .facts.fd = -1};
    s->staging = arena_printf(a, "%s/" STORE_STAGING, o->folder);
    if (take_folder(s, d) && lock_folder(s, d) && read_earlier(s, before, d)) {
        clear(s->staging, is_staged);
        clear(s->o.folder, is_unfinished);
        clear(below(s, STORE_NOTICES), is_unfinished);
        know_earlier(s);
        s->root = open(o->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (s->root < 0)
            fail(o->folder, d);
        else if (open_journals(s, d))
            return s;
    }
    store_close(s);
    return NULL;
}

static void close_journal(struct journal *j)
{
    if (j->fd >= 0)
        close(j->fd);
    buf_free(&j->pending);
}

void store_close(struct store *s)
{
    if (!s)
        return;
    if (s->root >= 0)
        close(s->root);
    close_journal(&s->lines);
    close_journal(&s->facts);
    if (s->lock >= 0)
        close(s->lock);
    free(s->known);
    free(s);
}

static struct known *find(const struct store *s, const char *path)
{
    struct known key = {.path = path};
    return s->known_n ? bsearch(&key, s->known, s->known_n, sizeof *s->known, by_path) : NULL;
}

bool store_may_write(const struct store *s, const char *output)
{
    return find(s, output) || faccessat(s->root, output, F_OK, AT_SYMLINK_NOFOLLOW) != 0;
}

/* --- names --- */

static bool make_parents(struct store *s, const char *output, struct diag_list *d)
{
    for (const char *slash = strchr(output, '/'); slash; slash = strchr(slash + 1, '/')) {
        const char *folder = arena_printf(s->arena, "%s/%.*s", s->o.folder, (int)(slash - output), output);
        if (!make_folder(folder, s->o.mode, d))
            return false;
    }
    return true;
}

/* Another document's file of the run before, which is to be called otherwise or not at all, makes room. */
static bool displace(struct store *s, const char *output, struct diag_list *d)
{
    struct known *k = find(s, output);
    if (!k || k->moved || faccessat(s->root, output, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
        return true;
    k->moved = arena_printf(s->arena, STORE_STAGING "/old-%zu", s->moved_n++);
    return renameat(s->root, output, s->root, k->moved) == 0 || fail(below(s, output), d);
}

static bool give_name(struct store *s, const struct waiting *w, struct diag_list *d)
{
    struct known *k = find(s, w->from);
    const char *from = k && k->moved ? k->moved : w->from;
    struct known *target = find(s, w->to);
    if (target)
        target->wanted = true;
    if (strcmp(from, w->to) == 0)
        return true;
    if (!displace(s, w->to, d) || !make_parents(s, w->to, d))
        return false;
    return renameat(s->root, from, s->root, w->to) == 0 || fail(below(s, w->to), d);
}

bool store_flush(struct store *s, struct diag_list *d)
{
    if (!s->added)
        return true;
    if (!write_journal(&s->lines, d) || !write_journal(&s->facts, d))
        return false;
    if (syncfs(s->root) != 0)
        return fail(s->o.folder, d);
    for (size_t i = 0; i < s->waiting.n; i++)
        if (!give_name(s, &s->waiting.v[i], d))
            return false;
    s->waiting.n = s->added = 0;
    return true;
}

bool store_add(struct store *s, const char *from, const char *output, const struct entry *e, struct diag_list *d)
{
    entry_write(&s->lines.pending, e);
    buf_putc(&s->lines.pending, '\n');
    manifest_write_facts(&s->facts.pending, e);
    if (output)
        *VEC_PUSH(s->arena, &s->waiting) = (struct waiting){arena_strdup(s->arena, from), arena_strdup(s->arena, output)};
    if (!s->added++)
        s->since = clock_ms();
    return (s->added < GROUP && clock_ms() - s->since < GROUP_SECONDS * 1000) || store_flush(s, d);
}

/* --- letters --- */

static bool is_letter(const char *name)
{
    size_t n = strlen(name);
    return n > 4 && strcmp(name + n - 4, ".pdf") == 0;
}

const char *store_notices(struct store *s, struct diag_list *d)
{
    const char *path = below(s, STORE_NOTICES);
    clear(path, is_letter);
    return make_folder(path, s->o.mode, d) ? path : NULL;
}

void store_notices_end(struct store *s)
{
    unlinkat(s->root, STORE_NOTICES, AT_REMOVEDIR);
}

/* --- the end --- */

static void remove_empty_folders(const struct store *s, const char *output)
{
    char *path = xstrdup(output);
    for (char *slash; (slash = strrchr(path, '/'));) {
        *slash = '\0';
        if (unlinkat(s->root, path, AT_REMOVEDIR) != 0)
            break;
    }
    free(path);
}

static void remove_unwanted(struct store *s, struct diag_list *d)
{
    for (size_t i = 0; i < s->known_n; i++) {
        const struct known *k = &s->known[i];
        char digest[65];
        const char *path = below(s, k->path);
        if (k->wanted || k->moved || !digest_file(path, digest))
            continue;
        struct loc at = {.file = path};
        if (strcmp(digest, k->digest) != 0) {
            diag(d, STORE_CHANGED, &at);
            continue;
        }
        unlink(path);
        remove_empty_folders(s, k->path);
    }
}

/* Facts may hold numbers of persons as they are: nobody else reads them, whatever the mode of the rest. */
static bool write_facts(struct store *s, const struct buf *facts, struct diag_list *d)
{
    mode_t before = umask(0177);
    bool ok = file_write(below(s, MANIFEST_FACTS), facts->data ? facts->data : "", facts->n, d);
    umask(before);
    return ok;
}

bool store_finish(struct store *s, const struct buf *manifest, const struct buf *facts, struct diag_list *d)
{
    if (!store_flush(s, d) || !write_facts(s, facts, d) || !file_write(below(s, MANIFEST_FILE), manifest->data, manifest->n, d))
        return false;
    remove_unwanted(s, d);
    unlink(s->lines.path);
    unlink(s->facts.path);
    clear(s->staging, is_staged);
    unlinkat(s->root, STORE_STAGING "/lock", 0);
    rmdir(s->staging);
    return syncfs(s->root) == 0 || fail(s->o.folder, d);
}
