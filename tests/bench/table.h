/* table.h - a table of proposals for the benchmark.
 * Errors: false when the file can't be written. */
#ifndef BENCH_TABLE_H
#define BENCH_TABLE_H

#include <stdbool.h>

/* CSV with the headings of the Shandong suggestions. */
bool table_write(const char *path, int rows);

#endif
