/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * sysvec_native_kernel.h: what the headers of some releases of nat/n64 lack.
 *
 * From specs/nat/{layout, nat}.spec, specs/nat/n64/trap.spec.
 *
 * Made by `sysvec gen VECTOR`; change the specs, not this file.  @generated
 */
#ifndef SYSVEC_NATIVE_KERNEL_H
#define SYSVEC_NATIVE_KERNEL_H

/* errno */
#ifndef ERESTART
#define	ERESTART	(-1)	/* again */
#endif
#ifndef EPERM
#define	EPERM		1	/* not allowed */
#endif
#ifndef ENOENT
#define	ENOENT		2	/* no such thing */
#endif
#ifndef EINTR
#define	EINTR		3	/* interrupted */
#endif
#ifndef ENOMEM
#define	ENOMEM		12	/* no room */
#endif
#ifndef EFAULT
#define	EFAULT		14	/* bad address */
#endif
#ifndef EINVAL
#define	EINVAL		22	/* bad argument */
#endif
#ifndef ENOTTY
#define	ENOTTY		25	/* no such request */
#endif
#ifndef EAGAIN
#define	EAGAIN		35	/* later */
#endif
#ifndef ENOSYS
#define	ENOSYS		78	/* no such call */
#endif
#ifndef EOVERFLOW
#define	EOVERFLOW	84	/* too large */
#endif
#ifndef ENATIVE
#define	ENATIVE		90	/* only here */
#endif
#ifndef EMARBLES
#define	EMARBLES	91	/* lost some marbles */
#endif

/* signal */
#ifndef SIGNULL
#define	SIGNULL		0	/* check only */
#endif
#ifndef SIGHUP
#define	SIGHUP		1	/* hung up */
#endif
#ifndef SIGSEGV
#define	SIGSEGV		11	/* bad memory */
#endif
#ifndef SIGCHLD
#define	SIGCHLD		20	/* child changed state */
#endif
#ifndef SIGINFO
#define	SIGINFO		29	/* only here */
#endif
#ifndef SIGPLAY
#define	SIGPLAY		30	/* play time */
#endif
#ifndef SIGRT
#define	SIGRT		65	/* real-time */
#endif
#ifndef SIGRT_LAST
#define	SIGRT_LAST	68
#endif

/* si_code */
#ifndef SI_KERNEL
#define	SI_KERNEL	0x10000	/* the kernel */
#endif
#ifndef SI_USER
#define	SI_USER		0x10001	/* kill */
#endif

/* si_code_chld */
#ifndef CLD_EXITED
#define	CLD_EXITED	1	/* exited */
#endif
#ifndef CLD_KILLED
#define	CLD_KILLED	4	/* killed */
#endif
#ifndef CLD_DUMPED
#define	CLD_DUMPED	5	/* killed, left a core */
#endif

/* si_code_segv */
#ifndef SEGV_MAPERR
#define	SEGV_MAPERR	1	/* nothing there */
#endif

/* auxv */
#ifndef AT_NULL
#define	AT_NULL		0	/* end */
#endif
#ifndef AT_PAGESZ
#define	AT_PAGESZ	16	/* page size */
#endif
#ifndef AT_ENTRY
#define	AT_ENTRY	17	/* entry */
#endif

/* whence */
#ifndef SEEK_SET
#define	SEEK_SET	0	/* from the start */
#endif
#ifndef SEEK_CUR
#define	SEEK_CUR	1	/* from here */
#endif
#ifndef SEEK_END
#define	SEEK_END	2	/* from the end */
#endif

/* at_fd */
#ifndef AT_FDCWD
#define	AT_FDCWD	(-1000)	/* the working directory */
#endif

/* clock */
#ifndef CLOCK_REAL
#define	CLOCK_REAL	1	/* wall clock */
#endif
#ifndef CLOCK_TICK
#define	CLOCK_TICK	2	/* ticks */
#endif

/* limit */
#ifndef LIMIT_NONE
#define	LIMIT_NONE	0x7fffffffffffffffULL	/* no limit */
#endif

/* open_flags */
#ifndef O_ACCMODE
#define	O_ACCMODE	0x3
#endif
#ifndef O_RDONLY
#define	O_RDONLY	0x0
#endif
#ifndef O_WRONLY
#define	O_WRONLY	0x1
#endif
#ifndef O_RDWR
#define	O_RDWR		0x2
#endif
#ifndef O_SYNC
#define	O_SYNC		0x80	/* data and attributes */
#endif
#ifndef O_CREAT
#define	O_CREAT		0x200	/* make it */
#endif
#ifndef O_NOTHING
#define	O_NOTHING	0x400	/* only here */
#endif
#ifndef O_DIRECTORY
#define	O_DIRECTORY	0x20000	/* must be one */
#endif
#ifndef O_DSYNC
#define	O_DSYNC		0x1000000	/* data */
#endif

/* spawn_flags */
#ifndef SPAWN_VM
#define	SPAWN_VM	0x1	/* share memory */
#endif
#ifndef SPAWN_SIGNAL
#define	SPAWN_SIGNAL	0xff00	/* sent at the end */
#endif
#ifndef SPAWN_NICE
#define	SPAWN_NICE	0xf0000	/* politeness */
#endif

/* mode */
#ifndef S_IFMT
#define	S_IFMT	0170000
#endif
#ifndef S_IFIFO
#define	S_IFIFO	0010000	/* pipe */
#endif
#ifndef S_IFREG
#define	S_IFREG	0100000	/* file */
#endif
#ifndef S_IFWHT
#define	S_IFWHT	0160000	/* only here */
#endif
#ifndef S_ISUID
#define	S_ISUID	04000	/* set user */
#endif

/* poll_bits */
#ifndef POLLIN
#define	POLLIN	0x1	/* input */
#endif
#ifndef POLLOUT
#define	POLLOUT	0x4	/* output */
#endif

/* only_here */
#ifndef OH_ONE
#define	OH_ONE	1	/* one */
#endif

/* no_bits */
#ifndef NB_FILE
#define	NB_FILE	0x0	/* nothing at all */
#endif

/* ioctl requests, tty */
#ifndef TIOCGET
#define	TIOCGET		0x40087401
#endif
#ifndef TIOCSET
#define	TIOCSET		0x80087402U
#endif
#ifndef TIOCSCTTY
#define	TIOCSCTTY	0x20007403
#endif
#ifndef FIONREAD
#define	FIONREAD	0x4004667f
#endif
#ifndef FIOLONG
#define	FIOLONG		0x4004667e
#endif
#ifndef FIOWAIT
#define	FIOWAIT		0x2000667d
#endif
#ifndef FIOQUAD
#define	FIOQUAD		0x4008667a
#endif
#ifndef FIOINT
#define	FIOINT		0x20046679
#endif
#ifndef FIOSPARE
#define	FIOSPARE	0x2000667c
#endif

/* trap numbers */
#ifndef T_PAGE
#define	T_PAGE	12	/* no such page */
#endif
#ifndef T_TOY
#define	T_TOY	13	/* a toy in the way */
#endif
#ifndef T_NOTE
#define	T_NOTE	14	/* nothing to tell */
#endif
#ifndef T_OTHER
#define	T_OTHER	15	/* anything else */
#endif

/* A layout that differs from its spec does not compile; the message names the line. */
#ifndef SV_OFFSET
#define	SV_SIZE(type, size, where)	_Static_assert(sizeof(type) == (size), where)
#define	SV_OFFSET(type, field, offset, where)						\
	_Static_assert(offsetof(type, field) == (offset), where)
#endif

#endif /* SYSVEC_NATIVE_KERNEL_H */
