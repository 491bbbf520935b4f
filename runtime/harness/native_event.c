/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: pipes, waiting, event queues.
 *
 * An event queue is an epoll descriptor and nothing besides: the kernel keeps its registrations, so
 * that queues can be inherited, passed on, duplicated and nested.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define NSEC_PER_MSEC 1000000L
#define FEW           64U /* entries that fit on the stack */

int
native_pipe2(struct thread *td, int *ufds, int flags)
{
	int32_t l_flags;
	int error;

	if ((flags & ~(O_CLOEXEC | O_NONBLOCK | O_DIRECT)) != 0)
		return (EINVAL);
	if ((error = linux_open_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_pipe2, ufds, l_flags));
}

int
native_pause(struct thread *td)
{

	return (host_call_intr(td, LINUX_SYS_pause, 0));
}

int
native_eventfd(struct thread *td, unsigned count, int flags)
{
	int32_t l_flags;
	int error;

	if ((error = linux_eventfd_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_eventfd2, count, l_flags));
}

int
native_signalfd(struct thread *td, int fd, const sigset_t *set, int flags)
{
	uint64_t l_set = host_sigset_out(set);
	int32_t l_flags;
	int error;

	if ((error = linux_open_flags_out(flags & (O_NONBLOCK | O_CLOEXEC), &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_signalfd4, fd, &l_set, sizeof(l_set), l_flags));
}

/* ---- poll and select ---- */

/* A wait that only looks needs no window for signals. */
static bool
only_looks(const struct timespec *timeout, const sigset_t *mask)
{

	return (mask == NULL && timeout != NULL && timeout->tv_sec == 0 && timeout->tv_nsec == 0);
}

static int16_t
events_out(int16_t events)
{
	int16_t l_events = 0;

	(void)linux_poll_events_out(events, &l_events);
	return (l_events);
}

static int16_t
events_in(int16_t l_events)
{
	int16_t events = 0;

	(void)linux_poll_events_in(l_events, &events);
	return (events);
}

static int
poll_fds(struct thread *td, struct pollfd *fds, unsigned nfds, struct linux_pollfd *l_fds,
    const struct linux_timespec *timeout, const sigset_t *mask, bool looks)
{
	unsigned i;
	int error;

	for (i = 0; i < nfds; i++) {
		l_fds[i].fd = fds[i].fd;
		l_fds[i].events = events_out(fds[i].events);
		l_fds[i].revents = 0;
	}
	if (looks)
		error = host_call(td, LINUX_SYS_ppoll, l_fds, nfds, timeout, 0, 0);
	else
		error = host_call_intr_mask(td, mask, LINUX_SYS_ppoll, l_fds, nfds, timeout, 0, 0);
	if (error == 0) {
		for (i = 0; i < nfds; i++)
			fds[i].revents = l_fds[i].revents != 0 ? events_in(l_fds[i].revents) : 0;
	}
	return (error);
}

int
native_poll(struct thread *td, struct pollfd *fds, unsigned nfds, const struct timespec *timeout,
    const sigset_t *mask)
{
	struct linux_pollfd few[FEW], *l_fds = few;
	struct linux_timespec l_timeout;
	size_t bytes = nfds * sizeof(*l_fds);
	int error;

	if (timeout != NULL && (error = linux_timespec_out(timeout, &l_timeout)) != 0)
		return (error);
	if (nfds > FEW && (l_fds = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	error = poll_fds(td, fds, nfds, l_fds, timeout != NULL ? &l_timeout : NULL, mask,
	    only_looks(timeout, mask));
	if (nfds > FEW)
		sv_tmp_free(td, l_fds, bytes);
	return (error);
}

int
native_pselect(struct thread *td, int nfds, void *uin, void *uout, void *uexcept,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct linux_timespec l_timeout;
	int error;

	if (timeout != NULL && (error = linux_timespec_out(timeout, &l_timeout)) != 0)
		return (error);
	if (only_looks(timeout, mask))
		return (host_call(td, LINUX_SYS_pselect6, nfds, uin, uout, uexcept, &l_timeout, 0));
	return (host_call_intr_mask(td, mask, LINUX_SYS_pselect6, nfds, uin, uout, uexcept,
	    timeout != NULL ? &l_timeout : NULL, 0));
}

/* ---- Event queues ---- */

int
native_kqueue(struct thread *td, int flags)
{
	int32_t l_flags;
	int error;

	if ((error = linux_epoll_create_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_epoll_create1, l_flags));
}

int
native_event_control(
    struct thread *td, int queue, enum sv_event_op op, int fd, const struct sv_event *event)
{
	struct linux_epoll_event l_event;
	int l_op;

	if (op == SV_EVENT_DELETE)
		return (host_call(td, LINUX_SYS_epoll_ctl, queue, LINUX_EPOLL_CTL_DEL, fd, NULL));
	if ((event->flags & ~(uint32_t)(EV_CLEAR | EV_DISPATCH | SV_EVENT_EXCLUSIVE)) != 0)
		return (EINVAL);
	l_op = op == SV_EVENT_ADD ? LINUX_EPOLL_CTL_ADD : LINUX_EPOLL_CTL_MOD;
	SV_ZERO(&l_event);
	l_event.events = (uint16_t)events_out((int16_t)event->events);
	if ((event->flags & EV_CLEAR) != 0)
		l_event.events |= LINUX_EPOLLET;
	if ((event->flags & EV_DISPATCH) != 0)
		l_event.events |= LINUX_EPOLLONESHOT;
	if ((event->flags & SV_EVENT_EXCLUSIVE) != 0)
		l_event.events |= LINUX_EPOLLEXCLUSIVE;
	l_event.data = event->udata;
	return (host_call(td, LINUX_SYS_epoll_ctl, queue, l_op, fd, &l_event));
}

/* Whole milliseconds go the older way, which every sandbox lets pass; -1 for ever, -2: they are not. */
static int
milliseconds(const struct timespec *timeout)
{

	if (timeout == NULL)
		return (-1);
	if (timeout->tv_nsec % NSEC_PER_MSEC != 0 || timeout->tv_sec < 0 ||
	    timeout->tv_sec > INT32_MAX / 1000 - 1)
		return (-2);
	return ((int)(timeout->tv_sec * 1000 + timeout->tv_nsec / NSEC_PER_MSEC));
}

static int
wait_host(struct thread *td, int queue, struct linux_epoll_event *l_events, int max,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct linux_timespec l_timeout;
	int error, ms = milliseconds(timeout);

	if (only_looks(timeout, mask))
		return (host_call(td, LINUX_SYS_epoll_wait, queue, l_events, max, 0));
	if (ms >= -1)
		return (host_call_intr_mask(
		    td, mask, LINUX_SYS_epoll_pwait, queue, l_events, max, ms, 0, 0));
	if ((error = linux_timespec_out(timeout, &l_timeout)) != 0)
		return (error);
	return (host_call_intr_mask(
	    td, mask, LINUX_SYS_epoll_pwait2, queue, l_events, max, &l_timeout, 0, 0));
}

int
native_event_wait(struct thread *td, int queue, struct sv_event *events, int max,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct linux_epoll_event few[FEW], *l_events = few;
	size_t bytes = (size_t)max * sizeof(*l_events);
	int error, i;

	if (max > (int)FEW && (l_events = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	if ((error = wait_host(td, queue, l_events, max, timeout, mask)) == 0) {
		for (i = 0; i < (int)td->td_retval[0]; i++) {
			events[i].events = (uint16_t)events_in((int16_t)l_events[i].events);
			events[i].flags = 0;
			events[i].udata = l_events[i].data;
		}
	}
	if (max > (int)FEW)
		sv_tmp_free(td, l_events, bytes);
	return (error);
}
