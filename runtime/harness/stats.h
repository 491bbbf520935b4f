/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Counters that the harness of every process of a run adds to and the front end prints: a file,
 * mapped shared (config.h, "stats").  Rows are foreign call numbers.
 *
 * Used by both sides; needs only the fixed-width types.
 */
#ifndef SYSVEC_HARNESS_STATS_H
#define SYSVEC_HARNESS_STATS_H

#ifdef SYSVEC_HOSTED
#include <stdint.h>
#else
#include <sysvec/port.h>
#endif

#define HOST_STATS_ROWS 1024

struct host_stats_row {
	uint64_t calls;
	uint64_t errors; /* answered with an error, restarts not counted */
};

struct host_stats {
	uint64_t processes; /* programs started, execve included */
	uint64_t threads;   /* made by clone */
	uint64_t signals;   /* frames built */
	uint64_t beyond;    /* calls with a number outside the table */
	struct host_stats_row call[HOST_STATS_ROWS];
	uint32_t unimplemented[HOST_STATS_ROWS]; /* calls without a handler */
};

#endif
