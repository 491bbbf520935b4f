/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ioctl: the generated table says what becomes of a request and how its structure is translated;
 * requests with behaviour of their own are done by hand.  An unknown one is refused with ENOTTY, as
 * a driver would, and reported.
 */
#include <sysvec/account.h>
#include <sysvec/native.h>
#include <sysvec/port.h>
#include <sysvec/vector.h>
#include <sysvec/xlat.h>

#include "linux_const.h"
#include "linux_file.h"
#include "linux_ioctl.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define IOCTL_BYTES 256 /* larger structures are for hand-written requests */

static int
unknown(struct thread *td, int fd, uint32_t request)
{
	struct sv_account *acc = sv_td_account(td);
	int error;

	error = linux_refuse_fd(td, fd, ENOTTY);
	if (error == ENOTTY && acc != NULL && sv_account_spend(acc, sv_now_ns()))
		sv_log(td, SV_LOG_NOTE, "ioctl request %x is not known", request);
	return (error);
}

static int
paired(struct thread *td, int fd, const struct sv_ioctl *entry, uintptr_t uarg)
{
	uint64_t foreign[IOCTL_BYTES / 8], native[IOCTL_BYTES / 8];
	void *data = native;
	int error;

	if (entry->arg != SV_IOCTL_POINTER)
		return (native_ioctl(
		    td, fd, entry->native, entry->arg == SV_IOCTL_VALUE ? (void *)uarg : NULL));
	if (entry->foreign_size > IOCTL_BYTES || entry->native_size > IOCTL_BYTES)
		return (linux_refuse_fd(td, fd, ENOTTY));
	if (entry->in == NULL)
		data = foreign;
	if ((entry->dir & SV_DIR_IN) != 0) {
		if ((error = copyin((void *)uarg, foreign, entry->foreign_size)) != 0)
			return (linux_refuse_fd(td, fd, error));
		if (entry->in != NULL && (error = entry->in(foreign, native)) != 0)
			return (error);
	}
	if ((error = native_ioctl(td, fd, entry->native, data)) != 0)
		return (error);
	if ((entry->dir & SV_DIR_OUT) != 0) {
		if (entry->out != NULL && (error = entry->out(data, foreign)) != 0)
			return (error);
		return (copyout(foreign, (void *)uarg, entry->foreign_size));
	}
	return (0);
}

/* Facts of a file that Linux tells by ioctl. */
static int
file_fact(struct thread *td, int fd, uint32_t request, uintptr_t uarg)
{
	struct stat sb;
	int64_t size;
	int32_t block;
	int error, type;

	if ((error = native_fstat(td, fd, &sb)) != 0)
		return (error);
	type = sb.st_mode & S_IFMT;
	if (type != S_IFREG && type != S_IFDIR)
		return (ENOTTY);
	if (request == LINUX_FIOQSIZE) {
		size = sb.st_size;
		return (copyout(&size, (void *)uarg, sizeof(size)));
	}
	block = sb.st_blksize;
	return (copyout(&block, (void *)uarg, sizeof(block)));
}

/* Sizes of a disk in other units than FreeBSD's. */
static int
disk_fact(struct thread *td, int fd, uint32_t request, uintptr_t uarg)
{
	uint64_t sectors;
	uint32_t bytes;
	int64_t size;
	int error;

	if (request == LINUX_BLKGETSIZE) {
		if ((error = native_ioctl(td, fd, DIOCGMEDIASIZE, &size)) != 0)
			return (error);
		sectors = (uint64_t)size / 512;
		return (copyout(&sectors, (void *)uarg, sizeof(sectors)));
	}
	if ((error = native_ioctl(td, fd, DIOCGSECTORSIZE, &bytes)) != 0)
		return (error);
	return (copyout(&bytes, (void *)uarg, sizeof(bytes)));
}

static int
by_hand(struct thread *td, int fd, uint32_t request, uintptr_t uarg)
{
	switch (request) {
	case LINUX_FIGETBSZ:
	case LINUX_FIOQSIZE:
		return (file_fact(td, fd, request, uarg));
	case LINUX_BLKGETSIZE:
	case LINUX_BLKBSZGET:
	case LINUX_BLKIOMIN:
	case LINUX_BLKPBSZGET:
		return (disk_fact(td, fd, request, uarg));
	case LINUX_TCGETA:
	case LINUX_TCSETA:
	case LINUX_TCSETAW:
	case LINUX_TCSETAF:
	case LINUX_TCGETS2:
	case LINUX_TCSETS2:
	case LINUX_TCSETSW2:
	case LINUX_TCSETSF2:
		return (linux_ioctl_termios2(td, fd, request, uarg));
	default:
		if (request >> 8 == LINUX_SIOCGIFCONF >> 8)
			return (linux_ioctl_net(td, fd, request, uarg));
		return (linux_ioctl_tty(td, fd, request, uarg));
	}
}

int
linux_ioctl(struct thread *td, struct linux_ioctl_args *uap)
{
	const struct sv_vector *vec = sv_td_vector(td);
	const struct sv_ioctl *entry;
	int fd = (int)uap->fd;

	entry = sv_ioctl_find(vec->sv_ioctls, vec->sv_nioctls, uap->cmd);
	if (entry == NULL)
		return (unknown(td, fd, uap->cmd));
	switch (entry->op) {
	case SV_IOCTL_PAIRED:
		return (paired(td, fd, entry, uap->arg));
	case SV_IOCTL_HAND:
		return (by_hand(td, fd, uap->cmd, uap->arg));
	case SV_IOCTL_IGNORED:
		return (linux_refuse_fd(td, fd, 0));
	default:
		return (linux_refuse_fd(td, fd, entry->error));
	}
}
