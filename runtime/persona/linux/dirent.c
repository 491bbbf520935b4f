/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * getdents and getdents64: FreeBSD's records become Linux's, in place, since a Linux record is
 * never longer.
 *
 * FreeBSD's header is 24 bytes, Linux's 19 (getdents64) or 18 and a type byte at the end
 * (getdents).  So a buffer of FreeBSD's may hold 8 bytes more than the program's, or the first
 * record of a tiny buffer would not come; when the records then do not fit, reading goes on behind
 * the last one that did.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_syscall.h"

#define DIRENT_MAX      ((size_t)65536) /* bytes at a time, whatever the program offers */
#define NAME_OFFSET     offsetof(struct dirent, d_name)
#define NAME64_OFFSET   offsetof(struct linux_dirent64, d_name)
#define NAME_OLD_OFFSET offsetof(struct linux_linux_dirent, d_name)
/* Headers are copied in place, not by a call. */
#define COPY(to, from, len) __builtin_memcpy((to), (from), (len))
#define ROUND8(n)           (((n) + 7) & ~(size_t)7)

/* Types are the same numbers on both sides. */
_Static_assert(DT_UNKNOWN == LINUX_DT_UNKNOWN && DT_FIFO == LINUX_DT_FIFO &&
                   DT_CHR == LINUX_DT_CHR && DT_DIR == LINUX_DT_DIR && DT_BLK == LINUX_DT_BLK &&
                   DT_REG == LINUX_DT_REG && DT_LNK == LINUX_DT_LNK && DT_SOCK == LINUX_DT_SOCK &&
                   DT_WHT == LINUX_DT_WHT,
    "dirent_type");
/* The header is written over the one it is made from. */
_Static_assert(NAME64_OFFSET < NAME_OFFSET && NAME_OLD_OFFSET < NAME_OFFSET, "dirent");

/* The record at `from` as Linux has it, at `to` <= `from`; returns its length. */
static size_t
convert(const char *from, char *to, bool old)
{
	struct dirent head;
	size_t len, name_at;

	COPY(&head, from, NAME_OFFSET);
	if (old) {
		struct linux_linux_dirent l_head = {0};

		name_at = NAME_OLD_OFFSET;
		len = ROUND8(name_at + head.d_namlen + 2);
		l_head.d_ino = head.d_fileno;
		l_head.d_off = (uint64_t)head.d_off;
		l_head.d_reclen = (uint16_t)len;
		memmove(to + name_at, from + NAME_OFFSET, head.d_namlen);
		COPY(to, &l_head, NAME_OLD_OFFSET);
	} else {
		struct linux_dirent64 l_head = {0};

		name_at = NAME64_OFFSET;
		len = ROUND8(name_at + head.d_namlen + 1);
		l_head.d_ino = head.d_fileno;
		l_head.d_off = head.d_off;
		l_head.d_reclen = (uint16_t)len;
		l_head.d_type = head.d_type;
		memmove(to + name_at, from + NAME_OFFSET, head.d_namlen);
		COPY(to, &l_head, NAME64_OFFSET);
	}
	memset(to + name_at + head.d_namlen, 0, len - name_at - head.d_namlen);
	if (old)
		to[len - 1] = (char)head.d_type;
	return (len);
}

/* Bytes the record takes on Linux. */
static size_t
length(const struct dirent *head, bool old)
{
	return (ROUND8((old ? NAME_OLD_OFFSET + 2 : NAME64_OFFSET + 1) + head->d_namlen));
}

static int
read_entries(
    struct thread *td, int fd, char *buf, size_t room, void *udirent, size_t count, bool old)
{
	struct dirent head;
	size_t done, have, made;
	off_t next = 0;
	int error;
	char first;
	bool bad = copyin(udirent, &first, 1) != 0;

	/* Where to go back to when not even one record can be given. */
	if (bad || count < sizeof(head)) {
		if ((error = native_lseek(td, fd, 0, SEEK_CUR)) != 0)
			return (error == ESPIPE ? ENOTDIR : error);
		next = td->td_retval[0];
		td->td_retval[0] = 0;
	}
	if ((error = native_getdirentries(td, fd, buf, room)) != 0)
		return (error);
	have = (size_t)td->td_retval[0];
	for (done = made = 0; done < have; done += head.d_reclen) {
		COPY(&head, buf + done, NAME_OFFSET);
		if (bad || made + length(&head, old) > count)
			break;
		next = head.d_off;
		made += convert(buf + done, buf + made, old);
	}
	if (done < have) {
		if ((error = native_lseek(td, fd, next, SEEK_SET)) != 0)
			return (error);
		if (made == 0)
			return (bad ? EFAULT : EINVAL);
	}
	if (made != 0 && (error = copyout(buf, udirent, made)) != 0)
		return (error);
	td->td_retval[0] = (register_t)made;
	return (0);
}

static int
getdents(struct thread *td, int fd, void *udirent, size_t count, bool old)
{
	size_t room;
	char *buf;
	int error;

	if (count > DIRENT_MAX)
		count = DIRENT_MAX;
	room = (count & ~(size_t)7) + 8;
	if ((buf = sv_tmp_alloc(td, room)) == NULL)
		return (ENOMEM);
	error = read_entries(td, fd, buf, room, udirent, count, old);
	sv_tmp_free(td, buf, room);
	return (error);
}

#ifdef LINUX_SYS_getdents
int
linux_getdents(struct thread *td, struct linux_getdents_args *uap)
{
	return (getdents(td, (int)uap->fd, uap->dirent, uap->count, true));
}
#endif

int
linux_getdents64(struct thread *td, struct linux_getdents64_args *uap)
{
	return (getdents(td, (int)uap->fd, uap->dirent, uap->count, false));
}
