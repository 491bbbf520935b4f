/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Text into a buffer of fixed size; what does not fit is cut.  The buffer is always terminated.
 */
#ifndef SYSVEC_HARNESS_FORMAT_H
#define SYSVEC_HARNESS_FORMAT_H

#include <sysvec/port.h>

struct host_text {
	char *buf;
	size_t size;
	size_t used; /* without the NUL */
};

void host_text_init(struct host_text *t, char *buf, size_t size);
void host_text_char(struct host_text *t, char c);
void host_text_str(struct host_text *t, const char *s);
void host_text_unsigned(struct host_text *t, uint64_t value, unsigned base);
void host_text_signed(struct host_text *t, int64_t value);
void host_text_fmt(struct host_text *t, const char *fmt, ...) SV_PRINTFLIKE(2, 3);
void host_text_vfmt(struct host_text *t, const char *fmt, va_list ap);

#endif
