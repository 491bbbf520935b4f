/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From the trap into the vector and back; signals on the way out.
 */
#include "kld.h"

#include <machine/segments.h>

/*
 * Rows without a handler are marked absent, which the kernel would answer itself: then nothing is
 * counted.
 */
static struct sysent nosys_row = {
    .sy_call = sv_nosys,
    .sy_thrcnt = SY_THR_STATIC,
};

int
kld_fetch_syscall_args(struct thread *td)
{
	struct syscall_args *sa = &td->td_sa;
	int error;

	error = sv_dispatch_fetch(td);
	if (sa->callp == NULL || sa->callp->sy_call == sv_nosys)
		sa->callp = &nosys_row;
	kld_fetched(sa);
	return (error);
}

/*
 * Programs keep every register but rax, rcx and r11 over a call: the fast way back, which does not
 * restore r8 to r10, is not for them.
 */
void
kld_set_syscall_retval(struct thread *td, int error)
{
	sv_dispatch_return(td, error);
	set_pcb_flags(td->td_pcb, PCB_FULL_IRET);
}

void
kld_set_fork_retval(struct thread *td)
{
	linux_vector.sv_abi->set_child(td, linux_vector.sv_errno_style, 0);
}

/* Called with process and actions locked, left the same way. */
void
kld_sendsig(sig_t catcher, ksiginfo_t *ksi, sigset_t *mask)
{
	struct thread *td = curthread;
	struct proc *p = td->td_proc;
	struct sigacts *ps = p->p_sigacts;
	struct trapframe *tf = td->td_frame;
	struct sv_sigaction act;
	struct sv_sigframe how;
	siginfo_t si;
	int sig = ksi->ksi_signo;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	mtx_assert(&ps->ps_mtx, MA_OWNED);
	memset(&act, 0, sizeof(act));
	act.handler = (uintptr_t)catcher;
	if (SIGISMEMBER(ps->ps_sigonstack, sig))
		act.flags |= SA_ONSTACK;
	if (SIGISMEMBER(ps->ps_siginfo, sig))
		act.flags |= SA_SIGINFO;
	act.restorer = kld_proc(p)->actions[sig].restorer;
	act.foreign_flags = kld_proc(p)->actions[sig].foreign_flags;
	act.mask = ps->ps_catchmask[_SIG_IDX(sig)];
	si = ksi->ksi_info;
	si.si_signo = sig;
	how.sig = sig;
	how.si = &si;
	how.act = &act;
	how.mask = *mask;
	mtx_unlock(&ps->ps_mtx);
	PROC_UNLOCK(p);

	/* What the processor said counts only for what the processor raised. */
	if ((ksi->ksi_flags & KSI_TRAP) == 0) {
		tf->tf_trapno = 0;
		tf->tf_err = 0;
		tf->tf_addr = 0;
	}
	if (linux_vector.sv_ops->sendsig(td, &how) != 0) {
		sv_log(td, SV_LOG_NOTE, "no room for the frame of signal %d", sig);
		PROC_LOCK(p);
		sigexit(td, SIGSEGV);
	}
	tf->tf_cs = _ucodesel;
	tf->tf_ss = _udatasel;
	tf->tf_ds = _udatasel;
	tf->tf_es = _udatasel;
	tf->tf_fs = _ufssel;
	tf->tf_gs = _ugssel;
	tf->tf_flags = TF_HASSEGS;
	set_pcb_flags(td->td_pcb, PCB_FULL_IRET);
	PROC_LOCK(p);
	mtx_lock(&ps->ps_mtx);
}
