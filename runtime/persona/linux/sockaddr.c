/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Socket addresses in both directions.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_socket.h"
#include "linux_xlat.h"

/* Both headers are two bytes long; the rest of an address begins there. */
#define HEADER 2U

/* Shortest addresses, the families that have one. */
#define LINUX_INET6_MIN 24U /* without the scope: RFC 2133 */
#define LINUX_INET6_LEN 28U

int
linux_sockaddr_in(const void *foreign, size_t len, struct sockaddr *native)
{
	uint16_t family;
	uint16_t to;
	int error;

	if (len < HEADER || len > LINUX_SOCKADDR_MAX)
		return (EINVAL);
	memcpy(&family, foreign, sizeof(family));
	if ((error = linux_socket_family_in(family, &to)) != 0)
		return (error);
	memset(native, 0, SV_SOCKADDR_MAX);
	memcpy((char *)native + HEADER, (const char *)foreign + HEADER, len - HEADER);
	/* The old form without a scope. */
	if (family == LINUX_AF_INET6 && len >= LINUX_INET6_MIN && len < LINUX_INET6_LEN)
		len = LINUX_INET6_LEN;
	native->sa_len = (uint8_t)len;
	native->sa_family = (uint8_t)to;
	return (0);
}

int
linux_sockaddr_out(const struct sockaddr *native, void *foreign, size_t *len)
{
	size_t size = native->sa_len;
	uint16_t family;
	int error;

	if (size == 0) {
		*len = 0;
		return (0);
	}
	if (size < HEADER)
		return (EINVAL);
	if (size > LINUX_SOCKADDR_MAX)
		size = LINUX_SOCKADDR_MAX;
	if ((error = linux_socket_family_out(native->sa_family, &family)) != 0)
		return (error);
	memcpy(foreign, &family, sizeof(family));
	memcpy((char *)foreign + HEADER, (const char *)native + HEADER, size - HEADER);
	*len = size;
	return (0);
}

int
linux_copyin_sockaddr(const void *uaddr, int len, struct sockaddr *native)
{
	char foreign[LINUX_SOCKADDR_MAX];
	int error;

	if (len < 0 || len > LINUX_SOCKADDR_MAX)
		return (EINVAL);
	if ((error = copyin(uaddr, foreign, (size_t)len)) != 0)
		return (error);
	return (linux_sockaddr_in(foreign, (size_t)len, native));
}

int
linux_copyout_sockaddr(const struct sockaddr *native, void *uaddr, void *ulen)
{
	char foreign[LINUX_SOCKADDR_MAX];
	size_t len;
	int error, room, whole;

	if (uaddr == NULL)
		return (0);
	if ((error = copyin(ulen, &room, sizeof(room))) != 0)
		return (error);
	if (room < 0)
		return (EINVAL);
	if ((error = linux_sockaddr_out(native, foreign, &len)) != 0)
		return (error);
	whole = (int)len;
	if (len > (size_t)room)
		len = (size_t)room;
	if (len > 0 && (error = copyout(foreign, uaddr, len)) != 0)
		return (error);
	return (copyout(&whole, ulen, sizeof(whole)));
}
