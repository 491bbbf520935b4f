/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * epoll: level and edge, one shot, exclusive, nested, inherited, passed on, duplicated, and every
 * refusal.
 */
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

static void
on_signal(int sig)
{
	(void)sig;
}

static long
control(const char *what, int ep, int op, int fd, uint32_t events, uint64_t data)
{
	struct epoll_event event = {.events = events, .data.u64 = data};

	return (show(what, epoll_ctl(ep, op, fd, &event)));
}

static int
compare(const void *a, const void *b)
{
	const struct epoll_event *x = a, *y = b;

	return (x->data.u64 < y->data.u64 ? -1 : x->data.u64 > y->data.u64);
}

static void
wait_for(const char *what, int ep, int max, int timeout)
{
	struct epoll_event events[100];
	int i, n = epoll_wait(ep, events, max, timeout);

	show(what, n);
	if (n > 1)
		qsort(events, (size_t)n, sizeof(events[0]), compare);
	for (i = 0; i < n; i++)
		printf(
		    "  %#x data %#llx\n", events[i].events, (unsigned long long)events[i].data.u64);
}

static void
modes(void)
{
	int ep = epoll_create1(EPOLL_CLOEXEC), pair[2];
	char byte;

	SHOW(fcntl(ep, F_GETFD));
	SHOW(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	control("add", ep, EPOLL_CTL_ADD, pair[0], EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI,
	    0x1122334455667788);
	control("add again", ep, EPOLL_CTL_ADD, pair[0], EPOLLIN, 1);
	wait_for("writable", ep, 10, 0);
	SHOW(write(pair[1], "ab", 2));
	wait_for("both", ep, 1, 0);
	wait_for("both still", ep, 10, 0);
	control("only in", ep, EPOLL_CTL_MOD, pair[0], EPOLLIN, 2);
	wait_for("in", ep, 10, 0);
	control("edge", ep, EPOLL_CTL_MOD, pair[0], EPOLLIN | EPOLLOUT | EPOLLET | EPOLLRDHUP, 3);
	wait_for("edge", ep, 10, 0);
	wait_for("no edge", ep, 10, 0);
	SHOW(write(pair[1], "c", 1));
	wait_for("edge again", ep, 10, 0);
	SHOW(read(pair[0], &byte, 1));
	wait_for("no edge", ep, 10, 0);
	control("one shot", ep, EPOLL_CTL_MOD, pair[0], EPOLLIN | EPOLLONESHOT, 4);
	wait_for("shot", ep, 10, 0);
	wait_for("spent", ep, 10, 0);
	control("armed", ep, EPOLL_CTL_MOD, pair[0], EPOLLIN | EPOLLONESHOT, 5);
	wait_for("shot", ep, 10, 0);
	control("nothing", ep, EPOLL_CTL_MOD, pair[0], 0, 6);
	wait_for("nothing", ep, 10, 0);
	control("all words", ep, EPOLL_CTL_MOD, pair[0],
	    EPOLLIN | EPOLLOUT | EPOLLRDNORM | EPOLLRDBAND | EPOLLWRNORM | EPOLLWRBAND | EPOLLMSG,
	    7);
	wait_for("all words", ep, 10, 0);
	control("rdhup", ep, EPOLL_CTL_MOD, pair[0], EPOLLRDHUP, 8);
	SHOW(shutdown(pair[1], SHUT_WR));
	wait_for("rdhup", ep, 10, 0);
	close(pair[1]);
	wait_for("hup", ep, 10, 0);
	SHOW(epoll_ctl(ep, EPOLL_CTL_DEL, pair[0], NULL));
	SHOW(epoll_ctl(ep, EPOLL_CTL_DEL, pair[0], NULL));
	control("gone", ep, EPOLL_CTL_MOD, pair[0], EPOLLIN, 9);
	wait_for("empty", ep, 10, 20);
	close(pair[0]);
	close(ep);
}

static void
refusals(void)
{
	struct epoll_event event = {.events = EPOLLIN};
	int ep = epoll_create(1), file = open("/", O_RDONLY), event_fd = eventfd(0, 0);
	struct timespec ts = {0, -1};
	sigset_t set;

	SHOW(epoll_create(0));
	SHOW(epoll_create1(64));
	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, file, &event));
	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, ep, &event));
	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, 999, &event));
	SHOW(epoll_ctl(999, EPOLL_CTL_ADD, event_fd, &event));
	SHOW(epoll_ctl(event_fd, EPOLL_CTL_ADD, 0, &event));
	SHOW(epoll_ctl(ep, 77, event_fd, &event));
	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, event_fd, BAD));
	SHOW(epoll_wait(ep, &event, 0, 0));
	show("epoll_wait -1", syscall(SYS_epoll_wait, ep, &event, -1, 0));
	SHOW(epoll_wait(event_fd, &event, 1, 0));
	SHOW(epoll_wait(999, &event, 1, 0));
	event.events = EPOLLOUT;
	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, event_fd, &event));
	show("epoll_wait bad", syscall(SYS_epoll_wait, ep, BAD, 1, 0));
	sigemptyset(&set);
	show("pwait size", syscall(SYS_epoll_pwait, ep, &event, 1, 0, &set, (long)4));
	show("pwait bad", syscall(SYS_epoll_pwait, ep, &event, 1, 0, BAD, (long)8));
	show("pwait2 time", syscall(SYS_epoll_pwait2, ep, &event, 1, &ts, NULL, (long)8));
	show("pwait2 bad", syscall(SYS_epoll_pwait2, ep, &event, 1, BAD, NULL, (long)8));
	ts.tv_nsec = 1000;
	show("pwait2", syscall(SYS_epoll_pwait2, ep, &event, 1, &ts, NULL, (long)8));
	event.events = EPOLLIN | EPOLLEXCLUSIVE;
	SHOW(epoll_ctl(ep, EPOLL_CTL_MOD, event_fd, &event));
	SHOW(epoll_ctl(ep, EPOLL_CTL_DEL, event_fd, &event));
	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, event_fd, &event));
	SHOW(epoll_ctl(ep, EPOLL_CTL_MOD, event_fd, &event));
	event.events = EPOLLIN | EPOLLEXCLUSIVE | EPOLLONESHOT;
	SHOW(epoll_ctl(ep, EPOLL_CTL_DEL, event_fd, &event));
	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, event_fd, &event));
	close(ep);
	close(file);
	close(event_fd);
}

