/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Signals between the kernel and the guest.
 *
 * The kernel knows the guest's dispositions: ignored and default ones are installed as they are, so that death, cores,
 * stopping and continuing are its own doing; for a caught signal our handler stands in, with the guest's SA_RESTART, so
 * that the kernel itself decides between EINTR and a restart.  While a call is dispatched all signals but SIGSEGV and
 * SIGBUS are blocked; only host_window() opens the guest's mask, around one system call.  Where a signal is found
 * decides what it means:
 *
 *	guest code		its frame is built at once
 *	inside the window	the call is not begun, or its result stands (entry.S); the signal waits in td
 *	elsewhere in our text	it waits in td (a signal that is sent, of a number we cannot block), or it is a guarded
 *				copy's fault
 *
 * What waits is delivered by host_leave(), when the registers hold what the guest will see after the call.
 */
#include "engine.h"
#include "host.h"
#include "linux_signal.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define SIGSYS_BIT        HOST_SIGBIT(LINUX_SIGSYS)

#define AUDIT_ARCH_X86_64 0xc000003eu /* linux/audit.h: ELF machine, 64 bits, little endian */
#define HOST_NTRAPS       64

static const uint64_t block_all = HOST_BLOCK_ALL;

uint64_t
host_mask_in(uint64_t mask)
{
	return (mask & ~(SIGSYS_BIT | HOST_UNBLOCKABLE));
}

/* ---- Registers ---- */

void
host_uc_to_frame(const struct linux_ucontext *uc, struct trapframe *tf)
{
	const struct linux_sigcontext *sc = &uc->uc_mcontext;

	tf->tf_rdi = (register_t)sc->rdi;
	tf->tf_rsi = (register_t)sc->rsi;
	tf->tf_rdx = (register_t)sc->rdx;
	tf->tf_rcx = (register_t)sc->rcx;
	tf->tf_r8 = (register_t)sc->r8;
	tf->tf_r9 = (register_t)sc->r9;
	tf->tf_rax = (register_t)sc->rax;
	tf->tf_rbx = (register_t)sc->rbx;
	tf->tf_rbp = (register_t)sc->rbp;
	tf->tf_r10 = (register_t)sc->r10;
	tf->tf_r11 = (register_t)sc->r11;
	tf->tf_r12 = (register_t)sc->r12;
	tf->tf_r13 = (register_t)sc->r13;
	tf->tf_r14 = (register_t)sc->r14;
	tf->tf_r15 = (register_t)sc->r15;
	tf->tf_rip = (register_t)sc->rip;
	tf->tf_rsp = (register_t)sc->rsp;
	tf->tf_rflags = (register_t)sc->eflags;
	tf->tf_cs = sc->cs;
	tf->tf_ss = sc->ss;
	tf->tf_fs = sc->fs;
	tf->tf_gs = sc->gs;
}

void
host_frame_to_uc(const struct trapframe *tf, struct linux_ucontext *uc)
{
	struct linux_sigcontext *sc = &uc->uc_mcontext;

	sc->rdi = (uint64_t)tf->tf_rdi;
	sc->rsi = (uint64_t)tf->tf_rsi;
	sc->rdx = (uint64_t)tf->tf_rdx;
	sc->rcx = (uint64_t)tf->tf_rcx;
	sc->r8 = (uint64_t)tf->tf_r8;
	sc->r9 = (uint64_t)tf->tf_r9;
	sc->rax = (uint64_t)tf->tf_rax;
	sc->rbx = (uint64_t)tf->tf_rbx;
	sc->rbp = (uint64_t)tf->tf_rbp;
	sc->r10 = (uint64_t)tf->tf_r10;
	sc->r11 = (uint64_t)tf->tf_r11;
	sc->r12 = (uint64_t)tf->tf_r12;
	sc->r13 = (uint64_t)tf->tf_r13;
	sc->r14 = (uint64_t)tf->tf_r14;
	sc->r15 = (uint64_t)tf->tf_r15;
	sc->rip = (uint64_t)tf->tf_rip;
	sc->rsp = (uint64_t)tf->tf_rsp;
	sc->eflags = (uint64_t)tf->tf_rflags;
}

