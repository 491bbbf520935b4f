/* SPDX-License-Identifier: BSD-2-Clause */
/* Prints nanoseconds a call, the best of several rounds, one "name ns" line each: the guest of bench.sh. */
#include <fcntl.h>
#include <linux/futex.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 7

static int zero_fd;
static uint32_t word;

static void
do_getpid(void)
{
	syscall(SYS_getpid);
}

static void
do_read(void)
{
	char c;

	(void)!syscall(SYS_read, zero_fd, &c, 1);
}

static void
do_stat(void)
{
	struct stat st;

	stat("/etc/passwd", &st);
}

static void
do_clock_call(void)
{
	struct timespec ts;

	syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &ts);
}

static void
do_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
}

static void
do_wake(void)
{
	syscall(SYS_futex, &word, FUTEX_WAKE | FUTEX_PRIVATE_FLAG, 1, NULL, NULL, 0);
}

static const struct {
	const char *name;
	void (*run)(void);
} benches[] = {
    {"getpid", do_getpid},
    {"read-1-byte", do_read},
    {"stat", do_stat},
    {"clock_gettime", do_clock},
    {"clock_gettime-syscall", do_clock_call},
    {"futex-wake", do_wake},
};

static double
now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ((double)ts.tv_sec * 1e9 + (double)ts.tv_nsec);
}

int
main(void)
{
	zero_fd = open("/dev/zero", O_RDONLY);
	for (size_t i = 0; i < sizeof(benches) / sizeof(benches[0]); i++) {
		double best = 1e18;
		/* As many calls as fit into about 10 ms, so that slow ways to run take no longer than fast ones. */
		long n = 100;
		double t0 = now();

		for (int k = 0; k < 100; k++)
			benches[i].run();
		n = (long)(1e7 / ((now() - t0) / 100 + 1)) + 1;
		for (int round = 0; round < ROUNDS; round++) {
			double start = now(), each;

			for (long k = 0; k < n; k++)
				benches[i].run();
			each = (now() - start) / (double)n;
			if (each < best)
				best = each;
		}
		printf("%s %.0f\n", benches[i].name, best);
	}
	return (0);
}
