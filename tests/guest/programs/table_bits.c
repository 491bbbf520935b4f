/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Every bit of flag words and every small value of enumerations that the tables translate, one call
 * each, with its result.  A row that is wrong, missing or too many in specs/pairs shows as a
 * difference from the native run.  What FreeBSD has no word for is left out by `absent`, with the
 * reason.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FILE_NAME "bits.dat"

/* Is value one of the list?  The list ends with -1. */
static int
absent(long value, const long *list)
{
	for (; *list != -1; list++) {
		if (*list == value)
			return (1);
	}
	return (0);
}

#define ABSENT(value, ...) absent((value), (const long[]){__VA_ARGS__, -1})

static long
show(const char *call, long value, long result)
{
	int error = errno;

	if (result == -1)
		printf("%s %#lx: errno %d\n", call, (unsigned long)value, error);
	else
		printf("%s %#lx: ok\n", call, (unsigned long)value);
	return (result);
}

/* for calls whose result is a number that must be the same */
static void
show_number(const char *call, long value, long result)
{
	if (result == -1)
		printf("%s %#lx: errno %d\n", call, (unsigned long)value, errno);
	else
		printf("%s %#lx: %#lx\n", call, (unsigned long)value, (unsigned long)result);
}

static void
closed(long fd)
{
	if (fd >= 0)
		close((int)fd);
}

static void
open_flags(void)
{
	int bit, accmode;

	/* no access mode 3 on FreeBSD; O_NOATIME and half of O_SYNC leave no trace to read back */
	for (accmode = 0; accmode < 3; accmode++) {
		for (bit = 2; bit < 32; bit++) {
			long flags = (long)(1U << bit) | accmode;
			long fd;

			if (ABSENT(bit, 18, 20))
				continue;
			fd = show("openat", flags,
			    syscall(SYS_openat, AT_FDCWD, FILE_NAME, (int)flags, 0644));
			if (fd >= 0) {
				show_number("F_GETFL", flags, fcntl((int)fd, F_GETFL));
				show_number("F_GETFD", flags, fcntl((int)fd, F_GETFD));
			}
			closed(fd);
		}
	}
	closed(show("openat", O_TMPFILE, open(".", O_TMPFILE | O_RDWR, 0600)));
	closed(show("openat", O_SYNC, open(FILE_NAME, O_SYNC)));
	for (bit = 0; bit < 32; bit++) {
		int fd = open(FILE_NAME, O_RDWR);

		if (bit == 18)
			continue;
		show("F_SETFL", 1L << bit, fcntl(fd, F_SETFL, (int)(1U << bit)));
		show_number("F_GETFL", 1L << bit, fcntl(fd, F_GETFL));
		close(fd);
	}
}

static void
at_flags(void)
{
	struct stat st;
	struct timespec times[2] = {{1, 0}, {2, 0}};
	char statx_buffer[256];
	int bit;

	for (bit = 0; bit < 32; bit++) {
		int flags = (int)(1U << bit);

		show("newfstatat", flags, syscall(SYS_newfstatat, AT_FDCWD, FILE_NAME, &st, flags));
		show("statx", flags,
		    syscall(SYS_statx, AT_FDCWD, FILE_NAME, flags, 0x7ff, statx_buffer));
		show(
		    "faccessat2", flags, syscall(SYS_faccessat2, AT_FDCWD, FILE_NAME, R_OK, flags));
		show("fchownat", flags, syscall(SYS_fchownat, AT_FDCWD, FILE_NAME, -1, -1, flags));
		show("utimensat", flags, syscall(SYS_utimensat, AT_FDCWD, FILE_NAME, times, flags));
		show("unlinkat", flags, syscall(SYS_unlinkat, AT_FDCWD, "bits.none", flags));
		show("linkat", flags,
		    syscall(SYS_linkat, AT_FDCWD, "bits.none", AT_FDCWD, "bits.other", flags));
		show("renameat2", flags,
		    syscall(SYS_renameat2, AT_FDCWD, "bits.none", AT_FDCWD, "bits.other", flags));
	}
	for (bit = 0; bit < 10; bit++)
		show("faccessat", bit, syscall(SYS_faccessat, AT_FDCWD, FILE_NAME, bit));
}

