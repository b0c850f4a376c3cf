/* file_path.c - names of files and what folders hold. */
#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"

const char *file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
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
