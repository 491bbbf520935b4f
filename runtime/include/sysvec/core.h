/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Dispatch and the total look-ups of a vector.
 */
#ifndef SYSVEC_CORE_H
#define SYSVEC_CORE_H

#include "sysvec/account.h"
#include "sysvec/frame.h"
#include "sysvec/identity.h"
#include "sysvec/port.h"
#include "sysvec/sysent.h"
#include "sysvec/vector.h"

/*
 * One system call of td, from the frame and back into it: number, bounds, arguments, handler, errno
 * out (once), result.  Returns what the handler returned: 0, a positive native errno, ERESTART or
 * EJUSTRETURN, for the host's trace; the frame is complete except that after ERESTART it points at
 * the trapping instruction again, and after EJUSTRETURN it was not touched.  td->td_errno holds the
 * native errno.
 */
int sv_dispatch(struct thread *td);

/*
 * The two halves, for a host that must do something between them (tracing, a fast path of its own).
 */
int sv_dispatch_fetch(struct thread *td);              /* td_sa filled; 0 or EFAULT */
void sv_dispatch_return(struct thread *td, int error); /* error as a handler returns it */

/* Name of a foreign number: the table's, or "#n" is the caller's business when NULL comes back. */
const char *sv_syscall_name(const struct sv_vector *vec, uint32_t code);

/*
 * Translate a native errno for the guest, or a foreign one for the kernel.  Total: a number without
 * a row gives the map's fallback.  0 gives 0.  `known`, where not NULL, tells whether there was a
 * row.
 */
int sv_errno_out(const struct sv_vector *vec, int native);
int sv_errno_in(const struct sv_vector *vec, int foreign);
int sv_errno_map(const struct sv_errno_map *map, int number, bool *known);

/*
 * Signals for hosts, total: 0 (no signal) where the other side has none.
 */
int sv_signal_out(const struct sv_vector *vec, int native);
int sv_signal_in(const struct sv_vector *vec, int foreign);

#endif /* SYSVEC_CORE_H */
