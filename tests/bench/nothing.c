/* SPDX-License-Identifier: BSD-2-Clause */
/* The smallest static program: what execve itself costs. */
int
main(void)
{
	return (0);
}
