/* fuzz_record.c - libFuzzer entry: any bytes as a PDF or picture of somebody's: what it is, what it carries, what its pages
 * show and say (extract, verify), and its pages brought into a document of ours. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "batch/carried.h"
#include "paper/paper.h"
#include "paper/paper_proof.h"
#include "paper/paper_text.h"
#include "paper/paper_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static unsigned take_number(void *arg)
{
    return ++*(unsigned *)arg;
}

static void take_object(void *arg, unsigned number, struct buf *text)
{
    (void)arg, (void)number, (void)text;
}

static void take_stream(void *arg, unsigned number, struct buf *entries, const void *data, size_t n, bool pack)
{
    (void)arg, (void)number, (void)entries, (void)data, (void)n, (void)pack;
}

/* Marks are those of its pages, each in an element that begins before it; parents stand before their kids. */
static void walk_tree(const struct paper *paper)
{
    const struct paper_tree *t = paper->tree;
    size_t begun = 0;
    for (size_t i = 0; i < t->step_count; i++) {
        const struct paper_step *s = &t->steps[i];
        const struct paper_element *e = &t->elements[s->element];
        bool begins = s->page == PAPER_NO_PAGE;
        if (s->element >= t->count || (begins ? s->element != begun++ : s->element >= begun || s->page >= paper->pages || s->mark >= t->marks[s->page]))
            abort();
        if (e->parent != PAPER_NO_ELEMENT && e->parent >= s->element)
            abort();
        for (unsigned k = 0; k < e->header_count; k++)
            if (e->headers[k] >= t->count)
                abort();
    }
}

/* Its first pages, the first of them twice. */
static void bring_in(const struct paper *paper)
{
    struct paper_place places[4];
    size_t count = 0;
    unsigned objects = 1000;
    struct paper_fault fault = {0};
    struct paper_taker to = {.number = take_number, .object = take_object, .stream = take_stream, .arg = &objects};
    for (unsigned i = 0; i < 4 && i < paper->pages + 1; i++)
        places[count++] = (struct paper_place){.object = i + 1, .paper = paper, .page = i ? i : 1, .tagged = i && paper->tree};
    if (paper->tree)
        walk_tree(paper);
    paper_merge(places, count, &to, &fault);
}

static void look(const char *folder, const char *name)
{
    struct papers *papers = papers_new(folder);
    const struct paper *paper = papers_find(papers, name);
    if (paper->state == PAPER_OK && paper->kind == PAPER_PDF)
        bring_in(paper);
    papers_free(papers);
}

static void read_inside(struct buf *bytes)
{
    struct arena *a = arena_new();
    struct carried in;
    struct paper_proof proof;
    struct paper_text text;
    enum paper_state state;
    size_t sum = 0;
    carried_read(&in, bytes);
    for (size_t i = 0; in.files && i < paper_files_count(in.files); i++)
        sum += paper_files_at(in.files, i)->n;
    carried_free(&in);
    if (paper_proof_read(a, bytes->data, bytes->n, &proof, &state))
        for (unsigned i = 0; i < proof.pages; i++)
            sum += strlen(proof.digests[i]);
    if (paper_text_read(a, bytes->data, bytes->n, &text, &state))
        sum += text.n;
    if (sum == (size_t)-1)
        abort();
    arena_free(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char folder[] = "/tmp/fuzz-record-XXXXXX", path[64];
    struct buf bytes = {0};
    FILE *f = mkdtemp(folder) ? fopen((snprintf(path, sizeof path, "%s/a", folder), path), "wb") : NULL;
    if (!f || fwrite(data, 1, size, f) != size || fclose(f))
        abort();
    buf_add(&bytes, (const char *)data, size);
    buf_putc(&bytes, '\0');
    bytes.n = size;
    look(folder, "a");
    read_inside(&bytes);
    buf_free(&bytes);
    unlink(path);
    rmdir(folder);
    return 0;
}
