/*
 * System call names.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

const char *toy32_syscallnames[] = {
#define	TOY	1
	"syscall",			/* 0 = syscall */
	"exit",			/* 1 = exit */
	"toy32_fork",			/* 2 = toy32_fork */
	"read",			/* 3 = read */
	"wait4",			/* 4 = wait4 */
	"compat.creat",		/* 5 = old creat */
	"compat4.toy32_getfsstat",		/* 6 = freebsd4 toy32_getfsstat */
	"compat7.toy32_lseek",		/* 7 = freebsd7 toy32_lseek */
	"obs_execv",			/* 8 = obsolete execv */
	"obs_4.2",			/* 9 = obsolete 4.2 sigreturn */
	"#10",			/* 10 = one */
	"#11",			/* 11 = reserved for local use */
	"#12",			/* 12 = reserved for local use */
	"#13",			/* 13 = reserved for local use */
	"#14",			/* 14 = reserved for local use */
	"#15",			/* 15 = reserved for local use */
	"toy32_execve",			/* 16 = toy32_execve */
	"toy32_ftruncate",			/* 17 = toy32_ftruncate */
	"toy32_semctl",			/* 18 = toy32_semctl */
	"toy32_afs3_syscall",			/* 19 = toy32_afs3_syscall */
	"lkmnosys",			/* 20 = lkmnosys */
	"compat13.swapoff",		/* 21 = freebsd13 swapoff */
	"break",			/* 22 = break */
	"toy32_kept",			/* 23 = toy32_kept */
#ifdef TOY
	"toy",			/* 24 = toy */
#else
	"#24",			/* 24 = toy */
#endif
	"obs_getkerninfo",			/* 25 = obsolete ogetkerninfo */
	"toy32_linux_thing",			/* 26 = toy32_linux_thing */
	"#27",			/* 27 = nfssvc */
};
