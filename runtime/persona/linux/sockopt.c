/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Socket options in both directions.
 */
#include <sysvec/core.h>
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_socket.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define VALUE_FEW 256U   /* bytes of a value that fit on the stack */
#define VALUE_MAX 65536U /* no option has a longer one */

static enum linux_sockopt_kind
so_kind(int name)
{

	switch (name) {
	case LINUX_SO_ERROR:
		return (LINUX_SOCKOPT_ERROR);
	case LINUX_SO_RCVTIMEO_OLD:
	case LINUX_SO_SNDTIMEO_OLD:
		return (LINUX_SOCKOPT_TIME);
	case LINUX_SO_TYPE:
		return (LINUX_SOCKOPT_TYPE);
	case LINUX_SO_DOMAIN:
		return (LINUX_SOCKOPT_DOMAIN);
	default:
		return (LINUX_SOCKOPT_BYTES);
	}
}

int
linux_sockopt_in(int level, int name, int *nlevel, int *nname, enum linux_sockopt_kind *kind)
{

	if (level == LINUX_SOL_SOCKET) {
		*nlevel = IPPROTO_IP; /* SOL_LOCAL */
		switch (name) {
		case LINUX_SO_PASSCRED:
			*nname = LOCAL_CREDS_PERSISTENT;
			*kind = LINUX_SOCKOPT_PASSCRED;
			return (0);
		case LINUX_SO_PEERCRED:
			*nname = LOCAL_PEERCRED;
			*kind = LINUX_SOCKOPT_PEERCRED;
			return (0);
		case LINUX_SO_BSDCOMPAT:
			*kind = LINUX_SOCKOPT_NOTHING;
			return (0);
		default:
			break;
		}
	}
	if (linux_socket_level_in(level, nlevel) != 0)
		return (ENOPROTOOPT);
	*kind = LINUX_SOCKOPT_BYTES;
	switch (level) {
	case LINUX_SOL_SOCKET:
		*kind = so_kind(name);
		return (linux_so_option_in(name, nname));
	case LINUX_SOL_IP:
		return (linux_ip_option_in(name, nname));
	case LINUX_SOL_IPV6:
		return (linux_ipv6_option_in(name, nname));
	case LINUX_SOL_TCP:
		return (linux_tcp_option_in(name, nname));
	case LINUX_SOL_UDP:
		return (linux_udp_option_in(name, nname));
	case LINUX_SOL_NETLINK:
		return (linux_netlink_option_in(name, nname));
	case LINUX_SOL_RAW:
	case LINUX_SOL_ICMPV6:
		return (linux_raw_option_in(name, nname));
	default:
		return (ENOPROTOOPT);
	}
}

int
linux_sockopt_out(
    int nlevel, int nname, bool local, int *level, int *name, enum linux_sockopt_kind *kind)
{
	int error;

	if (nlevel == IPPROTO_IP && local) {
		*level = LINUX_SOL_SOCKET;
		switch (nname) {
		case LOCAL_CREDS:
		case LOCAL_CREDS_PERSISTENT:
			*name = LINUX_SO_PASSCRED;
			*kind = LINUX_SOCKOPT_PASSCRED;
			return (0);
		case LOCAL_PEERCRED:
			*name = LINUX_SO_PEERCRED;
			*kind = LINUX_SOCKOPT_PEERCRED;
			return (0);
		default:
			return (ENOPROTOOPT);
		}
	}
	if ((error = linux_socket_level_out(nlevel, level)) != 0)
		return (error);
	*kind = LINUX_SOCKOPT_BYTES;
	switch (nlevel) {
	case SOL_SOCKET:
		if ((error = linux_so_option_out(nname, name)) == 0)
			*kind = so_kind(*name);
		return (error);
	case IPPROTO_IP:
		return (linux_ip_option_out(nname, name));
	case IPPROTO_IPV6:
		return (linux_ipv6_option_out(nname, name));
	case IPPROTO_TCP:
		return (linux_tcp_option_out(nname, name));
	case IPPROTO_UDP:
		return (linux_udp_option_out(nname, name));
	case SOL_NETLINK:
		return (linux_netlink_option_out(nname, name));
	case IPPROTO_RAW:
	case IPPROTO_ICMPV6:
		return (linux_raw_option_out(nname, name));
	default:
		return (ENOPROTOOPT);
	}
}

