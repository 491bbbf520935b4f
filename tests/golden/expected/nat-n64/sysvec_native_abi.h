/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sysvec_native_abi.h: constants and structures of nat/n64 under their own names.
 *
 * From specs/nat/{layout, nat}.spec, specs/nat/n64/trap.spec.
 *
 * Made by `sysvec gen VECTOR`; change the specs, not this file.  @generated
 */
#ifndef SYSVEC_NATIVE_ABI_H
#define SYSVEC_NATIVE_ABI_H

#include <stddef.h>
#include <stdint.h>

/* errno */
#define	ERESTART	(-1)	/* again */
#define	EPERM		1	/* not allowed */
#define	ENOENT		2	/* no such thing */
#define	EINTR		3	/* interrupted */
#define	ENOMEM		12	/* no room */
#define	EFAULT		14	/* bad address */
#define	EINVAL		22	/* bad argument */
#define	ENOTTY		25	/* no such request */
#define	EAGAIN		35	/* later */
#define	ENOSYS		78	/* no such call */
#define	EOVERFLOW	84	/* too large */
#define	ENATIVE		90	/* only here */
#define	EMARBLES	91	/* lost some marbles */

/* signal */
#define	SIGNULL		0	/* check only */
#define	SIGHUP		1	/* hung up */
#define	SIGSEGV		11	/* bad memory */
#define	SIGCHLD		20	/* child changed state */
#define	SIGINFO		29	/* only here */
#define	SIGPLAY		30	/* play time */
#define	SIGRT		65	/* real-time */
#define	SIGRT_LAST	68

/* si_code */
#define	SI_KERNEL	0x10000	/* the kernel */
#define	SI_USER		0x10001	/* kill */

/* si_code_chld */
#define	CLD_EXITED	1	/* exited */
#define	CLD_KILLED	4	/* killed */
#define	CLD_DUMPED	5	/* killed, left a core */

/* si_code_segv */
#define	SEGV_MAPERR	1	/* nothing there */

/* auxv */
#define	AT_NULL		0	/* end */
#define	AT_PAGESZ	16	/* page size */
#define	AT_ENTRY	17	/* entry */

/* whence */
#define	SEEK_SET	0	/* from the start */
#define	SEEK_CUR	1	/* from here */
#define	SEEK_END	2	/* from the end */

/* at_fd */
#define	AT_FDCWD	(-1000)	/* the working directory */

/* clock */
#define	CLOCK_REAL	1	/* wall clock */
#define	CLOCK_TICK	2	/* ticks */

/* limit */
#define	LIMIT_NONE	0x7fffffffffffffffULL	/* no limit */

/* open_flags */
#define	O_ACCMODE	0x3
#define	O_RDONLY	0x0
#define	O_WRONLY	0x1
#define	O_RDWR		0x2
#define	O_SYNC		0x80	/* data and attributes */
#define	O_CREAT		0x200	/* make it */
#define	O_NOTHING	0x400	/* only here */
#define	O_DIRECTORY	0x20000	/* must be one */
#define	O_DSYNC		0x1000000	/* data */

/* spawn_flags */
#define	SPAWN_VM	0x1	/* share memory */
#define	SPAWN_SIGNAL	0xff00	/* sent at the end */
#define	SPAWN_NICE	0xf0000	/* politeness */

/* mode */
#define	S_IFMT	0170000
#define	S_IFIFO	0010000	/* pipe */
#define	S_IFREG	0100000	/* file */
#define	S_IFWHT	0160000	/* only here */
#define	S_ISUID	04000	/* set user */

/* poll_bits */
#define	POLLIN	0x1	/* input */
#define	POLLOUT	0x4	/* output */

/* only_here */
#define	OH_ONE	1	/* one */

/* no_bits */
#define	NB_FILE	0x0	/* nothing at all */

/* ioctl requests, tty */
#define	TIOCGET		0x40087401
#define	TIOCSET		0x80087402U
#define	TIOCSCTTY	0x20007403
#define	FIONREAD	0x4004667f
#define	FIOLONG		0x4004667e
#define	FIOWAIT		0x2000667d
#define	FIOQUAD		0x4008667a
#define	FIOINT		0x20046679
#define	FIOSPARE	0x2000667c

