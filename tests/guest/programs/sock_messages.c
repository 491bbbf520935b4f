/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Messages: descriptors and credentials in control messages, flags, vectors, many messages in one
 * call, bad pointers.
 */
#include <fcntl.h>
#include <netinet/in.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file_show.h"

#define BAD ((void *)8)

union control {
	char room[512];
	struct cmsghdr align;
};

static void
print_flags(int flags)
{
	printf("  flags%s%s%s%s%s\n", flags & MSG_TRUNC ? " TRUNC" : "",
	    flags & MSG_CTRUNC ? " CTRUNC" : "", flags & MSG_EOR ? " EOR" : "",
	    flags & MSG_OOB ? " OOB" : "", flags & MSG_CMSG_CLOEXEC ? " CLOEXEC" : "");
}

static void
print_control(struct msghdr *msg)
{
	struct cmsghdr *c;
	struct ucred cred;
	int fd, value;
	size_t i;

	printf("  control %zu bytes\n", (size_t)msg->msg_controllen);
	for (c = CMSG_FIRSTHDR(msg); c != NULL; c = CMSG_NXTHDR(msg, c)) {
		printf("  level %d type %d length %zu", c->cmsg_level, c->cmsg_type,
		    (size_t)c->cmsg_len);
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
			for (i = 0; CMSG_LEN((i + 1) * sizeof(fd)) <= c->cmsg_len; i++) {
				memcpy(&fd, CMSG_DATA(c) + i * sizeof(fd), sizeof(fd));
				printf(" fd %d", fcntl(fd, F_GETFD));
				close(fd);
			}
		} else if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_CREDENTIALS) {
			memcpy(&cred, CMSG_DATA(c), sizeof(cred));
			printf(" pid %d uid %d gid %d", cred.pid == getpid(), cred.uid == getuid(),
			    cred.gid == getgid());
		} else if (c->cmsg_level == IPPROTO_IP &&
		           (c->cmsg_type == IP_TTL || c->cmsg_type == IP_TOS)) {
			value = 0;
			memcpy(&value, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0));
			printf(" value %d", value);
		}
		printf("\n");
	}
}

static long
receive(const char *what, int fd, size_t control_room, int flags)
{
	union control control;
	char data[16] = "";
	struct iovec iov[2] = {{data, 4}, {data + 4, 4}};
	struct msghdr msg = {.msg_iov = iov,
	    .msg_iovlen = 2,
	    .msg_control = &control,
	    .msg_controllen = control_room};
	long n = show(what, recvmsg(fd, &msg, flags));

	if (n < 0)
		return (n);
	printf("  data %s\n", data);
	print_flags(msg.msg_flags);
	print_control(&msg);
	return (n);
}

static void
send_rights(int fd, const int *fds, size_t count)
{
	union control control;
	struct iovec iov[2] = {{(char[]){"ab"}, 2}, {(char[]){"cd"}, 2}};
	struct msghdr msg = {.msg_iov = iov, .msg_iovlen = 2};
	struct cmsghdr *c = &control.align;

	memset(&control, 0, sizeof(control));
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(count * sizeof(int));
	memcpy(CMSG_DATA(c), fds, count * sizeof(int));
	msg.msg_control = &control;
	msg.msg_controllen = CMSG_SPACE(count * sizeof(int));
	show("send rights", sendmsg(fd, &msg, 0));
}

static void
send_creds(int fd, pid_t pid)
{
	union control control;
	struct ucred cred = {pid, getuid(), getgid()};
	struct iovec iov = {(char[]){"cred"}, 4};
	struct msghdr msg = {.msg_iov = &iov,
	    .msg_iovlen = 1,
	    .msg_control = &control,
	    .msg_controllen = CMSG_SPACE(sizeof(cred))};
	struct cmsghdr *c = &control.align;

	memset(&control, 0, sizeof(control));
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_CREDENTIALS;
	c->cmsg_len = CMSG_LEN(sizeof(cred));
	memcpy(CMSG_DATA(c), &cred, sizeof(cred));
	show("send credentials", sendmsg(fd, &msg, 0));
}

