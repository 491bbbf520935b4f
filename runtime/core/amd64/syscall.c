/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The `syscall` instruction of x86-64: FreeBSD's and Linux's programs agree on the registers and
 * differ in how an error is told.
 */
#include "sysvec/frame.h"
#include "sysvec/image.h"

#define NARGREGS      6
#define SYSCALL_BYTES 2 /* 0f 05 */
#define RFLAGS_CARRY  0x1
#define RFLAGS_START  0x202 /* interrupts on, and the bit that is always set */

static void
fetch_code(struct thread *td)
{
	td->td_sa.code = (u_int)td->td_frame->tf_rax;
}

static int
fetch_args(struct thread *td, unsigned narg)
{
	const struct trapframe *frame = td->td_frame;
	register_t *args = td->td_sa.args;

	args[0] = frame->tf_rdi;
	args[1] = frame->tf_rsi;
	args[2] = frame->tf_rdx;
	args[3] = SV_FRAME_ARG4(frame);
	args[4] = frame->tf_r8;
	args[5] = frame->tf_r9;
	td->td_retval[0] = 0;
	td->td_retval[1] = frame->tf_rdx;
	if (narg <= NARGREGS)
		return (0);

	/* The rest stands above the return address of the library's stub. */
	SV_ASSERT(narg <= SV_NITEMS(td->td_sa.args), "a call has at most eight arguments");
	return (copyin((const void *)(uintptr_t)(frame->tf_rsp + (register_t)sizeof(register_t)),
	    &args[NARGREGS], (narg - NARGREGS) * sizeof(args[0])));
}

static void
set_retval(struct thread *td, enum sv_errno_style style, int error)
{
	struct trapframe *frame = td->td_frame;

	switch (error) {
	case EJUSTRETURN:
		return;
	case ERESTART:
		frame->tf_rip -= SYSCALL_BYTES;
		break;
	case 0:
		frame->tf_rax = td->td_retval[0];
		if (style == SV_ERRNO_CARRY) {
			frame->tf_rdx = td->td_retval[1];
			frame->tf_rflags &= ~(register_t)RFLAGS_CARRY;
		}
		break;
	default:
		if (style == SV_ERRNO_CARRY) {
			frame->tf_rax = error;
			frame->tf_rflags |= RFLAGS_CARRY;
		} else {
			frame->tf_rax = -(register_t)error;
		}
		break;
	}
	SV_FRAME_LEAVE(frame);
}

static void
set_start(struct thread *td, enum sv_stack_style style, uint64_t entry, uint64_t sp)
{
	struct trapframe *frame = td->td_frame;

	/* Segment registers and the rest stay as the host has them. */
	frame->tf_rdi = frame->tf_rsi = frame->tf_rdx = frame->tf_rcx = 0;
	frame->tf_r8 = frame->tf_r9 = frame->tf_rax = frame->tf_rbx = 0;
	frame->tf_rbp = frame->tf_r10 = frame->tf_r11 = frame->tf_r12 = 0;
	frame->tf_r13 = frame->tf_r14 = frame->tf_r15 = 0;
	frame->tf_rflags = RFLAGS_START;
	frame->tf_rip = (register_t)entry;
	frame->tf_rsp = (register_t)sp;
	if (style == SV_STACK_FREEBSD) {
		/* As if called: 8 short of a 16-byte boundary, the block's address as argument. */
		frame->tf_rdi = (register_t)sp;
		frame->tf_rsp = (register_t)(((sp - 8) & ~(uint64_t)0xf) + 8);
	}
}

static void
set_child(struct thread *td, enum sv_errno_style style, uint64_t sp)
{
	td->td_retval[0] = 0;
	td->td_retval[1] = 1; /* FreeBSD's fork tells the child by rdx */
	set_retval(td, style, 0);
	if (sp != 0)
		td->td_frame->tf_rsp = (register_t)sp;
}

const struct sv_abi sv_abi_amd64_syscall = {
    .name = "amd64-syscall",
    .machine = SV_EM_X86_64,
    .elfclass = SV_ELFCLASS64,
    .elfdata = SV_ELFDATA2LSB,
    .ptrsize = 8,
    .insnsize = SYSCALL_BYTES,
    .fetch_code = fetch_code,
    .fetch_args = fetch_args,
    .set_retval = set_retval,
    .set_start = set_start,
    .set_child = set_child,
};
