/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals: actions, masks, sending, and what frames are built from.
 */
#include "kld.h"

#include <security/audit/audit.h>

int
native_sigaction(
    struct thread *td, int sig, const struct sv_sigaction *act, struct sv_sigaction *old)
{
	struct proc *p = td->td_proc;
	struct sigaction sa, osa;
	struct kld_action *kept;
	int error;

	if (!_SIG_VALID(sig))
		return (EINVAL);
	memset(&osa, 0, sizeof(osa));
	if (act != NULL) {
		memset(&sa, 0, sizeof(sa));
		sa.sa_handler = (__sighandler_t *)act->handler;
		sa.sa_flags = (int)act->flags;
		sa.sa_mask = act->mask;
	}
	if ((error = kern_sigaction(td, sig, act != NULL ? &sa : NULL, &osa, 0)) != 0)
		return (error);
	PROC_LOCK(p);
	kept = &kld_proc(p)->actions[sig];
	if (old != NULL) {
		old->handler = (uintptr_t)osa.sa_handler;
		old->flags = (uint32_t)osa.sa_flags;
		old->mask = osa.sa_mask;
		old->foreign_flags = kept->foreign_flags;
		old->restorer = kept->restorer;
	}
	if (act != NULL) {
		kept->foreign_flags = act->foreign_flags;
		kept->restorer = act->restorer;
	}
	PROC_UNLOCK(p);
	return (0);
}

int
native_sigprocmask(struct thread *td, int how, const sigset_t *set, sigset_t *old)
{
	sigset_t copy;

	if (set != NULL)
		copy = *set;
	return (kern_sigprocmask(td, how, set != NULL ? &copy : NULL, old, 0));
}

int
native_sigpending(struct thread *td, sigset_t *set)
{
	struct proc *p = td->td_proc;

	PROC_LOCK(p);
	*set = p->p_sigqueue.sq_signals;
	SIGSETOR(*set, td->td_sigqueue.sq_signals);
	SIGSETAND(*set, td->td_sigmask);
	PROC_UNLOCK(p);
	return (0);
}

int
native_sigsuspend(struct thread *td, const sigset_t *mask)
{
	return (kern_sigsuspend(td, *mask));
}

int
native_pause(struct thread *td)
{
	sigset_t mask;

	PROC_LOCK(td->td_proc);
	mask = td->td_sigmask;
	PROC_UNLOCK(td->td_proc);
	return (kern_sigsuspend(td, mask));
}

int
native_sigtimedwait(
    struct thread *td, const sigset_t *set, siginfo_t *si, const struct timespec *timeout)
{
	struct timespec ts;
	ksiginfo_t ksi;
	int error;

	ksiginfo_init(&ksi);
	if (timeout != NULL)
		ts = *timeout;
	if ((error = kern_sigtimedwait(td, *set, &ksi, timeout != NULL ? &ts : NULL)) != 0)
		return (error == ERESTART ? EINTR : error);
	*si = ksi.ksi_info;
	td->td_retval[0] = ksi.ksi_signo;
	return (0);
}

int
native_sigaltstack(struct thread *td, const stack_t *ss, stack_t *old, size_t minimum __unused)
{
	stack_t copy;

	/* sv_minsigstksz is the minimum. */
	if (ss != NULL)
		copy = *ss;
	return (kern_sigaltstack(td, ss != NULL ? &copy : NULL, old));
}

/* ---- Sending ---- */

int
native_kill(struct thread *td, int pid, int sig)
{
	struct kill_args args = {.pid = pid, .signum = sig};

	return (sys_kill(td, &args));
}

/* p is locked; left unlocked. */
static int
send_locked(struct thread *td, struct proc *p, struct thread *to, int sig, ksiginfo_t *ksi)
{
	int error;

	AUDIT_ARG_PROCESS(p);
	error = p_cansignal(td, p, sig);
	if (error == 0 && sig != 0)
		error = tdsendsignal(p, to, sig, ksi);
	PROC_UNLOCK(p);
	return (error);
}

int
native_thr_kill(struct thread *td, int tgid, int tid, int sig)
{
	struct thread *to;
	ksiginfo_t ksi;

	if (sig != 0 && !_SIG_VALID(sig))
		return (EINVAL);
	if ((to = kld_tdfind(tid, tgid)) == NULL)
		return (ESRCH);
	ksiginfo_init(&ksi);
	ksi.ksi_signo = sig;
	ksi.ksi_code = SI_LWP;
	ksi.ksi_pid = td->td_proc->p_pid;
	ksi.ksi_uid = td->td_ucred->cr_ruid;
	return (send_locked(td, to->td_proc, to, sig, &ksi));
}

/* Nobody may claim that the kernel, kill or tkill sent a signal, but to himself. */
static bool
honest(struct thread *td, const struct proc *p, const siginfo_t *si)
{
	return (p == td->td_proc ||
	        (si->si_code != SI_USER && si->si_code != SI_LWP && si->si_code != SI_KERNEL &&
	            (si->si_code == SI_QUEUE || si->si_code == SI_TIMER ||
	                si->si_code == SI_ASYNCIO || si->si_code == SI_MESGQ)));
}

static void
queued(ksiginfo_t *ksi, int sig, const siginfo_t *si)
{
	ksiginfo_init(ksi);
	ksi->ksi_info = *si;
	ksi->ksi_signo = sig;
	ksi->ksi_flags = KSI_SIGQ;
}

