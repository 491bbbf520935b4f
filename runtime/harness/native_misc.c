/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Native services of the harness: limits, identity of the system, credentials, process controls.
 */
#include <sysvec/native.h>

#include "host.h"

#include "linux_const.h"
#include "linux_struct.h"
#include "linux_syscall.h"
#include "linux_xlat.h"

/* ---- Limits ---- */

int
native_prlimit(
    struct thread *td, int pid, int which, const struct rlimit *limit, struct rlimit *old)
{
	struct linux_rlimit64 l_limit, l_old;
	int32_t l_which;
	int error;

	if ((error = linux_rlimit_resource_out(which, &l_which)) != 0 ||
	    (limit != NULL && (error = linux_rlimit64_out(limit, &l_limit)) != 0) ||
	    (error = host_call(td, LINUX_SYS_prlimit64, pid, l_which,
	         limit != NULL ? &l_limit : NULL, old != NULL ? &l_old : NULL)) != 0)
		return (error);
	return (old != NULL ? linux_rlimit64_in(&l_old, old) : 0);
}

int
native_getrlimit(struct thread *td, int which, struct rlimit *limit)
{

	return (native_prlimit(td, 0, which, NULL, limit));
}

int
native_setrlimit(struct thread *td, int which, const struct rlimit *limit)
{

	return (native_prlimit(td, 0, which, limit, NULL));
}

/* ---- Identity of the system ---- */

static void
copy_string(char *to, size_t size, const char *from)
{
	size_t len = strlen(from);

	if (len > size - 1)
		len = size - 1;
	memcpy(to, from, len);
	to[len] = '\0';
}

static int
get_utsname(struct linux_utsname *name)
{

	return (host_error(host_syscall(LINUX_SYS_uname, name)));
}

int
native_gethostname(struct thread *td, char *name, size_t size)
{
	struct linux_utsname uts;
	int error;

	(void)td;
	if ((error = get_utsname(&uts)) == 0)
		copy_string(name, size, uts.nodename);
	return (error);
}

int
native_getdomainname(struct thread *td, char *name, size_t size)
{
	struct linux_utsname uts;
	int error;

	(void)td;
	if ((error = get_utsname(&uts)) == 0)
		copy_string(name, size, uts.domainname);
	return (error);
}

int
native_getversion(struct thread *td, char *version, size_t size)
{
	struct linux_utsname uts;
	int error;

	(void)td;
	if ((error = get_utsname(&uts)) == 0)
		copy_string(version, size, uts.version);
	return (error);
}

int
native_sethostname(struct thread *td, const char *uname, int len)
{

	return (host_call(td, LINUX_SYS_sethostname, uname, len));
}

int
native_setdomainname(struct thread *td, const char *uname, int len)
{

	return (host_call(td, LINUX_SYS_setdomainname, uname, len));
}

int
native_sysinfo(struct thread *td, struct sv_sysinfo *info)
{
	struct linux_sysinfo si;
	uint64_t unit;
	int error, i;

	(void)td;
	if ((error = host_error(host_syscall(LINUX_SYS_sysinfo, &si))) != 0)
		return (error);
	unit = si.mem_unit != 0 ? si.mem_unit : 1;
	info->uptime = si.uptime;
	for (i = 0; i < 3; i++)
		info->loads[i] = si.loads[i];
	info->totalram = si.totalram * unit;
	info->freeram = si.freeram * unit;
	info->sharedram = si.sharedram * unit;
	info->bufferram = si.bufferram * unit;
	info->totalswap = si.totalswap * unit;
	info->freeswap = si.freeswap * unit;
	info->procs = si.procs;
	return (0);
}

int
native_getrandom(struct thread *td, void *ubuf, size_t len, unsigned flags)
{
	uint32_t l_flags;
	int error;

	if ((error = linux_getrandom_flags_out(flags, &l_flags)) != 0)
		return (error);
	return (host_call_intr(td, LINUX_SYS_getrandom, ubuf, len, l_flags));
}

/* ---- Credentials ---- */

int
native_getuid(struct thread *td)
{

	return (host_call(td, LINUX_SYS_getuid, 0));
}

int
native_geteuid(struct thread *td)
{

	return (host_call(td, LINUX_SYS_geteuid, 0));
}

int
native_getgid(struct thread *td)
{

	return (host_call(td, LINUX_SYS_getgid, 0));
}

int
native_getegid(struct thread *td)
{

	return (host_call(td, LINUX_SYS_getegid, 0));
}

int
native_setreuid(struct thread *td, uid_t ruid, uid_t euid)
{

	return (host_call(td, LINUX_SYS_setreuid, ruid, euid));
}

int
native_setregid(struct thread *td, gid_t rgid, gid_t egid)
{

	return (host_call(td, LINUX_SYS_setregid, rgid, egid));
}

int
native_setresuid(struct thread *td, uid_t ruid, uid_t euid, uid_t suid)
{

	return (host_call(td, LINUX_SYS_setresuid, ruid, euid, suid));
}

int
native_setresgid(struct thread *td, gid_t rgid, gid_t egid, gid_t sgid)
{

	return (host_call(td, LINUX_SYS_setresgid, rgid, egid, sgid));
}

int
native_getresuid(struct thread *td, uid_t *ruid, uid_t *euid, uid_t *suid)
{

	return (host_call(td, LINUX_SYS_getresuid, ruid, euid, suid));
}

