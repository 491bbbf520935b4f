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

/* All arguments, in parentheses. */
void host_trace_args(struct host_text *t, const struct sv_call_desc *call, const register_t *args,
    bool done, int64_t result);

#endif
