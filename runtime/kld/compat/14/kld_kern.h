/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD 14's kernel interfaces under the names this module uses.  One such file for each major
 * release; a difference is told once, here.
 */
#ifndef SYSVEC_KLD_KERN_H
#define SYSVEC_KLD_KERN_H

#include <sys/fcntl.h>
#include <sys/mman.h>
#include <sys/namei.h>
#include <sys/syscallsubr.h>
#include <sys/vnode.h>

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

static inline int
kld_unlinkat(struct thread *td, int fd, char *path, enum uio_seg seg)
{
	return (kern_funlinkat(td, fd, path, FD_NONE, seg, 0, 0));
}

static inline int
kld_rmdirat(struct thread *td, int fd, char *path, enum uio_seg seg)
{
	return (kern_frmdirat(td, fd, path, FD_NONE, seg, 0));
}

static inline int
kld_linkat(struct thread *td, int fd1, int fd2, char *path1, char *path2, enum uio_seg seg, int flag)
{
	return (kern_linkat(td, fd1, fd2, path1, path2, seg, flag));
}

/* The vnode of a path, referenced, not locked. */
static inline int
kld_lookup(struct thread *td __unused, char *path, bool follow, struct vnode **vpp)
{
	struct nameidata nd;
	int error;

	NDINIT(&nd, LOOKUP, follow ? FOLLOW : NOFOLLOW, UIO_SYSSPACE, path);
	if ((error = namei(&nd)) != 0)
		return (error);
	NDFREE_PNBUF(&nd);
	*vpp = nd.ni_vp;
	return (0);
}

static inline void
kld_unlock(struct vnode *vp)
{
	VOP_UNLOCK(vp);
}

/* openat2's RESOLVE_BENEATH: the flag, and what a path that leaves is answered with. */
#define KLD_O_BENEATH    O_RESOLVE_BENEATH
#define KLD_ACCESS_FLAGS (AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_RESOLVE_BENEATH | AT_EMPTY_PATH)

static inline int
kld_not_capable(int error)
{
	return (error == ENOTCAPABLE ? EXDEV : error);
}

static inline int
kld_close_range(struct thread *td, int flags, u_int low, u_int high)
{
	return (kern_close_range(td, flags, low, high));
}

static inline int
kld_memfd(struct thread *td, const char *name, bool cloexec, bool sealing)
{
	return (kern_shm_open2(td, SHM_ANON, O_RDWR | (cloexec ? O_CLOEXEC : 0), 0,
	    SHM_GROW_ON_WRITE | (sealing ? SHM_ALLOW_SEALING : 0), NULL, name));
}

#define KLD_HAS_COPY_FILE_RANGE 1

static inline int
kld_copy_file_range(struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len)
{
	return (kern_copy_file_range(td, in, inoff, out, outoff, len, 0));
}

static inline int
kld_punch(struct thread *td, int fd, off_t offset, off_t len)
{
	struct spacectl_range range = {.r_offset = offset, .r_len = len};

	return (kern_fspacectl(td, fd, SPACECTL_DEALLOC, &range, 0, NULL));
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
