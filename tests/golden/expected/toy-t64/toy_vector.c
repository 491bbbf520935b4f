/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_vector.c: the vector toy-t64.
 *
 * From specs/vectors/toy-t64.vector.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */

#include <sysvec/sysent.h>
#include <sysvec/vector.h>
#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_syscall.h"
#include "toy_xlat.h"

extern const struct sv_persona_ops toy_ops;
extern const struct sv_abi sv_abi_toy_trap;

static const uint8_t toy_osabis[] = {
	SV_OSABI_LINUX,
};
static const struct sv_brand_note toy_notes[] = {
	{ "Toy",	1,	7 },
};
static const char *const toy_interpreters[] = {
	"/lib/ld-toy.so",
};

const struct sv_vector toy_vector = {
	.sv_name	= "toy-t64",
	.sv_prefix	= "toy",
	.sv_foreign	= "toy/t64",
	.sv_native	= "nat/n64",

	.sv_table		= toy_sysent,
	.sv_syscallnames	= toy_syscallnames,
	.sv_call_desc		= toy_call_desc,
	.sv_size		= TOY_SYS_MAXSYSCALL,
	.sv_number_base		= 0,
	.sv_abi			= &sv_abi_toy_trap,
	.sv_errno_style		= SV_ERRNO_CARRY,
	.sv_stack_style		= SV_STACK_SYSV,

	.sv_errno_out		= { toy_errno_out, TOY_ERRNO_OUT_SIZE, TOY_EINVAL },
	.sv_errno_in		= { toy_errno_in, TOY_ERRNO_IN_SIZE, EINVAL },
	.sv_signal_in		= toy_signal_in,
	.sv_signal_out		= toy_signal_out,
	.sv_siginfo_code_in	= toy_siginfo_code_in,
	.sv_siginfo_code_out	= toy_siginfo_code_out,
	.sv_trap_out		= toy_trap_out,

	.sv_ioctls		= toy_ioctls,
	.sv_ioctls_native	= toy_ioctls_native,
	.sv_nioctls		= TOY_NIOCTLS,

	.sv_brand = {
		.osabis		= toy_osabis, .nosabis = 1,
		.notes		= toy_notes, .nnotes = 1,
		.interpreters	= toy_interpreters, .ninterpreters = 1,
	},
	.sv_auxv	= toy_auxv,
	.sv_nauxv	= 2,
	.sv_root	= "/compat/toy",
	.sv_identity = {
		.osname		= "Toy",
		.osrelease	= "2.0.1",
		.ossversion	= 0x010203,
	},

	.sv_ops	= &toy_ops,
};
