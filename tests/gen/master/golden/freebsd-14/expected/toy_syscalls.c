/*
 * System call names.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

const char *toy_syscallnames[] = {
#define	TOY	1
	"syscall",			/* 0 = syscall */
	"exit",			/* 1 = exit */
	"fork",			/* 2 = fork */
	"read",			/* 3 = read */
	"wait4",			/* 4 = wait4 */
	"compat.creat",		/* 5 = old creat */
	"compat4.getfsstat",		/* 6 = freebsd4 getfsstat */
	"compat7.lseek",		/* 7 = freebsd7 lseek */
	"obs_execv",			/* 8 = obsolete execv */
	"obs_4.2",			/* 9 = obsolete 4.2 sigreturn */
	"#10",			/* 10 = one */
	"#11",			/* 11 = reserved for local use */
	"#12",			/* 12 = reserved for local use */
	"#13",			/* 13 = reserved for local use */
	"#14",			/* 14 = reserved for local use */
	"#15",			/* 15 = reserved for local use */
	"execve",			/* 16 = execve */
	"ftruncate",			/* 17 = ftruncate */
	"semctl",			/* 18 = semctl */
	"afs3_syscall",			/* 19 = afs3_syscall */
	"lkmnosys",			/* 20 = lkmnosys */
	"compat13.swapoff",		/* 21 = freebsd13 swapoff */
	"break",			/* 22 = break */
	"kept",			/* 23 = kept */
#ifdef TOY
	"toy",			/* 24 = toy */
#else
	"#24",			/* 24 = toy */
#endif
	"compat.getkerninfo",		/* 25 = old getkerninfo */
	"thing",			/* 26 = thing */
	"nfssvc",			/* 27 = nfssvc */
};
