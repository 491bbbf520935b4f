/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for files: descriptors, reading and writing, attributes, names, directories,
 * terminals.
 *
 * Values are FreeBSD's.  Paths and buffers are user memory (parameters that start with u);
 * structures and offsets behind other pointers are kernel memory.  Results are in td->td_retval[0]
 * where FreeBSD's call returns one.  Calls that may sleep for long (read, write, open of a FIFO,
 * locks, splice) give EINTR or ERESTART.
 *
 * Some services do what FreeBSD's kernel has no call for.  Their flags are the service's own, SV_*,
 * numbered as Linux numbers them so that a Linux persona hands them on; each comment says how
 * FreeBSD would do it.
 */
#ifndef SYSVEC_NATIVE_FILE_H
#define SYSVEC_NATIVE_FILE_H

#include <sysvec/port.h>

struct thread;
struct iovec;

/* ---- Opening ---- */

/*
 * O_NOCTTY left out: a session leader without a controlling terminal gets it (FreeBSD never does; a
 * kld calls TIOCSCTTY). EMLINK for a symbolic link under O_NOFOLLOW.  O_SHLOCK, O_EXLOCK and
 * O_RESOLVE_BENEATH are obeyed.  mode: permission bits.
 */
int native_openat(struct thread *td, int dfd, const char *upath, int flags, mode_t mode);

/*
 * The same under rules for the look-up; SV_RESOLVE_*.  EINVAL where the host cannot keep one,
 * EXDEV, ELOOP, EAGAIN (CACHED) as Linux has them; ELOOP also for O_NOFOLLOW.  FreeBSD: namei's
 * RBENEATH for BENEATH, NOCROSSMOUNT for NO_XDEV; no magic links.
 */
#define SV_RESOLVE_NO_XDEV       0x01
#define SV_RESOLVE_NO_MAGICLINKS 0x02
#define SV_RESOLVE_NO_SYMLINKS   0x04
#define SV_RESOLVE_BENEATH       0x08
#define SV_RESOLVE_IN_ROOT       0x10
#define SV_RESOLVE_CACHED        0x20
int native_openat_resolve(
    struct thread *td, int dfd, const char *upath, int flags, mode_t mode, uint64_t resolve);

/*
 * A file without a name in the directory upath, on its file system; O_EXCL in flags: it can never
 * be given one. EOPNOTSUPP where the file system cannot.  FreeBSD: create and unlink at once, then
 * linkat(AT_EMPTY_PATH).
 */
int native_tmpfile(struct thread *td, int dfd, const char *upath, int flags, mode_t mode);

/* Memory with a descriptor; flags MFD_*.  FreeBSD: kern_shm_open2(SHM_ANON). */
int native_memfd_create(struct thread *td, const char *uname, unsigned flags);

/* ---- Descriptors ---- */

int native_close(struct thread *td, int fd);
/* low..high, both included; flags CLOSE_RANGE_CLOEXEC.  EINVAL when high < low. */
int native_close_range(struct thread *td, unsigned low, unsigned high, unsigned flags);
int native_dup(struct thread *td, int fd);
int native_dup2(struct thread *td, int from, int to);
/* EINVAL when both are the same; flags O_CLOEXEC. */
int native_dup3(struct thread *td, int from, int to, int flags);
/* cmd F_*; for F_GETLK, F_SETLK, F_SETLKW arg is a struct flock in kernel memory, as in kern_fcntl.
 */
int native_fcntl(struct thread *td, int fd, int cmd, intptr_t arg);
/*
 * Record locks that belong to the open file: cmd F_GETLK, F_SETLK or F_SETLKW.  l_pid is -1 in what
 * F_GETLK finds of this kind. FreeBSD: VOP_ADVLOCK with the file as owner and F_FLOCK.
 */
int native_ofd_lock(struct thread *td, int fd, int cmd, struct flock *lock);
/* Bytes a pipe holds, in td_retval; size > 0 sets it first (EBUSY, EPERM).  EBADF for other files.
 */
int native_pipe_size(struct thread *td, int fd, int size);
int native_flock(struct thread *td, int fd, int op);
/*
 * request: native; data: kernel memory of the size the request says (NULL where it has none; the
 * number itself for _IOWINT).  ENOTTY where the file does not know the request.
 */
int native_ioctl(struct thread *td, int fd, unsigned long request, void *data);

/* ---- Reading and writing ---- */

int native_read(struct thread *td, int fd, void *ubuf, size_t len);
int native_write(struct thread *td, int fd, const void *ubuf, size_t len);
int native_readv(struct thread *td, int fd, const struct iovec *uiov, unsigned long count);
int native_writev(struct thread *td, int fd, const struct iovec *uiov, unsigned long count);
int native_pread(struct thread *td, int fd, void *ubuf, size_t len, off_t offset);
int native_pwrite(struct thread *td, int fd, const void *ubuf, size_t len, off_t offset);
int native_preadv(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, off_t offset);
int native_pwritev(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, off_t offset);
/*
 * offset -1: the file's own.  flags SV_RWF_*: EOPNOTSUPP for what the host cannot do.  FreeBSD:
 * SV_RWF_HIPRI is a hint, _DSYNC and _SYNC are IO_SYNC, the others EOPNOTSUPP.
 */
