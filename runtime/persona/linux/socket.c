/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Making, naming and joining sockets.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_socket.h"
#include "linux_xlat.h"

/* Room for any address, aligned as one. */
union address {
	struct sockaddr sa;
	struct sockaddr_storage room;
};

/*
 * Protocol numbers are the wire's on both sides, up to 255; Linux has a few beyond (MPTCP), which
 * FreeBSD has not.
 */
static int
socket_args(int family, int type, int protocol, int *nfamily, int *ntype)
{
	uint16_t domain;
	int error;

	if ((type & ~(LINUX_SOCK_TYPE_MASK | LINUX_SOCK_NONBLOCK | LINUX_SOCK_CLOEXEC)) != 0)
		return (EINVAL);
	if (family < 0 || family > 0xffff)
		return (EAFNOSUPPORT);
	if ((type & LINUX_SOCK_TYPE_MASK) > LINUX_SOCK_PACKET)
		return (EINVAL);
	if ((error = linux_socket_family_in((uint16_t)family, &domain)) != 0)
		return (error);
	if (family == LINUX_AF_UNSPEC)
		return (EAFNOSUPPORT);
	*nfamily = domain;
	if ((error = linux_socket_type_in(type, ntype)) != 0)
		return (error == EINVAL ? ESOCKTNOSUPPORT : error);
	if (protocol < 0 && (family == LINUX_AF_INET || family == LINUX_AF_INET6))
		return (EINVAL);
	if (protocol > LINUX_IPPROTO_LAST && (family == LINUX_AF_INET || family == LINUX_AF_INET6))
		return (EPROTONOSUPPORT);
	return (0);
}

int
linux_socket(struct thread *td, struct linux_socket_args *uap)
{
	int error, family, type;

	if ((error = socket_args(uap->family, uap->type, uap->protocol, &family, &type)) != 0)
		return (error);
	return (native_socket(td, family, type, uap->protocol));
}

int
linux_socketpair(struct thread *td, struct linux_socketpair_args *uap)
{
	int error, family, type;

	if ((error = socket_args(uap->family, uap->type, uap->protocol, &family, &type)) != 0)
		return (error);
	return (native_socketpair(td, family, type, uap->protocol, uap->usockvec));
}

/*
 * An address of a family that no socket of ours has: local sockets call it invalid.
 */
static int
copyin_name(struct thread *td, int fd, const void *uaddr, int len, struct sockaddr *sa)
{
	int error = linux_copyin_sockaddr(uaddr, len, sa);

	if (error == EAFNOSUPPORT && linux_socket_local(td, fd) == 0)
		error = EINVAL;
	return (error != 0 ? linux_socket_refuse(td, fd, error) : 0);
}

int
linux_bind(struct thread *td, struct linux_bind_args *uap)
{
	union address address;
	int error;

	if ((error = copyin_name(td, uap->fd, uap->umyaddr, uap->addrlen, &address.sa)) != 0)
		return (error);
	return (native_bind(td, uap->fd, &address.sa));
}

int
linux_connect(struct thread *td, struct linux_connect_args *uap)
{
	union address address;
	int error;

	error = copyin_name(td, uap->fd, uap->uservaddr, uap->addrlen, &address.sa);
	/* An address that cannot be fetched goes before a file that is no socket. */
	if (error == ENOTSOCK && (uap->addrlen < 0 || uap->addrlen > LINUX_SOCKADDR_MAX))
		error = EINVAL;
	else if (error == ENOTSOCK &&
	         linux_copyin_sockaddr(uap->uservaddr, uap->addrlen, &address.sa) == EFAULT)
		error = EFAULT;
	if (error != 0)
		return (error);
	return (native_connect(td, uap->fd, &address.sa));
}

static int
linux_accept_common(struct thread *td, int fd, void *uaddr, void *ulen, int foreign)
{
	union address address;
	register_t result;
	int error, flags = 0;

	if ((foreign & ~(LINUX_SOCK_NONBLOCK | LINUX_SOCK_CLOEXEC)) != 0) {
		error = linux_socket_refuse(td, fd, EINVAL);
		return (error == EBADF ? EBADF : EINVAL);
	}
	if ((foreign & LINUX_SOCK_NONBLOCK) != 0)
		flags |= SOCK_NONBLOCK;
	if ((foreign & LINUX_SOCK_CLOEXEC) != 0)
		flags |= SOCK_CLOEXEC;
	if ((error = native_accept(td, fd, uaddr != NULL ? &address.sa : NULL, flags)) != 0)
		return (error);
	result = td->td_retval[0];
	if ((error = linux_copyout_sockaddr(&address.sa, uaddr, ulen)) != 0) {
		/* Linux closes a connection whose peer's address cannot be told. */
		(void)native_close(td, (int)result);
		return (error);
	}
	td->td_retval[0] = result;
	return (0);
}

int
linux_accept(struct thread *td, struct linux_accept_args *uap)
{

	return (linux_accept_common(td, uap->fd, uap->upeer_sockaddr, uap->upeer_addrlen, 0));
}

int
linux_accept4(struct thread *td, struct linux_accept4_args *uap)
{

	return (
	    linux_accept_common(td, uap->fd, uap->upeer_sockaddr, uap->upeer_addrlen, uap->flags));
}

/* A NULL address is no way out here: EFAULT. */
static int
put_name(const struct sockaddr *sa, void *uaddr, void *ulen)
{
	int error, room;

	if (uaddr != NULL)
		return (linux_copyout_sockaddr(sa, uaddr, ulen));
	if ((error = copyin(ulen, &room, sizeof(room))) != 0)
		return (error);
	if (room < 0)
		return (EINVAL);
	if (room > 0)
		return (EFAULT);
	room = sa->sa_len;
	return (copyout(&room, ulen, sizeof(room)));
}

int
linux_getsockname(struct thread *td, struct linux_getsockname_args *uap)
{
	union address address;
	int error;

	if ((error = native_getsockname(td, uap->fd, &address.sa)) != 0)
		return (error);
	return (put_name(&address.sa, uap->usockaddr, uap->usockaddr_len));
}

int
linux_getpeername(struct thread *td, struct linux_getpeername_args *uap)
{
	union address address;
	int error;

	if ((error = native_getpeername(td, uap->fd, &address.sa)) != 0)
		return (error);
	return (put_name(&address.sa, uap->usockaddr, uap->usockaddr_len));
}
