/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Making sockets, and their names: families and types that exist and that do not, addresses of
 * every length, abstract names, names that do not fit.
 */
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

static void
kinds(void)
{
	static const int families[] = {AF_UNIX, AF_INET, AF_INET6, AF_NETLINK};
	static const int types[] = {0, SOCK_STREAM, SOCK_DGRAM, SOCK_SEQPACKET, SOCK_RDM, 7, 11, 15,
	    SOCK_DGRAM | 0x100, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK};
	size_t i, j;
	long fd;

	for (i = 0; i < sizeof(families) / sizeof(families[0]); i++) {
		for (j = 0; j < sizeof(types) / sizeof(types[0]); j++) {
			printf("%d %#x ", families[i], (unsigned)types[j]);
			if ((fd = show_ok("socket", socket(families[i], types[j], 0))) >= 0)
				close((int)fd);
		}
	}
	SHOW(socket(AF_INET, SOCK_STREAM, IPPROTO_UDP));
	SHOW(socket(AF_INET, SOCK_DGRAM, 255));
	SHOW(socket(AF_INET, SOCK_STREAM, -1));
	SHOW(socket(AF_UNIX, SOCK_STREAM, 77));
	SHOW(socket(99, SOCK_STREAM, 0));
	SHOW(socket(-1, SOCK_STREAM, 0));
	SHOW(socketpair(AF_INET, SOCK_STREAM, 0, (int[2]){0}));
	show("socketpair bad", syscall(SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, BAD));
}

static void
print_name(int fd, const char *what, int (*get)(int, struct sockaddr *, socklen_t *))
{
	struct sockaddr_un un;
	socklen_t len = sizeof(un);
	socklen_t i;

	memset(&un, 'X', sizeof(un));
	if (show(what, get(fd, (struct sockaddr *)&un, &len)) == -1)
		return;
	printf("  family %d length %u:", un.sun_family, len);
	for (i = 2; i < len && i < sizeof(un); i++)
		printf(un.sun_path[i - 2] >= ' ' ? "%c" : "\\%o", un.sun_path[i - 2]);
	printf("\n");
}

static int
getsockname_(int fd, struct sockaddr *sa, socklen_t *len)
{
	return (getsockname(fd, sa, len));
}

static int
getpeername_(int fd, struct sockaddr *sa, socklen_t *len)
{
	return (getpeername(fd, sa, len));
}

static long
bind_un(int fd, const char *path, size_t len)
{
	struct sockaddr_un un = {.sun_family = AF_UNIX};

	memcpy(un.sun_path, path, len);
	return (bind(
	    fd, (struct sockaddr *)&un, (socklen_t)(offsetof(struct sockaddr_un, sun_path) + len)));
}

static void
local(void)
{
	char longest[109] = "";
	struct sockaddr_un un = {.sun_family = AF_UNIX};
	socklen_t len;
	int fd, other, peer;

	memset(longest, 'p', 108);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	print_name(fd, "unbound", getsockname_);
	show("bind", bind_un(fd, "sock_names.tmp", 14));
	print_name(fd, "bound", getsockname_);
	show("bind again", bind_un(fd, "sock_names.tmp2", 15));
	SHOW(listen(fd, 5));
	other = socket(AF_UNIX, SOCK_STREAM, 0);
	show("bind taken", bind_un(other, "sock_names.tmp", 15));
	strcpy(un.sun_path, "sock_names.tmp");
	SHOW(connect(other, (struct sockaddr *)&un, sizeof(un)));
	print_name(other, "peer", getpeername_);
	memset(&un, 'X', sizeof(un));
	len = sizeof(un);
	peer = accept(fd, (struct sockaddr *)&un, &len);
	printf("accepted %d length %u family %d\n", peer >= 0, len, un.sun_family);
	print_name(peer, "name of it", getsockname_);
	print_name(peer, "peer of it", getpeername_);
	close(other);
	close(peer);
	close(fd);
	SHOW(unlink("sock_names.tmp"));

	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	show("bind abstract", bind_un(fd, "\0sysvec\0test", 12));
	print_name(fd, "abstract", getsockname_);
	other = socket(AF_UNIX, SOCK_DGRAM, 0);
	show("abstract taken", bind_un(other, "\0sysvec\0test", 12));
	show("autobind", bind_un(other, "", 0));
	len = sizeof(un);
	SHOW(getsockname(other, (struct sockaddr *)&un, &len));
	printf("length %u\n", len);
	close(fd);
	close(other);

	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	show("bind 108", bind_un(fd, longest, 108));
	print_name(fd, "108", getsockname_);
	close(fd);
	SHOW(unlink(longest));
	fd = socket(AF_UNIX, SOCK_DGRAM, 0);
	SHOW(bind(fd, (struct sockaddr *)longest, 129));
	SHOW(bind(fd, (struct sockaddr *)longest, 1));
	show("bind -1", syscall(SYS_bind, fd, longest, -1));
	show("bind bad", syscall(SYS_bind, fd, BAD, 16));
	strcpy(un.sun_path, "nowhere/at/all");
	un.sun_family = AF_UNIX;
	SHOW(connect(fd, (struct sockaddr *)&un, sizeof(un)));
	show("bind in no directory", bind_un(fd, "nowhere/at", 10));
	un.sun_family = AF_INET;
	SHOW(bind(fd, (struct sockaddr *)&un, sizeof(un)));
	un.sun_family = 77;
	SHOW(bind(fd, (struct sockaddr *)&un, sizeof(un)));
	close(fd);
}