/* The trap behind a signal, in native numbers; it stays visible in later frames, as in the kernel's
 * thread.trap_nr. */
static void
set_trap(struct trapframe *tf, const struct linux_sigcontext *sc, const struct sv_vector *vec)
{
	struct sv_trap trap;

	tf->tf_err = (register_t)sc->err;
	tf->tf_addr = (register_t)sc->cr2;
	for (int native = 0; native < HOST_NTRAPS; native++) {
		if (vec->sv_trap_out(native, &trap) == 0 && trap.number == (int32_t)sc->trapno) {
			tf->tf_trapno = (uint32_t)native;
			return;
		}
	}
	tf->tf_trapno = 0;
}

/* ---- Death ---- */

static void
set_default(int sig)
{
	struct linux_sigaction act = {0};

	(void)host_syscall(LINUX_SYS_rt_sigaction, sig, &act, 0, sizeof(act.lsa_mask));
}

/* End as `sig` ends a process by default: the kernel does it, so that the parent sees what it would
 * see natively. */
_Noreturn void
host_die(int sig, const struct linux_siginfo *si)
{
	uint64_t none = 0;
	long pid, tid;

	pid = host_syscall(LINUX_SYS_getpid, 0);
	tid = host_syscall(LINUX_SYS_gettid, 0);
	(void)host_syscall(
	    LINUX_SYS_rt_sigprocmask, LINUX_SIG_SETMASK, &block_all, 0, sizeof(none));
	set_default(sig);
	if (si == NULL || host_syscall(LINUX_SYS_rt_tgsigqueueinfo, pid, tid, sig, si) != 0)
		(void)host_syscall(LINUX_SYS_tgkill, pid, tid, sig);
	none = ~HOST_SIGBIT(sig);
	(void)host_syscall(LINUX_SYS_rt_sigprocmask, LINUX_SIG_SETMASK, &none, 0, sizeof(none));
	for (;;)
		(void)host_syscall(LINUX_SYS_exit_group, 128 + sig);
}

/* ---- What waits ---- */

/* Give a signal back to the kernel, where it stays pending while the guest blocks it. */
static void
give_back(struct host_td *ht, const struct host_pending *p)
{
	if (p->sig == LINUX_SIGSYS) {
		ht->held |= SIGSYS_BIT;
		ht->held_sigsys = p->si;
		return;
	}
	(void)host_syscall(
	    LINUX_SYS_rt_tgsigqueueinfo, ht->td.td_proc->p_pid, ht->td.td_tid, p->sig, &p->si);
}

void
host_signal_give_back(struct host_td *ht)
{
	for (unsigned i = 0; i < ht->npending; i++)
		give_back(ht, &ht->pending[i]);
	ht->npending = 0;
	if (ht->held != 0) {
		/* SIGSYS is blocked while its handler runs, so it waits for the next program. */
		(void)host_syscall(LINUX_SYS_rt_tgsigqueueinfo, ht->td.td_proc->p_pid,
		    ht->td.td_tid, LINUX_SIGSYS, &ht->held_sigsys);
		ht->held = 0;
	}
}

void
host_signal_queue(struct host_td *ht, int sig, const struct linux_siginfo *si)
{
	struct host_pending *p;

	if (ht->npending == HOST_PENDING_MAX)
		return; /* only numbers we cannot block get here twice, and standard signals may
		           merge */
	p = &ht->pending[ht->npending++];
	p->sig = sig;
	p->si = *si;
	p->has_action = false;
	if (sig != LINUX_SIGSEGV && sig != LINUX_SIGBUS && sig != LINUX_SIGSYS) {
		host_signal_take(ht, sig, &p->action);
		p->has_action = true;
	}
}

