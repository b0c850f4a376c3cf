/* run.h - runs programs for tests, reads files, compares texts.
 * Ownership: run_free() releases a result; strings from read_text() and friends are malloced.
 * Errors:    what a test can't go on without (fork, a scratch folder) fails the test at once. */
#ifndef TESTS_RUN_H
#define TESTS_RUN_H

#include <stdbool.h>
#include <stddef.h>

struct run {
    int status;     /* exit status; 128 + n when a signal ended it; -1 when it ran out of time */
    char *out, *err; /* NUL-terminated */
    size_t out_size;
    double seconds;
    long max_rss;   /* [KiB] */
};

struct run_options {
    const char *folder;     /* where it runs; NULL: here */
    const char *input;      /* file for standard input; NULL: empty */
    const char *output;     /* file for standard output, opened for writing; NULL: caught in out */
    const char *const *env; /* NAME=VALUE to set, NULL-terminated; NULL: none */
    unsigned limit;         /* seconds; 0: 60, with sanitizers 300 */
};

/* argv[0] "shenbao" is the program under test (the environment's SHENBAO). */
struct run run_argv(const char *const *argv, const struct run_options *o);
/* A shell command, in which shenbao is on the PATH. */
struct run run_shell(const char *command, const struct run_options *o);
void run_free(struct run *r);
#define RUN(o, ...) run_argv((const char *const[]){__VA_ARGS__, NULL}, (o))

/* A fresh folder below build/, removed with everything in it by scratch_free(). */
char *scratch_new(void);
/* The same with the project's samples/ linked into it. */
char *scratch_with_samples(void);
void scratch_free(char *folder);
char *path_join(const char *folder, const char *name);
char *read_text(const char *path, size_t *size); /* NULL when there is none; size may be NULL */
void write_text(const char *path, const char *text, size_t size);
/* How many entries a folder has. */
size_t count_files(const char *folder);
/* Was the program built with sanitizers? They map terabytes, so limits of address space are none for it. */
bool run_sanitized(void);
/* The project's folder (the environment's SOURCE). */
const char *source_folder(void);
/* Shows how two texts differ (diff -u) on standard output. */
void show_difference(const char *want, const char *got, const char *name);
/* Is got what the file holds, whose path goes from the project's folder? Differences are shown; with GOLDEN_UPDATE set in the
 * environment got then takes its place, and all is well. got NULL: there should be no such file. */
bool is_expected(const char *path, const char *got);
void assert_expected(const char *path, const char *got);

#endif
