/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ioctl on sockets: what a program asks about network interfaces, one fact at a time.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_ioctl.h"
#include "linux_socket.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define LIST_MAX 128U /* interfaces that one SIOCGIFCONF tells */

/* Interfaces are missing with other words. */
static int
interface_error(int error)
{

	return (error == ENXIO ? ENODEV : error);
}

static int
put_address(const struct sockaddr *sa, void *to)
{
	char foreign[LINUX_SOCKADDR_MAX];
	size_t len;
	int error;

	if ((error = linux_sockaddr_out(sa, foreign, &len)) != 0)
		return (error);
	memcpy(to, foreign, len < sizeof(*sa) ? len : sizeof(*sa));
	return (0);
}

/* The value of a fact, in the union of a request. */
static int
put_fact(enum sv_interface_fact fact, const struct sv_interface *ifp, struct linux_ifreq *ifr)
{
	uint16_t type, flags;
	int error, number = ifp->number;

	memset(ifr->ifr_data, 0, sizeof(ifr->ifr_data));
	switch (fact) {
	case SV_IF_NAME:
		memcpy(ifr->ifr_name, ifp->name, sizeof(ifr->ifr_name));
		number = ifp->index;
		break;
	case SV_IF_INDEX:
		number = ifp->index;
		break;
	case SV_IF_FLAGS:
		if ((error = linux_if_flags_out((uint16_t)number, &flags)) != 0)
			return (error);
		memcpy(ifr->ifr_data, &flags, sizeof(flags));
		return (0);
	case SV_IF_ADDRESS:
	case SV_IF_DESTINATION:
	case SV_IF_BROADCAST:
	case SV_IF_NETMASK:
		return (put_address(&ifp->address, ifr->ifr_data));
	case SV_IF_LINK:
		if ((error = linux_if_type_out((uint16_t)number, &type)) != 0)
			return (error);
		memcpy(ifr->ifr_data, &type, sizeof(type));
		memcpy(ifr->ifr_data + sizeof(type), ifp->lladdr, sizeof(ifp->lladdr));
		return (0);
	default:
		break;
	}
	memcpy(ifr->ifr_data, &number, sizeof(number));
	return (0);
}

static int
get_fact(struct thread *td, int fd, enum sv_interface_fact fact, uintptr_t uarg)
{
	struct linux_ifreq ifr;
	struct sv_interface interface;
	int error;

	if ((error = copyin((const void *)uarg, &ifr, sizeof(ifr))) != 0)
		return (error);
	SV_ZERO(&interface);
	if (fact == SV_IF_NAME)
		memcpy(&interface.index, ifr.ifr_data, sizeof(interface.index));
	else
		memcpy(interface.name, ifr.ifr_name, sizeof(interface.name) - 1);
	if ((error = native_interface_get(td, fd, fact, &interface)) != 0)
		return (interface_error(error));
	if ((error = put_fact(fact, &interface, &ifr)) != 0)
		return (error);
	td->td_retval[0] = 0;
	return (copyout(&ifr, (void *)uarg, sizeof(ifr)));
}

static int
set_fact(struct thread *td, int fd, enum sv_interface_fact fact, uintptr_t uarg)
{
	struct sv_interface interface;
	struct linux_ifreq ifr;
	union {
		struct sockaddr sa;
		struct sockaddr_storage room;
	} address;
	uint16_t flags;
	int error;

	if ((error = copyin((const void *)uarg, &ifr, sizeof(ifr))) != 0)
		return (error);
	SV_ZERO(&interface);
	memcpy(interface.name, ifr.ifr_name, sizeof(interface.name) - 1);
	switch (fact) {
	case SV_IF_FLAGS:
		memcpy(&flags, ifr.ifr_data, sizeof(flags));
		if ((error = linux_if_flags_in(flags, &flags)) != 0)
			return (error);
		interface.number = flags;
		break;
	case SV_IF_MTU:
		memcpy(&interface.number, ifr.ifr_data, sizeof(interface.number));
		break;
	default:
		if ((error = linux_sockaddr_in(ifr.ifr_data, sizeof(address.sa), &address.sa)) != 0)
			return (error);
		interface.address = address.sa;
		break;
	}
	td->td_retval[0] = 0;
	return (interface_error(native_interface_set(td, fd, fact, &interface)));
}

/*
 * All interfaces with an address, as many as there is room for; without a buffer, the room that
 * would do.
 */
