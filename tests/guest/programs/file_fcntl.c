/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fcntl, dup, flock, close_range: every command, locks against another process, bad arguments.
 */
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file_show.h"

static void
duplicates(int fd)
{
	SHOW(fcntl(fd, F_DUPFD, 100));
	SHOW(fcntl(fd, F_DUPFD_CLOEXEC, 100));
	printf("%d %d\n", fcntl(100, F_GETFD), fcntl(101, F_GETFD));
	SHOW(fcntl(101, F_SETFD, 0));
	SHOW(fcntl(100, F_SETFD, 0xff));
	printf("%d %d\n", fcntl(100, F_GETFD), fcntl(101, F_GETFD));
	SHOW(dup2(fd, 120));
	SHOW(dup2(120, 120));
	SHOW(dup2(999, 999));
	SHOW(dup2(999, 121));
	SHOW(dup3(fd, 122, O_CLOEXEC));
	printf("%d\n", fcntl(122, F_GETFD));
	SHOW(dup3(fd, fd, 0));
	SHOW(dup3(fd, 123, O_APPEND));
	SHOW(dup(999));
	SHOW(dup2(fd, -1));
	SHOW(fcntl(fd, F_DUPFD, -1));
	SHOW(fcntl(999, F_GETFD));
	SHOW(close(999));
	show("close_range", syscall(SYS_close_range, 100, 110, 0));
	printf("%d %d\n", fcntl(101, F_GETFD), fcntl(120, F_GETFD));
	show("close_range backwards", syscall(SYS_close_range, 110, 100, 0));
	show("close_range cloexec", syscall(SYS_close_range, 120, ~0U, 4));
	printf("%d\n", fcntl(120, F_GETFD));
	show("close_range bad flag", syscall(SYS_close_range, 120, 121, 64));
	show("close_range rest", syscall(SYS_close_range, 100, ~0U, 0));
	printf("%d\n", fcntl(120, F_GETFD));
}

static void
status(int fd)
{
	int ends[2];

	printf("%o\n", (unsigned)fcntl(fd, F_GETFL));
	SHOW(fcntl(fd, F_SETFL, O_APPEND | O_NONBLOCK | O_CREAT | O_TRUNC | O_WRONLY | O_SYNC));
	printf("%o\n", (unsigned)fcntl(fd, F_GETFL));
	SHOW(fcntl(fd, F_SETFL, 0));
	printf("%o\n", (unsigned)fcntl(fd, F_GETFL));
	pipe(ends);
	printf(
	    "pipe %o %o\n", (unsigned)fcntl(ends[0], F_GETFL), (unsigned)fcntl(ends[1], F_GETFL));
	SHOW(fcntl(ends[0], F_SETFL, O_NONBLOCK | O_ASYNC));
	printf(
	    "pipe %o %o\n", (unsigned)fcntl(ends[0], F_GETFL), (unsigned)fcntl(ends[1], F_GETFL));
	SHOW(fcntl(ends[0], F_GETPIPE_SZ));
	SHOW(fcntl(ends[0], F_SETPIPE_SZ, 5000));
	SHOW(fcntl(ends[0], F_GETPIPE_SZ));
	SHOW(fcntl(fd, F_GETPIPE_SZ));
	SHOW(fcntl(ends[0], F_SETPIPE_SZ, -5));
	close(ends[0]);
	close(ends[1]);
}

static void
owners(void)
{
	struct f_owner_ex owner = {0};
	int ends[2];

	pipe(ends);
	SHOW(fcntl(ends[0], F_GETOWN));
	SHOW(fcntl(ends[0], F_SETOWN, getpid()));
	printf("%d\n", fcntl(ends[0], F_GETOWN) == getpid());
	SHOW(fcntl(ends[0], F_GETOWN_EX, &owner));
	printf("%d %d\n", owner.type, owner.pid == getpid());
	owner.type = F_OWNER_PGRP;
	owner.pid = getpgrp();
	SHOW(fcntl(ends[0], F_SETOWN_EX, &owner));
	owner.type = 7;
	SHOW(fcntl(ends[0], F_GETOWN_EX, &owner));
	printf("%d %d\n", owner.type, owner.pid == getpgrp());
	owner.type = 7;
	SHOW(fcntl(ends[0], F_SETOWN_EX, &owner));
	SHOW(fcntl(ends[0], F_GETSIG));
	SHOW(fcntl(ends[0], F_SETSIG, SIGIO));
	SHOW(fcntl(ends[0], 9999));
	SHOW(fcntl(999, 9999));
	SHOW(fcntl(open(".", O_PATH), F_GETLK, NULL));
}