static void
many(void)
{
	int ep = epoll_create1(0), fds[80], i;
	struct epoll_event event, events[100];
	uint64_t one = 1;

	for (i = 0; i < 80; i++) {
		fds[i] = eventfd(0, 0);
		event.events = EPOLLIN;
		event.data.u64 = (uint64_t)i;
		epoll_ctl(ep, EPOLL_CTL_ADD, fds[i], &event);
		if (i % 2 == 0 && write(fds[i], &one, 8) != 8)
			printf("write\n");
	}
	wait_for("forty", ep, 100, 0);
	SHOW(epoll_wait(ep, events, 7, 0));
	SHOW(epoll_wait(ep, events, 33, 0));
	SHOW(epoll_wait(ep, events, 100, 0));
	for (i = 0; i < 80; i++)
		close(fds[i]);
	wait_for("all closed", ep, 100, 0);
	close(ep);
}

static void
relations(void)
{
	struct itimerval it = {{0, 0}, {0, 30000}};
	int inner = epoll_create1(0), outer = epoll_create1(0), fd = eventfd(0, 0), copy;
	struct epoll_event event = {.events = EPOLLIN};
	struct pollfd pfd = {.fd = inner, .events = POLLIN};
	uint64_t one = 1;
	sigset_t set;
	pid_t pid;
	int status;

	control("inner", inner, EPOLL_CTL_ADD, fd, EPOLLIN, 1);
	control("outer", outer, EPOLL_CTL_ADD, inner, EPOLLIN, 2);
	control("loop", inner, EPOLL_CTL_ADD, outer, EPOLLIN, 2);
	SHOW(poll(&pfd, 1, 0));
	SHOW(write(fd, &one, 8));
	SHOW(poll(&pfd, 1, 0));
	wait_for("outer", outer, 5, 0);
	copy = dup(inner);
	wait_for("duplicate", copy, 5, 0);
	fflush(stdout);
	if ((pid = fork()) == 0) {
		wait_for("child", inner, 5, 0);
		control("child changes it", inner, EPOLL_CTL_MOD, fd, EPOLLIN | EPOLLOUT, 77);
		fflush(stdout);
		_exit(0);
	}
	waitpid(pid, &status, 0);
	wait_for("parent", copy, 5, 0);
	SHOW(read(fd, &one, 8));
	SHOW(epoll_ctl(inner, EPOLL_CTL_DEL, fd, NULL));

	setitimer(ITIMER_REAL, &it, NULL);
	SHOW(epoll_wait(inner, &event, 1, 5000));
	sigemptyset(&set);
	sigaddset(&set, SIGALRM);
	sigprocmask(SIG_BLOCK, &set, NULL);
	sigemptyset(&set);
	setitimer(ITIMER_REAL, &it, NULL);
	SHOW(epoll_pwait(inner, &event, 1, -1, &set));
	SHOW(epoll_wait(inner, &event, 1, 10));
	close(inner);
	close(outer);
	close(copy);
	close(fd);
}

/* One thread waits, another makes it ready. */
static void *
writer(void *arg)
{
	uint64_t one = 1;

	usleep(20000);
	if (write(*(int *)arg, &one, 8) != 8)
		printf("write\n");
	return (NULL);
}

static void
threads(void)
{
	int ep = epoll_create1(0), fd = eventfd(0, 0), i;
	struct epoll_event event = {.events = EPOLLIN | EPOLLET, .data.fd = fd};
	pthread_t thread;

	SHOW(epoll_ctl(ep, EPOLL_CTL_ADD, fd, &event));
	for (i = 0; i < 3; i++) {
		pthread_create(&thread, NULL, writer, &fd);
		SHOW(epoll_wait(ep, &event, 1, 5000));
		pthread_join(thread, NULL);
	}
	close(ep);
	close(fd);
}

int
main(void)
{
	struct sigaction sa = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	sigaction(SIGALRM, &sa, NULL);
	modes();
	refusals();
	many();
	relations();
	threads();
	return (0);
}
