/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Clocks, sleeping, interval timers, POSIX timers, timerfd: values that can be compared, and every
 * refusal.
 */
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

static volatile sig_atomic_t hits, value;

static void
on_signal(int sig)
{
	(void)sig;
	hits++;
}

static void
on_info(int sig, siginfo_t *si, void *uc)
{
	(void)sig;
	(void)uc;
	hits++;
	value = si->si_code == SI_TIMER ? si->si_value.sival_int : -1;
}

static void
clocks(void)
{
	struct timespec ts, previous;
	int clock;

	for (clock = -1; clock < 13; clock++) {
		if (clock == 11)
			continue; /* TAI: not on FreeBSD */
		printf("%d ", clock);
		show_ok("gettime", syscall(SYS_clock_gettime, clock, &ts));
		printf("%d ", clock);
		show_ok("getres", syscall(SYS_clock_getres, clock, &ts));
	}
	show("bad pointer", syscall(SYS_clock_gettime, CLOCK_MONOTONIC, BAD));
	show("getres NULL", syscall(SYS_clock_getres, CLOCK_MONOTONIC, NULL));
	show("settime", syscall(SYS_clock_settime, CLOCK_MONOTONIC, &ts));
	show("settime bad", syscall(SYS_clock_settime, CLOCK_REALTIME, BAD));
	clock_gettime(CLOCK_MONOTONIC, &previous);
	for (clock = 0; clock < 1000; clock++) {
		clock_gettime(CLOCK_MONOTONIC, &ts);
		if (ts.tv_sec < previous.tv_sec ||
		    (ts.tv_sec == previous.tv_sec && ts.tv_nsec < previous.tv_nsec))
			printf("backwards\n");
		previous = ts;
	}
	show_ok("own cpu clock", clock_getcpuclockid(getpid(), &clock));
	SHOW_OK(clock_gettime(clock, &ts));
	show("no such process", clock_getcpuclockid(0x3fffff, &clock));
	show_ok("gettimeofday", syscall(SYS_gettimeofday, NULL, NULL));
	show("gettimeofday bad", syscall(SYS_gettimeofday, BAD, NULL));
	show("time", syscall(SYS_time, BAD));
	show_ok("times", syscall(SYS_times, NULL));
	show("times bad", syscall(SYS_times, BAD));
	show("time", llabs(time(NULL) - (long)syscall(SYS_time, NULL)) <= 1);
}

/* Milliseconds since the first call, in steps of 50. */
static long
step(void)
{
	static struct timespec start;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (start.tv_sec == 0)
		start = now;
	return (
	    ((now.tv_sec - start.tv_sec) * 1000 + (now.tv_nsec - start.tv_nsec) / 1000000) / 50);
}

static void
sleeping(void)
{
	struct timespec ts = {0, 20000000}, rest = {7, 7};
	struct itimerval it = {{0, 0}, {0, 100000}}, old;

	SHOW(nanosleep(&ts, &rest));
	printf("%ld %ld\n", (long)rest.tv_sec, rest.tv_nsec);
	ts.tv_nsec = 1000000000;
	SHOW(nanosleep(&ts, NULL));
	show("bad", syscall(SYS_nanosleep, BAD, NULL));
	ts.tv_sec = -1;
	show("negative", syscall(SYS_nanosleep, &ts, NULL));
	show("clock", syscall(SYS_clock_nanosleep, 77, 0, &ts, NULL));
	ts.tv_sec = 0;
	ts.tv_nsec = 1;
	show("coarse", syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC_COARSE, 0, &ts, NULL));
	show("thread", syscall(SYS_clock_nanosleep, CLOCK_THREAD_CPUTIME_ID, 0, &ts, NULL));
	show("past", syscall(SYS_clock_nanosleep, CLOCK_REALTIME, TIMER_ABSTIME, &ts, NULL));

	/* An alarm in the middle: the remainder, and EFAULT where it cannot be written. */
	hits = 0;
	SHOW(setitimer(ITIMER_REAL, &it, NULL));
	ts.tv_sec = 1;
	ts.tv_nsec = 0;
	SHOW(nanosleep(&ts, &rest));
	printf("hits %d, left %d\n", (int)hits, rest.tv_sec == 0 && rest.tv_nsec > 500000000);
	SHOW(setitimer(ITIMER_REAL, &it, NULL));
	show("bad remainder", syscall(SYS_nanosleep, &ts, BAD));
	SHOW(setitimer(ITIMER_REAL, &it, &old));
	show("pause", pause());
	printf("hits %d\n", (int)hits);
	SHOW(getitimer(ITIMER_REAL, &old));
	printf("%ld %ld\n", (long)old.it_value.tv_sec, (long)old.it_value.tv_usec);
	SHOW(setitimer(9, &it, NULL));
	it.it_value.tv_usec = 1000000;
	SHOW(setitimer(ITIMER_REAL, &it, NULL));
	show("setitimer NULL", syscall(SYS_setitimer, ITIMER_REAL, NULL, NULL));
	show("setitimer bad", syscall(SYS_setitimer, ITIMER_REAL, BAD, NULL));
	SHOW(alarm(100));
	SHOW(alarm(0));
	SHOW(alarm(0));
}