int
native_sigqueueinfo(struct thread *td, int pid, int tid, int sig, const siginfo_t *si)
{
	struct thread *to = NULL;
	struct proc *p;
	ksiginfo_t ksi;

	if (sig != 0 && !_SIG_VALID(sig))
		return (EINVAL);
	if (tid != -1) {
		if ((to = kld_tdfind(tid, pid)) == NULL)
			return (ESRCH);
		p = to->td_proc;
	} else if ((p = pfind_any(pid)) == NULL) {
		return (ESRCH);
	}
	if (!honest(td, p, si)) {
		PROC_UNLOCK(p);
		return (EPERM);
	}
	queued(&ksi, sig, si);
	return (send_locked(td, p, to, sig, &ksi));
}

int
native_pidfd_send_signal(struct thread *td, int pidfd, int sig, const siginfo_t *si, unsigned flags)
{
	cap_rights_t rights;
	struct proc *p;
	ksiginfo_t ksi;
	int error;

	if (flags != 0 || (sig != 0 && !_SIG_VALID(sig)))
		return (EINVAL);
	if ((error = procdesc_find(td, pidfd, cap_rights_init(&rights, CAP_PDKILL), &p)) != 0)
		return (error == EINVAL ? EBADF : error);
	if (si != NULL) {
		if (!honest(td, p, si)) {
			PROC_UNLOCK(p);
			return (EPERM);
		}
		queued(&ksi, sig, si);
	} else {
		ksiginfo_init(&ksi);
		ksi.ksi_signo = sig;
		ksi.ksi_code = SI_USER;
		ksi.ksi_pid = td->td_proc->p_pid;
		ksi.ksi_uid = td->td_ucred->cr_ruid;
	}
	return (send_locked(td, p, NULL, sig, &ksi));
}

/* ---- Frames ---- */

const stack_t *
native_sig_altstack(struct thread *td)
{
	stack_t *ss = &kld_thread(td)->altstack;

	*ss = td->td_sigstk;
	if ((td->td_pflags & TDP_ALTSTACK) == 0)
		ss->ss_flags = SS_DISABLE;
	else
		ss->ss_flags =
		    native_sig_onstack(td, (uintptr_t)td->td_frame->tf_rsp) ? SS_ONSTACK : 0;
	return (ss);
}

bool
native_sig_onstack(struct thread *td, uintptr_t sp)
{
	return ((td->td_pflags & TDP_ALTSTACK) != 0 &&
	        sp - (uintptr_t)td->td_sigstk.ss_sp < td->td_sigstk.ss_size);
}

void
native_fpu(struct thread *td, struct sv_fpu *fpu)
{
	(void)fpugetregs(td);
	fpu->area = get_pcb_user_save_td(td);
	if (use_xsave) {
		fpu->size = (uint32_t)cpu_max_ext_state_size;
		fpu->features = xsave_mask;
	} else {
		fpu->size = sizeof(struct savefpu);
		fpu->features = XFEATURE_ENABLED_X87 | XFEATURE_ENABLED_SSE;
	}
}

void
native_fpu_reset(struct thread *td)
{
	fpstate_drop(td);
}

int
native_fpu_set(struct thread *td, uintptr_t uarea, uint32_t size, uint64_t features)
{
	struct savefpu *area;
	struct xstate_hdr *hdr;
	size_t rest;
	int error;

	if (size < sizeof(*area) || size > MAX(cpu_max_ext_state_size, sizeof(*area)))
		return (EINVAL);
	rest = size - sizeof(*area);
	if (rest != 0 && rest < sizeof(*hdr))
		return (EINVAL);
	area = malloc(size, M_SYSVEC, M_WAITOK);
	if ((error = copyin((const void *)uarea, area, size)) == 0) {
		if (rest != 0) {
			/* What the frame does not speak of starts afresh. */
			hdr = (struct xstate_hdr *)(area + 1);
			hdr->xstate_bv &= features & xsave_mask;
		}
		error = fpusetregs(td, area, rest != 0 ? (char *)(area + 1) : NULL, rest);
	}
	free(area, M_SYSVEC);
	return (error);
}

void
native_sigreturn_mask(struct thread *td, const sigset_t *mask)
{
	sigset_t copy = *mask;

	(void)kern_sigprocmask(td, SIG_SETMASK, &copy, NULL, 0);
}

void
native_sigreturn_altstack(struct thread *td, const stack_t *ss)
{
	PROC_LOCK(td->td_proc);
	if ((ss->ss_flags & SS_DISABLE) != 0) {
		td->td_pflags &= ~TDP_ALTSTACK;
	} else if (ss->ss_size >= (size_t)kld_sysvec.sv_minsigstksz) {
		td->td_sigstk = *ss;
		td->td_sigstk.ss_flags = 0;
		td->td_pflags |= TDP_ALTSTACK;
	}
	PROC_UNLOCK(td->td_proc);
}

void
native_sig_badframe(struct thread *td, int sig)
{
	ksiginfo_t ksi;

	ksiginfo_init_trap(&ksi);
	ksi.ksi_signo = sig;
	ksi.ksi_code = SI_KERNEL;
	trapsignal(td, &ksi);
}
