/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's calls about time: clocks of other processes, remainders, and calls that FreeBSD's libc
 * has and its kernel not.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proc.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define NSEC_PER_SEC 1000000000L
#define USEC_PER_SEC 1000000L

/*
 * A negative clock is the CPU-time clock of a process or thread: the complement of its id, three
 * bits up; bit 2 says thread, the low two bits which time (2: scheduled, the others user and system
 * time of the same process).
 */
#define LINUX_CPUCLOCK_ID(clock) ((int)~((clock) >> 3))
#define LINUX_CPUCLOCK_THREAD    4
#define LINUX_CPUCLOCK_WHICH     3

static int
linux_clock_in(struct thread *td, l_clockid_t clock, clockid_t *native)
{

	if (clock >= 0)
		return (linux_clock_id_in(clock, native));
	if ((clock & LINUX_CPUCLOCK_WHICH) == LINUX_CPUCLOCK_WHICH)
		return (EINVAL); /* the clock of a descriptor */
	return (native_cpuclock(
	    td, (clock & LINUX_CPUCLOCK_THREAD) != 0, LINUX_CPUCLOCK_ID(clock), native));
}

int
linux_clock_gettime(struct thread *td, struct linux_clock_gettime_args *uap)
{
	struct linux_timespec foreign;
	struct timespec ts;
	clockid_t clock;
	int error;

	if ((error = linux_clock_in(td, uap->which_clock, &clock)) != 0 ||
	    (error = native_clock_gettime(td, clock, &ts)) != 0 ||
	    (error = linux_timespec_out(&ts, &foreign)) != 0)
		return (error);
	return (copyout(&foreign, uap->tp, sizeof(foreign)));
}

int
linux_clock_settime(struct thread *td, struct linux_clock_settime_args *uap)
{
	struct linux_timespec foreign;
	struct timespec ts;
	clockid_t clock;
	int error;

	if ((error = linux_clock_in(td, uap->which_clock, &clock)) != 0)
		return (error);
	if (clock != CLOCK_REALTIME)
		return (EINVAL); /* no other clock of Linux can be set */
	if ((error = copyin(uap->tp, &foreign, sizeof(foreign))) != 0 ||
	    (error = linux_timespec_in(&foreign, &ts)) != 0)
		return (error);
	return (native_clock_settime(td, clock, &ts));
}

int
linux_clock_getres(struct thread *td, struct linux_clock_getres_args *uap)
{
	struct linux_timespec foreign;
	struct timespec ts;
	clockid_t clock;
	int error;

	if ((error = linux_clock_in(td, uap->which_clock, &clock)) != 0 ||
	    (error = native_clock_getres(td, clock, &ts)) != 0)
		return (error);
	if (uap->tp == NULL)
		return (0);
	if ((error = linux_timespec_out(&ts, &foreign)) != 0)
		return (error);
	return (copyout(&foreign, uap->tp, sizeof(foreign)));
}

/* The remainder is written only when a handler cut the sleep short. */
static int
linux_sleep(struct thread *td, clockid_t clock, int flags, const void *urqt, void *urmt)
{
	struct linux_timespec foreign;
	struct timespec rqt, rmt;
	int error, error1;

	if ((error = copyin(urqt, &foreign, sizeof(foreign))) != 0 ||
	    (error = linux_timespec_in(&foreign, &rqt)) != 0)
		return (error);
	if (rqt.tv_sec < 0 || rqt.tv_nsec < 0 || rqt.tv_nsec >= NSEC_PER_SEC)
		return (EINVAL);
	rmt.tv_sec = 0;
	rmt.tv_nsec = 0;
	error = native_clock_nanosleep(td, clock, flags, &rqt, &rmt);
	if (error == EINTR && urmt != NULL && (flags & TIMER_ABSTIME) == 0) {
		if ((error1 = linux_timespec_out(&rmt, &foreign)) != 0 ||
		    (error1 = copyout(&foreign, urmt, sizeof(foreign))) != 0)
			return (error1);
	}
	return (error);
}

int
linux_nanosleep(struct thread *td, struct linux_nanosleep_args *uap)
{

	return (linux_sleep(td, CLOCK_MONOTONIC, 0, uap->rqtp, uap->rmtp));
}

int
linux_clock_nanosleep(struct thread *td, struct linux_clock_nanosleep_args *uap)
{
	clockid_t clock;
	int error, flags;

	if ((error = linux_clock_in(td, uap->which_clock, &clock)) != 0)
		return (error);
	/* Linux ignores flags it does not know. */
	if ((error = linux_timer_flags_in(uap->flags & LINUX_TIMER_ABSTIME, &flags)) != 0)
		return (error);
	switch (uap->which_clock) {
	case LINUX_CLOCK_THREAD_CPUTIME_ID:
	case LINUX_CLOCK_MONOTONIC_RAW:
	case LINUX_CLOCK_REALTIME_COARSE:
	case LINUX_CLOCK_MONOTONIC_COARSE:
		return (EOPNOTSUPP); /* clocks to look at only */
	default:
		break;
	}
	return (linux_sleep(td, clock, flags, uap->rqtp, uap->rmtp));
}

#ifdef LINUX_SYS_time
int
linux_time(struct thread *td, struct linux_time_args *uap)
{
	struct timespec ts;
	l_time_t now;
	int error;

	if ((error = native_clock_gettime(td, CLOCK_REALTIME_FAST, &ts)) != 0)
		return (error);
	now = (l_time_t)ts.tv_sec;
	if (uap->tloc != NULL && (error = copyout(&now, uap->tloc, sizeof(now))) != 0)
		return (error);
	td->td_retval[0] = now;
	return (0);
}
#endif

#ifdef LINUX_SYS_alarm
int
linux_alarm(struct thread *td, struct linux_alarm_args *uap)
{
	struct itimerval value, old;
	int64_t left;
	int error;

	SV_ZERO(&value);
	value.it_value.tv_sec = uap->seconds > INT32_MAX ? INT32_MAX : (time_t)uap->seconds;
	if ((error = native_setitimer(td, ITIMER_REAL, &value, &old)) != 0)
		return (error);
	/* Rounded to the nearest second, but never to 0 while the alarm was to come. */
	left = old.it_value.tv_sec;
	if (old.it_value.tv_usec >= USEC_PER_SEC / 2 || (left == 0 && old.it_value.tv_usec != 0))
		left++;
	td->td_retval[0] = left;
	return (0);
}
#endif