#define SV_RWF_HIPRI     0x01
#define SV_RWF_DSYNC     0x02
#define SV_RWF_SYNC      0x04
#define SV_RWF_NOWAIT    0x08
#define SV_RWF_APPEND    0x10
#define SV_RWF_NOAPPEND  0x20
#define SV_RWF_ATOMIC    0x40
#define SV_RWF_DONTCACHE 0x80
#define SV_RWF_NOSIGNAL  0x100
int native_preadv2(struct thread *td, int fd, const struct iovec *uiov, unsigned long count,
    off_t offset, int flags);
int native_pwritev2(struct thread *td, int fd, const struct iovec *uiov, unsigned long count,
    off_t offset, int flags);
/* The same from kernel memory, for a byte or two (tcflow). */
int native_write_kernel(struct thread *td, int fd, const void *buf, size_t len);
int native_lseek(struct thread *td, int fd, off_t offset, int whence);
/*
 * Copy within the kernel; *off in and out, NULL: the file's own position.  FreeBSD:
 * kern_copy_file_range; fo_sendfile for a socket, read and write otherwise.
 */
int native_copy_file_range(
    struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len, unsigned flags);
int native_sendfile(struct thread *td, int out, int in, off_t *offset, size_t len);
/*
 * To, from and between pipes; SV_SPLICE_*.  FreeBSD: splice and vmsplice by copying (MOVE, MORE and
 * GIFT are hints); tee needs a look at pipe_buffer without taking from it.
 */
#define SV_SPLICE_MOVE     0x1u
#define SV_SPLICE_NONBLOCK 0x2u
#define SV_SPLICE_MORE     0x4u
#define SV_SPLICE_GIFT     0x8u
int native_splice(
    struct thread *td, int in, off_t *inoff, int out, off_t *outoff, size_t len, unsigned flags);
int native_tee(struct thread *td, int in, int out, size_t len, unsigned flags);
int native_vmsplice(
    struct thread *td, int fd, const struct iovec *uiov, unsigned long count, unsigned flags);
/* len 0: to the end of the file. */
int native_fadvise(struct thread *td, int fd, off_t offset, off_t len, int advice);

/* ---- Size and safety ---- */

int native_truncate(struct thread *td, const char *upath, off_t length);
int native_ftruncate(struct thread *td, int fd, off_t length);
/*
 * mode SV_FALLOC_*, 0: allocate and grow.  EOPNOTSUPP for what the host or the file system cannot.
 * FreeBSD: 0 is kern_posix_fallocate, PUNCH_HOLE|KEEP_SIZE is kern_fspacectl(SPACECTL_DEALLOC).
 */
#define SV_FALLOC_KEEP_SIZE      0x01
#define SV_FALLOC_PUNCH_HOLE     0x02
#define SV_FALLOC_COLLAPSE_RANGE 0x08
#define SV_FALLOC_ZERO_RANGE     0x10
#define SV_FALLOC_INSERT_RANGE   0x20
#define SV_FALLOC_UNSHARE_RANGE  0x40
#define SV_FALLOC_WRITE_ZEROES   0x80
int native_fallocate(struct thread *td, int fd, int mode, off_t offset, off_t len);
int native_fsync(struct thread *td, int fd);
int native_fdatasync(struct thread *td, int fd);
int native_sync(struct thread *td);
/* The file system that fd lies on.  FreeBSD: VFS_SYNC of its mount. */
int native_syncfs(struct thread *td, int fd);
/* A part of a file; SV_SYNC_*.  FreeBSD: fdatasync of the whole. */
#define SV_SYNC_WAIT_BEFORE 0x1u
#define SV_SYNC_WRITE       0x2u
#define SV_SYNC_WAIT_AFTER  0x4u
int native_sync_file_range(struct thread *td, int fd, off_t offset, off_t len, unsigned flags);

/* ---- Attributes ---- */

/*
 * flag AT_*.  st_birthtim may be { -1, 0 } and st_flags 0 where they would cost more:
 * native_fstatat_full fills them in as far as the file system has them.  upath NULL with
 * AT_EMPTY_PATH: dfd itself.
 */
int native_fstatat(struct thread *td, int dfd, const char *upath, struct stat *sb, int flag);
int native_fstatat_full(struct thread *td, int dfd, const char *upath, struct stat *sb, int flag);
int native_fstat(struct thread *td, int fd, struct stat *sb);
int native_statfs(struct thread *td, const char *upath, struct statfs *buf);
int native_fstatfs(struct thread *td, int fd, struct statfs *buf);
int native_faccessat(struct thread *td, int dfd, const char *upath, int mode, int flag);
int native_fchmodat(struct thread *td, int dfd, const char *upath, mode_t mode, int flag);
int native_fchmod(struct thread *td, int fd, mode_t mode);
/* An id of (uid_t)-1 stays as it is. */
int native_fchownat(struct thread *td, int dfd, const char *upath, uid_t uid, gid_t gid, int flag);
int native_fchown(struct thread *td, int fd, uid_t uid, gid_t gid);
/* times: access and modification, tv_nsec may be UTIME_NOW or UTIME_OMIT; NULL: both now.  upath
 * NULL: dfd itself, no flags. */
