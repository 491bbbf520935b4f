/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: opening and descriptors.
 */
#include <sysvec/native.h>

#include "native_file.h"

#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* ---- Opening ---- */

/* What Linux's open does not know: locks at once, and FreeBSD's rule about leaving the directory.
 */
#define OPEN_EXTRA (O_SHLOCK | O_EXLOCK | O_RESOLVE_BENEATH)

static int
look_up(struct thread *td, int dfd, const char *upath, int flags, const char **path)
{
	int how = 0;

	if ((flags & O_CREAT) != 0)
		how |= HOST_PATH_CREATE;
	if ((flags & O_NOFOLLOW) != 0 || (flags & (O_CREAT | O_EXCL)) == (O_CREAT | O_EXCL))
		how |= HOST_PATH_NOFOLLOW;
	if ((flags & O_EMPTY_PATH) != 0)
		how |= HOST_PATH_EMPTY;
	return (host_path(td, dfd, upath, how, path));
}

/* ELOOP may be a loop as well: then FreeBSD would say so, but the difference cannot be seen from
 * here. */
static int
no_follow(int error, int flags)
{
	return (error == ELOOP && (flags & O_NOFOLLOW) != 0 ? EMLINK : error);
}

static int
open_extra(struct thread *td, int dfd, const char *upath, int flags, mode_t mode)
{
	int error, fd;

	if ((flags & O_RESOLVE_BENEATH) != 0)
		error = native_openat_resolve(
		    td, dfd, upath, flags & ~OPEN_EXTRA, mode, SV_RESOLVE_BENEATH);
	else
		error = native_openat(td, dfd, upath, flags & ~OPEN_EXTRA, mode);
	if (error != 0 || (flags & (O_SHLOCK | O_EXLOCK)) == 0)
		return (no_follow(error, flags));
	fd = (int)td->td_retval[0];
	error = native_flock(td, fd,
	    ((flags & O_EXLOCK) != 0 ? LOCK_EX : LOCK_SH) |
	        ((flags & O_NONBLOCK) != 0 ? LOCK_NB : 0));
	if (error != 0) {
		host_syscall(LINUX_SYS_close, fd);
		return (error == ERESTART ? EINTR : error);
	}
	td->td_retval[0] = fd;
	return (0);
}

int
native_openat(struct thread *td, int dfd, const char *upath, int flags, mode_t mode)
{
	const char *path;
	int error, l_flags;

	if ((flags & OPEN_EXTRA) != 0)
		return (open_extra(td, dfd, upath, flags, mode));
	if ((error = linux_open_flags_out(flags, &l_flags)) != 0)
		return (error);
	if ((error = look_up(td, dfd, upath, flags, &path)) != 0)
		return (error);
	/* Neither of these waits for anyone. */
	if ((flags & (O_PATH | O_DIRECTORY)) != 0)
		error = host_call(td, LINUX_SYS_openat, dfd, path, l_flags, mode);
	else
		error = host_call_intr(td, LINUX_SYS_openat, dfd, path, l_flags, mode);
	return (error == 0 ? 0 : no_follow(error, flags));
}

int
native_openat_resolve(
    struct thread *td, int dfd, const char *upath, int flags, mode_t mode, uint64_t resolve)
{
	struct linux_open_how how = {0};
	const char *path = upath;
	int error, l_flags;

	if ((error = linux_open_flags_out(flags, &l_flags)) != 0)
		return (error);
	how.flags = (uint32_t)l_flags;
	how.mode = mode;
	how.resolve = resolve;
	/* Held within a directory, or to rules for links, a path means what it says: the vector's
	 * root is not looked at. */
	if ((resolve & ~(uint64_t)(SV_RESOLVE_CACHED | SV_RESOLVE_NO_XDEV |
	                           SV_RESOLVE_NO_MAGICLINKS)) == 0 &&
	    (error = look_up(td, dfd, upath, flags, &path)) != 0)
		return (error);
	return (host_call_intr(td, LINUX_SYS_openat2, dfd, path, &how, sizeof(how)));
}

