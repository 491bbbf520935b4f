/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Linux's memory calls where they mean something else than FreeBSD's of the same name.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proc.h"
#include "linux_proto.h"
#include "linux_xlat.h"

#define LINUX_PAGE_SIZE 4096UL
#define LINUX_PAGE_MASK (LINUX_PAGE_SIZE - 1)

#ifndef LINUX_MAP_32BIT
#define LINUX_MAP_32BIT 0 /* x86 only */
#endif

/*
 * Flags that MAP_SHARED_VALIDATE answers for; others give EOPNOTSUPP with it and are ignored
 * without.
 */
#define LINUX_MAP_KNOWN                                                                           \
	(LINUX_MAP_TYPE | LINUX_MAP_FIXED | LINUX_MAP_ANONYMOUS | LINUX_MAP_32BIT |               \
	    LINUX_MAP_GROWSDOWN | LINUX_MAP_DENYWRITE | LINUX_MAP_EXECUTABLE | LINUX_MAP_LOCKED | \
	    LINUX_MAP_NORESERVE | LINUX_MAP_POPULATE | LINUX_MAP_NONBLOCK | LINUX_MAP_STACK |     \
	    LINUX_MAP_HUGETLB | LINUX_MAP_SYNC | LINUX_MAP_FIXED_NOREPLACE)

int
linux_mmap(struct thread *td, struct linux_mmap_args *uap)
{
	int error, prot, flags, foreign = (int)uap->flags;
	int type = foreign & LINUX_MAP_TYPE;

	if ((uap->off & LINUX_PAGE_MASK) != 0)
		return (EINVAL);
	if ((foreign & LINUX_MAP_ANONYMOUS) == 0 && type == LINUX_MAP_SHARED_VALIDATE &&
	    (foreign & ~LINUX_MAP_KNOWN) != 0)
		return (EOPNOTSUPP);
	if (type == 0 || type > LINUX_MAP_SHARED_VALIDATE)
		return (EINVAL);
	if (type == LINUX_MAP_SHARED_VALIDATE && (foreign & LINUX_MAP_ANONYMOUS) != 0)
		return (EINVAL);

	/* mmap, unlike mprotect, ignores protections it does not know. */
	prot = (int)uap->prot & (LINUX_PROT_READ | LINUX_PROT_WRITE | LINUX_PROT_EXEC);
	if ((error = linux_mmap_prot_in(prot, &prot)) != 0)
		return (error);
	if ((prot & PROT_READ) != 0 && (linux_proc(td)->personality & LINUX_READ_IMPLIES_EXEC) != 0)
		prot |= PROT_EXEC;
	if ((error = linux_mmap_flags_in(foreign, &flags)) != 0)
		return (error);
	return (native_mmap(td, uap->addr, uap->len, prot, flags, (int)uap->fd, (off_t)uap->off));
}

int
linux_madvise(struct thread *td, struct linux_madvise_args *uap)
{
	int error, advice;

	if ((uap->start & LINUX_PAGE_MASK) != 0)
		return (EINVAL);
	switch (uap->behavior) {
	case LINUX_MADV_DONTNEED:
		return (native_zap(td, uap->start, uap->len_in, false));
	case LINUX_MADV_DONTNEED_LOCKED:
		return (native_zap(td, uap->start, uap->len_in, true));
	case LINUX_MADV_DONTFORK:
		return (native_minherit(td, uap->start, uap->len_in, INHERIT_NONE));
	case LINUX_MADV_WIPEONFORK:
		return (native_minherit(td, uap->start, uap->len_in, INHERIT_ZERO));
	case LINUX_MADV_DOFORK:
	case LINUX_MADV_KEEPONFORK:
		return (native_minherit(td, uap->start, uap->len_in, INHERIT_COPY));
	default:
		break;
	}
	if ((error = linux_madvise_advice_in(uap->behavior, &advice)) != 0)
		return (error);
	return (native_madvise(td, uap->start, uap->len_in, advice));
}

int
linux_pkey_mprotect(struct thread *td, struct linux_pkey_mprotect_args *uap)
{
	int error, prot;

	if (uap->pkey != -1)
		return (EINVAL); /* pkey_alloc gave none */
	if ((error = linux_mmap_prot_in((int)uap->prot, &prot)) != 0)
		return (error);
	return (native_mprotect(td, uap->start, uap->len, prot));
}
