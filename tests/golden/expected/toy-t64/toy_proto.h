/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_proto.h: argument structures and handlers of the calls of toy/t64.
 *
 * From specs/pairs/toy-on-nat/calls.pair, specs/toy/t64/syscalls.master.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */
#ifndef TOY_PROTO_H
#define TOY_PROTO_H

#include <sysvec/sysent.h>
#include "toy_struct.h"

struct thread;
struct toy_secret;

struct toy_read_args {
	char fd_l_[PADL_(l_uint)];
	l_uint fd;
	char fd_r_[PADR_(l_uint)];
	char buf_l_[PADL_(void *)];
	void *buf;
	char buf_r_[PADR_(void *)];
	char count_l_[PADL_(l_size_t)];
	l_size_t count;
	char count_r_[PADR_(l_size_t)];
};
struct toy_open_args {
	char path_l_[PADL_(const char *)];
	const char *path;
	char path_r_[PADR_(const char *)];
	char flags_l_[PADL_(l_int)];
	l_int flags;
	char flags_r_[PADR_(l_int)];
	char mode_l_[PADL_(l_mode_t)];
	l_mode_t mode;
	char mode_r_[PADR_(l_mode_t)];
};
struct toy_fstat_args {
	char fd_l_[PADL_(l_uint)];
	l_uint fd;
	char fd_r_[PADR_(l_uint)];
	char st_l_[PADL_(struct toy_stat *)];
	struct toy_stat *st;
	char st_r_[PADR_(struct toy_stat *)];
};
struct toy_seek_args {
	char fd_l_[PADL_(l_int)];
	l_int fd;
	char fd_r_[PADR_(l_int)];
	char offset_l_[PADL_(l_loff_t)];
	l_loff_t offset;
	char offset_r_[PADR_(l_loff_t)];
	char whence_l_[PADL_(l_uint)];
	l_uint whence;
	char whence_r_[PADR_(l_uint)];
};
struct toy_utimes_args {
	char dfd_l_[PADL_(l_int)];
	l_int dfd;
	char dfd_r_[PADR_(l_int)];
	char path_l_[PADL_(const char *)];
	const char *path;
	char path_r_[PADR_(const char *)];
	char times_l_[PADL_(struct toy_timespec *)];
	struct toy_timespec *times;
	char times_r_[PADR_(struct toy_timespec *)];
	char flags_l_[PADL_(l_ulong)];
	l_ulong flags;
	char flags_r_[PADR_(l_ulong)];
};
struct toy_poll_args {
	char fds_l_[PADL_(struct toy_pollfd *)];
	struct toy_pollfd *fds;
	char fds_r_[PADR_(struct toy_pollfd *)];
	char timeout_l_[PADL_(l_int)];
	l_int timeout;
	char timeout_r_[PADR_(l_int)];
};
struct toy_pipe_args {
	char fds_l_[PADL_(l_int *)];
	l_int *fds;
	char fds_r_[PADR_(l_int *)];
};
struct toy_getwhence_args {
	char whence_l_[PADL_(l_int *)];
	l_int *whence;
	char whence_r_[PADR_(l_int *)];
	char pair_l_[PADL_(l_int *)];
	l_int *pair;
	char pair_r_[PADR_(l_int *)];
};
struct toy_waitsig_args {
	char set_l_[PADL_(const l_sigset_t *)];
	const l_sigset_t *set;
	char set_r_[PADR_(const l_sigset_t *)];
	char old_l_[PADL_(l_sigset_t *)];
	l_sigset_t *old;
	char old_r_[PADR_(l_sigset_t *)];
};
struct toy_bigmove_args {
	char in_l_[PADL_(const struct toy_big *)];
	const struct toy_big *in;
	char in_r_[PADR_(const struct toy_big *)];
	char out_l_[PADL_(struct toy_big *)];
	struct toy_big *out;
	char out_r_[PADR_(struct toy_big *)];
};
struct toy_spawn_args {
	char flags_l_[PADL_(l_ulong)];
	l_ulong flags;
	char flags_r_[PADR_(l_ulong)];
	char stack_l_[PADL_(void *)];
	void *stack;
	char stack_r_[PADR_(void *)];
};
struct toy_getpid_args {
	syscallarg_t dummy;
};
struct toy_play_args {
	char toy_l_[PADL_(struct toy_toy *)];
	struct toy_toy *toy;
	char toy_r_[PADR_(struct toy_toy *)];
	char s_l_[PADL_(struct toy_secret *)];
	struct toy_secret *s;
	char s_r_[PADR_(struct toy_secret *)];
};
struct toy_swapon_args {
	char path_l_[PADL_(const char *)];
	const char *path;
	char path_r_[PADR_(const char *)];
};
struct toy_sync_args {
	syscallarg_t dummy;
};
struct toy_vserver_args {
	syscallarg_t dummy;
};
struct toy_future_args {
	char a_l_[PADL_(l_int)];
	l_int a;
	char a_r_[PADR_(l_int)];
	char b_l_[PADL_(l_loff_t)];
	l_loff_t b;
	char b_r_[PADR_(l_loff_t)];
};
struct toy_mmap_args {
	char addr_l_[PADL_(l_ulong)];
	l_ulong addr;
	char addr_r_[PADR_(l_ulong)];
	char len_l_[PADL_(l_size_t)];
	l_size_t len;
	char len_r_[PADR_(l_size_t)];
	char pos_l_[PADL_(l_loff_t)];
	l_loff_t pos;
	char pos_r_[PADR_(l_loff_t)];
	char fd_l_[PADL_(l_int)];
	l_int fd;
	char fd_r_[PADR_(l_int)];
};

/* Calls with a handler: made from calls.pair, or written by hand. */
int	toy_read(struct thread *, struct toy_read_args *);
int	toy_open(struct thread *, struct toy_open_args *);
int	toy_fstat(struct thread *, struct toy_fstat_args *);
int	toy_seek(struct thread *, struct toy_seek_args *);
int	toy_utimes(struct thread *, struct toy_utimes_args *);
int	toy_poll(struct thread *, struct toy_poll_args *);
int	toy_pipe(struct thread *, struct toy_pipe_args *);
int	toy_getwhence(struct thread *, struct toy_getwhence_args *);
int	toy_waitsig(struct thread *, struct toy_waitsig_args *);
int	toy_bigmove(struct thread *, struct toy_bigmove_args *);
int	toy_spawn(struct thread *, struct toy_spawn_args *);
int	toy_getpid(struct thread *, struct toy_getpid_args *);
int	toy_play(struct thread *, struct toy_play_args *);	/* tests/golden/toy_test.c */
int	toy_swapon(struct thread *, struct toy_swapon_args *);
int	toy_sync(struct thread *, struct toy_sync_args *);
int	toy_mmap(struct thread *, struct toy_mmap_args *);

#endif /* TOY_PROTO_H */
