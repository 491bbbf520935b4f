/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for processes: creation, execution, end, waiting, groups and sessions.
 *
 * Values are FreeBSD's.  Where FreeBSD's kernel says it in other words, the comment says in which.
 */
#ifndef SYSVEC_NATIVE_PROCESS_H
#define SYSVEC_NATIVE_PROCESS_H

#include <sysvec/port.h>

struct thread;

/*
 * One way to make a process or a thread.  FreeBSD: fork1() for a process, thread_create() for
 * SV_CLONE_THREAD. The flags are the service's own, because RFFDG means the opposite of sharing and
 * a thread needs no RFPROC.
 */
#define SV_CLONE_VM      0x0001u /* share memory: RFMEM */
#define SV_CLONE_FILES   0x0002u /* share descriptors: absence of RFFDG */
#define SV_CLONE_FS      0x0004u /* share root, directory and umask: pwd of the shared filedesc */
#define SV_CLONE_SIGHAND 0x0008u /* share signal actions: RFSIGSHARE */
#define SV_CLONE_THREAD  0x0010u /* a thread of this process: thread_create */
#define SV_CLONE_VFORK   0x0020u /* the parent waits until exec or exit: RFPPWAIT */
#define SV_CLONE_PARENT  0x0040u /* sibling instead of child: proc_reparent */
#define SV_CLONE_SYSVSEM \
	0x0080u /* share semaphore undo; FreeBSD shares them in a process as they are */
#define SV_CLONE_IO            0x0100u /* share I/O scheduling; no effect on FreeBSD */
#define SV_CLONE_SETTLS        0x0200u /* tls is the child's thread pointer (FS base on amd64) */
#define SV_CLONE_PARENT_SETTID 0x0400u /* store the child's id at uparent_tid in the parent */
#define SV_CLONE_CHILD_SETTID  0x0800u /* store the child's id at uchild_tid in the child */
#define SV_CLONE_CHILD_CLEARTID \
	0x1000u                /* zero uchild_tid and wake one waiter when the child ends */
#define SV_CLONE_PIDFD 0x2000u /* a process descriptor stored at upidfd: RFPROCDESC */
#define SV_CLONE_CLEAR_SIGHAND \
	0x4000u /* caught signals go to default: RFTSIGZMB's cousin, done by the host */

struct sv_clone_args {
	uint32_t flags;
	int exit_signal; /* native; 0: none */
	uintptr_t stack; /* the child's stack pointer; 0: the parent's value */
	uintptr_t tls;
	uintptr_t uparent_tid;
	uintptr_t uchild_tid;
	uintptr_t upidfd;
};

/*
 * td_retval[0]: the child's id in the parent; the child returns through the vector with 0.
 * EINVAL for combinations the kernel refuses (THREAD without SIGHAND, SIGHAND without VM), EAGAIN,
 * ENOMEM.
 */
int native_clone(struct thread *td, const struct sv_clone_args *args);

/*
 * Run another program; on success the call does not return to the old one (EJUSTRETURN).  argv and
 * envp are user vectors of the ABI's pointers; the persona's brand decides about the new image.
 * `dfd` and `flags` as in openat; SV_EXEC_EMPTY_PATH executes dfd itself (fexecve).
 */
#define SV_EXEC_EMPTY_PATH 0x1
#define SV_EXEC_NOFOLLOW   0x2
int native_execve(
    struct thread *td, int dfd, const char *upath, uintptr_t uargv, uintptr_t uenvp, int flags);

/* End this thread (status is the process's when it is the last one) or the whole process.  Do not
 * return. */
int native_thr_exit(struct thread *td, int status);
int native_exit(struct thread *td, int status);

/*
 * Wait for a child.  `idtype`, `id`, `options` (WEXITED, WNOHANG ...) are FreeBSD's wait6() values.
 * *status in FreeBSD's encoding, *si as native siginfo; both may be NULL, as may wru. td_retval[0]:
 * the child's id, 0 when WNOHANG found none. SV_WAIT_*: Linux can tell threads' children apart and
 * takes clone children apart from others; FreeBSD has WLINUXCLONE.
 */
struct sv_wait_args {
	int idtype; /* P_PID, P_PGID, P_ALL; SV_P_PIDFD: id is a process descriptor */
	int64_t id;
	int options;      /* WNOHANG, WUNTRACED/WSTOPPED, WCONTINUED, WEXITED, WTRAPPED, WNOWAIT,
	                     WLINUXCLONE */
	uint32_t foreign; /* SV_WAIT_* */
};
#define SV_P_PIDFD       0x1000
#define SV_WAIT_ALL      0x1u /* children of every kind (__WALL) */
#define SV_WAIT_NOTHREAD 0x2u /* only this thread's children (__WNOTHREAD) */
#define SV_WAIT_CLONE    0x4u /* only children that do not send SIGCHLD (__WCLONE): WLINUXCLONE */
int native_wait(struct thread *td, const struct sv_wait_args *args, int *status, siginfo_t *si,
    struct rusage *ru);

int native_getpid(struct thread *td);
int native_getppid(struct thread *td);
int native_gettid(struct thread *td);
int native_getpgid(struct thread *td, int pid);
int native_setpgid(struct thread *td, int pid, int pgid);
int native_getsid(struct thread *td, int pid);
int native_setsid(struct thread *td);

/* who: RUSAGE_SELF, RUSAGE_CHILDREN, RUSAGE_THREAD. */
int native_getrusage(struct thread *td, int who, struct rusage *ru);
/* Process descriptors.  FreeBSD: procdesc, made after the fact only by its newest kernels
 * (pdopenpid). */
#define SV_PIDFD_NONBLOCK 0x1u
#define SV_PIDFD_THREAD   0x2u
int native_pidfd_open(struct thread *td, int pid, unsigned flags);
int native_pidfd_getfd(struct thread *td, int pidfd, int fd);

#endif
