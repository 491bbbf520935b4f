/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Capabilities.  FreeBSD has privileges that follow the superuser, so there are two sets to show:
 * all for it, none for others. Nothing can be given up or won: a change that asks for less is
 * refused, since it would not be true.
 */
#include <sysvec/native.h>

#include "linux_const.h"
#include "linux_proto.h"
#include "linux_struct.h"
#include "linux_xlat.h"

#define LINUX_CAP_WORDS 2
#define LINUX_CAP_ALL   ((1ULL << (LINUX_CAP_LAST_CAP + 1)) - 1)

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
	uint64_t all = native_privileged(td) ? LINUX_CAP_ALL : 0;
	unsigned words, i;
	int error;

	error = cap_header(uap->header, &header, &words);
	if (error == EINVAL && uap->dataptr == NULL)
		return (0); /* only the version was asked for */
	if (error != 0)
		return (error);
	if (header.pid < 0)
		return (EINVAL);
	if (uap->dataptr == NULL)
		return (0);
	for (i = 0; i < LINUX_CAP_WORDS; i++) {
		data[i].effective = (uint32_t)(all >> (32 * i));
		data[i].permitted = (uint32_t)(all >> (32 * i));
		data[i].inheritable = 0;
	}
	return (copyout(data, uap->dataptr, words * sizeof(data[0])));
}

int
linux_capset(struct thread *td, struct linux_capset_args *uap)
{
	struct linux_cap_user_header header;
	struct linux_cap_user_data data[LINUX_CAP_WORDS];
	uint64_t all = native_privileged(td) ? LINUX_CAP_ALL : 0;
	uint64_t effective = 0, permitted = 0, inheritable = 0;
	unsigned words, i;
	int error;

	if ((error = cap_header(uap->header, &header, &words)) != 0)
		return (error);
	if (header.pid != 0 && header.pid != td->td_tid && header.pid != td->td_proc->p_pid)
		return (EPERM);
	if ((error = copyin(uap->data, data, words * sizeof(data[0]))) != 0)
		return (error);
	for (i = 0; i < words; i++) {
		effective |= (uint64_t)data[i].effective << (32 * i);
		permitted |= (uint64_t)data[i].permitted << (32 * i);
		inheritable |= (uint64_t)data[i].inheritable << (32 * i);
	}
	if ((effective & LINUX_CAP_ALL) != all || (permitted & LINUX_CAP_ALL) != all ||
	    (inheritable & LINUX_CAP_ALL) != 0)
		return (EPERM);
	return (0);
}