static void
internet(int family)
{
	union {
		struct sockaddr sa;
		struct sockaddr_in in;
		struct sockaddr_in6 in6;
	} name, peer;
	socklen_t len = sizeof(name);
	int fd = socket(family, SOCK_STREAM, 0), client, server;

	memset(&name, 0, sizeof(name));
	name.sa.sa_family = (sa_family_t)family;
	if (family == AF_INET)
		name.in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	else
		name.in6.sin6_addr = in6addr_loopback;
	SHOW(bind(fd, &name.sa, family == AF_INET ? sizeof(name.in) : sizeof(name.in6)));
	SHOW(bind(fd, &name.sa, 8));
	SHOW(listen(fd, 5));
	SHOW(getsockname(fd, &name.sa, &len));
	printf("family %d length %u port %d\n", name.sa.sa_family, len, name.in.sin_port != 0);
	client = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	SHOW(connect(client, &name.sa, len));
	SHOW(connect(client, &name.sa, len));
	server = accept4(fd, &peer.sa, &len, SOCK_NONBLOCK | SOCK_CLOEXEC);
	printf("accepted %d family %d length %u\n", server >= 0, peer.sa.sa_family, len);
	len = 4;
	memset(&peer, 0xee, sizeof(peer));
	SHOW(getpeername(client, &peer.sa, &len));
	printf("cut to 4: family %d, length %u, then %x\n", peer.sa.sa_family, len,
	    peer.sa.sa_data[3] & 0xff);
	SHOW(send(client, "hello", 5, 0));
	SHOW(recv(server, &peer, 5, MSG_WAITALL));
	SHOW(recv(server, &peer, 5, 0));
	SHOW(shutdown(client, SHUT_WR));
	SHOW(recv(server, &peer, 5, 0));
	SHOW(shutdown(client, 9));
	SHOW(accept4(fd, NULL, NULL, 0x100));
	show("accept bad", syscall(SYS_getpeername, client, BAD, &len));
	show("accept bad", syscall(SYS_getpeername, client, &peer, BAD));
	len = (socklen_t)-1;
	SHOW(getpeername(client, &peer.sa, &len));
	close(server);
	close(client);
	close(fd);
	client = socket(family, SOCK_STREAM, 0);
	SHOW(connect(client, &name.sa, family == AF_INET ? sizeof(name.in) : sizeof(name.in6)));
	SHOW(send(client, "x", 1, MSG_NOSIGNAL));
	SHOW(recv(client, &peer, 1, 0));
	close(client);
}

int
main(void)
{
	struct sockaddr_nl nl = {.nl_family = AF_NETLINK};
	socklen_t len = sizeof(nl);
	int fd;

	kinds();
	local();
	internet(AF_INET);
	internet(AF_INET6);
	fd = socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
	SHOW(bind(fd, (struct sockaddr *)&nl, sizeof(nl)));
	SHOW(getsockname(fd, (struct sockaddr *)&nl, &len));
	printf("netlink %d %u %d\n", nl.nl_family, len, nl.nl_pid != 0);
	SHOW(getsockname(0, (struct sockaddr *)&nl, &len));
	SHOW(getsockname(999, (struct sockaddr *)&nl, &len));
	SHOW(listen(fd, 5));
	return (0);
}
