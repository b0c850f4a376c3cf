#include "xslt/kept.h"

#include <libxslt/keys.h>

void kept_lend(xsltDocumentPtr *kept, xsltTransformContextPtr t)
{
    xsltDocumentPtr *end = &t->docList;
    while (*end)
        end = &(*end)->next;
    *end = *kept;
    *kept = NULL;
}

/* All but the source. xsltFreeTransformContext() frees what is left in its list. */
void kept_take(xsltDocumentPtr *kept, xsltTransformContextPtr t)
{
    for (xsltDocumentPtr *at = &t->docList, d; (d = *at);) {
        if (d->main) {
            at = &d->next;
            continue;
        }
        *at = d->next;
        d->next = *kept;
        *kept = d;
    }
}

void kept_free(xsltDocumentPtr kept)
{
    for (xsltDocumentPtr next; kept; kept = next) {
        next = kept->next;
        xsltFreeDocumentKeys(kept);
        xmlFreeDoc(kept->doc);
        xmlFree(kept);
    }
}
