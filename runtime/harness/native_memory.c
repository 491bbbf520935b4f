/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: memory.  The guest's mappings are the process's own; those of the
 * harness are kept out of its reach.
 */
#include <sysvec/native.h>

#include "host.h"
#include "thread.h"

#include "linux_const.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

#define PAGE              4096UL
#define PAGE_UP(n)        (((n) + PAGE - 1) & ~(PAGE - 1))

#define MAP_ALIGNED_SHIFT 24 /* MAP_ALIGNED(n), FreeBSD's sys/mman.h */
#define MAP_ALIGNED_SUPER 1  /* where large pages would fit */
#define SUPER_SHIFT       21

/*
 * Ranges that touch the harness do not exist for the guest.  Those that wrap around are the
 * kernel's to refuse.
 */
static bool
refused(uintptr_t addr, size_t len)
{

	len = PAGE_UP(len);
	return (len != 0 && addr + len >= addr && host_range_is_ours(addr, len));
}

/*
 * A reserved range of len bytes whose address is a multiple of 1 << shift; negative: Linux's errno.
 * /
 */
static long
reserve_aligned(size_t len, unsigned shift)
{
	size_t align = (size_t)1 << shift, whole = PAGE_UP(len) + align;
	uintptr_t start, aligned;
	long at;

	if (whole < len)
		return (-LINUX_ENOMEM);
	at = host_syscall(LINUX_SYS_mmap, 0, whole, LINUX_PROT_NONE,
	    LINUX_MAP_PRIVATE | LINUX_MAP_ANONYMOUS | LINUX_MAP_NORESERVE, -1, 0);
	if (host_error(at) != 0)
		return (at);
	start = (uintptr_t)at;
	aligned = (start + align - 1) & ~(align - 1);
	if (aligned > start)
		(void)host_syscall(LINUX_SYS_munmap, start, aligned - start);
	if (start + whole > aligned + PAGE_UP(len))
		(void)host_syscall(LINUX_SYS_munmap, aligned + PAGE_UP(len),
		    start + whole - aligned - PAGE_UP(len));
	return ((long)aligned);
}

int
native_mmap(struct thread *td, uintptr_t addr, size_t len, int prot, int flags, int fd, off_t pos)
{
	unsigned shift = (unsigned)flags >> MAP_ALIGNED_SHIFT;
	int error, l_prot, l_flags;
	long at;

	if ((error = linux_mmap_prot_out(prot, &l_prot)) != 0 ||
	    (error = linux_mmap_flags_out(flags, &l_flags)) != 0)
		return (error);
	if ((flags & (MAP_STACK | MAP_GUARD)) != 0) {
		l_flags |= LINUX_MAP_PRIVATE | LINUX_MAP_ANONYMOUS;
		fd = -1;
	}
	if ((flags & MAP_FIXED) == 0) {
		if (refused(addr, len))
			addr = 0; /* only a hint */
		if (shift == MAP_ALIGNED_SUPER)
			shift = len >= ((size_t)1 << SUPER_SHIFT) ? SUPER_SHIFT : 0;
		if (shift > 12 && shift < 48) {
			if ((error = host_error(at = reserve_aligned(len, shift))) != 0)
				return (error);
			addr = (uintptr_t)at;
			l_flags |= LINUX_MAP_FIXED;
		}
	} else if (refused(addr, len)) {
		return ((flags & MAP_EXCL) != 0 ? EEXIST : ENOMEM);
	}
	if ((error = host_call(td, LINUX_SYS_mmap, addr, len, l_prot, l_flags, fd, pos)) != 0)
		return (error);
	if ((flags & MAP_NOCORE) != 0)
		(void)host_syscall(
		    LINUX_SYS_madvise, td->td_retval[0], PAGE_UP(len), LINUX_MADV_DONTDUMP);
	return (0);
}

int
native_munmap(struct thread *td, uintptr_t addr, size_t len)
{
	uintptr_t end = addr + PAGE_UP(len);
	int error;

	if (!refused(addr, len))
		return (host_call(td, LINUX_SYS_munmap, addr, len));
	if ((addr & (PAGE - 1)) != 0)
		return (EINVAL);
	/* What lies on both sides goes, the upper first: an end beyond the address space is found there. */
	if (end > HOST_HIGH &&
	    (error = host_call(td, LINUX_SYS_munmap, HOST_HIGH, end - HOST_HIGH)) != 0)
		return (error);
	return (addr < HOST_LOW ? host_call(td, LINUX_SYS_munmap, addr, HOST_LOW - addr) : 0);
}

int
native_mprotect(struct thread *td, uintptr_t addr, size_t len, int prot)
{
	int error, l_prot;

	if (refused(addr, len))
		return (ENOMEM);
	if ((error = linux_mmap_prot_out(prot, &l_prot)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_mprotect, addr, len, l_prot));
}

int
native_mremap(struct thread *td, uintptr_t addr, size_t oldlen, size_t newlen, unsigned long flags,
    uintptr_t to)
{
	uint64_t l_flags;
	int error;

	if (refused(addr, oldlen != 0 ? oldlen : 1))
		return (EFAULT);
	if ((flags & MREMAP_NOTE_FIXED) != 0 && refused(to, newlen))
		return (ENOMEM);
	if ((error = linux_mremap_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_mremap, addr, oldlen, newlen, l_flags, to));
}

int
native_madvise(struct thread *td, uintptr_t addr, size_t len, int advice)
{
	int error, l_advice;

	if (refused(addr, len))
		return (ENOMEM);
	if ((error = linux_madvise_advice_out(advice, &l_advice)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_madvise, addr, len, l_advice));
}

