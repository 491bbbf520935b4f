/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * `--stats`: the program runs in a child, whose harness (and those of all its children) adds to counters in a file mapped
 * shared; at the end the tables are printed to standard error and the command leaves as the child left.
 */
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define SYSVEC_HOSTED
#include <sysvec/port.h>

#include "cli.h"
#include "stats.h"

#include <linux_syscall.h>

/* The generated names of the vector (linux_syscalls.c). */
extern const char *const linux_syscallnames[LINUX_SYS_MAXSYSCALL];

struct cli_stats {
	struct host_stats *shared;
	char path[64];
};

struct cli_stats *
cli_stats_new(void)
{
	static struct cli_stats stats;
	void *map;
	int fd = -1;

	/* A name that later processes of the run can open; shared memory where there is any, else a temporary file. */
	snprintf(stats.path, sizeof(stats.path), "/dev/shm/sysvec-stats.XXXXXX");
	if ((fd = mkstemp(stats.path)) < 0) {
		snprintf(stats.path, sizeof(stats.path), "/tmp/sysvec-stats.XXXXXX");
		if ((fd = mkstemp(stats.path)) < 0)
			return (NULL);
	}
	if (ftruncate(fd, sizeof(struct host_stats)) != 0)
		return (NULL);
	map = mmap(NULL, sizeof(struct host_stats), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return (NULL);
	stats.shared = map;
	return (&stats);
}

const char *
cli_stats_path(const struct cli_stats *stats)
{
	return (stats->path);
}

static volatile sig_atomic_t child;

static void
forward(int sig)
{
	if (child > 0)
		kill((pid_t)child, sig);
}

static const struct host_stats *sorted_by;

static int
by_calls(const void *a, const void *b)
{
	uint64_t x = sorted_by->call[*(const unsigned *)a].calls,
	         y = sorted_by->call[*(const unsigned *)b].calls;

	return (x != y ? (x < y ? 1 : -1) : *(const unsigned *)a < *(const unsigned *)b ? -1 : 1);
}

static int
by_unimplemented(const void *a, const void *b)
{
	uint32_t x = sorted_by->unimplemented[*(const unsigned *)a],
	         y = sorted_by->unimplemented[*(const unsigned *)b];

	return (x != y ? (x < y ? 1 : -1) : *(const unsigned *)a < *(const unsigned *)b ? -1 : 1);
}

static const char *
name_of(unsigned number, char *buf, size_t size)
{
	if (number < LINUX_SYS_MAXSYSCALL)
		return (linux_syscallnames[number]);
	snprintf(buf, size, "#%u", number);
	return (buf);
}

static void
print(const struct host_stats *shared)
{
	static unsigned rows[HOST_STATS_ROWS];
	uint64_t calls = 0, errors = 0;
	char buf[16];
	bool headed = false;

	for (unsigned i = 0; i < HOST_STATS_ROWS; i++) {
		rows[i] = i;
		calls += shared->call[i].calls;
		errors += shared->call[i].errors;
	}
	sorted_by = shared;
	qsort(rows, HOST_STATS_ROWS, sizeof(rows[0]), by_calls);
	fprintf(stderr, "\n%12s %10s  %s\n", "calls", "errors", "call");
	for (unsigned i = 0; i < HOST_STATS_ROWS && shared->call[rows[i]].calls != 0; i++)
		fprintf(stderr, "%12" PRIu64 " %10" PRIu64 "  %s\n", shared->call[rows[i]].calls,
		    shared->call[rows[i]].errors, name_of(rows[i], buf, sizeof(buf)));
	fprintf(stderr,
	    "%12" PRIu64 " %10" PRIu64 "  total, in %" PRIu64 " programs, %" PRIu64
	    " more threads and processes, "
	    "%" PRIu64 " signals delivered\n",
	    calls, errors, shared->processes, shared->threads, shared->signals);

	qsort(rows, HOST_STATS_ROWS, sizeof(rows[0]), by_unimplemented);
	for (unsigned i = 0; i < HOST_STATS_ROWS && shared->unimplemented[rows[i]] != 0; i++) {
		if (!headed)
			fprintf(
			    stderr, "\n%12s  %s\n", "calls", "without a handler (answered ENOSYS)");
		headed = true;
		fprintf(stderr, "%12" PRIu32 "  %s\n", shared->unimplemented[rows[i]],
		    name_of(rows[i], buf, sizeof(buf)));
	}
	if (shared->beyond != 0)
		fprintf(stderr, "%12" PRIu64 "  numbers outside the table\n", shared->beyond);
}

int
cli_stats_run(struct cli_stats *stats, const char *path, const char **argv)
{
	static const int forwarded[] = {SIGTERM, SIGHUP, SIGUSR1, SIGUSR2};
	static const int ignored[] = {SIGINT, SIGQUIT};
	struct sigaction saved[2];
	int status;
	pid_t pid;

	/* The terminal sends its signals to the child itself; the others are handed on. */
	for (size_t i = 0; i < 2; i++)
		sigaction(ignored[i], &(struct sigaction){.sa_handler = SIG_IGN}, &saved[i]);
	pid = fork();
	if (pid == 0) {
		for (size_t i = 0; i < 2; i++)
			sigaction(ignored[i], &saved[i], NULL);
		execv(path, (char *const *)(uintptr_t)argv);
		_exit(CLI_CANNOT_RUN);
	}
	child = (sig_atomic_t)pid;
	for (size_t i = 0; i < sizeof(forwarded) / sizeof(forwarded[0]); i++)
		sigaction(forwarded[i],
		    &(struct sigaction){.sa_handler = forward, .sa_flags = SA_RESTART}, NULL);
	while (pid > 0 && waitpid(pid, &status, 0) != pid)
		if (errno != EINTR)
			pid = -1;
	unlink(stats->path);
	if (pid < 0) {
		fprintf(stderr, "sysvec run: error: %s\n", strerror(errno));
		return (CLI_INPUT);
	}
	print(stats->shared);
	if (WIFSIGNALED(status)) {
		/* The core file, if any, is the child's. */
		setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
		return (128 + WTERMSIG(status));
	}
	return (WEXITSTATUS(status));
}
