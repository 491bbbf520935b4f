/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Scheduling.  FreeBSD has 32 real-time levels where Linux has 99: they are spread over the same
 * range.
 */
#include "kld.h"

#include <sys/cpuset.h>
#include <sys/pcpu.h>
#include <sys/rtprio.h>
#include <sys/smp.h>

#define LINUX_PRIO_MAX 99
#define LINUX_PRIO_MIN 1

int
native_getpriority(struct thread *td, int which, int who)
{
	struct getpriority_args args = {.which = which, .who = who};

	return (sys_getpriority(td, &args));
}

int
native_setpriority(struct thread *td, int which, int who, int value)
{
	struct setpriority_args args = {.which = which, .who = who, .prio = value};

	return (sys_setpriority(td, &args));
}

int
native_sched_yield(struct thread *td)
{
	struct sched_yield_args args;

	return (sys_sched_yield(td, &args));
}

/* Ids are processes' or threads'; the process comes back locked. */
static int
target(struct thread *td, int id, struct thread **found)
{
	struct proc *p;

	if (id < 0)
		return (EINVAL);
	if (id == 0) {
		PROC_LOCK(td->td_proc);
		*found = td;
		return (0);
	}
	if ((*found = kld_tdfind(id, -1)) != NULL)
		return (0);
	if ((p = pfind(id)) == NULL)
		return (ESRCH);
	*found = FIRST_THREAD_IN_PROC(p);
	return (0);
}

static bool
real_time(int policy)
{
	return (policy == SCHED_FIFO || policy == SCHED_RR);
}

static int
level_in(int priority)
{
	return ((priority - LINUX_PRIO_MIN) * RTP_PRIO_MAX / (LINUX_PRIO_MAX - LINUX_PRIO_MIN));
}

static int
level_out(int level)
{
	return ((level * (LINUX_PRIO_MAX - LINUX_PRIO_MIN) + RTP_PRIO_MAX - 1) / RTP_PRIO_MAX +
	        LINUX_PRIO_MIN);
}

int
native_sched_setscheduler(struct thread *td, int id, int policy, const struct sched_param *param)
{
	struct sched_param scaled = {0};
	struct thread *to;
	int error;

	if (param == NULL)
		return (EINVAL);
	policy &= ~SCHED_NOTE_RESET_ON_FORK;
	if (policy == SCHED_NOTE_BATCH || policy == SCHED_NOTE_IDLE)
		policy = SCHED_OTHER;
	if (policy != SCHED_OTHER && !real_time(policy))
		return (EINVAL);
	if (real_time(policy)
	        ? param->sched_priority < LINUX_PRIO_MIN || param->sched_priority > LINUX_PRIO_MAX
	        : param->sched_priority != 0)
		return (EINVAL);
	if (real_time(policy))
		scaled.sched_priority = level_in(param->sched_priority);
	if ((error = target(td, id, &to)) != 0)
		return (error);
	error = kern_sched_setscheduler(td, to, policy, &scaled);
	PROC_UNLOCK(to->td_proc);
	return (error);
}

int
native_sched_getscheduler(struct thread *td, int id)
{
	struct thread *to;
	int error, policy;

	if ((error = target(td, id, &to)) != 0)
		return (error);
	error = kern_sched_getscheduler(td, to, &policy);
	PROC_UNLOCK(to->td_proc);
	if (error == 0)
		td->td_retval[0] = policy;
	return (error);
}

static int
bound(struct thread *td, int policy, int real)
{
	switch (policy) {
	case SCHED_FIFO:
	case SCHED_RR:
		td->td_retval[0] = real;
		return (0);
	case SCHED_OTHER:
	case SCHED_NOTE_BATCH:
	case SCHED_NOTE_IDLE:
	case SCHED_NOTE_DEADLINE:
	case SCHED_NOTE_EXT:
		td->td_retval[0] = 0;
		return (0);
	default:
		return (EINVAL);
	}
}

int
native_sched_get_priority_max(struct thread *td, int policy)
{
	return (bound(td, policy, LINUX_PRIO_MAX));
}

int
native_sched_get_priority_min(struct thread *td, int policy)
{
	return (bound(td, policy, LINUX_PRIO_MIN));
}

int
native_sched_setparam(struct thread *td, int id, const struct sched_param *param)
{
	int error;

	if (param == NULL)
		return (EINVAL);
	if ((error = native_sched_getscheduler(td, id)) != 0)
		return (error);
	error = native_sched_setscheduler(td, id, (int)td->td_retval[0], param);
	td->td_retval[0] = 0;
	return (error);
}

