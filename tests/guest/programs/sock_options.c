/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Socket options: set and read back what programs use, lengths, refusals.  What FreeBSD has no
 * counterpart for (docs of the pair) is left out: there the answers differ on purpose.
 */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

static void
number(int fd, const char *name, int level, int option, int value)
{
	int now = -77;
	socklen_t len = sizeof(now);

	printf("%s ", name);
	show("set", setsockopt(fd, level, option, &value, sizeof(value)));
	printf("%s ", name);
	show("get", getsockopt(fd, level, option, &now, &len));
	printf("%s = %d, %u bytes\n", name, now, len);
}

#define NUMBER(fd, level, option, value) number(fd, #option, level, option, value)

static void
get(int fd, const char *name, int level, int option)
{
	int now = -77;
	socklen_t len = sizeof(now);

	printf("%s ", name);
	show("get", getsockopt(fd, level, option, &now, &len));
	printf("%s = %d, %u bytes\n", name, now, len);
}

#define GET(fd, level, option) get(fd, #option, level, option)

static void
of_socket(int fd)
{
	NUMBER(fd, SOL_SOCKET, SO_DEBUG, 0);
	NUMBER(fd, SOL_SOCKET, SO_REUSEADDR, 1);
	NUMBER(fd, SOL_SOCKET, SO_REUSEPORT, 1);
	NUMBER(fd, SOL_SOCKET, SO_KEEPALIVE, 5);
	NUMBER(fd, SOL_SOCKET, SO_BROADCAST, 1);
	NUMBER(fd, SOL_SOCKET, SO_OOBINLINE, 1);
	NUMBER(fd, SOL_SOCKET, SO_DONTROUTE, 1);
	NUMBER(fd, SOL_SOCKET, SO_DONTROUTE, 0);
	NUMBER(fd, SOL_SOCKET, SO_SNDBUF, 20000);
	NUMBER(fd, SOL_SOCKET, SO_RCVBUF, 30000);
	NUMBER(fd, SOL_SOCKET, SO_RCVLOWAT, 3);
	NUMBER(fd, SOL_SOCKET, SO_PRIORITY, 2);
	NUMBER(fd, SOL_SOCKET, SO_TIMESTAMP, 1);
	GET(fd, SOL_SOCKET, SO_SNDLOWAT);
	GET(fd, SOL_SOCKET, SO_ERROR);
	GET(fd, SOL_SOCKET, SO_TYPE);
	GET(fd, SOL_SOCKET, SO_DOMAIN);
	GET(fd, SOL_SOCKET, SO_PROTOCOL);
	GET(fd, SOL_SOCKET, SO_ACCEPTCONN);
	NUMBER(fd, SOL_SOCKET, 4711, 1);
	NUMBER(fd, SOL_SOCKET, SO_ERROR, 1);
	NUMBER(fd, SOL_SOCKET, SO_TYPE, 1);
}

