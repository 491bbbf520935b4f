/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files: reading, writing, copying, sizes.
 */
#include "kld.h"

#include <sys/mount.h>
#include <sys/uio.h>

#define LENGTH_MAX 0x7ffff000UL /* what one call moves at most, on Linux too */
#define COPY_CHUNK (64UL * 1024)

static size_t
bounded(size_t len)
{
	return (MIN(len, LENGTH_MAX));
}

int
native_read(struct thread *td, int fd, void *ubuf, size_t len)
{
	struct read_args args = {.fd = fd, .buf = ubuf, .nbyte = bounded(len)};

	return (sys_read(td, &args));
}

int
native_write(struct thread *td, int fd, const void *ubuf, size_t len)
{
	struct write_args args = {.fd = fd, .buf = ubuf, .nbyte = bounded(len)};

	return (sys_write(td, &args));
}

int
native_pread(struct thread *td, int fd, void *ubuf, size_t len, off_t offset)
{
	return (offset < 0 ? EINVAL : kern_pread(td, fd, ubuf, bounded(len), offset));
}

int
native_pwrite(struct thread *td, int fd, const void *ubuf, size_t len, off_t offset)
{
	return (offset < 0 ? EINVAL : kern_pwrite(td, fd, ubuf, bounded(len), offset));
}

static int
get_uio(const struct iovec *uiov, unsigned long count, struct uio **uio)
{
	if (count > UIO_MAXIOV)
		return (EINVAL);
	return (copyinuio(uiov, (u_int)count, uio));
}

int
native_readv(struct thread *td, int fd, const struct iovec *uiov, unsigned long count)
{
	struct uio *uio;
	int error;

	if ((error = get_uio(uiov, count, &uio)) != 0)
		return (error);
	error = kern_readv(td, fd, uio);
	free(uio, M_IOV);
	return (error);
}

int
native_writev(struct thread *td, int fd, const struct iovec *uiov, unsigned long count)
{
	struct uio *uio;
	int error;

	if ((error = get_uio(uiov, count, &uio)) != 0)
		return (error);
	error = kern_writev(td, fd, uio);
	free(uio, M_IOV);
	return (error);
}

int
native_preadv(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, off_t offset)
{
	struct uio *uio;
	int error;

	if (offset < 0)
		return (EINVAL);
	if ((error = get_uio(uiov, count, &uio)) != 0)
		return (error);
	error = kern_preadv(td, fd, uio, offset);
	free(uio, M_IOV);
	return (error);
}

int
native_pwritev(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, off_t offset)
{
	struct uio *uio;
	int error;

	if (offset < 0)
		return (EINVAL);
	if ((error = get_uio(uiov, count, &uio)) != 0)
		return (error);
	error = kern_pwritev(td, fd, uio, offset);
	free(uio, M_IOV);
	return (error);
}

int
native_preadv2(struct thread *td, int fd, const struct iovec *uiov, unsigned long count,
    off_t offset, int flags)
{
	if ((flags & ~SV_RWF_HIPRI) != 0)
		return (EOPNOTSUPP);
	return (offset == -1 ? native_readv(td, fd, uiov, count)
	                     : native_preadv(td, fd, uiov, count, offset));
}

int
native_pwritev2(struct thread *td, int fd, const struct iovec *uiov, unsigned long count,
    off_t offset, int flags)
{
	register_t written;
	int error;

	if ((flags & ~(SV_RWF_HIPRI | SV_RWF_DSYNC | SV_RWF_SYNC)) != 0)
		return (EOPNOTSUPP);
	error = offset == -1 ? native_writev(td, fd, uiov, count)
	                     : native_pwritev(td, fd, uiov, count, offset);
	if (error != 0 || (flags & (SV_RWF_DSYNC | SV_RWF_SYNC)) == 0)
		return (error);
	written = td->td_retval[0];
	error = kern_fsync(td, fd, (flags & SV_RWF_SYNC) != 0);
	td->td_retval[0] = written;
	return (error);
}

/* ---- From and to kernel memory ---- */

static int
move_kernel(struct thread *td, int fd, void *buf, size_t len, enum uio_rw rw, const off_t *offset)
{
	struct iovec iov = {.iov_base = buf, .iov_len = len};
	struct uio uio = {
	    .uio_iov = &iov,
	    .uio_iovcnt = 1,
	    .uio_resid = (ssize_t)len,
	    .uio_segflg = UIO_SYSSPACE,
	    .uio_rw = rw,
	    .uio_td = td,
	};

	if (offset == NULL)
		return (rw == UIO_READ ? kern_readv(td, fd, &uio) : kern_writev(td, fd, &uio));
	if (*offset < 0)
		return (EINVAL);
	return (rw == UIO_READ ? kern_preadv(td, fd, &uio, *offset)
	                       : kern_pwritev(td, fd, &uio, *offset));
}

int
native_write_kernel(struct thread *td, int fd, const void *buf, size_t len)
{
	return (move_kernel(td, fd, __DECONST(void *, buf), len, UIO_WRITE, NULL));
}

/*
 * Through a buffer of ours.  What was read and could not be written is lost only where the source
 * cannot be sought back (a pipe, a socket); then writing goes on as long as it can.
 */
