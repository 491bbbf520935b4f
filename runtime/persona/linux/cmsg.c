/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Control messages of sockets in both directions.
 *
 * A message is a header and data that begin 16 bytes behind its start on both sides: Linux's header
 * is 16 bytes long, FreeBSD's 12 and aligned.  Descriptors, timestamps and most options of IPv6 are
 * the same bytes; credentials are not.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_socket.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define ALIGN8(n) (((n) + 7) & ~(size_t)7)
#define DATA      16U /* where the data begin, both sides */

struct control {
	int level, type;
	const uint8_t *data;
	size_t len; /* of the data */
};

/* Where data that had to be made anew are put. */
union scratch {
	struct linux_ucred ucred;
	struct cmsgcred cred;
	struct sockcred2 cred2;
	int number;
	uint8_t byte;
};

_Static_assert(sizeof(struct linux_cmsghdr) == DATA, "Linux's data follow the header");
_Static_assert(ALIGN8(sizeof(struct cmsghdr)) == DATA, "FreeBSD's are aligned to 8 bytes");

/*
 * The message at *at, whose header said `whole` bytes; false at the end.  *error: EINVAL for a length
 * that leads astray.
 */
static bool
take(const uint8_t *from, size_t len, size_t *at, uint64_t whole, struct control *c, int *error)
{

	if (whole < DATA || whole > len - *at) {
		*error = EINVAL;
		return (false);
	}
	c->data = from + *at + DATA;
	c->len = (size_t)whole - DATA;
	*at += ALIGN8((size_t)whole);
	return (true);
}

static bool
next_foreign(const uint8_t *from, size_t len, size_t *at, struct control *c, int *error)
{
	struct linux_cmsghdr header;

	if (*at > len || len - *at < sizeof(header))
		return (false);
	memcpy(&header, from + *at, sizeof(header));
	c->level = header.cmsg_level;
	c->type = header.cmsg_type;
	return (take(from, len, at, header.cmsg_len, c, error));
}

static bool
next_native(const uint8_t *from, size_t len, size_t *at, struct control *c, int *error)
{
	struct cmsghdr header;

	if (*at > len || len - *at < sizeof(header))
		return (false);
	memcpy(&header, from + *at, sizeof(header));
	c->level = header.cmsg_level;
	c->type = header.cmsg_type;
	return (take(from, len, at, header.cmsg_len, c, error));
}

/*
 * Append a message.  One that does not fit whole is cut to the room there is, as Linux does it,
 * unless not even its header has room; false then and when it was cut.
 */
static bool
put(uint8_t *to, size_t room, size_t *used, const struct control *c, bool foreign)
{
	struct linux_cmsghdr theirs;
	struct cmsghdr ours;
	size_t whole = DATA + c->len, fits = whole;

	if (*used > room || room - *used < DATA)
		return (false);
	if (fits > room - *used)
		fits = room - *used;
	if (foreign) {
		theirs.cmsg_len = fits;
		theirs.cmsg_level = c->level;
		theirs.cmsg_type = c->type;
		memcpy(to + *used, &theirs, sizeof(theirs));
	} else {
		ours.cmsg_len = (socklen_t)fits;
		ours.cmsg_level = c->level;
		ours.cmsg_type = c->type;
		memset(to + *used, 0, DATA);
		memcpy(to + *used, &ours, sizeof(ours));
	}
	memcpy(to + *used + DATA, c->data, fits - DATA);
	/* The padding behind it, as far as there is room. */
	whole = ALIGN8(fits);
	if (whole > room - *used)
		whole = room - *used;
	memset(to + *used + fits, 0, whole - fits);
	*used += whole;
	return (fits == DATA + c->len);
}

/* ---- One message; EINVAL: there is no counterpart ---- */

static int
number_of(const struct control *c, int *number)
{

	if (c->len == sizeof(*number)) {
		memcpy(number, c->data, sizeof(*number));
		return (0);
	}
	if (c->len == 1) {
		*number = c->data[0];
		return (0);
	}
	return (EINVAL);
}

static void
set_data(struct control *c, const void *data, size_t len)
{

	c->data = data;
	c->len = len;
}

