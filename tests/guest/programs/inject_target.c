/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For inject: reads bytes that are there, or waits in sigsuspend, under a handler without SA_RESTART, until a file "stop" exists;
 * tells how many handlers ran and whether every read brought its byte and every wait its signal.
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

static long
reads(void)
{
	long wrong = 0;
	double d = 0.5;
	int fds[2];
	char c, sent = 0;

	if (pipe(fds) != 0)
		return (1);
	while (access("stop", F_OK) != 0) {
		sent++;
		if (write(fds[1], &sent, 1) != 1)
			wrong++;
		__asm__ volatile("" : "+x"(d));
		errno = 0;
		if (read(fds[0], &c, 1) != 1 || c != sent || errno != 0)
			wrong++;
		__asm__ volatile("" : "+x"(d));
		if (d != 0.5)
			wrong++;
	}
	return (wrong);
}

static long
waits(void)
{
	sigset_t all, none, now;
	long wrong = 0;

	sigfillset(&all);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &all, NULL);
	while (access("stop", F_OK) != 0) {
		int before = handled;

		errno = 0;
		if (sigsuspend(&none) != -1 || errno != EINTR || handled != before + 1)
			wrong++;
		sigprocmask(SIG_BLOCK, NULL, &now);
		if (sigismember(&now, SIGUSR1) != 1)
			wrong++;
	}
	return (wrong);
}

int
main(int argc, char **argv)
{
	struct sigaction sa = {.sa_handler = handler};
	long wrong;

	sigaction(SIGUSR1, &sa, NULL);
	wrong = argc > 1 && strcmp(argv[1], "read") == 0 ? reads() : waits();
	printf("%ld handled, %ld wrong\n", (long)handled, wrong);
	return (wrong != 0);
}
