/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * poll over an array in kernel memory: 12's kern_poll takes user memory only, and what it is made
 * of is static.  A queue of its own takes a kevent for each direction that is asked for; a
 * descriptor that knows no kevents is always ready.
 */
#include "../../kld.h"

#include <sys/event.h>
#include <sys/poll.h>

#define READ_BITS  (POLLIN | POLLRDNORM)
#define WRITE_BITS (POLLOUT | POLLWRNORM)

struct scan {
	struct pollfd *fds;
	unsigned nfds;
	struct kevent *change;
};

static int
copyin_change(void *arg, struct kevent *kev, int count __unused)
{
	const struct scan *s = arg;

	*kev = *s->change;
	return (0);
}

/* The same descriptor may stand in several entries. */
static int
copyout_found(void *arg, struct kevent *kev, int count)
{
	struct scan *s = arg;
	short bits;

	for (; count > 0; count--, kev++) {
		bits = kev->filter == EVFILT_READ ? READ_BITS : WRITE_BITS;
		if ((kev->flags & EV_EOF) != 0) {
			bits |= POLLHUP;
			if (kev->filter == EVFILT_WRITE)
				bits &= ~WRITE_BITS;
		}
		for (unsigned i = 0; i < s->nfds; i++) {
			if (s->fds[i].fd == (int)kev->ident)
				s->fds[i].revents |= bits & (s->fds[i].events | POLLHUP);
		}
	}
	return (0);
}

static int
add(struct thread *td, int queue, struct scan *s, struct pollfd *pfd, short filter, short bits)
{
	struct kevent kev;
	struct kevent_copyops ops = {
	    .arg = s,
	    .k_copyout = copyout_found,
	    .k_copyin = copyin_change,
	    .kevent_size = sizeof(struct kevent),
	};
	int error;

	memset(&kev, 0, sizeof(kev));
	kev.ident = (uintptr_t)pfd->fd;
	kev.filter = filter;
	kev.flags = EV_ADD;
	s->change = &kev;
	error = kern_kevent(td, queue, 1, 0, &ops, NULL);
	switch (error) {
	case EBADF:
		pfd->revents = POLLNVAL;
		return (0);
	case EINTR:
	case ERESTART:
	case ENOMEM:
		return (error);
	case 0:
		return (0);
	default:
		pfd->revents |= pfd->events & bits;
		return (0);
	}
}

static unsigned
count_ready(const struct pollfd *fds, unsigned nfds)
{
	unsigned ready = 0;

	for (unsigned i = 0; i < nfds; i++)
		ready += fds[i].revents != 0;
	return (ready);
}

int
kld_poll(
    struct thread *td, struct pollfd *fds, u_int nfds, struct timespec *timeout, sigset_t *mask)
{
	static const struct timespec at_once;
	struct scan s = {.fds = fds, .nfds = nfds};
	struct kevent_copyops ops = {
	    .arg = &s,
	    .k_copyout = copyout_found,
	    .k_copyin = copyin_change,
	    .kevent_size = sizeof(struct kevent),
	};
	int error, queue;

	if (mask != NULL)
		kld_mask_until_return(td, mask);
	if ((error = kern_kqueue(td, O_CLOEXEC, NULL)) != 0)
		return (error);
	queue = (int)td->td_retval[0];
	for (unsigned i = 0; i < nfds && error == 0; i++) {
		fds[i].revents = 0;
		if (fds[i].fd < 0)
			continue;
		if ((fds[i].events & WRITE_BITS) == 0 || (fds[i].events & READ_BITS) != 0)
			error = add(td, queue, &s, &fds[i], EVFILT_READ, READ_BITS);
		if (error == 0 && (fds[i].events & WRITE_BITS) != 0 && fds[i].revents != POLLNVAL)
			error = add(td, queue, &s, &fds[i], EVFILT_WRITE, WRITE_BITS);
	}
	if (error == 0)
		error = kern_kevent(td, queue, 0, (int)MAX(1, 2 * nfds), &ops,
		    count_ready(fds, nfds) != 0 ? &at_once : timeout);
	(void)kern_close(td, queue);
	td->td_retval[0] = error == 0 ? count_ready(fds, nfds) : 0;
	return (error);
}
