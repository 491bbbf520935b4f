/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the socket files of this persona share, and a host that itself runs on Linux uses the other
 * way round.
 */
#ifndef SYSVEC_LINUX_SOCKET_H
#define SYSVEC_LINUX_SOCKET_H

#include <sysvec/native/socket.h>
#include <sysvec/port.h>

#include "linux_struct.h"

struct iovec;

/*
 * Addresses.  Linux's begin with a 16-bit family, FreeBSD's with one byte of length and one of
 * family; what follows is the same in all families that are passed (unix, inet, inet6, netlink).
 * `foreign` is kernel memory.  in: EAFNOSUPPORT, EINVAL for a length below 2 or above 128.  out:
 * *len is the length of what was written, at the most 128.
 */
int linux_sockaddr_in(const void *foreign, size_t len, struct sockaddr *native);
int linux_sockaddr_out(const struct sockaddr *native, void *foreign, size_t *len);

/* From and to user memory; SV_SOCKADDR_MAX bytes at `native`. */
int linux_copyin_sockaddr(const void *uaddr, int len, struct sockaddr *native);
/*
 * As move_addr_to_user does it: cut to the room at *ulen, whole length stored there.  Nothing is
 * done when uaddr is NULL.
 */
int linux_copyout_sockaddr(const struct sockaddr *native, void *uaddr, void *ulen);

/*
 * Control messages of one buffer, kernel memory on both sides; one function for each direction and
 * use.  A Linux program's are sent by _send_in and received by _receive_out; a host on Linux uses
 * the other two.  *size is the room at `to` on entry and what was used on return.  EINVAL for a
 * message to be sent that makes no sense or has no counterpart, ENOBUFS when it does not fit.  What
 * is received and has no counterpart or no room is left out; *truncated, which may be NULL, tells
 * the latter.
 */
int linux_control_send_in(const void *from, size_t len, void *to, size_t *size);
int linux_control_send_out(const void *from, size_t len, void *to, size_t *size);
void linux_control_receive_in(
    const void *from, size_t len, void *to, size_t *size, bool *truncated);
void linux_control_receive_out(
    const void *from, size_t len, void *to, size_t *size, bool *truncated);

/* Most bytes of control messages in one call, both ways. */
#define LINUX_CONTROL_MAX 16384U

/*
 * Socket options: level and name in both directions.  What an option's value is; only those that
 * are no plain bytes are named.
 */
enum linux_sockopt_kind {
	LINUX_SOCKOPT_BYTES,    /* the same on both sides: ints, linger, addresses, names */
	LINUX_SOCKOPT_ERROR,    /* an errno */
	LINUX_SOCKOPT_TIME,     /* a timeval */
	LINUX_SOCKOPT_TYPE,     /* a socket type */
	LINUX_SOCKOPT_DOMAIN,   /* an address family */
	LINUX_SOCKOPT_PASSCRED, /* SO_PASSCRED and LOCAL_CREDS_PERSISTENT */
	LINUX_SOCKOPT_PEERCRED, /* struct ucred and struct xucred */
	LINUX_SOCKOPT_NOTHING,  /* accepted, without effect */
};
int linux_sockopt_in(int level, int name, int *nlevel, int *nname, enum linux_sockopt_kind *kind);
/* local: the socket is a local one, where level 0 is SOL_LOCAL. */
int linux_sockopt_out(
    int nlevel, int nname, bool local, int *level, int *name, enum linux_sockopt_kind *kind);

/* A wrong descriptor goes before `error`, which is what is wrong with another argument. */
int linux_socket_refuse(struct thread *td, int fd, int error);

/* 0 when fd is a local socket, EOPNOTSUPP when it is another, or what is wrong with it. */
int linux_socket_local(struct thread *td, int fd);

#endif
