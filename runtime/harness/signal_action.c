/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signal actions of the guest: the table, and the kernel's dispositions kept in line with it.
 */
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* What becomes of `sig` by the table; a one-shot action is used up. */
void
host_signal_take(struct host_td *ht, int sig, struct sv_sigaction *act)
{
	struct host_sigacts *acts = ht->actions;
	struct host_lock *lock = (struct host_lock *)&acts->lock;

	host_lock(&ht->td, lock);
	*act = acts->action[sig];
	if (act->handler > SIG_IGN && (act->flags & SA_RESETHAND) != 0) {
		acts->action[sig].handler = SIG_DFL;
		if (sig == LINUX_SIGSEGV || sig == LINUX_SIGBUS || sig == LINUX_SIGSYS)
			host_signal_install(
			    sig, &acts->action[sig]); /* else the kernel has done it */
	}
	host_unlock(&ht->td, lock);
}

/*
 * Bring the kernel's disposition of `sig` in line with the table, whose lock is held.  SIGSEGV,
 * SIGBUS and SIGSYS are always ours.
 */
void
host_signal_install(int sig, const struct sv_sigaction *act)
{
	struct linux_sigaction k = {0};
	bool always = sig == LINUX_SIGSEGV || sig == LINUX_SIGBUS || sig == LINUX_SIGSYS;
	uint32_t flags = 0;

	if ((act->flags & SA_RESTART) != 0)
		flags |= LINUX_SA_RESTART;
	if ((act->flags & SA_NOCLDSTOP) != 0)
		flags |= LINUX_SA_NOCLDSTOP;
	if ((act->flags & SA_NOCLDWAIT) != 0)
		flags |= LINUX_SA_NOCLDWAIT;
	if (act->handler <= SIG_IGN && !always) {
		k.lsa_handler = act->handler;
		k.lsa_flags = flags;
	} else {
		if (sig == LINUX_SIGSYS)
			k.lsa_handler = (uintptr_t)host_on_sigsys;
		else if (HOST_SIGBIT(sig) & HOST_FAULT_SIGNALS)
			k.lsa_handler = (uintptr_t)host_on_fault;
		else
			k.lsa_handler = (uintptr_t)host_on_signal;
		if ((act->flags & SA_RESETHAND) != 0 && !always)
			flags |= LINUX_SA_RESETHAND;
		if (act->handler <= SIG_IGN)
			flags |= LINUX_SA_RESTART;
		k.lsa_flags = flags | LINUX_SA_SIGINFO | LINUX_SA_ONSTACK | LINUX_SA_RESTORER;
		k.lsa_restorer = (uintptr_t)host_restorer;
		k.lsa_mask = HOST_BLOCK_ALL;
	}
	(void)host_syscall(LINUX_SYS_rt_sigaction, sig, &k, 0, sizeof(k.lsa_mask));
}

/* Take what a signal's disposition is now into the table: exec keeps ignored ones. */
void
host_signal_learn(struct host_td *ht, int sig)
{
	struct host_sigacts *acts = ht->actions;
	struct linux_sigaction k = {0};

	if ((acts->known & HOST_SIGBIT(sig)) != 0)
		return;
	if (host_syscall(LINUX_SYS_rt_sigaction, sig, 0, &k, sizeof(k.lsa_mask)) == 0)
		acts->action[sig].handler = k.lsa_handler == SIG_IGN ? SIG_IGN : SIG_DFL;
	acts->known |= HOST_SIGBIT(sig);
}

static const int ours[] = {LINUX_SIGSEGV, LINUX_SIGBUS, LINUX_SIGSYS};

/* Those of ours that the guest ignores: exec would make our handlers default, so the next program
 * must be told. */
uint64_t
host_signal_ignored(struct host_td *ht)
{
	uint64_t set = 0;

	for (size_t i = 0; i < SV_NITEMS(ours); i++) {
		if (ht->actions->action[ours[i]].handler == SIG_IGN)
			set |= HOST_SIGBIT(ours[i]);
	}
	return (set);
}

void
host_signal_start(struct host_td *ht)
{
	for (size_t i = 0; i < SV_NITEMS(ours); i++) {
		host_signal_learn(ht, ours[i]);
		if ((host_config.ignored & HOST_SIGBIT(ours[i])) != 0)
			ht->actions->action[ours[i]].handler = SIG_IGN;
		host_signal_install(ours[i], &ht->actions->action[ours[i]]);
	}
}
