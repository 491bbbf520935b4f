/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: ioctl and pseudo-terminals.
 *
 * The table of requests is the Linux vector's, looked up by its native side: its conversions serve
 * in both directions.
 */
#include <sysvec/native.h>
#include <sysvec/vector.h>
#include <sysvec/xlat.h>

#include "native_file.h"

#include "linux_file.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define IOCTL_BYTES 256

/*
 * Whatever changes a terminal goes through the window: the kernel stops a background program for
 * it, but only when the signal is not blocked.
 */
static int
call(struct thread *td, int fd, unsigned long request, void *data, bool changes)
{
	if (changes)
		return (host_call_intr(td, LINUX_SYS_ioctl, fd, request, data));
	return (host_call(td, LINUX_SYS_ioctl, fd, request, data));
}

/* ---- termios ---- */

/* What FreeBSD cannot say stays as it is. */
#define KEEP_IFLAG ((uint32_t)(LINUX_IUCLC | LINUX_IUTF8))
#define KEEP_OFLAG                                                                        \
	((uint32_t)(LINUX_OLCUC | LINUX_OFILL | LINUX_OFDEL | LINUX_NLDLY | LINUX_CRDLY | \
	            LINUX_BSDLY | LINUX_VTDLY | LINUX_FFDLY))
#define KEEP_CFLAG ((uint32_t)LINUX_ADDRB | (uint32_t)LINUX_CMSPAR)
#define KEEP_LFLAG ((uint32_t)LINUX_XCASE)

static int
get_termios(struct thread *td, int fd, struct termios *n)
{
	struct linux_termios2 l;
	int error;

	if ((error = call(td, fd, LINUX_TCGETS2, &l, false)) != 0)
		return (error);
	return (linux_termios2_in(&l, n));
}

static int
set_termios(struct thread *td, int fd, unsigned long request, const struct termios *n)
{
	struct linux_termios2 l, old;
	int error;

	if ((error = call(td, fd, LINUX_TCGETS2, &old, false)) != 0)
		return (error);
	if ((error = linux_termios2_out(n, &l)) != 0)
		return (error);
	l.c_iflag |= old.c_iflag & KEEP_IFLAG;
	l.c_oflag |= old.c_oflag & KEEP_OFLAG;
	l.c_cflag |= old.c_cflag & KEEP_CFLAG;
	l.c_lflag |= old.c_lflag & KEEP_LFLAG;
	l.c_line = old.c_line;
	l.c_cc[LINUX_VSWTC] = old.c_cc[LINUX_VSWTC];
	return (call(td, fd, request, &l, true));
}

/* ---- Requests with a shape of their own ---- */

static int
flush(struct thread *td, int fd, int32_t which)
{
	long queue;

	switch (which & (FREAD | FWRITE)) {
	case FREAD:
		queue = LINUX_TCIFLUSH;
		break;
	case FWRITE:
		queue = LINUX_TCOFLUSH;
		break;
	default:
		/* none of them: both (tty(4)) */
		queue = LINUX_TCIOFLUSH;
		break;
	}
	return (host_call_intr(td, LINUX_SYS_ioctl, fd, LINUX_TCFLSH, queue));
}

static int
discipline(struct thread *td, int fd, bool set, int32_t *number)
{
	int32_t l_number;
	int error;

	if (set) {
		if ((error = linux_tty_discipline_out(*number, &l_number)) != 0)
			return (error);
		return (call(td, fd, LINUX_TIOCSETD, &l_number, true));
	}
	if ((error = call(td, fd, LINUX_TIOCGETD, &l_number, false)) != 0)
		return (error);
	return (linux_tty_discipline_in(l_number, number));
}

static int
seek(struct thread *td, int fd, int whence, off_t *offset)
{
	int error;

	if ((error = native_lseek(td, fd, *offset, whence)) != 0)
		return (error);
	*offset = td->td_retval[0];
	td->td_retval[0] = 0;
	return (0);
}

