/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For inject: reads bytes that are there, under a handler without SA_RESTART, until a file "stop" exists; tells how many
 * handlers ran and whether every read brought its byte.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t handled;

static void
handler(int sig)
{
	(void)sig;
	handled++;
}

int
main(void)
{
	struct sigaction sa = {.sa_handler = handler};
	long reads = 0, wrong = 0;
	double d = 0.5;
	int fds[2];
	char c;

	sigaction(SIGUSR1, &sa, NULL);
	if (pipe(fds) != 0)
		return (1);
	while (access("stop", F_OK) != 0) {
		char sent = (char)reads;

		if (write(fds[1], &sent, 1) != 1)
			wrong++;
		__asm__ volatile("" : "+x"(d));
		errno = 0;
		if (read(fds[0], &c, 1) != 1 || c != sent || errno != 0)
			wrong++;
		__asm__ volatile("" : "+x"(d));
		if (d != 0.5)
			wrong++;
		reads++;
	}
	printf("%ld handled, %ld wrong\n", (long)handled, wrong);
	return (wrong != 0);
}
