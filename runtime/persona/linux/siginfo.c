/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * siginfo between Linux and native.
 */
#include "linux_signal.h"

#include <sysvec/core.h>

#include "linux_const.h"
#include "linux_xlat.h"

enum layout { KILL, TIMER, POLL, RT, CHLD, FAULT, SYS };

/* Which members a siginfo has, by Linux signal and code. */
static enum layout
layout_of(int sig, int code)
{
	if (code > LINUX_SI_USER && code < LINUX_SI_KERNEL) {
		switch (sig) {
		case LINUX_SIGILL:
		case LINUX_SIGFPE:
		case LINUX_SIGSEGV:
		case LINUX_SIGBUS:
		case LINUX_SIGTRAP:
			return (FAULT);
		case LINUX_SIGCHLD:
			return (CHLD);
		case LINUX_SIGSYS:
			return (SYS);
		case LINUX_SIGIO:
			return (POLL);
		default:
			return (code <= LINUX_POLL_HUP ? POLL : KILL);
		}
	}
	if (code == LINUX_SI_TIMER)
		return (TIMER);
	if (code == LINUX_SI_SIGIO)
		return (POLL);
	return (code < 0 ? RT : KILL);
}

/* A child's status is a signal unless it exited. */
static bool
status_is_signal(int linux_code)
{
	return (linux_code != LINUX_CLD_EXITED);
}

int
linux_siginfo_in(const struct linux_siginfo *from, siginfo_t *to)
{
	int error, sig;

	if ((error = linux_signal_in(from->lsi_signo, &sig)) != 0)
		return (error);
	memset(to, 0, sizeof(*to));
	to->si_signo = sig;
	to->si_errno = from->lsi_errno != 0 ? sv_errno_in(&linux_vector, from->lsi_errno) : 0;
	to->si_code = linux_siginfo_code_in(from->lsi_signo, from->lsi_code);
	switch (layout_of(from->lsi_signo, from->lsi_code)) {
	case KILL:
		to->si_pid = from->kill.lsi_pid;
		to->si_uid = from->kill.lsi_uid;
		break;
	case RT:
		to->si_pid = from->rt.lsi_pid;
		to->si_uid = from->rt.lsi_uid;
		to->si_value = (void *)(uintptr_t)from->rt.lsi_value;
		break;
	case TIMER:
		to->_reason._timer._timerid = from->timer.lsi_tid;
		to->_reason._timer._overrun = from->timer.lsi_overrun;
		to->si_value = (void *)(uintptr_t)from->timer.lsi_value;
		break;
	case POLL:
		to->_reason._poll._band = from->poll.lsi_band;
		to->si_status = from->poll.lsi_fd;
		break;
	case CHLD:
		to->si_pid = from->chld.lsi_pid;
		to->si_uid = from->chld.lsi_uid;
		to->si_status = from->chld.lsi_status;
		if (status_is_signal(from->lsi_code))
			(void)linux_signal_in(from->chld.lsi_status, &to->si_status);
		to->_reason.__spare__.__spare1__ =
		    (int64_t)((uint64_t)(uint32_t)from->chld.lsi_utime |
		              (uint64_t)(uint32_t)from->chld.lsi_stime << 32);
		break;
	case FAULT:
		to->si_addr = (void *)(uintptr_t)from->fault.lsi_addr;
		if (from->lsi_signo == LINUX_SIGSEGV && from->lsi_code == LINUX_SEGV_PKUERR)
			to->si_status = (int32_t)from->pkey.lsi_pkey;
		break;
	case SYS:
		to->si_addr = (void *)(uintptr_t)from->sys.lsi_call_addr;
		to->_reason._capsicum._syscall = from->sys.lsi_syscall;
		to->si_status = (int32_t)from->sys.lsi_arch;
		break;
	}
	return (0);
}

int
linux_siginfo_out(const siginfo_t *from, struct linux_siginfo *to)
{
	uint64_t times;
	int error, sig;

	if ((error = linux_signal_out(from->si_signo, &sig)) != 0)
		return (error);
	memset(to, 0, sizeof(*to));
	to->lsi_signo = sig;
	to->lsi_errno = from->si_errno != 0 ? sv_errno_out(&linux_vector, from->si_errno) : 0;
	to->lsi_code = linux_siginfo_code_out(from->si_signo, from->si_code);
	switch (layout_of(sig, to->lsi_code)) {
	case KILL:
		to->kill.lsi_pid = from->si_pid;
		to->kill.lsi_uid = from->si_uid;
		break;
	case RT:
		to->rt.lsi_pid = from->si_pid;
		to->rt.lsi_uid = from->si_uid;
		to->rt.lsi_value = (l_uintptr_t)(uintptr_t)from->si_value;
		break;
	case TIMER:
		to->timer.lsi_tid = from->_reason._timer._timerid;
		to->timer.lsi_overrun = from->_reason._timer._overrun;
		to->timer.lsi_value = (l_uintptr_t)(uintptr_t)from->si_value;
		break;
	case POLL:
		to->poll.lsi_band = (l_long)from->_reason._poll._band;
		to->poll.lsi_fd = from->si_status;
		break;
	case CHLD:
		to->chld.lsi_pid = from->si_pid;
		to->chld.lsi_uid = from->si_uid;
		to->chld.lsi_status = from->si_status;
		if (status_is_signal(to->lsi_code))
			(void)linux_signal_out(from->si_status, &to->chld.lsi_status);
		times = (uint64_t)from->_reason.__spare__.__spare1__;
		to->chld.lsi_utime = (l_long)(times & 0xffffffffu);
		to->chld.lsi_stime = (l_long)(times >> 32);
		break;
	case FAULT:
		to->fault.lsi_addr = (l_uintptr_t)(uintptr_t)from->si_addr;
		if (sig == LINUX_SIGSEGV && to->lsi_code == LINUX_SEGV_PKUERR)
			to->pkey.lsi_pkey = (uint32_t)from->si_status;
		break;
	case SYS:
		to->sys.lsi_call_addr = (l_uintptr_t)(uintptr_t)from->si_addr;
		to->sys.lsi_syscall = from->_reason._capsicum._syscall;
		to->sys.lsi_arch = (uint32_t)from->si_status;
		break;
	}
	return (0);
}
