/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_xlat.h: translators and tables of the vector toy-t32.
 *
 * _in is foreign to native, _out native to foreign. Functions give 0 or a native errno; their
 * result holds only when they give 0.
 *
 * From specs/vectors/toy-t32.vector.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */
#ifndef TOY_XLAT_H
#define TOY_XLAT_H

#include <sysvec/sysent.h>
#include <sysvec/vector.h>
#include <sysvec/xlat.h>
#include "toy_struct.h"

/*
 * errno: indexed by the number of one side, positive numbers of the other; 0 where there is no row.
 */
#define	TOY_ERRNO_OUT_SIZE	91
#define	TOY_ERRNO_IN_SIZE	14
extern const int16_t toy_errno_out[TOY_ERRNO_OUT_SIZE];
extern const int16_t toy_errno_in[TOY_ERRNO_IN_SIZE];
/*
 * The same as functions, for fields and arguments that hold an errno: total, always 0; 0 stays 0.
 */
int	toy_errno_number_in(int32_t, int32_t *);
int	toy_errno_number_out(int32_t, int32_t *);

/* Enums and flag words. */
int	toy_signal_in(int32_t, int32_t *);
int	toy_signal_out(int32_t, int32_t *);
int	toy_si_code_in(int32_t, int32_t *);
int	toy_si_code_out(int32_t, int32_t *);
int	toy_si_code_chld_in(int32_t, int32_t *);
int	toy_si_code_chld_out(int32_t, int32_t *);
int	toy_si_code_segv_in(int32_t, int32_t *);
int	toy_si_code_segv_out(int32_t, int32_t *);
int	toy_whence_in(int32_t, int32_t *);
int	toy_whence_out(int32_t, int32_t *);
int	toy_at_fd_in(int32_t, int32_t *);
int	toy_at_fd_out(int32_t, int32_t *);
int	toy_clock_in(int32_t, int32_t *);
int	toy_clock_out(int32_t, int32_t *);
int	toy_clock_CLOCK_MAGIC_in(int32_t, int32_t *);	/* by hand */
int	toy_limit_in(uint64_t, int64_t *);
int	toy_limit_out(int64_t, uint64_t *);
int	toy_open_flags_in(int32_t, int32_t *);
int	toy_open_flags_out(int32_t, int32_t *);
int	toy_open_flags_O_DIRECT_in(int32_t, int32_t *);	/* by hand */
int	toy_spawn_flags_in(uint64_t, uint32_t *);
int	toy_spawn_flags_out(uint32_t, uint64_t *);
int	toy_mode_in(uint32_t, uint16_t *);
int	toy_mode_out(uint16_t, uint32_t *);
int	toy_poll_events_in(int16_t, uint16_t *);
int	toy_poll_events_out(uint16_t, int16_t *);
int	toy_no_bits_in(int32_t, int32_t *);
int	toy_no_bits_out(int32_t, int32_t *);

/* Sets: signals without the same signal on the other side are left out. */
void	toy_sigset_in(const l_sigset_t *, sigset_t *);
void	toy_sigset_out(const sigset_t *, l_sigset_t *);
/* si_code of a signal; a code nobody knows is handed on. */
int	toy_siginfo_code_in(int foreign_sig, int code);
int	toy_siginfo_code_out(int native_sig, int code);

/* 0, or EINVAL for a native trap that no row names. */
int	toy_trap_out(int native_trapno, struct sv_trap *out);

/* Structures. */
int	toy_timespec_in(const struct toy_timespec *, struct timespec *);
int	toy_timespec_out(const struct timespec *, struct toy_timespec *);
int	toy_stat_in(const struct toy_stat *, struct stat *);
int	toy_stat_out(const struct stat *, struct toy_stat *);
int	toy_stat_st_dev_in(const struct toy_stat *, struct stat *);	/* by hand */
int	toy_stat_st_dev_out(const struct stat *, struct toy_stat *);	/* by hand */
int	toy_event_in(const struct toy_event *, struct event *);
int	toy_event_out(const struct event *, struct toy_event *);
int	toy_pollfd_in(const struct toy_pollfd *, struct pollfd *);
int	toy_pollfd_out(const struct pollfd *, struct toy_pollfd *);
int	toy_siginfo_in(const struct toy_siginfo *, struct __siginfo *);
int	toy_siginfo_out(const struct __siginfo *, struct toy_siginfo *);
int	toy_siginfo_kill_in(const struct toy_siginfo *, struct __siginfo *);	/* by hand */
int	toy_siginfo_kill_out(const struct __siginfo *, struct toy_siginfo *);	/* by hand */
int	toy_notice_in(const struct toy_notice *, struct notice *);
int	toy_notice_out(const struct notice *, struct toy_notice *);
int	toy_iovec_in(const struct toy_iovec *, struct iovec *);
int	toy_iovec_out(const struct iovec *, struct toy_iovec *);
int	toy_vec_in(const struct toy_vec *, struct vec *);
int	toy_vec_out(const struct vec *, struct toy_vec *);
int	toy_big_in(const struct toy_big *, struct big *);
int	toy_big_out(const struct big *, struct toy_big *);
int	toy_lock_in(const struct toy_lock *, struct lock *);
int	toy_lock_out(const struct lock *, struct toy_lock *);
int	toy_rlimit_in(const struct toy_rlimit *, struct rlimit *);
int	toy_rlimit_out(const struct rlimit *, struct toy_rlimit *);

/* Names of domains, for traces. */
extern const struct sv_domain toy_errno_domain;
extern const struct sv_domain toy_signal_domain;
extern const struct sv_domain toy_si_code_domain;
extern const struct sv_domain toy_si_code_chld_domain;
extern const struct sv_domain toy_si_code_segv_domain;
extern const struct sv_domain toy_auxv_domain;
extern const struct sv_domain toy_whence_domain;
extern const struct sv_domain toy_at_fd_domain;
extern const struct sv_domain toy_clock_domain;
extern const struct sv_domain toy_sizes_domain;
extern const struct sv_domain toy_limit_domain;
extern const struct sv_domain toy_open_flags_domain;
extern const struct sv_domain toy_spawn_flags_domain;
extern const struct sv_domain toy_mode_domain;
extern const struct sv_domain toy_poll_events_domain;
extern const struct sv_domain toy_toy_kind_domain;
extern const struct sv_domain toy_no_bits_domain;
extern const struct sv_domain toy_only_here_domain;

/* Tables; rows are counted by the number of calls and requests. */
extern struct sysent toy_sysent[23];
extern const char *const toy_syscallnames[23];
extern const struct sv_call_desc toy_call_desc[23];
#define	TOY_NIOCTLS	11
extern const struct sv_ioctl toy_ioctls[11];
extern const uint16_t toy_ioctls_native[11];
extern const struct sv_auxv_desc toy_auxv[2];
extern const struct sv_vector toy_vector;

#endif /* TOY_XLAT_H */
