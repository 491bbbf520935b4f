/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The `svc #0` instruction of 64-bit Arm: FreeBSD's and Linux's programs agree on the registers and
 * differ in how an error is told.
 */
#include "sysvec/frame.h"
#include "sysvec/image.h"

#define NARGREGS      8 /* x0 .. x7 */
#define NUMBER_REG    8
#define SYSCALL_BYTES 4
#define PSTATE_CARRY  0x20000000U /* PSTATE.C in the saved state */

static void
fetch_code(struct thread *td)
{
	td->td_sa.code = (u_int)td->td_frame->tf_x[NUMBER_REG];
}

static int
fetch_args(struct thread *td, unsigned narg)
{
	const struct trapframe *frame = td->td_frame;
	unsigned i;

	SV_ASSERT(narg <= NARGREGS, "a call has at most eight arguments");
	(void)narg;
	for (i = 0; i < NARGREGS; i++)
		td->td_sa.args[i] = (register_t)frame->tf_x[i];
	td->td_retval[0] = 0;
	td->td_retval[1] = (register_t)frame->tf_x[1];
	return (0);
}

static void
set_retval(struct thread *td, enum sv_errno_style style, int error)
{
	struct trapframe *frame = td->td_frame;

	switch (error) {
	case EJUSTRETURN:
		break;
	case ERESTART:
		/* x0 still holds the first argument. */
		frame->tf_elr -= SYSCALL_BYTES;
		break;
	case 0:
		frame->tf_x[0] = (uint64_t)td->td_retval[0];
		if (style == SV_ERRNO_CARRY) {
			frame->tf_x[1] = (uint64_t)td->td_retval[1];
			frame->tf_spsr &= ~PSTATE_CARRY;
		}
		break;
	default:
		if (style == SV_ERRNO_CARRY) {
			frame->tf_x[0] = (uint64_t)error;
			frame->tf_spsr |= PSTATE_CARRY;
		} else {
			frame->tf_x[0] = (uint64_t) - (int64_t)error;
		}
		break;
	}
}

static void
set_start(struct thread *td, enum sv_stack_style style, uint64_t entry, uint64_t sp)
{
	struct trapframe *frame = td->td_frame;

	memset(frame, 0, sizeof(*frame)); /* spsr 0: 64-bit, EL0, nothing masked */
	frame->tf_elr = entry;
	frame->tf_sp = sp;
	if (style == SV_STACK_FREEBSD) {
		frame->tf_x[0] = sp;
		frame->tf_lr = entry;
		frame->tf_sp = sp & ~(uint64_t)0xf;
	}
}

static void
set_child(struct thread *td, enum sv_errno_style style, uint64_t sp)
{
	td->td_retval[0] = 0;
	td->td_retval[1] = 0;
	set_retval(td, style, 0);
	if (sp != 0)
		td->td_frame->tf_sp = sp;
}

const struct sv_abi sv_abi_arm64_svc = {
    .name = "arm64-svc",
    .machine = SV_EM_AARCH64,
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
