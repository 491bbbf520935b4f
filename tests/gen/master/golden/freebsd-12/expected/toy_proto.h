/*
 * System call prototypes.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 * $FreeBSD$
 */

#ifndef _TOY_SYSPROTO_H_
#define	_TOY_SYSPROTO_H_

#include <sys/signal.h>
#include <sys/acl.h>
#include <sys/cpuset.h>
#include <sys/domainset.h>
#include <sys/_ffcounter.h>
#include <sys/_semaphore.h>
#include <sys/ucontext.h>
#include <sys/wait.h>

#include <bsm/audit_kevents.h>

struct proc;

struct thread;

#define	PAD_(t)	(sizeof(register_t) <= sizeof(t) ? \
		0 : sizeof(register_t) - sizeof(t))

#if BYTE_ORDER == LITTLE_ENDIAN
#define	PADL_(t)	0
#define	PADR_(t)	PAD_(t)
#else
#define	PADL_(t)	PAD_(t)
#define	PADR_(t)	0
#endif

struct nosys_args {
	register_t dummy;
};
struct sys_exit_args {
	char rval_l_[PADL_(int)]; int rval; char rval_r_[PADR_(int)];
};
struct read_args {
	char fd_l_[PADL_(int)]; int fd; char fd_r_[PADR_(int)];
	char buf_l_[PADL_(void *)]; void * buf; char buf_r_[PADR_(void *)];
	char nbyte_l_[PADL_(size_t)]; size_t nbyte; char nbyte_r_[PADR_(size_t)];
};
struct toy_open_args {
	char path_l_[PADL_(const char *)]; const char * path; char path_r_[PADR_(const char *)];
	char list_l_[PADL_(char **)]; char ** list; char list_r_[PADR_(char **)];
	char count_l_[PADL_(size_t *)]; size_t * count; char count_r_[PADR_(size_t *)];
};
struct freebsd10_pipe_args {
	register_t dummy;
};
struct cloudabi_sys_thing_args {
	register_t dummy;
};
#ifdef TOY
struct always_args {
	char a_l_[PADL_(u_int)]; u_int a; char a_r_[PADR_(u_int)];
};
#else
#endif
int	nosys(struct thread *, struct nosys_args *);
void	sys_sys_exit(struct thread *, struct sys_exit_args *);
int	sys_read(struct thread *, struct read_args *);
int	sys_toy_open(struct thread *, struct toy_open_args *);
int	cloudabi_sys_thing(struct thread *, struct cloudabi_sys_thing_args *);
int	sys_afs3_syscall(struct thread *, struct afs3_syscall_args *);
#ifdef TOY
int	sys_always(struct thread *, struct always_args *);
#else
#endif

#ifdef COMPAT_43

struct ocreat_args {
	char path_l_[PADL_(char *)]; char * path; char path_r_[PADR_(char *)];
	char mode_l_[PADL_(int)]; int mode; char mode_r_[PADR_(int)];
};
#ifdef TOY
#else
#endif
int	ocreat(struct thread *, struct ocreat_args *);

#endif /* COMPAT_43 */


#ifdef COMPAT_FREEBSD4

struct freebsd4_paint_args {
	char color_l_[PADL_(int)]; int color; char color_r_[PADR_(int)];
};
#ifdef TOY
#else
#endif
int	freebsd4_paint(struct thread *, struct freebsd4_paint_args *);

#endif /* COMPAT_FREEBSD4 */


#ifdef COMPAT_FREEBSD6

#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD6 */


#ifdef COMPAT_FREEBSD7

#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD7 */


#ifdef COMPAT_FREEBSD10

#ifdef TOY
#else
#endif
int	freebsd10_pipe(struct thread *, struct freebsd10_pipe_args *);

#endif /* COMPAT_FREEBSD10 */


#ifdef COMPAT_FREEBSD11

struct freebsd11_stat_args {
	char path_l_[PADL_(char *)]; char * path; char path_r_[PADR_(char *)];
	char ub_l_[PADL_(struct freebsd11_stat *)]; struct freebsd11_stat * ub; char ub_r_[PADR_(struct freebsd11_stat *)];
};
#ifdef TOY
#else
#endif
int	freebsd11_stat(struct thread *, struct freebsd11_stat_args *);

#endif /* COMPAT_FREEBSD11 */

#define	TOY_SYS_AUE_syscall	AUE_NULL
#define	TOY_SYS_AUE_exit	AUE_EXIT
#define	TOY_SYS_AUE_read	AUE_READ
#define	TOY_SYS_AUE_toy_open	AUE_OPEN_RWTC
#define	TOY_SYS_AUE_ocreat	AUE_NULL
#define	TOY_SYS_AUE_freebsd4_paint	AUE_NULL
#define	TOY_SYS_AUE_freebsd10_pipe	AUE_PIPE
#define	TOY_SYS_AUE_freebsd11_stat	AUE_STAT
#define	TOY_SYS_AUE_cloudabi_sys_thing	AUE_NULL
#define	TOY_SYS_AUE_afs3_syscall	AUE_NULL
#define	TOY_SYS_AUE_always	AUE_NULL

#undef PAD_
#undef PADL_
#undef PADR_

#endif /* !_TOY_SYSPROTO_H_ */
