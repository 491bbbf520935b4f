/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The `ecall` instruction of RISC-V as Linux's programs use it: the number in a7, arguments in a0 to
 * a5.  FreeBSD's own programs have the number in t0 and learn there of an error; they are not
 * served by this convention.
 */
#include "sysvec/frame.h"
#include "sysvec/image.h"

#define NARGREGS      6
#define NUMBER_REG    7
#define SYSCALL_BYTES 4

static void
fetch_code(struct thread *td)
{
	td->td_sa.code = (u_int)td->td_frame->tf_a[NUMBER_REG];
}

static int
fetch_args(struct thread *td, unsigned narg)
{
	const struct trapframe *frame = td->td_frame;
	unsigned i;

	SV_ASSERT(narg <= NARGREGS, "Linux passes no more than six arguments");
	(void)narg;
	for (i = 0; i < NARGREGS; i++)
		td->td_sa.args[i] = (register_t)frame->tf_a[i];
	td->td_retval[0] = 0;
	td->td_retval[1] = (register_t)frame->tf_a[1];
	return (0);
}

static void
set_retval(struct thread *td, enum sv_errno_style style, int error)
{
	struct trapframe *frame = td->td_frame;

	SV_ASSERT(style == SV_ERRNO_NEGATIVE, "the machine has no carry flag");
	(void)style;
	switch (error) {
	case EJUSTRETURN:
		break;
	case ERESTART:
		/* a0 still holds the first argument. */
		frame->tf_sepc -= SYSCALL_BYTES;
		break;
	case 0:
		frame->tf_a[0] = (uint64_t)td->td_retval[0];
		break;
	default:
		frame->tf_a[0] = (uint64_t) - (int64_t)error;
		break;
	}
}

static void
set_start(struct thread *td, enum sv_stack_style style, uint64_t entry, uint64_t sp)
{
	struct trapframe *frame = td->td_frame;
	uint64_t status = frame->tf_sstatus;

	/* The status register is the host's: floating point, privilege. */
	memset(frame, 0, sizeof(*frame));
	frame->tf_sstatus = status;
	frame->tf_sepc = entry;
	frame->tf_sp = sp;
	if (style == SV_STACK_FREEBSD) {
		frame->tf_a[0] = sp;
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

const struct sv_abi sv_abi_riscv64_ecall = {
    .name = "riscv64-ecall",
    .machine = SV_EM_RISCV,
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
