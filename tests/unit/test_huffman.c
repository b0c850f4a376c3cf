/* test_huffman.c - what is packed beforehand comes back from a stream that is put together of it. */
#include "test.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/huffman.h"

static void assert_unpacks(const uint8_t *packed, const uint8_t *end, const uint8_t *all, size_t n)
{
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();
    uint8_t *back = malloc(n);
    assert_int_equal(libdeflate_zlib_decompress(z, packed, (size_t)(end - packed), back, n, NULL), LIBDEFLATE_SUCCESS);
    assert_memory_equal(back, all, n);
    libdeflate_free_decompressor(z);
    free(back);
}

/* Packed in two runs and what lies between them, with codes of a sample that need not be the data. */
static void assert_comes_back(const struct huffman_data *sample, const struct huffman_data *d)
{
    struct arena *a = arena_new();
    struct huffman *h = huffman_new(a);
    huffman_count(h, sample);
    huffman_make(h);
    struct huffman_run run = huffman_pack(h, d, a);
    static const uint8_t between[] = "between";
    struct huffman_data plain = {.p = between, .n = sizeof between};
    size_t n = 2 * d->n + sizeof between;
    uint8_t *all = malloc(n), *out = malloc(HUFFMAN_ROOM(n));
    memcpy(all, d->p, d->n);
    memcpy(all + d->n, between, sizeof between);
    memcpy(all + d->n + sizeof between, d->p, d->n);
    struct huffman_stream s;
    huffman_begin(&s, h, out);
    huffman_put_run(&s, &run);
    huffman_put(&s, h, &plain);
    huffman_put_run(&s, &run);
    uint8_t *end = huffman_end(&s, h, libdeflate_adler32(1, all, n));
    assert_true((size_t)(end - out) <= HUFFMAN_ROOM(n));
    assert_unpacks(out, end, all, n);
    arena_free(a);
    free(all);
    free(out);
}

static void assert_alone(const uint8_t *data, size_t n)
{
    struct huffman_data d = {.p = data, .n = n}, nothing = {.p = data};
    assert_comes_back(&d, &d);
    assert_comes_back(&nothing, &d);
}

/* Nothing, one byte, all bytes, and counts that grow as Fibonacci's numbers, whose tree is too deep for deflate. */
static void codes_alone_come_back(void **state)
{
    (void)state;
    enum { N = 600000 };
    uint8_t *data = malloc(N);
    size_t n = 0;
    for (size_t i = 0; i < N; i++)
        data[i] = (uint8_t)(i * i >> 3);
    assert_alone(data, 0);
    assert_alone(data, 1);
    assert_alone(data, N);
    for (size_t a = 1, b = 1, byte = 0; n + a < N; byte++) {
        memset(data + n, (int)byte, a);
        n += a;
        size_t sum = a + b;
        a = b;
        b = sum;
    }
    assert_alone(data, n);
    free(data);
}

static void assert_with(const uint8_t *data, size_t n, const struct huffman_repeat *repeats, size_t count)
{
    struct huffman_data d = {data, n, repeats, count}, first = {.p = data, .n = 1};
    assert_comes_back(&d, &d);
    assert_comes_back(&first, &d);
}

/* Every length and the ends of every range of distances that deflate has; nothing new between, before or behind, and something. */
static void repeats_come_back(void **state)
{
    (void)state;
    enum { FIRST = 32768, ROOM = FIRST + 4 * 30 * 260 + 300 * 260 };
    uint8_t *data = malloc(ROOM);
    struct arena *a = arena_new();
    VEC(struct huffman_repeat) repeats = {0};
    size_t n = FIRST, fresh = FIRST;
    for (size_t i = 0; i < FIRST; i++)
        data[i] = (uint8_t)(i * i >> 7);
    for (unsigned k = 0; k < 15 * 2 + 256; k++) {
        unsigned length = k < 30 ? 3 + 7 * k : k - 30 + 3, back = k < 30 ? (1u << k / 2) + k % 2 : 1 + 127 * (k - 30);
        back = back > FIRST ? FIRST : back;
        *VEC_PUSH(a, &repeats) = (struct huffman_repeat){fresh, length, back};
        for (unsigned i = 0; i < length; i++, n++)
            data[n] = data[n - back];
        fresh = k % 3;
        for (size_t i = 0; i < fresh; i++)
            data[n++] = (uint8_t)k;
    }
    assert_true(n <= ROOM);
    assert_with(data, n, repeats.v, repeats.n);
    *VEC_PUSH(a, &repeats) = (struct huffman_repeat){fresh, 258, FIRST};
    for (unsigned i = 0; i < 258; i++, n++)
        data[n] = data[n - FIRST];
    assert_with(data, n, repeats.v, repeats.n);
    arena_free(a);
    free(data);
}

/* The same sample, the same codes, whatever is packed in them; a run of nothing is none. */
static void runs_follow_each_other(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct huffman *h = huffman_new(a);
    huffman_make(h);
    const struct huffman_run none = {0};
    uint8_t all[300], out[HUFFMAN_ROOM(sizeof all)];
    struct huffman_stream s;
    huffman_begin(&s, h, out);
    for (size_t i = 0, n = 0; n < sizeof all; n += i, i = i % 23 + 1) {
        size_t length = i < sizeof all - n ? i : sizeof all - n;
        for (size_t k = 0; k < length; k++)
            all[n + k] = (uint8_t)(n * 7 + k * k);
        struct huffman_data d = {.p = all + n, .n = length};
        struct huffman_run run = huffman_pack(h, &d, a);
        huffman_put_run(&s, &run);
        huffman_put_run(&s, &none);
    }
    uint8_t *end = huffman_end(&s, h, libdeflate_adler32(1, all, sizeof all));
    assert_unpacks(out, end, all, sizeof all);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_alone_come_back),
        cmocka_unit_test(repeats_come_back),
        cmocka_unit_test(runs_follow_each_other),
    };
    return cmocka_run_group_tests_name("huffman", tests, NULL, NULL);
}
