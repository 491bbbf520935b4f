/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for clocks and timers.  Clock numbers, structures and flags are FreeBSD's.
 */
#ifndef SYSVEC_NATIVE_TIME_H
#define SYSVEC_NATIVE_TIME_H

#include <sysvec/port.h>

struct thread;

/*
 * kern_clock_gettime and relatives.  `clock` is a CLOCK_ number or what native_cpuclock() gave.  tp
 * of getres may be NULL.
 */
int native_clock_gettime(struct thread *td, clockid_t clock, struct timespec *tp);
int native_clock_settime(struct thread *td, clockid_t clock, const struct timespec *tp);
int native_clock_getres(struct thread *td, clockid_t clock, struct timespec *tp);

/*
 * The CPU-time clock of a process, or of one thread: clock_getcpuclockid2.  id 0: the caller's.
 * EINVAL: no such.
 */
int native_cpuclock(struct thread *td, bool thread, int id, clockid_t *clock);

/*
 * kern_clock_nanosleep.  flags: TIMER_ABSTIME.  EINTR when a handler ran: then *rmt, where rmt is
 * not NULL and the time is relative, holds what was left.
 */
int native_clock_nanosleep(struct thread *td, clockid_t clock, int flags,
    const struct timespec *rqt, struct timespec *rmt);

/* Either pointer may be NULL. */
int native_gettimeofday(struct thread *td, struct timeval *tv, struct timezone *tz);
int native_settimeofday(struct thread *td, const struct timeval *tv, const struct timezone *tz);

/*
 * which: ITIMER_.  Of setitimer, either pointer may be NULL; no value is zero, which stops the
 * timer (kern_setitimer only asks then: a kernel passes a zeroed one).
 */
int native_getitimer(struct thread *td, int which, struct itimerval *value);
int native_setitimer(
    struct thread *td, int which, const struct itimerval *value, struct itimerval *old);

/*
 * kern_ktimer_*.  The signal of a timer carries SI_TIMER, its value and its number.  sev NULL:
 * SIGALRM with the timer's number as value.
 */
int native_ktimer_create(struct thread *td, clockid_t clock, const struct sigevent *sev, int *id);
int native_ktimer_delete(struct thread *td, int id);
/* value NULL: EINVAL. */
int native_ktimer_settime(
    struct thread *td, int id, int flags, const struct itimerspec *value, struct itimerspec *old);
int native_ktimer_gettime(struct thread *td, int id, struct itimerspec *value);
int native_ktimer_getoverrun(struct thread *td, int id);

/* FreeBSD 15: sys_timerfd.c.  td_retval[0]: the descriptor; reads give a 64-bit count. */
int native_timerfd_create(struct thread *td, clockid_t clock, int flags);
int native_timerfd_settime(
    struct thread *td, int fd, int flags, const struct itimerspec *value, struct itimerspec *old);
int native_timerfd_gettime(struct thread *td, int fd, struct itimerspec *value);

#endif