static void
describe(const char *what, const struct flock *l, pid_t child)
{
	printf("%s: type %d whence %d start %jd len %jd by %s\n", what, l->l_type, l->l_whence,
	    (intmax_t)l->l_start, (intmax_t)l->l_len,
	    l->l_pid == child ? "child"
	    : l->l_pid == 0   ? "nobody"
	    : l->l_pid == -1  ? "a file"
	                      : "?");
}

static void
records(int fd)
{
	struct flock l = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 10, .l_len = 20};
	int back[2], to[2], other;
	pid_t child;
	char c;

	pipe(to);
	pipe(back);
	fflush(stdout);
	child = fork();
	if (child == 0) {
		fcntl(fd, F_SETLK, &l);
		l.l_start = 100;
		l.l_len = 0;
		l.l_type = F_RDLCK;
		fcntl(fd, F_SETLK, &l);
		write(back[1], "", 1);
		read(to[0], &c, 1);
		usleep(20000);
		_exit(0);
	}
	read(back[0], &c, 1);
	l = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
	SHOW(fcntl(fd, F_GETLK, &l));
	describe("first", &l, child);
	l = (struct flock){.l_type = F_RDLCK, .l_whence = SEEK_SET, .l_start = 150, .l_len = 5};
	SHOW(fcntl(fd, F_GETLK, &l));
	describe("shared", &l, child);
	l = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 15, .l_len = 1};
	SHOW(fcntl(fd, F_SETLK, &l));
	l.l_type = 5;
	SHOW(fcntl(fd, F_SETLK, &l));
	l.l_type = F_WRLCK;
	l.l_whence = 9;
	SHOW(fcntl(fd, F_SETLK, &l));
	SHOW(fcntl(fd, F_GETLK, &l));
	l.l_whence = SEEK_SET;
	l.l_start = -5;
	SHOW(fcntl(fd, F_SETLK, &l));
	other = open("file", O_RDWR);
	l = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 5};
	SHOW(fcntl(fd, F_OFD_SETLK, &l));
	SHOW(fcntl(other, F_OFD_SETLK, &l));
	SHOW(fcntl(other, F_OFD_GETLK, &l));
	describe("of the file", &l, child);
	l.l_type = F_WRLCK;
	l.l_pid = 7;
	SHOW(fcntl(other, F_OFD_SETLK, &l));
	close(other);
	l = (struct flock){.l_type = F_UNLCK, .l_whence = SEEK_SET};
	SHOW(fcntl(fd, F_OFD_SETLK, &l));
	write(to[1], "", 1);
	l = (struct flock){.l_type = F_WRLCK, .l_whence = SEEK_SET};
	SHOW(fcntl(fd, F_SETLKW, &l));
	waitpid(child, NULL, 0);
	l.l_type = F_UNLCK;
	SHOW(fcntl(fd, F_SETLK, &l));
}

static void
whole(int fd)
{
	int other = open("file", O_RDWR);

	SHOW(flock(fd, LOCK_SH));
	SHOW(flock(other, LOCK_SH | LOCK_NB));
	SHOW(flock(other, LOCK_EX | LOCK_NB));
	SHOW(flock(fd, LOCK_UN));
	SHOW(flock(other, LOCK_EX | LOCK_NB));
	SHOW(flock(fd, LOCK_SH | LOCK_NB));
	SHOW(flock(fd, 0));
	SHOW(flock(fd, 77));
	SHOW(flock(999, LOCK_SH));
}

int
main(void)
{
	int fd;

	setvbuf(stdout, NULL, _IOLBF, 0);
	fd = open("file", O_RDWR | O_CREAT, 0600);
	duplicates(fd);
	status(fd);
	owners();
	records(fd);
	whole(fd);
	return (0);
}