static void
memory(void)
{
	int bit;

	for (bit = 0; bit < 32; bit++) {
		long flags = (long)(1U << bit);
		void *p;

		/* at address 0, huge pages, locked memory: up to the machine; MAP_SYNC: no such
		 * files */
		if (ABSENT(flags, MAP_FIXED, 0x100000, MAP_HUGETLB, MAP_LOCKED, 0x80000))
			continue;
		p = (void *)syscall(
		    SYS_mmap, 0, 8192, PROT_READ, flags | MAP_PRIVATE | MAP_ANONYMOUS, -1, (long)0);
		show("mmap", flags, p == MAP_FAILED ? -1 : 0);
		if (p != MAP_FAILED)
			munmap(p, 8192);
		p = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
		show("mprotect", flags, syscall(SYS_mprotect, p, 4096, flags));
		show("msync", flags, syscall(SYS_msync, p, 4096, flags));
		munmap(p, 8192);
	}
	/* MAP_DROPPABLE: no counterpart */
	for (bit = 0; bit < 8; bit++)
		show("mmap type", bit,
		    (long)mmap(NULL, 4096, PROT_READ, bit | MAP_ANONYMOUS, -1, 0) == -1 ? -1 : 0);
	for (bit = 0; bit < 120; bit++) {
		void *p =
		    mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		/* 100, 101 poison memory for root; merging, locked population and guards: none */
		if (ABSENT(bit, 12, 13, 23, 100, 101, 102, 103))
			continue;
		show("madvise", bit, madvise(p, 4096, bit));
		munmap(p, 8192);
	}
	for (bit = 0; bit < 8; bit++)
		show("posix_fadvise", bit, syscall(SYS_fadvise64, 0, 0, 0, bit));
}

static void
sockets(void)
{
	int bit, fds[2];

	/* packets, virtual machines and XDP: families of Linux */
	for (bit = -1; bit < 48; bit++) {
		if (!ABSENT(bit, 17, 40, 44))
			closed(show("socket family", bit, socket(bit, SOCK_STREAM, 0)));
	}
	for (bit = 0; bit < 12; bit++) {
		closed(show("socket type unix", bit, socket(AF_UNIX, bit, 0)));
		if (bit != 10) /* SOCK_PACKET, obsolete */
			closed(show("socket type inet", bit, socket(AF_INET, bit, 0)));
	}
	for (bit = 4; bit < 32; bit++)
		closed(show(
		    "socket flag", 1L << bit, socket(AF_UNIX, SOCK_STREAM | (int)(1U << bit), 0)));
	for (bit = 0; bit < 20; bit++)
		closed(show("socket protocol", bit, socket(AF_INET, SOCK_STREAM, bit)));
	for (bit = 0; bit < 32; bit++) {
		char c = 'x';

		if (ABSENT(bit, 0, 29)) /* out of band; MSG_FASTOPEN means nothing to these */
			continue;
		socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
		show("send flag", 1L << bit, send(fds[0], &c, 1, (int)(1U << bit) | MSG_DONTWAIT));
		show("recv flag", 1L << bit, recv(fds[1], &c, 1, (int)(1U << bit) | MSG_DONTWAIT));
		close(fds[0]);
		close(fds[1]);
	}
	socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
	for (bit = -1; bit < 5; bit++)
		show("shutdown", bit, shutdown(fds[0], bit));
	close(fds[0]);
	close(fds[1]);
}

