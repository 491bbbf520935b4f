/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Credentials, where Linux's rules are not FreeBSD's: setuid without privilege changes the
 * effective id only, and group lists do not start with the effective group.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define LINUX_NGROUPS_MAX 65536
#define KEEP              ((uid_t)-1)

int
linux_setuid(struct thread *td, struct linux_setuid_args *uap)
{
	uid_t ruid, euid, suid;
	int error;

	if (uap->uid == KEEP)
		return (EINVAL);
	if (native_privileged(td, SV_PRIV_UID))
		return (native_setresuid(td, uap->uid, uap->uid, uap->uid));
	if ((error = native_getresuid(td, &ruid, &euid, &suid)) != 0)
		return (error);
	if (uap->uid != ruid && uap->uid != suid)
		return (EPERM);
	return (native_setresuid(td, KEEP, uap->uid, KEEP));
}

int
linux_setgid(struct thread *td, struct linux_setgid_args *uap)
{
	gid_t rgid, egid, sgid;
	int error;

	if (uap->gid == KEEP)
		return (EINVAL);
	if (native_privileged(td, SV_PRIV_GID))
		return (native_setresgid(td, uap->gid, uap->gid, uap->gid));
	if ((error = native_getresgid(td, &rgid, &egid, &sgid)) != 0)
		return (error);
	if (uap->gid != rgid && uap->gid != sgid)
		return (EPERM);
	return (native_setresgid(td, KEEP, uap->gid, KEEP));
}

int
linux_getgroups(struct thread *td, struct linux_getgroups_args *uap)
{
	size_t bytes;
	unsigned count = 0;
	gid_t *groups;
	int error;

	if (uap->gidsetsize < 0)
		return (EINVAL);
	if ((error = native_getgroups(td, &count, NULL)) != 0)
		return (error);
	if (uap->gidsetsize == 0 || count <= 1) {
		td->td_retval[0] = (register_t)(count > 0 ? count - 1 : 0);
		return (0);
	}
	if ((unsigned)uap->gidsetsize < count - 1)
		return (EINVAL);
	bytes = count * sizeof(*groups);
	if ((groups = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	if ((error = native_getgroups(td, &count, groups)) == 0)
		error = copyout(groups + 1, uap->grouplist, (count - 1) * sizeof(*groups));
	sv_tmp_free(td, groups, bytes);
	if (error == 0)
		td->td_retval[0] = (register_t)(count - 1);
	return (error);
}

int
linux_setgroups(struct thread *td, struct linux_setgroups_args *uap)
{
	unsigned count = (unsigned)uap->gidsetsize;
	size_t bytes = (count + 1) * sizeof(gid_t);
	gid_t *groups;
	int error;

	if (!native_privileged(td, SV_PRIV_GID))
		return (EPERM);
	if (count > LINUX_NGROUPS_MAX)
		return (EINVAL);
	if ((groups = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	if ((error = native_getegid(td)) == 0) {
		groups[0] = (gid_t)td->td_retval[0];
		td->td_retval[0] = 0;
		error = copyin(uap->grouplist, groups + 1, count * sizeof(*groups));
	}
	if (error == 0)
		error = native_setgroups(td, count + 1, groups);
	sv_tmp_free(td, groups, bytes);
	return (error);
}
