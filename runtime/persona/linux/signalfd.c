/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * signalfd: signals to be read from a descriptor.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_signal.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

static int
linux_signalfd_common(struct thread *td, int fd, const void *umask, size_t size, int flags)
{
	sigset_t set;
	int error, native = 0;

	if ((error = linux_copyin_sigset((uintptr_t)umask, size, &set)) != 0)
		return (error);
	if ((flags & ~(LINUX_SFD_NONBLOCK | LINUX_SFD_CLOEXEC)) != 0)
		return (EINVAL);
	if ((flags & LINUX_SFD_NONBLOCK) != 0)
		native |= O_NONBLOCK;
	if ((flags & LINUX_SFD_CLOEXEC) != 0)
		native |= O_CLOEXEC;
	return (native_signalfd(td, fd, &set, native));
}

#ifdef LINUX_SYS_signalfd
int
linux_signalfd(struct thread *td, struct linux_signalfd_args *uap)
{

	return (linux_signalfd_common(td, uap->ufd, uap->user_mask, uap->sizemask, 0));
}
#endif

int
linux_signalfd4(struct thread *td, struct linux_signalfd4_args *uap)
{

	return (linux_signalfd_common(td, uap->ufd, uap->user_mask, uap->sizemask, uap->flags));
}
