/* SPDX-License-Identifier: BSD-2-Clause */
/* Registers of a riscv64 call, as the suites need them; there is no carry flag. */
#define SUITE_VECTOR   "linux-riscv64"
#define SUITE_ABI      sv_abi_riscv64_ecall
#define SUITE_UNFRAMED 1 /* no signal frame yet */
#define SUITE_TRAPS    9

#define FRAME_NUMBER   tf_a[7]
#define FRAME_RESULT   tf_a[0]
#define FRAME_SECOND   tf_a[1]
#define FRAME_ARG0     tf_a[0]
#define FRAME_ARG1     tf_a[1]
#define FRAME_ARG2     tf_a[2]
#define FRAME_ARG3     tf_a[3]
#define FRAME_ARG4     tf_a[4]
#define FRAME_ARG5     tf_a[5]
#define FRAME_PC       tf_sepc
#define FRAME_SP       tf_sp
#define FRAME_INSN     4
#define FRAME_WORD(v)  ((uint64_t)(int64_t)(v))
