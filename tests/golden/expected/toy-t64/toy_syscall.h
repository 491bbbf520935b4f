/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_syscall.h: system call numbers of toy/t64.
 *
 * From specs/toy/t64/syscalls.master.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */
#ifndef TOY_SYSCALL_H
#define TOY_SYSCALL_H

#define	TOY_SYS_read		1
#define	TOY_SYS_open		2
#define	TOY_SYS_fstat		3
#define	TOY_SYS_seek		4
#define	TOY_SYS_utimes		5
#define	TOY_SYS_poll		6
#define	TOY_SYS_pipe		7
#define	TOY_SYS_getwhence	8
#define	TOY_SYS_waitsig		9
#define	TOY_SYS_bigmove		10
#define	TOY_SYS_spawn		11
#define	TOY_SYS_getpid		12
#define	TOY_SYS_play		13
#define	TOY_SYS_swapon		14
#define	TOY_SYS_sync		15
#define	TOY_SYS_vserver		16
#define	TOY_SYS_future		17
#define	TOY_SYS_olduname	18	/* obsolete */
#define	TOY_SYS_break		21	/* not implemented by the system itself */
#define	TOY_SYS_mmap		22

/* Rows of the tables: one more than the highest number. */
#define	TOY_SYS_MAXSYSCALL	23

#endif /* TOY_SYSCALL_H */
