/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * FreeBSD 12's kernel interfaces under the names this module uses.  What 12 has not is put together
 * here or answered as services.list says.
 */
#ifndef SYSVEC_KLD_KERN_H
#define SYSVEC_KLD_KERN_H

#include <sys/cpuset.h>
#include <sys/fcntl.h>
#include <sys/filedesc.h>
#include <sys/mman.h>
#include <sys/namei.h>
#include <sys/poll.h>
#include <sys/sem.h>
#include <sys/socket.h>
#include <sys/syscallsubr.h>
#include <sys/sysproto.h>
#include <sys/vnode.h>
#include <net/if.h>
#include <net/if_dl.h>
#include <net/if_var.h>
#include <vm/vm.h>
#include <vm/vm_object.h>

/* vm_map.h of 12 has no vm_stacktop: the stack is where the vector says. */
extern struct sysentvec kld_sysvec;

static inline void
kld_fetched(struct syscall_args *sa)
{
	sa->narg = sa->callp->sy_narg;
}

static inline int
kld_statat(struct thread *td, int flag, int fd, char *path, enum uio_seg seg, struct stat *sb)
{
	return (kern_statat(td, flag, fd, path, seg, sb, NULL));
}

/* The current directory, somewhere in buf. */
static inline int
kld_getcwd(struct thread *td, char *buf, size_t size, char **path)
{
	*path = buf;
	return (kern___getcwd(td, buf, UIO_SYSSPACE, size, size));
}

static inline int
kld_unlinkat(struct thread *td, int fd, char *path, enum uio_seg seg)
{
	return (kern_unlinkat(td, fd, path, seg, 0));
}

static inline int
kld_rmdirat(struct thread *td, int fd, char *path, enum uio_seg seg)
{
	return (kern_rmdirat(td, fd, path, seg));
}

/* 12 knows only whether the last link is followed. */
static inline int
kld_linkat(
    struct thread *td, int fd1, int fd2, char *path1, char *path2, enum uio_seg seg, int flag)
{
	if ((flag & ~AT_SYMLINK_FOLLOW) != 0)
		return (EINVAL);
	return (kern_linkat(
	    td, fd1, fd2, path1, path2, seg, (flag & AT_SYMLINK_FOLLOW) != 0 ? FOLLOW : NOFOLLOW));
}

/* The vnode of a path, referenced, not locked. */
static inline int
kld_lookup(struct thread *td, char *path, bool follow, struct vnode **vpp)
{
	struct nameidata nd;
	int error;

	NDINIT(&nd, LOOKUP, follow ? FOLLOW : NOFOLLOW, UIO_SYSSPACE, path, td);
	if ((error = namei(&nd)) != 0)
		return (error);
	NDFREE(&nd, NDF_ONLY_PNBUF);
	*vpp = nd.ni_vp;
	return (0);
}

static inline void
kld_unlock(struct vnode *vp)
{
	VOP_UNLOCK(vp, 0);
}

#define KLD_O_BENEATH    0 /* AT_BENEATH came later */
#define KLD_ACCESS_FLAGS AT_EACCESS

static inline int
kld_not_capable(int error)
{
	return (error);
}

/* One by one. */
static inline int
kld_close_range(struct thread *td, int flags, u_int low, u_int high)
{
	u_int last = (u_int)td->td_proc->p_fd->fd_lastfile;

	if ((flags & ~CLOSE_RANGE_CLOEXEC) != 0)
		return (EINVAL);
	for (; low <= high && low <= last; low++) {
		if ((flags & CLOSE_RANGE_CLOEXEC) != 0)
			(void)kern_fcntl(td, (int)low, F_SETFD, FD_CLOEXEC);
		else
			(void)kern_close(td, (int)low);
	}
	td->td_retval[0] = 0;
	return (0);
}

/* Without seals: EINVAL to who wants them. */
static inline int
kld_memfd(struct thread *td, const char *name __unused, bool cloexec, bool sealing)
{
	if (sealing)
		return (EINVAL);
	return (kern_shm_open(td, SHM_ANON, O_RDWR | (cloexec ? O_CLOEXEC : 0), 0, NULL));
}

#define KLD_HAS_COPY_FILE_RANGE 0

static inline int
kld_copy_file_range(struct thread *td __unused, int in __unused, off_t *inoff __unused,
    int out __unused, off_t *outoff __unused, size_t len __unused)
{
	return (ENOSYS); /* not called */
}

static inline int
kld_punch(struct thread *td __unused, int fd __unused, off_t offset __unused, off_t len __unused)
{
	return (EOPNOTSUPP);
}

static inline int
kld_mmap(struct thread *td, uintptr_t addr, size_t len, int prot, int flags, int fd, off_t pos)
{
	return (kern_mmap(td, addr, len, prot, flags, fd, pos));
}

