/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_handlers.c: calls of toy/t32 that only translate.
 *
 * From specs/pairs/toy-on-nat/calls.pair, specs/toy/t32/syscalls.master.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/native.h>
#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_proto.h"
#include "toy_struct.h"
#include "toy_xlat.h"

int
toy_read(struct thread *td, struct toy_read_args *uap)
{
	return (native_read(td, (int)uap->fd, uap->buf, uap->count));
}

int
toy_open(struct thread *td, struct toy_open_args *uap)
{
	int32_t flags;
	int error;

	if ((error = toy_open_flags_in(uap->flags, &flags)) != 0)
		return (error);
	return (native_openat(td, AT_FDCWD, uap->path, flags, uap->mode));
}

int
toy_fstat(struct thread *td, struct toy_fstat_args *uap)
{
	struct toy_stat l_st;
	struct stat st;
	int error;

	SV_ZERO(&st);
	error = native_fstat(td, (int)uap->fd, &st);
	if (error == 0) {
		if ((error = toy_stat_out(&st, &l_st)) == 0)
			error = copyout(&l_st, uap->st, sizeof(l_st));
	}
	return (error);
}

int
toy_seek(struct thread *td, struct toy_seek_args *uap)
{
	int32_t whence;
	int error;

	if ((error = toy_whence_in((int32_t)uap->whence, &whence)) != 0)
		return (error);
	return (native_lseek(td, uap->fd, (off_t)SV_PAIR64(uap->offset_low, uap->offset_high),
	    whence));
}

int
toy_utimes(struct thread *td, struct toy_utimes_args *uap)
{
	int32_t dfd, flags;
	struct toy_timespec l_times[2];
	struct timespec times[2];
	size_t i;
	int error;

	if ((error = toy_at_fd_in(uap->dfd, &dfd)) != 0)
		return (error);
	if (uap->times != NULL) {
		if ((error = copyin(uap->times, l_times, sizeof(l_times))) != 0)
			return (error);
		for (i = 0; i < 2; i++) {
			if ((error = toy_timespec_in(&l_times[i], &times[i])) != 0)
				return (error);
		}
	}
	if ((error = toy_open_flags_in((int32_t)uap->flags, &flags)) != 0)
		return (error);
	return (native_utimensat(td, dfd, uap->path, uap->times != NULL ? times : NULL, flags));
}

int
toy_poll(struct thread *td, struct toy_poll_args *uap)
{
	struct toy_pollfd l_fds[2];
	struct pollfd fds[2];
	size_t i;
	int error;

	if ((error = copyin(uap->fds, l_fds, sizeof(l_fds))) != 0)
		return (error);
	for (i = 0; i < 2; i++) {
		if ((error = toy_pollfd_in(&l_fds[i], &fds[i])) != 0)
			return (error);
	}
	error = native_poll(td, fds, 2, uap->timeout);
	if (error == 0) {
		for (i = 0; i < 2 && error == 0; i++)
			error = toy_pollfd_out(&fds[i], &l_fds[i]);
		if (error == 0)
			error = copyout(l_fds, uap->fds, sizeof(l_fds));
	}
	return (error);
}

int
toy_pipe(struct thread *td, struct toy_pipe_args *uap)
{
	int32_t fds[2];
	int error;

	SV_ZERO(&fds);
	error = native_pipe(td, fds);
	if (error == 0)
		error = copyout(fds, uap->fds, sizeof(fds));
	return (error);
}

int
toy_getwhence(struct thread *td, struct toy_getwhence_args *uap)
{
	int32_t l_whence, whence, l_pair[2], pair[2];
	size_t i;
	int error;

	SV_ZERO(&whence);
	if (uap->pair != NULL) {
		if ((error = copyin(uap->pair, l_pair, sizeof(l_pair))) != 0)
			return (error);
		for (i = 0; i < 2; i++) {
			if ((error = toy_whence_in(l_pair[i], &pair[i])) != 0)
				return (error);
		}
	}
	error = native_getwhence(td, &whence, uap->pair != NULL ? pair : NULL);
	if (error == 0) {
		if ((error = toy_whence_out(whence, &l_whence)) == 0)
			error = copyout(&l_whence, uap->whence, sizeof(l_whence));
	}
	if (error == 0 && uap->pair != NULL) {
		for (i = 0; i < 2 && error == 0; i++)
			error = toy_whence_out(pair[i], &l_pair[i]);
		if (error == 0)
			error = copyout(l_pair, uap->pair, sizeof(l_pair));
	}
	return (error);
}

