/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Capabilities, which this kernel does not have: the superuser is told that all are there,
 * everybody else that none is.
 */
#include "kld.h"

#define ALL_CAPS ((uint64_t)1 << 41)

static int
caps_of(struct thread *td, int id, struct sv_capabilities *caps)
{
	struct thread *to;
	bool root;

	memset(caps, 0, sizeof(*caps));
	if (id < 0)
		return (EINVAL);
	if (id == 0) {
		root = td->td_ucred->cr_uid == 0;
	} else {
		if ((to = kld_tdfind(id, -1)) == NULL)
			return (ESRCH);
		root = to->td_proc->p_ucred->cr_uid == 0;
		PROC_UNLOCK(to->td_proc);
	}
	if (root)
		caps->effective = caps->permitted = ALL_CAPS - 1;
	return (0);
}

int
native_capget(struct thread *td, int id, struct sv_capabilities *caps)
{
	return (caps_of(td, id, caps));
}

/* What is already so may be asked for. */
int
native_capset(struct thread *td, int id, const struct sv_capabilities *caps)
{
	struct sv_capabilities now;
	int error;

	if ((error = caps_of(td, id, &now)) != 0)
		return (error);
	return (memcmp(&now, caps, sizeof(now)) == 0 ? 0 : EPERM);
}

int
native_cap_control(struct thread *td, enum sv_cap_control what, unsigned long value)
{
	struct kld_proc *kp = kld_proc(td->td_proc);

	switch (what) {
	case SV_CAP_BOUND_READ:
		if (value >= 41)
			return (EINVAL);
		td->td_retval[0] = 1;
		return (0);
	case SV_CAP_KEEP_GET:
		td->td_retval[0] = kp->keepcaps;
		return (0);
	case SV_CAP_KEEP_SET:
		if (value > 1)
			return (EINVAL);
		kp->keepcaps = value != 0;
		return (0);
	case SV_CAP_BITS_GET:
		td->td_retval[0] = (register_t)kp->securebits;
		return (0);
	case SV_CAP_BITS_SET:
		if (td->td_ucred->cr_uid != 0)
			return (EPERM);
		kp->securebits = (uint32_t)value;
		return (0);
	case SV_CAP_AMBIENT_IS_SET:
	case SV_CAP_AMBIENT_CLEAR:
		td->td_retval[0] = 0;
		return (0);
	default:
		return (EPERM);
	}
}