int native_utimensat(
    struct thread *td, int dfd, const char *upath, const struct utimespec *times, int flag);
/* The older shape of it: kern_utimesat.  EINVAL for microseconds out of range. */
int native_futimesat(struct thread *td, int dfd, const char *upath, const struct timeval *times);
int native_umask(struct thread *td, int mask);

/* ---- Names ---- */

int native_mkdirat(struct thread *td, int dfd, const char *upath, mode_t mode);
/* mode: type and permissions, S_IFREG and S_IFIFO included; dev for devices. */
int native_mknodat(struct thread *td, int dfd, const char *upath, mode_t mode, dev_t dev);
/* flag AT_REMOVEDIR.  A directory without the flag: EISDIR (FreeBSD's own call says EPERM; a kld
 * looks). */
int native_unlinkat(struct thread *td, int dfd, const char *upath, int flag);
/* SV_RENAME_*: EINVAL for what the host cannot.  FreeBSD: NOREPLACE by a look-up of the target
 * first. */
#define SV_RENAME_NOREPLACE 0x1u
#define SV_RENAME_EXCHANGE  0x2u
#define SV_RENAME_WHITEOUT  0x4u
int native_renameat2(
    struct thread *td, int fromfd, const char *ufrom, int tofd, const char *uto, unsigned flags);
int native_linkat(
    struct thread *td, int fromfd, const char *ufrom, int tofd, const char *uto, int flag);
int native_symlinkat(struct thread *td, const char *utarget, int dfd, const char *upath);
/* EINVAL unless size > 0.  No NUL is added. */
int native_readlinkat(struct thread *td, int dfd, const char *upath, char *ubuf, ssize_t size);

/* ---- Directories ---- */

/*
 * struct dirent records into kernel memory; td_retval: bytes, 0 at the end.  EINVAL when not even
 * the first record fits.
 */
int native_getdirentries(struct thread *td, int fd, void *buf, size_t size);
/* Path of the current directory with its NUL; td_retval: bytes with the NUL.  ERANGE, ENOENT. */
int native_getcwd(struct thread *td, char *ubuf, size_t size);
int native_chdir(struct thread *td, const char *upath);
int native_fchdir(struct thread *td, int fd);
int native_chroot(struct thread *td, const char *upath);

/* ---- Extended attributes ---- */

/*
 * Of a file: by descriptor, by path, or by path without following a symbolic link at its end.  ns:
 * EXTATTR_NAMESPACE_*; name: kernel memory.  The system name space holds names with their Linux
 * prefix ("security.capability").
 */
struct sv_extattr_file {
	enum { SV_EXTATTR_FD, SV_EXTATTR_PATH, SV_EXTATTR_LINK } how;
	int fd;
	const char *upath;
};
/* td_retval: bytes of the value.  size 0: only that.  ERANGE when it is larger (where FreeBSD's own
 * call cuts). */
int native_extattr_get(struct thread *td, const struct sv_extattr_file *where, int ns,
    const char *name, void *ubuf, size_t size);
/* SV_EXTATTR_*: ENOATTR, EEXIST.  FreeBSD: looks first. */
#define SV_EXTATTR_CREATE  0x1
#define SV_EXTATTR_REPLACE 0x2
int native_extattr_set(struct thread *td, const struct sv_extattr_file *where, int ns,
    const char *name, const void *ubuf, size_t size, int flags);
int native_extattr_delete(
    struct thread *td, const struct sv_extattr_file *where, int ns, const char *name);
/* Names into kernel memory, each behind a byte that holds its length; td_retval: bytes.  buf NULL:
 * only that.  ERANGE. */
int native_extattr_list(
    struct thread *td, const struct sv_extattr_file *where, int ns, void *buf, size_t size);

/* ---- Terminals ---- */

/* A master's slave: lock -1 asks (td_retval), 0 and 1 set.  FreeBSD's are never locked: 0, ENOTTY
 * when fd is no master. */
int native_pts_lock(struct thread *td, int fd, int lock);
/* Open the slave of a master; flags O_*.  FreeBSD: open("/dev/pts/N"). */
int native_pts_open(struct thread *td, int fd, int flags);

/* ---- Watching (FreeBSD has it since 15.0) ---- */

int native_inotify_create(struct thread *td, int flags);
/* td_retval: the watch. */
int native_inotify_add_watch_at(
    struct thread *td, int fd, int dfd, const char *upath, uint32_t mask);
int native_inotify_rm_watch(struct thread *td, int fd, int wd);

#endif