/* Those the guest blocks, to the kernel: they came in while a guarded copy needed their number. */
void
host_signal_give_back_blocked(struct host_td *ht)
{
	unsigned kept = 0;

	for (unsigned i = 0; i < ht->npending; i++) {
		if ((ht->mask & HOST_SIGBIT(ht->pending[i].sig)) != 0)
			give_back(ht, &ht->pending[i]);
		else
			ht->pending[kept++] = ht->pending[i];
	}
	ht->npending = (uint8_t)kept;
}

int
host_signal_pending(struct host_td *ht)
{
	uint64_t blocked = ht->mask;

	for (unsigned i = 0; i < ht->npending; i++) {
		if ((blocked & HOST_SIGBIT(ht->pending[i].sig)) == 0)
			return (1);
	}
	return ((ht->held & ~blocked) != 0);
}

/* A frame for one signal.  Failure is SIGSEGV, and death if that one fails, is blocked or is not
 * caught. */
static void
deliver(struct host_td *ht, int sig, const struct linux_siginfo *si, const struct sv_sigaction *act)
{
	const struct sv_vector *vec = sv_td_vector(&ht->td);
	struct sv_sigframe how;
	struct linux_siginfo segv;
	struct sv_sigaction now;
	siginfo_t native;
	uint64_t add;
	int nsig;

	for (;;) {
		if (linux_siginfo_in(si, &native) != 0 || linux_signal_in(sig, &nsig) != 0)
			return;
		host_sigset_in(ht->have_frame_mask ? ht->frame_mask : ht->mask, &how.mask);
		how.sig = nsig;
		how.si = &native;
		how.act = act;
		if (vec->sv_ops->sendsig(&ht->td, &how) == 0)
			break;
		memset(&segv, 0, sizeof(segv));
		segv.lsi_signo = LINUX_SIGSEGV;
		segv.lsi_code = LINUX_SI_KERNEL;
		if (sig == LINUX_SIGSEGV || (ht->mask & HOST_SIGBIT(LINUX_SIGSEGV)) != 0)
			host_die(LINUX_SIGSEGV, &segv);
		host_signal_take(ht, LINUX_SIGSEGV, &now);
		if (now.handler <= SIG_IGN)
			host_die(LINUX_SIGSEGV, &segv);
		sig = LINUX_SIGSEGV;
		si = &segv;
		act = &now;
	}
	if (host_run.tracefd >= 0)
		host_trace_signal(ht, si);
	if (host_run.stats != NULL)
		__atomic_fetch_add(&host_run.stats->signals, 1, __ATOMIC_RELAXED);
	ht->have_frame_mask = false;
	add = host_sigset_out_all(&act->mask);
	if ((act->flags & SA_NODEFER) == 0)
		add |= HOST_SIGBIT(sig);
	ht->mask |= add & ~HOST_UNBLOCKABLE;
}

static void
deliver_pending(struct host_td *ht)
{
	for (unsigned i = 0; i < ht->npending; i++) {
		struct host_pending *p = &ht->pending[i];

		if ((ht->mask & HOST_SIGBIT(p->sig)) != 0) {
			give_back(ht, p);
			continue;
		}
		if (!p->has_action)
			host_signal_take(ht, p->sig, &p->action);
		if (p->action.handler == SIG_IGN)
			continue;
		if (p->action.handler == SIG_DFL) {
			/* Changed since it arrived, or one of ours without a guest handler: the
			 * kernel does the rest. */
			if (p->sig == LINUX_SIGSEGV || p->sig == LINUX_SIGBUS ||
			    p->sig == LINUX_SIGSYS)
				host_die(p->sig, &p->si);
			give_back(ht, p);
			continue;
		}
		deliver(ht, p->sig, &p->si, &p->action);
	}
	ht->npending = 0;
	if ((ht->held & ~ht->mask) != 0) {
		ht->held = 0;
		host_signal_queue(ht, LINUX_SIGSYS, &ht->held_sigsys);
	}
}

/* ---- In and out ---- */

void
host_enter(struct host_td *ht, struct linux_ucontext *uc)
{
	ht->uc = uc;
	ht->path_slot = 0;
	ht->blocked = HOST_BLOCK_ALL | (uc->uc_sigmask & HOST_SYNC_SIGNALS);
	host_uc_to_frame(uc, &ht->frame);
}