/* trap numbers */
#define	T_PAGE	12	/* no such page */
#define	T_TOY	13	/* a toy in the way */
#define	T_NOTE	14	/* nothing to tell */
#define	T_OTHER	15	/* anything else */

/* A layout that differs from its spec does not compile; the message names the line. */
#ifndef SV_OFFSET
#define	SV_SIZE(type, size, where)	_Static_assert(sizeof(type) == (size), where)
#define	SV_OFFSET(type, field, offset, where)						\
	_Static_assert(offsetof(type, field) == (offset), where)
#endif

struct timespec {
	int64_t	tv_sec;
	long	tv_nsec;
};
SV_SIZE(struct timespec, 16, "specs/nat/layout.spec:6");
SV_OFFSET(struct timespec, tv_sec, 0, "specs/nat/layout.spec:7");
SV_OFFSET(struct timespec, tv_nsec, 8, "specs/nat/layout.spec:8");

struct stat {
	uint64_t	st_dev;
	uint64_t	st_ino;
	uint64_t	st_nlink;
	uint16_t	st_mode;
	uint16_t	__pad0;
	uint32_t	st_flags;
	struct timespec	st_mtim;
	int64_t		st_size;
	int64_t		st_blksize;
	char		st_label[16];
	uint32_t	st_spare[2];
	uint64_t	st_gen;
	uint32_t	st_made;
	uint32_t	__pad1;
};
SV_SIZE(struct stat, 104, "specs/nat/layout.spec:10");
SV_OFFSET(struct stat, st_dev, 0, "specs/nat/layout.spec:11");
SV_OFFSET(struct stat, st_ino, 8, "specs/nat/layout.spec:12");
SV_OFFSET(struct stat, st_nlink, 16, "specs/nat/layout.spec:13");
SV_OFFSET(struct stat, st_mode, 24, "specs/nat/layout.spec:14");
SV_OFFSET(struct stat, st_flags, 28, "specs/nat/layout.spec:16");
SV_OFFSET(struct stat, st_mtim, 32, "specs/nat/layout.spec:17");
SV_OFFSET(struct stat, st_size, 48, "specs/nat/layout.spec:18");
SV_OFFSET(struct stat, st_blksize, 56, "specs/nat/layout.spec:19");
SV_OFFSET(struct stat, st_label, 64, "specs/nat/layout.spec:20");
SV_OFFSET(struct stat, st_spare, 80, "specs/nat/layout.spec:21");
SV_OFFSET(struct stat, st_gen, 88, "specs/nat/layout.spec:22");
SV_OFFSET(struct stat, st_made, 96, "specs/nat/layout.spec:23");

struct event {
	uint16_t	events;
	uint8_t		__pad[6];
	uint64_t	data;
};
SV_SIZE(struct event, 16, "specs/nat/layout.spec:26");
SV_OFFSET(struct event, events, 0, "specs/nat/layout.spec:27");
SV_OFFSET(struct event, data, 8, "specs/nat/layout.spec:29");

struct pollfd {
	int32_t		fd;
	uint16_t	events;
	uint16_t	revents;
};
SV_SIZE(struct pollfd, 8, "specs/nat/layout.spec:31");
SV_OFFSET(struct pollfd, fd, 0, "specs/nat/layout.spec:32");
SV_OFFSET(struct pollfd, events, 4, "specs/nat/layout.spec:33");
SV_OFFSET(struct pollfd, revents, 6, "specs/nat/layout.spec:34");

