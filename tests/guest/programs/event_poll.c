/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * poll, ppoll, select, pselect6, eventfd, signalfd, pipes: what is reported, what is left of the
 * time, refusals, signals that interrupt.
 */
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

static volatile sig_atomic_t hits;

static void
on_signal(int sig)
{
	(void)sig;
	hits++;
}

static void
print_events(short events)
{
	printf("  %#x", (unsigned)(unsigned short)events);
	printf("%s%s%s%s%s%s%s%s\n", events & POLLIN ? " IN" : "", events & POLLOUT ? " OUT" : "",
	    events & POLLPRI ? " PRI" : "", events & POLLERR ? " ERR" : "",
	    events & POLLHUP ? " HUP" : "", events & POLLNVAL ? " NVAL" : "",
	    events & POLLRDHUP ? " RDHUP" : "", events & POLLWRNORM ? " WRNORM" : "");
}

static void
poll_one(const char *what, int fd, short events)
{
	struct pollfd pfd = {fd, events, -1};

	show(what, poll(&pfd, 1, 0));
	print_events(pfd.revents);
}

#define ALL   (POLLIN | POLLOUT | POLLPRI | POLLRDHUP)
#define EVERY (ALL | POLLRDNORM | POLLRDBAND | POLLWRNORM | POLLWRBAND | POLLMSG)

