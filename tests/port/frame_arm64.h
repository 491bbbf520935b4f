/* SPDX-License-Identifier: BSD-2-Clause */
/* Registers of an arm64 call, as the suites need them: members of struct trapframe. */
#define SUITE_VECTOR   "linux-arm64"
#define SUITE_ABI      sv_abi_arm64_svc
#define SUITE_UNFRAMED 1 /* no signal frame yet */
#define SUITE_TRAPS    18

#define FRAME_NUMBER   tf_x[8]
#define FRAME_RESULT   tf_x[0]
#define FRAME_SECOND   tf_x[1]
#define FRAME_ARG0     tf_x[0]
#define FRAME_ARG1     tf_x[1]
#define FRAME_ARG2     tf_x[2]
#define FRAME_ARG3     tf_x[3]
#define FRAME_ARG4     tf_x[4]
#define FRAME_ARG5     tf_x[5]
#define FRAME_PC       tf_elr
#define FRAME_SP       tf_sp
#define FRAME_INSN     4
#define FRAME_FLAGS    tf_spsr
#define FRAME_CARRY    0x20000000
#define FRAME_WORD(v)  ((uint64_t)(int64_t)(v))
