/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Clocks and timers.
 */
#include "kld.h"

#include <sys/time.h>
#include <sys/timers.h>

int
native_clock_gettime(struct thread *td, clockid_t clock, struct timespec *tp)
{
	return (kern_clock_gettime(td, clock, tp));
}

int
native_clock_settime(struct thread *td, clockid_t clock, const struct timespec *tp)
{
	struct timespec ts = *tp;

	return (kern_clock_settime(td, clock, &ts));
}

int
native_clock_getres(struct thread *td, clockid_t clock, struct timespec *tp)
{
	return (kern_clock_getres(td, clock, tp));
}

/* The kernel's number of a thread, which is not the program's for the first one. */
static int
kernel_tid(struct thread *td, int id, lwpid_t *tid)
{
	struct thread *other;

	if (id == 0) {
		*tid = td->td_tid;
		return (0);
	}
	if ((other = kld_tdfind(id, -1)) == NULL)
		return (EINVAL);
	*tid = other->td_tid;
	PROC_UNLOCK(other->td_proc);
	return (0);
}

int
native_cpuclock(struct thread *td, bool thread, int id, clockid_t *clock)
{
	lwpid_t tid;
	int error;

	if (!thread) {
		error = kern_clock_getcpuclockid2(td, id, CPUCLOCK_WHICH_PID, clock);
	} else {
		if ((error = kernel_tid(td, id, &tid)) != 0)
			return (error);
		error = kern_clock_getcpuclockid2(td, tid, CPUCLOCK_WHICH_TID, clock);
	}
	return (error != 0 ? EINVAL : 0);
}

int
native_clock_nanosleep(
    struct thread *td, clockid_t clock, int flags, const struct timespec *rqt, struct timespec *rmt)
{
	struct timespec left;
	int error;

	error = kern_clock_nanosleep(td, clock, flags, rqt, &left);
	if (error == EINTR && rmt != NULL && (flags & TIMER_ABSTIME) == 0)
		*rmt = left;
	return (error);
}

int
native_gettimeofday(struct thread *td __unused, struct timeval *tv, struct timezone *tz)
{
	if (tv != NULL)
		microtime(tv);
	if (tz != NULL)
		memset(tz, 0, sizeof(*tz));
	return (0);
}

int
native_settimeofday(struct thread *td, const struct timeval *tv, const struct timezone *tz)
{
	struct timeval copy;
	struct timezone zone;

	if (tv != NULL)
		copy = *tv;
	if (tz != NULL)
		zone = *tz;
	return (kern_settimeofday(td, tv != NULL ? &copy : NULL, tz != NULL ? &zone : NULL));
}

int
native_getitimer(struct thread *td, int which, struct itimerval *value)
{
	return (kern_getitimer(td, (u_int)which, value));
}

int
native_setitimer(struct thread *td, int which, const struct itimerval *value, struct itimerval *old)
{
	struct itimerval set = {0}, was;
	int error;

	if (value != NULL)
		set = *value;
	if ((error = kern_setitimer(td, (u_int)which, &set, &was)) == 0 && old != NULL)
		*old = was;
	return (error);
}

/* struct sigevent is the generated one here (port.h), laid out as the kernel's. */
int
native_ktimer_create(struct thread *td, clockid_t clock, const struct sigevent *sev, int *id)
{
	struct sigevent copy;
	lwpid_t tid;
	int error;

	if (sev != NULL) {
		copy = *sev;
		if (copy.sigev_notify == SIGEV_THREAD_ID) {
			if ((error = kernel_tid(td, copy.sigev_tid, &tid)) != 0)
				return (error);
			copy.sigev_tid = tid;
		}
	}
	return (kern_ktimer_create(td, clock, (void *)(sev != NULL ? &copy : NULL), id, -1));
}

int
native_ktimer_delete(struct thread *td, int id)
{
	return (kern_ktimer_delete(td, id));
}

int
native_ktimer_settime(
    struct thread *td, int id, int flags, const struct itimerspec *value, struct itimerspec *old)
{
	struct itimerspec set;

	if (value == NULL)
		return (EINVAL);
	set = *value;
	return (kern_ktimer_settime(td, id, flags, &set, old));
}

int
native_ktimer_gettime(struct thread *td, int id, struct itimerspec *value)
{
	return (kern_ktimer_gettime(td, id, value));
}

int
native_ktimer_getoverrun(struct thread *td, int id)
{
	return (kern_ktimer_getoverrun(td, id));
}
