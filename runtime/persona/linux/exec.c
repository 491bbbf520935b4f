/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * execve and execveat.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"

int
linux_execve(struct thread *td, struct linux_execve_args *uap)
{
	return (native_execve(
	    td, AT_FDCWD, uap->filename, (uintptr_t)uap->argv, (uintptr_t)uap->envp, 0));
}

int
linux_execveat(struct thread *td, struct linux_execveat_args *uap)
{
	int dfd, flags = 0;

	if ((uap->flags & ~(LINUX_AT_EMPTY_PATH | LINUX_AT_SYMLINK_NOFOLLOW)) != 0)
		return (EINVAL);
	if ((uap->flags & LINUX_AT_EMPTY_PATH) != 0)
		flags |= SV_EXEC_EMPTY_PATH;
	if ((uap->flags & LINUX_AT_SYMLINK_NOFOLLOW) != 0)
		flags |= SV_EXEC_NOFOLLOW;
	dfd = uap->fd == LINUX_AT_FDCWD ? AT_FDCWD : uap->fd;
	return (native_execve(
	    td, dfd, uap->filename, (uintptr_t)uap->argv, (uintptr_t)uap->envp, flags));
}
