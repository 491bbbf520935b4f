/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * prctl: what FreeBSD's procctl knows goes there, what has no effect on what a program can do is
 * remembered, the rest is EINVAL, as from a kernel built without it.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proc.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define LINUX_TIMERSLACK 50000UL /* nanoseconds */

/* A value that prctl stores as an int at the address in arg2. */
static int
put_int(l_ulong uaddr, int value)
{

	return (copyout(&value, (void *)(uintptr_t)uaddr, sizeof(value)));
}

static int
set_pdeathsig(struct thread *td, l_ulong foreign)
{
	int error, sig = 0;

	if (foreign != 0 &&
	    (foreign > INT32_MAX || (error = linux_signal_in((int)foreign, &sig)) != 0))
		return (EINVAL);
	return (native_procctl(td, PROC_PDEATHSIG_CTL, &sig));
}

static int
get_pdeathsig(struct thread *td, l_ulong uaddr)
{
	int error, sig, foreign = 0;

	if ((error = native_procctl(td, PROC_PDEATHSIG_STATUS, &sig)) != 0)
		return (error);
	if (sig != 0 && (error = linux_signal_out(sig, &foreign)) != 0)
		return (error);
	return (put_int(uaddr, foreign));
}

static int
set_dumpable(struct thread *td, l_ulong value)
{
	int how;

	if (value > 1)
		return (EINVAL); /* 2, "only for root", is the system's to set */
	how = value != 0 ? PROC_TRACE_CTL_ENABLE : PROC_TRACE_CTL_DISABLE;
	return (native_procctl(td, PROC_TRACE_CTL, &how));
}

/* PROC_TRACE_STATUS: -1 disabled, 0 enabled, else the tracer. */
static int
get_dumpable(struct thread *td)
{
	int error, status;

	if ((error = native_procctl(td, PROC_TRACE_STATUS, &status)) == 0)
		td->td_retval[0] = status != -1;
	return (error);
}

static int
set_name(struct thread *td, l_ulong uaddr)
{
	char name[LINUX_TASK_COMM_LEN];
	size_t i;
	int error;

	/* At the most 15 bytes count, and the string may end at the edge of what is mapped. */
	for (i = 0; i < sizeof(name) - 1; i++) {
		if ((error = copyin((const void *)(uintptr_t)(uaddr + i), &name[i], 1)) != 0)
			return (error);
		if (name[i] == '\0')
			break;
	}
	name[i] = '\0';
	return (native_thr_set_name(td, name));
}

static int
get_name(struct thread *td, l_ulong uaddr)
{
	char name[LINUX_TASK_COMM_LEN];
	int error;

	SV_ZERO(&name);
	if ((error = native_thr_get_name(td, name, sizeof(name))) != 0)
		return (error);
	td->td_retval[0] = 0;
	return (copyout(name, (void *)(uintptr_t)uaddr, sizeof(name)));
}

static int
get_subreaper(struct thread *td, l_ulong uaddr)
{
	struct procctl_reaper_status status;
	int error;

	if ((error = native_procctl(td, PROC_REAP_STATUS, &status)) != 0)
		return (error);
	return (put_int(uaddr, (status.rs_flags & REAPER_STATUS_OWNED) != 0));
}

static int
no_new_privs(struct thread *td, struct linux_prctl_args *uap)
{
	int error, how = PROC_NO_NEW_PRIVS_ENABLE;

	if (uap->arg3 != 0 || uap->arg4 != 0 || uap->arg5 != 0)
		return (EINVAL);
	if (uap->option == LINUX_PR_SET_NO_NEW_PRIVS)
		return (uap->arg2 == 1 ? native_procctl(td, PROC_NO_NEW_PRIVS_CTL, &how) : EINVAL);
	if (uap->arg2 != 0)
		return (EINVAL);
	if ((error = native_procctl(td, PROC_NO_NEW_PRIVS_STATUS, &how)) == 0)
		td->td_retval[0] = how == PROC_NO_NEW_PRIVS_ENABLE;
	return (error);
}

int
linux_prctl(struct thread *td, struct linux_prctl_args *uap)
{
	struct linux_thread *lt = linux_thread(td);
	struct linux_proc *lp = linux_proc(td);

	switch (uap->option) {
	case LINUX_PR_SET_PDEATHSIG:
		return (set_pdeathsig(td, uap->arg2));
	case LINUX_PR_GET_PDEATHSIG:
		return (get_pdeathsig(td, uap->arg2));
	case LINUX_PR_SET_DUMPABLE:
		return (set_dumpable(td, uap->arg2));
	case LINUX_PR_GET_DUMPABLE:
		return (get_dumpable(td));
	case LINUX_PR_SET_NAME:
		return (set_name(td, uap->arg2));
	case LINUX_PR_GET_NAME:
		return (get_name(td, uap->arg2));
	case LINUX_PR_SET_CHILD_SUBREAPER:
		return (native_procctl(
		    td, uap->arg2 != 0 ? PROC_REAP_ACQUIRE : PROC_REAP_RELEASE, NULL));
	case LINUX_PR_GET_CHILD_SUBREAPER:
		return (get_subreaper(td, uap->arg2));
	case LINUX_PR_SET_NO_NEW_PRIVS:
	case LINUX_PR_GET_NO_NEW_PRIVS:
		return (no_new_privs(td, uap));
	case LINUX_PR_CAPBSET_READ:
	case LINUX_PR_CAPBSET_DROP:
	case LINUX_PR_GET_KEEPCAPS:
	case LINUX_PR_SET_KEEPCAPS:
	case LINUX_PR_GET_SECUREBITS:
	case LINUX_PR_SET_SECUREBITS:
	case LINUX_PR_CAP_AMBIENT:
		return (linux_prctl_capability(td, uap));
	case LINUX_PR_GET_SECCOMP:
		td->td_retval[0] = 0; /* no filter, as long as none can be set */
		return (0);
	case LINUX_PR_GET_TIMING:
		td->td_retval[0] = 0; /* PR_TIMING_STATISTICAL */
		return (0);
	case LINUX_PR_SET_TIMING:
		return (uap->arg2 == 0 ? 0 : EINVAL);
	case LINUX_PR_GET_TIMERSLACK:
		td->td_retval[0] =
		    (register_t)(lt->timerslack != 0 ? lt->timerslack : LINUX_TIMERSLACK);
		return (0);
	case LINUX_PR_SET_TIMERSLACK: /* a hint, without effect here */
		lt->timerslack = (int64_t)uap->arg2 <= 0 ? 0 : uap->arg2;
		return (0);
	case LINUX_PR_SET_THP_DISABLE:
		if (uap->arg3 != 0 || uap->arg4 != 0 || uap->arg5 != 0)
			return (EINVAL);
		lp->thp_disabled = uap->arg2 != 0;
		return (0);
	case LINUX_PR_GET_THP_DISABLE:
		if (uap->arg2 != 0 || uap->arg3 != 0 || uap->arg4 != 0 || uap->arg5 != 0)
			return (EINVAL);
		td->td_retval[0] = lp->thp_disabled;
		return (0);
	case LINUX_PR_SET_PTRACER: /* a restriction of Linux's Yama module, which FreeBSD has not */
		return (EINVAL);
	default:
		/*
		 * PR_SET_VMA and PR_SET_MM (names and marks of memory), PR_SET_SECCOMP,
		 * PR_SET_MDWE, speculation controls, core scheduling and the controls of other
		 * architectures.
		 */
		return (EINVAL);
	}
}
