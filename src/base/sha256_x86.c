#include "base/sha256_blocks.h"

#if defined __x86_64__ && defined __GNUC__

#include <cpuid.h>
#include <immintrin.h>

/* Intel SDM, CPUID: leaf 7, EBX bit 29; leaf 1, ECX bits 9 (SSSE3) and 19 (SSE4.1). */
static bool ask(void)
{
    unsigned a, b, c, d;
    if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 9 & 1) || !(c >> 19 & 1))
        return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}

/* Asked once: in a virtual machine the question costs as much as some kilobytes. */
bool sha256_blocks_there(void)
{
    static _Atomic int known; /* 0: not asked yet, 1: no, 2: yes */
    int k = known;
    if (!k)
        known = k = ask() ? 2 : 1;
    return k == 2;
}

#define WITH_SHA __attribute__((target("sha,sse4.1,ssse3")))

/* The instructions want the eight letters as ABEF and CDGH. */
struct letters {
    __m128i abef, cdgh;
};

WITH_SHA static struct letters load(const uint32_t state[8])
{
    __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)state), 0xB1);
    __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(state + 4)), 0x1B);
    return (struct letters){_mm_alignr_epi8(badc, hgfe, 8), _mm_blend_epi16(hgfe, badc, 0xF0)};
}

WITH_SHA static void store(uint32_t state[8], struct letters l)
{
    __m128i feba = _mm_shuffle_epi32(l.abef, 0x1B), dchg = _mm_shuffle_epi32(l.cdgh, 0xB1);
    _mm_storeu_si128((__m128i *)state, _mm_blend_epi16(feba, dchg, 0xF0));
    _mm_storeu_si128((__m128i *)(state + 4), _mm_alignr_epi8(dchg, feba, 8));
}

/* Four rounds with four words of the schedule. */
WITH_SHA static inline void rounds(struct letters *l, __m128i words, int i)
{
    __m128i sum = _mm_add_epi32(words, _mm_loadu_si128((const __m128i *)(sha256_constants + i)));
    l->cdgh = _mm_sha256rnds2_epu32(l->cdgh, l->abef, sum);
    l->abef = _mm_sha256rnds2_epu32(l->abef, l->cdgh, _mm_shuffle_epi32(sum, 0x0E));
}

/* The next four words; w holds the last sixteen, oldest first. */
WITH_SHA static inline __m128i next_words(const __m128i w[4])
{
    __m128i sum = _mm_add_epi32(_mm_sha256msg1_epu32(w[0], w[1]), _mm_alignr_epi8(w[3], w[2], 4));
    return _mm_sha256msg2_epu32(sum, w[3]);
}

WITH_SHA static struct letters add_block(struct letters l, const uint8_t *p)
{
    const __m128i big_endian = _mm_set_epi64x(0x0C0D0E0F08090A0B, 0x0405060700010203);
    struct letters sum = l;
    __m128i w[4];
    for (int i = 0; i < 4; i++) {
        w[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(p + 16 * i)), big_endian);
        rounds(&sum, w[i], 4 * i);
    }
    for (int i = 16; i < 64; i += 4) {
        __m128i next = next_words(w);
        w[0] = w[1], w[1] = w[2], w[2] = w[3], w[3] = next;
        rounds(&sum, next, i);
    }
    return (struct letters){_mm_add_epi32(l.abef, sum.abef), _mm_add_epi32(l.cdgh, sum.cdgh)};
}

WITH_SHA void sha256_blocks_fast(uint32_t state[8], const uint8_t *p, size_t blocks)
{
    struct letters l = load(state);
    for (size_t i = 0; i < blocks; i++)
        l = add_block(l, p + 64 * i);
    store(state, l);
}

#else

bool sha256_blocks_there(void)
{
    return false;
}

void sha256_blocks_fast(uint32_t state[8], const uint8_t *p, size_t blocks)
{
    sha256_blocks_plain(state, p, blocks);
}

#endif