static void
of_protocols(int fd, int fd6, int udp)
{
	char name[16] = "reno";
	socklen_t len = sizeof(name);

	NUMBER(fd, IPPROTO_TCP, TCP_NODELAY, 1);
	NUMBER(fd, IPPROTO_TCP, TCP_CORK, 1);
	NUMBER(fd, IPPROTO_TCP, TCP_KEEPIDLE, 120);
	NUMBER(fd, IPPROTO_TCP, TCP_KEEPINTVL, 20);
	NUMBER(fd, IPPROTO_TCP, TCP_KEEPCNT, 3);
	NUMBER(fd, IPPROTO_TCP, TCP_KEEPCNT, 3000);
	NUMBER(fd, IPPROTO_TCP, TCP_USER_TIMEOUT, 3000);
	NUMBER(fd, IPPROTO_TCP, TCP_DEFER_ACCEPT, 1);
	NUMBER(fd, IPPROTO_TCP, TCP_QUICKACK, 1);
	NUMBER(fd, IPPROTO_TCP, TCP_MAXSEG, 1000);
	NUMBER(fd, IPPROTO_TCP, TCP_FASTOPEN, 5);
	SHOW(setsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name, 4));
	SHOW(getsockopt(fd, IPPROTO_TCP, TCP_CONGESTION, name, &len));
	printf("%s %u\n", name, len);
	NUMBER(udp, IPPROTO_TCP, TCP_NODELAY, 1);
	NUMBER(fd, IPPROTO_IP, IP_TOS, 0x10);
	NUMBER(fd, IPPROTO_IP, IP_TTL, 99);
	NUMBER(fd, IPPROTO_IP, IP_TTL, 999);
	NUMBER(fd, IPPROTO_IP, IP_MTU_DISCOVER, IP_PMTUDISC_DO);
	NUMBER(fd, IPPROTO_IP, IP_RECVERR, 1);
	NUMBER(udp, IPPROTO_IP, IP_MULTICAST_TTL, 4);
	NUMBER(udp, IPPROTO_IP, IP_MULTICAST_LOOP, 0);
	NUMBER(udp, IPPROTO_IP, IP_RECVTTL, 1);
	NUMBER(fd6, IPPROTO_IPV6, IPV6_V6ONLY, 1);
	NUMBER(fd6, IPPROTO_IPV6, IPV6_UNICAST_HOPS, 7);
	NUMBER(fd6, IPPROTO_IPV6, IPV6_MULTICAST_HOPS, 7);
	NUMBER(fd6, IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
	NUMBER(fd6, IPPROTO_IPV6, IPV6_RECVERR, 1);
	NUMBER(fd6, IPPROTO_IPV6, IPV6_TCLASS, 32);
	NUMBER(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
}

static void
structures(int fd)
{
	struct linger linger = {1, 5};
	struct timeval tv = {3, 250000};
	struct ip_mreqn mreq = {.imr_multiaddr.s_addr = htonl(0xe0000101), .imr_ifindex = 1};
	socklen_t len = sizeof(linger);
	char buffer[4];
	int value = 0;

	SHOW(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof(linger)));
	linger.l_linger = 0;
	SHOW(getsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, &len));
	printf("linger %d %d %u\n", linger.l_onoff, linger.l_linger, len);
	SHOW(setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, 4));
	SHOW(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)));
	tv.tv_sec = 0;
	len = sizeof(tv);
	SHOW(getsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, &len));
	printf("timeout %ld %ld %u\n", (long)tv.tv_sec, (long)tv.tv_usec, len);
	tv.tv_usec = 1000000;
	SHOW(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof(tv)));
	SHOW(setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, 8));
	len = 4;
	SHOW(getsockopt(fd, SOL_SOCKET, SO_LINGER, buffer, &len));
	printf("cut to %u\n", len);
	len = 0;
	SHOW(getsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, &len));
	len = (socklen_t)-1;
	SHOW(getsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, &len));
	show("bad length", syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_REUSEADDR, &value, BAD));
	len = 4;
	show("bad value", syscall(SYS_getsockopt, fd, SOL_SOCKET, SO_REUSEADDR, BAD, &len));
	show("bad value", syscall(SYS_setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, BAD, 4));
	show("negative", syscall(SYS_setsockopt, fd, SOL_SOCKET, SO_REUSEADDR, &value, -1));
	SHOW(setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &value, 3));
	SHOW(setsockopt(999, SOL_SOCKET, SO_REUSEADDR, &value, 4));
	SHOW(setsockopt(0, SOL_SOCKET, SO_REUSEADDR, &value, 4));
	SHOW(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, sizeof(mreq)));
	SHOW(setsockopt(fd, IPPROTO_IP, IP_ADD_MEMBERSHIP, &mreq, 4));
}

/* An error of a connection that fails later, and of one that is refused. */
static void
errors(void)
{
	struct sockaddr_in name = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK), .sin_port = htons(1)};
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), pair[2];

	SHOW_OK(connect(fd, (struct sockaddr *)&name, sizeof(name)));
	usleep(50000);
	GET(fd, SOL_SOCKET, SO_ERROR);
	GET(fd, SOL_SOCKET, SO_ERROR);
	close(fd);
	SHOW(socketpair(AF_UNIX, SOCK_STREAM, 0, pair));
	GET(pair[0], SOL_SOCKET, SO_ERROR);
	SHOW(send(pair[0], "x", 1, 0));
	close(pair[1]);
	GET(pair[0], SOL_SOCKET, SO_ERROR);
	GET(pair[0], SOL_SOCKET, SO_DOMAIN);
	GET(pair[0], SOL_SOCKET, SO_TYPE);
	close(pair[0]);
}

int
main(void)
{
	int tcp = socket(AF_INET, SOCK_STREAM, 0), udp = socket(AF_INET, SOCK_DGRAM, 0);
	int tcp6 = socket(AF_INET6, SOCK_STREAM, 0), local = socket(AF_UNIX, SOCK_STREAM, 0);

	of_socket(tcp);
	of_socket(udp);
	of_socket(local);
	of_protocols(tcp, tcp6, udp);
	structures(udp);
	errors();
	return (0);
}
