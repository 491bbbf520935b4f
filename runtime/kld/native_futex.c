/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Futexes.  Keys are umtx's (umtx_key_get knows private memory from shared objects); queues are our
 * own, because FreeBSD's have one entry a thread, which futex_waitv needs more of, and are closed
 * to modules before 14.
 *
 * A waiter is queued under its bucket's lock together with the comparison of the word, so that no
 * wake between the two can be lost; page faults are forbidden meanwhile, and taken without the lock
 * when one is needed.  Lock order: bucket, second bucket at the higher address, sleeper.
 */
#include "kld.h"

#include <sys/mutex.h>
#include <sys/queue.h>
#include <sys/time.h>
#include <sys/umtx.h>

#include "kld_umtx.h"

#define BUCKETS 256 /* a power of two */

/* The fields of FUTEX_WAKE_OP's word: operation, comparison, and 12 bits of argument for each. */
enum { OP_SET, OP_ADD, OP_OR, OP_ANDN, OP_XOR, OP_SHIFTED = 8 };
enum { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE };

/* One thread that sleeps, on one word or several. */
struct sleeper {
	struct mtx *lock;
	int woken; /* index of the word + 1; 0: none yet */
};

struct waiter {
	TAILQ_ENTRY(waiter) link;
	struct umtx_key key;
	struct bucket *bucket; /* where it is queued, or was; changes under both locks */
	struct sleeper *sleeper;
	uint32_t bitset;
	int index;
	bool queued;
};

struct bucket {
	struct mtx lock;
	TAILQ_HEAD(, waiter) waiters;
};

static struct bucket buckets[BUCKETS];

void
kld_futex_init(void)
{
	for (int i = 0; i < BUCKETS; i++) {
		mtx_init(&buckets[i].lock, "sysvec futex", NULL, MTX_DEF | MTX_DUPOK);
		TAILQ_INIT(&buckets[i].waiters);
	}
}

void
kld_futex_fini(void)
{
	for (int i = 0; i < BUCKETS; i++)
		mtx_destroy(&buckets[i].lock);
}

static int
key_get(uintptr_t uaddr, unsigned flags, struct umtx_key *key)
{
	if ((uaddr & (sizeof(uint32_t) - 1)) != 0)
		return (EINVAL);
	return (umtx_key_get((const void *)uaddr, TYPE_FUTEX,
	    (flags & SV_FUTEX_PRIVATE) != 0 ? THREAD_SHARE : AUTO_SHARE, key));
}

static struct bucket *
bucket_of(const struct umtx_key *key)
{
	return (&buckets[(uint32_t)key->hash % BUCKETS]);
}

static void
lock_both(struct bucket *a, struct bucket *b)
{
	mtx_lock(a < b ? &a->lock : &b->lock);
	if (a != b)
		mtx_lock(a < b ? &b->lock : &a->lock);
}

static void
unlock_both(struct bucket *a, struct bucket *b)
{
	mtx_unlock(&a->lock);
	if (a != b)
		mtx_unlock(&b->lock);
}

/* With a lock held: EFAULT may only mean that the page is away. */
static int
word_now(uintptr_t uaddr, uint32_t *val)
{
	int error, saved;

	saved = vm_fault_disable_pagefaults();
	error = fueword32((const void *)uaddr, (int32_t *)val);
	vm_fault_enable_pagefaults(saved);
	return (error == 0 ? 0 : EFAULT);
}

/* Without one: bring the page in. */
static int
word_touch(uintptr_t uaddr)
{
	uint32_t val;

	return (fueword32((const void *)uaddr, (int32_t *)&val) == 0 ? 0 : EFAULT);
}

/* ---- Waking ---- */

static void
wake_one(struct bucket *b, struct waiter *w)
{
	struct sleeper *s = w->sleeper;

	mtx_assert(&b->lock, MA_OWNED);
	TAILQ_REMOVE(&b->waiters, w, link);
	w->queued = false;
	mtx_lock(s->lock);
	if (s->woken == 0)
		s->woken = w->index + 1;
	wakeup(s);
	mtx_unlock(s->lock);
}

