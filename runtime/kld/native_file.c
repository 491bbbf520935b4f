/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files: opening, descriptors, locks.
 */
#include "kld.h"

#include <sys/conf.h>
#include <sys/pipe.h>
#include <sys/random.h>
#include <sys/tty.h>

#define TMPFILE_TRIES 8

/* ---- Opening ---- */

/* A session leader without a terminal gets the first one it opens, unless it said no. */
static void
take_terminal(struct thread *td, int fd)
{
	struct proc *p = td->td_proc;
	register_t kept = td->td_retval[0];
	int zero = 0;

	if (SESS_LEADER(p) && (p->p_flag & P_CONTROLT) == 0)
		(void)kern_ioctl(td, fd, TIOCSCTTY, (caddr_t)&zero);
	td->td_retval[0] = kept;
}

int
native_openat(struct thread *td, int dfd, const char *upath, int flags, mode_t mode)
{
	struct kld_path kp;
	int error;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	KLD_WALK(&kp, error, kern_openat(td, dfd, path, UIO_SYSSPACE, flags, mode));
	kld_path_put(&kp);
	if (error == 0 && (flags & O_NOCTTY) == 0)
		take_terminal(td, (int)td->td_retval[0]);
	return (error);
}

/* A path held within a directory means what it says: the root is not looked at. */
int
native_openat_resolve(
    struct thread *td, int dfd, const char *upath, int flags, mode_t mode, uint64_t resolve)
{
	if ((resolve & SV_RESOLVE_CACHED) != 0)
		return (EAGAIN); /* there is no way to ask for the name cache alone */
	resolve &= ~(uint64_t)SV_RESOLVE_NO_MAGICLINKS;
	if (resolve == 0)
		return (native_openat(td, dfd, upath, flags, mode));
	if (resolve != SV_RESOLVE_BENEATH || KLD_O_BENEATH == 0)
		return (EINVAL);
	return (kld_not_capable(kern_openat(
	    td, dfd, __DECONST(char *, upath), UIO_USERSPACE, flags | KLD_O_BENEATH, mode)));
}

