/* shell.h - tests that run shenbao in a scratch folder of their own and look at what it says.
 * Purpose:   shell_set_up (or shell_set_up_samples) and shell_tear_down go into a CMUnitTest; commands in between run in
 *            shell_folder, where shenbao is on the PATH.
 * Ownership: texts are malloced, the caller's. Errors fail the test. */
#ifndef TESTS_SHELL_H
#define TESTS_SHELL_H

#include "run.h"

extern char *shell_folder;

int shell_set_up(void **state);
int shell_set_up_samples(void **state); /* with the project's samples/ in the folder */
int shell_tear_down(void **state);

/* Files in the folder. */
void shell_put(const char *name, const char *text);
void shell_put_bytes(const char *name, const void *bytes, size_t n);

struct run shell_run(const char *command);
/* Standard output of a command that must end with the status. */
char *shell_output(const char *command, int status);
void shell_succeeds(const char *command);
void shell_assert_output(const char *command, int status, const char *want);
void shell_assert_output_has(const char *command, int status, const char *part);
/* Each wanted text stands in what the command writes, on either stream; one that begins with ! does not. */
void shell_expect(const char *command, int status, const char *const *wanted);
#define SHELL_EXPECT(command, status, ...) shell_expect(command, status, (const char *const[]){__VA_ARGS__, NULL})

/* Before a command: it has one of the processors alone. */
#define ALONE "taskset -c $(taskset -pc $$ | sed 's/.*: //; s/[-,].*//') "

#endif
