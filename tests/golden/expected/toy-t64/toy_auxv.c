/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_auxv.c: the auxiliary vector of a new program, in order; AT_NULL is added by the core.
 *
 * From specs/toy/toy.spec, specs/vectors/toy-t64.vector.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */

#include <sysvec/vector.h>
#include "toy_const.h"
#include "toy_struct.h"
#include "toy_xlat.h"

const struct sv_auxv_desc toy_auxv[] = {
	{ TOY_AT_PAGESZ,	SV_AUX_PAGESIZE,	"AT_PAGESZ" },
	{ TOY_AT_ENTRY,		SV_AUX_ENTRY,		"AT_ENTRY" },
};
