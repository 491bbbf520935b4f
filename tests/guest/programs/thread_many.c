/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Threads: many of them, locks of every kind, owners that die, cancellation, the first thread
 * leaving first, exec from another.
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* An address where nothing is, hidden from the compiler. */
static volatile uintptr_t nowhere = 8;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t condition = PTHREAD_COND_INITIALIZER;
static long counter, turn;
static sem_t tokens;

static void *
count(void *arg)
{
	static __thread long own;

	for (int i = 0; i < 100; i++) {
		pthread_mutex_lock(&lock);
		counter++;
		pthread_mutex_unlock(&lock);
		own++;
	}
	return ((void *)(own + (long)arg));
}

static void
many(void)
{
	pthread_t t[50];
	long sum = 0;
	void *r;

	for (int round = 0; round < 20; round++) {
		for (long i = 0; i < 50; i++) {
			if (pthread_create(&t[i], NULL, count, (void *)i) != 0)
				printf("no thread\n");
		}
		for (int i = 0; i < 50; i++) {
			pthread_join(t[i], &r);
			sum += (long)r;
		}
	}
	printf("many: counter %ld sum %ld\n", counter, sum);
}

static void *
detached(void *arg)
{
	(void)arg;
	sem_post(&tokens);
	return (NULL);
}

static void
leave_behind(void)
{
	pthread_attr_t attr;
	pthread_t t;

	sem_init(&tokens, 0, 0);
	pthread_attr_init(&attr);
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	pthread_attr_setstacksize(&attr, 65536);
	for (int i = 0; i < 400; i++) {
		while (pthread_create(&t, &attr, detached, NULL) != 0)
			usleep(1000);
	}
	for (int i = 0; i < 400; i++)
		while (sem_wait(&tokens) != 0)
			;
	printf("detached: all came\n");
}

static void *
ping(void *arg)
{
	long me = (long)arg;

	pthread_mutex_lock(&lock);
	while (turn < 10000) {
		if (turn % 2 == me) {
			turn++;
			pthread_cond_broadcast(&condition);
		} else {
			pthread_cond_wait(&condition, &lock);
		}
	}
	pthread_mutex_unlock(&lock);
	return (NULL);
}

static void
conditions(void)
{
	pthread_t t[2];
	struct timespec ts;
	int r;

	for (long i = 0; i < 2; i++)
		pthread_create(&t[i], NULL, ping, (void *)i);
	for (int i = 0; i < 2; i++)
		pthread_join(t[i], NULL);
	clock_gettime(CLOCK_REALTIME, &ts);
	ts.tv_nsec += 1000000;
	if (ts.tv_nsec >= 1000000000)
		ts.tv_sec++, ts.tv_nsec -= 1000000000;
	pthread_mutex_lock(&lock);
	r = pthread_cond_timedwait(&condition, &lock, &ts);
	pthread_mutex_unlock(&lock);
	printf("conditions: turn %ld, timeout %s\n", turn, strerror(r));
}

/* ---- Robust and priority-inheriting locks, within and between processes ---- */

static pthread_mutex_t *shared;

static void *
die_with_it(void *arg)
{
	(void)arg;
	pthread_mutex_lock(shared);
	return (NULL);
}

static void
robust(int pi)
{
	pthread_mutexattr_t attr;
	pthread_t t;
	int r, status;
	pid_t pid;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	if (pi)
		pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT);
	pthread_mutex_init(shared, &attr);
	pthread_create(&t, NULL, die_with_it, NULL);
	pthread_join(t, NULL);
	r = pthread_mutex_lock(shared);
	printf("robust%s: after a thread %s, consistent %d", pi ? " pi" : "", strerror(r),
	    pthread_mutex_consistent(shared));
	printf(" unlock %d\n", pthread_mutex_unlock(shared));
	fflush(stdout);
	if ((pid = fork()) == 0) {
		pthread_mutex_lock(shared);
		kill(getpid(), SIGKILL);
	}
	waitpid(pid, &status, 0);
	r = pthread_mutex_lock(shared);
	printf("robust%s: after a process %s\n", pi ? " pi" : "", strerror(r));
	pthread_mutex_unlock(shared);
	r = pthread_mutex_lock(shared);
	printf("robust%s: not made consistent %s\n", pi ? " pi" : "", strerror(r));
	pthread_mutex_destroy(shared);
	fflush(stdout);
}

