/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_layout.c: structure translators, toy/t32 and nat/n64.
 *
 * f is read, t is written: zeroed first, padding included, then field by field. After an error t
 * is not to be used.
 *
 * From specs/nat/layout.spec, specs/pairs/toy-on-nat/toy.pair, specs/toy/layout.spec.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_xlat.h"

int
toy_timespec_in(const struct toy_timespec *f, struct timespec *t)
{
	SV_ZERO(t);
	t->tv_sec = (int64_t)f->tv_sec;
	t->tv_nsec = (long)f->tv_nsec;
	return (0);
}

int
toy_timespec_out(const struct timespec *f, struct toy_timespec *t)
{
	SV_ZERO(t);
	if (!SV_FITS(int32_t, f->tv_sec))
		return (EOVERFLOW);
	t->tv_sec = (int32_t)f->tv_sec;
	if (!SV_FITS(int32_t, f->tv_nsec))
		return (EOVERFLOW);
	t->tv_nsec = (int32_t)f->tv_nsec;
	return (0);
}

int
toy_stat_in(const struct toy_stat *f, struct stat *t)
{
	int error;
	size_t i;

	SV_ZERO(t);
	t->st_ino = (uint64_t)f->st_ino;
	t->st_nlink = (uint64_t)f->st_nlink;
	if ((error = toy_mode_in(f->st_mode, &t->st_mode)) != 0)
		return (error);
	{
		struct toy_timespec one = f->st_mtim;
		struct timespec other;

		if ((error = toy_timespec_in(&one, &other)) != 0)
			return (error);
		t->st_mtim = other;
	}
	t->st_size = f->st_size;
	t->st_blksize = (int64_t)f->st_blksize;
	/* the same */
	memcpy(t->st_label, f->st_name, 8);
	/* moved as it is */
	for (i = 2; i < 3; i++) {
		if (f->st_spare[i] != 0)
			return (EOVERFLOW);
	}
	for (i = 0; i < 2; i++)
		t->st_spare[i] = f->st_spare[i];
	/* made on a Sunday */
	t->st_made = 7;
	/* by hand: numbered otherwise */
	if ((error = toy_stat_st_dev_in(f, t)) != 0)
		return (error);
	return (0);
}

int
toy_stat_out(const struct stat *f, struct toy_stat *t)
{
	uint32_t value;
	int error;
	size_t i;

	SV_ZERO(t);
	if (!SV_FITS(uint32_t, f->st_ino))
		return (EOVERFLOW);
	t->st_ino = (uint32_t)f->st_ino;
	if ((error = toy_mode_out(f->st_mode, &value)) != 0)
		return (error);
	t->st_mode = value;
	if (!SV_FITS(uint32_t, f->st_nlink))
		return (EOVERFLOW);
	t->st_nlink = (uint32_t)f->st_nlink;
	t->st_size = f->st_size;
	/* 32 bits on Toy */
	if (f->st_blksize > UINT32_MAX)
		t->st_blksize = UINT32_MAX;
	else if (f->st_blksize < 0)
		t->st_blksize = 0;
	else
		t->st_blksize = (uint32_t)f->st_blksize;
	{
		struct timespec one = f->st_mtim;
		struct toy_timespec other;

		if ((error = toy_timespec_out(&one, &other)) != 0)
			return (error);
		t->st_mtim = other;
	}
	/* the same */
	for (i = 8; i < 16; i++) {
		if (f->st_label[i] != 0)
			return (EOVERFLOW);
	}
	memcpy(t->st_name, f->st_label, 8);
	/* moved as it is */
	memcpy(&t->st_spare, &f->st_spare, sizeof(f->st_spare));
	/* by hand: numbered otherwise */
	if ((error = toy_stat_st_dev_out(f, t)) != 0)
		return (error);
	/* st_flags: Toy has none */
	/* st_gen: Toy has none */
	/* st_made: made on a Sunday */
	return (0);
}

