/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the core and the personas may assume of the world below.  The only file that says _KERNEL:
 * in FreeBSD's kernel these names are the kernel's own; elsewhere they are declared here, with
 * FreeBSD's meaning, and a host supplies the functions.
 *
 * A hosted tool or test that also includes libc headers defines SYSVEC_HOSTED before including
 * anything of sysvec: it then gets the C types only, none of the native ABI (whose bare names would
 * clash with libc's), and can use image.h, script.h, path.h, stack.h, identity.h and account.h.
 */
#ifndef SYSVEC_PORT_H
#define SYSVEC_PORT_H

#ifdef _KERNEL

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/dirent.h>
#include <sys/errno.h>
#include <sys/event.h>
#include <sys/extattr.h>
#include <sys/fcntl.h>
#include <sys/filio.h>
#include <sys/ipc.h>
#include <sys/kernel.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/mqueue.h>
#include <sys/msg.h>
#include <sys/poll.h>
#include <sys/proc.h>
#include <sys/procctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sched.h>
#include <sys/sem.h>
#include <sys/shm.h>
#include <sys/signal.h>
#include <sys/signalvar.h>
#include <sys/socket.h>
#include <sys/sockio.h>
#include <sys/stat.h>
#include <sys/sysent.h>
#include <sys/_termios.h>
#include <sys/time.h>
#include <sys/ttycom.h>
#include <sys/ucontext.h>
#include <sys/ucred.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/unistd.h>
#include <sys/wait.h>
#include <machine/atomic.h>
#include <machine/frame.h>
#include <machine/trap.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netinet/udp.h>

/*
 * Where FreeBSD hides a member behind a macro or a union, the personas see the generated structure
 * (laid out alike), and dispositions as the numbers they are.  Names of macros that are members of
 * a foreign structure are given back.  Sources of the kld include what else they need of FreeBSD
 * before this.
 */
#define sigevent sv_sigevent
#define si_value si_value.sival_ptr
#undef SIG_DFL
#undef SIG_IGN
#undef ifc_buf

/* What a release lacks or spells otherwise: runtime/kld/compat/MAJOR. */
#include "kld_release.h"
/* Every native constant these headers lack, and a few structures; generated. */
#include "sysvec_native_kernel.h"

#else /* !_KERNEL */

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void *memcpy(void *restrict, const void *restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t);

#ifndef SYSVEC_HOSTED

/* Scalar types of FreeBSD/amd64 (sys/_types.h, amd64/include/_types.h, 14-CURRENT). */
typedef unsigned char u_char;
typedef unsigned short u_short;
typedef unsigned int u_int;
typedef unsigned long u_long;
typedef int64_t register_t;
typedef register_t syscallarg_t;
typedef char *caddr_t;
typedef int64_t ssize_t;
typedef int64_t off_t;
typedef int32_t pid_t;
typedef int32_t lwpid_t;
typedef int64_t id_t;
typedef uint32_t uid_t;
typedef uint32_t gid_t;
typedef uint16_t mode_t;
typedef uint64_t dev_t;
typedef uint64_t ino_t;
typedef uint64_t nlink_t;
typedef int32_t blksize_t;
typedef int64_t blkcnt_t;
typedef uint64_t fsblkcnt_t;
typedef uint64_t fsfilcnt_t;
typedef uint32_t fflags_t;
typedef int64_t time_t;
typedef int64_t suseconds_t;
typedef uint32_t useconds_t;
typedef int32_t clock_t;
typedef int32_t clockid_t;
typedef int64_t rlim_t;
typedef int64_t key_t;
typedef uint32_t socklen_t;
typedef uint8_t sa_family_t;
typedef uint32_t in_addr_t;
typedef uint16_t in_port_t;
typedef uint16_t au_event_t;
typedef uint64_t vm_offset_t;
typedef uint64_t vm_size_t;
typedef unsigned char vm_prot_t;

/* Every native constant and structure, generated from specs/freebsd; struct trapframe too. */
#include "sysvec_native_abi.h"

#ifndef ERESTART
#define ERESTART (-1) /* restart the call: back up to the trapping instruction */
#endif
#ifndef EJUSTRETURN
#define EJUSTRETURN (-2) /* the handler has set every register itself */
#endif

struct sysent;
struct sv_account;
struct sv_identity;
struct sv_vector;

/* The running call, as in FreeBSD's sys/proc.h. */
struct syscall_args {
	u_int code;           /* foreign call number */
	struct sysent *callp; /* its row, or NULL when out of bounds */
	register_t args[8];
};

/* Fields with FreeBSD's names mean what they mean there; the others are the host's. */
struct proc {
	void *p_emuldata; /* SV_PROC_DATA bytes of the persona */
	pid_t p_pid;
	const struct sv_vector *p_vector;     /* never NULL */
	const struct sv_identity *p_identity; /* never NULL */
	struct sv_account *p_account;         /* NULL: nothing is counted */
	void *p_host;                         /* private to the host */
};

struct thread {
	register_t td_retval[2];
	struct trapframe *td_frame; /* the guest's registers; written back on the way out */
	struct proc *td_proc;
	struct syscall_args td_sa;
	int td_errno; /* native errno of the last call */
	lwpid_t td_tid;
	void *td_emuldata; /* SV_TD_DATA bytes of the persona */
	void *td_host;     /* private to the host */
};

/*
 * Guest memory.  0, EFAULT, or (copyinstr) ENAMETOOLONG; *lencopied counts the NUL and may be NULL.
 */
int copyin(const void *uaddr, void *kaddr, size_t len);
int copyout(const void *kaddr, void *uaddr, size_t len);
int copyinstr(const void *uaddr, void *kaddr, size_t len, size_t *lencopied);

#endif /* !SYSVEC_HOSTED */

#define sv_atomic_add_32(p, v)        ((void)__atomic_fetch_add((p), (v), __ATOMIC_RELAXED))
#define sv_atomic_next_32(p)          (__atomic_add_fetch((p), 1U, __ATOMIC_RELAXED))
#define sv_atomic_load_64(p)          (__atomic_load_n((p), __ATOMIC_RELAXED))
#define sv_atomic_next_64(p)          (__atomic_add_fetch((p), (uint64_t)1, __ATOMIC_RELAXED))
#define sv_atomic_cas_64(p, old, new) sv_atomic_cas_64_((p), (old), (new))

static inline bool
sv_atomic_cas_64_(uint64_t *p, uint64_t old, uint64_t new)
{
	return (
	    __atomic_compare_exchange_n(p, &old, new, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
}

#endif /* !_KERNEL */

struct thread;

#define SV_PRINTFLIKE(fmt, args) __attribute__((__format__(__printf__, fmt, args)))
#define SV_NITEMS(a)             (sizeof(a) / sizeof((a)[0]))

#ifndef SYSVEC_HOSTED

/* Persona state, zeroed when the thread or process is made. */
#define SV_TD_DATA   512
#define SV_PROC_DATA 8192

static inline void *
sv_td_data(struct thread *td)
{
	return (td->td_emuldata);
}

static inline void *
sv_proc_data(struct thread *td)
{
	return (td->td_proc->p_emuldata);
}

/*
 * Scratch of the host, for what is too large for a kernel stack: NULL when size is 0 or above
 * SV_TMP_MAX or the host has none left (answer ENOMEM).  Not zeroed.  Freed by the same thread,
 * with the same size, newest first.
 */
#define SV_TMP_MAX ((size_t)1 << 20)
void *sv_tmp_alloc(struct thread *td, size_t size);
void sv_tmp_free(struct thread *td, void *p, size_t size);

/*
 * One line for the host's log, without a newline at its end.  Knows %s %d %u %x %c and the l and z
 * sizes.
 */
enum sv_log_level { SV_LOG_ERROR, SV_LOG_WARN, SV_LOG_NOTE, SV_LOG_DEBUG };
void sv_log(struct thread *td, enum sv_log_level level, const char *fmt, ...) SV_PRINTFLIKE(3, 4);

/* Nanoseconds of a clock that never goes back; its zero is arbitrary. */
uint64_t sv_now_ns(void);

#ifdef _KERNEL

/*
 * The kernel's own structures have no room for these; the kld finds them by td->td_proc->p_sysent.
 */
const struct sv_vector *sv_td_vector(struct thread *td);
const struct sv_identity *sv_td_identity(struct thread *td);
struct sv_account *sv_td_account(struct thread *td);

#define SV_ASSERT(what, claim)        KASSERT((what), ("%s: %s", __func__, (claim)))
#define sv_atomic_add_32(p, v)        ((void)atomic_fetchadd_int((p), (v)))
#define sv_atomic_next_32(p)          (atomic_fetchadd_int((p), 1) + 1)
#define sv_atomic_load_64(p)          ((uint64_t)atomic_load_64(p))
#define sv_atomic_next_64(p)          ((uint64_t)atomic_fetchadd_64((p), 1) + 1)
#define sv_atomic_cas_64(p, old, new) (atomic_cmpset_64((p), (old), (new)) != 0)

/*
 * The fourth argument of an amd64 `syscall`, which the program has in r10: FreeBSD's kernel saves
 * it in tf_rcx (the true rcx is lost: it held the return address) and puts it back on the way out.
 */
#define SV_FRAME_ARG4(frame)  ((frame)->tf_rcx)
#define SV_FRAME_LEAVE(frame) ((void)((frame)->tf_r10 = (frame)->tf_rcx))

#else /* !_KERNEL */

static inline const struct sv_vector *
sv_td_vector(struct thread *td)
{
	return (td->td_proc->p_vector);
}

static inline const struct sv_identity *
sv_td_identity(struct thread *td)
{
	return (td->td_proc->p_identity);
}

static inline struct sv_account *
sv_td_account(struct thread *td)
{
	return (td->td_proc->p_account);
}

/* Other hosts' trap frames hold the registers as the program had them. */
#define SV_FRAME_ARG4(frame)  ((frame)->tf_r10)
#define SV_FRAME_LEAVE(frame) ((void)(frame))

/* Debug assertions: with SV_DEBUG a false one stops the host; without, nothing is evaluated. */
_Noreturn void sv_assert_failed(const char *func, const char *claim);

#ifdef SV_DEBUG
#define SV_ASSERT(what, claim) ((what) ? (void)0 : sv_assert_failed(__func__, (claim)))
#else
#define SV_ASSERT(what, claim) ((void)sizeof((what) ? 1 : 0))
#endif

#endif /* !_KERNEL */
#endif /* !SYSVEC_HOSTED */

#endif /* SYSVEC_PORT_H */
