/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sending and receiving.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_socket.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define IOV_FEW          8U /* vectors and control bytes that fit on the stack */
#define CONTROL_FEW      256U
#define LINUX_MSG_COMPAT 0x80000000U /* MSG_CMSG_COMPAT */
#define NSEC_PER_SEC     1000000000LL

/* Credentials take more room natively: 12 bytes become 84. */
#define CONTROL_IN_ROOM(len) ((len)*4 + SV_CONTROL_SLACK)

union address {
	struct sockaddr sa;
	struct sockaddr_storage room;
};

/* A message header in kernel memory, with all that hangs on it. */
struct message {
	struct linux_msghdr foreign;
	struct msghdr native;
	union address name;
	struct iovec *iov; /* few, or scratch */
	size_t iov_bytes;  /* of the scratch; 0: few */
	struct iovec few[IOV_FEW];
};

/*
 * Flags of the calls with headers: the topmost bit is the kernel's own.
 */
static int
message_flags(l_uint foreign, int *flags)
{

	if ((foreign & LINUX_MSG_COMPAT) != 0)
		return (EINVAL);
	return (linux_msg_flags_in((int)foreign, flags));
}

int
linux_sendto(struct thread *td, struct linux_sendto_args *uap)
{
	union address address;
	int error, flags;

	if ((error = linux_msg_flags_in((int)uap->flags, &flags)) != 0)
		return (error);
	if (uap->addr == NULL)
		return (native_sendto(td, uap->fd, uap->buff, uap->len, flags, NULL));
	if ((error = linux_copyin_sockaddr(uap->addr, uap->addr_len, &address.sa)) != 0)
		return (error);
	return (native_sendto(td, uap->fd, uap->buff, uap->len, flags, &address.sa));
}

int
linux_recvfrom(struct thread *td, struct linux_recvfrom_args *uap)
{
	union address address;
	register_t result;
	int error, flags;

	if ((error = linux_msg_flags_in((int)uap->flags, &flags)) != 0)
		return (error);
	address.sa.sa_len = 0;
	if ((error = native_recvfrom(td, uap->fd, uap->ubuf, uap->size, flags,
	         uap->addr != NULL ? &address.sa : NULL)) != 0)
		return (error);
	result = td->td_retval[0];
	error = linux_copyout_sockaddr(&address.sa, uap->addr, uap->addr_len);
	td->td_retval[0] = result;
	return (error);
}

/* ---- Headers ---- */

static void
message_free(struct thread *td, struct message *m)
{

	if (m->iov_bytes != 0)
		sv_tmp_free(td, m->iov, m->iov_bytes);
}

/*
 * Vectors are the same bytes on both sides where pointers are 64 bits wide; converted one by one
 * all the same.
 */
static int
message_iov(struct thread *td, struct message *m)
{
	const struct linux_msghdr *f = &m->foreign;
	struct linux_iovec vec;
	size_t i, count = f->msg_iovlen;
	int error = 0;

	if (count > LINUX_IOV_MAX)
		return (EMSGSIZE);
	m->iov = m->few;
	m->iov_bytes = 0;
	if (count > IOV_FEW) {
		m->iov_bytes = count * sizeof(*m->iov);
		if ((m->iov = sv_tmp_alloc(td, m->iov_bytes)) == NULL) {
			m->iov_bytes = 0;
			return (ENOMEM);
		}
	}
	for (i = 0; i < count && error == 0; i++) {
		if ((error = copyin((const char *)(uintptr_t)f->msg_iov + i * sizeof(vec), &vec,
		         sizeof(vec))) == 0)
			error = linux_iovec_in(&vec, &m->iov[i]);
	}
	if (error != 0)
		message_free(td, m);
	return (error);
}

/* Fetch a header and its vectors; the name's memory is ready, nothing is in it. */
static int
message_start(struct thread *td, const void *umsg, struct message *m)
{
	int error;

	m->iov_bytes = 0;
	if ((error = copyin(umsg, &m->foreign, sizeof(m->foreign))) != 0)
		return (error);
	if (m->foreign.msg_name == 0)
		m->foreign.msg_namelen = 0;
	if (m->foreign.msg_namelen < 0)
		return (EINVAL);
	if (m->foreign.msg_namelen > LINUX_SOCKADDR_MAX)
		m->foreign.msg_namelen = LINUX_SOCKADDR_MAX;
	SV_ZERO(&m->native);
	if ((error = message_iov(td, m)) != 0)
		return (error);
	m->native.msg_iov = m->iov;
	m->native.msg_iovlen = (int)m->foreign.msg_iovlen;
	return (0);
}

/* ---- Sending ---- */

