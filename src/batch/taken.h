/* taken.h - the files that were read, whatever they are called.
 * Purpose:   a file may be an operand and lie in the folder that is another operand, or be reached on two ways.
 * Ownership: taken_new() gives, taken_free() takes.
 * Errors:    none; a file that is not there was not read before. */
#ifndef BATCH_TAKEN_H
#define BATCH_TAKEN_H

struct taken;

struct taken *taken_new(void);
void taken_free(struct taken *t); /* NULL is allowed */
/* NULL the first time; then the path that the file was met by, as long as t lives. */
const char *taken_again(struct taken *t, const char *path);

#endif