static int
wake_locked(struct bucket *b, const struct umtx_key *key, int count, uint32_t bitset)
{
	struct waiter *w, *next;
	int woken = 0;

	TAILQ_FOREACH_SAFE(w, &b->waiters, link, next)
	{
		if (woken >= count)
			break;
		if ((w->bitset & bitset) == 0 || !umtx_key_match(&w->key, key))
			continue;
		wake_one(b, w);
		woken++;
	}
	return (woken);
}

int
native_futex_wake(struct thread *td, uintptr_t uaddr, int count, uint32_t bitset, unsigned flags)
{
	struct umtx_key key;
	struct bucket *b;
	int error;

	if (bitset == 0)
		return (EINVAL);
	if ((error = key_get(uaddr, flags, &key)) != 0)
		return (error);
	/* Linux wakes one where none or fewer are asked for. */
	if (count < 1)
		count = 1;
	b = bucket_of(&key);
	mtx_lock(&b->lock);
	td->td_retval[0] = wake_locked(b, &key, count, bitset);
	mtx_unlock(&b->lock);
	umtx_key_release(&key);
	return (0);
}

int
kld_futex_wake(struct thread *td, uintptr_t uaddr, int count)
{
	register_t kept = td->td_retval[0];
	int error;

	error = native_futex_wake(td, uaddr, count, UINT32_MAX, 0);
	td->td_retval[0] = kept;
	return (error);
}

/* ---- Waiting ---- */

/* When to give up, on the clock that sleeping goes by; false: never. */
static bool
deadline(const struct timespec *timeout, unsigned flags, sbintime_t *end)
{
	struct bintime boot;

	if (timeout == NULL || timeout->tv_sec >= INT32_MAX)
		return (false);
	*end = tstosbt(*timeout);
	if ((flags & SV_FUTEX_ABSOLUTE) == 0) {
		*end += sbinuptime();
	} else if ((flags & SV_FUTEX_REALTIME) != 0) {
		getboottimebin(&boot);
		*end -= bttosbt(boot);
	}
	return (true);
}

static int
sleep_until_woken(struct sleeper *s, const struct timespec *timeout, unsigned flags)
{
	sbintime_t end = 0;
	bool limited;
	int error = 0;

	limited = deadline(timeout, flags, &end);
	mtx_lock(s->lock);
	while (s->woken == 0 && error == 0) {
		/* A time of 0 would mean none to msleep_sbt. */
		if (limited && end <= sbinuptime()) {
			error = EWOULDBLOCK;
			break;
		}
		error = msleep_sbt(s, s->lock, PCATCH, "futex", end, 0, limited ? C_ABSOLUTE : 0);
		/* The real-time clock may have been set back meanwhile. */
		if (error == EWOULDBLOCK && (flags & SV_FUTEX_REALTIME) != 0 &&
		    (flags & SV_FUTEX_ABSOLUTE) != 0) {
			(void)deadline(timeout, flags, &end);
			if (end > sbinuptime())
				error = 0;
		}
	}
	mtx_unlock(s->lock);
	if (error == EWOULDBLOCK)
		return (ETIMEDOUT);
	/* Not again with a time that has passed in part. */
	return (error == ERESTART && timeout != NULL ? EINTR : error);
}

static void
waiter_leave(struct waiter *w)
{
	struct bucket *b;

	for (;;) {
		b = (struct bucket *)atomic_load_acq_ptr((volatile uintptr_t *)&w->bucket);
		mtx_lock(&b->lock);
		if (b == w->bucket)
			break;
		mtx_unlock(&b->lock);
	}
	if (w->queued) {
		TAILQ_REMOVE(&b->waiters, w, link);
		w->queued = false;
	}
	mtx_unlock(&b->lock);
	umtx_key_release(&w->key);
}

