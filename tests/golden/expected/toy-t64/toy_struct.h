/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_struct.h: the structures and scalar types of toy/t64.
 *
 * From specs/toy/layout.spec.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */
#ifndef TOY_STRUCT_H
#define TOY_STRUCT_H

#include <sysvec/port.h>

/* A pointer of the program inside a structure. */
typedef uint64_t l_uintptr_t;

/* A layout that differs from its spec does not compile; the message names the line. */
#ifndef SV_OFFSET
#define	SV_SIZE(type, size, where)	_Static_assert(sizeof(type) == (size), where)
#define	SV_OFFSET(type, field, offset, where)						\
	_Static_assert(offsetof(type, field) == (offset), where)
#endif

typedef int32_t		l_int;
typedef uint32_t	l_uint;
typedef int64_t		l_long;
typedef uint64_t	l_ulong;
typedef uint64_t	l_size_t;
typedef int64_t		l_loff_t;
typedef uint16_t	l_mode_t;

typedef struct {
	uint64_t	__word[4];
} l_toys;
SV_SIZE(l_toys, 32, "specs/toy/layout.spec:106");

struct toy_timespec {
	int64_t	tv_sec;
	int64_t	tv_nsec;
};
SV_SIZE(struct toy_timespec, 16, "specs/toy/layout.spec:6");
SV_OFFSET(struct toy_timespec, tv_sec, 0, "specs/toy/layout.spec:7");
SV_OFFSET(struct toy_timespec, tv_nsec, 8, "specs/toy/layout.spec:8");

/* a file */
struct toy_stat {
	uint64_t		st_dev;
	uint64_t		st_ino;
	uint32_t		st_mode;	/* type and rights */
	uint32_t		st_nlink;
	int64_t			st_size;
	uint32_t		st_blksize;
	uint32_t		__pad;
	struct toy_timespec	st_mtim;
	char			st_name[8];
	uint32_t		st_spare[3];
	uint32_t		__pad2;
};
SV_SIZE(struct toy_stat, 80, "specs/toy/layout.spec:10");
SV_OFFSET(struct toy_stat, st_dev, 0, "specs/toy/layout.spec:11");
SV_OFFSET(struct toy_stat, st_ino, 8, "specs/toy/layout.spec:12");
SV_OFFSET(struct toy_stat, st_mode, 16, "specs/toy/layout.spec:13");
SV_OFFSET(struct toy_stat, st_nlink, 20, "specs/toy/layout.spec:14");
SV_OFFSET(struct toy_stat, st_size, 24, "specs/toy/layout.spec:15");
SV_OFFSET(struct toy_stat, st_blksize, 32, "specs/toy/layout.spec:16");
SV_OFFSET(struct toy_stat, st_mtim, 40, "specs/toy/layout.spec:18");
SV_OFFSET(struct toy_stat, st_name, 56, "specs/toy/layout.spec:19");
SV_OFFSET(struct toy_stat, st_spare, 64, "specs/toy/layout.spec:20");

struct toy_event {
	int16_t		events;
	uint16_t	__pad;
	uint64_t	data;
} __attribute__((__packed__, __aligned__(1)));
SV_SIZE(struct toy_event, 12, "specs/toy/layout.spec:24");
SV_OFFSET(struct toy_event, events, 0, "specs/toy/layout.spec:25");
SV_OFFSET(struct toy_event, data, 4, "specs/toy/layout.spec:27");

struct toy_pollfd {
	int32_t	fd;
	int16_t	events;
	int16_t	revents;
};
SV_SIZE(struct toy_pollfd, 8, "specs/toy/layout.spec:29");
SV_OFFSET(struct toy_pollfd, fd, 0, "specs/toy/layout.spec:30");
SV_OFFSET(struct toy_pollfd, events, 4, "specs/toy/layout.spec:31");
SV_OFFSET(struct toy_pollfd, revents, 6, "specs/toy/layout.spec:32");

struct toy_siginfo {
	int32_t		si_signo;
	int32_t		si_errno;
	int32_t		si_code;
	uint32_t	__pad;
	union {
		struct {
			int32_t		si_pid;
			uint32_t	si_uid;
		} kill;
		struct {
			int32_t		si_child;
			uint8_t		__hole0[4];
			int32_t		si_status;
			uint32_t	__pad;
			int64_t		si_utime;
		} child;
		struct {
			l_uintptr_t	si_addr;
		} fault;
	};
	uint8_t	__pad2[8];
};
SV_SIZE(struct toy_siginfo, 48, "specs/toy/layout.spec:34");
SV_OFFSET(struct toy_siginfo, si_signo, 0, "specs/toy/layout.spec:35");
SV_OFFSET(struct toy_siginfo, si_errno, 4, "specs/toy/layout.spec:36");
SV_OFFSET(struct toy_siginfo, si_code, 8, "specs/toy/layout.spec:37");
SV_OFFSET(struct toy_siginfo, kill.si_pid, 16, "specs/toy/layout.spec:40");
SV_OFFSET(struct toy_siginfo, kill.si_uid, 20, "specs/toy/layout.spec:41");
SV_OFFSET(struct toy_siginfo, child.si_child, 16, "specs/toy/layout.spec:43");
SV_OFFSET(struct toy_siginfo, child.si_status, 24, "specs/toy/layout.spec:44");
SV_OFFSET(struct toy_siginfo, child.si_utime, 32, "specs/toy/layout.spec:46");
SV_OFFSET(struct toy_siginfo, fault.si_addr, 16, "specs/toy/layout.spec:48");

