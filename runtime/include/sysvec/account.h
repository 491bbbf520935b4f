/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What went wrong and was not an error of the program: calls without a handler, errnos without a
 * row. The host owns the memory (zeroed; shared between threads, also between processes if it
 * likes) and adds up, prints or drops it.  Counting is atomic and never blocks.
 */
#ifndef SYSVEC_ACCOUNT_H
#define SYSVEC_ACCOUNT_H

#include "sysvec/port.h"

struct sv_account {
	uint32_t *calls; /* hits by foreign number, `ncalls` of them; NULL with ncalls 0 */
	uint32_t ncalls;
	uint32_t beyond;        /* hits of numbers >= ncalls */
	uint32_t beyond_last;   /* the latest such number */
	uint32_t errno_unknown; /* native errnos that had no row */
	uint32_t errno_last;    /* the latest such number */
	uint32_t dropped;       /* reports withheld for lack of budget */

	uint32_t budget; /* reports a second, all numbers together; 0: no reports */
	uint64_t window; /* internal: second << 32 | reports in it */
};

/* Count a call without a handler; returns its hits so far, this one included. */
uint32_t sv_account_call(struct sv_account *acc, uint32_t code);

/* Count a native errno without a row; returns the hits of all of them. */
uint32_t sv_account_errno(struct sv_account *acc, int number);

/* Is the 1st, 10th, 100th ... hit: the ones worth a report. */
bool sv_account_due(uint32_t hits);

/*
 * Take one report from the budget of the second that now_ns (a monotonic clock) lies in.  False,
 * and counted in `dropped`, when it is used up.
 */
bool sv_account_spend(struct sv_account *acc, uint64_t now_ns);

#endif /* SYSVEC_ACCOUNT_H */
