/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for limits, scheduling, the system's identity, credentials and process controls.
 */
#ifndef SYSVEC_NATIVE_MISC_H
#define SYSVEC_NATIVE_MISC_H

#include <sysvec/port.h>

struct thread;

/*
 * ---- Limits ----
 *
 * which: RLIMIT_.  The RLIMIT_NOTE_ numbers are limits that only Linux has; a FreeBSD kernel keeps
 * them per process, unlimited at first, without effect.  pid 0: the caller.  ESRCH, EPERM.  Either
 * pointer may be NULL.
 */
int native_getrlimit(struct thread *td, int which, struct rlimit *limit);
int native_setrlimit(struct thread *td, int which, const struct rlimit *limit);
int native_prlimit(
    struct thread *td, int pid, int which, const struct rlimit *limit, struct rlimit *old);

/*
 * ---- Scheduling ----
 *
 * Nice values are -20 .. 20.  td_retval[0] of getpriority: the lowest nice value found.  Ids may be
 * a process's or a thread's, 0 is the caller.
 */
int native_getpriority(struct thread *td, int which, int who);
int native_setpriority(struct thread *td, int which, int who, int value);
int native_sched_yield(struct thread *td);

/*
 * Priorities of SCHED_FIFO and SCHED_RR are 1 .. 99, higher first; a kernel with fewer levels
 * scales them.  Other policies have priority 0.  A kernel takes SCHED_NOTE_BATCH and
 * SCHED_NOTE_IDLE as SCHED_OTHER, remembered, and answers EINVAL to SCHED_NOTE_DEADLINE and
 * SCHED_NOTE_EXT.  policy may hold SCHED_NOTE_RESET_ON_FORK.  param NULL: EINVAL.
 */
int native_sched_setscheduler(
    struct thread *td, int id, int policy, const struct sched_param *param);
/* td_retval[0]: the policy. */
int native_sched_getscheduler(struct thread *td, int id);
/* td_retval[0]: bounds of a policy's priorities. */
int native_sched_get_priority_max(struct thread *td, int policy);
int native_sched_get_priority_min(struct thread *td, int policy);
/* param NULL: EINVAL. */
int native_sched_setparam(struct thread *td, int id, const struct sched_param *param);
int native_sched_getparam(struct thread *td, int id, struct sched_param *param);
int native_sched_rr_get_interval(struct thread *td, int id, struct timespec *interval);

/*
 * cpuset_setaffinity and cpuset_getaffinity with CPU_LEVEL_WHICH, CPU_WHICH_TID.  The mask is in
 * user memory, bit n of the n/8th byte for CPU n.  get: EINVAL when `size` cannot hold every CPU of
 * the system or is no multiple of a long; td_retval[0]: bytes written.  set: a short mask is filled
 * up with zeros.
 */
int native_sched_setaffinity(struct thread *td, int id, unsigned size, const void *umask);
int native_sched_getaffinity(struct thread *td, int id, unsigned size, void *umask);
/*
 * I/O priorities, in Linux's words (which: 1 process, 2 group, 3 user; class << 13 | level), since no
 * other system has them.  A FreeBSD kernel checks and remembers them, without effect.
 */
int native_ioprio_get(struct thread *td, int which, int who);
int native_ioprio_set(struct thread *td, int which, int who, int ioprio);
/* The CPU this thread runs on and its memory domain; either pointer may be NULL. */
int native_getcpu(struct thread *td, unsigned *cpu, unsigned *domain);

/*
 * ---- Identity of the system ----
 */

/* kern.hostname and kern.domainname, at most size - 1 bytes and a NUL. */
int native_gethostname(struct thread *td, char *name, size_t size);
int native_getdomainname(struct thread *td, char *name, size_t size);
int native_sethostname(struct thread *td, const char *uname, int len);
int native_setdomainname(struct thread *td, const char *uname, int len);
/* The build line of the system below ("#1 SMP ..."), for uname's version. */
int native_getversion(struct thread *td, char *version, size_t size);

/* What vm.vmtotal, vm.loadavg, kern.boottime and the swap sysctls tell together; sizes in bytes. */
struct sv_sysinfo {
	int64_t uptime;    /* seconds */
	uint64_t loads[3]; /* 1, 5, 15 minutes, times 65536 */
	uint64_t totalram, freeram, sharedram, bufferram;
	uint64_t totalswap, freeswap;
	uint16_t procs; /* threads */
};
int native_sysinfo(struct thread *td, struct sv_sysinfo *info);

