/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: scheduling.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define LINUX_PRIO_ZERO 20 /* the system call answers 20 - nice */

int
native_getpriority(struct thread *td, int which, int who)
{
	int32_t l_which;
	int error;

	if ((error = linux_priority_which_out(which, &l_which)) != 0 ||
	    (error = host_call(td, LINUX_SYS_getpriority, l_which, who)) != 0)
		return (error);
	td->td_retval[0] = LINUX_PRIO_ZERO - td->td_retval[0];
	return (0);
}

int
native_setpriority(struct thread *td, int which, int who, int value)
{
	int32_t l_which;
	int error;

	if ((error = linux_priority_which_out(which, &l_which)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_setpriority, l_which, who, value));
}

int
native_sched_yield(struct thread *td)
{

	return (host_call(td, LINUX_SYS_sched_yield, 0));
}

int
native_sched_setscheduler(struct thread *td, int id, int policy, const struct sched_param *param)
{
	struct linux_sched_param l_param;
	int32_t l_policy;
	int error;

	if (param == NULL)
		return (EINVAL);
	if ((error = linux_sched_policy_out(policy, &l_policy)) != 0 ||
	    (error = linux_sched_param_out(param, &l_param)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_sched_setscheduler, id, l_policy, &l_param));
}

int
native_sched_getscheduler(struct thread *td, int id)
{
	int32_t policy;
	int error;

	if ((error = host_call(td, LINUX_SYS_sched_getscheduler, id)) != 0 ||
	    (error = linux_sched_policy_in((int32_t)td->td_retval[0], &policy)) != 0)
		return (error);
	td->td_retval[0] = policy;
	return (0);
}

int
native_sched_get_priority_max(struct thread *td, int policy)
{
	int32_t l_policy;
	int error;

	if ((error = linux_sched_policy_out(policy, &l_policy)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_sched_get_priority_max, l_policy));
}

int
native_sched_get_priority_min(struct thread *td, int policy)
{
	int32_t l_policy;
	int error;

	if ((error = linux_sched_policy_out(policy, &l_policy)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_sched_get_priority_min, l_policy));
}

int
native_sched_setparam(struct thread *td, int id, const struct sched_param *param)
{
	struct linux_sched_param l_param;
	int error;

	if (param == NULL)
		return (EINVAL);
	if ((error = linux_sched_param_out(param, &l_param)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_sched_setparam, id, &l_param));
}

int
native_sched_getparam(struct thread *td, int id, struct sched_param *param)
{
	struct linux_sched_param l_param;
	int error;

	if (param == NULL)
		return (EINVAL);
	if ((error = host_call(td, LINUX_SYS_sched_getparam, id, &l_param)) != 0)
		return (error);
	return (linux_sched_param_in(&l_param, param));
}

int
native_sched_rr_get_interval(struct thread *td, int id, struct timespec *interval)
{
	struct linux_timespec l_interval;
	int error;

	if ((error = host_call(td, LINUX_SYS_sched_rr_get_interval, id, &l_interval)) != 0)
		return (error);
	return (linux_timespec_in(&l_interval, interval));
}

int
native_sched_setaffinity(struct thread *td, int id, unsigned size, const void *umask)
{

	return (host_call(td, LINUX_SYS_sched_setaffinity, id, size, umask));
}

int
native_sched_getaffinity(struct thread *td, int id, unsigned size, void *umask)
{

	return (host_call(td, LINUX_SYS_sched_getaffinity, id, size, umask));
}

int
native_getcpu(struct thread *td, unsigned *cpu, unsigned *domain)
{

	return (host_call(td, LINUX_SYS_getcpu, cpu, domain, 0));
}

int
native_ioprio_get(struct thread *td, int which, int who)
{

	return (host_call(td, LINUX_SYS_ioprio_get, which, who));
}

int
native_ioprio_set(struct thread *td, int which, int who, int ioprio)
{

	return (host_call(td, LINUX_SYS_ioprio_set, which, who, ioprio));
}
