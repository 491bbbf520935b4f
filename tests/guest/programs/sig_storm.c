/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals at a high rate, from a timer, from another thread and from a child, while pipes carry
 * checked bytes, floating-point registers carry values, and calls are made that must be restarted.
 * Whatever is lost, doubled or clobbered shows.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define BYTES  (4u << 20)
#define QUEUED 3000

static volatile sig_atomic_t alarms, plain, queued, wrong;
static long expected;

static void
on_alarm(int sig)
{
	int saved = errno;

	(void)sig;
	alarms++;
	errno = saved;
}

static void
on_plain(int sig)
{
	(void)sig;
	plain++;
	/* A call of its own inside the handler, over the one that was interrupted. */
	if (getppid() <= 0)
		wrong++;
}

static void
on_queued(int sig, siginfo_t *si, void *context)
{
	volatile double d[8];

	(void)sig;
	(void)context;
	for (int i = 0; i < 8; i++)
		d[i] = (double)si->si_value.sival_int * i;
	if (si->si_code != SI_QUEUE || si->si_value.sival_int != expected++ ||
	    d[3] != si->si_value.sival_int * 3.0)
		wrong++;
	queued++;
}

static void catch (int sig, void (*handler)(int), int flags)
{
	struct sigaction sa = {.sa_handler = handler, .sa_flags = flags};

	sigaction(sig, &sa, NULL);
}

static uint32_t
next(uint32_t x)
{
	x ^= x << 13;
	x ^= x >> 17;
	return (x ^ x << 5);
}

/* The child writes a known sequence in odd pieces; we read it in other odd pieces. */
static void
pipe_traffic(const char *what, int flags)
{
	static unsigned char in[70000], out[70000];
	uint32_t wx = 1, rx = 1, piece = 7;
	size_t done = 0;
	ssize_t n;
	int fds[2], status, interrupted = 0;
	struct itimerval timer = {{0, 150}, {0, 150}}, off = {0};

	catch (SIGALRM, on_alarm, flags);
	if (pipe(fds) != 0)
		exit(1);
	if (fork() == 0) {
		close(fds[0]);
		setitimer(ITIMER_REAL, &timer, NULL);
		for (size_t sent = 0; sent < BYTES;) {
			size_t len = 1 + (piece = next(piece)) % sizeof(out), put = 0;

			if (len > BYTES - sent)
				len = BYTES - sent;
			for (size_t i = 0; i < len; i++)
				out[i] = (unsigned char)(wx = next(wx));
			while (put < len) {
				n = write(fds[1], out + put, len - put);
				if (n < 0 && errno == EINTR)
					continue;
				if (n <= 0)
					_exit(1);
				put += (size_t)n;
			}
			sent += len;
		}
		_exit(0);
	}
	close(fds[1]);
	setitimer(ITIMER_REAL, &timer, NULL);
	while (done < BYTES) {
		n = read(fds[0], in, 1 + (piece = next(piece + 1)) % sizeof(in));
		if (n < 0 && errno == EINTR) {
			interrupted = 1;
			continue;
		}
		if (n <= 0)
			break;
		for (ssize_t i = 0; i < n; i++) {
			if (in[i] != (unsigned char)(rx = next(rx)))
				wrong++;
		}
		done += (size_t)n;
	}
	setitimer(ITIMER_REAL, &off, NULL);
	close(fds[0]);
	while (waitpid(-1, &status, 0) < 0 && errno == EINTR)
		;
	printf("%s: %zu bytes, writer %d, wrong %d, timer fired %s, %s\n", what, done, status,
	    (int)wrong, alarms > 0 ? "yes" : "no",
	    (flags & SA_RESTART) != 0 && interrupted ? "interrupted in spite of SA_RESTART"
	                                             : "fine");
}

/* Every queued value arrives once and in order, whatever the receiver is doing. */
static void
queue_traffic(void)
{
	struct sigaction sa = {.sa_sigaction = on_queued, .sa_flags = SA_SIGINFO};
	pid_t parent = getpid();
	int status;
	volatile double sum = 0;

	sigaction(SIGRTMIN + 1, &sa, NULL);
	expected = 0;
	if (fork() == 0) {
		for (int i = 0; i < QUEUED; i++) {
			union sigval value = {.sival_int = i};

			while (sigqueue(parent, SIGRTMIN + 1, value) != 0)
				usleep(100);
		}
		_exit(0);
	}
	while (queued < QUEUED) {
		volatile double a = 1.25, b = 3.5;

		for (int i = 0; i < 50; i++)
			sum = a * b + i;
		if (sum != 1.25 * 3.5 + 49)
			wrong++;
		(void)getuid();
		(void)syscall(SYS_gettid);
	}
	while (waitpid(-1, &status, 0) < 0 && errno == EINTR)
		;
	printf("queue: %d values, wrong %d\n", (int)queued, (int)wrong);
}

static atomic_int stop;

static void *
shooter(void *arg)
{
	pthread_t target = *(pthread_t *)arg;
	struct timespec pause = {0, 20000};

	while (!stop) {
		pthread_kill(target, SIGUSR1);
		nanosleep(&pause, NULL);
	}
	return (NULL);
}

/* Registers and calls that must come back whole under fire from another thread. */
static void
under_fire(void)
{
	pthread_t self = pthread_self(), thread;
	struct timespec nap = {0, 1000}, left;
	uint64_t a = 0x0123456789abcdef, sum = 0;
	int fds[2];
	char c;

	catch (SIGUSR1, on_plain, SA_RESTART);
	if (pipe(fds) != 0)
		exit(1);
	pthread_create(&thread, NULL, shooter, &self);
	for (int i = 0; i < 20000; i++) {
		double d = i * 0.5;

		if (write(fds[1], "x", 1) != 1 || read(fds[0], &c, 1) != 1 || c != 'x')
			wrong++;
		__asm__ volatile("" : "+x"(d));
		if (d != i * 0.5)
			wrong++;
		sum += a;
		if (i % 500 == 0 && nanosleep(&nap, &left) != 0 && errno != EINTR)
			wrong++;
	}
	stop = 1;
	pthread_join(thread, NULL);
	printf("fire: sum %llx, wrong %d, hit %s\n", (unsigned long long)sum, (int)wrong,
	    plain > 0 ? "yes" : "no");
}

/* Forks, execs and exits while the timer fires. */
static void
fork_storm(void)
{
	struct itimerval timer = {{0, 200}, {0, 200}}, off = {0};
	int status;
	volatile int good = 0;

	catch (SIGALRM, on_alarm, SA_RESTART);
	setitimer(ITIMER_REAL, &timer, NULL);
	for (volatile int i = 0; i < 200; i++) {
		pid_t pid = i % 2 == 0 ? fork() : vfork();

		if (pid == 0)
			_exit(i & 63);
		if (pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) &&
		    WEXITSTATUS(status) == (i & 63))
			good++;
	}
	setitimer(ITIMER_REAL, &off, NULL);
	printf("forks: %d good\n", good);
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	pipe_traffic("restarting", SA_RESTART);
	pipe_traffic("interrupted", 0);
	queue_traffic();
	under_fire();
	fork_storm();
	return (wrong != 0);
}
