/*
 * System call numbers.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 */

#define	TOY32_SYS_syscall	0
#define	TOY32_SYS_exit	1
#define	TOY32_SYS_toy32_fork	2
#define	TOY32_SYS_read	3
#define	TOY32_SYS_wait4	4
				/* 5 is old creat */
				/* 6 is freebsd4 toy32_getfsstat */
#define	TOY32_SYS_freebsd7_toy32_lseek	7
				/* 8 is obsolete execv */
				/* 9 is obsolete 4.2 */
#define	TOY32_SYS_toy32_execve	16
#define	TOY32_SYS_toy32_ftruncate	17
#define	TOY32_SYS_toy32_semctl	18
#define	TOY32_SYS_toy32_afs3_syscall	19
#define	TOY32_SYS_freebsd13_swapoff	21
#define	TOY32_SYS_break	22
#define	TOY32_SYS_toy32_kept	23
#define	TOY32_SYS_toy	24
				/* 25 is obsolete getkerninfo */
#define	TOY32_SYS_toy32_linux_thing	26
#define	TOY32_SYS_MAXSYSCALL	28
