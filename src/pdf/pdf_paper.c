/* pdf_paper.c - pages of annexes: what they consist of becomes objects among our own, as the text that it is, because libharu's
 * types don't hold every name and number that others write. */
#include "pdf/pdf_int.h"

static unsigned take_number(void *arg)
{
    return pdf_number(pdf_dict(arg));
}

static void take_object(void *arg, unsigned number, struct buf *text)
{
    pdf_text_object(arg, pdf_object(arg, number), text);
}

static void take_stream(void *arg, unsigned number, struct buf *entries, const void *data, size_t n, bool pack)
{
    struct pdf *p = arg;
    HPDF_Dict d = pdf_object(p, number);

    if (!d->stream)
        d->stream = HPDF_MemStream_New(p->doc->mmgr, 1);
    if (d->stream)
        pdf_stream_fill(p, d, data, n, pack ? PDF_DEFLATED : PDF_AS_IT_IS, entries);
}

/* Why a tagged annex is figures; each is named once. */
static void tell_untagged(struct pdf *p)
{
    for (size_t i = 0; i < p->papers.n; i++) {
        const struct paper *paper = p->papers.v[i].paper;
        if (p->tags->on && paper->untagged && (i == 0 || paper != p->papers.v[i - 1].paper))
            diag(p->base.diag, PDF_ANNEX_TAGS, NULL, paper->name, paper->untagged);
    }
}

bool pdf_papers_finish(struct pdf *p)
{
    const struct paper_taker taker = {take_number, take_object, take_stream, p};
    struct paper_fault fault;

    for (size_t i = 0; i < p->papers.n; i++)
        if (p->papers.v[i].tagged)
            p->papers.v[i].key = pdf_graft_key(p, p->papers.v[i].key);
    tell_untagged(p);
    if (paper_merge(p->papers.v, p->papers.n, &taker, &fault))
        return pdf_ok(p);
    diag(p->base.diag, PDF_PAPER, NULL, fault.paper->name, fault.cause);
    p->failed = true;
    return false;
}
