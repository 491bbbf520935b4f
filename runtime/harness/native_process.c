/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native process services of the harness: making, ending, awaiting, describing.  execve is in
 * exec.c.
 */
#include "engine.h"
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_signal.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* ---- Making ---- */

static const struct {
	uint32_t native;
	uint64_t host;
} clone_flags[] = {
    {SV_CLONE_VM, LINUX_CLONE_VM},
    {SV_CLONE_FILES, LINUX_CLONE_FILES},
    {SV_CLONE_FS, LINUX_CLONE_FS},
    {SV_CLONE_SIGHAND, LINUX_CLONE_SIGHAND},
    {SV_CLONE_THREAD, LINUX_CLONE_THREAD},
    {SV_CLONE_VFORK, LINUX_CLONE_VFORK},
    {SV_CLONE_PARENT, LINUX_CLONE_PARENT},
    {SV_CLONE_SYSVSEM, LINUX_CLONE_SYSVSEM},
    {SV_CLONE_IO, LINUX_CLONE_IO},
    {SV_CLONE_SETTLS, LINUX_CLONE_SETTLS},
    {SV_CLONE_PARENT_SETTID, LINUX_CLONE_PARENT_SETTID},
    {SV_CLONE_CHILD_SETTID, LINUX_CLONE_CHILD_SETTID},
    {SV_CLONE_CHILD_CLEARTID, LINUX_CLONE_CHILD_CLEARTID},
    {SV_CLONE_PIDFD, LINUX_CLONE_PIDFD},
};

/* Caught signals go back to default in a new process; the kernel's own flag for that would take our
 * handlers, too. */
static void
clear_handlers(struct host_td *ht)
{
	struct host_sigacts *acts = ht->actions;
	const struct sv_sigaction none = {0};

	for (int sig = 1; sig <= HOST_NSIG; sig++) {
		if (acts->action[sig].handler > SIG_IGN) {
			acts->action[sig] = none;
			host_signal_install(sig, &none);
		}
	}
}

/* Common to every child, on its own stack, before guest code runs. */
static void
child_begin(struct host_td *ht, uint32_t flags)
{
	const struct sv_vector *vec = host_run.vector;
	bool thread = (flags & SV_CLONE_THREAD) != 0;
	int (*hook)(struct thread *, struct thread *) =
	    thread ? vec->sv_ops->onthread : vec->sv_ops->onfork;

	ht->td.td_tid = (lwpid_t)host_syscall(LINUX_SYS_gettid, 0);
	if (!thread)
		ht->process->proc.p_pid = (pid_t)host_syscall(LINUX_SYS_getpid, 0);
	(void)host_run.engine->arm(ht);
	if ((flags & SV_CLONE_CLEAR_SIGHAND) != 0)
		clear_handlers(ht);
	if (hook != NULL)
		(void)hook(&ht->td, &ht->td);
	if (host_run.stats != NULL)
		__atomic_fetch_add(&host_run.stats->threads, 1, __ATOMIC_RELAXED);
}

/* A child that shares memory starts here, on the region its parent prepared. */
_Noreturn void
host_child_start(uintptr_t sp)
{
	struct host_td *ht = host_self();
	struct linux_ucontext *uc = ht->uc;

	(void)sp;
	(void)host_td_altstack(ht);
	child_begin(ht, ht->clone_flags);
	ht->uc = NULL;
	host_resume(uc);
}

/* The record of a child that shares memory: on a region of its own, with a copy of the parent's
 * frame that it returns through. */