/* Queue w if the word is as it should be; its key is held then. */
static int
waiter_enter(struct waiter *w, struct sleeper *s, int index, uintptr_t uaddr, uint32_t val,
    uint32_t bitset, unsigned flags)
{
	struct bucket *b;
	uint32_t now;
	int error;

	if ((error = key_get(uaddr, flags, &w->key)) != 0)
		return (error);
	w->bucket = b = bucket_of(&w->key);
	w->sleeper = s;
	w->index = index;
	w->bitset = bitset;
	w->queued = false;
	for (;;) {
		mtx_lock(&b->lock);
		if ((error = word_now(uaddr, &now)) == 0)
			break;
		mtx_unlock(&b->lock);
		if ((error = word_touch(uaddr)) != 0)
			goto fail;
	}
	if (now == val) {
		TAILQ_INSERT_TAIL(&b->waiters, w, link);
		w->queued = true;
	}
	mtx_unlock(&b->lock);
	if (now == val)
		return (0);
	error = EAGAIN;
fail:
	umtx_key_release(&w->key);
	return (error);
}

/*
 * In kernel memory, not on the stack: the stack of a thread that sleeps may be swapped out, and
 * others look at this.
 */
struct wait {
	struct sleeper sleeper;
	struct waiter waiters[];
};

static struct wait *
wait_alloc(unsigned count)
{
	struct wait *wait =
	    malloc(sizeof(*wait) + count * sizeof(wait->waiters[0]), M_SYSVEC, M_WAITOK);

	wait->sleeper.lock = mtx_pool_find(mtxpool_sleep, &wait->sleeper);
	wait->sleeper.woken = 0;
	return (wait);
}

int
native_futex_wait(struct thread *td __unused, uintptr_t uaddr, uint32_t val, uint32_t bitset,
    const struct timespec *timeout, unsigned flags)
{
	struct wait *wait;
	int error;

	if (bitset == 0)
		return (EINVAL);
	wait = wait_alloc(1);
	error = waiter_enter(&wait->waiters[0], &wait->sleeper, 0, uaddr, val, bitset, flags);
	if (error == 0) {
		error = sleep_until_woken(&wait->sleeper, timeout, flags);
		waiter_leave(&wait->waiters[0]);
		/* A wake that came together with a signal or the end of the time counts. */
		if (wait->sleeper.woken != 0)
			error = 0;
	}
	free(wait, M_SYSVEC);
	return (error);
}

int
native_futex_waitv(struct thread *td, const struct sv_futex_waiter *waiters, unsigned count,
    const struct timespec *timeout, unsigned flags)
{
	struct wait *wait;
	unsigned in;
	int error = 0;

	if (count == 0 || count > SV_FUTEX_WAITV_MAX)
		return (EINVAL);
	wait = wait_alloc(count);
	for (in = 0; in < count; in++) {
		error = waiter_enter(&wait->waiters[in], &wait->sleeper, (int)in, waiters[in].uaddr,
		    (uint32_t)waiters[in].val, UINT32_MAX, waiters[in].flags);
		if (error != 0)
			break;
	}
	if (error == 0)
		error = sleep_until_woken(&wait->sleeper, timeout, flags | SV_FUTEX_ABSOLUTE);
	while (in > 0)
		waiter_leave(&wait->waiters[--in]);
	if (wait->sleeper.woken != 0) {
		td->td_retval[0] = wait->sleeper.woken - 1;
		error = 0;
	}
	free(wait, M_SYSVEC);
	return (error);
}

/* ---- Moving ---- */

static int
move_locked(struct bucket *from, struct bucket *to, const struct umtx_key *key,
    const struct umtx_key *key2, int limit)
{
	struct waiter *w, *next;
	int moved = 0;

	TAILQ_FOREACH_SAFE(w, &from->waiters, link, next)
	{
		if (moved >= limit)
			break;
		if (!umtx_key_match(&w->key, key))
			continue;
		if (from != to) {
			TAILQ_REMOVE(&from->waiters, w, link);
			TAILQ_INSERT_TAIL(&to->waiters, w, link);
			atomic_store_rel_ptr((volatile uintptr_t *)&w->bucket, (uintptr_t)to);
		}
		kld_key_replace(&w->key, key2);
		moved++;
	}
	return (moved);
}

