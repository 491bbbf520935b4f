/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every futex operation by itself: results, errors, timeouts, wake-ups between threads and
 * processes.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/futex.h>
#include <pthread.h>
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

#ifndef SYS_futex_waitv
#define SYS_futex_waitv 449
#endif

struct waitv {
	uint64_t val, uaddr;
	uint32_t flags, reserved;
};

static uint32_t *words; /* shared with children */

static void
result(const char *what, long r)
{
	if (r < 0)
		printf("%s: %s\n", what, strerror(errno));
	else
		printf("%s: %ld\n", what, r);
}

static long
op(void *uaddr, int what, uint32_t val, const void *timeout, void *uaddr2, uint32_t val3)
{
	return (syscall(SYS_futex, uaddr, what, val, timeout, uaddr2, val3));
}

struct job {
	volatile pid_t tid;
	int what;
	uint32_t val3;
	uint32_t *word, *word2;
	long result;
	int error;
};

static void *
sleep_on(void *arg)
{
	struct job *job = arg;

	job->tid = (pid_t)syscall(SYS_gettid);
	job->result = op(job->word, job->what, 0, NULL, job->word2, job->val3);
	job->error = job->result < 0 ? errno : 0;
	return (NULL);
}

/* Wait until a thread sleeps: its state says so, for as long as it takes on a busy machine. */
static void
until_asleep(const volatile pid_t *tid, pid_t known)
{
	char path[64], buf[512], *state;
	ssize_t n;
	int fd;

	for (;;) {
		pid_t id = tid != NULL ? *tid : known;

		snprintf(path, sizeof(path), "/proc/%d/stat", (int)id);
		if (id != 0 && (fd = open(path, O_RDONLY)) >= 0) {
			n = read(fd, buf, sizeof(buf) - 1);
			close(fd);
			buf[n < 0 ? 0 : n] = '\0';
			state = strrchr(buf, ')');
			if (state != NULL && state[2] == 'S')
				return;
		}
		usleep(2000);
	}
}

/* Start `n` sleepers. */
static void
sleepers(pthread_t *t, struct job *jobs, int n, int what, uint32_t val3, uint32_t *word)
{
	for (int i = 0; i < n; i++) {
		jobs[i] = (struct job){.what = what, .val3 = val3, .word = word};
		pthread_create(&t[i], NULL, sleep_on, &jobs[i]);
	}
	for (int i = 0; i < n; i++)
		until_asleep(&jobs[i].tid, 0);
}

static void
join(const char *what, pthread_t *t, struct job *jobs, int n)
{
	int woken = 0;

	for (int i = 0; i < n; i++) {
		pthread_join(t[i], NULL);
		woken += jobs[i].result == 0;
	}
	printf("%s: %d of %d woken\n", what, woken, n);
}

static void
errors(void)
{
	struct timespec bad = {0, 1000000000}, negative = {-1, 0}, zero = {0, 0};

	result("wait, other value", op(words, FUTEX_WAIT, 1, NULL, NULL, 0));
	result("wait, unaligned", op((char *)words + 1, FUTEX_WAIT, 0, NULL, NULL, 0));
	result("wait, bad address", op((void *)8, FUTEX_WAIT, 0, NULL, NULL, 0));
	result("wait, bad timeout pointer", op(words, FUTEX_WAIT, 0, (void *)8, NULL, 0));
	result("wait, bad timeout", op(words, FUTEX_WAIT, 0, &bad, NULL, 0));
	result("wait, negative timeout", op(words, FUTEX_WAIT, 0, &negative, NULL, 0));
	result("wait, no time", op(words, FUTEX_WAIT, 0, &zero, NULL, 0));
	result("wait bitset 0", op(words, FUTEX_WAIT_BITSET, 0, NULL, NULL, 0));
	result("wake bitset 0", op(words, FUTEX_WAKE_BITSET, 1, NULL, NULL, 0));
	result("wake nobody", op(words, FUTEX_WAKE, 1, NULL, NULL, 0));
	result("wake, bad address", op((void *)8, FUTEX_WAKE, 1, NULL, NULL, 0));
	result("wake, private, bad address",
	    op((void *)8, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, NULL, NULL, 0));
	result("wake with a clock", op(words, FUTEX_WAKE | FUTEX_CLOCK_REALTIME, 1, NULL, NULL, 0));
	result("unknown operation", op(words, 77, 0, NULL, NULL, 0));
	result("FUTEX_FD", op(words, FUTEX_FD, 0, NULL, NULL, 0));
	result(
	    "cmp_requeue, other value", op(words, FUTEX_CMP_REQUEUE, 1, (void *)1L, words + 1, 5));
	result("requeue, bad address", op(words, FUTEX_REQUEUE, 1, (void *)1L, (void *)8, 0));
	result("requeue, negative",
	    op(words, FUTEX_CMP_REQUEUE, (uint32_t)-1, (void *)1L, words + 1, 0));
	result("unlock_pi, not owner", op(words, FUTEX_UNLOCK_PI, 0, NULL, NULL, 0));
	result("cmp_requeue_pi, two", op(words, FUTEX_CMP_REQUEUE_PI, 2, (void *)1L, words + 1, 0));
	result("wake_op, bad operation", op(words, FUTEX_WAKE_OP, 1, (void *)1L, words + 1,
	                                     (uint32_t)FUTEX_OP(15, 0, FUTEX_OP_CMP_EQ, 0)));
}