int
native_tmpfile(struct thread *td, int dfd, const char *upath, int flags, mode_t mode)
{
	struct kld_path kp;
	struct stat sb;
	char *dir, *name;
	uint32_t number;
	int error, fd = -1;

	if ((error = kld_path_get(td, upath, &kp)) != 0)
		return (error);
	dir = kld_path_existing(td, dfd, &kp);
	name = malloc(MAXPATHLEN, M_SYSVEC, M_WAITOK);
	error = kld_statat(td, 0, dfd, dir, UIO_SYSSPACE, &sb);
	if (error == 0 && !S_ISDIR(sb.st_mode))
		error = ENOTDIR;
	for (int try = 0; error == 0 && try < TMPFILE_TRIES; try++) {
		arc4rand(&number, sizeof(number), 0);
		if (snprintf(name, MAXPATHLEN, "%s/.sysvec-%08x", dir, number) >= MAXPATHLEN) {
			error = ENAMETOOLONG;
			break;
		}
		error = kern_openat(td, dfd, name, UIO_SYSSPACE,
		    (flags & ~O_DIRECTORY) | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
		if (error == 0) {
			fd = (int)td->td_retval[0];
			if ((error = kld_unlinkat(td, dfd, name, UIO_SYSSPACE)) != 0)
				(void)kern_close(td, fd);
			break;
		}
		if (error == EEXIST && try + 1 < TMPFILE_TRIES)
			error = 0;
	}
	free(name, M_SYSVEC);
	kld_path_put(&kp);
	td->td_retval[0] = fd;
	return (error);
}

int
native_memfd_create(struct thread *td, const char *uname, unsigned flags)
{
	char name[256] = "memfd:";
	int error;

	if ((flags & ~(unsigned)(MFD_CLOEXEC | MFD_ALLOW_SEALING)) != 0)
		return (EINVAL);
	if ((error = copyinstr(uname, name + 6, sizeof(name) - 6, NULL)) != 0)
		return (error == ENAMETOOLONG ? EINVAL : error);
	return (kld_memfd(td, name, (flags & MFD_CLOEXEC) != 0, (flags & MFD_ALLOW_SEALING) != 0));
}

/* ---- Descriptors ---- */

int
native_close(struct thread *td, int fd)
{
	return (kern_close(td, fd));
}

int
native_close_range(struct thread *td, unsigned low, unsigned high, unsigned flags)
{
	if (high < low)
		return (EINVAL);
	return (kld_close_range(td, (int)flags, low, high));
}

int
native_dup(struct thread *td, int fd)
{
	return (kern_dup(td, FDDUP_NORMAL, 0, fd, 0));
}

int
native_dup2(struct thread *td, int from, int to)
{
	return (kern_dup(td, FDDUP_FIXED, 0, from, to));
}

int
native_dup3(struct thread *td, int from, int to, int flags)
{
	if (from == to || (flags & ~O_CLOEXEC) != 0)
		return (EINVAL);
	return (
	    kern_dup(td, FDDUP_FIXED, (flags & O_CLOEXEC) != 0 ? FDDUP_FLAG_CLOEXEC : 0, from, to));
}

int
native_fcntl(struct thread *td, int fd, int cmd, intptr_t arg)
{
	return (kern_fcntl(td, fd, cmd, arg));
}

/*
 * Locks owned by the open file; vn_closefile() drops them with the last reference, as those of
 * flock.
 */
int
native_ofd_lock(struct thread *td, int fd, int cmd, struct flock *lock)
{
	cap_rights_t rights;
	struct file *fp;
	struct vnode *vp;
	int error, flags = F_FLOCK, op;
	off_t here;

	if ((error = fget(td, fd, cap_rights_init(&rights, CAP_FLOCK), &fp)) != 0)
		return (error);
	if (fp->f_type != DTYPE_VNODE) {
		fdrop(fp, td);
		return (EBADF);
	}
	vp = fp->f_vnode;
	if (lock->l_whence == SEEK_CUR) {
		here = foffset_get(fp);
		if (here < 0 || (lock->l_start > 0 && here > INT64_MAX - lock->l_start)) {
			fdrop(fp, td);
			return (EOVERFLOW);
		}
		lock->l_start += here;
		lock->l_whence = SEEK_SET;
	}
	op = cmd == F_GETLK ? F_GETLK : lock->l_type == F_UNLCK ? F_UNLCK : F_SETLK;
	if ((op == F_SETLK && lock->l_type == F_RDLCK && (fp->f_flag & FREAD) == 0) ||
	    (op == F_SETLK && lock->l_type == F_WRLCK && (fp->f_flag & FWRITE) == 0)) {
		fdrop(fp, td);
		return (EBADF);
	}
	if (op == F_SETLK) {
		atomic_set_int(&fp->f_flag, FHASLOCK);
		if (cmd == F_SETLKW)
			flags |= F_WAIT;
	}
	error = VOP_ADVLOCK(vp, (caddr_t)fp, op, lock, flags);
	if (error == 0 && cmd == F_GETLK && lock->l_type != F_UNLCK && lock->l_pid == 0)
		lock->l_pid = -1;
	fdrop(fp, td);
	return (error);
}

/* The size grows by itself; it cannot be set, but a wish that is met already is no error. */
int
native_pipe_size(struct thread *td, int fd, int size)
{
	cap_rights_t rights;
	struct file *fp;
	struct pipe *pipe;
	int error, now;

	if ((error = fget(td, fd, cap_rights_init(&rights, CAP_FCNTL), &fp)) != 0)
		return (error);
	if (fp->f_type != DTYPE_PIPE) {
		fdrop(fp, td);
		return (EBADF);
	}
	pipe = fp->f_data;
	now = (int)MAX(pipe->pipe_buffer.size, PIPE_SIZE);
	fdrop(fp, td);
	if (size > now)
		return (EPERM);
	td->td_retval[0] = now;
	return (0);
}

int
native_flock(struct thread *td, int fd, int op)
{
	struct flock_args args = {.fd = fd, .how = op};

	return (sys_flock(td, &args));
}

int
native_ioctl(struct thread *td, int fd, unsigned long request, void *data)
{
	int number;

	if ((request & (IOC_IN | IOC_OUT)) != 0 && IOCPARM_LEN(request) != 0)
		return (kern_ioctl(td, fd, request, data));
	/* _IO and _IOWINT: the number itself. */
	number = (int)(intptr_t)data;
	return (kern_ioctl(td, fd, request, (caddr_t)&number));
}

/* ---- Terminals ---- */

int
native_pts_lock(struct thread *td, int fd, int lock)
{
	int zero = 0;

	if (kern_ioctl(td, fd, TIOCPTMASTER, (caddr_t)&zero) != 0)
		return (ENOTTY);
	td->td_retval[0] = lock == -1 ? 0 : td->td_retval[0];
	return (0);
}

int
native_pts_open(struct thread *td, int fd, int flags)
{
	char path[64];
	cap_rights_t rights;
	struct file *fp;
	struct tty *tp;
	int error;

	if ((error = fget(td, fd, cap_rights_init(&rights, CAP_IOCTL), &fp)) != 0)
		return (error);
	if (fp->f_type != DTYPE_PTS) {
		fdrop(fp, td);
		return (ENOTTY);
	}
	tp = fp->f_data;
	snprintf(path, sizeof(path), "/dev/%s", tty_devname(tp));
	fdrop(fp, td);
	return (kern_openat(td, AT_FDCWD, path, UIO_SYSSPACE, flags, 0));
}
