/* SPDX-License-Identifier: BSD-2-Clause */
/* CMocka and what it needs: nothing that brings libc's constants or structures. */
#ifndef SUITE_H
#define SUITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/*
 * tests/port compiles suites for other vectors too and says these for them: names of members of struct
 * trapframe, and of the vector.
 */
#ifndef SUITE_VECTOR
#define SUITE_VECTOR  "linux-amd64"
#define SUITE_ABI     sv_abi_amd64_syscall
#define SUITE_TRAPS   15 /* at least */
#define FRAME_NUMBER  tf_rax
#define FRAME_RESULT  tf_rax
#define FRAME_WORD(v) ((register_t)(v))
#endif

#endif