static int
copy_through(struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len)
{
	size_t chunk, got, done = 0, put;
	char *buf = malloc(COPY_CHUNK, M_SYSVEC, M_WAITOK);
	int error = 0;

	len = bounded(len);
	while (done < len) {
		chunk = MIN(len - done, COPY_CHUNK);
		if ((error = move_kernel(td, in, buf, chunk, UIO_READ, inoff)) != 0)
			break;
		if ((got = (size_t)td->td_retval[0]) == 0)
			break;
		for (put = 0; put < got; put += (size_t)td->td_retval[0]) {
			error = move_kernel(td, out, buf + put, got - put, UIO_WRITE, outoff);
			if (error != 0 || td->td_retval[0] == 0)
				break;
			if (outoff != NULL)
				*outoff += td->td_retval[0];
		}
		if (inoff != NULL)
			*inoff += (off_t)put;
		else if (put < got)
			(void)kern_lseek(td, in, -(off_t)(got - put), SEEK_CUR);
		done += put;
		if (error != 0 || put < got || got < chunk)
			break;
	}
	free(buf, M_SYSVEC);
	if (done == 0 && error != 0)
		return (error);
	td->td_retval[0] = (register_t)done;
	return (0);
}

int
native_copy_file_range(
    struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len, unsigned flags)
{
	if (flags != 0)
		return (EINVAL);
	if (KLD_HAS_COPY_FILE_RANGE)
		return (kld_copy_file_range(td, in, inoff, out, outoff, bounded(len)));
	return (copy_through(td, in, inoff, out, outoff, len));
}

int
native_sendfile(struct thread *td, int out, int in, off_t *offset, size_t len)
{
	return (copy_through(td, in, offset, out, NULL, len));
}

static int
is_pipe(struct thread *td, int fd, bool *pipe)
{
	cap_rights_t rights;
	struct file *fp;
	int error;

	if ((error = fget(td, fd, cap_rights_init(&rights), &fp)) != 0)
		return (error);
	*pipe = fp->f_type == DTYPE_PIPE || fp->f_type == DTYPE_FIFO;
	fdrop(fp, td);
	return (0);
}

/*
 * One buffer at the most: a splice may always be short, and what a pipe gave cannot be given back.
 */
int
native_splice(
    struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len, unsigned flags)
{
	bool a, b;
	int error;

	if ((flags & ~(SV_SPLICE_MOVE | SV_SPLICE_NONBLOCK | SV_SPLICE_MORE | SV_SPLICE_GIFT)) != 0)
		return (EINVAL);
	if ((error = is_pipe(td, in, &a)) != 0 || (error = is_pipe(td, out, &b)) != 0)
		return (error);
	if (!a && !b)
		return (EINVAL);
	if ((a && inoff != NULL) || (b && outoff != NULL))
		return (ESPIPE);
	return (copy_through(td, in, inoff, out, outoff, MIN(len, COPY_CHUNK)));
}

/* By copying; whether fd is read or written follows from how it is open. */
int
native_vmsplice(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, unsigned flags)
{
	bool pipe;
	int error;

	if ((flags & ~(SV_SPLICE_MOVE | SV_SPLICE_NONBLOCK | SV_SPLICE_MORE | SV_SPLICE_GIFT)) != 0)
		return (EINVAL);
	if ((error = is_pipe(td, fd, &pipe)) != 0)
		return (error);
	if (!pipe)
		return (EBADF);
	error = native_writev(td, fd, uiov, count);
	return (error == EBADF ? native_readv(td, fd, uiov, count) : error);
}

int
native_lseek(struct thread *td, int fd, off_t offset, int whence)
{
	return (kern_lseek(td, fd, offset, whence));
}

int
native_fadvise(struct thread *td, int fd, off_t offset, off_t len, int advice)
{
	return (kern_posix_fadvise(td, fd, offset, len, advice));
}

/* ---- Size and safety ---- */

int
native_truncate(struct thread *td, const char *upath, off_t length)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error, kern_truncate(td, path, UIO_SYSSPACE, length));
	kld_path_put(&kp);
	return (error);
}

int
native_ftruncate(struct thread *td, int fd, off_t length)
{
	return (kern_ftruncate(td, fd, length));
}

int
native_fallocate(struct thread *td, int fd, int mode, off_t offset, off_t len)
{
	if (offset < 0 || len <= 0)
		return (EINVAL);
	switch (mode) {
	case 0:
		return (kern_posix_fallocate(td, fd, offset, len));
	case SV_FALLOC_PUNCH_HOLE | SV_FALLOC_KEEP_SIZE:
		return (kld_punch(td, fd, offset, len));
	default:
		return (EOPNOTSUPP);
	}
}

int
native_fsync(struct thread *td, int fd)
{
	return (kern_fsync(td, fd, true));
}

int
native_fdatasync(struct thread *td, int fd)
{
	return (kern_fsync(td, fd, false));
}

int
native_sync(struct thread *td)
{
	struct sync_args args;

	return (sys_sync(td, &args));
}

int
native_syncfs(struct thread *td, int fd)
{
	cap_rights_t rights;
	struct vnode *vp;
	struct mount *mp;
	int error;

	if ((error = fgetvp(td, fd, cap_rights_init(&rights, CAP_FSYNC), &vp)) != 0)
		return (error);
	/* This holds the mount; the vnode could be torn from it otherwise. */
	error = vn_start_write(vp, &mp, V_WAIT | PCATCH);
	vrele(vp);
	if (error != 0 || mp == NULL)
		return (error);
	if ((mp->mnt_flag & MNT_RDONLY) == 0 && (error = vfs_busy(mp, MBF_NOWAIT)) == 0) {
		error = VFS_SYNC(mp, MNT_WAIT);
		vfs_unbusy(mp);
	}
	vn_finished_write(mp);
	return (error);
}

int
native_sync_file_range(struct thread *td, int fd, off_t offset, off_t len, unsigned flags)
{
	if (offset < 0 || len < 0 ||
	    (flags & ~(SV_SYNC_WAIT_BEFORE | SV_SYNC_WRITE | SV_SYNC_WAIT_AFTER)) != 0)
		return (EINVAL);
	return (kern_fsync(td, fd, false));
}
