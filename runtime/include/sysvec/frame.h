/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Register conventions: how a call's number and arguments are found in the trap frame, how its
 * result goes back, how a program starts.  One `struct sv_abi` per convention; `abi amd64-syscall`
 * in a vector file means sv_abi_amd64_syscall.
 */
#ifndef SYSVEC_FRAME_H
#define SYSVEC_FRAME_H

#include "sysvec/port.h"

enum sv_errno_style {
	SV_ERRNO_NEGATIVE, /* -errno in the result register (Linux) */
	SV_ERRNO_CARRY,    /* errno in the result register, carry flag set (the BSDs, SVR4) */
};

/* What a new program's stack looks like from its first instruction. */
enum sv_stack_style {
	SV_STACK_SYSV,    /* argc, argv, envp, auxv at the stack pointer (Linux, ELF psABI) */
	SV_STACK_FREEBSD, /* the same block, its address in the first argument register */
};

struct sv_abi {
	const char *name; /* "amd64-syscall" */
	uint16_t machine; /* ELF e_machine */
	uint8_t elfclass; /* SV_ELFCLASS32 or 64 */
	uint8_t elfdata;  /* SV_ELFDATA2LSB or MSB */
	uint8_t ptrsize;  /* bytes of a pointer: 4 or 8 */
	uint8_t insnsize; /* bytes to back up to repeat the trapping instruction */

	/*
	 * td_sa.code, then td_sa.args (all registers; arguments beyond them are copied in from the
	 * stack as far as narg says) and td_retval: 0, and the old second result register.  0 or
	 * EFAULT.
	 */
	void (*fetch_code)(struct thread *td);
	int (*fetch_args)(struct thread *td, unsigned narg);

	/*
	 * Put the result into the frame.  error is 0 (td_retval holds the result), a positive
	 * *foreign* errno, ERESTART or EJUSTRETURN.
	 */
	void (*set_retval)(struct thread *td, enum sv_errno_style style, int error);

	/* Registers of a program about to run: everything zero but entry and stack. */
	void (*set_start)(
	    struct thread *td, enum sv_stack_style style, uint64_t entry, uint64_t sp);

	/*
	 * The child's side of fork, clone or thr_new: result 0, no error; sp 0 keeps the parent's
	 * stack.
	 */
	void (*set_child)(struct thread *td, enum sv_errno_style style, uint64_t sp);
};

/* x86-64 `syscall`: number in rax, arguments rdi rsi rdx r10 r8 r9; rcx and r11 are clobbered. */
extern const struct sv_abi sv_abi_amd64_syscall;

/* 64-bit Arm `svc #0`: number in x8, arguments x0 .. x7, result in x0. */
extern const struct sv_abi sv_abi_arm64_svc;

/* RISC-V `ecall` of Linux's programs: number in a7, arguments a0 .. a5, result in a0. */
extern const struct sv_abi sv_abi_riscv64_ecall;

/* 32-bit `int $0x80` under a 64-bit kernel: eax, then ebx ecx edx esi edi ebp; result in eax. */
extern const struct sv_abi sv_abi_i386_int80;

#endif /* SYSVEC_FRAME_H */
