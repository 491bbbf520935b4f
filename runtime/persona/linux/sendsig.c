/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signal frames of Linux/amd64: built when a handler is called, read by rt_sigreturn.
 *
 *	high	(red zone of the interrupted function, or the top of the alternate stack)
 *		xsave image, 64-byte aligned, FP_XSTATE_MAGIC2 behind it	fpstate points here
 *		rt_sigframe: pretcode, ucontext, siginfo	rsp on entry, 8 below a multiple of 16
 */
#include "linux_signal.h"

#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define RED_ZONE    128
#define FXSAVE_SIZE 512u
#define SW_RESERVED 464u
#define USER_CS     0x33
#define USER_SS     0x2b

/* Flags rt_sigreturn takes from the frame: arithmetic, direction, trap, alignment check (and RF,
 * for debuggers). */
#define RFLAGS_RESTORED 0x50dd5
#define RFLAGS_CLEARED  0x10500 /* DF, TF and RF are clear when a handler starts */

static void
context_out(const struct trapframe *tf, const sigset_t *mask, struct linux_ucontext *uc)
{
	struct linux_sigcontext *sc = &uc->uc_mcontext;
	struct sv_trap trap;
	l_sigset_t set;

	sc->r8 = (uint64_t)tf->tf_r8;
	sc->r9 = (uint64_t)tf->tf_r9;
	sc->r10 = (uint64_t)tf->tf_r10;
	sc->r11 = (uint64_t)tf->tf_r11;
	sc->r12 = (uint64_t)tf->tf_r12;
	sc->r13 = (uint64_t)tf->tf_r13;
	sc->r14 = (uint64_t)tf->tf_r14;
	sc->r15 = (uint64_t)tf->tf_r15;
	sc->rdi = (uint64_t)tf->tf_rdi;
	sc->rsi = (uint64_t)tf->tf_rsi;
	sc->rbp = (uint64_t)tf->tf_rbp;
	sc->rbx = (uint64_t)tf->tf_rbx;
	sc->rdx = (uint64_t)tf->tf_rdx;
	sc->rax = (uint64_t)tf->tf_rax;
	sc->rcx = (uint64_t)tf->tf_rcx;
	sc->rsp = (uint64_t)tf->tf_rsp;
	sc->rip = (uint64_t)tf->tf_rip;
	sc->eflags = (uint64_t)tf->tf_rflags;
	sc->cs = USER_CS;
	sc->ss = USER_SS;
	sc->err = (uint64_t)tf->tf_err;
	if (tf->tf_trapno != 0 && linux_trap_out((int)tf->tf_trapno, &trap) == 0)
		sc->trapno = (uint64_t)trap.number;
	sc->cr2 = (uint64_t)tf->tf_addr;
	linux_sigset_out(mask, &set);
	sc->oldmask = set;
	uc->uc_sigmask = set;
}

static void
context_in(const struct linux_sigcontext *sc, struct trapframe *tf)
{
	tf->tf_r8 = (register_t)sc->r8;
	tf->tf_r9 = (register_t)sc->r9;
	tf->tf_r10 = (register_t)sc->r10;
	tf->tf_r11 = (register_t)sc->r11;
	tf->tf_r12 = (register_t)sc->r12;
	tf->tf_r13 = (register_t)sc->r13;
	tf->tf_r14 = (register_t)sc->r14;
	tf->tf_r15 = (register_t)sc->r15;
	tf->tf_rdi = (register_t)sc->rdi;
	tf->tf_rsi = (register_t)sc->rsi;
	tf->tf_rbp = (register_t)sc->rbp;
	tf->tf_rbx = (register_t)sc->rbx;
	tf->tf_rdx = (register_t)sc->rdx;
	tf->tf_rax = (register_t)sc->rax;
	tf->tf_rcx = (register_t)sc->rcx;
	tf->tf_rsp = (register_t)sc->rsp;
	tf->tf_rip = (register_t)sc->rip;
	tf->tf_rflags = (register_t)(((uint64_t)tf->tf_rflags & ~(uint64_t)RFLAGS_RESTORED) |
	                             (sc->eflags & RFLAGS_RESTORED));
}

/* The image as the kernel would leave it on the stack: marked, and followed by the second magic
 * word. */
static int
fpu_out(struct thread *td, const struct sv_fpu *fpu, uint64_t at)
{
	const uint32_t magic2 = LINUX_FP_XSTATE_MAGIC2;
	struct linux_fpx_sw_bytes sw = {0};
	int error;

	(void)td;
	sw.magic1 = LINUX_FP_XSTATE_MAGIC1;
	sw.extended_size = fpu->size + LINUX_FP_XSTATE_MAGIC2_SIZE;
	sw.xfeatures = fpu->features;
	sw.xstate_size = fpu->size;
	if ((error = copyout(fpu->area, (void *)(uintptr_t)at, fpu->size)) != 0)
		return (error);
	if ((error = copyout(&sw, (void *)(uintptr_t)(at + SW_RESERVED), sizeof(sw))) != 0)
		return (error);
	return (copyout(&magic2, (void *)(uintptr_t)(at + fpu->size), sizeof(magic2)));
}