int
linux_socket_refuse(struct thread *td, int fd, int error)
{
	unsigned len = (unsigned)sizeof(int);
	int bad, type;

	if ((bad = native_getsockopt(td, fd, SOL_SOCKET, SO_TYPE, &type, &len)) != 0)
		return (bad);
	td->td_retval[0] = 0;
	return (error);
}

/*
 * SO_PASSCRED and SO_PEERCRED are options of SOL_LOCAL natively, whose number is that of
 * IPPROTO_IP: they may reach local sockets only.
 */
int
linux_socket_local(struct thread *td, int fd)
{
	unsigned len = (unsigned)sizeof(int);
	int error, domain;

	if ((error = native_getsockopt(td, fd, SOL_SOCKET, SO_DOMAIN, &domain, &len)) != 0)
		return (error);
	td->td_retval[0] = 0;
	return (domain == AF_UNIX ? 0 : EOPNOTSUPP);
}

/* ---- setsockopt ---- */

static int
set_value(struct thread *td, struct linux_setsockopt_args *uap, int level, int name,
    enum linux_sockopt_kind kind, char *value)
{
	struct linux_timeval foreign;
	struct timeval tv;
	unsigned len = (unsigned)uap->optlen;
	int error;

	if (kind != LINUX_SOCKOPT_TIME) {
		if ((error = copyin(uap->optval, value, len)) != 0)
			return (error);
		return (native_setsockopt(td, uap->fd, level, name, value, len));
	}
	if (len < sizeof(foreign))
		return (EINVAL);
	if ((error = copyin(uap->optval, &foreign, sizeof(foreign))) != 0 ||
	    (error = linux_timeval_in(&foreign, &tv)) != 0)
		return (error);
	return (native_setsockopt(td, uap->fd, level, name, &tv, (unsigned)sizeof(tv)));
}

