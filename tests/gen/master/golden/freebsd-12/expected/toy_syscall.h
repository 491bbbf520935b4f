/*
 * System call numbers.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

#define	TOY_SYS_syscall	0
#define	TOY_SYS_exit	1
#define	TOY_SYS_read	2
#define	TOY_SYS_toy_open	3
				/* 4 is old creat */
				/* 5 is freebsd4 paint */
#define	TOY_SYS_freebsd7_frob	6
#define	TOY_SYS_freebsd10_pipe	7
#define	TOY_SYS_freebsd11_stat	8
				/* 15 is obsolete vread */
#define	TOY_SYS_cloudabi_sys_thing	16
#define	TOY_SYS_afs3_syscall	17
				/* 19 is freebsd6 gone */
#define	TOY_SYS_always	20
#define	TOY_SYS_MAXSYSCALL	21
