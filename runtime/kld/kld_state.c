/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What hangs on processes and threads of ours, and the services of port.h.
 */
#include "kld.h"

#include <sys/syslog.h>
#include <sys/time.h>
#include <machine/stdarg.h>

MALLOC_DEFINE(M_SYSVEC, "sysvec", "foreign system calls");

const struct sv_vector *
sv_td_vector(struct thread *td __unused)
{
	return (&linux_vector);
}

const struct sv_identity *
sv_td_identity(struct thread *td __unused)
{
	return (kld_identity());
}

struct sv_account *
sv_td_account(struct thread *td __unused)
{
	return (&kld_account);
}

void *
sv_tmp_alloc(struct thread *td __unused, size_t size)
{
	if (size == 0 || size > SV_TMP_MAX)
		return (NULL);
	return (malloc(size, M_SYSVEC, M_WAITOK));
}

void
sv_tmp_free(struct thread *td __unused, void *p, size_t size __unused)
{
	free(p, M_SYSVEC);
}

uint64_t
sv_now_ns(void)
{
	struct timespec ts;

	getnanouptime(&ts);
	return ((uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec);
}

/* The caller has spent from the report budget, or it is an error of ours. */
void
sv_log(struct thread *td, enum sv_log_level level, const char *fmt, ...)
{
	static const int priority[] = {
	    [SV_LOG_ERROR] = LOG_ERR,
	    [SV_LOG_WARN] = LOG_WARNING,
	    [SV_LOG_NOTE] = LOG_NOTICE,
	    [SV_LOG_DEBUG] = LOG_DEBUG,
	};
	char line[160];
	va_list ap;

	if (level == SV_LOG_DEBUG && kld_debug == 0)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	log(priority[level], "%s[%d]: %s\n", td->td_proc->p_comm, td->td_proc->p_pid, line);
}

/* ---- Processes and threads ---- */

static void
limits_reset(struct kld_proc *kp)
{
	for (int i = 0; i < KLD_NOTE_LIMITS; i++)
		kp->limits[i].rlim_cur = kp->limits[i].rlim_max = RLIM_INFINITY;
}

/*
 * Threads of the old image other than td: they are suspended, will not see the program again, and
 * end in a process that may have another vector.
 */
static void
forget_threads(struct thread *td, bool ours)
{
	struct proc *p = td->td_proc;
	struct thread *other;

	PROC_LOCK_ASSERT(p, MA_OWNED);
	FOREACH_THREAD_IN_PROC(p, other)
	{
		if (other == td)
			continue;
		if (ours)
			free(other->td_emuldata, M_SYSVEC);
		other->td_emuldata = NULL;
	}
}

/* A program of ours is about to run where none did. */
static void
become(struct thread *td)
{
	struct proc *p = td->td_proc;
	struct kld_proc *kp;
	struct kld_thread *kt;

	kp = malloc(sizeof(*kp), M_SYSVEC, M_WAITOK | M_ZERO);
	limits_reset(kp);
	kt = malloc(sizeof(*kt), M_SYSVEC, M_WAITOK | M_ZERO);
	kt->tid = p->p_pid;
	PROC_LOCK(p);
	p->p_emuldata = kp;
	td->td_emuldata = kt;
	forget_threads(td, false);
	PROC_UNLOCK(p);
}

/*
 * One of ours runs another: nothing of the persona is reset (sv_persona_ops), actions are defaults
 * again.
 */
static void
stay(struct thread *td)
{
	struct proc *p = td->td_proc;
	struct kld_thread *kt = kld_thread(td);

	if (kt->robust != 0)
		kld_robust_exit(td, kt->robust);
	kt->robust = 0;
	kt->clear_tid = 0;
	kt->tid = p->p_pid;
	PROC_LOCK(p);
	memset(kld_proc(p)->actions, 0, sizeof(kld_proc(p)->actions));
	kld_proc(p)->membarrier = false;
	forget_threads(td, true);
	PROC_UNLOCK(p);
}

/* The next program is not ours. */
static void
leave(struct thread *td)
{
	struct proc *p = td->td_proc;
	struct kld_proc *kp = kld_proc(p);

	kld_thread_exit(td);
	PROC_LOCK(p);
	p->p_emuldata = NULL;
	forget_threads(td, true);
	PROC_UNLOCK(p);
	free(kp, M_SYSVEC);
}

/* Before the old address space goes; p_sysent is the old vector still. */
static void
on_exec(void *arg __unused, struct proc *p, struct image_params *imgp)
{
	bool was = p->p_sysent == &kld_sysvec, will = imgp->sysent == &kld_sysvec;

	if (was && will)
		stay(curthread);
	else if (was)
		leave(curthread);
	else if (will)
		become(curthread);
}

/* Before the new process can be found by anybody: what hangs on it was another's. */
static void
on_fork(void *arg __unused, struct proc *p, struct proc *p2, int flags __unused)
{
	struct thread *td = curthread, *child = FIRST_THREAD_IN_PROC(p2);
	struct kld_proc *kp;
	struct kld_thread *kt;

	if (p->p_sysent != &kld_sysvec)
		return;
	kp = malloc(sizeof(*kp), M_SYSVEC, M_WAITOK);
	kt = malloc(sizeof(*kt), M_SYSVEC, M_WAITOK | M_ZERO);
	PROC_LOCK(p);
	memcpy(kp, p->p_emuldata, sizeof(*kp));
	PROC_UNLOCK(p);
	memcpy(kt->persona, kld_thread(td)->persona, sizeof(kt->persona));
	kt->tid = p2->p_pid;
	PROC_LOCK(p2);
	p2->p_emuldata = kp;
	child->td_emuldata = kt;
	PROC_UNLOCK(p2);
}

void
kld_thread_new(struct thread *child)
{
	struct kld_thread *kt = malloc(sizeof(*kt), M_SYSVEC, M_WAITOK | M_ZERO);

	kt->tid = child->td_tid;
	child->td_emuldata = kt;
}

void
kld_schedtail(struct thread *td)
{
	struct kld_thread *kt = kld_thread(td);

	if (kt->set_tid != 0)
		(void)copyout(&kt->tid, (void *)kt->set_tid, sizeof(kt->tid));
	kt->set_tid = 0;
}

struct thread *
kld_tdfind(int tid, int pid)
{
	struct thread *td;
	struct proc *p;

	if (tid > PID_MAX) {
		if ((td = tdfind(tid, pid)) == NULL)
			return (NULL);
		/* The first thread answers to the other number only. */
		if (td->td_proc->p_sysent != &kld_sysvec ||
		    (td->td_emuldata != NULL && kld_thread(td)->tid == td->td_tid))
			return (td);
		PROC_UNLOCK(td->td_proc);
		return (NULL);
	}
	if ((pid != -1 && pid != tid) || (p = pfind(tid)) == NULL)
		return (NULL);
	FOREACH_THREAD_IN_PROC(p, td)
	{
		if (p->p_sysent != &kld_sysvec ||
		    (td->td_emuldata != NULL && kld_thread(td)->tid == tid))
			return (td);
	}
	PROC_UNLOCK(p);
	return (NULL);
}

void
kld_thread_exit(struct thread *td)
{
	struct kld_thread *kt = kld_thread(td);
	const uint32_t zero = 0;

	if (kt == NULL)
		return;
	if (kt->robust != 0)
		kld_robust_exit(td, kt->robust);
	if (kt->clear_tid != 0 && copyout(&zero, (void *)kt->clear_tid, sizeof(zero)) == 0)
		(void)kld_futex_wake(td, kt->clear_tid, 1);
	/* Others look at it with the process locked. */
	PROC_LOCK(td->td_proc);
	td->td_emuldata = NULL;
	PROC_UNLOCK(td->td_proc);
	free(kt, M_SYSVEC);
}

/* Only the last thread is left. */
static void
on_exit(void *arg __unused, struct proc *p)
{
	struct kld_proc *kp;

	if (p->p_sysent != &kld_sysvec)
		return;
	kld_thread_exit(curthread);
	PROC_LOCK(p);
	kp = kld_proc(p);
	p->p_emuldata = NULL;
	PROC_UNLOCK(p);
	free(kp, M_SYSVEC);
}

static eventhandler_tag exec_tag, exit_tag, fork_tag;

void
kld_state_init(void)
{
	exec_tag = EVENTHANDLER_REGISTER(process_exec, on_exec, NULL, EVENTHANDLER_PRI_ANY);
	exit_tag = EVENTHANDLER_REGISTER(process_exit, on_exit, NULL, EVENTHANDLER_PRI_ANY);
	fork_tag = EVENTHANDLER_REGISTER(process_fork, on_fork, NULL, EVENTHANDLER_PRI_ANY);
}

void
kld_state_fini(void)
{
	EVENTHANDLER_DEREGISTER(process_exec, exec_tag);
	EVENTHANDLER_DEREGISTER(process_exit, exit_tag);
	EVENTHANDLER_DEREGISTER(process_fork, fork_tag);
}
