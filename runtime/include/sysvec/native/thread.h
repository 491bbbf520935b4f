/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services below futexes, thread pointers and per-thread registrations.
 *
 * FreeBSD has the same operations inside kern_umtx.c (umtxq_sleep, umtxq_signal, umtx_key) and the
 * Linuxulator's futex code is written over them; the words here are those of the futex, in native
 * values.
 */
#ifndef SYSVEC_NATIVE_THREAD_H
#define SYSVEC_NATIVE_THREAD_H

#include <sysvec/port.h>

struct thread;

#define SV_FUTEX_PRIVATE 0x1u /* the key is the address in this address space */
#define SV_FUTEX_REALTIME \
	0x2u /* an absolute timeout is of CLOCK_REALTIME, else of CLOCK_MONOTONIC */
#define SV_FUTEX_ABSOLUTE 0x4u /* the timeout is absolute */

/*
 * Sleep while *uaddr == val, to be woken by a wake whose bitset meets `bitset`.  EAGAIN
 * (EWOULDBLOCK) when the word differs, ETIMEDOUT, EINTR/ERESTART, EFAULT, EINVAL (bitset 0,
 * unaligned).  timeout NULL: for ever.
 */
int native_futex_wait(struct thread *td, uintptr_t uaddr, uint32_t val, uint32_t bitset,
    const struct timespec *timeout, unsigned flags);
/* td_retval[0]: how many were woken. */
int native_futex_wake(
    struct thread *td, uintptr_t uaddr, int count, uint32_t bitset, unsigned flags);
/* Wake `count`, move up to `limit` to uaddr2.  cmp: only while *uaddr == val (else EAGAIN).
 * td_retval[0]: woken, with cmp woken and moved. */
int native_futex_requeue(struct thread *td, uintptr_t uaddr, int count, int limit, uintptr_t uaddr2,
    bool cmp, uint32_t val, unsigned flags);
/* FUTEX_WAKE_OP; `op` is the encoded operation, which is the same everywhere. */
int native_futex_wake_op(struct thread *td, uintptr_t uaddr, int count, int count2,
    uintptr_t uaddr2, uint32_t op, unsigned flags);
/* Priority-inheriting locks; the word holds the owner's thread id. */
enum sv_futex_pi { SV_FUTEX_PI_LOCK, SV_FUTEX_PI_TRYLOCK, SV_FUTEX_PI_UNLOCK };
int native_futex_pi(struct thread *td, enum sv_futex_pi what, uintptr_t uaddr,
    const struct timespec *timeout, unsigned flags);
int native_futex_wait_requeue_pi(struct thread *td, uintptr_t uaddr, uint32_t val, uintptr_t uaddr2,
    const struct timespec *timeout, unsigned flags);
int native_futex_cmp_requeue_pi(
    struct thread *td, uintptr_t uaddr, int limit, uintptr_t uaddr2, uint32_t val, unsigned flags);

/* One of several words to wait for; td_retval[0]: which was woken. */
struct sv_futex_waiter {
	uint64_t val;
	uintptr_t uaddr;
	unsigned flags; /* SV_FUTEX_PRIVATE */
};
#define SV_FUTEX_WAITV_MAX 128
int native_futex_waitv(struct thread *td, const struct sv_futex_waiter *waiters, unsigned count,
    const struct timespec *timeout, unsigned flags);

/*
 * The list of robust locks of a thread (head and size as the ABI has them); what ends a thread
 * walks it.  The harness hands it to the host's kernel, which does that; in a FreeBSD kernel the
 * host walks it itself.  tid 0: this thread.
 */
int native_set_robust_list(struct thread *td, uintptr_t uhead, size_t size);
int native_get_robust_list(struct thread *td, int tid, uintptr_t *uhead, size_t *size);

/* A word to be zeroed and woken when this thread ends (set_tid_address).  td_retval[0]: this
 * thread's id. */
int native_set_clear_tid(struct thread *td, uintptr_t uaddr);

/* FS and GS base of the current thread (sysarch).  EPERM for an address outside user space. */
enum sv_segbase { SV_SEG_FS, SV_SEG_GS };
int native_set_segbase(struct thread *td, enum sv_segbase seg, uint64_t base);
int native_get_segbase(struct thread *td, enum sv_segbase seg, uint64_t *base);

/* Memory barriers in other threads; `cmd` and `flags` are Linux's, FreeBSD 14 adopted them
 * unchanged. */
int native_membarrier(struct thread *td, int cmd, unsigned flags, int cpu);

#endif
