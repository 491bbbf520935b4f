/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_const.h: the constants of toy/t64.
 *
 * From specs/toy/{layout, toy}.spec, specs/toy/t64/trap.spec.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */
#ifndef TOY_CONST_H
#define TOY_CONST_H

/* errno */
#define	TOY_EPERM	1	/* not allowed */
#define	TOY_ENOENT	2	/* no such thing */
#define	TOY_EINTR	4	/* interrupted */
#define	TOY_EAGAIN	5	/* later */
#define	TOY_EWOULDBLOCK	TOY_EAGAIN
#define	TOY_ENOMEM	6	/* no room */
#define	TOY_EFAULT	7	/* bad address */
#define	TOY_EINVAL	8	/* bad argument */
#define	TOY_ENOTTY	9	/* no such request */
#define	TOY_ENOSYS	10	/* no such call */
#define	TOY_EOVERFLOW	12	/* too large */
#define	TOY_ETOY	13	/* a toy is broken */
#define	TOY_EMARBLE	14	/* lost a marble */
#define	TOY_EOLD	15	/* no longer given */
#define	TOY_EKEPT	16	/* kept for later */
#define	TOY_ERESTARTTOY	100	/* never leaves the kernel */

/* signal */
#define	TOY_SIGNULL	0	/* check only */
#define	TOY_SIGHUP	1	/* hung up */
#define	TOY_SIGCHLD	3	/* child changed state */
#define	TOY_SIGCLD	TOY_SIGCHLD
#define	TOY_SIGSEGV	5	/* bad memory */
#define	TOY_SIGTOY	6	/* play time */
#define	TOY_SIGRT	10	/* real-time */
#define	TOY_SIGRT_LAST	17

/* si_code */
#define	TOY_SI_USER	0	/* kill */
#define	TOY_SI_KERNEL	0x80	/* the kernel */

/* si_code_chld */
#define	TOY_CLD_EXITED	1	/* exited */
#define	TOY_CLD_KILLED	2	/* killed */
#define	TOY_CLD_DUMPED	3	/* killed, left a core */

/* si_code_segv */
#define	TOY_SEGV_MAPERR	1	/* nothing there */
#define	TOY_SEGV_TOYERR	2	/* a toy is there */

/* auxv */
#define	TOY_AT_NULL	0	/* end */
#define	TOY_AT_PAGESZ	6	/* page size */
#define	TOY_AT_ENTRY	9	/* entry */

/* whence */
#define	TOY_SEEK_SET	0	/* from the start */
#define	TOY_SEEK_CUR	1	/* from here */
#define	TOY_SEEK_END	2	/* from the end */
#define	TOY_SEEK_TOY	3	/* from the toy */

/* at_fd */
#define	TOY_AT_FDCWD	(-100)	/* the working directory */

/* clock */
#define	TOY_CLOCK_REAL		0	/* wall clock */
#define	TOY_CLOCK_TICK		7	/* ticks */
#define	TOY_CLOCK_MAGIC		8	/* by hand */
#define	TOY_CLOCK_DYN		16	/* of devices */
#define	TOY_CLOCK_DYN_LAST	31

/* sizes */
#define	TOY_SIGSET_SIZE	4	/* bytes of a signal set */

/* limit, toy/limit.h */
#define	TOY_LIMIT_MANY	0xfffffffffffffffe	/* many */
#define	TOY_LIMIT_NONE	0xffffffffffffffff	/* no limit */

/* open_flags */
#define	TOY_O_ACCMODE	0x3
#define	TOY_O_RDONLY	0x0
#define	TOY_O_WRONLY	0x1
#define	TOY_O_RDWR	0x2
#define	TOY_O_CREAT	0x40	/* make it */
#define	TOY_O_DSYNC	0x1000	/* data */
#define	TOY_O_SYNC	0x3000	/* data and attributes */
#define	TOY_O_BIG	0x8000	/* offsets of 64 bits */
#define	TOY_O_DIRECTORY	0x10000	/* must be one */
#define	TOY_O_TMPFILE	0x30000	/* without a name */
#define	TOY_O_DIRECT	0x40000	/* by hand */
#define	TOY_O_TOY	0x100000	/* for toys */

/* spawn_flags */
#define	TOY_SPAWN_SIGNAL	0xff	/* sent at the end */
#define	TOY_SPAWN_NICE		0xf00	/* politeness */
#define	TOY_SPAWN_VM		0x1000	/* share memory */
#define	TOY_SPAWN_FAR		0x8000000000000000ULL	/* far away */

/* mode */
#define	TOY_S_IFMT	0170000
#define	TOY_S_IFIFO	0010000	/* pipe */
#define	TOY_S_IFREG	0100000	/* file */
#define	TOY_S_ISUID	04000	/* set user */

/* poll_events */
#define	TOY_POLLIN	0x1	/* input */
#define	TOY_POLLOUT	0x4	/* output */
#define	TOY_POLLTOY	0x4000	/* toys */

/* toy_kind */
#define	TOY_BALL	1	/* a ball */
#define	TOY_TRAIN	2	/* a train */

/* no_bits */
#define	TOY_NB_FILE	0x0	/* nothing at all */

/* ioctl requests, tty */
#define	TOY_TCGET	0x5401
#define	TOY_TCSET	0x5402
#define	TOY_TCNAME	TOY_TCGET
#define	TOY_TIOCSCTTY	0x540e
#define	TOY_FIONREAD	0x80046601U
#define	TOY_FIOLONG	0x80086602U
#define	TOY_FIOWAIT	0x6603
#define	TOY_FIOQUAD	0x80046604U
#define	TOY_FIOINT	0x46605
#define	TOY_FIOTOY	0xc0047404U
#define	TOY_FIOHAND	0x40047405
#define	TOY_FIONOTHING	0x7406

/* trap numbers */
#define	TOY_TRAP_MAP	0	/* no such page */
#define	TOY_TRAP_TOY	1	/* a toy in the way */
#define	TOY_TRAP_NOTE	2	/* nothing to tell */

#endif /* TOY_CONST_H */