/*
 * With control messages: `foreign` holds `len` bytes of room, `native` four times that and some
 * slack.
 */
static int
send_control(struct thread *td, int fd, struct message *m, int flags, void *foreign, void *native)
{
	size_t len = m->foreign.msg_controllen, size = CONTROL_IN_ROOM(len);
	int error;

	if ((error = copyin((const void *)(uintptr_t)m->foreign.msg_control, foreign, len)) != 0 ||
	    (error = linux_control_send_in(foreign, len, native, &size)) != 0)
		return (error);
	m->native.msg_control = native;
	m->native.msg_controllen = (socklen_t)size;
	return (native_sendmsg(td, fd, &m->native, flags));
}

static int
send_one(struct thread *td, int fd, const void *umsg, int flags)
{
	char few[CONTROL_FEW / 8 * 5 + SV_CONTROL_SLACK] __attribute__((aligned(8)));
	struct message m;
	size_t len, bytes;
	char *control;
	int error;

	if ((error = message_start(td, umsg, &m)) != 0)
		return (linux_socket_refuse(td, fd, error));
	if (m.foreign.msg_namelen != 0) {
		if ((error = linux_copyin_sockaddr((const void *)(uintptr_t)m.foreign.msg_name,
		         m.foreign.msg_namelen, &m.name.sa)) != 0)
			goto out;
		m.native.msg_name = &m.name;
		m.native.msg_namelen = m.name.sa.sa_len;
	}
	len = m.foreign.msg_controllen;
	if (len == 0) {
		error = native_sendmsg(td, fd, &m.native, flags);
		goto out;
	}
	if (len > LINUX_CONTROL_MAX) {
		error = ENOBUFS;
		goto out;
	}
	len = (len + 7) & ~(size_t)7;
	bytes = len + CONTROL_IN_ROOM(len);
	if (bytes <= sizeof(few)) {
		error = send_control(td, fd, &m, flags, few, few + len);
	} else if ((control = sv_tmp_alloc(td, bytes)) == NULL) {
		error = ENOBUFS;
	} else {
		error = send_control(td, fd, &m, flags, control, control + len);
		sv_tmp_free(td, control, bytes);
	}
out:
	message_free(td, &m);
	return (error);
}

int
linux_sendmsg(struct thread *td, struct linux_sendmsg_args *uap)
{
	int error, flags;

	if ((error = message_flags(uap->flags, &flags)) != 0)
		return (error);
	return (send_one(td, uap->fd, uap->msg, flags));
}

/* Stops at the first that fails; it is an error only when nothing was sent. */
int
linux_sendmmsg(struct thread *td, struct linux_sendmmsg_args *uap)
{
	l_uint i, sent, count = uap->vlen < LINUX_IOV_MAX ? uap->vlen : LINUX_IOV_MAX;
	int error, flags;

	if ((error = message_flags(uap->flags, &flags)) != 0)
		return (error);
	if (count == 0)
		return (linux_socket_refuse(td, uap->fd, 0));
	for (i = 0; i < count; i++) {
		if ((error = send_one(td, uap->fd, &uap->mmsg[i].msg_hdr, flags)) != 0)
			break;
		sent = (l_uint)td->td_retval[0];
		if ((error = copyout(&sent, &uap->mmsg[i].msg_len, sizeof(sent))) != 0)
			break;
	}
	if (i > 0)
		error = 0;
	td->td_retval[0] = (register_t)i;
	return (error);
}

/* ---- Receiving ---- */

/* What came back, to the program's header; `control` is scratch for the foreign messages. */
static int
receive_done(struct thread *td, struct linux_msghdr *umsg, struct message *m, void *control)
{
	register_t result = td->td_retval[0];
	size_t size = m->foreign.msg_controllen;
	bool truncated = false;
	int error, flags;
	l_ulong used;

	if ((error = linux_copyout_sockaddr(
	         &m->name.sa, (void *)(uintptr_t)m->foreign.msg_name, &umsg->msg_namelen)) != 0)
		return (error);
	if (control != NULL)
		linux_control_receive_out(
		    m->native.msg_control, m->native.msg_controllen, control, &size, &truncated);
	else
		size = 0;
	if (truncated)
		m->native.msg_flags |= MSG_CTRUNC;
	if (size > 0 &&
	    (error = copyout(control, (void *)(uintptr_t)m->foreign.msg_control, size)) != 0)
		return (error);
	if ((error = linux_msg_flags_out(m->native.msg_flags, &flags)) != 0 ||
	    (error = copyout(&flags, &umsg->msg_flags, sizeof(flags))) != 0)
		return (error);
	used = size;
	if ((error = copyout(&used, &umsg->msg_controllen, sizeof(used))) != 0)
		return (error);
	td->td_retval[0] = result;
	return (0);
}

