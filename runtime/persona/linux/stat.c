/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * statx, mknod, and device numbers.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_file.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

uint32_t
linux_dev_major(dev_t dev)
{
	return ((uint32_t)(dev >> 32 & 0xffffff00) | (uint32_t)(dev >> 8 & 0xff));
}

uint32_t
linux_dev_minor(dev_t dev)
{
	return ((uint32_t)(dev >> 24 & 0xff00) | (uint32_t)(dev & 0xffff00ff));
}

dev_t
linux_dev_make(uint32_t major, uint32_t minor)
{
	return ((dev_t)(major & 0xffffff00) << 32 | (dev_t)(major & 0xff) << 8 |
	        (dev_t)(minor & 0xff00) << 24 | (minor & 0xffff00ff));
}

dev_t
linux_dev_in(uint64_t l_dev)
{
	return (linux_dev_make((uint32_t)(l_dev >> 8 & 0xfff),
	    (uint32_t)(l_dev & 0xff) | (uint32_t)(l_dev >> 12 & 0xfff00)));
}

uint64_t
linux_dev_out(dev_t dev)
{
	uint32_t major = linux_dev_major(dev), minor = linux_dev_minor(dev);

	return (
	    (minor & 0xff) | (uint64_t)(major & 0xfff) << 8 | (uint64_t)(minor & 0xfff00) << 12);
}

/* Where there is a stat64 (stat64.c), struct stat has no counterpart. */
#ifndef LINUX_SYS_stat64
int
linux_stat_st_dev_in(const struct linux_stat *f, struct stat *n)
{
	n->st_dev = linux_dev_in(f->st_dev);
	return (0);
}

int
linux_stat_st_dev_out(const struct stat *n, struct linux_stat *f)
{
	f->st_dev = linux_dev_out(n->st_dev);
	return (0);
}

int
linux_stat_st_rdev_in(const struct linux_stat *f, struct stat *n)
{
	n->st_rdev = linux_dev_in(f->st_rdev);
	return (0);
}

int
linux_stat_st_rdev_out(const struct stat *n, struct linux_stat *f)
{
	f->st_rdev = linux_dev_out(n->st_rdev);
	return (0);
}
#endif

static void
statx_time(const struct timespec *from, struct linux_statx_timestamp *to)
{
	to->tv_sec = from->tv_sec;
	to->tv_nsec = (uint32_t)from->tv_nsec;
}

/* Which attributes FreeBSD can tell. */
#define ATTRIBUTES                                                                            \
	(LINUX_STATX_ATTR_COMPRESSED | LINUX_STATX_ATTR_IMMUTABLE | LINUX_STATX_ATTR_APPEND | \
	    LINUX_STATX_ATTR_NODUMP)

int
linux_statx(struct thread *td, struct linux_statx_args *uap)
{
	struct linux_statx x;
	struct stat sb;
	uint64_t attributes;
	int dfd, error, flags;

	if ((uap->mask & LINUX_STATX__RESERVED) != 0)
		return (EINVAL);
	if ((uap->flags & LINUX_AT_STATX_FORCE_SYNC) != 0 &&
	    (uap->flags & LINUX_AT_STATX_DONT_SYNC) != 0)
		return (EINVAL);
	if ((error = linux_at_fd_in(uap->dfd, &dfd)) != 0)
		return (error);
	if ((error = linux_fstatat_flags_in((int)uap->flags, &flags)) != 0)
		return (error);
	if ((error = native_fstatat_full(td, dfd, uap->filename, &sb, flags)) != 0)
		return (error);
	if ((error = linux_statx_attributes_out(sb.st_flags, &attributes)) != 0)
		return (error);

	memset(&x, 0, sizeof(x));
	x.stx_mask = LINUX_STATX_BASIC_STATS;
	x.stx_blksize = (uint32_t)sb.st_blksize;
	x.stx_attributes = attributes;
	x.stx_attributes_mask = ATTRIBUTES;
	x.stx_nlink = (uint32_t)sb.st_nlink;
	x.stx_uid = sb.st_uid;
	x.stx_gid = sb.st_gid;
	x.stx_mode = sb.st_mode;
	x.stx_ino = sb.st_ino;
	x.stx_size = (uint64_t)sb.st_size;
	x.stx_blocks = (uint64_t)sb.st_blocks;
	statx_time(&sb.st_atim, &x.stx_atime);
	statx_time(&sb.st_mtim, &x.stx_mtime);
	statx_time(&sb.st_ctim, &x.stx_ctime);
	if (sb.st_birthtim.tv_sec != -1) {
		x.stx_mask |= LINUX_STATX_BTIME;
		statx_time(&sb.st_birthtim, &x.stx_btime);
	}
	x.stx_rdev_major = linux_dev_major(sb.st_rdev);
	x.stx_rdev_minor = linux_dev_minor(sb.st_rdev);
	x.stx_dev_major = linux_dev_major(sb.st_dev);
	x.stx_dev_minor = linux_dev_minor(sb.st_dev);
	return (copyout(&x, uap->buffer, sizeof(x)));
}

/* No type means a regular file. */
static int
mknod_common(struct thread *td, int l_dfd, const char *upath, mode_t mode, uint32_t l_dev)
{
	int dfd, error;

	if ((error = linux_at_fd_in(l_dfd, &dfd)) != 0)
		return (error);
	switch (mode & S_IFMT) {
	case 0:
		mode |= S_IFREG;
		break;
	case S_IFREG:
	case S_IFCHR:
	case S_IFBLK:
	case S_IFIFO:
	case S_IFSOCK:
		break;
	case S_IFDIR:
		return (EPERM);
	default:
		return (EINVAL);
	}
	return (native_mknodat(td, dfd, upath, mode, linux_dev_in(l_dev)));
}

#ifdef LINUX_SYS_mknod
int
linux_mknod(struct thread *td, struct linux_mknod_args *uap)
{
	return (mknod_common(td, LINUX_AT_FDCWD, uap->filename, uap->mode, uap->dev));
}
#endif

int
linux_mknodat(struct thread *td, struct linux_mknodat_args *uap)
{
	return (mknod_common(td, uap->dfd, uap->filename, uap->mode, uap->dev));
}