/* kern_getrandom.  May sleep when the pool is not seeded yet. */
int native_getrandom(struct thread *td, void *ubuf, size_t len, unsigned flags);

/*
 * ---- Credentials ----
 *
 * -1 leaves an id as it is.  Those of FreeBSD are the process's, those of Linux a thread's: the
 * harness changes the caller's only, and a Linux libc does the rest itself.
 */
int native_getuid(struct thread *td);
int native_geteuid(struct thread *td);
int native_getgid(struct thread *td);
int native_getegid(struct thread *td);
int native_setreuid(struct thread *td, uid_t ruid, uid_t euid);
int native_setregid(struct thread *td, gid_t rgid, gid_t egid);
int native_setresuid(struct thread *td, uid_t ruid, uid_t euid, uid_t suid);
int native_setresgid(struct thread *td, gid_t rgid, gid_t egid, gid_t sgid);
int native_getresuid(struct thread *td, uid_t *ruid, uid_t *euid, uid_t *suid);
int native_getresgid(struct thread *td, gid_t *rgid, gid_t *egid, gid_t *sgid);

/*
 * Groups as FreeBSD has them: the first is the effective group, the others are supplementary.  get:
 * *count is the room on entry and how many there are on return; groups NULL only counts.
 */
int native_getgroups(struct thread *td, unsigned *count, gid_t *groups);
int native_setgroups(struct thread *td, unsigned count, const gid_t *groups);
/* Whether this thread has a privilege: priv_check.  td_retval is not touched. */
enum sv_privilege {
	SV_PRIV_UID,   /* any user id: PRIV_CRED_SETUID */
	SV_PRIV_GID,   /* any group id and list: PRIV_CRED_SETGID, PRIV_CRED_SETGROUPS */
	SV_PRIV_SCHED, /* real-time scheduling: PRIV_SCHED_RTPRIO */
};
bool native_privileged(struct thread *td, enum sv_privilege which);

/*
 * Capabilities, bit n of each set for Linux's number n (no other system has them).  A FreeBSD kernel,
 * whose privileges follow the superuser, tells that all are there or none, and refuses with EPERM to
 * change that.  id: a thread or process, 0 the caller.
 */
struct sv_capabilities {
	uint64_t effective, permitted, inheritable;
};
int native_capget(struct thread *td, int id, struct sv_capabilities *caps);
int native_capset(struct thread *td, int id, const struct sv_capabilities *caps);

/*
 * What belongs to them.  td_retval[0]: what was asked.  A kernel knows SV_CAP_BOUND_READ (1), the words
 * to keep, which it keeps without effect, and an empty ambient set; EPERM for the others.
 */
enum sv_cap_control {
	SV_CAP_BOUND_READ, /* is capability `value` in the bounding set */
	SV_CAP_BOUND_DROP,
	SV_CAP_KEEP_GET, /* keep them over a change of the user id */
	SV_CAP_KEEP_SET,
	SV_CAP_BITS_GET, /* securebits */
	SV_CAP_BITS_SET,
	SV_CAP_AMBIENT_IS_SET,
	SV_CAP_AMBIENT_RAISE,
	SV_CAP_AMBIENT_LOWER,
	SV_CAP_AMBIENT_CLEAR,
};
int native_cap_control(struct thread *td, enum sv_cap_control what, unsigned long value);

/*
 * ---- Process controls ----
 *
 * kern_procctl on the caller itself.  Commands with an int: PROC_TRACE_CTL/STATUS,
 * PROC_PDEATHSIG_CTL/STATUS (a native signal), PROC_NO_NEW_PRIVS_CTL/STATUS; PROC_REAP_ACQUIRE,
 * PROC_REAP_RELEASE take none; PROC_REAP_STATUS a struct procctl_reaper_status.  `data` is kernel
 * memory.
 */
int native_procctl(struct thread *td, int command, void *data);

/*
 * A word of the persona's that stays with the process over fork and execve.  set NULL only asks.  A
 * kernel keeps it in the process's emuldata; a host that runs on Linux as its own personality,
 * where it has the effects it should have.
 */
int native_persona_word(struct thread *td, const uint32_t *set, uint32_t *old);

/* The name of a thread (thr_set_name); at most 15 bytes and a NUL. */
int native_thr_set_name(struct thread *td, const char *name);
int native_thr_get_name(struct thread *td, char *name, size_t size);

#endif
