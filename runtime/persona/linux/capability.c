/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Capabilities: the sets of capget and capset, and the options of prctl about them.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proc.h"
#include "linux_proto.h"
#include "linux_struct.h"

#define LINUX_CAP_WORDS 2

/*
 * Words of data for the header's version; a version nobody knows is answered with the newest, and
 * EINVAL.
 */
static int
cap_header(void *uheader, struct linux_cap_user_header *header, unsigned *words)
{
	int error;

	if ((error = copyin(uheader, header, sizeof(*header))) != 0)
		return (error);
	switch (header->version) {
	case LINUX__LINUX_CAPABILITY_VERSION_1:
		*words = 1;
		return (0);
	case LINUX__LINUX_CAPABILITY_VERSION_2:
	case LINUX__LINUX_CAPABILITY_VERSION_3:
		*words = LINUX_CAP_WORDS;
		return (0);
	default:
		header->version = LINUX__LINUX_CAPABILITY_VERSION_3;
		if ((error = copyout(header, uheader, sizeof(header->version))) != 0)
			return (error);
		return (EINVAL);
	}
}

int
linux_capget(struct thread *td, struct linux_capget_args *uap)
{
	struct linux_cap_user_header header;
	struct linux_cap_user_data data[LINUX_CAP_WORDS];
	struct sv_capabilities caps;
	unsigned words, i;
	int error;

	error = cap_header(uap->header, &header, &words);
	if (error == EINVAL && uap->dataptr == NULL)
		return (0); /* only the version was asked for */
	if (error != 0)
		return (error);
	if (header.pid < 0)
		return (EINVAL);
	if ((error = native_capget(td, header.pid, &caps)) != 0 || uap->dataptr == NULL)
		return (error);
	for (i = 0; i < LINUX_CAP_WORDS; i++) {
		data[i].effective = (uint32_t)(caps.effective >> (32 * i));
		data[i].permitted = (uint32_t)(caps.permitted >> (32 * i));
		data[i].inheritable = (uint32_t)(caps.inheritable >> (32 * i));
	}
	return (copyout(data, uap->dataptr, words * sizeof(data[0])));
}

int
linux_capset(struct thread *td, struct linux_capset_args *uap)
{
	struct linux_cap_user_header header;
	struct linux_cap_user_data data[LINUX_CAP_WORDS];
	struct sv_capabilities caps = {0, 0, 0};
	unsigned words, i;
	int error;

	if ((error = cap_header(uap->header, &header, &words)) != 0)
		return (error);
	if ((error = copyin(uap->data, data, words * sizeof(data[0]))) != 0)
		return (error);
	for (i = 0; i < words; i++) {
		caps.effective |= (uint64_t)data[i].effective << (32 * i);
		caps.permitted |= (uint64_t)data[i].permitted << (32 * i);
		caps.inheritable |= (uint64_t)data[i].inheritable << (32 * i);
	}
	return (native_capset(td, header.pid, &caps));
}

int
linux_prctl_capability(struct thread *td, struct linux_prctl_args *uap)
{

	switch (uap->option) {
	case LINUX_PR_CAPBSET_READ:
		return (native_cap_control(td, SV_CAP_BOUND_READ, uap->arg2));
	case LINUX_PR_CAPBSET_DROP:
		return (native_cap_control(td, SV_CAP_BOUND_DROP, uap->arg2));
	case LINUX_PR_GET_KEEPCAPS:
		return (native_cap_control(td, SV_CAP_KEEP_GET, 0));
	case LINUX_PR_SET_KEEPCAPS:
		return (native_cap_control(td, SV_CAP_KEEP_SET, uap->arg2));
	case LINUX_PR_GET_SECUREBITS:
		return (native_cap_control(td, SV_CAP_BITS_GET, 0));
	case LINUX_PR_SET_SECUREBITS:
		return (native_cap_control(td, SV_CAP_BITS_SET, uap->arg2));
	default: /* LINUX_PR_CAP_AMBIENT */
		break;
	}
	if (uap->arg4 != 0 || uap->arg5 != 0)
		return (EINVAL);
	switch (uap->arg2) {
	case LINUX_PR_CAP_AMBIENT_CLEAR_ALL:
		return (native_cap_control(td, SV_CAP_AMBIENT_CLEAR, uap->arg3));
	case LINUX_PR_CAP_AMBIENT_IS_SET:
		return (native_cap_control(td, SV_CAP_AMBIENT_IS_SET, uap->arg3));
	case LINUX_PR_CAP_AMBIENT_RAISE:
		return (native_cap_control(td, SV_CAP_AMBIENT_RAISE, uap->arg3));
	case LINUX_PR_CAP_AMBIENT_LOWER:
		return (native_cap_control(td, SV_CAP_AMBIENT_LOWER, uap->arg3));
	default:
		return (EINVAL);
	}
}
