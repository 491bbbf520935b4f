/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a suite needs below it where there is no C library: an entry, memory, strings, output, and
 * the loop over its tests.  Output and exit are system calls with the numbers of our own specs,
 * so a wrong number shows at once.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "linux_syscall.h"

#include <cmocka.h>

void *memcpy(void *restrict, const void *restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);
size_t strlen(const char *);
int strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t);
void *malloc(size_t);
void *calloc(size_t, size_t);
void free(void *);
_Noreturn void abort(void);
void mock_assert(int result, const char *expression, const char *file, int line);
_Noreturn void port_start(void);
int main(void);

/* ---- System calls and the entry ---- */

#if defined(__aarch64__)
static long
raw(long nr, long a0, long a1, long a2)
{
	register long x8 __asm__("x8") = nr, x0 __asm__("x0") = a0, x1 __asm__("x1") = a1;
	register long x2 __asm__("x2") = a2;

	__asm__ volatile("svc #0" : "+r"(x0) : "r"(x8), "r"(x1), "r"(x2) : "memory");
	return (x0);
}
__asm__(".globl _start\n_start: mov x29, #0\n\tmov x30, #0\n\tb port_start\n");
#elif defined(__riscv)
static long
raw(long nr, long a0, long a1, long a2)
{
	register long a7 __asm__("a7") = nr, r0 __asm__("a0") = a0, r1 __asm__("a1") = a1;
	register long r2 __asm__("a2") = a2;

	__asm__ volatile("ecall" : "+r"(r0) : "r"(a7), "r"(r1), "r"(r2) : "memory");
	return (r0);
}
__asm__(".globl _start\n_start:\n\t.option push\n\t.option norelax\n\tla gp, __global_pointer$\n"
        "\t.option pop\n\tj port_start\n");
#elif defined(__x86_64__)
/* A 64-bit process: the program of linux-i386 serves 32-bit ones and is none itself. */
static long
raw(long nr, long a0, long a1, long a2)
{
	long rax = nr;

	__asm__ volatile("int $0x80" : "+a"(rax) : "b"(a0), "c"(a1), "d"(a2) : "memory");
	return (rax);
}
__asm__(".globl _start\n_start: xor %ebp, %ebp\n\tand $-16, %rsp\n\tcall port_start\n");
#endif

_Noreturn void
port_start(void)
{
	raw(LINUX_SYS_exit_group, main(), 0, 0);
	for (;;)
		;
}

_Noreturn void
abort(void)
{
	raw(LINUX_SYS_exit_group, 134, 0, 0);
	for (;;)
		;
}

/* ---- Memory and strings ---- */

void *
memcpy(void *restrict to, const void *restrict from, size_t n)
{
	unsigned char *t = to;
	const unsigned char *f = from;

	while (n-- > 0)
		*t++ = *f++;
	return (to);
}

void *
memmove(void *to, const void *from, size_t n)
{
	unsigned char *t = to;
	const unsigned char *f = from;

	if ((uintptr_t)t <= (uintptr_t)f)
		return (memcpy(to, from, n));
	while (n-- > 0)
		t[n] = f[n];
	return (to);
}

void *
memset(void *to, int c, size_t n)
{
	unsigned char *t = to;

	while (n-- > 0)
		*t++ = (unsigned char)c;
	return (to);
}

int
memcmp(const void *a, const void *b, size_t n)
{
	const unsigned char *x = a, *y = b;

	for (; n > 0; n--, x++, y++) {
		if (*x != *y)
			return (*x - *y);
	}
	return (0);
}

size_t
strlen(const char *s)
{
	size_t n = 0;

	while (s[n] != '\0')
		n++;
	return (n);
}

int
strncmp(const char *a, const char *b, size_t n)
{
	for (; n > 0; n--, a++, b++) {
		if (*a != *b || *a == '\0')
			return ((unsigned char)*a - (unsigned char)*b);
	}
	return (0);
}

int
strcmp(const char *a, const char *b)
{
	return (strncmp(a, b, SIZE_MAX));
}

