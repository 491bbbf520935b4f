/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How calls of the guest are intercepted.  An engine brings control to host_dispatch() with the
 * guest's registers in an ucontext and nothing else; what a call then does is not its business.
 *
 * `sud` (Syscall User Dispatch: the kernel sends SIGSYS for every system call outside our text) is
 * the complete net and the only engine so far.  One that also patches call sites adds itself here:
 * `arm` does what sud does, `hit` sees every call that came the slow way and may rewrite its site.
 */
#ifndef SYSVEC_HARNESS_ENGINE_H
#define SYSVEC_HARNESS_ENGINE_H

#include <sysvec/port.h>

struct host_td;
struct linux_ucontext;

struct sv_engine {
	const char *name;
	/* This thread is about to run guest code; the kernel forgets it in every child.  0 or
	 * -errno of Linux. */
	long (*arm)(struct host_td *ht);
	/* A call came by SIGSYS from the instruction before `pc`; NULL: nothing to do. */
	void (*hit)(struct host_td *ht, uint64_t pc);
};

extern const struct sv_engine *const host_engines[]; /* NULL at its end; the first is the default */

#endif