struct __siginfo {
	int32_t		si_signo;
	int32_t		si_errno;
	int32_t		si_code;
	int32_t		si_pid;
	uint32_t	si_uid;
	int32_t		si_status;
	void		*si_addr;
	uint64_t	__spare;
};
typedef struct __siginfo siginfo_t;
SV_SIZE(struct __siginfo, 40, "specs/nat/layout.spec:36");
SV_OFFSET(struct __siginfo, si_signo, 0, "specs/nat/layout.spec:37");
SV_OFFSET(struct __siginfo, si_errno, 4, "specs/nat/layout.spec:38");
SV_OFFSET(struct __siginfo, si_code, 8, "specs/nat/layout.spec:39");
SV_OFFSET(struct __siginfo, si_pid, 12, "specs/nat/layout.spec:40");
SV_OFFSET(struct __siginfo, si_uid, 16, "specs/nat/layout.spec:41");
SV_OFFSET(struct __siginfo, si_status, 20, "specs/nat/layout.spec:42");
SV_OFFSET(struct __siginfo, si_addr, 24, "specs/nat/layout.spec:43");

struct __sigset {
	uint32_t	__bits[4];
};
typedef struct __sigset sigset_t;
SV_SIZE(struct __sigset, 16, "specs/nat/layout.spec:46");
SV_OFFSET(struct __sigset, __bits, 0, "specs/nat/layout.spec:47");

struct notice {
	int32_t		code;
	int32_t		status;
	uint32_t	word;
	int32_t		who;
	int32_t		where;
	uint32_t	__pad;
} __attribute__((__aligned__(8)));
SV_SIZE(struct notice, 24, "specs/nat/layout.spec:49");
SV_OFFSET(struct notice, code, 0, "specs/nat/layout.spec:50");
SV_OFFSET(struct notice, status, 4, "specs/nat/layout.spec:51");
SV_OFFSET(struct notice, word, 8, "specs/nat/layout.spec:52");
SV_OFFSET(struct notice, who, 12, "specs/nat/layout.spec:53");
SV_OFFSET(struct notice, where, 16, "specs/nat/layout.spec:54");

struct iovec {
	void		*iov_base;
	uint64_t	iov_len;
};
SV_SIZE(struct iovec, 16, "specs/nat/layout.spec:57");
SV_OFFSET(struct iovec, iov_base, 0, "specs/nat/layout.spec:58");
SV_OFFSET(struct iovec, iov_len, 8, "specs/nat/layout.spec:59");

struct vec {
	struct iovec	parts[2];
	int32_t		flags;
	uint32_t	__pad;
};
SV_SIZE(struct vec, 40, "specs/nat/layout.spec:61");
SV_OFFSET(struct vec, parts, 0, "specs/nat/layout.spec:62");
SV_OFFSET(struct vec, flags, 32, "specs/nat/layout.spec:63");

struct big {
	uint64_t	words[75];
};
SV_SIZE(struct big, 600, "specs/nat/layout.spec:66");
SV_OFFSET(struct big, words, 0, "specs/nat/layout.spec:67");

struct lock {
	int64_t		start;
	int64_t		count;
	int16_t		kind;
	uint16_t	__pad0;
	int32_t		owner;
	int32_t		level;
	uint32_t	__pad1;
};
SV_SIZE(struct lock, 32, "specs/nat/layout.spec:69");
SV_OFFSET(struct lock, start, 0, "specs/nat/layout.spec:70");
SV_OFFSET(struct lock, count, 8, "specs/nat/layout.spec:71");
SV_OFFSET(struct lock, kind, 16, "specs/nat/layout.spec:72");
SV_OFFSET(struct lock, owner, 20, "specs/nat/layout.spec:74");
SV_OFFSET(struct lock, level, 24, "specs/nat/layout.spec:75");

struct rlimit {
	int64_t	cur;
	int64_t	max;
};
SV_SIZE(struct rlimit, 16, "specs/nat/layout.spec:78");
SV_OFFSET(struct rlimit, cur, 0, "specs/nat/layout.spec:79");
SV_OFFSET(struct rlimit, max, 8, "specs/nat/layout.spec:80");

struct trapframe {
	uint64_t	tf_pc;
};
SV_SIZE(struct trapframe, 8, "specs/nat/layout.spec:82");
SV_OFFSET(struct trapframe, tf_pc, 0, "specs/nat/layout.spec:83");

#endif /* SYSVEC_NATIVE_ABI_H */
