/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Thread pointers, registrations, barriers.  Futexes are in native_futex.c.
 */
#include "kld.h"

#include <sys/smp.h>

/*
 * Linux's commands; the ones that concern a single processor or core serialisation are not served.
 */
enum {
	BARRIER_QUERY = 0,
	BARRIER_GLOBAL = 1,
	BARRIER_GLOBAL_EXPEDITED = 2,
	BARRIER_REGISTER_GLOBAL_EXPEDITED = 4,
	BARRIER_PRIVATE_EXPEDITED = 8,
	BARRIER_REGISTER_PRIVATE_EXPEDITED = 16,
};

int
native_set_clear_tid(struct thread *td, uintptr_t uaddr)
{
	kld_thread(td)->clear_tid = uaddr;
	td->td_retval[0] = kld_thread(td)->tid;
	return (0);
}

int
native_set_segbase(struct thread *td, enum sv_segbase seg, uint64_t base)
{
	struct pcb *pcb = td->td_pcb;

	if (base >= kld_sysvec.sv_maxuser)
		return (EPERM);
	update_pcb_bases(pcb);
	if (seg == SV_SEG_FS)
		pcb->pcb_fsbase = (register_t)base;
	else
		pcb->pcb_gsbase = (register_t)base;
	set_pcb_flags(pcb, PCB_FULL_IRET);
	return (0);
}

int
native_get_segbase(struct thread *td, enum sv_segbase seg, uint64_t *base)
{
	struct pcb *pcb = td->td_pcb;

	update_pcb_bases(pcb);
	*base = (uint64_t)(seg == SV_SEG_FS ? pcb->pcb_fsbase : pcb->pcb_gsbase);
	return (0);
}

static void
nothing(void *arg __unused)
{
}

/* An interrupt on every processor is a barrier on it, whatever runs there. */
static void
barrier(void)
{
	smp_rendezvous(smp_no_rendezvous_barrier, nothing, smp_no_rendezvous_barrier, NULL);
}

int
native_membarrier(struct thread *td, int cmd, unsigned flags, int cpu __unused)
{
	if (flags != 0)
		return (EINVAL);
	switch (cmd) {
	case BARRIER_QUERY:
		td->td_retval[0] = BARRIER_GLOBAL | BARRIER_GLOBAL_EXPEDITED |
		                   BARRIER_REGISTER_GLOBAL_EXPEDITED | BARRIER_PRIVATE_EXPEDITED |
		                   BARRIER_REGISTER_PRIVATE_EXPEDITED;
		return (0);
	case BARRIER_REGISTER_PRIVATE_EXPEDITED:
		kld_proc(td->td_proc)->membarrier = true;
		return (0);
	case BARRIER_REGISTER_GLOBAL_EXPEDITED:
		return (0);
	case BARRIER_PRIVATE_EXPEDITED:
		if (!kld_proc(td->td_proc)->membarrier)
			return (EPERM);
		barrier();
		return (0);
	case BARRIER_GLOBAL:
	case BARRIER_GLOBAL_EXPEDITED:
		barrier();
		return (0);
	default:
		return (EINVAL);
	}
}
