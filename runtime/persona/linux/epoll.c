/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * epoll over the native event queues.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_file.h"
#include "linux_proto.h"
#include "linux_signal.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define EPOLL_FEW    32   /* events that fit on the stack */
#define EPOLL_BATCH  4096 /* as many as one call hands out; the others wait for the next */
#define EPOLL_MAX    (INT32_MAX / (int)sizeof(struct linux_epoll_event))
#define NSEC_PER_SEC 1000000000L

/* The low half of epoll's events are poll's. */
#define EPOLL_POLL_BITS 0xffffU
/* What EPOLLEXCLUSIVE may stand with. */
#define EPOLL_EXCLUSIVE_OK                                                                      \
	(LINUX_EPOLLIN | LINUX_EPOLLOUT | LINUX_EPOLLERR | LINUX_EPOLLHUP | LINUX_EPOLLWAKEUP | \
	    LINUX_EPOLLET | LINUX_EPOLLEXCLUSIVE)

#ifdef LINUX_SYS_epoll_create
int
linux_epoll_create(struct thread *td, struct linux_epoll_create_args *uap)
{

	if (uap->size <= 0)
		return (EINVAL);
	return (native_kqueue(td, 0));
}
#endif

int
linux_epoll_ctl(struct thread *td, struct linux_epoll_ctl_args *uap)
{
	struct linux_epoll_event foreign;
	struct sv_event event;
	enum sv_event_op op;
	int16_t events;
	int error;

	if (uap->op == LINUX_EPOLL_CTL_DEL)
		return (native_event_control(td, uap->epfd, SV_EVENT_DELETE, uap->fd, NULL));
	/* The event is fetched first: EFAULT comes before an unknown operation is found out. */
	if ((error = copyin(uap->event, &foreign, sizeof(foreign))) != 0)
		return (error);
	switch (uap->op) {
	case LINUX_EPOLL_CTL_ADD:
		op = SV_EVENT_ADD;
		break;
	case LINUX_EPOLL_CTL_MOD:
		op = SV_EVENT_CHANGE;
		break;
	default:
		return (linux_refuse_fd(td, uap->epfd, linux_refuse_fd(td, uap->fd, EINVAL)));
	}
	event.flags = 0;
	if ((foreign.events & LINUX_EPOLLEXCLUSIVE) != 0) {
		if (op == SV_EVENT_CHANGE || (foreign.events & ~EPOLL_EXCLUSIVE_OK) != 0)
			return (EINVAL);
		event.flags |= SV_EVENT_EXCLUSIVE;
	}
	if ((foreign.events & LINUX_EPOLLET) != 0)
		event.flags |= EV_CLEAR;
	if ((foreign.events & LINUX_EPOLLONESHOT) != 0)
		event.flags |= EV_DISPATCH;
	if ((error = linux_poll_events_in((int16_t)(foreign.events & EPOLL_POLL_BITS), &events)) !=
	    0)
		return (error);
	event.events = (uint16_t)events;
	event.udata = foreign.data;
	return (native_event_control(td, uap->epfd, op, uap->fd, &event));
}

static int
wait_events(struct thread *td, int epfd, struct linux_epoll_event *uevents, int max,
    struct sv_event *events, const struct timespec *timeout, const sigset_t *mask)
{
	struct linux_epoll_event foreign;
	int16_t bits;
	int error, i, count;

	if ((error = native_event_wait(td, epfd, events, max, timeout, mask)) != 0)
		return (error);
	count = (int)td->td_retval[0];
	for (i = 0; i < count; i++) {
		SV_ZERO(&foreign);
		bits = 0;
		(void)linux_poll_events_out((int16_t)events[i].events, &bits);
		foreign.events = (uint16_t)bits;
		foreign.data = events[i].udata;
		/* What was handed over before stays handed over. */
		if ((error = copyout(&foreign, uevents + i, sizeof(foreign))) != 0) {
			td->td_retval[0] = i;
			return (i > 0 ? 0 : error);
		}
	}
	return (0);
}

static int
linux_epoll_common(struct thread *td, int epfd, struct linux_epoll_event *uevents, int max,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct sv_event few[EPOLL_FEW], *events;
	size_t bytes;
	int error;

	if (max <= 0 || max > EPOLL_MAX)
		return (linux_refuse_fd(td, epfd, EINVAL));
	if (max <= EPOLL_FEW)
		return (wait_events(td, epfd, uevents, max, few, timeout, mask));
	if (max > EPOLL_BATCH)
		max = EPOLL_BATCH;
	bytes = (size_t)max * sizeof(*events);
	if ((events = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	error = wait_events(td, epfd, uevents, max, events, timeout, mask);
	sv_tmp_free(td, events, bytes);
	return (error);
}

static const struct timespec *
milliseconds(int timeout, struct timespec *ts)
{

	if (timeout < 0)
		return (NULL);
	ts->tv_sec = timeout / 1000;
	ts->tv_nsec = (long)(timeout % 1000) * (NSEC_PER_SEC / 1000);
	return (ts);
}

#ifdef LINUX_SYS_epoll_wait
int
linux_epoll_wait(struct thread *td, struct linux_epoll_wait_args *uap)
{
	struct timespec ts;

	return (linux_epoll_common(
	    td, uap->epfd, uap->events, uap->maxevents, milliseconds(uap->timeout, &ts), NULL));
}
#endif

static int
epoll_mask(const void *usigmask, size_t size, sigset_t *set, const sigset_t **mask)
{

	*mask = NULL;
	if (usigmask == NULL)
		return (0);
	*mask = set;
	return (linux_copyin_sigset((uintptr_t)usigmask, size, set));
}

int
linux_epoll_pwait(struct thread *td, struct linux_epoll_pwait_args *uap)
{
	const sigset_t *mask;
	struct timespec ts;
	sigset_t set;
	int error;

	if ((error = epoll_mask(uap->sigmask, uap->sigsetsize, &set, &mask)) != 0)
		return (error);
	return (linux_epoll_common(
	    td, uap->epfd, uap->events, uap->maxevents, milliseconds(uap->timeout, &ts), mask));
}

int
linux_epoll_pwait2(struct thread *td, struct linux_epoll_pwait2_args *uap)
{
	struct linux_timespec foreign;
	const sigset_t *mask;
	struct timespec ts;
	sigset_t set;
	int error;

	if (uap->timeout != NULL) {
		if ((error = copyin(uap->timeout, &foreign, sizeof(foreign))) != 0 ||
		    (error = linux_timespec_in(&foreign, &ts)) != 0)
			return (error);
		if (ts.tv_sec < 0 || ts.tv_nsec < 0 || ts.tv_nsec >= NSEC_PER_SEC)
			return (EINVAL);
	}
	if ((error = epoll_mask(uap->sigmask, uap->sigsetsize, &set, &mask)) != 0)
		return (error);
	return (linux_epoll_common(
	    td, uap->epfd, uap->events, uap->maxevents, uap->timeout != NULL ? &ts : NULL, mask));
}
