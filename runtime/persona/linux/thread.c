/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Thread pointers, robust lists, process descriptors, barriers.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_syscall.h"

#ifdef LINUX_SYS_arch_prctl
int
linux_arch_prctl(struct thread *td, struct linux_arch_prctl_args *uap)
{
	uint64_t base;
	int error;

	switch (uap->option) {
	case LINUX_ARCH_SET_FS:
		return (native_set_segbase(td, SV_SEG_FS, uap->arg2));
	case LINUX_ARCH_SET_GS:
		return (native_set_segbase(td, SV_SEG_GS, uap->arg2));
	case LINUX_ARCH_GET_FS:
	case LINUX_ARCH_GET_GS:
		error = native_get_segbase(
		    td, uap->option == LINUX_ARCH_GET_FS ? SV_SEG_FS : SV_SEG_GS, &base);
		if (error != 0)
			return (error);
		return (copyout(&base, (void *)(uintptr_t)uap->arg2, sizeof(base)));
	case LINUX_ARCH_GET_CPUID:
		td->td_retval[0] = 1; /* cpuid never faults */
		return (0);
	default:
		return (EINVAL);
	}
}
#endif

int
linux_set_robust_list(struct thread *td, struct linux_set_robust_list_args *uap)
{
	if (uap->len != sizeof(struct linux_robust_list_head))
		return (EINVAL);
	return (native_set_robust_list(td, (uintptr_t)uap->head, uap->len));
}

int
linux_get_robust_list(struct thread *td, struct linux_get_robust_list_args *uap)
{
	uintptr_t head;
	size_t size;
	int error;

	if ((error = native_get_robust_list(td, uap->pid, &head, &size)) != 0)
		return (error);
	if ((error = copyout(&size, uap->len_ptr, sizeof(size))) != 0)
		return (error);
	return (copyout(&head, uap->head_ptr, sizeof(head)));
}

int
linux_set_tid_address(struct thread *td, struct linux_set_tid_address_args *uap)
{
	return (native_set_clear_tid(td, (uintptr_t)uap->tidptr));
}

int
linux_pidfd_open(struct thread *td, struct linux_pidfd_open_args *uap)
{
	unsigned flags = 0;

	if ((uap->flags & ~(uint32_t)(LINUX_PIDFD_NONBLOCK | LINUX_PIDFD_THREAD)) != 0)
		return (EINVAL);
	if ((uap->flags & LINUX_PIDFD_NONBLOCK) != 0)
		flags |= SV_PIDFD_NONBLOCK;
	if ((uap->flags & LINUX_PIDFD_THREAD) != 0)
		flags |= SV_PIDFD_THREAD;
	return (native_pidfd_open(td, uap->pid, flags));
}

int
linux_pidfd_getfd(struct thread *td, struct linux_pidfd_getfd_args *uap)
{
	if (uap->flags != 0)
		return (EINVAL);
	return (native_pidfd_getfd(td, uap->pidfd, uap->fd));
}

/* Nothing to restart: interrupted calls are restarted by the host or answer EINTR. */
int
linux_restart_syscall(struct thread *td, struct linux_restart_syscall_args *uap)
{
	(void)td;
	(void)uap;
	return (EINTR);
}
