/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for sockets.  Families, types, flags, levels, options, addresses and control
 * messages are FreeBSD's.
 *
 * An address is kernel memory, a struct sockaddr whose sa_len holds its length; SV_SOCKADDR_MAX
 * bytes hold every one. Local addresses may be up to 110 bytes long, or begin with a NUL byte (an
 * abstract name of Linux, the sa_len - 2 bytes themselves): a FreeBSD kernel answers ENAMETOOLONG
 * and EADDRNOTAVAIL to those.  Look-up of local names under the vector's root is the service's.
 */
#ifndef SYSVEC_NATIVE_SOCKET_H
#define SYSVEC_NATIVE_SOCKET_H

#include <sysvec/port.h>

struct thread;
struct iovec;

#define SV_SOCKADDR_MAX 128

/* type: SOCK_ with SOCK_CLOEXEC, SOCK_NONBLOCK.  protocol: the wire's number. */
int native_socket(struct thread *td, int domain, int type, int protocol);
/* Two descriptors as ints to user memory. */
int native_socketpair(struct thread *td, int domain, int type, int protocol, int *ufds);
int native_bind(struct thread *td, int fd, const struct sockaddr *sa);
int native_connect(struct thread *td, int fd, const struct sockaddr *sa);
int native_listen(struct thread *td, int fd, int backlog);
/*
 * kern_accept4.  flags: SOCK_CLOEXEC, SOCK_NONBLOCK; nothing is inherited from the listening
 * socket.  The peer's address to sa, which may be NULL.
 */
int native_accept(struct thread *td, int fd, struct sockaddr *sa, int flags);
int native_getsockname(struct thread *td, int fd, struct sockaddr *sa);
int native_getpeername(struct thread *td, int fd, struct sockaddr *sa);
int native_shutdown(struct thread *td, int fd, int how);

/*
 * One buffer in user memory, without control messages.  The address may be NULL; what recvfrom got
 * has sa_len 0 when there is none.  td_retval[0]: bytes.  EPIPE comes with SIGPIPE unless
 * MSG_NOSIGNAL says otherwise.
 */
int native_sendto(
    struct thread *td, int fd, const void *ubuf, size_t len, int flags, const struct sockaddr *to);
int native_recvfrom(
    struct thread *td, int fd, void *ubuf, size_t len, int flags, struct sockaddr *from);

/*
 * What goes through a netlink socket is not looked at: FreeBSD 14 speaks Linux's formats there, except for
 * the numbers of address families inside, which its Linuxulator translates (a kernel's service does too).
 */

/*
 * kern_sendit and kern_recvit.  msg_name (SV_SOCKADDR_MAX bytes or NULL), msg_iov and msg_control
 * are kernel memory, the buffers the vector points to user memory.  recv: msg_controllen says on
 * entry how much room there is for descriptors; the buffer itself has SV_CONTROL_SLACK bytes more,
 * for credentials, and on return it is the length used; msg_flags is set.  Flags that FreeBSD has
 * not: MSG_NOTE_ERRQUEUE (a kernel: EAGAIN), MSG_NOTE_CONFIRM (dropped), MSG_NOTE_FASTOPEN
 * (EOPNOTSUPP); control messages: level IPPROTO_IP, types IP_NOTE_PKTINFO (index, local address,
 * destination: 4 bytes each) and IP_NOTE_RECVERR.
 */
#define SV_CONTROL_SLACK 256U
int native_sendmsg(struct thread *td, int fd, const struct msghdr *msg, int flags);
int native_recvmsg(struct thread *td, int fd, struct msghdr *msg, int flags);

/*
 * kern_setsockopt and kern_getsockopt; `value` is kernel memory.  get: *len is the room on entry,
 * the length on return.  Level 0 is SOL_LOCAL on a local socket.  SO_ERROR gives a native errno.
 * What a kernel does with options that FreeBSD has not: SO_NOTE_TIMESTAMPNS     SO_TIMESTAMP and
 * SO_TS_CLOCK IP_NOTE_PKTINFO         IP_RECVDSTADDR and IP_RECVIF IP_NOTE_RECVERR,
 * IPV6_NOTE_RECVERR, IP_NOTE_BIND_NO_PORT, TCP_NOTE_QUICKACK, TCP_NOTE_NOTSENT_LOWAT,
 *   IP_NOTE_MULTICAST_ALL   accepted; FreeBSD's behaviour is the nearest there is
 *   RAW_NOTE_CHECKSUM       IPV6_CHECKSUM at IPPROTO_IPV6
 *   IP_NOTE_MTU_DISCOVER    IP_DONTFRAG
 *   TCP_NOTE_USER_TIMEOUT   TCP_MAXUNACKTIME, in whole seconds
 *   all others              ENOPROTOOPT
 */
int native_setsockopt(
    struct thread *td, int fd, int level, int name, const void *value, unsigned len);
int native_getsockopt(struct thread *td, int fd, int level, int name, void *value, unsigned *len);

/*
 * ---- Interfaces ----
 *
 * What a FreeBSD kernel tells by SIOCGIFFLAGS and its relatives with a struct ifreq, one fact at a
 * time.  fd is any socket.  ENXIO: no such interface; EADDRNOTAVAIL: it has no such address.
 */
enum sv_interface_fact {
	SV_IF_NAME,        /* by index */
	SV_IF_INDEX,       /* SIOCGIFINDEX */
	SV_IF_FLAGS,       /* number: IFF_ bits, SIOCGIFFLAGS */
	SV_IF_ADDRESS,     /* SIOCGIFADDR, of IPv4 like the three below */
	SV_IF_DESTINATION, /* SIOCGIFDSTADDR */
	SV_IF_BROADCAST,   /* SIOCGIFBRDADDR */
	SV_IF_NETMASK,     /* SIOCGIFNETMASK */
	SV_IF_METRIC,      /* number, SIOCGIFMETRIC */
	SV_IF_MTU,         /* number, SIOCGIFMTU */
	SV_IF_LINK,        /* number: IFT_; lladdr: SIOCGHWADDR */
	SV_IF_QUEUE        /* number: packets that may wait, if_snd.ifq_maxlen */
};

struct sv_interface {
	char name[16];
	int index;
	int number;
	struct sockaddr address;
	uint8_t lladdr[14];
};

int native_interface_get(
    struct thread *td, int fd, enum sv_interface_fact fact, struct sv_interface *ifp);
/* SV_IF_FLAGS, SV_IF_MTU and the addresses. */
int native_interface_set(
    struct thread *td, int fd, enum sv_interface_fact fact, const struct sv_interface *ifp);
/* Name and IPv4 address of each; *count is the room on entry, on return how many were stored. */
int native_interface_list(struct thread *td, int fd, struct sv_interface *list, unsigned *count);

#endif
