/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Addresses, control messages and options of sockets through the persona's own functions: over to the
 * other side and back, cut buffers, and lengths that lie.
 */
#include "fake_host.h"
#include "suite.h"
#include "sysvec/native.h"
#include "sysvec/xlat.h"

#include "linux_const.h"
#include "linux_socket.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define ROOM  512u
#define GUARD 0xa5

/* A buffer with a guard behind the room that a function is told of. */
struct buffer {
	uint8_t bytes[ROOM + 64] __attribute__((aligned(8)));
};

static void
guard(struct buffer *b)
{
	memset(b->bytes, GUARD, sizeof(b->bytes));
}

static void
assert_guarded(const struct buffer *b, size_t room)
{
	size_t i;

	for (i = room; i < sizeof(b->bytes); i++)
		assert_int_equal(b->bytes[i], GUARD);
}

/* ---- Addresses ---- */

static void
an_address_of_every_family_comes_back(void **state)
{
	static const struct {
		uint16_t foreign;
		uint8_t native;
		size_t len;
	} families[] = {
	    {LINUX_AF_UNIX, AF_UNIX, 2},
	    {LINUX_AF_UNIX, AF_UNIX, 20},
	    {LINUX_AF_UNIX, AF_UNIX, 110},
	    {LINUX_AF_INET, AF_INET, 16},
	    {LINUX_AF_INET6, AF_INET6, 28},
	    {LINUX_AF_NETLINK, AF_NETLINK, 12},
	};
	struct sockaddr_storage native;
	uint8_t foreign[LINUX_SOCKADDR_MAX], back[LINUX_SOCKADDR_MAX];
	struct sockaddr *sa = (struct sockaddr *)(void *)&native;
	size_t i, j, len;

	(void)state;
	for (i = 0; i < SV_NITEMS(families); i++) {
		for (j = 0; j < sizeof(foreign); j++)
			foreign[j] = (uint8_t)(j * 7 + 1);
		memcpy(foreign, &families[i].foreign, 2);
		assert_int_equal(linux_sockaddr_in(foreign, families[i].len, sa), 0);
		assert_int_equal(sa->sa_len, families[i].len);
		assert_int_equal(sa->sa_family, families[i].native);
		assert_memory_equal(sa->sa_data, foreign + 2, families[i].len - 2);
		assert_int_equal(linux_sockaddr_out(sa, back, &len), 0);
		assert_int_equal(len, families[i].len);
		assert_memory_equal(back, foreign, len);
	}
}

static void
an_address_of_no_sense_is_refused(void **state)
{
	struct sockaddr_storage native;
	struct sockaddr *sa = (struct sockaddr *)(void *)&native;
	uint8_t foreign[LINUX_SOCKADDR_MAX + 1] = {0};
	uint16_t family = LINUX_AF_PACKET;

	(void)state;
	assert_int_equal(linux_sockaddr_in(foreign, 0, sa), EINVAL);
	assert_int_equal(linux_sockaddr_in(foreign, 1, sa), EINVAL);
	assert_int_equal(linux_sockaddr_in(foreign, sizeof(foreign), sa), EINVAL);
	memcpy(foreign, &family, sizeof(family));
	assert_int_equal(linux_sockaddr_in(foreign, 20, sa), EAFNOSUPPORT);
	family = 0xffff;
	memcpy(foreign, &family, sizeof(family));
	assert_int_equal(linux_sockaddr_in(foreign, 16, sa), EAFNOSUPPORT);
}

/* An address of IPv6 as RFC 2133 had it, without a scope. */
static void
a_short_inet6_address_gets_a_scope(void **state)
{
	struct sockaddr_storage native;
	struct sockaddr *sa = (struct sockaddr *)(void *)&native;
	uint8_t foreign[24] = {LINUX_AF_INET6, 0, 1, 2};
	size_t i;

	(void)state;
	assert_int_equal(linux_sockaddr_in(foreign, sizeof(foreign), sa), 0);
	assert_int_equal(sa->sa_len, 28);
	for (i = 24; i < 28; i++)
		assert_int_equal(((uint8_t *)sa)[i], 0);
}

/* ---- Control messages ---- */

static size_t
put_foreign(uint8_t *to, size_t at, int level, int type, const void *data, size_t len)
{
	struct linux_cmsghdr header = {
	    .cmsg_len = sizeof(header) + len, .cmsg_level = level, .cmsg_type = type};

	memset(to + at, 0, (sizeof(header) + len + 7) & ~(size_t)7);
	memcpy(to + at, &header, sizeof(header));
	memcpy(to + at + sizeof(header), data, len);
	return (at + ((sizeof(header) + len + 7) & ~(size_t)7));
}

