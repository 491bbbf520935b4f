/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bad pointers in every place a call takes one: an unmapped address, one that is not canonical, and
 * memory that ends in the middle of what is read or written.  Each call runs in a child, so that
 * what it breaks stays there.
 *
 * Not here: calls that FreeBSD's services answer otherwise before they look (mount, quotactl,
 * adjtimex, io_setup), and a few that find another error first (splice, setxattr, sched_setparam,
 * epoll_wait with nothing to tell).
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* P: the place of the bad pointer; what stands for something usable otherwise. */
enum { P = -1000, PATH, BUF, SOCK, FILE_, PIPE, EPOLL, DIR_, IOV };

struct call {
	const char *name;
	int nr;
	long args[6];
};

#define C(name, ...)                \
	{                           \
#name, SYS_##name,  \
		{                   \
			__VA_ARGS__ \
		}                   \
	}

static const struct call calls[] = {
    C(read, FILE_, P, 16),
    C(write, FILE_, P, 16),
    C(open, P, O_RDONLY, 0),
    C(stat, P, BUF),
    C(stat, PATH, P),
    C(fstat, FILE_, P),
    C(lstat, P, BUF),
    C(lstat, PATH, P),
    C(poll, P, 1, 0),
    C(rt_sigaction, SIGUSR1, P, 0, 8),
    C(rt_sigaction, SIGUSR1, 0, P, 8),
    C(rt_sigprocmask, SIG_BLOCK, P, 0, 8),
    C(rt_sigprocmask, SIG_BLOCK, 0, P, 8),
    C(pread64, FILE_, P, 16, 0),
    C(pwrite64, FILE_, P, 16, 0),
    C(readv, FILE_, P, 1),
    C(writev, FILE_, P, 1),
    C(access, P, 0),
    C(pipe, P),
    C(select, 1, P, 0, 0, BUF),
    C(select, 0, 0, 0, 0, P),
    C(mincore, 4096, 4096, P),
    C(nanosleep, P, 0),
    C(getitimer, 0, P),
    C(setitimer, 0, P, 0),
    C(sendto, SOCK, P, 4, 0, 0, 0),
    C(sendto, SOCK, BUF, 4, 0, P, 16),
    C(recvfrom, SOCK, P, 4, 0x40, 0, 0),
    C(sendmsg, SOCK, P, 0),
    C(recvmsg, SOCK, P, 0x40),
    C(bind, SOCK, P, 16),
    C(connect, SOCK, P, 16),
    C(getsockname, SOCK, P, BUF),
    C(getsockname, SOCK, BUF, P),
    C(getpeername, SOCK, P, BUF),
    C(socketpair, 1, 1, 0, P),
    C(setsockopt, SOCK, 1, 2, P, 4),
    C(getsockopt, SOCK, 1, 3, P, BUF),
    C(getsockopt, SOCK, 1, 3, BUF, P),
    C(wait4, -1, P, 1, 0),
    C(uname, P),
    C(getcwd, P, 4096),
    C(chdir, P),
    C(rename, P, PATH),
    C(rename, PATH, P),
    C(mkdir, P, 0700),
    C(rmdir, P),
    C(creat, P, 0600),
    C(link, P, PATH),
    C(link, PATH, P),
    C(unlink, P),
    C(symlink, P, PATH),
    C(symlink, PATH, P),
    C(readlink, P, BUF, 16),
    C(readlink, PATH, P, 16),
    C(chmod, P, 0600),
    C(chown, P, 0, 0),
    C(lchown, P, 0, 0),
    C(gettimeofday, P, 0),
    C(getrlimit, 7, P),
    C(setrlimit, 7, P),
    C(getrusage, 0, P),
    C(sysinfo, P),
    C(times, P),
    C(getgroups, 100, P),
    C(setgroups, 1, P),
    C(getresuid, P, BUF, BUF),
    C(getresuid, BUF, P, BUF),
    C(getresuid, BUF, BUF, P),
    C(getresgid, P, BUF, BUF),
    C(rt_sigpending, P, 8),
    C(rt_sigtimedwait, P, 0, 0, 8),
    C(rt_sigtimedwait, BUF, 0, P, 8),
    C(rt_sigqueueinfo, 1, 10, P),
    C(rt_sigsuspend, P, 8),
    C(sigaltstack, P, 0),
    C(sigaltstack, 0, P),
    C(utime, P, 0),
    C(utime, PATH, P),
    C(mknod, P, 0100600, 0),
    C(statfs, P, BUF),
    C(statfs, PATH, P),
    C(fstatfs, FILE_, P),
    C(sched_setscheduler, 0, 0, P),
    C(sched_rr_get_interval, 0, P),
    C(truncate, P, 0),
    C(getdents, DIR_, P, 4096),
    C(getdents64, DIR_, P, 4096),
    C(setxattr, PATH, P, BUF, 1, 0),
    C(getxattr, PATH, P, BUF, 1),
    C(listxattr, P, BUF, 16),
    C(removexattr, PATH, P),
    C(time, P),
    C(futex, P, 0, 0, 0, 0, 0),
    C(futex, P, 1, 1, 0, 0, 0),
    C(sched_setaffinity, 0, 8, P),
    C(sched_getaffinity, 0, 128, P),
    C(timer_create, 1, P, BUF),
    C(timer_create, 1, 0, P),
    C(clock_gettime, 1, P),
    C(clock_getres, 1, P),
    C(clock_nanosleep, 1, 0, P, 0),
    C(epoll_ctl, EPOLL, 1, PIPE, P),
    C(utimes, P, 0),
    C(utimes, PATH, P),
    C(waitid, 0, 0, P, 5, 0),
    C(inotify_add_watch, 0, P, 1),
    C(openat, -100, P, 0, 0),
    C(mkdirat, -100, P, 0700),
    C(fchownat, -100, P, 0, 0, 0),
    C(futimesat, -100, P, 0),
    C(newfstatat, -100, P, BUF, 0),
    C(newfstatat, -100, PATH, P, 0),
    C(unlinkat, -100, P, 0),
    C(renameat, -100, P, -100, PATH),
    C(linkat, -100, P, -100, PATH, 0),
    C(symlinkat, P, -100, PATH),
    C(readlinkat, -100, P, BUF, 16),
    C(readlinkat, -100, PATH, P, 16),
    C(fchmodat, -100, P, 0600),
    C(faccessat, -100, P, 0),
    C(pselect6, 1, P, 0, 0, BUF, 0),
    C(pselect6, 1, 0, 0, 0, BUF, P),
    C(ppoll, P, 1, 0, 0, 0),
    C(ppoll, 0, 0, P, 0, 0),
    C(ppoll, 0, 0, BUF, P, 8),
    C(set_robust_list, P, 24),
    C(get_robust_list, 0, P, BUF),
    C(vmsplice, PIPE, P, 1, 0),
    C(utimensat, -100, PATH, P, 0),
    C(signalfd4, -1, P, 8, 0),
    C(timerfd_settime, 0, 0, P, 0),
    C(accept4, SOCK, P, BUF, 0),
    C(pipe2, P, 0),
    C(preadv, FILE_, P, 1, 0, 0),
    C(pwritev, FILE_, P, 1, 0, 0),
    C(prlimit64, 0, 7, P, 0),
    C(prlimit64, 0, 7, 0, P),
    C(getcpu, P, 0, 0),
    C(sched_getattr, 0, P, 48, 0),
    C(getrandom, P, 16, 0),
    C(memfd_create, P, 0),
    C(execve, P, 0, 0),
    C(execve, PATH, P, 0),
    C(statx, -100, P, 0, 0xfff, BUF),
    C(statx, -100, PATH, 0, 0xfff, P),
    C(clone3, P, 88),
    C(openat2, -100, PATH, P, 24),
    C(faccessat2, -100, P, 0, 0),
    C(epoll_pwait2, EPOLL, BUF, 1, P, 0, 8),
    C(futex_waitv, P, 1, 0, 0, 0),
    C(ioctl, PIPE, 0x541b, P),
    C(ioctl, FILE_, 0x5401, P),
    C(fcntl, FILE_, 5, P),
    C(fcntl, FILE_, 6, P),
    C(prctl, 15, P),
    C(prctl, 16, P),
    C(arch_prctl, 0x1003, P),
    C(sendfile, FILE_, FILE_, P, 1),
    C(copy_file_range, FILE_, P, FILE_, 0, 1, 0),
    C(semop, 0, P, 1),
    C(msgsnd, 0, P, 1, 0),
    C(shmctl, 0, 14, P),
    C(sendmmsg, SOCK, P, 1, 0),
    C(recvmmsg, SOCK, P, 1, 0x40, 0),
    C(clock_settime, 99, P),
    C(process_vm_readv, 0, P, 1, BUF, 1, 0),
    C(mq_open, P, 0, 0, 0),
    C(sethostname, P, 4),
};

