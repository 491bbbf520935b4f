/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Extended attributes.  Linux has one name space by prefix, FreeBSD two by number: "user." becomes
 * the user name space without the prefix; "system.", "security." and "trusted." become the system
 * name space with it.  FreeBSD shows the latter to privileged programs only, and its lists leave
 * out what may not be seen.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define USER_PREFIX "user."
#define USER_LEN    (sizeof(USER_PREFIX) - 1)

_Static_assert(SV_EXTATTR_CREATE == LINUX_XATTR_CREATE && SV_EXTATTR_REPLACE == LINUX_XATTR_REPLACE,
    "native/file.h");

struct name {
	int ns;
	const char *name; /* within text */
	char text[LINUX_XATTR_NAME_MAX + 1];
};

static bool
begins(const char *text, const char *prefix)
{
	return (strncmp(text, prefix, strlen(prefix)) == 0);
}

/* ERANGE for an empty or overlong name, EOPNOTSUPP for a prefix nobody serves, EINVAL for a bare
 * one. */
static int
copyin_name(const char *uname, struct name *n)
{
	size_t len;
	int error;

	error = copyinstr(uname, n->text, sizeof(n->text), &len);
	if (error == ENAMETOOLONG || (error == 0 && len == 1))
		return (ERANGE);
	if (error != 0)
		return (error);
	if (begins(n->text, USER_PREFIX)) {
		n->ns = EXTATTR_NAMESPACE_USER;
		n->name = n->text + USER_LEN;
		return (n->name[0] == '\0' ? EINVAL : 0);
	}
	if (!begins(n->text, "system.") && !begins(n->text, "security.") &&
	    !begins(n->text, "trusted."))
		return (EOPNOTSUPP);
	n->ns = EXTATTR_NAMESPACE_SYSTEM;
	n->name = n->text;
	return (0);
}

static int
set(struct thread *td, const struct sv_extattr_file *file, const char *uname, const void *uvalue,
    size_t size, int flags)
{
	struct name n;
	int error;

	if ((flags & ~(LINUX_XATTR_CREATE | LINUX_XATTR_REPLACE)) != 0)
		return (EINVAL);
	if ((error = copyin_name(uname, &n)) != 0)
		return (error);
	if (size > LINUX_XATTR_SIZE_MAX)
		return (E2BIG);
	error = native_extattr_set(td, file, n.ns, n.name, uvalue, size, flags);
	td->td_retval[0] = 0;
	return (error);
}

static int
get(struct thread *td, const struct sv_extattr_file *file, const char *uname, void *uvalue,
    size_t size)
{
	struct name n;
	int error;

	if ((error = copyin_name(uname, &n)) != 0)
		return (error);
	if (size > LINUX_XATTR_SIZE_MAX)
		size = LINUX_XATTR_SIZE_MAX;
	return (native_extattr_get(td, file, n.ns, n.name, uvalue, size));
}

static int delete (struct thread *td, const struct sv_extattr_file *file, const char *uname)
{
	struct name n;
	int error;

	if ((error = copyin_name(uname, &n)) != 0)
		return (error);
	return (native_extattr_delete(td, file, n.ns, n.name));
}

/*
 * One name space of a list: FreeBSD's names, each behind its length, become Linux's, each with its
 * prefix and a NUL, at *done of the program's buffer.  size 0 only counts.
 */
static int
list_space(struct thread *td, const struct sv_extattr_file *file, int ns, char *buf, char *ulist,
    size_t size, size_t *done)
{
	const char *prefix = ns == EXTATTR_NAMESPACE_USER ? USER_PREFIX : "";
	size_t at, have, len, plen = strlen(prefix);
	char name[USER_LEN + 256 + 1];
	int error;

	error = native_extattr_list(td, file, ns, buf, LINUX_XATTR_LIST_MAX);
	have = (size_t)td->td_retval[0];
	td->td_retval[0] = 0;
	if (error == EPERM && ns == EXTATTR_NAMESPACE_SYSTEM)
		return (0);
	if (error != 0)
		return (error == ERANGE ? E2BIG : error);
	for (at = 0; at < have; at += 1 + len) {
		len = (uint8_t)buf[at];
		if (size != 0) {
			if (*done + plen + len + 1 > size)
				return (ERANGE);
			memcpy(name, prefix, plen);
			memcpy(name + plen, buf + at + 1, len);
			name[plen + len] = '\0';
			if ((error = copyout(name, ulist + *done, plen + len + 1)) != 0)
				return (error);
		}
		*done += plen + len + 1;
	}
	return (0);
}