static struct host_td *
prepare_child(struct host_td *ht, const struct sv_clone_args *args, uintptr_t *sp)
{
	struct host_td *child = host_td_new();
	struct linux_ucontext *uc;
	struct sv_fpu fpu;
	uintptr_t at;

	if (child == NULL)
		return (NULL);
	if ((args->flags & SV_CLONE_THREAD) != 0)
		host_td_attach(child, ht->process);
	else {
		child->own_process = *ht->process;
		child->own_process.proc.p_emuldata = child->own_process.emuldata;
		child->own_process.proc.p_host = &child->own_process;
		child->own_process.threads = 0;
		host_td_attach(child, &child->own_process);
		memcpy(child->emuldata, ht->emuldata, sizeof(child->emuldata));
	}
	child->actions = ht->actions;
	if ((args->flags & SV_CLONE_SIGHAND) == 0) {
		child->process->own_actions = *ht->actions;
		child->process->own_actions.lock = 0;
		child->actions = &child->process->own_actions;
	}
	child->parent_frees =
	    (args->flags & SV_CLONE_VFORK) != 0 && (args->flags & SV_CLONE_THREAD) == 0;
	child->clone_flags = args->flags;
	child->mask = ht->mask;
	child->blocked = ht->blocked;
	if ((args->flags & SV_CLONE_VFORK) != 0)
		child->altstack = ht->altstack;
	child->frame = ht->frame;
	host_run.vector->sv_abi->set_child(
	    &child->td, host_run.vector->sv_errno_style, args->stack);

	native_fpu(&ht->td, &fpu);
	at = ((uintptr_t)child + HOST_REGION_SIZE - fpu.size - LINUX_FP_XSTATE_MAGIC2_SIZE) & ~63ul;
	memcpy((void *)at, fpu.area, fpu.size + (fpu.size > 512 ? LINUX_FP_XSTATE_MAGIC2_SIZE : 0));
	uc = (struct linux_ucontext *)((at - sizeof(*uc)) & ~15ul);
	memcpy(uc, ht->uc, sizeof(*uc));
	uc->uc_mcontext.fpstate = at;
	uc->uc_stack.ss_sp = (uintptr_t)child + HOST_REGION_DATA + HOST_PAGE;
	uc->uc_stack.ss_size = HOST_REGION_SIZE - HOST_REGION_DATA - HOST_PAGE;
	uc->uc_stack.ss_flags = 0;
	uc->uc_sigmask = host_mask_in(child->mask);
	host_frame_to_uc(&child->frame, uc);
	child->uc = uc;
	*sp = ((uintptr_t)uc - 128) & ~15ul;
	return (child);
}

int
native_clone(struct thread *td, const struct sv_clone_args *args)
{
	struct host_td *ht = host_td(td), *child = NULL;
	struct linux_cl_args cl = {0};
	uintptr_t sp = 0;
	int error, lsig;
	long r;

	if ((error = linux_signal_out(args->exit_signal, &lsig)) != 0)
		return (EINVAL);
	for (size_t i = 0; i < SV_NITEMS(clone_flags); i++) {
		if ((args->flags & clone_flags[i].native) != 0)
			cl.flags |= clone_flags[i].host;
	}
	if ((args->flags & SV_CLONE_VM) != 0) {
		if ((child = prepare_child(ht, args, &sp)) == NULL)
			return (EAGAIN);
		cl.stack = (uintptr_t)child + HOST_REGION_DATA + HOST_PAGE;
		cl.stack_size = sp - cl.stack;
	}
	if ((args->flags & (SV_CLONE_THREAD | SV_CLONE_PARENT)) == 0)
		cl.exit_signal = (uint64_t)lsig;
	cl.tls = args->tls;
	cl.parent_tid = args->uparent_tid;
	cl.child_tid = args->uchild_tid;
	cl.pidfd = args->upidfd;
	r = host_clone_raw(LINUX_SYS_clone3, (long)&cl, sizeof(cl), 0, 0, 0);
	if (r == -LINUX_ENOSYS) /* sandboxes refuse it */
		r = host_clone_raw(LINUX_SYS_clone, (long)(cl.flags | cl.exit_signal), (long)sp,
		    (long)((cl.flags & LINUX_CLONE_PIDFD) != 0 ? cl.pidfd : cl.parent_tid),
		    (long)cl.child_tid, (long)cl.tls);
	if (r == 0) {
		/* The child of a fork: a copy of everything, with one thread. */
		host_td_after_fork(ht);
		child_begin(ht, args->flags);
		host_run.vector->sv_abi->set_child(
		    td, host_run.vector->sv_errno_style, args->stack);
		return (EJUSTRETURN);
	}
	if (child != NULL && (r < 0 || child->parent_frees)) {
		__atomic_fetch_sub(&child->process->threads, 1, __ATOMIC_RELAXED);
		host_td_free(child);
	}
	if ((error = host_error(r)) == 0)
		td->td_retval[0] = r;
	return (error);
}

/* ---- Ending ---- */

int
native_thr_exit(struct thread *td, int status)
{
	if (host_run.vector->sv_ops->ontdexit != NULL)
		host_run.vector->sv_ops->ontdexit(td);
	host_td_exit(host_td(td), status);
}

int
native_exit(struct thread *td, int status)
{
	const struct sv_persona_ops *ops = host_run.vector->sv_ops;

	if (ops->ontdexit != NULL)
		ops->ontdexit(td);
	if (ops->onexit != NULL)
		ops->onexit(td);
	for (;;)
		(void)host_syscall(LINUX_SYS_exit_group, status);
}

/* ---- Waiting ---- */

/* Linux's status word in FreeBSD's encoding. */
static int
status_in(int status)
{
	int low = status & 0x7f, sig;

	if (status == 0xffff)
		return (W_CONTINUED);
	if (low == 0x7f) {
		if (linux_signal_in((status >> 8) & 0xff, &sig) != 0)
			sig = SIGSTOP;
		return ((status & ~0xffff) | sig << 8 | _WSTOPPED);
	}
	if (low == 0)
		return (status & 0xff00);
	if (linux_signal_in(low, &sig) != 0)
		sig = SIGKILL;
	return (sig | ((status & 0x80) != 0 ? WCOREFLAG : 0));
}

