/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The smallest host: "guest memory" is this process's own, and two native services are offered.  Every other service is the
 * package's stand-in, which answers ENOSYS.
 */
#include <sysvec/native.h>
#include <sysvec/port.h>

int
copyin(const void *uaddr, void *kaddr, size_t len)
{
	if (uaddr == NULL)
		return (EFAULT);
	memcpy(kaddr, uaddr, len);
	return (0);
}

int
copyout(const void *kaddr, void *uaddr, size_t len)
{
	if (uaddr == NULL)
		return (EFAULT);
	memcpy(uaddr, kaddr, len);
	return (0);
}

int
copyinstr(const void *uaddr, void *kaddr, size_t len, size_t *done)
{
	size_t n;

	if (uaddr == NULL)
		return (EFAULT);
	n = strlen(uaddr) + 1;
	if (n > len)
		return (ENAMETOOLONG);
	memcpy(kaddr, uaddr, n);
	if (done != NULL)
		*done = n;
	return (0);
}

void *
sv_tmp_alloc(struct thread *td, size_t size)
{
	(void)td;
	(void)size;
	return (NULL);
}

void
sv_tmp_free(struct thread *td, void *p, size_t size)
{
	(void)td;
	(void)p;
	(void)size;
}

void
sv_log(struct thread *td, enum sv_log_level level, const char *fmt, ...)
{
	(void)td;
	(void)level;
	(void)fmt;
}

uint64_t
sv_now_ns(void)
{
	return (0);
}

void
sv_assert_failed(const char *func, const char *claim)
{
	(void)func;
	(void)claim;
	__builtin_trap();
}

int
native_getpid(struct thread *td)
{
	td->td_retval[0] = 4711;
	return (0);
}

/* A failing service: the program must see Linux's ELOOP, 40, not FreeBSD's, 62. */
int
native_chdir(struct thread *td, const char *upath)
{
	(void)td;
	(void)upath;
	return (ELOOP);
}