int
native_tmpfile(struct thread *td, int dfd, const char *upath, int flags, mode_t mode)
{
	const char *path;
	int error, l_flags;

	if ((error = linux_open_flags_out(flags & ~O_CREAT, &l_flags)) != 0)
		return (error);
	if ((error = host_path(td, dfd, upath, 0, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_openat, dfd, path, l_flags | LINUX_O_TMPFILE, mode));
}

int
native_memfd_create(struct thread *td, const char *uname, unsigned flags)
{
	uint32_t l_flags;
	int error;

	if ((error = linux_mfd_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_memfd_create, uname, l_flags));
}

/* ---- Descriptors ---- */

int
native_close(struct thread *td, int fd)
{
	if (file_is_ours(td, fd))
		return (EBADF);
	return (host_call(td, LINUX_SYS_close, fd));
}

int
native_close_range(struct thread *td, unsigned low, unsigned high, unsigned flags)
{
	unsigned own = (unsigned)host_first_own_fd(td);
	uint32_t l_flags;
	int error;

	if ((error = linux_close_range_flags_out(flags, &l_flags)) != 0)
		return (error);
	if (high < low)
		return (EINVAL);
	if (low >= own)
		return (0);
	return (host_call(td, LINUX_SYS_close_range, low, high < own ? high : own - 1, l_flags));
}

int
native_dup(struct thread *td, int fd)
{
	return (host_call(td, LINUX_SYS_dup, fd));
}

int
native_dup2(struct thread *td, int from, int to)
{
	if (file_is_ours(td, from) || file_is_ours(td, to))
		return (EBADF);
	return (host_call(td, LINUX_SYS_dup2, from, to));
}

int
native_dup3(struct thread *td, int from, int to, int flags)
{
	int error, l_flags;

	if ((error = linux_dup3_flags_out(flags, &l_flags)) != 0)
		return (error);
	if (from != to && (file_is_ours(td, from) || file_is_ours(td, to)))
		return (EBADF);
	return (host_call(td, LINUX_SYS_dup3, from, to, l_flags));
}

/* A process group comes back as a negative number, which looks like an error: so the long way. */
static int
get_owner(struct thread *td, int fd)
{
	struct linux_f_owner_ex owner;
	int error;

	if ((error = host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_GETOWN_EX, &owner)) != 0)
		return (error);
	td->td_retval[0] = owner.type == LINUX_F_OWNER_PGRP ? -owner.pid : owner.pid;
	return (0);
}

static int
get_flags(struct thread *td, int fd)
{
	int error, flags, l_flags;

	if ((error = host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_GETFL, 0)) != 0)
		return (error);
	l_flags = (int)td->td_retval[0];
	if ((l_flags & LINUX_O_TMPFILE) == LINUX_O_TMPFILE)
		l_flags &= ~LINUX_O_TMPFILE;
	if ((error = linux_open_flags_in(l_flags, &flags)) != 0)
		return (error);
	td->td_retval[0] = flags;
	return (0);
}

static int
lock(struct thread *td, int fd, int l_cmd, bool wait, struct flock *lock)
{
	struct linux_flock l_lock;
	int error;

	if ((error = linux_flock_out(lock, &l_lock)) != 0)
		return (error);
	if (wait)
		return (host_call_intr(td, LINUX_SYS_fcntl, fd, l_cmd, &l_lock));
	if ((error = host_call(td, LINUX_SYS_fcntl, fd, l_cmd, &l_lock)) != 0)
		return (error);
	if (l_cmd == LINUX_F_GETLK || l_cmd == LINUX_F_OFD_GETLK)
		return (linux_flock_in(&l_lock, lock));
	return (0);
}

