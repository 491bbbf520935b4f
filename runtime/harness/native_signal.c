/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native signal services of the harness.
 */
#include "host.h"
#include "thread.h"

#include "linux_const.h"
#include "linux_signal.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* SIGCONT and SIGCHLD have defaults of their own, but only a caught signal needs us: the kernel
 * does the rest. */
int
native_sigaction(
    struct thread *td, int sig, const struct sv_sigaction *act, struct sv_sigaction *old)
{
	struct host_td *ht = host_td(td);
	struct host_sigacts *acts = ht->actions;
	struct host_lock *lock = (struct host_lock *)&acts->lock;
	int lsig;

	if (linux_signal_out(sig, &lsig) != 0 || lsig <= 0 || lsig > HOST_NSIG)
		return (EINVAL);
	if (act != NULL && (sig == SIGKILL || sig == SIGSTOP))
		return (EINVAL);
	host_lock(td, lock);
	host_signal_learn(ht, lsig);
	if (old != NULL)
		*old = acts->action[lsig];
	if (act != NULL) {
		/* A handler in the table before the kernel calls ours; gone from it only after the
		 * kernel stopped doing so. */
		if (act->handler > SIG_IGN) {
			acts->action[lsig] = *act;
			host_signal_install(lsig, act);
		} else {
			host_signal_install(lsig, act);
			acts->action[lsig] = *act;
		}
	}
	host_unlock(td, lock);
	return (0);
}

int
native_sigprocmask(struct thread *td, int how, const sigset_t *set, sigset_t *old)
{
	struct host_td *ht = host_td(td);
	uint64_t bits;

	if (old != NULL)
		host_sigset_in(ht->mask, old);
	if (set == NULL)
		return (0);
	bits = host_sigset_out_all(set) & ~HOST_UNBLOCKABLE;
	switch (how) {
	case SIG_BLOCK:
		ht->mask |= bits;
		return (0);
	case SIG_UNBLOCK:
		ht->mask &= ~bits;
		return (0);
	case SIG_SETMASK:
		ht->mask = bits;
		return (0);
	default:
		return (EINVAL);
	}
}

int
native_sigpending(struct thread *td, sigset_t *set)
{
	struct host_td *ht = host_td(td);
	uint64_t bits = 0;
	int error;

	error = host_error(host_syscall(LINUX_SYS_rt_sigpending, &bits, sizeof(bits)));
	if (error != 0)
		return (error);
	/* The kernel counts what is blocked now, which is everything. */
	bits = (bits & ht->mask) | (ht->held & ht->mask);
	host_sigset_in(bits, set);
	return (0);
}

int
native_sigsuspend(struct thread *td, const sigset_t *mask)
{
	return (host_call_intr_mask(td, mask, LINUX_SYS_rt_sigsuspend, 0));
}

int
native_sigtimedwait(
    struct thread *td, const sigset_t *set, siginfo_t *si, const struct timespec *timeout)
{
	struct host_td *ht = host_td(td);
	struct linux_timespec lts;
	struct linux_siginfo lsi;
	uint64_t all = host_sigset_out_all(set), host = host_mask_in(all);
	long lsig;
	int error, sig;

	if ((ht->held & all) != 0) {
		ht->held = 0;
		lsi = ht->held_sigsys;
		lsig = LINUX_SIGSYS;
	} else {
		if (timeout != NULL && (error = linux_timespec_out(timeout, &lts)) != 0)
			return (error);
		error = host_call_intr_to(td, &lsig, LINUX_SYS_rt_sigtimedwait, &host, &lsi,
		    timeout != NULL ? &lts : NULL, sizeof(host));
		if (error != 0)
			return (error);
	}
	if ((error = linux_signal_in((int32_t)lsig, &sig)) != 0)
		return (error);
	td->td_retval[0] = sig;
	return (si != NULL ? linux_siginfo_in(&lsi, si) : 0);
}

/* ---- The alternate stack, which only we and the persona's frames know ---- */

const stack_t *
native_sig_altstack(struct thread *td)
{
	return (&host_td(td)->altstack);
}

bool
native_sig_onstack(struct thread *td, uintptr_t sp)
{
	const stack_t *ss = &host_td(td)->altstack;
	uintptr_t base = (uintptr_t)ss->ss_sp;

	return ((ss->ss_flags & (SS_DISABLE | SV_SS_AUTODISARM)) == 0 && sp > base &&
	        sp - base <= ss->ss_size);
}

