/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Inside the harness: a thread and its stack, a process, and how control passes between guest and
 * harness.
 *
 * Every thread owns a region, aligned to its size: at its bottom the thread's data, then a page
 * that nobody may touch, then the stack on which the kernel runs our signal handlers (it is the
 * host's alternate stack).  The stack pointer therefore leads to the thread, and no segment
 * register is needed.
 */
#ifndef SYSVEC_HARNESS_THREAD_H
#define SYSVEC_HARNESS_THREAD_H

#include <sysvec/core.h>
#include <sysvec/native/process.h>
#include <sysvec/native/signal.h>
#include <sysvec/native/thread.h>
#include <sysvec/port.h>

#include "linux_struct.h"

struct host_config;
struct host_stats;

#define HOST_PAGE        4096ul
#define HOST_REGION_SIZE 0x40000ul
#define HOST_REGION_DATA 0x10000ul /* struct host_td, then the guard page */
#define HOST_PATH_MAX    4096
#define HOST_PATH_SLOTS  4
#define HOST_PENDING_MAX 8
#define HOST_NSIG        64

/*
 * Everything of ours lies here: text and data of the harness, then regions and other memory.  Below the place of
 * position-independent programs (0x555555554000), and where none of the sanitizers' run-time libraries, which lay claim to
 * most of the address space, expects anything but a program: 0x600000000000, say, is AddressSanitizer's heap.
 */
#define HOST_LOW   0x550000000000ul /* CMakeLists.txt links there */
#define HOST_ARENA 0x550100000000ul
#define HOST_HIGH  0x551000000000ul

/* Signals the harness itself needs while it runs: faults of guarded copies. */
#define HOST_SIGBIT(sig)  (1ul << ((sig)-1))
#define HOST_SYNC_SIGNALS (HOST_SIGBIT(LINUX_SIGSEGV) | HOST_SIGBIT(LINUX_SIGBUS))
#define HOST_FAULT_SIGNALS                                                           \
	(HOST_SYNC_SIGNALS | HOST_SIGBIT(LINUX_SIGILL) | HOST_SIGBIT(LINUX_SIGFPE) | \
	    HOST_SIGBIT(LINUX_SIGTRAP))
#define HOST_BLOCK_ALL   (~HOST_SYNC_SIGNALS)
#define HOST_UNBLOCKABLE (HOST_SIGBIT(LINUX_SIGKILL) | HOST_SIGBIT(LINUX_SIGSTOP))

/* The actions of a process (shared under CLONE_SIGHAND), by Linux number. */
struct host_sigacts {
	uint64_t lock;                             /* struct host_lock's word */
	uint64_t known;                            /* bit sig-1: `action` is what the kernel has */
	struct sv_sigaction action[HOST_NSIG + 1]; /* native values */
};

struct host_process {
	struct proc proc;
	struct host_sigacts own_actions;
	uint32_t threads; /* how many use this record */
	uint8_t emuldata[SV_PROC_DATA] __attribute__((aligned(16)));
};

/* A signal that reached the harness and not yet the guest. */
struct host_pending {
	int sig; /* Linux's */
	bool has_action;
	struct sv_sigaction action; /* as it was when the signal arrived */
	struct linux_siginfo si;
};

/* A host call, for traces of both sides. */
#define HOST_TRACED_CALLS 8
struct host_traced {
	long nr, result;
	register_t args[6];
};

struct host_td {
	struct host_td *next_free; /* first: host_thread_end() writes it */
	struct host_td *next_made; /* every region there is */
	struct thread td;
	struct trapframe frame;
	struct host_process
	    *process; /* own_process for a child that shares memory and is no thread */
	struct host_sigacts *actions;
	uint32_t clone_flags; /* SV_CLONE_*, for the start of a child */
	bool parent_frees;    /* a vfork child: its parent gives the region back */

	struct linux_ucontext *uc; /* of the running dispatch; NULL outside */
	uint64_t mask;             /* the guest's signal mask, Linux bits, SIGSYS included */
	uint64_t blocked;          /* what the kernel blocks during this dispatch */
	uint64_t frame_mask;       /* what a frame must bring back while have_frame_mask */
	bool have_frame_mask;
	uint8_t npending;
	struct host_pending pending[HOST_PENDING_MAX];
	uint64_t held; /* pending SIGSYS that the guest blocks, as a bit */
	struct linux_siginfo held_sigsys;

	stack_t altstack; /* the guest's, native flags */

	unsigned traced_calls;
	struct host_traced traced[HOST_TRACED_CALLS];

	uint8_t *tmp; /* scratch arena, mapped on first use */
	size_t tmp_used;
	unsigned path_slot;
	char path[HOST_PATH_SLOTS][HOST_PATH_MAX];
	uint8_t emuldata[SV_TD_DATA] __attribute__((aligned(16)));
	struct host_process own_process;
};
_Static_assert(
    sizeof(struct host_td) <= HOST_REGION_DATA, "the data of a thread fit below its guard page");

static inline struct host_td *
host_self(void)
{
	uintptr_t sp = (uintptr_t)__builtin_frame_address(0);

	return ((struct host_td *)(sp & ~(HOST_REGION_SIZE - 1)));
}

static inline struct host_td *
host_td(struct thread *td)
{
	return (td->td_host);
}

/* entry.S */
extern const char host_window_open[], host_window_call[], host_window_done[], host_window_end[];
extern const char host_window_restart[], host_window_eintr[];
extern const char host_guard_begin[], host_guard_end[], host_guard_fault[];
long host_window(const uint64_t *mask, const uint64_t *blocked, const long call[7]);
void host_restorer(void);
_Noreturn void host_run_on(void *top, void (*fn)(uint64_t *), uint64_t *arg);
_Noreturn void host_resume(struct linux_ucontext *uc);
long host_clone_raw(long nr, long a0, long a1, long a2, long a3, long a4);
_Noreturn void host_thread_end(struct host_td *ht, struct host_td **list, long status);
int host_guarded_copy(void *to, const void *from, size_t len);
int host_guarded_strcpy(char *to, const char *from, size_t room, size_t *len);
#define HOST_RESTARTED (-513) /* host_window: not begun, or to be begun again */

/* Text of the harness, the range that dispatch leaves alone (linker's symbols). */
extern const char __executable_start[], etext[];
static inline bool
host_in_text(uint64_t pc)
{
	return (pc >= (uintptr_t)__executable_start && pc < (uintptr_t)etext);
}

/* thread.c: regions and the records on them */
struct host_td *host_td_new(void);     /* zeroed record on a region of its own; NULL: no memory */
void host_td_free(struct host_td *ht); /* of another thread that no longer runs */
void host_td_attach(struct host_td *ht, struct host_process *process);
int host_td_altstack(struct host_td *ht); /* make its stack the kernel's alternate one */
_Noreturn void host_td_exit(struct host_td *ht, int status);
void host_td_after_fork(
    struct host_td *ht); /* the regions of threads that this process does not have */
extern struct host_process host_main_process;
extern uint64_t host_generation; /* counts forks: tells stale locks */

/* signal_action.c: the table of actions.  take: what becomes of a signal; a one-shot action is used up. */
void host_signal_take(struct host_td *ht, int sig, struct sv_sigaction *act);
void host_on_signal(int sig, struct linux_siginfo *si, struct linux_ucontext *uc);
void host_on_fault(int sig, struct linux_siginfo *si, struct linux_ucontext *uc);
void host_on_sigsys(int sig, struct linux_siginfo *si, struct linux_ucontext *uc);

/* signal.c: from the kernel to the guest */
void host_signal_start(struct host_td *ht); /* handlers of the harness; mask of the guest */
void host_signal_install(int sig, const struct sv_sigaction *act);
void host_signal_queue(struct host_td *ht, int sig, const struct linux_siginfo *si);
void host_enter(struct host_td *ht, struct linux_ucontext *uc);
void host_leave(struct host_td *ht); /* deliver what is pending, write the registers back */
void host_signal_give_back(struct host_td *ht); /* all of them, to the kernel */
void host_signal_give_back_blocked(struct host_td *ht);
int host_signal_pending(struct host_td *ht); /* would host_leave deliver something */
_Noreturn void host_die(int sig, const struct linux_siginfo *si);
uint64_t host_mask_in(uint64_t mask);                 /* what may really be blocked in the kernel */
uint64_t host_sigset_out_all(const sigset_t *native); /* as the guest means it, SIGSYS included */
uint64_t host_signal_ignored(struct host_td *ht);
void host_signal_learn(struct host_td *ht, int sig);
void host_frame_to_uc(const struct trapframe *tf, struct linux_ucontext *uc);
void host_uc_to_frame(const struct linux_ucontext *uc, struct trapframe *tf);

/* engine.h's engines call this for every intercepted call, host_enter done. */
void host_dispatch(struct host_td *ht);

/* native_process.c */
_Noreturn void host_child_start(uintptr_t sp);

#endif