void
host_leave(struct host_td *ht)
{
	while (ht->npending != 0 || (ht->held & ~ht->mask) != 0) {
		if (ht->npending == 0)
			host_signal_queue(ht, LINUX_SIGSYS, &ht->held_sigsys), ht->held = 0;
		deliver_pending(ht);
	}
	if (ht->have_frame_mask) {
		ht->mask = ht->frame_mask;
		ht->have_frame_mask = false;
	}
	host_frame_to_uc(&ht->frame, ht->uc);
	ht->uc->uc_sigmask = host_mask_in(ht->mask);
	ht->uc = NULL;
}

/* ---- Handlers of the harness ---- */

/* A fault inside a guarded copy ends the copy; anything else of ours is a bug of the harness. */
static bool
fault_of_ours(struct linux_ucontext *uc, int sig)
{
	uint64_t pc = uc->uc_mcontext.rip;

	if (!host_in_text(pc))
		return (false);
	if (pc < (uintptr_t)host_guard_begin || pc >= (uintptr_t)host_guard_end) {
		host_warn("fault in the harness itself: signal %d at %lx, address %lx", sig, pc,
		    uc->uc_mcontext.cr2);
		host_die(sig, NULL);
	}
	uc->uc_mcontext.rip = (uintptr_t)host_guard_fault;
	return (true);
}

static void
on_async(struct host_td *ht, int sig, const struct linux_siginfo *si, struct linux_ucontext *uc)
{
	uint64_t pc = uc->uc_mcontext.rip;

	if (!host_in_text(pc)) {
		host_enter(ht, uc);
		host_signal_queue(ht, sig, si);
		host_leave(ht);
		return;
	}
	host_signal_queue(ht, sig, si);
	uc->uc_sigmask = ht->blocked;
	if (pc >= (uintptr_t)host_window_open && pc < (uintptr_t)host_window_call)
		uc->uc_mcontext.rip = (uintptr_t)host_window_restart;
	else if (pc == (uintptr_t)host_window_call) {
		uc->uc_mcontext.rip = uc->uc_mcontext.rax == LINUX_SYS_restart_syscall
		                          ? (uintptr_t)host_window_eintr
		                          : (uintptr_t)host_window_restart;
	}
}

void
host_on_signal(int sig, struct linux_siginfo *si, struct linux_ucontext *uc)
{
	on_async(host_self(), sig, si, uc);
}

/* What the processor raises: the guest's frame shows trap number, error code and address. */
void
host_on_fault(int sig, struct linux_siginfo *si, struct linux_ucontext *uc)
{
	struct host_td *ht = host_self();

	if (si->lsi_code <= 0) {
		on_async(ht, sig, si, uc);
		return;
	}
	if (fault_of_ours(uc, sig))
		return;
	if ((ht->mask & HOST_SIGBIT(sig)) != 0 || ht->actions->action[sig].handler <= SIG_IGN) {
		/* It happens again on return, and the kernel ends the process with the guest's
		 * registers in the core. */
		set_default(sig);
		return;
	}
	host_enter(ht, uc);
	set_trap(&ht->frame, &uc->uc_mcontext, sv_td_vector(&ht->td));
	host_signal_queue(ht, sig, si);
	host_leave(ht);
}

void
host_on_sigsys(int sig, struct linux_siginfo *si, struct linux_ucontext *uc)
{
	struct host_td *ht = host_self();

	/* One that a program made up is a signal like any other. */
	if (si->lsi_code != LINUX_SYS_USER_DISPATCH ||
	    si->sys.lsi_call_addr != uc->uc_mcontext.rip) {
		on_async(ht, sig, si, uc);
		return;
	}
	if (si->sys.lsi_arch != AUDIT_ARCH_X86_64) {
		uc->uc_mcontext.rax = (uint64_t)-LINUX_ENOSYS; /* int 0x80: numbers of i386 */
		return;
	}
	host_enter(ht, uc);
	host_dispatch(ht);
	host_leave(ht);
}
