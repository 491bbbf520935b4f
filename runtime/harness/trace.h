/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Traces: lines like strace's, in the foreign system's names.
 *
 *	[pid 4711] openat(AT_FDCWD, "/etc/passwd", O_RDONLY|O_CLOEXEC) = 3
 *
 * With `both`, what the call became follows: the host's calls and, after an error, the native errno
 * in between.
 */
#ifndef SYSVEC_HARNESS_TRACE_H
#define SYSVEC_HARNESS_TRACE_H

#include <sysvec/xlat.h>

#include "format.h"

/* A value by its names on one side: "O_RDWR|O_CREAT", a number where nothing matches. */
void host_trace_domain(
    struct host_text *t, const struct sv_domain *domain, bool native, int64_t value);

/*
 * One argument.  `args` are the fetched registers; `done` when the call is over and `result` is its
 * foreign result, so that what it wrote can be shown.
 */
void host_trace_arg(struct host_text *t, const struct sv_arg_desc *arg, const register_t *args,
    bool done, int64_t result);

/* What is at a guest's address: bytes in quotes; the address where it cannot be read. */
void host_trace_bytes(struct host_text *t, register_t at, int64_t len);

void host_trace_sigset(struct host_text *t, uint64_t set);

/*
 * A structure, or `count` of them, by its fields; `result` is the call's, negative when there is
 * none (yet).  False, and nothing written, when the structure is not known or cannot be read.
 */
bool host_trace_struct(
    struct host_text *t, const struct sv_arg_desc *arg, uint64_t at, int64_t count, int64_t result);
bool host_trace_sockaddr(struct host_text *t, uint64_t at, int32_t len);

/* All arguments, in parentheses. */
void host_trace_args(struct host_text *t, const struct sv_call_desc *call, const register_t *args,
    bool done, int64_t result);

#endif
