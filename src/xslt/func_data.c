/* func_data.c - the functions that look beyond the proposal: into the programme's lists, and at the papers. */
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "xslt/func_int.h"
#include "xslt/words.h"

/* lists */

void func_list(ctx c, int n)
{
    if (!func_arity(c, n, 2, 3))
        return;
    char *column = n == 3 ? func_pop_text(c) : NULL, *key = func_pop_text(c), *name = func_pop_text(c);
    func_push_text(c, lists_get(func_run_of(c)->env.lists, name, key, column));
    xmlFree(column);
    xmlFree(key);
    xmlFree(name);
}

void func_list_has(ctx c, int n)
{
    if (!func_arity(c, n, 2, 2))
        return;
    char *key = func_pop_text(c), *name = func_pop_text(c);
    func_push_bool(c, lists_has(func_run_of(c)->env.lists, name, key));
    xmlFree(key);
    xmlFree(name);
}

void func_list_known(ctx c, int n)
{
    if (!func_arity(c, n, 1, 1))
        return;
    char *name = func_pop_text(c);
    func_push_bool(c, lists_known(func_run_of(c)->env.lists, name));
    xmlFree(name);
}

void func_list_similar(ctx c, int n)
{
    if (!func_arity(c, n, 3, 3))
        return;
    double min = xmlXPathPopNumber(c);
    char *title = func_pop_text(c), *name = func_pop_text(c);
    func_push_text(c, lists_similar(func_run_of(c)->env.lists, name, title, min));
    xmlFree(title);
    xmlFree(name);
}

static bool is_known_word(void *lists, const char *word)
{
    return lists_has(lists, "abbreviations", word);
}

void func_unexplained(ctx c, int n)
{
    struct buf b = {0};
    if (!func_arity(c, n, 1, 1))
        return;
    char *s = func_pop_text(c);
    words_unexplained(&b, s, is_known_word, func_run_of(c)->env.lists);
    func_push_buf(c, &b);
    xmlFree(s);
}

/* papers */

/* The paper that the text argument on top names; NULL when nothing is known of files. */
static const struct paper *pop_paper(ctx c)
{
    char *name = func_pop_text(c);
    struct papers *all = func_run_of(c)->papers;
    const struct paper *p = all && *name ? papers_find(all, name) : NULL;
    xmlFree(name);
    return p;
}

void func_file_state(ctx c, int n)
{
    if (!func_arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    func_push_text(c, p ? paper_state_name(p->state) : "");
}

void func_file_kind(ctx c, int n)
{
    static const char *const names[] = {[PAPER_NONE] = "", [PAPER_PDF] = "pdf", [PAPER_PNG] = "png", [PAPER_JPEG] = "jpeg"};
    if (!func_arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    func_push_text(c, p ? names[p->kind] : "");
}

void func_file_digest(ctx c, int n)
{
    if (!func_arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    func_push_text(c, p ? papers_digest(func_run_of(c)->papers, p->name) : "");
}

void func_file_attached(ctx c, int n)
{
    if (!func_arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    func_push_bool(c, p && p->attached);
}

void func_pages(ctx c, int n)
{
    if (!func_arity(c, n, 1, 1))
        return;
    const struct paper *p = pop_paper(c);
    func_push_number(c, p ? (double)p->pages : 0);
}

void func_page_across(ctx c, int n)
{
    if (!func_arity(c, n, 2, 2))
        return;
    double page = xmlXPathPopNumber(c);
    const struct paper *p = pop_paper(c);
    bool known = p && page >= 1 && page <= (double)p->pages;
    const struct paper_size *size = known ? &p->sizes[(size_t)page - 1] : NULL;
    func_push_bool(c, size && size->width > size->height);
}
