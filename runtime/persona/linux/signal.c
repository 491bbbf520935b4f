/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signal calls of Linux.  Frames are in sendsig.c.
 */
#include "linux_signal.h"

#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define SIGSET_BYTES sizeof(l_sigset_t)

/* Where programs bring no restorer, handlers return into the vDSO. */
#ifdef LINUX_SA_RESTORER
#define KEPT_RESTORER LINUX_SA_RESTORER
#else
#define KEPT_RESTORER 0
#endif

/* What Linux keeps of sa_flags; the rest reads back as zero, which is how programs probe for
 * support. */
#define KEPT_FLAGS                                                                              \
	(LINUX_SA_NOCLDSTOP | LINUX_SA_NOCLDWAIT | LINUX_SA_SIGINFO | LINUX_SA_EXPOSE_TAGBITS | \
	    KEPT_RESTORER | LINUX_SA_ONSTACK | LINUX_SA_RESTART | LINUX_SA_NODEFER |            \
	    LINUX_SA_RESETHAND)

int
linux_copyin_sigset(uintptr_t uset, size_t size, sigset_t *set)
{
	l_sigset_t lset;
	int error;

	if (size != SIGSET_BYTES)
		return (EINVAL);
	if ((error = copyin((const void *)uset, &lset, sizeof(lset))) != 0)
		return (error);
	linux_sigset_in(&lset, set);
	return (0);
}

int
linux_copyout_sigset(const sigset_t *set, uintptr_t uset)
{
	l_sigset_t lset;

	linux_sigset_out(set, &lset);
	return (copyout(&lset, (void *)uset, sizeof(lset)));
}

/* ---- Actions and masks ---- */

static int
action_in(const struct linux_sigaction *l, struct sv_sigaction *n)
{
	l_sigset_t mask = l->lsa_mask;
	uint32_t flags = (uint32_t)l->lsa_flags & KEPT_FLAGS;
	int32_t native;
	int error;

	if ((error = linux_sa_flags_in(flags, &native)) != 0)
		return (error);
	n->flags = (uint32_t)native;
	mask &= ~((1ul << (LINUX_SIGKILL - 1)) | (1ul << (LINUX_SIGSTOP - 1)));
	linux_sigset_in(&mask, &n->mask);
	n->handler = l->lsa_handler;
#ifdef LINUX_SA_RESTORER
	n->restorer = l->lsa_restorer;
#else
	n->restorer = 0;
#endif
	n->foreign_flags = flags;
	return (0);
}

static void
action_out(const struct sv_sigaction *n, struct linux_sigaction *l)
{
	l_sigset_t mask;

	memset(l, 0, sizeof(*l));
	linux_sigset_out(&n->mask, &mask);
	l->lsa_handler = (l_uintptr_t)n->handler;
	l->lsa_flags = n->foreign_flags;
#ifdef LINUX_SA_RESTORER
	l->lsa_restorer = (l_uintptr_t)n->restorer;
#endif
	l->lsa_mask = mask;
}

int
linux_rt_sigaction(struct thread *td, struct linux_rt_sigaction_args *uap)
{
	struct linux_sigaction l;
	struct sv_sigaction act, old;
	int error, sig;

	if (uap->sigsetsize != SIGSET_BYTES)
		return (EINVAL);
	if (uap->act != NULL) {
		if ((error = copyin(uap->act, &l, sizeof(l))) != 0)
			return (error);
		if ((error = action_in(&l, &act)) != 0)
			return (error);
	}
	if (uap->sig <= 0 || linux_signal_in(uap->sig, &sig) != 0)
		return (EINVAL);
	error = native_sigaction(
	    td, sig, uap->act != NULL ? &act : NULL, uap->oact != NULL ? &old : NULL);
	if (error != 0 || uap->oact == NULL)
		return (error);
	action_out(&old, &l);
	return (copyout(&l, uap->oact, sizeof(l)));
}

int
linux_rt_sigprocmask(struct thread *td, struct linux_rt_sigprocmask_args *uap)
{
	sigset_t set, old;
	int error, how = SIG_BLOCK;

	if (uap->sigsetsize != SIGSET_BYTES)
		return (EINVAL);
	if (uap->nset != NULL) {
		if ((error = linux_copyin_sigset((uintptr_t)uap->nset, uap->sigsetsize, &set)) != 0)
			return (error);
		if ((error = linux_sig_how_in(uap->how, &how)) != 0)
			return (error);
	}
	if ((error = native_sigprocmask(td, how, uap->nset != NULL ? &set : NULL, &old)) != 0)
		return (error);
	return (uap->oset != NULL ? linux_copyout_sigset(&old, (uintptr_t)uap->oset) : 0);
}

int
linux_rt_sigpending(struct thread *td, struct linux_rt_sigpending_args *uap)
{
	l_sigset_t lset;
	sigset_t set;
	int error;

	if (uap->sigsetsize > SIGSET_BYTES)
		return (EINVAL);
	if ((error = native_sigpending(td, &set)) != 0)
		return (error);
	linux_sigset_out(&set, &lset);
	return (copyout(&lset, uap->uset, uap->sigsetsize));
}

int
linux_rt_sigsuspend(struct thread *td, struct linux_rt_sigsuspend_args *uap)
{
	sigset_t mask;
	int error;

	if ((error = linux_copyin_sigset((uintptr_t)uap->unewset, uap->sigsetsize, &mask)) != 0)
		return (error);
	return (native_sigsuspend(td, &mask));
}

