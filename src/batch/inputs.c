#include "batch/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "batch/manifest.h"
#include "batch/taken.h"
#include "check/submission.h"

#define HEAD 16384 /* bytes within which a root element begins */

struct reading {
    struct session *session;
    const struct inputs_options *o;
    inputs_fn *fn;
    void *arg;
    struct diag_list *d;
    struct taken *taken; /* NULL with one operand: nothing is twice in it */
};

/* --- what a file is --- */

enum kind { KIND_PROPOSAL, KIND_OTHER_ROOT, KIND_NO_ROOT, KIND_CLOSED };

/* The name of the root element; "" when none begins in s. White space, comments, instructions and a DOCTYPE go before it. */
static void root_name(const char *s, char *out, size_t size)
{
    size_t n = 0;
    for (;;) {
        s += strspn(s, " \t\r\n");
        const char *end = strncmp(s, "<!--", 4) == 0 ? "-->" : strncmp(s, "<?", 2) == 0 ? "?>" : strncmp(s, "<!", 2) == 0 ? ">" : NULL;
        if (!end)
            break;
        const char *at = strstr(s + 2, end);
        s = at ? at + strlen(end) : "";
    }
    if (*s == '<') {
        s++;
        n = strcspn(s, " \t\r\n/>");
        const char *colon = memchr(s, ':', n);
        n -= colon ? (size_t)(colon + 1 - s) : 0;
        s = colon ? colon + 1 : s;
    }
    n = n < size ? n : size - 1;
    memcpy(out, s, n);
    out[n] = '\0';
}

/* The NULs of UTF-16 are left out, byte order marks too: enough to see the root's name. */
static enum kind kind_of(const char *path, char *root, size_t size)
{
    char head[HEAD + 1];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    ssize_t got = fd < 0 ? -1 : read(fd, head, HEAD);
    if (fd >= 0)
        close(fd);
    if (got < 0)
        return KIND_CLOSED;
    size_t n = 0;
    for (ssize_t i = 0; i < got; i++)
        if (head[i] && !(n == 0 && strchr("\xEF\xBB\xBF\xFF\xFE", head[i])))
            head[n++] = head[i];
    head[n] = '\0';
    root_name(head, root, size);
    return !*root ? KIND_NO_ROOT : strcmp(root, "proposal") == 0 ? KIND_PROPOSAL : KIND_OTHER_ROOT;
}

