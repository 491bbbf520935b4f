/*
 * Public system call stubs provided by libsys.
 *
 * Do not use directly, include <libsys.h> instead.
 *
 * DO NOT EDIT-- this file is automatically @generated.
 */

#ifndef __LIBSYS_H_
#define __LIBSYS_H_

#include <sys/_cpuset.h>
#include <sys/_domainset.h>
#include <sys/_ffcounter.h>
#include <sys/_semaphore.h>
#include <sys/_sigaltstack.h>
#include <machine/ucontext.h>   /* for mcontext_t */
#include <sys/_ucontext.h>
#include <sys/wait.h>

struct rusage;
union semun;

__BEGIN_DECLS
typedef void (__sys_exit_t)(int);
typedef int (__sys_fork_t)(void);
typedef ssize_t (__sys_read_t)(int, void *, size_t);
typedef int (__sys_wait4_t)(int, int *, int, struct rusage *);
typedef int (__sys_execve_t)(const char *, char **, const char * const *);
typedef int (__sys_ftruncate_t)(int, off_t);
typedef int (__sys_semctl_t)(semid_t *, intptr_t, union l_semun, const u_long *, caddr_t __restrict);
typedef int (__sys_afs3_syscall_t)(long, long);
typedef int (__sys_kept_t)(size_t *);
typedef int (__sys_toy_t)(uint64_t);
typedef int (__sys_linux_thing_t)(dev_t);
typedef int (__sys_nfssvc_t)(int, void *);

_Noreturn void __sys_exit(int rval);
int __sys_fork(void);
ssize_t __sys_read(int fd, void * buf, size_t nbyte);
int __sys_wait4(int pid, int * status, int options, struct rusage * rusage);
int __sys_execve(const char * fname, char ** argv, const char * const * envv);
int __sys_ftruncate(int fd, off_t length);
int __sys_semctl(semid_t * ids, intptr_t where, union l_semun arg, const u_long * mask, caddr_t __restrict data);
int __sys_afs3_syscall(long syscall, long parm1);
int __sys_kept(size_t * size);
int __sys_toy(uint64_t a);
int __sys_linux_thing(dev_t device);
int __sys_nfssvc(int flag, void * argp);
__END_DECLS

#endif /* __LIBSYS_H_ */
