/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD 14's kernel interfaces under the names this module uses.  One such file for each major
 * release; a difference is told once, here.
 */
#ifndef SYSVEC_KLD_KERN_H
#define SYSVEC_KLD_KERN_H

#include <sys/syscallsubr.h>

static inline void
kld_fetched(struct syscall_args *sa)
{
	sa->original_code = sa->code;
}

static inline int
kld_statat(struct thread *td, int flag, int fd, char *path, enum uio_seg seg, struct stat *sb)
{
	return (kern_statat(td, flag, fd, path, seg, sb, NULL));
}

/* Where the stack of a new image ends. */
static inline uintptr_t
kld_stack_top(struct proc *p)
{
	return (p->p_vmspace->vm_stacktop);
}

static inline int
kld_execve(struct thread *td, struct image_args *args, struct vmspace *old)
{
	return (kern_execve(td, args, NULL, old));
}

/* Signals that a new process inherited handlers for are defaults again. */
static inline void
kld_drop_caught(struct proc *p)
{
	PROC_LOCK(p);
	mtx_lock(&p->p_sigacts->ps_mtx);
	sig_drop_caught(p);
	mtx_unlock(&p->p_sigacts->ps_mtx);
	PROC_UNLOCK(p);
}

/* A thread made but not running yet. */
static inline void
kld_run(struct thread *td)
{
	thread_lock(td);
	TD_SET_CAN_RUN(td);
	sched_add(td, SRQ_BORING);
}

#endif
