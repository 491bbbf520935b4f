/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One intercepted call: through the core's dispatch, with counters and trace around it.
 */
#include "engine.h"
#include "host.h"
#include "start.h"

/* Before the call, since some do not come back. */
static void
count_call(uint32_t code)
{
	if (code < HOST_STATS_ROWS)
		__atomic_fetch_add(&host_run.stats->call[code].calls, 1, __ATOMIC_RELAXED);
	else
		__atomic_fetch_add(&host_run.stats->beyond, 1, __ATOMIC_RELAXED);
}

static void
count_error(uint32_t code)
{
	if (code < HOST_STATS_ROWS)
		__atomic_fetch_add(&host_run.stats->call[code].errors, 1, __ATOMIC_RELAXED);
}

/* The core's dispatch in its two halves, with the trace between them. */
static int
traced(struct host_td *ht)
{
	struct thread *td = &ht->td;
	int error;

	td->td_errno = 0;
	if ((error = sv_dispatch_fetch(td)) == 0) {
		host_trace_enter(ht);
		error = td->td_sa.callp != NULL ? td->td_sa.callp->sy_call(td, td->td_sa.args)
		                                : sv_nosys(td, td->td_sa.args);
	}
	sv_dispatch_return(td, error);
	host_trace_leave(ht, error);
	return (error);
}

void
host_dispatch(struct host_td *ht)
{
	struct thread *td = &ht->td;
	uint32_t code = (uint32_t)ht->frame.tf_rax;
	int error;

	if (host_run.engine->hit != NULL)
		host_run.engine->hit(ht, (uint64_t)ht->frame.tf_rip);
	if (host_run.stats != NULL)
		count_call(code);
	ht->tmp_used = 0;
	error = host_run.tracefd >= 0 ? traced(ht) : sv_dispatch(td);
	if (host_run.stats != NULL && error > 0)
		count_error(code);
}
