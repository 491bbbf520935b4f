/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * futex and its younger relatives.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define MATCH_ANY LINUX_FUTEX_BITSET_MATCH_ANY

static int
copyin_timeout(const void *uts, struct timespec *ts)
{
	struct linux_timespec lts;
	int error;

	if ((error = copyin(uts, &lts, sizeof(lts))) != 0)
		return (error);
	if ((error = linux_timespec_in(&lts, ts)) != 0)
		return (error);
	if (ts->tv_sec < 0 || ts->tv_nsec < 0 || ts->tv_nsec >= 1000000000)
		return (EINVAL);
	return (0);
}

static bool
takes_timeout(uint32_t cmd)
{
	return (cmd == LINUX_FUTEX_WAIT || cmd == LINUX_FUTEX_LOCK_PI ||
	        cmd == LINUX_FUTEX_WAIT_BITSET || cmd == LINUX_FUTEX_WAIT_REQUEUE_PI ||
	        cmd == LINUX_FUTEX_LOCK_PI2);
}

static bool
takes_realtime(uint32_t cmd)
{
	return (cmd == LINUX_FUTEX_WAIT || cmd == LINUX_FUTEX_WAIT_BITSET ||
	        cmd == LINUX_FUTEX_WAIT_REQUEUE_PI || cmd == LINUX_FUTEX_LOCK_PI2);
}

int
linux_futex(struct thread *td, struct linux_futex_args *uap)
{
	uint32_t cmd =
	    (uint32_t)uap->op & ~(uint32_t)(LINUX_FUTEX_PRIVATE_FLAG | LINUX_FUTEX_CLOCK_REALTIME);
	uintptr_t uaddr = (uintptr_t)uap->uaddr, uaddr2 = (uintptr_t)uap->uaddr2;
	/* Where there is no timeout, its register holds a second count. */
	int val = (int)uap->val, val2 = (int)(intptr_t)uap->utime;
	struct timespec ts, *timeout = NULL;
	unsigned flags = 0;
	int error;

	if ((uap->op & LINUX_FUTEX_PRIVATE_FLAG) != 0)
		flags |= SV_FUTEX_PRIVATE;
	if ((uap->op & LINUX_FUTEX_CLOCK_REALTIME) != 0) {
		flags |= SV_FUTEX_REALTIME;
		if (!takes_realtime(cmd))
			return (ENOSYS);
	}
	if (takes_timeout(cmd) && uap->utime != NULL) {
		if ((error = copyin_timeout(uap->utime, &ts)) != 0)
			return (error);
		timeout = &ts;
	}
	switch (cmd) {
	case LINUX_FUTEX_WAIT:
		return (native_futex_wait(td, uaddr, uap->val, MATCH_ANY, timeout, flags));
	case LINUX_FUTEX_WAIT_BITSET:
		return (native_futex_wait(
		    td, uaddr, uap->val, uap->val3, timeout, flags | SV_FUTEX_ABSOLUTE));
	case LINUX_FUTEX_WAKE:
		return (native_futex_wake(td, uaddr, val, MATCH_ANY, flags));
	case LINUX_FUTEX_WAKE_BITSET:
		return (native_futex_wake(td, uaddr, val, uap->val3, flags));
	case LINUX_FUTEX_REQUEUE:
		return (native_futex_requeue(td, uaddr, val, val2, uaddr2, false, 0, flags));
	case LINUX_FUTEX_CMP_REQUEUE:
		return (native_futex_requeue(td, uaddr, val, val2, uaddr2, true, uap->val3, flags));
	case LINUX_FUTEX_WAKE_OP:
		return (native_futex_wake_op(td, uaddr, val, val2, uaddr2, uap->val3, flags));
	case LINUX_FUTEX_LOCK_PI:
		/* Always against the real-time clock. */
		return (native_futex_pi(td, SV_FUTEX_PI_LOCK, uaddr, timeout,
		    flags | SV_FUTEX_REALTIME | SV_FUTEX_ABSOLUTE));
	case LINUX_FUTEX_LOCK_PI2:
		return (native_futex_pi(
		    td, SV_FUTEX_PI_LOCK, uaddr, timeout, flags | SV_FUTEX_ABSOLUTE));
	case LINUX_FUTEX_TRYLOCK_PI:
		return (native_futex_pi(td, SV_FUTEX_PI_TRYLOCK, uaddr, NULL, flags));
	case LINUX_FUTEX_UNLOCK_PI:
		return (native_futex_pi(td, SV_FUTEX_PI_UNLOCK, uaddr, NULL, flags));
	case LINUX_FUTEX_WAIT_REQUEUE_PI:
		return (native_futex_wait_requeue_pi(
		    td, uaddr, uap->val, uaddr2, timeout, flags | SV_FUTEX_ABSOLUTE));
	case LINUX_FUTEX_CMP_REQUEUE_PI:
		if (val != 1)
			return (EINVAL); /* one is woken, always */
		return (native_futex_cmp_requeue_pi(td, uaddr, val2, uaddr2, uap->val3, flags));
	default:
		return (ENOSYS); /* FUTEX_FD has gone, later ones are not known */
	}
}

