/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for pipes and for waiting.
 */
#ifndef SYSVEC_NATIVE_EVENT_H
#define SYSVEC_NATIVE_EVENT_H

#include <sysvec/port.h>

struct thread;

/*
 * sys_pipe2: two descriptors as ints to user memory, closed again when that faults.  flags:
 * O_CLOEXEC, O_NONBLOCK; O_DIRECT asks for a pipe that keeps messages apart (a FreeBSD kernel:
 * EINVAL).
 */
int native_pipe2(struct thread *td, int *ufds, int flags);

/*
 * kern_poll over an array in kernel memory, whose revents it fills.  timeout NULL: for ever.  mask,
 * where not NULL, replaces the signal mask meanwhile.  td_retval[0]: how many entries have revents.
 * EINTR, never ERESTART. POLLNOTE_WRNORM, which FreeBSD has as POLLOUT, is to be looked for and
 * reported as such beside it.
 */
int native_poll(struct thread *td, struct pollfd *fds, unsigned nfds,
    const struct timespec *timeout, const sigset_t *mask);

/*
 * kern_pselect over sets in user memory (any may be NULL), of whole longs, bit n of the n/8th byte
 * for descriptor n. td_retval[0]: bits set.
 */
int native_pselect(struct thread *td, int nfds, void *uin, void *uout, void *uexcept,
    const struct timespec *timeout, const sigset_t *mask);

/* Sleep until a handler has run; always EINTR.  FreeBSD: kern_sigsuspend with the mask as it is. */
int native_pause(struct thread *td);

/*
 * kern_specialfd.  flags: EFD_SEMAPHORE, EFD_NONBLOCK, EFD_CLOEXEC.  td_retval[0]: the descriptor.
 * /
 */
int native_eventfd(struct thread *td, unsigned count, int flags);

/*
 * A descriptor that reads signals of `set`.  fd -1 makes one, another changes its set.  flags:
 * O_NONBLOCK, O_CLOEXEC. FreeBSD has none: ENOSYS there.  What is read has the layout of the system
 * the program was built for.
 */
int native_signalfd(struct thread *td, int fd, const sigset_t *set, int flags);

/*
 * ---- Event queues ----
 *
 * A queue in which each descriptor has at the most one registration for reading, writing and
 * exceptions together, as epoll has and as FreeBSD says with up to three kevents: EVFILT_READ for
 * POLLIN, POLLRDNORM and POLLRDHUP, EVFILT_WRITE for POLLOUT, EVFILT_EXCEPT for POLLPRI.  A kernel
 * finds out whether there is a registration by EV_ENABLE (ENOENT: none), and joins what one kevent
 * scan reports of a descriptor in its copyout callback.  A queue may be polled itself, put into
 * another queue, inherited and passed on.
 */

/* kern_kqueue, but inherited by fork.  flags: KQUEUE_CLOEXEC.  td_retval[0]: the descriptor. */
int native_kqueue(struct thread *td, int flags);

enum sv_event_op {
	SV_EVENT_ADD,    /* EV_ADD; EEXIST when there is a registration */
	SV_EVENT_CHANGE, /* EV_ADD; ENOENT when there is none; arms it again */
	SV_EVENT_DELETE  /* EV_DELETE; ENOENT when there is none */
};

struct sv_event {
	uint32_t events; /* POLL bits wanted, or found; POLLERR and POLLHUP are always reported */
	uint32_t flags;  /* EV_CLEAR: on changes only; EV_DISPATCH: report once, then keep silent
	                    until changed */
	uint64_t udata;  /* handed back as it is */
};
#define SV_EVENT_EXCLUSIVE \
	0x10000u /* flags: one of several queues is woken; a kernel may wake them all */

/* EBADF, EINVAL (fd is the queue itself), EPERM (a file that cannot be waited for), ELOOP. */
int native_event_control(
    struct thread *td, int queue, enum sv_event_op op, int fd, const struct sv_event *event);

/*
 * Up to `max` events, each of one descriptor, to kernel memory.  timeout NULL: for ever.
 * td_retval[0]: how many.  The flags of a result are not meaningful.
 */
int native_event_wait(struct thread *td, int queue, struct sv_event *events, int max,
    const struct timespec *timeout, const sigset_t *mask);

#endif
