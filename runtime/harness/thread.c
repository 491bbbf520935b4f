/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Regions of threads, memory of the harness, scratch, and locks.
 *
 * Everything comes from one range of addresses (HOST_ARENA .. HOST_HIGH), so that "is this ours" is
 * two comparisons.  Addresses in it are handed out upwards and not used again, but for regions,
 * which go round through a list.
 */
#include "host.h"
#include "thread.h"

#include "linux_const.h"
#include "linux_syscall.h"

struct host_process host_main_process;
uint64_t host_generation = 1;

static uint64_t arena_next = HOST_ARENA;
static struct host_td *free_list;  /* pushed by threads that end, see host_thread_end */
static struct host_lock free_lock; /* one taker at a time */
static struct host_td *made_list;  /* every region there is, for fork */

#define TMP_ARENA (2 * SV_TMP_MAX)

/* ---- Memory ---- */

static void *
arena_map(size_t size, size_t align)
{
	uint64_t at, next;
	long r;

	size = (size + HOST_PAGE - 1) & ~(HOST_PAGE - 1);
	at = __atomic_load_n(&arena_next, __ATOMIC_RELAXED);
	do {
		next = ((at + align - 1) & ~(uint64_t)(align - 1)) + size;
		if (next > HOST_HIGH)
			return (NULL);
	} while (!__atomic_compare_exchange_n(
	    &arena_next, &at, next, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
	r = host_syscall(LINUX_SYS_mmap, next - size, size, LINUX_PROT_READ | LINUX_PROT_WRITE,
	    LINUX_MAP_PRIVATE | LINUX_MAP_ANONYMOUS | LINUX_MAP_FIXED | LINUX_MAP_NORESERVE, -1, 0);
	return (r < 0 && r > -4096 ? NULL : (void *)r);
}

void *
host_alloc(size_t size)
{
	return (size == 0 ? NULL : arena_map(size, HOST_PAGE));
}

void
host_free(void *p, size_t size)
{
	if (p != NULL)
		(void)host_syscall(LINUX_SYS_munmap, p, (size + HOST_PAGE - 1) & ~(HOST_PAGE - 1));
}

bool
host_range_is_ours(uintptr_t start, uintptr_t len)
{
	return (start < HOST_HIGH && start + len > HOST_LOW && start + len >= start);
}

void *
sv_tmp_alloc(struct thread *td, size_t size)
{
	struct host_td *ht = host_td(td);
	size_t room = (size + 15) & ~(size_t)15;
	void *p;

	if (size == 0 || size > SV_TMP_MAX)
		return (NULL);
	if (ht->tmp == NULL && (ht->tmp = host_alloc(TMP_ARENA)) == NULL)
		return (NULL);
	if (room > TMP_ARENA - ht->tmp_used)
		return (NULL);
	p = ht->tmp + ht->tmp_used;
	ht->tmp_used += room;
	return (p);
}

void
sv_tmp_free(struct thread *td, void *p, size_t size)
{
	struct host_td *ht = host_td(td);

	if (p == NULL)
		return;
	(void)size;
	ht->tmp_used = (size_t)((uint8_t *)p - ht->tmp);
}

/* ---- Locks ---- */

/* A lock that another process's thread held when fork copied it bears an older generation, and
 * counts as free. */
void
host_lock(struct thread *td, struct host_lock *lock)
{
	uint64_t mine = host_generation, seen;
	unsigned spins = 0;

	(void)td;
	for (;;) {
		seen = __atomic_load_n(&lock->word, __ATOMIC_RELAXED);
		if (seen != mine && __atomic_compare_exchange_n(&lock->word, &seen, mine, false,
		                        __ATOMIC_ACQUIRE, __ATOMIC_RELAXED))
			return;
		if (++spins % 64 == 0)
			(void)host_syscall(LINUX_SYS_sched_yield, 0);
		else
			__builtin_ia32_pause();
	}
}

void
host_unlock(struct thread *td, struct host_lock *lock)
{
	(void)td;
	__atomic_store_n(&lock->word, 0, __ATOMIC_RELEASE);
}

/* ---- Regions ---- */

static struct host_td *
free_list_take(void)
{
	struct host_td *ht, *next;

	host_lock(NULL, &free_lock);
	ht = __atomic_load_n(&free_list, __ATOMIC_ACQUIRE);
	do {
		if (ht == NULL)
			break;
		next = ht->next_free;
	} while (!__atomic_compare_exchange_n(
	    &free_list, &ht, next, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE));
	host_unlock(NULL, &free_lock);
	return (ht);
}

void
host_td_free(struct host_td *ht)
{
	struct host_td *head = __atomic_load_n(&free_list, __ATOMIC_RELAXED);

	do {
		ht->next_free = head;
	} while (!__atomic_compare_exchange_n(
	    &free_list, &head, ht, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
}

struct host_td *
host_td_new(void)
{
	struct host_td *ht, *made;
	uint8_t *tmp;

	if ((ht = free_list_take()) != NULL) {
		tmp = ht->tmp;
		made = ht->next_made;
		memset(ht, 0, sizeof(*ht));
		ht->tmp = tmp;
		ht->next_made = made;
	} else {
		if ((ht = arena_map(HOST_REGION_SIZE, HOST_REGION_SIZE)) == NULL)
			return (NULL);
		(void)host_syscall(LINUX_SYS_mprotect, (uintptr_t)ht + HOST_REGION_DATA, HOST_PAGE,
		    LINUX_PROT_NONE);
		ht->next_made = __atomic_load_n(&made_list, __ATOMIC_RELAXED);
		while (!__atomic_compare_exchange_n(
		    &made_list, &ht->next_made, ht, false, __ATOMIC_RELEASE, __ATOMIC_RELAXED))
			;
	}
	ht->td.td_host = ht;
	ht->td.td_frame = &ht->frame;
	ht->td.td_emuldata = ht->emuldata;
	ht->altstack.ss_flags = SS_DISABLE;
	return (ht);
}

void
host_td_attach(struct host_td *ht, struct host_process *process)
{
	ht->process = process;
	ht->td.td_proc = &process->proc;
	__atomic_fetch_add(&process->threads, 1, __ATOMIC_RELAXED);
}

int
host_td_altstack(struct host_td *ht)
{
	struct linux_sigaltstack ss = {0};

	ss.ss_sp = (uintptr_t)ht + HOST_REGION_DATA + HOST_PAGE;
	ss.ss_size = HOST_REGION_SIZE - HOST_REGION_DATA - HOST_PAGE;
	return ((int)host_syscall(LINUX_SYS_sigaltstack, &ss, 0));
}

/*
 * The last thing a thread does.  All signals are blocked; once the region is on the list nothing of
 * it may be used.  A region that holds the record of a process with other threads stays.
 */
_Noreturn void
host_td_exit(struct host_td *ht, int status)
{
	struct host_process *process = ht->process;
	bool last = __atomic_sub_fetch(&process->threads, 1, __ATOMIC_ACQ_REL) == 0;
	uint64_t all = ~0ul;

	(void)host_syscall(LINUX_SYS_rt_sigprocmask, LINUX_SIG_SETMASK, &all, 0, sizeof(all));
	if (ht->parent_frees || (process == &ht->own_process && !last)) {
		for (;;)
			(void)host_syscall(LINUX_SYS_exit, status);
	}
	host_thread_end(ht, &free_list, status);
}

/*
 * A child of fork has one thread: the regions of all others are free, but for one that holds this process's record, and so are
 * the locks they held.
 */
void
host_td_after_fork(struct host_td *ht)
{
	struct host_td *list = NULL;

	host_generation++;
	ht->process->threads = 1;
	ht->npending = 0;
	ht->held = 0;
	ht->have_frame_mask = false;
	ht->parent_frees = false;
	for (struct host_td *other = made_list; other != NULL; other = other->next_made) {
		if (other == ht || ht->process == &other->own_process ||
		    ht->actions == &other->own_process.own_actions)
			continue;
		other->next_free = list;
		list = other;
	}
	free_list = list;
}
