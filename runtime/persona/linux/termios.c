/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * termios: what the generated translator leaves to hand (speeds inside c_cflag, places and meaning
 * of c_cc), and the two other structures Linux has for the same thing.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_ioctl.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define L_NCCS   19
#define L_NCC    8    /* struct termio's */
#define DISABLED 0xff /* _POSIX_VDISABLE; Linux's is 0 */
#define IBSHIFT  16   /* CIBAUD is CBAUD moved up so far */

/* Numbers of the two rates that FreeBSD has no name for. */
static uint32_t
speed_in(uint32_t coded, uint32_t other)
{
	uint32_t speed;

	switch (coded) {
	case LINUX_BOTHER:
		return (other);
	case LINUX_B576000:
		return (576000);
	case LINUX_B1152000:
		return (1152000);
	}
	return (linux_tty_speed_in(coded, &speed) == 0 ? speed : 0);
}

static uint32_t
speed_out(uint32_t speed)
{
	uint32_t coded;

	if (speed == 576000)
		return (LINUX_B576000);
	if (speed == 1152000)
		return (LINUX_B1152000);
	return (linux_tty_speed_out(speed, &coded) == 0 ? coded : LINUX_BOTHER);
}

static int
cflag_in(uint32_t l_cflag, uint32_t ispeed, uint32_t ospeed, struct termios *n)
{
	uint32_t coded;
	int error;

	if ((error = linux_tty_cflag_in(l_cflag, &n->c_cflag)) != 0)
		return (error);
	n->c_ospeed = speed_in(l_cflag & LINUX_CBAUD, ospeed);
	/* B0 here says: as the output. */
	coded = l_cflag >> IBSHIFT & LINUX_CBAUD;
	n->c_ispeed = coded == LINUX_B0 ? n->c_ospeed : speed_in(coded, ispeed);
	return (0);
}

static int
cflag_out(const struct termios *n, uint32_t *l_cflag)
{
	int error;

	if ((error = linux_tty_cflag_out(n->c_cflag, l_cflag)) != 0)
		return (error);
	*l_cflag |= speed_out(n->c_ospeed);
	if (n->c_ispeed != n->c_ospeed)
		*l_cflag |= speed_out(n->c_ispeed) << IBSHIFT;
	return (0);
}

/* VMIN and VTIME are numbers, the others characters. */
static void
cc_in(const uint8_t *l_cc, int count, uint8_t *cc)
{
	int i, place;

	for (i = 0; i < count; i++) {
		if (linux_tty_cc_in(i, &place) != 0)
			continue;
		cc[place] = l_cc[i];
		if (l_cc[i] == 0 && place != VMIN && place != VTIME)
			cc[place] = DISABLED;
	}
}

static void
cc_out(const uint8_t *cc, uint8_t *l_cc, int count)
{
	int i, place;

	for (i = 0; i < count; i++) {
		if (linux_tty_cc_in(i, &place) != 0)
			continue;
		l_cc[i] = cc[place];
		if (cc[place] == DISABLED && place != VMIN && place != VTIME)
			l_cc[i] = 0;
	}
}

int
linux_termios_c_cflag_in(const struct linux_termios *f, struct termios *n)
{
	return (cflag_in(f->c_cflag, 0, 0, n));
}

int
linux_termios_c_cflag_out(const struct termios *n, struct linux_termios *f)
{
	return (cflag_out(n, &f->c_cflag));
}

int
linux_termios_c_cc_in(const struct linux_termios *f, struct termios *n)
{
	memset(n->c_cc, DISABLED, sizeof(n->c_cc));
	cc_in(f->c_cc, L_NCCS, n->c_cc);
	return (0);
}

int
linux_termios_c_cc_out(const struct termios *n, struct linux_termios *f)
{
	cc_out(n->c_cc, f->c_cc, L_NCCS);
	return (0);
}

/* The first five members of termios2 are termios. */
_Static_assert(
    offsetof(struct linux_termios2, c_ispeed) == sizeof(struct linux_termios), "termios2");

