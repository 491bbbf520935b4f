/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ioctl requests that need more than the generated table says: one function a group, called by
 * linux_ioctl().
 */
#ifndef SYSVEC_LINUX_IOCTL_H
#define SYSVEC_LINUX_IOCTL_H

#include <sysvec/port.h>

struct thread;

/* `uarg` is the argument as the program gave it.  ENOTTY for a request that is not of the group. */
int linux_ioctl_tty(struct thread *td, int fd, uint32_t request, uintptr_t uarg);
int linux_ioctl_termios2(struct thread *td, int fd, uint32_t request, uintptr_t uarg);

/* Requests 0x8900 to 0x89ff: network interfaces. */
int linux_ioctl_net(struct thread *td, int fd, uint32_t request, uintptr_t uarg);

#endif
