#include "xslt/code.h"

#include <libxml/c14n.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/sha256.h"
#include "xslt/canonical.h"

/* 32 digits, and five more that only the check character takes (Crockford, "Base 32"). */
static const char symbols[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U";

enum { CHECK = 37, DIGITS = 8 };

static bool digest_any(xmlDocPtr doc, char hex[CODE_DIGEST])
{
    xmlChar *canonical = NULL;
    int n = xmlC14NDocDumpMemory(doc, NULL, XML_C14N_1_0, NULL, 0, &canonical);
    if (n >= 0)
        sha256_hex(canonical, (size_t)n, hex);
    xmlFree(canonical);
    return n >= 0;
}

bool code_digest(xmlDocPtr doc, char hex[CODE_DIGEST])
{
    struct buf plain = {0};
    bool is_plain = canonical_put(&plain, doc);
    if (is_plain)
        sha256_hex(plain.data, plain.n, hex);
    buf_free(&plain);
    return is_plain || digest_any(doc, hex);
}

void code_of(const char *hex, char code[CODE_LENGTH])
{
    char first[11];
    memcpy(first, hex, 10);
    first[10] = '\0';
    uint64_t bits = strtoull(first, NULL, 16);
    char *out = code;
    for (int i = DIGITS - 1; i >= 0; i--) {
        *out++ = symbols[bits >> (5 * i) & 31];
        if (i == DIGITS / 2)
            *out++ = '-';
    }
    *out++ = '-';
    *out++ = symbols[bits % CHECK];
    *out = '\0';
}
