/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Requests on a descriptor that have no meaning on FreeBSD.
 */
#include <sysvec/native.h>

#include "linux_file.h"

int
linux_refuse_fd(struct thread *td, int fd, int error)
{
	int bad;

	if ((bad = native_fcntl(td, fd, F_GETFD, 0)) != 0)
		return (bad);
	td->td_retval[0] = 0;
	return (error);
}
