/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Network interfaces, by the kernel's own requests on a socket.
 */
#include "kld.h"

#include <sys/socket.h>
#include <sys/sockio.h>
#include <net/if.h>
#include <net/if_var.h>
#include <netinet/in.h>

#define INDEX_MOST 1024 /* interfaces that are looked for by number */

static const struct {
	u_long get, set;
} requests[] = {
    [SV_IF_FLAGS] = {SIOCGIFFLAGS, SIOCSIFFLAGS},
    [SV_IF_ADDRESS] = {SIOCGIFADDR, SIOCSIFADDR},
    [SV_IF_DESTINATION] = {SIOCGIFDSTADDR, SIOCSIFDSTADDR},
    [SV_IF_BROADCAST] = {SIOCGIFBRDADDR, SIOCSIFBRDADDR},
    [SV_IF_NETMASK] = {SIOCGIFNETMASK, SIOCSIFNETMASK},
    [SV_IF_METRIC] = {SIOCGIFMETRIC, 0},
    [SV_IF_MTU] = {SIOCGIFMTU, SIOCSIFMTU},
    [SV_IF_QUEUE] = {0, 0},
};

static int
name_of(int index, char *name, size_t size)
{
	struct ifnet *ifp;

	if (index <= 0 || index > UINT16_MAX || (ifp = kld_ifnet(index)) == NULL)
		return (ENXIO);
	strlcpy(name, kld_ifname(ifp), size);
	kld_if_put(ifp);
	return (0);
}

static int
facts_of(const char *name, enum sv_interface_fact fact, struct sv_interface *out)
{
	struct ifnet *ifp = ifunit_ref(name);
	int error = 0;

	if (ifp == NULL)
		return (ENXIO);
	switch (fact) {
	case SV_IF_INDEX:
		out->index = kld_ifindex(ifp);
		break;
	case SV_IF_QUEUE:
		out->number = kld_ifqueue(ifp);
		break;
	case SV_IF_LINK:
		out->number = kld_iftype(ifp);
		kld_lladdr(ifp, out->lladdr, sizeof(out->lladdr));
		break;
	default:
		error = EINVAL;
		break;
	}
	kld_if_put(ifp);
	return (error);
}

int
native_interface_get(
    struct thread *td, int fd, enum sv_interface_fact fact, struct sv_interface *out)
{
	struct ifreq ifr;
	int error;

	switch (fact) {
	case SV_IF_NAME:
		return (name_of(out->index, out->name, sizeof(out->name)));
	case SV_IF_INDEX:
	case SV_IF_QUEUE:
	case SV_IF_LINK:
		return (facts_of(out->name, fact, out));
	default:
		break;
	}
	memset(&ifr, 0, sizeof(ifr));
	strlcpy(ifr.ifr_name, out->name, sizeof(ifr.ifr_name));
	if ((error = kern_ioctl(td, fd, requests[fact].get, (caddr_t)&ifr)) != 0)
		return (error);
	switch (fact) {
	case SV_IF_FLAGS:
		out->number = (ifr.ifr_flags & 0xffff) | ifr.ifr_flagshigh << 16;
		break;
	case SV_IF_METRIC:
		out->number = ifr.ifr_metric;
		break;
	case SV_IF_MTU:
		out->number = ifr.ifr_mtu;
		break;
	default:
		out->address = ifr.ifr_addr;
		break;
	}
	return (0);
}

int
native_interface_set(
    struct thread *td, int fd, enum sv_interface_fact fact, const struct sv_interface *in)
{
	struct ifreq ifr;

	if (fact >= nitems(requests) || requests[fact].set == 0)
		return (EINVAL);
	memset(&ifr, 0, sizeof(ifr));
	strlcpy(ifr.ifr_name, in->name, sizeof(ifr.ifr_name));
	switch (fact) {
	case SV_IF_FLAGS:
		ifr.ifr_flags = (short)(in->number & 0xffff);
		ifr.ifr_flagshigh = (short)(in->number >> 16);
		break;
	case SV_IF_MTU:
		ifr.ifr_mtu = in->number;
		break;
	default:
		ifr.ifr_addr = in->address;
		break;
	}
	return (kern_ioctl(td, fd, requests[fact].set, (caddr_t)&ifr));
}

/* Only those with an IPv4 address, as Linux lists them. */
int
native_interface_list(struct thread *td, int fd, struct sv_interface *list, unsigned *count)
{
	struct sv_interface one;
	unsigned have = 0;

	for (int index = 1; index <= INDEX_MOST && have < *count; index++) {
		memset(&one, 0, sizeof(one));
		one.index = index;
		if (name_of(index, one.name, sizeof(one.name)) != 0 ||
		    native_interface_get(td, fd, SV_IF_ADDRESS, &one) != 0)
			continue;
		list[have++] = one;
	}
	*count = have;
	return (0);
}
