/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The table of calls.  Field names are FreeBSD's, so that one emitted initialiser serves both
 * hosts; in the kernel the types are the kernel's own.
 */
#ifndef SYSVEC_SYSENT_H
#define SYSVEC_SYSENT_H

#include "sysvec/port.h"

/* Bytes left and right of an argument of type t inside its register (little endian). */
#ifndef PAD_
#define PAD_(t)  (sizeof(syscallarg_t) <= sizeof(t) ? 0 : sizeof(syscallarg_t) - sizeof(t))
#define PADL_(t) 0
#define PADR_(t) PAD_(t)
#endif

#ifndef SY_THR_STATIC /* the kernel has its own, with everything below */

typedef int sy_call_t(struct thread *, void *);
typedef void (*systrace_args_func_t)(int, void *, uint64_t *, int *);

struct sysent {
	sy_call_t *sy_call;                         /* the handler; sv_nosys where there is none */
	systrace_args_func_t sy_systrace_args_func; /* NULL: sv_call_desc describes arguments */
	uint8_t sy_narg;                            /* registers fetched, 0..8 */
	uint8_t sy_flags;                           /* SYF_* */
	au_event_t sy_auevent;                      /* audit event; AUE_NULL outside the kernel */
	uint32_t sy_entry;                          /* DTrace; 0 */
	uint32_t sy_return;                         /* DTrace; 0 */
	uint32_t sy_thrcnt;                         /* SY_THR_*; 0 outside the kernel */
};

#define SYF_CAPENABLED 0x00000001 /* permitted in capability mode */
#define SY_THR_STATIC  0x1
#define SY_THR_ABSENT  0x4

#endif /* !SY_THR_STATIC */

#ifndef AUE_NULL
#define AUE_NULL 0
#endif

/*
 * The handler of every number without one: counts the call (td->td_sa.code) in the process's
 * account, reports it by name within the rate limit, answers ENOSYS.  uap is not read.
 */
int sv_nosys(struct thread *td, void *uap);

#endif /* SYSVEC_SYSENT_H */
