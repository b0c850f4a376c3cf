/* fuzz_fo.c - libFuzzer entry: any bytes as an FO file, read as a stream with every property asked for, parts released and
 * markers adopted on the way. Build and run: make fuzz (needs clang); seeds are FO documents. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fo/fo.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void ask(const struct fo_node *n)
{
    volatile int64_t sum = 0;
    for (int p = 0; p < FO_PROP_COUNT; p++) {
        enum fo_prop prop = (enum fo_prop)p;
        sum += fo_mpt(n, prop, 100000) + fo_integer(n, prop, 1) + fo_keep(n, prop) + (int)fo_enum(n, prop)
            + fo_string(n, prop)[0] + fo_color(n, prop).r + fo_specified(n, prop);
    }
    sum += fo_families(n)[0][0] + (int)fo_decorations(n);
    (void)sum;
}

static void walk(struct fo_reader *r, struct fo_node *n)
{
    ask(n);
    if (n->element == FO_MARKER && n->parent && n->parent->parent) {
        struct fo_node *copy = fo_adopt(r, n, n->parent->parent);
        for (struct fo_node *c = fo_first(r, copy); c; c = fo_next(r, c))
            ask(c);
        fo_release(r, copy);
    }
    for (struct fo_node *c = fo_first(r, n), *next; c; c = next) {
        walk(r, c); /* bounded by LIMIT_DEPTH */
        next = fo_next(r, c);
        if (c->serial % 3)
            fo_release(r, c);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("fuzz", 0);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    struct diag_list *d = diag_list_new();
    struct fo_reader *r = fo_open_file(path, d);
    if (r) {
        fo_document_info(r);
        for (int pass = 0; pass < 2; pass++) {
            struct fo_node *root = fo_root(r);
            if (root)
                walk(r, root);
            if (!fo_rewind(r))
                break;
        }
        fo_close(r);
    }
    diag_list_free(d);
    close(fd);
    return 0;
}