static int
by_hand(struct thread *td, int fd, unsigned long request, void *data)
{
	int error, l_sig, number;

	switch (request) {
	case TIOCFLUSH:
		return (flush(td, fd, *(int32_t *)data));
	case TIOCDRAIN:
		return (host_call_intr(td, LINUX_SYS_ioctl, fd, LINUX_TCSBRK, 1));
	case TIOCSTOP:
		return (host_call_intr(td, LINUX_SYS_ioctl, fd, LINUX_TCXONC, LINUX_TCOOFF));
	case TIOCSTART:
		return (host_call_intr(td, LINUX_SYS_ioctl, fd, LINUX_TCXONC, LINUX_TCOON));
	case TIOCGETD:
		return (discipline(td, fd, false, data));
	case TIOCSETD:
		return (discipline(td, fd, true, data));
	case TIOCPTMASTER:
		error = call(td, fd, LINUX_TIOCGPTN, &number, false);
		return (error);
	case TIOCSIG:
		if ((error = linux_signal_out((int)(intptr_t)data, &l_sig)) != 0)
			return (error);
		return (host_call(td, LINUX_SYS_ioctl, fd, LINUX_TIOCSIG, l_sig));
	case FIOSEEKDATA:
		return (seek(td, fd, SEEK_DATA, data));
	case FIOSEEKHOLE:
		return (seek(td, fd, SEEK_HOLE, data));
	default:
		return (ENOTTY);
	}
}

/* ---- ioctl ---- */

static int
paired(struct thread *td, int fd, const struct sv_ioctl *entry, void *data)
{
	uint64_t foreign[IOCTL_BYTES / 8];
	void *arg = foreign;
	int error;
	bool changes = entry->dir != SV_DIR_OUT;

	if (entry->arg != SV_IOCTL_POINTER)
		return (call(td, fd, entry->foreign, data, true));
	if (entry->foreign_size > IOCTL_BYTES)
		return (ENOTTY);
	if (entry->in == NULL)
		arg = data;
	else if ((entry->dir & SV_DIR_IN) != 0 && (error = entry->out(data, foreign)) != 0)
		return (error);
	if ((error = call(td, fd, entry->foreign, arg, changes)) != 0)
		return (error);
	if (entry->in != NULL && (entry->dir & SV_DIR_OUT) != 0)
		return (entry->in(foreign, data));
	return (0);
}

int
native_ioctl(struct thread *td, int fd, unsigned long request, void *data)
{
	const struct sv_ioctl *entry;

	if (file_is_ours(td, fd))
		return (EBADF);
	switch (request) {
	case TIOCGETA:
		return (get_termios(td, fd, data));
	case TIOCSETA:
		return (set_termios(td, fd, LINUX_TCSETS2, data));
	case TIOCSETAW:
		return (set_termios(td, fd, LINUX_TCSETSW2, data));
	case TIOCSETAF:
		return (set_termios(td, fd, LINUX_TCSETSF2, data));
	}
	entry = sv_ioctl_find_native(linux_vector.sv_ioctls, linux_vector.sv_ioctls_native,
	    linux_vector.sv_nioctls, (uint32_t)request);
	if (entry != NULL && entry->op == SV_IOCTL_PAIRED)
		return (paired(td, fd, entry, data));
	return (by_hand(td, fd, request, data));
}

/* ---- Pseudo-terminals ---- */

int
native_pts_lock(struct thread *td, int fd, int lock)
{
	int value = lock;
	int error;

	if (lock >= 0)
		return (call(td, fd, LINUX_TIOCSPTLCK, &value, false));
	if ((error = call(td, fd, LINUX_TIOCGPTLCK, &value, false)) != 0)
		return (error);
	td->td_retval[0] = value;
	return (0);
}

int
native_pts_open(struct thread *td, int fd, int flags)
{
	int error, l_flags;

	if ((error = linux_open_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_ioctl, fd, LINUX_TIOCGPTPEER, l_flags));
}