int
linux_termios2_in(const struct linux_termios2 *f, struct termios *n)
{
	struct linux_termios first;
	int error;

	memcpy(&first, f, sizeof(first));
	if ((error = linux_termios_in(&first, n)) != 0)
		return (error);
	return (cflag_in(f->c_cflag, f->c_ispeed, f->c_ospeed, n));
}

int
linux_termios2_out(const struct termios *n, struct linux_termios2 *f)
{
	struct linux_termios first;
	int error;

	if ((error = linux_termios_out(n, &first)) != 0)
		return (error);
	memset(f, 0, sizeof(*f));
	memcpy(f, &first, sizeof(first));
	f->c_ispeed = n->c_ispeed;
	f->c_ospeed = n->c_ospeed;
	return (0);
}

/* Members of the small structure replace the lower halves of the terminal's present ones. */
static int
termio_in(const struct linux_termio *small, struct termios *n)
{
	struct linux_termios2 large;
	int error;

	if ((error = linux_termios2_out(n, &large)) != 0)
		return (error);
	large.c_iflag = (large.c_iflag & 0xffff0000) | small->c_iflag;
	large.c_oflag = (large.c_oflag & 0xffff0000) | small->c_oflag;
	large.c_cflag = (large.c_cflag & 0xffff0000) | small->c_cflag;
	large.c_lflag = (large.c_lflag & 0xffff0000) | small->c_lflag;
	memcpy(large.c_cc, small->c_cc, L_NCC);
	return (linux_termios2_in(&large, n));
}

static void
termio_out(const struct linux_termios2 *large, struct linux_termio *small)
{
	memset(small, 0, sizeof(*small));
	small->c_iflag = (uint16_t)large->c_iflag;
	small->c_oflag = (uint16_t)large->c_oflag;
	small->c_cflag = (uint16_t)large->c_cflag;
	small->c_lflag = (uint16_t)large->c_lflag;
	memcpy(small->c_cc, large->c_cc, L_NCC);
}

static int
get(struct thread *td, int fd, bool small, void *uarg)
{
	struct linux_termios2 l;
	struct linux_termio s;
	struct termios n;
	int error;

	if ((error = native_ioctl(td, fd, TIOCGETA, &n)) != 0)
		return (error);
	if ((error = linux_termios2_out(&n, &l)) != 0)
		return (error);
	if (!small)
		return (copyout(&l, uarg, sizeof(l)));
	termio_out(&l, &s);
	return (copyout(&s, uarg, sizeof(s)));
}

static int
set(struct thread *td, int fd, bool small, unsigned long request, const void *uarg)
{
	struct linux_termios2 l;
	struct linux_termio s;
	struct termios n;
	int error;

	if (small) {
		if ((error = native_ioctl(td, fd, TIOCGETA, &n)) != 0)
			return (error);
		if ((error = copyin(uarg, &s, sizeof(s))) != 0)
			return (error);
		error = termio_in(&s, &n);
	} else {
		if ((error = copyin(uarg, &l, sizeof(l))) != 0)
			return (error);
		error = linux_termios2_in(&l, &n);
	}
	if (error != 0)
		return (error);
	return (native_ioctl(td, fd, request, &n));
}

int
linux_ioctl_termios2(struct thread *td, int fd, uint32_t request, uintptr_t uarg)
{
	void *arg = (void *)uarg;

	switch (request) {
	case LINUX_TCGETA:
		return (get(td, fd, true, arg));
	case LINUX_TCSETA:
		return (set(td, fd, true, TIOCSETA, arg));
	case LINUX_TCSETAW:
		return (set(td, fd, true, TIOCSETAW, arg));
	case LINUX_TCSETAF:
		return (set(td, fd, true, TIOCSETAF, arg));
	case LINUX_TCGETS2:
		return (get(td, fd, false, arg));
	case LINUX_TCSETS2:
		return (set(td, fd, false, TIOCSETA, arg));
	case LINUX_TCSETSW2:
		return (set(td, fd, false, TIOCSETAW, arg));
	case LINUX_TCSETSF2:
		return (set(td, fd, false, TIOCSETAF, arg));
	default:
		return (ENOTTY);
	}
}