static void
posix_timers(void)
{
	struct sigevent sev = {
	    .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR2, .sigev_value.sival_int = 4711};
	struct itimerspec its = {{0, 0}, {0, 30000000}}, old;
	sigset_t set, previous;
	timer_t timer;
	int id = -1;

	SHOW(timer_create(CLOCK_MONOTONIC, &sev, &timer));
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, &previous);
	hits = 0;
	SHOW(timer_settime(timer, 0, &its, &old));
	printf("%ld %ld\n", (long)old.it_value.tv_sec, old.it_value.tv_nsec);
	while (hits == 0)
		sigsuspend(&previous);
	printf("hits %d value %d\n", (int)hits, (int)value);
	SHOW(timer_gettime(timer, &its));
	printf("%ld %ld\n", (long)its.it_value.tv_sec, its.it_value.tv_nsec);
	SHOW(timer_getoverrun(timer));
	its.it_value.tv_nsec = -1;
	SHOW(timer_settime(timer, 0, &its, NULL));
	SHOW(timer_delete(timer));
	show("delete", syscall(SYS_timer_delete, 99));
	sigprocmask(SIG_SETMASK, &previous, NULL);
	sev.sigev_signo = 99;
	show("signal", syscall(SYS_timer_create, CLOCK_MONOTONIC, &sev, &id));
	sev.sigev_notify = SIGEV_NONE;
	show("none", syscall(SYS_timer_create, CLOCK_MONOTONIC, &sev, &id));
	show("delete", syscall(SYS_timer_delete, id));
	sev.sigev_notify = 9;
	show("notify", syscall(SYS_timer_create, CLOCK_MONOTONIC, &sev, &id));
	show("clock", syscall(SYS_timer_create, 55, NULL, &id));
	show("bad", syscall(SYS_timer_create, CLOCK_MONOTONIC, NULL, BAD));
	show("bad", syscall(SYS_timer_create, CLOCK_MONOTONIC, BAD, &id));
}

static void
timer_fds(void)
{
	struct itimerspec its = {{0, 0}, {0, 60000000}}, old;
	struct pollfd pfd;
	uint64_t count = 0;
	int fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);

	SHOW(read(fd, &count, sizeof(count)));
	SHOW(timerfd_settime(fd, 0, &its, &old));
	SHOW(read(fd, &count, 4));
	pfd.fd = fd;
	pfd.events = POLLIN;
	SHOW(poll(&pfd, 1, 5000));
	SHOW(read(fd, &count, sizeof(count)));
	printf("count %d\n", (int)count);
	SHOW(timerfd_gettime(fd, &old));
	printf("%ld %ld\n", (long)old.it_value.tv_sec, old.it_value.tv_nsec);
	SHOW(timerfd_settime(fd, 64, &its, NULL));
	SHOW(timerfd_settime(0, 0, &its, NULL));
	SHOW(timerfd_settime(fd, 0, BAD, NULL));
	SHOW(timerfd_create(55, 0));
	SHOW(timerfd_create(CLOCK_MONOTONIC, 1));
	close(fd);
}

int
main(void)
{
	struct sigaction sa = {.sa_handler = on_signal};
	struct sigaction si = {.sa_sigaction = on_info, .sa_flags = SA_SIGINFO};

	sigaction(SIGALRM, &sa, NULL);
	sigaction(SIGUSR2, &si, NULL);
	clocks();
	step();
	sleeping();
	printf("time passed: %ld\n", step() / 10);
	posix_timers();
	timer_fds();
	return (0);
}
