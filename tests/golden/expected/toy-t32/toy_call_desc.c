/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_call_desc.c: the calls of toy/t32 and their arguments, for traces.
 *
 * From specs/pairs/toy-on-nat/calls.pair, specs/toy/calls.spec, specs/toy/t32/syscalls.master.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/xlat.h>
#include "toy_struct.h"
#include "toy_syscall.h"
#include "toy_xlat.h"

static const struct sv_arg_desc read_args[] = {
	{ "fd", "l_uint", .kind = SV_ARG_UINT, .slot = 0, .slots = 1, .size = 4, .length = -1 },
	{ "buf", "void *", .kind = SV_ARG_BYTES, .dir = SV_DIR_OUT, .slot = 1, .slots = 1,
	  .size = 1, .length = 2 },
	{ "count", "l_size_t", .kind = SV_ARG_UINT, .slot = 2, .slots = 1, .size = 4,
	  .length = -1 },
};
static const struct sv_arg_desc open_args[] = {
	{ "path", "const char *", .kind = SV_ARG_PATH, .dir = SV_DIR_IN, .slot = 0, .slots = 1,
	  .length = -1 },
	{ "flags", "l_int", .kind = SV_ARG_DOMAIN, .slot = 1, .slots = 1, .size = 4, .length = -1,
	  .domain = &toy_open_flags_domain },
	{ "mode", "l_mode_t", .kind = SV_ARG_UINT, .slot = 2, .slots = 1, .size = 2, .length = -1 },
};
static const struct sv_arg_desc fstat_args[] = {
	{ "fd", "l_uint", .kind = SV_ARG_UINT, .slot = 0, .slots = 1, .size = 4, .length = -1 },
	{ "st", "struct toy_stat *", .kind = SV_ARG_STRUCT, .dir = SV_DIR_OUT, .slot = 1,
	  .slots = 1, .size = 60, .length = -1, .count = 1, .structure = "stat" },
};
static const struct sv_arg_desc seek_args[] = {
	{ "fd", "l_int", .kind = SV_ARG_INT, .slot = 0, .slots = 1, .size = 4, .length = -1 },
	{ "offset", "l_loff_t", .kind = SV_ARG_INT, .slot = 2, .slots = 2, .size = 8,
	  .length = -1 },
	{ "whence", "l_uint", .kind = SV_ARG_DOMAIN, .slot = 4, .slots = 1, .size = 4, .length = -1,
	  .domain = &toy_whence_domain },
};
static const struct sv_arg_desc utimes_args[] = {
	{ "dfd", "l_int", .kind = SV_ARG_DOMAIN, .slot = 0, .slots = 1, .size = 4, .length = -1,
	  .domain = &toy_at_fd_domain },
	{ "path", "const char *", .kind = SV_ARG_PATH, .dir = SV_DIR_IN, .slot = 1, .slots = 1,
	  .length = -1 },
	{ "times", "struct toy_timespec *", .kind = SV_ARG_STRUCT, .dir = SV_DIR_IN, .slot = 2,
	  .slots = 1, .size = 8, .length = -1, .count = 2, .structure = "timespec" },
	{ "flags", "l_ulong", .kind = SV_ARG_DOMAIN, .slot = 3, .slots = 1, .size = 4, .length = -1,
	  .domain = &toy_open_flags_domain },
};
static const struct sv_arg_desc poll_args[] = {
	{ "fds", "struct toy_pollfd *", .kind = SV_ARG_STRUCT, .dir = SV_DIR_INOUT, .slot = 0,
	  .slots = 1, .size = 8, .length = -1, .count = 2, .structure = "pollfd" },
	{ "timeout", "l_int", .kind = SV_ARG_INT, .slot = 1, .slots = 1, .size = 4, .length = -1 },
};
static const struct sv_arg_desc pipe_args[] = {
	{ "fds", "l_int *", .kind = SV_ARG_SCALAR, .dir = SV_DIR_OUT, .slot = 0, .slots = 1,
	  .size = 4, .length = -1, .count = 2 },
};
static const struct sv_arg_desc getwhence_args[] = {
	{ "whence", "l_int *", .kind = SV_ARG_SCALAR, .dir = SV_DIR_OUT, .slot = 0, .slots = 1,
	  .size = 4, .length = -1, .count = 1, .domain = &toy_whence_domain },
	{ "pair", "l_int *", .kind = SV_ARG_SCALAR, .dir = SV_DIR_INOUT, .slot = 1, .slots = 1,
	  .size = 4, .length = -1, .count = 2, .domain = &toy_whence_domain },
};
static const struct sv_arg_desc waitsig_args[] = {
	{ "set", "const l_sigset_t *", .kind = SV_ARG_SIGSET, .dir = SV_DIR_IN, .slot = 0,
	  .slots = 1, .size = 4, .length = -1 },
	{ "old", "l_sigset_t *", .kind = SV_ARG_SIGSET, .dir = SV_DIR_OUT, .slot = 1, .slots = 1,
	  .size = 4, .length = -1 },
};
static const struct sv_arg_desc bigmove_args[] = {
	{ "in", "const struct toy_big *", .kind = SV_ARG_STRUCT, .dir = SV_DIR_IN, .slot = 0,
	  .slots = 1, .size = 600, .length = -1, .count = 1, .structure = "big" },
	{ "out", "struct toy_big *", .kind = SV_ARG_STRUCT, .dir = SV_DIR_OUT, .slot = 1,
	  .slots = 1, .size = 600, .length = -1, .count = 1, .structure = "big" },
};
static const struct sv_arg_desc spawn_args[] = {
	{ "flags", "l_ulong", .kind = SV_ARG_DOMAIN, .slot = 0, .slots = 1, .size = 4, .length = -1,
	  .domain = &toy_spawn_flags_domain },
	{ "stack", "void *", .kind = SV_ARG_POINTER, .dir = SV_DIR_INOUT, .slot = 1, .slots = 1,
	  .length = -1 },
};
static const struct sv_arg_desc play_args[] = {
	{ "toy", "struct toy_toy *", .kind = SV_ARG_STRUCT, .dir = SV_DIR_INOUT, .slot = 0,
	  .slots = 1, .size = 4, .length = -1, .count = 1, .structure = "toy" },
	{ "s", "struct toy_secret *", .kind = SV_ARG_POINTER, .dir = SV_DIR_IN, .slot = 1,
	  .slots = 1, .length = -1 },
};
static const struct sv_arg_desc swapon_args[] = {
	{ "path", "const char *", .kind = SV_ARG_STRING, .dir = SV_DIR_IN, .slot = 0, .slots = 1,
	  .length = -1 },
};
static const struct sv_arg_desc future_args[] = {
	{ "a", "l_int", .kind = SV_ARG_INT, .slot = 0, .slots = 1, .size = 4, .length = -1 },
	{ "b", "l_loff_t", .kind = SV_ARG_INT, .slot = 2, .slots = 2, .size = 8, .length = -1 },
};
static const struct sv_arg_desc mmap_args[] = {
	{ "addr", "l_ulong", .kind = SV_ARG_UINT, .slot = 0, .slots = 1, .size = 4, .length = -1 },
	{ "len", "l_size_t", .kind = SV_ARG_UINT, .slot = 1, .slots = 1, .size = 4, .length = -1 },
	{ "pos", "l_loff_t", .kind = SV_ARG_INT, .slot = 2, .slots = 2, .size = 8, .length = -1 },
	{ "fd", "l_int", .kind = SV_ARG_INT, .slot = 4, .slots = 1, .size = 4, .length = -1 },
};

