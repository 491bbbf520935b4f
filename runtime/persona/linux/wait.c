/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * exit, wait4 and waitid.
 */
#include "linux_signal.h"

#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define LINUX_STATUS_CONTINUED 0xffff
#define LINUX_STATUS_STOPPED   0x7f
#define LINUX_STATUS_CORE      0x80

int
linux_exit(struct thread *td, struct linux_exit_args *uap)
{
	return (native_thr_exit(td, uap->error_code & 0xff));
}

int
linux_exit_group(struct thread *td, struct linux_exit_group_args *uap)
{
	return (native_exit(td, uap->error_code & 0xff));
}

/* A native wait status in Linux's encoding: the same but for the numbers of signals and
 * "continued". */
static int32_t
status_out(int status)
{
	int low = status & 0x7f, sig;

	if (status == W_CONTINUED)
		return (LINUX_STATUS_CONTINUED);
	if (low == _WSTOPPED) {
		/* Above the signal may stand a ptrace event. */
		if (linux_signal_out((status >> 8) & 0xff, &sig) != 0)
			sig = LINUX_SIGSTOP;
		return ((status & ~0xffff) | sig << 8 | LINUX_STATUS_STOPPED);
	}
	if (low == 0)
		return (status & 0xff00);
	if (linux_signal_out(low, &sig) != 0)
		sig = LINUX_SIGKILL;
	return (sig | ((status & WCOREFLAG) != 0 ? LINUX_STATUS_CORE : 0));
}

static uint32_t
foreign_options(int options)
{
	uint32_t foreign = 0;

	if ((options & (int)LINUX___WALL) != 0)
		foreign |= SV_WAIT_ALL;
	if ((options & (int)LINUX___WNOTHREAD) != 0)
		foreign |= SV_WAIT_NOTHREAD;
	if (((uint32_t)options & (uint32_t)LINUX___WCLONE) != 0)
		foreign |= SV_WAIT_CLONE;
	return (foreign);
}

#define WAIT4_OPTIONS  (LINUX_WNOHANG | LINUX_WUNTRACED | LINUX_WCONTINUED)
#define WAITID_OPTIONS (WAIT4_OPTIONS | LINUX_WEXITED | LINUX_WNOWAIT)
#define WAIT_FLAGS     ((uint32_t)LINUX___WALL | (uint32_t)LINUX___WNOTHREAD | (uint32_t)LINUX___WCLONE)

static int
options_in(int options, uint32_t allowed, struct sv_wait_args *args)
{
	if (((uint32_t)options & ~(allowed | WAIT_FLAGS)) != 0)
		return (EINVAL);
	args->foreign = foreign_options(options);
	return (linux_wait_options_in((int32_t)((uint32_t)options & allowed), &args->options));
}

int
linux_wait4(struct thread *td, struct linux_wait4_args *uap)
{
	struct sv_wait_args args = {0};
	struct linux_rusage lru;
	struct rusage ru;
	int32_t lstatus;
	int error, status;

	if ((error = options_in(uap->options, WAIT4_OPTIONS, &args)) != 0)
		return (error);
	args.options |= WEXITED;
	if (uap->upid == INT32_MIN)
		return (ESRCH);
	if (uap->upid == -1)
		args.idtype = P_ALL;
	else if (uap->upid > 0) {
		args.idtype = P_PID;
		args.id = uap->upid;
	} else {
		args.idtype = P_PGID;
		args.id = -(int64_t)uap->upid; /* 0: the caller's own */
	}
	if ((error = native_wait(td, &args, &status, NULL, uap->ru != NULL ? &ru : NULL)) != 0)
		return (error);
	if (td->td_retval[0] == 0)
		return (0);
	if (uap->stat_addr != NULL) {
		lstatus = status_out(status);
		if ((error = copyout(&lstatus, uap->stat_addr, sizeof(lstatus))) != 0)
			return (error);
	}
	if (uap->ru == NULL)
		return (0);
	if ((error = linux_rusage_out(&ru, &lru)) != 0)
		return (error);
	return (copyout(&lru, uap->ru, sizeof(lru)));
}

static int
waitid_args(const struct linux_waitid_args *uap, struct sv_wait_args *args)
{
	int error;

	memset(args, 0, sizeof(*args));
	if ((error = options_in(uap->options, WAITID_OPTIONS, args)) != 0)
		return (error);
	if ((uap->options & (LINUX_WEXITED | LINUX_WUNTRACED | LINUX_WCONTINUED)) == 0)
		return (EINVAL);
	if (uap->which == LINUX_P_PIDFD)
		args->idtype = SV_P_PIDFD;
	else if ((error = linux_wait_idtype_in(uap->which, &args->idtype)) != 0)
		return (error);
	if ((args->idtype == P_PID && uap->upid <= 0) ||
	    (args->idtype == P_PGID && uap->upid < 0) ||
	    (args->idtype == SV_P_PIDFD && uap->upid < 0))
		return (EINVAL);
	args->id = uap->upid;
	return (0);
}

/* Linux writes the members that waitid fills, zeros when there is nothing to tell, also when the
 * call failed. */
int
linux_waitid(struct thread *td, struct linux_waitid_args *uap)
{
	struct sv_wait_args args;
	struct linux_rusage lru;
	struct linux_siginfo linfo;
	struct rusage ru;
	siginfo_t info;
	int error, fault;

	memset(&linfo, 0, sizeof(linfo));
	error = waitid_args(uap, &args);
	if (error == 0)
		error = native_wait(td, &args, NULL, &info, uap->ru != NULL ? &ru : NULL);
	if (error == 0 && td->td_retval[0] != 0) {
		error = linux_siginfo_out(&info, &linfo);
		if (error == 0 && uap->ru != NULL && (error = linux_rusage_out(&ru, &lru)) == 0 &&
		    (error = copyout(&lru, uap->ru, sizeof(lru))) != 0)
			return (error);
	}
	td->td_retval[0] = 0;
	if (uap->infop == NULL)
		return (error);
	fault = copyout(&linfo, uap->infop, offsetof(struct linux_siginfo, chld.lsi_utime));
	return (fault != 0 ? fault : error);
}
