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
int	cli_run(int argc, char **argv);

/*
 * Run `path` with argv and the environment in a child that shares the counters `shared` (bytes), wait for it, print the
 * tables to standard error, and leave as the child left: same status, or death by the same signal.
 */
struct cli_stats;
struct cli_stats *cli_stats_new(int *fd);
int	cli_stats_run(struct cli_stats *stats, const char *path, char **argv);

/* The word of the NULL-terminated list nearest to `word`, or NULL when none is near enough to suggest. */
const char *cli_suggest(const char *word, const char *const *list);

/* The folder where `relative` (".../sysvec-harness") lies next to this command, into buf; false if it is nowhere. */
bool	cli_find(const char *const *candidates, char *buf, size_t size);

#endif
