/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Structures in traces: the fields that tell something, in the foreign names.  A structure that has
 * no lines here is shown as its address.
 */
#include "host.h"
#include "trace.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define ELEMENTS_SHOWN 8
#define STRUCT_MAX     512 /* bytes of the largest structure that is shown */
#define SOCKADDR_SHOWN 110 /* a path name's */

enum how { SIGNED, UNSIGNED, HEX, OCTAL, DOMAIN, TEXT, SET, TIME, HANDLER };

struct field {
	const char *structure, *name;
	uint16_t at, size;
	enum how how;
	const struct sv_domain *domain;
};

#define F(s, f, h)                                                                                 \
	{                                                                                          \
#s, #f, offsetof(struct linux_##s, f), sizeof(((struct linux_##s *)0)->f), h, NULL \
	}
#define D(s, f, d)                                                                                 \
	{                                                                                          \
#s, #f, offsetof(struct linux_##s, f), sizeof(((struct linux_##s *)0)->f), DOMAIN, \
		    &d                                                                             \
	}

/* Fields of one structure stand together, in the order shown. */
static const struct field fields[] = {
    F(timespec, tv_sec, SIGNED),
    F(timespec, tv_nsec, SIGNED),
    F(timeval, tv_sec, SIGNED),
    F(timeval, tv_usec, SIGNED),
    F(itimerspec, it_interval, TIME),
    F(itimerspec, it_value, TIME),
    F(itimerval, it_interval, TIME),
    F(itimerval, it_value, TIME),
    F(stat, st_mode, OCTAL),
    F(stat, st_uid, UNSIGNED),
    F(stat, st_size, SIGNED),
    F(stat, st_nlink, UNSIGNED),
    F(stat, st_ino, UNSIGNED),
    D(statx, stx_mask, linux_statx_mask_domain),
    F(statx, stx_mode, OCTAL),
    F(statx, stx_uid, UNSIGNED),
    F(statx, stx_size, UNSIGNED),
    F(statx, stx_nlink, UNSIGNED),
    F(statx, stx_ino, UNSIGNED),
    D(statfs, f_type, linux_fs_magic_domain),
    F(statfs, f_bsize, SIGNED),
    F(statfs, f_blocks, UNSIGNED),
    F(statfs, f_bavail, UNSIGNED),
    F(sigaction, lsa_handler, HANDLER),
    F(sigaction, lsa_mask, SET),
    D(sigaction, lsa_flags, linux_sa_flags_domain),
    F(sigaltstack, ss_sp, HEX),
    D(sigaltstack, ss_flags, linux_ss_flags_domain),
    F(sigaltstack, ss_size, UNSIGNED),
    D(siginfo, lsi_signo, linux_signal_domain),
    F(siginfo, lsi_code, SIGNED),
    F(pollfd, fd, SIGNED),
    D(pollfd, events, linux_poll_events_domain),
    D(pollfd, revents, linux_poll_events_domain),
    D(epoll_event, events, linux_epoll_events_domain),
    F(epoll_event, data, HEX),
    F(rlimit, rlim_cur, UNSIGNED),
    F(rlimit, rlim_max, UNSIGNED),
    F(rlimit64, rlim_cur, UNSIGNED),
    F(rlimit64, rlim_max, UNSIGNED),
    F(rusage, ru_utime, TIME),
    F(rusage, ru_stime, TIME),
    F(rusage, ru_maxrss, SIGNED),
    F(utsname, sysname, TEXT),
    F(utsname, nodename, TEXT),
    F(utsname, release, TEXT),
    F(sysinfo, uptime, SIGNED),
    F(sysinfo, totalram, UNSIGNED),
    F(sysinfo, freeram, UNSIGNED),
    F(sysinfo, procs, UNSIGNED),
    D(open_how, flags, linux_open_flags_domain),
    F(open_how, mode, OCTAL),
    D(open_how, resolve, linux_resolve_flags_domain),
    D(cl_args, flags, linux_clone_flags_domain),
    D(cl_args, exit_signal, linux_signal_domain),
    F(cl_args, stack, HEX),
    F(cl_args, stack_size, HEX),
};

