/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory.  What FreeBSD has a call for is that call; moving and emptying mappings is put together
 * from mmap, munmap and a copy, piece by piece of the map.
 */
#include "kld.h"

#include <sys/mman.h>
#include <sys/uio.h>
#include <vm/vm_object.h>

#define MAP_NOTES                                                                      \
	(MAP_NOTE_NORESERVE | MAP_NOTE_POPULATE | MAP_NOTE_LOCKED | MAP_NOTE_HUGETLB | \
	    MAP_NOTE_GROWSDOWN)
#define COPY_CHUNK (64UL * 1024)
#define VM_IOV_MAX 1024

/* What must not be replaced by plain memory: stacks that grow, and their guards. */
#define SPECIAL_ENTRIES (MAP_ENTRY_IS_SUB_MAP | MAP_ENTRY_GROWS_DOWN | MAP_ENTRY_GUARD)

int
native_mmap(struct thread *td, uintptr_t addr, size_t len, int prot, int flags, int fd, off_t pos)
{
	int error, notes = flags & MAP_NOTES;
	register_t at;

	if ((notes & MAP_NOTE_HUGETLB) != 0)
		return (EINVAL);
	flags &= ~MAP_NOTES;
	if ((notes & MAP_NOTE_GROWSDOWN) != 0)
		flags |= MAP_STACK;
	if ((notes & MAP_NOTE_POPULATE) != 0)
		flags |= MAP_PREFAULT_READ;
	if ((flags & MAP_ANON) != 0) {
		fd = -1;
		pos = 0;
	}
	error = kld_mmap(td, addr, len, prot, flags, fd, pos);
	/* Something is mapped there already. */
	if (error == ENOMEM && (flags & MAP_EXCL) != 0)
		return (EEXIST);
	if (error == 0 && (notes & MAP_NOTE_LOCKED) != 0) {
		at = td->td_retval[0];
		(void)kern_mlock(td->td_proc, td->td_ucred, (uintptr_t)at, len);
		td->td_retval[0] = at;
	}
	return (error);
}

int
native_munmap(struct thread *td, uintptr_t addr, size_t len)
{
	return (kern_munmap(td, addr, len));
}

int
native_mprotect(struct thread *td, uintptr_t addr, size_t len, int prot)
{
	return (kern_mprotect(td, addr, len, prot));
}

int
native_madvise(struct thread *td, uintptr_t addr, size_t len, int advice)
{
	return (kern_madvise(td, addr, len, advice));
}

int
native_minherit(struct thread *td, uintptr_t addr, size_t len, int inherit)
{
	struct minherit_args args = {.addr = (void *)addr, .len = len, .inherit = inherit};

	return (sys_minherit(td, &args));
}

/* ---- Pieces of the map ---- */

struct piece {
	uintptr_t start, end;
	int prot;
	bool anonymous; /* private memory of nobody else's */
	bool shared;
	bool wired;
};

/* What holds `addr`; false: nothing. */
static bool
piece_at(struct thread *td, uintptr_t addr, struct piece *piece)
{
	vm_map_t map = &td->td_proc->p_vmspace->vm_map;
	vm_map_entry_t entry;
	bool found;

	vm_map_lock_read(map);
	found = vm_map_lookup_entry(map, addr, &entry);
	if (found) {
		piece->start = entry->start;
		piece->end = entry->end;
		piece->prot = entry->protection & (VM_PROT_READ | VM_PROT_WRITE | VM_PROT_EXECUTE);
		piece->shared = entry->inheritance == VM_INHERIT_SHARE;
		piece->wired = entry->wired_count != 0;
		piece->anonymous =
		    !piece->shared && (entry->eflags & SPECIAL_ENTRIES) == 0 &&
		    (entry->object.vm_object == NULL || kld_anonymous(entry->object.vm_object));
	}
	vm_map_unlock_read(map);
	return (found);
}

/*
 * Private memory of no file becomes fresh memory.  Shared pages keep their contents in any case.
 * Private pages of a file that were written to stay as they are: taking them back to the file's
 * contents has no call below.
 */
int
native_zap(struct thread *td, uintptr_t addr, size_t len, bool locked)
{
	uintptr_t end, at, stop;
	struct piece piece;
	int error = 0;

	if (len == 0)
		return (0);
	end = addr + round_page(len);
	if (end < addr)
		return (EINVAL);
	for (at = addr; at < end && error == 0; at = stop) {
		if (!piece_at(td, at, &piece))
			return (ENOMEM);
		if (piece.wired && !locked)
			return (EINVAL);
		stop = MIN(piece.end, end);
		if (piece.anonymous)
			error = kld_mmap(td, at, stop - at, piece.prot,
			    MAP_ANON | MAP_PRIVATE | MAP_FIXED, -1, 0);
		else
			error = kern_madvise(td, at, stop - at, MADV_DONTNEED);
	}
	td->td_retval[0] = 0;
	return (error);
}

