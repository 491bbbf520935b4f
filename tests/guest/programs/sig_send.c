/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sending and taking signals: kill and its relatives, queued values, what siginfo says, who waits
 * for what.
 */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* An address where nothing is, hidden from the compiler. */
static volatile uintptr_t nowhere = 8;

static pid_t self;
static volatile sig_atomic_t seen;

static const char *
who(pid_t pid)
{
	return (pid == self ? "self" : pid == 0 ? "nobody" : pid == getppid() ? "parent" : "other");
}

static void
show(const char *what, const siginfo_t *si)
{
	printf("%s: signal %d errno %d code %d", what, si->si_signo, si->si_errno, si->si_code);
	if (si->si_code == SI_TIMER)
		printf(" timer overrun %d value %d\n", si->si_overrun, si->si_value.sival_int);
	else if (si->si_signo == SIGCHLD && si->si_code > 0)
		printf(" child %s status %d\n", who(si->si_pid), si->si_status);
	else
		printf(" from %s uid %u value %d\n", who(si->si_pid), (unsigned)si->si_uid,
		    si->si_code == SI_QUEUE ? si->si_value.sival_int : 0);
}

static void
handler(int sig, siginfo_t *si, void *context)
{
	(void)sig;
	(void)context;
	seen++;
	show("handler", si);
}

static void
result(const char *what, long r)
{
	if (r < 0)
		printf("%s: %s\n", what, strerror(errno));
	else
		printf("%s: ok\n", what);
}

static void
sending(void)
{
	siginfo_t si = {.si_code = SI_QUEUE, .si_pid = 1234, .si_uid = 77};

	result("kill self", kill(self, SIGUSR1));
	result("raise", raise(SIGUSR1));
	result("tkill", syscall(SYS_tkill, self, SIGUSR1));
	result("tgkill", syscall(SYS_tgkill, self, self, SIGUSR1));
	result("kill 0", kill(self, 0));
	result("kill bad signal", kill(self, 65));
	result("kill negative signal", kill(self, -1));
	result("kill nobody", kill(0x3ffffff, SIGUSR1));
	result("tgkill wrong group", syscall(SYS_tgkill, 1, self, SIGUSR1));
	result("tgkill zero", syscall(SYS_tgkill, 0, self, SIGUSR1));
	result("tkill negative", syscall(SYS_tkill, -1, SIGUSR1));
	result("sigqueue", sigqueue(self, SIGUSR1, (union sigval){.sival_int = 5}));
	result("sigqueue bad", sigqueue(self, 70, (union sigval){.sival_int = 5}));
	si.si_value.sival_int = 99;
	result("rt_sigqueueinfo", syscall(SYS_rt_sigqueueinfo, self, SIGUSR1, &si));
	result("rt_tgsigqueueinfo", syscall(SYS_rt_tgsigqueueinfo, self, self, SIGUSR1, &si));
	si.si_code = SI_USER;
	result("forged to self", syscall(SYS_rt_sigqueueinfo, self, SIGUSR1, &si));
	result("forged to parent", syscall(SYS_rt_sigqueueinfo, getppid(), SIGCONT, &si));
	result("bad pointer", syscall(SYS_rt_sigqueueinfo, self, SIGUSR1, 8));
	result(
	    "sigaction kill", sigaction(SIGKILL, &(struct sigaction){.sa_handler = SIG_IGN}, NULL));
	result("sigaction 0", syscall(SYS_rt_sigaction, 0, NULL, NULL, 8));
	result("sigaction 65", syscall(SYS_rt_sigaction, 65, NULL, NULL, 8));
	result("sigaction size", syscall(SYS_rt_sigaction, SIGUSR1, NULL, NULL, 4));
	result("sigprocmask how", syscall(SYS_rt_sigprocmask, 9, &(unsigned long){0}, NULL, 8));
	result("sigprocmask how, no set", syscall(SYS_rt_sigprocmask, 9, NULL, NULL, 8));
	result("sigprocmask pointer", syscall(SYS_rt_sigprocmask, SIG_BLOCK, 8, NULL, 8));
}

