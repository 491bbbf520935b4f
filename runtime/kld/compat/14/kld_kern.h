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
#include <sys/socket.h>
#include <sys/specialfd.h>
#include <sys/syscallsubr.h>
#include <sys/vnode.h>
#include <net/if.h>
#include <net/if_dl.h>
#include <net/if_var.h>
#include <vm/vm.h>
#include <vm/vm_object.h>

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

/* The current directory, somewhere in buf. */
static inline int
kld_getcwd(struct thread *td __unused, char *buf, size_t size, char **path)
{
	return (vn_getcwd(buf, path, &size));
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
kld_linkat(
    struct thread *td, int fd1, int fd2, char *path1, char *path2, enum uio_seg seg, int flag)
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
#define KLD_ACCESS_FLAGS (AT_EACCESS | AT_RESOLVE_BENEATH | AT_EMPTY_PATH)

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

static inline int
kld_mmap(struct thread *td, uintptr_t addr, size_t len, int prot, int flags, int fd, off_t pos)
{
	struct mmap_req req = {
	    .mr_hint = addr,
	    .mr_len = len,
	    .mr_prot = prot,
	    .mr_flags = flags,
	    .mr_fd = fd,
	    .mr_pos = pos,
	};

	return (kern_mmap(td, &req));
}

static inline bool
kld_anonymous(struct vm_object *object)
{
	return ((object->flags & OBJ_ANON) != 0);
}

static inline int
kld_semtimedop(
    struct thread *td, int id, const void *usops, size_t nsops, const struct timespec *timeout)
{
	struct timespec ts = *timeout;

	return (kern_semop(td, id, __DECONST(struct sembuf *, usops), nsops, &ts));
}

static inline int
kld_setaffinity(struct thread *td, lwpid_t tid, cpuset_t *mask)
{
	return (kern_cpuset_setaffinity(td, CPU_LEVEL_WHICH, CPU_WHICH_TID, tid, mask));
}

static inline int
kld_getaffinity(struct thread *td, lwpid_t tid, cpuset_t *mask)
{
	return (
	    kern_cpuset_getaffinity(td, CPU_LEVEL_WHICH, CPU_WHICH_TID, tid, sizeof(*mask), mask));
}

static inline int
kld_poll(
    struct thread *td, struct pollfd *fds, u_int nfds, struct timespec *timeout, sigset_t *mask)
{
	return (kern_poll_kfds(td, fds, nfds, timeout, mask));
}

static inline int
kld_eventfd(struct thread *td, unsigned count, int flags)
{
	struct specialfd_eventfd arg = {.initval = count, .flags = flags};

	return (kern_specialfd(td, SPECIALFD_EVENTFD, &arg));
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
	return (ifnet_byindex_ref((u_int)index));
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

static inline int
kld_ifqueue(struct ifnet *ifp)
{
	return (ifp->if_snd.ifq_maxlen);
}

static inline void
kld_lladdr(struct ifnet *ifp, uint8_t *to, size_t size)
{
	memset(to, 0, size);
	if (ifp->if_addr != NULL && ifp->if_addrlen != 0)
		memcpy(to, IF_LLADDR(ifp), MIN(size, ifp->if_addrlen));
}

/* Where the stack of a new image ends. */
static inline uintptr_t
kld_stack_top(struct proc *p)
{
	return (p->p_vmspace->vm_stacktop);
}

/* Where a program's vectors are, for ps(1). */
static inline void
kld_show_vectors(struct image_params *imgp, void *argv, void *envv, uintptr_t ps_strings)
{
	imgp->argv = argv;
	imgp->envv = envv;
	imgp->ps_strings = (void *)ps_strings;
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
