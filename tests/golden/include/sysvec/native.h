/* SPDX-License-Identifier: BSD-2-Clause */
/* The native services that the toy vectors call. */
#ifndef SYSVEC_NATIVE_H
#define SYSVEC_NATIVE_H

#include <sysvec/port.h>

int	native_read(struct thread *td, int fd, void *ubuf, size_t count);
int	native_openat(struct thread *td, int dfd, const char *upath, int flags, mode_t mode);
int	native_fstat(struct thread *td, int fd, struct stat *st);
int	native_lseek(struct thread *td, int fd, off_t offset, int whence);
int	native_utimensat(struct thread *td, int dfd, const char *upath, const struct timespec *times, int flags);
int	native_poll(struct thread *td, struct pollfd *fds, unsigned nfds, int timeout);
int	native_pipe(struct thread *td, int *fds);
int	native_getwhence(struct thread *td, int *whence, int *pair);
int	native_waitsig(struct thread *td, const sigset_t *set, sigset_t *old);
int	native_bigmove(struct thread *td, struct big *out, const struct big *in);
int	native_spawn(struct thread *td, unsigned flags, uintptr_t ustack);
int	native_getpid(struct thread *td);
int	native_mmap(struct thread *td, uintptr_t addr, size_t len, off_t pos, int fd);

#endif