static int
copy_within(uintptr_t from, uintptr_t to, size_t len)
{
	char *buf = malloc(COPY_CHUNK, M_SYSVEC, M_WAITOK);
	size_t chunk, done;
	int error = 0;

	for (done = 0; done < len && error == 0; done += chunk) {
		chunk = MIN(len - done, COPY_CHUNK);
		if ((error = copyin((const void *)(from + done), buf, chunk)) == 0)
			error = copyout(buf, (void *)(to + done), chunk);
	}
	free(buf, M_SYSVEC);
	return (error);
}

/* The whole range is private memory of no file, with one protection that can be read. */
static int
movable(struct thread *td, uintptr_t addr, size_t len, int *prot)
{
	uintptr_t at, end = addr + len;
	struct piece piece;

	*prot = -1;
	for (at = addr; at < end; at = piece.end) {
		if (!piece_at(td, at, &piece))
			return (EFAULT);
		if (!piece.anonymous || (piece.prot & VM_PROT_READ) == 0 ||
		    (*prot != -1 && *prot != piece.prot))
			return (EINVAL);
		*prot = piece.prot;
	}
	return (0);
}

static int
move(struct thread *td, uintptr_t addr, size_t oldlen, size_t newlen, bool fixed, uintptr_t to,
    bool keep, int prot)
{
	int error;

	error = kld_mmap(td, fixed ? to : 0, newlen, prot | PROT_WRITE,
	    MAP_ANON | MAP_PRIVATE | (fixed ? MAP_FIXED : 0), -1, 0);
	if (error != 0)
		return (error);
	to = (uintptr_t)td->td_retval[0];
	error = copy_within(addr, to, MIN(oldlen, newlen));
	if (error == 0 && (prot & PROT_WRITE) == 0)
		error = kern_mprotect(td, to, newlen, prot);
	if (error != 0) {
		(void)kern_munmap(td, to, newlen);
		return (error);
	}
	error = keep ? native_zap(td, addr, oldlen, true) : kern_munmap(td, addr, oldlen);
	td->td_retval[0] = (register_t)to;
	return (error);
}

/*
 * Shrinking works for every mapping; growing and moving for private memory of no file, by a copy
 * (the moment of the copy is not one moment for other threads that write there).  EINVAL for the
 * rest.
 */
int
native_mremap(struct thread *td, uintptr_t addr, size_t oldlen, size_t newlen, unsigned long flags,
    uintptr_t to)
{
	bool fixed = (flags & MREMAP_NOTE_FIXED) != 0, keep = (flags & MREMAP_NOTE_KEEP) != 0;
	int error, prot;

	oldlen = round_page(oldlen);
	newlen = round_page(newlen);
	if (newlen == 0 || oldlen == 0 || (addr & PAGE_MASK) != 0 || addr + oldlen < addr ||
	    addr + newlen < addr)
		return (EINVAL);
	if (fixed && ((to & PAGE_MASK) != 0 || (to < addr + oldlen && addr < to + newlen)))
		return (EINVAL);
	if (!fixed && !keep && newlen <= oldlen) {
		if (newlen < oldlen &&
		    (error = kern_munmap(td, addr + newlen, oldlen - newlen)) != 0)
			return (error);
		td->td_retval[0] = (register_t)addr;
		return (0);
	}
	if ((error = movable(td, addr, oldlen, &prot)) != 0)
		return (error);
	if (!fixed && !keep) {
		/* Room behind it? */
		error = kld_mmap(td, addr + oldlen, newlen - oldlen, prot,
		    MAP_ANON | MAP_PRIVATE | MAP_FIXED | MAP_EXCL, -1, 0);
		if (error == 0) {
			td->td_retval[0] = (register_t)addr;
			return (0);
		}
		if ((flags & MREMAP_NOTE_MAYMOVE) == 0)
			return (ENOMEM);
	}
	return (move(td, addr, oldlen, newlen, fixed, to, keep, prot));
}

int
native_mincore(struct thread *td, uintptr_t addr, size_t len, char *uvec)
{
	return (kern_mincore(td, addr, len, uvec));
}

