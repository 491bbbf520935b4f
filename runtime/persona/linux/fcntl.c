/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * fcntl: its argument's meaning depends on the command, so each is translated here.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_file.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_xlat.h"

/* What F_SETFL may change; every other bit of the argument is ignored (fcntl(2)). */
#define SETFL_FLAGS (LINUX_O_APPEND | LINUX_O_NONBLOCK | LINUX_FASYNC | LINUX_O_DIRECT)

static int
fcntl_getfl(struct thread *td, int fd)
{
	struct stat sb;
	int error, flags;

	if ((error = native_fcntl(td, fd, F_GETFL, 0)) != 0)
		return (error);
	if ((error = linux_open_flags_out((int)td->td_retval[0], &flags)) != 0)
		return (error);
	/* Whatever a 64-bit program opens by name is marked so; pipes and sockets are not.  A FIFO
	 * looks like a pipe. */
	if ((flags & LINUX_O_PATH) == 0 && native_fstat(td, fd, &sb) == 0) {
		switch (sb.st_mode & S_IFMT) {
		case S_IFREG:
		case S_IFDIR:
		case S_IFCHR:
		case S_IFBLK:
			flags |= LINUX_O_LARGEFILE;
		}
	}
	td->td_retval[0] = flags;
	return (0);
}

static int
fcntl_setfl(struct thread *td, int fd, int l_flags)
{
	int error, flags;

	if ((error = linux_open_flags_in(l_flags & SETFL_FLAGS, &flags)) != 0)
		return (error);
	/* FreeBSD would clear these, Linux cannot change them. */
	if ((error = native_fcntl(td, fd, F_GETFL, 0)) != 0)
		return (error);
	flags |= (int)td->td_retval[0] & (O_SYNC | O_DSYNC);
	td->td_retval[0] = 0;
	return (native_fcntl(td, fd, F_SETFL, flags));
}

static int
fcntl_lock(struct thread *td, int fd, int cmd, bool ofd, struct linux_flock *ulock)
{
	struct linux_flock l_lock;
	struct flock lock;
	int error;

	if ((error = copyin(ulock, &l_lock, sizeof(l_lock))) != 0) {
		/* A descriptor that cannot be locked goes first. */
		if (native_fcntl(td, fd, F_GETFL, 0) != 0 || ((int)td->td_retval[0] & O_PATH) != 0)
			error = EBADF;
		td->td_retval[0] = 0;
		return (error);
	}
	if (ofd && l_lock.l_pid != 0)
		return (EINVAL);
	if ((error = linux_flock_in(&l_lock, &lock)) != 0)
		return (error);
	if (ofd)
		error = native_ofd_lock(td, fd, cmd, &lock);
	else
		error = native_fcntl(td, fd, cmd, (intptr_t)&lock);
	if (error != 0 || cmd != F_GETLK)
		return (error);
	if ((error = linux_flock_out(&lock, &l_lock)) != 0)
		return (error);
	return (copyout(&l_lock, ulock, sizeof(l_lock)));
}

static int
fcntl_getown_ex(struct thread *td, int fd, struct linux_f_owner_ex *uowner)
{
	struct linux_f_owner_ex owner;
	int error, id;

	if ((error = native_fcntl(td, fd, F_GETOWN, 0)) != 0)
		return (error);
	id = (int)td->td_retval[0];
	td->td_retval[0] = 0;
	owner.type = id == 0 ? LINUX_F_OWNER_TID : id > 0 ? LINUX_F_OWNER_PID : LINUX_F_OWNER_PGRP;
	owner.pid = id >= 0 ? id : -id;
	return (copyout(&owner, uowner, sizeof(owner)));
}

static int
fcntl_setown_ex(struct thread *td, int fd, const struct linux_f_owner_ex *uowner)
{
	struct linux_f_owner_ex owner;
	int error;

	if ((error = copyin(uowner, &owner, sizeof(owner))) != 0)
		return (error);
	switch (owner.type) {
	case LINUX_F_OWNER_PID:
		return (native_fcntl(td, fd, F_SETOWN, owner.pid));
	case LINUX_F_OWNER_PGRP:
		return (native_fcntl(td, fd, F_SETOWN, -(intptr_t)owner.pid));
	default:
		/* FreeBSD signals processes, not threads. */
		return (EINVAL);
	}
}