int
native_sigaltstack(struct thread *td, const stack_t *ss, stack_t *old, size_t minimum)
{
	struct host_td *ht = host_td(td);
	bool on = native_sig_onstack(td, (uintptr_t)td->td_frame->tf_rsp);

	if (old != NULL) {
		memset(old, 0, sizeof(*old));
		old->ss_sp = ht->altstack.ss_sp;
		old->ss_size = ht->altstack.ss_size;
		old->ss_flags = (ht->altstack.ss_flags & SS_DISABLE) != 0 ? SS_DISABLE
		                : on                                      ? SS_ONSTACK
		                                                          : 0;
		old->ss_flags |= ht->altstack.ss_flags & SV_SS_AUTODISARM;
	}
	if (ss == NULL)
		return (0);
	if (on)
		return (EPERM);
	if ((ss->ss_flags & ~(SS_DISABLE | SS_ONSTACK | SV_SS_AUTODISARM)) != 0)
		return (EINVAL);
	if ((ss->ss_flags & SS_DISABLE) == 0 && ss->ss_size < minimum)
		return (ENOMEM);
	native_sigreturn_altstack(td, ss);
	return (0);
}

void
native_sigreturn_altstack(struct thread *td, const stack_t *ss)
{
	stack_t *mine = &host_td(td)->altstack;

	memset(mine, 0, sizeof(*mine));
	mine->ss_flags = ss->ss_flags & (SS_DISABLE | SV_SS_AUTODISARM);
	if ((ss->ss_flags & SS_DISABLE) != 0)
		return;
	mine->ss_sp = ss->ss_sp;
	mine->ss_size = ss->ss_size;
}

void
native_sigreturn_mask(struct thread *td, const sigset_t *mask)
{
	host_td(td)->mask = host_sigset_out_all(mask) & ~HOST_UNBLOCKABLE;
}

void
native_sig_badframe(struct thread *td, int sig)
{
	struct host_td *ht = host_td(td);
	struct linux_siginfo si;

	(void)sig;
	memset(&si, 0, sizeof(si));
	si.lsi_signo = LINUX_SIGSEGV;
	si.lsi_code = LINUX_SI_KERNEL;
	if ((ht->mask & HOST_SIGBIT(LINUX_SIGSEGV)) != 0)
		host_die(LINUX_SIGSEGV, &si);
	host_signal_queue(ht, LINUX_SIGSEGV, &si);
}

/* ---- Sending ---- */

/* kill, tgkill and the like to ourselves stay pending until the dispatch ends: then they are
 * delivered as after a system call. */
static int
signal_number(int sig, int *lsig)
{
	return (linux_signal_out(sig, lsig) != 0 ? EINVAL : 0);
}

int
native_kill(struct thread *td, int pid, int sig)
{
	int error, lsig;

	if ((error = signal_number(sig, &lsig)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_kill, pid, lsig));
}

int
native_thr_kill(struct thread *td, int tgid, int tid, int sig)
{
	int error, lsig;

	if ((error = signal_number(sig, &lsig)) != 0)
		return (error);
	if (tgid == -1)
		return (host_call(td, LINUX_SYS_tkill, tid, lsig));
	return (host_call(td, LINUX_SYS_tgkill, tgid, tid, lsig));
}

static int
info_out(int sig, const siginfo_t *si, int *lsig, struct linux_siginfo *lsi)
{
	int error;

	if ((error = signal_number(sig, lsig)) != 0)
		return (error);
	if (*lsig != 0)
		return (linux_siginfo_out(si, lsi));
	memset(lsi, 0, sizeof(*lsi));
	lsi->lsi_code = linux_siginfo_code_out(0, si->si_code);
	return (0);
}

int
native_sigqueueinfo(struct thread *td, int pid, int tid, int sig, const siginfo_t *si)
{
	struct linux_siginfo lsi;
	int error, lsig;

	if ((error = info_out(sig, si, &lsig, &lsi)) != 0)
		return (error);
	if (tid == -1)
		return (host_call(td, LINUX_SYS_rt_sigqueueinfo, pid, lsig, &lsi));
	return (host_call(td, LINUX_SYS_rt_tgsigqueueinfo, pid, tid, lsig, &lsi));
}

int
native_pidfd_send_signal(struct thread *td, int pidfd, int sig, const siginfo_t *si, unsigned flags)
{
	struct linux_siginfo lsi;
	int error, lsig;

	if ((error = signal_number(sig, &lsig)) != 0)
		return (error);
	if (si != NULL && (error = info_out(sig, si, &lsig, &lsi)) != 0)
		return (error);
	return (host_call(
	    td, LINUX_SYS_pidfd_send_signal, pidfd, lsig, si != NULL ? &lsi : NULL, flags));
}
