/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: attributes of files and file systems.
 */
#include <sysvec/native.h>

#include "native_file.h"

#include "linux_file.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define NO_BIRTH (-1) /* what FreeBSD's file systems without a time of birth say */

static int
look_up(struct thread *td, int dfd, const char *upath, int flag, const char **path)
{
	int how = 0;

	if ((flag & AT_SYMLINK_NOFOLLOW) != 0)
		how |= HOST_PATH_NOFOLLOW;
	if ((flag & AT_EMPTY_PATH) != 0)
		how |= HOST_PATH_EMPTY;
	return (host_path(td, dfd, upath, how, path));
}

static int
stat_in(const struct linux_stat *l, struct stat *sb)
{
	int error;

	if ((error = linux_stat_in(l, sb)) != 0)
		return (error);
	sb->st_birthtim.tv_sec = NO_BIRTH;
	return (0);
}

int
native_fstatat(struct thread *td, int dfd, const char *upath, struct stat *sb, int flag)
{
	struct linux_stat l;
	const char *path;
	int error, l_flag;

	if ((error = linux_fstatat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if ((error = look_up(td, dfd, upath, flag, &path)) != 0)
		return (error);
	if ((error = host_call(td, LINUX_SYS_newfstatat, dfd, path, &l, l_flag)) != 0)
		return (error);
	return (stat_in(&l, sb));
}

int
native_fstat(struct thread *td, int fd, struct stat *sb)
{
	struct linux_stat l;
	int error;

	if (file_is_ours(td, fd))
		return (EBADF);
	if ((error = host_call(td, LINUX_SYS_fstat, fd, &l)) != 0)
		return (error);
	return (stat_in(&l, sb));
}

static void
time_in(const struct linux_statx_timestamp *l, struct timespec *n)
{
	n->tv_sec = l->tv_sec;
	n->tv_nsec = (int64_t)l->tv_nsec;
}

int
native_fstatat_full(struct thread *td, int dfd, const char *upath, struct stat *sb, int flag)
{
	struct linux_statx x;
	const char *path;
	int error, l_flag;

	if ((error = linux_fstatat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if ((error = look_up(td, dfd, upath, flag, &path)) != 0)
		return (error);
	if ((error = host_call(td, LINUX_SYS_statx, dfd, path, l_flag,
	         LINUX_STATX_BASIC_STATS | LINUX_STATX_BTIME, &x)) != 0)
		return (error);
	memset(sb, 0, sizeof(*sb));
	if ((error = linux_statx_attributes_in(x.stx_attributes, &sb->st_flags)) != 0)
		return (error);
	sb->st_dev = linux_dev_make(x.stx_dev_major, x.stx_dev_minor);
	sb->st_rdev = linux_dev_make(x.stx_rdev_major, x.stx_rdev_minor);
	sb->st_ino = x.stx_ino;
	sb->st_nlink = x.stx_nlink;
	sb->st_mode = x.stx_mode;
	sb->st_uid = x.stx_uid;
	sb->st_gid = x.stx_gid;
	sb->st_size = (off_t)x.stx_size;
	sb->st_blocks = (blkcnt_t)x.stx_blocks;
	sb->st_blksize = (blksize_t)x.stx_blksize;
	time_in(&x.stx_atime, &sb->st_atim);
	time_in(&x.stx_mtime, &sb->st_mtim);
	time_in(&x.stx_ctime, &sb->st_ctim);
	if ((x.stx_mask & LINUX_STATX_BTIME) != 0)
		time_in(&x.stx_btime, &sb->st_birthtim);
	else
		sb->st_birthtim.tv_sec = NO_BIRTH;
	return (0);
}

/* ---- File systems ---- */

static int
statfs_in(const struct linux_statfs *l, struct statfs *buf)
{
	int error;

	if ((error = linux_statfs_in(l, buf)) != 0)
		return (error);
	buf->f_version = STATFS_VERSION;
	buf->f_type = (uint32_t)l->f_type;
	buf->f_iosize = buf->f_bsize;
	if (l->f_frsize != 0)
		buf->f_bsize = (uint64_t)l->f_frsize;
	linux_fstype_in(l->f_type, buf->f_fstypename);
	return (0);
}

int
native_statfs(struct thread *td, const char *upath, struct statfs *buf)
{
	struct linux_statfs l;
	const char *path;
	int error;

	if ((error = host_path(td, AT_FDCWD, upath, 0, &path)) != 0)
		return (error);
	if ((error = host_call(td, LINUX_SYS_statfs, path, &l)) != 0)
		return (error);
	return (statfs_in(&l, buf));
}

int
native_fstatfs(struct thread *td, int fd, struct statfs *buf)
{
	struct linux_statfs l;
	int error;

	if ((error = host_call(td, LINUX_SYS_fstatfs, fd, &l)) != 0)
		return (error);
	return (statfs_in(&l, buf));
}

/* ---- Permission, owner, times ---- */

int
native_faccessat(struct thread *td, int dfd, const char *upath, int mode, int flag)
{
	const char *path;
	int error, l_flag, l_mode;

	if ((error = linux_access_mode_out(mode, &l_mode)) != 0)
		return (error);
	if ((error = linux_faccessat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if ((error = look_up(td, dfd, upath, flag, &path)) != 0)
		return (error);
	if (l_flag == 0)
		return (host_call(td, LINUX_SYS_faccessat, dfd, path, l_mode));
	return (host_call(td, LINUX_SYS_faccessat2, dfd, path, l_mode, l_flag));
}

int
native_fchmodat(struct thread *td, int dfd, const char *upath, mode_t mode, int flag)
{
	const char *path;
	int error, l_flag;

	if ((error = linux_fileat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if ((error = look_up(td, dfd, upath, flag, &path)) != 0)
		return (error);
	if (l_flag == 0)
		return (host_call(td, LINUX_SYS_fchmodat, dfd, path, mode));
	/* Linux before 6.6 has no way to do it. */
	error = host_call(td, LINUX_SYS_fchmodat2, dfd, path, mode, l_flag);
	return (error == ENOSYS ? EOPNOTSUPP : error);
}

int
native_fchmod(struct thread *td, int fd, mode_t mode)
{
	return (host_call(td, LINUX_SYS_fchmod, fd, mode));
}

int
native_fchownat(struct thread *td, int dfd, const char *upath, uid_t uid, gid_t gid, int flag)
{
	const char *path;
	int error, l_flag;

	if ((error = linux_fileat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if ((error = look_up(td, dfd, upath, flag, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_fchownat, dfd, path, uid, gid, l_flag));
}

int
native_fchown(struct thread *td, int fd, uid_t uid, gid_t gid)
{
	return (host_call(td, LINUX_SYS_fchown, fd, uid, gid));
}

int
native_utimensat(
    struct thread *td, int dfd, const char *upath, const struct utimespec *times, int flag)
{
	struct linux_utimespec l[2];
	const char *path = NULL;
	int error, i, l_flag;

	if ((error = linux_fileat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if (upath != NULL && (error = look_up(td, dfd, upath, flag, &path)) != 0)
		return (error);
	for (i = 0; times != NULL && i < 2; i++) {
		if ((error = linux_utimespec_out(&times[i], &l[i])) != 0)
			return (error);
	}
	return (host_call(td, LINUX_SYS_utimensat, dfd, path, times != NULL ? l : NULL, l_flag));
}

int
native_futimesat(struct thread *td, int dfd, const char *upath, const struct timeval *times)
{
	struct linux_timeval l[2];
	const char *path = NULL;
	int error, i;

	if (upath != NULL && (error = look_up(td, dfd, upath, 0, &path)) != 0)
		return (error);
	for (i = 0; times != NULL && i < 2; i++) {
		if ((error = linux_timeval_out(&times[i], &l[i])) != 0)
			return (error);
	}
	return (host_call(td, LINUX_SYS_futimesat, dfd, path, times != NULL ? l : NULL));
}

int
native_umask(struct thread *td, int mask)
{
	return (host_call(td, LINUX_SYS_umask, mask));
}
