/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sockets.
 */
#include "kld.h"

#include <sys/mbuf.h>
#include <sys/socket.h>
#include <sys/socketvar.h>
#include <sys/un.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#define CONTROL_MAX MJUMPAGESIZE
#define MS_PER_SEC  1000

/* ---- Local names ---- */

/* Two of them, as with paths: as given, and under the root (sun_len 0: there is none). */
struct names {
	struct sockaddr_un under;
	struct sockaddr_storage native;
};

static int
local_names(const struct sockaddr *sa, struct names *names)
{
	const struct sockaddr_un *sun = (const struct sockaddr_un *)(const void *)sa;
	char path[SV_SOCKADDR_MAX];
	struct kld_path kp;
	size_t len = sa->sa_len, offset = offsetof(struct sockaddr_un, sun_path);
	int error;

	memset(names, 0, sizeof(*names));
	if (len > sizeof(names->native))
		return (ENAMETOOLONG);
	memcpy(&names->native, sa, len);
	if (sa->sa_family != AF_LOCAL || len <= offset)
		return (0);
	if (sun->sun_path[0] == '\0')
		return (EADDRNOTAVAIL); /* abstract names have no counterpart */
	if (len > sizeof(struct sockaddr_un))
		return (ENAMETOOLONG);
	memset(path, 0, sizeof(path));
	memcpy(path, sun->sun_path, len - offset);
	if (path[0] != '/')
		return (0);
	if ((error = kld_path_set(path, &kp)) != 0)
		return (error);
	if (kp.under != NULL && strlen(kp.under) < sizeof(names->under.sun_path)) {
		strlcpy(names->under.sun_path, kp.under, sizeof(names->under.sun_path));
		names->under.sun_family = AF_LOCAL;
		names->under.sun_len = (u_char)(offset + strlen(kp.under) + 1);
	}
	kld_path_put(&kp);
	return (0);
}

/* As KLD_WALK: `call` uses `name`. */
#define NAME_WALK(names, error, call)                                       \
	do {                                                                \
		struct sockaddr *name = (struct sockaddr *)&(names)->under; \
		(error) = ENOENT;                                           \
		if (name->sa_len != 0)                                      \
			(error) = (call);                                   \
		if ((error) == ENOENT || (error) == ENOTDIR) {              \
			name = (struct sockaddr *)&(names)->native;         \
			(error) = (call);                                   \
		}                                                           \
	} while (0)

/*
 * What the kernel allocated to the caller's SV_SOCKADDR_MAX bytes, a local name as the program sees
 * it.
 */
static void
give_name(struct sockaddr *from, socklen_t len, struct sockaddr *to)
{
	struct sockaddr_un *sun = (struct sockaddr_un *)(void *)to;
	const char *shown;
	size_t have;

	memset(to, 0, SV_SOCKADDR_MAX);
	if (from == NULL)
		return;
	have = MIN(MIN((size_t)from->sa_len, (size_t)len), SV_SOCKADDR_MAX);
	memcpy(to, from, have);
	to->sa_len = (u_char)have;
	free(from, M_SONAME);
	if (to->sa_family == AF_LOCAL && have > offsetof(struct sockaddr_un, sun_path) &&
	    have <= sizeof(*sun)) {
		char path[sizeof(sun->sun_path) + 1];

		memset(path, 0, sizeof(path));
		memcpy(path, sun->sun_path, have - offsetof(struct sockaddr_un, sun_path));
		shown = sv_path_shown(kld_root, path);
		if (shown != path) {
			memset(sun->sun_path, 0, sizeof(sun->sun_path));
			strlcpy(sun->sun_path, shown, sizeof(sun->sun_path));
			sun->sun_len =
			    (u_char)(offsetof(struct sockaddr_un, sun_path) + strlen(shown) + 1);
		}
	}
}

/* ---- Making and naming ---- */

int
native_socket(struct thread *td, int domain, int type, int protocol)
{
	return (kern_socket(td, domain, type, protocol));
}

int
native_socketpair(struct thread *td, int domain, int type, int protocol, int *ufds)
{
	int error, fds[2];

	if ((error = kern_socketpair(td, domain, type, protocol, fds)) != 0)
		return (error);
	if ((error = copyout(fds, ufds, sizeof(fds))) != 0) {
		(void)kern_close(td, fds[0]);
		(void)kern_close(td, fds[1]);
	}
	return (error);
}

int
native_bind(struct thread *td, int fd, const struct sockaddr *sa)
{
	struct names names;
	int error;

	if ((error = local_names(sa, &names)) != 0)
		return (error);
	NAME_WALK(&names, error, kern_bindat(td, AT_FDCWD, fd, name));
	return (error);
}

int
native_connect(struct thread *td, int fd, const struct sockaddr *sa)
{
	struct names names;
	int error;

	if ((error = local_names(sa, &names)) != 0)
		return (error == EADDRNOTAVAIL ? ECONNREFUSED : error);
	NAME_WALK(&names, error, kern_connectat(td, AT_FDCWD, fd, name));
	return (error);
}

int
native_listen(struct thread *td, int fd, int backlog)
{
	return (kern_listen(td, fd, backlog));
}

