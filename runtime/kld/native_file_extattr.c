/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files: extended attributes, by vnode operations, since FreeBSD's calls take names from user
 * memory only.
 */
#include "kld.h"

#include <sys/extattr.h>
#include <sys/mount.h>
#include <sys/uio.h>

#define VALUE_MAX (64UL * 1024) /* of Linux: XATTR_SIZE_MAX */

static int
get_vnode(struct thread *td, const struct sv_extattr_file *where, struct vnode **vpp)
{
	cap_rights_t rights;
	struct kld_path kp;
	int error;

	if (where->how == SV_EXTATTR_FD)
		return (fgetvp(td, where->fd, cap_rights_init(&rights, CAP_EXTATTR_GET), vpp));
	if ((error = kld_path_get(td, where->upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error, kld_lookup(td, path, where->how == SV_EXTATTR_PATH, vpp));
	kld_path_put(&kp);
	return (error);
}

/* Bytes of a value; vp locked. */
static int
value_size(struct thread *td, struct vnode *vp, int ns, const char *name, size_t *size)
{
	*size = 0;
	return (VOP_GETEXTATTR(vp, ns, name, NULL, size, td->td_ucred, td));
}

static void
uio_of(struct thread *td, struct iovec *iov, struct uio *uio, void *base, size_t len,
    enum uio_seg seg, enum uio_rw rw)
{
	iov->iov_base = base;
	iov->iov_len = len;
	memset(uio, 0, sizeof(*uio));
	uio->uio_iov = iov;
	uio->uio_iovcnt = 1;
	uio->uio_resid = (ssize_t)len;
	uio->uio_segflg = seg;
	uio->uio_rw = rw;
	uio->uio_td = td;
}

int
native_extattr_get(struct thread *td, const struct sv_extattr_file *where, int ns, const char *name,
    void *ubuf, size_t size)
{
	struct iovec iov;
	struct uio uio;
	struct vnode *vp;
	size_t have;
	int error;

	if ((error = get_vnode(td, where, &vp)) != 0)
		return (error);
	vn_lock(vp, LK_SHARED | LK_RETRY);
	error = value_size(td, vp, ns, name, &have);
	if (error == 0 && size != 0) {
		if (have > size) {
			error = ERANGE;
		} else {
			uio_of(td, &iov, &uio, ubuf, have, UIO_USERSPACE, UIO_READ);
			error = VOP_GETEXTATTR(vp, ns, name, &uio, NULL, td->td_ucred, td);
			have -= (size_t)uio.uio_resid;
		}
	}
	kld_unlock(vp);
	vrele(vp);
	td->td_retval[0] = (register_t)have;
	return (error);
}

int
native_extattr_set(struct thread *td, const struct sv_extattr_file *where, int ns, const char *name,
    const void *ubuf, size_t size, int flags)
{
	struct iovec iov;
	struct uio uio;
	struct vnode *vp;
	struct mount *mp;
	size_t have;
	int error;

	if (size > VALUE_MAX)
		return (E2BIG);
	if ((error = get_vnode(td, where, &vp)) != 0)
		return (error);
	if ((error = vn_start_write(vp, &mp, V_WAIT | PCATCH)) != 0) {
		vrele(vp);
		return (error);
	}
	vn_lock(vp, LK_EXCLUSIVE | LK_RETRY);
	if ((flags & (SV_EXTATTR_CREATE | SV_EXTATTR_REPLACE)) != 0) {
		error = value_size(td, vp, ns, name, &have);
		if (error == 0 && (flags & SV_EXTATTR_CREATE) != 0)
			error = EEXIST;
		else if (error == ENOATTR && (flags & SV_EXTATTR_REPLACE) == 0)
			error = 0;
	}
	if (error == 0) {
		uio_of(td, &iov, &uio, __DECONST(void *, ubuf), size, UIO_USERSPACE, UIO_WRITE);
		error = VOP_SETEXTATTR(vp, ns, name, &uio, td->td_ucred, td);
	}
	kld_unlock(vp);
	vn_finished_write(mp);
	vrele(vp);
	return (error);
}

int
native_extattr_delete(
    struct thread *td, const struct sv_extattr_file *where, int ns, const char *name)
{
	struct vnode *vp;
	struct mount *mp;
	int error;

	if ((error = get_vnode(td, where, &vp)) != 0)
		return (error);
	if ((error = vn_start_write(vp, &mp, V_WAIT | PCATCH)) != 0) {
		vrele(vp);
		return (error);
	}
	vn_lock(vp, LK_EXCLUSIVE | LK_RETRY);
	error = VOP_DELETEEXTATTR(vp, ns, name, td->td_ucred, td);
	if (error == EOPNOTSUPP)
		error = VOP_SETEXTATTR(vp, ns, name, NULL, td->td_ucred, td);
	kld_unlock(vp);
	vn_finished_write(mp);
	vrele(vp);
	return (error);
}

int
native_extattr_list(
    struct thread *td, const struct sv_extattr_file *where, int ns, void *buf, size_t size)
{
	struct iovec iov;
	struct uio uio;
	struct vnode *vp;
	size_t have = 0;
	int error;

	if ((error = get_vnode(td, where, &vp)) != 0)
		return (error);
	vn_lock(vp, LK_SHARED | LK_RETRY);
	error = VOP_LISTEXTATTR(vp, ns, NULL, &have, td->td_ucred, td);
	if (error == 0 && buf != NULL) {
		if (have > size) {
			error = ERANGE;
		} else {
			uio_of(td, &iov, &uio, buf, have, UIO_SYSSPACE, UIO_READ);
			error = VOP_LISTEXTATTR(vp, ns, &uio, NULL, td->td_ucred, td);
			have -= (size_t)uio.uio_resid;
		}
	}
	kld_unlock(vp);
	vrele(vp);
	td->td_retval[0] = (register_t)have;
	return (error);
}