int
linux_rt_sigtimedwait(struct thread *td, struct linux_rt_sigtimedwait_args *uap)
{
	struct linux_timespec lts;
	struct linux_siginfo linfo;
	struct timespec ts;
	siginfo_t info;
	sigset_t set;
	int error, sig;

	if ((error = linux_copyin_sigset((uintptr_t)uap->uthese, uap->sigsetsize, &set)) != 0)
		return (error);
	if (uap->uts != NULL) {
		if ((error = copyin(uap->uts, &lts, sizeof(lts))) != 0)
			return (error);
		if ((error = linux_timespec_in(&lts, &ts)) != 0)
			return (error);
	}
	if ((error = native_sigtimedwait(td, &set, &info, uap->uts != NULL ? &ts : NULL)) != 0)
		return (error);
	if ((error = linux_signal_out((int32_t)td->td_retval[0], &sig)) != 0)
		return (error);
	td->td_retval[0] = sig;
	if (uap->uinfo == NULL)
		return (0);
	if ((error = linux_siginfo_out(&info, &linfo)) != 0)
		return (error);
	return (copyout(&linfo, uap->uinfo, sizeof(linfo)));
}

int
linux_stack_in(const struct linux_sigaltstack *from, stack_t *to)
{
	struct linux_sigaltstack l = *from;
	int error;

	l.ss_flags = (int32_t)((uint32_t)l.ss_flags & ~(uint32_t)LINUX_SS_AUTODISARM);
	if (l.ss_flags == (LINUX_SS_ONSTACK | LINUX_SS_DISABLE))
		return (EINVAL);
	if ((error = linux_sigaltstack_in(&l, to)) != 0)
		return (error);
	if (l.ss_flags != from->ss_flags)
		to->ss_flags |= SV_SS_AUTODISARM;
	return (0);
}

int
linux_stack_out(const stack_t *from, struct linux_sigaltstack *to)
{
	stack_t n = *from;
	int error;

	n.ss_flags &= ~SV_SS_AUTODISARM;
	if ((error = linux_sigaltstack_out(&n, to)) != 0)
		return (error);
	if (n.ss_flags != from->ss_flags)
		to->ss_flags = (int32_t)((uint32_t)to->ss_flags | (uint32_t)LINUX_SS_AUTODISARM);
	return (0);
}

int
linux_sigaltstack(struct thread *td, struct linux_sigaltstack_args *uap)
{
	struct linux_sigaltstack l;
	stack_t ss, old;
	int error;

	if (uap->uss != NULL) {
		if ((error = copyin(uap->uss, &l, sizeof(l))) != 0)
			return (error);
		if ((error = linux_stack_in(&l, &ss)) != 0)
			return (error);
	}
	error = native_sigaltstack(
	    td, uap->uss != NULL ? &ss : NULL, uap->uoss != NULL ? &old : NULL, LINUX_MINSIGSTKSZ);
	if (error != 0 || uap->uoss == NULL)
		return (error);
	if ((error = linux_stack_out(&old, &l)) != 0)
		return (error);
	return (copyout(&l, uap->uoss, sizeof(l)));
}

/* ---- Sending ---- */

int
linux_tkill(struct thread *td, struct linux_tkill_args *uap)
{
	int error, sig;

	if (uap->pid <= 0)
		return (EINVAL);
	if ((error = linux_signal_in(uap->sig, &sig)) != 0)
		return (error);
	return (native_thr_kill(td, -1, uap->pid, sig));
}

int
linux_tgkill(struct thread *td, struct linux_tgkill_args *uap)
{
	int error, sig;

	if (uap->tgid <= 0 || uap->pid <= 0)
		return (EINVAL);
	if ((error = linux_signal_in(uap->sig, &sig)) != 0)
		return (error);
	return (native_thr_kill(td, uap->tgid, uap->pid, sig));
}

/* The siginfo of a sender; its signal is the argument, whatever the structure says. */
static int
sender_info(const void *uinfo, int lsig, int *sig, siginfo_t *info)
{
	struct linux_siginfo l;
	int error;

	if ((error = copyin(uinfo, &l, sizeof(l))) != 0)
		return (error);
	if ((error = linux_signal_in(lsig, sig)) != 0)
		return (error);
	l.lsi_signo = lsig;
	if (lsig == 0) {
		memset(info, 0, sizeof(*info));
		info->si_code = linux_siginfo_code_in(lsig, l.lsi_code);
		return (0);
	}
	return (linux_siginfo_in(&l, info));
}

int
linux_rt_sigqueueinfo(struct thread *td, struct linux_rt_sigqueueinfo_args *uap)
{
	siginfo_t info;
	int error, sig;

	if ((error = sender_info(uap->uinfo, uap->sig, &sig, &info)) != 0)
		return (error);
	return (native_sigqueueinfo(td, uap->pid, -1, sig, &info));
}

int
linux_rt_tgsigqueueinfo(struct thread *td, struct linux_rt_tgsigqueueinfo_args *uap)
{
	siginfo_t info;
	int error, sig;

	if ((error = sender_info(uap->uinfo, uap->sig, &sig, &info)) != 0)
		return (error);
	if (uap->tgid <= 0 || uap->pid <= 0)
		return (EINVAL);
	return (native_sigqueueinfo(td, uap->tgid, uap->pid, sig, &info));
}

int
linux_pidfd_send_signal(struct thread *td, struct linux_pidfd_send_signal_args *uap)
{
	siginfo_t info;
	int error, sig;

	if (uap->info != NULL) {
		if ((error = sender_info(uap->info, uap->sig, &sig, &info)) != 0)
			return (error);
	} else if ((error = linux_signal_in(uap->sig, &sig)) != 0)
		return (error);
	return (native_pidfd_send_signal(
	    td, uap->pidfd, sig, uap->info != NULL ? &info : NULL, uap->flags));
}
