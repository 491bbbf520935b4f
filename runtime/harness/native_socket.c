/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: sockets.
 *
 * FreeBSD's addresses, flags, levels and options become Linux's by the persona's own functions,
 * which know both directions.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_socket.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define ADDRESS_MAX 128
#define PATH_AT     2   /* where the name of a local address begins, both sides */
#define PATH_ROOM   108 /* sun_path of Linux */

/* ---- Addresses ---- */

/*
 * A local name is looked up under the vector's root, where it names a file: not when it is empty
 * (to be chosen by the kernel) or begins with a NUL (abstract).
 */
static int
look_up_local(struct thread *td, char *l_sa, size_t *len, int how)
{
	char name[PATH_ROOM + 1];
	const char *path;
	size_t n = *len - PATH_AT, size;
	int error;

	if (n == 0 || n > PATH_ROOM || l_sa[PATH_AT] == '\0')
		return (0);
	memcpy(name, l_sa + PATH_AT, n);
	name[n] = '\0';
	if ((error = host_path(td, AT_FDCWD, name, how | HOST_PATH_KERNEL, &path)) != 0)
		return (error);
	if (path == name)
		return (0);
	size = strlen(path);
	if (size >= PATH_ROOM)
		return (ENAMETOOLONG);
	memcpy(l_sa + PATH_AT, path, size + 1);
	*len = PATH_AT + size + 1;
	return (0);
}

/* how: HOST_PATH_CREATE for a name that is about to be made. */
static int
address_out(struct thread *td, const struct sockaddr *sa, char *l_sa, size_t *len, int how)
{
	int error;

	if ((error = linux_sockaddr_out(sa, l_sa, len)) != 0)
		return (error);
	return (sa->sa_family == AF_UNIX ? look_up_local(td, l_sa, len, how) : 0);
}

/* What the kernel returned; a local name loses the root it was found under. */
static int
address_in(struct thread *td, const char *l_sa, int len, struct sockaddr *sa)
{
	const char *root = host_root(td);
	size_t n = strlen(root), size = (size_t)len;
	char local[ADDRESS_MAX];
	int error;

	if (len > ADDRESS_MAX)
		size = ADDRESS_MAX;
	if (len < PATH_AT) {
		sa->sa_len = 0;
		return (0);
	}
	if ((error = linux_sockaddr_in(l_sa, size, sa)) != 0)
		return (error);
	if (sa->sa_family == AF_UNIX && n > 0 && size > PATH_AT + n + 1 &&
	    memcmp(l_sa + PATH_AT, root, n) == 0 && l_sa[PATH_AT + n] == '/') {
		memcpy(local, l_sa, PATH_AT);
		memcpy(local + PATH_AT, l_sa + PATH_AT + n, size - PATH_AT - n);
		return (linux_sockaddr_in(local, size - n, sa));
	}
	return (0);
}

/* ---- Making and joining ---- */

static int
kind_out(int domain, int type, uint16_t *l_domain, int32_t *l_type)
{
	int error;

	if ((error = linux_socket_family_out((uint16_t)domain, l_domain)) != 0)
		return (error);
	return (linux_socket_type_out(type, l_type));
}

int
native_socket(struct thread *td, int domain, int type, int protocol)
{
	uint16_t l_domain;
	int32_t l_type;
	int error;

	if ((error = kind_out(domain, type, &l_domain, &l_type)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_socket, l_domain, l_type, protocol));
}

int
native_socketpair(struct thread *td, int domain, int type, int protocol, int *ufds)
{
	uint16_t l_domain;
	int32_t l_type;
	int error;

	if ((error = kind_out(domain, type, &l_domain, &l_type)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_socketpair, l_domain, l_type, protocol, ufds));
}

int
native_bind(struct thread *td, int fd, const struct sockaddr *sa)
{
	char l_sa[ADDRESS_MAX];
	size_t len;
	int error;

	if ((error = address_out(td, sa, l_sa, &len, HOST_PATH_CREATE)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_bind, fd, l_sa, len));
}