int
native_minherit(struct thread *td, uintptr_t addr, size_t len, int inherit)
{
	int advice, error;

	if (refused(addr, len))
		return (ENOMEM);
	switch (inherit) {
	case INHERIT_NONE:
		advice = LINUX_MADV_DONTFORK;
		break;
	case INHERIT_ZERO:
		advice = LINUX_MADV_WIPEONFORK;
		break;
	case INHERIT_COPY:
		/*
		 * Undo either of the others; wiping is refused for mappings that could not be wiped
		 * anyway.
		 */
		(void)host_syscall(LINUX_SYS_madvise, addr, len, LINUX_MADV_KEEPONFORK);
		advice = LINUX_MADV_DOFORK;
		break;
	default:
		return (EINVAL); /* sharing private memory is not to be had */
	}
	error = host_call(td, LINUX_SYS_madvise, addr, len, advice);
	return (error);
}

int
native_zap(struct thread *td, uintptr_t addr, size_t len, bool locked)
{

	if (refused(addr, len))
		return (ENOMEM);
	return (host_call(td, LINUX_SYS_madvise, addr, len,
	    locked ? LINUX_MADV_DONTNEED_LOCKED : LINUX_MADV_DONTNEED));
}

/* Linux sets the lowest bit only, which is MINCORE_INCORE. */
int
native_mincore(struct thread *td, uintptr_t addr, size_t len, char *uvec)
{

	if (refused(addr, len))
		return (ENOMEM);
	return (host_call(td, LINUX_SYS_mincore, addr, len, uvec));
}

/* FreeBSD's MS_SYNC is no bit: said by the absence of MS_ASYNC. */
int
native_msync(struct thread *td, uintptr_t addr, size_t len, int flags)
{
	int32_t l_flags;
	int error;

	if (refused(addr, len))
		return (ENOMEM);
	if ((flags & (MS_ASYNC | MS_NOTE_SYNC)) == 0)
		flags |= MS_NOTE_SYNC;
	if ((error = linux_msync_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_msync, addr, len, l_flags));
}

int
native_mlock2(struct thread *td, uintptr_t addr, size_t len, int flags)
{
	int32_t l_flags;
	int error;

	if (refused(addr, len))
		return (ENOMEM);
	if ((error = linux_mlock2_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_mlock2, addr, len, l_flags));
}

int
native_mlock(struct thread *td, uintptr_t addr, size_t len)
{

	if (refused(addr, len))
		return (ENOMEM);
	return (host_call(td, LINUX_SYS_mlock, addr, len));
}

int
native_munlock(struct thread *td, uintptr_t addr, size_t len)
{

	if (refused(addr, len))
		return (ENOMEM);
	return (host_call(td, LINUX_SYS_munlock, addr, len));
}

int
native_mlockall(struct thread *td, int how)
{
	int error, l_how;

	if ((error = linux_mlockall_flags_out(how, &l_how)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_mlockall, l_how));
}

int
native_munlockall(struct thread *td)
{

	return (host_call(td, LINUX_SYS_munlockall, 0));
}

/*
 * Where the kernel's own data segment cannot be put behind the guest's program, pages are mapped
 * and unmapped here.
 */
static struct {
	struct host_lock lock;
	uint64_t end; /* 0: not asked yet */
} data_segment;

static uint64_t
move_break(uint64_t start, uint64_t old, uint64_t want)
{
	uint64_t from = PAGE_UP(old), to = PAGE_UP(want);
	long r;

	if (want < start || want > UINT64_MAX / 2)
		return (old);
	if (to > from) {
		if (refused(from, to - from))
			return (old);
		r = host_syscall(LINUX_SYS_mmap, from, to - from,
		    LINUX_PROT_READ | LINUX_PROT_WRITE,
		    LINUX_MAP_PRIVATE | LINUX_MAP_ANONYMOUS | LINUX_MAP_FIXED_NOREPLACE, -1, 0);
		if (r != (long)from) {
			if (host_error(r) == 0) /* a kernel that takes the address for a hint */
				(void)host_syscall(LINUX_SYS_munmap, r, to - from);
			return (old);
		}
	} else if (to < from) {
		(void)host_syscall(LINUX_SYS_munmap, to, from - to);
	}
	return (want);
}

int
native_break(struct thread *td, uintptr_t want)
{

	if (host_brk_is_native(td)) {
		td->td_retval[0] = host_syscall(LINUX_SYS_brk, want);
		return (0);
	}
	host_lock(td, &data_segment.lock);
	if (data_segment.end == 0)
		data_segment.end = host_brk_start(td);
	if (want != 0)
		data_segment.end = move_break(host_brk_start(td), data_segment.end, want);
	td->td_retval[0] = (register_t)data_segment.end;
	host_unlock(td, &data_segment.lock);
	return (0);
}

int
native_process_vm_readv(struct thread *td, int pid, const void *ulocal, unsigned long nlocal,
    const void *uremote, unsigned long nremote, unsigned long flags)
{

	return (host_call(
	    td, LINUX_SYS_process_vm_readv, pid, ulocal, nlocal, uremote, nremote, flags));
}

int
native_process_vm_writev(struct thread *td, int pid, const void *ulocal, unsigned long nlocal,
    const void *uremote, unsigned long nremote, unsigned long flags)
{

	return (host_call(
	    td, LINUX_SYS_process_vm_writev, pid, ulocal, nlocal, uremote, nremote, flags));
}