/* Levels whose messages are named like their options. */
static int
option_in(const struct control *f, struct control *n)
{

	switch (f->level) {
	case LINUX_SOL_IP:
		return (linux_ip_option_in(f->type, &n->type));
	case LINUX_SOL_IPV6:
		return (linux_ipv6_option_in(f->type, &n->type));
	case LINUX_SOL_NETLINK:
		return (linux_netlink_option_in(f->type, &n->type));
	default:
		return (EINVAL);
	}
}

static int
option_out(const struct control *n, struct control *f)
{

	switch (n->level) {
	case IPPROTO_IP:
		return (linux_ip_option_out(n->type, &f->type));
	case IPPROTO_IPV6:
		return (linux_ipv6_option_out(n->type, &f->type));
	case SOL_NETLINK:
		return (linux_netlink_option_out(n->type, &f->type));
	default:
		return (EINVAL);
	}
}

/* Sent by a Linux program. */
static int
send_in(const struct control *f, struct control *n, union scratch *s)
{
	struct linux_ucred ucred;
	int error, number;

	*n = *f;
	if ((error = linux_socket_level_in(f->level, &n->level)) != 0)
		return (EINVAL);
	if (f->level == LINUX_SOL_SOCKET) {
		if (f->type != LINUX_SCM_CREDENTIALS)
			return (linux_scm_type_in(f->type, &n->type));
		if (f->len != sizeof(ucred))
			return (EINVAL);
		memcpy(&ucred, f->data, sizeof(ucred));
		memset(&s->cred, 0, sizeof(s->cred));
		s->cred.cmcred_pid = ucred.pid;
		s->cred.cmcred_uid = ucred.uid;
		s->cred.cmcred_euid = ucred.uid;
		s->cred.cmcred_gid = ucred.gid;
		s->cred.cmcred_ngroups = 1;
		s->cred.cmcred_groups[0] = ucred.gid;
		n->type = SCM_CREDS;
		set_data(n, &s->cred, sizeof(s->cred));
		return (0);
	}
	if ((error = option_in(f, n)) != 0)
		return (EINVAL);
	if (f->level == LINUX_SOL_IP && (f->type == LINUX_IP_TOS || f->type == LINUX_IP_TTL)) {
		if ((error = number_of(f, &number)) != 0)
			return (error);
		if (number < 0 || number > 0xff)
			return (EINVAL);
		s->byte = (uint8_t)number;
		set_data(n, &s->byte, sizeof(s->byte));
	}
	return (0);
}

/* Sent by a native program, to a host on Linux. */
static int
send_out(const struct control *n, struct control *f, union scratch *s)
{
	struct cmsgcred cred;
	int error, number;

	*f = *n;
	if ((error = linux_socket_level_out(n->level, &f->level)) != 0)
		return (EINVAL);
	if (n->level == SOL_SOCKET) {
		if (n->type != SCM_CREDS)
			return (linux_scm_type_out(n->type, &f->type));
		if (n->len != sizeof(cred))
			return (EINVAL);
		memcpy(&cred, n->data, sizeof(cred));
		s->ucred.pid = cred.cmcred_pid;
		s->ucred.uid = cred.cmcred_uid;
		s->ucred.gid = cred.cmcred_gid;
		f->type = LINUX_SCM_CREDENTIALS;
		set_data(f, &s->ucred, sizeof(s->ucred));
		return (0);
	}
	if ((error = option_out(n, f)) != 0)
		return (EINVAL);
	if (n->level == IPPROTO_IP && (n->type == IP_TOS || n->type == IP_TTL)) {
		if ((error = number_of(n, &number)) != 0)
			return (error);
		s->number = number;
		set_data(f, &s->number, sizeof(s->number));
	}
	return (0);
}