static int
seals(struct thread *td, int fd, int cmd, uint32_t add)
{
	uint32_t l_seals, seals;
	int error;

	if (cmd == F_ADD_SEALS) {
		if ((error = linux_seals_out(add, &l_seals)) != 0)
			return (error);
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_ADD_SEALS, l_seals));
	}
	if ((error = host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_GET_SEALS, 0)) != 0)
		return (error);
	/* FreeBSD knows four of them. */
	l_seals =
	    (uint32_t)td->td_retval[0] & ~(uint32_t)(LINUX_F_SEAL_FUTURE_WRITE | LINUX_F_SEAL_EXEC);
	if ((error = linux_seals_in(l_seals, &seals)) != 0)
		return (error);
	td->td_retval[0] = (register_t)seals;
	return (0);
}

static int
advise(struct thread *td, int fd, intptr_t amount)
{
	int error;

	if (amount < 0)
		return (EINVAL);
	error = native_fadvise(
	    td, fd, 0, amount, amount == 0 ? POSIX_FADV_RANDOM : POSIX_FADV_WILLNEED);
	return (error);
}

int
native_fcntl(struct thread *td, int fd, int cmd, intptr_t arg)
{
	int error, l_flags;

	if (file_is_ours(td, fd))
		return (EBADF);
	switch (cmd) {
	case F_DUPFD:
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_DUPFD, arg));
	case F_DUPFD_CLOEXEC:
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_DUPFD_CLOEXEC, arg));
	case F_DUP2FD:
		return (native_dup2(td, fd, (int)arg));
	case F_DUP2FD_CLOEXEC:
		return (fd == (int)arg ? native_fcntl(td, fd, F_SETFD, FD_CLOEXEC)
		                       : native_dup3(td, fd, (int)arg, O_CLOEXEC));
	case F_GETFD:
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_GETFD, 0));
	case F_SETFD:
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_SETFD, arg));
	case F_GETFL:
		return (get_flags(td, fd));
	case F_SETFL:
		if ((error = linux_open_flags_out((int)arg, &l_flags)) != 0)
			return (error);
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_SETFL, l_flags));
	case F_GETOWN:
		return (get_owner(td, fd));
	case F_SETOWN:
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_SETOWN, arg));
	case F_GETLK:
		return (lock(td, fd, LINUX_F_GETLK, false, (struct flock *)arg));
	case F_SETLK:
		return (lock(td, fd, LINUX_F_SETLK, false, (struct flock *)arg));
	case F_SETLKW:
		return (lock(td, fd, LINUX_F_SETLKW, true, (struct flock *)arg));
	case F_ADD_SEALS:
	case F_GET_SEALS:
		return (seals(td, fd, cmd, (uint32_t)arg));
	case F_READAHEAD:
	case F_RDAHEAD:
		return (advise(td, fd, arg));
	case F_ISUNIONSTACK:
		return (0);
	default:
		return (EINVAL);
	}
}

_Static_assert(FD_CLOEXEC == LINUX_FD_CLOEXEC, "fd_flags");

int
native_ofd_lock(struct thread *td, int fd, int cmd, struct flock *which)
{
	which->l_pid = 0;
	switch (cmd) {
	case F_GETLK:
		return (lock(td, fd, LINUX_F_OFD_GETLK, false, which));
	case F_SETLK:
		return (lock(td, fd, LINUX_F_OFD_SETLK, false, which));
	case F_SETLKW:
		return (lock(td, fd, LINUX_F_OFD_SETLKW, true, which));
	default:
		return (EINVAL);
	}
}

int
native_pipe_size(struct thread *td, int fd, int size)
{
	if (size > 0)
		return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_SETPIPE_SZ, size));
	return (host_call(td, LINUX_SYS_fcntl, fd, LINUX_F_GETPIPE_SZ, 0));
}

int
native_flock(struct thread *td, int fd, int op)
{
	int error, l_op;

	if ((error = linux_flock_op_out(op, &l_op)) != 0)
		return (error);
	if ((op & (LOCK_NB | LOCK_UN)) != 0)
		return (host_call(td, LINUX_SYS_flock, fd, l_op));
	return (host_call_intr(td, LINUX_SYS_flock, fd, l_op));
}