static void
wakes(void)
{
	pthread_t t[6];
	struct job jobs[6];

	sleepers(t, jobs, 6, FUTEX_WAIT_PRIVATE, 0, words);
	result("wake two", op(words, FUTEX_WAKE_PRIVATE, 2, NULL, NULL, 0));
	result("wake shared key", op(words, FUTEX_WAKE, 1, NULL, NULL, 0));
	result("wake the rest", op(words, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
	join("private", t, jobs, 6);

	sleepers(t, jobs, 3, FUTEX_WAIT_BITSET_PRIVATE, 0x5, words);
	sleepers(t + 3, jobs + 3, 3, FUTEX_WAIT_BITSET_PRIVATE, 0x2, words);
	result("wake bits 2", op(words, FUTEX_WAKE_BITSET_PRIVATE, 100, NULL, NULL, 0x2));
	result("wake bits 8", op(words, FUTEX_WAKE_BITSET_PRIVATE, 100, NULL, NULL, 0x8));
	result("wake bits 4", op(words, FUTEX_WAKE_BITSET_PRIVATE, 100, NULL, NULL, 0x4));
	join("bitset", t, jobs, 6);

	sleepers(t, jobs, 5, FUTEX_WAIT_PRIVATE, 0, words);
	result("requeue", op(words, FUTEX_CMP_REQUEUE_PRIVATE, 1, (void *)2L, words + 1, 0));
	result("wake the moved", op(words + 1, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
	result("wake the left", op(words, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
	join("requeue", t, jobs, 5);

	sleepers(t, jobs, 2, FUTEX_WAIT_PRIVATE, 0, words);
	words[1] = 0;
	sleepers(t + 2, jobs + 2, 2, FUTEX_WAIT_PRIVATE, 0, words + 1);
	words[1] = 6;
	result("wake_op", op(words, FUTEX_WAKE_OP_PRIVATE, 1, (void *)1L, words + 1,
	                      (uint32_t)FUTEX_OP(FUTEX_OP_ADD, 3, FUTEX_OP_CMP_GT, 5)));
	printf("word %u\n", words[1]);
	result("wake left", op(words, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
	result("wake left", op(words + 1, FUTEX_WAKE_PRIVATE, 100, NULL, NULL, 0));
	join("wake_op", t, jobs, 4);
	words[1] = 0;
}

static void
timeouts(void)
{
	struct timespec ts, from, to;
	const struct {
		const char *name;
		int what;
		clockid_t clock;
		int absolute;
	} kinds[] = {
	    {"relative", FUTEX_WAIT_PRIVATE, CLOCK_MONOTONIC, 0},
	    {"absolute monotonic", FUTEX_WAIT_BITSET_PRIVATE, CLOCK_MONOTONIC, 1},
	    {"absolute realtime", FUTEX_WAIT_BITSET_PRIVATE | FUTEX_CLOCK_REALTIME, CLOCK_REALTIME,
	        1},
	};

	for (int i = 0; i < 3; i++) {
		long ms;

		ts = (struct timespec){0, 30000000};
		if (kinds[i].absolute) {
			clock_gettime(kinds[i].clock, &ts);
			ts.tv_nsec += 30000000;
			if (ts.tv_nsec >= 1000000000)
				ts.tv_sec++, ts.tv_nsec -= 1000000000;
		}
		clock_gettime(CLOCK_MONOTONIC, &from);
		result(
		    kinds[i].name, op(words, kinds[i].what, 0, &ts, NULL, FUTEX_BITSET_MATCH_ANY));
		clock_gettime(CLOCK_MONOTONIC, &to);
		ms = (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
		printf(
		    "%s: %s\n", kinds[i].name, ms >= 29 && ms < 1000 ? "in time" : "out of time");
	}
}

static void
between(void)
{
	int status;
	pid_t pid;

	fflush(stdout);
	words[2] = 0;
	if ((pid = fork()) == 0) {
		long r = op(words + 2, FUTEX_WAIT, 0, NULL, NULL, 0);

		_exit(r == 0 ? 4 : 5);
	}
	until_asleep(NULL, pid);
	result("private key does not reach", op(words + 2, FUTEX_WAKE_PRIVATE, 10, NULL, NULL, 0));
	result("shared key reaches", op(words + 2, FUTEX_WAKE, 10, NULL, NULL, 0));
	waitpid(pid, &status, 0);
	printf("child %x\n", (unsigned)status);
}

static void
inheriting(void)
{
	uint32_t *w = words + 3;
	struct timespec zero = {0, 0};
	struct job job = {.what = FUTEX_LOCK_PI_PRIVATE, .word = w};
	pthread_t t;

	*w = 0;
	result("lock_pi", op(w, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0));
	printf("owner %d\n", (*w & FUTEX_TID_MASK) == (uint32_t)syscall(SYS_gettid));
	result("again", op(w, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0));
	result("try again", op(w, FUTEX_TRYLOCK_PI_PRIVATE, 0, NULL, NULL, 0));
	result("again with timeout", op(w, FUTEX_LOCK_PI_PRIVATE, 0, &zero, NULL, 0));
	pthread_create(&t, NULL, sleep_on, &job);
	until_asleep(&job.tid, 0);
	printf("waiters %d\n", (*w & FUTEX_WAITERS) != 0);
	result("unlock_pi", op(w, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0));
	pthread_join(t, NULL);
	printf("handed over %ld\n", job.result);
	*w = 0x3ffffff;
	result("owner that is not", op(w, FUTEX_LOCK_PI_PRIVATE, 0, NULL, NULL, 0));
	*w = 0;
	result("lock_pi2", op(w, 13 | FUTEX_PRIVATE_FLAG, 0, NULL, NULL, 0));
	result("unlock_pi", op(w, FUTEX_UNLOCK_PI_PRIVATE, 0, NULL, NULL, 0));
}

static void *
wake_second(void *arg)
{
	until_asleep(NULL, *(pid_t *)arg);
	op(words + 5, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
	return (NULL);
}

static void
several(void)
{
	pid_t self = getpid();
	struct waitv v[3];
	struct timespec ts;
	pthread_t t;

	for (int i = 0; i < 3; i++)
		v[i] = (struct waitv){
		    0, (uint64_t)(uintptr_t)(words + 4 + i), 2 | FUTEX_PRIVATE_FLAG, 0};
	pthread_create(&t, NULL, wake_second, &self);
	result("waitv", syscall(SYS_futex_waitv, v, 3, 0, NULL, 0));
	pthread_join(t, NULL);
	clock_gettime(CLOCK_MONOTONIC, &ts);
	result("waitv timeout", syscall(SYS_futex_waitv, v, 3, 0, &ts, CLOCK_MONOTONIC));
	result("waitv clock", syscall(SYS_futex_waitv, v, 3, 0, &ts, CLOCK_BOOTTIME));
	result("waitv none", syscall(SYS_futex_waitv, v, 0, 0, NULL, 0));
	result("waitv many", syscall(SYS_futex_waitv, v, 129, 0, NULL, 0));
	result("waitv flags", syscall(SYS_futex_waitv, v, 3, 1, NULL, 0));
	result("waitv pointer", syscall(SYS_futex_waitv, 8, 3, 0, NULL, 0));
	v[1].val = 9;
	result("waitv value", syscall(SYS_futex_waitv, v, 3, 0, NULL, 0));
	v[1].flags = 0;
	result("waitv size", syscall(SYS_futex_waitv, v, 3, 0, NULL, 0));
}

static void
lists(void)
{
	void *head = NULL;
	size_t len = 0;
	int *clear;

	result("get_robust_list", syscall(SYS_get_robust_list, 0, &head, &len));
	printf("head %s length %zu\n", head != NULL ? "set" : "none", len);
	result("get_robust_list nobody", syscall(SYS_get_robust_list, 0x3ffffff, &head, &len));
	result("get_robust_list pointer", syscall(SYS_get_robust_list, 0, 8, &len));
	result("set_robust_list size", syscall(SYS_set_robust_list, head, 8));
	clear = malloc(sizeof(*clear));
	printf("set_tid_address %d\n", syscall(SYS_set_tid_address, clear) == syscall(SYS_gettid));
}

int
main(void)
{
	setvbuf(stdout, NULL, _IOLBF, 0);
	words = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	errors();
	wakes();
	timeouts();
	between();
	inheriting();
	several();
	lists();
	return (0);
}
