/* hash_table.h - items found again by the hash of their key: open addressing with linear probing (Knuth, TAOCP 3, 6.4, algorithm L).
 * Ownership: the items are the owner's and stay where they are. The places are in the arena when the table has one, else they are
 *            freed by hash_table_free(). {0} and {.arena = a} are empty tables.
 * Errors:    none. It doubles before it is half full, so a look-up takes a few steps unless hashes collide (hash.h). */
#ifndef BASE_HASH_TABLE_H
#define BASE_HASH_TABLE_H

#include <stddef.h>
#include <stdint.h>

struct hash_table {
    struct hash_table_place {
        void *item; /* NULL: free */
        uint32_t hash;
    } *at;
    size_t n, size; /* size: a power of two, or 0 */
    struct arena *arena;
};

/* Doubles of a key are not looked for: ask with hash_table_next() first. */
void hash_table_add(struct hash_table *t, uint32_t hash, void *item);
/* The next item with this hash, from *i on (start with the hash itself); NULL: there is none any more. */
void *hash_table_next(const struct hash_table *t, uint32_t hash, size_t *i);
/* Every item once, in an order that tells nothing: start with *i 0; NULL at the end. */
void *hash_table_each(const struct hash_table *t, size_t *i);
/* Keeps the places for what comes. */
void hash_table_clear(struct hash_table *t);
void hash_table_free(struct hash_table *t);

#endif
