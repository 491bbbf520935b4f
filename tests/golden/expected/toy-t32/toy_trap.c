/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_trap.c: processor traps of nat/n64 for programs of toy/t32.
 *
 * From specs/nat/n64/trap.spec, specs/pairs/toy-on-nat/toy.pair, specs/toy/t32/trap.spec.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/xlat.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_xlat.h"

/* native number, foreign number, signal, code, name; sorted by native number */
static const struct sv_trap toy_traps[] = {
	{ T_PAGE,	TOY_TRAP_MAP,	TOY_SIGSEGV,	TOY_SEGV_MAPERR,	"TRAP_MAP" },
	{ T_TOY,	TOY_TRAP_TOY,	TOY_SIGSEGV,	0,			"TRAP_TOY" },
	{ T_NOTE,	TOY_TRAP_NOTE,	0,		0,			"TRAP_NOTE" },
	/* lossy: the worst case */
	{ T_OTHER,	TOY_TRAP_TOY,	TOY_SIGSEGV,	0,			"TRAP_TOY" },
};

int
toy_trap_out(int native_trapno, struct sv_trap *out)
{
	size_t i;

	for (i = 0; i < SV_NITEMS(toy_traps); i++) {
		if (toy_traps[i].native == native_trapno) {
			*out = toy_traps[i];
			return (0);
		}
	}
	return (EINVAL);
}
