/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: reading, writing, copying, size and safety of files.
 *
 * The guest's buffers go to the host's calls as they are: it finds bad ones itself.
 */
#include <sysvec/native.h>

#include "native_file.h"

#include "linux_syscall.h"
#include "linux_xlat.h"

/* The services' own flags have Linux's numbers. */
_Static_assert(SV_RWF_HIPRI == LINUX_RWF_HIPRI && SV_RWF_DSYNC == LINUX_RWF_DSYNC &&
                   SV_RWF_SYNC == LINUX_RWF_SYNC && SV_RWF_NOWAIT == LINUX_RWF_NOWAIT &&
                   SV_RWF_APPEND == LINUX_RWF_APPEND && SV_RWF_NOAPPEND == LINUX_RWF_NOAPPEND &&
                   SV_RWF_ATOMIC == LINUX_RWF_ATOMIC && SV_RWF_DONTCACHE == LINUX_RWF_DONTCACHE &&
                   SV_RWF_NOSIGNAL == LINUX_RWF_NOSIGNAL,
    "rwf_flags");
_Static_assert(SV_SPLICE_MOVE == LINUX_SPLICE_F_MOVE &&
                   SV_SPLICE_NONBLOCK == LINUX_SPLICE_F_NONBLOCK &&
                   SV_SPLICE_MORE == LINUX_SPLICE_F_MORE && SV_SPLICE_GIFT == LINUX_SPLICE_F_GIFT,
    "splice_flags");
_Static_assert(SV_FALLOC_KEEP_SIZE == LINUX_FALLOC_FL_KEEP_SIZE &&
                   SV_FALLOC_PUNCH_HOLE == LINUX_FALLOC_FL_PUNCH_HOLE &&
                   SV_FALLOC_COLLAPSE_RANGE == LINUX_FALLOC_FL_COLLAPSE_RANGE &&
                   SV_FALLOC_ZERO_RANGE == LINUX_FALLOC_FL_ZERO_RANGE &&
                   SV_FALLOC_INSERT_RANGE == LINUX_FALLOC_FL_INSERT_RANGE &&
                   SV_FALLOC_UNSHARE_RANGE == LINUX_FALLOC_FL_UNSHARE_RANGE &&
                   SV_FALLOC_WRITE_ZEROES == LINUX_FALLOC_FL_WRITE_ZEROES,
    "falloc_mode");
_Static_assert(SV_SYNC_WAIT_BEFORE == LINUX_SYNC_FILE_RANGE_WAIT_BEFORE &&
                   SV_SYNC_WRITE == LINUX_SYNC_FILE_RANGE_WRITE &&
                   SV_SYNC_WAIT_AFTER == LINUX_SYNC_FILE_RANGE_WAIT_AFTER,
    "sync_range_flags");

int
native_read(struct thread *td, int fd, void *ubuf, size_t len)
{
	return (host_call_intr(td, LINUX_SYS_read, fd, ubuf, len));
}

int
native_write(struct thread *td, int fd, const void *ubuf, size_t len)
{
	return (host_call_intr(td, LINUX_SYS_write, fd, ubuf, len));
}

int
native_write_kernel(struct thread *td, int fd, const void *buf, size_t len)
{
	return (host_call_intr(td, LINUX_SYS_write, fd, buf, len));
}

int
native_readv(struct thread *td, int fd, const struct iovec *uiov, unsigned long count)
{
	return (host_call_intr(td, LINUX_SYS_readv, fd, uiov, count));
}

int
native_writev(struct thread *td, int fd, const struct iovec *uiov, unsigned long count)
{
	return (host_call_intr(td, LINUX_SYS_writev, fd, uiov, count));
}

int
native_pread(struct thread *td, int fd, void *ubuf, size_t len, off_t offset)
{
	return (host_call_intr(td, LINUX_SYS_pread64, fd, ubuf, len, offset));
}

int
native_pwrite(struct thread *td, int fd, const void *ubuf, size_t len, off_t offset)
{
	return (host_call_intr(td, LINUX_SYS_pwrite64, fd, ubuf, len, offset));
}

int
native_preadv(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, off_t offset)
{
	return (host_call_intr(td, LINUX_SYS_preadv, fd, uiov, count, offset, 0));
}

int
native_pwritev(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, off_t offset)
{
	return (host_call_intr(td, LINUX_SYS_pwritev, fd, uiov, count, offset, 0));
}

int
native_preadv2(struct thread *td, int fd, const struct iovec *uiov, unsigned long count,
    off_t offset, int flags)
{
	return (host_call_intr(td, LINUX_SYS_preadv2, fd, uiov, count, offset, 0, flags));
}

int
native_pwritev2(struct thread *td, int fd, const struct iovec *uiov, unsigned long count,
    off_t offset, int flags)
{
	return (host_call_intr(td, LINUX_SYS_pwritev2, fd, uiov, count, offset, 0, flags));
}

int
native_lseek(struct thread *td, int fd, off_t offset, int whence)
{
	int error, l_whence;

	if ((error = linux_whence_out(whence, &l_whence)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_lseek, fd, offset, l_whence));
}

/* ---- Copying in the kernel ---- */

int
native_copy_file_range(
    struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len, unsigned flags)
{
	return (host_call_intr(td, LINUX_SYS_copy_file_range, in, inoff, out, outoff, len, flags));
}

int
native_sendfile(struct thread *td, int out, int in, off_t *offset, size_t len)
{
	return (host_call_intr(td, LINUX_SYS_sendfile, out, in, offset, len));
}

int
native_splice(
    struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len, unsigned flags)
{
	return (host_call_intr(td, LINUX_SYS_splice, in, inoff, out, outoff, len, flags));
}

int
native_tee(struct thread *td, int in, int out, size_t len, unsigned flags)
{
	return (host_call_intr(td, LINUX_SYS_tee, in, out, len, flags));
}

int
native_vmsplice(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, unsigned flags)
{
	return (host_call_intr(td, LINUX_SYS_vmsplice, fd, uiov, count, flags));
}

int
native_fadvise(struct thread *td, int fd, off_t offset, off_t len, int advice)
{
	int error, l_advice;

	if ((error = linux_fadvice_out(advice, &l_advice)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_fadvise64, fd, offset, len, l_advice));
}

/* ---- Size and safety ---- */

int
native_truncate(struct thread *td, const char *upath, off_t length)
{
	const char *path;
	int error;

	if ((error = host_path(td, AT_FDCWD, upath, 0, &path)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_truncate, path, length));
}

int
native_ftruncate(struct thread *td, int fd, off_t length)
{
	return (host_call(td, LINUX_SYS_ftruncate, fd, length));
}

int
native_fallocate(struct thread *td, int fd, int mode, off_t offset, off_t len)
{
	return (host_call_intr(td, LINUX_SYS_fallocate, fd, mode, offset, len));
}

int
native_fsync(struct thread *td, int fd)
{
	return (host_call(td, LINUX_SYS_fsync, fd));
}

int
native_fdatasync(struct thread *td, int fd)
{
	return (host_call(td, LINUX_SYS_fdatasync, fd));
}

int
native_sync(struct thread *td)
{
	return (host_call(td, LINUX_SYS_sync, 0));
}

int
native_syncfs(struct thread *td, int fd)
{
	return (host_call(td, LINUX_SYS_syncfs, fd));
}

int
native_sync_file_range(struct thread *td, int fd, off_t offset, off_t len, unsigned flags)
{
	return (host_call(td, LINUX_SYS_sync_file_range, fd, offset, len, flags));
}
