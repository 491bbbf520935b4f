/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text: a small formatter, and the lines the harness writes to standard error.
 */
#include "format.h"
#include "host.h"
#include "thread.h"

#include "linux_const.h"
#include "linux_syscall.h"

#define LINE_MAX 1024

/* ---- Formatting ---- */

void
host_text_init(struct host_text *t, char *buf, size_t size)
{
	t->buf = buf;
	t->size = size;
	t->used = 0;
	buf[0] = '\0';
}

void
host_text_char(struct host_text *t, char c)
{
	if (t->used + 1 < t->size) {
		t->buf[t->used++] = c;
		t->buf[t->used] = '\0';
	}
}

void
host_text_str(struct host_text *t, const char *s)
{
	while (*s != '\0')
		host_text_char(t, *s++);
}

void
host_text_unsigned(struct host_text *t, uint64_t value, unsigned base)
{
	char digits[24];
	unsigned n = 0;

	do {
		digits[n++] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value != 0);
	while (n > 0)
		host_text_char(t, digits[--n]);
}

void
host_text_signed(struct host_text *t, int64_t value)
{
	if (value < 0) {
		host_text_char(t, '-');
		host_text_unsigned(t, (uint64_t)0 - (uint64_t)value, 10);
	} else
		host_text_unsigned(t, (uint64_t)value, 10);
}

/* %s %c %d %u %x with l, ll and z; %%.  Anything else is shown as it stands. */
void
host_text_vfmt(struct host_text *t, const char *fmt, va_list ap)
{
	const char *s;
	bool wide;

	for (; *fmt != '\0'; fmt++) {
		if (*fmt != '%') {
			host_text_char(t, *fmt);
			continue;
		}
		wide = false;
		for (fmt++; *fmt == 'l' || *fmt == 'z'; fmt++)
			wide = true;
		switch (*fmt) {
		case 's':
			s = va_arg(ap, const char *);
			host_text_str(t, s != NULL ? s : "(null)");
			break;
		case 'c':
			host_text_char(t, (char)va_arg(ap, int));
			break;
		case 'd':
			host_text_signed(t, wide ? va_arg(ap, int64_t) : va_arg(ap, int));
			break;
		case 'u':
			host_text_unsigned(
			    t, wide ? va_arg(ap, uint64_t) : va_arg(ap, unsigned), 10);
			break;
		case 'x':
			host_text_unsigned(
			    t, wide ? va_arg(ap, uint64_t) : va_arg(ap, unsigned), 16);
			break;
		case '%':
			host_text_char(t, '%');
			break;
		default:
			return;
		}
	}
}

void
host_text_fmt(struct host_text *t, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	host_text_vfmt(t, fmt, ap);
	va_end(ap);
}

/* ---- Lines ---- */

/* In one write, so that lines of several processes stay whole. */
static void
line(const char *head, const char *fmt, va_list ap)
{
	char buf[LINE_MAX];
	struct host_text t;

	host_text_init(&t, buf, sizeof(buf) - 1);
	host_text_str(&t, head);
	host_text_vfmt(&t, fmt, ap);
	buf[t.used++] = '\n';
	(void)host_syscall(LINUX_SYS_write, 2, buf, t.used);
}

void
host_warn(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line("sysvec: ", fmt, ap);
	va_end(ap);
}

void
sv_log(struct thread *td, enum sv_log_level level, const char *fmt, ...)
{
	static const char *const heads[] = {
	    [SV_LOG_ERROR] = "sysvec: error: ",
	    [SV_LOG_WARN] = "sysvec: warning: ",
	    [SV_LOG_NOTE] = "sysvec: note: ",
	    [SV_LOG_DEBUG] = "sysvec: debug: ",
	};
	va_list ap;

	(void)td;
	va_start(ap, fmt);
	line(heads[level], fmt, ap);
	va_end(ap);
}

_Noreturn void
sv_assert_failed(const char *func, const char *claim)
{
	host_warn("bug: %s: %s", func, claim);
	host_die(LINUX_SIGABRT, NULL);
}

uint64_t
sv_now_ns(void)
{
	struct linux_timespec ts = {0};

	(void)host_syscall(LINUX_SYS_clock_gettime, LINUX_CLOCK_MONOTONIC, &ts);
	return ((uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec);
}