static char *end_of_page; /* one byte before nothing */

static long
place(long what, long bad)
{
	static char buf[8192], other[8192];
	static struct iovec {
		void *base;
		size_t len;
	} iov = {other, 16};
	int fds[2];

	switch (what) {
	case P:
		return (bad);
	case PATH:
		return ((long)"there");
	case BUF:
		memset(buf, 0, sizeof(buf));
		buf[0] = 8;
		return ((long)buf);
	case IOV:
		return ((long)&iov);
	case SOCK:
		return (
		    socketpair(AF_UNIX, SOCK_STREAM, 0, fds) == 0 && write(fds[1], "data", 4) == 4
		        ? fds[0]
		        : -1);
	case FILE_:
		return (open("there", O_RDWR));
	case PIPE:
		return (pipe(fds) == 0 && write(fds[1], "data", 4) == 4 ? fds[0] : -1);
	case EPOLL:
		return (epoll_create1(0));
	case DIR_:
		return (open(".", O_RDONLY));
	default:
		return (what);
	}
}

static void
attempt(const struct call *c, const char *kind, long bad)
{
	pid_t pid;
	int status, which = 0;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		long a[6], r;

		ualarm(300000, 0);
		for (int i = 0; i < 6; i++)
			a[i] = place(c->args[i], bad);
		errno = 0;
		r = syscall(c->nr, a[0], a[1], a[2], a[3], a[4], a[5]);
		_exit(r < 0 ? errno : 0);
	}
	while (which < 6 && c->args[which] != P)
		which++;
	waitpid(pid, &status, 0);
	if (WIFEXITED(status))
		printf("%s %d %s: %s\n", c->name, which, kind,
		    WEXITSTATUS(status) == 0 ? "ok" : strerror(WEXITSTATUS(status)));
	else
		printf("%s %d %s: death by %d\n", c->name, which, kind, WTERMSIG(status));
}

int
main(void)
{
	const int n = (int)(sizeof(calls) / sizeof(calls[0]));
	int fd = open("there", O_RDWR | O_CREAT, 0600);

	if (write(fd, "0123456789abcdef", 16) != 16)
		return (1);
	close(fd);
	end_of_page = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	munmap(end_of_page + 4096, 4096);
	memset(end_of_page, 'a', 4096);
	for (int i = 0; i < n; i++) {
		attempt(&calls[i], "unmapped", 16);
		attempt(&calls[i], "not canonical", (long)0x8000000000000010ul);
		attempt(&calls[i], "kernel", (long)0xffffffff81000000ul);
		attempt(&calls[i], "end of page", (long)(end_of_page + 4095));
		attempt(&calls[i], "NULL", 0);
	}
	return (0);
}
