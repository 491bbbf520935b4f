/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * open, openat, creat, openat2.  By hand for two reasons: O_TMPFILE is a call of its own below, and
 * FreeBSD says EMLINK where Linux says ELOOP.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* What O_PATH leaves of the other flags (open(2)). */
#define PATH_FLAGS \
	(LINUX_O_PATH | LINUX_O_DIRECTORY | LINUX_O_NOFOLLOW | LINUX_O_CLOEXEC | LINUX_O_EMPTYPATH)
#define TMPFILE_BIT (LINUX_O_TMPFILE & ~LINUX_O_DIRECTORY)

/* All flags that openat2 knows. */
#define OPENAT2_FLAGS                                                                          \
	(LINUX_O_ACCMODE | LINUX_O_CREAT | LINUX_O_EXCL | LINUX_O_NOCTTY | LINUX_O_TRUNC |     \
	    LINUX_O_APPEND | LINUX_O_NONBLOCK | LINUX_O_SYNC | LINUX_FASYNC | LINUX_O_DIRECT | \
	    LINUX_O_LARGEFILE | LINUX_O_DIRECTORY | LINUX_O_NOFOLLOW | LINUX_O_NOATIME |       \
	    LINUX_O_CLOEXEC | LINUX_O_PATH | LINUX_O_TMPFILE | LINUX_O_EMPTYPATH)
#define RESOLVE_FLAGS                                                                      \
	(LINUX_RESOLVE_NO_XDEV | LINUX_RESOLVE_NO_MAGICLINKS | LINUX_RESOLVE_NO_SYMLINKS | \
	    LINUX_RESOLVE_BENEATH | LINUX_RESOLVE_IN_ROOT | LINUX_RESOLVE_CACHED)

/* The service has Linux's numbers. */
_Static_assert(SV_RESOLVE_NO_XDEV == LINUX_RESOLVE_NO_XDEV, "native/file.h");
_Static_assert(SV_RESOLVE_NO_MAGICLINKS == LINUX_RESOLVE_NO_MAGICLINKS, "native/file.h");
_Static_assert(SV_RESOLVE_NO_SYMLINKS == LINUX_RESOLVE_NO_SYMLINKS, "native/file.h");
_Static_assert(SV_RESOLVE_BENEATH == LINUX_RESOLVE_BENEATH, "native/file.h");
_Static_assert(SV_RESOLVE_IN_ROOT == LINUX_RESOLVE_IN_ROOT, "native/file.h");
_Static_assert(SV_RESOLVE_CACHED == LINUX_RESOLVE_CACHED, "native/file.h");

#define OPEN_HOW_MAX 4096 /* a page: what the kernel takes for the structure's size at most */

static int
open_tmpfile(struct thread *td, int dfd, const char *upath, int l_flags, mode_t mode)
{
	int error, flags;

	if ((l_flags & LINUX_O_DIRECTORY) == 0 || (l_flags & LINUX_O_CREAT) != 0)
		return (EINVAL);
	if ((l_flags & LINUX_O_ACCMODE) == LINUX_O_RDONLY)
		return (EINVAL);
	if ((error = linux_open_flags_in(l_flags & ~LINUX_O_TMPFILE, &flags)) != 0)
		return (error);
	return (native_tmpfile(td, dfd, upath, flags, mode));
}

static int
open_common(
    struct thread *td, int l_dfd, const char *upath, int l_flags, mode_t mode, uint64_t resolve)
{
	int dfd, error, flags;

	if ((error = linux_at_fd_in(l_dfd, &dfd)) != 0)
		return (error);
	if ((l_flags & LINUX_O_PATH) != 0)
		l_flags &= PATH_FLAGS;
	mode &= 07777;
	if ((l_flags & TMPFILE_BIT) != 0) {
		if (resolve != 0)
			return (EOPNOTSUPP);
		return (open_tmpfile(td, dfd, upath, l_flags, mode));
	}
	if ((error = linux_open_flags_in(l_flags, &flags)) != 0)
		return (error);
	if (resolve != 0)
		return (native_openat_resolve(td, dfd, upath, flags, mode, resolve));
	error = native_openat(td, dfd, upath, flags, mode);
	if (error == EMLINK)
		error = ELOOP;
	return (error);
}

#ifdef LINUX_SYS_open
int
linux_open(struct thread *td, struct linux_open_args *uap)
{
	return (open_common(td, LINUX_AT_FDCWD, uap->filename, uap->flags, uap->mode, 0));
}
#endif

int
linux_openat(struct thread *td, struct linux_openat_args *uap)
{
	return (open_common(td, uap->dfd, uap->filename, uap->flags, uap->mode, 0));
}

#ifdef LINUX_SYS_creat
int
linux_creat(struct thread *td, struct linux_creat_args *uap)
{
	return (open_common(td, LINUX_AT_FDCWD, uap->pathname,
	    LINUX_O_CREAT | LINUX_O_WRONLY | LINUX_O_TRUNC, uap->mode, 0));
}
#endif

/* A structure that is larger than ours says nothing more as long as the rest is zero. */
static int
copyin_how(const struct linux_open_how *uhow, size_t size, struct linux_open_how *how)
{
	char rest[64];
	size_t done, i, n;
	int error;

	if (size < sizeof(*how))
		return (EINVAL);
	if (size > OPEN_HOW_MAX)
		return (E2BIG);
	if ((error = copyin(uhow, how, sizeof(*how))) != 0)
		return (error);
	for (done = sizeof(*how); done < size; done += n) {
		n = size - done < sizeof(rest) ? size - done : sizeof(rest);
		if ((error = copyin((const char *)uhow + done, rest, n)) != 0)
			return (error);
		for (i = 0; i < n; i++) {
			if (rest[i] != 0)
				return (E2BIG);
		}
	}
	return (0);
}

int
linux_openat2(struct thread *td, struct linux_openat2_args *uap)
{
	struct linux_open_how how;
	uint64_t flags;
	int error;

	if ((error = copyin_how(uap->how, uap->usize, &how)) != 0)
		return (error);
	flags = how.flags;
	if ((flags & ~(uint64_t)(uint32_t)OPENAT2_FLAGS) != 0 ||
	    (how.resolve & ~(uint64_t)RESOLVE_FLAGS) != 0)
		return (EINVAL);
	if ((how.resolve & LINUX_RESOLVE_BENEATH) != 0 &&
	    (how.resolve & LINUX_RESOLVE_IN_ROOT) != 0)
		return (EINVAL);
	if ((flags & (LINUX_O_CREAT | TMPFILE_BIT)) != 0) {
		if ((how.mode & ~(uint64_t)07777) != 0)
			return (EINVAL);
	} else if (how.mode != 0)
		return (EINVAL);
	if ((flags & LINUX_O_PATH) != 0 && (flags & ~(uint64_t)PATH_FLAGS) != 0)
		return (EINVAL);
	return (
	    open_common(td, uap->dfd, uap->filename, (int)flags, (mode_t)how.mode, how.resolve));
}
