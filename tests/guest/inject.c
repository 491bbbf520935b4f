/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * inject SYSVEC PROGRAM read|rt_sigsuspend [STRIDE]
 *
 * Runs PROGRAM under the harness and steps through its dispatches of that call, one instruction at a time.  Into the Nth of them a
 * signal is sent after N times STRIDE instructions, so that in the end it has arrived at every place of the way in and out.
 * The program must have seen each of them once, and no call may have gone wrong: a read gets its byte, and
 * no sigsuspend sleeps through its signal.  (There the last place is the instruction that would sleep.)
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* The harness is linked here (runtime/harness/CMakeLists.txt). */
#define HARNESS_LOW  0x550000000000ul
#define HARNESS_HIGH 0x550100000000ul

static pid_t pid;
static long number;

/* Go on with `request`, handing over `sig`; the next stop's signal, or -1 when the program has ended with `*status`. */
static int
go(enum __ptrace_request request, int sig, int *status)
{
	if (ptrace(request, pid, NULL, (void *)(long)sig) != 0 && errno != ESRCH) {
		perror("inject: ptrace");
		exit(1);
	}
	if (waitpid(pid, status, 0) != pid || !WIFSTOPPED(*status))
		return (-1);
	return (WSTOPSIG(*status));
}

static bool
is_the_call(void)
{
	siginfo_t si;

	return (ptrace(PTRACE_GETSIGINFO, pid, NULL, &si) == 0 && si.si_code == 2 &&
	        si.si_syscall == number);
}

static bool
in_harness(const struct user_regs_struct *regs)
{
	return (regs->rip >= HARNESS_LOW && regs->rip < HARNESS_HIGH);
}

/* The next instruction is the host's own sigsuspend. */
static bool
would_sleep(const struct user_regs_struct *regs)
{
	return (number == SYS_rt_sigsuspend && regs->rax == SYS_rt_sigsuspend &&
	        (ptrace(PTRACE_PEEKTEXT, pid, (void *)regs->rip, NULL) & 0xffff) == 0x050f);
}

int
main(int argc, char **argv)
{
	long stride = argc > 4 ? atol(argv[4]) : 1, sent = 0, longest = 0;
	int fds[2], sig, status = 0;
	char told[128], wanted[128];
	bool done = false, last = false;
	ssize_t n;

	if (argc < 4 || stride < 1 || pipe(fds) != 0) {
		fprintf(stderr, "usage: inject SYSVEC PROGRAM read|rt_sigsuspend [STRIDE]\n");
		return (2);
	}
	number = strcmp(argv[3], "read") == 0 ? SYS_read : SYS_rt_sigsuspend;
	unlink("stop");
	if ((pid = fork()) == 0) {
		dup2(fds[1], 1);
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		execl(argv[1], "sysvec", "run", argv[2], argv[3], (char *)NULL);
		_exit(127);
	}
	close(fds[1]);
	if (waitpid(pid, &status, 0) != pid || !WIFSTOPPED(status)) {
		printf("skipped: no tracing here\n");
		return (77);
	}
	sig = 0;
	while (sig >= 0) {
		if (sig != SIGSYS || done || !is_the_call()) {
			sig = go(PTRACE_CONT, sig == SIGTRAP ? 0 : sig, &status);
			continue;
		}
		/* Inside a dispatch of read: so many steps, unless it is over before.  (At the first stop, on entry of the
		 * handler, the kernel drops a signal.) */
		for (long step = 0, goal = (sent + 1) * stride; step <= goal; step++) {
			struct user_regs_struct regs;

			sig = go(PTRACE_SINGLESTEP, sig == SIGTRAP ? 0 : sig, &status);
			if (sig < 0 || ptrace(PTRACE_GETREGS, pid, NULL, &regs) != 0)
				break;
			if (step > 0 && in_harness(&regs) && would_sleep(&regs)) {
				longest = step;
				last = true;
				break;
			}
			if (step > 0 && !in_harness(&regs)) {
				longest = step;
				done = true;
				break;
			}
		}
		if (done || last)
			close(open("stop", O_WRONLY | O_CREAT, 0600));
		if (sig >= 0 && !done) {
			sig = go(PTRACE_CONT, SIGUSR1, &status);
			sent++;
			done = last;
		}
	}
	unlink("stop");
	n = read(fds[0], told, sizeof(told) - 1);
	told[n < 0 ? 0 : n] = '\0';
	snprintf(wanted, sizeof(wanted), "%ld handled, 0 wrong\n", sent);
	printf("%ld signals over %ld instructions; expected %sprogram: %s", sent, longest, wanted,
	    told);
	return (
	    sent > 50 && WIFEXITED(status) && WEXITSTATUS(status) == 0 && strcmp(told, wanted) == 0
	        ? 0
	        : 1);
}