static pthread_mutex_t inherit;

static void *
contend(void *arg)
{
	(void)arg;
	for (int i = 0; i < 2000; i++) {
		pthread_mutex_lock(&inherit);
		counter++;
		pthread_mutex_unlock(&inherit);
	}
	return (NULL);
}

static void
priority(void)
{
	pthread_mutexattr_t attr;
	pthread_t t[4];
	struct timespec ts;
	int r;

	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT);
	pthread_mutex_init(&inherit, &attr);
	counter = 0;
	for (int i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, contend, NULL);
	for (int i = 0; i < 4; i++)
		pthread_join(t[i], NULL);
	pthread_mutex_lock(&inherit);
	clock_gettime(CLOCK_REALTIME, &ts);
	r = pthread_mutex_timedlock(&inherit, &ts);
	printf("inherit: counter %ld, again %s\n", counter, strerror(r));
	pthread_mutex_unlock(&inherit);
}

/* ---- Cancellation and signals ---- */

static void
cleanup(void *arg)
{
	printf("cleanup %s\n", (const char *)arg);
}

static void *
sleeper(void *arg)
{
	pthread_cleanup_push(cleanup, arg);
	for (;;)
		pause();
	pthread_cleanup_pop(0);
	return (NULL);
}

static void
cancel(void)
{
	pthread_t t;
	void *r;

	pthread_create(&t, NULL, sleeper, (void *)"sleeper");
	usleep(20000);
	pthread_cancel(t);
	pthread_join(t, &r);
	printf("cancelled %d\n", r == PTHREAD_CANCELED);
}

/* ---- Ends ---- */

static void *
outlive(void *arg)
{
	(void)arg;
	usleep(30000);
	_exit(17);
}

static void *
execute(void *arg)
{
	(void)arg;
	execl("/bin/sh", "sh", "-c", "exit 23", NULL);
	return (NULL);
}

static void *
crash(void *arg)
{
	(void)arg;
	*(volatile int *)nowhere = 1;
	return (NULL);
}

static void
ends(void)
{
	void *(*const how[])(void *) = {outlive, execute, crash};
	static const char *const names[] = {"first thread leaves", "exec", "crash"};

	for (int i = 0; i < 3; i++) {
		pid_t pid;
		int status;

		fflush(stdout);
		if ((pid = fork()) == 0) {
			pthread_t t;

			pthread_create(&t, NULL, how[i], NULL);
			if (i == 0)
				pthread_exit(NULL);
			pthread_join(t, NULL);
			_exit(1);
		}
		waitpid(pid, &status, 0);
		printf("%s: %x\n", names[i], (unsigned)status & 0xff7f);
	}
}

/* fork in one thread while others fork, lock and allocate. */
static void *
forker(void *arg)
{
	long good = 0;

	(void)arg;
	for (int i = 0; i < 30; i++) {
		int status;
		pid_t pid = fork();

		if (pid == 0) {
			free(malloc(1000));
			_exit(i);
		}
		if (waitpid(pid, &status, 0) == pid && status == i << 8)
			good++;
	}
	return ((void *)good);
}

static void
forks(void)
{
	pthread_t t[4];
	long good = 0;
	void *r;

	for (int i = 0; i < 4; i++)
		pthread_create(&t[i], NULL, forker, NULL);
	for (int i = 0; i < 4; i++) {
		pthread_join(t[i], &r);
		good += (long)r;
	}
	printf("forks: %ld\n", good);
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	many();
	leave_behind();
	conditions();
	robust(0);
	robust(1);
	priority();
	cancel();
	forks();
	ends();
	return (0);
}
