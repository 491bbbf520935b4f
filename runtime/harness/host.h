/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the harness offers to its own native_*.c: Linux system calls under the guest's signal rules,
 * path look-up under the vector's root, memory, locks, and a few facts about the running program.
 *
 * A native service of the harness is FreeBSD to its caller and Linux inside.  It takes native
 * values, makes Linux values of them (the vector's translators, `linux_D_out`), makes Linux calls
 * with LINUX_SYS_* numbers, and hands native values back.
 *
 * While a call is dispatched every asynchronous signal is blocked.  Whatever may sleep longer than
 * a disk takes must go through host_call_intr() or host_call_intr_mask(), and nothing that cannot
 * be done twice may come before it in the same dispatch, since ERESTART runs the whole guest call
 * again.
 */
#ifndef SYSVEC_HARNESS_HOST_H
#define SYSVEC_HARNESS_HOST_H

#include <sysvec/port.h>

struct thread;

/*
 * ---- Linux system calls ----
 *
 * The macros take one to six arguments of any integer or pointer type (0 for a call without
 * arguments).
 */
#define HOST_ARG(x) ((long)(x))
#define HOST_ARGS6(a, b, c, d, e, f, ...) \
	HOST_ARG(a), HOST_ARG(b), HOST_ARG(c), HOST_ARG(d), HOST_ARG(e), HOST_ARG(f)

/* Raw: the Linux result, -errno (Linux's) included.  td is not needed, signals stay blocked. */
#define host_syscall(nr, ...) host_syscall6((nr), HOST_ARGS6(__VA_ARGS__, 0, 0, 0, 0, 0, 0))
/* Result to td->td_retval[0]; returns 0 or the native errno.  For calls that do not sleep. */
#define host_call(td, nr, ...) host_call6((td), (nr), HOST_ARGS6(__VA_ARGS__, 0, 0, 0, 0, 0, 0))
/* The same for a call that may sleep; also gives EINTR or ERESTART exactly where the kernel would.
 */
#define host_call_intr(td, nr, ...) \
	host_call_intr6((td), (nr), HOST_ARGS6(__VA_ARGS__, 0, 0, 0, 0, 0, 0))
/* host_call_intr without touching td_retval: the Linux result goes to *result (only when 0 is
 * returned). */
#define host_call_intr_to(td, result, nr, ...) \
	host_call_intr_to6((td), (result), (nr), HOST_ARGS6(__VA_ARGS__, 0, 0, 0, 0, 0, 0))

long host_syscall6(long nr, long a0, long a1, long a2, long a3, long a4, long a5);
int host_call6(struct thread *td, long nr, long a0, long a1, long a2, long a3, long a4, long a5);
int host_call_intr6(
    struct thread *td, long nr, long a0, long a1, long a2, long a3, long a4, long a5);
int host_call_intr_to6(
    struct thread *td, long *result, long nr, long a0, long a1, long a2, long a3, long a4, long a5);

/*
 * A sleeping call under a temporary signal mask: ppoll, pselect6, epoll_pwait, epoll_pwait2,
 * io_pgetevents, rt_sigsuspend. `mask` is the native set in kernel memory, or NULL for none (then
 * this is host_call_intr).  Pass 0 for the arguments that hold the mask and its size: they are
 * filled in.  A handler that interrupts runs as the kernel would run it: under the temporary mask,
 * with the old one in its frame.
 */
#define host_call_intr_mask(td, mask, nr, ...) \
	host_call_intr_mask6((td), (mask), (nr), HOST_ARGS6(__VA_ARGS__, 0, 0, 0, 0, 0, 0))
int host_call_intr_mask6(struct thread *td, const sigset_t *mask, long nr, long a0, long a1,
    long a2, long a3, long a4, long a5);

/* A native signal set as Linux's, without SIGSYS, which the harness needs (rt_sigtimedwait,
 * signalfd ...), and back. */
uint64_t host_sigset_out(const sigset_t *native);
void host_sigset_in(uint64_t host, sigset_t *native);

/* The result of host_syscall as an errno: 0 when r is not an error, else the native errno. */
int host_error(long r);

/* ---- Path names ---- */

#define HOST_PATH_CREATE   0x1 /* the last component may be about to be made: look for its parent */
#define HOST_PATH_NOFOLLOW 0x2 /* the last component itself is meant, not what it points at */
#define HOST_PATH_EMPTY \
	0x4 /* an empty or NULL path means dfd itself (AT_EMPTY_PATH); handed on as it is */
#define HOST_PATH_KERNEL 0x8 /* upath is kernel memory */

/*
 * Look a guest path up under the vector's root.  *result is what the next host call must be given
 * together with `dfd`: upath itself where nothing changes (a bad pointer included: the host's call
 * then finds EFAULT itself), or a string in scratch memory that lives until the dispatch ends; at
 * the most four at a time.  Magic names (/proc/self/exe, /proc/PID/exe of this process) come out as
 * the guest's own.  Errors: EFAULT, ENAMETOOLONG, ENOENT.
 */
int host_path(struct thread *td, int dfd, const char *upath, int flags, const char **result);
/* The root directory on the host ("" when there is none), without a slash at its end. */
const char *host_root(struct thread *td);
/* Absolute path of the program that runs, as the guest may know it (/proc/self/exe). */
const char *host_exe_path(struct thread *td);
/* Whether `path`, as the guest wrote it, names the running program by way of /proc (/proc/self/exe,
 * /proc/PID/exe ...). */
bool host_path_is_exe(struct thread *td, const char *path);

/* ---- This process ---- */

int host_pid(struct thread *td);
int host_tid(struct thread *td);
/* Descriptors that belong to the harness (trace, stats) lie at or above this number; close_range
 * and the like spare them. */
int host_first_own_fd(struct thread *td);
/* A value of the guest's auxiliary vector by Linux tag, 0 if absent. */
uint64_t host_auxv(struct thread *td, uint64_t tag);

/*
 * ---- Process-wide state ----
 *
 * File-scope data of a native_*.c is per process (fork copies it, exec starts anew) and needs a
 * lock when threads share it. A lock is a zeroed word.  It must not be held over a host_call_intr;
 * fork in another thread cannot leave it locked in the child.
 */
struct host_lock {
	uint64_t word;
};
void host_lock(struct thread *td, struct host_lock *lock);
void host_unlock(struct thread *td, struct host_lock *lock);

/* Anonymous zeroed memory outside the guest's view (whole pages); NULL when there is none. */
void *host_alloc(size_t size);
void host_free(void *p, size_t size);

/* True where [start, start + len) touches memory of the harness: munmap, mprotect and MAP_FIXED
 * there are refused. */
bool host_range_is_ours(uintptr_t start, uintptr_t len);

/*
 * The guest's data segment ends at host_brk_start() at first.  Native: the kernel's own brk starts
 * there as well, so that LINUX_SYS_brk is all that is needed; otherwise (a kernel without
 * PR_SET_MM_MAP) the service maps pages there itself.
 */
uint64_t host_brk_start(struct thread *td);
bool host_brk_is_native(struct thread *td);

/* One line to the terminal's standard error, prefixed "sysvec: "; for conditions worth a
 * maintainer's eye, never in a loop. */
void host_warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