const struct sv_call_desc toy_call_desc[TOY_SYS_MAXSYSCALL] = {
	[1] = { "read", .state = SV_CALL_GENERATED, .args = read_args, .nargs = 3, .nslots = 3,
	    .ret = SV_ARG_INT },
	[2] = { "open", .state = SV_CALL_GENERATED, .args = open_args, .nargs = 3, .nslots = 3,
	    .ret = SV_ARG_INT },
	[3] = { "fstat", .state = SV_CALL_GENERATED, .args = fstat_args, .nargs = 2, .nslots = 2,
	    .ret = SV_ARG_INT },
	[4] = { "seek", .state = SV_CALL_GENERATED, .args = seek_args, .nargs = 3, .nslots = 5,
	    .ret = SV_ARG_INT },
	[5] = { "utimes", .state = SV_CALL_GENERATED, .args = utimes_args, .nargs = 4, .nslots = 4,
	    .ret = SV_ARG_INT },
	[6] = { "poll", .state = SV_CALL_GENERATED, .args = poll_args, .nargs = 2, .nslots = 2,
	    .ret = SV_ARG_INT },
	[7] = { "pipe", .state = SV_CALL_GENERATED, .args = pipe_args, .nargs = 1, .nslots = 1,
	    .ret = SV_ARG_INT },
	[8] = { "getwhence", .state = SV_CALL_GENERATED, .args = getwhence_args, .nargs = 2,
	    .nslots = 2, .ret = SV_ARG_INT },
	[9] = { "waitsig", .state = SV_CALL_GENERATED, .args = waitsig_args, .nargs = 2,
	    .nslots = 2, .ret = SV_ARG_INT, .result = &toy_signal_domain },
	[10] = { "bigmove", .state = SV_CALL_GENERATED, .args = bigmove_args, .nargs = 2,
	    .nslots = 2, .ret = SV_ARG_INT },
	[11] = { "spawn", .state = SV_CALL_GENERATED, .args = spawn_args, .nargs = 2, .nslots = 2,
	    .ret = SV_ARG_INT },
	[12] = { "getpid", .state = SV_CALL_GENERATED, .ret = SV_ARG_INT },
	[13] = { "play", .state = SV_CALL_HAND, .args = play_args, .nargs = 2, .nslots = 2,
	    .ret = SV_ARG_INT },
	[14] = { "swapon", .state = SV_CALL_FIXED, .args = swapon_args, .nargs = 1, .nslots = 1,
	    .ret = SV_ARG_INT },
	[15] = { "sync", .state = SV_CALL_FIXED, .ret = SV_ARG_INT },
	[16] = { "vserver", .state = SV_CALL_NOSYS, .ret = SV_ARG_INT },
	[17] = { "future", .state = SV_CALL_UNIMPL, .args = future_args, .nargs = 2, .nslots = 4,
	    .ret = SV_ARG_INT },
	[18] = { "olduname", .state = SV_CALL_UNIMPL },
	[21] = { "break", .state = SV_CALL_UNIMPL },
	[22] = { "mmap", .state = SV_CALL_GENERATED, .args = mmap_args, .nargs = 4, .nslots = 5,
	    .ret = SV_ARG_INT },
};