/* ---- The calls of Linux 5.16 and 6.7 ---- */

/* Only 32-bit words: that is all any kernel implements.  EINVAL otherwise. */
static int
futex2_flags(uint32_t foreign, unsigned *flags)
{
	if ((foreign & ~(uint32_t)(LINUX_FUTEX2_SIZE_MASK | LINUX_FUTEX2_PRIVATE)) != 0 ||
	    (foreign & LINUX_FUTEX2_SIZE_MASK) != LINUX_FUTEX2_SIZE_U32)
		return (EINVAL);
	*flags = (foreign & LINUX_FUTEX2_PRIVATE) != 0 ? SV_FUTEX_PRIVATE : 0;
	return (0);
}

static int
futex2_timeout(const void *uts, int32_t clock, struct timespec *ts, unsigned *flags)
{
	*flags |= SV_FUTEX_ABSOLUTE;
	if (clock == LINUX_CLOCK_REALTIME)
		*flags |= SV_FUTEX_REALTIME;
	else if (clock != LINUX_CLOCK_MONOTONIC)
		return (EINVAL);
	return (copyin_timeout(uts, ts));
}

int
linux_futex_wait(struct thread *td, struct linux_futex_wait_args *uap)
{
	struct timespec ts;
	unsigned flags;
	int error;

	if ((error = futex2_flags(uap->flags, &flags)) != 0)
		return (error);
	if (uap->val > UINT32_MAX || uap->mask > UINT32_MAX || uap->mask == 0)
		return (EINVAL);
	if (uap->timeout != NULL &&
	    (error = futex2_timeout(uap->timeout, uap->clockid, &ts, &flags)) != 0)
		return (error);
	return (native_futex_wait(td, (uintptr_t)uap->uaddr, (uint32_t)uap->val,
	    (uint32_t)uap->mask, uap->timeout != NULL ? &ts : NULL, flags | SV_FUTEX_ABSOLUTE));
}

int
linux_futex_wake(struct thread *td, struct linux_futex_wake_args *uap)
{
	unsigned flags;
	int error;

	if ((error = futex2_flags(uap->flags, &flags)) != 0)
		return (error);
	if (uap->mask > UINT32_MAX || uap->mask == 0)
		return (EINVAL);
	return (native_futex_wake(td, (uintptr_t)uap->uaddr, uap->nr, (uint32_t)uap->mask, flags));
}

static int
waiter_in(uintptr_t uwaiter, struct sv_futex_waiter *waiter)
{
	struct linux_futex_waitv l;
	int error;

	if ((error = copyin((const void *)uwaiter, &l, sizeof(l))) != 0)
		return (error);
	if (l.__reserved != 0 || l.val > UINT32_MAX)
		return (EINVAL);
	waiter->val = l.val;
	waiter->uaddr = l.uaddr;
	return (futex2_flags(l.flags, &waiter->flags));
}

int
linux_futex_requeue(struct thread *td, struct linux_futex_requeue_args *uap)
{
	struct sv_futex_waiter from, to;
	int error;

	if (uap->flags != 0)
		return (EINVAL);
	if ((error = waiter_in((uintptr_t)uap->waiters, &from)) != 0 ||
	    (error = waiter_in((uintptr_t)uap->waiters + sizeof(struct linux_futex_waitv), &to)) !=
	        0)
		return (error);
	if (from.flags != to.flags)
		return (EINVAL); /* Linux takes this mixture; no native service has it */
	return (native_futex_requeue(td, from.uaddr, uap->nr_wake, uap->nr_requeue, to.uaddr, true,
	    (uint32_t)from.val, from.flags));
}

int
linux_futex_waitv(struct thread *td, struct linux_futex_waitv_args *uap)
{
	struct sv_futex_waiter *waiters;
	struct timespec ts;
	unsigned flags = 0;
	size_t size;
	int error = 0;

	if (uap->flags != 0 || uap->nr_futexes == 0 || uap->nr_futexes > LINUX_FUTEX_WAITV_MAX ||
	    uap->waiters == NULL)
		return (EINVAL);
	if (uap->timeout != NULL &&
	    (error = futex2_timeout(uap->timeout, uap->clockid, &ts, &flags)) != 0)
		return (error);
	size = uap->nr_futexes * sizeof(*waiters);
	if ((waiters = sv_tmp_alloc(td, size)) == NULL)
		return (ENOMEM);
	for (uint32_t i = 0; i < uap->nr_futexes && error == 0; i++)
		error = waiter_in(
		    (uintptr_t)uap->waiters + i * sizeof(struct linux_futex_waitv), &waiters[i]);
	if (error == 0)
		error = native_futex_waitv(
		    td, waiters, uap->nr_futexes, uap->timeout != NULL ? &ts : NULL, flags);
	sv_tmp_free(td, waiters, size);
	return (error);
}
