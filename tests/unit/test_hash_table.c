#include "test.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash_table.h"

enum { ITEMS = 3000, HASHES = 7 };

struct item {
    uint32_t key;
    unsigned seen;
};

/* A tenth of the items share their hashes with others. */
static uint32_t hash_of(uint32_t key)
{
    return key % 10 ? key * 2654435761u : key % HASHES;
}

static struct item *find(const struct hash_table *t, uint32_t key)
{
    size_t i = hash_of(key);
    for (struct item *item; (item = hash_table_next(t, hash_of(key), &i));)
        if (item->key == key)
            return item;
    return NULL;
}

static void fill(struct hash_table *t, struct item *items, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        assert_null(find(t, (uint32_t)i));
        items[i] = (struct item){.key = (uint32_t)i};
        hash_table_add(t, hash_of((uint32_t)i), &items[i]);
    }
}

static void assert_holds(struct hash_table *t, struct item *items, size_t from, size_t to)
{
    size_t at = 0, n = 0;
    for (struct item *item; (item = hash_table_each(t, &at)); n++)
        assert_int_equal(item->seen++, 0);
    assert_int_equal(n, to - from);
    assert_int_equal(t->n, n);
    for (size_t i = 0; i < ITEMS; i++)
        assert_ptr_equal(find(t, (uint32_t)i), i >= from && i < to ? &items[i] : NULL);
}

static void whole_life(struct hash_table *t)
{
    static struct item items[ITEMS];
    assert_holds(t, items, 0, 0);
    fill(t, items, 0, ITEMS);
    assert_holds(t, items, 0, ITEMS);
    hash_table_clear(t);
    fill(t, items, ITEMS / 2, ITEMS);
    assert_holds(t, items, ITEMS / 2, ITEMS);
    hash_table_free(t);
    assert_holds(t, items, 0, 0);
}

static void items_are_found_again(void **state)
{
    (void)state;
    struct hash_table t = {0};
    whole_life(&t);
}

static void places_may_be_in_an_arena(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct hash_table t = {.arena = a};
    whole_life(&t);
    assert_true(arena_used(a) >= 2 * ITEMS * sizeof(struct hash_table_place));
    fill(&t, (struct item[1]){{0}}, 0, 1);
    assert_ptr_equal(t.arena, a);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(items_are_found_again), cmocka_unit_test(places_may_be_in_an_arena)};
    return cmocka_run_group_tests_name("hash_table", tests, NULL, NULL);
}
