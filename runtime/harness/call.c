/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * System calls of the host on behalf of the guest, and access to the guest's memory.
 */
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define HOST_MAXERRNO 4095

/* ---- Calls ---- */

static void
note(struct thread *td, long nr, long a0, long a1, long a2, long a3, long a4, long a5, long r)
{
	const long call[7] = {nr, a0, a1, a2, a3, a4, a5};

	if (host_config.trace == HOST_TRACE_BOTH)
		host_trace_host_call(host_td(td), call, r);
}

int
host_error(long r)
{
	if (r >= 0 || r < -HOST_MAXERRNO)
		return (0);
	return (sv_errno_in(&linux_vector, (int)-r));
}

int
host_call6(struct thread *td, long nr, long a0, long a1, long a2, long a3, long a4, long a5)
{
	long r = host_syscall6(nr, a0, a1, a2, a3, a4, a5);
	int error = host_error(r);

	note(td, nr, a0, a1, a2, a3, a4, a5, r);
	if (error == 0)
		td->td_retval[0] = r;
	return (error);
}

int
host_call_intr_to6(
    struct thread *td, long *result, long nr, long a0, long a1, long a2, long a3, long a4, long a5)
{
	struct host_td *ht = host_td(td);
	const long call[7] = {nr, a0, a1, a2, a3, a4, a5};
	uint64_t mask;
	long r;
	int error;

	if (host_signal_pending(ht))
		return (ERESTART); /* one that an earlier window of this dispatch let in */
	mask = host_mask_in(ht->mask);
	r = host_window(&mask, &ht->blocked, call);
	note(td, nr, a0, a1, a2, a3, a4, a5, r);
	if (r == HOST_RESTARTED)
		return (ERESTART);
	if ((error = host_error(r)) == 0)
		*result = r;
	return (error);
}

int
host_call_intr6(struct thread *td, long nr, long a0, long a1, long a2, long a3, long a4, long a5)
{
	long r;
	int error = host_call_intr_to6(td, &r, nr, a0, a1, a2, a3, a4, a5);

	if (error == 0)
		td->td_retval[0] = r;
	return (error);
}

/*
 * The host's own call takes the temporary mask, since it must be in force exactly while the call
 * sleeps: no window is needed.  A signal that ends the sleep waits in td; its frame brings back the
 * old mask.
 */
int
host_call_intr_mask6(struct thread *td, const sigset_t *mask, long nr, long a0, long a1, long a2,
    long a3, long a4, long a5)
{
	struct host_td *ht = host_td(td);
	struct {
		uint64_t *set;
		size_t size;
	} sized;
	uint64_t temporary, host;
	long r;

	if (mask == NULL)
		return (host_call_intr6(td, nr, a0, a1, a2, a3, a4, a5));
	temporary = host_sigset_out_all(mask) & ~HOST_UNBLOCKABLE;
	if ((ht->held & ~temporary) != 0) {
		ht->frame_mask = ht->mask;
		ht->have_frame_mask = true;
		ht->mask = temporary;
		return (EINTR);
	}
	host = host_mask_in(temporary);
	switch (nr) {
	case LINUX_SYS_rt_sigsuspend:
		a0 = (long)&host;
		a1 = sizeof(host);
		break;
	case LINUX_SYS_ppoll:
		a3 = (long)&host;
		a4 = sizeof(host);
		break;
	case LINUX_SYS_epoll_pwait:
	case LINUX_SYS_epoll_pwait2:
		a4 = (long)&host;
		a5 = sizeof(host);
		break;
	case LINUX_SYS_pselect6:
	case LINUX_SYS_io_pgetevents:
		sized.set = &host;
		sized.size = sizeof(host);
		a5 = (long)&sized;
		break;
	default:
		return (EINVAL);
	}
	r = host_syscall6(nr, a0, a1, a2, a3, a4, a5);
	note(td, nr, a0, a1, a2, a3, a4, a5, r);
	if (r == -LINUX_EINTR && ht->npending != 0) {
		ht->frame_mask = ht->mask;
		ht->have_frame_mask = true;
		ht->mask = temporary;
	}
	if (r >= 0)
		td->td_retval[0] = r;
	return (host_error(r));
}

/* ---- Signal sets ---- */

uint64_t
host_sigset_out_all(const sigset_t *native)
{
	l_sigset_t set;

	linux_sigset_out(native, &set);
	return (set);
}

uint64_t
host_sigset_out(const sigset_t *native)
{
	return (host_sigset_out_all(native) & ~HOST_SIGBIT(LINUX_SIGSYS));
}

void
host_sigset_in(uint64_t host, sigset_t *native)
{
	l_sigset_t set = host;

	linux_sigset_in(&set, native);
}

/* ---- Guest memory ---- */

/*
 * A copy's fault is SIGSEGV or SIGBUS.  A guest that blocks these has them blocked here too, so
 * that ones that are sent stay pending in the kernel, and they are unblocked just for the copy.
 */
static struct host_td *
guard_open(void)
{
	static const uint64_t open = HOST_BLOCK_ALL;
	struct host_td *ht = host_self();

	if ((ht->blocked & HOST_SYNC_SIGNALS) == 0)
		return (NULL);
	(void)host_syscall(LINUX_SYS_rt_sigprocmask, LINUX_SIG_SETMASK, &open, 0, sizeof(open));
	return (ht);
}

static void
guard_close(struct host_td *ht)
{
	if (ht == NULL)
		return;
	(void)host_syscall(
	    LINUX_SYS_rt_sigprocmask, LINUX_SIG_SETMASK, &ht->blocked, 0, sizeof(ht->blocked));
	host_signal_give_back_blocked(ht);
}

int
copyin(const void *uaddr, void *kaddr, size_t len)
{
	struct host_td *ht;
	int error;

	if (host_range_is_ours((uintptr_t)uaddr, len))
		return (EFAULT);
	ht = guard_open();
	error = host_guarded_copy(kaddr, uaddr, len);
	guard_close(ht);
	return (error == 0 ? 0 : EFAULT);
}

int
copyout(const void *kaddr, void *uaddr, size_t len)
{
	struct host_td *ht;
	int error;

	if (host_range_is_ours((uintptr_t)uaddr, len))
		return (EFAULT);
	ht = guard_open();
	error = host_guarded_copy(uaddr, kaddr, len);
	guard_close(ht);
	return (error == 0 ? 0 : EFAULT);
}

int
copyinstr(const void *uaddr, void *kaddr, size_t len, size_t *lencopied)
{
	struct host_td *ht;
	size_t n;
	int error;

	if (host_range_is_ours((uintptr_t)uaddr, 1))
		return (EFAULT);
	ht = guard_open();
	error = host_guarded_strcpy(kaddr, uaddr, len, &n);
	guard_close(ht);
	switch (error) {
	case 0:
		if (lencopied != NULL)
			*lencopied = n;
		return (0);
	case 1:
		return (ENAMETOOLONG);
	default:
		return (EFAULT);
	}
}

/* ---- This process ---- */

int
host_pid(struct thread *td)
{
	return (td->td_proc->p_pid);
}

int
host_tid(struct thread *td)
{
	return (td->td_tid);
}
