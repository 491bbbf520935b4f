/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the file handlers share with each other and with a host that itself runs on Linux.
 */
#ifndef SYSVEC_LINUX_FILE_H
#define SYSVEC_LINUX_FILE_H

#include <sysvec/port.h>

struct linux_termios2;
struct statfs;
struct termios;

/*
 * Device numbers.  Linux: 12 bits major, 20 bits minor in 32 bits.  FreeBSD: 32 bits each in 64.
 * What does not fit is cut, as Linux does for numbers of other systems.
 */
dev_t linux_dev_in(uint64_t l_dev);
uint64_t linux_dev_out(dev_t dev);
uint32_t linux_dev_major(dev_t dev);
uint32_t linux_dev_minor(dev_t dev);
dev_t linux_dev_make(uint32_t major, uint32_t minor);

/*
 * File systems: FreeBSD's name and Linux's magic number.  A magic number without a name becomes
 * "linux.XXXXXXXX", so that it comes back; a name without a number becomes 0.
 */
#define LINUX_FSTYPE_LEN 16
void linux_fstype_in(int64_t magic, char name[LINUX_FSTYPE_LEN]);
int64_t linux_fstype_out(const char *name);

/* Answer a request that has no meaning here with `error` (0: success, result 0), a bad descriptor with EBADF first. */
int linux_refuse_fd(struct thread *td, int fd, int error);

/* termios with speeds as numbers. */
int linux_termios2_in(const struct linux_termios2 *f, struct termios *n);
int linux_termios2_out(const struct termios *n, struct linux_termios2 *f);

#endif
