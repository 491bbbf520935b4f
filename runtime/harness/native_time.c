/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: clocks and timers.
 *
 * FreeBSD's clocks are small numbers; the CPU-time clock of another process has the top bit set.
 * Linux's has it too, with another arrangement below, and stands for itself here.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define LINUX_CPUCLOCK(id, thread) ((int)((~(unsigned)(id) << 3) | ((thread) ? 4U : 0U) | 2U))

static int
clock_out(clockid_t clock, int32_t *l_clock)
{

	if (clock < 0) {
		*l_clock = clock;
		return (0);
	}
	return (linux_clock_id_out(clock, l_clock));
}

int
native_cpuclock(struct thread *td, bool thread, int id, clockid_t *clock)
{
	struct linux_timespec ts;
	int number = LINUX_CPUCLOCK(id, thread);

	(void)td;
	/* getres tells whether there is such a process or thread. */
	if (host_error(host_syscall(LINUX_SYS_clock_getres, number, &ts)) != 0)
		return (EINVAL);
	*clock = number;
	return (0);
}

int
native_clock_gettime(struct thread *td, clockid_t clock, struct timespec *tp)
{
	struct linux_timespec ts;
	int32_t l_clock;
	int error;

	(void)td;
	if ((error = clock_out(clock, &l_clock)) != 0 ||
	    (error = host_error(host_syscall(LINUX_SYS_clock_gettime, l_clock, &ts))) != 0)
		return (error);
	if (clock == CLOCK_SECOND)
		ts.tv_nsec = 0;
	return (linux_timespec_in(&ts, tp));
}

int
native_clock_settime(struct thread *td, clockid_t clock, const struct timespec *tp)
{
	struct linux_timespec ts;
	int32_t l_clock;
	int error;

	if ((error = clock_out(clock, &l_clock)) != 0 || (error = linux_timespec_out(tp, &ts)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_clock_settime, l_clock, &ts));
}

int
native_clock_getres(struct thread *td, clockid_t clock, struct timespec *tp)
{
	struct linux_timespec ts;
	int32_t l_clock;
	int error;

	(void)td;
	if ((error = clock_out(clock, &l_clock)) != 0 ||
	    (error = host_error(host_syscall(LINUX_SYS_clock_getres, l_clock, &ts))) != 0)
		return (error);
	if (clock == CLOCK_SECOND) {
		ts.tv_sec = 1;
		ts.tv_nsec = 0;
	}
	return (tp != NULL ? linux_timespec_in(&ts, tp) : 0);
}

int
native_clock_nanosleep(
    struct thread *td, clockid_t clock, int flags, const struct timespec *rqt, struct timespec *rmt)
{
	struct linux_timespec request, remain = {.tv_sec = 0, .tv_nsec = 0};
	int32_t l_clock, l_flags;
	int error;
	long result;

	if ((error = clock_out(clock, &l_clock)) != 0 ||
	    (error = linux_timer_flags_out(flags, &l_flags)) != 0 ||
	    (error = linux_timespec_out(rqt, &request)) != 0)
		return (error);
	error = host_call_intr_to(
	    td, &result, LINUX_SYS_clock_nanosleep, l_clock, l_flags, &request, &remain);
	if (error == EINTR && rmt != NULL && (flags & TIMER_ABSTIME) == 0)
		(void)linux_timespec_in(&remain, rmt);
	return (error);
}

int
native_gettimeofday(struct thread *td, struct timeval *tv, struct timezone *tz)
{
	struct linux_timeval l_tv;
	struct linux_timezone l_tz;
	int error;

	(void)td;
	if ((error = host_error(host_syscall(LINUX_SYS_gettimeofday, &l_tv, &l_tz))) != 0)
		return (error);
	if (tv != NULL && (error = linux_timeval_in(&l_tv, tv)) != 0)
		return (error);
	return (tz != NULL ? linux_timezone_in(&l_tz, tz) : 0);
}

int
native_settimeofday(struct thread *td, const struct timeval *tv, const struct timezone *tz)
{
	struct linux_timeval l_tv;
	struct linux_timezone l_tz;
	int error;

	if ((tv != NULL && (error = linux_timeval_out(tv, &l_tv)) != 0) ||
	    (tz != NULL && (error = linux_timezone_out(tz, &l_tz)) != 0))
		return (error);
	return (host_call(
	    td, LINUX_SYS_settimeofday, tv != NULL ? &l_tv : NULL, tz != NULL ? &l_tz : NULL));
}

