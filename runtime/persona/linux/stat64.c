/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a table cannot say of struct stat64, which only 32-bit programs have.
 */
#include "linux_const.h"
#include "linux_file.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#ifdef LINUX_SYS_stat64
int
linux_stat64_st_dev_in(const struct linux_stat64 *f, struct stat *n)
{
	n->st_dev = linux_dev_in(f->st_dev);
	return (0);
}

int
linux_stat64_st_dev_out(const struct stat *n, struct linux_stat64 *f)
{
	f->st_dev = linux_dev_out(n->st_dev);
	return (0);
}

int
linux_stat64_st_rdev_in(const struct linux_stat64 *f, struct stat *n)
{
	n->st_rdev = linux_dev_in(f->st_rdev);
	return (0);
}

int
linux_stat64_st_rdev_out(const struct stat *n, struct linux_stat64 *f)
{
	f->st_rdev = linux_dev_out(n->st_rdev);
	return (0);
}

/* Nothing to take from it: st_ino has the whole number. */
int
linux_stat64___st_ino_in(const struct linux_stat64 *f, struct stat *n)
{
	(void)f;
	(void)n;
	return (0);
}

int
linux_stat64___st_ino_out(const struct stat *n, struct linux_stat64 *f)
{
	f->__st_ino = (uint32_t)n->st_ino;
	return (0);
}
#endif
