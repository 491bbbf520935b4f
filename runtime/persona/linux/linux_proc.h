/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What this persona keeps per process and per thread (sv_proc_data, sv_td_data): one structure
 * each, so that nobody's bytes overlap.  Zero is the state of a new program.  fork copies it.
 */
#ifndef SYSVEC_LINUX_PROC_H
#define SYSVEC_LINUX_PROC_H

#include <sysvec/port.h>

struct linux_proc {
	uint32_t personality; /* as personality(2) set it; execve keeps it */
	uint8_t thp_disabled;
	uint8_t mdwe;
};

struct linux_thread {
	uint64_t timerslack; /* nanoseconds; 0: the default of 50000 */
};

_Static_assert(sizeof(struct linux_proc) <= SV_PROC_DATA, "fits what hosts provide");
_Static_assert(sizeof(struct linux_thread) <= SV_TD_DATA, "fits what hosts provide");

struct linux_prctl_args;
/* capability.c: the options of prctl that are about capabilities. */
int linux_prctl_capability(struct thread *td, struct linux_prctl_args *uap);

static inline struct linux_proc *
linux_proc(struct thread *td)
{
	return (sv_proc_data(td));
}

static inline struct linux_thread *
linux_thread(struct thread *td)
{
	return (sv_td_data(td));
}

#endif
