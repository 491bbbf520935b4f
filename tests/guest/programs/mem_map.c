/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Mapping memory: every refusal, fixed addresses, moving, advice, break.  Addresses differ from run
 * to run, so only what does not is printed.
 */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file_show.h"

#define PAGE 4096UL

static sigjmp_buf back;
static int caught;

static void
on_fault(int sig)
{
	caught = sig;
	siglongjmp(back, 1);
}

/* Which signal a read of p brings, 0 for none. */
static int
touch(volatile char *p)
{
	caught = 0;
	if (sigsetjmp(back, 1) == 0)
		(void)*p;
	return (caught);
}

static int
touch_write(volatile char *p)
{
	caught = 0;
	if (sigsetjmp(back, 1) == 0)
		*p = 1;
	return (caught);
}

static char *
map(size_t pages, int prot, int flags)
{
	char *p = mmap(NULL, pages * PAGE, prot, flags, -1, 0);

	if (p == MAP_FAILED) {
		show("mmap", -1);
		exit(1);
	}
	return (p);
}

static void
refusals(int fd)
{
	char *p = map(1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS);

	SHOW_OK(mmap(NULL, 0, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	SHOW_OK(mmap(NULL, PAGE, PROT_READ, MAP_ANONYMOUS, -1, 0));
	SHOW_OK(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, -1, 0));
	SHOW_OK(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 1));
	SHOW_OK(mmap(NULL, PAGE, PROT_READ, MAP_PRIVATE, fd, 4096));
	SHOW_OK(mmap(NULL, PAGE, PROT_READ | 0x40000000, MAP_PRIVATE, fd, 0));
	SHOW_OK(mmap(p + 1, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
	SHOW_OK(mmap(p, PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0));
	SHOW_OK(mmap(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE | MAP_SYNC, fd, 0));
	SHOW_OK(mmap(NULL, PAGE, PROT_READ, MAP_SHARED_VALIDATE, fd, 0));
	SHOW_OK(mmap(NULL, PAGE, PROT_WRITE, MAP_SHARED, fd, 0));
	SHOW_OK(mmap(NULL, PAGE, PROT_WRITE, MAP_PRIVATE, fd, 0));
	SHOW_OK(mmap(NULL, ~0UL - PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
	SHOW_OK(mmap((void *)0x7fffffffe000, 4 * PAGE, PROT_READ,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0));
	SHOW(mprotect(p + 1, PAGE, PROT_READ));
	SHOW(mprotect(p, PAGE, PROT_READ | PROT_GROWSDOWN));
	SHOW(mprotect(p, PAGE, PROT_READ | 0x80));
	SHOW(mprotect(NULL, PAGE, PROT_READ));
	SHOW(mprotect(p, 0, PROT_READ));
	SHOW(munmap(p + 1, PAGE));
	SHOW(munmap(p, 0));
	SHOW(munmap(p, PAGE));
	SHOW(munmap(p, PAGE));
	SHOW(mprotect(p, PAGE, PROT_READ));
	SHOW(madvise(p, PAGE, MADV_DONTNEED));
	SHOW(mlock(p, PAGE));
	SHOW(msync(p, PAGE, MS_SYNC));
}

static void
protection(void)
{
	char *p = map(3, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);

	SHOW(mprotect(p + PAGE, PAGE, PROT_NONE));
	printf("%d %d %d\n", touch(p), touch(p + PAGE), touch(p + 2 * PAGE));
	SHOW(mprotect(p + PAGE, PAGE, PROT_READ));
	printf("%d %d\n", touch(p + PAGE), touch_write(p + PAGE));
	SHOW(munmap(p + PAGE, PAGE));
	printf("%d %d %d\n", touch(p), touch(p + PAGE), touch(p + 2 * PAGE));
	SHOW(mprotect(p, 3 * PAGE, PROT_READ));
	SHOW(munmap(p, 3 * PAGE));
}

static void
moving(void)
{
	char *p = map(4, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS), *q, *r;
	int i;

	for (i = 0; i < 4; i++)
		p[i * (int)PAGE] = (char)('a' + i);
	SHOW_OK(mremap(p + 1, 4 * PAGE, 8 * PAGE, MREMAP_MAYMOVE));
	SHOW_OK(mremap(p, 4 * PAGE, 0, MREMAP_MAYMOVE));
	SHOW_OK(mremap(p, 4 * PAGE, 8 * PAGE, MREMAP_FIXED));
	SHOW_OK(mremap(p, 4 * PAGE, 8 * PAGE, 0x80));
	q = mremap(p, 4 * PAGE, 1024 * PAGE, MREMAP_MAYMOVE);
	printf("grown %d %c%c%c%c %d\n", q != MAP_FAILED, q[0], q[PAGE], q[2 * PAGE], q[3 * PAGE],
	    q[1023 * PAGE]);
	r = mremap(q, 1024 * PAGE, 2 * PAGE, 0);
	printf("shrunk %d %c%c %d\n", r == q, r[0], r[PAGE], touch(q + 2 * PAGE));
	r = map(2, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS);
	p = mremap(q, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_FIXED, r);
	printf("fixed %d %c%c %d\n", p == r, p[0], p[PAGE], touch(q));
	SHOW_OK(mremap(q, PAGE, 2 * PAGE, MREMAP_MAYMOVE));
	q = mremap(p, 2 * PAGE, 2 * PAGE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, NULL);
	printf("kept %d %c %d %d\n", q != MAP_FAILED, q[0], touch(p), p[0]);
	SHOW(munmap(p, 2 * PAGE));
	SHOW(munmap(q, 2 * PAGE));
}

static void
advice(int fd)
{
	char *p = map(2, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS), *f;
	unsigned char vec[2] = {9, 9};
	pid_t pid;

	p[0] = 'x';
	p[PAGE] = 'y';
	SHOW(madvise(p, PAGE, MADV_DONTNEED));
	printf("%d %c\n", p[0], p[PAGE]);
	SHOW(madvise(p, 2 * PAGE, MADV_WILLNEED));
	SHOW(madvise(p, 2 * PAGE, MADV_SEQUENTIAL));
	SHOW(madvise(p, 2 * PAGE, MADV_RANDOM));
	SHOW(madvise(p, 2 * PAGE, MADV_NORMAL));
	SHOW(madvise(p, 2 * PAGE, MADV_DONTDUMP));
	SHOW(madvise(p, 2 * PAGE, MADV_DODUMP));
	SHOW(madvise(p, 2 * PAGE, 77));
	SHOW(madvise(p + 1, PAGE, MADV_NORMAL));
	p[0] = 'z';
	SHOW(madvise(p, PAGE, MADV_WIPEONFORK));
	SHOW(madvise(p + PAGE, PAGE, MADV_DONTFORK));
	fflush(stdout);
	if ((pid = fork()) == 0) {
		printf("child %d %d\n", p[0], touch(p + PAGE));
		fflush(stdout);
		_exit(0);
	}
	waitpid(pid, NULL, 0);
	printf("parent %c %c\n", p[0], p[PAGE]);
	SHOW(madvise(p, PAGE, MADV_KEEPONFORK));
	SHOW(madvise(p + PAGE, PAGE, MADV_DOFORK));
	SHOW(mincore(p, 2 * PAGE, vec));
	printf("%d %d\n", vec[0] & 1, vec[1] & 1);
	SHOW(mincore(p, 2 * PAGE, (unsigned char *)8));
	SHOW(mincore(p + 1, PAGE, vec));

	f = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
	f[0] = 'Q';
	SHOW(madvise(f, PAGE, MADV_DONTNEED));
	printf("file %c\n", f[0]);
	SHOW(msync(f, PAGE, MS_ASYNC));
	SHOW(msync(f, PAGE, MS_SYNC | MS_ASYNC));
	SHOW(msync(f, PAGE, 64));
	SHOW(msync(f, PAGE, 0));
	SHOW(msync(f + 1, PAGE, MS_SYNC));
	SHOW(munmap(f, PAGE));
	SHOW(munmap(p, 2 * PAGE));
}

static void
break_(void)
{
	char *start = (char *)syscall(SYS_brk, 0), *now;

	now = (char *)syscall(SYS_brk, start + 3 * PAGE + 5);
	printf("brk %ld\n", (long)(now - start));
	memset(start, 1, 3 * PAGE);
	now = (char *)syscall(SYS_brk, start + PAGE);
	printf("brk %ld\n", (long)(now - start));
	now = (char *)syscall(SYS_brk, 8);
	printf("brk %ld\n", (long)(now - start));
	now = (char *)syscall(SYS_brk, start + 2 * PAGE);
	printf("brk %ld %d\n", (long)(now - start), start[PAGE + 8]);
	now = (char *)syscall(SYS_brk, start);
	printf("brk %ld\n", (long)(now - start));
}

/* Everything at once: the program is gone.  A range that ends beyond the address space: nothing is. */
static void
everything(void)
{
	int status = 0;
	pid_t pid;

	fflush(stdout);
	if ((pid = fork()) == 0) {
		signal(SIGSEGV, SIG_DFL);
		if (syscall(SYS_munmap, 0, 1ul << 47) == 0)
			_exit(1);
		if (syscall(SYS_munmap, 4, 0x7ffffffff000ul) == 0)
			_exit(2);
		(void)syscall(SYS_munmap, 0, 0x7ffffffff000ul);
		_exit(3);
	}
	waitpid(pid, &status, 0);
	printf("everything %x\n", status & 0xff7f);
}

int
main(void)
{
	static char buffer[PAGE];
	struct sigaction sa = {.sa_handler = on_fault};
	int fd;

	sigaction(SIGSEGV, &sa, NULL);
	sigaction(SIGBUS, &sa, NULL);
	fd = open("mem_map.tmp", O_RDWR | O_CREAT | O_TRUNC, 0600);
	memset(buffer, 'F', sizeof(buffer));
	SHOW(write(fd, buffer, sizeof(buffer)));
	close(fd);
	fd = open("mem_map.tmp", O_RDONLY);
	refusals(fd);
	protection();
	moving();
	advice(fd);
	break_();
	SHOW(mlockall(64));
	SHOW(munlockall());
	show("pkey_mprotect", syscall(SYS_pkey_mprotect, 0, 4096, 0, 77));
	show("remap at the end of a file",
	    touch(mmap(NULL, 2 * PAGE, PROT_READ, MAP_PRIVATE, fd, 0)));
	show(
	    "beyond it", touch((char *)mmap(NULL, 2 * PAGE, PROT_READ, MAP_PRIVATE, fd, 0) + PAGE));
	close(fd);
	unlink("mem_map.tmp");
	everything();
	return (0);
}
