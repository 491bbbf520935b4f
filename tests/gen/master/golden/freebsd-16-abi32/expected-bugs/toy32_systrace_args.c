#if !defined(PAD64_REQUIRED) && !defined(__amd64__)
#define PAD64_REQUIRED
#endif
/*
 * System call argument to DTrace register array conversion.
 *
 * This file is part of the DTrace syscall provider.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 */

static void
systrace_args(int sysnum, void *params, uint64_t *uarg, int *n_args)
{
	int64_t *iarg = (int64_t *)uarg;
	int a = 0;
	switch (sysnum) {
	/* syscall */
	case 0: {
		*n_args = 0;
		break;
	}
	/* exit */
	case 1: {
		struct exit_args *p = params;
		iarg[a++] = p->rval; /* int */
		*n_args = 1;
		break;
	}
	/* toy32_fork */
	case 2: {
		*n_args = 0;
		break;
	}
	/* read */
	case 3: {
		struct read_args *p = params;
		iarg[a++] = p->fd; /* int */
		uarg[a++] = (intptr_t)p->buf; /* void * */
		uarg[a++] = p->nbyte; /* size_t */
		*n_args = 3;
		break;
	}
	/* wait4 */
	case 4: {
		struct wait4_args *p = params;
		iarg[a++] = p->pid; /* int */
		uarg[a++] = (intptr_t)p->status; /* int * */
		iarg[a++] = p->options; /* int */
		uarg[a++] = (intptr_t)p->rusage; /* struct rusage32 * */
		*n_args = 4;
		break;
	}
	/* toy32_execve */
	case 16: {
		struct toy32_execve_args *p = params;
		uarg[a++] = (intptr_t)p->fname; /* const char * */
		uarg[a++] = (intptr_t)p->argv; /* uint32_t * */
		uarg[a++] = (intptr_t)p->envv; /* uint32_t * */
		*n_args = 3;
		break;
	}
	/* toy32_ftruncate */
	case 17: {
		struct toy32_ftruncate_args *p = params;
		iarg[a++] = p->fd; /* int */
#ifdef PAD64_REQUIRED
		iarg[a++] = p->_pad; /* int */
#endif
		uarg[a++] = p->length1; /* uint32_t */
		uarg[a++] = p->length2; /* uint32_t */
		*n_args = 4;
		break;
	}
	/* toy32_semctl */
	case 18: {
		struct toy32_semctl_args *p = params;
		uarg[a++] = (intptr_t)p->ids; /* int32_t * */
		uarg[a++] = (intptr_t)p->where; /* intptr_t */
		uarg[a++] = p->arg.buf; /* union l_semun */
		uarg[a++] = (intptr_t)p->mask; /* const uint32_t * */
		uarg[a++] = (intptr_t)p->data; /* caddr_t */
		*n_args = 5;
		break;
	}
	/* toy32_afs3_syscall */
	case 19: {
		struct toy32_afs3_syscall_args *p = params;
		iarg[a++] = p->syscall; /* int32_t */
		iarg[a++] = p->parm1; /* int32_t */
		*n_args = 2;
		break;
	}
	/* lkmnosys */
	case 20: {
		*n_args = 0;
		break;
	}
	/* break */
	case 22: {
		struct break_args *p = params;
		uarg[a++] = (intptr_t)p->nsize; /* char * */
		*n_args = 1;
		break;
	}
	/* toy32_kept */
	case 23: {
		struct toy32_kept_args *p = params;
		uarg[a++] = (intptr_t)p->size; /* uint32_t * */
		*n_args = 1;
		break;
	}
#ifdef TOY
	/* toy */
	case 24: {
		struct toy_args *p = params;
		uarg[a++] = p->a; /* uint64_t */
		*n_args = 1;
		break;
	}
#else
#endif
	/* toy32_linux_thing */
	case 26: {
		struct toy32_linux_thing_args *p = params;
		uarg[a++] = p->device1; /* uint32_t */
		uarg[a++] = p->device2; /* uint32_t */
		*n_args = 2;
		break;
	}
	default:
		*n_args = 0;
		break;
	};
}
static void
systrace_entry_setargdesc(int sysnum, int ndx, char *desc, size_t descsz)
{
	const char *p = NULL;
	switch (sysnum) {
	/* syscall */
	case 0:
		break;
	/* exit */
	case 1:
		switch (ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		};
		break;
	/* toy32_fork */
	case 2:
		break;
	/* read */
	case 3:
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
			break;
		case 2:
			p = "size_t";
			break;
		default:
			break;
		};
		break;
	/* wait4 */
	case 4:
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland int *";
			break;
		case 2:
			p = "int";
			break;
		case 3:
			p = "userland struct rusage32 *";
			break;
		default:
			break;
		};
		break;
	/* toy32_execve */
	case 16:
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland uint32_t *";
			break;
		case 2:
			p = "userland uint32_t *";
			break;
		default:
			break;
		};
		break;
	/* toy32_ftruncate */
	case 17:
		switch (ndx) {
		case 0:
			p = "int";
			break;
#ifdef PAD64_REQUIRED
		case 1:
			p = "int";
			break;
#define _P_ 0
#else
#define _P_ 1
#endif
		case 2 - _P_:
			p = "uint32_t";
			break;
		case 3 - _P_:
			p = "uint32_t";
			break;
		default:
			break;
		};