static void
flags(void)
{
	struct {
		void *handler;
		unsigned long flags;
		void *restorer;
		unsigned long mask;
	} k = {(void *)SIG_IGN, 0xffffffffffffffff, NULL, ~0ul}, old;

	syscall(SYS_rt_sigaction, SIGURG, &k, NULL, 8);
	syscall(SYS_rt_sigaction, SIGURG, NULL, &old, 8);
	printf("flags kept %lx mask %lx handler %lx\n", old.flags, old.mask,
	    (unsigned long)old.handler);
	memset(&k, 0, sizeof(k));
	syscall(SYS_rt_sigaction, SIGURG, &k, &old, 8);
}

static void
taking(void)
{
	sigset_t set, pending;
	siginfo_t si;
	struct timespec zero = {0, 0}, soon = {0, 20000000}, bad = {0, 2000000000};
	int fd;
	struct signalfd_siginfo fsi;
	struct pollfd p;

	sigemptyset(&set);
	for (int i = 0; i < 4; i++)
		sigaddset(&set, SIGRTMIN + i);
	sigaddset(&set, SIGUSR2);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	/* Queued ones come in the order of their numbers, those of one number in the order they
	 * were sent; the others merge. */
	for (int i = 0; i < 3; i++) {
		sigqueue(self, SIGRTMIN + 2, (union sigval){.sival_int = 20 + i});
		sigqueue(self, SIGRTMIN + 1, (union sigval){.sival_int = 10 + i});
		sigqueue(self, SIGUSR2, (union sigval){.sival_int = i});
	}
	while (sigtimedwait(&set, &si, &zero) > 0)
		show("taken", &si);
	result("nothing left", sigtimedwait(&set, &si, &soon));
	result("bad timeout", sigtimedwait(&set, &si, &bad));
	result("bad set", syscall(SYS_rt_sigtimedwait, 8, NULL, NULL, 8));
	kill(self, SIGUSR2);
	printf("sigwaitinfo %d\n", sigwaitinfo(&set, NULL));

	for (int i = 0; i < 3; i++) {
		pid_t pid = fork();

		if (pid == 0) {
			if (i == 0)
				_exit(3);
			if (i == 1)
				kill(getpid(), SIGKILL);
			raise(SIGSTOP);
			_exit(4);
		}
		sigwaitinfo(&set, &si);
		show("child", &si);
		if (i == 2) {
			kill(pid, SIGCONT);
			sigwaitinfo(&set, &si);
			show("child", &si);
			while (waitid(P_PID, (id_t)pid, &si, WEXITED | WNOWAIT) != 0)
				;
			show("waitid", &si);
			sigtimedwait(&set, NULL, &zero);
		}
		waitpid(pid, NULL, 0);
	}

	fd = signalfd(-1, &set, SFD_NONBLOCK);
	sigqueue(self, SIGRTMIN + 3, (union sigval){.sival_int = 33});
	p.fd = fd;
	p.events = POLLIN;
	printf("poll %d\n", poll(&p, 1, 1000));
	printf("signalfd read %zd", read(fd, &fsi, sizeof(fsi)));
	printf(" signal %u code %d value %d from %s\n", fsi.ssi_signo, fsi.ssi_code, fsi.ssi_int,
	    who((pid_t)fsi.ssi_pid));
	result("signalfd empty", read(fd, &fsi, sizeof(fsi)));
	close(fd);
	sigpending(&pending);
	printf("pending %d\n", sigisemptyset(&pending) == 0);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

static void
timers(void)
{
	timer_t id;
	struct sigevent ev = {
	    .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1, .sigev_value.sival_int = 55};
	struct itimerspec once = {{0, 0}, {0, 1000000}};
	int before = seen;

	timer_create(CLOCK_MONOTONIC, &ev, &id);
	timer_settime(id, 0, &once, NULL);
	while (seen == before)
		usleep(1000);
	timer_delete(id);
}

static void *
waiter(void *arg)
{
	sigset_t set;
	siginfo_t si;

	(void)arg;
	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	sigwaitinfo(&set, &si);
	printf("thread took %d code %d\n", si.si_signo, si.si_code);
	return (NULL);
}

/* A process-wide signal goes to the thread that does not block it; one for a thread waits for that
 * thread. */
static void
threads(void)
{
	pthread_t thread;
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGUSR2);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
	pthread_create(&thread, NULL, waiter, NULL);
	usleep(20000);
	kill(self, SIGUSR2);
	pthread_join(thread, NULL);
	pthread_create(&thread, NULL, waiter, NULL);
	pthread_kill(thread, SIGUSR2);
	pthread_join(thread, NULL);
	pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}

