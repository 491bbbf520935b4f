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

#define	PAD_(t)	(sizeof(syscallarg_t) <= sizeof(t) ? \
		0 : sizeof(syscallarg_t) - sizeof(t))

#if BYTE_ORDER == LITTLE_ENDIAN
#define	PADL_(t)	0
#define	PADR_(t)	PAD_(t)
#else
#define	PADL_(t)	PAD_(t)
#define	PADR_(t)	0
#endif

#define	TOY	1
struct exit_args {
	char rval_l_[PADL_(int)]; int rval; char rval_r_[PADR_(int)];
};
struct fork_args {
	syscallarg_t dummy;
};
struct read_args {
	char fd_l_[PADL_(int)]; int fd; char fd_r_[PADR_(int)];
	char buf_l_[PADL_(void *)]; void * buf; char buf_r_[PADR_(void *)];
	char nbyte_l_[PADL_(size_t)]; size_t nbyte; char nbyte_r_[PADR_(size_t)];
};
struct wait4_args {
	char pid_l_[PADL_(int)]; int pid; char pid_r_[PADR_(int)];
	char status_l_[PADL_(int *)]; int * status; char status_r_[PADR_(int *)];
	char options_l_[PADL_(int)]; int options; char options_r_[PADR_(int)];
	char rusage_l_[PADL_(struct rusage *)]; struct rusage * rusage; char rusage_r_[PADR_(struct rusage *)];
};
struct execve_args {
	char fname_l_[PADL_(const char *)]; const char * fname; char fname_r_[PADR_(const char *)];
	char argv_l_[PADL_(char **)]; char ** argv; char argv_r_[PADR_(char **)];
	char envv_l_[PADL_(const char * const *)]; const char * const * envv; char envv_r_[PADR_(const char * const *)];
};
struct ftruncate_args {
	char fd_l_[PADL_(int)]; int fd; char fd_r_[PADR_(int)];
	char length_l_[PADL_(off_t)]; off_t length; char length_r_[PADR_(off_t)];
};
struct semctl_args {
	char ids_l_[PADL_(semid_t *)]; semid_t * ids; char ids_r_[PADR_(semid_t *)];
	char where_l_[PADL_(intptr_t)]; intptr_t where; char where_r_[PADR_(intptr_t)];
	char arg_l_[PADL_(union l_semun)]; union l_semun arg; char arg_r_[PADR_(union l_semun)];
	char mask_l_[PADL_(const u_long *)]; const u_long * mask; char mask_r_[PADR_(const u_long *)];
	char data_l_[PADL_(caddr_t __restrict)]; caddr_t __restrict data; char data_r_[PADR_(caddr_t __restrict)];
};
struct afs3_syscall_args {
	char syscall_l_[PADL_(long)]; long syscall; char syscall_r_[PADR_(long)];
	char parm1_l_[PADL_(long)]; long parm1; char parm1_r_[PADR_(long)];
};
struct break_args {
	char nsize_l_[PADL_(char *)]; char * nsize; char nsize_r_[PADR_(char *)];
};
struct kept_args {
	char size_l_[PADL_(size_t *)]; size_t * size; char size_r_[PADR_(size_t *)];
};
#ifdef TOY
struct toy_args {
	char a_l_[PADL_(uint64_t)]; uint64_t a; char a_r_[PADR_(uint64_t)];
};
#else
#endif
struct nfssvc_args {
	char flag_l_[PADL_(int)]; int flag; char flag_r_[PADR_(int)];
	char argp_l_[PADL_(void *)]; void * argp; char argp_r_[PADR_(void *)];
};
#define	TOY	1
int	sys_exit(struct thread *, struct exit_args *);
int	sys_fork(struct thread *, struct fork_args *);
int	sys_read(struct thread *, struct read_args *);
int	sys_wait4(struct thread *, struct wait4_args *);
int	sys_execve(struct thread *, struct execve_args *);
int	sys_ftruncate(struct thread *, struct ftruncate_args *);
int	sys_semctl(struct thread *, struct semctl_args *);
int	sys_afs3_syscall(struct thread *, struct afs3_syscall_args *);
int	sys_break(struct thread *, struct break_args *);
int	sys_kept(struct thread *, struct kept_args *);
#ifdef TOY
int	sys_toy(struct thread *, struct toy_args *);
#else
#endif
void	linux_thing(struct thread *, struct thing_args *);
int	sys_nfssvc(struct thread *, struct nfssvc_args *);

