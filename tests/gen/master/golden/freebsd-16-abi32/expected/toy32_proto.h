/*
 * System call prototypes.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 */

#ifndef _TOY32_SYSPROTO_H_
#define	_TOY32_SYSPROTO_H_

#include <sys/types.h>
#include <sys/signal.h>
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

#if !defined(PAD64_REQUIRED) && !defined(__amd64__)
#define PAD64_REQUIRED
#endif
#define	TOY	1
struct toy32_fork_args {
	syscallarg_t dummy;
};
struct toy32_execve_args {
	char fname_l_[PADL_(const char *)]; const char * fname; char fname_r_[PADR_(const char *)];
	char argv_l_[PADL_(uint32_t *)]; uint32_t * argv; char argv_r_[PADR_(uint32_t *)];
	char envv_l_[PADL_(uint32_t *)]; uint32_t * envv; char envv_r_[PADR_(uint32_t *)];
};
struct toy32_ftruncate_args {
	char fd_l_[PADL_(int)]; int fd; char fd_r_[PADR_(int)];
#ifdef PAD64_REQUIRED
	char _pad_l_[PADL_(int)]; int _pad; char _pad_r_[PADR_(int)];
#endif
	char length1_l_[PADL_(uint32_t)]; uint32_t length1; char length1_r_[PADR_(uint32_t)];
	char length2_l_[PADL_(uint32_t)]; uint32_t length2; char length2_r_[PADR_(uint32_t)];
};
struct toy32_semctl_args {
	char ids_l_[PADL_(int32_t *)]; int32_t * ids; char ids_r_[PADR_(int32_t *)];
	char where_l_[PADL_(intptr_t)]; intptr_t where; char where_r_[PADR_(intptr_t)];
	char arg_l_[PADL_(union l_semun)]; union l_semun arg; char arg_r_[PADR_(union l_semun)];
	char mask_l_[PADL_(const uint32_t *)]; const uint32_t * mask; char mask_r_[PADR_(const uint32_t *)];
	char data_l_[PADL_(caddr_t __restrict)]; caddr_t __restrict data; char data_r_[PADR_(caddr_t __restrict)];
};
struct toy32_afs3_syscall_args {
	char syscall_l_[PADL_(int32_t)]; int32_t syscall; char syscall_r_[PADR_(int32_t)];
	char parm1_l_[PADL_(int32_t)]; int32_t parm1; char parm1_r_[PADR_(int32_t)];
};
struct toy32_kept_args {
	char size_l_[PADL_(uint32_t *)]; uint32_t * size; char size_r_[PADR_(uint32_t *)];
};
#ifdef TOY
#else
#endif
struct toy32_linux_thing_args {
	char device1_l_[PADL_(uint32_t)]; uint32_t device1; char device1_r_[PADR_(uint32_t)];
	char device2_l_[PADL_(uint32_t)]; uint32_t device2; char device2_r_[PADR_(uint32_t)];
};
#define	TOY	1
int	sys_toy32_fork(struct thread *, struct toy32_fork_args *);
int	sys_toy32_execve(struct thread *, struct toy32_execve_args *);
int	sys_toy32_ftruncate(struct thread *, struct toy32_ftruncate_args *);
int	sys_toy32_semctl(struct thread *, struct toy32_semctl_args *);
int	sys_toy32_afs3_syscall(struct thread *, struct toy32_afs3_syscall_args *);
int	sys_toy32_kept(struct thread *, struct toy32_kept_args *);
#ifdef TOY
#else
#endif
int	sys_toy32_linux_thing(struct thread *, struct toy32_linux_thing_args *);

#ifdef COMPAT_43

#define	TOY	1
#ifdef TOY
#else
#endif

#endif /* COMPAT_43 */


#ifdef COMPAT_FREEBSD4

#define	TOY	1
struct freebsd4_toy32_getfsstat_args {
	char buf_l_[PADL_(struct ostatfs32 *)]; struct ostatfs32 * buf; char buf_r_[PADR_(struct ostatfs32 *)];
	char bufsize_l_[PADL_(int32_t)]; int32_t bufsize; char bufsize_r_[PADR_(int32_t)];
	char mode_l_[PADL_(int)]; int mode; char mode_r_[PADR_(int)];
};
#ifdef TOY
#else
#endif
int	freebsd4_toy32_getfsstat(struct thread *, struct freebsd4_toy32_getfsstat_args *);

#endif /* COMPAT_FREEBSD4 */


#ifdef COMPAT_FREEBSD6

#define	TOY	1
#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD6 */


#ifdef COMPAT_FREEBSD7

#define	TOY	1
struct freebsd7_toy32_lseek_args {
	char fd_l_[PADL_(int)]; int fd; char fd_r_[PADR_(int)];
	char pad_l_[PADL_(int)]; int pad; char pad_r_[PADR_(int)];
	char offset1_l_[PADL_(uint32_t)]; uint32_t offset1; char offset1_r_[PADR_(uint32_t)];
	char offset2_l_[PADL_(uint32_t)]; uint32_t offset2; char offset2_r_[PADR_(uint32_t)];
	char whence_l_[PADL_(int)]; int whence; char whence_r_[PADR_(int)];
};
#ifdef TOY
#else
#endif
int	freebsd7_toy32_lseek(struct thread *, struct freebsd7_toy32_lseek_args *);

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
#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD13 */


#ifdef COMPAT_FREEBSD14

#define	TOY	1
#ifdef TOY
#else
#endif

#endif /* COMPAT_FREEBSD14 */

#define	TOY32_SYS_AUE_toy32_fork	AUE_FORK
#define	TOY32_SYS_AUE_freebsd4_toy32_getfsstat	AUE_GETFSSTAT
#define	TOY32_SYS_AUE_freebsd7_toy32_lseek	AUE_NULL
#define	TOY32_SYS_AUE_toy32_execve	AUE_EXECVE
#define	TOY32_SYS_AUE_toy32_ftruncate	AUE_FTRUNCATE
#define	TOY32_SYS_AUE_toy32_semctl	AUE_NULL
#define	TOY32_SYS_AUE_toy32_afs3_syscall	AUE_NULL
#define	TOY32_SYS_AUE_toy32_kept	AUE_NULL
#define	TOY32_SYS_AUE_toy32_linux_thing	AUE_NULL

#undef PAD_
#undef PADL_
#undef PADR_

#endif /* !_TOY32_SYSPROTO_H_ */
