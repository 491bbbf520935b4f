/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services for memory.  Addresses are the guest's; flags, protections and advice are
 * FreeBSD's.
 */
#ifndef SYSVEC_NATIVE_MEMORY_H
#define SYSVEC_NATIVE_MEMORY_H

#include <sysvec/port.h>

struct thread;

/*
 * kern_mmap.  td_retval[0]: the address.  Five bits that FreeBSD leaves unused are understood
 * besides: MAP_NOTE_NORESERVE (a FreeBSD kernel reserves nothing and drops it), MAP_NOTE_POPULATE
 * (there MAP_PREFAULT_READ), MAP_NOTE_LOCKED (there mlock afterwards), MAP_NOTE_HUGETLB (there
 * EINVAL), MAP_NOTE_GROWSDOWN (there MAP_STACK).  `addr` without MAP_FIXED is a hint.
 */
int native_mmap(
    struct thread *td, uintptr_t addr, size_t len, int prot, int flags, int fd, off_t pos);

int native_munmap(struct thread *td, uintptr_t addr, size_t len);
/* prot: PROT_ bits without PROT_MAX.  ENOMEM for holes. */
int native_mprotect(struct thread *td, uintptr_t addr, size_t len, int prot);

/*
 * Move or resize a mapping.  FreeBSD has no such call; in its kernel it is vm_map_insert of the
 * same object at the new place and vm_map_remove of the old.  td_retval[0]: the address.  flags:
 * MREMAP_NOTE_ bits.  Old pages keep contents, object and inheritance; an old length of 0 maps
 * shared pages a second time.
 */
int native_mremap(struct thread *td, uintptr_t addr, size_t oldlen, size_t newlen,
    unsigned long flags, uintptr_t to);

/*
 * MADV_NOTE_ advice is Linux's.  A FreeBSD kernel does nothing about large pages (HUGEPAGE, NOHUGEPAGE),
 * takes POPULATE_READ for MADV_WILLNEED and PAGEOUT for MADV_DONTNEED, and answers EINVAL to the others,
 * as a Linux without them.
 */
int native_madvise(struct thread *td, uintptr_t addr, size_t len, int advice);
/* inherit: INHERIT_SHARE, _COPY, _NONE or _ZERO. */
int native_minherit(struct thread *td, uintptr_t addr, size_t len, int inherit);
/*
 * Throw pages away at once: private ones read as zero, or as the file, afterwards.  FreeBSD:
 * vm_map_entry by entry, vm_object_page_remove and pmap_remove.  locked: also pages that are wired
 * (else EINVAL).  ENOMEM for holes.
 */
int native_zap(struct thread *td, uintptr_t addr, size_t len, bool locked);

/* One byte a page to uvec: MINCORE_INCORE and further bits that mean nothing to other systems. */
int native_mincore(struct thread *td, uintptr_t addr, size_t len, char *uvec);
/* flags: MS_SYNC (0, or MS_NOTE_SYNC), MS_ASYNC, MS_INVALIDATE. */
int native_msync(struct thread *td, uintptr_t addr, size_t len, int flags);

int native_mlock(struct thread *td, uintptr_t addr, size_t len);
/* flags: MLOCK_NOTE_ONFAULT, which a FreeBSD kernel drops. */
int native_mlock2(struct thread *td, uintptr_t addr, size_t len, int flags);
int native_munlock(struct thread *td, uintptr_t addr, size_t len);
int native_mlockall(struct thread *td, int how);
int native_munlockall(struct thread *td);

/*
 * kern_break: set the end of the data segment to `want`.  td_retval[0]: where it stands afterwards,
 * which is the old place when it could not be moved.  Always 0; want 0 asks.
 */
int native_break(struct thread *td, uintptr_t want);

/*
 * Copy from or to another process; the vectors are in user memory.  FreeBSD: proc_rwmem.  flags
 * must be 0.
 */
int native_process_vm_readv(struct thread *td, int pid, const void *ulocal, unsigned long nlocal,
    const void *uremote, unsigned long nremote, unsigned long flags);
int native_process_vm_writev(struct thread *td, int pid, const void *ulocal, unsigned long nlocal,
    const void *uremote, unsigned long nremote, unsigned long flags);

#endif
