/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files: names and directories.
 */
#include "kld.h"

#include <sys/stat.h>

int
native_mkdirat(struct thread *td, int dfd, const char *upath, mode_t mode)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error, kern_mkdirat(td, dfd, path, UIO_SYSSPACE, mode));
	kld_path_put(&kp);
	return (error);
}

static int
make_file(struct thread *td, int dfd, char *path, mode_t mode)
{
	int error;

	error = kern_openat(
	    td, dfd, path, UIO_SYSSPACE, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode & ALLPERMS);
	if (error == 0)
		error = kern_close(td, (int)td->td_retval[0]);
	td->td_retval[0] = 0;
	return (error);
}

int
native_mknodat(struct thread *td, int dfd, const char *upath, mode_t mode, dev_t dev)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	switch (mode & S_IFMT) {
	case 0:
	case S_IFREG:
		KLD_WALK(&kp, error, make_file(td, dfd, path, mode));
		break;
	case S_IFIFO:
		KLD_WALK(&kp, error, kern_mkfifoat(td, dfd, path, UIO_SYSSPACE, mode & ALLPERMS));
		break;
	case S_IFCHR:
	case S_IFBLK:
		KLD_WALK(&kp, error, kern_mknodat(td, dfd, path, UIO_SYSSPACE, mode, dev));
		break;
	case S_IFSOCK:
		error = EOPNOTSUPP; /* only bind makes them */
		break;
	default:
		error = EINVAL;
		break;
	}
	kld_path_put(&kp);
	return (error);
}

/* FreeBSD says EPERM of a directory, and of much else. */
static int
unlink_file(struct thread *td, int dfd, char *path)
{
	struct stat sb;
	int error;

	error = kld_unlinkat(td, dfd, path, UIO_SYSSPACE);
	if (error == EPERM &&
	    kld_statat(td, AT_SYMLINK_NOFOLLOW, dfd, path, UIO_SYSSPACE, &sb) == 0 &&
	    S_ISDIR(sb.st_mode))
		return (EISDIR);
	return (error);
}

int
native_unlinkat(struct thread *td, int dfd, const char *upath, int flag)
{
	struct kld_path kp;
	int error;

	if ((flag & ~AT_REMOVEDIR) != 0)
		return (EINVAL);
	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	if ((flag & AT_REMOVEDIR) != 0)
		KLD_WALK(&kp, error, kld_rmdirat(td, dfd, path, UIO_SYSSPACE));
	else
		KLD_WALK(&kp, error, unlink_file(td, dfd, path));
	kld_path_put(&kp);
	return (error);
}

/* NOREPLACE looks first: what appears between the look and the rename is replaced. */
int
native_renameat2(
    struct thread *td, int fromfd, const char *ufrom, int tofd, const char *uto, unsigned flags)
{
	struct kld_path from, to;
	struct stat sb;
	char *new, *old;
	int error;

	if ((flags & ~SV_RENAME_NOREPLACE) != 0)
		return (EINVAL);
	if ((error = kld_path_get(td, ufrom, &from)) != 0)
		return (error);
	if ((error = kld_path_get(td, uto, &to)) != 0) {
		kld_path_put(&from);
		return (error);
	}
	old = kld_path_existing(td, fromfd, &from);
	new = kld_path_parent(td, tofd, &to);
	if ((flags & SV_RENAME_NOREPLACE) != 0 &&
	    kld_statat(td, AT_SYMLINK_NOFOLLOW, tofd, new, UIO_SYSSPACE, &sb) == 0)
		error = EEXIST;
	else
		error = kern_renameat(td, fromfd, old, tofd, new, UIO_SYSSPACE);
	kld_path_put(&from);
	kld_path_put(&to);
	return (error);
}

int
native_linkat(struct thread *td, int fromfd, const char *ufrom, int tofd, const char *uto, int flag)
{
	struct kld_path from, to;
	int error;

	if ((error = kld_path_get(td, ufrom, &from)) != 0)
		return (error);
	if ((error = kld_path_get(td, uto, &to)) != 0) {
		kld_path_put(&from);
		return (error);
	}
	error = kld_linkat(td, fromfd, tofd, kld_path_existing(td, fromfd, &from),
	    kld_path_parent(td, tofd, &to), UIO_SYSSPACE, flag);
	kld_path_put(&from);
	kld_path_put(&to);
	return (error);
}

int
native_symlinkat(struct thread *td, const char *utarget, int dfd, const char *upath)
{
	struct kld_path kp;
	char *target;
	int error;

	target = malloc(MAXPATHLEN, M_SYSVEC, M_WAITOK);
	if ((error = copyinstr(utarget, target, MAXPATHLEN, NULL)) != 0 ||
	    (error = kld_path_get(td, upath, &kp)) != 0) {
		free(target, M_SYSVEC);
		return (error);
	}
	KLD_WALK(&kp, error, kern_symlinkat(td, target, dfd, path, UIO_SYSSPACE));
	kld_path_put(&kp);
	free(target, M_SYSVEC);
	return (error);
}

int
native_readlinkat(struct thread *td, int dfd, const char *upath, char *ubuf, ssize_t size)
{
	struct kld_path kp;
	int error;

	if (size <= 0)
		return (EINVAL);
	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error,
	    kern_readlinkat(td, dfd, path, UIO_SYSSPACE, ubuf, UIO_USERSPACE, (size_t)size));
	kld_path_put(&kp);
	return (error);
}

/* ---- Directories ---- */

int
native_getdirentries(struct thread *td, int fd, void *buf, size_t size)
{
	off_t base;
	ssize_t resid;

	return (kern_getdirentries(td, fd, buf, size, &base, &resid, UIO_SYSSPACE));
}

int
native_getcwd(struct thread *td, char *ubuf, size_t size)
{
	const char *shown;
	char *buf, *path;
	size_t len;
	int error;

	buf = malloc(MAXPATHLEN, M_SYSVEC, M_WAITOK);
	if ((error = kld_getcwd(td, buf, MAXPATHLEN, &path)) == 0) {
		shown = sv_path_shown(kld_root, path);
		len = strlen(shown) + 1;
		error = len > size ? ERANGE : copyout(shown, ubuf, len);
		td->td_retval[0] = (register_t)len;
	}
	free(buf, M_SYSVEC);
	return (error);
}

int
native_chdir(struct thread *td, const char *upath)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error, kern_chdir(td, path, UIO_SYSSPACE));
	kld_path_put(&kp);
	return (error);
}

int
native_fchdir(struct thread *td, int fd)
{
	struct fchdir_args args = {.fd = fd};

	return (sys_fchdir(td, &args));
}

/* The kernel takes this path from user memory only: it is a native one. */
int
native_chroot(struct thread *td, const char *upath)
{
	struct chroot_args args = {.path = __DECONST(char *, upath)};

	return (sys_chroot(td, &args));
}
