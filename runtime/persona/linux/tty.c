/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Terminal requests without a counterpart of the same shape: tcflow, tcflush, tcsendbreak, line
 * disciplines, pseudo-terminals.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_ioctl.h"
#include "linux_xlat.h"

#define BREAK_NS 250000000 /* a quarter of a second */

/* tcflow: FreeBSD's kernel stops and starts; the characters are written by its library. */
static int
flow(struct thread *td, int fd, uintptr_t action)
{
	struct termios t;
	uint8_t c;
	int error;

	switch (action) {
	case LINUX_TCOOFF:
		return (native_ioctl(td, fd, TIOCSTOP, NULL));
	case LINUX_TCOON:
		return (native_ioctl(td, fd, TIOCSTART, NULL));
	case LINUX_TCIOFF:
	case LINUX_TCION:
		if ((error = native_ioctl(td, fd, TIOCGETA, &t)) != 0)
			return (error);
		c = t.c_cc[action == LINUX_TCIOFF ? VSTOP : VSTART];
		if (c == 0xff) /* switched off */
			return (0);
		error = native_write_kernel(td, fd, &c, 1);
		td->td_retval[0] = 0;
		return (error);
	default:
		return (EINVAL);
	}
}

static int
flush(struct thread *td, int fd, uintptr_t queue)
{
	int32_t which;

	switch (queue) {
	case LINUX_TCIFLUSH:
		which = FREAD;
		break;
	case LINUX_TCOFLUSH:
		which = FWRITE;
		break;
	case LINUX_TCIOFLUSH:
		which = FREAD | FWRITE;
		break;
	default:
		return (EINVAL);
	}
	return (native_ioctl(td, fd, TIOCFLUSH, &which));
}

/*
 * A break as Linux's tcsendbreak makes it.  What has no line, such as a pseudo-terminal, has no
 * break either.  A signal ends it early.
 */
static int
send_break(struct thread *td, int fd, int64_t ns)
{
	struct timespec t = {0, ns};
	int error;

	if ((error = native_ioctl(td, fd, TIOCDRAIN, NULL)) != 0)
		return (error);
	if ((error = native_ioctl(td, fd, TIOCSBRK, NULL)) != 0)
		return (error == ENOTTY ? 0 : error);
	error = native_clock_nanosleep(td, CLOCK_MONOTONIC, 0, &t, NULL);
	(void)native_ioctl(td, fd, TIOCCBRK, NULL);
	td->td_retval[0] = 0;
	return (error == ERESTART ? EINTR : error);
}

static int
discipline(struct thread *td, int fd, bool set, uintptr_t uarg)
{
	int32_t l_number, number;
	int error;

	if (set) {
		if ((error = copyin((void *)uarg, &l_number, sizeof(l_number))) != 0)
			return (error);
		if ((error = linux_tty_discipline_in(l_number, &number)) != 0)
			return (error);
		return (native_ioctl(td, fd, TIOCSETD, &number));
	}
	if ((error = native_ioctl(td, fd, TIOCGETD, &number)) != 0)
		return (error);
	if ((error = linux_tty_discipline_out(number, &l_number)) != 0)
		return (error);
	return (copyout(&l_number, (void *)uarg, sizeof(l_number)));
}

static int
pts_lock(struct thread *td, int fd, bool set, uintptr_t uarg)
{
	int32_t lock;
	int error;

	if (set) {
		if ((error = copyin((void *)uarg, &lock, sizeof(lock))) != 0)
			return (error);
		error = native_pts_lock(td, fd, lock != 0);
		td->td_retval[0] = 0;
		return (error);
	}
	if ((error = native_pts_lock(td, fd, -1)) != 0)
		return (error);
	lock = (int32_t)td->td_retval[0];
	td->td_retval[0] = 0;
	return (copyout(&lock, (void *)uarg, sizeof(lock)));
}

static int
pts_peer(struct thread *td, int fd, int l_flags)
{
	int error, flags;

	if ((error = linux_open_flags_in(l_flags, &flags)) != 0)
		return (error);
	return (native_pts_open(td, fd, flags));
}

static int
pty_signal(struct thread *td, int fd, uintptr_t l_sig)
{
	int error, sig;

	if ((error = linux_signal_in((int)l_sig, &sig)) != 0)
		return (error);
	return (native_ioctl(td, fd, TIOCSIG, (void *)(intptr_t)sig));
}

int
linux_ioctl_tty(struct thread *td, int fd, uint32_t request, uintptr_t uarg)
{
	switch (request) {
	case LINUX_TCSBRK:
		/* An argument means tcdrain. */
		if (uarg != 0)
			return (native_ioctl(td, fd, TIOCDRAIN, NULL));
		return (send_break(td, fd, BREAK_NS));
	case LINUX_TCSBRKP:
		/* tenths of a second; 0 is the usual length */
		return (send_break(
		    td, fd, uarg == 0 || uarg > 9 ? BREAK_NS : (int64_t)uarg * 100000000));
	case LINUX_TCXONC:
		return (flow(td, fd, uarg));
	case LINUX_TCFLSH:
		return (flush(td, fd, uarg));
	case LINUX_TIOCGETD:
		return (discipline(td, fd, false, uarg));
	case LINUX_TIOCSETD:
		return (discipline(td, fd, true, uarg));
	case LINUX_TIOCGPTLCK:
		return (pts_lock(td, fd, false, uarg));
	case LINUX_TIOCSPTLCK:
		return (pts_lock(td, fd, true, uarg));
	case LINUX_TIOCGPTPEER:
		return (pts_peer(td, fd, (int)uarg));
	case LINUX_TIOCSIG:
		return (pty_signal(td, fd, uarg));
	default:
		return (ENOTTY);
	}
}