int
native_getresgid(struct thread *td, gid_t *rgid, gid_t *egid, gid_t *sgid)
{

	return (host_call(td, LINUX_SYS_getresgid, rgid, egid, sgid));
}

/* FreeBSD's list begins with the effective group, Linux's has the supplementary ones only. */
int
native_getgroups(struct thread *td, unsigned *count, gid_t *groups)
{
	unsigned room = *count;
	long n;
	int error;

	(void)td;
	if (groups == NULL) {
		n = host_syscall(LINUX_SYS_getgroups, 0, NULL);
		if ((error = host_error(n)) == 0)
			*count = (unsigned)n + 1;
		return (error);
	}
	if (room == 0)
		return (EINVAL);
	groups[0] = (gid_t)host_syscall(LINUX_SYS_getegid, 0);
	n = host_syscall(LINUX_SYS_getgroups, room - 1, groups + 1);
	if (room == 1 && n > 0)
		return (EINVAL);
	if ((error = host_error(n)) == 0)
		*count = (unsigned)n + 1;
	return (error);
}

int
native_setgroups(struct thread *td, unsigned count, const gid_t *groups)
{
	int error;

	if (count == 0)
		return (host_call(td, LINUX_SYS_setgroups, 0, NULL));
	if ((gid_t)host_syscall(LINUX_SYS_getegid, 0) != groups[0] &&
	    (error = host_call(td, LINUX_SYS_setresgid, -1, groups[0], -1)) != 0)
		return (error);
	return (host_call(td, LINUX_SYS_setgroups, count - 1, groups + 1));
}

/* ---- Process controls ---- */

static int
control(long option, long value)
{

	return (host_error(host_syscall(LINUX_SYS_prctl, option, value, 0, 0, 0)));
}

static int
control_pdeathsig(int command, int *sig)
{
	int32_t l_sig = 0;
	int error;

	if (command == PROC_PDEATHSIG_CTL) {
		if (*sig != 0 && (error = linux_signal_out(*sig, &l_sig)) != 0)
			return (error);
		return (control(LINUX_PR_SET_PDEATHSIG, l_sig));
	}
	if ((error = control(LINUX_PR_GET_PDEATHSIG, (long)&l_sig)) != 0)
		return (error);
	*sig = 0;
	return (l_sig != 0 ? linux_signal_in(l_sig, sig) : 0);
}

static int
control_status(long option, int *result)
{
	long r = host_syscall(LINUX_SYS_prctl, option, 0, 0, 0, 0);
	int error = host_error(r);

	if (error == 0)
		*result = (int)r;
	return (error);
}

static int
control_reaper(struct procctl_reaper_status *status)
{
	int error, owned = 0;

	if ((error = control(LINUX_PR_GET_CHILD_SUBREAPER, (long)&owned)) != 0)
		return (error);
	memset(status, 0, sizeof(*status));
	status->rs_flags = owned != 0 ? REAPER_STATUS_OWNED : 0;
	status->rs_pid = -1;
	return (0);
}

int
native_procctl(struct thread *td, int command, void *data)
{
	int error, *number = data, status = 0;

	(void)td;
	switch (command) {
	case PROC_PDEATHSIG_CTL:
	case PROC_PDEATHSIG_STATUS:
		return (control_pdeathsig(command, number));
	case PROC_TRACE_CTL:
		return (control(LINUX_PR_SET_DUMPABLE, *number == PROC_TRACE_CTL_ENABLE));
	case PROC_TRACE_STATUS:
		if ((error = control_status(LINUX_PR_GET_DUMPABLE, &status)) == 0)
			*number = status != 0 ? 0 : -1;
		return (error);
	case PROC_NO_NEW_PRIVS_CTL:
		return (*number == PROC_NO_NEW_PRIVS_ENABLE ? control(LINUX_PR_SET_NO_NEW_PRIVS, 1)
		                                            : EINVAL);
	case PROC_NO_NEW_PRIVS_STATUS:
		if ((error = control_status(LINUX_PR_GET_NO_NEW_PRIVS, &status)) == 0)
			*number =
			    status != 0 ? PROC_NO_NEW_PRIVS_ENABLE : PROC_NO_NEW_PRIVS_DISABLE;
		return (error);
	case PROC_REAP_ACQUIRE:
	case PROC_REAP_RELEASE:
		return (control(LINUX_PR_SET_CHILD_SUBREAPER, command == PROC_REAP_ACQUIRE));
	case PROC_REAP_STATUS:
		return (control_reaper(data));
	default:
		return (EINVAL);
	}
}

#define PERSONALITY_QUERY 0xffffffffL

int
native_persona_word(struct thread *td, const uint32_t *set, uint32_t *old)
{
	long r;
	int error;

	(void)td;
	r = host_syscall(LINUX_SYS_personality, set != NULL ? (long)*set : PERSONALITY_QUERY);
	if ((error = host_error(r)) == 0)
		*old = (uint32_t)r;
	return (error);
}

int
native_thr_set_name(struct thread *td, const char *name)
{

	(void)td;
	return (control(LINUX_PR_SET_NAME, (long)name));
}

int
native_thr_get_name(struct thread *td, char *name, size_t size)
{
	char whole[LINUX_TASK_COMM_LEN];
	int error;

	(void)td;
	if ((error = control(LINUX_PR_GET_NAME, (long)whole)) == 0)
		copy_string(name, size, whole);
	return (error);
}
