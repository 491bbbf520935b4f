/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * File calls that wait, and a signal: with SA_RESTART they go on, without it they end with EINTR.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file_show.h"

static volatile sig_atomic_t alarms;
static char fill[1 << 16];

static void
on_alarm(int sig)
{
	(void)sig;
	alarms++;
}

/* A signal after 50 ms; what the call waits for comes from `helper` after 200 ms. */
static pid_t
start(int flags, void (*helper)(void))
{
	struct sigaction act = {.sa_handler = on_alarm, .sa_flags = flags};
	struct itimerval soon = {.it_value = {0, 50000}};
	pid_t child;

	fflush(stdout);
	alarms = 0;
	sigaction(SIGALRM, &act, NULL);
	if ((child = fork()) == 0) {
		helper();
		_exit(0);
	}
	setitimer(ITIMER_REAL, &soon, NULL);
	return (child);
}

static void
finish(const char *what, int flags, long result, pid_t child)
{
	char text[100];
	int error = errno;

	snprintf(text, sizeof(text), "%s%s", what, flags != 0 ? ", restarted" : "");
	errno = error;
	show(text, result);
	kill(child, SIGTERM);
	waitpid(child, NULL, 0);
	printf("    %d signal\n", (int)alarms);
}

static int pipe_ends[2], held;

/* Helpers hold a lock from before the parent asks (see take) and let go by ending. */
static void
hold(void)
{
	usleep(200000);
}

static void
feed(void)
{
	usleep(200000);
	write(pipe_ends[1], "fed", 3);
}

static void
drain(void)
{
	char buf[4096];

	usleep(200000);
	while (read(pipe_ends[0], buf, sizeof(buf)) > 0)
		;
}

static void
open_fifo(void)
{
	usleep(200000);
	open("fifo", O_WRONLY);
	usleep(100000);
}

static void
hold_record(void)
{
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

	fcntl(open("file", O_RDWR), F_SETLK, &l);
	hold();
}

static void
hold_whole(void)
{
	flock(open("file", O_RDWR), LOCK_EX);
	hold();
}

static void
locks(int flags, int fd)
{
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	pid_t child;

	child = start(flags, hold_record);
	usleep(20000);
	finish("F_SETLKW", flags, fcntl(fd, F_SETLKW, &l), child);
	l.l_type = F_UNLCK;
	fcntl(fd, F_SETLK, &l);
	l.l_type = F_WRLCK;
	child = start(flags, hold_record);
	usleep(20000);
	finish("F_OFD_SETLKW", flags, fcntl(fd, F_OFD_SETLKW, &l), child);
	l.l_type = F_UNLCK;
	fcntl(fd, F_OFD_SETLK, &l);
	child = start(flags, hold_whole);
	usleep(20000);
	finish("flock", flags, flock(fd, LOCK_EX), child);
	flock(fd, LOCK_UN);
}

static void
pipes(int flags, int fd)
{
	char buf[100];
	struct iovec v = {buf, sizeof(buf)};
	pid_t child;

	pipe(pipe_ends);
	child = start(flags, feed);
	finish("read", flags, read(pipe_ends[0], buf, sizeof(buf)), child);
	child = start(flags, feed);
	finish("readv", flags, readv(pipe_ends[0], &v, 1), child);
	child = start(flags, feed);
	finish("splice", flags, splice(pipe_ends[0], NULL, fd, NULL, 100, 0), child);
	close(pipe_ends[0]);
	close(pipe_ends[1]);

	pipe(pipe_ends);
	fcntl(pipe_ends[1], F_SETFL, O_NONBLOCK);
	while (write(pipe_ends[1], fill, sizeof(fill)) > 0)
		;
	fcntl(pipe_ends[1], F_SETFL, 0);
	child = start(flags, drain);
	finish("write", flags, write(pipe_ends[1], fill, 4096), child);
	close(pipe_ends[0]);
	close(pipe_ends[1]);

	child = start(flags, open_fifo);
	held = open("fifo", O_RDONLY);
	finish("open of a fifo", flags, held == -1 ? -1 : 0, child);
	if (held != -1)
		close(held);
}

/* A signal in the middle of a long transfer: what was done counts. */
static void
partial(void)
{
	pid_t child;
	long n;

	pipe(pipe_ends);
	child = start(0, drain);
	kill(child, SIGSTOP);
	n = write(pipe_ends[1], fill, sizeof(fill));
	n += write(pipe_ends[1], fill, 1);
	show("write, part done", n);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	printf("    %d signal\n", (int)alarms);
}

int
main(void)
{
	int fd;

	setvbuf(stdout, NULL, _IOLBF, 0);
	fd = open("file", O_RDWR | O_CREAT, 0600);
	mkfifo("fifo", 0600);
	locks(0, fd);
	locks(SA_RESTART, fd);
	pipes(0, fd);
	pipes(SA_RESTART, fd);
	partial();
	return (0);
}
