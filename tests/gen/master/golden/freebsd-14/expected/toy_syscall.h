/*
 * System call numbers.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

#define	TOY_SYS_syscall	0
#define	TOY_SYS_exit	1
#define	TOY_SYS_fork	2
#define	TOY_SYS_read	3
#define	TOY_SYS_wait4	4
				/* 5 is old creat */
				/* 6 is freebsd4 getfsstat */
#define	TOY_SYS_freebsd7_lseek	7
				/* 8 is obsolete execv */
				/* 9 is obsolete 4.2 sigreturn */
#define	TOY_SYS_execve	16
#define	TOY_SYS_ftruncate	17
#define	TOY_SYS_semctl	18
#define	TOY_SYS_afs3_syscall	19
#define	TOY_SYS_freebsd13_swapoff	21
#define	TOY_SYS_break	22
#define	TOY_SYS_kept	23
#define	TOY_SYS_toy	24
				/* 25 is old getkerninfo */
#define	TOY_SYS_thing	26
#define	TOY_SYS_nfssvc	27
#define	TOY_SYS_MAXSYSCALL	28
