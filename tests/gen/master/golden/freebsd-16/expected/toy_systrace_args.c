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
#define	TOY	1
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
	/* fork */
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
		uarg[a++] = (intptr_t)p->rusage; /* struct rusage * */
		*n_args = 4;
		break;
	}
	/* execve */
	case 16: {
		struct execve_args *p = params;
		uarg[a++] = (intptr_t)p->fname; /* const char * */
		uarg[a++] = (intptr_t)p->argv; /* char ** */
		uarg[a++] = (intptr_t)p->envv; /* const char * const * */
		*n_args = 3;
		break;
	}
	/* ftruncate */
	case 17: {
		struct ftruncate_args *p = params;
		iarg[a++] = p->fd; /* int */
		iarg[a++] = p->length; /* off_t */
		*n_args = 2;
		break;
	}
	/* semctl */
	case 18: {
		struct semctl_args *p = params;
		uarg[a++] = (intptr_t)p->ids; /* semid_t * */
		uarg[a++] = (intptr_t)p->where; /* intptr_t */
		uarg[a++] = p->arg.buf; /* union l_semun */
		uarg[a++] = (intptr_t)p->mask; /* const u_long * */
		uarg[a++] = (intptr_t)p->data; /* caddr_t */
		*n_args = 5;
		break;
	}
	/* afs3_syscall */
	case 19: {
		struct afs3_syscall_args *p = params;
		iarg[a++] = p->syscall; /* long */
		iarg[a++] = p->parm1; /* long */
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
	/* kept */
	case 23: {
		struct kept_args *p = params;
		uarg[a++] = (intptr_t)p->size; /* size_t * */
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
	/* linux_thing */
	case 26: {
		struct linux_thing_args *p = params;
		iarg[a++] = p->device; /* dev_t */
		*n_args = 1;
		break;
	}
	/* nfssvc */
	case 27: {
		struct nfssvc_args *p = params;
		iarg[a++] = p->flag; /* int */
		uarg[a++] = (intptr_t)p->argp; /* void * */
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
#define	TOY	1
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
	/* fork */
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
			p = "userland struct rusage *";
			break;
		default:
			break;
		};
		break;
	/* execve */
	case 16:
		switch (ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland char **";
			break;
		case 2:
			p = "userland const char * const *";
			break;
		default:
			break;
		};
		break;
	/* ftruncate */
	case 17:
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "off_t";
			break;
		default:
			break;
		};
		break;
	/* semctl */
	case 18:
		switch (ndx) {
		case 0:
			p = "userland semid_t *";
			break;
		case 1:
			p = "intptr_t";
			break;
		case 2:
			p = "union l_semun";
			break;
		case 3:
			p = "userland const u_long *";
			break;
		case 4:
			p = "caddr_t";
			break;
		default:
			break;
		};
		break;
	/* afs3_syscall */
	case 19:
		switch (ndx) {
		case 0:
			p = "long";
			break;
		case 1:
			p = "long";
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
	/* kept */
	case 23:
		switch (ndx) {
		case 0:
			p = "userland size_t *";
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
	/* linux_thing */
	case 26:
		switch (ndx) {
		case 0:
			p = "dev_t";
			break;
		default:
			break;
		};
		break;
	/* nfssvc */
	case 27:
		switch (ndx) {
		case 0:
			p = "int";
			break;
		case 1:
			p = "userland void *";
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
#define	TOY	1
	/* syscall */
	case 0:
	/* exit */
	case 1:
		if (ndx == 0 || ndx == 1)
			p = "void";
		break;
	/* fork */
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
	/* execve */
	case 16:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* ftruncate */
	case 17:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* semctl */
	case 18:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* afs3_syscall */
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
	/* kept */
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
	/* linux_thing */
	case 26:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* nfssvc */
	case 27:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	default:
		break;
	};
	if (p != NULL)
		strlcpy(desc, p, descsz);
}
