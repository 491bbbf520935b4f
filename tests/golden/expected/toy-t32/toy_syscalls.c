/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_syscalls.c: names of the calls of toy/t32 by number.
 *
 * From specs/toy/t32/syscalls.master.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include "toy_syscall.h"

extern const char *const toy_syscallnames[TOY_SYS_MAXSYSCALL];

const char *const toy_syscallnames[TOY_SYS_MAXSYSCALL] = {
	[0] = "#0",
	[1] = "read",
	[2] = "open",
	[3] = "fstat",
	[4] = "seek",
	[5] = "utimes",
	[6] = "poll",
	[7] = "pipe",
	[8] = "getwhence",
	[9] = "waitsig",
	[10] = "bigmove",
	[11] = "spawn",
	[12] = "getpid",
	[13] = "play",
	[14] = "swapon",
	[15] = "sync",
	[16] = "vserver",
	[17] = "future",
	[18] = "olduname",
	[19] = "#19",
	[20] = "#20",
	[21] = "break",
	[22] = "mmap",
};