/* Memory comes back in the order opposite to that in which it was taken. */
static _Alignas(16) unsigned char heap[4 << 20];
static size_t taken;

void *
malloc(size_t n)
{
	void *p = heap + taken;

	n = (n + 15) & ~(size_t)15;
	if (n > sizeof(heap) - taken)
		return (NULL);
	taken += n;
	return (p);
}

void *
calloc(size_t count, size_t size)
{
	void *p = malloc(count * size);

	return (p == NULL ? NULL : memset(p, 0, count * size));
}

void
free(void *p)
{
	if (p != NULL)
		taken = (size_t)((unsigned char *)p - heap);
}

/* ---- Output ---- */

static char line[1024];
static size_t used;

static void
put(char c)
{
	line[used++] = c;
	if (c == '\n' || used == sizeof(line)) {
		raw(LINUX_SYS_write, 1, (long)(uintptr_t)line, (long)used);
		used = 0;
	}
}

static void
put_number(unsigned long long n, unsigned base)
{
	char digits[24];
	size_t i = 0;

	do {
		digits[i++] = "0123456789abcdef"[n % base];
		n /= base;
	} while (n != 0);
	while (i > 0)
		put(digits[--i]);
}

/* %s %d %u %x %zu %llx and the like */
static void
vprint(const char *fmt, va_list ap)
{
	for (; *fmt != '\0'; fmt++) {
		unsigned wide = 0;

		if (*fmt != '%') {
			put(*fmt);
			continue;
		}
		for (fmt++; *fmt == 'l' || *fmt == 'z'; fmt++)
			wide = 1;
		if (*fmt == 's') {
			const char *s = va_arg(ap, const char *);

			while (*s != '\0')
				put(*s++);
		} else if (*fmt == 'd') {
			long long d = wide ? va_arg(ap, long) : va_arg(ap, int);

			if (d < 0)
				put('-');
			put_number(d < 0 ? 0 - (unsigned long long)d : (unsigned long long)d, 10);
		} else if (*fmt == 'u' || *fmt == 'x') {
			put_number(wide ? va_arg(ap, unsigned long) : va_arg(ap, unsigned),
			    *fmt == 'x' ? 16 : 10);
		} else {
			put(*fmt);
		}
	}
}

void
print_message(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vprint(fmt, ap);
	va_end(ap);
}

/* ---- The tests ---- */

enum { PASSED, FAILED, SKIPPED };
static void *leave[5];
static volatile int outcome;

_Noreturn void
shim_fail(const char *file, int at, const char *fmt, ...)
{
	va_list ap;

	print_message("%s:%d: ", file, at);
	va_start(ap, fmt);
	vprint(fmt, ap);
	va_end(ap);
	put('\n');
	outcome = FAILED;
	__builtin_longjmp(leave, 1);
}

_Noreturn void
skip(void)
{
	outcome = SKIPPED;
	__builtin_longjmp(leave, 1);
}

void
mock_assert(int result, const char *expression, const char *file, int at)
{
	if (!result)
		shim_fail(file, at, "assertion: %s", expression);
}

static void __attribute__((__noinline__)) run_one(const struct CMUnitTest *test, void **state)
{
	outcome = PASSED;
	if (__builtin_setjmp(leave) == 0)
		test->run(state);
}

int
shim_run(const char *group, const struct CMUnitTest *tests, unsigned long count)
{
	static const char *const said[] = {"ok", "FAILED", "skipped"};
	unsigned counts[3] = {0};
	unsigned long i;

	for (i = 0; i < count; i++) {
		void *state = NULL;

		if (tests[i].setup != NULL)
			(void)tests[i].setup(&state);
		run_one(&tests[i], &state);
		if (tests[i].teardown != NULL)
			(void)tests[i].teardown(&state);
		counts[outcome]++;
		if (outcome != PASSED)
			print_message("%s: %s %s\n", group, tests[i].name, said[outcome]);
	}
	print_message("%s: %u passed, %u failed, %u skipped\n", group, counts[PASSED],
	    counts[FAILED], counts[SKIPPED]);
	return (counts[FAILED] != 0);
}
