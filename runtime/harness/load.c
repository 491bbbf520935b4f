/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Files and mappings for the core's activation (sysvec/image.h), over Linux.
 */
#include "host.h"
#include "start.h"

#include "linux_const.h"
#include "linux_syscall.h"

#define TASK_SIZE 0x7ffffffff000ul
#define DYN_BASE \
	0x555555554000ul /* two thirds of it: where Linux places position-independent programs */
#define DYN_RANDOM_PAGES 0xffffffful /* 28 bits of pages */
#define AT_EXECVE_CHECK  0x10000     /* Linux 6.14: would this be executed? */
#define X_OK             1

const struct sv_image_want host_image_want = {
    .machine = SV_EM_X86_64,
    .elfclass = SV_ELFCLASS64,
    .elfdata = SV_ELFDATA2LSB,
    .page = HOST_PAGE,
    .min = HOST_PAGE,
    .max = TASK_SIZE,
};

static bool
failed(long r)
{
	return (r < 0 && r > -4096);
}

static int
file_read(void *ctx, uint64_t off, void *buf, size_t len)
{
	struct host_file *file = ctx;
	uint8_t *p = buf;
	long n;

	if (off < file->head_size && len <= file->head_size - off) {
		memcpy(buf, file->head + off, len);
		return (0);
	}
	while (len > 0) {
		n = host_syscall(LINUX_SYS_pread64, file->fd, p, len, off);
		if (n <= 0)
			return (n == 0 ? LINUX_EIO : (int)-n);
		p += n;
		off += (uint64_t)n;
		len -= (size_t)n;
	}
	return (0);
}

static int
linux_prot(int prot)
{
	return (((prot & SV_PROT_READ) != 0 ? LINUX_PROT_READ : 0) |
	        ((prot & SV_PROT_WRITE) != 0 ? LINUX_PROT_WRITE : 0) |
	        ((prot & SV_PROT_EXEC) != 0 ? LINUX_PROT_EXEC : 0));
}

static long
claim(uint64_t at, uint64_t len, int flags)
{
	return (host_syscall(LINUX_SYS_mmap, at, len, LINUX_PROT_NONE,
	    LINUX_MAP_PRIVATE | LINUX_MAP_ANONYMOUS | LINUX_MAP_NORESERVE | flags, -1, 0));
}

/* A position-independent program goes where Linux would put it; an interpreter, and whatever finds
 * that place taken, anywhere. */
static int
reserve(void *ctx, uint64_t *base, uint64_t len, uint64_t align, bool fixed, bool interp)
{
	uint64_t at, room = len + (align > HOST_PAGE ? align : 0);
	long r = -LINUX_ENOMEM;

	(void)ctx;
	if (fixed) {
		r = claim(*base, len, LINUX_MAP_FIXED_NOREPLACE);
		return (failed(r) ? (int)-r : 0);
	}
	if (!interp) {
		at = DYN_BASE;
		if (host_run.random_pages != 0)
			at += (host_run.random_pages & DYN_RANDOM_PAGES) * HOST_PAGE;
		at = (at + align - 1) & ~(align - 1);
		r = claim(at, len, LINUX_MAP_FIXED_NOREPLACE);
	}
	if (failed(r)) {
		if (failed(r = claim(0, room, 0)))
			return ((int)-r);
		at = ((uint64_t)r + align - 1) & ~(align - 1);
		if (at > (uint64_t)r)
			(void)host_syscall(LINUX_SYS_munmap, r, at - (uint64_t)r);
		if ((uint64_t)r + room > at + len)
			(void)host_syscall(
			    LINUX_SYS_munmap, at + len, (uint64_t)r + room - at - len);
		r = (long)at;
	}
	*base = (uint64_t)r;
	return (0);
}

static int
map(void *ctx, uint64_t addr, uint64_t len, int prot, uint64_t off)
{
	struct host_file *file = ctx;
	long r = host_syscall(LINUX_SYS_mmap, addr, len, linux_prot(prot),
	    LINUX_MAP_PRIVATE | LINUX_MAP_FIXED, file->fd, off);

	return (failed(r) ? (int)-r : 0);
}

static int
map_zero(void *ctx, uint64_t addr, uint64_t len, int prot)
{
	long r;

	(void)ctx;
	r = host_syscall(LINUX_SYS_mmap, addr, len, linux_prot(prot),
	    LINUX_MAP_PRIVATE | LINUX_MAP_FIXED | LINUX_MAP_ANONYMOUS, -1, 0);
	return (failed(r) ? (int)-r : 0);
}

static int
clear(void *ctx, uint64_t addr, uint64_t len, int prot)
{
	uint64_t page = addr & ~(HOST_PAGE - 1), size = addr + len - page;
	long r;

	(void)ctx;
	if ((prot & SV_PROT_WRITE) != 0) {
		memset((void *)addr, 0, len);
		return (0);
	}
	if ((r = host_syscall(LINUX_SYS_mprotect, page, size,
	         linux_prot(prot) | LINUX_PROT_READ | LINUX_PROT_WRITE)) != 0)
		return ((int)-r);
	memset((void *)addr, 0, len);
	r = host_syscall(LINUX_SYS_mprotect, page, size, linux_prot(prot));
	return ((int)-r);
}

/* ---- Files ---- */

/* What execve asks of a file before it reads it.  Old kernels cannot be asked; then permission bits
 * must do. */
static long
may_execute(int fd, bool regular)
{
	static const char *const words[] = {"", NULL};
	long r;

	r = host_syscall(
	    LINUX_SYS_execveat, fd, "", words, words + 1, LINUX_AT_EMPTY_PATH | AT_EXECVE_CHECK);
	if (r != -LINUX_EINVAL)
		return (r);
	if (!regular)
		return (-LINUX_EACCES);
	r = host_syscall(
	    LINUX_SYS_faccessat2, fd, "", X_OK, LINUX_AT_EMPTY_PATH | LINUX_AT_EACCESS);
	return (r == -LINUX_ENOSYS ? 0 : r);
}

long
host_file_use(struct host_file *file, int fd)
{
	struct linux_stat st;
	long r;

	if ((r = host_syscall(LINUX_SYS_fstat, fd, &st)) != 0)
		return (r);
	if (!host_run.trusted &&
	    (r = may_execute(fd, (st.st_mode & LINUX_S_IFMT) == LINUX_S_IFREG)) != 0)
		return (r);
	r = host_syscall(LINUX_SYS_pread64, fd, file->head, sizeof(file->head), 0);
	file->head_size = r > 0 ? (size_t)r : 0;
	file->fd = fd;
	file->io = (struct sv_image_io){.ctx = file,
	    .size = (uint64_t)st.st_size,
	    .read = file_read,
	    .reserve = reserve,
	    .map = map,
	    .map_zero = map_zero,
	    .clear = clear};
	return (0);
}

long
host_file_open(struct host_file *file, const char *path)
{
	long fd, r;

	fd = host_syscall(
	    LINUX_SYS_openat, LINUX_AT_FDCWD, path, LINUX_O_RDONLY | LINUX_O_CLOEXEC, 0);
	if (failed(fd))
		return (fd);
	if ((r = host_file_use(file, (int)fd)) != 0)
		(void)host_syscall(LINUX_SYS_close, fd);
	return (r);
}

void
host_file_close(struct host_file *file)
{
	(void)host_syscall(LINUX_SYS_close, file->fd);
}