static void
local(int type)
{
	int pair[2], on = 1, off = 0, fds[3] = {0, 1, 2}, bad = 999;
	struct ucred cred;
	socklen_t len = sizeof(cred);

	SHOW(socketpair(AF_UNIX, type, 0, pair));
	send_rights(pair[0], fds, 3);
	receive("room for all", pair[1], CMSG_SPACE(3 * sizeof(int)), 0);
	send_rights(pair[0], fds, 3);
	receive("cloexec", pair[1], CMSG_SPACE(3 * sizeof(int)), MSG_CMSG_CLOEXEC);
	send_rights(pair[0], fds, 3);
	receive("room for one", pair[1], CMSG_SPACE(sizeof(int)), 0);
	send_rights(pair[0], fds, 3);
	receive("room for none", pair[1], sizeof(struct cmsghdr), 0);
	send_rights(pair[0], fds, 3);
	receive("no room", pair[1], 0, 0);
	send_rights(pair[0], &bad, 1);

	SHOW(setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &on, sizeof(on)));
	SHOW(write(pair[0], "1234", 4));
	receive("credentials", pair[1], sizeof(union control), 0);
	send_creds(pair[0], getpid());
	receive("credentials sent", pair[1], sizeof(union control), 0);
	send_rights(pair[0], fds, 2);
	receive("both", pair[1], sizeof(union control), 0);
	SHOW(setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &off, sizeof(off)));
	SHOW(getsockopt(pair[0], SOL_SOCKET, SO_PEERCRED, &cred, &len));
	printf("peer %d %d %d\n", cred.pid == getpid(), cred.uid == getuid(), cred.gid == getgid());
	SHOW(write(pair[0], "0123456789", 10));
	receive("longer than the buffers", pair[1], 0, 0);
	SHOW(recv(pair[1], &cred, 12, MSG_DONTWAIT));
	SHOW(recv(pair[1], &cred, 12, MSG_DONTWAIT));
	SHOW(write(pair[0], "peek", 4));
	receive("peek", pair[1], 0, MSG_PEEK);
	receive("after it", pair[1], 0, MSG_TRUNC);
	show("recv bad", syscall(SYS_recvfrom, pair[1], BAD, 4, MSG_DONTWAIT, NULL, NULL));
	show("send bad", syscall(SYS_sendto, pair[0], BAD, 4, 0, NULL, (long)0));
	show("sendmsg bad", syscall(SYS_sendmsg, pair[0], BAD, 0));
	show("recvmsg bad", syscall(SYS_recvmsg, pair[0], BAD, MSG_DONTWAIT));
	close(pair[1]);
	SHOW(send(pair[0], "x", 1, MSG_NOSIGNAL));
	close(pair[0]);
}

static void
bad_messages(void)
{
	union control control;
	struct iovec iov = {"x", 1};
	struct msghdr msg = {.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control};
	int pair[2];

	SHOW(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair));
	memset(&control, 0, sizeof(control));
	msg.msg_controllen = sizeof(struct cmsghdr);
	control.align.cmsg_len = 4;
	show("short length", sendmsg(pair[0], &msg, 0));
	control.align.cmsg_len = 64;
	show("long length", sendmsg(pair[0], &msg, 0));
	control.align.cmsg_len = sizeof(struct cmsghdr);
	control.align.cmsg_level = SOL_SOCKET;
	control.align.cmsg_type = 99;
	show("unknown type", sendmsg(pair[0], &msg, 0));
	msg.msg_control = BAD;
	show("bad control", sendmsg(pair[0], &msg, 0));
	msg.msg_controllen = 0;
	msg.msg_iovlen = 2000;
	show("too many vectors", sendmsg(pair[0], &msg, 0));
	msg.msg_iovlen = 3;
	msg.msg_iov = BAD;
	show("bad vectors", sendmsg(pair[0], &msg, 0));
	close(pair[0]);
	close(pair[1]);
}