static int
get_list(struct thread *td, int fd, uintptr_t uarg)
{
	struct linux_ifconf conf;
	struct linux_ifreq ifr;
	struct sv_interface *list;
	unsigned count = LIST_MAX, i, room;
	size_t bytes = LIST_MAX * sizeof(*list);
	int error;

	if ((error = copyin((const void *)uarg, &conf, sizeof(conf))) != 0)
		return (error);
	if (conf.ifc_len < 0)
		return (EINVAL);
	if ((list = sv_tmp_alloc(td, bytes)) == NULL)
		return (ENOMEM);
	if ((error = native_interface_list(td, fd, list, &count)) != 0)
		goto out;
	room = (unsigned)conf.ifc_len / (unsigned)sizeof(ifr);
	if (conf.ifc_buf != 0 && count > room)
		count = room;
	for (i = 0; conf.ifc_buf != 0 && i < count; i++) {
		SV_ZERO(&ifr);
		memcpy(ifr.ifr_name, list[i].name, sizeof(ifr.ifr_name));
		if ((error = put_address(&list[i].address, ifr.ifr_data)) != 0 ||
		    (error = copyout(&ifr, (char *)(uintptr_t)conf.ifc_buf + i * sizeof(ifr),
		         sizeof(ifr))) != 0)
			goto out;
	}
	conf.ifc_len = (int)(count * sizeof(ifr));
	td->td_retval[0] = 0;
	error = copyout(&conf, (void *)uarg, sizeof(conf));
out:
	sv_tmp_free(td, list, bytes);
	return (error);
}

/* Where a card stands on its bus: nobody tells any more, but the interface must exist. */
static int
get_map(struct thread *td, int fd, uintptr_t uarg)
{
	struct sv_interface interface;
	struct linux_ifreq ifr;
	int error;

	if ((error = copyin((const void *)uarg, &ifr, sizeof(ifr))) != 0)
		return (error);
	SV_ZERO(&interface);
	memcpy(interface.name, ifr.ifr_name, sizeof(interface.name) - 1);
	if ((error = native_interface_get(td, fd, SV_IF_INDEX, &interface)) != 0)
		return (interface_error(error));
	memset(ifr.ifr_data, 0, sizeof(ifr.ifr_data));
	td->td_retval[0] = 0;
	return (copyout(&ifr, (void *)uarg, sizeof(ifr)));
}

int
linux_ioctl_net(struct thread *td, int fd, uint32_t request, uintptr_t uarg)
{
	static const struct {
		uint32_t request;
		enum sv_interface_fact fact;
		bool set;
	} facts[] = {
	    {LINUX_SIOCGIFNAME, SV_IF_NAME, false},
	    {LINUX_SIOCGIFFLAGS, SV_IF_FLAGS, false},
	    {LINUX_SIOCSIFFLAGS, SV_IF_FLAGS, true},
	    {LINUX_SIOCGIFADDR, SV_IF_ADDRESS, false},
	    {LINUX_SIOCSIFADDR, SV_IF_ADDRESS, true},
	    {LINUX_SIOCGIFDSTADDR, SV_IF_DESTINATION, false},
	    {LINUX_SIOCSIFDSTADDR, SV_IF_DESTINATION, true},
	    {LINUX_SIOCGIFBRDADDR, SV_IF_BROADCAST, false},
	    {LINUX_SIOCSIFBRDADDR, SV_IF_BROADCAST, true},
	    {LINUX_SIOCGIFNETMASK, SV_IF_NETMASK, false},
	    {LINUX_SIOCSIFNETMASK, SV_IF_NETMASK, true},
	    {LINUX_SIOCGIFMETRIC, SV_IF_METRIC, false},
	    {LINUX_SIOCGIFMTU, SV_IF_MTU, false},
	    {LINUX_SIOCSIFMTU, SV_IF_MTU, true},
	    {LINUX_SIOCGIFHWADDR, SV_IF_LINK, false},
	    {LINUX_SIOCGIFINDEX, SV_IF_INDEX, false},
	    {LINUX_SIOCGIFTXQLEN, SV_IF_QUEUE, false},
	};
	unsigned len = (unsigned)sizeof(int);
	int error, type;
	size_t i;

	/* Other files do not know these requests. */
	error = native_getsockopt(td, fd, SOL_SOCKET, SO_TYPE, &type, &len);
	if (error != 0)
		return (error == ENOTSOCK ? ENOTTY : error);
	if (request == LINUX_SIOCGIFCONF)
		return (get_list(td, fd, uarg));
	if (request == LINUX_SIOCGIFMAP)
		return (get_map(td, fd, uarg));
	for (i = 0; i < SV_NITEMS(facts); i++) {
		if (facts[i].request != request)
			continue;
		return (facts[i].set ? set_fact(td, fd, facts[i].fact, uarg)
		                     : get_fact(td, fd, facts[i].fact, uarg));
	}
	return (ENOTTY);
}