int
native_accept(struct thread *td, int fd, struct sockaddr *sa, int flags)
{
	struct sockaddr *name = NULL;
	struct file *fp = NULL;
	socklen_t len = SV_SOCKADDR_MAX;
	int error;

	error =
	    kern_accept4(td, fd, sa != NULL ? &name : NULL, sa != NULL ? &len : NULL, flags, &fp);
	if (error != 0)
		return (error);
	fdrop(fp, td);
	if (sa != NULL)
		give_name(name, len, sa);
	return (0);
}

int
native_getsockname(struct thread *td, int fd, struct sockaddr *sa)
{
	struct sockaddr *name = NULL;
	socklen_t len = SV_SOCKADDR_MAX;
	int error;

	if ((error = kern_getsockname(td, fd, &name, &len)) == 0)
		give_name(name, len, sa);
	return (error);
}

int
native_getpeername(struct thread *td, int fd, struct sockaddr *sa)
{
	struct sockaddr *name = NULL;
	socklen_t len = SV_SOCKADDR_MAX;
	int error;

	if ((error = kern_getpeername(td, fd, &name, &len)) == 0)
		give_name(name, len, sa);
	return (error);
}

int
native_shutdown(struct thread *td, int fd, int how)
{
	return (kern_shutdown(td, fd, how));
}

/* ---- Messages ---- */

static int
flags_for(int flags, int *native)
{
	if ((flags & MSG_NOTE_ERRQUEUE) != 0)
		return (EAGAIN);
	if ((flags & MSG_NOTE_FASTOPEN) != 0)
		return (EOPNOTSUPP);
	*native = flags & ~MSG_NOTE_CONFIRM;
	return (0);
}

/* kern_sendit() takes the mbuf. */
static int
send_to(struct thread *td, int fd, const struct msghdr *msg, int flags, struct mbuf *control)
{
	struct msghdr copy = *msg;
	struct names names;
	struct mbuf *again = NULL;
	int error;

	copy.msg_control = NULL;
	copy.msg_controllen = 0;
	if (msg->msg_name == NULL) {
		copy.msg_namelen = 0;
		return (kern_sendit(td, fd, &copy, flags, control, UIO_USERSPACE));
	}
	if ((error = local_names(msg->msg_name, &names)) != 0) {
		m_freem(control);
		return (error == EADDRNOTAVAIL ? ECONNREFUSED : error);
	}
	if (names.under.sun_len != 0) {
		if (control != NULL)
			again = m_copym(control, 0, M_COPYALL, M_WAITOK);
		copy.msg_name = &names.under;
		copy.msg_namelen = names.under.sun_len;
		error = kern_sendit(td, fd, &copy, flags, control, UIO_USERSPACE);
		if (error != ENOENT && error != ENOTDIR) {
			m_freem(again);
			return (error);
		}
		control = again;
	}
	copy.msg_name = &names.native;
	copy.msg_namelen = ((struct sockaddr *)&names.native)->sa_len;
	return (kern_sendit(td, fd, &copy, flags, control, UIO_USERSPACE));
}

int
native_sendto(
    struct thread *td, int fd, const void *ubuf, size_t len, int flags, const struct sockaddr *to)
{
	struct iovec iov = {.iov_base = __DECONST(void *, ubuf), .iov_len = len};
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	int error;

	if ((error = flags_for(flags, &flags)) != 0)
		return (error);
	msg.msg_name = __DECONST(void *, to);
	return (send_to(td, fd, &msg, flags, NULL));
}

int
native_recvfrom(struct thread *td, int fd, void *ubuf, size_t len, int flags, struct sockaddr *from)
{
	struct iovec iov = {.iov_base = ubuf, .iov_len = len};
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1};
	int error;

	if ((error = flags_for(flags, &flags)) != 0)
		return (error);
	if (from != NULL) {
		memset(from, 0, SV_SOCKADDR_MAX);
		msg.msg_name = from;
		msg.msg_namelen = SV_SOCKADDR_MAX;
	}
	msg.msg_flags = flags;
	error = kern_recvit(td, fd, &msg, UIO_SYSSPACE, NULL);
	if (error == 0 && from != NULL)
		from->sa_len = (u_char)MIN(msg.msg_namelen, SV_SOCKADDR_MAX);
	return (error);
}

int
native_sendmsg(struct thread *td, int fd, const struct msghdr *msg, int flags)
{
	struct mbuf *control = NULL;
	int error;

	if ((error = flags_for(flags, &flags)) != 0)
		return (error);
	if (msg->msg_controllen != 0) {
		if (msg->msg_controllen < sizeof(struct cmsghdr))
			return (EINVAL);
		if (msg->msg_controllen > CONTROL_MAX)
			return (ENOBUFS);
		control = m_get2((int)msg->msg_controllen, M_WAITOK, MT_CONTROL, 0);
		control->m_len = (int)msg->msg_controllen;
		memcpy(mtod(control, void *), msg->msg_control, msg->msg_controllen);
	}
	return (send_to(td, fd, msg, flags, control));
}

