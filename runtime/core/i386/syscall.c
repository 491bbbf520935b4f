/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * `int $0x80` of a 32-bit x86 program under a 64-bit kernel, as Linux's programs use it.  The frame is
 * the 64-bit one; only the low halves of its registers mean anything to the program.
 */
#include "sysvec/frame.h"
#include "sysvec/image.h"

#define SYSCALL_BYTES 2 /* cd 80 */
#define RFLAGS_START  0x202

/* What the program sees of a value. */
static register_t
low(register_t value)
{
	return ((register_t)(uint32_t)value);
}

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

	SV_ASSERT(narg <= 6, "Linux passes no more than six registers");
	(void)narg;
	args[0] = low(frame->tf_rbx);
	args[1] = low(frame->tf_rcx);
	args[2] = low(frame->tf_rdx);
	args[3] = low(frame->tf_rsi);
	args[4] = low(frame->tf_rdi);
	args[5] = low(frame->tf_rbp);
	td->td_retval[0] = 0;
	td->td_retval[1] = low(frame->tf_rdx);
	return (0);
}

static void
set_retval(struct thread *td, enum sv_errno_style style, int error)
{
	struct trapframe *frame = td->td_frame;

	SV_ASSERT(
	    style == SV_ERRNO_NEGATIVE, "systems with a carry flag pass arguments on the stack");
	(void)style;
	switch (error) {
	case EJUSTRETURN:
		break;
	case ERESTART:
		frame->tf_rip -= SYSCALL_BYTES;
		break;
	case 0:
		frame->tf_rax = low(td->td_retval[0]);
		break;
	default:
		frame->tf_rax = low(-(register_t)error);
		break;
	}
}

static void
set_start(struct thread *td, enum sv_stack_style style, uint64_t entry, uint64_t sp)
{
	struct trapframe *frame = td->td_frame;

	/* Segment registers stay as the host has them: those of 32-bit code. */
	(void)style;
	frame->tf_rdi = frame->tf_rsi = frame->tf_rdx = frame->tf_rcx = 0;
	frame->tf_r8 = frame->tf_r9 = frame->tf_rax = frame->tf_rbx = 0;
	frame->tf_rbp = frame->tf_r10 = frame->tf_r11 = frame->tf_r12 = 0;
	frame->tf_r13 = frame->tf_r14 = frame->tf_r15 = 0;
	frame->tf_rflags = RFLAGS_START;
	frame->tf_rip = low((register_t)entry);
	frame->tf_rsp = low((register_t)sp);
}

static void
set_child(struct thread *td, enum sv_errno_style style, uint64_t sp)
{
	td->td_retval[0] = 0;
	set_retval(td, style, 0);
	if (sp != 0)
		td->td_frame->tf_rsp = low((register_t)sp);
}

const struct sv_abi sv_abi_i386_int80 = {
    .name = "i386-int80",
    .machine = SV_EM_386,
    .elfclass = SV_ELFCLASS32,
    .elfdata = SV_ELFDATA2LSB,
    .ptrsize = 4,
    .insnsize = SYSCALL_BYTES,
    .fetch_code = fetch_code,
    .fetch_args = fetch_args,
    .set_retval = set_retval,
    .set_start = set_start,
    .set_child = set_child,
};