static bool is_file(const char *path)
{
    struct stat st;
    return strcmp(path, "-") != 0 && stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

static bool is_submission(const char *path)
{
    char root[64];
    return is_file(path) && kind_of(path, root, sizeof root) == KIND_OTHER_ROOT && strcmp(root, "submission") == 0;
}

static bool is_table(const char *path)
{
    char root[64];
    if (!is_file(path))
        return false;
    enum kind k = kind_of(path, root, sizeof root);
    return (k == KIND_OTHER_ROOT && strcmp(root, "submission") != 0) || (k == KIND_NO_ROOT && !file_has_ending(path, ".xml"));
}

/* --- handing on --- */

/* A file that is named, and lies in a folder that is named too, would be its own duplicate. */
static bool met_again(struct reading *r, const char *path)
{
    struct loc at = {.file = path};
    const char *first = r->taken ? taken_again(r->taken, path) : NULL;
    if (first)
        diag(r->d, INPUT_TWICE, &at, first);
    return first != NULL;
}

static bool hand_on(struct reading *r, struct input *in)
{
    struct diag_list *none = in->findings ? NULL : diag_list_new();
    char *folder = in->folder ? NULL : file_folder(in->table ? in->table : in->source);
    if (none)
        in->findings = none;
    if (folder)
        in->folder = folder;
    bool more = r->fn(r->arg, in);
    diag_list_free(none);
    free(folder);
    return more;
}

static bool hand_on_file(struct reading *r, const char *path)
{
    if (met_again(r, path))
        return true;
    struct input in = {.source = path, .path = path};
    return hand_on(r, &in);
}

/* Takes the findings. */
static bool hand_on_failure(struct reading *r, const char *path, struct diag_list *findings)
{
    struct input in = {.source = path, .findings = findings};
    bool more = hand_on(r, &in);
    diag_list_free(findings);
    return more;
}

static bool standard_input(struct reading *r)
{
    struct diag_list *d = diag_list_new();
    struct buf bytes = {0};
    if (!file_read("-", LIMIT_INPUT_BYTES, &bytes, d))
        return hand_on_failure(r, "-", d);
    diag_list_free(d);
    struct input in = {.source = "-", .folder = ".", .bytes = &bytes};
    bool more = hand_on(r, &in);
    buf_free(&bytes);
    return more;
}

/* --- tables --- */

struct table {
    struct reading *r;
    const char *path;
    size_t rows;
    bool stopped;
};

static bool take_row(void *arg, const struct import_row *row)
{
    struct table *t = arg;
    struct buf xml = {0};
    record_write(row->record, &xml);
    struct input in = {.source = row->place, .bytes = &xml, .table = t->path, .row = row, .findings = row->findings};
    t->rows++;
    t->stopped = !hand_on(t->r, &in);
    buf_free(&xml);
    return !t->stopped;
}

static bool count_table(struct table *t, struct plan *plan, struct diag_list *d)
{
    struct input in = {.source = t->path, .table = t->path};
    bool good = import_count(plan, &t->rows, d);
    for (size_t i = 0; i < t->rows && !t->stopped; i++)
        t->stopped = !hand_on(t->r, &in);
    return good;
}

static bool read_table(struct table *t, struct plan *plan, struct diag_list *d)
{
    if (!(t->r->o->counted ? count_table(t, plan, d) : import_rows(plan, t->r->o->direction, take_row, t, d)))
        return false;
    if (t->rows || t->stopped)
        return true;
    diag(d, SHEET_NO_ROWS, NULL, t->path);
    return false;
}

static struct inputs_table open_table(struct reading *r, const char *path)
{
    struct inputs_table *kept = r->o->kept, t;
    if (kept && kept->plan && !r->o->counted && strcmp(kept->path, path) == 0) {
        t = *kept;
        *kept = (struct inputs_table){0};
        return t;
    }
    t = (struct inputs_table){.path = xstrdup(path), .said = diag_list_new()};
    struct programme *p = session_programme(r->session, r->o->programme, t.said);
    t.book = p ? sheet_open(path, t.said) : NULL;
    t.plan = t.book ? plan_new(t.book, t.path, p, r->o->map, r->o->sheet, t.said) : NULL;
    return t;
}

void inputs_table_close(struct inputs_table *t)
{
    plan_free(t->plan);
    sheet_close(t->book);
    diag_list_free(t->said);
    free(t->path);
    *t = (struct inputs_table){0};
}

static void keep_or_close(const struct reading *r, struct inputs_table *t)
{
    if (r->o->counted && r->o->kept && !r->o->kept->plan && t->plan)
        *r->o->kept = *t;
    else
        inputs_table_close(t);
}

static bool table(struct reading *r, const char *path)
{
    if (met_again(r, path))
        return true;
    struct table t = {.r = r, .path = path};
    struct inputs_table opened = open_table(r, path);
    struct diag_list *d = diag_list_new();
    diag_list_append(d, opened.said);
    bool good = opened.plan && read_table(&t, opened.plan, d);
    keep_or_close(r, &opened);
    if (t.stopped || good) {
        diag_list_append(r->d, d);
        diag_list_free(d);
        return !t.stopped;
    }
    return hand_on_failure(r, path, d);
}

/* --- folders --- */

static bool folder(struct reading *r, const char *path, unsigned depth, size_t *found);

/* A link may lead anywhere: what lies in the folder itself is met there. */
static bool report_link(struct reading *r, const char *path)
{
    struct loc at = {.file = path};
    diag(r->d, INPUT_LINK, &at);
    return true;
}

static bool file_of_folder(struct reading *r, const char *path, size_t *found)
{
    char root[64];
    struct loc at = {.file = path};
    if (!file_has_ending(path, ".xml")) {
        if (file_has_ending(path, ".xlsx") || file_has_ending(path, ".xls") || file_has_ending(path, ".ods") || file_has_ending(path, ".fods"))
            diag(r->d, INPUT_TABLE, &at);
        return true;
    }
    if (kind_of(path, root, sizeof root) == KIND_OTHER_ROOT) {
        if (strcmp(root, "submission") != 0) /* what belongs to the whole of them */
            diag(r->d, INPUT_OTHER, &at, root);
        return true;
    }
    ++*found;
    return hand_on_file(r, path);
}

static bool entry(struct reading *r, const char *path, unsigned depth, size_t *found)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return hand_on_file(r, path); /* gone since: whoever opens it says so */
    if (S_ISLNK(st.st_mode))
        return report_link(r, path);
    if (S_ISDIR(st.st_mode))
        return folder(r, path, depth + 1, found);
    return !S_ISREG(st.st_mode) || file_of_folder(r, path, found);
}