static void
sent_messages_come_back(void **state)
{
	struct buffer foreign, native, back;
	struct linux_ucred ucred = {.pid = 11, .uid = 22, .gid = 33};
	int fds[3] = {3, 4, 5}, ttl = 64;
	uint8_t pktinfo[20] = {9, 8, 7};
	size_t len = 0, size, size2;

	(void)state;
	guard(&foreign);
	guard(&native);
	guard(&back);
	len = put_foreign(foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_RIGHTS, fds, sizeof(fds));
	len = put_foreign(
	    foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_CREDENTIALS, &ucred, sizeof(ucred));
	len = put_foreign(foreign.bytes, len, LINUX_SOL_IP, LINUX_IP_TTL, &ttl, sizeof(ttl));
	len = put_foreign(
	    foreign.bytes, len, LINUX_SOL_IPV6, LINUX_IPV6_PKTINFO, pktinfo, sizeof(pktinfo));
	size = ROOM;
	assert_int_equal(linux_control_send_in(foreign.bytes, len, native.bytes, &size), 0);
	assert_guarded(&native, size);
	size2 = ROOM;
	assert_int_equal(linux_control_send_out(native.bytes, size, back.bytes, &size2), 0);
	assert_int_equal(size2, len);
	assert_memory_equal(back.bytes, foreign.bytes, len);
}

static void
received_messages_come_back(void **state)
{
	struct buffer foreign, native, back;
	struct linux_ucred ucred = {.pid = 11, .uid = 22, .gid = 33};
	int fd = 7, ttl = 200, hops = 3;
	int64_t stamp[2] = {1000, 2000};
	uint8_t tos = 16;
	size_t len = 0, size, size2;
	bool truncated = false;

	(void)state;
	guard(&foreign);
	len = put_foreign(foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_RIGHTS, &fd, sizeof(fd));
	len = put_foreign(
	    foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_CREDENTIALS, &ucred, sizeof(ucred));
	len = put_foreign(
	    foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_TIMESTAMP_OLD, stamp, sizeof(stamp));
	len = put_foreign(
	    foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_TIMESTAMPNS_OLD, stamp, sizeof(stamp));
	len = put_foreign(foreign.bytes, len, LINUX_SOL_IP, LINUX_IP_TTL, &ttl, sizeof(ttl));
	len = put_foreign(foreign.bytes, len, LINUX_SOL_IP, LINUX_IP_TOS, &tos, sizeof(tos));
	len = put_foreign(
	    foreign.bytes, len, LINUX_SOL_IPV6, LINUX_IPV6_HOPLIMIT, &hops, sizeof(hops));
	size = ROOM;
	linux_control_receive_in(foreign.bytes, len, native.bytes, &size, &truncated);
	size2 = ROOM;
	linux_control_receive_out(native.bytes, size, back.bytes, &size2, &truncated);
	assert_false(truncated);
	assert_int_equal(size2, len);
	assert_memory_equal(back.bytes, foreign.bytes, len);
}

/* Whatever the room, nothing is written beyond it, and only a cut tells of one. */
static void
a_small_buffer_is_never_overrun(void **state)
{
	struct buffer foreign, native;
	int fds[5] = {3, 4, 5, 6, 7};
	struct linux_ucred ucred = {.pid = 1, .uid = 2, .gid = 3};
	size_t len = 0, room, size, whole = ROOM;
	bool truncated;

	(void)state;
	len = put_foreign(foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_RIGHTS, fds, sizeof(fds));
	len = put_foreign(
	    foreign.bytes, len, LINUX_SOL_SOCKET, LINUX_SCM_CREDENTIALS, &ucred, sizeof(ucred));
	linux_control_receive_in(foreign.bytes, len, native.bytes, &whole, NULL);
	for (room = 0; room <= whole; room++) {
		guard(&native);
		size = room;
		truncated = false;
		linux_control_receive_in(foreign.bytes, len, native.bytes, &size, &truncated);
		assert_true(size <= room);
		assert_guarded(&native, room);
		if (room == whole)
			assert_false(truncated);
		else if (room < whole - 8)
			assert_true(truncated);
		guard(&native);
		size = room;
		if (linux_control_send_in(foreign.bytes, len, native.bytes, &size) == 0)
			assert_true(size <= room);
		assert_guarded(&native, room);
	}
}

