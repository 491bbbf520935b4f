/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * poll and select.  Linux writes the time that is left back to the program, FreeBSD does not.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_signal.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define POLL_FEW      32U    /* entries that fit on the stack */
#define POLL_MOST     65536U /* beyond what any limit on descriptors allows here */
#define NSEC_PER_SEC  1000000000LL
#define NSEC_PER_MSEC 1000000LL

/* A deadline as select and ppoll take it: how long from now, and when that is. */
struct wait_time {
	struct timespec left;
	struct timespec *timeout; /* NULL: for ever */
	int64_t end;              /* on the monotonic clock */
};

static int64_t
now_ns(struct thread *td)
{
	struct timespec ts;

	if (native_clock_gettime(td, CLOCK_MONOTONIC, &ts) != 0)
		return (0);
	return (ts.tv_sec * NSEC_PER_SEC + ts.tv_nsec);
}

static int
wait_start(struct thread *td, struct wait_time *wt, int64_t sec, int64_t nsec)
{

	if (sec < 0 || nsec < 0 || nsec >= NSEC_PER_SEC)
		return (EINVAL);
	wt->left.tv_sec = sec;
	wt->left.tv_nsec = (long)nsec;
	wt->timeout = &wt->left;
	wt->end = 0;
	if (sec < INT32_MAX && (sec != 0 || nsec != 0))
		wt->end = now_ns(td) + sec * NSEC_PER_SEC + nsec;
	return (0);
}

/* What is left of it now. */
static void
wait_end(struct thread *td, struct wait_time *wt)
{
	int64_t left;

	if (wt->end == 0)
		return;
	left = wt->end - now_ns(td);
	if (left < 0)
		left = 0;
	wt->left.tv_sec = left / NSEC_PER_SEC;
	wt->left.tv_nsec = (long)(left % NSEC_PER_SEC);
}

static int
poll_fds(struct thread *td, struct linux_pollfd *ufds, unsigned nfds, struct linux_pollfd *foreign,
    struct pollfd *native, const struct timespec *timeout, const sigset_t *mask)
{
	unsigned i;
	int error, error1;

	if ((error = copyin(ufds, foreign, nfds * sizeof(*foreign))) != 0)
		return (error);
	for (i = 0; i < nfds; i++) {
		native[i].fd = foreign[i].fd;
		native[i].events = 0;
		native[i].revents = 0;
		(void)linux_poll_events_in(foreign[i].events, &native[i].events);
	}
	error = native_poll(td, native, nfds, timeout, mask);
	if (error != 0 && error != EINTR)
		return (error);
	for (i = 0; i < nfds; i++) {
		foreign[i].revents = 0;
		(void)linux_poll_events_out(native[i].revents, &foreign[i].revents);
		if ((error1 = copyout(
		         &foreign[i].revents, &ufds[i].revents, sizeof(foreign[i].revents))) != 0)
			return (error1);
	}
	return (error);
}