/* All or nothing: descriptors that find no room are closed by m_dispose_extcontrolm(). */
static void
give_control(struct mbuf *control, struct msghdr *msg, size_t room)
{
	struct mbuf *m;
	char *at = msg->msg_control;
	size_t total = 0;

	for (m = control; m != NULL; m = m->m_next)
		total += CMSG_ALIGN((size_t)m->m_len);
	if (at == NULL || total > room) {
		if (total != 0) {
			msg->msg_flags |= MSG_CTRUNC;
			m_dispose_extcontrolm(control);
		}
		msg->msg_controllen = 0;
		return;
	}
	for (m = control; m != NULL; m = m->m_next) {
		memset(at, 0, CMSG_ALIGN((size_t)m->m_len));
		memcpy(at, mtod(m, void *), (size_t)m->m_len);
		at += CMSG_ALIGN((size_t)m->m_len);
	}
	msg->msg_controllen = (socklen_t)total;
}

int
native_recvmsg(struct thread *td, int fd, struct msghdr *msg, int flags)
{
	struct mbuf *control = NULL;
	struct sockaddr *from = msg->msg_name;
	void *buf = msg->msg_control;
	size_t room = msg->msg_controllen;
	int error;

	if ((error = flags_for(flags, &flags)) != 0)
		return (error);
	if (from != NULL) {
		memset(from, 0, SV_SOCKADDR_MAX);
		msg->msg_namelen = SV_SOCKADDR_MAX;
	}
	msg->msg_flags = flags;
	msg->msg_control = NULL;
	msg->msg_controllen = 0;
	error = kern_recvit(td, fd, msg, UIO_SYSSPACE, buf != NULL ? &control : NULL);
	msg->msg_control = buf;
	if (error == 0) {
		if (from != NULL)
			from->sa_len = (u_char)MIN(msg->msg_namelen, SV_SOCKADDR_MAX);
		give_control(control, msg, room + SV_CONTROL_SLACK);
	}
	m_freem(control);
	return (error);
}

/* ---- Options ---- */

static bool
accepted(int level, int name)
{
	switch (level) {
	case IPPROTO_IP:
		return (name == IP_NOTE_RECVERR || name == IP_NOTE_BIND_NO_PORT ||
		        name == IP_NOTE_MULTICAST_ALL);
	case IPPROTO_IPV6:
		return (name == IPV6_NOTE_RECVERR);
	case IPPROTO_TCP:
		return (name == TCP_NOTE_QUICKACK || name == TCP_NOTE_NOTSENT_LOWAT);
	default:
		return (false);
	}
}

static int
set(struct thread *td, int fd, int level, int name, int value)
{
	return (kern_setsockopt(td, fd, level, name, &value, UIO_SYSSPACE, sizeof(value)));
}

/* A TCP_NOTE_ number is nobody else's. */
#define IS_NOTE(name) ((name) >= 0x7001 && (name) <= 0x70ff)

static int
set_note(struct thread *td, int fd, int level, int name, int value)
{
	int error;

	if (accepted(level, name))
		return (0);
	if (level == SOL_SOCKET && name == SO_NOTE_TIMESTAMPNS) {
		if ((error = set(td, fd, SOL_SOCKET, SO_TIMESTAMP, value)) != 0)
			return (error);
		return (set(td, fd, SOL_SOCKET, SO_TS_CLOCK, SO_TS_REALTIME));
	}
	if (level == IPPROTO_IP && name == IP_NOTE_PKTINFO) {
		if ((error = set(td, fd, IPPROTO_IP, IP_RECVDSTADDR, value)) != 0)
			return (error);
		return (set(td, fd, IPPROTO_IP, IP_RECVIF, value));
	}
	if (level == IPPROTO_IP && name == IP_NOTE_MTU_DISCOVER)
		return (set(td, fd, IPPROTO_IP, IP_DONTFRAG, value != 0));
#ifdef TCP_MAXUNACKTIME
	if (level == IPPROTO_TCP && name == TCP_NOTE_USER_TIMEOUT)
		return (set(td, fd, IPPROTO_TCP, TCP_MAXUNACKTIME, howmany(value, MS_PER_SEC)));
#endif
	return (ENOPROTOOPT);
}

int
native_setsockopt(struct thread *td, int fd, int level, int name, const void *value, unsigned len)
{
	int number;

	if (IS_NOTE(name)) {
		if (len < sizeof(number))
			return (EINVAL);
		memcpy(&number, value, sizeof(number));
		return (set_note(td, fd, level, name, number));
	}
	return (kern_setsockopt(td, fd, level, name, __DECONST(void *, value), UIO_SYSSPACE, len));
}

int
native_getsockopt(struct thread *td, int fd, int level, int name, void *value, unsigned *len)
{
	int number = 0;

	if (IS_NOTE(name)) {
		if (!accepted(level, name))
			return (ENOPROTOOPT);
		if (*len < sizeof(number))
			return (EINVAL);
		memcpy(value, &number, sizeof(number));
		*len = sizeof(number);
		return (0);
	}
	return (kern_getsockopt(td, fd, level, name, value, UIO_SYSSPACE, len));
}