#undef _P_

		break;
	/* toy32_semctl */
	case 18:
		switch (ndx) {
		case 0:
			p = "userland int32_t *";
			break;
		case 1:
			p = "intptr_t";
			break;
		case 2:
			p = "union l_semun";
			break;
		case 3:
			p = "userland const uint32_t *";
			break;
		case 4:
			p = "caddr_t";
			break;
		default:
			break;
		};
		break;
	/* toy32_afs3_syscall */
	case 19:
		switch (ndx) {
		case 0:
			p = "int32_t";
			break;
		case 1:
			p = "int32_t";
			break;
		default:
			break;
		};
		break;
	/* lkmnosys */
	case 20:
		break;
	/* break */
	case 22:
		switch (ndx) {
		case 0:
			p = "userland char *";
			break;
		default:
			break;
		};
		break;
	/* toy32_kept */
	case 23:
		switch (ndx) {
		case 0:
			p = "userland uint32_t *";
			break;
		default:
			break;
		};
		break;
#ifdef TOY
	/* toy */
	case 24:
		switch (ndx) {
		case 0:
			p = "uint64_t";
			break;
		default:
			break;
		};
		break;
#else
#endif
	/* toy32_linux_thing */
	case 26:
		switch (ndx) {
		case 0:
			p = "uint32_t";
			break;
		case 1:
			p = "uint32_t";
			break;
		default:
			break;
		};
		break;
	default:
		break;
	};
	if (p != NULL)
		strlcpy(desc, p, descsz);
}
static void
systrace_return_setargdesc(int sysnum, int ndx, char *desc, size_t descsz)
{
	const char *p = NULL;
	switch (sysnum) {
	/* syscall */
	case 0:
	/* exit */
	case 1:
		if (ndx == 0 || ndx == 1)
			p = "void";
		break;
	/* toy32_fork */
	case 2:
	/* read */
	case 3:
		if (ndx == 0 || ndx == 1)
			p = "ssize_t";
		break;
	/* wait4 */
	case 4:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* toy32_execve */
	case 16:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* toy32_ftruncate */
	case 17:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* toy32_semctl */
	case 18:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* toy32_afs3_syscall */
	case 19:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* lkmnosys */
	case 20:
	/* break */
	case 22:
		if (ndx == 0 || ndx == 1)
			p = "void *";
		break;
	/* toy32_kept */
	case 23:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
#ifdef TOY
	/* toy */
	case 24:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
#else
#endif
	/* toy32_linux_thing */
	case 26:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	default:
		break;
	};
	if (p != NULL)
		strlcpy(desc, p, descsz);
}