int
toy_waitsig(struct thread *td, struct toy_waitsig_args *uap)
{
	l_sigset_t l_set, l_old;
	sigset_t set, old;
	int error;

	if (uap->set != NULL) {
		if ((error = copyin(uap->set, &l_set, sizeof(l_set))) != 0)
			return (error);
		toy_sigset_in(&l_set, &set);
	}
	SV_ZERO(&old);
	error = native_waitsig(td, uap->set != NULL ? &set : NULL, uap->old != NULL ? &old : NULL);
	if (error == 0 && uap->old != NULL) {
		toy_sigset_out(&old, &l_old);
		error = copyout(&l_old, uap->old, sizeof(l_old));
	}
	if (error == 0) {
		int32_t result;

		if ((error = toy_signal_out((int32_t)td->td_retval[0], &result)) == 0)
			td->td_retval[0] = (register_t)result;
	}
	return (error);
}

int
toy_bigmove(struct thread *td, struct toy_bigmove_args *uap)
{
	struct toy_big *l_in = NULL, *l_out = NULL;
	struct big *in = NULL, *out = NULL;
	int error;

	if ((in = sv_tmp_alloc(td, sizeof(*in))) == NULL) {
		error = ENOMEM;
		goto done;
	}
	if ((l_in = sv_tmp_alloc(td, sizeof(*l_in))) == NULL) {
		error = ENOMEM;
		goto done;
	}
	if ((out = sv_tmp_alloc(td, sizeof(*out))) == NULL) {
		error = ENOMEM;
		goto done;
	}
	if ((l_out = sv_tmp_alloc(td, sizeof(*l_out))) == NULL) {
		error = ENOMEM;
		goto done;
	}
	if ((error = copyin(uap->in, l_in, sizeof(*l_in))) != 0)
		goto done;
	if ((error = toy_big_in(l_in, in)) != 0)
		goto done;
	memset(out, 0, sizeof(*out));
	error = native_bigmove(td, out, in);
	if (error == 0) {
		if ((error = toy_big_out(out, l_out)) == 0)
			error = copyout(l_out, uap->out, sizeof(*l_out));
	}
done:
	if (l_out != NULL)
		sv_tmp_free(td, l_out, sizeof(*l_out));
	if (out != NULL)
		sv_tmp_free(td, out, sizeof(*out));
	if (l_in != NULL)
		sv_tmp_free(td, l_in, sizeof(*l_in));
	if (in != NULL)
		sv_tmp_free(td, in, sizeof(*in));
	return (error);
}

int
toy_spawn(struct thread *td, struct toy_spawn_args *uap)
{
	uint32_t flags;
	int error;

	if ((error = toy_spawn_flags_in((uint64_t)uap->flags, &flags)) != 0)
		return (error);
	return (native_spawn(td, flags, (uintptr_t)uap->stack));
}

int
toy_getpid(struct thread *td, struct toy_getpid_args *uap)
{
	(void)uap;
	return (native_getpid(td));
}

/* not offered */
int
toy_swapon(struct thread *td, struct toy_swapon_args *uap)
{
	(void)td;
	(void)uap;
	return (EPERM);
}

/* nothing to write */
int
toy_sync(struct thread *td, struct toy_sync_args *uap)
{
	(void)td;
	(void)uap;
	return (0);
}

int
toy_mmap(struct thread *td, struct toy_mmap_args *uap)
{
	return (native_mmap(td, uap->addr, uap->len, (off_t)SV_PAIR64(uap->pos_low, uap->pos_high),
	    uap->fd));
}
