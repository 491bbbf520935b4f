/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * toy_absent.c: weak stand-ins for native services that a host lacks: they answer ENOSYS.
 *
 * Made by `sysvec gen toy-t32`; change the specs, not this file.  @generated
 */

#include <sysvec/native.h>

long	sysvec_absent_errno(void);
long	sysvec_absent_zero(void);

__attribute__((weak)) long
sysvec_absent_errno(void)
{
	return (ENOSYS);
}

__attribute__((weak)) long
sysvec_absent_zero(void)
{
	return (0);
}

#define ABSENT(name, answer) __asm__(".weak " #name "\n\t.set " #name ", sysvec_absent_" #answer)

ABSENT(native_bigmove, errno);
ABSENT(native_fstat, errno);
ABSENT(native_getpid, errno);
ABSENT(native_getwhence, errno);
ABSENT(native_lseek, errno);
ABSENT(native_mmap, errno);
ABSENT(native_openat, errno);
ABSENT(native_pipe, errno);
ABSENT(native_poll, errno);
ABSENT(native_read, errno);
ABSENT(native_spawn, errno);
ABSENT(native_utimensat, errno);
ABSENT(native_waitsig, errno);