#ifdef COMPAT_43

#define	TOY	1
struct ocreat_args {
	char path_l_[PADL_(const char *)]; const char * path; char path_r_[PADR_(const char *)];
	char mode_l_[PADL_(int)]; int mode; char mode_r_[PADR_(int)];
};
#ifdef TOY
#else
#endif
struct ogetkerninfo_args {
	char op_l_[PADL_(int)]; int op; char op_r_[PADR_(int)];
	char size_l_[PADL_(size_t *)]; size_t * size; char size_r_[PADR_(size_t *)];
};
int	ocreat(struct thread *, struct ocreat_args *);
int	ogetkerninfo(struct thread *, struct ogetkerninfo_args *);

#endif /* COMPAT_43 */


#ifdef COMPAT_FREEBSD4

#define	TOY	1
struct freebsd4_getfsstat_args {
	char buf_l_[PADL_(struct ostatfs *)]; struct ostatfs * buf; char buf_r_[PADR_(struct ostatfs *)];
	char bufsize_l_[PADL_(long)]; long bufsize; char bufsize_r_[PADR_(long)];
	char mode_l_[PADL_(int)]; int mode; char mode_r_[PADR_(int)];
};
#ifdef TOY
#else
#endif
int	freebsd4_getfsstat(struct thread *, struct freebsd4_getfsstat_args *);

#endif /* COMPAT_FREEBSD4 */


#ifdef COMPAT_FREEBSD6

#define	TOY	1
#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD6 */


#ifdef COMPAT_FREEBSD7

#define	TOY	1
struct freebsd7_lseek_args {
	char fd_l_[PADL_(int)]; int fd; char fd_r_[PADR_(int)];
	char pad_l_[PADL_(int)]; int pad; char pad_r_[PADR_(int)];
	char offset_l_[PADL_(off_t)]; off_t offset; char offset_r_[PADR_(off_t)];
	char whence_l_[PADL_(int)]; int whence; char whence_r_[PADR_(int)];
};
#ifdef TOY
#else
#endif
int	freebsd7_lseek(struct thread *, struct freebsd7_lseek_args *);

#endif /* COMPAT_FREEBSD7 */


#ifdef COMPAT_FREEBSD10

#define	TOY	1
#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD10 */


#ifdef COMPAT_FREEBSD11

#define	TOY	1
#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD11 */


#ifdef COMPAT_FREEBSD12

#define	TOY	1
#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD12 */


#ifdef COMPAT_FREEBSD13

#define	TOY	1
struct freebsd13_swapoff_args {
	char name_l_[PADL_(const char *)]; const char * name; char name_r_[PADR_(const char *)];
};
#ifdef TOY
#else
#endif
int	freebsd13_swapoff(struct thread *, struct freebsd13_swapoff_args *);

#endif /* COMPAT_FREEBSD13 */

#define	TOY_SYS_AUE_exit	AUE_EXIT
#define	TOY_SYS_AUE_fork	AUE_FORK
#define	TOY_SYS_AUE_read	AUE_READ
#define	TOY_SYS_AUE_wait4	AUE_WAIT4
#define	TOY_SYS_AUE_ocreat	AUE_CREAT
#define	TOY_SYS_AUE_freebsd4_getfsstat	AUE_GETFSSTAT
#define	TOY_SYS_AUE_freebsd7_lseek	AUE_NULL
#define	TOY_SYS_AUE_execve	AUE_EXECVE
#define	TOY_SYS_AUE_ftruncate	AUE_FTRUNCATE
#define	TOY_SYS_AUE_semctl	AUE_NULL
#define	TOY_SYS_AUE_afs3_syscall	AUE_NULL
#define	TOY_SYS_AUE_freebsd13_swapoff	AUE_NULL
#define	TOY_SYS_AUE_break	AUE_NULL
#define	TOY_SYS_AUE_kept	AUE_NULL
#define	TOY_SYS_AUE_toy	AUE_NULL
#define	TOY_SYS_AUE_ogetkerninfo	AUE_NULL
#define	TOY_SYS_AUE_thing	AUE_NULL
#define	TOY_SYS_AUE_nfssvc	AUE_NULL

#undef PAD_
#undef PADL_
#undef PADR_

#endif /* !_TOY_SYSPROTO_H_ */
