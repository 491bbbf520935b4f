/*
 * System call argument to DTrace register array converstion.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 * This file is part of the DTrace syscall provider.
 */

static void
systrace_args(int sysnum, void *params, uint64_t *uarg, int *n_args)
{
	int64_t *iarg  = (int64_t *) uarg;
	switch (sysnum) {
	/* nosys */
	case 0: {
		*n_args = 0;
		break;
	}
	/* sys_exit */
	case 1: {
		struct sys_exit_args *p = params;
		iarg[0] = p->rval; /* int */
		*n_args = 1;
		break;
	}
	/* read */
	case 2: {
		struct read_args *p = params;
		iarg[0] = p->fd; /* int */
		uarg[1] = (intptr_t) p->buf; /* void * */
		uarg[2] = p->nbyte; /* size_t */
		*n_args = 3;
		break;
	}
	/* toy_open */
	case 3: {
		struct toy_open_args *p = params;
		uarg[0] = (intptr_t) p->path; /* const char * */
		uarg[1] = (intptr_t) p->list; /* char ** */
		uarg[2] = (intptr_t) p->count; /* size_t * */
		*n_args = 3;
		break;
	}
	/* cloudabi_sys_thing */
	case 16: {
		*n_args = 0;
		break;
	}
	/* afs3_syscall */
	case 17: {
		struct afs3_syscall_args *p = params;
		iarg[0] = p->syscall; /* long */
		iarg[1] = p->parm1; /* long */
		*n_args = 2;
		break;
	}
	/* lkmnosys */
	case 18: {
		*n_args = 0;
		break;
	}
#ifdef TOY
	/* always */
	case 20: {
		struct always_args *p = params;
		uarg[0] = p->a; /* u_int */
		*n_args = 1;
		break;
	}
#else
#endif
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
	/* nosys */
	case 0:
		break;
	/* sys_exit */
	case 1:
		switch(ndx) {
		case 0:
			p = "int";
			break;
		default:
			break;
		};
		break;
	/* read */
	case 2:
		switch(ndx) {
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
	/* toy_open */
	case 3:
		switch(ndx) {
		case 0:
			p = "userland const char *";
			break;
		case 1:
			p = "userland char **";
			break;
		case 2:
			p = "userland size_t *";
			break;
		default:
			break;
		};
		break;
	/* cloudabi_sys_thing */
	case 16:
		break;
	/* afs3_syscall */
	case 17:
		switch(ndx) {
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
	case 18:
		break;
#ifdef TOY
	/* always */
	case 20:
		switch(ndx) {
		case 0:
			p = "u_int";
			break;
		default:
			break;
		};
		break;
#else
#endif
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
	/* nosys */
	case 0:
	/* sys_exit */
	case 1:
		if (ndx == 0 || ndx == 1)
			p = "void";
		break;
	/* read */
	case 2:
		if (ndx == 0 || ndx == 1)
			p = "ssize_t";
		break;
	/* toy_open */
	case 3:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* cloudabi_sys_thing */
	case 16:
	/* afs3_syscall */
	case 17:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
	/* lkmnosys */
	case 18:
#ifdef TOY
	/* always */
	case 20:
		if (ndx == 0 || ndx == 1)
			p = "int";
		break;
#else
#endif
	default:
		break;
	};
	if (p != NULL)
		strlcpy(desc, p, descsz);
}