int
native_futex_requeue(struct thread *td, uintptr_t uaddr, int count, int limit, uintptr_t uaddr2,
    bool cmp, uint32_t val, unsigned flags)
{
	struct umtx_key key, key2;
	struct bucket *b, *b2;
	uint32_t now;
	int error, moved = 0, woken;

	if (count < 0 || limit < 0)
		return (EINVAL);
	if ((error = key_get(uaddr, flags, &key)) != 0)
		return (error);
	if ((error = key_get(uaddr2, flags, &key2)) != 0) {
		umtx_key_release(&key);
		return (error);
	}
	b = bucket_of(&key);
	b2 = bucket_of(&key2);
	for (;;) {
		lock_both(b, b2);
		if (!cmp || (error = word_now(uaddr, &now)) == 0)
			break;
		unlock_both(b, b2);
		if ((error = word_touch(uaddr)) != 0)
			goto out;
	}
	if (cmp && now != val) {
		error = EAGAIN;
	} else {
		woken = wake_locked(b, &key, count, UINT32_MAX);
		if (!umtx_key_match(&key, &key2))
			moved = move_locked(b, b2, &key, &key2, limit);
		td->td_retval[0] = cmp ? woken + moved : woken;
	}
	unlock_both(b, b2);
out:
	umtx_key_release(&key);
	umtx_key_release(&key2);
	return (error);
}

/* ---- The word itself ---- */

static int
sign12(uint32_t bits)
{
	return ((int)((bits & 0xfff) ^ 0x800) - 0x800);
}

static int
apply(uintptr_t uaddr, uint32_t op, uint32_t *oldp)
{
	uint32_t old, new, seen;
	int arg = sign12(op >> 12), rv;

	if ((op >> 28 & OP_SHIFTED) != 0)
		arg = 1 << (arg & 31);
	if (fueword32((const void *)uaddr, (int32_t *)&old) != 0)
		return (EFAULT);
	for (;;) {
		switch (op >> 28 & 7) {
		case OP_SET:
			new = (uint32_t)arg;
			break;
		case OP_ADD:
			new = old + (uint32_t)arg;
			break;
		case OP_OR:
			new = old | (uint32_t)arg;
			break;
		case OP_ANDN:
			new = old & ~(uint32_t)arg;
			break;
		case OP_XOR:
			new = old ^ (uint32_t)arg;
			break;
		default:
			return (ENOSYS);
		}
		if ((rv = casueword32((volatile uint32_t *)uaddr, old, &seen, new)) == -1)
			return (EFAULT);
		if (rv == 0 && seen == old)
			break;
		old = seen;
		maybe_yield();
	}
	*oldp = old;
	return (0);
}

static int
compare(uint32_t op, uint32_t old, bool *met)
{
	int arg = sign12(op), is = (int)old;

	switch (op >> 24 & 15) {
	case CMP_EQ:
		*met = is == arg;
		return (0);
	case CMP_NE:
		*met = is != arg;
		return (0);
	case CMP_LT:
		*met = is < arg;
		return (0);
	case CMP_LE:
		*met = is <= arg;
		return (0);
	case CMP_GT:
		*met = is > arg;
		return (0);
	case CMP_GE:
		*met = is >= arg;
		return (0);
	default:
		return (ENOSYS);
	}
}

int
native_futex_wake_op(struct thread *td, uintptr_t uaddr, int count, int count2, uintptr_t uaddr2,
    uint32_t op, unsigned flags)
{
	uint32_t old;
	register_t woken;
	bool met;
	int error;

	if (((uaddr | uaddr2) & (sizeof(uint32_t) - 1)) != 0)
		return (EINVAL);
	if ((error = compare(op, 0, &met)) != 0 || (error = apply(uaddr2, op, &old)) != 0)
		return (error);
	if ((error = native_futex_wake(td, uaddr, count, UINT32_MAX, flags)) != 0)
		return (error);
	(void)compare(op, old, &met);
	if (!met)
		return (0);
	woken = td->td_retval[0];
	if ((error = native_futex_wake(td, uaddr2, count2, UINT32_MAX, flags)) != 0)
		return (error);
	td->td_retval[0] += woken;
	return (0);
}