static int
receive_one(struct thread *td, int fd, struct linux_msghdr *umsg, int flags)
{
	char few[CONTROL_FEW * 2 + SV_CONTROL_SLACK] __attribute__((aligned(8)));
	struct message m;
	char *control = few;
	size_t len, bytes = 0;
	int error;

	if ((error = message_start(td, umsg, &m)) != 0)
		return (linux_socket_refuse(td, fd, error));
	m.name.sa.sa_len = 0;
	if (m.foreign.msg_name != 0) {
		m.native.msg_name = &m.name;
		m.native.msg_namelen = SV_SOCKADDR_MAX;
	}
	if (m.foreign.msg_control == 0)
		m.foreign.msg_controllen = 0;
	if (m.foreign.msg_controllen > LINUX_CONTROL_MAX)
		m.foreign.msg_controllen = LINUX_CONTROL_MAX;
	len = (m.foreign.msg_controllen + 7) & ~(size_t)7;
	if (len * 2 + SV_CONTROL_SLACK > sizeof(few)) {
		bytes = len * 2 + SV_CONTROL_SLACK;
		if ((control = sv_tmp_alloc(td, bytes)) == NULL) {
			message_free(td, &m);
			return (ENOBUFS);
		}
	}
	if (len > 0) {
		m.native.msg_control = control + len;
		m.native.msg_controllen = (socklen_t)m.foreign.msg_controllen;
	}
	if ((error = native_recvmsg(td, fd, &m.native, flags)) == 0)
		error = receive_done(td, umsg, &m, len > 0 ? control : NULL);
	if (bytes != 0)
		sv_tmp_free(td, control, bytes);
	message_free(td, &m);
	return (error);
}

int
linux_recvmsg(struct thread *td, struct linux_recvmsg_args *uap)
{
	int error, flags;

	if ((error = message_flags(uap->flags, &flags)) != 0)
		return (error);
	return (receive_one(td, uap->fd, uap->msg, flags));
}

/*
 * The timeout is looked at after each datagram only, as on Linux; MSG_WAITFORONE waits for the
 * first.
 */
int
linux_recvmmsg(struct thread *td, struct linux_recvmmsg_args *uap)
{
	l_uint i, got, count = uap->vlen < LINUX_IOV_MAX ? uap->vlen : LINUX_IOV_MAX;
	struct linux_timespec foreign;
	struct timespec ts;
	int64_t end = 0, left = 0;
	int error, flags;

	if (uap->timeout != NULL) {
		if ((error = copyin(uap->timeout, &foreign, sizeof(foreign))) != 0)
			return (error);
		if (foreign.tv_sec < 0 || foreign.tv_nsec < 0 || foreign.tv_nsec >= NSEC_PER_SEC)
			return (EINVAL);
		if (foreign.tv_sec > INT32_MAX)
			foreign.tv_sec = INT32_MAX;
		if ((error = native_clock_gettime(td, CLOCK_MONOTONIC, &ts)) != 0)
			return (error);
		end = (ts.tv_sec + foreign.tv_sec) * NSEC_PER_SEC + ts.tv_nsec + foreign.tv_nsec;
	}
	if ((error = message_flags(uap->flags & ~(l_uint)LINUX_MSG_WAITFORONE, &flags)) != 0)
		return (error);
	if (count == 0)
		return (linux_socket_refuse(td, uap->fd, 0));
	for (i = 0; i < count;) {
		if ((error = receive_one(td, uap->fd, &uap->mmsg[i].msg_hdr, flags)) != 0)
			break;
		got = (l_uint)td->td_retval[0];
		if ((error = copyout(&got, &uap->mmsg[i].msg_len, sizeof(got))) != 0)
			break;
		i++;
		if ((uap->flags & LINUX_MSG_WAITFORONE) != 0)
			flags |= MSG_DONTWAIT;
		if (uap->timeout == NULL)
			continue;
		if (native_clock_gettime(td, CLOCK_MONOTONIC, &ts) != 0 ||
		    (left = end - ts.tv_sec * NSEC_PER_SEC - ts.tv_nsec) <= 0) {
			left = 0;
			break;
		}
	}
	if (i > 0) {
		error = 0;
		if (uap->timeout != NULL) {
			foreign.tv_sec = left / NSEC_PER_SEC;
			foreign.tv_nsec = left % NSEC_PER_SEC;
			error = copyout(&foreign, uap->timeout, sizeof(foreign));
		}
	}
	td->td_retval[0] = (register_t)i;
	return (error);
}