/* SIGSYS, which the harness itself lives on, is the guest's like any other. */
static void
sigsys(void)
{
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};
	struct timespec zero = {0, 0};
	sigset_t set, pending;
	siginfo_t si;
	pid_t pid;
	int status;

	sigaction(SIGSYS, &sa, NULL);
	raise(SIGSYS);
	kill(self, SIGSYS);
	sigemptyset(&set);
	sigaddset(&set, SIGSYS);
	sigprocmask(SIG_BLOCK, &set, NULL);
	raise(SIGSYS);
	sigpending(&pending);
	printf("SIGSYS pending %d, pid %s\n", sigismember(&pending, SIGSYS),
	    getpid() == self ? "right" : "wrong");
	printf("SIGSYS taken %d\n", sigtimedwait(&set, &si, &zero));
	raise(SIGSYS);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	signal(SIGSYS, SIG_IGN);
	raise(SIGSYS);
	printf("SIGSYS ignored\n");
	fflush(stdout);
	signal(SIGSYS, SIG_DFL);
	if ((pid = fork()) == 0) {
		raise(SIGSYS);
		_exit(1);
	}
	waitpid(pid, &status, 0);
	printf("SIGSYS default: %x\n", (unsigned)status & 0x7f);
	/* The same for SIGSEGV that is sent, blocked and taken. */
	sigaction(SIGSEGV, &sa, NULL);
	raise(SIGSEGV);
	sigemptyset(&set);
	sigaddset(&set, SIGSEGV);
	sigprocmask(SIG_BLOCK, &set, NULL);
	kill(self, SIGSEGV);
	(void)syscall(SYS_write, 1, 8, 1); /* a bad pointer meanwhile */
	printf("bad pointer: %s\n", strerror(errno));
	printf("SIGSEGV taken %d\n", sigtimedwait(&set, &si, &zero));
	kill(self, SIGSEGV);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		sigprocmask(SIG_BLOCK, &set, NULL);
		*(volatile int *)nowhere = 1; /* blocked: death in spite of the handler */
		_exit(1);
	}
	waitpid(pid, &status, 0);
	printf("blocked fault: %x\n", (unsigned)status & 0x7f);
	signal(SIGSEGV, SIG_IGN);
	raise(SIGSEGV);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		*(volatile int *)nowhere = 1;
		_exit(1);
	}
	waitpid(pid, &status, 0);
	printf("ignored fault: %x\n", (unsigned)status & 0x7f);
	signal(SIGSEGV, SIG_DFL);
}

/* Every signal by default, in a child. */
static void
deaths(void)
{
	for (int sig = 1; sig <= 64; sig++) {
		pid_t pid;
		int status;

		if (sig == 32 || sig == 33)
			continue;
		fflush(stdout);
		if ((pid = fork()) == 0) {
			signal(sig, SIG_DFL);
			kill(getpid(), sig);
			usleep(30000); /* or "continued" may be missed */
			_exit(7);
		}
		if (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
			printf("%d: stopped by %d\n", sig, WSTOPSIG(status));
			kill(pid, SIGCONT);
			waitpid(pid, &status, WCONTINUED);
			printf("%d: %s\n", sig, WIFCONTINUED(status) ? "continued" : "other");
			waitpid(pid, &status, 0);
		}
		printf("%d: %x\n", sig, (unsigned)status & 0xff7f);
	}
}

int
main(void)
{
	struct sigaction sa = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO};

	setvbuf(stdout, NULL, _IOLBF, 0);
	self = getpid();
	sigaction(SIGUSR1, &sa, NULL);
	sending();
	flags();
	taking();
	timers();
	threads();
	sigsys();
	deaths();
	return (0);
}