static void
many(void)
{
	struct mmsghdr messages[4];
	struct iovec iov[4];
	struct timespec ts = {0, 10000000};
	char data[4][8];
	int pair[2], i;

	SHOW(socketpair(AF_UNIX, SOCK_DGRAM, 0, pair));
	memset(messages, 0, sizeof(messages));
	for (i = 0; i < 4; i++) {
		memset(data[i], 'a' + i, 8);
		iov[i].iov_base = data[i];
		iov[i].iov_len = (size_t)i + 1;
		messages[i].msg_hdr.msg_iov = &iov[i];
		messages[i].msg_hdr.msg_iovlen = 1;
	}
	SHOW(sendmmsg(pair[0], messages, 3, 0));
	printf("%u %u %u\n", messages[0].msg_len, messages[1].msg_len, messages[2].msg_len);
	memset(data, 'X', sizeof(data));
	for (i = 0; i < 4; i++)
		iov[i].iov_len = 8;
	SHOW(recvmmsg(pair[1], messages, 4, MSG_WAITFORONE, NULL));
	printf("%u %u %u %.8s %.8s %.8s\n", messages[0].msg_len, messages[1].msg_len,
	    messages[2].msg_len, data[0], data[1], data[2]);
	SHOW(recvmmsg(pair[1], messages, 4, MSG_DONTWAIT, NULL));
	SHOW(sendmmsg(pair[0], messages, 2, 0));
	SHOW(recvmmsg(pair[1], messages, 2, 0, &ts));
	show("sendmmsg bad", syscall(SYS_sendmmsg, pair[0], BAD, 2, 0));
	show("recvmmsg bad", syscall(SYS_recvmmsg, pair[1], messages, 2, 0, BAD));
	SHOW(sendmmsg(pair[0], messages, 0, 0));
	close(pair[0]);
	close(pair[1]);
}

static void
datagrams(void)
{
	struct sockaddr_in name = {.sin_family = AF_INET,
	                       .sin_addr.s_addr = htonl(INADDR_LOOPBACK)},
	                   from;
	socklen_t len = sizeof(name);
	int fd = socket(AF_INET, SOCK_DGRAM, 0), other = socket(AF_INET, SOCK_DGRAM, 0), on = 1,
	    ttl = 33;
	char data[8];

	SHOW(bind(fd, (struct sockaddr *)&name, sizeof(name)));
	SHOW(getsockname(fd, (struct sockaddr *)&name, &len));
	SHOW(setsockopt(fd, IPPROTO_IP, IP_RECVTTL, &on, sizeof(on)));
	SHOW(setsockopt(fd, IPPROTO_IP, IP_RECVTOS, &on, sizeof(on)));
	SHOW(setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &on, sizeof(on)));
	SHOW(setsockopt(other, IPPROTO_IP, IP_TTL, &ttl, sizeof(ttl)));
	SHOW(sendto(other, "datagram", 8, 0, (struct sockaddr *)&name, sizeof(name)));
	receive("datagram", fd, sizeof(union control), 0);
	on = 1;
	SHOW(setsockopt(fd, SOL_SOCKET, SO_TIMESTAMP, &on, sizeof(on)));
	SHOW(sendto(other, "datagram", 8, MSG_MORE, (struct sockaddr *)&name, sizeof(name)));
	SHOW(sendto(other, "more", 4, 0, (struct sockaddr *)&name, sizeof(name)));
	receive("stamped", fd, sizeof(union control), 0);
	SHOW(sendto(other, "hello", 5, MSG_CONFIRM, (struct sockaddr *)&name, sizeof(name)));
	len = sizeof(from);
	SHOW(recvfrom(fd, data, sizeof(data), 0, (struct sockaddr *)&from, &len));
	printf("from %d %u %x\n", from.sin_family, len, ntohl(from.sin_addr.s_addr));
	SHOW(recv(fd, data, sizeof(data), MSG_ERRQUEUE | MSG_DONTWAIT));
	SHOW(sendto(other, "x", 1, 0, (struct sockaddr *)&name, 3));
	SHOW(sendto(fd, "x", 1, 0, NULL, 0));
	close(fd);
	SHOW(connect(other, (struct sockaddr *)&name, sizeof(name)));
	SHOW(send(other, "x", 1, 0));
	SHOW(send(other, "x", 1, 0));
	close(other);
}

int
main(void)
{
	signal(SIGPIPE, SIG_IGN);
	local(SOCK_STREAM);
	local(SOCK_DGRAM);
	local(SOCK_SEQPACKET);
	bad_messages();
	many();
	datagrams();
	return (0);
}
