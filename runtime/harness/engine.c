/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Syscall User Dispatch: the kernel sends SIGSYS for every system call made outside the text of the
 * harness.  No selector byte: the guest could not be kept from one.
 */
#include "engine.h"
#include "host.h"
#include "start.h"

#include "linux_syscall.h"

#define PR_SET_SYSCALL_USER_DISPATCH 59
#define PR_SYS_DISPATCH_ON           1

static long
arm(struct host_td *ht)
{
	uintptr_t start = (uintptr_t)__executable_start, end = (uintptr_t)etext;

	(void)ht;
	return (host_syscall(LINUX_SYS_prctl, PR_SET_SYSCALL_USER_DISPATCH, PR_SYS_DISPATCH_ON,
	    start, end - start, 0));
}

static const struct sv_engine sud = {
    .name = "sud",
    .arm = arm,
};

const struct sv_engine *const host_engines[] = {&sud, NULL};