static void
descriptors(void)
{
	int bit, fds[2];
	long fd;

	for (bit = 0; bit < 32; bit++) {
		int flag = (int)(1U << bit);

		/* 0x80 is O_NOTIFICATION_PIPE */
		if (flag != 0x80 && show("pipe2", flag, syscall(SYS_pipe2, fds, flag)) == 0) {
			show_number("F_GETFL", flag, fcntl(fds[0], F_GETFL));
			close(fds[0]);
			close(fds[1]);
		}
		closed(show("eventfd2", flag, syscall(SYS_eventfd2, 0, flag)));
		closed(show("epoll_create1", flag, syscall(SYS_epoll_create1, flag)));
		closed(show("inotify_init1", flag, syscall(SYS_inotify_init1, flag)));
		closed(show(
		    "timerfd_create", flag, syscall(SYS_timerfd_create, CLOCK_MONOTONIC, flag)));
		/* huge pages: up to the machine; MFD_NOEXEC_SEAL and MFD_EXEC: no counterpart */
		if (!ABSENT(flag, 0x4, 0x8, 0x10))
			closed(show("memfd_create", flag, syscall(SYS_memfd_create, "x", flag)));
		closed(show("dup3", flag, syscall(SYS_dup3, 1, 60, flag)));
		show("getrandom", flag, syscall(SYS_getrandom, &fd, 1, flag));
	}
	pipe(fds);
	for (bit = 0; bit < 16; bit++) {
		struct pollfd p = {fds[0], (short)(1 << bit), 0};
		long n = poll(&p, 1, 0);

		printf(
		    "poll read %#x: %ld %#x\n", 1 << bit, n, (unsigned)(unsigned short)p.revents);
		p = (struct pollfd){fds[1], (short)(1 << bit), 0};
		n = poll(&p, 1, 0);
		printf(
		    "poll write %#x: %ld %#x\n", 1 << bit, n, (unsigned)(unsigned short)p.revents);
	}
	close(fds[1]);
	for (bit = 0; bit < 16; bit++) {
		struct pollfd p = {fds[0], (short)(1 << bit), 0};
		long n = poll(&p, 1, 0);

		printf(
		    "poll hangup %#x: %ld %#x\n", 1 << bit, n, (unsigned)(unsigned short)p.revents);
	}
	close(fds[0]);
	fd = open(FILE_NAME, O_RDWR);
	for (bit = -1; bit < 8; bit++)
		show("lseek", bit, lseek((int)fd, 0, bit));
	for (bit = 0; bit < 20; bit++)
		show("flock", bit, flock((int)fd, bit | 4 /* LOCK_NB */));
	for (bit = 0; bit < 1050; bit++) {
		struct flock lock = {0};

		/* blocking, owners that are pointers, leases, notices and hints: not here */
		if ((bit > 45 && bit < 1020) || bit >= 1035 ||
		    ABSENT(bit, F_SETLKW, 8, 10, 15, 16, 17, 38, 1024, 1025, 1026, 1027, 1028))
			continue;
		show("fcntl", bit,
		    syscall(SYS_fcntl, fd, bit,
		        bit == F_DUPFD || bit == F_DUPFD_CLOEXEC                     ? 70L
		        : bit == F_GETLK || bit == F_SETLK || bit == 36 || bit == 37 ? (long)&lock
		                                                                     : 0L));
	}
	for (bit = 0; bit < 10; bit++)
		show("fallocate", 1L << bit, syscall(SYS_fallocate, fd, 1 << bit, 0, 4096));
	/* arguments are looked at first, or the request is refused to all: not what is asked here
	 */
	for (bit = 0x5400; bit < 0x5470; bit++) {
		unsigned char buffer[256] = {0};

		if (!ABSENT(bit, 0x540a, 0x540b, 0x5412, 0x541d, 0x5437, 0x5441))
			show("ioctl file", bit, syscall(SYS_ioctl, fd, bit, buffer));
	}
	close((int)fd);
}