static int
linux_poll_common(struct thread *td, struct linux_pollfd *ufds, unsigned nfds,
    const struct timespec *timeout, const sigset_t *mask)
{
	struct linux_pollfd few[POLL_FEW];
	struct pollfd fewer[POLL_FEW];
	struct rlimit limit;
	struct linux_pollfd *foreign;
	size_t bytes = nfds * (sizeof(struct linux_pollfd) + sizeof(struct pollfd));
	int error;

	if (nfds <= POLL_FEW)
		return (poll_fds(td, ufds, nfds, few, fewer, timeout, mask));
	if ((error = native_getrlimit(td, RLIMIT_NOFILE, &limit)) != 0)
		return (error);
	if ((rlim_t)nfds > limit.rlim_cur)
		return (EINVAL);
	if (nfds > POLL_MOST || (foreign = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	error = poll_fds(
	    td, ufds, nfds, foreign, (struct pollfd *)(void *)(foreign + nfds), timeout, mask);
	sv_tmp_free(td, foreign, bytes);
	return (error);
}

#ifdef LINUX_SYS_poll
int
linux_poll(struct thread *td, struct linux_poll_args *uap)
{
	struct timespec ts;

	if (uap->timeout_msecs < 0)
		return (linux_poll_common(td, uap->ufds, uap->nfds, NULL, NULL));
	ts.tv_sec = uap->timeout_msecs / 1000;
	ts.tv_nsec = (long)(uap->timeout_msecs % 1000 * NSEC_PER_MSEC);
	return (linux_poll_common(td, uap->ufds, uap->nfds, &ts, NULL));
}
#endif

/*
 * The remaining time goes back even when the call fails; an address that cannot be written is no
 * error.
 */
static void
put_timespec(struct wait_time *wt, void *uts)
{
	struct linux_timespec foreign;

	if (linux_timespec_out(&wt->left, &foreign) == 0)
		(void)copyout(&foreign, uts, sizeof(foreign));
}

static int
get_timespec(struct thread *td, const void *uts, struct wait_time *wt)
{
	struct linux_timespec foreign;
	int error;

	wt->timeout = NULL;
	wt->end = 0;
	if (uts == NULL)
		return (0);
	if ((error = copyin(uts, &foreign, sizeof(foreign))) != 0)
		return (error);
	return (wait_start(td, wt, foreign.tv_sec, foreign.tv_nsec));
}

int
linux_ppoll(struct thread *td, struct linux_ppoll_args *uap)
{
	struct wait_time wt;
	sigset_t set, *mask = NULL;
	int error;

	if ((error = get_timespec(td, uap->tsp, &wt)) != 0)
		return (error);
	if (uap->sigmask != NULL) {
		if ((error = linux_copyin_sigset((uintptr_t)uap->sigmask, uap->sigsetsize, &set)) !=
		    0)
			return (error);
		mask = &set;
	}
	error = linux_poll_common(td, uap->ufds, uap->nfds, wt.timeout, mask);
	if (uap->tsp != NULL) {
		wait_end(td, &wt);
		put_timespec(&wt, uap->tsp);
	}
	return (error);
}

#ifdef LINUX_SYS_select
int
linux_select(struct thread *td, struct linux_select_args *uap)
{
	struct linux_timeval foreign;
	struct wait_time wt = {.timeout = NULL, .end = 0};
	int error;

	if (uap->tvp != NULL) {
		if ((error = copyin(uap->tvp, &foreign, sizeof(foreign))) != 0)
			return (error);
		/* More microseconds than a second has are carried over. */
		if (foreign.tv_usec < 0)
			return (EINVAL);
		if ((error = wait_start(td, &wt, foreign.tv_sec + foreign.tv_usec / 1000000,
		         foreign.tv_usec % 1000000 * 1000)) != 0)
			return (error);
	}
	error = native_pselect(td, uap->n, uap->inp, uap->outp, uap->exp, wt.timeout, NULL);
	if (uap->tvp != NULL) {
		wait_end(td, &wt);
		foreign.tv_sec = wt.left.tv_sec;
		foreign.tv_usec = wt.left.tv_nsec / 1000;
		(void)copyout(&foreign, uap->tvp, sizeof(foreign));
	}
	return (error);
}
#endif

/* The last argument is the address of a set's address and size. */
int
linux_pselect6(struct thread *td, struct linux_pselect6_args *uap)
{
	struct {
		l_ulong uset;
		l_ulong size;
	} sized;
	struct wait_time wt;
	sigset_t set, *mask = NULL;
	int error;

	if ((error = get_timespec(td, uap->tsp, &wt)) != 0)
		return (error);
	if (uap->sig != NULL) {
		if ((error = copyin(uap->sig, &sized, sizeof(sized))) != 0)
			return (error);
		if (sized.uset != 0) {
			if ((error = linux_copyin_sigset(
			         (uintptr_t)sized.uset, sized.size, &set)) != 0)
				return (error);
			mask = &set;
		}
	}
	error = native_pselect(td, uap->n, uap->inp, uap->outp, uap->exp, wt.timeout, mask);
	if (uap->tsp != NULL) {
		wait_end(td, &wt);
		put_timespec(&wt, uap->tsp);
	}
	return (error);
}
