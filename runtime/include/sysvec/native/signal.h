/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for signals.  Numbers, sets, actions and siginfo are FreeBSD's; frames are the
 * persona's affair (persona/linux/sendsig.c), which builds them from the native state below.
 */
#ifndef SYSVEC_NATIVE_SIGNAL_H
#define SYSVEC_NATIVE_SIGNAL_H

#include <sysvec/port.h>

struct thread;
struct trapframe;

/*
 * A signal action as the guest gave it.  `handler` is SIG_DFL, SIG_IGN or a guest address; `flags`
 * native SA_ bits. `restorer` and `foreign_flags` are kept for the persona and have no meaning to
 * the host.
 */
struct sv_sigaction {
	uintptr_t handler;
	uint32_t flags;
	uint32_t foreign_flags;
	uintptr_t restorer;
	sigset_t mask;
};

/* Either pointer may be NULL.  EINVAL for a bad number and for catching SIGKILL or SIGSTOP. */
int native_sigaction(
    struct thread *td, int sig, const struct sv_sigaction *act, struct sv_sigaction *old);

/* how: SIG_BLOCK, SIG_UNBLOCK, SIG_SETMASK; set may be NULL. */
int native_sigprocmask(struct thread *td, int how, const sigset_t *set, sigset_t *old);
int native_sigpending(struct thread *td, sigset_t *set);
/* Replace the mask until a handler has run; always EINTR. */
int native_sigsuspend(struct thread *td, const sigset_t *mask);
/* Take a pending signal of `set`.  timeout NULL: for ever.  td_retval[0]: the native signal.
 * EAGAIN, EINTR. */
int native_sigtimedwait(
    struct thread *td, const sigset_t *set, siginfo_t *si, const struct timespec *timeout);

/*
 * The alternate stack, as the guest sees it.  EPERM on it, ENOMEM below `minimum` bytes.  SV_SS_AUTODISARM in ss_flags
 * disables the stack whenever a frame is built, until that frame is left (Linux's SS_AUTODISARM); a kernel without it
 * answers EINVAL.
 */
#define SV_SS_AUTODISARM 0x40000000
int native_sigaltstack(struct thread *td, const stack_t *ss, stack_t *old, size_t minimum);

/* kill: pid > 0, 0 (own group), -1 (all), < -1 (group); sig 0 only checks. */
int native_kill(struct thread *td, int pid, int sig);
/* One thread; tgid -1: any process.  FreeBSD: thr_kill2. */
int native_thr_kill(struct thread *td, int tgid, int tid, int sig);
/* With a full siginfo (sigqueue); tid -1: the process `pid`, else that thread of it. */
int native_sigqueueinfo(struct thread *td, int pid, int tid, int sig, const siginfo_t *si);
/* si may be NULL. */
int native_pidfd_send_signal(
    struct thread *td, int pidfd, int sig, const siginfo_t *si, unsigned flags);

/*
 * ---- For sendsig and sigreturn ----
 */

/* The guest's alternate stack as it stands, and whether `sp` lies on it. */
const stack_t *native_sig_altstack(struct thread *td);
bool native_sig_onstack(struct thread *td, uintptr_t sp);

/*
 * The floating-point state of the guest at this moment: an xsave image in the standard (not
 * compacted) format whose first 512 bytes are fxsave's.  `features` are the bits of XCR0 it has
 * room for; size its length.  Kernel memory; the state may be changed in place until the dispatch
 * ends.
 */
struct sv_fpu {
	void *area;
	uint32_t size;
	uint64_t features;
};
void native_fpu(struct thread *td, struct sv_fpu *fpu);
/* The state a program starts with. */
void native_fpu_reset(struct thread *td);
/* Take the first `size` bytes from user memory (512: fxsave only); the header is validated. EFAULT,
 * EINVAL. */
int native_fpu_set(struct thread *td, uintptr_t uarea, uint32_t size, uint64_t features);

/* Set mask and alternate stack from a frame, without the checks of the calls. */
void native_sigreturn_mask(struct thread *td, const sigset_t *mask);
void native_sigreturn_altstack(struct thread *td, const stack_t *ss);
/* The frame could not be written or read: SIGSEGV that cannot be caught a second time.  (sigexit,
 * forcing SIGSEGV) */
void native_sig_badframe(struct thread *td, int sig);

/* One signal for a handler of the guest: what the vector's sendsig gets (sv_persona_ops). */
struct sv_sigframe {
	int sig;                        /* native */
	const siginfo_t *si;            /* native; never NULL */
	const struct sv_sigaction *act; /* the action to be taken; its handler is an address */
	sigset_t mask;                  /* what the frame must bring back */
};

#endif