struct toy_sigset {
	uint32_t	bits;
};
typedef struct toy_sigset l_sigset_t;
SV_SIZE(struct toy_sigset, 4, "specs/toy/layout.spec:51");
SV_OFFSET(struct toy_sigset, bits, 0, "specs/toy/layout.spec:52");

struct toy_notice {
	int32_t		code;
	int32_t		status;
	uint64_t	word;
	uint16_t	who;
	uint16_t	__pad;
	int32_t		where;
};
SV_SIZE(struct toy_notice, 24, "specs/toy/layout.spec:55");
SV_OFFSET(struct toy_notice, code, 0, "specs/toy/layout.spec:56");
SV_OFFSET(struct toy_notice, status, 4, "specs/toy/layout.spec:57");
SV_OFFSET(struct toy_notice, word, 8, "specs/toy/layout.spec:58");
SV_OFFSET(struct toy_notice, who, 16, "specs/toy/layout.spec:59");
SV_OFFSET(struct toy_notice, where, 20, "specs/toy/layout.spec:61");

struct toy_iovec {
	l_uintptr_t	iov_base;
	uint64_t	iov_len;
};
SV_SIZE(struct toy_iovec, 16, "specs/toy/layout.spec:63");
SV_OFFSET(struct toy_iovec, iov_base, 0, "specs/toy/layout.spec:64");
SV_OFFSET(struct toy_iovec, iov_len, 8, "specs/toy/layout.spec:65");

struct toy_vec {
	struct toy_iovec	parts[2];
	uint32_t		flags;
	uint32_t		__pad;
};
SV_SIZE(struct toy_vec, 40, "specs/toy/layout.spec:67");
SV_OFFSET(struct toy_vec, parts, 0, "specs/toy/layout.spec:68");
SV_OFFSET(struct toy_vec, flags, 32, "specs/toy/layout.spec:69");

struct toy_big {
	uint64_t	words[75];
};
SV_SIZE(struct toy_big, 600, "specs/toy/layout.spec:72");
SV_OFFSET(struct toy_big, words, 0, "specs/toy/layout.spec:73");

struct toy_lock {
	int64_t		start;
	int64_t		count;
	int16_t		kind;
	uint16_t	flags;
	uint32_t	spare;
};
SV_SIZE(struct toy_lock, 24, "specs/toy/layout.spec:76");
SV_OFFSET(struct toy_lock, start, 0, "specs/toy/layout.spec:77");
SV_OFFSET(struct toy_lock, count, 8, "specs/toy/layout.spec:78");
SV_OFFSET(struct toy_lock, kind, 16, "specs/toy/layout.spec:79");
SV_OFFSET(struct toy_lock, flags, 18, "specs/toy/layout.spec:80");
SV_OFFSET(struct toy_lock, spare, 20, "specs/toy/layout.spec:81");

struct toy_rlimit {
	uint64_t	cur;
	uint64_t	max;
};
SV_SIZE(struct toy_rlimit, 16, "specs/toy/layout.spec:83");
SV_OFFSET(struct toy_rlimit, cur, 0, "specs/toy/layout.spec:84");
SV_OFFSET(struct toy_rlimit, max, 8, "specs/toy/layout.spec:85");

struct toy_dirent {
	uint64_t	d_ino;
	uint16_t	d_len;
	uint8_t		__pad[6];
	char		d_name[];
};
SV_SIZE(struct toy_dirent, 16, "specs/toy/layout.spec:87");
SV_OFFSET(struct toy_dirent, d_ino, 0, "specs/toy/layout.spec:88");
SV_OFFSET(struct toy_dirent, d_len, 8, "specs/toy/layout.spec:89");
SV_OFFSET(struct toy_dirent, d_name, 16, "specs/toy/layout.spec:91");

struct toy_toy {
	uint8_t	kind;
	uint8_t	__pad[3];
} __attribute__((__aligned__(4)));
SV_SIZE(struct toy_toy, 4, "specs/toy/layout.spec:94");
SV_OFFSET(struct toy_toy, kind, 0, "specs/toy/layout.spec:95");

#endif /* TOY_STRUCT_H */