static uint64_t
load(const uint8_t *p, unsigned size)
{
	uint64_t value = 0;

	memcpy(&value, p, size < 8 ? size : 8);
	return (value);
}

static int64_t
load_signed(const uint8_t *p, unsigned size)
{
	unsigned shift = size < 8 ? 64 - size * 8 : 0;

	return ((int64_t)(load(p, size) << shift) >> shift);
}

static void
value(struct host_text *t, const struct field *f, const uint8_t *p)
{
	switch (f->how) {
	case SIGNED:
		host_text_signed(t, load_signed(p, f->size));
		return;
	case UNSIGNED:
		if (f->size == 8 && load(p, 8) == UINT64_MAX)
			host_text_str(t, "-1"); /* a limit without end */
		else
			host_text_unsigned(t, load(p, f->size), 10);
		return;
	case HEX:
		host_text_fmt(t, "0x%lx", load(p, f->size));
		return;
	case OCTAL:
		host_text_char(t, '0');
		host_text_unsigned(t, load(p, f->size), 8);
		return;
	case DOMAIN:
		host_trace_domain(t, f->domain, false, load_signed(p, f->size));
		return;
	case TEXT:
		host_text_char(t, '"');
		for (unsigned i = 0; i < f->size && p[i] != '\0'; i++)
			host_text_char(t, p[i] >= ' ' && p[i] < 0x7f ? (char)p[i] : '?');
		host_text_char(t, '"');
		return;
	case SET:
		host_trace_sigset(t, load(p, 8));
		return;
	case HANDLER:
		if (load(p, 8) <= LINUX_SIG_IGN)
			host_text_str(t, load(p, 8) == LINUX_SIG_IGN ? "SIG_IGN" : "SIG_DFL");
		else
			host_text_fmt(t, "0x%lx", load(p, 8));
		return;
	case TIME: /* two words, whatever the second is called */
		host_text_fmt(t, "{%ld, %ld}", load_signed(p, 8), load_signed(p + 8, 8));
		return;
	default:
		return;
	}
}

static bool
fields_of(const char *structure, unsigned *from, unsigned *to)
{
	for (*from = 0; *from < SV_NITEMS(fields); (*from)++) {
		if (strcmp(fields[*from].structure, structure) == 0)
			break;
	}
	for (*to = *from; *to < SV_NITEMS(fields); (*to)++) {
		if (strcmp(fields[*to].structure, structure) != 0)
			break;
	}
	return (*from < *to);
}

static bool
one(struct host_text *t, uint64_t at, unsigned size, unsigned from, unsigned to)
{
	uint8_t buf[STRUCT_MAX];

	if (size > sizeof(buf) || copyin((const void *)at, buf, size) != 0)
		return (false);
	host_text_char(t, '{');
	for (unsigned i = from; i < to; i++) {
		if (fields[i].at + fields[i].size > size)
			break; /* an older, shorter one */
		/* The generated structures say lsa_flags for sa_flags, which is a macro in places. */
		host_text_fmt(t, "%s%s=", i > from ? ", " : "",
		    fields[i].name + (strncmp(fields[i].name, "ls", 2) == 0 ? 1 : 0));
		value(t, &fields[i], buf + fields[i].at);
	}
	host_text_char(t, '}');
	return (true);
}

/* What a transfer gathers or scatters: as much of each piece as was transferred. */
static bool
iovecs(struct host_text *t, uint64_t at, uint64_t count, int64_t bytes)
{
	struct linux_iovec iov;
	int64_t len;

	host_text_char(t, '[');
	for (uint64_t i = 0; i < count; i++) {
		if (copyin((const void *)(at + i * sizeof(iov)), &iov, sizeof(iov)) != 0)
			return (false);
		if (i > 0)
			host_text_str(t, ", ");
		if (i == ELEMENTS_SHOWN) {
			host_text_str(t, "...");
			break;
		}
		len = (int64_t)iov.iov_len < bytes ? (int64_t)iov.iov_len : bytes;
		bytes -= len;
		host_text_str(t, "{iov_base=");
		host_trace_bytes(t, (register_t)iov.iov_base, len);
		host_text_fmt(t, ", iov_len=%lu}", iov.iov_len);
	}
	host_text_char(t, ']');
	return (true);
}

