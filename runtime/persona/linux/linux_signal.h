/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the signal files of this persona share with each other and with a host that itself runs on
 * Linux.
 */
#ifndef SYSVEC_LINUX_SIGNAL_H
#define SYSVEC_LINUX_SIGNAL_H

#include <sysvec/native/signal.h>
#include <sysvec/port.h>
#include <sysvec/vector.h>

#include "linux_struct.h"

/*
 * siginfo in both directions.  Which members count follows from signal and code, as in Linux's
 * siginfo_layout().  FreeBSD's structure lacks a few members; a Linux host needs them back, so they
 * travel where FreeBSD uses nothing:
 *
 *	SIGCHLD		lsi_utime, lsi_stime	_reason.__spare__.__spare1__, low and high half
 *	SIGIO		lsi_fd			si_status
 *	SEGV_PKUERR	lsi_pkey		si_status
 *	SIGSYS		lsi_arch		si_status
 *
 * EINVAL for a signal that the other side does not know.
 */
int linux_siginfo_in(const struct linux_siginfo *from, siginfo_t *to);
int linux_siginfo_out(const siginfo_t *from, struct linux_siginfo *to);

/* Copy a set of `size` bytes, which must be the kernel's 8; unblockable signals are left as they
 * are.  EINVAL, EFAULT. */
int linux_copyin_sigset(uintptr_t uset, size_t size, sigset_t *set);
int linux_copyout_sigset(const sigset_t *set, uintptr_t uset);

/* stack_t, with SS_AUTODISARM as the native services have it.  EINVAL. */
int linux_stack_in(const struct linux_sigaltstack *from, stack_t *to);
int linux_stack_out(const stack_t *from, struct linux_sigaltstack *to);

int linux_sendsig(struct thread *td, const struct sv_sigframe *how);

#endif
