/* arena.h - memory that is freed all at once.
 * Purpose:   one arena a document (and one a chunk of pages, see layout/ctx.h) holds its nodes, properties and areas.
 * Ownership: what arena_*() returns belongs to the arena and is never freed singly.
 * Units:     sizes in bytes; every block is zeroed and aligned to max_align_t.
 * Errors:    none to check. Out of memory ends the process through base_die_oom(): temporary files are removed by
 *            base/file.c's exit handler, status 2. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *a); /* NULL is allowed */
void arena_reset(struct arena *a); /* frees the content, keeps one block */
void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size); /* dies when count * size overflows */
void *arena_dup(struct arena *a, const void *p, size_t size);
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t n);
char *arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
size_t arena_used(const struct arena *a);

/* malloc and friends for what outlives a document; they never return NULL. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *p, size_t size);
/* An array of *n elements of that size, of which there is number `at` afterwards; new ones are zero. */
void *xgrow(void *p, size_t *n, size_t at, size_t size);
char *xstrdup(const char *s);
#define BASE_OOM_STATUS 2 /* the exit status then */
_Noreturn void base_die_oom(void);
/* AddressSanitizer is to see each block by itself, and all of them given back. */
#if defined(__SANITIZE_ADDRESS__)
#define BASE_WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define BASE_WATCHED 1
#endif
#endif
#ifndef BASE_WATCHED
#define BASE_WATCHED 0
#endif
/* Called once, early: what one document gave back stays with the process for the next one. */
void base_keep_memory(void);
/* Has the system zero memory that the heap will take, for a thread beside who sets a document: a tenth of its time otherwise. */
void base_heap_ahead(void);

/* A growing array inside an arena: VEC(struct foo) v = {0}; *VEC_PUSH(a, &v) = (struct foo){...};
 * The old block stays in the arena when it grows (at most twice the memory), unless it is the arena's last piece. */
#define VEC(T) struct { T *v; size_t n, cap; }
#define VEC_PUSH(a, vec) \
    ((vec)->n < (vec)->cap ? (void)0 \
        : (void)((vec)->v = vec_grow((a), (vec)->v, (vec)->n, &(vec)->cap, sizeof *(vec)->v)), \
     &(vec)->v[(vec)->n++])
void *vec_grow(struct arena *a, void *old, size_t n, size_t *cap, size_t size);
/* Room for `more` further elements at once: no old blocks stay behind. */
#define VEC_RESERVE(a, vec, more) \
    ((vec)->cap - (vec)->n >= (more) ? (void)0 \
        : (void)((vec)->v = vec_reserve((a), (vec)->v, (vec)->n, (more), &(vec)->cap, sizeof *(vec)->v)))
void *vec_reserve(struct arena *a, void *old, size_t n, size_t more, size_t *cap, size_t size);

#endif
