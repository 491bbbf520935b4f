/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Pipes, waiting, event queues.
 *
 * A registration is one kevent for reading and one for writing, whichever are wanted (reading,
 * disabled, when neither is).  What was asked for travels in ext[2], which the kernel hands
 * through, and in ext[3] whether the descriptor is a socket: only there does the end of one
 * direction leave the other.
 */
#include "kld.h"

#include <sys/event.h>
#include <sys/poll.h>
#include <sys/selinfo.h>

#define EXT_WANTED  2
#define EXT_KIND    3
#define KIND_SOCKET 1
#define KIND_ONCE   2
#define WANTED_MOST 64 /* kevents of one scan that are joined at a time */

#define READ_BITS   (POLLIN | POLLRDNORM | POLLRDHUP)
#define WRITE_BITS  (POLLOUT | POLLWRNORM)

int
native_pipe2(struct thread *td, int *ufds, int flags)
{
	int error, fds[2];

	if ((flags & ~(O_CLOEXEC | O_NONBLOCK)) != 0)
		return (EINVAL);
	if ((error = kern_pipe(td, fds, flags, NULL, NULL)) != 0)
		return (error);
	if ((error = copyout(fds, ufds, sizeof(fds))) != 0) {
		(void)kern_close(td, fds[0]);
		(void)kern_close(td, fds[1]);
	}
	td->td_retval[0] = 0;
	return (error);
}

int
native_poll(struct thread *td, struct pollfd *fds, unsigned nfds, const struct timespec *timeout,
    const sigset_t *mask)
{
	struct timespec ts;
	sigset_t set;
	int error;

	if (timeout != NULL)
		ts = *timeout;
	if (mask != NULL)
		set = *mask;
	for (unsigned i = 0; i < nfds; i++) {
		if ((fds[i].events & POLLNOTE_WRNORM) != 0)
			fds[i].events |= POLLOUT;
	}
	error = kld_poll(td, fds, nfds, timeout != NULL ? &ts : NULL, mask != NULL ? &set : NULL);
	for (unsigned i = 0; i < nfds && error == 0; i++) {
		if ((fds[i].events & POLLNOTE_WRNORM) != 0 && (fds[i].revents & POLLOUT) != 0)
			fds[i].revents |= POLLNOTE_WRNORM;
	}
	return (error == ERESTART ? EINTR : error);
}

int
native_pselect(struct thread *td, int nfds, void *uin, void *uout, void *uexcept,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct timeval tv;
	sigset_t set;

	if (timeout != NULL) {
		tv.tv_sec = timeout->tv_sec;
		tv.tv_usec = howmany(timeout->tv_nsec, 1000);
		if (tv.tv_usec == 1000000) {
			tv.tv_sec++;
			tv.tv_usec = 0;
		}
	}
	if (mask != NULL)
		set = *mask;
	return (kern_pselect(td, nfds, uin, uout, uexcept, timeout != NULL ? &tv : NULL,
	    mask != NULL ? &set : NULL, (int)(sizeof(long) * NBBY)));
}

int
native_eventfd(struct thread *td, unsigned count, int flags)
{
	return (kld_eventfd(td, count, flags));
}

/* ---- Event queues ---- */

int
native_kqueue(struct thread *td, int flags)
{
	return (kern_kqueue(td, (flags & KQUEUE_CLOEXEC) != 0 ? O_CLOEXEC : 0, NULL));
}

/* One change handed to the kernel. */
static int
copyin_one(void *arg, struct kevent *kev, int count)
{
	struct kevent **next = arg;

	memcpy(kev, *next, (size_t)count * sizeof(*kev));
	*next += count;
	return (0);
}

static int
change(struct thread *td, int queue, struct kevent *kev)
{
	struct kevent *next = kev;
	struct kevent_copyops ops = {
	    .arg = &next,
	    .k_copyout = NULL,
	    .k_copyin = copyin_one,
	    .kevent_size = sizeof(struct kevent),
	};
	register_t kept = td->td_retval[0];
	int error;

	error = kern_kevent(td, queue, 1, 0, &ops, NULL);
	td->td_retval[0] = kept;
	return (error);
}

static void
kevent_of(struct kevent *kev, int fd, short filter, u_short flags, const struct sv_event *event,
    uint64_t kind)
{
	memset(kev, 0, sizeof(*kev));
	kev->ident = (uintptr_t)fd;
	kev->filter = filter;
	kev->flags = flags;
	if (event != NULL) {
		kev->udata = (void *)(uintptr_t)event->udata;
		kev->ext[EXT_WANTED] = event->events;
		kev->ext[EXT_KIND] = kind;
	}
}

/* Is fd there?  The question itself writes udata: what it writes is what is about to be. */
static int
registered(
    struct thread *td, int queue, int fd, const struct sv_event *event, uint64_t kind, bool *there)
{
	struct kevent kev;
	int error;

	kevent_of(&kev, fd, EVFILT_READ, 0, event, kind);
	error = change(td, queue, &kev);
	if (error == ENOENT) {
		kevent_of(&kev, fd, EVFILT_WRITE, 0, event, kind);
		error = change(td, queue, &kev);
	}
	*there = error == 0;
	return (error == ENOENT ? 0 : error);
}

static int
remove_both(struct thread *td, int queue, int fd)
{
	struct kevent kev;
	int error, error2;

	kevent_of(&kev, fd, EVFILT_READ, EV_DELETE, NULL, 0);
	error = change(td, queue, &kev);
	kevent_of(&kev, fd, EVFILT_WRITE, EV_DELETE, NULL, 0);
	error2 = change(td, queue, &kev);
	return (error == 0 || error2 == 0 ? 0 : error);
}