/* ---- Interval timers ---- */

int
native_getitimer(struct thread *td, int which, struct itimerval *value)
{
	struct linux_itimerval l_value;
	int32_t l_which;
	int error;

	if ((error = linux_itimer_which_out(which, &l_which)) != 0 ||
	    (error = host_call(td, LINUX_SYS_getitimer, l_which, &l_value)) != 0)
		return (error);
	return (linux_itimerval_in(&l_value, value));
}

int
native_setitimer(struct thread *td, int which, const struct itimerval *value, struct itimerval *old)
{
	struct linux_itimerval l_value, l_old;
	int32_t l_which;
	int error;

	SV_ZERO(&l_value);
	if ((error = linux_itimer_which_out(which, &l_which)) != 0 ||
	    (value != NULL && (error = linux_itimerval_out(value, &l_value)) != 0) ||
	    (error = host_call(td, LINUX_SYS_setitimer, l_which, &l_value, &l_old)) != 0)
		return (error);
	return (old != NULL ? linux_itimerval_in(&l_old, old) : 0);
}

/* ---- POSIX timers ---- */

int
native_ktimer_create(struct thread *td, clockid_t clock, const struct sigevent *sev, int *id)
{
	struct linux_sigevent l_sev;
	int32_t l_clock, l_id;
	int error;

	if ((error = clock_out(clock, &l_clock)) != 0 ||
	    (sev != NULL && (error = linux_sigevent_out(sev, &l_sev)) != 0))
		return (error);
	if ((error = host_call(
	         td, LINUX_SYS_timer_create, l_clock, sev != NULL ? &l_sev : NULL, &l_id)) == 0)
		*id = l_id;
	return (error);
}

int
native_ktimer_delete(struct thread *td, int id)
{

	return (host_call(td, LINUX_SYS_timer_delete, id));
}

int
native_ktimer_settime(
    struct thread *td, int id, int flags, const struct itimerspec *value, struct itimerspec *old)
{
	struct linux_itimerspec l_value, l_old;
	int32_t l_flags;
	int error;

	if (value == NULL)
		return (EINVAL);
	if ((error = linux_timer_flags_out(flags, &l_flags)) != 0 ||
	    (error = linux_itimerspec_out(value, &l_value)) != 0 ||
	    (error = host_call(td, LINUX_SYS_timer_settime, id, l_flags, &l_value, &l_old)) != 0)
		return (error);
	return (old != NULL ? linux_itimerspec_in(&l_old, old) : 0);
}

int
native_ktimer_gettime(struct thread *td, int id, struct itimerspec *value)
{
	struct linux_itimerspec l_value;
	int error;

	if ((error = host_call(td, LINUX_SYS_timer_gettime, id, &l_value)) != 0)
		return (error);
	return (linux_itimerspec_in(&l_value, value));
}

int
native_ktimer_getoverrun(struct thread *td, int id)
{

	return (host_call(td, LINUX_SYS_timer_getoverrun, id));
}

/* ---- Timers behind descriptors ---- */

int
native_timerfd_create(struct thread *td, clockid_t clock, int flags)
{
	int32_t l_clock, l_flags;
	int error;

	if ((error = clock_out(clock, &l_clock)) != 0 ||
	    (error = linux_timerfd_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_timerfd_create, l_clock, l_flags));
}

int
native_timerfd_settime(
    struct thread *td, int fd, int flags, const struct itimerspec *value, struct itimerspec *old)
{
	struct linux_itimerspec l_value, l_old;
	int32_t l_flags;
	int error;

	if ((error = linux_timerfd_settime_flags_out(flags, &l_flags)) != 0 ||
	    (error = linux_itimerspec_out(value, &l_value)) != 0 ||
	    (error = host_call(td, LINUX_SYS_timerfd_settime, fd, l_flags, &l_value, &l_old)) != 0)
		return (error);
	return (old != NULL ? linux_itimerspec_in(&l_old, old) : 0);
}

int
native_timerfd_gettime(struct thread *td, int fd, struct itimerspec *value)
{
	struct linux_itimerspec l_value;
	int error;

	if ((error = host_call(td, LINUX_SYS_timerfd_gettime, fd, &l_value)) != 0)
		return (error);
	return (linux_itimerspec_in(&l_value, value));
}