static int
fcntl_seals(struct thread *td, int fd, int cmd, uint32_t l_seals)
{
	uint32_t seals;
	int error;

	if (cmd == F_ADD_SEALS) {
		if ((error = linux_seals_in(l_seals, &seals)) != 0)
			return (error);
		return (native_fcntl(td, fd, cmd, (intptr_t)seals));
	}
	if ((error = native_fcntl(td, fd, cmd, 0)) != 0)
		return (error);
	if ((error = linux_seals_out((uint32_t)td->td_retval[0], &l_seals)) != 0)
		return (error);
	td->td_retval[0] = (register_t)l_seals;
	return (0);
}

static int
fcntl_descriptor_flags(struct thread *td, int fd, bool set, int l_flags)
{
	int error, flags;

	if (set) {
		if ((error = linux_fd_flags_in(l_flags, &flags)) != 0)
			return (error);
		return (native_fcntl(td, fd, F_SETFD, flags));
	}
	if ((error = native_fcntl(td, fd, F_GETFD, 0)) != 0)
		return (error);
	if ((error = linux_fd_flags_out((int)td->td_retval[0], &flags)) != 0)
		return (error);
	td->td_retval[0] = flags;
	return (0);
}

int
linux_fcntl(struct thread *td, struct linux_fcntl_args *uap)
{
	void *uarg = (void *)uap->arg;
	int arg = (int)uap->arg, error, fd = (int)uap->fd;

	switch (uap->cmd) {
	case LINUX_F_DUPFD:
		return (native_fcntl(td, fd, F_DUPFD, arg));
	case LINUX_F_DUPFD_CLOEXEC:
		return (native_fcntl(td, fd, F_DUPFD_CLOEXEC, arg));
	case LINUX_F_GETFD:
		return (fcntl_descriptor_flags(td, fd, false, 0));
	case LINUX_F_SETFD:
		return (fcntl_descriptor_flags(td, fd, true, arg));
	case LINUX_F_GETFL:
		return (fcntl_getfl(td, fd));
	case LINUX_F_SETFL:
		return (fcntl_setfl(td, fd, arg));
	case LINUX_F_GETLK:
		return (fcntl_lock(td, fd, F_GETLK, false, uarg));
	case LINUX_F_SETLK:
		return (fcntl_lock(td, fd, F_SETLK, false, uarg));
	case LINUX_F_SETLKW:
		return (fcntl_lock(td, fd, F_SETLKW, false, uarg));
	case LINUX_F_OFD_GETLK:
		return (fcntl_lock(td, fd, F_GETLK, true, uarg));
	case LINUX_F_OFD_SETLK:
		return (fcntl_lock(td, fd, F_SETLK, true, uarg));
	case LINUX_F_OFD_SETLKW:
		return (fcntl_lock(td, fd, F_SETLKW, true, uarg));
	case LINUX_F_GETOWN:
		return (native_fcntl(td, fd, F_GETOWN, 0));
	case LINUX_F_SETOWN:
		return (native_fcntl(td, fd, F_SETOWN, arg));
	case LINUX_F_GETOWN_EX:
		return (fcntl_getown_ex(td, fd, uarg));
	case LINUX_F_SETOWN_EX:
		return (fcntl_setown_ex(td, fd, uarg));
	case LINUX_F_GETSIG:
		/* 0: SIGIO */
		return (linux_refuse_fd(td, fd, 0));
	case LINUX_F_SETSIG:
		return (linux_refuse_fd(td, fd, arg == 0 || arg == LINUX_SIGIO ? 0 : EINVAL));
	case LINUX_F_GETLEASE:
		/* Nobody can have taken one. */
		if ((error = linux_refuse_fd(td, fd, 0)) == 0)
			td->td_retval[0] = LINUX_F_UNLCK;
		return (error);
	case LINUX_F_SETPIPE_SZ:
		if (arg < 0)
			return (linux_refuse_fd(td, fd, EINVAL));
		return (native_pipe_size(td, fd, arg == 0 ? 1 : arg));
	case LINUX_F_GETPIPE_SZ:
		return (native_pipe_size(td, fd, 0));
	case LINUX_F_ADD_SEALS:
		return (fcntl_seals(td, fd, F_ADD_SEALS, (uint32_t)arg));
	case LINUX_F_GET_SEALS:
		return (fcntl_seals(td, fd, F_GET_SEALS, 0));
	default:
		return (linux_refuse_fd(td, fd, EINVAL));
	}
}