static void
states(void)
{
	int ends[2], pair[2], fd;

	SHOW(pipe(ends));
	poll_one("empty pipe, reader", ends[0], ALL);
	poll_one("empty pipe, writer", ends[1], ALL);
	poll_one("empty pipe, writer, every bit", ends[1], EVERY);
	SHOW(write(ends[1], "x", 1));
	poll_one("pipe with data", ends[0], EVERY);
	poll_one("nothing asked", ends[0], 0);
	close(ends[1]);
	poll_one("writer gone, data left", ends[0], ALL);
	SHOW(read(ends[0], &fd, 1));
	poll_one("writer gone", ends[0], ALL);
	poll_one("writer gone, nothing asked", ends[0], 0);
	close(ends[0]);
	poll_one("closed", ends[0], ALL);
	poll_one("negative", -1, ALL);
	SHOW(pipe(ends));
	close(ends[0]);
	poll_one("reader gone", ends[1], ALL);
	close(ends[1]);
	SHOW(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	poll_one("socket", pair[0], EVERY);
	poll_one("socket, only WRNORM", pair[0], POLLWRNORM);
	SHOW(shutdown(pair[1], SHUT_WR));
	poll_one("peer will not send", pair[0], EVERY);
	poll_one("will not send", pair[1], EVERY);
	close(pair[1]);
	poll_one("peer gone", pair[0], EVERY);
	close(pair[0]);
	fd = open("/dev/null", O_RDWR);
	poll_one("/dev/null", fd, EVERY);
	close(fd);
	fd = open("/", O_RDONLY);
	poll_one("directory", fd, EVERY);
	close(fd);
}

static void
times(void)
{
	struct pollfd pfd[40];
	struct timespec ts = {0, 30000000};
	struct timeval tv = {0, 30000};
	struct rlimit limit;
	sigset_t set;
	fd_set in;
	int ends[2], i;

	SHOW(pipe(ends));
	for (i = 0; i < 40; i++) {
		pfd[i].fd = ends[i % 2];
		pfd[i].events = POLLIN | POLLOUT;
	}
	SHOW(poll(pfd, 40, -1));
	SHOW(poll(pfd, 1, 20));
	SHOW(poll(NULL, 0, 5));
	show("poll bad", syscall(SYS_poll, BAD, 1, 0));
	getrlimit(RLIMIT_NOFILE, &limit);
	show("poll too many", syscall(SYS_poll, pfd, (unsigned)limit.rlim_cur + 1, 0));
	show("ppoll", syscall(SYS_ppoll, pfd, 1, &ts, NULL, 8));
	printf("left %ld %ld\n", (long)ts.tv_sec, ts.tv_nsec);
	ts.tv_nsec = -1;
	show("ppoll", syscall(SYS_ppoll, pfd, 1, &ts, NULL, 8));
	sigemptyset(&set);
	show("ppoll set size", syscall(SYS_ppoll, pfd, 1, NULL, &set, 4));
	show("ppoll bad", syscall(SYS_ppoll, pfd, 1, BAD, NULL, 8));
	FD_ZERO(&in);
	FD_SET(ends[0], &in);
	show("select", syscall(SYS_select, ends[0] + 1, &in, NULL, NULL, &tv));
	printf("left %ld %ld set %d\n", (long)tv.tv_sec, (long)tv.tv_usec, FD_ISSET(ends[0], &in));
	SHOW(write(ends[1], "x", 1));
	FD_SET(ends[0], &in);
	tv.tv_sec = 5;
	show("select", syscall(SYS_select, ends[0] + 1, &in, NULL, NULL, &tv));
	printf("left %d set %d\n", tv.tv_sec == 4, FD_ISSET(ends[0], &in));
	tv.tv_sec = 0;
	tv.tv_usec = 1500000;
	show("select, many microseconds", syscall(SYS_select, ends[0] + 1, &in, NULL, NULL, &tv));
	show("select n", syscall(SYS_select, -1, NULL, NULL, NULL, &tv));
	FD_SET(200, &in);
	show("select closed", syscall(SYS_select, 201, &in, NULL, NULL, NULL));
	show("select bad", syscall(SYS_select, 1, BAD, NULL, NULL, NULL));
	tv.tv_usec = -1;
	show("select time", syscall(SYS_select, 1, NULL, NULL, NULL, &tv));
	close(ends[0]);
	close(ends[1]);
}

static void
interrupted(void)
{
	struct itimerval it = {{0, 0}, {0, 40000}};
	struct {
		const void *set;
		size_t size;
	} sized;
	struct timespec ts = {5, 0};
	sigset_t block, open_set;
	int ends[2];
	struct pollfd pfd;

	SHOW(pipe(ends));
	pfd.fd = ends[0];
	pfd.events = POLLIN;
	setitimer(ITIMER_REAL, &it, NULL);
	SHOW(poll(&pfd, 1, 5000));
	setitimer(ITIMER_REAL, &it, NULL);
	show("select", syscall(SYS_select, 0, NULL, NULL, NULL, NULL));
	printf("hits %d\n", (int)hits);

	/* Blocked outside, open while it waits: pending before, and arriving meanwhile. */
	sigemptyset(&open_set);
	sigemptyset(&block);
	sigaddset(&block, SIGALRM);
	sigprocmask(SIG_BLOCK, &block, NULL);
	raise(SIGALRM);
	show("ppoll, pending", syscall(SYS_ppoll, &pfd, 1, &ts, &open_set, 8));
	printf("hits %d left %d\n", (int)hits, ts.tv_sec >= 4);
	setitimer(ITIMER_REAL, &it, NULL);
	show("ppoll", syscall(SYS_ppoll, &pfd, 1, NULL, &open_set, 8));
	printf("hits %d\n", (int)hits);
	sized.set = &open_set;
	sized.size = 8;
	setitimer(ITIMER_REAL, &it, NULL);
	show("pselect6", syscall(SYS_pselect6, 0, NULL, NULL, NULL, NULL, &sized));
	printf("hits %d\n", (int)hits);
	sized.size = 7;
	show("pselect6 size", syscall(SYS_pselect6, 0, NULL, NULL, NULL, NULL, &sized));
	sized.set = NULL;
	show("pselect6 none",
	    syscall(SYS_pselect6, 0, NULL, NULL, NULL, &(struct timespec){0, 1}, &sized));
	show("pselect6 bad", syscall(SYS_pselect6, 0, NULL, NULL, NULL, NULL, BAD));
	sigprocmask(SIG_UNBLOCK, &block, NULL);
	close(ends[0]);
	close(ends[1]);
}

static void
descriptors(void)
{
	struct signalfd_siginfo si;
	uint64_t count = 5;
	sigset_t set;
	int fd = eventfd(3, EFD_NONBLOCK), ends[2];

	poll_one("eventfd", fd, EVERY);
	SHOW(write(fd, &count, 8));
	SHOW(read(fd, &count, 8));
	printf("%d\n", (int)count);
	SHOW(read(fd, &count, 8));
	SHOW(read(fd, &count, 4));
	count = ~0ULL;
	SHOW(write(fd, &count, 8));
	close(fd);
	fd = eventfd(2, EFD_SEMAPHORE | EFD_CLOEXEC | EFD_NONBLOCK);
	SHOW(fcntl(fd, F_GETFD));
	SHOW(read(fd, &count, 8));
	printf("%d\n", (int)count);
	SHOW(read(fd, &count, 8));
	SHOW(read(fd, &count, 8));
	close(fd);
	SHOW(eventfd(0, 64));

	sigemptyset(&set);
	sigaddset(&set, SIGUSR1);
	sigaddset(&set, SIGRTMIN + 3);
	sigprocmask(SIG_BLOCK, &set, NULL);
	fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
	SHOW(read(fd, &si, sizeof(si)));
	raise(SIGUSR1);
	sigqueue(getpid(), SIGRTMIN + 3, (union sigval){.sival_int = 42});
	poll_one("signalfd", fd, POLLIN);
	SHOW(read(fd, &si, sizeof(si)));
	printf(
	    "signal %d code %d pid %d\n", si.ssi_signo, si.ssi_code, (int)si.ssi_pid == getpid());
	SHOW(read(fd, &si, sizeof(si)));
	printf(
	    "signal %d code %d value %d\n", (int)si.ssi_signo - SIGRTMIN, si.ssi_code, si.ssi_int);
	SHOW(read(fd, &si, 8));
	SHOW(signalfd(fd, &set, 0) == fd);
	SHOW(signalfd(0, &set, 0));
	SHOW(signalfd(-1, &set, 1));
	show("signalfd size", syscall(SYS_signalfd4, -1, &set, 4, 0));
	show("signalfd bad", syscall(SYS_signalfd4, -1, BAD, 8, 0));
	close(fd);

	SHOW(pipe2(ends, O_CLOEXEC | O_NONBLOCK));
	printf("%d %#x %#x\n", fcntl(ends[0], F_GETFD), (unsigned)fcntl(ends[0], F_GETFL),
	    (unsigned)fcntl(ends[1], F_GETFL));
	SHOW(read(ends[0], &count, 1));
	close(ends[0]);
	close(ends[1]);
	SHOW(pipe2(ends, O_APPEND));
	SHOW(pipe2(ends, O_DIRECT));
	SHOW(write(ends[1], "one", 3));
	SHOW(write(ends[1], "two2", 4));
	SHOW(read(ends[0], &si, 100));
	SHOW(read(ends[0], &si, 100));
	show("pipe bad", syscall(SYS_pipe, BAD));
	show("pipe2 bad", syscall(SYS_pipe2, BAD, 0));
	SHOW(dup(0));
}

int
main(void)
{
	struct sigaction sa = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

	sigaction(SIGALRM, &sa, NULL);
	states();
	times();
	interrupted();
	descriptors();
	return (0);
}