int
native_msync(struct thread *td, uintptr_t addr, size_t len, int flags)
{
	return (kern_msync(td, addr, len, flags & (MS_ASYNC | MS_INVALIDATE)));
}

int
native_mlock(struct thread *td, uintptr_t addr, size_t len)
{
	return (kern_mlock(td->td_proc, td->td_ucred, addr, len));
}

int
native_mlock2(struct thread *td, uintptr_t addr, size_t len, int flags __unused)
{
	return (native_mlock(td, addr, len));
}

int
native_munlock(struct thread *td, uintptr_t addr, size_t len)
{
	return (kern_munlock(td, addr, len));
}

int
native_mlockall(struct thread *td, int how)
{
	struct mlockall_args args = {.how = how};

	return (sys_mlockall(td, &args));
}

int
native_munlockall(struct thread *td)
{
	struct munlockall_args args;

	return (sys_munlockall(td, &args));
}

/* In whole pages, as the kernel below keeps it. */
int
native_break(struct thread *td, uintptr_t want)
{
	struct vmspace *vm = td->td_proc->p_vmspace;
	uintptr_t base = (uintptr_t)vm->vm_daddr, now = base + ctob(vm->vm_dsize), at = want;

	if (want >= base && want != now && kern_break(td, &at) == 0)
		now = MAX(want, base);
	td->td_retval[0] = (register_t)now;
	return (0);
}

/* ---- Another process ---- */

/* The other side's vector, one element after the other. */
struct remote {
	const struct iovec *uiov;
	unsigned long left;
	uintptr_t base;
	size_t len;
};

static int
remote_next(struct remote *r)
{
	struct iovec iov;
	int error;

	while (r->len == 0 && r->left > 0) {
		if ((error = copyin(r->uiov, &iov, sizeof(iov))) != 0)
			return (error);
		r->uiov++;
		r->left--;
		r->base = (uintptr_t)iov.iov_base;
		r->len = iov.iov_len;
	}
	return (0);
}

static int
transfer(struct thread *td, struct proc *p, struct uio *local, struct remote *r, bool write)
{
	char *buf = malloc(COPY_CHUNK, M_SYSVEC, M_WAITOK);
	size_t chunk;
	ssize_t moved;
	int error = 0;

	while (local->uio_resid > 0) {
		if ((error = remote_next(r)) != 0 || r->len == 0)
			break;
		chunk = MIN(MIN((size_t)local->uio_resid, r->len), COPY_CHUNK);
		if (write) {
			if ((error = uiomove(buf, (int)chunk, local)) != 0)
				break;
			moved = proc_writemem(td, p, r->base, buf, chunk);
		} else {
			moved = proc_readmem(td, p, r->base, buf, chunk);
			if (moved > 0)
				error = uiomove(buf, (int)moved, local);
		}
		if (moved <= 0 && error == 0)
			error = EFAULT;
		if (error != 0)
			break;
		td->td_retval[0] += moved;
		r->base += (size_t)moved;
		r->len -= (size_t)moved;
	}
	free(buf, M_SYSVEC);
	return (td->td_retval[0] > 0 ? 0 : error);
}

static int
process_vm(struct thread *td, int pid, const void *ulocal, unsigned long nlocal,
    const void *uremote, unsigned long nremote, unsigned long flags, bool write)
{
	struct remote remote = {.uiov = uremote, .left = nremote};
	struct uio *local;
	struct proc *p;
	int error;

	if (flags != 0 || nlocal > VM_IOV_MAX || nremote > VM_IOV_MAX)
		return (EINVAL);
	if ((error = copyinuio(ulocal, (u_int)nlocal, &local)) != 0)
		return (error);
	local->uio_segflg = UIO_USERSPACE;
	local->uio_rw = write ? UIO_WRITE : UIO_READ;
	local->uio_td = td;
	td->td_retval[0] = 0;
	if ((error = pget(pid, PGET_WANTREAD, &p)) == 0) {
		error = transfer(td, p, local, &remote, write);
		PRELE(p);
	}
	free(local, M_IOV);
	return (error);
}

int
native_process_vm_readv(struct thread *td, int pid, const void *ulocal, unsigned long nlocal,
    const void *uremote, unsigned long nremote, unsigned long flags)
{
	return (process_vm(td, pid, ulocal, nlocal, uremote, nremote, flags, false));
}

int
native_process_vm_writev(struct thread *td, int pid, const void *ulocal, unsigned long nlocal,
    const void *uremote, unsigned long nremote, unsigned long flags)
{
	return (process_vm(td, pid, ulocal, nlocal, uremote, nremote, flags, true));
}
