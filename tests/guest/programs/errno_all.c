/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Under errno_filter: what arrives of every errno that the kernel gives: its name, and the
 * name of what the program sees.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *
name(int e)
{
	static char number[16];
	const char *n = strerrorname_np(e);

	if (n != NULL)
		return (n);
	snprintf(number, sizeof(number), "#%d", e);
	return (number);
}

int
main(void)
{
	for (int e = 1; e <= 140; e++) {
		int r;

		if (strerrorname_np(e) == NULL)
			continue;
		errno = 0;
		r = close(0x10000000 + e);
		printf("%s ", name(e));
		printf("%s\n", r == -1 ? name(errno) : "no error");
	}
	return (0);
}
