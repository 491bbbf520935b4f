/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: extended attributes.  FreeBSD's user name space is Linux's
 * "user.", its system name space holds the others under their full names.
 */
#include <sysvec/native.h>

#include "native_file.h"

#include "linux_syscall.h"
#include "linux_xlat.h"

#define USER_PREFIX "user."
#define USER_LEN    (sizeof(USER_PREFIX) - 1)
#define NAME_BYTES  (LINUX_XATTR_NAME_MAX + USER_LEN + 1)

_Static_assert(SV_EXTATTR_CREATE == LINUX_XATTR_CREATE && SV_EXTATTR_REPLACE == LINUX_XATTR_REPLACE,
    "xattr_flags");

/* The three forms of a Linux call, in the order of sv_extattr_file.how. */
struct forms {
	long nr[3];
};
#define FORMS(name)                                                                                \
	{                                                                                          \
		{                                                                                  \
			[SV_EXTATTR_FD] = LINUX_SYS_f##name, [SV_EXTATTR_PATH] = LINUX_SYS_##name, \
			[SV_EXTATTR_LINK] = LINUX_SYS_l##name                                      \
		}                                                                                  \
	}

static const struct forms get = FORMS(getxattr), set = FORMS(setxattr), list = FORMS(listxattr),
                          drop = FORMS(removexattr);

static int
call(struct thread *td, const struct forms *forms, const struct sv_extattr_file *file,
    const char *name, const void *value, size_t size, int flags)
{
	const char *path;
	long where = file->fd;
	int error, how;

	if (file->how != SV_EXTATTR_FD) {
		how = file->how == SV_EXTATTR_LINK ? HOST_PATH_NOFOLLOW : 0;
		if ((error = host_path(td, AT_FDCWD, file->upath, how, &path)) != 0)
			return (error);
		where = HOST_ARG(path);
	}
	if (forms == &list)
		return (host_call(td, list.nr[file->how], where, value, size));
	return (host_call(td, forms->nr[file->how], where, name, value, size, flags));
}

static int
l_name(int ns, const char *name, char text[NAME_BYTES])
{
	size_t at = 0, len = strlen(name);

	if (len == 0 || len > LINUX_XATTR_NAME_MAX)
		return (EINVAL);
	switch (ns) {
	case EXTATTR_NAMESPACE_USER:
		memcpy(text, USER_PREFIX, USER_LEN);
		at = USER_LEN;
		break;
	case EXTATTR_NAMESPACE_SYSTEM:
		break;
	default:
		return (EINVAL);
	}
	memcpy(text + at, name, len + 1);
	return (0);
}

int
native_extattr_get(struct thread *td, const struct sv_extattr_file *where, int ns, const char *name,
    void *ubuf, size_t size)
{
	char text[NAME_BYTES];
	int error;

	if ((error = l_name(ns, name, text)) != 0)
		return (error);
	return (call(td, &get, where, text, ubuf, size, 0));
}

int
native_extattr_set(struct thread *td, const struct sv_extattr_file *where, int ns, const char *name,
    const void *ubuf, size_t size, int flags)
{
	char text[NAME_BYTES];
	int error;

	if ((error = l_name(ns, name, text)) != 0)
		return (error);
	if ((error = call(td, &set, where, text, ubuf, size, flags)) != 0)
		return (error);
	td->td_retval[0] = (register_t)size;
	return (0);
}

int
native_extattr_delete(
    struct thread *td, const struct sv_extattr_file *where, int ns, const char *name)
{
	char text[NAME_BYTES];
	int error;

	if ((error = l_name(ns, name, text)) != 0)
		return (error);
	return (call(td, &drop, where, text, NULL, 0, 0));
}

/* Names with a NUL behind each -> those of one name space with the length before each; never longer
 * than before. */
static size_t
sort_out(const char *names, size_t size, int ns, char *buf, size_t room, bool *fits)
{
	size_t at, len, skip, total = 0;
	bool user;

	for (at = 0; at < size; at += len + 1) {
		len = strlen(names + at);
		user = len > USER_LEN && strncmp(names + at, USER_PREFIX, USER_LEN) == 0;
		if (user != (ns == EXTATTR_NAMESPACE_USER))
			continue;
		skip = user ? USER_LEN : 0;
		if (buf != NULL) {
			if (total + 1 + len - skip > room) {
				*fits = false;
				return (0);
			}
			buf[total] = (char)(len - skip);
			memcpy(buf + total + 1, names + at + skip, len - skip);
		}
		total += 1 + len - skip;
	}
	return (total);
}

int
native_extattr_list(
    struct thread *td, const struct sv_extattr_file *where, int ns, void *buf, size_t size)
{
	char *names;
	int error;
	bool fits = true;

	if (ns != EXTATTR_NAMESPACE_USER && ns != EXTATTR_NAMESPACE_SYSTEM)
		return (EINVAL);
	if ((names = sv_tmp_alloc(td, LINUX_XATTR_LIST_MAX)) == NULL)
		return (ENOMEM);
	error = call(td, &list, where, NULL, names, LINUX_XATTR_LIST_MAX, 0);
	if (error == 0) {
		td->td_retval[0] =
		    (register_t)sort_out(names, (size_t)td->td_retval[0], ns, buf, size, &fits);
		if (!fits)
			error = ERANGE;
	}
	sv_tmp_free(td, names, LINUX_XATTR_LIST_MAX);
	return (error);
}