int
linux_sendsig(struct thread *td, const struct sv_sigframe *how)
{
	struct trapframe *tf = td->td_frame;
	const stack_t *ss = native_sig_altstack(td), none = {.ss_flags = SS_DISABLE};
	struct linux_rt_sigframe *frame;
	struct sv_fpu fpu;
	uint64_t sp, at;
	int error, sig;

	if ((how->act->flags & SA_ONSTACK) != 0 && (ss->ss_flags & SS_DISABLE) == 0 &&
	    !native_sig_onstack(td, (uintptr_t)tf->tf_rsp))
		sp = (uint64_t)ss->ss_sp + ss->ss_size;
	else
		sp = (uint64_t)tf->tf_rsp - RED_ZONE;
	native_fpu(td, &fpu);
	at = (sp - fpu.size - LINUX_FP_XSTATE_MAGIC2_SIZE) & ~(uint64_t)63;
	sp = ((at - sizeof(*frame)) & ~(uint64_t)15) - 8;
	/* Running off the alternate stack is an overflow, whatever lies below it. */
	if (native_sig_onstack(td, (uintptr_t)tf->tf_rsp) && !native_sig_onstack(td, (uintptr_t)sp))
		return (EFAULT);

	if ((frame = sv_tmp_alloc(td, sizeof(*frame))) == NULL)
		return (EFAULT);
	memset(frame, 0, sizeof(*frame));
	error = linux_siginfo_out(how->si, &frame->info);
	if (error == 0) {
		frame->pretcode = how->act->restorer;
		frame->uc.uc_flags =
		    LINUX_UC_SIGCONTEXT_SS | LINUX_UC_STRICT_RESTORE_SS | LINUX_UC_FP_XSTATE;
		(void)linux_stack_out(ss, &frame->uc.uc_stack);
		context_out(tf, &how->mask, &frame->uc);
		frame->uc.uc_mcontext.fpstate = at;
		sig = frame->info.lsi_signo;
		error = fpu_out(td, &fpu, at);
		if (error == 0)
			error = copyout(frame, (void *)(uintptr_t)sp, sizeof(*frame));
	}
	sv_tmp_free(td, frame, sizeof(*frame));
	if (error != 0)
		return (EFAULT);

	if ((ss->ss_flags & SV_SS_AUTODISARM) != 0)
		native_sigreturn_altstack(td, &none);
	native_fpu_reset(td);
	tf->tf_rdi = sig;
	tf->tf_rsi = (register_t)(sp + offsetof(struct linux_rt_sigframe, info));
	tf->tf_rdx = (register_t)(sp + offsetof(struct linux_rt_sigframe, uc));
	tf->tf_rax = 0;
	tf->tf_rsp = (register_t)sp;
	tf->tf_rip = (register_t)how->act->handler;
	tf->tf_rflags &= ~(register_t)RFLAGS_CLEARED;
	return (0);
}

/* What fpstate points at: NULL, the fxsave image alone, or all of it when both magic words agree.
 */
static int
fpu_in(struct thread *td, uint64_t at)
{
	struct linux_fpx_sw_bytes sw;
	struct sv_fpu fpu;
	uint32_t magic2;
	int error;

	if (at == 0) {
		native_fpu_reset(td);
		return (0);
	}
	native_fpu(td, &fpu);
	if ((error = copyin((const void *)(uintptr_t)(at + SW_RESERVED), &sw, sizeof(sw))) != 0)
		return (error);
	if (sw.magic1 == LINUX_FP_XSTATE_MAGIC1 &&
	    sw.xstate_size >= FXSAVE_SIZE + sizeof(struct linux_xsave_header) &&
	    sw.xstate_size <= fpu.size && sw.xstate_size <= sw.extended_size) {
		error =
		    copyin((const void *)(uintptr_t)(at + sw.xstate_size), &magic2, sizeof(magic2));
		if (error != 0)
			return (error);
		if (magic2 == LINUX_FP_XSTATE_MAGIC2)
			return (native_fpu_set(td, (uintptr_t)at, sw.xstate_size, sw.xfeatures));
	}
	return (native_fpu_set(td, (uintptr_t)at, FXSAVE_SIZE, 0x3));
}

int
linux_rt_sigreturn(struct thread *td, struct linux_rt_sigreturn_args *uap)
{
	struct trapframe *tf = td->td_frame;
	struct linux_ucontext uc;
	l_sigset_t set;
	sigset_t mask;
	stack_t ss;

	(void)uap;
	/* The handler's return has taken pretcode from the stack. */
	if (copyin((const void *)(uintptr_t)tf->tf_rsp, &uc, sizeof(uc)) != 0)
		goto bad;
	set = uc.uc_sigmask;
	linux_sigset_in(&set, &mask);
	native_sigreturn_mask(td, &mask);
	context_in(&uc.uc_mcontext, tf);
	if (fpu_in(td, uc.uc_mcontext.fpstate) != 0)
		goto bad;
	if (linux_stack_in(&uc.uc_stack, &ss) == 0)
		native_sigreturn_altstack(td, &ss);
	return (EJUSTRETURN);
bad:
	native_sig_badframe(td, SIGSEGV);
	return (EJUSTRETURN);
}