static int
options_out(const struct sv_wait_args *args, int *options)
{
	int error, rest = args->options & ~(int)WLINUXCLONE;

	if ((error = linux_wait_options_out(rest, options)) != 0)
		return (error);
	if ((args->foreign & SV_WAIT_ALL) != 0)
		*options |= LINUX___WALL;
	if ((args->foreign & SV_WAIT_NOTHREAD) != 0)
		*options |= LINUX___WNOTHREAD;
	if ((args->foreign & SV_WAIT_CLONE) != 0 || ((uint32_t)args->options & WLINUXCLONE) != 0)
		*options |= (int)LINUX___WCLONE;
	return (0);
}

static int
wait_status(struct thread *td, const struct sv_wait_args *args, int options, int *status,
    struct linux_rusage *lru)
{
	int error, lstatus = 0;
	int64_t id = args->idtype == P_ALL ? -1 : args->idtype == P_PGID ? -args->id : args->id;

	error = host_call_intr(td, LINUX_SYS_wait4, id, &lstatus, options & ~LINUX_WEXITED, lru);
	if (error == 0 && td->td_retval[0] != 0 && status != NULL)
		*status = status_in(lstatus);
	return (error);
}

static int
wait_info(struct thread *td, const struct sv_wait_args *args, int options, siginfo_t *si,
    struct linux_rusage *lru)
{
	struct linux_siginfo lsi = {0};
	int error, idtype;

	if (args->idtype == SV_P_PIDFD)
		idtype = LINUX_P_PIDFD;
	else if ((error = linux_wait_idtype_out(args->idtype, &idtype)) != 0)
		return (error);
	if ((error = host_call_intr(td, LINUX_SYS_waitid, idtype, args->id, &lsi, options, lru)) !=
	    0)
		return (error);
	td->td_retval[0] = lsi.lsi_signo != 0 ? lsi.chld.lsi_pid : 0;
	if (td->td_retval[0] == 0)
		return (0);
	return (linux_siginfo_in(&lsi, si));
}

int
native_wait(struct thread *td, const struct sv_wait_args *args, int *status, siginfo_t *si,
    struct rusage *ru)
{
	struct linux_rusage lru;
	int error, options;

	if ((error = options_out(args, &options)) != 0)
		return (error);
	memset(&lru, 0, sizeof(lru));
	if (si != NULL)
		error = wait_info(td, args, options, si, ru != NULL ? &lru : NULL);
	else
		error = wait_status(td, args, options, status, ru != NULL ? &lru : NULL);
	if (error != 0 || ru == NULL)
		return (error);
	return (linux_rusage_in(&lru, ru));
}

/* ---- Identity ---- */

int
native_getpid(struct thread *td)
{
	td->td_retval[0] = host_pid(td);
	return (0);
}

int
native_gettid(struct thread *td)
{
	td->td_retval[0] = host_tid(td);
	return (0);
}

int
native_getppid(struct thread *td)
{
	return (host_call(td, LINUX_SYS_getppid, 0));
}

int
native_getpgid(struct thread *td, int pid)
{
	return (host_call(td, LINUX_SYS_getpgid, pid));
}

int
native_setpgid(struct thread *td, int pid, int pgid)
{
	return (host_call(td, LINUX_SYS_setpgid, pid, pgid));
}

int
native_getsid(struct thread *td, int pid)
{
	return (host_call(td, LINUX_SYS_getsid, pid));
}

int
native_setsid(struct thread *td)
{
	return (host_call(td, LINUX_SYS_setsid, 0));
}

int
native_getrusage(struct thread *td, int who, struct rusage *ru)
{
	struct linux_rusage lru;
	int error, lwho;

	(void)td;
	if ((error = linux_rusage_who_out(who, &lwho)) != 0)
		return (error);
	if ((error = host_error(host_syscall(LINUX_SYS_getrusage, lwho, &lru))) != 0)
		return (error);
	return (linux_rusage_in(&lru, ru));
}

/* ---- Process descriptors ---- */

int
native_pidfd_open(struct thread *td, int pid, unsigned flags)
{
	unsigned lflags = 0;

	if ((flags & SV_PIDFD_NONBLOCK) != 0)
		lflags |= LINUX_PIDFD_NONBLOCK;
	if ((flags & SV_PIDFD_THREAD) != 0)
		lflags |= LINUX_PIDFD_THREAD;
	return (host_call(td, LINUX_SYS_pidfd_open, pid, lflags));
}

int
native_pidfd_getfd(struct thread *td, int pidfd, int fd)
{
	return (host_call(td, LINUX_SYS_pidfd_getfd, pidfd, fd, 0));
}
