/* fuzz_mask.c - libFuzzer entry: any bytes as a text, and as a proposal, in which numbers are masked. What comes out is UTF-8
 * whatever went in, character by character what it was, a star, or U+FFFD; a proposal stays one that can be parsed. */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "batch/mask.h"
#include "batch/mask_tree.h"
#include "xslt/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void mask_text(const char *text, enum mask_kind kind)
{
    char *masked = mask_new(text, kind);
    const char *a = text, *b = masked, *ends[] = {a + strlen(a), b + strlen(b)};
    if (!utf8_valid(masked, strlen(masked)))
        abort();
    while (a < ends[0] && b < ends[1]) {
        uint32_t was = utf8_next(&a, ends[0]), is = utf8_next(&b, ends[1]);
        if (is != was && is != '*' && is != 0xFFFD)
            abort();
    }
    if (a < ends[0] || b < ends[1])
        abort();
    free(masked);
}

static void mask_proposal(const char *text, size_t n)
{
    struct diag_list *d = diag_list_new();
    struct buf b = {0};
    xmlDocPtr doc = xml_parse(text, n, "fuzz.xml", d), masked = doc ? mask_tree(doc) : NULL, again;
    if (masked) {
        mask_bytes(&b, masked);
        again = xml_parse(b.data ? b.data : "", b.n, "masked.xml", d);
        if (!again)
            abort();
        xml_free(again);
    }
    buf_free(&b);
    xml_free(masked);
    xml_free(doc);
    diag_list_free(d);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (!text)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    if (size && text[0] == '<') {
        mask_proposal(text, size);
    } else {
        for (int kind = MASK_TEXT; kind <= MASK_TELEPHONE; kind++)
            mask_text(text, (enum mask_kind)kind);
    }
    free(text);
    return 0;
}
