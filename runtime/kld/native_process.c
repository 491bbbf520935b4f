/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Processes: making, ending, awaiting, describing.  execve is in kld_exec.c.
 */
#include "kld.h"

#include <sys/resourcevar.h>
#include <sys/unistd.h>
#include <sys/wait.h>

#include "kld_umtx.h"

#define CLONE_SHARED (SV_CLONE_VM | SV_CLONE_SIGHAND)

/*
 * The child's registers: result 0, its own stack if it has one, everything else as the parent has
 * it.
 */
static void
child_frame(struct thread *td, struct thread *child, const struct sv_clone_args *args)
{
	linux_vector.sv_abi->set_child(child, linux_vector.sv_errno_style, args->stack);
	child->td_frame->tf_rdx = td->td_frame->tf_rdx;
	if ((args->flags & SV_CLONE_SETTLS) != 0)
		cpu_set_user_tls(child, (void *)args->tls);
	set_pcb_flags(child->td_pcb, PCB_FULL_IRET);
	if ((args->flags & SV_CLONE_CHILD_CLEARTID) != 0)
		kld_thread(child)->clear_tid = args->uchild_tid;
}

/* ---- Threads ---- */

struct new_thread {
	struct thread *parent;
	const struct sv_clone_args *args;
	lwpid_t tid;
};

static int
thread_prepare(struct thread *child, void *arg)
{
	struct new_thread *nt = arg;
	const struct sv_clone_args *args = nt->args;
	int error = 0;

	kld_thread_new(child);
	if (linux_vector.sv_ops->onthread != NULL)
		error = linux_vector.sv_ops->onthread(nt->parent, child);
	if (error != 0) {
		free(child->td_emuldata, M_SYSVEC);
		child->td_emuldata = NULL;
		return (error);
	}
	child_frame(nt->parent, child, args);
	nt->tid = child->td_tid;
	/* The memory is shared, and neither may fail the call. */
	if ((args->flags & SV_CLONE_PARENT_SETTID) != 0)
		(void)copyout(&nt->tid, (void *)args->uparent_tid, sizeof(nt->tid));
	if ((args->flags & SV_CLONE_CHILD_SETTID) != 0)
		(void)copyout(&nt->tid, (void *)args->uchild_tid, sizeof(nt->tid));
	return (0);
}

static int
clone_thread(struct thread *td, const struct sv_clone_args *args)
{
	struct new_thread nt = {.parent = td, .args = args};
	int error;

	if ((args->flags & SV_CLONE_PIDFD) != 0)
		return (EINVAL);
	if ((error = thread_create(td, NULL, thread_prepare, &nt)) != 0)
		return (error == EPROCLIM ? EAGAIN : error);
	td->td_retval[0] = nt.tid;
	return (0);
}

/* ---- Processes ---- */

static void
fork_request(struct fork_req *fr, const struct sv_clone_args *args)
{
	memset(fr, 0, sizeof(*fr));
	fr->fr_flags = RFPROC | RFSTOPPED;
	if ((args->flags & SV_CLONE_FILES) == 0)
		fr->fr_flags |= RFFDG;
	if ((args->flags & SV_CLONE_VM) != 0)
		fr->fr_flags |= RFMEM;
	if ((args->flags & SV_CLONE_SIGHAND) != 0)
		fr->fr_flags |= RFSIGSHARE;
	if ((args->flags & SV_CLONE_VFORK) != 0)
		fr->fr_flags |= RFPPWAIT;
	if (args->exit_signal != SIGCHLD)
		fr->fr_flags |= RFTSIGZMB | RFTSIGFLAGS(args->exit_signal);
}

static int
clone_process(struct thread *td, const struct sv_clone_args *args)
{
	struct fork_req fr;
	struct proc *p2;
	struct thread *child;
	pid_t pid;
	int error, fd = -1;

	fork_request(&fr, args);
	fr.fr_procp = &p2;
	if ((args->flags & SV_CLONE_PIDFD) != 0) {
		fr.fr_flags |= RFPROCDESC;
		fr.fr_pd_fd = &fd;
		fr.fr_pd_flags = PD_CLOEXEC | PD_DAEMON;
	}
	if ((error = fork1(td, &fr)) != 0)
		return (error);
	child = FIRST_THREAD_IN_PROC(p2);
	if (linux_vector.sv_ops->onfork != NULL)
		(void)linux_vector.sv_ops->onfork(td, child);
	child_frame(td, child, args);
	if ((args->flags & SV_CLONE_CLEAR_SIGHAND) != 0)
		kld_drop_caught(p2);
	if ((args->flags & SV_CLONE_CHILD_SETTID) != 0)
		kld_thread(child)->set_tid = args->uchild_tid;
	pid = p2->p_pid;
	if ((args->flags & SV_CLONE_PARENT_SETTID) != 0)
		(void)copyout(&pid, (void *)args->uparent_tid, sizeof(pid));
	if (fd >= 0)
		(void)copyout(&fd, (void *)args->upidfd, sizeof(fd));
	/* From here on the child may be gone at any time. */
	kld_run(child);
	td->td_retval[0] = pid;
	return (0);
}

