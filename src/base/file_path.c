/* file_path.c - names of files and what folders hold. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/arena.h"

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

bool file_is_address(const char *name)
{
    size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-"); /* RFC 3986, 3.1 */
    return n > 1 && name[n] == ':';
}

bool file_is_windows(const char *name)
{
    bool letter = (name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z');
    return (letter && name[1] == ':' && (name[2] == '\\' || name[2] == '/')) || (name[0] == '\\' && name[1] == '\\');
}

bool file_has_ending(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && strcasecmp(path + n - m, ending) == 0;
}

char *file_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return xstrdup(".");
    while (slash > path && slash[-1] == '/')
        slash--;
    size_t n = slash == path ? 1 : (size_t)(slash - path);
    char *folder = xmalloc(n + 1);
    memcpy(folder, path, n);
    folder[n] = '\0';
    return folder;
}

static bool below(const char *path, const char *root)
{
    char *real = realpath(root, NULL);
    size_t n = real ? strlen(real) : 0;
    while (n && real[n - 1] == '/') /* "/" itself */
        n--;
    bool inside = real && strncmp(path, real, n) == 0 && path[n] == '/';
    free(real);
    return inside;
}

char *file_confined(const char *base, const char *relative, const char *const *roots, const struct loc *loc,
                    struct diag_list *d)
{
    struct buf joined = {0};
    if (relative[0] != '/')
        buf_printf(&joined, "%s/", base);
    buf_puts(&joined, relative);
    char *real = realpath(joined.data, NULL);
    int error = errno;
    buf_free(&joined);
    if (!real) {
        diag(d, FILE_MISSING, loc, relative, file_cause(error));
        return NULL;
    }
    for (; roots && *roots; roots++)
        if (below(real, *roots))
            return real;
    free(real);
    diag(d, FILE_OUTSIDE, loc, relative);
    return NULL;
}

/* --- folders --- */

bool file_make_folder(const char *path, struct diag_list *d)
{
    struct stat st;
    if (mkdir(path, 0777) == 0)
        return true;
    int error = errno;
    if (error == EEXIST && stat(path, &st) == 0 && !S_ISDIR(st.st_mode))
        error = ENOTDIR;
    if (error == EEXIST)
        return true;
    diag(d, FILE_WRITE, NULL, path, file_cause(error));
    return false;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int not_hidden(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

char **file_list(const char *folder)
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, not_hidden, by_bytes);
    if (n < 0)
        return NULL;
    char **names = xcalloc((size_t)n + 1, sizeof *names);
    for (int i = 0; i < n; i++) {
        names[i] = xstrdup(entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    return names;
}

void file_list_free(char **names)
{
    for (char **name = names; name && *name; name++)
        free(*name);
    free(names);
}
