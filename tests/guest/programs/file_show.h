/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For the file guests: print what a call said, so that a native run and one under the harness can
 * be compared.
 */
#ifndef FILE_SHOW_H
#define FILE_SHOW_H

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static inline long
show(const char *what, long result)
{
	int error = errno;

	if (result == -1)
		printf("%-40s -1 %s\n", what, strerrorname_np(error));
	else
		printf("%-40s %ld\n", what, result);
	return (result);
}

/* For results whose value differs from run to run. */
static inline long
show_ok(const char *what, long result)
{
	return (show(what, result == -1 ? -1 : 0) == -1 ? -1 : result);
}

#define SHOW(call)    show(#call, (long)(call))
#define SHOW_OK(call) show_ok(#call, (long)(call))

#endif
