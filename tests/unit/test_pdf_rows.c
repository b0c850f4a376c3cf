/* test_pdf_rows.c - rows come back from their stream, and it is no longer than what libdeflate makes of them. */
#include "test.h"

#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/huffman.h"
#include "pdf/pdf_int.h"

/* Undoes the filter in its place; returns how many bytes are left. */
static size_t unfilter(uint8_t *d, size_t n, unsigned columns)
{
    size_t to = 0;
    for (size_t i = 0; i < n; i++) {
        if (i % (columns + 1) == 0)
            assert_int_equal(d[i], 2);
        else
            d[to] = (uint8_t)(d[i] + (to >= columns ? d[to - columns] : 0)), to++;
    }
    return to;
}

/* Returns how long the stream is, or 0. */
static size_t assert_rows_come_back(const uint8_t *rows, size_t n, unsigned columns)
{
    size_t filtered_n = PDF_FILTERED(n, columns), packed;
    uint8_t *filtered = pdf_rows_filter(rows, n, columns), *out = xmalloc(HUFFMAN_ROOM(filtered_n)), *back = xmalloc(filtered_n + 1);
    struct libdeflate_decompressor *z = libdeflate_alloc_decompressor();

    packed = pdf_rows_pack(filtered, filtered_n, columns, out);
    assert_true(packed <= HUFFMAN_ROOM(filtered_n));
    if (packed) {
        assert_int_equal(libdeflate_zlib_decompress(z, out, packed, back, filtered_n, NULL), LIBDEFLATE_SUCCESS);
        assert_memory_equal(back, filtered, filtered_n);
    }
    assert_int_equal(unfilter(filtered, filtered_n, columns), n);
    assert_memory_equal(filtered, rows, n);
    libdeflate_free_decompressor(z);
    free(filtered);
    free(out);
    free(back);
    return packed;
}

/* As elements of a table are: the parent changes every ten, the page every three hundred. */
static struct buf elements(unsigned count)
{
    struct buf b = {0};
    for (unsigned i = 0; i < count; i++)
        buf_printf(&b, "<</S/TD/P %6u 0 R/Pg %4u 0 R/K %3u>> ", 5000 + i / 10, 10 + i / 300 * 3, i % 300);
    return b;
}

static void elements_take_no_more_than_by_libdeflate(void **state)
{
    (void)state;
    enum { COUNT = 8000 };
    struct buf b = elements(COUNT);
    unsigned columns = (unsigned)(b.n / COUNT);
    size_t n = PDF_FILTERED(b.n, columns), room = libdeflate_zlib_compress_bound(NULL, n);
    uint8_t *filtered = pdf_rows_filter((const uint8_t *)b.data, b.n, columns), *out = xmalloc(room);
    struct libdeflate_compressor *z = libdeflate_alloc_compressor(7);

    size_t most = libdeflate_zlib_compress(z, filtered, n, out, room);
    size_t packed = assert_rows_come_back((const uint8_t *)b.data, b.n, columns);
    assert_in_range(packed, 1, most);
    libdeflate_free_compressor(z);
    free(filtered);
    free(out);
    buf_free(&b);
}

/* Zeros, and digits and bytes by chance, of which many are left to others. */
static void anything_comes_back(void **state)
{
    (void)state;
    enum { MOST = 100000 };
    static const unsigned columns[] = {1, 7, 8, 16, 40, 33000};
    uint8_t *rows = xmalloc(MOST);

    for (unsigned bits = 0; bits <= 8; bits += 4) {
        uint32_t random = 1;
        for (size_t i = 0; i < MOST; i++)
            rows[i] = (uint8_t)((random = random * 1664525 + 1013904223) >> 24 >> (8 - bits));
        for (size_t c = 0; c < sizeof columns / sizeof *columns; c++)
            for (size_t n = columns[c]; n <= MOST; n = n * 7 / columns[c] * columns[c])
                assert_rows_come_back(rows, n, columns[c]);
        assert_int_equal(assert_rows_come_back(rows, MOST, 40) > 0, bits == 0);
    }
    free(rows);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_take_no_more_than_by_libdeflate),
        cmocka_unit_test(anything_comes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
