/* SPDX-License-Identifier: BSD-2-Clause */
/* CMocka and what it needs: nothing that brings libc's constants or structures. */
#ifndef SUITE_H
#define SUITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#endif
