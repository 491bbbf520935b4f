/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Attributes of scheduling.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define LINUX_SCHED_ATTR_VER0  48U /* the first size of struct sched_attr */
#define LINUX_SCHED_FLAG_RESET 1U  /* sched_flags: SCHED_FLAG_RESET_ON_FORK */
#define LINUX_PAGE_BYTES       4096U

/*
 * sched_setattr says policy, nice value and priority in one structure that may grow: bytes beyond
 * what is known must be zero.
 */
int
linux_sched_setattr(struct thread *td, struct linux_sched_setattr_args *uap)
{
	struct linux_sched_attr attr;
	struct sched_param param;
	uint32_t size, at, known = (uint32_t)sizeof(attr);
	uint8_t byte;
	int error, policy;

	if (uap->uattr == NULL || uap->pid < 0 || uap->flags != 0)
		return (EINVAL);
	if ((error = copyin(uap->uattr, &size, sizeof(size))) != 0)
		return (error);
	if (size == 0)
		size = LINUX_SCHED_ATTR_VER0;
	if (size < LINUX_SCHED_ATTR_VER0 || size > LINUX_PAGE_BYTES) {
		(void)copyout(&known, uap->uattr, sizeof(known));
		return (E2BIG);
	}
	SV_ZERO(&attr);
	if ((error = copyin(uap->uattr, &attr, size < known ? size : known)) != 0)
		return (error);
	for (at = known; at < size; at++) {
		if ((error = copyin((const char *)uap->uattr + at, &byte, 1)) != 0)
			return (error);
		if (byte != 0) {
			(void)copyout(&known, uap->uattr, sizeof(known));
			return (E2BIG);
		}
	}
	if ((attr.sched_flags & ~(uint64_t)LINUX_SCHED_FLAG_RESET) !=
	    0) /* utilisation clamps ... */
		return (EOPNOTSUPP);
	if ((error = linux_sched_policy_in((int)attr.sched_policy, &policy)) != 0)
		return (error);
	if ((attr.sched_flags & LINUX_SCHED_FLAG_RESET) != 0)
		policy |= SCHED_NOTE_RESET_ON_FORK;
	param.sched_priority = (int)attr.sched_priority;
	if ((error = native_sched_setscheduler(td, uap->pid, policy, &param)) != 0)
		return (error);
	policy &= SCHED_POLICY_BITS;
	if (policy == SCHED_OTHER || policy == SCHED_NOTE_BATCH)
		error = native_setpriority(td, PRIO_PROCESS, uap->pid, attr.sched_nice);
	td->td_retval[0] = 0;
	return (error);
}

int
linux_sched_getattr(struct thread *td, struct linux_sched_getattr_args *uap)
{
	struct linux_sched_attr attr;
	struct sched_param param;
	int error, policy;

	if (uap->uattr == NULL || uap->pid < 0 || uap->flags != 0 ||
	    uap->usize < LINUX_SCHED_ATTR_VER0 || uap->usize > LINUX_PAGE_BYTES)
		return (EINVAL);
	SV_ZERO(&attr);
	if ((error = native_sched_getscheduler(td, uap->pid)) != 0 ||
	    (error = linux_sched_policy_out((int)td->td_retval[0], &policy)) != 0 ||
	    (error = native_sched_getparam(td, uap->pid, &param)) != 0)
		return (error);
	if ((policy & LINUX_SCHED_RESET_ON_FORK) != 0)
		attr.sched_flags = LINUX_SCHED_FLAG_RESET;
	policy &= LINUX_SCHED_POLICY_BITS;
	attr.sched_policy = (uint32_t)policy;
	attr.sched_priority = (uint32_t)param.sched_priority;
	if (policy == LINUX_SCHED_NORMAL || policy == LINUX_SCHED_BATCH) {
		if ((error = native_getpriority(td, PRIO_PROCESS, uap->pid)) != 0)
			return (error);
		attr.sched_nice = (int)td->td_retval[0];
	}
	attr.size = uap->usize < sizeof(attr) ? uap->usize : (uint32_t)sizeof(attr);
	td->td_retval[0] = 0;
	return (copyout(&attr, uap->uattr, attr.size));
}