int
toy_event_in(const struct toy_event *f, struct event *t)
{
	int error;

	SV_ZERO(t);
	if ((error = toy_poll_events_in(f->events, &t->events)) != 0)
		return (error);
	t->data = f->data;
	return (0);
}

int
toy_event_out(const struct event *f, struct toy_event *t)
{
	int16_t value;
	int error;

	SV_ZERO(t);
	if ((error = toy_poll_events_out(f->events, &value)) != 0)
		return (error);
	t->events = value;
	t->data = f->data;
	return (0);
}

int
toy_pollfd_in(const struct toy_pollfd *f, struct pollfd *t)
{
	int error;

	SV_ZERO(t);
	t->fd = f->fd;
	if ((error = toy_poll_events_in(f->events, &t->events)) != 0)
		return (error);
	if ((error = toy_poll_events_in(f->revents, &t->revents)) != 0)
		return (error);
	return (0);
}

int
toy_pollfd_out(const struct pollfd *f, struct toy_pollfd *t)
{
	int error;

	SV_ZERO(t);
	t->fd = f->fd;
	if ((error = toy_poll_events_out(f->events, &t->events)) != 0)
		return (error);
	if ((error = toy_poll_events_out(f->revents, &t->revents)) != 0)
		return (error);
	return (0);
}

int
toy_siginfo_in(const struct toy_siginfo *f, struct __siginfo *t)
{
	int error;

	SV_ZERO(t);
	if ((error = toy_signal_in(f->si_signo, &t->si_signo)) != 0)
		return (error);
	if ((error = toy_errno_number_in(f->si_errno, &t->si_errno)) != 0)
		return (error);
	t->si_code = f->si_code;
	/* by hand: the code says which view holds */
	if ((error = toy_siginfo_kill_in(f, t)) != 0)
		return (error);
	return (0);
}

int
toy_siginfo_out(const struct __siginfo *f, struct toy_siginfo *t)
{
	int error;

	SV_ZERO(t);
	if ((error = toy_signal_out(f->si_signo, &t->si_signo)) != 0)
		return (error);
	if ((error = toy_errno_number_out(f->si_errno, &t->si_errno)) != 0)
		return (error);
	t->si_code = f->si_code;
	/* by hand: the code says which view holds */
	if ((error = toy_siginfo_kill_out(f, t)) != 0)
		return (error);
	/* si_pid: done with kill */
	/* si_uid: done with kill */
	/* si_status: done with kill */
	/* si_addr: done with kill */
	return (0);
}

int
toy_notice_in(const struct toy_notice *f, struct notice *t)
{
	int error;

	SV_ZERO(t);
	if ((error = toy_si_code_chld_in(f->code, &t->code)) != 0)
		return (error);
	if (f->code == TOY_CLD_KILLED || f->code == TOY_CLD_DUMPED) {
		if ((error = toy_signal_in(f->status, &t->status)) != 0)
			return (error);
	} else {
		t->status = f->status;
	}
	if (!SV_FITS(uint32_t, f->word))
		return (EOVERFLOW);
	t->word = (uint32_t)f->word;
	if ((error = toy_whence_in((int32_t)f->who, &t->who)) != 0)
		return (error);
	if ((error = toy_at_fd_in(f->where, &t->where)) != 0)
		return (error);
	return (0);
}

int
toy_notice_out(const struct notice *f, struct toy_notice *t)
{
	int32_t value;
	int error;

	SV_ZERO(t);
	if ((error = toy_si_code_chld_out(f->code, &value)) != 0)
		return (error);
	t->code = value;
	if (f->code == CLD_KILLED || f->code == CLD_DUMPED) {
		if ((error = toy_signal_out(f->status, &value)) != 0)
			return (error);
		t->status = value;
	} else {
		t->status = f->status;
	}
	t->word = (uint64_t)f->word;
	if ((error = toy_whence_out(f->who, &value)) != 0)
		return (error);
	if (!SV_FITS(uint16_t, value))
		return (EOVERFLOW);
	t->who = (uint16_t)value;
	if ((error = toy_at_fd_out(f->where, &value)) != 0)
		return (error);
	t->where = value;
	return (0);
}

