/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: network interfaces.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_socket.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* The request for each fact; 0: it cannot be set. */
static const struct {
	long get, set;
} requests[] = {
    [SV_IF_NAME] = {LINUX_SIOCGIFNAME, 0},
    [SV_IF_INDEX] = {LINUX_SIOCGIFINDEX, 0},
    [SV_IF_FLAGS] = {LINUX_SIOCGIFFLAGS, LINUX_SIOCSIFFLAGS},
    [SV_IF_ADDRESS] = {LINUX_SIOCGIFADDR, LINUX_SIOCSIFADDR},
    [SV_IF_DESTINATION] = {LINUX_SIOCGIFDSTADDR, LINUX_SIOCSIFDSTADDR},
    [SV_IF_BROADCAST] = {LINUX_SIOCGIFBRDADDR, LINUX_SIOCSIFBRDADDR},
    [SV_IF_NETMASK] = {LINUX_SIOCGIFNETMASK, LINUX_SIOCSIFNETMASK},
    [SV_IF_METRIC] = {LINUX_SIOCGIFMETRIC, 0},
    [SV_IF_MTU] = {LINUX_SIOCGIFMTU, LINUX_SIOCSIFMTU},
    [SV_IF_LINK] = {LINUX_SIOCGIFHWADDR, 0},
    [SV_IF_QUEUE] = {LINUX_SIOCGIFTXQLEN, 0},
};

static int
interface_call(struct thread *td, int fd, long request, void *data)
{
	int error = host_call(td, LINUX_SYS_ioctl, fd, request, data);

	return (error == ENODEV ? ENXIO : error);
}

static int
get_address(const struct linux_ifreq *ifr, struct sockaddr *sa)
{
	union {
		struct sockaddr sa;
		struct sockaddr_storage room;
	} address;
	int error;

	if ((error = linux_sockaddr_in(ifr->ifr_data, sizeof(address.sa), &address.sa)) == 0)
		*sa = address.sa;
	return (error);
}

int
native_interface_get(
    struct thread *td, int fd, enum sv_interface_fact fact, struct sv_interface *ifp)
{
	struct linux_ifreq ifr;
	uint16_t word, native;
	int error, number;

	memset(&ifr, 0, sizeof(ifr));
	if (fact == SV_IF_NAME)
		memcpy(ifr.ifr_data, &ifp->index, sizeof(ifp->index));
	else
		memcpy(ifr.ifr_name, ifp->name, sizeof(ifr.ifr_name) - 1);
	if ((error = interface_call(td, fd, requests[fact].get, &ifr)) != 0)
		return (error);
	memcpy(&number, ifr.ifr_data, sizeof(number));
	memcpy(&word, ifr.ifr_data, sizeof(word));
	switch (fact) {
	case SV_IF_NAME:
		memcpy(ifp->name, ifr.ifr_name, sizeof(ifp->name));
		return (0);
	case SV_IF_INDEX:
		ifp->index = number;
		return (0);
	case SV_IF_FLAGS:
		if ((error = linux_if_flags_in(word, &native)) == 0)
			ifp->number = native;
		return (error);
	case SV_IF_ADDRESS:
	case SV_IF_DESTINATION:
	case SV_IF_BROADCAST:
	case SV_IF_NETMASK:
		return (get_address(&ifr, &ifp->address));
	case SV_IF_LINK:
		if ((error = linux_if_type_in(word, &native)) != 0)
			return (error);
		ifp->number = native;
		memcpy(ifp->lladdr, ifr.ifr_data + sizeof(word), sizeof(ifp->lladdr));
		return (0);
	default:
		ifp->number = number;
		return (0);
	}
}

int
native_interface_set(
    struct thread *td, int fd, enum sv_interface_fact fact, const struct sv_interface *ifp)
{
	char address[LINUX_SOCKADDR_MAX];
	struct linux_ifreq ifr;
	uint16_t flags;
	size_t len;
	int error;

	if (requests[fact].set == 0)
		return (EINVAL);
	memset(&ifr, 0, sizeof(ifr));
	memcpy(ifr.ifr_name, ifp->name, sizeof(ifr.ifr_name) - 1);
	switch (fact) {
	case SV_IF_FLAGS:
		if ((error = linux_if_flags_out((uint16_t)ifp->number, &flags)) != 0)
			return (error);
		memcpy(ifr.ifr_data, &flags, sizeof(flags));
		break;
	case SV_IF_MTU:
		memcpy(ifr.ifr_data, &ifp->number, sizeof(ifp->number));
		break;
	default:
		if ((error = linux_sockaddr_out(&ifp->address, address, &len)) != 0)
			return (error);
		memcpy(
		    ifr.ifr_data, address, len < sizeof(ifp->address) ? len : sizeof(ifp->address));
		break;
	}
	return (interface_call(td, fd, requests[fact].set, &ifr));
}

int
native_interface_list(struct thread *td, int fd, struct sv_interface *list, unsigned *count)
{
	size_t bytes = *count * sizeof(struct linux_ifreq);
	struct linux_ifconf conf;
	struct linux_ifreq *ifr;
	unsigned i, found = 0;
	int error;

	if ((ifr = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	memset(&conf, 0, sizeof(conf));
	conf.ifc_len = (int)bytes;
	conf.ifc_buf = (l_uintptr_t)(uintptr_t)ifr;
	if ((error = interface_call(td, fd, LINUX_SIOCGIFCONF, &conf)) == 0)
		found = (unsigned)conf.ifc_len / (unsigned)sizeof(*ifr);
	for (i = 0; i < found && error == 0; i++) {
		memset(&list[i], 0, sizeof(list[i]));
		memcpy(list[i].name, ifr[i].ifr_name, sizeof(list[i].name));
		error = get_address(&ifr[i], &list[i].address);
	}
	sv_tmp_free(td, ifr, bytes);
	if (error == 0)
		*count = found;
	return (error);
}
