/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * dispatch N CALL: sends CALL through core, table and handler N times, over the smallest host.  bench.sh counts the
 * instructions of two runs with callgrind and takes the difference.
 */
#include <sysvec/core.h>
#include <sysvec/port.h>

#include <linux_const.h>
#include <linux_syscall.h>

int atoi(const char *);

extern const struct sv_vector linux_vector;

int native_openat(struct thread *td, int fd, const char *upath, int flags, mode_t mode);

int
native_openat(struct thread *td, int fd, const char *upath, int flags, mode_t mode)
{
	td->td_retval[0] = fd + (upath != NULL) + flags + mode;
	return (0);
}

int
main(int argc, char **argv)
{
	static unsigned char proc_data[SV_PROC_DATA], td_data[SV_TD_DATA];
	struct trapframe frame = {0};
	struct proc proc = {.p_emuldata = proc_data,
	    .p_vector = &linux_vector,
	    .p_identity = &linux_vector.sv_identity};
	struct thread td = {.td_frame = &frame, .td_proc = &proc, .td_emuldata = td_data};
	int n = argc > 2 ? atoi(argv[1]) : 0;
	int number = 0;

	for (int i = 0; i < LINUX_SYS_MAXSYSCALL && argc > 2; i++) {
		const char *name = sv_syscall_name(&linux_vector, (uint32_t)i);

		if (name != NULL && strcmp(name, argv[2]) == 0)
			number = i;
	}
	for (int i = 0; i < n; i++) {
		frame.tf_rax = number;
		frame.tf_rdi = LINUX_AT_FDCWD;
		frame.tf_rsi = (register_t)(uintptr_t) "/etc/passwd";
		frame.tf_rdx = LINUX_O_RDONLY | LINUX_O_CLOEXEC;
		sv_dispatch(&td);
	}
	return (n > 0 ? 0 : 2);
}
