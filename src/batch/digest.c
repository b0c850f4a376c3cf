#include "batch/digest.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/sha256.h"

bool digest_file(const char *path, char out[65])
{
    struct buf b = {0};
    struct diag_list *quiet = diag_list_new();
    bool ok = file_read(path, LIMIT_SHEET_BYTES, &b, quiet);
    if (ok)
        sha256_hex(b.data, b.n, out);
    else
        *out = '\0';
    diag_list_free(quiet);
    buf_free(&b);
    return ok;
}

/* A line for each file: its path below the folder, and its digest or, of faces, which are large, its size. */
static void add_folder(struct buf *out, const char *path, const char *below, bool contents, unsigned depth)
{
    char **names = depth < LIMIT_INPUT_FOLDERS ? file_list(path) : NULL;
    for (char **each = names; each && *each; each++) {
        struct buf full = {0}, name = {0};
        struct stat st;
        char digest[65] = "";
        buf_printf(&full, "%s/%s", path, *each);
        buf_printf(&name, "%s%s%s", below, *below ? "/" : "", *each);
        if (stat(full.data, &st) == 0 && S_ISDIR(st.st_mode)) {
            add_folder(out, full.data, name.data, contents, depth + 1);
        } else {
            if (contents)
                digest_file(full.data, digest);
            buf_printf(out, "%s %s %lld\n", name.data, contents ? *digest ? digest : "closed" : "", (long long)st.st_size);
        }
        buf_free(&full);
        buf_free(&name);
    }
    file_list_free(names);
}

static void finish(struct buf *b, char out[65])
{
    sha256_hex(b->data ? b->data : "", b->n, out);
    buf_free(b);
}

void digest_programme(const struct session *s, struct programme *p, char out[65])
{
    const struct session_options *o = session_options(s);
    struct buf b = {0};
    for (const char *const *root = programme_roots(p); *root; root++)
        add_folder(&b, *root, "", true, 0);
    if (o->site)
        add_folder(&b, o->site, "", true, 0);
    for (size_t i = 0; i < o->list_count; i++) {
        const char *file = strchr(o->lists[i], '=');
        char digest[65] = "";
        if (file)
            digest_file(file + 1, digest);
        buf_printf(&b, "%.*s %s\n", file ? (int)(file - o->lists[i]) : 0, o->lists[i], digest);
    }
    finish(&b, out);
}

void digest_context(const struct session *s, const char *form, char out[65])
{
    const struct session_options *o = session_options(s);
    struct buf b = {0};
    char roles[65] = "";
    buf_printf(&b, "%s\nform %s\nas-of %s\nsource-date %s\nprofile %d %d\n%s%s", SHENBAO_VERSION, form ? form : "", o->as_of ? o->as_of : "",
               o->source_date ? o->source_date : "", (int)o->profile, (int)o->annexes, o->strict ? "strict\n" : "", o->draft ? "draft\n" : "");
    buf_printf(&b, "mask %d\nmax-size %s\n", (int)o->mask, o->max_size ? o->max_size : "");
    buf_puts(&b, o->no_fields ? "no-fields\n" : "");
    for (const char *const *l = o->layers; l && *l; l++)
        buf_printf(&b, "layer %s\n", *l);
    if (o->roles)
        digest_file(o->roles, roles);
    buf_printf(&b, "roles %s\n", roles);
    for (const char *const *f = o->fonts; f && *f; f++)
        add_folder(&b, *f, "", false, 0);
    finish(&b, out);
}
