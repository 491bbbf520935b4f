/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Counting what went wrong, and deciding what is worth a line.
 */
#include "sysvec/account.h"

#define NS_PER_SEC 1000000000u
#define CAS_TRIES  8 /* then another thread took the window: its report is as good as ours */

uint32_t
sv_account_call(struct sv_account *acc, uint32_t code)
{
	if (code < acc->ncalls)
		return (sv_atomic_next_32(&acc->calls[code]));
	acc->beyond_last = code;
	return (sv_atomic_next_32(&acc->beyond));
}

uint32_t
sv_account_errno(struct sv_account *acc, int number)
{
	acc->errno_last = (uint32_t)number;
	return (sv_atomic_next_32(&acc->errno_unknown));
}

bool
sv_account_due(uint32_t hits)
{
	while (hits >= 10 && hits % 10 == 0)
		hits /= 10;
	return (hits == 1);
}

bool
sv_account_spend(struct sv_account *acc, uint64_t now_ns)
{
	uint64_t second = (now_ns / NS_PER_SEC) & UINT32_MAX, old, used;
	int tries;

	for (tries = 0; tries < CAS_TRIES; tries++) {
		old = sv_atomic_load_64(&acc->window);
		used = old >> 32 == second ? old & UINT32_MAX : 0;
		if (used >= acc->budget)
			break;
		if (sv_atomic_cas_64(&acc->window, old, second << 32 | (used + 1)))
			return (true);
	}
	sv_atomic_add_32(&acc->dropped, 1U);
	return (false);
}
