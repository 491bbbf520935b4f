/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services below futexes and thread pointers, in the harness: Linux's own futexes.
 */
#include "host.h"
#include "thread.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

static long
operation(long cmd, unsigned flags)
{
	if ((flags & SV_FUTEX_PRIVATE) != 0)
		cmd |= LINUX_FUTEX_PRIVATE_FLAG;
	return (cmd);
}

/* A timeout and the clock it is of. */
static int
timed(const struct timespec *timeout, struct linux_timespec *lts, const void **p)
{
	*p = NULL;
	if (timeout == NULL)
		return (0);
	*p = lts;
	return (linux_timespec_out(timeout, lts));
}

int
native_futex_wait(struct thread *td, uintptr_t uaddr, uint32_t val, uint32_t bitset,
    const struct timespec *timeout, unsigned flags)
{
	struct linux_timespec lts;
	const void *p;
	long op;
	int error;

	if ((error = timed(timeout, &lts, &p)) != 0)
		return (error);
	/* Only FUTEX_WAIT knows relative timeouts, and goes on with the rest of one after a stop.
	 */
	op = operation(
	    (flags & SV_FUTEX_ABSOLUTE) != 0 ? LINUX_FUTEX_WAIT_BITSET : LINUX_FUTEX_WAIT, flags);
	if ((flags & SV_FUTEX_REALTIME) != 0)
		op |= LINUX_FUTEX_CLOCK_REALTIME;
	return (host_call_intr(td, LINUX_SYS_futex, uaddr, op, val, p, 0, bitset));
}

int
native_futex_wake(struct thread *td, uintptr_t uaddr, int count, uint32_t bitset, unsigned flags)
{
	return (host_call(td, LINUX_SYS_futex, uaddr, operation(LINUX_FUTEX_WAKE_BITSET, flags),
	    count, 0, 0, bitset));
}

int
native_futex_requeue(struct thread *td, uintptr_t uaddr, int count, int limit, uintptr_t uaddr2,
    bool cmp, uint32_t val, unsigned flags)
{
	return (host_call(td, LINUX_SYS_futex, uaddr,
	    operation(cmp ? LINUX_FUTEX_CMP_REQUEUE : LINUX_FUTEX_REQUEUE, flags), count, limit,
	    uaddr2, val));
}

int
native_futex_wake_op(struct thread *td, uintptr_t uaddr, int count, int count2, uintptr_t uaddr2,
    uint32_t op, unsigned flags)
{
	return (host_call(td, LINUX_SYS_futex, uaddr, operation(LINUX_FUTEX_WAKE_OP, flags), count,
	    count2, uaddr2, op));
}

int
native_futex_pi(struct thread *td, enum sv_futex_pi what, uintptr_t uaddr,
    const struct timespec *timeout, unsigned flags)
{
	struct linux_timespec lts;
	const void *p;
	int error;

	if ((error = timed(timeout, &lts, &p)) != 0)
		return (error);
	switch (what) {
	case SV_FUTEX_PI_TRYLOCK:
		return (host_call(td, LINUX_SYS_futex, uaddr,
		    operation(LINUX_FUTEX_TRYLOCK_PI, flags), 0, 0, 0, 0));
	case SV_FUTEX_PI_UNLOCK:
		return (host_call(td, LINUX_SYS_futex, uaddr,
		    operation(LINUX_FUTEX_UNLOCK_PI, flags), 0, 0, 0, 0));
	default:
		return (host_call_intr(td, LINUX_SYS_futex, uaddr,
		    operation((flags & SV_FUTEX_REALTIME) != 0 ? LINUX_FUTEX_LOCK_PI
		                                               : LINUX_FUTEX_LOCK_PI2,
		        flags),
		    0, p, 0, 0));
	}
}

int
native_futex_wait_requeue_pi(struct thread *td, uintptr_t uaddr, uint32_t val, uintptr_t uaddr2,
    const struct timespec *timeout, unsigned flags)
{
	struct linux_timespec lts;
	const void *p;
	long op = operation(LINUX_FUTEX_WAIT_REQUEUE_PI, flags);
	int error;

	if ((error = timed(timeout, &lts, &p)) != 0)
		return (error);
	if ((flags & SV_FUTEX_REALTIME) != 0)
		op |= LINUX_FUTEX_CLOCK_REALTIME;
	return (host_call_intr(td, LINUX_SYS_futex, uaddr, op, val, p, uaddr2, 0));
}

int
native_futex_cmp_requeue_pi(
    struct thread *td, uintptr_t uaddr, int limit, uintptr_t uaddr2, uint32_t val, unsigned flags)
{
	return (host_call(td, LINUX_SYS_futex, uaddr, operation(LINUX_FUTEX_CMP_REQUEUE_PI, flags),
	    1, limit, uaddr2, val));
}

int
native_futex_waitv(struct thread *td, const struct sv_futex_waiter *waiters, unsigned count,
    const struct timespec *timeout, unsigned flags)
{
	struct linux_futex_waitv l[SV_FUTEX_WAITV_MAX];
	struct linux_timespec lts;
	const void *p;
	int error;

	if (count > SV_FUTEX_WAITV_MAX)
		return (EINVAL);
	if ((error = timed(timeout, &lts, &p)) != 0)
		return (error);
	memset(l, 0, count * sizeof(l[0]));
	for (unsigned i = 0; i < count; i++) {
		l[i].val = waiters[i].val;
		l[i].uaddr = waiters[i].uaddr;
		l[i].flags = LINUX_FUTEX2_SIZE_U32;
		if ((waiters[i].flags & SV_FUTEX_PRIVATE) != 0)
			l[i].flags |= LINUX_FUTEX2_PRIVATE;
	}
	return (host_call_intr(td, LINUX_SYS_futex_waitv, l, count, 0, p,
	    (flags & SV_FUTEX_REALTIME) != 0 ? LINUX_CLOCK_REALTIME : LINUX_CLOCK_MONOTONIC));
}

/* ---- Registrations: the host's kernel walks and clears ---- */

int
native_set_robust_list(struct thread *td, uintptr_t uhead, size_t size)
{
	return (host_call(td, LINUX_SYS_set_robust_list, uhead, size));
}

int
native_get_robust_list(struct thread *td, int tid, uintptr_t *uhead, size_t *size)
{
	(void)td;
	return (host_error(host_syscall(LINUX_SYS_get_robust_list, tid, uhead, size)));
}

int
native_set_clear_tid(struct thread *td, uintptr_t uaddr)
{
	return (host_call(td, LINUX_SYS_set_tid_address, uaddr));
}

int
native_set_segbase(struct thread *td, enum sv_segbase seg, uint64_t base)
{
	return (host_call(td, LINUX_SYS_arch_prctl,
	    seg == SV_SEG_FS ? LINUX_ARCH_SET_FS : LINUX_ARCH_SET_GS, base));
}

int
native_get_segbase(struct thread *td, enum sv_segbase seg, uint64_t *base)
{
	(void)td;
	return (host_error(host_syscall(
	    LINUX_SYS_arch_prctl, seg == SV_SEG_FS ? LINUX_ARCH_GET_FS : LINUX_ARCH_GET_GS, base)));
}

int
native_membarrier(struct thread *td, int cmd, unsigned flags, int cpu)
{
	return (host_call(td, LINUX_SYS_membarrier, cmd, flags, cpu));
}