int
toy_iovec_in(const struct toy_iovec *f, struct iovec *t)
{
	SV_ZERO(t);
	t->iov_base = (void *)(uintptr_t)f->iov_base;
	t->iov_len = (uint64_t)f->iov_len;
	return (0);
}

int
toy_iovec_out(const struct iovec *f, struct toy_iovec *t)
{
	SV_ZERO(t);
	if (!SV_FITS(l_uintptr_t, (uintptr_t)f->iov_base))
		return (EOVERFLOW);
	t->iov_base = (l_uintptr_t)(uintptr_t)f->iov_base;
	if (!SV_FITS(uint32_t, f->iov_len))
		return (EOVERFLOW);
	t->iov_len = (uint32_t)f->iov_len;
	return (0);
}

int
toy_vec_in(const struct toy_vec *f, struct vec *t)
{
	int error;
	size_t i;

	SV_ZERO(t);
	for (i = 0; i < 2; i++) {
		if ((error = toy_iovec_in(&f->parts[i], &t->parts[i])) != 0)
			return (error);
	}
	if ((error = toy_open_flags_in((int32_t)f->flags, &t->flags)) != 0)
		return (error);
	return (0);
}

int
toy_vec_out(const struct vec *f, struct toy_vec *t)
{
	int32_t value;
	int error;
	size_t i;

	SV_ZERO(t);
	for (i = 0; i < 2; i++) {
		if ((error = toy_iovec_out(&f->parts[i], &t->parts[i])) != 0)
			return (error);
	}
	if ((error = toy_open_flags_out(f->flags, &value)) != 0)
		return (error);
	t->flags = (uint32_t)value;
	return (0);
}

int
toy_big_in(const struct toy_big *f, struct big *t)
{
	SV_ZERO(t);
	memcpy(&t->words, &f->words, sizeof(t->words));
	return (0);
}

int
toy_big_out(const struct big *f, struct toy_big *t)
{
	SV_ZERO(t);
	memcpy(&t->words, &f->words, sizeof(t->words));
	return (0);
}

int
toy_lock_in(const struct toy_lock *f, struct lock *t)
{
	SV_ZERO(t);
	/* Nat has no flags for locks */
	if (f->flags != 0)
		return (EINVAL);
	t->start = (int64_t)f->start;
	t->count = (int64_t)f->count;
	t->kind = f->kind;
	/* all toys lock alike */
	t->level = 2;
	/* spare: nothing there */
	return (0);
}

int
toy_lock_out(const struct lock *f, struct toy_lock *t)
{
	SV_ZERO(t);
	if (!SV_FITS(int32_t, f->start))
		return (EOVERFLOW);
	t->start = (int32_t)f->start;
	if (!SV_FITS(int32_t, f->count))
		return (EOVERFLOW);
	t->count = (int32_t)f->count;
	t->kind = f->kind;
	/* owner: Toy's locks have no owner */
	/* level: all toys lock alike */
	return (0);
}

int
toy_rlimit_in(const struct toy_rlimit *f, struct rlimit *t)
{
	int error;

	SV_ZERO(t);
	if ((error = toy_limit_in(f->cur, &t->cur)) != 0)
		return (error);
	if ((error = toy_limit_in(f->max, &t->max)) != 0)
		return (error);
	return (0);
}

int
toy_rlimit_out(const struct rlimit *f, struct toy_rlimit *t)
{
	uint64_t value;
	int error;

	SV_ZERO(t);
	if ((error = toy_limit_out(f->cur, &value)) != 0)
		return (error);
	t->cur = value;
	if ((error = toy_limit_out(f->max, &value)) != 0)
		return (error);
	t->max = value;
	return (0);
}
