/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_sysent.c: the table of calls of toy/t32.
 *
 * From specs/pairs/toy-on-nat/calls.pair, specs/toy/t32/syscalls.master.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/sysent.h>
#include "toy_proto.h"
#include "toy_syscall.h"

#ifdef _KERNEL
#include <bsm/audit_kevents.h>
#define	AUDIT(event)	event
#else
#define	AUDIT(event)	AUE_NULL
#endif

/* handler, registers fetched, audit event, flags */
#define	CALL(handler, narg, event, flags)					\
	{ .sy_call = (handler), .sy_narg = (narg), .sy_auevent = AUDIT(event),	\
	  .sy_flags = (flags), .sy_thrcnt = SY_THR_STATIC }
#define	NONE	{ .sy_call = sv_nosys, .sy_thrcnt = SY_THR_ABSENT }

struct sysent toy_sysent[TOY_SYS_MAXSYSCALL] = {
	[0] = NONE,			/* reserved */
	[1] = CALL((sy_call_t *)toy_read, 3, AUE_NULL, 0), /* read */
	[2] = CALL((sy_call_t *)toy_open, 3, AUE_OPEN_RWTC, SYF_CAPENABLED), /* open */
	[3] = CALL((sy_call_t *)toy_fstat, 2, AUE_NULL, 0), /* fstat */
	[4] = CALL((sy_call_t *)toy_seek, 5, AUE_NULL, 0), /* seek */
	[5] = CALL((sy_call_t *)toy_utimes, 4, AUE_NULL, 0), /* utimes */
	[6] = CALL((sy_call_t *)toy_poll, 2, AUE_NULL, 0), /* poll */
	[7] = CALL((sy_call_t *)toy_pipe, 1, AUE_NULL, 0), /* pipe */
	[8] = CALL((sy_call_t *)toy_getwhence, 2, AUE_NULL, 0), /* getwhence */
	[9] = CALL((sy_call_t *)toy_waitsig, 2, AUE_NULL, 0), /* waitsig */
	[10] = CALL((sy_call_t *)toy_bigmove, 2, AUE_NULL, 0), /* bigmove */
	[11] = CALL((sy_call_t *)toy_spawn, 2, AUE_NULL, 0), /* spawn */
	[12] = CALL((sy_call_t *)toy_getpid, 0, AUE_NULL, 0), /* getpid */
	[13] = CALL((sy_call_t *)toy_play, 2, AUE_NULL, 0), /* play */
	[14] = CALL((sy_call_t *)toy_swapon, 1, AUE_NULL, 0), /* swapon */
	[15] = CALL((sy_call_t *)toy_sync, 0, AUE_NULL, 0), /* sync */
	[16] = NONE,			/* nosys vserver */
	[17] = NONE,			/* unimplemented future */
	[18] = NONE,			/* obsolete olduname */
	[19] = NONE,			/* reserved */
	[20] = NONE,			/* reserved */
	[21] = NONE,			/* not implemented by the system itself break */
	[22] = CALL((sy_call_t *)toy_mmap, 5, AUE_NULL, 0), /* mmap */
};