int
native_connect(struct thread *td, int fd, const struct sockaddr *sa)
{
	char l_sa[ADDRESS_MAX];
	size_t len;
	int error;

	if ((error = address_out(td, sa, l_sa, &len, 0)) != 0)
		return (error);
	return (host_call_intr(td, LINUX_SYS_connect, fd, l_sa, len));
}

int
native_listen(struct thread *td, int fd, int backlog)
{

	return (host_call(td, LINUX_SYS_listen, fd, backlog));
}

int
native_accept(struct thread *td, int fd, struct sockaddr *sa, int flags)
{
	char l_sa[ADDRESS_MAX];
	int error, len = ADDRESS_MAX;
	int32_t l_flags;

	if ((error = linux_socket_type_out(flags, &l_flags)) != 0)
		return (error);
	if ((error = host_call_intr(td, LINUX_SYS_accept4, fd, sa != NULL ? l_sa : NULL,
	         sa != NULL ? &len : NULL, l_flags)) != 0)
		return (error);
	if (sa != NULL && address_in(td, l_sa, len, sa) != 0)
		sa->sa_len = 0;
	return (0);
}

int
native_getsockname(struct thread *td, int fd, struct sockaddr *sa)
{
	char l_sa[ADDRESS_MAX];
	int error, len = ADDRESS_MAX;

	if ((error = host_call(td, LINUX_SYS_getsockname, fd, l_sa, &len)) != 0)
		return (error);
	return (address_in(td, l_sa, len, sa));
}

int
native_getpeername(struct thread *td, int fd, struct sockaddr *sa)
{
	char l_sa[ADDRESS_MAX];
	int error, len = ADDRESS_MAX;

	if ((error = host_call(td, LINUX_SYS_getpeername, fd, l_sa, &len)) != 0)
		return (error);
	return (address_in(td, l_sa, len, sa));
}

int
native_shutdown(struct thread *td, int fd, int how)
{
	int32_t l_how;
	int error;

	if ((error = linux_shutdown_how_out(how, &l_how)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_shutdown, fd, l_how));
}

/* ---- Data ---- */

/* Calls that said they will not wait need no window for signals. */
static int
data_call(struct thread *td, int flags, long nr, int fd, const void *data, size_t len,
    int32_t l_flags, const char *sa, uintptr_t salen)
{

	if ((flags & MSG_DONTWAIT) != 0)
		return (host_call(td, nr, fd, data, len, l_flags, sa, salen));
	return (host_call_intr(td, nr, fd, data, len, l_flags, sa, salen));
}

static int
message_call(
    struct thread *td, int flags, long nr, int fd, const struct linux_msghdr *msg, int32_t l_flags)
{

	if ((flags & MSG_DONTWAIT) != 0)
		return (host_call(td, nr, fd, msg, l_flags));
	return (host_call_intr(td, nr, fd, msg, l_flags));
}

int
native_sendto(
    struct thread *td, int fd, const void *ubuf, size_t len, int flags, const struct sockaddr *to)
{
	char l_sa[ADDRESS_MAX];
	size_t salen = 0;
	int32_t l_flags;
	int error;

	if ((error = linux_msg_flags_out(flags, &l_flags)) != 0 ||
	    (to != NULL && (error = address_out(td, to, l_sa, &salen, 0)) != 0))
		return (error);
	return (data_call(
	    td, flags, LINUX_SYS_sendto, fd, ubuf, len, l_flags, to != NULL ? l_sa : NULL, salen));
}

int
native_recvfrom(struct thread *td, int fd, void *ubuf, size_t len, int flags, struct sockaddr *from)
{
	char l_sa[ADDRESS_MAX];
	int error, salen = ADDRESS_MAX;
	int32_t l_flags;

	if ((error = linux_msg_flags_out(flags, &l_flags)) != 0 ||
	    (error = data_call(td, flags, LINUX_SYS_recvfrom, fd, ubuf, len, l_flags,
	         from != NULL ? l_sa : NULL, from != NULL ? (uintptr_t)&salen : 0)) != 0)
		return (error);
	if (from != NULL && address_in(td, l_sa, salen, from) != 0)
		from->sa_len = 0;
	return (0);
}

/* Vectors are the same bytes on both sides. */
_Static_assert(sizeof(struct iovec) == sizeof(struct linux_iovec), "iovec");