static void
processes(void)
{
	int bit;
	struct rusage ru;
	struct rlimit rl;
	struct timespec ts;
	siginfo_t si;

	for (bit = -4; bit < 6; bit++) {
		show("getrusage", bit, getrusage(bit, &ru));
		errno = 0;
		show("getpriority", bit,
		    getpriority((__priority_which_t)bit, 0) == -1 && errno != 0 ? -1 : 0);
	}
	for (bit = -1; bit < 20; bit++)
		show("getrlimit", bit, syscall(SYS_getrlimit, bit, &rl));
	/* CLOCK_TAI is younger than FreeBSD 14; timers only by the clocks that both have */
	for (bit = -12; bit < 20; bit++) {
		if (bit == 11)
			continue;
		show("clock_gettime", bit, syscall(SYS_clock_gettime, bit, &ts));
		show("clock_getres", bit, syscall(SYS_clock_getres, bit, &ts));
		if (!ABSENT(bit, 4, 8, 9))
			closed(show("timerfd clock", bit, syscall(SYS_timerfd_create, bit, 0)));
	}
	for (bit = -1; bit < 5; bit++) {
		struct itimerval value;

		show("getitimer", bit, syscall(SYS_getitimer, bit, &value));
	}
	for (bit = 0; bit < 32; bit++) {
		show("wait4", 1L << bit, syscall(SYS_wait4, -1, NULL, (int)(1U << bit), NULL));
		show("waitid", 1L << bit,
		    syscall(SYS_waitid, P_ALL, 0, &si, (int)(1U << bit) | WEXITED, NULL));
	}
	for (bit = -1; bit < 5; bit++)
		show("waitid type", bit, syscall(SYS_waitid, bit, 1, &si, WEXITED | WNOHANG, NULL));
	for (bit = -1; bit < 9; bit++) {
		struct sched_param param = {0};

		show("sched_get_priority_max", bit, syscall(SYS_sched_get_priority_max, bit));
		show("sched_setscheduler", bit,
		    bit == 1 || bit == 2 || bit == 6
		        ? 0
		        : syscall(SYS_sched_setscheduler, 0, bit, &param));
	}
}

struct kernel_sigaction {
	void (*handler)(int);
	unsigned long flags;
	void (*restorer)(void);
	uint64_t mask;
};

static void
signals(void)
{
	int sig, bit;
	struct kernel_sigaction act, old;
	uint64_t set, was;

	for (sig = -1; sig < 70; sig++) {
		memset(&act, 0, sizeof(act));
		act.handler = SIG_IGN;
		act.mask = 1ULL << ((sig + 5) & 63);
		memset(&old, 0, sizeof(old));
		if (sig == 32 || sig == 33)
			continue; /* the C library's */
		show("rt_sigaction", sig, syscall(SYS_rt_sigaction, sig, &act, NULL, 8));
		if (syscall(SYS_rt_sigaction, sig, NULL, &old, 8) == 0)
			printf("  %d %#lx %#llx\n", old.handler == SIG_IGN, old.flags,
			    (unsigned long long)old.mask);
		show("kill", sig,
		    sig == SIGKILL || sig == SIGSTOP ? 0 : syscall(SYS_kill, getpid(), sig));
	}
	for (bit = 0; bit < 64; bit++) {
		memset(&act, 0, sizeof(act));
		memset(&old, 0, sizeof(old));
		act.handler = SIG_DFL;
		act.flags = 1UL << bit;
		if (bit == 26)
			continue; /* SA_RESTORER: the C library sets it behind our back on some
			             versions */
		show("sa_flags", bit, syscall(SYS_rt_sigaction, SIGUSR1, &act, NULL, 8));
		syscall(SYS_rt_sigaction, SIGUSR1, NULL, &old, 8);
		printf("  %#lx\n", old.flags);
		set = 1ULL << bit;
		syscall(SYS_rt_sigprocmask, SIG_SETMASK, &set, NULL, 8);
		was = 0;
		syscall(SYS_rt_sigprocmask, SIG_SETMASK, NULL, &was, 8);
		printf("  mask %#llx\n", (unsigned long long)was);
	}
	set = 0;
	syscall(SYS_rt_sigprocmask, SIG_SETMASK, &set, NULL, 8);
	for (bit = -1; bit < 5; bit++)
		show("sigprocmask how", bit, syscall(SYS_rt_sigprocmask, bit, &set, NULL, 8));
}

int
main(void)
{
	int fd = open(FILE_NAME, O_CREAT | O_RDWR | O_TRUNC, 0644);
	char byte = 'b';

	if (fd < 0 || write(fd, &byte, 1) != 1)
		return (1);
	close(fd);
	alarm(60);
	setvbuf(stdout, NULL, _IOFBF, 1 << 16);
	open_flags();
	at_flags();
	memory();
	sockets();
	descriptors();
	processes();
	signals();
	unlink(FILE_NAME);
	unlink("bits.other");
	return (0);
}