static int
add_wanted(struct thread *td, int queue, int fd, const struct sv_event *event, uint64_t kind)
{
	struct kevent kev;
	u_short flags = EV_ADD | EV_ENABLE;
	int error = 0;

	if ((event->flags & EV_CLEAR) != 0)
		flags |= EV_CLEAR;
	if ((event->flags & EV_DISPATCH) != 0)
		flags |= EV_DISPATCH;
	if ((event->events & (READ_BITS | POLLPRI)) != 0 || (event->events & WRITE_BITS) == 0) {
		kevent_of(&kev, fd, EVFILT_READ, flags, event, kind);
		error = change(td, queue, &kev);
	}
	if (error == 0 && (event->events & WRITE_BITS) != 0) {
		kevent_of(&kev, fd, EVFILT_WRITE, flags, event, kind);
		error = change(td, queue, &kev);
	}
	return (error);
}

static int
kind_of(struct thread *td, int fd, const struct sv_event *event, uint64_t *kind)
{
	cap_rights_t rights;
	struct file *fp;
	int error;

	if ((error = fget(td, fd, cap_rights_init(&rights, CAP_EVENT), &fp)) != 0)
		return (error);
	*kind = fp->f_type == DTYPE_SOCKET ? KIND_SOCKET : 0;
	if ((event->flags & EV_DISPATCH) != 0)
		*kind |= KIND_ONCE;
	/* Always ready, Linux says, and not to be waited for. */
	if (fp->f_type == DTYPE_VNODE && fp->f_vnode->v_type != VFIFO &&
	    fp->f_vnode->v_type != VCHR)
		error = EPERM;
	fdrop(fp, td);
	return (error);
}

int
native_event_control(
    struct thread *td, int queue, enum sv_event_op op, int fd, const struct sv_event *event)
{
	uint64_t kind;
	bool there;
	int error;

	if (queue == fd)
		return (EINVAL);
	if (op == SV_EVENT_DELETE)
		return (remove_both(td, queue, fd));
	if ((error = kind_of(td, fd, event, &kind)) != 0 ||
	    (error = registered(td, queue, fd, event, kind, &there)) != 0)
		return (error);
	if (op == SV_EVENT_ADD && there)
		return (EEXIST);
	if (op == SV_EVENT_CHANGE && !there)
		return (ENOENT);
	if (there)
		(void)remove_both(td, queue, fd);
	return (add_wanted(td, queue, fd, event, kind));
}

/* ---- What a scan found ---- */

struct found {
	struct sv_event *events;
	int count, max;
	int *fds; /* of each event, to join and to silence */
	bool *once;
};

static uint32_t
bits_of(const struct kevent *kev)
{
	bool end = (kev->flags & EV_EOF) != 0, sock = (kev->ext[EXT_KIND] & KIND_SOCKET) != 0;
	uint32_t bits = 0;

	if ((kev->flags & EV_ERROR) != 0)
		return (POLLERR);
	if (kev->filter == EVFILT_READ) {
		if (!end || sock || kev->data > 0)
			bits |= POLLIN | POLLRDNORM;
		if (end)
			bits |= sock ? POLLRDHUP : POLLHUP;
	} else {
		bits |= WRITE_BITS;
		if (end && !sock)
			bits |= POLLERR;
	}
	/* The socket's error; then nothing comes or goes any more. */
	if (end && sock && kev->fflags != 0)
		bits |= POLLERR | POLLHUP;
	return (bits & ((uint32_t)kev->ext[EXT_WANTED] | POLLERR | POLLHUP));
}

static int
copyout_found(void *arg, struct kevent *kev, int count)
{
	struct found *f = arg;
	uint32_t bits;
	int fd, i;

	for (; count > 0; count--, kev++) {
		if ((bits = bits_of(kev)) == 0)
			continue;
		fd = (int)kev->ident;
		for (i = 0; i < f->count && f->fds[i] != fd; i++)
			;
		if (i == f->max)
			continue; /* cannot be: a scan gives no more than there is room for */
		if (i == f->count) {
			memset(&f->events[i], 0, sizeof(f->events[i]));
			f->fds[i] = fd;
			f->once[i] = (kev->ext[EXT_KIND] & KIND_ONCE) != 0;
			f->count++;
		}
		f->events[i].events |= bits;
		f->events[i].udata = (uint64_t)(uintptr_t)kev->udata;
	}
	return (0);
}

/* Reported once: neither direction may speak again before the program changes the registration. */
static void
silence(struct thread *td, int queue, const struct found *f)
{
	struct kevent kev;

	for (int i = 0; i < f->count; i++) {
		if (!f->once[i])
			continue;
		kevent_of(&kev, f->fds[i], EVFILT_READ, EV_DISABLE, NULL, 0);
		kev.udata = (void *)(uintptr_t)f->events[i].udata;
		(void)change(td, queue, &kev);
		kev.filter = EVFILT_WRITE;
		(void)change(td, queue, &kev);
	}
}

int
native_event_wait(struct thread *td, int queue, struct sv_event *events, int max,
    const struct timespec *timeout, const sigset_t *mask)
{
	int fds[WANTED_MOST];
	bool once[WANTED_MOST];
	struct found found = {
	    .events = events, .max = MIN(max, WANTED_MOST), .fds = fds, .once = once};
	struct kevent_copyops ops = {
	    .arg = &found,
	    .k_copyout = copyout_found,
	    .k_copyin = NULL,
	    .kevent_size = sizeof(struct kevent),
	};
	sigset_t set;
	int error;

	if (mask != NULL) {
		set = *mask;
		kld_mask_until_return(td, &set);
	}
	error = kern_kevent(td, queue, 0, found.max, &ops, timeout);
	if (error != 0)
		return (error == ERESTART ? EINTR : error);
	silence(td, queue, &found);
	td->td_retval[0] = found.count;
	return (0);
}