static int
list(struct thread *td, const struct sv_extattr_file *file, char *ulist, size_t size)
{
	size_t done = 0;
	char *buf;
	int error;

	if ((buf = sv_tmp_alloc(td, LINUX_XATTR_LIST_MAX)) == NULL)
		return (ENOMEM);
	error = list_space(td, file, EXTATTR_NAMESPACE_SYSTEM, buf, ulist, size, &done);
	if (error == 0)
		error = list_space(td, file, EXTATTR_NAMESPACE_USER, buf, ulist, size, &done);
	sv_tmp_free(td, buf, LINUX_XATTR_LIST_MAX);
	if (error == 0)
		td->td_retval[0] = (register_t)done;
	return (error);
}

/* Three ways to name the file. */
#define BY_PATH(u) (&(struct sv_extattr_file){.how = SV_EXTATTR_PATH, .fd = -1, .upath = (u)})
#define BY_LINK(u) (&(struct sv_extattr_file){.how = SV_EXTATTR_LINK, .fd = -1, .upath = (u)})
#define BY_FD(f)   (&(struct sv_extattr_file){.how = SV_EXTATTR_FD, .fd = (f), .upath = NULL})

int
linux_setxattr(struct thread *td, struct linux_setxattr_args *uap)
{
	return (set(td, BY_PATH(uap->pathname), uap->name, uap->value, uap->size, uap->flags));
}

int
linux_lsetxattr(struct thread *td, struct linux_lsetxattr_args *uap)
{
	return (set(td, BY_LINK(uap->pathname), uap->name, uap->value, uap->size, uap->flags));
}

int
linux_fsetxattr(struct thread *td, struct linux_fsetxattr_args *uap)
{
	return (set(td, BY_FD(uap->fd), uap->name, uap->value, uap->size, uap->flags));
}

int
linux_getxattr(struct thread *td, struct linux_getxattr_args *uap)
{
	return (get(td, BY_PATH(uap->pathname), uap->name, uap->value, uap->size));
}

int
linux_lgetxattr(struct thread *td, struct linux_lgetxattr_args *uap)
{
	return (get(td, BY_LINK(uap->pathname), uap->name, uap->value, uap->size));
}

int
linux_fgetxattr(struct thread *td, struct linux_fgetxattr_args *uap)
{
	return (get(td, BY_FD(uap->fd), uap->name, uap->value, uap->size));
}

int
linux_listxattr(struct thread *td, struct linux_listxattr_args *uap)
{
	return (list(td, BY_PATH(uap->pathname), uap->list, uap->size));
}

int
linux_llistxattr(struct thread *td, struct linux_llistxattr_args *uap)
{
	return (list(td, BY_LINK(uap->pathname), uap->list, uap->size));
}

int
linux_flistxattr(struct thread *td, struct linux_flistxattr_args *uap)
{
	return (list(td, BY_FD(uap->fd), uap->list, uap->size));
}

int
linux_removexattr(struct thread *td, struct linux_removexattr_args *uap)
{
	return (delete (td, BY_PATH(uap->pathname), uap->name));
}

int
linux_lremovexattr(struct thread *td, struct linux_lremovexattr_args *uap)
{
	return (delete (td, BY_LINK(uap->pathname), uap->name));
}

int
linux_fremovexattr(struct thread *td, struct linux_fremovexattr_args *uap)
{
	return (delete (td, BY_FD(uap->fd), uap->name));
}
