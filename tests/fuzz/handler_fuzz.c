/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * handler_fuzz [ROUNDS [SEED [CALL]]]
 *
 * Every handler of linux-amd64, each in a process of its own so that a crash has a name: it must
 * answer with a native errno and give its scratch back, whatever it is given.  The native services
 * do nothing, so this is about what handlers do with the program's memory and numbers.  The same
 * seed makes the same calls.
 */
#include "handler_fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define SECONDS 30 /* for one call; a handler that loops is ended by SIGALRM */

/* Run one call in a child; true when all is well. */
static int
run(uint32_t nr, unsigned rounds, uint64_t seed)
{
	struct fuzz_fault fault;
	int status;
	pid_t pid;

	fflush(NULL);
	if ((pid = fork()) < 0) {
		perror("handler_fuzz: fork");
		exit(2);
	}
	if (pid == 0) {
		alarm(SECONDS);
		fault = fuzz_call(nr, rounds, seed);
		if (fault.what != NULL)
			fprintf(stderr, "%s: %s: %ld, round %u\n", fuzz_call_name(nr), fault.what,
			    fault.value, fault.round);
		_exit(fault.what != NULL);
	}
	if (waitpid(pid, &status, 0) != pid)
		return (0);
	if (WIFSIGNALED(status))
		fprintf(stderr, "%s: killed by signal %d\n", fuzz_call_name(nr), WTERMSIG(status));
	else if (WEXITSTATUS(status) > 1)
		fprintf(stderr, "%s: stopped with status %d\n", fuzz_call_name(nr),
		    WEXITSTATUS(status));
	return (status == 0);
}

int
main(int argc, char **argv)
{
	unsigned rounds = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 0) : 1000, calls = 0, bad = 0;
	uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 0) : 20260101;
	uint32_t nr;

	for (nr = 0; nr < fuzz_calls(); nr++) {
		if (fuzz_call_name(nr) == NULL ||
		    (argc > 3 && strcmp(fuzz_call_name(nr), argv[3]) != 0))
			continue;
		calls++;
		bad += !run(nr, rounds, seed);
	}
	printf(
	    "%u handlers, %u of them at fault (seed %llu)\n", calls, bad, (unsigned long long)seed);
	return (calls == 0 || bad > 0);
}
