/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * statfs and fstatfs: by hand because FreeBSD's structure is too large for a kernel stack and names
 * the file system by a string.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_file.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_xlat.h"

static int
statfs_common(struct thread *td, const char *upath, int fd, struct linux_statfs *ubuf)
{
	struct linux_statfs l;
	struct statfs *n;
	int error;

	if ((n = sv_tmp_alloc(td, sizeof(*n))) == NULL)
		return (ENOMEM);
	if (upath != NULL)
		error = native_statfs(td, upath, n);
	else
		error = native_fstatfs(td, fd, n);
	if (error == 0 && (error = linux_statfs_out(n, &l)) == 0) {
		l.f_type = linux_fstype_out(n->f_fstypename);
		l.f_frsize = l.f_bsize;
		l.f_flags |= LINUX_ST_VALID;
	}
	sv_tmp_free(td, n, sizeof(*n));
	return (error != 0 ? error : copyout(&l, ubuf, sizeof(l)));
}

int
linux_statfs(struct thread *td, struct linux_statfs_args *uap)
{
	if (uap->pathname == NULL)
		return (EFAULT);
	return (statfs_common(td, uap->pathname, -1, uap->buf));
}

int
linux_fstatfs(struct thread *td, struct linux_fstatfs_args *uap)
{
	return (statfs_common(td, NULL, (int)uap->fd, uap->buf));
}
