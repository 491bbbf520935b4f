/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every call about sockets, events, time, ipc and ids with every combination of four values for its
 * first four arguments: 0, a bad pointer that is also the number of an open socket, -1, and the
 * address of a page of zeros.  One child a call; printed are the errnos in order.  Left out are
 * calls whose two wrong arguments are found in another order (socketpair, epoll_wait, ...), which
 * one test a call elsewhere covers, and those that leave something behind.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define SOCKET 8
#define PAGE   0x20000000UL

struct call {
	const char *name;
	long number;
	int arguments;
};

#define CALL(name, arguments)                \
	{                                    \
#name, SYS_##name, arguments \
	}

static const struct call calls[] = {
    CALL(socket, 3),
    CALL(bind, 3),
    CALL(connect, 3),
    CALL(listen, 2),
    CALL(accept, 3),
    CALL(accept4, 4),
    CALL(getsockname, 3),
    CALL(getpeername, 3),
    CALL(sendto, 4),
    CALL(recvfrom, 4),
    CALL(sendmsg, 3),
    CALL(recvmsg, 3),
    CALL(sendmmsg, 4),
    CALL(recvmmsg, 4),
    CALL(shutdown, 2),
    CALL(select, 4),
    CALL(pselect6, 4),
    CALL(epoll_create, 1),
    CALL(epoll_create1, 1),
    CALL(eventfd, 1),
    CALL(eventfd2, 2),
    CALL(signalfd, 3),
    CALL(signalfd4, 4),
    CALL(pipe, 1),
    CALL(pipe2, 2),
    CALL(timerfd_settime, 4),
    CALL(timerfd_gettime, 2),
    CALL(nanosleep, 2),
    CALL(clock_gettime, 2),
    CALL(clock_getres, 2),
    CALL(gettimeofday, 2),
    CALL(time, 1),
    CALL(times, 1),
    CALL(getitimer, 2),
    CALL(timer_settime, 4),
    CALL(timer_gettime, 2),
    CALL(timer_getoverrun, 1),
    CALL(timer_delete, 1),
    CALL(shmat, 3),
    CALL(shmdt, 1),
    CALL(shmctl, 3),
    CALL(semop, 3),
    CALL(semtimedop, 4),
    CALL(semctl, 4),
    CALL(msgsnd, 4),
    CALL(msgrcv, 4),
    CALL(msgctl, 3),
    CALL(mq_unlink, 1),
    CALL(mq_timedsend, 4),
    CALL(mq_timedreceive, 4),
    CALL(mq_notify, 2),
    CALL(mq_getsetattr, 3),
    CALL(getrlimit, 2),
    CALL(getrusage, 2),
    CALL(getpriority, 2),
    CALL(sched_getscheduler, 1),
    CALL(sched_getparam, 2),
    CALL(sched_get_priority_max, 1),
    CALL(sched_get_priority_min, 1),
    CALL(sched_rr_get_interval, 2),
    CALL(sched_getaffinity, 3),
    CALL(sched_setaffinity, 3),
    CALL(sched_getattr, 4),
    CALL(sched_setattr, 3),
    CALL(getcpu, 2),
    CALL(uname, 1),
    CALL(sysinfo, 1),
    CALL(capget, 2),
    CALL(getgroups, 2),
    CALL(getresuid, 3),
    CALL(getresgid, 3),
    CALL(getpgid, 1),
    CALL(getsid, 1),
    CALL(msync, 3),
    CALL(mincore, 3),
    CALL(mlock2, 3),
    CALL(process_vm_readv, 4),
    CALL(getrandom, 3),
    CALL(ioprio_get, 2),
};

static void
on_alarm(int sig)
{
	(void)sig;
}

static void
try(const struct call *call, void *page)
{
	const long values[4] = {0, SOCKET, -1, (long)page};
	struct itimerval tick = {{0, 15000}, {0, 15000}};
	struct sigaction sa = {.sa_handler = on_alarm};
	int i, combinations = 1, fd;
	long result;

	for (i = 0; i < call->arguments; i++)
		combinations *= 4;
	sigaction(SIGALRM, &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
	setitimer(ITIMER_REAL, &tick, NULL);
	printf("%s", call->name);
	for (i = 0; i < combinations; i++) {
		dup2(100, SOCKET);
		memset(page, 0, 4096);
		errno = 0;
		result = syscall(call->number, values[i & 3], values[i >> 2 & 3],
		    values[i >> 4 & 3], values[i >> 6 & 3], 0, (long)0);
		printf(" %d", result == -1 ? errno : 0);
		for (fd = 3; fd < 8; fd++)
			close(fd);
	}
	printf("\n");
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	void *page = mmap((void *)PAGE, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	size_t i;
	pid_t pid;
	int status;

	dup2(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0), 100);
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		if (argc > 1 && strcmp(argv[1], calls[i].name) != 0)
			continue;
		if ((pid = fork()) == 0) {
			try(&calls[i], page);
			_exit(0);
		}
		waitpid(pid, &status, 0);
		if (status != 0)
			printf("%s: status %#x\n", calls[i].name, (unsigned)status);
	}
	return (0);
}