bool
host_trace_sockaddr(struct host_text *t, uint64_t at, int32_t len)
{
	uint8_t b[SOCKADDR_SHOWN] = {0};
	uint16_t family;
	size_t size = len < (int32_t)sizeof(b) ? (size_t)len : sizeof(b);

	if (len < 2 || copyin((const void *)at, b, size) != 0)
		return (false);
	memcpy(&family, b, sizeof(family));
	host_text_str(t, "{sa_family=");
	host_trace_domain(t, &linux_socket_family_domain, false, family);
	if (family == LINUX_AF_INET) {
		host_text_fmt(
		    t, ", port=%d, addr=%d.%d.%d.%d", b[2] << 8 | b[3], b[4], b[5], b[6], b[7]);
	} else if (family == LINUX_AF_INET6) {
		host_text_fmt(t, ", port=%d, addr=", b[2] << 8 | b[3]);
		for (int i = 8; i < 24; i += 2)
			host_text_fmt(t, i > 8 ? ":%x" : "%x", (unsigned)(b[i] << 8 | b[i + 1]));
	} else if (size > 2) {
		size_t used = size;

		while (family == LINUX_AF_UNIX && b[2] != 0 && used > 3 && b[used - 1] == 0)
			used--; /* a path ends with its NUL, an abstract name with its length */
		host_text_str(t, family == LINUX_AF_UNIX ? ", path=" : ", data=");
		host_trace_bytes(t, (register_t)(at + 2), (int64_t)used - 2);
	}
	host_text_char(t, '}');
	return (true);
}

static bool
message(struct host_text *t, uint64_t at, int64_t bytes)
{
	struct linux_msghdr msg;

	if (copyin((const void *)at, &msg, sizeof(msg)) != 0)
		return (false);
	host_text_str(t, "{msg_name=");
	if (msg.msg_name == 0 || !host_trace_sockaddr(t, msg.msg_name, msg.msg_namelen))
		host_text_str(t, "NULL");
	host_text_str(t, ", msg_iov=");
	if (!iovecs(t, msg.msg_iov, msg.msg_iovlen, bytes))
		host_text_fmt(t, "0x%lx", msg.msg_iov);
	host_text_fmt(t, ", msg_controllen=%lu, msg_flags=", msg.msg_controllen);
	host_trace_domain(t, &linux_msg_flags_domain, false, msg.msg_flags);
	host_text_char(t, '}');
	return (true);
}

bool
host_trace_struct(
    struct host_text *t, const struct sv_arg_desc *arg, uint64_t at, int64_t count, int64_t result)
{
	int64_t bytes = result >= 0 ? result : INT64_MAX;
	unsigned from, to;
	size_t start = t->used;
	bool many = arg->length >= 0, good = true;

	if (strcmp(arg->structure, "iovec") == 0)
		good = iovecs(t, at, (uint64_t)count, bytes);
	else if (strcmp(arg->structure, "msghdr") == 0)
		good = message(t, at, bytes);
	else if (arg->size == 0 || !fields_of(arg->structure, &from, &to))
		return (false);
	else {
		if (many)
			host_text_char(t, '[');
		for (int64_t i = 0; i < count && good; i++) {
			if (i > 0)
				host_text_str(t, ", ");
			if (i == ELEMENTS_SHOWN) {
				host_text_str(t, "...");
				break;
			}
			good = one(t, at + (uint64_t)i * arg->size, arg->size, from, to);
		}
		if (many)
			host_text_char(t, ']');
	}
	if (!good)
		t->used = start;
	return (good);
}