static inline bool
kld_anonymous(struct vm_object *object)
{
	return ((object->type == OBJT_DEFAULT || object->type == OBJT_SWAP) &&
	        (object->flags & OBJ_NOSPLIT) == 0);
}

static inline int
kld_semtimedop(struct thread *td __unused, int id __unused, const void *usops __unused,
    size_t nsops __unused, const struct timespec *timeout __unused)
{
	return (ENOSYS);
}

static inline int
kld_setaffinity(struct thread *td, lwpid_t tid, cpuset_t *mask)
{
	return (cpuset_setthread(tid, mask));
}

/*
 * cpuset_which() is the way to a thread's set without user memory; the process comes back locked.
 */
static inline int
kld_getaffinity(struct thread *td __unused, lwpid_t tid, cpuset_t *mask)
{
	struct cpuset *set;
	struct thread *to;
	struct proc *p;
	int error;

	if ((error = cpuset_which(CPU_WHICH_TID, tid, &p, &to, &set)) != 0)
		return (error);
	thread_lock(to);
	CPU_COPY(&to->td_cpuset->cs_mask, mask);
	thread_unlock(to);
	PROC_UNLOCK(p);
	return (0);
}

int kld_poll(
    struct thread *td, struct pollfd *fds, u_int nfds, struct timespec *timeout, sigset_t *mask);

static inline int
kld_eventfd(struct thread *td __unused, unsigned count __unused, int flags __unused)
{
	return (ENOSYS);
}

/* Another signal mask until the call has returned and its signals are delivered. */
static inline void
kld_mask_until_return(struct thread *td, sigset_t *mask)
{
	if (kern_sigprocmask(td, SIG_SETMASK, mask, &td->td_oldsigmask, 0) != 0)
		return;
	td->td_pflags |= TDP_OLDMASK;
	thread_lock(td);
	td->td_flags |= TDF_ASTPENDING;
	thread_unlock(td);
}

/* ---- Interfaces ---- */

static inline struct ifnet *
kld_ifnet(int index)
{
	return (ifnet_byindex_ref((u_short)index));
}

static inline void
kld_if_put(struct ifnet *ifp)
{
	if_rele(ifp);
}

static inline const char *
kld_ifname(struct ifnet *ifp)
{
	return (ifp->if_xname);
}

static inline int
kld_ifindex(struct ifnet *ifp)
{
	return (ifp->if_index);
}

static inline int
kld_iftype(struct ifnet *ifp)
{
	return (ifp->if_type);
}

/* The queue itself is kept differently from one driver framework to the other. */
static inline int
kld_ifqueue(struct ifnet *ifp __unused)
{
	return (ifqmaxlen);
}

static inline void
kld_lladdr(struct ifnet *ifp, uint8_t *to, size_t size)
{
	memset(to, 0, size);
	if (ifp->if_addr != NULL && ifp->if_addrlen != 0)
		memcpy(to, IF_LLADDR(ifp), MIN(size, ifp->if_addrlen));
}

/* ---- Processes ---- */

static inline uintptr_t
kld_stack_top(struct proc *p __unused)
{
	return (kld_sysvec.sv_usrstack);
}

static inline int
kld_execve(struct thread *td, struct image_args *args, struct vmspace *old __unused)
{
	return (kern_execve(td, args, NULL));
}

/* Where a program's vectors are, for ps(1). */
static inline void
kld_show_vectors(
    struct image_params *imgp, void *argv __unused, void *envv __unused, uintptr_t ps_strings)
{
	imgp->ps_strings = ps_strings;
}

/*
 * Signals that a new process inherited handlers for are defaults again, as sigdflt() has it, which
 * is static.
 */
static inline void
kld_drop_caught(struct proc *p)
{
	struct sigacts *ps = p->p_sigacts;

	PROC_LOCK(p);
	mtx_lock(&ps->ps_mtx);
	for (int sig = 1; sig <= _SIG_MAXSIG; sig++) {
		if (!SIGISMEMBER(ps->ps_sigcatch, sig))
			continue;
		ps->ps_sigact[_SIG_IDX(sig)] = NULL;
		SIGDELSET(ps->ps_sigcatch, sig);
		if (sig == SIGURG || sig == SIGCHLD || sig == SIGIO || sig == SIGWINCH ||
		    sig == SIGINFO)
			SIGADDSET(ps->ps_sigignore, sig);
	}
	mtx_unlock(&ps->ps_mtx);
	PROC_UNLOCK(p);
}

/* A thread made but not running yet. */
static inline void
kld_run(struct thread *td)
{
	thread_lock(td);
	TD_SET_CAN_RUN(td);
	sched_add(td, SRQ_BORING);
	thread_unlock(td);
}

#endif
