/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * errno_filter COMMAND...: from here on close(0x10000000 + N) fails with errno N, for every N.  A
 * seccomp filter does it, in the kernel below everything, so that a program can be given every
 * error there is, natively and under the harness.
 */
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct sock_filter code[] = {
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_close, 0, 6),
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
	    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xfffff000),
	    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, 0x10000000, 0, 3),
	    BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
	    BPF_STMT(BPF_ALU | BPF_AND | BPF_K, 0xfff),
	    BPF_JUMP(BPF_JMP | BPF_JA, 1, 0, 0),
	    BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
	    BPF_STMT(BPF_ALU | BPF_OR | BPF_K, SECCOMP_RET_ERRNO),
	    BPF_STMT(BPF_RET | BPF_A, 0),
	};
	struct sock_fprog program = {.len = sizeof(code) / sizeof(code[0]), .filter = code};

	if (argc < 2) {
		fprintf(stderr, "usage: errno_filter COMMAND...\n");
		return (2);
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
	    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) {
		fprintf(stderr, "errno_filter: no seccomp filters here: %s\n", strerror(errno));
		return (77);
	}
	execvp(argv[1], argv + 1);
	fprintf(stderr, "errno_filter: %s: %s\n", argv[1], strerror(errno));
	return (127);
}
