/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The functions of <sysvec/port.h> over a buffer.
 */
#include "fake_host.h"

void *calloc(size_t, size_t);
void *malloc(size_t);
void free(void *);
_Noreturn void abort(void);
void mock_assert(int result, const char *expression, const char *file, int line);

static struct fake_host *current;

struct fake_host *
fake_host_new(const struct sv_vector *vec)
{
	struct fake_host *host = calloc(1, sizeof(*host));

	if (host == NULL || (host->mem = calloc(1, FAKE_SIZE)) == NULL)
		abort();
	host->td.td_frame = &host->frame;
	host->td.td_proc = &host->proc;
	host->td.td_emuldata = host->td_data;
	host->td.td_tid = 100;
	host->proc.p_emuldata = host->proc_data;
	host->proc.p_pid = 100;
	host->proc.p_vector = vec;
	host->proc.p_identity = &vec->sv_identity;
	host->proc.p_account = &host->account;
	host->account.calls = host->calls;
	host->account.ncalls = FAKE_CALLS;
	host->account.budget = 5;
	host->fail_errno = EINVAL;
	current = host;
	return (host);
}

void
fake_host_free(struct fake_host *host)
{
	current = NULL;
	free(host->mem);
	free(host);
}

void
fake_host_arm(struct fake_host *host, unsigned fail_copy, unsigned fail_native)
{
	host->copies = host->natives = 0;
	host->fail_copy = fail_copy;
	host->fail_native = fail_native;
}

/* The buffer behind [addr, addr + len), or NULL; counts, and fails where told to. */
static uint8_t *
copy_window(const void *uaddr, size_t len)
{
	uint64_t addr = (uint64_t)(uintptr_t)uaddr;

	if (++current->copies == current->fail_copy)
		return (NULL);
	if (addr < FAKE_BASE || addr - FAKE_BASE > FAKE_SIZE ||
	    len > FAKE_SIZE - (addr - FAKE_BASE))
		return (NULL);
	return (current->mem + (addr - FAKE_BASE));
}

int
copyin(const void *uaddr, void *kaddr, size_t len)
{
	const uint8_t *from = copy_window(uaddr, len);

	if (from == NULL)
		return (EFAULT);
	memcpy(kaddr, from, len);
	return (0);
}

int
copyout(const void *kaddr, void *uaddr, size_t len)
{
	uint8_t *to = copy_window(uaddr, len);

	if (to == NULL)
		return (EFAULT);
	memcpy(to, kaddr, len);
	return (0);
}

int
copyinstr(const void *uaddr, void *kaddr, size_t len, size_t *lencopied)
{
	const uint8_t *from = copy_window(uaddr, 1);
	uint8_t *to = kaddr;
	size_t n;

	if (from == NULL)
		return (EFAULT);
	for (n = 0; n < len; n++) {
		if (from + n == current->mem + FAKE_SIZE)
			return (EFAULT);
		to[n] = from[n];
		if (to[n] == '\0') {
			if (lencopied != NULL)
				*lencopied = n + 1;
			return (0);
		}
	}
	return (ENAMETOOLONG);
}

void *
sv_tmp_alloc(struct thread *td, size_t size)
{
	void *p;

	(void)td;
	if (size == 0 || size > SV_TMP_MAX)
		return (NULL);
	if ((p = malloc(size)) == NULL)
		abort();
	memset(p, 0xa5, size);
	current->tmp_out += size;
	return (p);
}

void
sv_tmp_free(struct thread *td, void *p, size_t size)
{
	(void)td;
	current->tmp_out -= size;
	free(p);
}

void
sv_log(struct thread *td, enum sv_log_level level, const char *fmt, ...)
{
	size_t n;

	(void)td;
	(void)level;
	current->logs++;
	for (n = 0; fmt[n] != '\0' && n < sizeof(current->log) - 1; n++)
		current->log[n] = fmt[n];
	current->log[n] = '\0';
}

uint64_t
sv_now_ns(void)
{
	return (current->now_ns);
}

int
fake_native(const char *name)
{
	(void)name;
	if (++current->natives == current->fail_native)
		return (current->fail_errno);
	return (0);
}

void
fake_dirty_stack(int fill)
{
	volatile uint8_t waste[16384];
	size_t i;

	for (i = 0; i < sizeof(waste); i++)
		waste[i] = (uint8_t)fill;
}

void
sv_assert_failed(const char *func, const char *claim)
{
	mock_assert(0, claim, func, 0);
	abort();
}