int
linux_setsockopt(struct thread *td, struct linux_setsockopt_args *uap)
{
	char few[VALUE_FEW] __attribute__((aligned(8)));
	enum linux_sockopt_kind kind;
	size_t bytes;
	char *value;
	int error, level, name;

	if (uap->optlen < 0)
		return (EINVAL);
	if ((error = linux_sockopt_in(uap->level, uap->optname, &level, &name, &kind)) != 0)
		return (error);
	switch (kind) {
	case LINUX_SOCKOPT_NOTHING:
		return (0);
	case LINUX_SOCKOPT_ERROR:
	case LINUX_SOCKOPT_TYPE:
	case LINUX_SOCKOPT_DOMAIN:
	case LINUX_SOCKOPT_PEERCRED:
		return (ENOPROTOOPT); /* to look at only */
	case LINUX_SOCKOPT_PASSCRED:
		if ((error = linux_socket_local(td, uap->fd)) != 0)
			return (error);
		break;
	default:
		break;
	}
	if ((unsigned)uap->optlen <= VALUE_FEW)
		return (set_value(td, uap, level, name, kind, few));
	bytes = (size_t)uap->optlen;
	if (bytes > VALUE_MAX || (value = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOBUFS);
	error = set_value(td, uap, level, name, kind, value);
	sv_tmp_free(td, value, bytes);
	return (error);
}

/* ---- getsockopt ---- */

/*
 * Hand back as much of a value as there is room for, and its length: never longer than the value.
 * /
 */
static int
put_value(struct linux_getsockopt_args *uap, const void *value, unsigned len, int room)
{
	int error;

	if ((unsigned)room > len)
		room = (int)len;
	if (room > 0 && (error = copyout(value, uap->optval, (size_t)room)) != 0)
		return (error);
	return (copyout(&room, uap->optlen, sizeof(room)));
}

/* The peer of a local socket; nobody, where there is none. */
static int
get_peercred(struct thread *td, struct linux_getsockopt_args *uap, int level, int name, int room)
{
	struct linux_ucred ucred = {.pid = 0, .uid = (l_uid_t)-1, .gid = (l_gid_t)-1};
	struct xucred peer;
	unsigned len = (unsigned)sizeof(peer);
	int error;

	SV_ZERO(&peer);
	if ((error = linux_socket_local(td, uap->fd)) == 0)
		error = native_getsockopt(td, uap->fd, level, name, &peer, &len);
	if (error == EBADF || error == ENOTSOCK)
		return (error);
	if (error == 0) {
		ucred.pid = peer.cr_pid;
		ucred.uid = peer.cr_uid;
		ucred.gid = peer.cr_ngroups > 0 ? peer.cr_groups[0] : (l_gid_t)-1;
	}
	td->td_retval[0] = 0;
	return (put_value(uap, &ucred, (unsigned)sizeof(ucred), room));
}

static int
get_converted(struct thread *td, struct linux_getsockopt_args *uap, int level, int name,
    enum linux_sockopt_kind kind, int room)
{
	struct linux_timeval foreign;
	union {
		struct timeval tv;
		int number;
	} value;
	unsigned len =
	    (unsigned)(kind == LINUX_SOCKOPT_TIME ? sizeof(value.tv) : sizeof(value.number));
	uint16_t family;
	int error, result;

	SV_ZERO(&value);
	if (kind == LINUX_SOCKOPT_PASSCRED && (error = linux_socket_local(td, uap->fd)) != 0)
		return (error);
	if ((error = native_getsockopt(td, uap->fd, level, name, &value, &len)) != 0)
		return (error);
	td->td_retval[0] = 0;
	result = value.number;
	switch (kind) {
	case LINUX_SOCKOPT_TIME:
		if ((error = linux_timeval_out(&value.tv, &foreign)) != 0)
			return (error);
		return (put_value(uap, &foreign, (unsigned)sizeof(foreign), room));
	case LINUX_SOCKOPT_ERROR:
		result = sv_errno_out(sv_td_vector(td), result);
		break;
	case LINUX_SOCKOPT_TYPE:
		error = linux_socket_type_out(result, &result);
		break;
	case LINUX_SOCKOPT_DOMAIN:
		if ((error = linux_socket_family_out((uint16_t)result, &family)) == 0)
			result = family;
		break;
	default: /* LINUX_SOCKOPT_PASSCRED */
		result = result != 0;
		break;
	}
	if (error != 0)
		return (error);
	return (put_value(uap, &result, (unsigned)sizeof(result), room));
}

static int
get_bytes(struct thread *td, struct linux_getsockopt_args *uap, int level, int name, int room)
{
	char few[VALUE_FEW] __attribute__((aligned(8)));
	unsigned len = (unsigned)room;
	size_t bytes = 0;
	char *value = few;
	int error;

	if (len > VALUE_MAX)
		len = VALUE_MAX;
	if (len > VALUE_FEW) {
		bytes = len;
		if ((value = sv_tmp_alloc(td, bytes)) == NULL)
			return (ENOBUFS);
	}
	if ((error = native_getsockopt(td, uap->fd, level, name, value, &len)) == 0)
		error = put_value(uap, value, len, room);
	if (bytes != 0)
		sv_tmp_free(td, value, bytes);
	td->td_retval[0] = 0;
	return (error);
}

int
linux_getsockopt(struct thread *td, struct linux_getsockopt_args *uap)
{
	enum linux_sockopt_kind kind;
	int error, level, name, room, zero = 0;

	if ((error = copyin(uap->optlen, &room, sizeof(room))) != 0)
		return (error);
	if (room < 0)
		return (EINVAL);
	if ((error = linux_sockopt_in(uap->level, uap->optname, &level, &name, &kind)) != 0)
		return (error);
	switch (kind) {
	case LINUX_SOCKOPT_NOTHING:
		return (put_value(uap, &zero, (unsigned)sizeof(zero), room));
	case LINUX_SOCKOPT_PEERCRED:
		return (get_peercred(td, uap, level, name, room));
	case LINUX_SOCKOPT_BYTES:
		return (get_bytes(td, uap, level, name, room));
	default:
		return (get_converted(td, uap, level, name, kind, room));
	}
}
