/* image_paper.c - a page of a PDF as a picture: src="papers/agreement.pdf#page=2", as Apache FOP's extension for PDF images
 * writes it. The page is drawn by the device, which brings it over (paper_merge()); layout knows its size alone. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "layout/image_int.h"

static const char fragment[] = "#page=";

static const char *fragment_of(const char *src)
{
    return strstr(src, fragment);
}

bool image_is_paper(const char *src)
{
    return strncmp(src, "data:", 5) != 0 && (fragment_of(src) || file_has_ending(src, ".pdf"));
}

static bool has_page(const struct image_source *s, const struct paper *p, unsigned long page, const char *asked)
{
    struct buf count = {0};

    if (page >= 1 && page <= p->pages)
        return true;
    buf_printf(&count, "%u", p->pages);
    diag(s->diag, IMAGE_NO_PAGE, s->loc, p->name, count.data, asked);
    buf_free(&count);
    return false;
}

bool image_paper_read(struct papers *papers, const char *src, const struct image_source *s, struct image *im)
{
    const char *at = fragment_of(src), *asked = at ? at + sizeof fragment - 1 : "1";
    unsigned long page = strspn(asked, "0123456789") == strlen(asked) ? strtoul(asked, NULL, 10) : 0;
    struct buf name = {0};
    const struct paper *p;

    buf_add(&name, src, at ? (size_t)(at - src) : strlen(src));
    p = papers_find(papers, name.data);
    buf_free(&name);
    if (p->state != PAPER_OK || p->kind != PAPER_PDF) {
        diag(s->diag, IMAGE_PAPER, s->loc, p->name, paper_state_trouble(p->state == PAPER_OK ? PAPER_TYPE : p->state));
        return false;
    }
    if (!has_page(s, p, page, asked))
        return false;
    im->kind = IMAGE_PAGE;
    im->paper = p;
    im->page = (unsigned)page;
    im->natural_w = p->sizes[page - 1].width;
    im->natural_h = p->sizes[page - 1].height;
    im->width = (uint32_t)(im->natural_w / MPT_PER_PT);
    im->height = (uint32_t)(im->natural_h / MPT_PER_PT);
    return true;
}
