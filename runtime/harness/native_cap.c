/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: privileges, which are capabilities of the host.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"

#define WORDS 2

int
native_capget(struct thread *td, int id, struct sv_capabilities *caps)
{
	struct linux_cap_user_header header = {
	    .version = LINUX__LINUX_CAPABILITY_VERSION_3, .pid = id};
	struct linux_cap_user_data data[WORDS];
	int error;

	(void)td;
	if ((error = host_error(host_syscall(LINUX_SYS_capget, &header, data))) != 0)
		return (error);
	caps->effective = data[0].effective | (uint64_t)data[1].effective << 32;
	caps->permitted = data[0].permitted | (uint64_t)data[1].permitted << 32;
	caps->inheritable = data[0].inheritable | (uint64_t)data[1].inheritable << 32;
	return (0);
}

int
native_capset(struct thread *td, int id, const struct sv_capabilities *caps)
{
	struct linux_cap_user_header header = {
	    .version = LINUX__LINUX_CAPABILITY_VERSION_3, .pid = id};
	struct linux_cap_user_data data[WORDS];
	int i;

	for (i = 0; i < WORDS; i++) {
		data[i].effective = (uint32_t)(caps->effective >> (32 * i));
		data[i].permitted = (uint32_t)(caps->permitted >> (32 * i));
		data[i].inheritable = (uint32_t)(caps->inheritable >> (32 * i));
	}
	return (host_call(td, LINUX_SYS_capset, &header, data));
}

bool
native_privileged(struct thread *td, enum sv_privilege which)
{
	static const int bits[] = {
	    [SV_PRIV_UID] = LINUX_CAP_SETUID,
	    [SV_PRIV_GID] = LINUX_CAP_SETGID,
	    [SV_PRIV_SCHED] = LINUX_CAP_SYS_NICE,
	};
	struct sv_capabilities caps;

	return (native_capget(td, 0, &caps) == 0 && (caps.effective >> bits[which] & 1) != 0);
}

int
native_cap_control(struct thread *td, enum sv_cap_control what, unsigned long value)
{
	static const struct {
		long option, sub;
	} options[] = {
	    [SV_CAP_BOUND_READ] = {LINUX_PR_CAPBSET_READ, 0},
	    [SV_CAP_BOUND_DROP] = {LINUX_PR_CAPBSET_DROP, 0},
	    [SV_CAP_KEEP_GET] = {LINUX_PR_GET_KEEPCAPS, 0},
	    [SV_CAP_KEEP_SET] = {LINUX_PR_SET_KEEPCAPS, 0},
	    [SV_CAP_BITS_GET] = {LINUX_PR_GET_SECUREBITS, 0},
	    [SV_CAP_BITS_SET] = {LINUX_PR_SET_SECUREBITS, 0},
	    [SV_CAP_AMBIENT_IS_SET] = {LINUX_PR_CAP_AMBIENT, LINUX_PR_CAP_AMBIENT_IS_SET},
	    [SV_CAP_AMBIENT_RAISE] = {LINUX_PR_CAP_AMBIENT, LINUX_PR_CAP_AMBIENT_RAISE},
	    [SV_CAP_AMBIENT_LOWER] = {LINUX_PR_CAP_AMBIENT, LINUX_PR_CAP_AMBIENT_LOWER},
	    [SV_CAP_AMBIENT_CLEAR] = {LINUX_PR_CAP_AMBIENT, LINUX_PR_CAP_AMBIENT_CLEAR_ALL},
	};

	if (options[what].option == LINUX_PR_CAP_AMBIENT)
		return (host_call(
		    td, LINUX_SYS_prctl, LINUX_PR_CAP_AMBIENT, options[what].sub, value, 0, 0));
	return (host_call(td, LINUX_SYS_prctl, options[what].option, value, 0, 0, 0));
}
