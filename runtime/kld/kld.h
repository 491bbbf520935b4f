/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the files of the kernel module share.  Every file includes this first: FreeBSD's headers
 * come before port.h, which takes a few of their names back.
 */
#ifndef SYSVEC_KLD_H
#define SYSVEC_KLD_H

#include <sys/param.h>
#include <sys/systm.h>
#include <sys/capsicum.h>
#include <sys/eventhandler.h>
#include <sys/file.h>
#include <sys/filedesc.h>
#include <sys/imgact.h>
#include <sys/imgact_elf.h>
#include <sys/kernel.h>
#include <sys/lock.h>
#include <sys/malloc.h>
#include <sys/module.h>
#include <sys/mutex.h>
#include <sys/namei.h>
#include <sys/priv.h>
#include <sys/proc.h>
#include <sys/procdesc.h>
#include <sys/ptrace.h>
#include <sys/rtprio.h>
#include <sys/sbuf.h>
#include <sys/sched.h>
#include <sys/signalvar.h>
#include <sys/sx.h>
#include <sys/syscallsubr.h>
#include <sys/sysctl.h>
#include <sys/sysent.h>
#include <sys/sysproto.h>
#include <sys/vnode.h>
#include <vm/vm.h>
#include <vm/pmap.h>
#include <vm/vm_extern.h>
#include <vm/vm_map.h>
#include <vm/vm_param.h>
#include <machine/cpu.h>
#include <machine/cpufunc.h>
#include <machine/fpu.h>
#include <machine/md_var.h>
#include <machine/pcb.h>
#include <machine/psl.h>

#include <sysvec/core.h>
#include <sysvec/native.h>
#include <sysvec/path.h>
#include <sysvec/port.h>
#include <sysvec/stack.h>
#include <sysvec/vector.h>

#include "kld_kern.h"

MALLOC_DECLARE(M_SYSVEC);

extern const struct sv_vector linux_vector;

/* What a program said about an action that FreeBSD's kernel does not keep. */
struct kld_action {
	uintptr_t restorer;
	uint32_t foreign_flags;
};

/* Limits that only Linux has: RLIMIT_NOTE_ numbers, counted from the first. */
#define KLD_NOTE_LIMITS 6

/* p_emuldata of each process of ours, from the exec that made it one until its exit. */
struct kld_proc {
	uint8_t persona[SV_PROC_DATA]; /* sv_proc_data(): must be first */
	struct kld_action actions[_SIG_MAXSIG + 1];
	struct rlimit limits[KLD_NOTE_LIMITS]; /* with PROC_LOCK */
	uint32_t word;                         /* native_persona_word() */
	uint32_t securebits;                   /* without effect, like the two below */
	int ioprio;
	bool keepcaps;
	bool membarrier; /* registered for private barriers */
};

/* td_emuldata of each thread of ours. */
struct kld_thread {
	uint8_t persona[SV_TD_DATA]; /* sv_td_data(): must be first */
	lwpid_t tid; /* what the program knows it by: the first thread has the process's number */
	uintptr_t set_tid;   /* where the child stores it before it runs, 0: nowhere */
	uintptr_t clear_tid; /* a word of the program, 0: none */
	uintptr_t robust;    /* head of its list, 0: none */
	stack_t altstack;    /* what native_sig_altstack() hands out */
};

static inline struct kld_proc *
kld_proc(struct proc *p)
{
	return (p->p_emuldata);
}

static inline struct kld_thread *
kld_thread(struct thread *td)
{
	return (td->td_emuldata);
}

/* ---- kld_state.c: processes and threads of ours ---- */

void kld_state_init(void);
void kld_state_fini(void);
void kld_thread_new(struct thread *child);
/* In the child, before it enters the program. */
void kld_schedtail(struct thread *td);
/* A thread of ours by its number, its process locked; pid -1: of any process.  NULL: none. */
struct thread *kld_tdfind(int tid, int pid);
/* td ends; its memory is still there.  Twice does no harm. */
void kld_thread_exit(struct thread *td);

/* ---- native_futex.c ---- */

void kld_futex_init(void);
void kld_futex_fini(void);
int kld_futex_wake(struct thread *td, uintptr_t uaddr, int count);
/* native_robust.c */
void kld_robust_exit(struct thread *td, uintptr_t uhead);

/* ---- kld_trap.c ---- */

int kld_fetch_syscall_args(struct thread *td);
void kld_set_syscall_retval(struct thread *td, int error);
void kld_set_fork_retval(struct thread *td);
void kld_sendsig(sig_t catcher, ksiginfo_t *ksi, sigset_t *mask);

/* ---- kld_exec.c ---- */

int kld_imgact_try(struct image_params *imgp);
/* Builds the stack; *sp is where it begins. */
int kld_stack(struct image_params *imgp, uintptr_t *sp);
void kld_start(struct thread *td, struct image_params *imgp, uintptr_t sp);

/* ---- kld_module.c ---- */

extern struct sysentvec kld_sysvec; /* compat/MAJOR/kld_sysvec.c */
bool kld_brand_osrel(const Elf_Note *note, int32_t *osrel);
extern struct sv_account kld_account;
extern char kld_root[MAXPATHLEN]; /* no slash at its end; "": none */
extern int kld_debug;             /* compat.linux.debug: calls that are traced to the console */
const struct sv_identity *kld_identity(void);

/* ---- kld_path.c: look-up under the root ---- */

/*
 * A path of the program in kernel memory: as it was given, and under the root (NULL: only the first
 * counts).  What is under the root is tried first; the other when that does not exist.
 */
struct kld_path {
	char *buf;
	const char *native;
	const char *under;
};

int kld_path_get(struct thread *td, const char *upath, struct kld_path *kp);
int kld_path_set(const char *path, struct kld_path *kp); /* of a kernel string */
void kld_path_put(struct kld_path *kp);
/* Which of the two exists, for operations on two paths. */
char *kld_path_existing(struct thread *td, int dfd, struct kld_path *kp);
char *kld_path_parent(struct thread *td, int dfd, struct kld_path *kp);

/*
 * `call` uses `path`; an operation that failed for want of a name has done nothing and may be tried
 * again.
 */
#define KLD_WALK(kp, error, call)                               \
	do {                                                    \
		char *path = __DECONST(char *, (kp)->under);    \
		(error) = ENOENT;                               \
		if (path != NULL)                               \
			(error) = (call);                       \
		if ((error) == ENOENT || (error) == ENOTDIR) {  \
			path = __DECONST(char *, (kp)->native); \
			(error) = (call);                       \
		}                                               \
	} while (0)

#endif
