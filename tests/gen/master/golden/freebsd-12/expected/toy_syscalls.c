/*
 * System call names.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

const char *toy_syscallnames[] = {
	"syscall",			/* 0 = syscall */
	"exit",			/* 1 = exit */
	"read",			/* 2 = read */
	"toy_open",			/* 3 = toy_open */
	"compat.creat",		/* 4 = old creat */
	"compat4.paint",		/* 5 = freebsd4 paint */
	"compat7.frob",		/* 6 = freebsd7 frob */
	"compat10.pipe",		/* 7 = freebsd10 pipe */
	"compat11.stat",		/* 8 = freebsd11 stat */
	"#9",			/* 9 = a */
	"#10",			/* 10 = nosys */
	"#11",			/* 11 = nosys */
	"#12",			/* 12 = nosys */
	"#13",			/* 13 = nosys */
	"#14",			/* 14 = nosys */
	"obs_vread",			/* 15 = obsolete vread */
	"cloudabi_sys_thing",			/* 16 = cloudabi_sys_thing */
	"afs3_syscall",			/* 17 = afs3_syscall */
	"lkmnosys",			/* 18 = lkmnosys */
	"compat6.gone",		/* 19 = freebsd6 gone */
#ifdef TOY
	"always",			/* 20 = always */
#else
	"#20",			/* 20 = always */
#endif
};