static void
lengths_that_lie_are_refused(void **state)
{
	static const uint64_t lengths[] = {0, 1, 15, 33, 64, 0x7fffffff, 0xffffffffffffffff};
	struct buffer foreign, native;
	struct linux_cmsghdr header = {
	    .cmsg_level = LINUX_SOL_SOCKET, .cmsg_type = LINUX_SCM_RIGHTS};
	size_t i, size;

	(void)state;
	for (i = 0; i < SV_NITEMS(lengths); i++) {
		guard(&foreign);
		header.cmsg_len = lengths[i];
		memcpy(foreign.bytes, &header, sizeof(header));
		size = ROOM;
		assert_int_equal(
		    linux_control_send_in(foreign.bytes, 32, native.bytes, &size), EINVAL);
	}
	/* Too short for a header is the end. */
	size = ROOM;
	assert_int_equal(linux_control_send_in(foreign.bytes, 12, native.bytes, &size), 0);
	assert_int_equal(size, 0);
}

static void
messages_without_a_counterpart_are_refused_or_left_out(void **state)
{
	struct buffer foreign, native;
	size_t len, size = ROOM;
	bool truncated = false;
	int value = 0;

	(void)state;
	len = put_foreign(foreign.bytes, 0, LINUX_SOL_SOCKET, 99, &value, sizeof(value));
	assert_int_equal(linux_control_send_in(foreign.bytes, len, native.bytes, &size), EINVAL);
	size = ROOM;
	linux_control_receive_in(foreign.bytes, len, native.bytes, &size, &truncated);
	assert_int_equal(size, 0);
	assert_false(truncated);
	value = 300; /* no time to live */
	len = put_foreign(foreign.bytes, 0, LINUX_SOL_IP, LINUX_IP_TTL, &value, sizeof(value));
	size = ROOM;
	assert_int_equal(linux_control_send_in(foreign.bytes, len, native.bytes, &size), EINVAL);
}

/* ---- Options ---- */

/* Every option that goes over comes back as itself. */
static void
an_option_that_goes_over_comes_back(void **state)
{
	static const int levels[] = {LINUX_SOL_IP, LINUX_SOL_SOCKET, LINUX_SOL_TCP, LINUX_SOL_UDP,
	    LINUX_SOL_IPV6, LINUX_SOL_NETLINK, LINUX_SOL_RAW};
	enum linux_sockopt_kind kind, back_kind;
	int level, name, nlevel, nname, back_level, back_name, found = 0;
	size_t i;

	(void)state;
	for (i = 0; i < SV_NITEMS(levels); i++) {
		level = levels[i];
		for (name = -1; name < 200; name++) {
			if (linux_sockopt_in(level, name, &nlevel, &nname, &kind) != 0 ||
			    kind == LINUX_SOCKOPT_NOTHING)
				continue;
			found++;
			assert_int_equal(
			    linux_sockopt_out(nlevel, nname,
			        kind == LINUX_SOCKOPT_PASSCRED || kind == LINUX_SOCKOPT_PEERCRED,
			        &back_level, &back_name, &back_kind),
			    0);
			assert_int_equal(back_level, level);
			assert_int_equal(back_name, name);
			assert_int_equal(back_kind, kind);
		}
	}
	assert_true(found > 90);
}

static void
an_unknown_option_is_enoprotoopt(void **state)
{
	enum linux_sockopt_kind kind;
	int level, name;

	(void)state;
	assert_int_equal(
	    linux_sockopt_in(LINUX_SOL_SOCKET, 4711, &level, &name, &kind), ENOPROTOOPT);
	assert_int_equal(linux_sockopt_in(4711, 1, &level, &name, &kind), ENOPROTOOPT);
	assert_int_equal(
	    linux_sockopt_in(LINUX_SOL_SOCKET, LINUX_SO_ATTACH_FILTER, &level, &name, &kind),
	    ENOPROTOOPT);
	assert_int_equal(
	    linux_sockopt_out(SOL_SOCKET, 0x7777, false, &level, &name, &kind), ENOPROTOOPT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_address_of_every_family_comes_back),
	    cmocka_unit_test(an_address_of_no_sense_is_refused),
	    cmocka_unit_test(a_short_inet6_address_gets_a_scope),
	    cmocka_unit_test(sent_messages_come_back),
	    cmocka_unit_test(received_messages_come_back),
	    cmocka_unit_test(a_small_buffer_is_never_overrun),
	    cmocka_unit_test(lengths_that_lie_are_refused),
	    cmocka_unit_test(messages_without_a_counterpart_are_refused_or_left_out),
	    cmocka_unit_test(an_option_that_goes_over_comes_back),
	    cmocka_unit_test(an_unknown_option_is_enoprotoopt),
	};

	return (cmocka_run_group_tests(tests, NULL, NULL));
}
