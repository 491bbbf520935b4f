/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files: attributes.
 */
#include "kld.h"

#include <sys/mount.h>

/* The descriptor itself, where the path says nothing. */
static bool
is_itself(const char *upath, int flag)
{
	return (upath == NULL && (flag & AT_EMPTY_PATH) != 0);
}

int
native_fstat(struct thread *td, int fd, struct stat *sb)
{
	return (kern_fstat(td, fd, sb));
}

int
native_fstatat(struct thread *td, int dfd, const char *upath, struct stat *sb, int flag)
{
	struct kld_path kp;
	int error;

	if (is_itself(upath, flag))
		return (kern_fstat(td, dfd, sb));
	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	if (kp.native[0] == '\0' && (flag & AT_EMPTY_PATH) != 0 && dfd != AT_FDCWD)
		error = kern_fstat(td, dfd, sb);
	else if (kp.native[0] == '\0' && (flag & AT_EMPTY_PATH) != 0)
		error = kld_statat(td, 0, dfd, __DECONST(char *, "."), UIO_SYSSPACE, sb);
	else
		KLD_WALK(
		    &kp, error, kld_statat(td, flag & ~AT_EMPTY_PATH, dfd, path, UIO_SYSSPACE, sb));
	kld_path_put(&kp);
	return (error);
}

int
native_fstatat_full(struct thread *td, int dfd, const char *upath, struct stat *sb, int flag)
{
	return (native_fstatat(td, dfd, upath, sb, flag));
}

int
native_statfs(struct thread *td, const char *upath, struct statfs *buf)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error, kern_statfs(td, path, UIO_SYSSPACE, buf));
	kld_path_put(&kp);
	return (error);
}

int
native_fstatfs(struct thread *td, int fd, struct statfs *buf)
{
	return (kern_fstatfs(td, fd, buf));
}

int
native_faccessat(struct thread *td, int dfd, const char *upath, int mode, int flag)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(
	    &kp, error, kern_accessat(td, dfd, path, UIO_SYSSPACE, flag & KLD_ACCESS_FLAGS, mode));
	kld_path_put(&kp);
	return (error);
}

int
native_fchmodat(struct thread *td, int dfd, const char *upath, mode_t mode, int flag)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error, kern_fchmodat(td, dfd, path, UIO_SYSSPACE, mode, flag));
	kld_path_put(&kp);
	return (error);
}

int
native_fchmod(struct thread *td, int fd, mode_t mode)
{
	struct fchmod_args args = {.fd = fd, .mode = mode};

	return (sys_fchmod(td, &args));
}

int
native_fchown(struct thread *td, int fd, uid_t uid, gid_t gid)
{
	struct fchown_args args = {.fd = fd, .uid = (int)uid, .gid = (int)gid};

	return (sys_fchown(td, &args));
}

int
native_fchownat(struct thread *td, int dfd, const char *upath, uid_t uid, gid_t gid, int flag)
{
	struct kld_path kp;
	int error;

	if (is_itself(upath, flag))
		return (native_fchown(td, dfd, uid, gid));
	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	if (kp.native[0] == '\0' && (flag & AT_EMPTY_PATH) != 0 && dfd != AT_FDCWD)
		error = native_fchown(td, dfd, uid, gid);
	else
		KLD_WALK(&kp, error,
		    kern_fchownat(
		        td, dfd, path, UIO_SYSSPACE, (int)uid, (int)gid, flag & ~AT_EMPTY_PATH));
	kld_path_put(&kp);
	return (error);
}

int
native_utimensat(
    struct thread *td, int dfd, const char *upath, const struct utimespec *times, int flag)
{
	struct timespec ts[2], *given = NULL;
	struct kld_path kp;
	int error;

	if (times != NULL) {
		for (int i = 0; i < 2; i++) {
			ts[i].tv_sec = times[i].tv_sec;
			ts[i].tv_nsec = times[i].tv_nsec;
		}
		given = ts;
	}
	if (upath == NULL)
		return (kern_futimens(td, dfd, given, UIO_SYSSPACE));
	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	if (kp.native[0] == '\0' && (flag & AT_EMPTY_PATH) != 0 && dfd != AT_FDCWD)
		error = kern_futimens(td, dfd, given, UIO_SYSSPACE);
	else
		KLD_WALK(&kp, error,
		    kern_utimensat(
		        td, dfd, path, UIO_SYSSPACE, given, UIO_SYSSPACE, flag & ~AT_EMPTY_PATH));
	kld_path_put(&kp);
	return (error);
}

int
native_futimesat(struct thread *td, int dfd, const char *upath, const struct timeval *times)
{
	struct timeval tv[2];
	struct kld_path kp;
	int error;

	if (times != NULL)
		memcpy(tv, times, sizeof(tv));
	if (upath == NULL)
		return (kern_futimes(td, dfd, times != NULL ? tv : NULL, UIO_SYSSPACE));
	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error,
	    kern_utimesat(td, dfd, path, UIO_SYSSPACE, times != NULL ? tv : NULL, UIO_SYSSPACE));
	kld_path_put(&kp);
	return (error);
}

int
native_umask(struct thread *td, int mask)
{
	struct umask_args args = {.newmask = (mode_t)mask};

	return (sys_umask(td, &args));
}
