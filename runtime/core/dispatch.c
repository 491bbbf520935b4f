/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One call, from the trap frame and back into it.
 */
#include "sysvec/core.h"

int
sv_dispatch_fetch(struct thread *td)
{
	const struct sv_vector *vec = sv_td_vector(td);
	struct syscall_args *sa = &td->td_sa;
	unsigned narg = 0;
	uint32_t row;

	vec->sv_abi->fetch_code(td);
	row =
	    sa->code - vec->sv_number_base; /* a number below the base wraps far beyond the table */
	if (row < vec->sv_size) {
		sa->callp = &vec->sv_table[row];
		narg = sa->callp->sy_narg;
	} else {
		sa->callp = NULL;
	}
	return (vec->sv_abi->fetch_args(td, narg));
}

void
sv_dispatch_return(struct thread *td, int error)
{
	const struct sv_vector *vec = sv_td_vector(td);
	struct sv_account *acc;
	bool known;

	if (error == 0 || error == ERESTART || error == EJUSTRETURN) {
		vec->sv_abi->set_retval(td, vec->sv_errno_style, error);
		return;
	}

	SV_ASSERT(error > 0, "a handler returned a negative errno");
	td->td_errno = error;
	error = sv_errno_map(&vec->sv_errno_out, error, &known);
	if (!known) {
		acc = sv_td_account(td);
		if (acc != NULL && sv_account_due(sv_account_errno(acc, td->td_errno)) &&
		    sv_account_spend(acc, sv_now_ns()))
			sv_log(td, SV_LOG_WARN, "%s: errno %d has no counterpart, answered with %d",
			    vec->sv_name, td->td_errno, error);
	}
	vec->sv_abi->set_retval(td, vec->sv_errno_style, error);
}

int
sv_dispatch(struct thread *td)
{
	struct syscall_args *sa = &td->td_sa;
	int error;

	td->td_errno = 0;
	if ((error = sv_dispatch_fetch(td)) == 0) {
		if (sa->callp != NULL)
			error = sa->callp->sy_call(td, sa->args);
		else
			error = sv_nosys(td, sa->args);
	}
	sv_dispatch_return(td, error);
	return (error);
}

int
sv_nosys(struct thread *td, void *uap)
{
	const struct sv_vector *vec = sv_td_vector(td);
	struct sv_account *acc = sv_td_account(td);
	const char *name;
	uint32_t code, hits;

	(void)uap;
	if (acc == NULL)
		return (ENOSYS);
	code = td->td_sa.code - vec->sv_number_base;
	hits = sv_account_call(acc, code);
	if (sv_account_due(hits) && sv_account_spend(acc, sv_now_ns())) {
		name = sv_syscall_name(vec, code);
		sv_log(td, SV_LOG_NOTE, "%s: call %u (%s) is not implemented, asked for %u time%s",
		    vec->sv_name, td->td_sa.code, name != NULL ? name : "no name", hits,
		    hits == 1 ? "" : "s");
	}
	return (ENOSYS);
}

const char *
sv_syscall_name(const struct sv_vector *vec, uint32_t row)
{
	return (row < vec->sv_size ? vec->sv_syscallnames[row] : NULL);
}
