/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Robust lists: locks of a thread that others get when it ends.  This file reads the Linux ABI's
 * list itself, since that happens when no handler of the persona runs any more.
 */
#include "kld.h"

#include "linux_const.h"
#include "linux_struct.h"

#define ROBUST_LIMIT 2048 /* entries that are looked at: Linux's own limit */

/* The lock at uaddr dies with td. */
static void
robust_die(struct thread *td, uintptr_t uaddr)
{
	uint32_t old, seen;
	int rv;

	if ((uaddr & (sizeof(uint32_t) - 1)) != 0 ||
	    fueword32((const void *)uaddr, (int32_t *)&old) != 0)
		return;
	for (;;) {
		if ((old & LINUX_FUTEX_TID_MASK) != (uint32_t)kld_thread(td)->tid)
			return;
		rv = casueword32((volatile uint32_t *)uaddr, old, &seen,
		    (old & (uint32_t)LINUX_FUTEX_WAITERS) | (uint32_t)LINUX_FUTEX_OWNER_DIED);
		if (rv == -1)
			return;
		if (rv == 0 && seen == old)
			break;
		old = seen;
		maybe_yield();
	}
	if ((old & (uint32_t)LINUX_FUTEX_WAITERS) != 0)
		(void)kld_futex_wake(td, uaddr, 1);
}

/* The lowest bit of a link tells a priority-inheriting lock, which this host has none of. */
void
kld_robust_exit(struct thread *td, uintptr_t uhead)
{
	struct linux_robust_list_head head;
	uintptr_t at, next, offset, pending;
	int n;

	if (copyin((const void *)uhead, &head, sizeof(head)) != 0)
		return;
	offset = (uintptr_t)head.futex_offset;
	pending = (uintptr_t)head.list_op_pending & ~(uintptr_t)1;
	at = (uintptr_t)head.list & ~(uintptr_t)1;
	for (n = 0; at != uhead && n < ROBUST_LIMIT; n++) {
		/* Read first: what follows may be gone once the lock is let go. */
		if (copyin((const void *)at, &next, sizeof(next)) != 0)
			return;
		if (at != pending)
			robust_die(td, at + offset);
		at = next & ~(uintptr_t)1;
	}
	if (pending != 0)
		robust_die(td, pending + offset);
}

int
native_set_robust_list(struct thread *td, uintptr_t uhead, size_t size)
{
	if (size != sizeof(struct linux_robust_list_head))
		return (EINVAL);
	kld_thread(td)->robust = uhead;
	return (0);
}

int
native_get_robust_list(struct thread *td, int tid, uintptr_t *uhead, size_t *size)
{
	struct thread *other;
	int error = 0;

	*size = sizeof(struct linux_robust_list_head);
	if (tid == 0 || tid == kld_thread(td)->tid) {
		*uhead = kld_thread(td)->robust;
		return (0);
	}
	if ((other = kld_tdfind(tid, -1)) == NULL)
		return (ESRCH);
	if ((error = p_candebug(td, other->td_proc)) == 0) {
		if (other->td_proc->p_sysent != &kld_sysvec || other->td_emuldata == NULL)
			error = ESRCH;
		else
			*uhead = kld_thread(other)->robust;
	}
	PROC_UNLOCK(other->td_proc);
	return (error);
}
