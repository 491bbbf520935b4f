/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_sysent.c: the table of calls of toy/t64.
 *
 * From specs/pairs/toy-on-nat/calls.pair, specs/toy/t64/syscalls.master.
 *
 * Made by `sysvec gen toy-t64`; change the specs, not this file.  @generated
 */

#include <sysvec/sysent.h>
#include "toy_proto.h"
#include "toy_syscall.h"

#ifdef _KERNEL
#include <bsm/audit_kevents.h>
#define	SV_AUDIT(event)	event
#else
#define	SV_AUDIT(event)	AUE_NULL
#endif

/* handler, registers fetched, audit event, flags */
#define	CALL(handler, narg, event, flags)					\
	{ .sy_call = (sy_call_t *)(handler), .sy_narg = (narg),			\
	  .sy_auevent = SV_AUDIT(event), .sy_flags = (flags), .sy_thrcnt = SY_THR_STATIC }
#define	NONE	{ .sy_call = sv_nosys, .sy_thrcnt = SY_THR_ABSENT }

struct sysent toy_sysent[TOY_SYS_MAXSYSCALL] = {
	[0] = NONE,	/* reserved */
	[1] = CALL(toy_read, 3, AUE_NULL, 0),
	[2] = CALL(toy_open, 3, AUE_OPEN_RWTC, SYF_CAPENABLED),
	[3] = CALL(toy_fstat, 2, AUE_NULL, 0),
	[4] = CALL(toy_seek, 3, AUE_NULL, 0),
	[5] = CALL(toy_utimes, 4, AUE_NULL, 0),
	[6] = CALL(toy_poll, 2, AUE_NULL, 0),
	[7] = CALL(toy_pipe, 1, AUE_NULL, 0),
	[8] = CALL(toy_getwhence, 2, AUE_NULL, 0),
	[9] = CALL(toy_waitsig, 2, AUE_NULL, 0),
	[10] = CALL(toy_bigmove, 2, AUE_NULL, 0),
	[11] = CALL(toy_spawn, 2, AUE_NULL, 0),
	[12] = CALL(toy_getpid, 0, AUE_NULL, 0),
	[13] = CALL(toy_play, 2, AUE_NULL, 0),
	[14] = CALL(toy_swapon, 1, AUE_NULL, 0),
	[15] = CALL(toy_sync, 0, AUE_NULL, 0),
	[16] = NONE,	/* nosys vserver */
	[17] = NONE,	/* unimplemented future */
	[18] = NONE,	/* obsolete olduname */
	[19] = NONE,	/* reserved */
	[20] = NONE,	/* reserved */
	[21] = NONE,	/* not implemented by the system itself break */
	[22] = CALL(toy_mmap, 4, AUE_NULL, 0),
};
