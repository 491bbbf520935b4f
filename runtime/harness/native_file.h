/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the harness's native_file*.c share.
 */
#ifndef SYSVEC_HARNESS_NATIVE_FILE_H
#define SYSVEC_HARNESS_NATIVE_FILE_H

#include "host.h"
#include "linux_const.h"

/* Directory descriptors are the same numbers on both sides. */
_Static_assert(AT_FDCWD == LINUX_AT_FDCWD, "at_fd");

/* Is fd one of the harness's own, which do not exist for the guest? */
static inline bool
file_is_ours(struct thread *td, int fd)
{
	return (fd >= host_first_own_fd(td));
}

#endif
