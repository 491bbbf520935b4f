/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: names, directories, and watching them.
 */
#include <sysvec/native.h>
#include <sysvec/path.h>

#include "native_file.h"
#include "start.h"

#include "linux_file.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

_Static_assert(SV_RENAME_NOREPLACE == LINUX_RENAME_NOREPLACE &&
                   SV_RENAME_EXCHANGE == LINUX_RENAME_EXCHANGE &&
                   SV_RENAME_WHITEOUT == LINUX_RENAME_WHITEOUT,
    "rename_flags");

#define MAKE (HOST_PATH_CREATE | HOST_PATH_NOFOLLOW)

int
native_mkdirat(struct thread *td, int dfd, const char *upath, mode_t mode)
{
	const char *path;
	int error;

	if ((error = host_path(td, dfd, upath, MAKE, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_mkdirat, dfd, path, mode));
}

int
native_mknodat(struct thread *td, int dfd, const char *upath, mode_t mode, dev_t dev)
{
	const char *path;
	int error;

	if ((error = host_path(td, dfd, upath, MAKE, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_mknodat, dfd, path, mode, linux_dev_out(dev)));
}

int
native_unlinkat(struct thread *td, int dfd, const char *upath, int flag)
{
	const char *path;
	int error, l_flag;

	if ((error = linux_unlinkat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if ((error = host_path(td, dfd, upath, HOST_PATH_NOFOLLOW, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_unlinkat, dfd, path, l_flag));
}

int
native_renameat2(
    struct thread *td, int fromfd, const char *ufrom, int tofd, const char *uto, unsigned flags)
{
	const char *from, *to;
	int error;

	if ((error = host_path(td, fromfd, ufrom, HOST_PATH_NOFOLLOW, &from)) != 0)
		return (error);
	if ((error = host_path(td, tofd, uto, MAKE, &to)) != 0)
		return (error);
	if (flags == 0)
		return (host_call(td, LINUX_SYS_renameat, fromfd, from, tofd, to));
	return (host_call(td, LINUX_SYS_renameat2, fromfd, from, tofd, to, flags));
}

int
native_linkat(struct thread *td, int fromfd, const char *ufrom, int tofd, const char *uto, int flag)
{
	const char *from, *to;
	int error, how = 0, l_flag;

	if ((error = linux_linkat_flags_out(flag, &l_flag)) != 0)
		return (error);
	if ((flag & AT_SYMLINK_FOLLOW) == 0)
		how |= HOST_PATH_NOFOLLOW;
	if ((flag & AT_EMPTY_PATH) != 0)
		how |= HOST_PATH_EMPTY;
	if ((error = host_path(td, fromfd, ufrom, how, &from)) != 0)
		return (error);
	if ((error = host_path(td, tofd, uto, MAKE, &to)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_linkat, fromfd, from, tofd, to, l_flag));
}

/* What a symbolic link says is the guest's affair. */
int
native_symlinkat(struct thread *td, const char *utarget, int dfd, const char *upath)
{
	const char *path;
	int error;

	if ((error = host_path(td, dfd, upath, MAKE, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_symlinkat, utarget, dfd, path));
}

/* The program's path when this is /proc/self/exe or one of its like, or another guest's, put into
 * `other`.  Cheap for every other path. */
static const char *
names_program(struct thread *td, const char *upath, char other[HOST_PATH_MAX])
{
	char path[64];

	if (copyin(upath, path, 6) != 0 || strncmp(path, "/proc/", 6) != 0 ||
	    copyinstr(upath, path, sizeof(path), NULL) != 0)
		return (NULL);
	if (host_path_is_exe(td, path))
		return (host_exe_path(td));
	if (host_path_other_exe(td, path, other))
		return (sv_path_shown(host_run.root, other));
	return (NULL);
}

int
native_readlinkat(struct thread *td, int dfd, const char *upath, char *ubuf, ssize_t size)
{
	char other[HOST_PATH_MAX];
	const char *path;
	size_t len;
	int error;

	if (size <= 0)
		return (EINVAL);
	if ((path = names_program(td, upath, other)) != NULL) {
		len = strlen(path);
		if (len > (size_t)size)
			len = (size_t)size;
		if ((error = copyout(path, ubuf, len)) != 0)
			return (error);
		td->td_retval[0] = (register_t)len;
		return (0);
	}
	if ((error = host_path(td, dfd, upath, HOST_PATH_NOFOLLOW | HOST_PATH_EMPTY, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_readlinkat, dfd, path, ubuf, size));
}

/* ---- Directories ---- */

#define NAME_AT   offsetof(struct dirent, d_name)
#define L_NAME_AT offsetof(struct linux_dirent64, d_name)
/* Headers are copied in place, not by a call. */
#define COPY(to, from, len) __builtin_memcpy((to), (from), (len))
#define ROUND8(n)           (((n) + 7) & ~(size_t)7)
#define LARGEST             sizeof(struct dirent) /* a record with the longest name */

/* One Linux record as FreeBSD's; false when `room` is too small.  The ranges may overlap, `to`
 * before `from`. */
static bool
convert(const char *from, char *to, size_t room, size_t *used, size_t *made)
{
	struct linux_dirent64 l;
	struct dirent n = {0};
	size_t len, reclen;

	COPY(&l, from, L_NAME_AT);
	len = strlen(from + L_NAME_AT);
	reclen = ROUND8(NAME_AT + len + 1);
	if (reclen > room)
		return (false);
	n.d_fileno = l.d_ino;
	n.d_off = l.d_off;
	n.d_reclen = (uint16_t)reclen;
	n.d_type = l.d_type;
	n.d_namlen = (uint16_t)len;
	memmove(to + NAME_AT, from + L_NAME_AT, len);
	memset(to + NAME_AT + len, 0, reclen - NAME_AT - len);
	COPY(to, &n, NAME_AT);
	*used = l.d_reclen;
	*made = reclen;
	return (true);
}

/*
 * FreeBSD's records are up to 8 bytes longer than Linux's, which are 24 at least.  So three
 * quarters of the room are filled with Linux's at its end and spread from the front: writing never
 * overtakes reading.  Where that could leave out a long name, a buffer of its own is filled, and
 * reading goes on behind the last record that fits.
 */
int
native_getdirentries(struct thread *td, int fd, void *buf, size_t size)
{
	char small[2 * LARGEST], *from, *to = buf;
	size_t at = 0, have, made, total = 0, used;
	struct linux_dirent64 l;
	off_t next = 0;
	long start = 0;
	int error;

	if (size >= sizeof(small)) {
		have = size / 4 * 3 & ~(size_t)7;
		from = to + (size - have);
	} else {
		have = size;
		from = small;
		start = host_syscall(LINUX_SYS_lseek, fd, 0, LINUX_SEEK_CUR);
	}
	if ((error = host_call(td, LINUX_SYS_getdents64, fd, from, have)) != 0)
		return (error);
	have = (size_t)td->td_retval[0];
	while (at < have) {
		COPY(&l, from + at, L_NAME_AT);
		if (!convert(from + at, to + total, size - total, &used, &made))
			break;
		next = l.d_off;
		at += used;
		total += made;
	}
	if (at < have) {
		host_syscall(LINUX_SYS_lseek, fd, total == 0 ? start : next, LINUX_SEEK_SET);
		if (total == 0)
			return (EINVAL);
	}
	td->td_retval[0] = (register_t)total;
	return (0);
}

int
native_getcwd(struct thread *td, char *ubuf, size_t size)
{
	return (host_call(td, LINUX_SYS_getcwd, ubuf, size));
}

int
native_chdir(struct thread *td, const char *upath)
{
	const char *path;
	int error;

	if ((error = host_path(td, AT_FDCWD, upath, 0, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_chdir, path));
}

int
native_fchdir(struct thread *td, int fd)
{
	return (host_call(td, LINUX_SYS_fchdir, fd));
}

int
native_chroot(struct thread *td, const char *upath)
{
	const char *path;
	int error;

	if ((error = host_path(td, AT_FDCWD, upath, 0, &path)) != 0)
		return (error);
	host_exec_keep_self(); /* for the next execve, should there be no /proc */
	return (host_call(td, LINUX_SYS_chroot, path));
}

/* ---- Watching ---- */

int
native_inotify_create(struct thread *td, int flags)
{
	int error, l_flags;

	if ((error = linux_inotify_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_inotify_init1, l_flags));
}

/* Relative to a directory Linux cannot: only AT_FDCWD is served, or an absolute path. */
int
native_inotify_add_watch_at(struct thread *td, int fd, int dfd, const char *upath, uint32_t mask)
{
	const char *path;
	uint32_t l_mask;
	int error;
	char first;

	if (dfd != AT_FDCWD && ((error = copyin(upath, &first, 1)) != 0 || first != '/'))
		return (error != 0 ? error : EOPNOTSUPP);
	if ((error = linux_inotify_mask_out(mask, &l_mask)) != 0)
		return (error);
	if ((error = host_path(td, AT_FDCWD, upath,
	         (mask & IN_DONT_FOLLOW) != 0 ? HOST_PATH_NOFOLLOW : 0, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_inotify_add_watch, fd, path, l_mask));
}

int
native_inotify_rm_watch(struct thread *td, int fd, int wd)
{
	return (host_call(td, LINUX_SYS_inotify_rm_watch, fd, wd));
}