int
native_sched_getparam(struct thread *td, int id, struct sched_param *param)
{
	struct thread *to;
	int error, policy;

	if (param == NULL)
		return (EINVAL);
	if ((error = target(td, id, &to)) != 0)
		return (error);
	memset(param, 0, sizeof(*param));
	error = kern_sched_getscheduler(td, to, &policy);
	if (error == 0)
		error = kern_sched_getparam(td, to, param);
	PROC_UNLOCK(to->td_proc);
	param->sched_priority =
	    error == 0 && real_time(policy) ? level_out(param->sched_priority) : 0;
	return (error);
}

int
native_sched_rr_get_interval(struct thread *td, int id, struct timespec *interval)
{
	struct thread *to;
	int error;

	if ((error = target(td, id, &to)) != 0)
		return (error);
	error = kern_sched_rr_get_interval_td(td, to, interval);
	PROC_UNLOCK(to->td_proc);
	return (error);
}

static int
kernel_id(struct thread *td, int id, lwpid_t *tid)
{
	struct thread *to;
	int error;

	if ((error = target(td, id, &to)) != 0)
		return (error);
	*tid = to->td_tid;
	PROC_UNLOCK(to->td_proc);
	return (0);
}

int
native_sched_setaffinity(struct thread *td, int id, unsigned size, const void *umask)
{
	cpuset_t mask;
	lwpid_t tid;
	int error;

	CPU_ZERO(&mask);
	if ((error = copyin(umask, &mask, MIN(size, sizeof(mask)))) != 0)
		return (error);
	if ((error = kernel_id(td, id, &tid)) != 0)
		return (error);
	/* Processors that are not there are left out. */
	for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
		if (CPU_ABSENT(cpu))
			CPU_CLR(cpu, &mask);
	}
	if (CPU_EMPTY(&mask))
		return (EINVAL);
	return (kld_setaffinity(td, tid, &mask));
}

int
native_sched_getaffinity(struct thread *td, int id, unsigned size, void *umask)
{
	cpuset_t mask;
	size_t need = roundup2(howmany(mp_maxid + 1, NBBY), sizeof(long));
	lwpid_t tid;
	int error;

	if (size < need || size % sizeof(long) != 0)
		return (EINVAL);
	if ((error = kernel_id(td, id, &tid)) != 0)
		return (error);
	CPU_ZERO(&mask);
	if ((error = kld_getaffinity(td, tid, &mask)) != 0)
		return (error);
	need = MIN(size, sizeof(mask));
	if ((error = copyout(&mask, umask, need)) == 0)
		td->td_retval[0] = (register_t)need;
	return (error);
}

int
native_getcpu(struct thread *td __unused, unsigned *cpu, unsigned *domain)
{
	if (cpu != NULL)
		*cpu = PCPU_GET(cpuid);
	if (domain != NULL)
		*domain = PCPU_GET(domain);
	return (0);
}

/* ---- Priorities of input and output: checked and remembered, without effect ---- */

#define IOPRIO_PROCESS     1
#define IOPRIO_CLASS(word) ((word) >> 13)
#define IOPRIO_LEVEL(word) ((word)&0x1fff)

static int
ioprio_own(struct thread *td, int which, int who)
{
	if (which < 1 || which > 3)
		return (EINVAL);
	return (which == IOPRIO_PROCESS &&
	                (who == 0 || who == td->td_proc->p_pid || who == kld_thread(td)->tid)
	            ? 0
	            : ESRCH);
}

int
native_ioprio_get(struct thread *td, int which, int who)
{
	int error = ioprio_own(td, which, who);

	if (error == 0)
		td->td_retval[0] = kld_proc(td->td_proc)->ioprio;
	return (error);
}

int
native_ioprio_set(struct thread *td, int which, int who, int ioprio)
{
	int error, class = IOPRIO_CLASS(ioprio);

	if (class < 0 || class > 3 || IOPRIO_LEVEL(ioprio) > 7 ||
	    (class == 0 && IOPRIO_LEVEL(ioprio) != 0))
		return (EINVAL);
	if (class == 1 && (error = priv_check(td, PRIV_SCHED_RTPRIO)) != 0)
		return (error);
	if ((error = ioprio_own(td, which, who)) == 0)
		kld_proc(td->td_proc)->ioprio = ioprio;
	return (error);
}