int
native_clone(struct thread *td, const struct sv_clone_args *args)
{
	uint32_t flags = args->flags;

	if ((flags & SV_CLONE_SIGHAND) != 0 && (flags & SV_CLONE_VM) == 0)
		return (EINVAL);
	if ((flags & SV_CLONE_THREAD) != 0 && (flags & CLONE_SHARED) != CLONE_SHARED)
		return (EINVAL);
	if ((flags & SV_CLONE_PARENT) != 0 && (flags & SV_CLONE_THREAD) == 0)
		return (EINVAL); /* no way to give a child to another parent */
	if ((flags & SV_CLONE_SETTLS) != 0 && args->tls >= kld_sysvec.sv_maxuser)
		return (EPERM);
	if ((flags & SV_CLONE_THREAD) != 0)
		return (clone_thread(td, args));
	return (clone_process(td, args));
}

/* ---- Ending ---- */

int
native_thr_exit(struct thread *td, int status)
{
	if (linux_vector.sv_ops->ontdexit != NULL)
		linux_vector.sv_ops->ontdexit(td);
	kld_thread_exit(td);
	umtx_thread_exit(td);
	(void)kern_thr_exit(td);
	/* It came back: this is the last one. */
	exit1(td, status, 0);
}

int
native_exit(struct thread *td, int status)
{
	exit1(td, status, 0);
}

/* ---- Awaiting ---- */

/* A descriptor's process; what kern_wait6 can be asked for. */
static int
pidfd_id(struct thread *td, int fd, int64_t *id)
{
	cap_rights_t rights;
	struct proc *p;
	int error;

	if ((error = procdesc_find(td, fd, cap_rights_init(&rights, CAP_PDWAIT), &p)) != 0)
		return (error == EINVAL ? EBADF : error);
	*id = p->p_pid;
	PROC_UNLOCK(p);
	return (0);
}

int
native_wait(struct thread *td, const struct sv_wait_args *args, int *status, siginfo_t *si,
    struct rusage *ru)
{
	struct __wrusage wru;
	siginfo_t info;
	idtype_t idtype = (idtype_t)args->idtype;
	int64_t id = args->id;
	int dummy, error, options = args->options;

	if (args->idtype == SV_P_PIDFD) {
		if ((error = pidfd_id(td, (int)id, &id)) != 0)
			return (error);
		idtype = P_PID;
	}
	if (idtype == P_PGID && id == 0)
		id = td->td_proc->p_pgid;
	memset(&info, 0, sizeof(info));
	memset(&wru, 0, sizeof(wru));
	dummy = 0;
	if ((args->foreign & SV_WAIT_ALL) == 0) {
		if ((args->foreign & SV_WAIT_CLONE) != 0)
			options |= WLINUXCLONE;
		error = kern_wait6(td, idtype, (id_t)id, &dummy, options, &wru, &info);
	} else {
		/* Both kinds: ask for each without waiting, and wait for the kind there is. */
		error = kern_wait6(
		    td, idtype, (id_t)id, &dummy, options | WLINUXCLONE | WNOHANG, &wru, &info);
		if (error == ECHILD)
			error = kern_wait6(td, idtype, (id_t)id, &dummy, options, &wru, &info);
		else if (error == 0 && td->td_retval[0] == 0) {
			error = kern_wait6(
			    td, idtype, (id_t)id, &dummy, options | WNOHANG, &wru, &info);
			if ((options & WNOHANG) == 0 &&
			    (error == ECHILD || (error == 0 && td->td_retval[0] == 0)))
				error = kern_wait6(td, idtype, (id_t)id, &dummy,
				    options | (error == ECHILD ? WLINUXCLONE : 0), &wru, &info);
			else if (error == ECHILD) {
				td->td_retval[0] = 0;
				error = 0;
			}
		}
	}
	if (error != 0)
		return (error);
	if (status != NULL)
		*status = dummy;
	if (si != NULL)
		*si = info;
	if (ru != NULL)
		*ru = wru.wru_self;
	return (0);
}

/* ---- Describing ---- */

int
native_getpid(struct thread *td)
{
	td->td_retval[0] = td->td_proc->p_pid;
	return (0);
}

int
native_getppid(struct thread *td)
{
	td->td_retval[0] = kern_getppid(td);
	return (0);
}

int
native_gettid(struct thread *td)
{
	td->td_retval[0] = kld_thread(td)->tid;
	return (0);
}

int
native_getpgid(struct thread *td, int pid)
{
	struct getpgid_args args = {.pid = pid};

	return (sys_getpgid(td, &args));
}

int
native_setpgid(struct thread *td, int pid, int pgid)
{
	struct setpgid_args args = {.pid = pid, .pgid = pgid};

	return (sys_setpgid(td, &args));
}

int
native_getsid(struct thread *td, int pid)
{
	struct getsid_args args = {.pid = pid};

	return (sys_getsid(td, &args));
}

int
native_setsid(struct thread *td)
{
	struct setsid_args args;

	return (sys_setsid(td, &args));
}

int
native_getrusage(struct thread *td, int who, struct rusage *ru)
{
	memset(ru, 0, sizeof(*ru));
	return (kern_getrusage(td, who, ru));
}
