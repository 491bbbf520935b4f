/* SPDX-License-Identifier: BSD-2-Clause */
/* Sends a few calls of a Linux program through the vector and prints what the program would see. */
#include <sysvec/core.h>
#include <sysvec/port.h>

#include <linux_syscall.h>

int printf(const char *, ...) __attribute__((format(printf, 1, 2)));

extern const struct sv_vector linux_vector;

static int64_t
call(struct thread *td, unsigned number)
{
	td->td_frame->tf_rax = number;
	sv_dispatch(td);
	return (td->td_frame->tf_rax);
}

int
main(void)
{
	static uint32_t hits[LINUX_SYS_MAXSYSCALL];
	static unsigned char proc_data[SV_PROC_DATA], td_data[SV_TD_DATA];
	struct sv_account account = {.calls = hits, .ncalls = LINUX_SYS_MAXSYSCALL};
	struct trapframe frame = {0};
	struct proc proc = {.p_emuldata = proc_data,
	    .p_vector = &linux_vector,
	    .p_identity = &linux_vector.sv_identity,
	    .p_account = &account};
	struct thread td = {.td_frame = &frame, .td_proc = &proc, .td_emuldata = td_data};
	struct {
		const char *what;
		unsigned number;
		int64_t expected;
	} calls[] = {
	    {"getpid, which the host has", LINUX_SYS_getpid, 4711},
	    {"chdir, which fails", LINUX_SYS_chdir, -40},
	    {"getuid, which the host lacks", LINUX_SYS_getuid, -38},
	    {"a number beyond the table", LINUX_SYS_MAXSYSCALL + 5, -38},
	};
	int wrong = 0;

	for (size_t i = 0; i < SV_NITEMS(calls); i++) {
		int64_t got = call(&td, calls[i].number);

		printf("%s: %lld\n", calls[i].what, (long long)got);
		wrong += got != calls[i].expected;
	}
	return (wrong != 0);
}
