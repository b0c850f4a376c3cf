/* oldcode.c - see oldcode.h. */
#include "text/oldcode.h"

#include <stddef.h>
#include <unicode/ucnv.h>
#include <unicode/unorm2.h>

/* The ten vertical marks that GB 18030-2022 moved, and the characters of the rows FE50 to FEA0 for which GB 18030-2005 still
 * has private codes in ICU. */
static const struct { uint16_t old; uint32_t standard; } moved[] = {
    {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11}, {0xE790, 0xFE13}, {0xE791, 0xFE14}, {0xE792, 0xFE15},
    {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18}, {0xE796, 0xFE19}, {0xE816, 0x20087}, {0xE817, 0x20089},
    {0xE818, 0x200CC}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7}, {0xE831, 0x215D7},
    {0xE832, 0x9FB8}, {0xE83B, 0x2298F}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE855, 0x241FE}, {0xE864, 0x9FBB}};

bool oldcode_private(uint32_t cp)
{
    return (cp >= 0xE000 && cp <= 0xF8FF) || (cp >= 0xF0000 && cp <= 0xFFFFD) || (cp >= 0x100000 && cp <= 0x10FFFD);
}

/* GBK's bytes of the private code, read as GB 18030. */
static uint32_t by_bytes(uint32_t cp)
{
    UErrorCode e = U_ZERO_ERROR;
    UConverter *gbk = ucnv_open("windows-936-2000", &e), *gb18030 = ucnv_open("gb18030", &e);
    UChar in = (UChar)cp, out[4] = {0};
    char bytes[8];
    uint32_t found = 0;
    if (U_SUCCESS(e))
        ucnv_setFromUCallBack(gbk, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
    if (U_SUCCESS(e)) {
        int32_t n = ucnv_fromUChars(gbk, bytes, sizeof bytes, &in, 1, &e);
        n = ucnv_toUChars(gb18030, out, 4, bytes, n, &e);
        if (U_SUCCESS(e) && n == 1 && out[0] != 0xFFFD && !oldcode_private(out[0]))
            found = out[0];
    }
    ucnv_close(gbk);
    ucnv_close(gb18030);
    return found;
}

static uint32_t decomposed(const UNormalizer2 *how, uint32_t cp)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar s[8];
    int32_t n = how ? unorm2_getDecomposition(how, (UChar32)cp, s, 8, &e) : -1;
    if (U_FAILURE(e) || n < 1 || n > 2)
        return 0;
    return n == 1 ? s[0] : (uint32_t)U16_GET_SUPPLEMENTARY(s[0], s[1]);
}

uint32_t oldcode_standard(uint32_t cp)
{
    UErrorCode e = U_ZERO_ERROR;
    if (cp < 0x2E80)
        return 0;
    if ((cp >= 0xF900 && cp <= 0xFAFF) || (cp >= 0x2F800 && cp <= 0x2FA1F))
        return decomposed(unorm2_getNFCInstance(&e), cp);
    if (cp >= 0x2E80 && cp <= 0x2FDF)
        return decomposed(unorm2_getNFKCInstance(&e), cp);
    if (cp < 0xE766 || cp > 0xE864)
        return 0;
    for (size_t i = 0; i < sizeof moved / sizeof *moved; i++)
        if (moved[i].old == cp)
            return moved[i].standard;
    return by_bytes(cp);
}