static void
header_out(const struct msghdr *msg, struct linux_msghdr *l_msg)
{

	memset(l_msg, 0, sizeof(*l_msg));
	l_msg->msg_iov = (l_uintptr_t)(uintptr_t)msg->msg_iov;
	l_msg->msg_iovlen = (l_ulong)msg->msg_iovlen;
}

static int
send_control(struct thread *td, int fd, const struct msghdr *msg, int flags,
    struct linux_msghdr *l_msg, int32_t l_flags)
{
	size_t bytes = msg->msg_controllen + SV_CONTROL_SLACK, size = bytes;
	char *control;
	int error;

	if ((control = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOBUFS);
	if ((error = linux_control_send_out(
	         msg->msg_control, msg->msg_controllen, control, &size)) == 0) {
		l_msg->msg_control = (l_uintptr_t)(uintptr_t)control;
		l_msg->msg_controllen = size;
		error = message_call(td, flags, LINUX_SYS_sendmsg, fd, l_msg, l_flags);
	}
	sv_tmp_free(td, control, bytes);
	return (error);
}

int
native_sendmsg(struct thread *td, int fd, const struct msghdr *msg, int flags)
{
	struct linux_msghdr l_msg;
	char l_sa[ADDRESS_MAX];
	int32_t l_flags;
	size_t salen;
	int error;

	if ((error = linux_msg_flags_out(flags, &l_flags)) != 0)
		return (error);
	header_out(msg, &l_msg);
	if (msg->msg_name != NULL) {
		if ((error = address_out(td, msg->msg_name, l_sa, &salen, 0)) != 0)
			return (error);
		l_msg.msg_name = (l_uintptr_t)(uintptr_t)l_sa;
		l_msg.msg_namelen = (int32_t)salen;
	}
	if (msg->msg_controllen != 0)
		return (send_control(td, fd, msg, flags, &l_msg, l_flags));
	return (message_call(td, flags, LINUX_SYS_sendmsg, fd, &l_msg, l_flags));
}

int
native_recvmsg(struct thread *td, int fd, struct msghdr *msg, int flags)
{
	struct linux_msghdr l_msg;
	char l_sa[ADDRESS_MAX];
	char *control = NULL;
	size_t bytes = msg->msg_controllen, size;
	bool truncated = false;
	int32_t l_flags;
	int error;

	if ((error = linux_msg_flags_out(flags, &l_flags)) != 0)
		return (error);
	header_out(msg, &l_msg);
	if (msg->msg_name != NULL) {
		l_msg.msg_name = (l_uintptr_t)(uintptr_t)l_sa;
		l_msg.msg_namelen = ADDRESS_MAX;
	}
	if (bytes != 0) {
		if ((control = sv_tmp_alloc(td, bytes)) == NULL)
			return (ENOBUFS);
		l_msg.msg_control = (l_uintptr_t)(uintptr_t)control;
		l_msg.msg_controllen = bytes;
	}
	if ((error = message_call(td, flags, LINUX_SYS_recvmsg, fd, &l_msg, l_flags)) == 0) {
		if (control != NULL) {
			size = bytes + SV_CONTROL_SLACK;
			linux_control_receive_in(
			    control, l_msg.msg_controllen, msg->msg_control, &size, &truncated);
			msg->msg_controllen = (socklen_t)size;
		}
		if (msg->msg_name != NULL &&
		    address_in(td, l_sa, l_msg.msg_namelen, msg->msg_name) != 0)
			((struct sockaddr *)msg->msg_name)->sa_len = 0;
		error = linux_msg_flags_in(l_msg.msg_flags, &msg->msg_flags);
		if (truncated)
			msg->msg_flags |= MSG_CTRUNC;
	}
	if (control != NULL)
		sv_tmp_free(td, control, bytes);
	return (error);
}

/* ---- Options ---- */

/* Level 0 is SOL_LOCAL for local sockets and IPPROTO_IP for others. */
static bool
is_local(int fd)
{
	int domain = 0, len = (int)sizeof(domain);

	return (host_syscall(LINUX_SYS_getsockopt, fd, LINUX_SOL_SOCKET, LINUX_SO_DOMAIN, &domain,
	            &len) == 0 &&
	        domain == LINUX_AF_UNIX);
}

static int
option_out(int fd, int level, int name, int *l_level, int *l_name, enum linux_sockopt_kind *kind)
{

	return (linux_sockopt_out(
	    level, name, level == IPPROTO_IP && is_local(fd), l_level, l_name, kind));
}

int
native_setsockopt(struct thread *td, int fd, int level, int name, const void *value, unsigned len)
{
	enum linux_sockopt_kind kind;
	struct linux_timeval l_tv;
	int error, l_level, l_name;

	if ((error = option_out(fd, level, name, &l_level, &l_name, &kind)) != 0)
		return (error);
	if (kind != LINUX_SOCKOPT_TIME)
		return (host_call(td, LINUX_SYS_setsockopt, fd, l_level, l_name, value, len));
	if (len < sizeof(struct timeval))
		return (EINVAL);
	if ((error = linux_timeval_out(value, &l_tv)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_setsockopt, fd, l_level, l_name, &l_tv, sizeof(l_tv)));
}

/* xucred begins with a version, which is 0. */
static int
get_peercred(struct thread *td, int fd, void *value, unsigned *len)
{
	struct linux_ucred ucred;
	struct xucred peer;
	int error, size = (int)sizeof(ucred);

	if ((error = host_call(td, LINUX_SYS_getsockopt, fd, LINUX_SOL_SOCKET, LINUX_SO_PEERCRED,
	         &ucred, &size)) != 0)
		return (error);
	if (ucred.pid == 0)
		return (ENOTCONN);
	memset(&peer, 0, sizeof(peer));
	peer.cr_uid = ucred.uid;
	peer.cr_ngroups = 1;
	peer.cr_groups[0] = ucred.gid;
	peer.cr_pid = ucred.pid;
	if (*len > sizeof(peer))
		*len = (unsigned)sizeof(peer);
	memcpy(value, &peer, *len);
	return (0);
}

static int
get_converted(struct thread *td, int fd, int l_level, int l_name, enum linux_sockopt_kind kind,
    void *value, unsigned *len)
{
	union {
		struct linux_timeval tv;
		int number;
	} l_value;
	struct timeval tv;
	const void *result;
	unsigned size = (unsigned)sizeof(int);
	uint16_t family;
	int error, number, l_len = (int)sizeof(l_value);

	memset(&l_value, 0, sizeof(l_value));
	if ((error = host_call(td, LINUX_SYS_getsockopt, fd, l_level, l_name, &l_value, &l_len)) !=
	    0)
		return (error);
	number = l_value.number;
	result = &number;
	switch (kind) {
	case LINUX_SOCKOPT_TIME:
		error = linux_timeval_in(&l_value.tv, &tv);
		result = &tv;
		size = (unsigned)sizeof(tv);
		break;
	case LINUX_SOCKOPT_ERROR:
		number = host_error(-(long)number);
		break;
	case LINUX_SOCKOPT_TYPE:
		error = linux_socket_type_in(number, &number);
		break;
	default: /* LINUX_SOCKOPT_DOMAIN */
		if ((error = linux_socket_family_in((uint16_t)number, &family)) == 0)
			number = family;
		break;
	}
	if (error != 0)
		return (error);
	if (*len > size)
		*len = size;
	memcpy(value, result, *len);
	return (0);
}

int
native_getsockopt(struct thread *td, int fd, int level, int name, void *value, unsigned *len)
{
	enum linux_sockopt_kind kind;
	int error, l_level, l_name, l_len = (int)*len;

	if ((error = option_out(fd, level, name, &l_level, &l_name, &kind)) != 0)
		return (error);
	switch (kind) {
	case LINUX_SOCKOPT_PEERCRED:
		return (get_peercred(td, fd, value, len));
	case LINUX_SOCKOPT_BYTES:
	case LINUX_SOCKOPT_PASSCRED:
		if ((error = host_call(
		         td, LINUX_SYS_getsockopt, fd, l_level, l_name, value, &l_len)) == 0)
			*len = (unsigned)l_len;
		return (error);
	default:
		return (get_converted(td, fd, l_level, l_name, kind, value, len));
	}
}