static bool folder(struct reading *r, const char *path, unsigned depth, size_t *found)
{
    struct buf limit = {0};
    if (depth > LIMIT_INPUT_FOLDERS) {
        struct loc at = {.file = path};
        buf_printf(&limit, "%d", LIMIT_INPUT_FOLDERS);
        diag(r->d, INPUT_DEPTH, &at, limit.data);
        buf_free(&limit);
        return true;
    }
    char **names = file_list(path);
    if (!names) {
        struct diag_list *d = diag_list_new();
        diag(d, FILE_OPEN, NULL, path, file_cause(errno));
        ++*found;
        return hand_on_failure(r, path, d);
    }
    bool more = true;
    for (char **name = names; *name && more; name++) {
        struct buf b = {0};
        buf_puts(&b, path);
        buf_printf(&b, "%s%s", path[strlen(path) - 1] == '/' ? "" : "/", *name);
        more = entry(r, b.data, depth, found);
        buf_free(&b);
    }
    file_list_free(names);
    return more;
}

static bool whole_folder(struct reading *r, const char *path)
{
    size_t found = 0;
    bool more = folder(r, path, 0, &found);
    if (!more || found)
        return more;
    struct diag_list *d = diag_list_new();
    diag(d, INPUT_NONE, NULL, path);
    return hand_on_failure(r, path, d);
}

/* --- the whole --- */

static bool operand(struct reading *r, const char *path)
{
    struct stat st;
    if (strcmp(path, "-") == 0)
        return standard_input(r);
    if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
        return whole_folder(r, path);
    if (is_submission(path)) /* what belongs to the whole of them, as in a folder */
        return true;
    return is_table(path) ? table(r, path) : hand_on_file(r, path);
}

bool inputs_each(struct session *s, const char *const *operands, size_t n, const struct inputs_options *o, inputs_fn *fn,
                 void *arg, struct diag_list *d)
{
    struct reading r = {.session = s, .o = o, .fn = fn, .arg = arg, .d = d};
    for (size_t i = 0; !o->programme && i < n; i++)
        if (is_table(operands[i])) {
            diag(d, INPUT_PROGRAMME, NULL, operands[i]);
            return false;
        }
    bool more = true;
    r.taken = n > 1 ? taken_new() : NULL;
    for (size_t i = 0; i < n && more; i++)
        more = operand(&r, operands[i]);
    taken_free(r.taken);
    return more;
}

/* --- what belongs to the whole --- */

struct found {
    char *path; /* the first one, malloced */
    struct stat first;
    struct buf all;
    unsigned count;
};

/* What a batch has set goes by the submission that the batch went by. */
static char *submission_of(const char *operand)
{
    if (is_submission(operand))
        return xstrdup(operand);
    char *batch = manifest_submission(operand);
    return batch ? batch : submission_beside(operand);
}

/* One of another programme lies there for other proposals. */
static bool is_for(const char *path, const char *programme)
{
    struct diag_list *quiet = diag_list_new(); /* what is wrong with it is said by whoever uses it */
    struct submission *s = programme ? submission_open(path, quiet) : NULL;
    bool is = !s || !*s->programme || !strcmp(s->programme, programme);
    submission_free(s);
    diag_list_free(quiet);
    return is;
}

/* The same file may lie beside several operands. */
static void add_found(struct found *f, char *path, const char *programme)
{
    struct stat st;
    bool known = !path || stat(path, &st) != 0 || !is_for(path, programme) || (f->path && st.st_dev == f->first.st_dev && st.st_ino == f->first.st_ino);
    if (!known) {
        buf_printf(&f->all, "%s%s", f->count++ ? ", " : "", path);
        if (!f->path) {
            f->path = path;
            f->first = st;
            return;
        }
    }
    free(path);
}

char *inputs_submission(const char *const *operands, size_t n, const char *programme, struct diag_list *d)
{
    struct found f = {0};
    for (size_t i = 0; i < n; i++)
        add_found(&f, submission_of(operands[i]), programme);
    struct loc at = {.file = f.path};
    if (f.count == 1)
        diag(d, SUBMISSION_TAKEN, &at);
    else if (f.count)
        diag(d, SUBMISSION_SEVERAL, NULL, f.all.data);
    if (f.count > 1) {
        free(f.path);
        f.path = NULL;
    }
    buf_free(&f.all);
    return f.path;
}

bool inputs_open(const struct input *in, struct session *s, struct document *out, struct diag_list *d)
{
    struct buf bytes = {0};
    if (!in->bytes)
        return in->path && document_open(out, s, in->path, d);
    buf_add(&bytes, in->bytes->data, in->bytes->n);
    return document_take(out, s, in->source, in->folder, &bytes, d);
}
