/* Sketches and near-duplicates: what is said of two texts is true of their characters, and what should be found is found. */
#include "test.h"

#include <math.h>
#include <string.h>

#include "batch/shingle.h"
#include "batch/similar.h"
#include "texts.h"

static struct buf sketch_of(const char *text)
{
    struct shingles all = {0};
    struct buf out = {0};
    shingle_add(&all, text);
    shingle_end(&all, &out);
    return out;
}

static double index_of(const char *a, const char *b)
{
    struct buf x = sketch_of(a), y = sketch_of(b);
    uint32_t words[2][SHINGLE_BANDS + SHINGLE_KEPT];
    struct sketch s, t;
    assert_true(shingle_sketch_read(x.data, x.n, words[0], &s));
    assert_true(shingle_sketch_read(y.data, y.n, words[1], &t));
    buf_free(&x);
    buf_free(&y);
    double index = shingle_jaccard(&s, &t, 0);
    assert_true(fabs(index - shingle_jaccard(&t, &s, 0)) < 1e-12);
    return index;
}

static const struct {
    const char *a, *b;
    double index;
} pairs[] = {
    {"一二三四五六七", "一二三四五六七", 1},
    {"一二三四五六七", "一二三四五六八", 3.0 / 5},
    {"一二三四", "五六七八", 0},
    {"一二三四五", "二三四五一", 1.0 / 3},
    {"一二三四一二三四", "一二三四一二三四一二三四", 1}, /* a set counts nothing twice */
    /* neither width, spaces, case nor punctuation counts */
    {"ＰＥＭ电解水，制氢", "pem 电解水制氢。", 1},
    /* shorter than a shingle */
    {"氢能", "氢能", 1},
    {"氢能", "风能", 0},
};

static void indices_are_those_of_the_characters(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (fabs(index_of(pairs[i].a, pairs[i].b) - pairs[i].index) > 1e-9)
            fail_msg("%s and %s: %f", pairs[i].a, pairs[i].b, index_of(pairs[i].a, pairs[i].b));
}

/* Beyond SHINGLE_KEPT an index is an estimate. */
static void long_texts_are_estimated_well(void **state)
{
    (void)state;
    struct texts t = {4000};
    for (size_t i = 0; i < 400; i++) {
        char *a = texts_text(&t, i), *b = texts_text(&t, i + 1);
        double error = fabs(index_of(a, b) - texts_jaccard(a, b));
        if (error > 0.1)
            fail_msg("texts %zu and %zu: wrong by %f", i, i + 1, error);
        free(a);
        free(b);
    }
}

static void what_is_no_sketch_is_refused(void **state)
{
    (void)state;
    struct buf good = sketch_of("一二三四五六七");
    struct similar *s = similar_new(0.6);
    for (size_t n = 1; n < good.n; n++) /* cut anywhere */
        assert_false(similar_add(s, good.data, n));
    assert_true(similar_add(s, good.data, good.n));
    good.data[4] = (char)(good.data[4] + 1); /* more kept than there are */
    assert_false(similar_add(s, good.data, good.n));
    good.data[4] = (char)(good.data[4] - 1);
    memset(good.data + good.n - 8, 0xFF, 8); /* not rising */
    assert_false(similar_add(s, good.data, good.n));
    similar_find(s);
    similar_free(s);
    buf_free(&good);
}

static void nothing_is_like_nothing(void **state)
{
    (void)state;
    struct similar *s = similar_new(0.6);
    const struct similar_partner *p;
    similar_find(s);
    similar_free(s);
    s = similar_new(0.6);
    struct buf empty = sketch_of(" ，。");
    assert_int_equal(empty.n, 0);
    for (int i = 0; i < 3; i++)
        assert_true(similar_add(s, empty.data, empty.n));
    similar_find(s);
    assert_int_equal(similar_partners(s, 1, &p), 0);
    assert_int_equal(similar_group(s, 1), 1);
    assert_int_equal(similar_group_size(s, 2), 1);
    similar_free(s);
}

static struct similar *search(const struct texts *t)
{
    struct similar *s = similar_new(0.6);
    for (size_t i = 0; i < t->n; i++) {
        char *text = texts_text(t, i);
        struct buf sketch = sketch_of(text);
        assert_true(similar_add(s, sketch.data, sketch.n));
        buf_free(&sketch);
        free(text);
    }
    similar_find(s);
    return s;
}

/* Among texts that share nothing, families, copies of a template, and texts that share half of one. */
static void near_duplicates_are_found(void **state)
{
    (void)state;
    struct texts t = {5000};
    struct similar *s = search(&t);
    size_t pairs_there = 0, found = 0;
    for (size_t i = 0; i + 1 < t.n; i++) {
        if (texts_family(&t, i) != texts_family(&t, i + 1))
            continue;
        char *a = texts_text(&t, i), *b = texts_text(&t, i + 1);
        if (texts_jaccard(a, b) >= 2.0 / 3) {
            pairs_there++;
            found += similar_group(s, i) == similar_group(s, i + 1);
        }
        free(a);
        free(b);
    }
    assert_true(pairs_there > 500);
    assert_true((double)found >= 0.95 * (double)pairs_there);
    similar_free(s);
}

static void who_is_named_is_alike(void **state)
{
    (void)state;
    struct texts t = {5000};
    struct similar *s = search(&t);
    for (size_t i = 0; i < t.n; i += 7) {
        const struct similar_partner *p;
        for (size_t k = 0, n = similar_partners(s, i, &p); k < n; k++) {
            char *a = texts_text(&t, i), *b = texts_text(&t, p[k].item);
            double index = texts_jaccard(a, b);
            assert_true(index > 0.5);
            assert_true(fabs(index - p[k].index) < 0.1);
            assert_true(k == 0 || p[k - 1].index >= p[k].index);
            assert_int_equal(similar_group(s, i), similar_group(s, p[k].item));
            free(a);
            free(b);
        }
    }
    similar_free(s);
}

/* Every copy of a template is told so, and none is compared with all others. */
static void copies_are_one_group(void **state)
{
    (void)state;
    struct texts t = {2 * (TEXTS_COPIES + TEXTS_TEMPLATE)};
    struct similar *s = search(&t);
    size_t first = t.n - TEXTS_TEMPLATE - TEXTS_COPIES;
    const struct similar_partner *p;
    assert_int_equal(similar_group_size(s, first), TEXTS_COPIES);
    for (size_t i = first; i < first + TEXTS_COPIES; i++) {
        assert_int_equal(similar_group(s, i), first);
        assert_int_equal(similar_partners(s, i, &p), SIMILAR_NAMED);
    }
    for (size_t i = first + TEXTS_COPIES; i < t.n; i++) /* half of a template is an index of a third */
        assert_int_equal(similar_group_size(s, i), 1);
    similar_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(indices_are_those_of_the_characters),
        cmocka_unit_test(long_texts_are_estimated_well),
        cmocka_unit_test(what_is_no_sketch_is_refused),
        cmocka_unit_test(nothing_is_like_nothing),
        cmocka_unit_test(near_duplicates_are_found),
        cmocka_unit_test(who_is_named_is_alike),
        cmocka_unit_test(copies_are_one_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
