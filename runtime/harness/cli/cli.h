/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The command's front end: an ordinary program with a C library.  It parses options, finds the program, and hands over to
 * the harness, which has neither.
 */
#ifndef SYSVEC_HARNESS_CLI_H
#define SYSVEC_HARNESS_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CLI_OK = 0,
	CLI_USAGE = 2,
	CLI_INPUT = 3,
	CLI_BUG = 4,
	CLI_CANNOT_RUN = 126,
	CLI_NOT_FOUND = 127,
};

/* `sysvec run ARGS`: argv[0] is "run".  Returns an exit status, or does not return. */
int cli_run(int argc, char **argv);

/*
 * Counters shared with every process of a run: a file, mapped shared.  NULL with errno when there is no place for it.
 * cli_stats_run runs `path` with argv in a child, waits, removes the file, prints the tables to standard error, and leaves as
 * the child left: the same status, or death by the same signal.
 */
struct cli_stats;
struct cli_stats *cli_stats_new(void);
const char *cli_stats_path(const struct cli_stats *stats);
int cli_stats_run(struct cli_stats *stats, const char *path, const char **argv);

/* The word of the NULL-terminated list nearest to `word`, or NULL when none is near enough to suggest. */
const char *cli_suggest(const char *word, const char *const *list);

/* The first of the NULL-terminated candidates that exists, taken from this command's own folder, into buf; false if none does. */
bool cli_find(const char *const *candidates, char *buf, size_t size);

#endif
