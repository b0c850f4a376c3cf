#include "sheet/strings.h"

#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"

/* Texts stand one behind the other with a NUL behind each, first in memory, then in the file. */
struct strings {
    char *data;
    size_t used, room;
    FILE *file; /* NULL until it is needed */
    uint64_t written;
    uint64_t *starts; /* places over both: in memory below `used`, in the file behind */
    size_t n, cap;
    uint64_t end;
};

struct strings *strings_new(void)
{
    return xcalloc(1, sizeof(struct strings));
}

void strings_free(struct strings *s)
{
    if (!s)
        return;
    if (s->file)
        fclose(s->file);
    free(s->data);
    free(s->starts);
    free(s);
}

static bool spill(struct strings *s, const char *text, size_t n, struct diag_list *d)
{
    if (!s->file)
        s->file = tmpfile();
    if (s->file && fwrite(text, 1, n, s->file) == n && fputc('\0', s->file) == 0)
        return true;
    diag(d, SHEET_STRINGS, NULL);
    return false;
}

static void keep(struct strings *s, const char *text, size_t n)
{
    if (s->used + n + 1 > s->room) {
        s->room = 2 * s->room + n + 4096;
        s->data = xrealloc(s->data, s->room);
    }
    memcpy(s->data + s->used, text, n);
    s->data[s->used + n] = '\0';
    s->used += n + 1;
}

bool strings_add(struct strings *s, const char *text, size_t n, struct diag_list *d)
{
    if (s->n == s->cap) {
        s->cap = s->cap ? 2 * s->cap : 1024;
        s->starts = xrealloc(s->starts, s->cap * sizeof *s->starts);
    }
    s->starts[s->n++] = s->end;
    s->end += n + 1;
    if (s->file || s->used + n + 1 > LIMIT_SHEET_STRINGS_MEMORY)
        return spill(s, text, n, d);
    keep(s, text, n);
    return true;
}

const char *strings_get(const struct strings *s, size_t i, struct arena *a)
{
    if (i >= s->n)
        return NULL;
    uint64_t start = s->starts[i], end = i + 1 < s->n ? s->starts[i + 1] : s->end;
    size_t n = (size_t)(end - start - 1);
    if (start < s->used)
        return arena_strndup(a, s->data + start, n);
    char *text = arena_alloc(a, n + 1);
    if (fflush(s->file) != 0)
        return NULL;
    for (size_t got = 0; got < n;) {
        ssize_t k = pread(fileno(s->file), text + got, n - got, (off_t)(start - s->used + got));
        if (k <= 0)
            return NULL;
        got += (size_t)k;
    }
    return text;
}