/* Received by a Linux program. */
static int
receive_out(const struct control *n, struct control *f, union scratch *s)
{
	struct sockcred2 cred2;
	int error, number;

	*f = *n;
	if ((error = linux_socket_level_out(n->level, &f->level)) != 0)
		return (EINVAL);
	if (n->level == SOL_SOCKET) {
		if (n->type != SCM_CREDS2)
			return (linux_scm_type_out(n->type, &f->type));
		if (n->len < sizeof(cred2) - sizeof(cred2.sc_groups))
			return (EINVAL);
		memset(&cred2, 0, sizeof(cred2));
		memcpy(&cred2, n->data, n->len < sizeof(cred2) ? n->len : sizeof(cred2));
		s->ucred.pid = cred2.sc_pid;
		s->ucred.uid = cred2.sc_uid;
		s->ucred.gid = cred2.sc_gid;
		f->type = LINUX_SCM_CREDENTIALS;
		set_data(f, &s->ucred, sizeof(s->ucred));
		return (0);
	}
	if (n->level == IPPROTO_IP && n->type == IP_RECVTTL) {
		if ((error = number_of(n, &number)) != 0)
			return (error);
		s->number = number;
		f->type = LINUX_IP_TTL;
		set_data(f, &s->number, sizeof(s->number));
		return (0);
	}
	if (n->level == IPPROTO_IP && n->type == IP_RECVTOS) {
		f->type = LINUX_IP_TOS;
		return (0);
	}
	return (option_out(n, f));
}

/* Received from a host on Linux. */
static int
receive_in(const struct control *f, struct control *n, union scratch *s)
{
	struct linux_ucred ucred;
	int error, number;

	*n = *f;
	if ((error = linux_socket_level_in(f->level, &n->level)) != 0)
		return (EINVAL);
	if (f->level == LINUX_SOL_SOCKET) {
		if (f->type != LINUX_SCM_CREDENTIALS)
			return (linux_scm_type_in(f->type, &n->type));
		if (f->len < sizeof(ucred))
			return (EINVAL);
		memcpy(&ucred, f->data, sizeof(ucred));
		memset(&s->cred2, 0, sizeof(s->cred2));
		s->cred2.sc_pid = ucred.pid;
		s->cred2.sc_uid = ucred.uid;
		s->cred2.sc_euid = ucred.uid;
		s->cred2.sc_gid = ucred.gid;
		s->cred2.sc_egid = ucred.gid;
		n->type = SCM_CREDS2;
		set_data(n, &s->cred2, sizeof(s->cred2));
		return (0);
	}
	if (f->level == LINUX_SOL_IP && f->type == LINUX_IP_TTL) {
		if ((error = number_of(f, &number)) != 0)
			return (error);
		s->byte = (uint8_t)number;
		n->type = IP_RECVTTL;
		set_data(n, &s->byte, sizeof(s->byte));
		return (0);
	}
	if (f->level == LINUX_SOL_IP && f->type == LINUX_IP_TOS) {
		n->type = IP_RECVTOS;
		return (0);
	}
	return (option_in(f, n));
}

/* ---- Whole buffers ---- */

/*
 * A message to be sent that has no counterpart, or no room, ends the call; one that was received is left
 * out, or cut.
 */
struct direction {
	bool (*next)(const uint8_t *, size_t, size_t *, struct control *, int *);
	int (*convert)(const struct control *, struct control *, union scratch *);
	bool foreign; /* what is written is Linux's */
	bool sending;
};

static int
convert_all(const struct direction *d, const void *from, size_t len, void *to, size_t *size,
    bool *truncated)
{
	struct control here, there;
	union scratch s;
	size_t at = 0, used = 0;
	int error = 0, bad;

	while (d->next(from, len, &at, &here, &error)) {
		bad = d->convert(&here, &there, &s);
		if (bad == 0 && !put(to, *size, &used, &there, d->foreign)) {
			if (truncated != NULL)
				*truncated = true;
			bad = ENOBUFS;
		}
		if (bad != 0 && d->sending)
			return (bad);
	}
	*size = used;
	return (error);
}

int
linux_control_send_in(const void *from, size_t len, void *to, size_t *size)
{
	static const struct direction d = {next_foreign, send_in, false, true};

	return (convert_all(&d, from, len, to, size, NULL));
}

int
linux_control_send_out(const void *from, size_t len, void *to, size_t *size)
{
	static const struct direction d = {next_native, send_out, true, true};

	return (convert_all(&d, from, len, to, size, NULL));
}

void
linux_control_receive_out(const void *from, size_t len, void *to, size_t *size, bool *truncated)
{
	static const struct direction d = {next_native, receive_out, true, false};

	(void)convert_all(&d, from, len, to, size, truncated);
}

void
linux_control_receive_in(const void *from, size_t len, void *to, size_t *size, bool *truncated)
{
	static const struct direction d = {next_foreign, receive_in, false, false};

	(void)convert_all(&d, from, len, to, size, truncated);
}
