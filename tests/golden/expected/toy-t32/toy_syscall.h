/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_syscall.h: system call numbers of toy/t32.
 *
 * From specs/toy/t32/syscalls.master.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */
#ifndef TOY_SYSCALL_H
#define TOY_SYSCALL_H

/* What a program adds to a number; the tables begin at 0. */
#define	TOY_SYS_BASE	0xfa0

#define	TOY_SYS_read		(TOY_SYS_BASE + 1)
#define	TOY_SYS_open		(TOY_SYS_BASE + 2)
#define	TOY_SYS_fstat		(TOY_SYS_BASE + 3)
#define	TOY_SYS_seek		(TOY_SYS_BASE + 4)
#define	TOY_SYS_utimes		(TOY_SYS_BASE + 5)
#define	TOY_SYS_poll		(TOY_SYS_BASE + 6)
#define	TOY_SYS_pipe		(TOY_SYS_BASE + 7)
#define	TOY_SYS_getwhence	(TOY_SYS_BASE + 8)
#define	TOY_SYS_waitsig		(TOY_SYS_BASE + 9)
#define	TOY_SYS_bigmove		(TOY_SYS_BASE + 10)
#define	TOY_SYS_spawn		(TOY_SYS_BASE + 11)
#define	TOY_SYS_getpid		(TOY_SYS_BASE + 12)
#define	TOY_SYS_play		(TOY_SYS_BASE + 13)
#define	TOY_SYS_swapon		(TOY_SYS_BASE + 14)
#define	TOY_SYS_sync		(TOY_SYS_BASE + 15)
#define	TOY_SYS_vserver		(TOY_SYS_BASE + 16)
#define	TOY_SYS_future		(TOY_SYS_BASE + 17)
#define	TOY_SYS_olduname	(TOY_SYS_BASE + 18)	/* obsolete */
#define	TOY_SYS_break		(TOY_SYS_BASE + 21)	/* not implemented by the system itself */
#define	TOY_SYS_mmap		(TOY_SYS_BASE + 22)
#define	TOY_SYS_settls		4096

/* Rows of the tables: one more than the highest number. */
#define	TOY_SYS_MAXSYSCALL	23

#endif /* TOY_SYSCALL_H */
