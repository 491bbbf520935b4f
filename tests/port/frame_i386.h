/* SPDX-License-Identifier: BSD-2-Clause */
/* Registers of a 32-bit call in the frame of a 64-bit kernel. */
#define SUITE_VECTOR   "linux-i386"
#define SUITE_ABI      sv_abi_i386_int80
#define SUITE_UNFRAMED 1 /* no signal frame yet */
#define SUITE_TRAPS    15
#define FAKE_BASE      0x40000000u /* what a 32-bit register can hold */

#define FRAME_NUMBER   tf_rax
#define FRAME_RESULT   tf_rax
#define FRAME_SECOND   tf_rdx
#define FRAME_ARG0     tf_rbx
#define FRAME_ARG1     tf_rcx
#define FRAME_ARG2     tf_rdx
#define FRAME_ARG3     tf_rsi
#define FRAME_ARG4     tf_rdi
#define FRAME_ARG5     tf_rbp
#define FRAME_PC       tf_rip
#define FRAME_SP       tf_rsp
#define FRAME_INSN     2
#define FRAME_WORD(v)  ((register_t)(uint32_t)(v))
